# ruff: noqa (answers are written as students write them, one after the other)

# %% right: ones put at their places
def one_hot_batch(x, y, n_chars):
    batch, maxlen = x.shape
    X = np.zeros((batch, maxlen, n_chars), dtype=np.float32)
    Y = np.zeros((batch, n_chars), dtype=np.float32)
    for i in range(batch):
        for t in range(maxlen):
            X[i, t, x[i, t]] = 1
        Y[i, y[i]] = 1
    return X, Y


# %% right: rows of the identity
def one_hot_batch(x, y, n_chars):
    eye = np.eye(n_chars, dtype="float32")
    return eye[x], eye[y]


# %% right: compared with all indices
def one_hot_batch(x, y, n_chars):
    chars = np.arange(n_chars)
    X = x[..., None] == chars
    Y = y[:, np.newaxis] == chars
    return X.astype(np.float32), Y.astype(np.float32)


# %% right: fancy indexing with a grid
def one_hot_batch(x: np.ndarray, y: np.ndarray, n_chars: int):
    """Encode."""
    rows, length = x.shape
    X = np.zeros([rows, length, n_chars], np.float32)
    X[np.arange(rows)[:, None], np.arange(length), x] = 1.0
    Y = np.zeros([rows, n_chars], np.float32)
    Y[np.arange(rows), y] = 1.0
    print(X.shape, Y.shape)
    return X, Y


# %% right: Keras does it
def one_hot_batch(x, y, n_chars):
    X = keras.utils.to_categorical(x, num_classes=n_chars)
    Y = keras.utils.to_categorical(y, num_classes=n_chars)
    return X.astype("float32"), Y.astype("float32")


# %% right: TensorFlow, then NumPy
def one_hot_batch(x, y, n_chars):
    return tf.one_hot(x, n_chars).numpy(), tf.one_hot(y, n_chars).numpy()


# %% wrong: as many entries as the batch needs -> length_is_given
# say: The vectors are only as long as this batch needs: they need n_chars
#     entries.
# - batch, maxlen = x.shape
# + batch, maxlen = x.shape
# + n_chars = x.max() + 1

# %% wrong: as many entries as the lesson's text has characters -> length_is_given
# say: The vectors always have 57 entries: they need n_chars.
# - batch, maxlen = x.shape
# + batch, maxlen = x.shape
# + n_chars = 57


# %% wrong: Keras counts the characters of the batch -> length_is_given
# say: X and Y are each as long as their own characters need: give to_categorical
#     num_classes=n_chars.
def one_hot_batch(x, y, n_chars):
    X, Y = keras.utils.to_categorical(x), keras.utils.to_categorical(y)
    return X.astype("float32"), Y.astype("float32")


# %% wrong: float64 -> floats_are_short
# say: X and Y are float64: pass dtype=np.float32, or convert with astype.
# - X = np.zeros((batch, maxlen, n_chars), dtype=np.float32)
# + X = np.zeros((batch, maxlen, n_chars))
# - Y = np.zeros((batch, n_chars), dtype=np.float32)
# + Y = np.zeros((batch, n_chars))

# %% wrong: bool, as in the original -> floats_are_short
# say: X and Y are bool: they have to be float32.
# - X = np.zeros((batch, maxlen, n_chars), dtype=np.float32)
# + X = np.zeros((batch, maxlen, n_chars), dtype=bool)
# - Y = np.zeros((batch, n_chars), dtype=np.float32)
# + Y = np.zeros((batch, n_chars), dtype=bool)

# %% wrong: only X is float32 -> floats_are_short
# say: Y is not float32, as X is: give both dtype=np.float32.
# - Y = np.zeros((batch, n_chars), dtype=np.float32)
# + Y = np.zeros((batch, n_chars))

# %% wrong: the places are counted, not marked by character -> windows_are_encoded
# say: The ones stand at the number of the place: the one of place t belongs at x[i, t].
# - X[i, t, x[i, t]] = 1
# + X[i, t, t % n_chars] = 1

# %% wrong: the index instead of a 1 -> windows_are_encoded
# say: The entries are the indices themselves: a one-hot vector has a 1 there.
# - X[i, t, x[i, t]] = 1
# + X[i, t, x[i, t]] = x[i, t]

# %% wrong: a bag of characters for the whole window -> windows_are_encoded
# say: Every place of a window has the ones of all its characters: place t has just that
#     of x[i, t].
# - X[i, t, x[i, t]] = 1
# + X[i, :, x[i, t]] = 1

# %% wrong: one place off -> windows_are_encoded
# say: The ones in X stand one entry off: the one belongs at x[i, t] itself.
# - X[i, t, x[i, t]] = 1
# + X[i, t, x[i, t] - 1] = 1

