# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def sample(preds, temperature=1.0):
    preds = np.asarray(preds).astype("float64")
    if temperature == 0:
        return int(np.argmax(preds))
    possible = np.flatnonzero(preds > 0)
    logs = np.log(preds[possible]) / temperature
    logs -= logs.max()
    weights = np.exp(logs)
    weights /= weights.sum()
    return int(np.random.choice(possible, p=weights))


# %% right: student 2
def sample(preds, temperature=1.0):
    preds = np.array(preds, dtype=np.float64)
    if temperature == 0:
        return int(preds.argmax())
    possible = np.flatnonzero(preds > 0)
    scores = np.log(preds[possible]) / temperature
    scores = scores - scores.max()
    p = np.exp(scores)
    p = p / p.sum()
    return int(np.random.choice(possible, p=p))


# %% right: student 3
def sample(preds, temperature=1.0):
    preds = np.asarray(preds, dtype=np.float64)
    if temperature == 0:
        return np.argmax(preds)
    with np.errstate(divide="ignore"):
        logits = np.log(preds) / temperature
    exp_preds = np.exp(logits - np.max(logits))
    preds = exp_preds / np.sum(exp_preds)
    return np.random.choice(len(preds), p=preds)


# %% right: student 4
def sample(preds, temperature=1.0):
    probs = np.asarray(preds).astype(np.float64)
    # the coldest case
    if temperature == 0:
        best = 0
        for i in range(len(probs)):
            if probs[i] > probs[best]:
                best = i
        return best
    # only characters that are possible
    indices = []
    logs = []
    for i in range(len(probs)):
        if probs[i] > 0:
            indices.append(i)
            logs.append(np.log(probs[i]) / temperature)
    greatest = max(logs)
    weights = [np.exp(l - greatest) for l in logs]
    total = sum(weights)
    weights = [w / total for w in weights]
    return int(np.random.choice(indices, p=weights))


# %% right: student 5
def sample(preds, temperature=1.0):
    preds = np.asarray(preds, dtype="float64")
    if temperature == 0:
        return int(np.argmax(preds))
    positive = np.flatnonzero(preds > 0)
    log_p = np.log(preds[positive]) / temperature
    q = np.exp(log_p - log_p.max())
    cumulative = np.cumsum(q / q.sum())
    r = np.random.random()
    k = np.searchsorted(cumulative, r)
    return int(positive[min(k, len(positive) - 1)])


# %% right: student 6
def sample(preds, temperature=1.0):
    preds = np.asarray(preds).astype("float64")
    if temperature == 0:
        return int(np.argmax(preds))
    possible = np.flatnonzero(preds > 0)
    scores = np.log(preds[possible]) / temperature
    noise = np.random.gumbel(size=len(scores))
    return int(possible[np.argmax(scores + noise)])


# %% right: student 7
def at_temperature(p, temperature):
    logs = np.log(p) / temperature
    powers = np.exp(logs - logs.max())
    return powers / powers.sum()


def sample(preds, temperature=1.0):
    p = np.asarray(preds, dtype=np.float64)
    if temperature == 0:
        return int(p.argmax())
    nonzero = np.flatnonzero(p > 0)
    return int(np.random.choice(nonzero, p=at_temperature(p[nonzero], temperature)))


# %% right: student 8
def sample(preds, temperature=1.0):
    p64 = np.array(preds).astype(np.float64)
    if temperature == 0:
        return int(np.argmax(p64))
    ratio = p64 / p64.max()
    q = np.zeros_like(p64)
    mask = ratio > 0
    q[mask] = np.exp(np.log(ratio[mask]) / temperature)
    q = q / q.sum()
    return int(np.random.choice(len(q), p=q))


# %% right: student 9
def sample(preds, temperature=1.0):
    preds = np.asarray(preds).astype("float64")
    if temperature == 0:
        return int(np.argmax(preds))
    idx = np.where(preds > 0)[0]
    preds = np.log(preds[idx]) / temperature
    preds = np.exp(preds - np.max(preds))
    preds = preds / np.sum(preds)
    probas = np.random.multinomial(1, preds, 1)
    return int(idx[np.argmax(probas)])


# %% right: student 10
def sample(preds, temperature=1.0):
    preds = np.asarray(preds, np.float64)
    if temperature == 0: return int(preds.argmax())
    possible = np.flatnonzero(preds > 0)
    s = np.log(preds[possible]) / temperature
    e = np.exp(s - s.max())
    return int(np.random.choice(possible, p=e / e.sum()))
