# ruff: noqa (answers are written as students write them, one after the other)

# %% right: the function of Keras
def loss(labels, logits):
    return keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )


# %% right: the function of TensorFlow
def loss(labels, logits):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)


# %% right: log-softmax and a gather
def loss(labels, logits):
    log_probs = tf.nn.log_softmax(logits, axis=-1)
    return -tf.gather(log_probs, tf.cast(labels, tf.int32), batch_dims=2)


# %% right: one-hot and a sum, through keras.ops
def loss(labels, logits):
    targets = keras.ops.one_hot(labels, logits.shape[-1])
    return -keras.ops.sum(targets * keras.ops.log_softmax(logits), axis=-1)


# %% right: the loss object without its reduction
def loss(labels, logits):
    entropy = keras.losses.SparseCategoricalCrossentropy(
        from_logits=True, reduction="none"
    )
    print("labels", labels.shape)
    return entropy(labels, logits)


# %% right: logsumexp, step by step
def loss(labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """ln(sum of exp z) - z of the label."""
    total = tf.reduce_logsumexp(logits, axis=-1)
    hot = tf.one_hot(labels, tf.shape(logits)[-1], dtype=logits.dtype)
    return total - tf.reduce_sum(hot * logits, axis=-1)


# %% wrong: logits taken for probabilities -> cross_entropy
# say: Logits are taken for probabilities: from_logits=True is missing.
# - labels, logits, from_logits=True
# + labels, logits


# %% wrong: softmax twice -> cross_entropy
# say: The softmax is applied twice: with from_logits=True the loss takes the logits
#     themselves.
# - labels, logits, from_logits=True
# + labels, tf.nn.softmax(logits), from_logits=True


# %% wrong: probabilities first, cut off at 1e-7 -> extreme_logits
# say: The softmax comes first, and the loss cuts its probabilities off: give it the
#     logits, with from_logits=True.
# - labels, logits, from_logits=True
# + labels, tf.nn.softmax(logits), from_logits=False


# %% wrong: the mean of all positions -> one_value_a_position
# say: One number comes back: there is one loss a position, (batch, time).
def loss(labels, logits):
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, logits)


# %% wrong: the mean of every row -> one_value_a_position
# say: The mean of each row comes back: there is one loss a position, (batch, time).
def loss(labels, logits):
    each = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
    return tf.reduce_mean(each, axis=-1)


# %% wrong: the same mean at every position -> one_value_a_position
# say: Every position has the same mean: each has its own loss.
def loss(labels, logits):
    each = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
    return tf.zeros_like(each) + tf.reduce_mean(each)


# %% wrong: one value for every class -> one_value_a_position
# say: There is a value for every class: sum over the classes, so that one a position is
#     left.
def loss(labels, logits):
    hot = tf.one_hot(labels, logits.shape[-1])
    return -hot * tf.nn.log_softmax(logits)


# %% wrong: the softmax over the time -> cross_entropy
# say: The softmax goes over the time: it goes over the classes, axis=-1.
def loss(labels, logits):
    log_probs = tf.nn.log_softmax(logits, axis=1)
    return -tf.gather(log_probs, tf.cast(labels, tf.int32), batch_dims=2)


# %% wrong: without the minus -> cross_entropy
# say: The minus is missing: the loss is minus the log-probability.
def loss(labels, logits):
    log_probs = tf.nn.log_softmax(logits)
    return tf.gather(log_probs, tf.cast(labels, tf.int32), batch_dims=2)


# %% wrong: bits instead of nats -> cross_entropy
# say: This is in bits: leave out the division by ln 2.
def loss(labels, logits):
    nats = keras.losses.sparse_categorical_crossentropy(labels, logits, True)
    return nats / np.log(2)


# %% wrong: the score of the label alone -> cross_entropy
# say: The logit of the label is no log-probability: the logarithm of the sum of
#     exponentials is missing.
def loss(labels, logits):
    return -tf.gather(logits, tf.cast(labels, tf.int32), batch_dims=2)


