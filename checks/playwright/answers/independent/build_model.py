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
