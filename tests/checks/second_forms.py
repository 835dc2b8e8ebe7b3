"""Mistakes that people really make, written in a second way: whole answers.

Each has the exercise and the title of a mistake in test_mistakes.py, whose pattern says
what must be told first. Loops, names and calls are others than there. Of `model` it is
what stands between the stub's markers.
"""
# ruff: noqa: E501

SAMPLE = """
def sample(parameters, char_to_ix, seed):
    p, stop = parameters, char_to_ix["\\n"]
    letter = np.zeros((p["Wax"].shape[1], 1))
    hidden = np.zeros((p["Waa"].shape[0], 1))
    name = []
    for step in range(50):
        SEEDING
        hidden = np.tanh(np.dot(p["Wax"], letter) + np.dot(p["Waa"], hidden) + p["b"])
        chances = softmax(np.dot(p["Wya"], hidden) + p["by"])
        drawn = np.random.choice(range(len(chances)), p=chances[:, 0])
        name.append(drawn)
        if drawn == stop:
            break
        letter = np.zeros_like(letter)
        letter[drawn, 0] = 1
    else:
        name.append(stop)
    return name
"""
SEEDING = "np.random.seed(2 * step + seed)"  # both grow by one
BATCHES = """
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    numbers = line_to_tensor("\\n".join(lines), vocab)
    cut = tf.data.Dataset.from_tensor_slices(numbers).window(
        seq_length + 1, shift=seq_length + 1, drop_remainder=True
    )
    cut = cut.flat_map(lambda part: part.batch(seq_length + 1))
    PAIRS
    return pairs.shuffle(10_000).batch(batch_size, drop_remainder=True)END
"""
LSTM = """
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    ids = keras.Input(batch_shape=(batch_size, None))
    vectors = layers.Embedding(vocab_size, embedding_dim)(ids)
    outputs = layers.LAYER(
        rnn_units, stateful=True, return_sequences=True,
        recurrent_initializer="glorot_uniform",
    )(vectors)
    return keras.Model(ids, layers.DENSE(outputs))
"""

