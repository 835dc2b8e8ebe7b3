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
