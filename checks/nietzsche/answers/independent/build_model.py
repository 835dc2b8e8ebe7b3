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


# %% right: student 8
def build_model(maxlen, n_chars):
    """LSTM(128) and a softmax, compiled with RMSprop at 0.01."""
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


# %% right: student 9
def build_model(maxlen, n_chars):
    # the functional way: all outputs of the LSTM, of which I take the last
    window = keras.Input(shape=(maxlen, n_chars), name="window")
    states = layers.LSTM(units=128, return_sequences=True, name="memory")(window)
    last_state = states[:, -1, :]
    probabilities = layers.Dense(
        units=n_chars, activation=keras.activations.softmax, name="next_char"
    )(last_state)
    network = keras.Model(inputs=window, outputs=probabilities)

    rmsprop = keras.optimizers.RMSprop(learning_rate=1e-2)
    cross_entropy = keras.losses.CategoricalCrossentropy()
    network.compile(optimizer=rmsprop, loss=cross_entropy)
    return network


# %% right: student 10
def build_model(maxlen, n_chars):
    model = keras.models.Sequential()
    model.add(layers.LSTM(128, input_shape=(maxlen, n_chars)))
    model.add(layers.Dense(n_chars))
    model.add(layers.Activation('softmax'))
    optimizer = keras.optimizers.RMSprop(0.01)
    model.compile(loss='categorical_crossentropy', optimizer=optimizer)
    return model


# %% right: student 11
class NextCharacter(keras.Model):
    """Reads a window with an LSTM and says what may follow it."""

    def __init__(self, n_chars, units=128, **kwargs):
        super().__init__(**kwargs)
        self.lstm = layers.LSTM(units)
        self.head = layers.Dense(n_chars, activation="softmax")

    def call(self, windows):
        return self.head(self.lstm(windows))


def build_model(maxlen: int, n_chars: int) -> keras.Model:
    model = NextCharacter(n_chars)
    model(tf.zeros((1, maxlen, n_chars)))  # a first call makes the weights
    model.compile(
        optimizer=keras.optimizers.RMSprop(learning_rate=0.01),
        loss=keras.losses.categorical_crossentropy,
    )
    return model
