# ruff: noqa (answers are written as students write them, one after the other)

# %% right: three layers
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)

    def call(self, inputs, states=None, return_state=False, training=False):
        x = self.embedding(inputs)
        x, new = self.gru(x, initial_state=states, training=training)
        x = self.dense(x)
        if return_state:
            return x, new
        return x


# %% right: other names, made in another order, an explicit first state
class GRULM(tf.keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super(GRULM, self).__init__(name="my_model")
        self.out = tf.keras.layers.Dense(vocab_size, activation="log_softmax")
        self.rnn = tf.keras.layers.GRU(
            units=rnn_units, return_state=True, return_sequences=True, name="memory"
        )
        self.lookup = tf.keras.layers.Embedding(vocab_size, embedding_dim)

    def call(self, inputs, states=None, return_state=False, training=False):
        vectors = self.lookup(inputs)
        if states is None:
            states = self.rnn.get_initial_state(tf.shape(inputs)[0])
        hidden, state = self.rnn(vectors, initial_state=states, training=training)
        scores = self.out(hidden)
        print("predicting", scores.shape)
        return (scores, state) if return_state else scores


# %% right: the log-softmax in call, dropout when training
class GRULM(keras.Model):
    def __init__(
        self, vocab_size: int = 256, embedding_dim: int = 256, rnn_units: int = 128
    ):
        super().__init__()
        self.e = keras.layers.Embedding(input_dim=vocab_size, output_dim=embedding_dim)
        self.drop = keras.layers.Dropout(0.2)
        self.g = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.d = keras.layers.Dense(vocab_size)

    def call(self, inputs, states=None, return_state=False, training=False):
        x = self.drop(self.e(inputs), training=training)
        y, states = self.g(x, initial_state=states)
        y = keras.ops.log_softmax(self.d(y), axis=-1)
        return y if not return_state else (y, states)


# %% right: a cell in an RNN, the state in a list
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
        self.rnn = keras.layers.RNN(
            keras.layers.GRUCell(rnn_units), return_sequences=True, return_state=True
        )
        self.dense = keras.layers.Dense(vocab_size)

    def call(self, inputs, states=None, return_state=False, training=False):
        x, *states = self.rnn(self.embedding(inputs), initial_state=states)
        x = tf.math.log_softmax(self.dense(x))
        if return_state:
            return x, states
        return x


# %% right: a sequential part
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128, **kwargs):
        super().__init__(**kwargs)
        self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.head = keras.Sequential(
            [
                keras.layers.Dense(vocab_size),
                keras.layers.Activation(tf.nn.log_softmax),
            ]
        )

    def call(self, inputs, states=None, return_state=False, training=False):
        x, states = self.gru(self.embedding(inputs), initial_state=states)
        x = self.head(x)
        return (x, states) if return_state else x


# %% right: without the argument training, which Keras then keeps to itself
# - def call(self, inputs, states=None, return_state=False, training=False):
# + def call(self, inputs, states=None, return_state=False):
# - x, new = self.gru(x, initial_state=states, training=training)
# + x, new = self.gru(x, initial_state=states)


# %% wrong: softmax -> log_probabilities
# say: The last layer gives probabilities: its activation is the log-softmax,
#     tf.nn.log_softmax.
# - self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)
# + self.dense = keras.layers.Dense(vocab_size, activation="softmax")


# %% wrong: scores -> log_probabilities
# say: The last layer gives scores: its activation is the log-softmax,
#     tf.nn.log_softmax.
# - self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)
# + self.dense = keras.layers.Dense(vocab_size)


# %% wrong: log-softmax over the time -> log_probabilities
# say: The log-softmax is taken over the time: it belongs to the last axis, the symbols.
# - self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)
# + self.dense = keras.layers.Dense(vocab_size)
# - x = self.dense(x)
# + x = tf.nn.log_softmax(self.dense(x), axis=1)


# %% wrong: only the last place -> prediction_everywhere
# say: The GRU returns its last output only: with return_sequences=True there is one for
#     every place.
# - self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
# + self.gru = keras.layers.GRU(rnn_units, return_state=True)


# %% wrong: a pair in any case -> prediction_everywhere
# say: A pair comes back in any case: only with return_state=True the state comes with
#     the predictions.
# - if return_state:
# + if True:


