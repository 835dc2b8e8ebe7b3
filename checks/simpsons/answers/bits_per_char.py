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
# say: The minus is missing: bits are minus the logarithm.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(np.mean(chosen) / np.log(2))

# %% wrong: the absolute value of a table -> own_target
# say: log_probs[:, targets] takes every target in every row: pair them,
#     log_probs[np.arange(len(targets)), targets].
# - chosen = log_probs[time, targets]
# + chosen = log_probs[:, targets]

# %% wrong: rows are taken -> own_target
# say: log_probs[targets] takes rows: a target is a column, in the row of its place.
# - chosen = log_probs[time, targets]
# + chosen = log_probs[targets % len(log_probs)]

# %% wrong: the likeliest character, whatever came -> own_target
# say: The most probable character is measured: take the log-probability of the target.
# - chosen = log_probs[time, targets]
# + chosen = log_probs.max(axis=1)

# %% wrong: the mean over everything -> own_target
# say: The whole table is averaged: only the log-probability of each target counts.
# - chosen = log_probs[time, targets]
# + chosen = log_probs

# %% wrong: the entropy, whatever came -> own_target
# say: This is the entropy: take the log-probability of the target that came.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-(np.exp(log_probs) * log_probs).sum(1).mean() / np.log(2))

# %% wrong: one row too early -> own_target
# say: The rows are one place off: row t belongs to target t.
# - chosen = log_probs[time, targets]
# + chosen = log_probs[time - 1, targets]

# %% wrong: each row with the target after its own -> own_target
# say: The targets are one place off: row t belongs to target t.
# - chosen = log_probs[time, targets]
# + chosen = log_probs[time[:-1], targets[1:]]

# %% wrong: in nats -> unit_is_the_bit
# say: This is in nats: divide by np.log(2).
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(chosen))

# %% wrong: multiplied by ln 2 -> unit_is_the_bit
# say: The nats are multiplied by ln 2: divide by it.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(chosen) * np.log(2))

# %% wrong: divided by the decimal logarithm of 2 -> unit_is_the_bit
# say: The nats are divided by the decimal logarithm of 2: it takes the natural one,
#     np.log(2).
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(chosen) / np.log10(2))

# %% wrong: divided by 2 -> uniform
# say: The nats are divided by 2: divide by np.log(2).
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(chosen) / 2)

# %% wrong: a sum -> mean_not_sum
# say: This is a sum: take the mean over the characters.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.sum(chosen) / np.log(2))

# %% wrong: also divided by the size of the vocabulary -> mean_not_sum
# say: The sum is divided by the size of the whole table: divide by the number of
#     characters.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.sum(chosen) / log_probs.size / np.log(2))

# %% wrong: divided by one character less -> mean_not_sum
# say: The sum is divided by one character less: divide by their number.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.sum(chosen) / (len(time) - 1 or 1) / np.log(2))

# %% wrong: a logarithm of the logarithm -> certain
# say: A logarithm is taken twice: log_probs are logarithms already.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(np.log2(np.abs(chosen) + 1e-10)))

# %% wrong: the binary logarithm of the logarithm -> certain
# say: A logarithm is taken twice: log_probs are logarithms already.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(np.log2(chosen)))

# %% wrong: the perplexity -> certain
# say: This is the perplexity: leave out the exponential.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(np.exp(-np.mean(chosen)))

# %% wrong: the mean of the probabilities, then the logarithm -> any_text
# say: The probabilities are averaged and then the logarithm is taken: take the mean of
#     the logarithms.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.log2(np.mean(np.exp(chosen))))

# %% wrong: one number a character -> any_text
# say: One number a character comes back: return their mean.
# - return float(-np.mean(chosen) / np.log(2))
# + return -chosen / np.log(2)

# %% wrong: an array of one -> plain_number
# say: An array comes back: return one number.
# - return float(-np.mean(chosen) / np.log(2))
# + return np.array([-np.mean(chosen) / np.log(2)])

# %% wrong: rounded -> any_text
# say: The result is rounded: return it as it is.
# - return float(-np.mean(chosen) / np.log(2))
# + return round(float(-np.mean(chosen) / np.log(2)), 1)

# %% wrong: the uniform model, whatever the model says -> certain
# say: The result is log2 of the vocabulary's size, whatever the model says.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(np.log2(log_probs.shape[1]))

# %% wrong: a small number is added before the logarithm -> certain
# say: Something is added to the probabilities: use log_probs as they are.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(np.log2(np.exp(chosen) + 0.01)))


# %% right: the diagonal of all rows and all targets
def bits_per_char(log_probs, targets):
    return float(np.mean(-np.diag(log_probs[:, targets])) / np.log(2))


# %% wrong: through probabilities, which underflow -> improbable
# say: Very small probabilities become 0 on the way through np.exp: stay with the
#     logarithms.
def bits_per_char(log_probs, targets):
    p = np.exp(log_probs)[np.arange(len(targets)), targets]
    return float(-np.mean(np.log2(p)))


# %% wrong: through probabilities, with a very small number added -> improbable
# say: Very small probabilities vanish beside what is added to them: stay with the
#     logarithms.
def bits_per_char(log_probs, targets):
    p = np.exp(log_probs)[np.arange(len(targets)), targets]
    return float(-np.mean(np.log2(p + 1e-12)))


