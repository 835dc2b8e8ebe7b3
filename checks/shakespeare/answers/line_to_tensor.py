# ruff: noqa (answers are written as students write them, one after the other)

# %% right: unicode_split and StringLookup
def line_to_tensor(line, vocab):
    chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
    ids = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)
    return ids


# %% right: the longer names, with prints
def line_to_tensor(line: str, vocab: list) -> tf.Tensor:
    """Converts a line."""
    chars = tf.strings.unicode_split(line, "UTF-8")
    print("chars", chars.shape)
    lookup = tf.keras.layers.StringLookup(
        vocabulary=list(vocab), mask_token=None, oov_token="[UNK]", num_oov_indices=1
    )
    return tf.cast(lookup(chars), tf.int64)


# %% right: a dictionary and tf.constant
def line_to_tensor(line, vocab):
    index = {char: ix for ix, char in enumerate(vocab)}
    return tf.constant([index.get(char, 0) for char in line], dtype=tf.int64)


# %% right: a loop over vocab.index
def line_to_tensor(line, vocab):
    numbers = []
    for char in line:
        if char in vocab:
            numbers.append(vocab.index(char))
        else:
            numbers.append(vocab.index("[UNK]"))
    return tf.convert_to_tensor(np.array(numbers, dtype=np.int64))


# %% right: code points and a lookup table
def line_to_tensor(line, vocab):
    points = tf.cast(tf.strings.unicode_decode(line, "UTF-8"), tf.int64)
    keys = tf.constant([ord(c) for c in vocab[2:]], dtype=tf.int64)
    values = tf.range(2, len(vocab), dtype=tf.int64)
    table = tf.lookup.StaticHashTable(
        tf.lookup.KeyValueTensorInitializer(keys, values), default_value=0
    )
    return table.lookup(points)


# %% wrong: code points -> places_in_vocab
# say: These are the characters' code points: look up their places in vocab.
def line_to_tensor(line, vocab):
    return tf.constant([ord(char) for char in line], dtype=tf.int64)


# %% wrong: a vocabulary made of the line -> places_in_vocab
# say: The vocabulary is made of the line itself: use the argument vocab.
def line_to_tensor(line, vocab):
    own = ["[UNK]", ""] + sorted(set(line))
    return tf.constant([own.index(char) for char in line], dtype=tf.int64)


# %% wrong: the global vocabulary -> places_in_vocab
# say: The notebook's vocab is used: it has to be the argument.
def line_to_tensor(line, vocabulary):
    chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
    return keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)


# %% wrong: the vocabulary sorted again -> places_in_vocab
# say: The vocabulary is sorted again: the places are those in vocab as it came.
# - ids = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)
# + vocab = vocab[:2] + sorted(vocab[2:])
# + ids = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)


# %% wrong: lower case first -> places_in_vocab
# say: The line is put into lower case: leave it as it is.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + chars = tf.strings.unicode_split(line.lower(), input_encoding="UTF-8")


# %% wrong: spaces at the ends are lost -> places_in_vocab
# say: White space at the ends is stripped: leave the line as it is.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + chars = tf.strings.unicode_split(line.strip(), input_encoding="UTF-8")


# %% wrong: everything one place further -> places_in_vocab
# say: All ids are one too high: a character's id is its place in vocab, from 0.
# - return ids
# + return ids + 1


# %% wrong: words instead of characters -> places_in_vocab
# say: Words are looked up: split the line into characters.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + chars = tf.constant(line.split())


# %% wrong: a newline is added -> places_in_vocab
# say: A newline is added: there is one id a character of the line.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + chars = tf.strings.unicode_split(line + "\n", input_encoding="UTF-8")


# %% wrong: bytes instead of characters -> not_bytes
# say: The line is split into bytes: characters such as é have two, so use
#     unicode_split.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + chars = tf.strings.bytes_split(line)


# %% wrong: unknown characters raise -> unknown_is_zero
# say: Characters that vocab does not have raise an error: they become 0.
def line_to_tensor(line, vocab):
    return tf.constant([vocab.index(char) for char in line], dtype=tf.int64)


# %% wrong: unknown characters are left out -> unknown_is_zero
# say: Characters that vocab does not have are left out: they become 0.
def line_to_tensor(line, vocab):
    known = [vocab.index(char) for char in line if char in vocab]
    return tf.constant(known, dtype=tf.int64)


