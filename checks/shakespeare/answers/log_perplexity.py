# ruff: noqa (answers are written as students write them, one after the other)

# %% right: picked entries and a mask
def log_perplexity(preds, target):
    PADDING_ID = 1
    preds, target = np.asarray(preds), np.asarray(target)
    counts = target != PADDING_ID
    picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
    sums = np.sum(np.where(counts, picked, 0), axis=-1)
    lengths = np.sum(counts, axis=-1)
    rows = lengths > 0
    if not rows.any():
        return 0.0
    means = sums[rows] / lengths[rows]
    result = -np.mean(means)
    return float(result)


# %% right: one-hot, NumPy and TensorFlow mixed
def log_perplexity(preds, target):
    PADDING_ID = 1
    log_p = np.sum(preds * tf.one_hot(target, preds.shape[-1]), axis=-1)
    non_pad = 1.0 - np.equal(target, PADDING_ID)
    log_p = log_p * non_pad
    lengths = np.sum(non_pad, axis=-1)
    keep = lengths > 0
    if np.sum(keep) == 0:
        return 0
    return -np.mean(np.sum(log_p, axis=-1)[keep] / lengths[keep])


# %% right: TensorFlow alone
def log_perplexity(preds, target):
    preds = tf.convert_to_tensor(preds)
    picked = tf.gather(preds, target, batch_dims=2)
    mask = tf.cast(tf.not_equal(target, 1), preds.dtype)
    lengths = tf.reduce_sum(mask, axis=-1)
    means = tf.math.divide_no_nan(tf.reduce_sum(picked * mask, axis=-1), lengths)
    rows = tf.reduce_sum(tf.cast(lengths > 0, preds.dtype))
    return -tf.math.divide_no_nan(tf.reduce_sum(means), rows)


# %% right: loops
def log_perplexity(preds, target):
    PADDING_ID = 1
    rows = []
    for row_preds, row_target in zip(preds.numpy(), target.numpy()):
        surprises = []
        for log_probs, char in zip(row_preds, row_target):
            if char != PADDING_ID:
                surprises.append(-log_probs[char])
        if surprises:
            rows.append(sum(surprises) / len(surprises))
    return sum(rows) / len(rows) if rows else 0.0


# %% right: masked arrays, nanmean
def log_perplexity(preds, target):
    preds, target = np.array(preds, dtype=np.float64), np.array(target)
    b, t = np.indices(target.shape)
    surprise = np.where(target == 1, np.nan, -preds[b, t, target])
    kept = surprise[~np.isnan(surprise).all(axis=1)]
    if len(kept) == 0:
        return np.float64(0)
    return np.nanmean(kept, axis=1).mean()


# %% wrong: negative -> uniform
# say: The minus is missing: the surprise is minus the log-probability.
# - result = -np.mean(means)
# + result = np.mean(means)


# %% wrong: the perplexity itself -> uniform
# say: This is the perplexity itself: leave out the exponential.
# - result = -np.mean(means)
# + result = np.exp(-np.mean(means))


# %% wrong: bits -> uniform
# say: This is in bits: leave out the division by ln 2.
# - result = -np.mean(means)
# + result = -np.mean(means) / np.log(2)


# %% wrong: the sum of a row -> uniform
# say: Each row is a sum: divide it by the number of its characters.
# - means = sums[rows] / lengths[rows]
# + means = sums[rows]


# %% wrong: the sum over the rows -> uniform
# say: The rows are summed: take their mean.
# - result = -np.mean(means)
# + result = -np.sum(means)


# %% wrong: the log of a log -> uniform
# say: A logarithm is taken twice: preds are log-probabilities already.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + picked = np.log(-np.take_along_axis(preds, target[..., None], axis=-1)[..., 0])


# %% wrong: the mean of all log-probabilities -> of_the_targets
# say: All log-probabilities are averaged: pick that of each target.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + picked = preds.mean(axis=-1)


