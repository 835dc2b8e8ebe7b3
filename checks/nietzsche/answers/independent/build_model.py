# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def build_model(maxlen, n_chars):
    model = keras.Sequential(
        [
            keras.Input((maxlen, n_chars)),
            layers.LSTM(128),
            layers.Dense(n_chars, activation="softmax"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.RMSprop(learning_rate=0.01),
    )
    return model


# %% right: student 2
def build_model(maxlen, n_chars):
    model = keras.Sequential([
        keras.Input((maxlen, n_chars)),
        keras.layers.LSTM(128),
        keras.layers.Dense(n_chars, activation="softmax"),
    ])
    optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
    model.compile(loss="categorical_crossentropy", optimizer=optimizer)
    return model


# %% right: student 3
def build_model(maxlen, n_chars):
    model = keras.Sequential()
    model.add(keras.Input(shape=(maxlen, n_chars)))
    model.add(layers.LSTM(128))
    model.add(layers.Dense(n_chars))
    model.add(layers.Activation("softmax"))
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.RMSprop(0.01))
    return model


# %% right: student 4
def build_model(maxlen, n_chars):
    inputs = keras.Input((maxlen, n_chars))
    x = layers.LSTM(128)(inputs)
    outputs = layers.Dense(n_chars, activation="softmax")(x)
    model = keras.Model(inputs, outputs)
    model.compile(
        loss=keras.losses.CategoricalCrossentropy(),
        optimizer=keras.optimizers.RMSprop(learning_rate=0.01),
    )
    return model


# %% right: student 5
def build_model(maxlen, n_chars):
    # input, LSTM, output
    model = tf.keras.models.Sequential(
        [
            tf.keras.layers.Input((maxlen, n_chars)),
            tf.keras.layers.LSTM(units=128),
            tf.keras.layers.Dense(units=n_chars, activation=tf.nn.softmax),
        ]
    )
    rmsprop = tf.keras.optimizers.RMSprop(learning_rate=1e-2)
    model.compile(optimizer=rmsprop, loss=tf.keras.losses.CategoricalCrossentropy())
    return model


# %% right: student 6
UNITS = 128


def build_model(maxlen, n_chars):
    lstm = layers.LSTM(UNITS)
    dense = layers.Dense(n_chars, activation="softmax")
    model = keras.Sequential([keras.Input((maxlen, n_chars)), lstm, dense])
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.RMSprop(learning_rate=0.01),
        metrics=["accuracy"],
    )
    return model


# %% right: student 7
def build_model(maxlen, n_chars):
    model = keras.Sequential([keras.Input((maxlen, n_chars)), layers.LSTM(128), layers.Dense(n_chars, "softmax")])
    model.compile(keras.optimizers.RMSprop(0.01), "categorical_crossentropy")
    return model