# %% wrong: time comes last -> windows_are_encoded
# say: The last two axes of X are swapped: it has to be (batch, maxlen, n_chars).
# - return X, Y
# + return X.transpose(0, 2, 1), Y

# %% wrong: the windows laid flat -> windows_are_encoded
# say: The windows are laid flat: X is (batch, maxlen, n_chars).
# - return X, Y
# + return X.reshape(batch, -1), Y

# %% wrong: the targets stay zero -> targets_are_encoded
# say: Y stays zero: set Y[i, y[i]] = 1.
# - Y[i, y[i]] = 1

# %% wrong: the targets are the last characters of the windows -> targets_are_encoded
# say: Y marks the last characters of the windows: it has to mark y.
# - Y[i, y[i]] = 1
# + Y[i, x[i, -1]] = 1

# %% wrong: the targets are not encoded -> targets_are_encoded
# say: Y holds the indices: each target becomes a one-hot vector, (batch, n_chars).
# - return X, Y
# + return X, y.astype(np.float32)

# %% wrong: all targets in one row -> targets_are_encoded
# say: All targets are marked in the first row of Y: each has a row of its own.
# - Y[i, y[i]] = 1
# + Y[0, y[i]] = 1


# %% wrong: all targets in every row -> targets_are_encoded
# say: Every row of Y has the ones of all targets: row i has just that of y[i], as in
#     Y[np.arange(len(y)), y] = 1.
def one_hot_batch(x, y, n_chars):
    X = np.eye(n_chars, dtype=np.float32)[x]
    Y = np.zeros((len(y), n_chars), dtype=np.float32)
    Y[:, y] = 1
    return X, Y


# %% wrong: a return in the loop, after the first window -> windows_are_encoded
# say: Only the first window is encoded, as if the return stood within the loop.
def one_hot_batch(x, y, n_chars):
    X = np.zeros((*x.shape, n_chars), dtype=np.float32)
    Y = np.zeros((len(y), n_chars), dtype=np.float32)
    for i in range(len(x)):
        for t in range(x.shape[1]):
            X[i, t, x[i, t]] = 1
        Y[i, y[i]] = 1
        return X, Y


# %% wrong: written for windows of 60 -> any_sizes
# say: X has more places than the windows that came in: it needs x.shape[1].
def one_hot_batch(x, y, n_chars):
    X = np.zeros((len(x), max(x.shape[1], 9), n_chars), np.float32)
    for t in range(x.shape[1]):
        X[np.arange(len(x)), t, x[:, t]] = 1
    return X, np.eye(n_chars, dtype=np.float32)[y]


# %% wrong: a batch of one loses its axis -> any_sizes
# say: A batch of one loses its axis: do not squeeze.
# - return X, Y
# + return X.squeeze(), Y.squeeze()

# %% wrong: only the windows come back -> windows_are_encoded
# say: Only X comes back: return both, X and Y.
# - return X, Y
# + return X


# %% right: the helper of the course
from utils.windows import one_hot


def one_hot_batch(x, y, n_chars):
    return one_hot(x, n_chars), one_hot(y, n_chars)


# %% right: the identity is kept, its rows are copied
IDENTITIES = {}


def one_hot_batch(x, y, n_chars):
    if n_chars not in IDENTITIES:
        IDENTITIES[n_chars] = np.eye(n_chars, dtype=np.float32)
    return IDENTITIES[n_chars][x], IDENTITIES[n_chars][y]


# %% wrong: arrays that are kept and never emptied -> batches_are_apart
# unnamed: it shows only in a later call; a criterion says so
KEPT = {}


def one_hot_batch(x, y, n_chars):
    batch, maxlen = x.shape
    if (batch, maxlen, n_chars) not in KEPT:
        X = np.zeros((batch, maxlen, n_chars), dtype=np.float32)
        KEPT[batch, maxlen, n_chars] = X, np.zeros((batch, n_chars), dtype=np.float32)
    X, Y = KEPT[batch, maxlen, n_chars]
    X[np.arange(batch)[:, None], np.arange(maxlen), x] = 1
    Y[np.arange(batch), y] = 1
    return X, Y


# %% wrong: arrays that are kept, emptied and filled again -> batches_are_apart
# unnamed: it shows only in what a later call does to an earlier result; a criterion
#     says so
KEPT = {}


def one_hot_batch(x, y, n_chars):
    batch, maxlen = x.shape
    if (batch, maxlen, n_chars) not in KEPT:
        X = np.empty((batch, maxlen, n_chars), dtype=np.float32)
        KEPT[batch, maxlen, n_chars] = X, np.empty((batch, n_chars), dtype=np.float32)
    X, Y = KEPT[batch, maxlen, n_chars]
    X[:], Y[:] = 0, 0
    X[np.arange(batch)[:, None], np.arange(maxlen), x] = 1
    Y[np.arange(batch), y] = 1
    return X, Y