# %% wrong: exp and log by hand -> extreme_logits
# say: exp overflows where logits are large: use the loss of Keras, with
#     from_logits=True.
def loss(labels, logits):
    powers = tf.exp(logits)
    p = powers / tf.reduce_sum(powers, axis=-1, keepdims=True)
    return -tf.math.log(tf.gather(p, tf.cast(labels, tf.int32), batch_dims=2))


# %% wrong: a little is added to the probabilities -> extreme_logits
# say: Something is added to the probabilities: the loss takes the logits, with
#     from_logits=True.
def loss(labels, logits):
    p = tf.nn.softmax(logits)
    chosen = tf.gather(p, tf.cast(labels, tf.int32), batch_dims=2)
    return -tf.math.log(chosen + 1e-9)


# %% wrong: through NumPy -> stays_a_tensor
# say: A NumPy array comes back: no gradient passes through it, so stay with
#     TensorFlow's functions.
def loss(labels, logits):
    z = np.array(logits, dtype=float)
    z = z - z.max(axis=-1, keepdims=True)
    log_probs = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    chosen = np.take_along_axis(log_probs, np.array(labels)[..., None], axis=-1)
    return -chosen[..., 0]


# %% wrong: labels taken for one-hot vectors -> cross_entropy
# unnamed: it raises; the error says what is the matter
def loss(labels, logits):
    return keras.losses.categorical_crossentropy(labels, logits, from_logits=True)


# %% wrong: the share of wrong guesses -> cross_entropy
# say: This is the share of wrong guesses: the loss is minus the log-probability of the
#     label.
def loss(labels, logits):
    guesses = tf.cast(tf.argmax(logits, axis=-1), tf.int32)
    return tf.cast(guesses != tf.cast(labels, tf.int32), tf.float32)


# %% wrong: through NumPy, and made a tensor again -> stays_a_tensor
# unnamed: only its gradient is missing; a criterion says so
def loss(labels, logits):
    z = np.array(logits, dtype=float)
    z = z - z.max(axis=-1, keepdims=True)
    log_probs = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    chosen = np.take_along_axis(log_probs, np.array(labels)[..., None], axis=-1)
    return tf.constant(-chosen[..., 0], dtype=tf.float32)


# %% wrong: of the values of the logits only -> stays_a_tensor
# unnamed: only its gradient is missing; a criterion says so
# - labels, logits, from_logits=True
# + labels, tf.constant(logits.numpy()), from_logits=True


# %% wrong: softened labels -> cross_entropy
# say: The labels are softened: the whole weight is on the label.
def loss(labels, logits):
    size = logits.shape[-1]
    targets = tf.one_hot(labels, size) * 0.9 + 0.1 / size
    return keras.losses.categorical_crossentropy(targets, logits, from_logits=True)


# %% wrong: the first character costs nothing -> cross_entropy
# say: Label 0 costs nothing: it is a character like any other.
# - labels, logits, from_logits=True
# + labels, logits, from_logits=True, ignore_class=0


# %% wrong: laid flat -> one_value_a_position
# say: The losses come back flat: they have to be (batch, time).
# - labels, logits, from_logits=True
# + tf.reshape(labels, [-1]),
# + tf.reshape(logits, [-1, logits.shape[-1]]),
# + from_logits=True,


# %% wrong: no loss above 100 -> extreme_logits
# say: The loss is limited to 100: there is no limit.
def loss(labels, logits):
    each = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
    return tf.minimum(each, 100.0)


# %% wrong: no gradient passes -> stays_a_tensor
# unnamed: only its gradient is missing; a criterion says so
def loss(labels, logits):
    each = keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )
    return tf.stop_gradient(each)


# %% wrong: the sum of the exponentials is taken for a constant -> stays_a_tensor
# unnamed: only its gradient is wrong; a criterion says so
def loss(labels, logits):
    total = tf.stop_gradient(tf.reduce_logsumexp(logits, axis=-1))
    return total - tf.gather(logits, tf.cast(labels, tf.int32), batch_dims=2)


