# ruff: noqa (answers are written as students write them, one after the other)

# %% right: gathered by index
def bits_per_char(log_probs, targets):
    time = np.arange(len(targets))
    chosen = log_probs[time, targets]
    return float(-np.mean(chosen) / np.log(2))


# %% right: a one-hot mask
def bits_per_char(log_probs, targets):
    one_hot = np.eye(log_probs.shape[1])[targets]
    per_char = -np.where(one_hot == 1, log_probs, 0).sum(axis=1)
    return per_char.mean() / np.log(2)


# %% right: a loop and math
def bits_per_char(log_probs: np.ndarray, targets: np.ndarray) -> float:
    total = 0.0
    for row, target in zip(log_probs, targets):
        total += -row[target] / math.log(2)
    print("characters:", len(targets))
    return total / len(targets)


# %% right: take_along_axis, and the base of the logarithm by multiplication
def bits_per_char(log_probs, targets):
    rows = np.asarray(targets, dtype=np.int64)[:, np.newaxis]
    nats = -np.take_along_axis(np.asarray(log_probs), rows, axis=1).mean()
    return float(nats * np.log2(np.e))


# %% right: a mask of what came
def bits_per_char(log_probs, targets):
    came = np.arange(log_probs.shape[1])[None, :] == np.asarray(targets)[:, None]
    bits = -log_probs[came].astype(np.float64) / math.log(2)
    return bits.sum() / bits.size


# %% right: the logarithm of the geometric mean
def bits_per_char(log_probs, targets):
    chosen = [row[t] for row, t in zip(log_probs.tolist(), targets.tolist())]
    return -sum(chosen) / len(chosen) / math.log(2)


# %% wrong: the sign is forgotten -> any_text
# - return float(-np.mean(chosen) / np.log(2))
# + return float(np.mean(chosen) / np.log(2))

# %% wrong: the absolute value of a table -> own_target
# - chosen = log_probs[time, targets]
# + chosen = log_probs[:, targets]

# %% wrong: rows are taken -> own_target
# - chosen = log_probs[time, targets]
# + chosen = log_probs[targets % len(log_probs)]

# %% wrong: the likeliest character, whatever came -> own_target
# - chosen = log_probs[time, targets]
# + chosen = log_probs.max(axis=1)

# %% wrong: the mean over everything -> own_target
# - chosen = log_probs[time, targets]
# + chosen = log_probs

# %% wrong: the entropy, whatever came -> own_target
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-(np.exp(log_probs) * log_probs).sum(1).mean() / np.log(2))

# %% wrong: one row too early -> own_target
# - chosen = log_probs[time, targets]
# + chosen = log_probs[time - 1, targets]

# %% wrong: in nats -> unit_is_the_bit
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(chosen))

# %% wrong: multiplied by ln 2 -> unit_is_the_bit
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(chosen) * np.log(2))

# %% wrong: divided by the decimal logarithm of 2 -> unit_is_the_bit
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(chosen) / np.log10(2))

# %% wrong: divided by 2 -> uniform
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(chosen) / 2)

# %% wrong: a sum -> mean_not_sum
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.sum(chosen) / np.log(2))

# %% wrong: also divided by the size of the vocabulary -> mean_not_sum
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.sum(chosen) / log_probs.size / np.log(2))

# %% wrong: divided by one character less -> mean_not_sum
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.sum(chosen) / (len(time) - 1 or 1) / np.log(2))

# %% wrong: a logarithm of the logarithm -> certain
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(np.log2(np.abs(chosen) + 1e-10)))

# %% wrong: the perplexity -> certain
# - return float(-np.mean(chosen) / np.log(2))
# + return float(np.exp(-np.mean(chosen)))

# %% wrong: the mean of the probabilities, then the logarithm -> any_text
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.log2(np.mean(np.exp(chosen))))

# %% wrong: one number a character -> any_text
# - return float(-np.mean(chosen) / np.log(2))
# + return -chosen / np.log(2)

# %% wrong: an array of one -> plain_number
# - return float(-np.mean(chosen) / np.log(2))
# + return np.array([-np.mean(chosen) / np.log(2)])

