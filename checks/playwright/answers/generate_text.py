# ruff: noqa (answers are written as students write them, one after the other)

# %% right: the start at once, then one by one
def generate_text(model, start, num_chars, temperature):
    for layer in model.layers:
        if hasattr(layer, "reset_states"):
            layer.reset_states()
    ids = np.array([[char2idx[char] for char in start]])
    written = []
    for _ in range(num_chars):
        logits = model(ids)[:, -1]
        next_ids = sample_next(logits, temperature)
        written.append(idx2char[int(next_ids[0])])
        ids = np.array([[int(next_ids[0])]])
    return start + "".join(written)


# %% right: one character at a time from the start on
def generate_text(model, start, num_chars, temperature):
    model.layers[1].reset_states()
    text = ""
    logits = None
    while len(text) < len(start) + num_chars:
        if len(text) < len(start):
            idx = char2idx[start[len(text)]]
        else:
            idx = int(sample_next(logits, temperature)[0])
        text += idx2char[idx]
        logits = model(tf.constant([[idx]]))[:, 0, :]
    return text


# %% right: as in TensorFlow's tutorial, drawn at every position
def generate_text(model, start, num_chars, temperature):
    input_eval = tf.expand_dims([char2idx[s] for s in start], 0)
    text_generated = []
    for layer in model.layers:
        if isinstance(layer, (layers.LSTM, layers.RNN)):
            layer.reset_states()
    for i in range(num_chars):
        predictions = tf.squeeze(model(input_eval), 0)
        predicted_id = int(sample_next(predictions, temperature)[-1])
        input_eval = tf.expand_dims([predicted_id], 0)
        text_generated.append(idx2char[predicted_id])
    return start + "".join(text_generated)


# %% right: the state is emptied, the whole text read again at every step
def generate_text(model, start, num_chars, temperature=1.0):
    text = start
    for _ in range(num_chars):
        for layer in model.layers:
            getattr(layer, "reset_states", lambda: None)()
        logits = model(np.array([[char2idx[char] for char in text]]), training=False)
        drawn = sample_next(logits[:, -1, :], temperature)
        text = text + str(idx2char[int(drawn[0])])
    return text


# %% right: with the helper of the lesson
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    fed = np.array([[char2idx[char] for char in start]])
    written = []
    for _ in range(num_chars):
        drawn = int(sample_next(model(fed)[:, -1], temperature)[0])
        written.append(idx2char[drawn])
        fed = np.array([[drawn]])
    return start + "".join(written)


# %% right: with a drawing of its own
def generate_text(model: keras.Model, start: str, num_chars: int, temperature: float):
    """Write; sample_next is not used."""
    [layer.reset_states() for layer in model.layers if "lstm" in layer.name]
    ids = [char2idx[c] for c in start]
    logits = np.array(model(tf.constant([ids])))[0, -1]
    for number in range(num_chars):
        noise = np.random.gumbel(size=logits.shape)
        ids.append(int(np.argmax(logits + temperature * noise)))
        if number + 1 < num_chars:
            logits = np.array(model(tf.constant([ids[-1:]])))[0, -1]
    return "".join(idx2char[ids])


# %% right: with predict_on_batch, the start split off
def generate_text(model, start, num_chars, temperature):
    next(l for l in model.layers if getattr(l, "stateful", False)).reset_states()
    *before, last = [char2idx[c] for c in start]
    for number in before:
        model.predict_on_batch(np.array([[number]]))
    out = list(start)
    for _ in range(num_chars):
        z = model.predict_on_batch(np.array([[last]]))[:, -1]
        last = int(np.asarray(sample_next(tf.constant(z), temperature)).item())
        out.append(idx2char[last])
    return "".join(out)


# %% wrong: no reset -> state_is_reset
# say: The state of the text before is still there: reset it first, before the start is
#     read.
# - layer.reset_states()
# + pass


# %% wrong: reset at the end -> state_is_reset
# say: The state of the text before is still there: reset it first, before the start is
#     read.
def generate_text(model, start, num_chars, temperature):
    ids = np.array([[char2idx[char] for char in start]])
    written = []
    for _ in range(num_chars):
        next_ids = sample_next(model(ids)[:, -1], temperature)
        written.append(idx2char[int(next_ids[0])])
        ids = np.array([[int(next_ids[0])]])
    model.layers[1].reset_states()
    return start + "".join(written)


