# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    return keras.Sequential(
        [
            keras.Input(batch_shape=(batch_size, None)),
            layers.Embedding(vocab_size, embedding_dim),
            layers.LSTM(
                rnn_units,
                return_sequences=True,
                stateful=True,
                recurrent_initializer="glorot_uniform",
            ),
            layers.Dense(vocab_size),
        ]
    )


# %% right: student 2
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    model = keras.Sequential([
        keras.Input(batch_shape=(batch_size, None)),
        keras.layers.Embedding(vocab_size, embedding_dim),
        keras.layers.LSTM(rnn_units, return_sequences=True, stateful=True,
                          recurrent_initializer="glorot_uniform"),
        keras.layers.Dense(vocab_size),
    ])
    return model


# %% right: student 3
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    model = keras.Sequential()
    model.add(keras.Input(batch_shape=(batch_size, None)))
    model.add(layers.Embedding(vocab_size, embedding_dim))
    model.add(layers.LSTM(rnn_units, stateful=True, return_sequences=True, recurrent_initializer="glorot_uniform"))
    model.add(layers.Dense(vocab_size))
    return model


# %% right: student 4
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    inputs = keras.Input(batch_shape=(batch_size, None))
    x = layers.Embedding(vocab_size, embedding_dim)(inputs)
    x = layers.LSTM(
        rnn_units,
        return_sequences=True,
        stateful=True,
        recurrent_initializer="glorot_uniform",
    )(x)
    outputs = layers.Dense(vocab_size)(x)
    return keras.Model(inputs, outputs)


# %% right: student 5
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    embedding = layers.Embedding(input_dim=vocab_size, output_dim=embedding_dim)
    lstm = layers.LSTM(
        units=rnn_units,
        return_sequences=True,
        stateful=True,
        recurrent_initializer=keras.initializers.GlorotUniform(),
    )
    dense = layers.Dense(units=vocab_size)
    start = keras.Input(batch_shape=(batch_size, None))
    return keras.Sequential([start, embedding, lstm, dense])


# %% right: student 6
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    # the network that keeps its state
    model = tf.keras.Sequential([
        tf.keras.Input(batch_shape=[batch_size, None], dtype="int64"),
        tf.keras.layers.Embedding(vocab_size, embedding_dim),
        tf.keras.layers.LSTM(rnn_units,
            return_sequences=True,
            stateful=True,
            recurrent_initializer='glorot_uniform'),
        tf.keras.layers.Dense(vocab_size)
    ])
    return model


# %% right: student 7
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    ids = keras.Input(batch_shape=(batch_size, None))
    vectors = layers.Embedding(vocab_size, embedding_dim)(ids)
    states = layers.LSTM(rnn_units, stateful=True, return_sequences=True,
                         recurrent_initializer="glorot_uniform")(vectors)
    logits = layers.Dense(vocab_size, activation=None)(states)
    return keras.Model(inputs=ids, outputs=logits)


# %% right: student 8
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    return keras.Sequential(
        [
            keras.Input(batch_shape=(batch_size, None)),
            layers.Embedding(vocab_size, embedding_dim),
            layers.LSTM(
                rnn_units,
                return_sequences=True,
                stateful=True,
                recurrent_initializer="glorot_uniform",
            ),
            layers.Dense(vocab_size),
        ]
    )


# %% right: student 9
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    ids_in = keras.Input(shape=(None,), batch_size=batch_size, dtype="int32")
    e = layers.Embedding(input_dim=vocab_size, output_dim=embedding_dim)(ids_in)
    lstm = layers.LSTM(
        units=rnn_units,
        recurrent_initializer=keras.initializers.GlorotUniform(),
        return_sequences=True,
        stateful=True,
    )
    a = lstm(e)
    z = layers.Dense(units=vocab_size, activation=None)(a)
    return keras.Model(inputs=ids_in, outputs=z)


# %% right: student 10
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    model = keras.models.Sequential()
    # fixed number of rows, open length
    model.add(layers.InputLayer(batch_shape=(batch_size, None)))
    model.add(layers.Embedding(vocab_size, embedding_dim))
    model.add(layers.LSTM(rnn_units,
                          return_sequences=True,
                          stateful=True,
                          recurrent_initializer='glorot_uniform'))
    model.add(layers.Dense(vocab_size, activation='linear'))
    return model


# %% right: student 11
def build_model(vocab_size: int, embedding_dim: int, rnn_units: int,
                batch_size: int) -> keras.Model:
    """Characters -> vectors -> memory that lasts -> one score a character."""
    memory_options = dict(
        stateful=True,
        return_sequences=True,
        recurrent_initializer="glorot_uniform",
    )
    stack = (
        layers.Embedding(vocab_size, embedding_dim, name="vectors"),
        layers.LSTM(rnn_units, name="memory", **memory_options),
        layers.Dense(vocab_size, name="logits"),
    )
    text_ids = keras.Input(batch_shape=(batch_size, None), name="ids")
    signal = text_ids
    for layer in stack:
        signal = layer(signal)
    return keras.Model(text_ids, signal, name="playwright")
