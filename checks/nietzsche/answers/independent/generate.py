# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window = list(prompt_ids)
    written = []
    for _ in range(num_chars):
        one_hot = np.eye(n_chars)[window][np.newaxis]
        preds = predict(one_hot)
        index = sample(preds, temperature)
        written.append(index)
        window = window[1:] + [index]
    return written


# %% right: student 2
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window = np.array(prompt_ids)
    result = []
    for i in range(num_chars):
        x = np.zeros((1, len(window), n_chars))
        for t, char in enumerate(window):
            x[0, t, char] = 1
        preds = predict(x)
        next_index = sample(preds, temperature)
        result.append(next_index)
        window = np.append(window[1:], next_index)
    return result


# %% right: student 3
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    identity = np.eye(n_chars, dtype=np.float32)
    window = np.array(prompt_ids, copy=True)
    out = []
    while len(out) < num_chars:
        out.append(sample(predict(identity[window][None]), temperature))
        window = np.append(window[1:], out[-1])
    return out


# %% right: student 4
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    maxlen = len(prompt_ids)
    text = list(prompt_ids)
    for _ in range(num_chars):
        X = np.zeros((1, maxlen, n_chars), dtype=np.float32)
        X[0, np.arange(maxlen), text[-maxlen:]] = 1.0
        text.append(sample(predict(X), temperature))
    return text[maxlen:]


# %% right: student 5
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window = prompt_ids.copy()
    generated = []
    for _ in range(num_chars):
        X, _ = one_hot_batch(window[None, :], np.array([0]), n_chars)
        index = sample(predict(X), temperature)
        generated.append(index)
        window = np.append(window[1:], index)
    return generated


# %% right: student 6
def encode(window, n_chars):
    x = np.zeros((1, len(window), n_chars))
    for t in range(len(window)):
        x[0, t, window[t]] = 1
    return x


def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window = list(prompt_ids)
    indices = []
    for _ in range(num_chars):
        p = predict(encode(window, n_chars))
        indices.append(sample(p, temperature))
        window = window[1:] + [indices[-1]]
    return indices


# %% right: student 7
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window = np.copy(prompt_ids)
    new_chars = []
    for step in range(num_chars):
        # 1. one-hot
        batch = np.eye(n_chars, dtype="float32")[window]
        batch = np.expand_dims(batch, axis=0)
        # 2. predict
        probabilities = predict(batch)
        # 3. draw
        drawn = sample(probabilities, temperature)
        new_chars.append(drawn)
        # 4. slide
        window = np.concatenate([window[1:], [drawn]])
    return new_chars


# %% right: student 8
from collections import deque


def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window = deque(prompt_ids, maxlen=len(prompt_ids))
    written = []
    for _ in range(num_chars):
        one_hot = np.zeros((1, len(window), n_chars), np.float32)
        for place, index in enumerate(window):
            one_hot[0, place, index] = 1
        drawn = sample(predict(one_hot), temperature)
        written.append(drawn)
        window.append(drawn)
    return written


# %% right: student 9
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    ids = np.zeros(len(prompt_ids) + num_chars, dtype=int)
    ids[:len(prompt_ids)] = prompt_ids
    T = len(prompt_ids)
    for k in range(num_chars):
        w = ids[k:k + T]
        onehot = (w[None, :, None] == np.arange(n_chars)).astype(np.float32)
        ids[k + T] = sample(predict(onehot), temperature)
    return list(ids[T:])


# %% right: student 10
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    window = np.array(prompt_ids)
    written = []
    for _ in range(num_chars):
        x = np.roll(window, -1)
        probs = predict(np.eye(n_chars)[window][None, :, :])
        idx = sample(probs, temperature)
        x[-1] = idx
        window = x
        written.append(int(idx))
    return written
