"""Wrong answers of kinds that students write, none of which the zoo has.

Each has the exercise, a title, a pattern of what must be told first, and the code. Of
`model` it is what stands between the stub's markers. PRACTICE earns no points.
"""
# ruff: noqa: E501

ANSWERS = [
    (
        "shakespeare.line_to_tensor",
        "the line is looked up as a whole",
        "one number comes back for 12 characters: split the line",
        """
def line_to_tensor(line, vocab):
    lookup = keras.layers.StringLookup(vocabulary=list(vocab), mask_token=None)
    return lookup(line)
""",
    ),
    (
        "nietzsche.generate",
        "return in the loop",
        "Only the first character comes back.*after the loop",
        """
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    text = list(prompt_ids)
    new = []
    for _ in range(num_chars):
        rows = np.eye(n_chars)[text[-len(prompt_ids):]]
        index = sample(predict(rows[None]), temperature)
        new.append(index)
        text.append(index)
        return new
""",
    ),
    (
        "nietzsche.generate",
        "a generator",
        "return the list of what was drawn",
        """
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    text = list(prompt_ids)
    for _ in range(num_chars):
        rows = np.eye(n_chars)[text[-len(prompt_ids):]]
        text.append(sample(predict(rows[None]), temperature))
        yield text[-1]
""",
    ),
    (
        "nietzsche.generate",
        "the method predict of a function",
        "function itself, and no model: call it, without .predict.$",
        """
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    text = list(prompt_ids)
    while len(text) < len(prompt_ids) + num_chars:
        rows = np.eye(n_chars)[text[-len(prompt_ids):]]
        text.append(sample(predict.predict(rows[None])[0], temperature))
    return text[len(prompt_ids):]
""",
    ),
    (
        "nietzsche.one_hot_batch",
        "the ones of all rows in every row",
        "Every row gets the ones of all rows",
        """
def one_hot_batch(x, y, n_chars):
    first = np.zeros([*np.shape(x), n_chars], "float32")
    second = np.zeros([len(y), n_chars], "float32")
    first[..., x] = 1.0
    second[..., y] = 1.0
    return first, second
""",
    ),
    (
        "nietzsche.sample",
        "the softmax of probabilities",
        "Probabilities are taken for logarithms: take np.log",
        """
def sample(preds, temperature=1.0):
    if not temperature:
        return np.argmax(preds)
    e = np.exp((preds - np.max(preds)).astype("float64") / temperature)
    return np.random.choice(np.arange(len(e)), p=e / np.sum(e))
""",
    ),
    (
        "simpsons.script_stats",
        "empty lines are left out of a mean",
        "Empty lines are left out of words_per_line",
        """
def script_stats(text):
    scenes = text.split("\\n\\n")
    lines = sum((scene.split("\\n") for scene in scenes), [])
    filled = [line for line in lines if line]
    return dict(
        unique_words=len(set(text.split())),
        scenes=len(scenes),
        sentences_per_scene=sum(s.count("\\n") for s in scenes) / len(scenes),
        lines=len(lines),
        words_per_line=sum(len(line.split()) for line in filled) / len(filled),
    )
""",
    ),
    (
        "simpsons.bits_per_char",
        "cut off far down",
        "Very small probabilities are cut off",
        """
def bits_per_char(log_probs, targets):
    total = 0
    for row, target in zip(log_probs, targets):
        total -= max(row[target], -100)
    return float(total / len(targets) / np.log(2))
""",
    ),
    (
        "simpsons.generate_line",
        "a list of characters",
        "return the line as one text, a str",
        """
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    state, line = None, list(speaker + ": ")
    for char in line:
        logs, state = step(vocab.index(char), state)
    for _ in range(max_chars):
        if temperature == 0:
            k = int(np.argmax(logs))
        else:
            p = np.exp((logs - np.max(logs)) / temperature)
            k = rng.choice(len(vocab), p=p / p.sum())
        if vocab[k] == "\\n":
            break
        line.append(vocab[k])
        logs, state = step(k, state)
    return line
""",
    ),
    (
        "shakespeare.create_batch_dataset",
        "batches are split, not windows",
        "Batches are split, so that rows are lost",
        """
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ds = tf.data.Dataset.from_tensor_slices(line_to_tensor("\\n".join(lines), vocab))
    ds = ds.batch(seq_length + 1, drop_remainder=True).shuffle(10_000)
    return ds.batch(batch_size, drop_remainder=True).map(split_input_target)
""",
    ),
    (
        "playwright.generate_text",
        "the temperature is forgotten",
        "temperature 0 the text is another one each time: hand the|temperature is not",
        """
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    ids, text = np.array([[char2idx[c] for c in start]]), start
    for _ in range(num_chars):
        k = int(sample_next(model(ids)[:, -1])[0])
        ids, text = np.array([[k]]), text + idx2char[k]
    return text
""",
    ),
    (
        "playwright.stateful_batches",
        "targets out of the window itself",
        r"windows are one character too short|x has the shape \(4, 9\)",
        """
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    streams = ids[:batch_size * n].reshape(batch_size, n)
    for k in range(n // seq_length):
        window = streams[:, k * seq_length:(k + 1) * seq_length]
        yield window[:, :-1], window[:, 1:]
""",
    ),
    (
        "dinosaurs.clip",
        "return in the loop",
        "Only the first gradient comes back.*after the loop",
        """
def clip(gradients, maxValue):
    clipped = {}
    for name in gradients:
        clipped[name] = np.clip(gradients[name], -maxValue, maxValue)
        return clipped
""",
    ),
    (
        "dinosaurs.clip",
        "the five arrays as a tuple",
        "No dictionary comes back",
        """
def clip(gradients, maxValue):
    dWaa, dWax, dWya = gradients["dWaa"], gradients["dWax"], gradients["dWya"]
    db, dby = gradients["db"], gradients["dby"]
    return tuple(np.clip(g, -maxValue, maxValue) for g in [dWax, dWaa, dWya, db, dby])
""",
    ),
    (
        "dinosaurs.clip",
        "an if over arrays",
        "truth value of an array.*if g > maxValue.*np.where or a mask",
        """
def clip(gradients, maxValue):
    result = {}
    for name, g in gradients.items():
        if g > maxValue:
            g = maxValue
        if g < -maxValue:
            g = -maxValue
        result[name] = g
    return result
""",
    ),
    (
        "dinosaurs.clip",
        "scaled into the range by the largest entry",
        "scaled by its largest entry",
        """
def clip(gradients, maxValue):
    return {k: g * min(1, maxValue / np.abs(g).max()) for k, g in gradients.items()}
""",
    ),
    (
        "dinosaurs.sample",
        "the seed grows by the counter",
        r"counter \+ seed, and both grow by one",
        """
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    x, a = np.zeros((len(by), 1)), np.zeros((len(b), 1))
    indices, idx, counter = [], -1, 0
    while idx != char_to_ix["\\n"] and counter != 50:
        a = np.tanh(Wax @ x + Waa @ a + b)
        y = softmax(Wya @ a + by)
        np.random.seed(seed)
        idx = np.random.choice(len(by), p=y.ravel())
        indices.append(idx)
        x = np.zeros((len(by), 1))
        x[idx] = 1
        seed += counter
        counter += 1
    if counter == 50:
        indices.append(char_to_ix["\\n"])
    return indices
""",
    ),
    (
        "dinosaurs.sample",
        "reads the character before the last",
        "x is then a fresh one-hot vector of the idx drawn",
        """
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    x, a = np.zeros((len(by), 1)), np.zeros((len(b), 1))
    indices, idx, counter = [], -1, 0
    while idx != char_to_ix["\\n"] and counter != 50:
        a = np.tanh(Wax @ x + Waa @ a + b)
        x = np.zeros((len(by), 1))
        if indices:
            x[indices[-1]] = 1
        y = softmax(Wya @ a + by)
        np.random.seed(counter + seed)
        idx = np.random.choice(len(by), p=y.ravel())
        indices.append(idx)
        seed += 1
        counter += 1
    if counter == 50:
        indices.append(char_to_ix["\\n"])
    return indices
""",
    ),
    (
        "dinosaurs.sample",
        "y, not a, is the state of the next step",
        "mismatch.*a = np.tanh",
        """
def sample(parameters, char_to_ix, seed):
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    x, a_prev = np.zeros((len(by), 1)), np.zeros((len(b), 1))
    indices, idx, counter = [], -1, 0
    while idx != char_to_ix["\\n"] and counter != 50:
        a = np.tanh(Wax @ x + Waa @ a_prev + b)
        y = softmax(Wya @ a + by)
        np.random.seed(counter + seed)
        idx = np.random.choice(len(by), p=y.ravel())
        indices.append(idx)
        x = np.zeros((len(by), 1))
        x[idx] = 1
        a_prev = y
        seed += 1
        counter += 1
    if counter == 50:
        indices.append(char_to_ix["\\n"])
    return indices
""",
    ),
    (
        "dinosaurs.optimize",
        "the loss of a character",
        "divided by the number of characters",
        """
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    parameters = update_parameters(parameters, gradients, learning_rate)
    return loss / len(X), gradients, a[len(X) - 1]
""",
    ),
    (
        "dinosaurs.optimize",
        "parameters come back, not gradients",
        "second value that comes back are the parameters",
        """
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    parameters = update_parameters(parameters, gradients, learning_rate)
    return loss, parameters, a[len(X) - 1]
""",
    ),
    (
        "dinosaurs.model",
        "the newline as a letter",
        "a character: look up its index in char_to_ix",
        """
name = [char_to_ix[c] for c in examples[j % len(examples)]]
X = [None] + name
Y = name + ["\\n"]
curr_loss, gradients, a_prev = optimize(X, Y, a_prev, parameters)
""",
    ),
    (
        "nietzsche.extract_windows",
        "targets are the shifted windows",
        "y holds a window for each window",
        """
def extract_windows(ids, maxlen=60, step=3):
    starts = range(0, len(ids) - maxlen, step)
    x = np.array([ids[s : s + maxlen] for s in starts])
    y = np.array([ids[s + 1 : s + maxlen + 1] for s in starts])
    return x, y
""",
    ),
    (
        "nietzsche.extract_windows",
        "the target is two places on",
        "comes ids\\[start \\+ maxlen\\]",
        """
def extract_windows(ids, maxlen=60, step=3):
    starts = np.arange(0, len(ids) - maxlen, step)
    x = np.stack([ids[s : s + maxlen] for s in starts]) if len(starts) else []
    return np.array(x), np.array([ids[(s + maxlen + 1) % len(ids)] for s in starts])
""",
    ),
    (
        "nietzsche.one_hot_batch",
        "np.bool, as in the tutorial of 2015",
        "are bool.*float32",
        """
def one_hot_batch(x, y, n_chars):
    X = np.zeros((len(x), x.shape[1], n_chars), dtype=np.bool)
    Y = np.zeros((len(x), n_chars), dtype=np.bool)
    for i, sentence in enumerate(x):
        for t, char in enumerate(sentence):
            X[i, t, char] = 1
        Y[i, y[i]] = 1
    return X, Y
""",
    ),
    (
        "nietzsche.one_hot_batch",
        "to_categorical, and no float32",
        "float64.*float32",
        """
def one_hot_batch(x, y, n_chars):
    to_categorical = keras.utils.to_categorical
    return to_categorical(x, n_chars), to_categorical(y, n_chars)
""",
    ),
    (
        "nietzsche.sample",
        "the row of counts of multinomial",
        "one int|array",
        """
def sample(preds, temperature=1.0):
    preds = np.asarray(preds).astype("float64")
    if temperature == 0:
        return np.argmax(preds)
    with np.errstate(divide="ignore"):
        preds = np.log(preds) / temperature
    exp_preds = np.exp(preds - preds.max())
    preds = exp_preds / np.sum(exp_preds)
    return np.random.multinomial(1, preds, 1)
""",
    ),
    (
        "nietzsche.generate",
        "the prompt comes back too",
        "prompt comes back too",
        """
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    ids = [int(i) for i in prompt_ids]
    for _ in range(num_chars):
        window = ids[-len(prompt_ids):]
        x = np.zeros((1, len(window), n_chars), dtype=np.float32)
        x[0, np.arange(len(window)), window] = 1
        ids.append(sample(predict(x), temperature))
    return ids
""",
    ),
    (
        "simpsons.script_stats",
        "sentences end with a full stop",
        "count the newlines within each scene",
        """
def script_stats(text):
    scenes = text.split("\\n\\n")
    lines = [line for scene in scenes for line in scene.split("\\n")]
    return {
        "unique_words": len(set(text.split())),
        "scenes": len(scenes),
        "sentences_per_scene": np.mean([scene.count(".") for scene in scenes]),
        "lines": len(lines),
        "words_per_line": np.mean([len(line.split()) for line in lines]),
    }
""",
    ),
    (
        "simpsons.split_scenes",
        "by characters",
        "share of its characters",
        """
def split_scenes(text, valid_fraction=0.1):
    cut = len(text) - math.ceil(valid_fraction * len(text))
    return text[:cut], text[cut:]
""",
    ),
    (
        "simpsons.split_scenes",
        "by lines",
        "share of the lines",
        """
def split_scenes(text, valid_fraction=0.1):
    lines = text.split("\\n")
    cut = len(lines) - math.ceil(valid_fraction * len(lines))
    return "\\n".join(lines[:cut]), "\\n".join(lines[cut:])
""",
    ),
    (
        "simpsons.bits_per_char",
        "of the likeliest characters",
        "most probable character is measured",
        """
def bits_per_char(log_probs, targets):
    return float(-np.mean(np.max(log_probs, axis=1)) / np.log(2))
""",
    ),
    (
        "simpsons.generate_line",
        "the prompt counts in max_chars",
        "prompt counts among max_chars",
        """
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    line, state = speaker + ": ", None
    for char in line:
        log_probs, state = step(vocab.index(char), state)
    while len(line) < max_chars:
        if temperature == 0:
            index = int(np.argmax(log_probs))
        else:
            p = np.exp((log_probs - np.max(log_probs)) / temperature)
            index = int(rng.choice(len(vocab), p=p / p.sum()))
        if vocab[index] == "\\n":
            break
        line += vocab[index]
        log_probs, state = step(index, state)
    return line
""",
    ),
    (
        "playwright.stateful_batches",
        "rows follow each other",
        "row r of the next batch",
        """
def stateful_batches(ids, batch_size, seq_length):
    size = batch_size * seq_length
    for start in range(0, len(ids) - size, size):
        x = ids[start : start + size].reshape(batch_size, seq_length)
        y = ids[start + 1 : start + size + 1].reshape(batch_size, seq_length)
        yield x, y
""",
    ),
    (
        "dinosaurs.clip",
        "return in the loop, on a deep copy",
        "Only the first gradient is clipped.*belongs after it",
        """
def clip(gradients, maxValue):
    import copy
    grads = copy.deepcopy(gradients)
    for key in grads.keys():
        grads[key] = grads[key].clip(-maxValue, maxValue)
        return grads
""",
    ),
    (
        "nietzsche.one_hot_batch",
        "return in the loop",
        "Only the first window is encoded",
        """
def one_hot_batch(x, y, n_chars):
    X = np.zeros((len(x), x.shape[1], n_chars), dtype=np.float32)
    Y = np.zeros((len(x), n_chars), dtype=np.float32)
    for i in range(len(x)):
        X[i, np.arange(x.shape[1]), x[i]] = 1
        Y[i, y[i]] = 1
        return X, Y
""",
    ),
    (
        "nietzsche.sample",
        "an index among the possible ones, and the temperature after exp",
        "counts only the characters that are possible",
        """
def sample(preds, temperature=1.0):
    preds = np.asarray(preds).astype("float64")
    if temperature == 0:
        return int(np.argmax(preds))
    preds = np.log(preds[preds > 0])
    e = np.exp(preds) / temperature
    return int(np.random.choice(len(e), p=e / e.sum()))
""",
    ),
    (
        "nietzsche.generate",
        "a window of 60",
        "as many as prompt_ids|room for 60 characters",
        """
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window = list(prompt_ids)
    out = []
    while len(out) < num_chars:
        x = np.zeros((1, 60, n_chars), dtype=np.float32)
        x[0, np.arange(len(window)), window] = 1.0
        out.append(sample(predict(x), temperature))
        window = window[1:] + out[-1:]
    return out
""",
    ),
    (
        "simpsons.script_stats",
        "printed, not returned",
        "nothing comes back",
        """
def script_stats(text):
    scenes = text.split("\\n\\n")
    print("unique words:", len({word: None for word in text.split()}))
    print("scenes:", len(scenes))
""",
    ),
    (
        "simpsons.script_stats",
        "other keys",
        "the dict needs the keys unique_words",
        """
def script_stats(text):
    scenes = text.split("\\n\\n")
    lines = [line for scene in scenes for line in scene.split("\\n")]
    return {"unique": len(set(text.split())), "scenes": len(scenes),
            "sentences": np.mean([s.count("\\n") for s in scenes]),
            "lines": len(lines), "words": np.mean([len(l.split()) for l in lines])}
""",
    ),
    (
        "simpsons.split_scenes",
        "shuffled",
        "scenes stay in their order",
        """
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\\n\\n")
    np.random.shuffle(scenes)
    cut = len(scenes) - math.ceil(len(scenes) * valid_fraction)
    return "\\n\\n".join(scenes[:cut]), "\\n\\n".join(scenes[cut:])
""",
    ),
    (
        "simpsons.split_scenes",
        "joined by one newline",
        "joined by one newline",
        """
def split_scenes(text, valid_fraction=0.1):
    scenes = text.split("\\n\\n")
    cut = len(scenes) - math.ceil(len(scenes) * valid_fraction)
    return "\\n".join(scenes[:cut]), "\\n".join(scenes[cut:])
""",
    ),
    (
        "simpsons.bits_per_char",
        "log2 of logarithms",
        "logarithm is taken twice",
        """
def bits_per_char(log_probs, targets):
    total = 0
    for t in range(len(targets)):
        total += np.log2(log_probs[t][targets[t]])
    return -total / len(targets)
""",
    ),
    (
        "simpsons.generate_line",
        "float32",
        "rounded to float32",
        """
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    line, state = speaker + ": ", None
    for c in line:
        log_probs, state = step(vocab.index(c), state)
    for _ in range(max_chars):
        log_probs = np.array(log_probs, np.float32)
        if temperature == 0:
            k = int(np.argmax(log_probs))
        else:
            p = np.exp((log_probs - log_probs.max()) / temperature)
            k = int(rng.choice(len(vocab), p=p / p.sum()))
        if vocab[k] == "\\n":
            break
        line += vocab[k]
        log_probs, state = step(k, state)
    return line
""",
    ),
    (
        "simpsons.generate_line",
        "characters are read, not indices",
        "step gets characters",
        """
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    line, state = speaker + ": ", None
    for c in line:
        log_probs, state = step(c, state)
    for _ in range(max_chars):
        if temperature == 0:
            c = vocab[int(np.argmax(log_probs))]
        else:
            s = np.array(log_probs, dtype=float) / temperature
            p = np.exp(s - s.max())
            c = vocab[int(rng.choice(len(vocab), p=p / p.sum()))]
        if c == "\\n":
            break
        line += c
        log_probs, state = step(c, state)
    return line
""",
    ),
    (
        "shakespeare.create_batch_dataset",
        "repeated",
        "never ends: leave out repeat",
        """
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ids = line_to_tensor("\\n".join(lines), vocab)
    ds = tf.data.Dataset.from_tensor_slices(ids)
    ds = ds.batch(seq_length + 1, drop_remainder=True).map(split_input_target)
    return ds.shuffle(10_000).batch(batch_size, drop_remainder=True).repeat()
""",
    ),
    (
        "playwright.stateful_batches",
        "return in the loop",
        "Only one batch comes",
        """
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    x = ids[: n * batch_size].reshape(batch_size, n)
    y = ids[1 : n * batch_size + 1].reshape(batch_size, n)
    for k in range(0, n - seq_length + 1, seq_length):
        return x[:, k : k + seq_length], y[:, k : k + seq_length]
""",
    ),
    (
        "playwright.stateful_batches",
        "all windows of one batch, and one character further in the next",
        "row 0 of batch 0 ends at place 9 .* batch 1 begins at 1: .* go on at 10",
        """
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    for k in range(n // seq_length):
        x = [ids[r * n + k : r * n + k + seq_length] for r in range(batch_size)]
        y = [ids[r * n + k + 1 : r * n + k + 1 + seq_length] for r in range(batch_size)]
        yield np.array(x), np.array(y)
""",
    ),
    (
        "playwright.stateful_batches",
        "two arrays with all batches",
        r"25 things come out as one batch: each batch is a pair \(x, y\)",
        """
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    xs, ys = [], []
    for k in range(n // seq_length):
        places = np.arange(batch_size)[:, None] * n + k * seq_length + np.arange(seq_length)
        xs.append(ids[places])
        ys.append(ids[places + 1])
    return xs, ys
""",
    ),
    (
        "playwright.stateful_batches",
        "a batch of one row",
        r"x has the shape \(10,\): it has to be \(batch_size, seq_length\)",
        """
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    for r in range(batch_size):
        for start in range(r * n, (r + 1) * n - seq_length + 1, seq_length):
            end = start + seq_length
            yield ids[start:end], ids[start + 1 : end + 1]
""",
    ),
    (
        "playwright.stateful_batches",
        "streams as long as their windows need",
        "streams are shorter than n",
        """
def stateful_batches(ids, batch_size, seq_length):
    number = (len(ids) - 1) // (batch_size * seq_length)
    used = number * batch_size * seq_length
    x = ids[:used].reshape(batch_size, number, seq_length)
    y = ids[1 : used + 1].reshape(batch_size, number, seq_length)
    for k in range(number):
        yield x[:, k], y[:, k]
""",
    ),
    (
        "playwright.sample_next",
        "the last row, as in the tutorial",
        "The id of one row alone comes back|the ids have the shape",
        """
def sample_next(logits, temperature=1.0):
    logits = logits / temperature
    return tf.random.categorical(logits, num_samples=1)[-1, 0].numpy()
""",
    ),
    (
        "playwright.sample_next",
        "the logarithm of logits",
        "logarithm is taken of logits|nan or infinity instead of logits",
        """
def sample_next(logits, temperature=1.0):
    if temperature == 0:
        return tf.argmax(logits, axis=1)
    scores = tf.math.log(logits) / temperature
    return tf.squeeze(tf.random.categorical(scores, 1), axis=1)
""",
    ),
    (
        "playwright.build_model",
        "the states come back, too",
        "states come back|returns 3 things: it has to return the logits alone",
        """
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    x = inputs = keras.Input((None,), batch_size=batch_size)
    x = layers.Embedding(vocab_size, embedding_dim)(x)
    lstm = layers.LSTM(
        rnn_units, return_sequences=True, return_state=True, stateful=True,
        recurrent_initializer="glorot_uniform",
    )
    x, *states = lstm(x)
    return keras.Model(inputs, [layers.Dense(vocab_size)(x), *states])
""",
    ),
    (
        "playwright.build_model",
        "the rows in the shape of one row",
        "A recurrent layer takes .rows, time, features.: keras.Input adds the rows",
        """
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    return keras.Sequential([
        keras.Input(shape=(batch_size, None)),
        layers.Embedding(vocab_size, embedding_dim),
        layers.LSTM(
            rnn_units, return_sequences=True, stateful=True,
            recurrent_initializer="glorot_uniform",
        ),
        layers.Dense(vocab_size),
    ])
""",
    ),
    (
        "playwright.generate_text",
        "a return in the loop",
        "Only one character is written|after the start, and 1 came",
        """
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    x = np.array([[char2idx[c] for c in start]])
    text = start
    for _ in range(num_chars):
        i = int(sample_next(model(x)[:, -1], temperature)[0])
        text += idx2char[i]
        x = np.array([[i]])
        return text
""",
    ),
    (
        "playwright.loss",
        "the loss itself, not what it makes",
        "return the losses themselves, numbers",
        """
def loss(labels, logits):
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
""",
    ),
]

