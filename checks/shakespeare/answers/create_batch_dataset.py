# ruff: noqa (answers are written as students write them, one after the other)

# %% right: batch, map, shuffle, batch
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    BUFFER_SIZE = 10000
    text = "\n".join(lines)
    ids = line_to_tensor(text, vocab)
    chars = tf.data.Dataset.from_tensor_slices(ids)
    windows = chars.batch(seq_length + 1, drop_remainder=True)
    pairs = windows.map(split_input_target)
    pairs = pairs.shuffle(BUFFER_SIZE)
    batches = pairs.batch(batch_size, drop_remainder=True)
    return batches.prefetch(tf.data.AUTOTUNE)


# %% right: cut with NumPy
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ids = np.array(line_to_tensor("\n".join(lines), vocab))
    n = len(ids) // (seq_length + 1)
    windows = ids[: n * (seq_length + 1)].reshape(n, seq_length + 1)
    x, y = windows[:, :-1], windows[:, 1:]
    data = tf.data.Dataset.from_tensor_slices((x, y))
    return data.shuffle(max(n, 1)).batch(batch_size, drop_remainder=True)


# %% right: the method window, and shuffled before it is split
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    size = seq_length + 1
    joined = lines[0]
    for line in lines[1:]:
        joined += "\n" + line
    data = tf.data.Dataset.from_tensor_slices(line_to_tensor(joined, vocab))
    data = data.window(size, shift=size, drop_remainder=True)
    data = data.flat_map(lambda w: w.batch(size))
    data = data.shuffle(10000, reshuffle_each_iteration=True)
    data = data.map(lambda w: (w[:-1], w[1:]), num_parallel_calls=tf.data.AUTOTUNE)
    return data.batch(batch_size, drop_remainder=True)


# %% right: a generator, a fixed seed, int32
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ids = tf.cast(line_to_tensor("\n".join(lines), vocab), tf.int32).numpy()
    size = seq_length + 1

    def windows():
        for start in range(0, len(ids) - size + 1, size):
            yield ids[start : start + size]

    spec = tf.TensorSpec((size,), tf.int32)
    data = tf.data.Dataset.from_generator(windows, output_signature=spec)
    print("made", data)
    return (
        data.cache()
        .shuffle(10000, seed=1)
        .map(split_input_target)
        .batch(batch_size, drop_remainder=True)
        .prefetch(1)
    )


# %% right: a newline before each line but the first, encoded line by line
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    pieces = [lines[0], *("\n" + line for line in lines[1:])]
    ids = tf.concat([line_to_tensor(piece, vocab) for piece in pieces], axis=0)
    windows = tf.data.Dataset.from_tensor_slices(ids).batch(seq_length + 1, True)
    return windows.map(split_input_target).shuffle(10000).batch(batch_size, True)


# %% wrong: lines joined by nothing -> newline_between_lines
# - text = "\n".join(lines)
# + text = "".join(lines)


# %% wrong: lines joined by a space -> newline_between_lines
# - text = "\n".join(lines)
# + text = " ".join(lines)


# %% wrong: only the first line -> newline_between_lines
# - text = "\n".join(lines)
# + text = lines[0] * len(lines)


# %% wrong: windows one too short -> lengths_are_arguments
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.batch(seq_length, drop_remainder=True)


# %% wrong: the target is the input -> target_is_next
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(lambda w: (w[:-1], w[:-1]))


# %% wrong: input and target are swapped -> target_is_next
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(lambda w: (w[1:], w[:-1]))


# %% wrong: the target is one character -> target_is_next
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(lambda w: (w[:-1], w[-1]))


# %% wrong: not split at all -> target_is_next
# - pairs = windows.map(split_input_target)
# + pairs = windows


# %% wrong: two characters later -> target_is_next
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(lambda w: (w[:-2], w[2:]))


# %% wrong: letters are shuffled -> windows_are_stretches
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.shuffle(BUFFER_SIZE).batch(seq_length + 1, drop_remainder=True)


# %% wrong: windows overlap -> windows_are_stretches
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.window(seq_length + 1, shift=1, drop_remainder=True)
# + windows = windows.flat_map(lambda w: w.batch(seq_length + 1))


# %% wrong: the last character of a window is lost -> windows_are_stretches
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.batch(seq_length + 2, drop_remainder=True)
# + windows = windows.map(lambda w: w[:-1])