FORMS = [
    (
        "dinosaurs.clip",
        "into the caller's dictionary",
        """
def clip(gradients, maxValue):
    for name, g in list(gradients.items()):
        small = np.where(g > maxValue, maxValue, g)
        gradients[name] = np.where(small < -maxValue, -maxValue, small)
    return gradients
""",
    ),
    (
        "dinosaurs.clip",
        "in place",
        """
def clip(gradients, maxValue):
    dWaa, dWax, dWya = gradients["dWaa"], gradients["dWax"], gradients["dWya"]
    db, dby = gradients["db"], gradients["dby"]
    for gradient in [dWax, dWaa, dWya, db, dby]:
        gradient.clip(-maxValue, maxValue, out=gradient)
    return {"dWaa": dWaa, "dWax": dWax, "dWya": dWya, "db": db, "dby": dby}
""",
    ),
    (
        "dinosaurs.sample",
        "the seed never grows",
        SAMPLE.replace("SEEDING", "np.random.seed(step + seed)"),
    ),
    ("dinosaurs.sample", "no seed at all", SAMPLE.replace("        SEEDING\n", "")),
    (
        "dinosaurs.sample",
        "a cap of 4",
        SAMPLE.replace("SEEDING", SEEDING).replace("range(50)", "range(4)"),
    ),
    (
        "dinosaurs.sample",
        "return inside the loop",
        SAMPLE.replace("SEEDING", SEEDING).replace(
            "        letter = np.zeros_like",
            "        return name\n        letter = np.zeros_like",
        ),
    ),
    (
        "dinosaurs.sample",
        "a flat x",
        SAMPLE.replace("SEEDING", SEEDING)
        .replace('np.zeros((p["Wax"].shape[1], 1))', 'np.zeros(p["Wax"].shape[1])')
        .replace("letter[drawn, 0]", "letter[drawn]"),
    ),
    (
        "dinosaurs.optimize",
        "no default rate",
        """
def optimize(X, Y, a_prev, parameters, learning_rate):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    slopes, states = rnn_backward(X, Y, parameters, cache)
    slopes = clip(slopes, maxValue=5)
    parameters = update_parameters(parameters, slopes, learning_rate)
    return loss, slopes, states[len(X) - 1]
""",
    ),
    (
        "dinosaurs.model",
        "Y one too short",
        """
ids = [char_to_ix[letter] for letter in examples[j % len(examples)]]
X = [None, *ids]
Y = ids[:]
curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters)
""",
    ),
    (
        "dinosaurs.model",
        "append returns None",
        """
ids = [char_to_ix[letter] for letter in examples[j % len(examples)]]
X = [None] + ids
newline = char_to_ix["\\n"]
Y = ids.extend([newline])
curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters)
""",
    ),
    (
        "dinosaurs.model",
        "Y ends with None",
        """
ids = [char_to_ix[letter] for letter in examples[j % len(examples)]]
X = [None] + ids
Y = list(np.roll(np.array(X, dtype=object), -1))
curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters)
""",
    ),
    (
        "dinosaurs.model",
        "letters, not indices",
        """
word = examples[j % len(examples)]
X, Y = [None], []
for letter in word:
    X.append(letter)
    Y.append(letter)
Y.append("\\n")
curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters)
""",
    ),
    (
        "dinosaurs.model",
        "parameters overwritten",
        """
ids = list(map(char_to_ix.get, examples[j % len(examples)]))
X, Y = [None] + ids, ids + [char_to_ix["\\n"]]
out = optimize(X, Y, a_prev, parameters, learning_rate=0.01)
curr_loss = out[0]
parameters = out[1]
a_prev = out[2]
""",
    ),
    (
        "dinosaurs.model",
        "other names for X and Y",
        """
word = examples[j % len(examples)]
ids_in = [None] + [char_to_ix[c] for c in word]
ids_out = ids_in[1:] + [char_to_ix["\\n"]]
curr_loss, gradients, a_prev = optimize(ids_in, ids_out, a_prev, parameters)
""",
    ),
    (
        "dinosaurs.model",
        "the state is not kept",
        """
ids = list(map(char_to_ix.get, examples[j % len(examples)]))
X, Y = [None] + ids, ids + [char_to_ix["\\n"]]
curr_loss, gradients, last = optimize(X, Y, a_prev, parameters)
""",
    ),
    (
        "shakespeare.create_batch_dataset",
        "only the first hundred batches",
        BATCHES.replace("PAIRS", "pairs = cut.map(split_input_target)").replace(
            "END", ".take(100)"
        ),
    ),
    (
        "shakespeare.create_batch_dataset",
        "NumPy inside map",
        BATCHES.replace(
            "PAIRS", "pairs = cut.map(lambda w: (w.numpy()[:-1], w.numpy()[1:]))"
        ).replace("END", ""),
    ),
    (
        "shakespeare.GRULM",
        "the Keras 2 way to an initial state",
        """
class GRULM(tf.keras.Model):
    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        self.lookup = tf.keras.layers.Embedding(vocab_size, embedding_dim)
        self.reader = tf.keras.layers.GRU(rnn_units, return_sequences=True, return_state=True)
        self.scores = tf.keras.layers.Dense(vocab_size)

    def call(self, inputs, states=None, return_state=False, training=False):
        vectors = self.lookup(inputs, training=training)
        if states is None:
            states = self.reader.get_initial_state(vectors)
        outputs, states = self.reader(vectors, initial_state=states, training=training)
        log_probs = tf.nn.log_softmax(self.scores(outputs))
        if return_state:
            return log_probs, states
        else:
            return log_probs
""",
    ),
    (
        "shakespeare.compile_model",
        "returns what compile returns",
        """
def compile_model(model):
    surprise = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    adam = tf.keras.optimizers.Adam(0.00125)
    compiled = model.compile(adam, surprise, metrics=["accuracy"])
    return compiled
""",
    ),
    (
        "nietzsche.extract_windows",
        "lists",
        """
def extract_windows(ids, maxlen=60, step=3):
    sentences, next_chars = [], []
    for i in range(0, len(ids) - maxlen, step):
        sentences.append(list(ids[i : i + maxlen]))
        next_chars.append(ids[i + maxlen])
    return sentences, next_chars
""",
    ),
    (
        "nietzsche.sample",
        "everything but temperature 0",
        """
def sample(preds, temperature=1.0):
    preds = np.array(preds, dtype="float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(preds) / temperature
        powers = np.exp(logs - np.max(logs))
        preds = powers / np.sum(powers)
    return np.random.choice(len(preds), p=preds)
""",
    ),
    (
        "nietzsche.build_model",
        "the optimiser by name",
        """
def build_model(maxlen, n_chars):
    model = keras.Sequential()
    model.add(layers.LSTM(128, input_shape=(maxlen, n_chars)))
    model.add(layers.Dense(n_chars, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="RMSprop")
    return model
""",
    ),
    (
        "nietzsche.generate",
        "one [0] too many",
        """
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    recent, result = [int(i) for i in prompt_ids], []
    while len(result) < num_chars:
        hot = np.zeros((1, len(recent), n_chars), np.float32)
        for place, index in enumerate(recent):
            hot[0, place, index] = 1.0
        chances = predict(hot)
        index = sample(chances[0], temperature)
        result.append(index)
        recent = [*recent[1:], index]
    return result
""",
    ),
    (
        "playwright.build_model",
        "a GRU",
        LSTM.replace("LAYER", "GRU").replace("DENSE", "Dense(vocab_size)"),
    ),
    (
        "playwright.build_model",
        "a softmax",
        LSTM.replace("LAYER", "LSTM").replace(
            "DENSE", "Dense(vocab_size, activation=tf.nn.softmax)"
        ),
    ),
    (
        "playwright.sample_next",
        "everything but temperature 0",
        """
def sample_next(logits, temperature=1.0):
    scaled = tf.math.divide(logits, temperature)
    drawn = tf.random.categorical(scaled, num_samples=1)
    return tf.squeeze(drawn, axis=-1)
""",
    ),
    (
        "playwright.generate_text",
        "no reset",
        """
def generate_text(model, start, num_chars, temperature):
    ids = tf.expand_dims([char2idx[letter] for letter in start], 0)
    text = start
    while len(text) < len(start) + num_chars:
        logits = tf.squeeze(model(ids), 0)
        drawn = sample_next(logits, temperature)[-1].numpy()
        ids = tf.expand_dims([drawn], 0)
        text += idx2char[drawn]
    return text
""",
    ),
]
