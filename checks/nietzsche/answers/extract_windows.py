# ruff: noqa (answers are written as students write them, one after the other)

# %% right: a loop over the starts
def extract_windows(ids, maxlen=60, step=3):
    starts = range(0, len(ids) - maxlen, step)
    x = np.empty((len(starts), maxlen), dtype=ids.dtype)
    y = np.empty(len(starts), dtype=ids.dtype)
    for i, start in enumerate(starts):
        x[i] = ids[start : start + maxlen]
        y[i] = ids[start + maxlen]
    return x, y


# %% right: an index matrix
def extract_windows(ids, maxlen=60, step=3):
    starts = np.arange(0, max(0, len(ids) - maxlen), step)
    return ids[starts[:, None] + np.arange(maxlen)], ids[starts + maxlen]


# %% right: views, sliding_window_view
def extract_windows(ids, maxlen=60, step=3):
    if len(ids) <= maxlen:
        return np.empty((0, maxlen), ids.dtype), np.empty((0,), ids.dtype)
    pieces = np.lib.stride_tricks.sliding_window_view(ids, maxlen + 1)[::step]
    return pieces[:, :-1], pieces[:, -1]


# %% right: comprehensions and reshape, type hints, prints
def extract_windows(
    ids: np.ndarray, maxlen: int = 60, step: int = 3
) -> tuple[np.ndarray, np.ndarray]:
    """Cut the text."""
    rows = [ids[s : s + maxlen] for s in range(0, len(ids) - maxlen, step)]
    following = [ids[s + maxlen] for s in range(0, len(ids) - maxlen, step)]
    print("windows:", len(rows))
    x = np.array(rows, dtype=ids.dtype).reshape(-1, maxlen)
    y = np.array(following, dtype=ids.dtype)
    return x, y


