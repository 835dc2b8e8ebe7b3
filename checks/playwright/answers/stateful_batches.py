# ruff: noqa (answers are written as students write them, one after the other)

# %% right: reshape and a generator
def stateful_batches(ids, batch_size, seq_length):
    ids = np.asarray(ids)
    n = (len(ids) - 1) // batch_size
    x = ids[: batch_size * n].reshape(batch_size, n)
    y = ids[1 : batch_size * n + 1].reshape(batch_size, n)
    for k in range(n // seq_length):
        window = slice(k * seq_length, (k + 1) * seq_length)
        yield x[:, window], y[:, window]


# %% right: a list of windows, cut one by one
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    starts = [r * n for r in range(batch_size)]
    batches = []
    for t in range(0, n - seq_length + 1, seq_length):
        x = np.stack([ids[s + t : s + t + seq_length] for s in starts])
        y = np.stack([ids[s + t + 1 : s + t + 1 + seq_length] for s in starts])
        batches.append((x, y))
    return batches


# %% right: an array of places
def stateful_batches(ids, batch_size, seq_length):
    """Gather the characters by where they stand."""
    n = (len(ids) - 1) // batch_size
    rows = np.arange(batch_size)[:, None] * n
    columns = np.arange(seq_length)[None, :]
    for batch in range(n // seq_length):
        places = rows + batch * seq_length + columns
        yield ids[places], ids[places + 1]


# %% right: a tf.data pipeline, not shuffled
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    count = n // seq_length

    def cut(stream):
        stream = tf.reshape(stream[: batch_size * n], (batch_size, n))
        stream = stream[:, : count * seq_length]
        stream = tf.reshape(stream, (batch_size, count, seq_length))
        return tf.transpose(stream, [1, 0, 2])

    ids = tf.constant(ids)
    return tf.data.Dataset.from_tensor_slices((cut(ids), cut(ids[1:])))


# %% right: one array of inputs, rolled for the targets, type hints and prints
def stateful_batches(ids: np.ndarray, batch_size: int, seq_length: int) -> list:
    streams = (len(ids) - 1) // batch_size
    used = streams * batch_size
    x, y = (a[:used].reshape(batch_size, -1) for a in (ids, np.roll(ids, -1)))
    print("streams of", streams)
    whole = streams - streams % seq_length
    parts = max(whole // seq_length, 1)
    return list(zip(np.split(x[:, :whole], parts, 1), np.split(y[:, :whole], parts, 1)))


# %% right: a class that can be read twice
class stateful_batches:
    def __init__(self, ids, batch_size, seq_length):
        self.length = seq_length
        self.n = (len(ids) - 1) // batch_size
        self.rows = [ids[r * self.n : (r + 1) * self.n + 1] for r in range(batch_size)]

    def __iter__(self):
        for at in range(0, self.n // self.length * self.length, self.length):
            pieces = np.array([row[at : at + self.length + 1] for row in self.rows])
            yield pieces[:, :-1], pieces[:, 1:]


# %% wrong: windows one after the other in a batch -> rows_go_on
# say: Rows that follow each other in the text stand in one batch: row r of the next
#     batch has to go on where row r of this one ends.
def stateful_batches(ids, batch_size, seq_length):
    count = (len(ids) - 1) // seq_length // batch_size
    used = count * batch_size * seq_length
    x = ids[:used].reshape(count, batch_size, seq_length)
    y = ids[1 : used + 1].reshape(count, batch_size, seq_length)
    for k in range(count):
        yield x[k], y[k]


# %% wrong: the batches are shuffled -> rows_go_on
# unnamed: another order each time; the criterion on rows says so
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    x = ids[: batch_size * n].reshape(batch_size, n)
    y = ids[1 : batch_size * n + 1].reshape(batch_size, n)
    order = np.random.permutation(n // seq_length)
    if len(order) > 1 and order[1] == order[0] + 1:
        order = order[::-1]
    for k in order:
        window = slice(k * seq_length, (k + 1) * seq_length)
        yield x[:, window], y[:, window]


# %% wrong: the rows of every batch are shuffled -> rows_go_on
# say: The rows change places from batch to batch: row r goes on in row r.
# - yield x[:, window], y[:, window]
# + order = np.roll(np.arange(batch_size), k)
# + yield x[order, window], y[order, window]


# %% wrong: the streams are in another order -> streams_begin
# say: The rows are in another order: row r is stream r of the text.
# - yield x[:, window], y[:, window]
# + yield x[::-1, window], y[::-1, window]


# %% wrong: the text runs down the columns -> rows_are_text
# say: The text runs down the columns: reshape to (batch_size, n), so that each row is a
#     stretch of the text.
# - x = ids[: batch_size * n].reshape(batch_size, n)
# + x = ids[: batch_size * n].reshape(n, batch_size).T
# - y = ids[1 : batch_size * n + 1].reshape(batch_size, n)
# + y = ids[1 : batch_size * n + 1].reshape(n, batch_size).T


# %% wrong: batches are columns, not rows -> shapes
# say: The batches are transposed: they have to be (batch_size, seq_length).
# - yield x[:, window], y[:, window]
# + yield x[:, window].T, y[:, window].T


# %% wrong: the arguments are mistaken for each other -> shapes
# say: batch_size and seq_length are swapped: look at the order of the arguments.
def stateful_batches(ids, seq_length, batch_size):
    n = (len(ids) - 1) // batch_size
    x = ids[: batch_size * n].reshape(batch_size, n)
    y = ids[1 : batch_size * n + 1].reshape(batch_size, n)
    for k in range(n // seq_length):
        window = slice(k * seq_length, (k + 1) * seq_length)
        yield x[:, window], y[:, window]


# %% wrong: a shorter batch at the end -> shapes
# say: There is a shorter batch at the end: leave out what makes no whole window.
# - for k in range(n // seq_length):
# + for k in range(-(-n // seq_length)):


# %% wrong: the window is rolled for the targets -> targets_are_next
# say: The last target of each window is its own first character: it has to be the next
#     one in the text.
# - yield x[:, window], y[:, window]
# + yield x[:, window], np.roll(x[:, window], -1, axis=1)


# %% wrong: the stream is rolled for the targets -> targets_are_next
# say: The batches begin at the end of the streams: they go from their start to their
#     end.
# - y = ids[1 : batch_size * n + 1].reshape(batch_size, n)
# + y = np.roll(x, -1, axis=1)
# - for k in range(n // seq_length):
# + seq_length_ = seq_length
# + for k in range((n - n % seq_length) // seq_length):
# - window = slice(k * seq_length, (k + 1) * seq_length)
# + seq_length = seq_length_
# + window = slice(n - (k + 1) * seq_length, n - k * seq_length)


# %% wrong: the whole stream is rolled for the targets -> targets_are_next
# unnamed: only where a window ends with its stream does it differ
def stateful_batches(ids, batch_size, seq_length):
    length = (len(ids) - 1) // batch_size
    x = ids[: batch_size * length].reshape(batch_size, length)
    y = np.roll(x, -1, axis=1)
    for start in range(0, length - seq_length + 1, seq_length):
        end = start + seq_length
        yield x[:, start:end], y[:, start:end]


# %% wrong: lists of rows -> shapes
# unnamed: lists of rows and an array look the same to the diagnosis
def stateful_batches(ids, batch_size, seq_length):
    length = (len(ids) - 1) // batch_size
    for start in range(0, length - seq_length + 1, seq_length):
        begins = [row * length + start for row in range(batch_size)]
        x = [ids[begin : begin + seq_length] for begin in begins]
        y = [ids[begin + 1 : begin + seq_length + 1] for begin in begins]
        yield x, y


# %% wrong: the targets are the inputs -> targets_are_next
# say: The targets are the inputs: each is the character after its input.
# - yield x[:, window], y[:, window]
# + yield x[:, window], x[:, window]


# %% wrong: only the next character after the window -> targets_are_next
# say: The targets are all the same character: each input has its own next one.
# - yield x[:, window], y[:, window]
# + yield x[:, window], np.repeat(y[:, window][:, -1:], seq_length, axis=1)


# %% wrong: a target of two later -> targets_are_next
# say: The targets are two characters later: they are one later.
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 2) // batch_size
    x = ids[: batch_size * n].reshape(batch_size, n)
    y = ids[2 : batch_size * n + 2].reshape(batch_size, n)
    for k in range(n // seq_length):
        window = slice(k * seq_length, (k + 1) * seq_length)
        yield x[:, window], y[:, window]


# %% wrong: windows that overlap -> number_of_batches
# say: The windows overlap: each begins where the one before ends.
# - for k in range(n // seq_length):
# + for start in range(0, n - seq_length + 1, max(1, seq_length // 2)):
# - window = slice(k * seq_length, (k + 1) * seq_length)
# + window = slice(start, start + seq_length)


# %% wrong: windows that begin at every character -> number_of_batches
# say: The windows overlap: each begins where the one before ends.
# - for k in range(n // seq_length):
# + for start in range(n - seq_length + 1):
# - window = slice(k * seq_length, (k + 1) * seq_length)
# + window = slice(start, start + seq_length)


# %% wrong: the last whole window is lost -> number_of_batches
# say: The last whole window is lost: there are n // seq_length batches.
# - for k in range(n // seq_length):
# + for k in range((n - 1) // seq_length):


# %% wrong: windows of one more, as without a carried state -> rows_go_on
# say: A character is left out between two batches: the next batch begins where this one
#     ends.
def stateful_batches(ids, batch_size, seq_length):
    n = len(ids) // batch_size
    streams = ids[: batch_size * n].reshape(batch_size, n)
    for start in range(0, n - seq_length, seq_length + 1):
        piece = streams[:, start : start + seq_length + 1]
        yield piece[:, :-1], piece[:, 1:]


# %% wrong: without the last character there is room for less -> streams_begin
# say: The streams are one character too short: n is (len(ids) - 1) // batch_size.
# - n = (len(ids) - 1) // batch_size
# + n = len(ids) // batch_size - 1


# %% wrong: one batch for ever -> number_of_batches
# say: The first batch comes again and again: there are n // seq_length batches.
# - for k in range(n // seq_length):
# + for k in [0] * 1000:


# %% wrong: only the first batch -> number_of_batches
# say: Only one batch comes: yield, do not return, inside the loop.
# - yield x[:, window], y[:, window]
# + return [(x[:, window], y[:, window])]


# %% wrong: a return in the loop -> number_of_batches
# say: Only one batch comes: yield, do not return, inside the loop.
# - yield x[:, window], y[:, window]
# + return x[:, window], y[:, window]


# %% wrong: numbers scaled to 0 … 1 -> shapes
# say: The ids are scaled: they stay whole numbers.
# - ids = np.asarray(ids)
# + ids = np.asarray(ids) / np.max(ids)


# %% wrong: inputs alone -> shapes
# say: Only the inputs come: each batch is a pair (x, y).
# - yield x[:, window], y[:, window]
# + yield x[:, window]


# %% right: the helper of the course
from utils.windows import contiguous


def stateful_batches(ids, batch_size, seq_length):
    yield from contiguous(ids, batch_size, seq_length)


# %% wrong: the same two arrays for every batch -> batches_are_apart
# unnamed: it shows only in what a later batch does to an earlier one; a criterion says
#     so
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    x = np.empty((batch_size, seq_length), dtype=ids.dtype)
    y = np.empty((batch_size, seq_length), dtype=ids.dtype)
    for k in range(n // seq_length):
        for r in range(batch_size):
            at = r * n + k * seq_length
            x[r] = ids[at : at + seq_length]
            y[r] = ids[at + 1 : at + 1 + seq_length]
        yield x, y


# %% wrong: targets as decimal numbers -> shapes
# say: The targets are floats: they stay whole numbers.
# - yield x[:, window], y[:, window]
# + yield x[:, window], y[:, window].astype(np.float32)


# %% wrong: a list in the header, which grows from call to call -> rows_go_on
# unnamed: it depends on the calls before
def stateful_batches(ids, batch_size, seq_length, batches=[]):
    n = (len(ids) - 1) // batch_size
    x = ids[: batch_size * n].reshape(batch_size, n)
    y = ids[1 : batch_size * n + 1].reshape(batch_size, n)
    for k in range(0, n - seq_length + 1, seq_length):
        batches.append((x[:, k : k + seq_length], y[:, k : k + seq_length]))
    return batches


# %% wrong: one array for the targets of all batches -> batches_are_apart
# unnamed: it shows only in what a later batch does to an earlier one; a criterion says
#     so
def stateful_batches(ids, batch_size, seq_length):
    n = (len(ids) - 1) // batch_size
    x = ids[: batch_size * n].reshape(batch_size, n)
    y_batch = np.zeros((batch_size, seq_length), dtype=ids.dtype)
    for k in range(n // seq_length):
        a = k * seq_length
        for r in range(batch_size):
            y_batch[r] = ids[r * n + a + 1 : r * n + a + 1 + seq_length]
        yield x[:, a : a + seq_length], y_batch


# %% wrong: ignores ids -> rows_go_on
# say: The batches hold places in the text: they hold the ids that stand there.
# - ids = np.asarray(ids)
# + ids = np.arange(len(ids))

# %% wrong: ignores ids but for one letter a row -> rows_go_on
# say: Each row of inputs is one character repeated: it is a stretch of the text.
# - yield x[:, window], y[:, window]
# + yield np.repeat(x[:, k : k + 1], seq_length, axis=1), y[:, window]


# %% wrong: ignores batch_size -> shapes
# say: There are always 4 rows: there are batch_size.
def stateful_batches(ids, batch_size, seq_length):
    ids = np.asarray(ids)
    n = (len(ids) - 1) // 4
    x, y = ids[: 4 * n].reshape(4, n), ids[1 : 4 * n + 1].reshape(4, n)
    for k in range(n // seq_length):
        window = slice(k * seq_length, (k + 1) * seq_length)
        yield x[:, window], y[:, window]


# %% wrong: ignores seq_length -> shapes
# say: The windows always have 6 characters: they need seq_length.
def stateful_batches(ids, batch_size, seq_length):
    ids = np.asarray(ids)
    n = (len(ids) - 1) // batch_size
    x = ids[: batch_size * n].reshape(batch_size, n)
    y = ids[1 : batch_size * n + 1].reshape(batch_size, n)
    for k in range(n // 6):
        yield x[:, 6 * k : 6 * k + 6], y[:, 6 * k : 6 * k + 6]


# %% wrong: dull, zeros -> shapes
# unnamed: nobody does that
def stateful_batches(ids, batch_size, seq_length):
    batch = np.zeros((batch_size, seq_length), np.int64)
    return [(batch, batch)] * ((len(ids) - 1) // batch_size // seq_length)


# %% wrong: dull, one character everywhere -> shapes
# unnamed: nobody does that
def stateful_batches(ids, batch_size, seq_length):
    x = np.full((batch_size, seq_length), ids[0])
    number = (len(ids) - 1) // batch_size // seq_length
    return [(x, np.full_like(x, ids[1]))] * number


# %% wrong: dull, random numbers -> shapes
# unnamed: random numbers each time
def stateful_batches(ids, batch_size, seq_length):
    for _ in range((len(ids) - 1) // batch_size // seq_length):
        yield np.random.randint(len(ids), size=(2, batch_size, seq_length))


# %% wrong: dull, the visible example -> shapes
# unnamed: nobody does that
def stateful_batches(ids, batch_size, seq_length):
    rows = np.arange(1000).reshape(4, 250)
    for k in range(25):
        x = rows[:, 10 * k : 10 * k + 10]
        yield x, x + 1


# %% wrong: x and y are swapped -> targets_are_next
# say: x and y come in the wrong order: yield x, y.
# - yield x[:, window], y[:, window]
# + yield y[:, window], x[:, window]

# %% wrong: the targets are the characters before -> targets_are_next
# say: The target of a character is the one before it: it is the next one, cut from
#     ids[1:].
# - y = ids[1 : batch_size * n + 1].reshape(batch_size, n)
# + y = np.roll(ids, 1)[: batch_size * n].reshape(batch_size, n)

# %% wrong: one target for a window -> targets_are_next
# say: y has only the character after each window: every character of x has a target, so
#     y has the shape of x.
# - yield x[:, window], y[:, window]
# + yield x[:, window], y[:, window][:, -1]

# %% wrong: windows lose a character to their targets -> shapes
# say: The windows are one character too short: cut x from ids and y from ids[1:], each
#     seq_length long.
# - yield x[:, window], y[:, window]
# + yield x[:, window][:, :-1], x[:, window][:, 1:]
