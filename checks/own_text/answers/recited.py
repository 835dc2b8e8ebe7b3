# ruff: noqa (answers are written as students write them, one after the other)

# %% right: marks each run that stands in the text
def recited(written, text, n=20):
    marked = [False] * len(written)
    for start in range(len(written) - n + 1):
        if written[start : start + n] in text:
            marked[start : start + n] = [True] * n
    return sum(marked) / max(len(written), 1)


# %% right: a set of all runs of the text, and a set of places
def recited(written, text, n=20):
    if not written:
        return 0.0
    runs = {text[k : k + n] for k in range(len(text) - n + 1)}
    places = set()
    for start in range(len(written) - n + 1):
        if written[start : start + n] in runs:
            places.update(range(start, start + n))
    return len(places) / len(written)


# %% right: counts beginnings and ends of runs, in NumPy
def recited(written, text, n=20):
    changes = np.zeros(len(written) + 1)
    for start in range(len(written) - n + 1):
        if text.find(written[start : start + n]) != -1:
            changes[start] += 1
            changes[start + n] -= 1
    inside = np.cumsum(changes)[:-1] > 0
    return float(np.mean(inside)) if len(inside) else 0.0


# %% right: how far the copy reaches that was found last
def recited(written, text, n=20):
    count, reached = 0, 0
    for end in range(n, len(written) + 1):
        if written[end - n : end] in text:
            count += end - max(reached, end - n)
            reached = end
    return count / len(written) if written else 0.0


# %% right: the longest copy that ends with each character
def recited(written, text, n=20):
    total = len(written)
    if total == 0:
        return 0.0
    marked, start = np.zeros(total, dtype=bool), 0
    for end in range(1, total + 1):
        while written[start:end] not in text:
            start += 1
        if end - start >= n:
            marked[start:end] = True
    return np.count_nonzero(marked) / total


# %% right: a character counts if some run around it stands in the text
def recited(written, text, n=20):
    def is_copied(place):
        first = max(0, place - n + 1)
        last = min(place, len(written) - n)
        return any(written[k : k + n] in text for k in range(first, last + 1))

    count = 0
    for place in range(len(written)):
        count += is_copied(place)
    return count / (len(written) or 1)


# %% wrong: the share of runs, not of characters -> copies_count_in_full
# say: Runs are counted, and not the characters in them: mark the n characters of each
#     run that stands in the text.
def recited(written, text, n=20):
    runs = [written[k : k + n] for k in range(len(written) - n + 1)]
    return sum(run in text for run in runs) / max(len(runs), 1)


# %% wrong: only the first character of a run is marked -> copies_count_in_full
# say: Of each run one character is counted: all n of them are recited.
def recited(written, text, n=20):
    count = 0
    for start in range(len(written) - n + 1):
        count += written[start : start + n] in text
    return count / max(len(written), 1)


# %% wrong: adds up the lengths of runs -> overlaps_count_once
# say: n is added for each run, so characters in several runs count several times: mark
#     them, and count the marked ones.
def recited(written, text, n=20):
    count = 0
    for start in range(len(written) - n + 1):
        if written[start : start + n] in text:
            count += n
    return count / max(len(written), 1)


# %% wrong: adds up the lengths, and stops at 1 -> overlaps_count_once
# say: n is added for each run, so characters in several runs count several times, and
#     the sum is cut off at 1: mark characters, and count the marked ones.
def recited(written, text, n=20):
    count = 0
    for start in range(len(written) - n + 1):
        if written[start : start + n] in text:
            count += n
    return min(1.0, count / max(len(written), 1))


# %% wrong: only the longest copy -> copies_count_in_full
# say: Only the longest copy is counted: all runs of n characters or more are.
def recited(written, text, n=20):
    best, start = 0, 0
    for end in range(1, len(written) + 1):
        while written[start:end] not in text:
            start += 1
        best = max(best, end - start)
    return best / len(written) if best >= n else 0.0


# %% wrong: the matching blocks of difflib -> copies_count_in_full
# say: Copies count only where they come in the order of the text: look for each run by
#     itself.
def recited(written, text, n=20):
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, text, written, autojunk=False)
    sizes = [block.size for block in matcher.get_matching_blocks()]
    return sum(size for size in sizes if size >= n) / max(len(written), 1)


# %% wrong: the last run is left out -> copies_count_in_full
# say: The run at the very end of what was written is not looked at: there are
#     len(written) - n + 1 places where a run can begin.
# - for start in range(len(written) - n + 1):
# + for start in range(len(written) - n):

# %% wrong: the first run is left out -> copies_count_in_full
# say: The run at the very beginning of what was written is not looked at: places count
#     from 0.
# - for start in range(len(written) - n + 1):
# + for start in range(1, len(written) - n + 1):

# %% wrong: n + 1 characters make a copy -> n_is_the_least
# say: A copy needs n + 1 characters here: n are enough.
# - for start in range(len(written) - n + 1):
# + n += 1
# + for start in range(len(written) - n + 1):

# %% wrong: n - 1 characters make a copy -> n_is_the_least
# say: A run of n - 1 characters counts here: it takes n.
# - for start in range(len(written) - n + 1):
# + n -= 1
# + for start in range(len(written) - n + 1):


# %% wrong: a run of n - 1 at the end counts -> n_is_the_least
# say: What is left at the end is shorter than n and counts all the same: stop where the
#     last whole run begins.
def recited(written, text, n=20):
    marked = [False] * len(written)
    for start in range(len(written)):
        if written[start : start + n] in text:
            for place in range(start, min(start + n, len(written))):
                marked[place] = True
    return sum(marked) / max(len(written), 1)


