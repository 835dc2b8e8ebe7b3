# ruff: noqa (answers are written as students write them, one after the other)

# %% right: a Sequential of a list
def build_model(maxlen, n_chars):
    model = keras.Sequential(
        [
            keras.Input((maxlen, n_chars)),
            layers.LSTM(128),
            layers.Dense(n_chars, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
    model.compile(loss="categorical_crossentropy", optimizer=optimizer)
    return model


# %% right: functional, a loss object, names and a metric
def build_model(maxlen, n_chars):
    windows = keras.Input(shape=(maxlen, n_chars), name="windows")
    state = layers.LSTM(units=128, name="reader")(windows)
    chances = layers.Dense(n_chars, activation=keras.activations.softmax)(state)
    net = keras.Model(windows, chances)
    net.compile(
        optimizer=keras.optimizers.RMSprop(0.01, name="slow"),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return net


# %% right: layers added one by one, softmax as a layer of its own, tf.keras
def build_model(maxlen: int, n_chars: int) -> tf.keras.Model:
    """The model."""
    model = tf.keras.Sequential()
    model.add(tf.keras.Input((None, n_chars)))
    model.add(tf.keras.layers.LSTM(128))
    model.add(tf.keras.layers.Dense(n_chars))
    model.add(tf.keras.layers.Softmax())
    model.compile(
        tf.keras.optimizers.RMSprop(learning_rate=1e-2),
        tf.keras.losses.categorical_crossentropy,
    )
    model.summary()
    return model


# %% right: subclassed, not built, the Dense layer made first
class Writer(keras.Model):
    def __init__(self, n_chars):
        super().__init__()
        self.out = layers.Dense(n_chars, activation="softmax")
        self.lstm = layers.LSTM(128)

    def call(self, inputs):
        return self.out(self.lstm(inputs))


def build_model(maxlen, n_chars):
    model = Writer(n_chars)
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.RMSprop(learning_rate=0.01),
    )
    return model


# %% right: the last of all outputs, taken by hand
def build_model(maxlen, n_chars):
    inputs = layers.Input(shape=(maxlen, n_chars))
    outputs = layers.LSTM(128, return_sequences=True)(inputs)
    y = layers.Dense(n_chars, "softmax")(outputs[:, -1])
    model = keras.models.Model(inputs=inputs, outputs=y)
    model.compile("rmsprop", "categorical_crossentropy")
    model.optimizer.learning_rate = 0.01
    return model


# %% wrong: 64 units -> has_the_layers
# say: The LSTM has 64 units: 128 are asked for.
# - layers.LSTM(128),
# + layers.LSTM(64),

# %% wrong: a GRU -> has_the_layers
# say: The recurrent layer is a GRU: an LSTM is asked for.
# - layers.LSTM(128),
# + layers.GRU(128),

# %% wrong: a simple recurrent layer -> has_the_layers
# say: The recurrent layer is a SimpleRNN: an LSTM is asked for.
# - layers.LSTM(128),
# + layers.SimpleRNN(128),

# %% wrong: two LSTMs -> has_the_layers
# unnamed: takes longer than a diagnosis may
# - layers.LSTM(128),
# + layers.LSTM(128, return_sequences=True),
# + layers.LSTM(128),

# %% wrong: a hidden layer in between -> has_the_layers
# say: There is one more Dense layer between the LSTM and the last layer: leave it out.
# - layers.LSTM(128),
# + layers.LSTM(128),
# + layers.Dense(128, activation="relu"),

# %% wrong: both directions -> has_the_layers
# unnamed: takes longer than a diagnosis may
# - layers.LSTM(128),
# + layers.Bidirectional(layers.LSTM(128)),

# %% wrong: a prediction at every place -> gives_probabilities
# say: There is a prediction at every place: the LSTM returns its last output only,
#     without return_sequences.
# - layers.LSTM(128),
# + layers.LSTM(128, return_sequences=True),

# %% wrong: no softmax -> gives_probabilities
# say: The last layer has no activation: it has to be a softmax, which gives
#     probabilities.
# - layers.Dense(n_chars, activation="softmax"),
# + layers.Dense(n_chars),

# %% wrong: a sigmoid for every character -> gives_probabilities
# say: The activation of the last layer is a sigmoid: it has to be a softmax, so that
#     probabilities add up to 1.
# - layers.Dense(n_chars, activation="softmax"),
# + layers.Dense(n_chars, activation="sigmoid"),

# %% wrong: as many outputs as the window is long -> gives_probabilities
# say: There are maxlen outputs: there is one for each of the n_chars characters.
# - layers.Dense(n_chars, activation="softmax"),
# + layers.Dense(maxlen, activation="softmax"),

# %% wrong: input sizes the wrong way round -> gives_probabilities
# say: The input is (n_chars, maxlen): it has to be (maxlen, n_chars).
# - keras.Input((maxlen, n_chars)),
# + keras.Input((n_chars, maxlen)),

# %% wrong: reads backwards -> computes_an_lstm
# unnamed: takes longer than a diagnosis may
# - layers.LSTM(128),
# + layers.LSTM(128, go_backwards=True),

# %% wrong: ReLU in the LSTM -> computes_an_lstm
# say: The LSTM has a ReLU in the place of its tanh: leave its activation as it is.
# - layers.LSTM(128),
# + layers.LSTM(128, activation="relu"),

# %% wrong: the loss of numbers, not of vectors -> loss_is_cross_entropy
# say: The loss wants indices as targets, but these are one-hot: take
#     categorical_crossentropy.
# - model.compile(loss="categorical_crossentropy", optimizer=optimizer)
# + model.compile(loss="sparse_categorical_crossentropy", optimizer=optimizer)

# %% wrong: squared errors -> loss_is_cross_entropy
# say: The loss is a squared error: take categorical_crossentropy.
# - model.compile(loss="categorical_crossentropy", optimizer=optimizer)
# + model.compile(loss="mse", optimizer=optimizer)

# %% wrong: every character a question of its own -> loss_is_cross_entropy
# say: The loss is a binary cross-entropy: take categorical_crossentropy.
# - model.compile(loss="categorical_crossentropy", optimizer=optimizer)
# + model.compile(loss="binary_crossentropy", optimizer=optimizer)

# %% wrong: probabilities taken for logits -> loss_is_cross_entropy
# say: The loss takes probabilities for logits: leave from_logits out.
# - model.compile(loss="categorical_crossentropy", optimizer=optimizer)
# + loss = keras.losses.CategoricalCrossentropy(from_logits=True)
# + model.compile(loss=loss, optimizer=optimizer)

# %% wrong: not compiled -> loss_is_cross_entropy
# say: The model is not compiled: call model.compile before you return it.
# - model.compile(loss="categorical_crossentropy", optimizer=optimizer)

# %% wrong: RMSprop by its name -> optimizer_is_rmsprop
# say: The learning rate is RMSprop's own, 0.001, as it is when the optimiser is given
#     by its name: take RMSprop(learning_rate=0.01).
# - optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
# + optimizer = "rmsprop"

# %% wrong: Adam -> optimizer_is_rmsprop
# say: The optimiser is Adam: RMSprop is asked for.
# - optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
# + optimizer = keras.optimizers.Adam(learning_rate=0.01)

# %% wrong: Adadelta -> optimizer_is_rmsprop
# say: The optimiser is Adadelta: RMSprop is asked for.
# - optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
# + optimizer = keras.optimizers.Adadelta(learning_rate=0.01)

# %% wrong: ten times too slow -> optimizer_is_rmsprop
# say: The learning rate is RMSprop's own, 0.001, as it is when the optimiser is given
#     by its name: take RMSprop(learning_rate=0.01).
# - optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
# + optimizer = keras.optimizers.RMSprop(learning_rate=0.001)

# %% wrong: the model is not returned -> gives_probabilities
# say: None comes back: return the model.
# - return model


# %% right: the state is used, which is the last output
def build_model(maxlen, n_chars):
    windows = keras.Input(shape=(maxlen, n_chars))
    _, state, _ = layers.LSTM(128, return_state=True)(windows)
    model = keras.Model(windows, layers.Dense(n_chars, activation="softmax")(state))
    optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
    model.compile(loss="categorical_crossentropy", optimizer=optimizer)
    return model


# %% right: built when it reads for the first time
# - keras.Input((maxlen, n_chars)),

# %% wrong: a dropout layer -> computes_an_lstm
# say: There is a Dropout layer: none is asked for.
# - layers.LSTM(128),
# + layers.LSTM(128),
# + layers.Dropout(0.2),

# %% wrong: dropout in the LSTM -> computes_an_lstm
# say: The LSTM has dropout: leave it out.
# - layers.LSTM(128),
# + layers.LSTM(128, dropout=0.2),

# %% wrong: the mean of all outputs -> computes_an_lstm
# say: The last layer reads the mean of all outputs of the LSTM: it reads the last one.
# - layers.LSTM(128),
# + layers.LSTM(128, return_sequences=True),
# + layers.GlobalAveragePooling1D(),

# %% wrong: RMSprop with momentum -> optimizer_is_rmsprop
# say: RMSprop has momentum: leave that out.
# - optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
# + optimizer = keras.optimizers.RMSprop(learning_rate=0.01, momentum=0.9)


# %% wrong: one model for all calls -> models_are_apart
# say: A second call returns the model of the first: build a new one in each call.
MODELS = {}


def build_model(maxlen, n_chars):
    if (maxlen, n_chars) not in MODELS:
        window = keras.Input((maxlen, n_chars))
        state = layers.LSTM(128)(window)
        y = layers.Dense(n_chars, activation="softmax")(state)
        MODELS[maxlen, n_chars] = keras.Model(window, y)
    model = MODELS[maxlen, n_chars]
    optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
    model.compile(loss="categorical_crossentropy", optimizer=optimizer)
    return model


# %% wrong: the LSTM is frozen -> has_the_layers
# say: The LSTM is frozen (trainable=False): its weights have to be learned.
# - layers.LSTM(128),
# + layers.LSTM(128, trainable=False),

# %% wrong: gradients are clipped -> optimizer_is_rmsprop
# say: RMSprop clips gradients (clipnorm): leave that out.
# - optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
# + optimizer = keras.optimizers.RMSprop(learning_rate=0.01, clipnorm=1.0)

# %% wrong: weights decay -> optimizer_is_rmsprop
# say: RMSprop has a weight_decay: leave that out.
# - optimizer = keras.optimizers.RMSprop(learning_rate=0.01)
# + optimizer = keras.optimizers.RMSprop(learning_rate=0.01, weight_decay=1e-2)

# %% wrong: weights have a price -> loss_is_cross_entropy
# say: The LSTM has a regularizer for its kernel, which adds to the loss: leave that
#     out.
# - layers.LSTM(128),
# + layers.LSTM(128, kernel_regularizer="l2"),

# %% wrong: activations have a price -> loss_is_cross_entropy
# say: The LSTM has a regularizer for its outputs, which adds to the loss: leave that
#     out.
# - layers.LSTM(128),
# + layers.LSTM(128, activity_regularizer="l2"),


# %% wrong: ignores maxlen -> gives_probabilities
# say: The windows of the input do not have the length maxlen.
# - keras.Input((maxlen, n_chars)),
# + keras.Input((60, n_chars)),

# %% wrong: ignores n_chars -> has_the_layers
# say: The last layer always has 57 outputs: it needs n_chars of them.
# - layers.Dense(n_chars, activation="softmax"),
# + layers.Dense(57, activation="softmax"),

# %% wrong: dull, predictions that know nothing -> computes_an_lstm
# unnamed: nobody does that
# - layers.LSTM(128),
# + layers.LSTM(128),
# + layers.Lambda(lambda h: h * 0),


# %% wrong: dull, an empty model -> gives_probabilities
# unnamed: nobody does that
def build_model(maxlen, n_chars):
    return keras.Sequential()
