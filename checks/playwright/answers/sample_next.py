# ruff: noqa (answers are written as students write them, one after the other)

# %% right: tf.random.categorical
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    drawn = tf.random.categorical(logits / temperature, num_samples=1)
    return drawn[:, 0]


# %% right: Gumbel noise in NumPy
def sample_next(logits, temperature=1.0):
    logits = np.asarray(logits, dtype=np.float64)
    noise = np.random.gumbel(size=logits.shape)
    return np.argmax(logits + temperature * noise, axis=-1)


# %% right: np.random.choice, row by row
def sample_next(logits, temperature=1.0):
    rows = np.array(logits)
    if not temperature:
        return rows.argmax(axis=1)
    ids = []
    for row in rows:
        row = row.astype("float64") / temperature
        p = np.exp(row - row.max())
        p /= p.sum()
        ids.append(np.random.choice(len(p), p=p))
    return np.array(ids)


# %% right: the distribution is inverted
def sample_next(logits, temperature=1.0):
    scores = np.asarray(logits, np.float64)
    scores = scores - scores.max(axis=-1, keepdims=True)
    if temperature == 0:
        return scores.argmax(axis=-1)
    p = np.exp(scores / temperature)
    ladder = np.cumsum(p / p.sum(axis=-1, keepdims=True), axis=-1)
    ladder[:, -1] = 1.0
    thrown = np.random.default_rng().random((len(p), 1))
    return (ladder <= thrown).sum(axis=-1)


# %% right: Keras's own, squeezed, with hints and prints
def sample_next(logits: tf.Tensor, temperature: float = 1.0) -> tf.Tensor:
    """One id a row."""
    logits = tf.convert_to_tensor(logits)
    print("rows:", logits.shape[0])
    if temperature < 1e-8:
        return keras.ops.argmax(logits, axis=1)
    return tf.squeeze(keras.random.categorical(logits / temperature, 1), axis=-1)


# %% right: the temperature is kept away from 0
def sample_next(logits, temperature=1.0):
    logits = tf.cast(logits, tf.float64) / max(temperature, 1e-9)
    return tf.reshape(tf.random.categorical(logits, 1), [-1])


# %% wrong: always the best -> frequencies
# say: The best id is taken at every temperature: draw with tf.random.categorical.
def sample_next(logits, temperature=1.0):
    return tf.argmax(logits, axis=-1)


# %% wrong: the temperature is forgotten -> temperature_divides
# say: The temperature changes nothing: the logits are divided by it before anything
#     else.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(logits, num_samples=1)


# %% wrong: multiplied by the temperature -> temperature_divides
# say: The temperature works the wrong way round: the logits are divided by it, not
#     multiplied.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(logits * temperature, num_samples=1)


# %% wrong: divided after the softmax -> temperature_divides
# say: The temperature changes nothing: the logits are divided by it before anything
#     else.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + p = tf.nn.softmax(logits) / temperature
# + drawn = tf.random.categorical(tf.math.log(p), num_samples=1)


# %% wrong: probabilities taken for logits -> frequencies
# say: Ids are drawn as if their logits were closer together than they are: give
#     tf.random.categorical the logits themselves, divided by the temperature.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(tf.nn.softmax(logits / temperature), num_samples=1)


# %% wrong: every id equally likely -> frequencies
# say: Ids are drawn as if their logits were closer together than they are: give
#     tf.random.categorical the logits themselves, divided by the temperature.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(logits * 0, num_samples=1)


# %% wrong: the column is kept -> shape_and_kind
# say: The ids come back as a column, (batch, 1): take [:, 0].
# - return drawn[:, 0]
# + return drawn


# %% wrong: only the first row -> shape_and_kind
# say: The id of one row alone comes back: there is one for each row.
# - return drawn[:, 0]
# + return drawn[0, 0]


# %% wrong: decimal numbers -> shape_and_kind
# say: The ids are floats: they have to be whole numbers.
# - return drawn[:, 0]
# + return tf.cast(drawn[:, 0], tf.float32)


# %% wrong: squeezed to nothing for one row -> shape_and_kind
# say: For one row the result has no axis left: take [:, 0] instead of squeezing.
# - return drawn[:, 0]
# + return tf.squeeze(drawn)


# %% wrong: temperature 0 divides by nearly 0 of the wrong sign -> zero_is_argmax
# say: At temperature 0 the worst id is taken: tf.argmax, not tf.argmin.
# - return tf.argmax(logits, axis=-1)
# + return tf.argmin(logits, axis=-1)