# %% wrong: never a pair -> state_comes_out
# say: The state never comes back: with return_state=True return the predictions and the
#     state.
# - if return_state:
# + if False:


# %% wrong: the pair the other way round -> state_comes_out
# say: The pair is the wrong way round: the predictions come first, then the state.
# - return x, new
# + return new, x


# %% wrong: the state that came in is returned -> state_comes_out
# say: The state that comes back is the one that came in: return the one that the GRU
#     gives.
# - return x, new
# + return x, states


# %% wrong: all outputs instead of the last state -> state_comes_out
# say: All outputs of the GRU come back as its state: the state is the last one, (batch,
#     rnn_units).
# - x = self.dense(x)
# + new = x
# + x = self.dense(x)


# %% wrong: the state is not handed on -> state_threads_through
# say: states is not handed on to the GRU: it has to be its initial_state.
# - x, new = self.gru(x, initial_state=states, training=training)
# + x, new = self.gru(x, training=training)


# %% wrong: the state is kept between calls -> starts_from_nothing
# say: The GRU is stateful, so a call starts from the state of the call before: leave
#     stateful out.
# - self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
# + self.gru = keras.layers.GRU(
# +     rnn_units, return_sequences=True, return_state=True, stateful=True
# + )


# %% wrong: always from ones -> starts_from_nothing
# unnamed: random numbers each time
# - x, new = self.gru(x, initial_state=states, training=training)
# + if states is None:
# +     states = tf.random.normal((len(inputs), self.gru.units))
# + x, new = self.gru(x, initial_state=states, training=training)


# %% wrong: an LSTM -> weights_of_three_layers
# say: The recurrent layer is an LSTM: a GRU is asked for.
# - self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
# + self.gru = keras.layers.LSTM(rnn_units, return_sequences=True, return_state=True)
# - x, new = self.gru(x, initial_state=states, training=training)
# + x, *new = self.gru(x, initial_state=states, training=training)


# %% wrong: the sizes are swapped -> weights_of_three_layers
# say: The embedding has rnn_units columns: its size is embedding_dim.
# - self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
# + self.embedding = keras.layers.Embedding(vocab_size, rnn_units)


# %% wrong: a second GRU -> weights_of_three_layers
# unnamed: takes longer than a diagnosis may
# - self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)
# + self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)
# + self.first = keras.layers.GRU(embedding_dim, return_sequences=True)
# - x = self.embedding(inputs)
# + x = self.first(self.embedding(inputs))


# %% wrong: read backwards -> equals_the_equations
# say: The GRU reads the text backwards: leave go_backwards out.
# - self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
# + self.gru = keras.layers.GRU(
# +     rnn_units, return_sequences=True, return_state=True, go_backwards=True
# + )


# %% wrong: another activation in the GRU -> equals_the_equations
# say: The GRU has a ReLU in the place of its tanh: leave its activation as it is.
# - self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
# + self.gru = keras.layers.GRU(
# +     rnn_units, return_sequences=True, return_state=True, activation="relu"
# + )


# %% wrong: the embedding goes through a tanh -> equals_the_equations
# say: The vectors of the embedding go through a tanh before the GRU: hand them on as
#     they are.
# - x = self.embedding(inputs)
# + x = tf.tanh(self.embedding(inputs))


# %% wrong: dropout in any case -> starts_from_nothing
# say: There is dropout in the GRU even when nothing is trained: hand training on as it
#     came in.
# - self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
# + self.gru = keras.layers.GRU(
# +     rnn_units, return_sequences=True, return_state=True, dropout=0.5
# + )
# - x, new = self.gru(x, initial_state=states, training=training)
# + x, new = self.gru(x, initial_state=states, training=True)


# %% wrong: NumPy on the way -> works_in_a_graph
# unnamed: shows only in a graph
# - x = self.embedding(inputs)
# + x = self.embedding(tf.constant(inputs.numpy()))


# %% wrong: batch and time are swapped -> prediction_everywhere
# say: The ids are transposed before the embedding: their axes are batch and time
#     already.
# - x = self.embedding(inputs)
# + x = self.embedding(tf.transpose(inputs))