# %% wrong: the best prediction -> of_the_targets
# say: The best prediction is taken: pick the log-probability of each target.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + picked = preds.max(axis=-1)


# %% wrong: the targets of the first row for all -> of_the_targets
# say: The targets of the first row are used for all rows: each row has its own.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + first = np.broadcast_to(target[:1], target.shape)
# + picked = np.take_along_axis(preds, first[..., None], axis=-1)[..., 0]


# %% wrong: one character too late -> of_the_targets
# say: The targets are one character too late: preds[b, t] belongs to target[b, t].
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + later = np.roll(target, -1, axis=-1)
# + picked = np.take_along_axis(preds, later[..., None], axis=-1)[..., 0]


# %% wrong: the entropy of the model -> of_the_targets
# say: This is the entropy of the model: pick the log-probability of each target.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + picked = np.sum(np.exp(preds) * preds, axis=-1)


# %% wrong: padding is not masked -> padding_changes_nothing
# say: Padding counts as text: leave out targets equal to PADDING_ID, in the sum and in
#     the count.
# - counts = target != PADDING_ID
# + counts = target >= 0


# %% wrong: padding is not summed but counted -> padding_changes_nothing
# say: Padding is counted in the length of a row: divide by the number of characters
#     that are no padding.
# - lengths = np.sum(counts, axis=-1)
# + lengths = np.full(len(target), target.shape[-1])


# %% wrong: padding is not counted but summed -> padding_changes_nothing
# say: Padding is left out of the count, but not of the sum.
# - sums = np.sum(np.where(counts, picked, 0), axis=-1)
# + sums = np.sum(picked, axis=-1)


# %% wrong: only the padding counts as text -> uniform
# say: The mask is the wrong way round: only padding counts.
# - counts = target != PADDING_ID
# + counts = target == PADDING_ID


# %% wrong: padding is 0 -> padding_changes_nothing
# say: Target 0 is taken for the padding: PADDING_ID is 1.
# - PADDING_ID = 1
# + PADDING_ID = 0


# %% wrong: unknown characters are left out too -> unknown_counts
# say: Unknown characters are left out too: only PADDING_ID is padding.
# - counts = target != PADDING_ID
# + counts = target > PADDING_ID


# %% wrong: long rows weigh more -> rows_weigh_alike
# say: Long rows weigh more: first the mean of each row, then the mean of these.
# - result = -np.mean(means)
# + result = -np.sum(sums) / np.sum(lengths)


# %% wrong: the mean of the perplexities -> rows_weigh_alike
# say: The perplexities are averaged: take the mean of the rows' surprises, without the
#     exponential.
# - result = -np.mean(means)
# + result = np.log(np.mean(np.exp(-means)))


# %% wrong: a row of padding makes nan -> empty_rows
# say: A row of padding makes nan: leave out rows without characters.
# - rows = lengths > 0
# + rows = lengths >= 0
# - means = sums[rows] / lengths[rows]
# + with np.errstate(invalid="ignore"):
# +     means = sums[rows] / lengths[rows]


# %% wrong: a row of padding counts as certain -> empty_rows
# say: Rows of padding are counted in the mean over the rows: leave them out.
# - rows = lengths > 0
# + rows = lengths >= 0
# - means = sums[rows] / lengths[rows]
# + means = sums / np.maximum(lengths, 1)


# %% wrong: nothing but padding raises -> empty_rows
# say: A batch of padding raises an error: return 0.0 then.
# - return 0.0
# + raise ValueError("no text")


# %% wrong: one number for each row -> one_number
# say: One number for each row comes back: return their mean.
# - result = -np.mean(means)
# + return -means


# %% wrong: an array of one number -> one_number
# say: An array comes back: return one number.
# - return float(result)
# + return np.array([result])


# %% wrong: a row ends at its first padding -> padding_changes_nothing
# say: A row ends at its first padding here: what comes after it counts too.
# - counts = target != PADDING_ID
# + counts = np.cumprod(target != PADDING_ID, axis=-1).astype(bool)


