"""Copies of right answers by hand, as a student who hides where they come from.

Each has new names and comments, and at least two of: another order, operands exchanged,
parts with names or without, a helper more or less, another call that does the same.
"""

from __future__ import annotations

# (lesson, exercise, number of the original among the right answers, the copy)
COPIED: list[tuple[str, str, int, str]] = [
    (
        "dinosaurs",
        "clip",
        16,
        """
def clip(gradients, maxValue):
    limit = maxValue
    result = {}
    for name in gradients:
        matrix = np.array(gradients[name])
        n_rows, n_cols = matrix.shape
        for r in range(n_rows):
            for s in range(n_cols):
                # too small first
                if matrix[r][s] < -limit:
                    matrix[r][s] = -limit
                elif matrix[r][s] > limit:
                    matrix[r][s] = limit
        result[name] = matrix
    return result
""",
    ),
    (
        "dinosaurs",
        "rnn_step_backward",
        8,
        """
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    back = gradients["da_next"] + np.matmul(parameters["Wya"].T, dy)
    raw = back * (1 - a ** 2)  # derivative of tanh
    new = {}
    new["dby"] = gradients["dby"] + dy
    new["dWya"] = gradients["dWya"] + np.matmul(dy, a.T)
    new["db"] = gradients["db"] + raw
    new["dWax"] = gradients["dWax"] + np.matmul(raw, x.T)
    new["dWaa"] = gradients["dWaa"] + np.matmul(raw, a_prev.T)
    new["da_next"] = np.matmul(parameters["Waa"].T, raw)
    return new
""",
    ),
    (
        "dinosaurs",
        "sample",
        14,
        """
def sample(parameters, char_to_ix, seed):
    b, by = parameters["b"], parameters["by"]
    Wya = parameters["Wya"]
    Wax, Waa = parameters["Wax"], parameters["Waa"]
    end = char_to_ix["\\n"]
    size, hidden = Wya.shape
    state = np.zeros((hidden, 1))
    inp = np.zeros((size, 1))
    result, picked, steps = [], -1, 0
    # until the newline, at most 50 characters
    while steps != 50 and picked != end:
        np.random.seed(seed + steps)
        state = np.tanh(Wax @ inp + Waa @ state + b)
        scores = np.exp(Wya @ state + by)
        probs = (scores / np.sum(scores)).reshape(-1)
        picked = np.random.choice(np.arange(size), p=probs)
        result.append(picked)
        inp = np.zeros((size, 1))
        inp[picked] = 1
        steps += 1
        seed += 1
    if steps == 50:
        result.append(end)
    return result
""",
    ),
    (
        "nietzsche",
        "extract_windows",
        14,
        """
def extract_windows(ids, maxlen=60, step=3):
    kind = ids.dtype
    starts = range(0, len(ids) - maxlen, step)
    # what comes after each window
    following = np.array([ids[s + maxlen] for s in starts], dtype=kind)
    windows = np.array([ids[s:s + maxlen] for s in starts], dtype=kind)
    if len(windows) == 0:
        windows = np.empty((0, maxlen), dtype=kind)
    return windows, following
""",
    ),
    (
        "nietzsche",
        "generate",
        10,
        """
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    out = []
    current = prompt_ids.copy()
    k = 0
    while k < num_chars:
        # one-hot of the window; the labels do not matter
        encoded, _ = one_hot_batch(current[None, :], np.array([0]), n_chars)
        probs = predict(encoded)
        nxt = sample(probs, temperature)
        current = np.append(current[1:], nxt)
        out.append(nxt)
        k += 1
    return out
""",
    ),
    (
        "nietzsche",
        "lstm_step",
        9,
        """
def squash(t):
    return 1.0 / (1.0 + np.exp(-t))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    b1, b2, b3, b4 = np.split(bias, 4)
    W1, W2, W3, W4 = np.split(kernel, 4, axis=1)
    U1, U2, U3, U4 = np.split(recurrent_kernel, 4, axis=1)
    out_gate = squash(x @ W4 + h @ U4 + b4)
    forget = squash(x @ W2 + h @ U2 + b2)
    inp = squash(x @ W1 + h @ U1 + b1)
    new = np.tanh(x @ W3 + h @ U3 + b3)
    cell = inp * new + forget * c
    return out_gate * np.tanh(cell), cell
""",
    ),
    (
        "nietzsche",
        "lstm_step",
        4,
        """
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    n = recurrent_kernel.shape[0]

    def gate(number):
        cols = slice(n * number, n * (number + 1))
        a = np.einsum("bi,iu->bu", x, kernel[:, cols])
        b = np.einsum("bj,ju->bu", h, recurrent_kernel[:, cols])
        return a + b + bias[cols]

    def sigmoid(v):
        return 1 / (1 + np.exp(-v))

    # input, forget, output
    gi, gf, go = sigmoid(gate(0)), sigmoid(gate(1)), sigmoid(gate(3))
    new_c = gf * c + gi * np.tanh(gate(2))
    new_h = go * np.tanh(new_c)
    return new_h, new_c
""",
    ),
    (
        "nietzsche",
        "top_p",
        11,
        """
def top_p(probs, p):
    if p == 1:
        return probs / probs.sum()
    # sort from the most probable to the least
    ranking = np.argsort(-probs, kind="stable")
    ordered = probs[ranking]
    mass_before = np.cumsum(ordered) - ordered
    inside = np.zeros(len(probs), dtype=bool)
    inside[ranking] = p > mass_before
    chosen = np.where(inside, probs, 0)
    return chosen / chosen.sum()
""",
    ),
    (
        "own_text",
        "recited",
        11,
        """
def recited(written, text, n=20):
    total = len(written)
    if total == 0:
        return 0.0
    covered = set()
    for i in range(total - n + 1):
        if written[i : i + n] in text:
            for k in range(n):
                covered.add(i + k)
    return len(covered) / total
""",
    ),
    (
        "playwright",
        "generate_text",
        15,
        """
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    result = start
    for letter in start:  # warm up
        out = model(np.array([[char2idx[letter]]]))
    for _ in range(num_chars):
        last = out[0, -1][None]
        number = int(sample_next(last, temperature)[0])
        result += str(idx2char[number])
        out = model(np.array([[number]]))
    return result
""",
    ),
    (
        "playwright",
        "loss",
        12,
        """
def loss(labels, logits):
    depth = tf.shape(logits)[-1]
    hot = tf.one_hot(labels, depth, dtype=logits.dtype)
    # log of the sum of exp, minus the logit of the label
    norm = tf.reduce_logsumexp(logits, axis=-1)
    return norm - tf.reduce_sum(logits * hot, axis=-1)
""",
    ),
    (
        "shakespeare",
        "create_batch_dataset",
        4,
        """
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    with_newline = ["\\n" + one for one in lines[1:]]
    all_pieces = [lines[0], *with_newline]
    encoded = [line_to_tensor(p, vocab) for p in all_pieces]
    everything = tf.concat(encoded, axis=0)
    ds = tf.data.Dataset.from_tensor_slices(everything)
    ds = ds.batch(seq_length + 1, True)
    ds = ds.map(split_input_target)
    ds = ds.shuffle(10000)
    return ds.batch(batch_size, True)
""",
    ),
    (
        "shakespeare",
        "gru_step",
        11,
        """
def half_tanh(v):
    return 0.5 * (1 + np.tanh(v / 2))


def gru_step(x, h, kernel, recurrent_kernel, bias):
    state_part = h @ recurrent_kernel + bias[1]
    input_part = x @ kernel + bias[0]
    s1, s2, s3 = np.split(state_part, 3, axis=1)
    i1, i2, i3 = np.split(input_part, 3, axis=1)
    reset = half_tanh(i2 + s2)
    update = half_tanh(i1 + s1)
    new = np.tanh(i3 + reset * s3)
    return (1 - update) * new + update * h
""",
    ),
    (
        "shakespeare",
        "gru_step",
        6,
        """
def gru_step(x, h, kernel, recurrent_kernel, bias):
    def sigma(t):
        return 1 / (1 + np.exp(-t))

    a1, a2, a3 = np.split(h @ recurrent_kernel + bias[1], 3, axis=1)
    b1, b2, b3 = np.split(x @ kernel + bias[0], 3, axis=1)
    reset = sigma(b2 + a2)
    update = sigma(b1 + a1)
    cand = np.tanh(reset * a3 + b3)
    # mix of the old state and the new one
    return (1 - update) * cand + update * h
""",
    ),
    (
        "shakespeare",
        "line_to_tensor",
        6,
        """
def line_to_tensor(line, vocab):
    table = tf.constant(vocab)
    letters = tf.strings.unicode_split(tf.constant(line), "UTF-8")
    hits = tf.equal(letters[:, None], table[None, :])
    numbers = tf.cast(hits, tf.int32)
    return tf.argmax(numbers, axis=1)
""",
    ),
    (
        "shakespeare",
        "log_perplexity",
        10,
        """
def log_perplexity(preds, target):
    kind = preds.dtype
    mask = tf.cast(tf.not_equal(target, 1), kind)  # 1 is padding
    hot = tf.one_hot(target, preds.shape[-1])
    chosen = tf.reduce_sum(hot * preds, axis=-1)
    total = tf.reduce_sum(chosen * mask, axis=-1)
    count = tf.reduce_sum(mask, axis=-1)
    rows = tf.reduce_sum(tf.cast(count > 0, kind))
    mean = tf.math.divide_no_nan(total, count)
    answer = tf.math.divide_no_nan(tf.reduce_sum(mean), rows)
    return -float(answer)
""",
    ),
    (
        "simpsons",
        "bits_per_char",
        16,
        """
def bits_per_char(log_probs, targets):
    total = 0
    length = len(targets)
    for row, t in enumerate(targets):
        bits = log_probs[row][t] / math.log(2)
        total -= bits
    return float(total / length)
""",
    ),
    (
        "simpsons",
        "generate_line",
        13,
        """
def choose(lp, temperature, rng):
    if temperature == 0:
        return lp.argmax()
    weights = np.exp((lp - lp.max()) / temperature)
    return rng.choice(lp.size, p=weights / weights.sum())


def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    start = speaker + ": "
    state, chars = None, []
    for char in start:
        scores, state = step(vocab.index(char), state)
    for _ in range(max_chars):
        best = choose(np.asarray(scores).astype(np.float64), temperature, rng)
        if vocab[best] == "\\n":
            break
        chars.append(vocab[best])
        scores, state = step(int(best), state)
    return start + "".join(chars)
""",
    ),
    (
        "simpsons",
        "script_stats",
        10,
        """
def script_stats(text):
    parts = text.split("\\n\\n")
    words = Counter(text.split())
    rows = sum([part.split("\\n") for part in parts], [])
    n_scenes = len(parts)
    n_rows = len(rows)
    return {
        "lines": n_rows,
        "scenes": n_scenes,
        "unique_words": len(words),
        "words_per_line": sum(len(row.split()) for row in rows) / n_rows,
        "sentences_per_scene": sum(part.count("\\n") for part in parts) / n_scenes,
    }
""",
    ),
    (
        "simpsons",
        "split_scenes",
        8,
        """
def split_scenes(text, valid_fraction=0.1):
    gap = "\\n\\n"
    parts = text.split(gap)
    held_out = math.ceil(valid_fraction * len(parts))
    if held_out == 0:
        return text, ""
    last = gap.join(parts[-held_out:])
    first = gap.join(parts[:-held_out])
    return first, last
""",
    ),
]
