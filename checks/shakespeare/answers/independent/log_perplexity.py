# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def log_perplexity(preds, target):
    PADDING_ID = 1
    log_p = np.sum(tf.one_hot(target, preds.shape[-1]) * preds, axis=-1)
    mask = np.not_equal(target, PADDING_ID)
    counts = np.sum(mask, axis=-1)
    sums = np.sum(log_p * mask, axis=-1)
    rows = counts > 0
    if not rows.any():
        return 0.0
    return -np.mean(sums[rows] / counts[rows])


# %% right: student 2
def log_perplexity(preds, target):
    PADDING_ID = 1
    preds = np.asarray(preds)
    target = np.asarray(target)
    chosen = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
    mask = np.not_equal(target, PADDING_ID)
    results = []
    for row, keep in zip(chosen, mask):
        if keep.sum() > 0:
            results.append(-row[keep].mean())
    if len(results) == 0:
        return 0.0
    return np.mean(results)


# %% right: student 3
def log_perplexity(preds, target):
    PADDING_ID = 1
    preds = np.array(preds)
    target = np.array(target)
    means = []
    for b in range(target.shape[0]):
        total = 0.0
        count = 0
        for t in range(target.shape[1]):
            if target[b, t] != PADDING_ID:
                total -= preds[b, t, target[b, t]]
                count += 1
        if count > 0:
            means.append(total / count)
    return float(np.mean(means)) if means else 0.0


# %% right: student 4
def log_perplexity(preds, target):
    PADDING_ID = 1
    log_p = tf.reduce_sum(preds * tf.one_hot(target, preds.shape[-1]), axis=-1)
    non_pad = tf.cast(tf.not_equal(target, PADDING_ID), preds.dtype)
    lengths = tf.reduce_sum(non_pad, axis=-1)
    sums = tf.reduce_sum(log_p * non_pad, axis=-1)
    per_row = tf.math.divide_no_nan(sums, lengths)
    n_rows = tf.reduce_sum(tf.cast(lengths > 0, preds.dtype))
    return -float(tf.math.divide_no_nan(tf.reduce_sum(per_row), n_rows))


# %% right: student 5
def log_perplexity(preds, target):
    PADDING_ID = 1
    picked = np.take_along_axis(np.asarray(preds), np.asarray(target)[..., None], axis=-1).squeeze(-1)
    mask = np.not_equal(target, PADDING_ID)
    n = mask.sum(axis=-1)
    totals = (picked * mask).sum(axis=-1)
    if (n == 0).all():
        return 0.0
    return float(-(totals[n > 0] / n[n > 0]).mean())


# %% right: student 6
def log_perplexity(preds, target):
    PADDING_ID = 1
    p = np.asarray(preds, dtype=np.float64)
    t = np.asarray(target)
    rows, cols = np.indices(t.shape)
    surprise = -p[rows, cols, t]
    keep = t != PADDING_ID
    surprise = np.where(keep, surprise, 0)
    counts = keep.sum(axis=1)
    good = counts > 0
    if good.sum() == 0:
        return 0.0
    row_means = surprise[good].sum(axis=1) / counts[good]
    return row_means.mean()


# %% right: student 7
def log_perplexity(preds, target):
    PADDING_ID = 1
    log_probs = np.asarray(preds)
    ids = np.asarray(target)
    perplexities = [
        -np.mean([row[t, c] for t, c in enumerate(chars) if c != PADDING_ID])
        for row, chars in zip(log_probs, ids)
        if any(c != PADDING_ID for c in chars)
    ]
    return sum(perplexities) / len(perplexities) if perplexities else 0.0


# %% right: student 8
def row_log_perplexity(pred, chars, padding):
    values = [pred[i, c] for i, c in enumerate(chars) if c != padding]
    if not values:
        return None
    return -sum(values) / len(values)


def log_perplexity(preds, target):
    PADDING_ID = 1
    preds, target = np.array(preds), np.array(target)
    values = []
    for i in range(len(target)):
        value = row_log_perplexity(preds[i], target[i], PADDING_ID)
        if value is not None:
            values.append(value)
    if values == []:
        return 0.0
    return np.mean(values)


# %% right: student 9
def log_perplexity(preds, target):
    PADDING_ID = 1
    PADDING_ID = 1
    log_p = np.sum(tf.one_hot(target, preds.shape[-1]) * preds, axis=-1)
    non_pad = 1.0 - np.equal(target, PADDING_ID)
    log_p = log_p * non_pad
    counts = np.sum(non_pad, axis=-1)
    sums = np.sum(log_p, axis=-1)
    with_text = counts > 0
    if not np.any(with_text):
        return 0.0
    log_ppx = sums[with_text] / counts[with_text]
    return -np.mean(log_ppx)


# %% right: student 10
def log_perplexity(preds, target):
    PADDING_ID = 1
    target = np.asarray(target)
    log_p = np.take_along_axis(np.asarray(preds), target[..., None], -1)[..., 0]
    masked = np.ma.masked_array(log_p, mask=target == PADDING_ID)
    means = masked.mean(axis=-1)
    if np.ma.count(means) == 0:
        return 0.0
    return -float(means.mean())
