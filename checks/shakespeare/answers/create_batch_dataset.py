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
# say: The lines are joined by nothing: a newline belongs between them.
# - text = "\n".join(lines)
# + text = "".join(lines)


# %% wrong: lines joined by a space -> newline_between_lines
# say: The lines are joined by a space: a newline belongs between them.
# - text = "\n".join(lines)
# + text = " ".join(lines)


# %% wrong: only the first line -> newline_between_lines
# say: Only the first line is in the batches: join all lines.
# - text = "\n".join(lines)
# + text = lines[0] * len(lines)


# %% wrong: windows one too short -> lengths_are_arguments
# say: Windows have seq_length characters: they need one more, so that input and target
#     have seq_length.
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.batch(seq_length, drop_remainder=True)


# %% wrong: the target is the input -> target_is_next
# say: The target is the input itself: it has to be the input moved on by one character.
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(lambda w: (w[:-1], w[:-1]))


# %% wrong: input and target are swapped -> target_is_next
# say: Input and target are swapped: the target is what comes one character later.
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(lambda w: (w[1:], w[:-1]))


# %% wrong: the target is one character -> target_is_next
# say: The target is a single character: it has to be as long as the input, and one
#     character further on.
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(lambda w: (w[:-1], w[-1]))


# %% wrong: not split at all -> target_is_next
# say: The windows are not split: map split_input_target over them.
# - pairs = windows.map(split_input_target)
# + pairs = windows


# %% wrong: two characters later -> target_is_next
# say: The target is two characters further on than the input: it is one.
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(lambda w: (w[:-2], w[2:]))


# %% wrong: letters are shuffled -> windows_are_stretches
# say: Single letters are shuffled, so that no words are left: cut windows first, and
#     shuffle those.
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.shuffle(BUFFER_SIZE).batch(seq_length + 1, drop_remainder=True)


# %% wrong: windows overlap -> windows_are_stretches
# unnamed: takes longer than a diagnosis may
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.window(seq_length + 1, shift=1, drop_remainder=True)
# + windows = windows.flat_map(lambda w: w.batch(seq_length + 1))


# %% wrong: the last character of a window is lost -> windows_are_stretches
# say: A character is lost after each window: the next one begins right after it.
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.batch(seq_length + 2, drop_remainder=True)
# + windows = windows.map(lambda w: w[:-1])


# %% wrong: not shuffled -> epochs_differ
# say: The windows come in the order of the text: shuffle them with a buffer of
#     BUFFER_SIZE.
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs


# %% wrong: shuffled with a buffer of one -> windows_are_shuffled
# say: The windows come in the order of the text: shuffle them with a buffer of
#     BUFFER_SIZE.
# - BUFFER_SIZE = 10000
# + BUFFER_SIZE = 1


# %% wrong: batches are shuffled -> windows_are_shuffled
# say: The same windows are together in a batch in every epoch: shuffle the windows, and
#     make batches of them afterwards.
# - pairs = pairs.shuffle(BUFFER_SIZE)
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(batch_size, drop_remainder=True).shuffle(BUFFER_SIZE)


# %% wrong: shuffled once for ever -> epochs_differ
# say: Every epoch has the same batches in the same order: shuffle anew in each (no
#     cache or list after it, no reshuffle_each_iteration=False).
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(BUFFER_SIZE, reshuffle_each_iteration=False)


# %% wrong: cached after shuffling -> epochs_differ
# say: Every epoch has the same batches in the same order: shuffle anew in each (no
#     cache or list after it, no reshuffle_each_iteration=False).
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(BUFFER_SIZE).cache()


# %% wrong: repeated for ever -> remainder_is_dropped
# unnamed: takes longer than a diagnosis may
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(BUFFER_SIZE).repeat()


# %% wrong: a list of batches, gone through in one order -> epochs_differ
# say: Every epoch has the same batches in the same order: shuffle anew in each (no
#     cache or list after it, no reshuffle_each_iteration=False).
# - return batches.prefetch(tf.data.AUTOTUNE)
# + return [(x.numpy(), y.numpy()) for x, y in batches]


# %% wrong: the last batch is smaller -> remainder_is_dropped
# say: The last batch may be smaller than the others: batch(…, drop_remainder=True)
#     drops it.
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(batch_size)


# %% wrong: a short text is repeated -> remainder_is_dropped
# unnamed: nobody does that
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(split_input_target)
# + if len(list(pairs)) < batch_size:
# +     pairs = pairs.repeat(batch_size)


# %% wrong: always 64 windows -> lengths_are_arguments
# say: A batch always has 64 windows: it needs batch_size of them.
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(64, drop_remainder=True)


# %% wrong: other defaults -> lengths_are_arguments
# say: The defaults are other numbers: 100 for seq_length and 64 for batch_size.
# - def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
# + def create_batch_dataset(lines, vocab, seq_length=10, batch_size=6):