# %% wrong: reset at every step -> state_is_kept
# say: The state is reset before every character: reset it once, before the start is
#     read.
def generate_text(model, start, num_chars, temperature):
    ids = np.array([[char2idx[char] for char in start]])
    written = []
    for _ in range(num_chars):
        model.layers[1].reset_states()
        next_ids = sample_next(model(ids)[:, -1], temperature)
        written.append(idx2char[int(next_ids[0])])
        ids = np.array([[int(next_ids[0])]])
    return start + "".join(written)


# %% wrong: the whole text again, and the state kept -> state_is_kept
# say: The whole text is read again for every character: after the start, read only what
#     was drawn last.
# - ids = np.array([[int(next_ids[0])]])
# + ids = np.append(ids, [[int(next_ids[0])]], axis=1)


# %% wrong: the start again and again -> state_is_kept
# say: The start is read again for every character: after it, read what was drawn last.
# - ids = np.array([[int(next_ids[0])]])


# %% wrong: only the last character of the start -> start_is_read
# say: Only the last character of the start is read: read all of it.
# - ids = np.array([[char2idx[char] for char in start]])
# + ids = np.array([[char2idx[start[-1]]]])


# %% wrong: only the first character of the start -> start_is_read
# say: Only the first character of the start is read: read all of it.
# - ids = np.array([[char2idx[char] for char in start]])
# + ids = np.array([[char2idx[start[0]]]])


# %% wrong: the first position instead of the last -> start_is_read
# say: The first prediction for the start is used: the last one says what comes after
#     it.
# - logits = model(ids)[:, -1]
# + logits = model(ids)[:, 0]


# %% wrong: the mean of all positions -> start_is_read
# say: The mean of all predictions is used: the last one says what comes next.
# - logits = model(ids)[:, -1]
# + logits = tf.reduce_mean(model(ids), axis=1)


# %% wrong: the start is read twice -> start_is_read
# say: The start is read twice, and the state remembers both: read it once.
# - written = []
# + written = []
# + model(ids)


# %% wrong: the start backwards -> start_is_read
# say: The start is read backwards: read its characters in their order.
# - ids = np.array([[char2idx[char] for char in start]])
# + ids = np.array([[char2idx[char] for char in start[::-1]]])


# %% wrong: the temperature is forgotten -> temperature_is_used
# say: The temperature is not handed on: sample_next gets it as its second argument.
# - next_ids = sample_next(logits, temperature)
# + next_ids = sample_next(logits)


# %% wrong: always the best -> temperature_is_used
# say: The most probable character is taken at every temperature: draw it with
#     sample_next(…, temperature).
# - next_ids = sample_next(logits, temperature)
# + next_ids = tf.argmax(logits, axis=-1)


# %% wrong: the logits are divided as well -> temperature_is_used
# unnamed: random numbers each time
# - next_ids = sample_next(logits, temperature)
# + next_ids = tf.random.categorical(logits * max(temperature, 0.01), 1)[:, 0]


# %% wrong: without the start -> start_and_more
# say: The start is missing in front of what is written: return both.
# - return start + "".join(written)
# + return "".join(written)


# %% wrong: the start counts as written -> start_and_more
# say: The characters of the start are counted in num_chars: so many more are written.
# - for _ in range(num_chars):
# + for _ in range(num_chars - len(start)):


# %% wrong: one character too many -> start_and_more
# say: There is one character too many: num_chars of them are drawn.
# - for _ in range(num_chars):
# + for _ in range(num_chars + 1):


# %% wrong: a list of characters -> start_and_more
# say: A list comes back: join it to one string.
# - return start + "".join(written)
# + return list(start) + written


# %% wrong: ids instead of characters -> start_and_more
# say: Ids are written: idx2char gives the characters.
# - written.append(idx2char[int(next_ids[0])])
# + written.append(str(int(next_ids[0])))