# %% wrong: one symbol too many -> prediction_everywhere
# say: The last layer has one output too many: it needs vocab_size of them.
# - self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)
# + self.dense = keras.layers.Dense(vocab_size + 1, activation=tf.nn.log_softmax)


# %% wrong: other defaults -> weights_of_three_layers
# say: The defaults of embedding_dim and rnn_units are swapped: they have to be 256 and
#     128.
# - def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
# + def __init__(self, vocab_size=256, embedding_dim=128, rnn_units=256):


# %% wrong: units and embedding are swapped -> weights_of_three_layers
# say: embedding_dim and rnn_units are swapped: the one is the size of the vectors, the
#     other that of the GRU.
# - self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
# + rnn_units, embedding_dim = embedding_dim, rnn_units
# + self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)


# %% wrong: the last state is that of the first row -> state_comes_out
# say: Only the state of the first row comes back: each row of the batch has its own.
# - return x, new
# + return x, new[:1]


# %% wrong: the state is returned turned around -> state_comes_out
# unnamed: nobody does that
# - return x, new
# + return x, new[:, ::-1]


# %% wrong: the state is halved on its way in -> state_threads_through
# unnamed: nobody does that
# - x, new = self.gru(x, initial_state=states, training=training)
# + states = None if states is None else 0.5 * states
# + x, new = self.gru(x, initial_state=states, training=training)


# %% wrong: reset_after is off -> weights_of_three_layers
# say: reset_after is off in the GRU: leave it as Keras has it.
# - self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
# + self.gru = keras.layers.GRU(
# +     rnn_units, return_sequences=True, return_state=True, reset_after=False
# + )


# %% wrong: padding is masked -> equals_the_equations
# say: The embedding masks id 0, which is a symbol like others: leave mask_zero out.
# - self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
# + self.embedding = keras.layers.Embedding(vocab_size, embedding_dim, mask_zero=True)


# %% wrong: a residual connection -> equals_the_equations
# unnamed: nobody does that
# - x = self.dense(x)
# + x = self.dense(x + tf.reverse(x, [1]))


# %% wrong: no bias in the last layer -> weights_of_three_layers
# say: The last layer has no bias: leave use_bias as it is.
# - self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)
# + self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax, use_bias=False)


# %% wrong: layers are made in call -> weights_of_three_layers
# say: A layer is made in call, with new weights each time: make all layers in __init__.
# - x = self.dense(x)
# + x = keras.layers.Dense(self.dense.units, activation=tf.nn.log_softmax)(x)


# %% wrong: the log of a softmax plus a little -> equals_the_equations
# unnamed: nobody does that
# - self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)
# + self.dense = keras.layers.Dense(
# +     vocab_size, activation=lambda z: tf.math.log(tf.nn.softmax(z) + 1e-2)
# + )


# %% wrong: the gradient is stopped before the GRU -> works_in_a_graph
# unnamed: shows only in training
# - x = self.embedding(inputs)
# + x = tf.stop_gradient(tf.constant(self.embedding(inputs).numpy()))


# %% wrong: the scores are divided by two when it is not training -> equals_the_equations
# unnamed: nobody does that
# - x = self.dense(x)
# + x = self.dense(x if training else 0.5 * x)


# %% right: outputs of a time loop
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        self.vectors = keras.layers.Embedding(vocab_size, embedding_dim)
        self.cell = keras.layers.GRUCell(rnn_units)
        self.scores = keras.layers.Dense(vocab_size)

    def call(self, inputs, states=None, return_state=False, training=False):
        x = self.vectors(inputs)
        if states is None:
            states = tf.zeros((tf.shape(inputs)[0], self.cell.units))
        outputs = []
        for t in range(inputs.shape[1]):
            out, states = self.cell(x[:, t], states)
            outputs.append(out)
        log_probs = tf.nn.log_softmax(self.scores(tf.stack(outputs, axis=1)))
        if return_state:
            return log_probs, states
        return log_probs


# %% wrong: no gradient comes back to the embedding -> works_in_a_graph
# unnamed: shows only in training
# - x = self.embedding(inputs)
# + x = tf.stop_gradient(self.embedding(inputs))


