# ruff: noqa (answers are written as students write them, one after the other)

# %% right: a list as the window, a fresh one-hot array each time
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window = [int(i) for i in prompt_ids]
    written = []
    for _ in range(num_chars):
        one_hot = np.zeros((1, len(window), n_chars), dtype=np.float32)
        for t, index in enumerate(window):
            one_hot[0, t, index] = 1
        preds = predict(one_hot)
        index = sample(preds, temperature)
        written.append(index)
        window = window[1:] + [index]
    return written


# %% right: the text grows, its end is the window, rows of the identity
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    text = list(prompt_ids)
    maxlen = len(text)
    eye = np.eye(n_chars)
    while len(text) < maxlen + num_chars:
        window = eye[np.array(text[-maxlen:])][np.newaxis]
        text.append(int(sample(predict(window), temperature)))
    return text[maxlen:]


# %% right: one one-hot window that is rolled, the exercise's own one_hot_batch
def generate(
    predict, prompt_ids: np.ndarray, num_chars: int, temperature: float, n_chars: int
) -> list[int]:
    """Write."""
    window, _ = one_hot_batch(prompt_ids[None], prompt_ids[:1], n_chars)
    result: list[int] = []
    for number in range(num_chars):
        result.append(sample(predict(window), temperature=temperature))
        print(number, result[-1])
        window = np.roll(window, -1, axis=1)
        window[0, -1] = 0
        window[0, -1, result[-1]] = 1
    return result


# %% right: a deque
from collections import deque


def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window = deque(prompt_ids, maxlen=len(prompt_ids))
    out = []
    for i in range(num_chars):
        X = (np.array(window)[None, :, None] == np.arange(n_chars)).astype("float32")
        out += [sample(predict(X), temperature)]
        window.append(out[-1])
    return out


# %% right: an array as the window, draws by itself
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window, out = np.array(prompt_ids), []
    for _ in range(num_chars):
        p = np.asarray(predict(keras.utils.to_categorical([window], n_chars)), float)
        if temperature == 0:
            index = p.argmax()
        else:
            p = np.exp((np.log(p) - np.log(p).max()) / temperature)
            index = np.random.choice(n_chars, p=p / p.sum())
        out.append(int(index))
        window = np.append(window[1:], index)
    return out


# %% wrong: the window never moves -> window_slides
# say: The window never moves: drop its first character and append the new one.
# - window = window[1:] + [index]

# %% wrong: the window grows instead of sliding -> windows_are_one_hot
# say: The window grows: drop its first character when a new one comes in.
# - window = window[1:] + [index]
# + window = window + [index]

# %% wrong: the new character comes in at the front -> window_slides
# say: The new character comes in at the front: it belongs at the end of the window.
# - window = window[1:] + [index]
# + window = [index] + window[:-1]

# %% wrong: the newest character goes out -> window_slides
# say: The last character of the window is replaced: drop the first one instead.
# - window = window[1:] + [index]
# + window = window[:-1] + [index]

# %% wrong: the window jumps two places -> window_slides
# say: The window moves two places for each new character: it moves one.
# - window = window[1:] + [index]
# + window = window[2:] + [window[0], index]

# %% wrong: the window starts with zeros, not with the prompt -> window_slides
# say: The first window is not the prompt: start with prompt_ids.
# - window = [int(i) for i in prompt_ids]
# + window = [0 for i in prompt_ids]

# %% wrong: no axis for the batch -> windows_are_one_hot
# say: The window has no axis for the batch: predict takes (1, maxlen, n_chars).
# - preds = predict(one_hot)
# + preds = predict(one_hot[0])

# %% wrong: indices instead of vectors -> windows_are_one_hot
# say: predict gets indices: it takes one-hot vectors, (1, maxlen, n_chars).
# - preds = predict(one_hot)
# + preds = predict(np.array([window]))

# %% wrong: the ones pile up in one array -> windows_are_one_hot
# say: The ones of earlier windows stay in the array: make a new one-hot window each
#     time.
# - window = [int(i) for i in prompt_ids]
# + window = [int(i) for i in prompt_ids]
# + one_hot = np.zeros((1, len(window), n_chars))
# - one_hot = np.zeros((1, len(window), n_chars), dtype=np.float32)

# %% wrong: written for 57 characters -> windows_are_one_hot
# say: The vectors always have 57 entries: they need n_chars.
# - one_hot = np.zeros((1, len(window), n_chars), dtype=np.float32)
# + one_hot = np.zeros((1, len(window), 57), dtype=np.float32)

# %% wrong: written for windows of 60 -> windows_are_one_hot
# say: The window always has room for 60 characters: it needs len(prompt_ids).
# - one_hot = np.zeros((1, len(window), n_chars), dtype=np.float32)
# + one_hot = np.zeros((1, 60, n_chars), dtype=np.float32)