# %% wrong: pieces of n, one behind the other -> copies_count_in_full
# say: Only runs that begin at a multiple of n are looked at: a copy may begin anywhere.
# - for start in range(len(written) - n + 1):
# + for start in range(0, len(written) - n + 1, n):


# %% wrong: jumps over a run that was found -> copies_count_in_full
# say: After a run was found, the next one is looked for behind it: the end of a longer
#     copy gets lost.
def recited(written, text, n=20):
    count = start = 0
    while start <= len(written) - n:
        if written[start : start + n] in text:
            count += n
            start += n
        else:
            start += 1
    return count / max(len(written), 1)


# %% wrong: the text in pieces of n -> copies_count_in_full
# say: The text is cut into pieces of n, one behind the other: a copy may come from
#     anywhere in it.
def recited(written, text, n=20):
    pieces = {text[k : k + n] for k in range(0, len(text), n)}
    marked = [False] * len(written)
    for start in range(len(written) - n + 1):
        if written[start : start + n] in pieces:
            marked[start : start + n] = [True] * n
    return sum(marked) / max(len(written), 1)


# %% wrong: divided by the length of the text -> copies_count_in_full
# say: The share is one of the text: divide by the length of what was written.
# - return sum(marked) / max(len(written), 1)
# + return sum(marked) / max(len(text), 1)

# %% wrong: the number of characters -> copies_count_in_full
# say: A number of characters comes back: divide it by the length of what was written.
# - return sum(marked) / max(len(written), 1)
# + return sum(marked)

# %% wrong: in percent -> copies_count_in_full
# say: The share comes back in percent: it is a number from 0 to 1.
# - return sum(marked) / max(len(written), 1)
# + return 100 * sum(marked) / max(len(written), 1)

# %% wrong: what is new, not what is recited -> copies_count_in_full
# say: The share of what is new comes back: count the marked characters.
# - return sum(marked) / max(len(written), 1)
# + return 1 - sum(marked) / max(len(written), 1) if written else 0.0


# %% wrong: the other way round -> copies_count_in_full
# say: It looks for runs of the text in what was written, and counts characters of the
#     text: written and text have changed places.
def recited(written, text, n=20):
    written, text = text, written
    marked = [False] * len(written)
    for start in range(len(written) - n + 1):
        if written[start : start + n] in text:
            marked[start : start + n] = [True] * n
    return sum(marked) / max(len(written), 1)


# %% wrong: in lower case -> as_it_stands
# say: Case is ignored: a run has to stand in the text as it is.
# - marked = [False] * len(written)
# + written, text = written.lower(), text.lower()
# + marked = [False] * len(written)

# %% wrong: runs as regular expressions -> as_it_stands
# say: Runs are looked for as regular expressions, in which a dot is any character: ask
#     whether the run is in the text.
# - marked = [False] * len(written)
# + import re
# +
# + marked = [False] * len(written)
# - if written[start : start + n] in text:
# + if re.search(written[start : start + n], text):

# %% wrong: line ends are spaces -> as_it_stands
# say: Spaces and line ends are taken for the same: a run has to stand in the text as it
#     is.
# - marked = [False] * len(written)
# + written, text = written.replace("\n", " "), text.replace("\n", " ")
# + marked = [False] * len(written)

# %% wrong: without spaces -> as_it_stands
# say: Spaces and line ends are thrown away: a run has to stand in the text as it is.
# - marked = [False] * len(written)
# + written, text = "".join(written.split()), "".join(text.split())
# + marked = [False] * len(written)


# %% wrong: words -> copies_count_in_full
# say: Words are looked up one by one: runs of n characters are, in one place.
def recited(written, text, n=20):
    known = set(text.split())
    copied = sum(len(word) for word in written.split() if word in known)
    spaces = len(written.split()) - 1
    long = any(written[k : k + n] in text for k in range(len(written) - n + 1))
    return (copied + spaces) / len(written) if long else 0.0


# %% wrong: divides by nothing -> too_short
# say: An empty text is divided by its length, 0: of nothing, nothing is recited.
# - return sum(marked) / max(len(written), 1)
# + return sum(marked) / len(written)

# %% wrong: what is shorter than n counts as a whole -> too_short
# say: A text shorter than n counts as recited if all of it stands in the text: there is
#     no run of n in it.
# - marked = [False] * len(written)
# + if len(written) < n:
# +     return float(bool(written) and written in text)
# + marked = [False] * len(written)

# %% wrong: another default -> too_short
# say: By default n is not 20: it stands in the signature.
# - def recited(written, text, n=20):
# + def recited(written, text, n=10):


# %% wrong: ignores n -> copies_count_in_full
# say: n is always 20: use the argument.
# - marked = [False] * len(written)
# + n = 20
# + marked = [False] * len(written)


# %% wrong: ignores text -> copies_count_in_full
# say: The result has nothing to do with the text: look for each run in it.
def recited(written, text, n=20):
    seen = set()
    marked = [False] * len(written)
    for start in range(len(written) - n + 1):
        run = written[start : start + n]
        if run in seen:
            marked[start : start + n] = [True] * n
        seen.add(run)
    return sum(marked) / max(len(written), 1)


# %% wrong: ignores written -> copies_count_in_full
# say: The result has nothing to do with what was written: look for its runs in the text.
def recited(written, text, n=20):
    return min(1.0, n / max(len(text), 1))


# %% wrong: dull, zeros -> copies_count_in_full
# say: It is always 0: mark the runs that stand in the text, and count.
def recited(written, text, n=20):
    return 0.0


# %% wrong: ignores text but for its first half -> copies_count_in_full
# unnamed: nobody does that
# - marked = [False] * len(written)
# + text = text[: len(text) // 2]
# + marked = [False] * len(written)
