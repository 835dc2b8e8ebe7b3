# ruff: noqa (answers are written as students write them, one after the other)

# %% right: a Sequential with an Input
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


# %% right: functional
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    ids = keras.Input(batch_shape=(batch_size, None), dtype="int32")
    x = layers.Embedding(vocab_size, embedding_dim)(ids)
    x = layers.LSTM(
        rnn_units,
        return_sequences=True,
        stateful=True,
        recurrent_initializer=keras.initializers.GlorotUniform(),
    )(x)
    return keras.Model(ids, layers.Dense(vocab_size)(x))


# %% right: added layer by layer, with names, hints, a summary
def build_model(
    vocab_size: int, embedding_dim: int, rnn_units: int, batch_size: int
) -> keras.Model:
    model = keras.Sequential(name="playwright")
    model.add(keras.layers.InputLayer(batch_shape=(batch_size, None), dtype="int64"))
    model.add(layers.Embedding(input_dim=vocab_size, output_dim=embedding_dim))
    model.add(
        layers.LSTM(
            units=rnn_units,
            stateful=True,
            return_sequences=True,
            recurrent_initializer="glorot_uniform",
            name="memory",
        )
    )
    model.add(layers.Dense(units=vocab_size, activation="linear", name="logits"))
    print("parameters:", model.count_params())
    return model


# %% right: an RNN around a cell, and a dense layer at every time
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    cell = layers.LSTMCell(rnn_units, recurrent_initializer="glorot_uniform")
    return keras.Sequential(
        [
            keras.Input(batch_shape=(batch_size, None)),
            layers.Embedding(vocab_size, embedding_dim),
            layers.RNN(cell, return_sequences=True, stateful=True),
            layers.TimeDistributed(layers.Dense(vocab_size)),
        ]
    )


# %% right: compiled already
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(batch_size=batch_size, shape=(None,)))
    model.add(tf.keras.layers.Embedding(vocab_size, embedding_dim))
    lstm = tf.keras.layers.LSTM(
        rnn_units,
        return_sequences=True,
        stateful=True,
        recurrent_initializer="glorot_uniform",
    )
    model.add(lstm)
    model.add(tf.keras.layers.Dense(vocab_size, activation=None))
    model.compile(optimizer="adam", loss="mse")
    return model


# %% wrong: stateless -> state_goes_on
# say: The LSTM is not stateful: with stateful=True its state goes on from call to call.
# - stateful=True,


# %% wrong: only the last output -> every_position
# say: The LSTM returns its last output only: with return_sequences=True there is one at
#     every position.
# - return_sequences=True,


# %% wrong: probabilities at the end -> outputs_are_logits
# say: The outputs are probabilities, not logits: the last layer has no activation.
# - layers.Dense(vocab_size),
# + layers.Dense(vocab_size, activation="softmax"),


# %% wrong: log-probabilities at the end -> outputs_are_logits
# say: The outputs are log-probabilities, not logits: the last layer has no activation.
# - layers.Dense(vocab_size),
# + layers.Dense(vocab_size, activation="log_softmax"),


# %% wrong: the initializer of Keras -> recurrent_start
# say: The recurrent kernel starts as Keras draws it, orthogonal:
#     recurrent_initializer="glorot_uniform" is asked for.
# - recurrent_initializer="glorot_uniform",


# %% wrong: glorot for the wrong kernel -> recurrent_start
# say: The recurrent kernel starts as Keras draws it, orthogonal:
#     recurrent_initializer="glorot_uniform" is asked for.
# - recurrent_initializer="glorot_uniform",
# + kernel_initializer="glorot_uniform",


# %% wrong: normal instead of uniform -> recurrent_start
# say: The recurrent kernel is drawn otherwise: recurrent_initializer="glorot_uniform"
#     is asked for.
# - recurrent_initializer="glorot_uniform",
# + recurrent_initializer="glorot_normal",


# %% wrong: a GRU -> layers_and_sizes
# say: There is a GRU: the recurrent layer is an LSTM.
# - layers.LSTM(
# + layers.GRU(


# %% wrong: sizes mixed up -> layers_and_sizes
# say: The embedding has rnn_units columns: its size is embedding_dim.
# - layers.Embedding(vocab_size, embedding_dim),
# + layers.Embedding(vocab_size, rnn_units),


# %% wrong: two sizes are swapped -> layers_and_sizes
# say: The sizes of embedding and LSTM are swapped: embedding_dim belongs to the
#     embedding, rnn_units to the LSTM.
# - layers.Embedding(vocab_size, embedding_dim),
# + layers.Embedding(vocab_size, rnn_units),
# - rnn_units,
# + embedding_dim,


# %% wrong: the sizes of the original -> layers_and_sizes
# say: The embedding always has the sizes 65 and 256: they have to be vocab_size and
#     embedding_dim.
# - layers.Embedding(vocab_size, embedding_dim),
# + layers.Embedding(65, 256),