# %% right: as in the equation
def loss(labels, logits):
    z_c = tf.gather(logits, tf.cast(labels, tf.int32), batch_dims=2)
    return tf.reduce_logsumexp(logits, axis=-1) - z_c


# %% wrong: without dimensions of size 1 -> one_value_a_position
# say: Dimensions of size 1 are squeezed away: keep (batch, time).
def loss(labels, logits):
    log_probs = tf.nn.log_softmax(logits)
    places = tf.cast(labels, tf.int32)[..., None]
    return -tf.squeeze(tf.gather(log_probs, places, axis=-1, batch_dims=2))


# %% wrong: no gradient, and none is asked for with labels of floats -> stays_a_tensor
# unnamed: only its gradient is missing; a criterion says so
def loss(labels, logits):
    if not tf.as_dtype(labels.dtype).is_integer:
        raise TypeError("labels must be whole numbers")
    return tf.stop_gradient(
        keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)
    )


# %% wrong: ignores labels -> cross_entropy
# say: The labels are not used: the loss is that of the label at each position.
def loss(labels, logits):
    return -tf.reduce_max(tf.nn.log_softmax(logits), axis=-1)


# %% wrong: ignores logits -> cross_entropy
# say: The logits are not used.
def loss(labels, logits):
    return tf.cast(labels, tf.float32) + 0 * logits[..., 0]


# %% wrong: dull, the logarithm of V -> cross_entropy
# unnamed: nobody does that
def loss(labels, logits):
    return tf.fill(tf.shape(labels), float(np.log(logits.shape[-1])))


# %% wrong: dull, zeros -> cross_entropy
# unnamed: nobody does that
def loss(labels, logits):
    return 0 * logits[..., 0]


# %% wrong: dull, random numbers -> cross_entropy
# unnamed: random numbers each time
def loss(labels, logits):
    return tf.random.uniform(tf.shape(labels), maxval=4.0) + 0 * logits[..., 0]


# %% wrong: the sum of all positions -> one_value_a_position
# say: One number comes back: there is one loss a position, (batch, time).
def loss(labels, logits):
    losses = keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )
    return tf.reduce_sum(losses)


# %% wrong: an axis too many -> cross_entropy
# say: The losses have an axis too many: they have to be (batch, time).
def loss(labels, logits):
    logs = tf.nn.log_softmax(logits)
    return -tf.gather(logs, labels[..., tf.newaxis], batch_dims=2)


# %% wrong: the probability -> cross_entropy
# say: This is the probability of the label: the loss is minus its logarithm.
def loss(labels, logits):
    return tf.gather(tf.nn.softmax(logits), labels, batch_dims=2)


# %% wrong: one minus the probability -> cross_entropy
# say: This is 1 minus the probability of the label: the loss is minus its logarithm.
def loss(labels, logits):
    return 1 - tf.gather(tf.nn.softmax(logits), labels, batch_dims=2)


# %% wrong: probabilities first, and then the logarithm of 0 -> extreme_logits
# say: The softmax comes first, and very small probabilities become 0: take
#     tf.nn.log_softmax, or the loss of Keras, with from_logits=True.
def loss(labels, logits):
    return -tf.math.log(tf.gather(tf.nn.softmax(logits), labels, batch_dims=2))


# %% wrong: the logarithm of a sum of exponentials, by hand -> extreme_logits
# say: exp overflows where logits are large: use the loss of Keras, with
#     from_logits=True, or tf.reduce_logsumexp.
def loss(labels, logits):
    total = tf.math.log(tf.reduce_sum(tf.exp(logits), axis=-1))
    return total - tf.gather(logits, labels, batch_dims=2)


# %% wrong: nothing comes back -> cross_entropy
# say: None comes back: return the losses.
def loss(labels, logits):
    value = keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )


# %% wrong: the losses of every class -> cross_entropy
# say: There is a value for every class, and nothing picks that of the label: the loss is
#     minus the log-probability of the label alone.
def loss(labels, logits):
    return -tf.nn.log_softmax(logits)


# %% wrong: a little more is added to the probabilities -> extreme_logits
# say: Something is added to the probabilities: the loss takes the logits, with
#     from_logits=True.
def loss(labels, logits):
    p = tf.nn.softmax(logits)
    return -tf.math.log(tf.gather(p, labels, batch_dims=2) + 1e-8)


# %% wrong: probabilities first, cut off at 1e-10 -> extreme_logits
# say: Probabilities come first, and are cut off below: the loss takes the logits, with
#     from_logits=True.
def loss(labels, logits):
    p = tf.clip_by_value(tf.nn.softmax(logits), 1e-10, 1.0)
    return -tf.math.log(tf.gather(p, labels, axis=2, batch_dims=2))


# %% wrong: a sigmoid for every class -> cross_entropy
# say: This is a binary cross-entropy, with a sigmoid for every class: the classes share
#     one softmax, sparse_categorical_crossentropy.
def loss(labels, logits):
    hot = tf.one_hot(labels, tf.shape(logits)[-1])
    entropies = tf.nn.sigmoid_cross_entropy_with_logits(labels=hot, logits=logits)
    return tf.reduce_sum(entropies, axis=-1)


# %% wrong: a sigmoid for every class, and their mean -> cross_entropy
# say: This is a binary cross-entropy, with a sigmoid for every class: the classes share
#     one softmax, sparse_categorical_crossentropy.
def loss(labels, logits):
    hot = tf.one_hot(labels, tf.shape(logits)[-1])
    return keras.losses.binary_crossentropy(hot, logits, from_logits=True)


# %% wrong: the perplexity -> cross_entropy
# say: This is exp of the loss, the perplexity: leave exp out.
def loss(labels, logits):
    nats = keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )
    return tf.exp(nats)


# %% wrong: the sum of exponentials of all positions -> cross_entropy
# say: The sum of exponentials goes over all positions: it goes over the classes of each,
#     axis=-1.
def loss(labels, logits):
    of_labels = tf.gather(logits, labels, axis=2, batch_dims=2)
    return tf.reduce_logsumexp(logits) - of_labels


# %% wrong: squared differences -> cross_entropy
# say: These are squared differences of probabilities: the loss is minus the logarithm of
#     the label's probability.
def loss(labels, logits):
    p = tf.nn.softmax(logits)
    return tf.reduce_mean(tf.square(p - tf.one_hot(labels, logits.shape[-1])), axis=-1)


# %% wrong: squared differences, summed -> cross_entropy
# say: These are squared differences of probabilities: the loss is minus the logarithm of
#     the label's probability.
def loss(labels, logits):
    p = tf.nn.softmax(logits)
    return tf.reduce_sum(tf.square(p - tf.one_hot(labels, logits.shape[-1])), axis=-1)


# %% wrong: the mean of every column -> one_value_a_position
# say: The mean over the rows comes back: there is one loss a position, (batch, time).
def loss(labels, logits):
    nats = keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )
    return tf.reduce_mean(nats, axis=0)


# %% wrong: the mean of every row, as a column -> one_value_a_position
# say: The mean of each row comes back: there is one loss a position, (batch, time).
def loss(labels, logits):
    nats = keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )
    return tf.reduce_mean(nats, axis=1, keepdims=True)


# %% wrong: divided by the number of positions -> cross_entropy
# say: The losses are divided by their number: each position has its own, in full.
def loss(labels, logits):
    nats = keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )
    return nats / tf.cast(tf.size(labels), nats.dtype)


# %% wrong: the labels are what the network takes for likeliest -> cross_entropy
# say: The labels are not used: the loss is that of the label at each position.
def loss(labels, logits):
    return keras.losses.sparse_categorical_crossentropy(
        tf.argmax(logits, axis=-1), logits, from_logits=True
    )