# %% wrong: only padding at the end is left out -> padding_changes_nothing
# say: Padding inside a row counts here: leave it out wherever it stands.
# - counts = target != PADDING_ID
# + counts = np.cumsum((target != PADDING_ID)[:, ::-1], axis=-1)[:, ::-1] > 0


# %% wrong: the first character is not counted -> uniform
# say: The first character of each row is left out: every target counts.
# - counts = target != PADDING_ID
# + counts = target != PADDING_ID
# + counts[:, 0] = False
# - means = sums[rows] / lengths[rows]
# + means = sums[rows] / (lengths[rows] + 1)


# %% wrong: log-softmax of a log-softmax of the exponentials -> of_the_targets
# say: The probabilities go through a softmax once more: preds are log-probabilities
#     already.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + powers = np.exp(np.exp(preds))
# + preds = np.log(powers / powers.sum(axis=-1, keepdims=True))
# + picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]


# %% wrong: the mean over the columns instead of the rows -> rows_weigh_alike
# say: The mean goes over the rows first: the time is the last axis, axis=-1.
# - sums = np.sum(np.where(counts, picked, 0), axis=-1)
# - lengths = np.sum(counts, axis=-1)
# + sums = np.sum(np.where(counts, picked, 0), axis=0)
# + lengths = np.sum(counts, axis=0)


# %% wrong: only the first row -> of_the_targets
# say: Only the first row counts: take the mean over all rows.
# - result = -np.mean(means)
# + result = -means[0]


# %% wrong: the median of the rows -> of_the_targets
# say: This is the median of the rows: take their mean.
# - result = -np.mean(means)
# + result = -np.median(means)


# %% wrong: weighted by the squares of the lengths -> rows_weigh_alike
# say: Long rows weigh more: first the mean of each row, then the mean of these without
#     weights.
# - result = -np.mean(means)
# + result = -np.average(means, weights=lengths[rows] ** 2)


# %% wrong: the padding is what is named [UNK] -> unknown_counts
# say: Unknown characters are left out too: only PADDING_ID is padding.
# - counts = target != PADDING_ID
# + counts = (target != PADDING_ID) & (target != 0)


# %% wrong: a string -> one_number
# say: A text comes back: return the number.
# - return float(result)
# + return f"{result:.4f}"


# %% wrong: rounded -> of_the_targets
# say: The result is rounded: return it as it is.
# - return float(result)
# + return round(float(result), 2)


# %% wrong: an empty batch counts in the number of rows -> empty_rows
# say: Rows of padding are counted in the mean over the rows: leave them out.
# - result = -np.mean(means)
# + result = -np.sum(means) / len(target)


# %% wrong: the target is changed where it is padding -> padding_changes_nothing
# say: Padding counts as text: leave out targets equal to PADDING_ID, in the sum and in
#     the count.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + counts = np.ones_like(counts)


# %% right: a loss of Keras with a mask
def log_perplexity(preds, target):
    preds, target = tf.cast(preds, tf.float32), tf.cast(target, tf.int64)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(target, preds).numpy()
    mask = (target != 1).numpy()
    rows = [row[keep].mean() for row, keep in zip(losses, mask) if keep.any()]
    return float(np.mean(rows)) if rows else 0.0


# %% right: ragged rows
def log_perplexity(preds, target):
    picked = tf.gather(tf.convert_to_tensor(preds), target, axis=2, batch_dims=2)
    ragged = tf.ragged.boolean_mask(picked, tf.not_equal(target, 1))
    lengths = ragged.row_lengths()
    if tf.reduce_sum(lengths) == 0:
        return tf.constant(0.0)
    means = tf.boolean_mask(tf.reduce_mean(ragged, axis=1), lengths > 0)
    return -tf.reduce_mean(means)


# %% wrong: the cross-entropy of probabilities -> of_the_targets
# say: Very small probabilities are cut off on the way: pick the log-probabilities
#     themselves.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + losses = keras.losses.sparse_categorical_crossentropy(target, tf.exp(preds))
# + picked = -losses.numpy()


