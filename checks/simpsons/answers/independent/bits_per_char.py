# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def bits_per_char(log_probs, targets):
    rows = np.arange(len(targets))
    return float(-np.mean(log_probs[rows, targets]) / np.log(2))


# %% right: student 2
def bits_per_char(log_probs, targets):
    chosen = log_probs[np.arange(len(targets)), targets]
    return float(-chosen.mean() / np.log(2))


# %% right: student 3
def bits_per_char(log_probs, targets):
    total = 0.0
    for t in range(len(targets)):
        total += log_probs[t, targets[t]]
    return float(-total / (len(targets) * np.log(2)))


# %% right: student 4
def bits_per_char(log_probs, targets):
    T = len(targets)
    nats = -log_probs[np.arange(T), targets].sum() / T
    bits = nats / np.log(2)
    return float(bits)


# %% right: student 5
def bits_per_char(log_probs, targets):
    surprises = []
    for row, target in zip(log_probs, targets):
        surprises.append(-row[target] / np.log(2))
    return float(np.mean(surprises))


# %% right: student 6
def bits_per_char(log_probs, targets):
    picked = np.take_along_axis(log_probs, targets[:, None], axis=1)
    return float(-np.mean(picked) / np.log(2))


# %% right: student 7
def bits_per_char(log_probs, targets):
    return float(np.mean([-log_probs[t, c] for t, c in enumerate(targets)]) / np.log(2))


# %% right: student 8
def nats_to_bits(nats):
    return nats / np.log(2)


def bits_per_char(log_probs, targets):
    rows = np.arange(len(targets))
    return float(nats_to_bits(-log_probs[rows, targets].mean()))


# %% right: student 9
def bits_per_char(log_probs, targets):
    log_p = log_probs[np.arange(log_probs.shape[0]), targets]
    log2_p = log_p / np.log(2)
    return -float(np.mean(log2_p))


# %% right: student 10
def bits_per_char(log_probs, targets):
    s = 0
    for i, index in enumerate(targets):
        s = s - log_probs[i][index] / math.log(2)
    return float(s / len(targets))


# %% right: student 11
def bits_per_char(log_probs, targets):
    # log-probability of what really came
    p = log_probs[np.arange(len(targets)), targets]
    return float(-np.mean(p) / np.log(2))