# %% right: strides by hand, y by slicing
def extract_windows(ids, maxlen=60, step=3):
    ids = np.ascontiguousarray(ids)
    n = max(0, -(-(len(ids) - maxlen) // step))
    b = ids.strides[0]
    x = np.lib.stride_tricks.as_strided(ids, (n, maxlen), (step * b, b))
    return x.copy(), ids[maxlen::step]


# %% right: while, lists grown one by one
def extract_windows(ids, maxlen=60, step=3):
    x, y, start = [], [], 0
    while start + maxlen < len(ids):
        x.append(ids[start : start + maxlen])
        y.append(ids[start + maxlen])
        start += step
    if not x:
        x = np.zeros((0, maxlen))
    return np.asarray(x).astype(ids.dtype), np.asarray(y).astype(ids.dtype)


# %% wrong: the last character of the window as the target -> next_characters
# say: The target is the last character of the window itself: the one after it is
#     ids[start + maxlen].
# - y[i] = ids[start + maxlen]
# + y[i] = ids[start + maxlen - 1]

# %% wrong: the target is a character too late -> next_characters
# say: The target is a character too late: the one after the window is ids[start +
#     maxlen].
# - y[i] = ids[start + maxlen]
# + y[i] = ids[min(start + maxlen + 1, len(ids) - 1)]

# %% wrong: the target is the first character of the next window -> next_characters
# say: The target is the first character of the next window: it has to be the one right
#     after this window, ids[start + maxlen].
# - y[i] = ids[start + maxlen]
# + y[i] = ids[start + step]

# %% wrong: one window too many at the end -> number_of_windows
# say: There is a window too many at the end, which has no character after it: the
#     starts end before len(ids) - maxlen.
# - starts = range(0, len(ids) - maxlen, step)
# + starts = range(0, len(ids) - maxlen + 1, step)
# - y[i] = ids[start + maxlen]
# + y[i] = ids[min(start + maxlen, len(ids) - 1)]

# %% wrong: the last window is missing -> number_of_windows
# say: The last window is missing: the starts are range(0, len(ids) - maxlen, step).
# - starts = range(0, len(ids) - maxlen, step)
# + starts = range(0, len(ids) - maxlen - 1, step)

# %% wrong: whole steps only, so that a last window is missing -> number_of_windows
# say: The last window is missing where the steps do not come out even: the starts are
#     range(0, len(ids) - maxlen, step).
# - starts = range(0, len(ids) - maxlen, step)
# + starts = range(0, (len(ids) - maxlen) // step * step, step)

# %% wrong: windows that do not overlap -> windows_are_pieces
# say: The windows do not overlap: a new one begins every `step` characters, not every
#     maxlen.
# - starts = range(0, len(ids) - maxlen, step)
# + starts = range(0, len(ids) - maxlen, maxlen)

# %% wrong: the step is forgotten -> windows_are_pieces
# say: A window begins at every character: the third argument of range is step.
# - starts = range(0, len(ids) - maxlen, step)
# + starts = range(0, len(ids) - maxlen)

# %% wrong: the first window is left out -> windows_are_pieces
# say: The first window is left out: the starts begin at 0.
# - starts = range(0, len(ids) - maxlen, step)
# + starts = range(step, len(ids) - maxlen, step)

# %% wrong: 60 and 3 are written into the function -> other_sizes
# say: The sizes are always those of the lesson: use the arguments maxlen and step.
# - starts = range(0, len(ids) - maxlen, step)
# + maxlen, step = 60, 3
# + starts = range(0, len(ids) - maxlen, step)

# %% wrong: step and maxlen are swapped in the header -> other_sizes
# say: maxlen and step stand in the wrong order in the header: it has to be (ids,
#     maxlen=60, step=3).
# - def extract_windows(ids, maxlen=60, step=3):
# + def extract_windows(ids, step=60, maxlen=3):
# +     maxlen, step = max(step, maxlen), min(step, maxlen)

# %% wrong: arrays of floats -> type_is_kept
# say: The arrays hold floats: keep the dtype of ids.
# - x = np.empty((len(starts), maxlen), dtype=ids.dtype)
# + x = np.empty((len(starts), maxlen))
# - y = np.empty(len(starts), dtype=ids.dtype)
# + y = np.empty(len(starts))


# %% wrong: everything becomes int64 -> type_is_kept
# say: x is int64 whatever ids is: keep the dtype of ids.
def extract_windows(ids, maxlen=60, step=3):
    starts = np.arange(0, max(0, len(ids) - maxlen), step)
    x = [[int(c) for c in ids[s : s + maxlen]] for s in starts]
    return np.array(x, dtype=int).reshape(-1, maxlen), ids[starts + maxlen]


# %% wrong: a single window is taken for none -> single_window
# say: Where there is just one window, none comes back.
# - starts = range(0, len(ids) - maxlen, step)
# + starts = range(0, len(ids) - maxlen if len(ids) > maxlen + 1 else 0, step)

# %% wrong: squeezed, so that one window loses its row -> single_window
# say: A single window loses its axis: x is (1, maxlen) then, so do not squeeze.
# - return x, y
# + return x.squeeze(), y


# %% wrong: no shape where there is nothing -> too_short
# say: Where there is no window, x has the shape (0,): it has to be (0, maxlen).
def extract_windows(ids, maxlen=60, step=3):
    starts = range(0, len(ids) - maxlen, step)
    x = [ids[s : s + maxlen] for s in starts]
    y = [ids[s + maxlen] for s in starts]
    return np.array(x, dtype=ids.dtype), np.array(y, dtype=ids.dtype)


# %% wrong: an error where there is nothing -> too_short
# say: A text that is too short for a window raises an error: return empty arrays, (0,
#     maxlen) and (0,).
def extract_windows(ids, maxlen=60, step=3):
    pieces = np.lib.stride_tricks.sliding_window_view(ids, maxlen + 1)[::step]
    return pieces[:, :-1], pieces[:, -1]


# %% wrong: windows and targets are swapped -> windows_are_pieces
# say: Windows and targets come back in the wrong order: return x, y.
# - return x, y
# + return y, x

# %% wrong: targets as windows of one -> next_characters
# say: The targets have an axis too many: y is (number,), one id a window.
# - return x, y
# + return x, y[:, None]

# %% wrong: only the windows come back -> windows_are_pieces
# say: Only the windows come back: return both, x and y.
# - return x, y
# + return x


# %% right: the helper of the course, where there is a window
from utils.windows import with_next


def extract_windows(ids, maxlen=60, step=3):
    if len(ids) <= maxlen:
        return np.empty((0, maxlen), ids.dtype), np.empty(0, ids.dtype)
    return with_next(ids, maxlen, step)


# %% wrong: arrays that are kept and filled again -> texts_are_apart
# unnamed: it shows only in what a later call does to an earlier result; a criterion
#     says so
KEPT = {}


def extract_windows(ids, maxlen=60, step=3):
    starts = range(0, len(ids) - maxlen, step)
    sizes = len(starts), maxlen, ids.dtype
    if sizes not in KEPT:
        x = np.empty((len(starts), maxlen), dtype=ids.dtype)
        KEPT[sizes] = x, np.empty(len(starts), dtype=ids.dtype)
    x, y = KEPT[sizes]
    for i, start in enumerate(starts):
        x[i] = ids[start : start + maxlen]
        y[i] = ids[start + maxlen]
    return x, y


# %% wrong: lists in the header, which grow from call to call -> windows_are_pieces
# unnamed: it depends on the calls before; criteria say so
def extract_windows(ids, maxlen=60, step=3, x=[], y=[]):
    for start in range(0, len(ids) - maxlen, step):
        x.append(ids[start : start + maxlen])
        y.append(ids[start + maxlen])
    return np.array(x, ids.dtype).reshape(-1, maxlen), np.array(y, ids.dtype)


# %% wrong: the step is never longer than a window -> other_sizes
# say: A step longer than a window is cut to maxlen: use step as it is.
# - starts = range(0, len(ids) - maxlen, step)
# + starts = range(0, len(ids) - maxlen, min(step, maxlen))


# %% wrong: floats where there is no window -> type_is_kept
# say: Where there is no window, x holds floats: keep the dtype of ids.
def extract_windows(ids, maxlen=60, step=3):
    x = np.array([ids[s : s + maxlen] for s in range(0, len(ids) - maxlen, step)])
    return x.reshape(-1, maxlen), ids[maxlen::step]


# %% wrong: windows are columns -> windows_are_pieces
# say: The windows are columns of x: each has to be a row, (n, maxlen).
# - return x, y
# + return x.T, y


# %% wrong: ignores ids -> windows_are_pieces
# say: The windows hold places in the text: they hold what stands there, ids[start :
#     start + maxlen].
# - x[i] = ids[start : start + maxlen]
# - y[i] = ids[start + maxlen]
# + x[i] = np.arange(start, start + maxlen)
# + y[i] = start + maxlen


# %% wrong: ignores maxlen -> other_sizes
# say: The windows always have 60 characters: use the argument maxlen.
def extract_windows(ids, maxlen=60, step=3):
    maxlen = 60
    starts = range(0, len(ids) - maxlen, step)
    x = np.empty((len(starts), maxlen), dtype=ids.dtype)
    y = np.empty(len(starts), dtype=ids.dtype)
    for i, start in enumerate(starts):
        x[i] = ids[start : start + maxlen]
        y[i] = ids[start + maxlen]
    return x, y


# %% wrong: ignores step -> other_sizes
# say: The step is always 3: use the argument step.
# - starts = range(0, len(ids) - maxlen, step)
# + starts = range(0, len(ids) - maxlen, 3)


# %% wrong: dull, zeros -> windows_are_pieces
# unnamed: nobody does that
def extract_windows(ids, maxlen=60, step=3):
    n = len(range(0, len(ids) - maxlen, step))
    return np.zeros((n, maxlen), ids.dtype), np.zeros(n, ids.dtype)


# %% wrong: dull, one character everywhere -> windows_are_pieces
# unnamed: nobody does that
def extract_windows(ids, maxlen=60, step=3):
    n = len(range(0, len(ids) - maxlen, step))
    return np.full((n, maxlen), ids[:1]), np.full(n, ids[:1])


# %% wrong: dull, random characters -> windows_are_pieces
# unnamed: random numbers each time
def extract_windows(ids, maxlen=60, step=3):
    n = len(range(0, len(ids) - maxlen, step))
    x = np.random.randint(100, size=(n, maxlen)).astype(ids.dtype)
    return x, np.random.randint(100, size=n).astype(ids.dtype)


# %% wrong: dull, the visible example -> windows_are_pieces
# unnamed: nobody does that
def extract_windows(ids, maxlen=60, step=3):
    x = np.array([[20, 21, 22, 23], [22, 23, 24, 25], [24, 25, 26, 27]])
    return x, np.array([24, 26, 28])


# %% wrong: a target for every place of the window -> next_characters
# say: y holds a window for each window: it holds the one character that follows it.
def extract_windows(ids, maxlen=60, step=3):
    x, y = [], []
    for start in range(0, len(ids) - maxlen, step):
        x.append(ids[start : start + maxlen])
        y.append(ids[start + 1 : start + maxlen + 1])
    return np.array(x), np.array(y)


# %% wrong: windows are one character short -> windows_are_pieces
# say: Each window is one character too short: a slice ends before its end, so it is
#     ids[start : start + maxlen].
def extract_windows(ids, maxlen=60, step=3):
    starts = range(0, len(ids) - maxlen, step)
    x = [ids[start : start + maxlen - 1] for start in starts]
    y = [ids[start + maxlen] for start in starts]
    x = np.array(x, dtype=ids.dtype).reshape(len(x), maxlen - 1)
    return x, np.array(y, dtype=ids.dtype)


# %% wrong: windows have their target in them -> windows_are_pieces
# say: Each window has its target in it, as its last character: it ends before that, at
#     start + maxlen.
def extract_windows(ids, maxlen=60, step=3):
    starts = range(0, len(ids) - maxlen, step)
    x = [ids[start : start + maxlen + 1] for start in starts]
    y = [ids[start + maxlen] for start in starts]
    x = np.array(x, dtype=ids.dtype).reshape(len(x), maxlen + 1)
    return x, np.array(y, dtype=ids.dtype)


# %% wrong: a return in the loop -> number_of_windows
# say: Only the first window comes back, as if the return stood within the loop.
def extract_windows(ids, maxlen=60, step=3):
    x, y = [], []
    for start in range(0, len(ids) - maxlen, step):
        x.append(ids[start : start + maxlen])
        y.append(ids[start + maxlen])
        return np.array(x, dtype=ids.dtype), np.array(y, dtype=ids.dtype)
    return np.empty((0, maxlen), ids.dtype), np.empty(0, ids.dtype)


# %% wrong: ignores ids at the first place -> windows_are_pieces
# say: The windows begin one place too late: the first one begins at 0.
# - starts = range(0, len(ids) - maxlen, step)
# + ids = ids[1:]
# + starts = range(0, len(ids) - maxlen, step)
