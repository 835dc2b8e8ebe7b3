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
