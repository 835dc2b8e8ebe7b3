# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def extract_windows(ids, maxlen=60, step=3):
    starts = np.arange(0, len(ids) - maxlen, step)
    x = ids[starts[:, None] + np.arange(maxlen)]
    y = ids[starts + maxlen]
    return x, y


# %% right: student 2
def extract_windows(ids, maxlen=60, step=3):
    starts = range(0, len(ids) - maxlen, step)
    n = len(starts)
    x = np.empty((n, maxlen), dtype=ids.dtype)
    y = np.empty(n, dtype=ids.dtype)
    for i, start in enumerate(starts):
        x[i] = ids[start : start + maxlen]
        y[i] = ids[start + maxlen]
    return x, y


# %% right: student 3
def extract_windows(ids, maxlen=60, step=3):
    x = []
    y = []
    for i in range(0, len(ids) - maxlen, step):
        x.append(ids[i : i + maxlen])
        y.append(ids[i + maxlen])
    x = np.array(x, dtype=ids.dtype).reshape(-1, maxlen)
    y = np.array(y, dtype=ids.dtype)
    return x, y


# %% right: student 4
def extract_windows(ids, maxlen=60, step=3):
    windows = []
    next_chars = []
    i = 0
    while i + maxlen < len(ids):
        windows.append(ids[i:i + maxlen])
        next_chars.append(ids[i + maxlen])
        i += step
    if len(windows) == 0:
        return np.empty((0, maxlen), dtype=ids.dtype), np.empty(0, dtype=ids.dtype)
    return np.array(windows), np.array(next_chars)


# %% right: student 5
def extract_windows(ids, maxlen=60, step=3):
    starts = list(range(0, len(ids) - maxlen, step))
    x = np.zeros((len(starts), maxlen), dtype=ids.dtype)
    y = np.zeros((len(starts),), dtype=ids.dtype)
    for row, s in enumerate(starts):
        x[row, :] = ids[s:s + maxlen]
        y[row] = ids[s + maxlen]
    return x, y


# %% right: student 6
def extract_windows(ids, maxlen=60, step=3):
    n = max(0, -(-(len(ids) - maxlen) // step))
    rows = np.arange(n).reshape(-1, 1) * step
    columns = np.arange(maxlen).reshape(1, -1)
    x = ids[rows + columns]
    y = ids[rows[:, 0] + maxlen]
    return x, y


# %% right: student 7
def extract_windows(ids, maxlen=60, step=3):
    if len(ids) <= maxlen:
        return np.empty((0, maxlen), ids.dtype), np.empty((0,), ids.dtype)
    all_windows = np.lib.stride_tricks.sliding_window_view(ids, maxlen + 1)[::step]
    return all_windows[:, :-1].copy(), all_windows[:, -1].copy()


# %% right: student 8
def extract_windows(ids, maxlen=60, step=3):
    begin = range(0, len(ids) - maxlen, step)
    x = np.array([ids[b:b+maxlen] for b in begin], dtype=ids.dtype)
    y = np.array([ids[b+maxlen] for b in begin], dtype=ids.dtype)
    if len(x) == 0:
        x = np.empty((0, maxlen), dtype=ids.dtype)
    return x, y


# %% right: student 9
def windows_from(ids, starts, maxlen):
    x = np.empty((len(starts), maxlen), dtype=ids.dtype)
    for i, s in enumerate(starts):
        x[i] = ids[s : s + maxlen]
    return x


def extract_windows(ids, maxlen=60, step=3):
    starts = range(0, len(ids) - maxlen, step)
    y = ids[maxlen::step]
    return windows_from(ids, starts, maxlen), y


# %% right: student 10
def extract_windows(ids, maxlen=60, step=3):
    i = np.arange(0, len(ids) - maxlen, step)
    matrix = i.reshape(-1, 1) + np.arange(maxlen)
    return ids[matrix], ids[i + maxlen]