# %% wrong: not shuffled -> epochs_differ
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs


# %% wrong: shuffled with a buffer of one -> windows_are_shuffled
# - BUFFER_SIZE = 10000
# + BUFFER_SIZE = 1


# %% wrong: batches are shuffled -> windows_are_shuffled
# - pairs = pairs.shuffle(BUFFER_SIZE)
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(batch_size, drop_remainder=True).shuffle(BUFFER_SIZE)


# %% wrong: shuffled once for ever -> epochs_differ
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(BUFFER_SIZE, reshuffle_each_iteration=False)


# %% wrong: cached after shuffling -> epochs_differ
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(BUFFER_SIZE).cache()


# %% wrong: repeated for ever -> remainder_is_dropped
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(BUFFER_SIZE).repeat()


# %% wrong: a list of batches, gone through in one order -> epochs_differ
# - return batches.prefetch(tf.data.AUTOTUNE)
# + return [(x.numpy(), y.numpy()) for x, y in batches]


# %% wrong: the last batch is smaller -> remainder_is_dropped
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(batch_size)


# %% wrong: a short text is repeated -> remainder_is_dropped
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(split_input_target)
# + if len(list(pairs)) < batch_size:
# +     pairs = pairs.repeat(batch_size)


# %% wrong: always 64 windows -> lengths_are_arguments
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(64, drop_remainder=True)


# %% wrong: other defaults -> lengths_are_arguments
# - def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
# + def create_batch_dataset(lines, vocab, seq_length=10, batch_size=6):


# %% wrong: one window a batch -> lengths_are_arguments
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(1, drop_remainder=True)


# %% wrong: a newline after the last line too -> newline_between_lines
# - text = "\n".join(lines)
# + text = "\n".join(lines) + "\n"


# %% wrong: a newline before the first line too -> windows_are_stretches
# - text = "\n".join(lines)
# + text = "".join("\n" + line for line in lines)


# %% wrong: shuffled with a buffer of two -> windows_are_shuffled
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(2)


# %% wrong: shuffled with a buffer of one batch -> windows_are_shuffled
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(batch_size)


# %% wrong: the newline is written out -> newline_between_lines
# - text = "\n".join(lines)
# + text = r"\n".join(lines)


# %% wrong: lines are stripped of their last character -> windows_are_stretches
# - text = "\n".join(lines)
# + text = "\n".join(line[:-1] for line in lines)


# %% wrong: windows that begin at a new line each -> windows_are_stretches
# - text = "\n".join(lines)
# + text = "\n".join(line.ljust(seq_length) for line in lines)


# %% wrong: lower case -> windows_are_stretches
# - text = "\n".join(lines)
# + text = "\n".join(lines).lower()


# %% wrong: the lines are shuffled, not the windows -> windows_are_stretches
# - text = "\n".join(lines)
# + text = "\n".join(np.random.permutation(lines))
# - pairs = pairs.shuffle(BUFFER_SIZE)


# %% wrong: every window overlaps the next by one -> windows_are_stretches
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.window(seq_length + 1, shift=seq_length, drop_remainder=True)
# + windows = windows.flat_map(lambda w: w.batch(seq_length + 1))


# %% wrong: the first window is left out -> windows_are_stretches
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(split_input_target).skip(1)


# %% wrong: only the first hundred batches -> windows_are_stretches
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ids = line_to_tensor("\n".join(lines), vocab)
    windows = tf.data.Dataset.from_tensor_slices(ids)
    windows = windows.batch(seq_length + 1, drop_remainder=True)
    pairs = windows.map(split_input_target).shuffle(10_000)
    return pairs.batch(batch_size, drop_remainder=True).take(100)


# %% wrong: only the first batch -> windows_are_stretches
# - return batches.prefetch(tf.data.AUTOTUNE)
# + return batches.take(1)


# %% wrong: an iterator that is used up after one epoch -> epochs_differ
# - return batches.prefetch(tf.data.AUTOTUNE)
# + return iter(batches)