# %% wrong: the first batch of a shape is returned for ever -> batches_are_apart
# unnamed: it shows only in a later call; a criterion says so
KEPT = {}


def one_hot_batch(x, y, n_chars):
    eye = np.eye(n_chars, dtype=np.float32)
    return KEPT.setdefault((x.shape, n_chars), (eye[x], eye[y]))


# %% wrong: the targets are sorted -> targets_are_encoded
# say: The caller's y is sorted: y.sort() changes it in place.
# - batch, maxlen = x.shape
# + batch, maxlen = x.shape
# + y.sort()


# %% wrong: indices in one byte -> any_sizes
# say: Indices above 127 are misread: np.int8 holds no more.
def one_hot_batch(x, y, n_chars):
    eye = np.eye(n_chars, dtype=np.float32)
    return eye[x.astype(np.int8)], eye[y.astype(np.int8)]


# %% wrong: the ones of all rows in every row -> windows_are_encoded
# say: Every row gets the ones of all rows: pair each place with its own index, as in
#     X[i, t, x[i, t]].
def one_hot_batch(x, y, n_chars):
    X = np.zeros((len(x), x.shape[1], n_chars), dtype=np.float32)
    Y = np.zeros((len(x), n_chars), dtype=np.float32)
    X[:, :, x] = 1
    Y[:, y] = 1
    return X, Y


# %% wrong: windows of 60 -> windows_are_encoded
# say: X always has room for 60 characters: it needs x.shape[1].
# - batch, maxlen = x.shape
# + batch, maxlen = len(x), 60
# - for t in range(maxlen):
# + for t in range(x.shape[1]):


# %% wrong: ignores x -> windows_are_encoded
# say: All ones of X stand at character 0: the one of place t belongs at x[i, t].
# - X[i, t, x[i, t]] = 1
# + X[i, t, 0] = 1

# %% wrong: ignores y -> targets_are_encoded
# say: Y marks the last characters of the windows: it has to mark y.
# - Y[i, y[i]] = 1
# + Y[i, x[i, -1]] = 1


# %% wrong: ignores n_chars -> length_is_given
# say: The vectors are only as long as this batch needs: they need n_chars
#     entries.
def one_hot_batch(x, y, n_chars):
    n_chars = max(x.max(), y.max()) + 1
    eye = np.eye(n_chars, dtype=np.float32)
    return eye[x], eye[y]


# %% wrong: dull, zeros -> windows_are_encoded
# unnamed: nobody does that
def one_hot_batch(x, y, n_chars):
    return np.zeros((*x.shape, n_chars), "f4"), np.zeros((len(y), n_chars), "f4")


# %% wrong: dull, random vectors -> windows_are_encoded
# unnamed: random numbers each time
def one_hot_batch(x, y, n_chars):
    eye = np.eye(n_chars, dtype=np.float32)
    return tuple(eye[np.random.randint(n_chars, size=a.shape)] for a in (x, y))


# %% wrong: dull, the visible example -> windows_are_encoded
# unnamed: nobody does that
def one_hot_batch(x, y, n_chars):
    eye = np.eye(5, dtype=np.float32)
    return eye[[[0, 2, 1], [3, 3, 0]]], eye[[1, 2]]


# %% wrong: one entry too many -> length_is_given
# say: The vectors have one entry too many: they have n_chars.
# - X = np.zeros((batch, maxlen, n_chars), dtype=np.float32)
# - Y = np.zeros((batch, n_chars), dtype=np.float32)
# + X = np.zeros((batch, maxlen, n_chars + 1), dtype=np.float32)
# + Y = np.zeros((batch, n_chars + 1), dtype=np.float32)

# %% wrong: windows and targets are swapped -> windows_are_encoded
# say: X and Y come back in the wrong order: return X, Y.
# - return X, Y
# + return Y, X

# %% wrong: an axis too many for the targets -> targets_are_encoded
# say: Y has an axis too many: it is (batch, n_chars).
# - return X, Y
# + return X, Y[:, np.newaxis]

# %% wrong: time first -> windows_are_encoded
# say: The first two axes of X are swapped: it has to be (batch, maxlen, n_chars).
# - return X, Y
# + return X.swapaxes(0, 1), Y


# %% wrong: ignores y in its order -> targets_are_encoded
# unnamed: nobody does that
# - Y[i, y[i]] = 1
# + Y[i, y[batch - 1 - i]] = 1
