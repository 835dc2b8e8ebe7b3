# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        # The three layers
        self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)

    def call(self, inputs, states=None, return_state=False, training=False):
        x = self.embedding(inputs)
        x, states = self.gru(x, initial_state=states)
        x = self.dense(x)
        if return_state:
            return x, states
        return x


# %% right: student 2
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        # The three layers
        self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = keras.layers.GRU(
            rnn_units, return_sequences=True, return_state=True
        )
        self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)

    def call(self, inputs, states=None, return_state=False, training=False):
        x = self.embedding(inputs, training=training)
        if states is None:
            states = self.gru.get_initial_state(inputs.shape[0])
        x, states = self.gru(x, initial_state=states, training=training)
        x = self.dense(x, training=training)
        if return_state:
            return x, states
        else:
            return x


# %% right: student 3
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        # The three layers
        self.embed = keras.layers.Embedding(input_dim=vocab_size, output_dim=embedding_dim)
        self.rnn = keras.layers.GRU(units=rnn_units, return_sequences=True, return_state=True)
        self.out = keras.layers.Dense(units=vocab_size, activation=tf.nn.log_softmax)

    def call(self, inputs, states=None, return_state=False, training=False):
        vectors = self.embed(inputs)
        outputs, state = self.rnn(vectors, initial_state=states)
        log_probs = self.out(outputs)
        return (log_probs, state) if return_state else log_probs


# %% right: student 4
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        # The three layers
        self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.scores = keras.layers.Dense(vocab_size)

    def call(self, inputs, states=None, return_state=False, training=False):
        e = self.embedding(inputs)
        a, new_state = self.gru(e, initial_state=states)
        result = tf.nn.log_softmax(self.scores(a))
        if return_state == True:
            return result, new_state
        return result


# %% right: student 5
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        # The three layers
        # embedding, gru and dense layer
        self.layer1 = keras.layers.Embedding(vocab_size, embedding_dim)
        self.layer2 = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.layer3 = keras.layers.Dense(vocab_size, activation="log_softmax")

    def call(self, inputs, states=None, return_state=False, training=False):
        output = self.layer1(inputs)
        output, last_state = self.layer2(output, initial_state=states)
        output = self.layer3(output)
        if not return_state:
            return output
        return output, last_state


# %% right: student 6
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        # The three layers
        layers = keras.layers
        self.embedding = layers.Embedding(vocab_size, embedding_dim)
        self.gru = layers.GRU(rnn_units, return_state=True, return_sequences=True)
        self.dense = layers.Dense(vocab_size, activation=lambda z: tf.nn.log_softmax(z, axis=-1))

    def call(self, inputs, states=None, return_state=False, training=False):
        outputs, state = self.gru(self.embedding(inputs), initial_state=states)
        predictions = self.dense(outputs)
        if return_state:
            return predictions, state
        return predictions


# %% right: student 7
class GRULM(keras.Model):
    """A language model: embedding, GRU, log-softmax.

    vocab_size: how many symbols there are
    embedding_dim: length of a character's vector
    rnn_units: numbers in the state
    """

    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        # The three layers
        self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.dense = keras.layers.Dense(vocab_size, activation=tf.nn.log_softmax)

    def call(self, inputs, states=None, return_state=False, training=False):
        """Predict what follows each character.

        inputs: integers (batch, time)
        states: what this method returned as state, or None for zeros
        return_state: whether to return the pair (log-probabilities, state)

        Returns log-probabilities (batch, time, vocab_size); the state is
        (batch, rnn_units).
        """
        x = inputs
        x = self.embedding(x)
        x, states = self.gru(x, initial_state=states)
        x = self.dense(x)

        if return_state:
            return x, states
        else:
            return x


# %% right: student 8
class GRULM(keras.Model):
    """Embedding -> GRU -> Dense, with a state one can carry by hand."""

    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        self.num_units = rnn_units
        # made from the end to the beginning, the order does not matter
        self.to_log_probs = keras.layers.Dense(
            vocab_size, activation=lambda z: tf.nn.log_softmax(z, axis=-1)
        )
        self.recurrent = keras.layers.GRU(
            rnn_units,
            return_sequences=True,
            return_state=True,
        )
        self.embed = keras.layers.Embedding(
            input_dim=vocab_size, output_dim=embedding_dim
        )

    def call(self, inputs, states=None, return_state=False, training=False):
        vectors = self.embed(inputs)
        if states is None:
            # Empty memory: one row of zeros for each text of the batch
            batch = tf.shape(vectors)[0]
            states = tf.zeros((batch, self.num_units), dtype=vectors.dtype)
        hidden, last = self.recurrent(
            vectors, initial_state=states, training=training
        )
        log_probs = self.to_log_probs(hidden)
        if not return_state:
            return log_probs
        return log_probs, last


# %% right: student 9
class GRULM(keras.Model):
    """A language model: embedding, GRU, log-softmax."""

    def __init__(
        self,
        vocab_size: int = 256,
        embedding_dim: int = 256,
        rnn_units: int = 128,
    ) -> None:
        super().__init__()
        layers = keras.layers
        self.char_vectors = layers.Embedding(vocab_size, embedding_dim)
        self.memory = layers.GRU(
            units=rnn_units, return_state=True, return_sequences=True
        )
        self.scores = layers.Dense(units=vocab_size)  # z, see below

    def call(self, inputs, states=None, return_state=False, training=False):
        e = self.char_vectors(inputs)
        a, a_last = self.memory(e, initial_state=states)
        # equation (1): the log-softmax of the scores
        z = self.scores(a)
        ln_y = tf.nn.log_softmax(z, axis=-1)
        result = ln_y
        if return_state:
            result = (ln_y, a_last)
        return result


# %% right: student 10
class GRULM(keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        self.e = keras.layers.Embedding(vocab_size, embedding_dim)
        self.g = keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.d = keras.layers.Dense(vocab_size, tf.nn.log_softmax)

    def call(self, inputs, states=None, return_state=False, training=False):
        seq, state = self.g(self.e(inputs), initial_state=states)
        y = self.d(seq)
        return (y, state) if return_state else y


# %% right: student 11
class GRULM(keras.Model):
    """A language model: embedding, GRU, log-softmax.

    vocab_size: how many symbols there are
    embedding_dim: length of a character's vector
    rnn_units: numbers in the state
    """

    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        gru_options = {"return_sequences": True, "return_state": True}
        self.embedding_layer = keras.layers.Embedding(
            vocab_size, embedding_dim, name="embedding"
        )
        self.gru_layer = keras.layers.GRU(rnn_units, name="gru", **gru_options)
        self.output_layer = keras.layers.Dense(
            vocab_size, activation=tf.nn.log_softmax, name="log_probs"
        )

    def _read(self, characters, start):
        """Go through all characters; give predictions and last state."""
        embedded = self.embedding_layer(characters)
        if start is None:
            outputs, end = self.gru_layer(embedded)
        else:
            outputs, end = self.gru_layer(embedded, initial_state=start)
        return self.output_layer(outputs), end

    def call(self, inputs, states=None, return_state=False, training=False):
        """Predict what follows each character.

        Returns log-probabilities (batch, time, vocab_size), and with
        return_state=True the state (batch, rnn_units) as well.
        """
        both = self._read(inputs, states)
        if return_state:
            return both
        return both[0]