# %% wrong: unknown characters become padding -> unknown_is_zero
# say: Characters that vocab does not have become 1, which is the padding: they become
#     0.
def line_to_tensor(line, vocab):
    index = {char: ix for ix, char in enumerate(vocab)}
    return tf.constant([index.get(char, 1) for char in line], dtype=tf.int64)


# %% wrong: an array, no tensor -> int64_tensor
# say: An array comes back: return a tensor.
# - return ids
# + return ids.numpy()


# %% wrong: a list -> int64_tensor
# say: A list comes back: return a tensor, tf.constant(…, dtype=tf.int64).
def line_to_tensor(line, vocab):
    return [vocab.index(char) if char in vocab else 0 for char in line]


# %% wrong: int32 -> int64_tensor
# say: The tensor is int32: it has to be int64.
# - return ids
# + return tf.cast(ids, tf.int32)


# %% wrong: a batch of one -> int64_tensor
# say: There is an axis too many: the shape is (len(line),).
# - return ids
# + return tf.expand_dims(ids, 0)


# %% wrong: an empty line is float32 -> empty_line
# say: An empty line gives float32: tf.constant([], dtype=tf.int64) keeps the type.
def line_to_tensor(line, vocab):
    index = {char: ix for ix, char in enumerate(vocab)}
    ids = tf.constant([index.get(char, 0) for char in line])
    return tf.cast(ids, tf.int64) if line else ids


# %% wrong: an empty line raises -> empty_line
# say: An empty line raises an error: it gives an empty tensor.
# - return ids
# + assert line[0] is not None
# + return ids


# %% wrong: padding for an empty line -> empty_line
# say: An empty line gives one id: it has to give none.
# - return ids
# + return ids if len(line) else tf.constant([1], dtype=tf.int64)


# %% wrong: an unknown capital becomes its small letter -> unknown_is_zero
# say: A capital that vocab does not have becomes its small letter: it becomes 0.
def line_to_tensor(line, vocab):
    index = {char: ix for ix, char in enumerate(vocab)}
    ids = [index.get(char, index.get(char.lower(), 0)) for char in line]
    return tf.constant(ids, dtype=tf.int64)


# %% wrong: an unknown letter becomes its capital -> unknown_is_zero
# say: A small letter that vocab does not have becomes its capital: it becomes 0.
def line_to_tensor(line, vocab):
    index = {char: ix for ix, char in enumerate(vocab)}
    ids = [index.get(char, index.get(char.upper(), 0)) for char in line]
    return tf.constant(ids, dtype=tf.int64)


# %% wrong: unknown characters are added to the vocabulary -> unknown_is_zero
# say: The caller's vocab grows: characters that it does not have become 0.
def line_to_tensor(line, vocab):
    for char in line:
        if char not in vocab:
            vocab.append(char)
    return tf.constant([vocab.index(char) for char in line], dtype=tf.int64)


# %% wrong: the padding counts as a mask -> places_in_vocab
# say: The ids are one too low: StringLookup gets the whole vocab, with its first two
#     symbols.
# - ids = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)
# + ids = keras.layers.StringLookup(vocabulary=vocab[2:], mask_token=None)(chars)


# %% wrong: a second place for unknown characters -> places_in_vocab
# unnamed: nobody does that
# - ids = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)
# + lookup = keras.layers.StringLookup(vocabulary=vocab[1:], mask_token=None, num_oov_indices=2)
# + ids = lookup(chars)


# %% wrong: the lookup of the first vocabulary is kept for ever -> places_in_vocab
# unnamed: it depends on the calls before
# - ids = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)
# + global lookup
# + if "lookup" not in globals():
# +     lookup = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)
# + ids = lookup(chars)


# %% wrong: runs of spaces become one -> places_in_vocab
# say: Runs of white space become one space: leave the line as it is.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + line = " ".join(line.split())
# + chars = tf.strings.unicode_split(line, input_encoding="UTF-8")


# %% wrong: float32 -> int64_tensor
# say: The tensor is float32: it has to be int64.
# - return ids
# + return tf.cast(ids, tf.float32)


# %% wrong: one-hot -> places_in_vocab
# say: One-hot vectors come back: return the ids.
# - return ids
# + return tf.one_hot(ids, len(vocab), dtype=tf.int64)


# %% wrong: normalised to ASCII -> not_bytes
# say: Characters outside of ASCII are left out: each has an id, or 0.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + line = line.encode("ascii", "ignore").decode()
# + chars = tf.strings.unicode_split(line, input_encoding="UTF-8")