# %% wrong: rounded -> any_text
# - return float(-np.mean(chosen) / np.log(2))
# + return round(float(-np.mean(chosen) / np.log(2)), 1)

# %% wrong: the uniform model, whatever the model says -> certain
# - return float(-np.mean(chosen) / np.log(2))
# + return float(np.log2(log_probs.shape[1]))

# %% wrong: a small number is added before the logarithm -> certain
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(np.log2(np.exp(chosen) + 0.01)))


# %% right: the diagonal of all rows and all targets
def bits_per_char(log_probs, targets):
    return float(np.mean(-np.diag(log_probs[:, targets])) / np.log(2))


# %% wrong: through probabilities, which underflow -> improbable
def bits_per_char(log_probs, targets):
    p = np.exp(log_probs)[np.arange(len(targets)), targets]
    return float(-np.mean(np.log2(p)))


# %% wrong: through probabilities, with a very small number added -> improbable
def bits_per_char(log_probs, targets):
    p = np.exp(log_probs)[np.arange(len(targets)), targets]
    return float(-np.mean(np.log2(p + 1e-12)))


# %% wrong: a one-hot table times -inf -> improbable
def bits_per_char(log_probs, targets):
    one_hot = np.eye(log_probs.shape[1])[targets]
    return float(-(log_probs * one_hot).sum(axis=1).mean() / np.log(2))


# %% wrong: no character costs more than 20 bits -> improbable
# - chosen = log_probs[time, targets]
# + chosen = np.maximum(log_probs[time, targets], -20 * np.log(2))

# %% wrong: the logarithm of the mean perplexity -> improbable
# - return float(-np.mean(chosen) / np.log(2))
# + return float(np.log2(np.exp(-np.mean(chosen))))

# %% wrong: the table is turned into bits in place -> only_measures
# - chosen = log_probs[time, targets]
# + log_probs /= np.log(2)
# + chosen = log_probs[time, targets] * np.log(2)

# %% wrong: the targets are sorted afterwards -> only_measures
# - return float(-np.mean(chosen) / np.log(2))
# + targets.sort()
# + return float(-np.mean(chosen) / np.log(2))

# %% wrong: the median -> any_text
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.median(chosen) / np.log(2))

# %% wrong: what is impossible costs nothing -> improbable
# - chosen = log_probs[time, targets]
# + chosen = np.where(np.isfinite(log_probs), log_probs, 0.0)[time, targets]

# %% wrong: what is impossible is left out -> improbable
# - chosen = log_probs[time, targets]
# + chosen = log_probs[time, targets]
# + chosen = chosen[np.isfinite(chosen)]

# %% wrong: log-probabilities are cut off at -10000 -> improbable
# - chosen = log_probs[time, targets]
# + chosen = np.maximum(log_probs, -1e4)[time, targets]

# %% wrong: -inf is replaced in the caller's table -> only_measures
# - chosen = log_probs[time, targets]
# + chosen = log_probs[time, targets]
# + log_probs[np.isneginf(log_probs)] = -1e9

# %% wrong: the caller's table is normalized -> only_measures
# - chosen = log_probs[time, targets]
# + log_probs -= np.logaddexp.reduce(log_probs, axis=1, keepdims=True)
# + chosen = log_probs[time, targets]


# %% wrong: the same for every text -> own_target
def bits_per_char(log_probs, targets):
    return 1.0


# %% wrong: ignores log_probs -> own_target
def bits_per_char(log_probs, targets):
    return float(np.log2(len(set(targets.tolist())) + 1))


# %% wrong: ignores targets -> own_target
def bits_per_char(log_probs, targets):
    return float(-np.mean(np.max(log_probs, axis=1)) / np.log(2))


# %% wrong: dull, log2 of V -> own_target
def bits_per_char(log_probs, targets):
    return float(np.log2(log_probs.shape[1]))


# %% wrong: dull, zero -> own_target
def bits_per_char(log_probs, targets):
    return 0.0


# %% wrong: dull, a random number -> own_target
def bits_per_char(log_probs, targets):
    return float(np.random.uniform(0, 5))


# %% wrong: dull, the visible example -> own_target
def bits_per_char(log_probs, targets):
    return 2.0