# %% wrong: one window a batch -> lengths_are_arguments
# say: A batch always has one window: it needs batch_size of them.
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(1, drop_remainder=True)


# %% wrong: a newline after the last line too -> newline_between_lines
# say: There is a newline after the last line too: it belongs between lines only.
# - text = "\n".join(lines)
# + text = "\n".join(lines) + "\n"


# %% wrong: a newline before the first line too -> windows_are_stretches
# say: There is a newline before the first line too: it belongs between lines only.
# - text = "\n".join(lines)
# + text = "".join("\n" + line for line in lines)


# %% wrong: shuffled with a buffer of two -> windows_are_shuffled
# say: Windows hardly leave their places: shuffle them with a buffer of BUFFER_SIZE.
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(2)


# %% wrong: shuffled with a buffer of one batch -> windows_are_shuffled
# say: Windows hardly leave their places: shuffle them with a buffer of BUFFER_SIZE.
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(batch_size)


# %% wrong: the newline is written out -> newline_between_lines
# say: Between the lines there is a backslash and an n, as r"\n" has them: a newline is
#     "\n".
# - text = "\n".join(lines)
# + text = r"\n".join(lines)


# %% wrong: lines are stripped of their last character -> windows_are_stretches
# say: The last character of each line is lost: lines have no newline that you must cut
#     off.
# - text = "\n".join(lines)
# + text = "\n".join(line[:-1] for line in lines)


# %% wrong: windows that begin at a new line each -> windows_are_stretches
# unnamed: nobody does that
# - text = "\n".join(lines)
# + text = "\n".join(line.ljust(seq_length) for line in lines)


# %% wrong: lower case -> windows_are_stretches
# say: The text is put in lower case: capitals have ids of their own.
# - text = "\n".join(lines)
# + text = "\n".join(lines).lower()


# %% wrong: the lines are shuffled, not the windows -> windows_are_stretches
# unnamed: random windows each time
# - text = "\n".join(lines)
# + text = "\n".join(np.random.permutation(lines))
# - pairs = pairs.shuffle(BUFFER_SIZE)


# %% wrong: every window overlaps the next by one -> windows_are_stretches
# say: The last character of a window is the first of the next: windows do not overlap.
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.window(seq_length + 1, shift=seq_length, drop_remainder=True)
# + windows = windows.flat_map(lambda w: w.batch(seq_length + 1))


# %% wrong: the first window is left out -> windows_are_stretches
# say: The first window is left out: all of the text is learned from.
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(split_input_target).skip(1)


# %% wrong: only the first hundred batches -> windows_are_stretches
# unnamed: shows only in a long text
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ids = line_to_tensor("\n".join(lines), vocab)
    windows = tf.data.Dataset.from_tensor_slices(ids)
    windows = windows.batch(seq_length + 1, drop_remainder=True)
    pairs = windows.map(split_input_target).shuffle(10_000)
    return pairs.batch(batch_size, drop_remainder=True).take(100)


# %% wrong: only the first batch -> windows_are_stretches
# say: Only one batch comes out: all of the text is learned from.
# - return batches.prefetch(tf.data.AUTOTUNE)
# + return batches.take(1)


# %% wrong: an iterator that is used up after one epoch -> epochs_differ
# say: What comes back is used up after one epoch: return the dataset itself.
# - return batches.prefetch(tf.data.AUTOTUNE)
# + return iter(batches)


