# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    return tf.random.categorical(logits / temperature, num_samples=1)[:, 0]


# %% right: student 2
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    ids = tf.random.categorical(logits / temperature, num_samples=1)
    return tf.squeeze(ids, axis=-1)


# %% right: student 3
def sample_next(logits, temperature=1.0):
    logits = np.asarray(logits, dtype=np.float64)
    if temperature == 0:
        return np.argmax(logits, axis=-1)
    ids = []
    for row in logits:
        z = row / temperature
        p = np.exp(z - z.max())
        ids.append(np.random.choice(len(row), p=p / p.sum()))
    return np.array(ids)


# %% right: student 4
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        result = tf.argmax(logits, axis=1)
    else:
        scaled = logits / temperature
        result = tf.random.categorical(scaled, 1)
        result = tf.reshape(result, [-1])
    return result


# %% right: student 5
def sample_next(logits, temperature=1.0):
    z = np.asarray(logits, dtype=np.float64)
    if temperature == 0:
        return z.argmax(axis=-1)
    gumbel = np.random.gumbel(size=z.shape)
    return np.argmax(z / temperature + gumbel, axis=-1)


# %% right: student 6
def sample_next(logits, temperature=1.0):
    scores = np.array(logits).astype("float64")
    if temperature == 0:
        return scores.argmax(axis=1)
    scores = scores / temperature
    scores -= scores.max(axis=1, keepdims=True)
    p = np.exp(scores)
    p /= p.sum(axis=1, keepdims=True)
    cumulative = p.cumsum(axis=1)
    u = np.random.rand(len(p), 1)
    return (cumulative < u).sum(axis=1).clip(max=p.shape[1] - 1)


# %% right: student 7
def draw_row(row, temperature, rng):
    p = np.exp((row - row.max()) / temperature)
    return rng.choice(len(row), p=p / p.sum())


def sample_next(logits, temperature=1.0):
    logits = np.asarray(logits, dtype=np.float64)
    if temperature == 0:
        return np.argmax(logits, axis=-1)
    rng = np.random.default_rng()
    return np.array([draw_row(row, temperature, rng) for row in logits])


# %% right: student 8
def sample_next(logits, temperature=1.0):
    # always the likeliest
    if temperature == 0:
        return tf.math.argmax(logits, axis=-1)
    # draw
    drawn = tf.random.categorical(tf.divide(logits, temperature), num_samples=1)
    return tf.squeeze(drawn, 1)


# %% right: student 9
def sample_next(logits, temperature=1.0):
    if temperature == 0.0:
        return np.argmax(np.asarray(logits), axis=-1)
    return tf.random.categorical(logits / temperature, num_samples=1).numpy().flatten()


# %% right: student 10
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    scores = tf.cast(logits, tf.float64)
    scores -= tf.reduce_max(scores, axis=-1, keepdims=True)
    drawn = tf.random.categorical(scores / float(temperature), num_samples=1)
    return tf.squeeze(drawn, axis=-1)


# %% right: student 11
def sample_next(logits, temperature=1.0):
    """In NumPy: throw one number a row, see in whose share it falls."""
    z = np.asarray(logits, dtype=np.float64)
    if temperature == 0:
        return z.argmax(axis=1)

    z = (z - z.max(axis=1, keepdims=True)) / temperature
    cumulative = np.exp(z).cumsum(axis=1)
    cumulative /= cumulative[:, -1:]  # the last one is exactly 1
    thrown = np.random.random(size=(len(z), 1))
    return (cumulative <= thrown).sum(axis=1)
