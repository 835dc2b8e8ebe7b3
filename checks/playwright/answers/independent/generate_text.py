# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    ids = np.array([[char2idx[char] for char in start]])
    logits = np.asarray(model(ids))[:, -1]
    text = start
    for _ in range(num_chars):
        index = int(sample_next(logits, temperature)[0])
        text += idx2char[index]
        logits = np.asarray(model(np.array([[index]])))[:, -1]
    return text


# %% right: student 2
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    input_ids = tf.constant([[char2idx[c] for c in start]])
    logits = model(input_ids)
    result = []
    for i in range(num_chars):
        next_id = sample_next(logits[:, -1, :], temperature)
        result.append(idx2char[int(next_id[0])])
        logits = model(tf.reshape(next_id, (1, 1)))
    return start + "".join(result)


# %% right: student 3
def generate_text(model, start, num_chars, temperature):
    for layer in model.layers:
        if hasattr(layer, "reset_states"):
            layer.reset_states()

    input_eval = [char2idx[s] for s in start]
    input_eval = tf.expand_dims(input_eval, 0)

    text_generated = []
    for _ in range(num_chars):
        predictions = model(input_eval)
        predicted_id = int(sample_next(predictions[:, -1], temperature)[0])
        input_eval = tf.expand_dims([predicted_id], 0)
        text_generated.append(idx2char[predicted_id])
    return start + "".join(text_generated)


# %% right: student 4
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    ids = [char2idx[char] for char in start]
    piece = np.array([ids])
    for _ in range(num_chars):
        logits = model(piece)
        new = sample_next(logits[:, -1], temperature)
        ids.append(int(new[0]))
        piece = np.array([[ids[-1]]])
    return "".join(idx2char[ids])


# %% right: student 5
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    # read the start, one character after the other
    for char in start:
        logits = model(np.array([[char2idx[char]]]))
    text = start
    for n in range(num_chars):
        idx = int(sample_next(logits[0, -1][None], temperature)[0])
        text = text + str(idx2char[idx])
        logits = model(np.array([[idx]]))
    return text


# %% right: student 6
def read(model, ids):
    return model(np.array([ids]))[:, -1]


def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    logits = read(model, [char2idx[c] for c in start])
    written = []
    while len(written) < num_chars:
        number = int(np.asarray(sample_next(logits, temperature))[0])
        written.append(number)
        logits = read(model, [number])
    return start + "".join(idx2char[i] for i in written)


# %% right: student 7
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    encoded = np.array([char2idx[char] for char in start]).reshape(1, -1)
    output = list(start)
    scores = model(encoded)[:, -1, :]
    for _ in range(num_chars):
        choice = np.asarray(sample_next(scores, temperature))
        output.append(idx2char[choice[0]])
        scores = model(choice.reshape(1, 1))[:, -1, :]
    return "".join(output)


# %% right: student 8
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    logits = model(np.array([[char2idx[char] for char in start]]))
    written = []
    for _ in range(num_chars):
        drawn = int(sample_next(logits[:, -1], temperature)[0])
        written.append(idx2char[drawn])
        logits = model(np.array([[drawn]]))
    return start + "".join(written)


# %% right: student 9
def generate_text(model, start, num_chars, temperature):
    # 1. reset
    for layer in model.layers:
        if isinstance(layer, layers.LSTM):
            layer.reset_states()

    # 2. read, one character after the other
    for char in start:
        input_ids = np.array([char2idx[char]]).reshape(1, 1)
        prediction = model(input_ids)

    # 3. write
    result = start
    for i in range(num_chars):
        last = np.asarray(prediction)[0, -1, :]
        scores = tf.constant(last.reshape(1, -1))
        new_id = sample_next(scores, temperature=temperature)
        new_id = int(np.asarray(new_id)[0])
        result = result + str(idx2char[new_id])
        prediction = model(np.array([new_id]).reshape(1, 1))
    return result


# %% right: student 10
def generate_text(model, start, num_chars, temperature):
    """The next input is the whole start at first, then what was drawn."""
    for layer in model.layers:
        reset = getattr(layer, "reset_states", None)
        if reset is not None:
            reset()

    text_generated = []
    input_eval = tf.expand_dims([char2idx[s] for s in start], 0)
    for _ in range(num_chars):
        predictions = model(input_eval)[:, -1, :]
        predicted_id = sample_next(predictions, temperature)
        input_eval = tf.expand_dims(predicted_id, 0)  # (1,) to (1, 1)
        text_generated.append(idx2char[int(predicted_id[0])])

    return start + ''.join(text_generated)


# %% right: student 11
def generate_text(model, start, num_chars, temperature):
    def read(numbers):
        """Let the model read on; return the logits (1, vocab) at the end."""
        return model(tf.constant([numbers], dtype=tf.int32))[:, -1, :]

    def new_ids(scores):
        """Endless supply of ids, each drawn after reading the one before."""
        while True:
            (number,) = np.asarray(sample_next(scores, temperature)).tolist()
            yield number
            scores = read([number])

    reset_memory(model)
    scores = read([char2idx[char] for char in start])
    numbers = list(islice(new_ids(scores), num_chars))
    return start + "".join(idx2char[np.array(numbers, dtype=int)])