# %% right: the alphabet in order, which it is
# - ids = np.array([[char2idx[char] for char in start]])
# + idx2char = np.array(sorted(char2idx))
# + ids = np.array([[char2idx[char] for char in start]])


# %% wrong: code points instead of ids -> start_is_read
# unnamed: nobody does that
# - ids = np.array([[char2idx[char] for char in start]])
# + ids = np.array([[ord(char) % 8 for char in start]])


# %% wrong: the text is printed -> start_and_more
# say: The text is printed, and None comes back: return it.
# - return start + "".join(written)
# + print(start + "".join(written))


# %% right: the network in NumPy
from utils.recurrent import Stepper


def generate_text(model, start, num_chars, temperature):
    step, state = Stepper(model), None
    for char in start:
        scores, state = step(char2idx[char], state)
    text = start
    for _ in range(num_chars):
        drawn = int(sample_next(tf.constant(scores[None]), temperature)[0])
        text += idx2char[drawn]
        scores, state = step(drawn, state)
    return text


# %% wrong: a newline ends the text -> start_and_more
# say: The text ends with the first newline: num_chars characters are written in any
#     case.
# - ids = np.array([[int(next_ids[0])]])
# + ids = np.array([[int(next_ids[0])]])
# + if written[-1] == "\n":
# +     break


# %% wrong: the text is stripped -> start_and_more
# say: The text is stripped: spaces and newlines at its ends belong to it.
# - return start + "".join(written)
# + return (start + "".join(written)).strip()


# %% wrong: the temperature is used twice -> temperature_is_used
# say: The logits are divided by the temperature before sample_next, which divides them
#     again: hand them on as they are.
# - next_ids = sample_next(logits, temperature)
# + next_ids = sample_next(logits / (temperature or 1), temperature)


# %% wrong: a model of its own, without the weights -> start_and_more
# unnamed: takes longer than a diagnosis may
# - written = []
# + written = []
# + model = build_model(len(idx2char), 6, 10, 1)


# %% wrong: a list in the header, which grows from call to call -> start_and_more
# say: What was written in an earlier call comes back too: a list as a default is made
#     only once.
def generate_text(model, start, num_chars, temperature, written=[]):
    reset_memory(model)
    fed = np.array([[char2idx[char] for char in start]])
    for _ in range(num_chars):
        drawn = int(sample_next(model(fed)[:, -1], temperature)[0])
        written.append(idx2char[drawn])
        fed = np.array([[drawn]])
    return start + "".join(written)


# %% right: the tables as defaults of arguments
def generate_text(
    model, start, num_chars, temperature, char2idx=char2idx, idx2char=idx2char
):
    reset_memory(model)
    ids = np.array([[char2idx[c] for c in start]])
    text = start
    for _ in range(num_chars):
        i = int(sample_next(model(ids)[:, -1], temperature)[0])
        text += idx2char[i]
        ids = np.array([[i]])
    return text


# %% right: tables of its own, made beside the function
encode = np.vectorize(char2idx.get)
decode = dict(enumerate(idx2char))


def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    ids = encode(list(start))[None]
    text = start
    for _ in range(num_chars):
        i = int(sample_next(model(ids)[:, -1], temperature)[0])
        text += decode[i]
        ids = np.array([[i]])
    return text


# %% right: a step in a graph, drawing included
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)

    @tf.function(reduce_retracing=True)
    def step(ids):
        return sample_next(model(ids)[:, -1], temperature)

    ids = tf.constant([[char2idx[c] for c in start]])
    out = [start]
    for _ in range(num_chars):
        drawn = step(ids)
        out.append(idx2char[int(drawn[0])])
        ids = tf.cast(drawn[:, None], tf.int32)
    return "".join(out)


# %% wrong: a window that slides, and the state kept -> state_is_kept
# say: A window slides over the text, and the state remembers it too: after the start,
#     read only what was drawn last.
# - ids = np.array([[int(next_ids[0])]])
# + ids = np.append(ids[:, 1:], [[int(next_ids[0])]], axis=1)