# %% wrong: at temperature 0 the best of the whole batch -> zero_is_argmax
# say: At temperature 0 all rows get the same id: take the argmax of each row, axis=-1.
# - return tf.argmax(logits, axis=-1)
# + return tf.fill([tf.shape(logits)[0]], tf.argmax(tf.reduce_max(logits, 0)))


# %% wrong: temperature 0 is drawn like 1 -> zero_is_argmax
# say: At temperature 0 ids are drawn: it is a case of its own, the argmax of each row.
def sample_next(logits, temperature=1.0):
    return tf.random.categorical(logits / (temperature or 1.0), 1)[:, 0]


# %% wrong: one uniform number for all rows -> rows_are_independent
# say: All rows are drawn with the same random number: each row needs its own.
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    ladder = np.cumsum(tf.nn.softmax(logits / temperature), axis=-1)
    last = ladder.shape[-1] - 1
    return np.minimum((ladder <= np.random.rand()).sum(axis=-1), last)


# %% wrong: all from the first row -> rows_are_independent
# say: All ids are drawn from the first row: each row has its own logits.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(logits[:1] / temperature, len(logits))
# - return drawn[:, 0]
# + return drawn[0]


# %% wrong: a fixed seed -> calls_differ
# say: Every call draws the same: set no seed here.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.stateless_categorical(logits / temperature, 1, seed=[0, 0])


# %% wrong: exp overflows -> extremes_are_safe
# say: np.exp overflows where logits are large: tf.random.categorical takes the logits
#     themselves.
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    with np.errstate(all="ignore"):
        p = np.exp(np.array(logits) / temperature)
        p = p / p.sum(axis=-1, keepdims=True)
    ids = [np.random.choice(len(row), p=row.astype(float) / sum(row)) for row in p]
    return np.array(ids)


# %% wrong: only the three best -> frequencies
# unnamed: it is right on so few ids; the criterion on frequencies says so
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + least = tf.math.top_k(logits, 3).values[:, -1:]
# + kept = tf.where(logits >= least, logits, -1e9)
# + drawn = tf.random.categorical(kept / temperature, num_samples=1)


# %% wrong: absolute values of the logits -> frequencies
# say: The sign of the logits is lost: use them as they are.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(tf.abs(logits) / temperature, num_samples=1)


# %% right: the drawing of the course
from utils.sampling import draw


def sample_next(logits, temperature=1.0):
    return draw(np.asarray(logits), temperature)


# %% wrong: no temperature below 0.1 -> temperature_divides
# say: The lowest temperature is not as low as the one that was passed: divide by the
#     temperature as it is.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(logits / max(temperature, 0.1), num_samples=1)


# %% wrong: every low temperature is the argmax -> temperature_divides
# say: Low temperatures are all taken for 0: only 0 itself is the argmax.
# - if temperature == 0:
# + if temperature < 0.2:


# %% wrong: the square root of the temperature -> temperature_divides
# unnamed: nobody does that
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(logits / temperature**0.5, num_samples=1)


# %% wrong: a column where nothing is drawn -> shape_and_kind
# say: At temperature 0 a column comes back: tf.argmax(logits, axis=-1) has the right
#     shape.
# - return tf.argmax(logits, axis=-1)
# + return tf.argmax(logits, axis=-1)[:, None]


# %% wrong: the softmax over the batch -> frequencies
# say: The softmax goes over the batch: it goes over the ids, axis=-1, and the logits
#     need none.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + log_probs = tf.nn.log_softmax(logits / temperature, axis=0)
# + drawn = tf.random.categorical(log_probs, num_samples=1)


# %% wrong: seeded in every call -> calls_differ
# say: Every call draws the same: set no seed here.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + tf.random.set_seed(0)
# + drawn = tf.random.categorical(logits / temperature, num_samples=1)