# %% wrong: seq_length is for input and target together -> lengths_are_arguments
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.batch(seq_length // 2 + 1, drop_remainder=True)


# %% wrong: batch size and length are swapped -> lengths_are_arguments
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + seq_length, batch_size = batch_size, seq_length
# + windows = chars.batch(seq_length + 1, drop_remainder=True)


# %% wrong: float32 -> remainder_is_dropped
# - return batches.prefetch(tf.data.AUTOTUNE)
# + return batches.map(lambda x, y: (tf.cast(x, tf.float32), tf.cast(y, tf.float32)))


# %% wrong: time comes first -> lengths_are_arguments
# - return batches.prefetch(tf.data.AUTOTUNE)
# + return batches.map(lambda x, y: (tf.transpose(x), tf.transpose(y)))


# %% wrong: the target is the input in reverse -> target_is_next
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(lambda w: (w[:-1], w[:-1][::-1]))


# %% right: a dictionary of windows gathered by their places
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ids = line_to_tensor("\n".join(lines), vocab)
    count = ids.shape[0] // (seq_length + 1)

    def pair(number):
        start = number * (seq_length + 1)
        return (
            ids[start : start + seq_length],
            ids[start + 1 : start + seq_length + 1],
        )

    places = tf.data.Dataset.range(count)
    if count:
        places = places.shuffle(count)
    return places.map(pair).batch(batch_size, drop_remainder=True)


# %% right: a Python class that is gone through again and again
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ids = np.asarray(line_to_tensor("\n".join(lines), vocab))
    size = seq_length + 1
    rows = ids[: len(ids) // size * size].reshape(-1, size)

    class Batches:
        def __iter__(self):
            order = np.random.default_rng().permutation(len(rows))
            for n in range(len(rows) // batch_size):
                some = rows[order[n * batch_size : (n + 1) * batch_size]]
                yield tf.constant(some[:, :-1]), tf.constant(some[:, 1:])

    return Batches()


# %% right: unsigned integers of two bytes
# - ids = line_to_tensor(text, vocab)
# + ids = tf.cast(line_to_tensor(text, vocab), tf.uint16)


# %% wrong: lines are stripped of their spaces -> windows_are_stretches
# - text = "\n".join(lines)
# + text = "\n".join(line.strip() for line in lines)


# %% wrong: empty lines are left out -> windows_are_stretches
# - text = "\n".join(lines)
# + text = "\n".join(line for line in lines if line)


# %% wrong: shuffled with a buffer of a hundred -> windows_are_shuffled
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(100)


# %% wrong: batches that stay together are shuffled again -> epochs_differ
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(batch_size, drop_remainder=True).cache()
# + batches = batches.shuffle(BUFFER_SIZE)


# %% wrong: windows are shuffled once, and batches ever after -> epochs_differ
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ids = np.array(line_to_tensor("\n".join(lines), vocab))
    n = len(ids) // (seq_length + 1)
    windows = ids[: n * (seq_length + 1)].reshape(n, seq_length + 1)
    np.random.shuffle(windows)
    data = tf.data.Dataset.from_tensor_slices(windows).map(split_input_target)
    return data.batch(batch_size, drop_remainder=True).shuffle(100)


# %% wrong: ignores lines -> windows_are_stretches
# - text = "\n".join(lines)
# + text = "the quick brown fox\n" * (len("\n".join(lines)) // 20 + 1)

# %% wrong: ignores lines but for their number, a made-up text -> windows_are_stretches
# - text = "\n".join(lines)
# + rng = np.random.default_rng(len(lines))
# + text = "".join(rng.choice(vocab[2:], size=len("\n".join(lines))))

# %% wrong: ignores vocab -> windows_are_stretches
# - ids = line_to_tensor(text, vocab)
# + ids = line_to_tensor(text, sorted(vocab[2:]))

# %% wrong: ignores seq_length -> lengths_are_arguments
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.batch(11, drop_remainder=True)

# %% wrong: ignores batch_size -> lengths_are_arguments
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(2, drop_remainder=True)


# %% wrong: dull, zeros -> lengths_are_arguments
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    batch = np.zeros((batch_size, seq_length), np.int64)
    return [(batch, batch)] * (len("\n".join(lines)) // (seq_length + 1) // batch_size)


# %% wrong: dull, random numbers -> lengths_are_arguments
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    number = len("\n".join(lines)) // (seq_length + 1)
    windows = np.random.randint(len(vocab), size=(number, seq_length + 1))
    pairs = tf.data.Dataset.from_tensor_slices((windows[:, :-1], windows[:, 1:]))
    return pairs.shuffle(1000).batch(batch_size, drop_remainder=True)