# %% wrong: a one-hot table times -inf -> improbable
# say: 0 times -inf is nan: pick the targets' entries instead of multiplying with a
#     one-hot table.
def bits_per_char(log_probs, targets):
    one_hot = np.eye(log_probs.shape[1])[targets]
    return float(-(log_probs * one_hot).sum(axis=1).mean() / np.log(2))


# %% wrong: no character costs more than 20 bits -> improbable
# say: The cost of a character is limited to 20 bits: there is no limit.
# - chosen = log_probs[time, targets]
# + chosen = np.maximum(log_probs[time, targets], -20 * np.log(2))

# %% wrong: the logarithm of the mean perplexity -> improbable
# say: Very small probabilities become 0 on the way through np.exp: stay with the
#     logarithms.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(np.log2(np.exp(-np.mean(chosen))))

# %% wrong: the table is turned into bits in place -> only_measures
# say: The caller's log_probs are changed in place: make a new array.
# - chosen = log_probs[time, targets]
# + log_probs /= np.log(2)
# + chosen = log_probs[time, targets] * np.log(2)

# %% wrong: the targets are sorted afterwards -> only_measures
# say: The caller's targets are sorted in place: leave them as they are.
# - return float(-np.mean(chosen) / np.log(2))
# + targets.sort()
# + return float(-np.mean(chosen) / np.log(2))

# %% wrong: the median -> any_text
# say: This is the median: take the mean.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.median(chosen) / np.log(2))

# %% wrong: what is impossible costs nothing -> improbable
# say: An impossible character costs nothing here: it costs infinitely much.
# - chosen = log_probs[time, targets]
# + chosen = np.where(np.isfinite(log_probs), log_probs, 0.0)[time, targets]

# %% wrong: what is impossible is left out -> improbable
# say: Impossible characters are left out: they cost infinitely much.
# - chosen = log_probs[time, targets]
# + chosen = log_probs[time, targets]
# + chosen = chosen[np.isfinite(chosen)]

# %% wrong: log-probabilities are cut off at -10000 -> improbable
# say: Log-probabilities are cut off: use them as they are.
# - chosen = log_probs[time, targets]
# + chosen = np.maximum(log_probs, -1e4)[time, targets]

# %% wrong: -inf is replaced in the caller's table -> only_measures
# say: -inf is replaced in the caller's table: leave it as it is.
# - chosen = log_probs[time, targets]
# + chosen = log_probs[time, targets]
# + log_probs[np.isneginf(log_probs)] = -1e9

# %% wrong: the caller's table is normalized -> only_measures
# say: The caller's table is normalised in place: leave it as it is.
# - chosen = log_probs[time, targets]
# + log_probs -= np.logaddexp.reduce(log_probs, axis=1, keepdims=True)
# + chosen = log_probs[time, targets]


# %% wrong: the same for every text -> own_target
# say: The result is the same for every text.
def bits_per_char(log_probs, targets):
    return 1.0


# %% wrong: logarithms to the base ten -> unit_is_the_bit
# say: The nats are divided by the logarithm of ten: bits need np.log(2).
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.mean(chosen) / np.log(10))


# %% wrong: cut off at -100 -> improbable
# say: Very small probabilities are cut off: take the logarithms as they are.
# - chosen = log_probs[time, targets]
# + chosen = np.clip(log_probs, -100, 0)[time, targets]


# %% wrong: ignores log_probs -> own_target
# say: log_probs are not used.
def bits_per_char(log_probs, targets):
    return float(np.log2(len(set(targets.tolist())) + 1))


# %% wrong: ignores targets -> own_target
# say: The most probable character is measured: take the log-probability of the target.
def bits_per_char(log_probs, targets):
    return float(-np.mean(np.max(log_probs, axis=1)) / np.log(2))


# %% wrong: dull, log2 of V -> own_target
# say: The result is log2 of the vocabulary's size, whatever the model says.
def bits_per_char(log_probs, targets):
    return float(np.log2(log_probs.shape[1]))


# %% wrong: dull, zero -> own_target
# unnamed: nobody does that
def bits_per_char(log_probs, targets):
    return 0.0


# %% wrong: dull, a random number -> own_target
# unnamed: random numbers each time
def bits_per_char(log_probs, targets):
    return float(np.random.uniform(0, 5))


# %% wrong: dull, the visible example -> own_target
# unnamed: nobody does that
def bits_per_char(log_probs, targets):
    return 2.0


# %% wrong: rows are taken, those of the targets -> own_target
# say: log_probs[targets] takes rows: a target is a column, in the row of its place.
# - chosen = log_probs[time, targets]
# + chosen = log_probs[targets]

# %% wrong: row and column are swapped -> own_target
# say: Row and column are swapped: the place in the text comes first, log_probs[place,
#     target].
# - chosen = log_probs[time, targets]
# + chosen = log_probs[targets, time]

# %% wrong: divided by the size of the vocabulary -> mean_not_sum
# say: The sum is divided by the size of the vocabulary: divide by the number of
#     characters.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(-np.sum(chosen) / log_probs.shape[1] / np.log(2))

# %% wrong: the share of right guesses -> own_target
# say: This is the share of right guesses: bits measure the probability of what came.
# - return float(-np.mean(chosen) / np.log(2))
# + return float(np.mean(log_probs.argmax(axis=1) == targets))


# %% wrong: ignores targets but for their first half -> own_target
# unnamed: nobody does that
# - time = np.arange(len(targets))
# + targets = targets[: max(len(targets) // 2, 1)]
# + time = np.arange(len(targets))
