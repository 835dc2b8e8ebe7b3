# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def one_hot_batch(x, y, n_chars):
    eye = np.eye(n_chars, dtype=np.float32)
    return eye[x], eye[y]


# %% right: student 2
def one_hot_batch(x, y, n_chars):
    identity = np.eye(n_chars, dtype="float32")
    X = identity[x]
    Y = identity[y]
    return X, Y


# %% right: student 3
def one_hot_batch(x, y, n_chars):
    batch, maxlen = x.shape
    X = np.zeros((batch, maxlen, n_chars), dtype=np.float32)
    Y = np.zeros((batch, n_chars), dtype=np.float32)
    for i in range(batch):
        for t in range(maxlen):
            X[i, t, x[i, t]] = 1
        Y[i, y[i]] = 1
    return X, Y


# %% right: student 4
def one_hot_batch(x, y, n_chars):
    X = (x[..., None] == np.arange(n_chars)).astype(np.float32)
    Y = (y[..., None] == np.arange(n_chars)).astype(np.float32)
    return X, Y


# %% right: student 5
def one_hot_batch(x, y, n_chars):
    X = np.zeros((*x.shape, n_chars), np.float32)
    Y = np.zeros((len(y), n_chars), np.float32)
    np.put_along_axis(X, x[..., None], 1, axis=-1)
    np.put_along_axis(Y, y[:, None], 1, axis=-1)
    return X, Y


# %% right: student 6
def to_one_hot(indices, n_chars):
    return np.eye(n_chars, dtype=np.float32)[indices]


def one_hot_batch(x, y, n_chars):
    return to_one_hot(x, n_chars), to_one_hot(y, n_chars)


# %% right: student 7
def one_hot_batch(x, y, n_chars):
    X = np.zeros((x.shape[0], x.shape[1], n_chars), dtype="float32")
    Y = np.zeros((x.shape[0], n_chars), dtype="float32")
    for b, window in enumerate(x):
        for t, char in enumerate(window):
            X[b, t, char] = 1.0
        Y[b, y[b]] = 1.0
    return X, Y


# %% right: student 8
def one_hot_batch(x, y, n_chars):
    return np.eye(n_chars)[x].astype(np.float32), np.eye(n_chars)[y].astype(np.float32)


# %% right: student 9
def one_hot_batch(x, y, n_chars):
    X = keras.utils.to_categorical(x, num_classes=n_chars).astype(np.float32)
    Y = keras.utils.to_categorical(y, num_classes=n_chars).astype(np.float32)
    return X, Y


# %% right: student 10
def one_hot_batch(x, y, n_chars):
    B, T = x.shape
    X = np.zeros((B, T, n_chars), dtype=np.float32)
    X[np.arange(B)[:, None], np.arange(T)[None, :], x] = 1
    Y = np.zeros((B, n_chars), dtype=np.float32)
    Y[np.arange(B), y] = 1
    return X, Y


# %% right: student 11
def one_hot_batch(x, y, n_chars):
    # rows of the identity matrix are the one-hot vectors
    vectors = np.identity(n_chars, dtype=np.float32)
    return vectors[x], vectors[y]