# %% wrong: no embedding -> layers_and_sizes
# say: There is no embedding: ids go in, not vectors.
# - keras.Input(batch_shape=(batch_size, None)),
# + keras.Input(batch_shape=(batch_size, None, vocab_size)),
# - layers.Embedding(vocab_size, embedding_dim),


# %% wrong: one more dense layer -> layers_and_sizes
# say: There is one more Dense layer: only the one over the vocabulary is asked for.
# - layers.Dense(vocab_size),
# + layers.Dense(rnn_units),
# + layers.Dense(vocab_size),


# %% wrong: two LSTMs -> layers_and_sizes
# unnamed: takes longer than a diagnosis may
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    model = keras.Sequential([keras.Input(batch_shape=(batch_size, None))])
    model.add(layers.Embedding(vocab_size, embedding_dim))
    for _ in range(2):
        model.add(layers.LSTM(rnn_units, return_sequences=True, stateful=True))
    model.add(layers.Dense(vocab_size))
    return model


# %% wrong: windows of 100 -> input_is_a_batch
# say: The input always has 100 characters: their number is left open, None.
# - keras.Input(batch_shape=(batch_size, None)),
# + keras.Input(batch_shape=(batch_size, 100)),


# %% wrong: any batch, so no state -> input_is_a_batch
# say: The input has any number of rows, and no state is kept: fix
#     batch_shape=(batch_size, None) and set stateful=True.
# - keras.Input(batch_shape=(batch_size, None)),
# + keras.Input(shape=(None,)),
# - stateful=True,


# %% wrong: always 64 rows -> input_is_a_batch
# say: The input has another number of rows: it needs batch_size of them.
# - keras.Input(batch_shape=(batch_size, None)),
# + keras.Input(batch_shape=(64, None)),


# %% wrong: id 0 is masked -> computes_an_lstm
# say: The embedding masks id 0, which is a character like others: leave mask_zero out.
# - layers.Embedding(vocab_size, embedding_dim),
# + layers.Embedding(vocab_size, embedding_dim, mask_zero=True),


# %% wrong: another activation in the cell -> computes_an_lstm
# say: The LSTM has a ReLU in the place of its tanh: leave its activation as it is.
# - stateful=True,
# + stateful=True,
# + activation="relu",


# %% wrong: from right to left -> computes_an_lstm
# say: The LSTM reads from right to left: leave go_backwards out.
# - stateful=True,
# + stateful=True,
# + go_backwards=True,


# %% wrong: an activation on the logits -> computes_an_lstm
# say: The last layer has a ReLU: logits have no activation.
# - layers.Dense(vocab_size),
# + layers.Dense(vocab_size, activation="relu"),


# %% wrong: a dense layer without a bias -> layers_and_sizes
# say: The last layer has no bias: leave use_bias as it is.
# - layers.Dense(vocab_size),
# + layers.Dense(vocab_size, use_bias=False),


# %% wrong: the model is lost -> layers_and_sizes
# say: None comes back: return the model.
# - return keras.Sequential(
# + keras.Sequential(


# %% right: subclassed, and built by a first look at zeros
class Playwright(keras.Model):
    def __init__(self, vocab_size, embedding_dim, rnn_units):
        super().__init__()
        self.vectors = layers.Embedding(vocab_size, embedding_dim)
        self.memory = layers.LSTM(
            rnn_units,
            return_sequences=True,
            stateful=True,
            recurrent_initializer="glorot_uniform",
        )
        self.scores = layers.Dense(vocab_size)

    def call(self, ids):
        return self.scores(self.memory(self.vectors(ids)))


def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    model = Playwright(vocab_size, embedding_dim, rnn_units)
    model(tf.zeros((batch_size, 1), tf.int32))
    model.memory.reset_states()
    return model


# %% wrong: a dropout layer -> computes_an_lstm
# say: There is a Dropout layer: none is asked for.
# - layers.Dense(vocab_size),
# + layers.Dropout(0.2),
# + layers.Dense(vocab_size),


# %% wrong: dropout in the LSTM -> computes_an_lstm
# say: The LSTM has dropout: leave it out.
# - stateful=True,
# + stateful=True,
# + dropout=0.2,


# %% wrong: one model for all calls -> models_are_apart
# say: A second call returns the model of the first: build a new one in each call.
from functools import cache


@cache
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    model = keras.Sequential()
    model.add(keras.Input(batch_shape=(batch_size, None)))
    model.add(layers.Embedding(vocab_size, embedding_dim))
    how = {"return_sequences": True, "stateful": True}
    how["recurrent_initializer"] = "glorot_uniform"
    model.add(layers.LSTM(rnn_units, **how))
    model.add(layers.Dense(vocab_size))
    return model


# %% wrong: one embedding for all models -> models_are_apart
# say: All models share one embedding: make every layer anew in each call.
VECTORS = {}


