# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    BUFFER_SIZE = 10_000
    text = "\n".join(lines)
    ids = line_to_tensor(text, vocab)
    dataset = tf.data.Dataset.from_tensor_slices(ids)
    dataset = dataset.batch(seq_length + 1, drop_remainder=True)
    dataset = dataset.map(split_input_target)
    dataset = dataset.shuffle(BUFFER_SIZE)
    dataset = dataset.batch(batch_size, drop_remainder=True)
    return dataset.prefetch(tf.data.AUTOTUNE)


# %% right: student 2
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    BUFFER_SIZE = 10_000
    ids = line_to_tensor("\n".join(lines), vocab)
    return (
        tf.data.Dataset.from_tensor_slices(ids)
        .batch(seq_length + 1, drop_remainder=True)
        .map(split_input_target)
        .shuffle(BUFFER_SIZE)
        .batch(batch_size, drop_remainder=True)
    )


# %% right: student 3
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    BUFFER_SIZE = 10_000
    single_line_data = "\n".join(lines)
    all_ids = line_to_tensor(single_line_data, vocab)
    ids_dataset = tf.data.Dataset.from_tensor_slices(all_ids)
    data_generator = ids_dataset.batch(seq_length + 1, drop_remainder=True)
    dataset_xy = data_generator.map(split_input_target)
    dataset = (
        dataset_xy
        .shuffle(BUFFER_SIZE)
        .batch(batch_size, drop_remainder=True)
        .prefetch(tf.data.AUTOTUNE)
    )
    return dataset


# %% right: student 4
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    BUFFER_SIZE = 10_000
    # 1. join
    text = "\n".join(lines)
    # 2. numbers
    numbers = line_to_tensor(text, vocab)
    # 3. windows
    windows = tf.data.Dataset.from_tensor_slices(numbers).batch(seq_length + 1, drop_remainder=True)
    # 4. pairs
    pairs = windows.map(split_input_target)
    # 5. shuffle
    shuffled = pairs.shuffle(BUFFER_SIZE)
    # 6. batches
    batches = shuffled.batch(batch_size, drop_remainder=True)
    return batches


# %% right: student 5
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    BUFFER_SIZE = 10_000
    text = ""
    for i, line in enumerate(lines):
        if i > 0:
            text += "\n"
        text += line
    ids = line_to_tensor(text, vocab)
    n = len(ids) // (seq_length + 1)
    windows = tf.reshape(ids[: n * (seq_length + 1)], (n, seq_length + 1))
    ds = tf.data.Dataset.from_tensor_slices((windows[:, :-1], windows[:, 1:]))
    ds = ds.shuffle(BUFFER_SIZE).batch(batch_size, drop_remainder=True)
    return ds


# %% right: student 6
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    BUFFER_SIZE = 10_000
    ids = np.asarray(line_to_tensor("\n".join(lines), vocab))
    size = seq_length + 1
    rows = [ids[i : i + size] for i in range(0, len(ids) - size + 1, size)]
    rows = np.array(rows)
    dataset = tf.data.Dataset.from_tensor_slices(rows)
    dataset = dataset.map(split_input_target, num_parallel_calls=tf.data.AUTOTUNE)
    dataset = dataset.shuffle(BUFFER_SIZE, reshuffle_each_iteration=True)
    return dataset.batch(batch_size, drop_remainder=True).prefetch(tf.data.AUTOTUNE)


# %% right: student 7
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    BUFFER_SIZE = 10_000
    text_ids = line_to_tensor("\n".join(lines), vocab)
    data = tf.data.Dataset.from_tensor_slices(text_ids)
    data = data.batch(seq_length + 1, drop_remainder=True)
    data = data.map(lambda window: (window[:-1], window[1:]))
    data = data.shuffle(BUFFER_SIZE)
    data = data.batch(batch_size, drop_remainder=True)
    data = data.prefetch(tf.data.AUTOTUNE)
    return data


# %% right: student 8
BUFFER_SIZE = 10_000


def windows_of(ids, length):
    return tf.data.Dataset.from_tensor_slices(ids).batch(length, drop_remainder=True)


def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ids = line_to_tensor("\n".join(lines), vocab)
    pairs = windows_of(ids, seq_length + 1).map(split_input_target)
    return pairs.shuffle(BUFFER_SIZE).batch(batch_size, drop_remainder=True)


# %% right: student 9
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    """Make a dataset of shuffled batches of windows.

    lines: list of str
    vocab: list of symbols
    seq_length: characters in an input, and in a target
    batch_size: windows in a batch

    Returns a tf.data.Dataset of pairs (input, target), both integers
    (batch_size, seq_length); target is input one character later.
    """
    BUFFER_SIZE = 10_000
    # 1. join
    all_text = "\n".join(lines)
    # 2. numbers
    all_ids = line_to_tensor(all_text, vocab)
    ids_dataset = tf.data.Dataset.from_tensor_slices(all_ids)
    # 3. windows
    sequences = ids_dataset.batch(seq_length + 1, drop_remainder=True)
    # 4. pairs
    dataset = sequences.map(split_input_target)
    # 5. shuffle
    dataset = dataset.shuffle(BUFFER_SIZE)
    # 6. batches
    dataset = dataset.batch(batch_size, drop_remainder=True)
    return dataset


# %% right: student 10
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    """Make a dataset of shuffled batches of windows."""
    BUFFER_SIZE = 10_000
    ids = line_to_tensor("\n".join(lines), vocab)
    return (
        tf.data.Dataset.from_tensor_slices(ids)
        .batch(seq_length + 1, drop_remainder=True)
        .map(
            lambda window: (window[:-1], window[1:]),
            num_parallel_calls=tf.data.AUTOTUNE,
        )
        .shuffle(buffer_size=BUFFER_SIZE, reshuffle_each_iteration=True)
        .batch(batch_size, drop_remainder=True)
        .prefetch(tf.data.AUTOTUNE)
    )


# %% right: student 11
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    BUFFER_SIZE = 10_000
    ids = np.array(line_to_tensor("\n".join(lines), vocab))
    width = seq_length + 1
    n_windows = len(ids) // width
    # one window per row, the tail of the text is dropped
    table = ids[: n_windows * width].reshape(n_windows, width)
    x = table[:, :seq_length]
    y = table[:, 1:]
    pairs = tf.data.Dataset.from_tensor_slices((x, y))
    shuffled = pairs.shuffle(BUFFER_SIZE)
    return shuffled.batch(batch_size, drop_remainder=True)