# %% wrong: only the cell is reset -> state_is_reset
# say: Of the LSTM's two states only the cell state is reset: layer.reset_states()
#     resets both.
# - layer.reset_states()
# + layer.states[1].assign(tf.zeros_like(layer.states[1]))


# %% wrong: only the hidden state is reset -> state_is_reset
# say: Of the LSTM's two states only the hidden state is reset: layer.reset_states()
#     resets both.
# - layer.reset_states()
# + layer.states[0].assign(tf.zeros_like(layer.states[0]))


# %% wrong: the last character of the start is read again -> start_is_read
# say: The last character of the start is read twice: draw the first character from the
#     logits for the start.
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    model(np.array([[char2idx[c] for c in start]]))
    i = char2idx[start[-1]]
    written = []
    for _ in range(num_chars):
        i = int(sample_next(model(np.array([[i]]))[:, -1], temperature)[0])
        written.append(idx2char[i])
    return start + "".join(written)


# %% wrong: what was drawn is read twice -> state_is_kept
# say: What was drawn is read twice: read each character once.
# - ids = np.array([[int(next_ids[0])]])
# + ids = np.array([[int(next_ids[0])] * 2])


# %% wrong: at least one character -> start_and_more
# say: A character is written even if num_chars is 0: then the start comes back alone.
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    z = model(np.array([[char2idx[c] for c in start]]))[:, -1]
    i = int(sample_next(z, temperature)[0])
    text = start + idx2char[i]
    for _ in range(num_chars - 1):
        z = model(np.array([[i]]))[:, -1]
        i = int(sample_next(z, temperature)[0])
        text += idx2char[i]
    return text


# %% wrong: ignores model -> start_is_read
# unnamed: nobody does that
# - logits = model(ids)[:, -1]
# + logits = np.zeros((1, len(char2idx)), np.float32)

# %% wrong: ignores start -> start_is_read
# unnamed: nobody does that
# - ids = np.array([[char2idx[char] for char in start]])
# + ids = np.array([[0]])
# - return start + "".join(written)
# + return " " + "".join(written)

# %% wrong: ignores what is in start -> start_is_read
# unnamed: nobody does that
# - ids = np.array([[char2idx[char] for char in start]])
# + ids = np.array([[0 for char in start]])

# %% wrong: ignores num_chars -> start_and_more
# say: The number of new characters is always the same: num_chars says how many.
# - for _ in range(num_chars):
# + for _ in range(5):

# %% wrong: ignores temperature -> temperature_is_used
# say: The temperature is not handed on: sample_next gets it as its second argument.
# - next_ids = sample_next(logits, temperature)
# + next_ids = sample_next(logits, 1.0)


# %% wrong: dull, spaces -> start_and_more
# unnamed: nobody does that
def generate_text(model, start, num_chars, temperature):
    return start + " " * num_chars


# %% wrong: dull, random characters -> start_and_more
# unnamed: random numbers each time
def generate_text(model, start, num_chars, temperature):
    return start + "".join(np.random.choice(list(char2idx), size=num_chars))


# %% wrong: drawn twice, once to write and once to read on -> state_is_kept
# unnamed: chance decides which of two draws is read; a criterion says so
# - ids = np.array([[int(next_ids[0])]])
# + ids = np.array([[int(sample_next(logits, temperature)[0])]])


# %% wrong: a return in the loop -> start_and_more
# say: Only one character is written: return after the loop, not in it.
# - ids = np.array([[int(next_ids[0])]])
# + ids = np.array([[int(next_ids[0])]])
# + return start + "".join(written)


# %% wrong: nothing that was drawn is read -> state_is_kept
# say: What was drawn is never read: feed each character to the model before you draw the
#     next.
def generate_text(model, start, num_chars, temperature):
    reset_memory(model)
    logits = model(np.array([[char2idx[char] for char in start]]))[:, -1]
    written = ""
    for _ in range(num_chars):
        written += str(idx2char[int(sample_next(logits, temperature)[0])])
    return start + written


# %% wrong: only the last character comes back -> start_and_more
# say: Of what was drawn only the last character comes back: add each to those before.
# - written.append(idx2char[int(next_ids[0])])
# + written = [idx2char[int(next_ids[0])]]
