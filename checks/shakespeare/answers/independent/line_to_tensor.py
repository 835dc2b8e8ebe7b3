# ruff: noqa (written from release/ alone, as different students would)


# %% right: student 1
def line_to_tensor(line, vocab):
    chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
    lookup = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)
    return lookup(chars)


# %% right: student 2
def line_to_tensor(line, vocab):
    chars = tf.strings.unicode_split(line, "UTF-8")
    ids = keras.layers.StringLookup(vocabulary=list(vocab), mask_token=None)(chars)
    return ids


# %% right: student 3
def line_to_tensor(line, vocab):
    numbers = []
    for char in line:
        if char in vocab:
            numbers.append(vocab.index(char))
        else:
            numbers.append(0)
    return tf.constant(numbers, dtype=tf.int64)


# %% right: student 4
def line_to_tensor(line, vocab):
    places = {symbol: place for place, symbol in enumerate(vocab)}
    return tf.constant([places.get(char, 0) for char in line], dtype=tf.int64)


# %% right: student 5
def line_to_tensor(line, vocab):
    char_to_id = dict(zip(vocab, range(len(vocab))))
    ids = [char_to_id[c] if c in char_to_id else 0 for c in line]
    return tf.convert_to_tensor(ids, dtype=tf.int64)


# %% right: student 6
def line_to_tensor(line, vocab):
    # first split the line into characters, then look them up
    split = tf.strings.unicode_split(line, input_encoding="UTF-8")
    lookup_layer = tf.keras.layers.StringLookup(vocabulary=vocab, mask_token=None)
    tensor = lookup_layer(split)
    return tensor


# %% right: student 7
def lookup_char(char, vocab):
    try:
        return vocab.index(char)
    except ValueError:
        return 0


def line_to_tensor(line, vocab):
    return tf.constant([lookup_char(c, vocab) for c in line], dtype=tf.int64)


# %% right: student 8
def line_to_tensor(line, vocab):
    return keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(
        tf.strings.unicode_split(line, "UTF-8")
    )


# %% right: student 9
def line_to_tensor(line, vocab):
    lookup = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)
    ids = lookup(tf.strings.unicode_split(line, "UTF-8"))
    return tf.cast(ids, tf.int64)


# %% right: student 10
def line_to_tensor(line, vocab):
    table = {}
    for i in range(len(vocab)):
        table[vocab[i]] = i
    result = np.zeros(len(line), dtype=np.int64)
    for i, c in enumerate(line):
        result[i] = table.get(c, 0)
    return tf.constant(result)