# %% wrong: written for windows of 40 -> windows_are_one_hot
# say: The window always has room for 40 characters: it needs len(prompt_ids).
# - one_hot = np.zeros((1, len(window), n_chars), dtype=np.float32)
# + one_hot = np.zeros((1, 40, n_chars), dtype=np.float32)

# %% wrong: always the most probable -> temperature_is_used
# say: The most probable character is taken at every temperature: draw it with sample(…,
#     temperature).
# - index = sample(preds, temperature)
# + index = int(np.argmax(preds))

# %% wrong: the temperature is not handed on -> temperature_is_used
# say: The temperature is not handed on: sample gets it as its second argument.
# - index = sample(preds, temperature)
# + index = sample(preds)

# %% wrong: drawn twice, once to write and once to read on -> window_slides
# say: A character is drawn twice, once to write and once to read on: draw once and use
#     it for both.
# - written.append(index)
# + written.append(sample(preds, temperature))

# %% wrong: the temperature of the last lesson -> cold_is_determined
# say: Temperature 0 is replaced by 1: `temperature or …` replaces 0 too, so hand it on
#     as it is.
# - index = sample(preds, temperature)
# + index = sample(preds, temperature or 1.0)

# %% wrong: drawn from the prediction of a step ago -> cold_is_determined
# say: A character is drawn from the prediction of a step ago: use the one of the
#     current window.
# - index = sample(preds, temperature)
# + index = sample(written_from if written else preds, temperature)
# + written_from = preds

# %% wrong: the prompt comes back as well -> only_the_new
# say: The prompt comes back too: return only what is new.
# - return written
# + return [int(i) for i in prompt_ids] + written

# %% wrong: the last window comes back -> only_the_new
# say: The last window comes back: return the num_chars new characters.
# - return written
# + return window

# %% wrong: one character too many -> only_the_new
# say: There is a character too many: write num_chars.
# - for _ in range(num_chars):
# + for _ in range(num_chars + 1):

# %% wrong: one character too few -> only_the_new
# say: There is a character too few: write num_chars.
# - for _ in range(num_chars):
# + for _ in range(num_chars - 1):

# %% wrong: what is read is written down, not what is drawn -> window_slides
# say: What comes back are characters that were read: write down what is drawn.
# - written.append(index)
# + written.append(window[-1])

# %% wrong: the window is the prompt itself -> prompt_is_only_read
# say: The caller's prompt_ids are changed: the window has to be a copy.
# - window = [int(i) for i in prompt_ids]
# + window = prompt_ids
# - window = window[1:] + [index]
# + window[:-1] = window[1:].copy()
# + window[-1] = index

# %% wrong: an array comes back -> list_of_ints
# say: An array comes back: return a list of ints.
# - return written
# + return np.array(written)

# %% wrong: a text comes back -> list_of_ints
# say: A text comes back: return a list of ints.
# - return written
# + return "".join(str(i) for i in written)

# %% wrong: arrays of one in the list -> list_of_ints
# say: The list holds arrays: it holds ints.
# - written.append(index)
# + written.append(np.array([index]))

# %% wrong: nothing comes back -> window_slides
# say: Nothing comes back: return the list.
# - return written


# %% right: one character, and then the rest
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    if num_chars == 0:
        return []
    window = np.asarray(prompt_ids)
    X = np.eye(n_chars, dtype="float32")[window][np.newaxis]
    index = sample(predict(X), temperature)
    window = np.append(window[1:], index)
    return [index] + generate(predict, window, num_chars - 1, temperature, n_chars)


# %% wrong: seeded for every text -> nothing_is_seeded
# unnamed: it draws rightly otherwise; a criterion says so
# - written = []
# + written = []
# + np.random.seed(0)

# %% wrong: the temperature is used twice -> temperature_is_used
# say: The temperature is used twice: sample alone takes it into account.
# - preds = predict(one_hot)
# + preds = predict(one_hot) ** (1 / (temperature or 1))
# + preds = preds / preds.sum()


# %% wrong: a list in the header, which grows from call to call -> only_the_new
# unnamed: it depends on the calls before; criteria say so
def generate(predict, prompt_ids, num_chars, temperature, n_chars, written=[]):
    window = [int(i) for i in prompt_ids]
    for _ in range(num_chars):
        X = np.eye(n_chars, dtype=np.float32)[window][np.newaxis]
        written.append(sample(predict(X), temperature))
        window = window[1:] + written[-1:]
    return written