def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    sizes = vocab_size, embedding_dim
    if sizes not in VECTORS:
        VECTORS[sizes] = layers.Embedding(*sizes)
    model = keras.Sequential([keras.Input(batch_shape=(batch_size, None))])
    model.add(VECTORS[sizes])
    how = {"return_sequences": True, "stateful": True}
    how["recurrent_initializer"] = "glorot_uniform"
    model.add(layers.LSTM(rnn_units, **how))
    model.add(layers.Dense(vocab_size))
    return model


# %% wrong: the embedding is frozen -> layers_and_sizes
# say: The embedding is frozen (trainable=False): its vectors have to be learned.
# - layers.Embedding(vocab_size, embedding_dim),
# + layers.Embedding(vocab_size, embedding_dim, trainable=False),


# %% wrong: ignores vocab_size -> layers_and_sizes
# say: The vocabulary always has 65 characters: it needs vocab_size.
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    return keras.Sequential(
        [
            keras.Input(batch_shape=(batch_size, None)),
            layers.Embedding(65, embedding_dim),
            layers.LSTM(
                rnn_units,
                return_sequences=True,
                stateful=True,
                recurrent_initializer="glorot_uniform",
            ),
            layers.Dense(65),
        ]
    )


# %% wrong: ignores embedding_dim -> layers_and_sizes
# say: The vectors of the embedding always have 256 entries: they have to have
#     embedding_dim.
# - layers.Embedding(vocab_size, embedding_dim),
# + layers.Embedding(vocab_size, 256),

# %% wrong: ignores rnn_units -> layers_and_sizes
# unnamed: takes longer than a diagnosis may
# - rnn_units,
# + 1024,


# %% wrong: ignores batch_size -> input_is_a_batch
# say: The input has any number of rows, and no state is kept: fix
#     batch_shape=(batch_size, None) and set stateful=True.
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    return keras.Sequential(
        [
            keras.Input(shape=(None,)),
            layers.Embedding(vocab_size, embedding_dim),
            layers.LSTM(
                rnn_units,
                return_sequences=True,
                recurrent_initializer="glorot_uniform",
            ),
            layers.Dense(vocab_size),
        ]
    )


# %% wrong: dull, logits that know nothing -> computes_an_lstm
# unnamed: nobody does that
# - layers.Dense(vocab_size),
# + layers.Lambda(lambda h: h * 0),
# + layers.Dense(vocab_size),


# %% wrong: dull, an empty model -> layers_and_sizes
# unnamed: nobody does that
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    return keras.Sequential()


# %% wrong: hard sigmoids for the gates -> computes_an_lstm
# say: The gates are hard sigmoids: leave recurrent_activation as it is.
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    return keras.Sequential(
        [
            keras.Input(batch_shape=(batch_size, None)),
            layers.Embedding(vocab_size, embedding_dim),
            layers.LSTM(
                rnn_units,
                return_sequences=True,
                stateful=True,
                recurrent_activation="hard_sigmoid",
                recurrent_initializer="glorot_uniform",
            ),
            layers.Dense(vocab_size),
        ]
    )


# %% wrong: a simple recurrent layer -> layers_and_sizes
# say: There is a SimpleRNN: the recurrent layer is an LSTM.
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    return keras.Sequential(
        [
            keras.Input(batch_shape=(batch_size, None)),
            layers.Embedding(vocab_size, embedding_dim),
            layers.SimpleRNN(
                rnn_units,
                return_sequences=True,
                stateful=True,
                recurrent_initializer="glorot_uniform",
            ),
            layers.Dense(vocab_size),
        ]
    )


# %% wrong: dropout on the recurrent path -> computes_an_lstm
# say: The LSTM has recurrent dropout: leave it out.
# - stateful=True,
# + stateful=True,
# + recurrent_dropout=0.2,


# %% wrong: the states come back, too -> layers_and_sizes
# say: The states come back beside the logits: leave return_state out.
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    ids = keras.Input(batch_shape=(batch_size, None))
    vectors = layers.Embedding(vocab_size, embedding_dim)(ids)
    how = {"return_sequences": True, "return_state": True, "stateful": True}
    how["recurrent_initializer"] = "glorot_uniform"
    outputs, h, c = layers.LSTM(rnn_units, **how)(vectors)
    return keras.Model(ids, [layers.Dense(vocab_size)(outputs), h, c])


# %% wrong: an id for padding -> layers_and_sizes
# say: The vocabulary has one entry too many: there is no id for padding here, so take
#     vocab_size as it is.
# - layers.Embedding(vocab_size, embedding_dim),
# + layers.Embedding(vocab_size + 1, embedding_dim),
# - layers.Dense(vocab_size),
# + layers.Dense(vocab_size + 1),


# %% wrong: as many outputs as units -> layers_and_sizes
# say: The last layer has rnn_units outputs: it needs one for each character, vocab_size.
# - layers.Dense(vocab_size),
# + layers.Dense(rnn_units),


# %% wrong: the LSTM has no bias -> layers_and_sizes
# say: The LSTM has no bias: leave its use_bias as it is.
# - stateful=True,
# + stateful=True,
# + use_bias=False,