# %% wrong: UTF-16 -> not_bytes
# unnamed: nobody does that
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + raw = line.encode("utf-16-le")
# + chars = tf.constant([raw[k : k + 2].decode("utf-16-le", "replace") for k in range(0, len(raw), 2)])


# %% wrong: cut after a hundred characters -> places_in_vocab
# say: The line is cut after 100 characters: every character has an id.
# - return ids
# + return ids[:100]


# %% right: the lookup is kept for every vocabulary
lookups = {}


def line_to_tensor(line, vocab):
    key = tuple(vocab)
    if key not in lookups:
        lookups[key] = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)
    return lookups[key](tf.strings.unicode_split(line, "UTF-8"))


# %% right: equality with the whole vocabulary
def line_to_tensor(line, vocab):
    chars = tf.strings.unicode_split(tf.constant(line), "UTF-8")
    same = tf.equal(chars[:, None], tf.constant(vocab)[None, :])
    return tf.argmax(tf.cast(same, tf.int32), axis=1)


# %% wrong: newlines at the end are lost -> places_in_vocab
# say: Newlines at the end are stripped: leave the line as it is.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + chars = tf.strings.unicode_split(line.rstrip("\n"), input_encoding="UTF-8")


# %% wrong: newlines at both ends are lost -> places_in_vocab
# say: Newlines at the ends are stripped: leave the line as it is.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + chars = tf.strings.unicode_split(line.strip("\n"), input_encoding="UTF-8")


# %% wrong: a single character is a mere number -> int64_tensor
# say: A single character loses its axis: the shape is (1,), so do not squeeze.
# - return ids
# + return tf.squeeze(ids)


# %% wrong: accents grow together with their letters -> not_bytes
# say: Letter and accent are put together: they are two characters where they stand so.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + import unicodedata
# + line = unicodedata.normalize("NFC", line)
# + chars = tf.strings.unicode_split(line, input_encoding="UTF-8")


# %% wrong: accents are taken off their letters -> not_bytes
# say: Letter and accent are taken apart: é is one character where it stands so.
# - chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
# + import unicodedata
# + line = unicodedata.normalize("NFD", line)
# + chars = tf.strings.unicode_split(line, input_encoding="UTF-8")


# %% wrong: ignores line -> places_in_vocab
# say: The characters of the line do not matter here.
# - ids = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)
# + ids = tf.range(tf.size(chars, out_type=tf.int64)) % len(vocab)

# %% wrong: ignores vocab -> places_in_vocab
# say: The argument vocab is not used.
# - ids = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)
# + ids = tf.cast(tf.strings.unicode_decode(line, "UTF-8"), tf.int64) % 80


# %% wrong: dull, zeros -> places_in_vocab
# unnamed: nobody does that
def line_to_tensor(line, vocab):
    return tf.zeros(len(line), tf.int64)


# %% wrong: dull, random numbers -> places_in_vocab
# unnamed: random numbers each time
def line_to_tensor(line, vocab):
    return tf.constant(np.random.randint(len(vocab), size=len(line)), tf.int64)


# %% wrong: dull, the visible example -> places_in_vocab
# unnamed: nobody does that
def line_to_tensor(line, vocab):
    return tf.constant([34, 59, 66, 66, 69, 4, 77, 69, 72, 66, 58, 5], tf.int64)


# %% wrong: the vocabulary is sorted anew -> places_in_vocab
# say: The vocabulary is sorted before the look-up: a number is the place in vocab as it
#     is.
# - ids = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)
# + lookup = keras.layers.StringLookup(vocabulary=sorted(vocab), mask_token=None)
# + ids = lookup(chars)


# %% wrong: in reverse -> places_in_vocab
# say: The numbers come in reverse: the first is that of the first character.
# - return ids
# + return ids[::-1]


# %% wrong: the characters come back -> places_in_vocab
# say: The characters come back, and not their numbers: look them up in vocab.
# - return ids
# + return chars


# %% wrong: nothing comes back -> places_in_vocab
# say: Nothing comes back: return the tensor.
# - return ids


# %% wrong: ignores vocab in its order -> places_in_vocab
# unnamed: nobody does that
# - ids = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)(chars)
# + turned = [*vocab[:1], *vocab[:0:-1]]
# + ids = keras.layers.StringLookup(vocabulary=turned, mask_token=None)(chars)