# %% wrong: a generator of its own, seeded in every call -> nothing_is_seeded
# say: Every call writes the same: seed no generator here.
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    rng = np.random.default_rng(0)
    window, out = [int(i) for i in prompt_ids], []
    for _ in range(num_chars):
        p = np.asarray(predict(np.eye(n_chars)[window][None]), float)
        index = int(p.argmax())
        if temperature > 0:
            powers = (p / p.max()) ** (1 / temperature)
            index = int(rng.choice(n_chars, p=powers / powers.sum()))
        out.append(index)
        window = window[1:] + [index]
    return out


# %% wrong: a generator that np.random.seed does not reach -> nothing_is_seeded
# unnamed: it draws rightly otherwise; a criterion says so
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    rng = np.random.default_rng()
    window, out = [int(i) for i in prompt_ids], []
    for _ in range(num_chars):
        p = np.asarray(predict(np.eye(n_chars)[window][None]), float)
        index = int(p.argmax())
        if temperature > 0:
            powers = (p / p.max()) ** (1 / temperature)
            index = int(rng.choice(n_chars, p=powers / powers.sum()))
        out.append(index)
        window = window[1:] + [index]
    return out


# %% wrong: draws by itself, with powers that vanish in the cold -> cold_is_determined
# say: Powers of small numbers become 0 at a low temperature: let sample draw, which is
#     safe there.
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window, out = [int(i) for i in prompt_ids], []
    for _ in range(num_chars):
        p = np.asarray(predict(np.eye(n_chars)[window][None]), float)
        index = int(p.argmax())
        if temperature > 0:
            powers = p ** (1 / temperature)
            index = int(np.random.choice(n_chars, p=powers / powers.sum()))
        out.append(index)
        window = window[1:] + [index]
    return out


# %% wrong: the return is in the loop -> only_the_new
# say: Only the first character comes back: return after the loop, not in it.
# - window = window[1:] + [index]
# + return written


# %% wrong: as many characters as the prompt has -> only_the_new
# say: As many characters are written as the prompt has: write num_chars.
# - for _ in range(num_chars):
# + for _ in range(len(prompt_ids)):


# %% wrong: the first character goes out and none comes in -> windows_are_one_hot
# say: The window loses its first character and gets none: append the new one.
# - window = window[1:] + [index]
# + window = window[1:]


# %% wrong: decimal numbers -> list_of_ints
# say: The list holds floats: indices are whole numbers.
# - written.append(index)
# + written.append(float(index))


# %% wrong: a list in the list for each character -> only_the_new
# say: Every index is in a list of its own: append the index itself.
# - written.append(index)
# + written.append([index])


# %% wrong: ignores predict -> cold_is_determined
# unnamed: random numbers each time
# - index = sample(preds, temperature)
# + index = sample(np.full(n_chars, 1 / n_chars), temperature)

# %% wrong: ignores prompt_ids -> window_slides
# say: The first window is not the prompt: start with prompt_ids.
# - window = [int(i) for i in prompt_ids]
# + window = [0 for i in prompt_ids]

# %% wrong: ignores num_chars -> only_the_new
# say: The number of characters is always the same: it has to be num_chars.
# - for _ in range(num_chars):
# + for _ in range(40):

# %% wrong: ignores temperature -> temperature_is_used
# say: The temperature is not handed on: sample gets it as its second argument.
# - index = sample(preds, temperature)
# + index = sample(preds, 1.0)

# %% wrong: ignores n_chars -> windows_are_one_hot
# say: The vectors always have 57 entries: they need n_chars.
# - one_hot = np.zeros((1, len(window), n_chars), dtype=np.float32)
# + one_hot = np.zeros((1, len(window), 57), dtype=np.float32)


# %% wrong: dull, zeros -> windows_are_one_hot
# unnamed: nobody does that
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    return [0] * num_chars


# %% wrong: dull, random characters -> windows_are_one_hot
# unnamed: random numbers each time
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    return np.random.randint(n_chars, size=num_chars).tolist()


# %% wrong: dull, the visible example -> only_the_new
# unnamed: nobody does that
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    return [4, 5, 0, 1, 2, 3, 4]


# %% wrong: a sum in the place of a list -> window_slides
# say: With an array, + adds the new index to every entry: np.append(window[1:], index)
#     puts it at the end.
# - window = [int(i) for i in prompt_ids]
# + window = np.array(prompt_ids)

# %% wrong: a character behind -> window_slides
# say: The window gets the character that was drawn a step before: it gets the newest.
# - window = window[1:] + [index]
# + window = window[1:] + [written[-2] if len(written) > 1 else index]


# %% wrong: ignores prompt_ids in their order -> window_slides
# say: The prompt is read backwards: the window keeps its order.
# - window = [int(i) for i in prompt_ids]
# + window = [int(i) for i in prompt_ids[::-1]]


# %% wrong: ignores temperature itself, half of it counts -> temperature_is_used
# unnamed: nobody does that
# - index = sample(preds, temperature)
# + index = sample(preds, temperature / 2)
