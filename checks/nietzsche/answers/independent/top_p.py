# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def top_p(probs, p):
    if p >= 1:
        return probs / probs.sum()
    order = np.argsort(-probs, kind="stable")
    ordered = probs[order]
    before = np.cumsum(ordered) - ordered
    keep = order[before < p]
    result = np.zeros_like(probs)
    result[keep] = probs[keep]
    return result / result.sum()


# %% right: student 2
def top_p(probs, p):
    order = np.argsort(-probs, kind="stable")
    cut = np.zeros(len(probs))
    total = 0.0
    for index in order:
        cut[index] = probs[index]
        total += probs[index]
        if total >= p and p < 1:
            break
    return cut / cut.sum()


# %% right: student 3
def top_p(probs, p):
    probs = np.asarray(probs, dtype=np.float64)
    order = np.argsort(-probs, kind="stable")
    ordered = probs[order]
    inside = (np.cumsum(ordered) - ordered < p) | (p == 1)
    new = np.zeros(len(probs))
    new[order[inside]] = ordered[inside]
    new /= new.sum()
    return new


# %% right: student 4
def top_p(probs, p):
    if p == 1:
        return probs.copy() / probs.sum()
    order = sorted(range(len(probs)), key=lambda i: -probs[i])
    nucleus = []
    s = 0
    for i in order:
        nucleus.append(i)
        s += probs[i]
        if s >= p:
            break
    out = np.zeros(len(probs))
    for i in nucleus:
        out[i] = probs[i] / s
    return out


# %% right: student 5
def top_p(probs, p):
    order = np.argsort(-probs, kind="stable")
    sums = np.cumsum(probs[order])
    if p < 1:
        k = np.searchsorted(sums, p) + 1
    else:
        k = len(probs)
    nucleus = order[:k]
    kept = np.zeros_like(probs)
    kept[nucleus] = probs[nucleus]
    return kept / np.sum(kept)


# %% right: student 6
def in_nucleus(probs, p):
    order = np.argsort(-probs, kind="stable")
    before = np.cumsum(probs[order]) - probs[order]
    mask = np.zeros(len(probs), dtype=bool)
    mask[order] = before < p
    return mask


def top_p(probs, p):
    if p == 1:
        return probs / probs.sum()
    kept = np.where(in_nucleus(probs, p), probs, 0)
    return kept / kept.sum()


# %% right: student 7
def top_p(probs, p):
    result = probs.copy()
    if p < 1:
        order = np.argsort(-result, kind="stable")
        cum = np.cumsum(result[order])
        n_keep = np.sum(cum < p) + 1
        result[order[n_keep:]] = 0
    return result / result.sum()


# %% right: student 8
def top_p(probs, p):
    if p == 1.0:
        return np.array(probs) / np.sum(probs)
    left = np.array(probs, dtype=float)
    out = np.zeros(len(left))
    total = 0
    # take the greatest one until there is enough
    while total < p and np.any(left > 0):
        best = np.argmax(left)
        out[best] = left[best]
        total += left[best]
        left[best] = 0
    return out / out.sum()


# %% right: student 9
def top_p(probs, p):
    probs = np.array(probs, dtype=np.float64)
    if p >= 1:
        return probs / probs.sum()
    order = np.argsort(-probs, kind="stable")
    ordered = probs[order]
    before = np.cumsum(ordered) - ordered
    keep = order[before < p]
    nucleus = np.zeros_like(probs)
    nucleus[keep] = probs[keep]
    return nucleus / nucleus.sum()


# %% right: student 10
def top_p(probs, p):
    p_all = np.asarray(probs).astype("float64")
    ranking = np.argsort(-p_all, kind="stable")
    if p < 1:
        # first place at which the running sum is p or more
        running_sum = p_all[ranking].cumsum()
        crossing = np.searchsorted(running_sum, p, side="left")
        p_all[ranking[crossing + 1:]] = 0.0
    p_all /= p_all.sum()
    return p_all


# %% right: student 11
def top_p(probs, p):
    """Collect characters, the most probable first, until they make up p."""
    V = len(probs)
    # equal probabilities: the smaller index comes first
    ranked = sorted(range(V), key=lambda v: (-float(probs[v]), v))
    kept = []
    total = 0.0
    for v in ranked:
        kept.append(v)
        total = total + float(probs[v])
        if p < 1 and total >= p:
            break
    result = np.zeros(V)
    for v in kept:
        result[v] = float(probs[v]) / total
    return result