PRACTICE = [
    (
        "dinosaurs.rnn_step_backward",
        "no blame goes back",
        "^after the step, da_next is Waa.T @ δ",
        """
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    delta = (parameters["Wya"].T @ dy + gradients["da_next"]) * (1 - a**2)
    for key, left, right in (("dWya", dy, a), ("dWax", delta, x), ("dWaa", delta, a_prev)):
        gradients[key] += np.outer(left, right)
    gradients["dby"] += dy
    gradients["db"] += delta
    gradients["da_next"] = np.zeros_like(a)
    return gradients
""",
    ),
    (
        "shakespeare.GenerativeModel",
        "the predictions of all places are drawn from",
        "prediction at the last place counts",
        """
class GenerativeModel:
    def __init__(self, model, vocab, temperature=1.0):
        self.model, self.vocab, self.temperature = model, vocab, temperature

    def generate_one_step(self, inputs, states=None):
        ids = tf.expand_dims(line_to_tensor(inputs, self.vocab), 0)
        log_probs, states = self.model(ids, states=states, return_state=True)
        ids = temperature_random_sampling(log_probs, self.temperature)
        return self.vocab[int(ids[0])], states

    def generate_n_chars(self, num_chars, prefix):
        written, states = [prefix], None
        for _ in range(num_chars):
            char, states = self.generate_one_step(written[-1], states)
            written.append(char)
        return "".join(written)
""",
    ),
    (
        "dinosaurs.rnn_step_backward",
        "the derivative at a_prev",
        "slope of tanh is made with a_prev",
        """
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    gradients["dWya"] += np.dot(dy, a.T)
    gradients["dby"] += dy
    da = np.dot(parameters["Wya"].T, dy) + gradients["da_next"]
    daraw = (1 - a_prev * a_prev) * da
    gradients["db"] += daraw
    gradients["dWax"] += np.dot(daraw, x.T)
    gradients["dWaa"] += np.dot(daraw, a_prev.T)
    gradients["da_next"] = np.dot(parameters["Waa"].T, daraw)
    return gradients
""",
    ),
    (
        "dinosaurs.clip_by_norm",
        "the mean square, not the sum",
        "mean of the squares is taken",
        """
def clip_by_norm(gradients, max_norm):
    every = np.concatenate([g.ravel() for g in gradients.values()])
    norm = np.sqrt(np.mean(every**2))
    factor = min(1.0, max_norm / (norm + 1e-300))
    return {name: factor * g for name, g in gradients.items()}
""",
    ),
    (
        "nietzsche.top_p",
        "in the order of their size",
        "The result is sorted",
        """
def top_p(probs, p):
    ordered = np.sort(probs)[::-1]
    before = np.cumsum(ordered) - ordered
    kept = np.where(before < p, ordered, 0)
    return kept / kept.sum()
""",
    ),
    (
        "nietzsche.lstm_step",
        "the gates i, o, f and then the new values",
        "columns belong to i, f, the new value and o",
        """
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    total = x @ kernel + h @ recurrent_kernel + bias
    i, o, f, g = np.split(total, 4, axis=1)
    sigmoid = lambda z: 1 / (1 + np.exp(-z))
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c
""",
    ),
    (
        "own_text.recited",
        "the share of runs",
        "Runs are counted, and not the characters",
        """
def recited(written, text, n=20):
    runs = [written[k : k + n] for k in range(len(written) - n + 1)]
    return sum(run in text for run in runs) / max(len(runs), 1)
""",
    ),
    (
        "shakespeare.gru_step",
        "the reset gate before the product",
        "before the product: it has to be .*, after it",
        """
def gru_step(x, h, kernel, recurrent_kernel, bias):
    n = h.shape[1]
    sigmoid = lambda v: 1 / (1 + np.exp(-v))
    z = sigmoid(x @ kernel[:, :n] + h @ recurrent_kernel[:, :n] + bias[0, :n] + bias[1, :n])
    r = sigmoid(x @ kernel[:, n:2*n] + h @ recurrent_kernel[:, n:2*n] + bias[0, n:2*n] + bias[1, n:2*n])
    new = np.tanh(x @ kernel[:, 2*n:] + (r * h) @ recurrent_kernel[:, 2*n:] + bias[0, 2*n:] + bias[1, 2*n:])
    return z * h + (1 - z) * new
""",
    ),
]