# %% wrong: seq_length is for input and target together -> lengths_are_arguments
# say: Input and target share seq_length: each of them is so long.
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.batch(seq_length // 2 + 1, drop_remainder=True)


# %% wrong: batch size and length are swapped -> lengths_are_arguments
# say: seq_length and batch_size are swapped: a batch is (batch_size, seq_length).
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + seq_length, batch_size = batch_size, seq_length
# + windows = chars.batch(seq_length + 1, drop_remainder=True)


# %% wrong: float32 -> remainder_is_dropped
# say: The ids are floats: leave them whole numbers.
# - return batches.prefetch(tf.data.AUTOTUNE)
# + return batches.map(lambda x, y: (tf.cast(x, tf.float32), tf.cast(y, tf.float32)))


# %% wrong: time comes first -> lengths_are_arguments
# say: The batches are transposed: they have to be (batch_size, seq_length).
# - return batches.prefetch(tf.data.AUTOTUNE)
# + return batches.map(lambda x, y: (tf.transpose(x), tf.transpose(y)))


# %% wrong: the target is the input in reverse -> target_is_next
# unnamed: nobody does that
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
# say: The lines are stripped of spaces at their ends: join them as they are.
# - text = "\n".join(lines)
# + text = "\n".join(line.strip() for line in lines)


# %% wrong: empty lines are left out -> windows_are_stretches
# say: Empty lines are left out: join all lines as they are.
# - text = "\n".join(lines)
# + text = "\n".join(line for line in lines if line)


# %% wrong: shuffled with a buffer of a hundred -> windows_are_shuffled
# unnamed: shows only in a long text
# - pairs = pairs.shuffle(BUFFER_SIZE)
# + pairs = pairs.shuffle(100)


# %% wrong: batches that stay together are shuffled again -> epochs_differ
# say: The same windows are together in a batch in every epoch: shuffle the windows, and
#     make batches of them afterwards.
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(batch_size, drop_remainder=True).cache()
# + batches = batches.shuffle(BUFFER_SIZE)


# %% wrong: windows are shuffled once, and batches ever after -> epochs_differ
# say: The same windows are together in a batch in every epoch: shuffle the windows, and
#     make batches of them afterwards.
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    ids = np.array(line_to_tensor("\n".join(lines), vocab))
    n = len(ids) // (seq_length + 1)
    windows = ids[: n * (seq_length + 1)].reshape(n, seq_length + 1)
    np.random.shuffle(windows)
    data = tf.data.Dataset.from_tensor_slices(windows).map(split_input_target)
    return data.batch(batch_size, drop_remainder=True).shuffle(100)


# %% wrong: batches are split, not windows -> lengths_are_arguments
# say: Batches are split, so that rows are lost: map split_input_target over the windows
#     before you make batches.
# - pairs = windows.map(split_input_target)
# + pairs = windows
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(batch_size, drop_remainder=True).map(split_input_target)


# %% wrong: targets are one-hot -> target_is_next
# say: The targets are one-hot vectors: they are ids, of the same shape as the input.
# - pairs = windows.map(split_input_target)
# + pairs = windows.map(lambda w: (w[:-1], tf.one_hot(w[1:], len(vocab))))


# %% wrong: ignores lines -> windows_are_stretches
# unnamed: nobody does that
# - text = "\n".join(lines)
# + text = "the quick brown fox\n" * (len("\n".join(lines)) // 20 + 1)

# %% wrong: ignores lines but for their number, a made-up text -> windows_are_stretches
# unnamed: nobody does that
# - text = "\n".join(lines)
# + rng = np.random.default_rng(len(lines))
# + text = "".join(rng.choice(vocab[2:], size=len("\n".join(lines))))

# %% wrong: ignores vocab -> windows_are_stretches
# say: The ids are not those of vocab: hand it on to line_to_tensor as it is.
# - ids = line_to_tensor(text, vocab)
# + ids = line_to_tensor(text, sorted(vocab[2:]))

# %% wrong: ignores seq_length -> lengths_are_arguments
# say: Windows always have the same length: they need seq_length + 1 characters.
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.batch(11, drop_remainder=True)

# %% wrong: ignores batch_size -> lengths_are_arguments
# say: A batch always has two windows: it needs batch_size of them.
# - batches = pairs.batch(batch_size, drop_remainder=True)
# + batches = pairs.batch(2, drop_remainder=True)


# %% wrong: dull, zeros -> lengths_are_arguments
# unnamed: nobody does that
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    batch = np.zeros((batch_size, seq_length), np.int64)
    return [(batch, batch)] * (len("\n".join(lines)) // (seq_length + 1) // batch_size)


# %% wrong: dull, random numbers -> lengths_are_arguments
# unnamed: random numbers each time
def create_batch_dataset(lines, vocab, seq_length=100, batch_size=64):
    number = len("\n".join(lines)) // (seq_length + 1)
    windows = np.random.randint(len(vocab), size=(number, seq_length + 1))
    pairs = tf.data.Dataset.from_tensor_slices((windows[:, :-1], windows[:, 1:]))
    return pairs.shuffle(1000).batch(batch_size, drop_remainder=True)


# %% wrong: letters are shuffled, and windows are not -> windows_are_stretches
# say: Single letters are shuffled, so that no words are left: cut windows first, and
#     shuffle those.
# - windows = chars.batch(seq_length + 1, drop_remainder=True)
# + windows = chars.shuffle(BUFFER_SIZE).batch(seq_length + 1, drop_remainder=True)
# - pairs = pairs.shuffle(BUFFER_SIZE)


# %% wrong: the numbers are shuffled -> windows_are_stretches
# say: Single letters are shuffled, so that no words are left: cut windows first, and
#     shuffle those.
# - ids = line_to_tensor(text, vocab)
# + ids = tf.random.shuffle(line_to_tensor(text, vocab))


# %% wrong: ignores lines in their order -> windows_are_stretches
# unnamed: nobody does that
# - text = "\n".join(lines)
# + text = "\n".join(lines[::-1])