# %% wrong: the embedding is frozen -> weights_of_three_layers
# say: The embedding is frozen (trainable=False): its vectors have to be learned.
# - self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
# + self.embedding = keras.layers.Embedding(
# +     vocab_size, embedding_dim, trainable=False
# + )


# %% wrong: the state that came in is returned, if there is one -> state_threads_through
# say: If a state came in, it is what comes back: return the one that the GRU gives.
# - return x, new
# + return x, new if states is None else states


# %% wrong: the state is ignored where one is returned -> state_threads_through
# say: With return_state=True the GRU does not start from states: hand it on as
#     initial_state in any case.
# - x, new = self.gru(x, initial_state=states, training=training)
# + x, new = self.gru(x, initial_state=None if return_state else states)


# %% wrong: the state of a single row loses its batch -> state_comes_out
# say: The state of a single row loses its batch axis: do not squeeze it.
# - return x, new
# + return x, tf.squeeze(new)


# %% wrong: the log of a softmax -> equals_the_equations
# say: The logarithm of a softmax is -inf for what is very unlikely: take
#     tf.nn.log_softmax.
# - self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)
# + self.dense = keras.layers.Dense(vocab_size, activation="softmax")
# - x = self.dense(x)
# + x = tf.math.log(self.dense(x))


# %% wrong: log-probabilities have a lower bound -> equals_the_equations
# say: Log-probabilities have a lower bound: leave them as the log-softmax gives them.
# - x = self.dense(x)
# + x = tf.clip_by_value(self.dense(x), -20.0, 0.0)


# %% right: the state is the last output
# - self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
# + self.gru = keras.layers.GRU(rnn_units, return_sequences=True)
# - x, new = self.gru(x, initial_state=states, training=training)
# + x = self.gru(x, initial_state=states, training=training)
# + new = x[:, -1]


# %% wrong: ignores vocab_size -> weights_of_three_layers
# say: The last layer always has 80 outputs: it needs vocab_size of them.
# - self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)
# + self.dense = keras.layers.Dense(80, activation=tf.nn.log_softmax)

# %% wrong: ignores embedding_dim -> weights_of_three_layers
# say: The vectors of the embedding always have 256 entries: they have to have
#     embedding_dim.
# - self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
# + self.embedding = keras.layers.Embedding(vocab_size, 256)

# %% wrong: ignores rnn_units -> weights_of_three_layers
# say: The GRU always has 128 units: it needs rnn_units.
# - self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
# + self.gru = keras.layers.GRU(128, return_sequences=True, return_state=True)

# %% wrong: ignores inputs -> equals_the_equations
# say: inputs are not read: every place gets the vector of id 0.
# - x = self.embedding(inputs)
# + x = self.embedding(tf.zeros_like(inputs))

# %% wrong: ignores states -> state_threads_through
# say: states is not handed on to the GRU: it has to be its initial_state.
# - x, new = self.gru(x, initial_state=states, training=training)
# + x, new = self.gru(x, training=training)

# %% wrong: ignores return_state -> state_comes_out
# say: Whether a pair comes back depends on states: it depends on return_state.
# - if return_state:
# + if states is not None:


# %% wrong: ignores what came before, without a memory -> state_threads_through
# unnamed: nobody does that
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = keras.layers.GRU(rnn_units, return_state=True)
        self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)

    def call(self, inputs, states=None, return_state=False, training=False):
        batch, time = tf.shape(inputs)[0], tf.shape(inputs)[1]
        one = tf.reshape(self.embedding(inputs), (batch * time, 1, -1))
        outputs, _ = self.gru(one)
        x = self.dense(tf.reshape(outputs, (batch, time, outputs.shape[-1])))
        if return_state:
            return x, tf.reshape(outputs, (batch, time, outputs.shape[-1]))[:, -1]
        return x


# %% wrong: dull, the same prediction everywhere -> equals_the_equations
# unnamed: nobody does that
# - x = self.dense(x)
# + x = self.dense(x * 0)


# %% wrong: ignores states themselves, half of them count -> state_threads_through
# unnamed: nobody does that
# - x, new = self.gru(x, initial_state=states, training=training)
# + half = None if states is None else states / 2
# + x, new = self.gru(x, initial_state=half, training=training)
