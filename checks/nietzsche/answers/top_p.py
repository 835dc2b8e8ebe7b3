# ruff: noqa (answers are written as students write them, one after the other)

# %% right: those whose predecessors have less than p
def top_p(probs, p):
    order = np.argsort(-probs, kind="stable")
    ordered = probs[order]
    before = np.cumsum(ordered) - ordered
    kept = before < p
    result = np.zeros(len(probs))
    result[order[kept]] = ordered[kept]
    return result / result.sum()


# %% right: a loop from the most probable on
def top_p(probs, p):
    indices = sorted(range(len(probs)), key=lambda i: probs[i], reverse=True)
    left, total = np.zeros_like(probs), 0.0
    for i in indices:
        left[i] = probs[i]
        total += float(probs[i])
        if total >= p and p < 1:
            break
    return left / left.sum()


# %% right: the greatest again and again
def top_p(probs, p):
    if p >= 1:
        return probs / np.sum(probs)
    rest, kept = np.array(probs, dtype=np.float64), []
    while sum(probs[i] for i in kept) < p and len(kept) < len(probs):
        best = int(np.argmax(rest))
        kept.append(best)
        rest[best] = -1
    mask = np.isin(np.arange(len(probs)), kept)
    return np.where(mask, probs, 0.0) / sum(probs[i] for i in kept)


# %% right: how many, then a mask
def top_p(probs, p):
    probs = np.asarray(probs, dtype=np.float64)
    order = np.lexsort((np.arange(len(probs)), -probs))
    how_many = np.searchsorted(np.cumsum(probs[order]), p) + 1
    mask = np.zeros(len(probs), dtype=bool)
    mask[order[:how_many]] = True
    return probs * mask / probs[mask].sum()


# %% right: a heap
def top_p(probs, p):
    import heapq

    heap = [(-q, i) for i, q in enumerate(probs.tolist())]
    heapq.heapify(heap)
    total, new = 0.0, np.zeros(len(probs), dtype=np.float64)
    while heap and (total < p or p == 1):
        q, i = heapq.heappop(heap)
        new[i] = -q
        total -= q
    new /= total
    return new


# %% right: ranks
def top_p(probs, p):
    order = np.argsort(np.negative(probs), kind="mergesort")
    rank = np.empty(len(probs), dtype=int)
    rank[order] = np.arange(len(probs))
    sums = np.concatenate([[0.0], np.cumsum(probs[order], dtype=np.float64)])
    kept = np.where(sums[rank] < p, probs, 0)
    return kept / kept.sum()


# %% wrong: without the one that crosses p -> smallest_set
# say: The character that takes the sum across p is left out: it belongs to the nucleus.
# - kept = before < p
# + kept = np.cumsum(ordered) <= p
# - return result / result.sum()
# + return result / (result.sum() or 1.0)

# %% wrong: one too many -> smallest_set
# say: One character too many is left: stop as soon as the sum has reached p.
# - kept = before < p
# + kept = np.arange(len(probs)) <= np.sum(before < p)

# %% wrong: one too many where p is reached exactly -> smallest_set
# say: Where a sum is exactly p, one character too many is left: reached is enough.
# - kept = before < p
# + kept = before <= p

# %% wrong: not renormalised -> renormalised
# say: What is left is not divided by its sum: probabilities add up to 1.
# - return result / result.sum()
# + return result

# %% wrong: divided by p -> renormalised
# say: What is left is divided by p: divide by its own sum, which is more than p.
# - return result / result.sum()
# + return result / p

# %% wrong: a softmax of what is left -> renormalised
# say: A softmax is taken of what is left: divide by the sum, and the ratios stay.
# - return result / result.sum()
# + powers = np.where(result > 0, np.exp(result), 0.0)
# + return powers / powers.sum()

# %% wrong: all that is left is equally probable -> renormalised
# say: All that is left becomes equally probable: divide by the sum, and the ratios stay.
# - return result / result.sum()
# + return (result > 0) / np.sum(result > 0)

# %% wrong: the least probable -> smallest_set
# say: The least probable are left: sort from the most probable on.
# - order = np.argsort(-probs, kind="stable")
# + order = np.argsort(probs, kind="stable")

# %% wrong: not sorted -> smallest_set
# say: The characters are added up in the order of their indices: sort them by
#     probability first.
# - order = np.argsort(-probs, kind="stable")
# + order = np.arange(len(probs))

# %% wrong: comes back sorted -> smallest_set
# say: The result is sorted: each character keeps its place.
# - result[order[kept]] = ordered[kept]
# + result[kept] = ordered[kept]

# %% wrong: the places of the order are mistaken -> smallest_set
# unnamed: what it does depends on the order of the characters
# - result[order[kept]] = ordered[kept]
# + result[np.argsort(order)[kept]] = ordered[kept]

# %% wrong: a threshold on single probabilities -> smallest_set
# say: Each probability is compared with p by itself: it is their sum that reaches p.
# - kept = before < p
# + kept = (ordered >= p) | (before == 0)

# %% wrong: a threshold of 1 - p -> smallest_set
# say: Each probability is compared with 1 - p: it is the sum of the most probable that
#     reaches p.
# - kept = before < p
# + kept = (ordered > 1 - p) | (before == 0)

# %% wrong: a share of the characters -> smallest_set
# say: The share p of the characters is left: it is the share of the probability that
#     counts.
# - kept = before < p
# + kept = np.arange(len(probs)) < max(1, round(p * len(probs)))

