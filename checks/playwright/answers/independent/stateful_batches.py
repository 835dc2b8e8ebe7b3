# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    x = ids[: batch_size * n].reshape(batch_size, n)
    y = ids[1 : batch_size * n + 1].reshape(batch_size, n)
    for k in range(n // seq_length):
        start = k * seq_length
        yield x[:, start : start + seq_length], y[:, start : start + seq_length]


# %% right: student 2
def stateful_batches(ids, batch_size, seq_length):
    B, T = batch_size, seq_length
    n = (len(ids) - 1) // B
    xs = ids[: B * n].reshape(B, n)
    ys = ids[1 : B * n + 1].reshape(B, n)
    for k in range(n // T):
        yield xs[:, k * T : (k + 1) * T], ys[:, k * T : (k + 1) * T]


# %% right: student 3
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    batches = []
    for k in range(n // seq_length):
        x = np.zeros((batch_size, seq_length), dtype=ids.dtype)
        y = np.zeros((batch_size, seq_length), dtype=ids.dtype)
        for r in range(batch_size):
            for t in range(seq_length):
                x[r, t] = ids[r * n + k * seq_length + t]
                y[r, t] = ids[r * n + k * seq_length + t + 1]
        batches.append((x, y))
    return batches


# %% right: student 4
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    inputs = ids[:n * batch_size].reshape((batch_size, n))
    targets = ids[1:][:n * batch_size].reshape((batch_size, n))
    for start in range(0, n - seq_length + 1, seq_length):
        end = start + seq_length
        yield inputs[:, start:end], targets[:, start:end]


# %% right: student 5
def stateful_batches(ids, batch_size, seq_length):
    stream_length = (len(ids) - 1) // batch_size
    number_of_batches = stream_length // seq_length
    for k in range(number_of_batches):
        x = []
        y = []
        for r in range(batch_size):
            begin = r * stream_length + k * seq_length
            x.append(ids[begin : begin + seq_length])
            y.append(ids[begin + 1 : begin + seq_length + 1])
        yield np.array(x), np.array(y)


# %% right: student 6
def streams(ids, batch_size, n):
    return ids[: batch_size * n].reshape(batch_size, n)


def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    x, y = streams(ids, batch_size, n), streams(ids[1:], batch_size, n)
    for k in range(n // seq_length):
        window = slice(k * seq_length, (k + 1) * seq_length)
        yield x[:, window], y[:, window]


# %% right: student 7
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    r = np.arange(batch_size)[:, None]
    t = np.arange(seq_length)[None, :]
    return [
        (ids[r * n + k * seq_length + t], ids[r * n + k * seq_length + t + 1])
        for k in range(n // seq_length)
    ]


# %% right: student 8
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    m = n // seq_length
    x = ids[:batch_size * n].reshape(batch_size, n)[:, :m * seq_length]
    y = ids[1:batch_size * n + 1].reshape(batch_size, n)[:, :m * seq_length]
    if m == 0:
        return []
    return list(zip(np.split(x, m, axis=1), np.split(y, m, axis=1)))


# %% right: student 9
def stateful_batches(ids, batch_size, seq_length):
    N = len(ids)
    n = (N - 1) // batch_size
    # the streams
    streams = np.array([ids[r * n : r * n + n + 1] for r in range(batch_size)])
    for k in range(n // seq_length):
        window = streams[:, k * seq_length : (k + 1) * seq_length + 1]
        yield window[:, :-1], window[:, 1:]


# %% right: student 10
def stateful_batches(ids, batch_size, seq_length):
    length = (len(ids) - 1) // batch_size
    x = ids[: batch_size * length].reshape(batch_size, -1)
    y = ids[1 : batch_size * length + 1].reshape(batch_size, -1)
    k = 0
    while (k + 1) * seq_length <= length:
        yield (
            x[:, k * seq_length : (k + 1) * seq_length],
            y[:, k * seq_length : (k + 1) * seq_length],
        )
        k += 1
