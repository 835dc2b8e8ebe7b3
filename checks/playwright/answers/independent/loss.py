# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def loss(labels, logits):
    return keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)


# %% right: student 2
def loss(labels, logits):
    return tf.keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )


# %% right: student 3
def loss(labels, logits):
    losses = keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )
    return losses


# %% right: student 4
def loss(labels, logits):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)


# %% right: student 5
def loss(labels, logits):
    z_c = tf.gather(logits, labels, axis=-1, batch_dims=2)
    return tf.reduce_logsumexp(logits, axis=-1) - z_c


# %% right: student 6
def loss(labels, logits):
    one_hot = tf.one_hot(labels, tf.shape(logits)[-1], dtype=logits.dtype)
    true = tf.reduce_sum(one_hot * logits, axis=-1)
    return tf.reduce_logsumexp(logits, axis=-1) - true


# %% right: student 7
def loss(labels, logits):
    log_probs = tf.nn.log_softmax(logits)
    return -tf.gather(log_probs, labels, batch_dims=2)


# %% right: student 8
def loss(labels, logits):
    cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
    return cross_entropy(labels, logits)


# %% right: student 9
def loss(labels, logits):
    # labels are ids -> sparse, no softmax in the model -> from_logits
    cce = keras.losses.sparse_categorical_crossentropy
    result = cce(labels, logits, from_logits=True)
    return result


# %% right: student 10
def loss(labels, logits):
    m = tf.reduce_max(logits, axis=-1, keepdims=True)
    shifted = logits - m
    log_sum = tf.math.log(tf.reduce_sum(tf.exp(shifted), axis=-1))
    hot = tf.one_hot(labels, logits.shape[-1])
    return log_sum - tf.reduce_sum(hot * shifted, axis=-1)