# %% wrong: a share of the greatest -> smallest_set
# say: Probabilities are compared with the greatest one: it is the sum that reaches p.
# - kept = before < p
# + kept = ordered >= (1 - p) * ordered[0]

# %% wrong: of equal ones the last -> ties
# say: Of equally probable characters the last ones are left: ties go by index.
# - order = np.argsort(-probs, kind="stable")
# + order = np.argsort(probs, kind="stable")[::-1]

# %% wrong: all that are equal to the last one -> ties
# say: All characters are left that are as probable as the last one: ties go by index.
# - result[order[kept]] = ordered[kept]
# + least = ordered[kept].min()
# + result[probs >= least] = probs[probs >= least]

# %% wrong: with p = 1 only the first is left -> one_keeps_all
# say: With p = 1 the sum never quite gets there, for it is rounded, and nearly all is
#     cut off: keep all then.
# - kept = before < p
# + last = np.argmax(np.cumsum(ordered) >= p)
# + kept = np.arange(len(probs)) <= last

# %% wrong: with p = 1 the last is cut off -> one_keeps_all
# say: With p = 1 the least probable character is cut off: everything stays.
# - kept = before < p
# + kept = (before < p) & (np.arange(len(probs)) < len(probs) - 1)

# %% wrong: the probabilities are changed in place -> nothing_changes
# say: The probabilities of the caller are changed: make a copy first.
# - result = np.zeros(len(probs))
# - result[order[kept]] = ordered[kept]
# - return result / result.sum()
# + probs[order[~kept]] = 0
# + probs /= probs.sum()
# + return probs

# %% wrong: the indices -> smallest_set
# say: The indices of the nucleus come back: return a probability for each character.
# - return result / result.sum()
# + return order[kept]

# %% wrong: only the probabilities that are left -> smallest_set
# say: Only what is left comes back: return a probability for each character, 0 for the
#     others.
# - return result / result.sum()
# + return ordered[kept] / ordered[kept].sum()

# %% wrong: the most probable alone -> smallest_set
# say: Only the most probable character is left, whatever p is.
# - kept = before < p
# + kept = before <= 0


# %% wrong: ignores probs -> smallest_set
# say: The result has nothing to do with the probabilities that were passed.
# - return result / result.sum()
# + new = np.arange(len(probs)) < np.ceil(p * len(probs))
# + return new / new.sum()

# %% wrong: ignores p -> smallest_set
# say: The nucleus is always that of 0.9: use the argument p.
# - kept = before < p
# + kept = before < 0.9


# %% wrong: dull, as it was -> smallest_set
# say: Nothing is cut off: the probabilities come back as they were.
def top_p(probs, p):
    return probs.copy()


# %% wrong: dull, all alike -> smallest_set
# say: All characters are equally probable, whatever was passed.
def top_p(probs, p):
    return np.full(len(probs), 1 / len(probs))


# %% wrong: dull, random probabilities -> smallest_set
# unnamed: random numbers each time
def top_p(probs, p):
    return np.random.dirichlet(np.ones(len(probs)))


# %% wrong: dull, not a number -> smallest_set
# unnamed: nobody does that
def top_p(probs, p):
    return np.full(len(probs), np.nan)


# %% wrong: dull, the probabilities in another order -> smallest_set
# unnamed: nobody does that
def top_p(probs, p):
    return np.roll(probs, 1 + int(4 * p))


# %% wrong: dull, what is left in another order -> smallest_set
# unnamed: nobody does that
def top_p(probs, p):
    order = np.argsort(-probs, kind="stable")
    kept = np.cumsum(probs[order]) - probs[order] < p
    result = np.zeros(len(probs))
    result[order[kept]] = probs[order[kept]]
    return np.roll(result / result.sum(), 1)


# %% wrong: without the one that crosses p, and perhaps without any -> smallest_set
# say: The character that takes the sum across p is left out: it belongs to the nucleus.
# - kept = before < p
# + kept = np.cumsum(ordered) < p

# %% wrong: without the one that crosses p, or reaches it -> smallest_set
# say: The character that takes the sum across p is left out: it belongs to the nucleus.
# - kept = before < p
# + kept = np.cumsum(ordered) <= p

# %% wrong: a threshold on single probabilities, perhaps above all -> smallest_set
# say: Each probability is compared with p by itself: it is their sum that reaches p.
# - kept = before < p
# + kept = ordered >= p

# %% wrong: a softmax of what is left, zeros included -> renormalised
# say: A softmax is taken of what is left: divide by the sum, and the ratios stay.
# - return result / result.sum()
# + return np.exp(result) / np.exp(result).sum()

# %% wrong: a share of the characters, rounded down -> smallest_set
# say: The share p of the characters is left: it is the share of the probability that
#     counts.
# - kept = before < p
# + kept = np.arange(len(probs)) < max(1, int(p * len(probs)))

# %% wrong: a mask of the order, for what is in no order -> smallest_set
# say: Which to keep is found in sorted order, but taken from unsorted probabilities:
#     fill an array at order[kept].
# - result[order[kept]] = ordered[kept]
# + result[kept] = probs[kept]


# %% wrong: ignores p itself, its square counts -> smallest_set
# unnamed: nobody does that
# - kept = before < p
# + kept = before < p * p