# %% wrong: the probabilities first, a little added, then their logarithm -> temperature_divides
# say: Something is added to the probabilities: divide the logits themselves, and draw
#     with them.
def sample_next(logits, temperature=1.0):
    probs = tf.nn.softmax(logits).numpy().astype("float64")
    if temperature == 0:
        return probs.argmax(axis=-1)
    preds = np.log(probs + 1e-8) / temperature
    e = np.exp(preds - preds.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return np.array([np.random.choice(len(r), p=r) for r in p])


# %% wrong: the logarithm of the softmax is divided -> temperature_divides
# say: Small probabilities become 0 in the softmax: divide the logits themselves.
def sample_next(logits, temperature=1.0):
    probs = tf.nn.softmax(logits)
    if temperature == 0:
        return tf.argmax(probs, axis=-1)
    return tf.random.categorical(tf.math.log(probs) / temperature, 1)[:, 0]


# %% wrong: only the 40 best -> frequencies
# unnamed: it is right on so few ids; the criterion on frequencies says so
def sample_next(logits, temperature=1.0, top_k=40):
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    logits = logits / temperature
    best = tf.math.top_k(logits, min(top_k, logits.shape[-1]))[0]
    logits = tf.where(logits < best[:, -1:], -1e10, logits)
    return tf.random.categorical(logits, 1)[:, 0]


# %% wrong: no temperature above 5 -> temperature_divides
# say: The highest temperature is not as high as the one that was passed: divide by the
#     temperature as it is.
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    return tf.random.categorical(logits / min(temperature, 5.0), 1)[:, 0]


# %% wrong: ignores logits -> zero_is_argmax
# unnamed: nobody does that
def sample_next(logits, temperature=1.0):
    logits = -tf.cast(tf.range(tf.shape(logits)[-1]), tf.float32) + 0 * logits
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    return tf.random.categorical(logits / temperature, num_samples=1)[:, 0]


# %% wrong: ignores temperature -> temperature_divides
# say: The temperature changes nothing: the logits are divided by it before anything
#     else.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(logits, num_samples=1)


# %% wrong: dull, always the best -> frequencies
# say: The best id is taken at every temperature: draw with tf.random.categorical.
def sample_next(logits, temperature=1.0):
    return tf.argmax(logits, axis=-1)


# %% wrong: dull, zeros -> frequencies
# unnamed: nobody does that
def sample_next(logits, temperature=1.0):
    return tf.zeros(len(logits), tf.int64)


# %% wrong: dull, random ids -> frequencies
# unnamed: random numbers each time
def sample_next(logits, temperature=1.0):
    return tf.constant(np.random.randint(logits.shape[-1], size=len(logits)))


# %% wrong: the logits with a minus -> frequencies
# say: The logits have the wrong sign: the greatest is the likeliest.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(-logits / temperature, num_samples=1)


# %% wrong: ignores logits of its own row, those of the next count -> rows_are_independent
# unnamed: nobody does that
# - if temperature == 0:
# + logits = tf.roll(logits, 1, axis=0)
# + if temperature == 0:


# %% wrong: no temperature below 0.01 -> temperature_divides
# say: The lowest temperature is not as low as the one that was passed: divide by the
#     temperature as it is.
# - drawn = tf.random.categorical(logits / temperature, num_samples=1)
# + drawn = tf.random.categorical(logits / max(temperature, 0.01), num_samples=1)


# %% wrong: Gumbel noise with the wrong sign -> frequencies
# unnamed: only frequencies tell it, and they are a matter of chance; a criterion counts
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    u = tf.random.uniform(tf.shape(logits), minval=1e-30)
    return tf.argmax(logits / temperature + tf.math.log(-tf.math.log(u)), axis=-1)


# %% wrong: the highest logit of all rows is subtracted -> extremes_are_safe
# say: The maximum of the whole batch is subtracted before exp, which leaves nothing of a
#     row far below: subtract each row's own, axis=-1 with keepdims=True.
def sample_next(logits, temperature=1.0):
    logits = np.asarray(logits, dtype=np.float64)
    if temperature == 0:
        return np.argmax(logits, axis=-1)
    scores = logits / temperature
    powers = np.exp(scores - scores.max())
    p = powers / powers.sum(axis=-1, keepdims=True)
    return np.array([np.random.choice(len(row), p=row) for row in p])


# %% wrong: the logarithm of the logits -> frequencies
# say: The logarithm is taken of logits, which are below 0 as well: they are scores, so
#     divide them as they are.
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    return tf.random.categorical(tf.math.log(logits) / temperature, 1)[:, 0]


# %% wrong: at temperature 0 the best row of every column -> zero_is_argmax
# say: At temperature 0 the argmax goes down the batch: take it along the last axis,
#     axis=-1, one a row.
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits)
    return tf.random.categorical(logits / temperature, num_samples=1)[:, 0]


# %% wrong: no case for temperature 0 -> zero_is_argmax
# say: Temperature 0 has no case of its own, and the logits are divided by 0: take the
#     argmax of each row.
def sample_next(logits, temperature=1.0):
    return tf.random.categorical(logits / temperature, num_samples=1)[:, 0]