# %% wrong: the log of a probability plus a little -> of_the_targets
# say: Something is added to the probabilities: pick the log-probabilities themselves.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + probabilities = np.exp(preds)
# + picked = np.take_along_axis(probabilities, target[..., None], axis=-1)[..., 0]
# + picked = np.log(picked + 1e-10)


# %% wrong: log-probabilities have a lower bound -> of_the_targets
# say: Log-probabilities are cut off at -20: there is no limit.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + preds = np.clip(preds, -20, 0)
# + picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]


# %% wrong: a time of one is squeezed away -> of_the_targets
# say: Dimensions of size 1 are squeezed away: take [..., 0] instead.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + picked = np.squeeze(np.take_along_axis(preds, target[..., None], axis=-1))


# %% wrong: what is certain does not count -> of_the_targets
# say: A character that was certain is left out of the count: it counts, with a surprise
#     of 0.
# - lengths = np.sum(counts, axis=-1)
# + lengths = np.sum(counts & (picked != 0), axis=-1)


# %% wrong: ignores preds -> of_the_targets
# say: preds are not used.
def log_perplexity(preds, target):
    return float(np.log(len(np.unique(np.asarray(target)))))


# %% wrong: ignores target -> of_the_targets
# say: The targets are not used: pick the log-probability of each target.
def log_perplexity(preds, target):
    return float(-np.mean(np.max(np.asarray(preds), axis=-1)))


# %% wrong: dull, the logarithm of V -> of_the_targets
# unnamed: nobody does that
def log_perplexity(preds, target):
    return float(np.log(np.shape(preds)[-1]))


# %% wrong: dull, zero -> of_the_targets
# unnamed: nobody does that
def log_perplexity(preds, target):
    return 0.0


# %% wrong: dull, a random number -> of_the_targets
# unnamed: random numbers each time
def log_perplexity(preds, target):
    return float(np.random.uniform(0, 4))


# %% wrong: dull, the visible example -> of_the_targets
# unnamed: nobody does that
def log_perplexity(preds, target):
    return float(-np.mean(np.log([0.5, 0.25])))


# %% wrong: sums along the rows, lengths along the time -> one_number
# say: The log-probabilities are summed over the rows: the time is the last axis, axis=-1.
# - sums = np.sum(np.where(counts, picked, 0), axis=-1)
# + sums = np.sum(np.where(counts, picked, 0), axis=0)


# %% wrong: sums along the time, lengths along the rows -> one_number
# say: The characters are counted over the rows: the time is the last axis, axis=-1.
# - lengths = np.sum(counts, axis=-1)
# + lengths = np.sum(counts, axis=0)


# %% wrong: the probabilities are averaged -> uniform
# say: The probabilities themselves are averaged: leave out the exponential, preds are
#     log-probabilities.
# - sums = np.sum(np.where(counts, picked, 0), axis=-1)
# + sums = np.sum(np.where(counts, np.exp(picked), 0), axis=-1)


# %% wrong: the mean over the vocabulary -> of_the_targets
# say: The log-probability of each target is divided by the number of symbols: over the
#     last axis take a sum, and no mean.
# - picked = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
# + picked = np.mean(preds * (np.arange(preds.shape[-1]) == target[..., None]), axis=-1)


# %% wrong: masked where padding is predicted -> of_the_targets
# say: What counts depends on the predictions: only targets equal to PADDING_ID are left
#     out.
# - counts = target != PADDING_ID
# + counts = np.argmax(preds, axis=-1) != PADDING_ID


# %% wrong: nothing comes back -> one_number
# say: Nothing comes back: return the number.
# - return float(result)


# %% wrong: nothing but padding makes 1 -> empty_rows
# say: A batch of padding makes 1: return 0.0 then, the logarithm of 1.
# - return 0.0
# + return 1.0


# %% wrong: nothing but padding makes nan -> empty_rows
# say: A batch of padding makes nan: return 0.0 then.
# - return 0.0
# + return float("nan")
