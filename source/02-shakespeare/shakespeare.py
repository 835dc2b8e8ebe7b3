# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lesson 2: A GRU that writes Shakespeare
#
# Lesson 1 spelled names of ten letters. Now the text is five million
# characters long: the plays, sonnets and poems of Shakespeare. A network that
# reads it has to know, at every character, which word it is in, who is
# speaking, and whether a bracket is still open. A plain recurrent network
# forgets such things within a few steps. A **gated recurrent unit**, GRU for
# short, can hold them for hundreds.
#
# This time a framework does the work: TensorFlow brings the data in batches,
# Keras has the layers and the training loop. You write five pieces, and two
# more for practice:
#
# | exercise | what you write | points |
# |---|---|---|
# | `line_to_tensor` | from characters to numbers | 15 |
# | `create_batch_dataset` | from a text to shuffled batches | 25 |
# | `GRULM` | the model, with a state that you can hold in your hand | 25 |
# | `compile_model` | loss and optimiser | 10 |
# | `log_perplexity` | how surprised the model is by a text | 25 |
# | `gru_step` | what a GRU does at one character | practice |
# | `GenerativeModel` | a class that writes with the model | practice |
#
# **Practice** has no points. Do it, or leave it: after a blank or a wrong
# answer, the lesson goes on with ours and says so.
#
# Afterwards you can
#
# - turn any Unicode text into batches for training, and say what is lost,
# - build a language model in Keras and carry its state by hand,
# - compare it with counting, fairly, on text that neither has seen,
# - draw text from it, bolder or more timid, one character at a time.

# %% [markdown]
# **How to use this notebook.** It works like lesson 1: run the cells in their
# order; an exercise is a cell with `YOUR CODE HERE`, and the cell after it
# checks your answer. Those checks are worth a third of the points; when the
# notebook is graded, further checks with other inputs are added. Cells with
# the tag `skip-when-grading` only show something, and are left out then.
#
# To have only the first part graded, put the line `# grade-up-to-here` into
# the last cell that should count: no cell of yours after it is run. Exercises
# further down get no points then, so take the line out before you hand in.
#
# Run from top to bottom, the notebook takes two minutes or so on two cores;
# cells that take more than a few seconds say so.
#
# **Before you begin.** You need lesson 1: surprise,
# [perplexity](../../docs/glossary.md#perplexity), [held-out
# text](../../docs/glossary.md#held-out-text), [backpropagation through
# time](../../docs/glossary.md#backpropagation-through-time). You also need
# classes in Python. TensorFlow and Keras are explained as they come.
#
# **Time.** An estimate: about four hours, one and a half of them to read.
#
# **Contents.**
#
# 1. [From text to numbers](#1.-From-text-to-numbers)
# 2. [From numbers to batches](#2.-From-numbers-to-batches)
# 3. [The model](#3.-The-model)
# 4. [Training](#4.-Training)
# 5. [Evaluation](#5.-Evaluation)
# 6. [The rival: counting](#6.-The-rival:-counting)
# 7. [Writing](#7.-Writing)
# 8. [What to take away](#8.-What-to-take-away)
#
# Words that are links lead to the [glossary](../../docs/glossary.md), which
# also has a map of the ideas of all lessons; the [cheat
# sheet](../../docs/cheat_sheet.md) has all formulas and shapes on one page.
# The code of checks and of some figures is folded: a click on the three dots
# shows it, and it runs either way.

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
# The build puts here how to get `utils` on Colab.

# %% nbgrader={"grade": false, "grade_id": "imports", "locked": true, "schema_version": 3, "solution": false, "task": false}
import time
from functools import cache

import numpy as np

try:
    from utils import diagrams, diagrams_gru, diagrams_weights
    from utils import plots, pretrained
    from utils.corpora import load
    from utils.quiet import keras, tf
    from utils.recurrent import Stepper
    from utils.sampling import check_temperature, distribution, entropy
    from utils.training import budget, live_curve
    from utils.vocabulary import Vocabulary
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(
        f"{missing}. This lesson needs the course's own package `utils`. "
        "In a terminal, go to the course folder (the one that holds "
        "pyproject.toml), run `pip install -e .`, and restart the kernel. "
        "On Colab, bring the course folder there (`!git clone` its address, "
        "or upload its zip file and `!unzip` it), enter it with `%cd`, and "
        "run this cell again."
    ) from None

# %% [markdown]
# ## 1. From text to numbers
#
# ### 1.1 The text
#
# If the text cannot be reached, a pastiche of the same shape takes its place;
# the line below says which of the two you have. Everything works with both,
# but **numbers differ**, and where the text of this lesson quotes a number, it
# was measured on the real one.
#
# Spaces and tabs at the ends of a line go, and so do empty lines. Upper and
# lower case both stay: that speakers stand in capitals, and that a line of
# verse begins with one, is part of what there is to learn.

# %% nbgrader={"grade": false, "grade_id": "setup-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
corpus = load("shakespeare")
lines = [line.strip() for line in corpus.text.split("\n")]
lines = [line for line in lines if line]
text = "\n".join(lines)
print(f"{len(lines):,} lines that are not empty, {len(text):,} characters")
print()
print("\n".join(lines[500:508]))

# %% [markdown]
# ### 1.2 The vocabulary
#
# A **vocabulary** is a list of symbols; the place of a symbol in it is its
# number. Ours has every character that occurs, in sorted order, and before
# them two symbols that occur in no text:
#
# | number | symbol | what it is for |
# |---|---|---|
# | 0 | `[UNK]` | any character that the vocabulary does not know |
# | 1 | the empty string | **padding**: fills short rows up to equal length |

# %% nbgrader={"grade": false, "grade_id": "setup-vocabulary", "locked": true, "schema_version": 3, "solution": false, "task": false}
vocab = ["[UNK]", "", *sorted(set(text))]
vocab_size = len(vocab)
print(f"{vocab_size} symbols")
print(" ".join(repr(symbol)[1:-1] for symbol in vocab))
print([vocab.index(char) for char in "aeiou 23" if char in vocab])

# %% [markdown]
# Not all of them are equally common. The next cell counts:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
counts = {char: text.count(char) for char in vocab[2:]}
common = sorted(counts, key=lambda char: -counts[char])
names = {" ": "space", "\n": "⏎", "\t": "tab"}

plots.bars(
    {
        "share": {
            names.get(char, char): 100 * counts[char] / len(text)
            for char in common[:16]
        }
    },
    title="The sixteen commonest characters",
    y="% of the text",
    alt="Bars: how many percent of the text each common character makes up.",
)

# %% [markdown]
# **Figure {common}.** The sixteen commonest characters.
#
# A handful of characters make up most of the text (Figure {common}). Keep it
# in mind: a model that only knows these shares is already much better than
# one that takes all 82 symbols to be equally likely. How much better, section
# 6 will show.
#
# <!-- numbers
# constant 82
# -->

# %% [markdown]
# ### 1.3 Held out, before anything else
#
# As in lesson 1, some of the text is set aside now, and no model learns from
# it: the last 1,000 lines. (Why not 1,000 lines here and there? A line is not
# independent of its neighbours. From the lines around it a model could learn
# the names and words of the very scene that it is tested on.)

# %% nbgrader={"grade": false, "grade_id": "setup-split", "locked": true, "schema_version": 3, "solution": false, "task": false}
train_lines = lines[:-1000]
eval_lines = lines[-1000:]
print(f"{len(train_lines):,} lines to learn from, ", end="")
print(f"{len(eval_lines):,} held out")

# %% [markdown]
# ### 1.4 Characters are not bytes
#
# TensorFlow keeps a string as bytes in UTF-8. For the letters of English one
# character is one byte; for most others it is two, three or four.
# `tf.strings.unicode_split` cuts where characters end, not bytes:

# %%
for word in ("Hamlet", "Hélène", "哈姆雷特"):
    chars = tf.strings.unicode_split(word, "UTF-8")
    print(f"{word}: {len(word.encode())} bytes, {len(chars)} characters")
print(chars)

# %% [markdown]
# The layer `keras.layers.StringLookup` then finds the place of every string
# in a vocabulary. Whatever is not there gets the number 0, because `[UNK]` is
# the first symbol of the vocabulary that it was given:

# %%
lookup = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)
print(lookup(tf.strings.unicode_split("Hello world!", "UTF-8")))
print(lookup(tf.strings.unicode_split("Hélène", "UTF-8")))

# %% [markdown]
# ### Exercise 1: line_to_tensor
#
# Put both steps together. `line_to_tensor(line, vocab)` gets a string and a
# vocabulary and returns a tensor of type `int64` with one number for each
# character. The vocabulary is the one that was *passed*: it may be another
# one than `vocab` above. An empty line gives an empty tensor.
#
# <details><summary>Hint: which encoding?</summary>
#
# `tf.strings.unicode_split(line, input_encoding="UTF-8")`. Without TensorFlow,
# `list(line)` also gives the characters.
# </details>
#
# <details><summary>Hint: the right type</summary>
#
# `StringLookup` returns `int64` by itself. If you build the numbers another
# way, `tf.constant(numbers, dtype=tf.int64)` makes a tensor of them, also of
# an empty list.
# </details>

# %% nbgrader={"grade": false, "grade_id": "line_to_tensor", "locked": false, "schema_version": 3, "solution": true, "task": false}
def line_to_tensor(line, vocab):
    """Turn the characters of a line into numbers.

    line: str of any length
    vocab: list of symbols, "[UNK]" first and the empty padding second

    Returns an int64 tensor (len(line),): the place of each character in
    vocab, and 0 for characters that vocab does not have.
    """
    ### BEGIN SOLUTION
    chars = tf.strings.unicode_split(line, input_encoding="UTF-8")
    lookup = keras.layers.StringLookup(vocabulary=vocab, mask_token=None)
    return lookup(chars)
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_line_to_tensor", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.tensors import is_tensor

checks = Checks("line_to_tensor", lesson="shakespeare")


def shakespeares_vocabulary():
    chars = "\t\n !$&'(),-.0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]"
    return ["[UNK]", "", *chars, *"abcdefghijklmnopqrstuvwxyz|"]


@checks.criterion(
    "every character becomes its place in the vocabulary",
    points=2,
    hint="split the line into characters, then look each of them up in vocab",
)
def places(line_to_tensor):
    expected = [34, 59, 66, 66, 69, 4, 77, 69, 72, 66, 58, 5]
    ids = line_to_tensor("Hello world!", shakespeares_vocabulary())
    assert ids is not None, "nothing comes back: return the tensor"
    ids = np.asarray(ids)
    assert ids.dtype.kind in "iuf", (
        "what comes back holds no numbers: look the characters up in vocab"
    )
    assert ids.size != 1, (
        "one number comes back for 12 characters: split the line before you "
        "look it up, and return after the loop, if there is one"
    )
    assert ids.size == len(expected), (
        "there is one number for each character of the line, spaces included"
    )
    assert ids.ravel().tolist() != expected[::-1], "the order is reversed"
    assert ids.ndim != 1 or ids.tolist() == expected, (
        "the numbers are not the places in vocab: look the characters up in "
        "vocab as it is, in its order; StringLookup gets it as vocabulary, "
        "with mask_token=None"
    )
    assert ids.tolist() == expected
    ids = line_to_tensor("abc xyz", shakespeares_vocabulary())
    assert np.asarray(ids).tolist() == [55, 56, 57, 4, 78, 79, 80]


@checks.criterion(
    "the result is a tensor of type int64",
    points=2,
    hint="return what StringLookup gives, or tf.constant(..., dtype=tf.int64)",
)
def kind(line_to_tensor):
    ids = line_to_tensor("abc xyz", shakespeares_vocabulary())
    assert np.asarray(ids).dtype == np.int64 and is_tensor(ids)


@checks.criterion(
    "a character that is not in the vocabulary becomes 0",
    points=1,
    hint="0 is the place of [UNK]; no error, and nothing is left out",
)
def unknown(line_to_tensor):
    ids = line_to_tensor("a#c", shakespeares_vocabulary())
    assert np.asarray(ids).tolist() == [55, 0, 57]


checks.run(line_to_tensor)

# %% [markdown]
# ### 1.5 And back again
#
# To read what a model writes, we need the opposite: a `StringLookup` with
# `invert=True` gives the symbols of numbers, and `reduce_join` glues them
# into one string.

# %% nbgrader={"grade": false, "grade_id": "setup-text_from_ids", "locked": true, "schema_version": 3, "solution": false, "task": false}
def text_from_ids(ids, vocab):
    """Turn numbers (..., time) into strings (...), as a tensor of bytes."""
    symbols = keras.layers.StringLookup(
        vocabulary=vocab, invert=True, mask_token=None
    )
    return tf.strings.reduce_join(symbols(ids), axis=-1)


# %% tags=["skip-when-grading"]
ids = line_to_tensor("Hélène of Troy", vocab)
print(ids)
print(text_from_ids(ids, vocab).numpy().decode())

# %% [markdown]
# **Question.** There and back, `é` became `[UNK]`. Would more training teach
# the model the difference between *Hélène* and *Hálàne*?
#
# <details><summary>Answer</summary>
#
# No. What the vocabulary does not tell apart is lost before the model sees
# anything. A vocabulary is a decision, and it is made first.
# </details>

# %% [markdown]
# ## 2. From numbers to batches
#
# ### 2.1 Windows
#
# The whole text is one long row of numbers. To train on it, we cut it into
# **windows** of `seq_length + 1`. Why one more? Because each window serves
# twice: its first `seq_length` characters are the **input**, its last
# `seq_length` characters the **target**. Every input character is to predict
# the one after it, as in Figure {windows}.

# %%
diagrams_gru.windows("Hello world!\nGenerative AI", seq_length=10)

# %% [markdown]
# **Figure {windows}.** Windows of a text, each with its input and its target.
#
# The function that splits a window is given. It works on lists as well:

# %% nbgrader={"grade": false, "grade_id": "setup-split_input_target", "locked": true, "schema_version": 3, "solution": false, "task": false}
def split_input_target(sequence):
    """Split a sequence into all but its last and all but its first item."""
    return sequence[:-1], sequence[1:]


print(split_input_target(list("Hamlet")))

# %% [markdown]
# ### 2.2 A dataset is a pipeline
#
# A `tf.data.Dataset` is a description of how items come about, one after the
# other, and each method adds a stage. Nothing happens until somebody asks for
# an item. A few stages, on numbers that you can follow:

# %%
numbers = tf.data.Dataset.from_tensor_slices(tf.range(10))
threes = numbers.batch(3, drop_remainder=True)
print("batch:  ", [item.numpy().tolist() for item in threes])
pairs = threes.map(split_input_target)
print("map:    ", [(x.numpy().tolist(), y.numpy().tolist()) for x, y in pairs])
mixed = numbers.shuffle(10)
print("shuffle:", [int(item) for item in mixed])
print("again:  ", [int(item) for item in mixed])

# %% [markdown]
# Note three things: `batch(3, drop_remainder=True)` leaves out the 9, because
# it has no company; `map` applies a function to every item; and a shuffled
# dataset comes in a *new* order each time it is gone through.
#
# `shuffle(n)` does not see the whole dataset. It fills a buffer with `n` items
# and draws from it; what was drawn is replaced by the next item.
#
# **Question.** What does `numbers.shuffle(1)` do?
#
# <details><summary>Answer</summary>
#
# Nothing: a buffer of one item leaves no choice. With `shuffle(2)` the item 9
# could still not come first. The buffer should be large compared with
# stretches of the text that resemble each other.
# </details>

# %% [markdown]
# ### Exercise 2: create_batch_dataset
#
# Write `create_batch_dataset(lines, vocab, seq_length=100, batch_size=64)`.
# It returns a `tf.data.Dataset` whose items are pairs (input, target), both of
# shape `(batch_size, seq_length)`:
#
# 1. join the lines, with a newline between each two of them,
# 2. turn the text into numbers (`line_to_tensor`),
# 3. cut it into windows of `seq_length + 1`, one right after the other; what
#    does not fill a window is dropped,
# 4. make a pair of each window (`split_input_target`),
# 5. shuffle the pairs, with a buffer of `BUFFER_SIZE`,
# 6. put `batch_size` pairs into each batch; what does not fill a batch is
#    dropped.
#
# Going through the dataset a second time gives the same windows in another
# order.
#
# <details><summary>Hint: why the newline?</summary>
#
# Without it, `"now"` at the end of a line and `"Enter"` at the beginning of
# the next become `"nowEnter"`, and the model never learns where a line ends.
# </details>
#
# <details><summary>Hint: batch, twice?</summary>
#
# Yes: the first `batch` makes windows of characters, the second one batches
# of windows. Shuffle between the two. Before the first, it would shuffle
# letters; after the second, whole batches, whose rows would stay neighbours
# for ever.
# </details>
#
# <details><summary>Hint: make it faster</summary>
#
# `.prefetch(tf.data.AUTOTUNE)` as the last stage prepares the next batch
# while the model still works on this one. It changes nothing else.
# </details>

# %% nbgrader={"grade": false, "grade_id": "create_batch_dataset", "locked": false, "schema_version": 3, "solution": true, "task": false}
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
    ### BEGIN SOLUTION
    ids = line_to_tensor("\n".join(lines), vocab)
    windows = tf.data.Dataset.from_tensor_slices(ids).batch(
        seq_length + 1, drop_remainder=True
    )
    return (
        windows.map(split_input_target)
        .shuffle(BUFFER_SIZE)
        .batch(batch_size, drop_remainder=True)
        .prefetch(tf.data.AUTOTUNE)
    )
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_create_batch_dataset", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
from itertools import islice

import numpy as np

from utils.checking import Checks

checks = Checks("create_batch_dataset", lesson="shakespeare")
VOCAB = ["[UNK]", "", *"\n !AGHIadeilnortvw"]


def batches(create_batch_dataset, seq_length, batch_size):
    dataset = create_batch_dataset(
        ["Hello world!", "Generative AI"], VOCAB, seq_length, batch_size
    )
    return [(np.asarray(x), np.asarray(y)) for x, y in islice(dataset, 99)]


def spelled(ids):
    return "".join(VOCAB[number] for number in ids)


@checks.criterion(
    "batches have the shape (batch_size, seq_length); the rest is dropped",
    points=3,
    hint=(
        "26 characters make 5 windows of 4 + 1, and those 2 batches of 2: "
        "drop the remainder both times"
    ),
)
def shapes(create_batch_dataset):
    found = batches(create_batch_dataset, seq_length=4, batch_size=2)
    assert len(found) < 99, "the dataset never ends: leave out repeat()"
    # Six is what windows of 4 would be, without the character after them.
    rows = [tuple(r) for x, _ in found if x.ndim == 2 for r in x.tolist()]
    assert len(rows) <= 6 or len(set(rows)) > 6, (
        "the same windows come more than once in an epoch: leave out repeat()"
    )
    assert len(rows) <= 6, (
        "there are too many windows: they do not overlap, each begins right "
        "after the one before"
    )
    for x, y in found:
        assert x.shape[1:] == y.shape[1:] == (4,), (
            f"with seq_length 4 and batch_size 2 an input has the shape "
            f"{x.shape} and a target {y.shape}: both have to be (2, 4)"
        )
    assert found, (
        "no batch comes out of 26 characters: join all lines before you cut "
        "windows"
    )
    assert [(x.shape, y.shape) for x, y in found] == [((2, 4), (2, 4))] * 2


@checks.criterion(
    "a target is its input, one character later",
    points=2,
    hint="split_input_target makes input and target out of one window",
)
def shifted(create_batch_dataset):
    # So short that a mistake in the joined lines takes no batch away.
    found = batches(create_batch_dataset, seq_length=4, batch_size=2)
    assert found
    for x, y in found:
        assert np.array_equal(x[:, 1:], y[:, :-1])
        assert not np.array_equal(x, y)


@checks.criterion(
    "the windows are pieces of the text, lines joined by a newline",
    points=3,
    hint=(
        "join the lines with a newline, then cut the text every "
        "seq_length + 1 characters"
    ),
)
def pieces(create_batch_dataset):
    found = batches(create_batch_dataset, seq_length=10, batch_size=1)
    windows = {spelled([*x[0], y[0][-1]]) for x, y in found}
    assert windows == {"Hello world", "!\nGenerativ"}


checks.run(create_batch_dataset)

# %% [markdown]
# Now the real thing. One row of the first batch, and the number of batches:

# %% tags=["skip-when-grading"]
dataset = create_batch_dataset(train_lines, vocab)
for inputs, targets in dataset.take(1):
    print("shapes", inputs.shape, targets.shape)
    print("input ", text_from_ids(inputs[0], vocab).numpy())
    print("target", text_from_ids(targets[0], vocab).numpy())
windows = len("\n".join(train_lines)) // 101
print(f"{windows:,} windows, {dataset.cardinality():,} batches an epoch")

# %% [markdown]
# **Question.** Each window is read with an empty memory: what came before it
# is not known. Which predictions suffer from that? Would windows of 10
# characters do?
#
# <details><summary>Answer</summary>
#
# The first ones of each window: at its first character a model cannot even
# know which word it is in. Of 100 predictions that is a few, of 10 most. And
# nothing can be learned over a longer distance than the window. In lesson 5
# windows continue each other, and the memory is handed on.
# </details>
#
# > **To remember.** A text becomes numbers by a
# > [vocabulary](../../docs/glossary.md#vocabulary), numbers become
# > [windows](../../docs/glossary.md#window), windows become a
# > [batch](../../docs/glossary.md#batch). Shuffle windows: not letters, and
# > not batches.

# %% [markdown]
# ## 3. The model
#
# ### 3.1 Three layers
#
# - **Embedding.** A character is a number, but the number says nothing: `b` is
#   not more than `a`. So each gets a vector of `embedding_dim` weights, to be
#   learned. Lesson 1 multiplied a one-hot vector by a matrix; that picks one
#   column. An embedding picks it at once, without the multiplication.
# - **GRU.** Reads the vectors in their order and carries a state of
#   `rnn_units` numbers.
# - **Dense.** Makes a score for each symbol of the vocabulary out of the
#   state, and log-probabilities of the scores:
#
# $$\ln \hat y_k = z_k - \ln \sum_j e^{z_j} \qquad (1)$$
#
# This is the **log-softmax**. Why the logarithm? Losses, sums over texts and
# comparisons of models are made of $\ln p$; and a very small $p$ is rounded
# to 0, while its logarithm is an ordinary number.

# %%
scores = tf.constant([2.0, 0.0, -300.0])
print("log of softmax:", tf.math.log(tf.nn.softmax(scores)).numpy())
print("log-softmax:   ", tf.nn.log_softmax(scores).numpy())

# %% [markdown]
# ### 3.2 Inside a GRU
#
# In lesson 1 the whole state was made anew at each step:
# $a^{\langle t\rangle} = \tanh(\ldots)$. What was in it had to pass through
# the weights and the tanh every time, and faded. A GRU can *leave numbers
# alone*. Two **gates** decide, for each of the `rnn_units` numbers; a gate is a
# number between 0 and 1, made from the character $e^{\langle t\rangle}$ and
# the old state (Figure {gru}):
#
# $$\Gamma_u = \sigma(W_{ue}\, e^{\langle t\rangle} + b_u
#   + W_{ua}\, a^{\langle t-1\rangle} + b'_u) \qquad (2)$$
#
# $$\Gamma_r = \sigma(W_{re}\, e^{\langle t\rangle} + b_r
#   + W_{ra}\, a^{\langle t-1\rangle} + b'_r) \qquad (3)$$
#
# $$\tilde a = \tanh\big(W_{ae}\, e^{\langle t\rangle} + b_a
#   + \Gamma_r \odot (W_{aa}\, a^{\langle t-1\rangle} + b'_a)\big) \qquad (4)$$
#
# $$a^{\langle t\rangle} = \Gamma_u \odot a^{\langle t-1\rangle}
#   + (1 - \Gamma_u) \odot \tilde a \qquad (5)$$

# %%
diagrams_gru.gru()

# %% [markdown]
# **Figure {gru}.** Inside a GRU: equations (2) to (5).
#
# - The **update gate** $\Gamma_u$ says how much of the old number stays. At 1
#   it is copied, untouched, whatever the character.
# - The **reset gate** $\Gamma_r$ says how much of the old state counts for the
#   **candidate** $\tilde a$, the proposal for a new number.
#
# Copying is the trick. If a gate stays at $\Gamma$, then after $k$ steps the
# share $\Gamma^k$ of a number is left, and the same share of the gradient
# finds its way back:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
steps = np.arange(101)
plots.lines(
    {f"Γ = {gate}": gate**steps for gate in (0.999, 0.99, 0.9, 0.5)},
    title="How much of a number in the state is left?",
    x="steps later",
    y="share that is left",
    alt=(
        "Four falling lines: the share of a number that is left after up "
        "to 100 steps, for an update gate held at 0.999, 0.99, 0.9 and 0.5."
    ),
)

# %% [markdown]
# **Figure {left}.** What is left of a number in the state while its update
# gate stays at Γ.
#
# As Figure {left} shows, some numbers can be kept for a word, others for a
# speech. Which ones is learned: the gates have weights of their own.
#
# These have the following shapes, $n_e$ being `embedding_dim` and $n_a$
# `rnn_units`; Keras keeps the three of each kind side by side:
#
# | weights | in Keras | shape | how many for 256 and 512 |
# |---|---|---|---|
# | $W_{ue}, W_{re}, W_{ae}$ | `kernel` | $(n_e, 3 n_a)$ | 393,216 |
# | $W_{ua}, W_{ra}, W_{aa}$ | `recurrent_kernel` | $(n_a, 3 n_a)$ | 786,432 |
# | $b_u, b_r, b_a$ and $b'_u, b'_r, b'_a$ | `bias` | $(2, 3 n_a)$ | 3,072 |
#
# <!-- numbers
# constant 393,216 786,432 3,072
# -->

# %% [markdown]
# **Practice: one step of a GRU.** A layer of Keras is nothing but equations
# (2) to (5), taken for one character after the other. Write them yourself,
# for one step and in NumPy. In section 5.2 your step gets the weights of a
# model that has read Shakespeare and is compared with Keras's own layer; in
# section 7.5 it writes.
#
# `gru_step(x, h, kernel, recurrent_kernel, bias)` gets inputs `x` (batch, d)
# and states `h` (batch, u). These are *rows*, one for each text of a batch,
# so weights stand on the right: `x @ kernel`. Keras calls the update gate
# `z`, the reset gate `r`, and keeps the columns of `z`, `r` and the candidate
# in the order of Figure {columns}:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
diagrams_weights.side_by_side(
    [
        ("z, that is Γu", "update gate"),
        ("r, that is Γr", "reset gate"),
        ("h, that is ã", "candidate"),
    ],
    bias_rows=2,
)

# %% [markdown]
# **Figure {columns}.** The weights of a GRU as Keras keeps them, side by side.
#
# <details><summary>Hint: cut the columns apart</summary>
#
# Take both products whole, `x @ kernel` and `h @ recurrent_kernel`, each with
# its row of the bias. Then `np.split(product, 3, axis=1)` cuts one into
# three, or slices do: `product[:, :u]`.
# </details>
#
# <details><summary>Hint: before or after the product?</summary>
#
# After it: in equation (4) the reset gate multiplies the *sum* of the product
# and $b'_a$. Some books have it before the product, which makes another
# network; Keras calls this one `reset_after`.
# </details>

# %% tags=["skip-when-grading"] nbgrader={"grade": false, "grade_id": "gru_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gru_step(x, h, kernel, recurrent_kernel, bias):
    """Take one step of a GRU, with the weights of a layer of Keras.

    x: inputs (batch, d)
    h: states before the step (batch, u); left unchanged, as all arguments
    kernel: (d, 3u), columns of update gate, reset gate, candidate
    recurrent_kernel: (u, 3u), in the same order
    bias: (2, 3u), the first row for x @ kernel, the second for the other

    Returns the states after the step (batch, u), a new array.
    """
    ### BEGIN SOLUTION
    from_x = np.split(x @ kernel + bias[0], 3, axis=1)
    from_h = np.split(h @ recurrent_kernel + bias[1], 3, axis=1)
    update = 1 / (1 + np.exp(-(from_x[0] + from_h[0])))
    reset = 1 / (1 + np.exp(-(from_x[1] + from_h[1])))
    candidate = np.tanh(from_x[2] + reset * from_h[2])
    return update * h + (1 - update) * candidate
    ### END SOLUTION


# %% tags=["skip-when-grading"] jupyter={"source_hidden": true} nbgrader={"grade": false, "grade_id": "practice_gru_step", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.practice import gru_step as our_gru_step

checks = Checks("gru_step", lesson="shakespeare")
OPEN, SHUT = 30.0, -30.0  # sums that make a gate 1 or 0, but for rounding


def example_gru(gru_step, of_x, of_h=(0, 0, 0, 0, 0, 0), swap=0.0):
    """One step of two units from the state (0.5, -0.25).

    of_x, of_h: the two rows of the bias; swap: the weight with which each
    unit looks at the other one in the candidate
    """
    recurrent_kernel = np.zeros((2, 6))
    recurrent_kernel[:, 4:] = [[0.0, swap], [swap, 0.0]]
    new = gru_step(
        np.array([[1.0, 2.0, 3.0]]),
        np.array([[0.5, -0.25]]),
        np.zeros((3, 6)),
        recurrent_kernel,
        np.array([of_x, of_h], dtype=float),
    )
    assert np.shape(new) == (1, 2), (
        "return the new states, one row for each row of h, and nothing else"
    )
    return np.ravel(new)


@checks.criterion(
    "where the update gate is 1, the old number stays; at 0 it is replaced",
    points=1,
    hint=(
        "the first two columns here are the update gate's: the new state is "
        "z * h + (1 - z) * candidate"
    ),
)
def update_gate(gru_step):
    new = example_gru(gru_step, [OPEN, SHUT, 0, 0, 1, 1])
    assert np.allclose(new, [0.5, np.tanh(1)])


@checks.criterion(
    "the reset gate scales what the candidate gets from the old state",
    points=1,
    hint=(
        "first h @ recurrent_kernel, then times the reset gate r, then tanh "
        "of the sum: here the tanh of 1 - 0.25 and of 1"
    ),
)
def reset_gate(gru_step):
    new = example_gru(gru_step, [SHUT, SHUT, OPEN, SHUT, 1, 1], swap=1.0)
    assert np.allclose(new, np.tanh([0.75, 1.0]))


@checks.criterion(
    "the second row of the bias is inside the product with the reset gate",
    points=1,
    hint="in equation (4) the reset gate multiplies b'a too, and not ba",
)
def second_bias(gru_step):
    of_x, of_h = [SHUT, SHUT, OPEN, SHUT, 1, 1], [0, 0, 0, 0, 0.5, 0.5]
    new = example_gru(gru_step, of_x, of_h)
    assert np.allclose(new, np.tanh([1.5, 1.0]))


@checks.criterion(
    "both products count, row by row",
    points=1,
    hint="x @ kernel and h @ recurrent_kernel, whole, with batch first",
)
def products(gru_step):
    x = np.array([[1.0], [0.0], [-1.0]])
    h = np.array([[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]])
    kernel = np.array([[0.2, -0.3, 0.1, 0.4, 0.5, -0.5]])
    recurrent_kernel = np.array(
        [[0.1, 0.0, 0.3, -0.2, 0.4, 0.2], [0.0, 0.2, -0.1, 0.3, -0.3, 0.6]]
    )
    new = gru_step(x, h, kernel, recurrent_kernel, np.zeros((2, 6)))
    expected = [
        [0.151425, 0.423172],
        [0.632247, 0.044895],
        [-0.006383, 0.532873],
    ]
    assert np.allclose(new, expected, atol=1e-5)


@checks.criterion(
    "what it is given stays as it was",
    points=1,
    hint="*= and += change the array of the caller: make a new one",
)
def left_unchanged(gru_step):
    given = [np.ones(s) for s in ((2, 3), (2, 1), (3, 3), (1, 3), (2, 3))]
    gru_step(*given)
    assert all(np.all(array == 1) for array in given)


# Yours if it is right, else ours
one_gru_step = checks.practise(gru_step, our_gru_step)

# %% [markdown]
# ### Exercise 3: GRULM
#
# A model in Keras is a class with two methods: `__init__` makes the layers,
# `call` says how data flows through them. Write both for `GRULM`:
#
# - `__init__`: `keras.layers.Embedding(vocab_size, embedding_dim)`;
#   `keras.layers.GRU(rnn_units, ...)` that returns its output at *every* step
#   and, beside it, its last state; `keras.layers.Dense(vocab_size, ...)` with
#   the activation `tf.nn.log_softmax`.
# - `call(inputs, states=None, return_state=False, training=False)`: numbers
#   `(batch, time)` go in, log-probabilities `(batch, time, vocab_size)` come
#   out. `states` is the state to start from, `None` for zeros. With
#   `return_state=True` the last state comes out too, as the second of a pair.
#
# Why have the state go in and out? Because then *you* decide what the model
# remembers. A long text can be read in pieces, and to write, the model takes
# one step at a time without ever reading anything twice.
#
# <details><summary>Hint: what does the GRU return?</summary>
#
# With `return_sequences=True` and `return_state=True` it returns two things:
# `outputs, state = self.gru(x)`. It takes the state to start from as
# `self.gru(x, initial_state=states)`, and `None` means zeros; older tutorials
# call `get_initial_state` for that, which is not needed.
# </details>
#
# <details><summary>Hint: the return value</summary>
#
# `return_state` is not handed to any layer; it only decides what your `call`
# returns. The GRU always returns its state.
# </details>
#
# <details><summary>Hint: training</summary>
#
# `training` says whether the model is being trained. It matters to layers
# like dropout; you have none, so you may ignore it.
# </details>

# %% nbgrader={"grade": false, "grade_id": "GRULM", "locked": false, "schema_version": 3, "solution": true, "task": false}
class GRULM(keras.Model):
    """A language model: embedding, GRU, log-softmax.

    vocab_size: how many symbols there are
    embedding_dim: length of a character's vector
    rnn_units: numbers in the state
    """

    def __init__(self, vocab_size=256, embedding_dim=256, rnn_units=128):
        super().__init__()
        # The three layers
        ### BEGIN SOLUTION
        self.embedding = keras.layers.Embedding(vocab_size, embedding_dim)
        self.gru = keras.layers.GRU(
            rnn_units, return_sequences=True, return_state=True
        )
        self.dense = keras.layers.Dense(
            vocab_size, activation=tf.nn.log_softmax
        )
        ### END SOLUTION

    def call(self, inputs, states=None, return_state=False, training=False):
        """Predict what follows each character.

        inputs: integers (batch, time)
        states: what this method returned as state, or None for zeros
        return_state: whether to return the pair (log-probabilities, state)

        Returns log-probabilities (batch, time, vocab_size); the state is
        (batch, rnn_units).
        """
        ### BEGIN SOLUTION
        vectors = self.embedding(inputs)
        outputs, states = self.gru(
            vectors, initial_state=states, training=training
        )
        log_probs = self.dense(outputs)
        return (log_probs, states) if return_state else log_probs
        ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_GRULM", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.tensors import tensor

checks = Checks("GRULM", lesson="shakespeare")


def small_model(GRULM):
    return GRULM(vocab_size=4, embedding_dim=16, rnn_units=32)


IDS = tensor([[1, 2, 0, 3, 3, 1], [2, 2, 1, 0, 1, 3]], np.int64)


@checks.criterion(
    "the model gives log-probabilities for each character of each row",
    points=3,
    hint=(
        "the GRU returns its output at every step, and the Dense layer has "
        "the activation tf.nn.log_softmax"
    ),
)
def log_probabilities(GRULM):
    found = checks.once(small_model, GRULM)(IDS)
    assert found is not None, "nothing comes back: call returns the result"
    assert not isinstance(found, (tuple, list)), (
        "a pair comes back although return_state is False: the predictions "
        "come alone then"
    )
    found = np.asarray(found)
    assert found.shape == (2, 6, 4), (
        "6 characters in 2 rows and a vocabulary of 4 should give predictions "
        f"of the shape (2, 6, 4), and give {found.shape}: the GRU returns its "
        "output at every step, and the Dense layer has vocab_size outputs"
    )
    are_probabilities = np.allclose(found.sum(axis=-1), 1, atol=1e-4)
    assert not (are_probabilities and (found >= 0).all()), (
        "these are probabilities, not their logarithms: the activation of the "
        "Dense layer is tf.nn.log_softmax"
    )
    assert np.allclose(np.exp(found).sum(axis=-1), 1, atol=1e-4), (
        "after exp, the predictions for a place should sum to 1, and do not: "
        "the activation of the Dense layer is tf.nn.log_softmax"
    )


@checks.criterion(
    "the three layers have 64, 4,800 and 132 weights",
    points=2,
    hint="look at the sizes of the layers, and at their order",
)
def sizes(GRULM):
    model = checks.once(small_model, GRULM)
    model(IDS)
    weights = sorted(np.size(array) for array in model.get_weights())
    assert weights == sorted([64, 16 * 96, 32 * 96, 2 * 96, 32 * 4, 4])


@checks.criterion(
    "the state comes out, and goes in again",
    points=3,
    hint=(
        "with return_state=True return the pair (log-probabilities, state); "
        "states is the initial_state of the GRU"
    ),
)
def state(GRULM):
    model = checks.once(small_model, GRULM)
    whole = np.asarray(model(IDS))
    first, states = model(IDS[:, :3], return_state=True)
    second = model(IDS[:, 3:], states=states)
    assert np.allclose(np.asarray(first), whole[:, :3], atol=1e-4)
    assert np.allclose(np.asarray(second), whole[:, 3:], atol=1e-4)


checks.run(GRULM)

# %% [markdown]
# The full-sized model has 1.2 million weights:

# %% tags=["skip-when-grading"]
@cache
def first_predictions():
    """An untrained model, and its log-probabilities for 100 characters."""
    tf.random.set_seed(2)
    model = GRULM(vocab_size, embedding_dim=256, rnn_units=512)
    window = line_to_tensor(text[:100], vocab)[tf.newaxis]
    return model, model(window)


untrained, predictions = first_predictions()
print("shape of the output:", predictions.shape)
for layer in untrained.layers:
    print(f"{layer.name:12s} {layer.count_params():9,}")
print(f"{'together':12s} {untrained.count_params():9,}")

# %% [markdown]
# And what does it predict, untrained? The log-probabilities at the last place
# are nearly equal, so the loss is about $\ln 82$: the test that lesson 1
# recommended for any new language model. The likeliest characters, put one
# after the other, are noise.
#
# > **To remember.** A [GRU](../../docs/glossary.md#gru) decides with its
# > [gates](../../docs/glossary.md#gate) which numbers of its [hidden
# > state](../../docs/glossary.md#hidden-state) to leave alone; what is left
# > alone neither fades nor loses its gradient. An untrained model has a loss
# > of about $\ln V$: check that first.

# %% tags=["skip-when-grading"]
_, predictions = first_predictions()
last = predictions[0, -1].numpy()
print(f"from {last.min():.3f} to {last.max():.3f}, ", end="")
print(f"-ln {vocab_size} = {-np.log(vocab_size):.3f}")
best = tf.argmax(predictions[0], axis=-1)
print(text_from_ids(best, vocab).numpy())

# %% [markdown]
# ## 4. Training
#
# ### 4.1 A loss for log-probabilities
#
# The loss is the surprise again: minus the log-probability of the character
# that came. In Keras it is called `SparseCategoricalCrossentropy`; *sparse*
# means that targets are numbers and not one-hot vectors.
#
# It has to know what the model's outputs are. With `from_logits=True` it
# takes them for scores and applies the log-softmax itself. Ours have gone
# through the log-softmax already: does that matter?

# %%
scores = tf.constant([[2.0, 0.0, -1.0, 0.5]])
once = tf.nn.log_softmax(scores)
twice = tf.nn.log_softmax(once)
print("once ", once.numpy())
print("twice", twice.numpy())

# %% [markdown]
# It does not. The probabilities of a log-softmax already sum to 1, so in (1)
# the logarithm of their sum is 0, and nothing changes. With
# `from_logits=False`, however, our negative numbers would be taken for
# *probabilities*: Keras would cut them all off at $10^{-7}$, and train on
# nonsense without a word.
#
# ### 4.2 Adam
#
# In lesson 1 every weight moved by its gradient times the learning rate.
# **Adam** keeps two running averages for each weight, of its gradient and of
# the gradient's square, and divides the first by the root of the second. So
# every weight moves by about the learning rate, whether its slopes are steep
# or gentle. The embedding of a rare `z`, which hardly ever gets a gradient,
# still learns.
#
# ### Exercise 4: compile_model
#
# `compile_model(model)` sets both and returns the model: the loss
# `SparseCategoricalCrossentropy` from logits, and the optimiser Adam with a
# learning rate of 0.00125.
#
# <details><summary>Hint</summary>
#
# `model.compile(optimizer=..., loss=...)` changes the model and returns
# `None`. Give it objects, `keras.optimizers.Adam(...)` and
# `keras.losses.SparseCategoricalCrossentropy(...)`: the mere names, as
# strings, mean other settings.
# </details>

# %% nbgrader={"grade": false, "grade_id": "compile_model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compile_model(model):
    """Set the loss and the optimiser of a model.

    model: a keras.Model whose outputs are log-probabilities or logits

    Returns the same model, compiled.
    """
    ### BEGIN SOLUTION
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.00125),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_compile_model", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.tensors import tensor

# These try compile_model on a small GRULM: here yours, in grading a right one.
checks = Checks("compile_model", lesson="shakespeare")


def compiled(compile_model, GRULM):
    model = compile_model(GRULM(3, 4, 5))
    assert model is not None, (
        "model.compile returns None: return the model itself after it"
    )
    return model


@checks.criterion(
    "the loss is the cross-entropy of logits",
    points=1,
    hint="SparseCategoricalCrossentropy, with from_logits=True",
)
def loss(compile_model, GRULM):
    model = compiled(compile_model, GRULM)
    targets = tensor([1, 2])
    logits = tensor([[0.05, 0.95, 0.0], [0.1, 0.8, 0.1]], np.float32)
    found = np.asarray(model.compute_loss(y=targets, y_pred=logits))
    assert np.isclose(np.mean(found), 0.9868951, atol=1e-5)


@checks.criterion(
    "the optimiser is Adam",
    points=1,
    hint="keras.optimizers.Adam, with its own averages of both moments",
)
def adam(compile_model, GRULM):
    optimizer = compiled(compile_model, GRULM).optimizer
    assert np.isclose(float(optimizer.beta_1), 0.9)
    assert np.isclose(float(optimizer.beta_2), 0.999)


@checks.criterion(
    "its learning rate is 0.00125",
    points=1,
    hint="give the learning_rate to the optimiser; its default is another",
)
def learning_rate(compile_model, GRULM):
    rate = compiled(compile_model, GRULM).optimizer.learning_rate
    assert np.isclose(float(np.asarray(rate)), 0.00125)


checks.run(compile_model, GRULM)

# %% [markdown]
# ### 4.3 A short run
#
# The full model takes about half a second for each batch on two cores: 10
# epochs of 790 batches are more than an hour (on a graphics card, two
# minutes). So we watch a small one, with a state of 128 numbers, for the
# first 120 batches, about **15 seconds**. **Predict first:** how far below
# $\ln 82 = 4.41$ will it get?
#
# <!-- numbers
# constant 790
# -->

# %% tags=["skip-when-grading"]
tf.random.set_seed(1)
beginner = compile_model(GRULM(vocab_size, embedding_dim=64, rnn_units=128))
batches = budget(full=120, short=20)
beginner.fit(
    dataset.take(batches), shuffle=False, verbose=0, callbacks=[live_curve()]
);

# %% [markdown]
# (`shuffle=False`, because the dataset sees to that itself.) Spaces and common
# letters are learned at once, then frequent pairs of letters, then short
# words.
#
# The original lesson trained the full model for ten epochs. Figure {epochs}
# has the losses that it reported, beside three levels to compare with: single
# characters, the best model that counts (both from section 6), and what the
# pretrained model of section 5 reaches on the held-out lines.

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
original = [2.0145, 1.4798, 1.3790, 1.3326, 1.3032]
original += [1.2819, 1.2656, 1.2518, 1.2406, 1.2310]
plots.lines(
    {"training loss, full model": (np.arange(1, 11), original)},
    levels={
        "single characters": 3.306,
        "best counts": 1.368,
        "pretrained": 1.180,
    },
    title="Ten epochs on the real text, as the original lesson reported them",
    x="epoch",
    y="nats per character",
    alt=(
        "Line over ten epochs: training loss of the full model in nats per "
        "character, falling fast at first; three horizontal levels."
    ),
)

# %% [markdown]
# **Figure {epochs}.** The loss of the full model in training, as the original
# lesson reported it.
#
# To train the full model yourself, run this. A **checkpoint** is written after
# each epoch: all weights, in a file. If you interrupt the training, the
# weights stay, and `fit` goes on from there; after a restart of the kernel,
# the file has them.
#
# ```python
# mine = compile_model(GRULM(vocab_size, 256, 512))
# checkpoint = keras.callbacks.ModelCheckpoint(
#     "mine.weights.h5", save_weights_only=True
# )
# mine.fit(
#     dataset,
#     epochs=10,
#     shuffle=False,
#     verbose=0,
#     callbacks=[live_curve(), checkpoint],
# )
# ```
#
# To load them later, build the same model, let it read something, so that its
# weights exist, and fill them. Compile it to go on with the training:
#
# ```python
# mine = GRULM(vocab_size, 256, 512)
# mine(tf.zeros((1, 1), tf.int64))
# mine.load_weights("mine.weights.h5")
# compile_model(mine)
# ```
#
# The file has numbers and no vocabulary: with another text they mean nothing.

# %% [markdown]
# ## 5. Evaluation
#
# ### 5.1 Perplexity, for batches with padding
#
# Lesson 1 defined the perplexity as $e^H$, where $H$ is the mean surprise.
# Here is where that comes from. A good model gives the text a high
# probability, the product of the probabilities of its characters. The longer
# the text, the smaller the product, so take the $T$-th root of it: the
# geometric mean. Its inverse is the perplexity:
#
# $$\text{perplexity} = \left(\prod_{t=1}^{T}
#   P(c_t \mid c_1, \ldots, c_{t-1})\right)^{-1/T}$$
#
# A model that hesitates between $n$ equally likely characters at every step
# gives $(n^{-T})^{-1/T} = n$. The product itself soon becomes too small for a
# computer; its logarithm does not, because the product becomes a sum and the
# root a factor. This is the **log-perplexity**:
#
# $$H = \ln\, \text{perplexity} = -\frac1T \sum_{t=1}^{T}
#   \ln P(c_t \mid c_1, \ldots, c_{t-1}) \qquad (6)$$
#
# A new difficulty: texts in one batch may have different lengths. Short ones
# are filled up with the padding symbol, number 1. The model predicts something
# there too, but nobody should care. So for each row, we sum only over targets
# that are *not* padding, and divide by how many these are:
#
# | target | $\ln P$ of the target | counts? |
# |---|---|---|
# | `O` | −2.1 | yes |
# | `h` | −0.7 | yes |
# | `!` | −1.4 | yes |
# | padding | −6.3 | no |
# | padding | −5.8 | no |
#
# This row has a log-perplexity of $(2.1 + 0.7 + 1.4) / 3 = 1.4$. The
# log-perplexity of a batch is the mean of its rows.
#
# <!-- numbers
# constant 0.7 1.4 2.1 5.8 6.3
# -->

# %% [markdown]
# ### Exercise 5: log_perplexity
#
# Write `log_perplexity(preds, target)`. `preds` are log-probabilities
# `(batch, time, vocab_size)` as your model gives them, `target` the numbers of
# the characters that came, `(batch, time)`. Return one number.
#
# - The padding has the number `PADDING_ID`. Nothing else is left out:
#   `[UNK]` is a prediction like any other.
# - A row that is nothing but padding says nothing about the model: it is left
#   out of the mean. If all rows are, the result is 0.
#
# <details><summary>Hint: the log-probability of the target</summary>
#
# Either a one-hot mask: `tf.one_hot(target, preds.shape[-1])` is 1 at the
# target and 0 elsewhere, so multiply by it and sum over the last axis. Or pick
# the entries: `np.take_along_axis(preds, target[..., None], axis=-1)`.
# </details>
#
# <details><summary>Hint: the mask</summary>
#
# `np.not_equal(target, PADDING_ID)` is true where a target counts. Sums over
# it, and over what it leaves of the log-probabilities, go along `axis=-1`, the
# time. Multiplied with a number, true is 1 and false is 0.
# </details>
#
# <details><summary>Hint: the sign</summary>
#
# Log-probabilities are negative, a surprise is positive.
# </details>

# %% nbgrader={"grade": false, "grade_id": "log_perplexity", "locked": false, "schema_version": 3, "solution": true, "task": false}
def log_perplexity(preds, target):
    """Mean surprise, in nats per character, of a batch of texts.

    preds: log-probabilities (batch, time, vocab_size)
    target: integers (batch, time), PADDING_ID where there is no text

    Returns the mean over the rows of each row's mean over its characters;
    rows without characters do not count, and 0.0 if there is no other row.
    """
    PADDING_ID = 1
    ### BEGIN SOLUTION
    preds, target = np.asarray(preds), np.asarray(target)
    counts = target != PADDING_ID
    of_targets = np.take_along_axis(preds, target[..., None], axis=-1)[..., 0]
    sums = np.where(counts, of_targets, 0).sum(axis=-1)
    lengths = counts.sum(axis=-1)
    rows = lengths > 0
    if not rows.any():
        return 0.0
    return float(-np.mean(sums[rows] / lengths[rows]))
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_log_perplexity", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.tensors import tensor

checks = Checks("log_perplexity", lesson="shakespeare")
P = np.array(
    [
        [[0.1, 0.2, 0.5, 0.2], [0.25, 0.25, 0.25, 0.25], [0.2, 0.6, 0.1, 0.1]],
        [[0.4, 0.1, 0.1, 0.4], [0.5, 0.3, 0.125, 0.075], [0.1, 0.1, 0.2, 0.6]],
    ],
    np.float32,
)


def found(log_perplexity, probabilities, target):
    log_probs = tensor(np.log(probabilities), np.float32)
    return log_perplexity(log_probs, tensor(target, np.int64))


@checks.criterion(
    "it is minus the mean log-probability of the targets",
    points=3,
    hint=(
        "pick the log-probability of each target, take the mean of each row "
        "and that of the rows, with a minus"
    ),
)
def mean_surprise(log_perplexity):
    value = found(log_perplexity, P, [[2, 0, 3], [3, 2, 0]])
    by_hand = -np.mean(np.log([0.5, 0.25, 0.1, 0.4, 0.125, 0.1]))
    assert value is not None and np.size(value) == 1, (
        "return one number: the mean of the rows"
    )
    assert not np.isclose(float(value), -by_hand, atol=1e-5), (
        "log-probabilities are negative, a surprise is positive: put a minus "
        "before the mean"
    )
    assert np.isclose(float(value), by_hand, atol=1e-5)


@checks.criterion(
    "padding does not count, and a row is divided by what is left",
    points=3,
    hint="leave targets equal to PADDING_ID out of the sum and of the count",
)
def padding(log_perplexity):
    value = found(log_perplexity, P[:1], [[2, 3, 1]])
    by_hand = -np.mean(np.log([0.5, 0.25]))
    assert np.isclose(float(value), by_hand, atol=1e-5)


@checks.criterion(
    "every row has the same weight, short or long",
    points=2,
    hint="first the mean of each row, then the mean of these means",
)
def mean_of_rows(log_perplexity):
    value = found(log_perplexity, P, [[2, 1, 1], [3, 2, 0]])
    rows = [np.log(0.5), np.mean(np.log([0.4, 0.125, 0.1]))]
    assert np.isclose(float(value), -np.mean(rows), atol=1e-5)


checks.run(log_perplexity)

# %% [markdown]
# ### 5.2 A model that has been trained longer
#
# The course brings weights for a `GRULM` with 256 and 512, trained on all
# lines but the last 1,000; nothing that follows has been seen by it. (For the
# pastiche there are weights of its own, of a smaller `GRULM`: a network is
# judged on the text that it was made for.) The next cell puts them into
# *your* class. They are matched by their shapes, so it does not matter in
# which order you made your layers.

# %% tags=["skip-when-grading"]
def take_weights(model, arrays):
    """Give a model those weights that have the shapes of its own."""
    by_shape = {array.shape: array for array in arrays}
    own = model.get_weights()
    model.set_weights([by_shape[array.shape] for array in own])
    return model


# Trained on the pastiche or on Shakespeare
on_pastiche = pretrained.fits("folio", corpus.text)
weights = "folio" if on_pastiche else "shakespeare"
known = list(pretrained.vocabulary(weights))
trained = pretrained.load(weights)
print(pretrained.fit(weights, corpus.text))
embedding, *gru_weights, out, out_bias = trained.get_weights()
dim, units = embedding.shape[1], len(out)
print(f"embedding_dim {dim}, rnn_units {units}")


@cache
def your_grulm():
    """Your class with the trained weights."""
    model = GRULM(len(known), embedding_dim=dim, rnn_units=units)
    model(tf.zeros((1, 1), tf.int64))
    return take_weights(model, trained.get_weights())


model = your_grulm()
print("the vocabulary is that of the text:", known == vocab)

# %% [markdown]
# Your `gru_step` takes these weights, too. A layer of Keras reads fifty
# held-out characters at once; your step reads them one by one:

# %% tags=["skip-when-grading"]
layer = keras.layers.GRU(units, return_sequences=True)
layer.build((None, None, dim))
layer.set_weights(gru_weights)

some = "\n".join(eval_lines)[:50]
vectors = embedding[Vocabulary(known).encode(some)]
h, own_states = np.zeros((1, units), np.float32), []
for vector in vectors:
    h = one_gru_step(vector[np.newaxis], h, *gru_weights)
    own_states.append(h[0])
states = layer(vectors[np.newaxis])[0].numpy()
print(f"all {states.size:,} numbers of the states: step and layer ", end="")
print(f"differ by {np.abs(np.array(own_states) - states).max():.0e} at most")

# %% [markdown]
# Now the held-out lines, 41,574 characters on the original text. Reading them
# as one sequence takes Keras minutes: 41,573 steps, each waiting for the one
# before. So we cut them into 64 rows, which are read side by side (**5
# seconds**).
#
# <!-- numbers
# original 41,573 "one sequence of"
# constant 41,574
# -->

# %% tags=["skip-when-grading"]
def held_out_rows(symbols, rows=64, run_up=0):
    """Held-out text as rows (rows, run_up + time), with their targets.

    Rows follow one another; each begins with the `run_up` characters that
    come before it, newlines where there are none.
    """
    ids = line_to_tensor("\n".join(eval_lines), symbols).numpy()
    filled = np.concatenate([np.full(run_up, symbols.index("\n")), ids])
    length = (len(ids) - 1) // rows
    starts = range(0, rows * length, length)
    inputs = [filled[at : at + run_up + length] for at in starts]
    targets = [ids[at + 1 : at + 1 + length] for at in starts]
    return tf.constant(np.array(inputs)), tf.constant(np.array(targets))


inputs, targets = held_out_rows(known)
nats = log_perplexity(model(inputs), targets)
print(f"log-perplexity {nats:.4f}, ", end="")
print(f"perplexity from empty memories {np.exp(nats):.4f}")

# %% [markdown]
# On the original text: 3.31, where the untrained model has 82. But each of
# these rows starts with an empty memory, in the middle of a sentence. That is
# not the model's fault, it is how we asked. Your `GRULM` can do better: first
# let it read the 128 characters *before* each row, keep only the state, and
# start from there.
#
# <!-- numbers
# original 3.31 ±0.005 "perplexity from empty memories"
# constant 82
# -->

# %% tags=["skip-when-grading"]
inputs, targets = held_out_rows(known, run_up=128)
_, states = model(inputs[:, :128], return_state=True)
with_run_up = log_perplexity(model(inputs[:, 128:], states=states), targets)
print(f"log-perplexity {with_run_up:.4f}, ", end="")
print(f"perplexity after a run-up {np.exp(with_run_up):.4f}")

# %% [markdown]
# And as one single sequence after all? `utils.recurrent` runs the same
# network in plain NumPy. It has no overhead per step, so it reads all of it
# in **3 to 5 seconds**. First we make sure that it *is* the same network:

# %% tags=["skip-when-grading"]
stepper = Stepper(trained)
held_out = "\n".join(eval_lines)
ids = Vocabulary(known).encode(held_out)
log_probs, _ = stepper.read(ids[:-1])
yours = your_grulm()(ids[np.newaxis, :50])[0]
difference = np.abs(log_probs[:50] - yours).max()
print(f"difference to your GRULM: {difference:.1e}")

one_sequence = log_perplexity(log_probs[np.newaxis], ids[np.newaxis, 1:])
print(f"one sequence of {len(ids) - 1:,} characters")
print(f"log-perplexity {one_sequence:.4f}, ", end="")
print(f"perplexity of one sequence {np.exp(one_sequence):.4f}")

# %% [markdown]
# On the original text, the three ways to ask give
#
# | held-out text read as | perplexity |
# |---|---|
# | 64 rows, each from an empty memory | 3.3095 |
# | 64 rows, each with a run-up of 128 characters | 3.2524 |
# | **one sequence** | **3.2533** |
#
# The last one is the number that we report, and the one to compare with the
# original lesson's 3.4006, which was measured in this way (its model was
# trained for 30 epochs with shuffled windows; ours with windows that continue
# each other and a learning rate that falls). A number without the question
# that it answers is worth little: between the first and the last row, there is
# no difference in the *model* at all.
#
# (On the pastiche all three are far lower, because its rules are few.)
#
# <!-- numbers
# original 3.3095 ±0.001 "from empty memories"
# original 3.2524 ±0.001 "after a run-up"
# original 3.2533 ±0.001 "perplexity of one sequence"
# constant 3.4006 30
# -->

# %% [markdown]
# ### 5.3 Where does it hesitate?
#
# A mean hides a lot. Figure {surprise} shades each character of some held-out
# lines by its surprise in bits: dark where the model knew, light where it did
# not.

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
surprise = -log_probs[np.arange(len(ids) - 1), ids[1:]] / np.log(2)
begin = len("\n".join(eval_lines[:400])) + 1
end = len("\n".join(eval_lines[:409])) + 1

plots.passage(
    held_out[begin:end],
    surprise[begin - 1 : end - 1],
    title="Bits of surprise at each character",
    scale="bits",
    limits=(0, 8),
    alt=(
        "Nine held-out lines, every character shaded by the surprise of the "
        "pretrained model. First letters of words are mostly light, their "
        "ends dark."
    ),
)

# %% [markdown]
# **Figure {surprise}.** Held-out lines, every character shaded by its
# surprise.
#
# The first letter of a word is hard, the rest of it easy: once it is clear
# *which* word it is, spelling is no news. Nobody has told the model what a
# word is.

# %% [markdown]
# ## 6. The rival: counting
#
# ### 6.1 N-grams with all the care they deserve
#
# An **n-gram model** predicts from how often each character followed the last
# $k$ ones, as in lesson 1. That one simply added a little to every count.
# For a fair comparison we do it better. A context of $k$ characters that was
# seen $N$ times, with $D$ *different* characters after it, gets the estimate
# of Witten and Bell,
#
# $$P_k(c) = \frac{\mathrm{count}(c) + D \cdot P_{k-1}(c)}{N + D}
#   \qquad (7)$$
#
# where $P_{k-1}$ is the same with one character less of context. Where a long
# context was seen often, its counts decide; where it is new, the shorter one
# does. It learns from all other lines and predicts the same 1,000 (**5
# seconds**). We take whichever $k$ does best on these 1,000: that flatters
# counting a little, and the network gets no such help.

# %% tags=["skip-when-grading"]
def grams(ids, size):
    """Each `size` consecutive ids (time,) as one whole number."""
    codes = np.zeros(len(ids) - size + 1, np.int64)
    for place in range(size):
        codes = codes * vocab_size + ids[place : len(codes) + place]
    return codes


def looked_up(keys, values, asked):
    """The value of each number asked for; 0 for one that is not a key."""
    at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.where(keys[at] == asked, values[at], 0)


def count_models(learned, predicted, longest):
    """Yield for k = 0, 1, ...: probabilities, table rows, share unseen."""
    p = np.full(len(predicted), 1 / vocab_size)
    for k in range(longest + 1):
        rows, count = np.unique(grams(learned, k + 1), return_counts=True)
        context, first = np.unique(rows // vocab_size, return_index=True)
        seen = np.add.reduceat(count, first)
        kinds = np.diff(np.append(first, len(rows)))

        asked = grams(predicted, k + 1)
        N = looked_up(context, seen, asked // vocab_size)
        D = looked_up(context, kinds, asked // vocab_size)
        count = looked_up(rows, count, asked)
        new = (count + D * p[k:]) / np.maximum(N + D, 1)
        p = np.append(p[:k], np.where(N > 0, new, p[k:]))
        yield p[1:], len(rows), np.mean(N == 0)


encode = Vocabulary(vocab).encode
train_ids, eval_ids = encode("\n".join(train_lines)), encode(held_out)
counted = {}
print("context   perplexity   rows of the table   contexts never seen")
for k, found in enumerate(count_models(train_ids, eval_ids, longest=8)):
    p, rows, unseen = found
    counted[k] = -np.log(p)
    print(f"{k:4d}   {np.exp(counted[k].mean()):12.3f}", end="")
    print(f"   {rows:15,}   {unseen:17.1%}")

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
plots.bars(
    {
        "perplexity": {
            f"{k} back": float(np.exp(nats.mean()))
            for k, nats in counted.items()
        }
        | {"GRU": float(2 ** surprise.mean())}
    },
    title="Held-out perplexity of count models, and of the pretrained GRU",
    x="how far the count model looks back, in characters",
    y="perplexity",
    alt=(
        "Bars: held-out perplexity of count models that look back 0 to 8 "
        "characters, and of the pretrained GRU."
    ),
)

# %% [markdown]
# **Figure {counts}.** Held-out perplexity of counting, by how far it looks
# back, and of the GRU.
#
# On the original text, counting is at its best with five characters of
# context (Figure {counts}): perplexity 3.93, against 3.25 for the GRU. Then
# it gets *worse*, and the table shows why it falls behind:
#
# - **Long contexts are new.** Of the contexts of eight characters in the
#   held-out lines, more than a quarter never occurred in the other lines, and
#   many more occurred just once. About those the counts have little to
#   say.
# - **Nothing is shared.** What was learned after `my lord ` is not known
#   after `my lady `. For the table they are two rows. For a network they are
#   two states near each other.
# - **It grows with the text.** Hundreds of thousands of rows with five
#   characters, millions with eight. The full GRU has 1.2 million weights,
#   however long the text.
# - **Beyond the context there is nothing.** Who is speaking, or that a bracket
#   is open, no row can know.
#
# What counting has in its favour: it "trained" in seconds. On the pastiche it
# comes closer to the GRU, and eight characters of context do better there
# than five: that text was *made* by a grammar of stock phrases, so long
# contexts come again and again. How much a network gains depends on the text.
#
# <!-- numbers
# original 3.93 ±0.005 "   5          "
# original 3.25 ±0.005 "perplexity of one"
# -->

# %% [markdown]
# ### 6.2 How far does the GRU look back?
#
# We let both predict the same 800 characters. The GRU starts from an empty
# memory and reads only the last 1, 2, 4, ... 64 characters; the count models
# get at most eight (**5 seconds**).

# %% tags=["skip-when-grading"]
rng = np.random.default_rng(0)
asked = rng.integers(64, len(ids) - 1, size=800)
lengths = (1, 2, 4, 8, 16, 32, 64)


def with_context(length):
    """Perplexity of the GRU where it reads only `length` characters."""
    read = [ids[at + 1 - length : at + 1] for at in asked]
    last = stepper.read(np.array(read))[0][:, -1]
    return np.exp(-last[np.arange(len(asked)), ids[asked + 1]].mean())


if known == vocab:
    all_it_read = np.exp(surprise[asked].mean() * np.log(2))
    figure = plots.lines(
        {
            "GRU": (lengths, [with_context(k) for k in lengths]),
            "count model": (
                range(1, 9),
                [np.exp(counted[k][asked].mean()) for k in range(1, 9)],
            ),
        },
        levels={"GRU, all before": all_it_read},
        title="The GRU gets better with every doubling of what it may read",
        x="characters read",
        y="perplexity",
        log_x=True,
        log_y=True,
        alt=(
            "Two lines: perplexity of the GRU and of the count models "
            "against the number of characters that they may read."
        ),
    )
else:
    figure = "This text has another vocabulary than the pretrained model."
figure

# %% [markdown]
# **Figure {reach}.** Perplexity of both, by how many characters they may
# read.
#
# With a few characters, the GRU is the *worse* one in Figure {reach}: it was
# trained to carry a memory, and an empty memory is strange to it. On the real
# text it draws level with the best count model after 8 to 16 characters, has
# clearly passed it at 32, and still gains from there to 64. No table of
# counts could be that wide.
#
# > **To remember.** A [perplexity](../../docs/glossary.md#perplexity) belongs
# > to a question: which text, which symbols, which memory at the start?
# > [Counting](../../docs/glossary.md#count-model) is quick and strong with a
# > short [context](../../docs/glossary.md#context); a network shares what it
# > learns between contexts, and looks back further.

# %% [markdown]
# ## 7. Writing
#
# ### 7.1 Always the likeliest?
#
# To write, predict, choose a character, and read it. If the choice is always
# the likeliest character, this happens:

# %% tags=["skip-when-grading"]
def always_the_likeliest(prefix, num_chars):
    """Continue a text, without any chance."""
    written = Vocabulary(known).encode(prefix).tolist()
    state = None
    for number in written:
        log_probs, state = stepper(number, state)
    for _ in range(num_chars):
        written.append(int(log_probs.argmax()))
        log_probs, state = stepper(written[-1], state)
    return Vocabulary(known).decode(written)


print(always_the_likeliest("KING ", 300))

# %% [markdown]
# The same phrases, again and again, and the same text each time. The
# likeliest next character leads to the likeliest phrase, and that leads back
# to itself. So we draw.
#
# ### 7.2 Drawing by adding noise
#
# There is a beautiful way to draw from log-probabilities: add to each of them
# a random number of its own, and take the *largest*. If the random numbers
# are
#
# $$g_k = -\ln(-\ln u_k), \qquad u_k \text{ uniform between 0 and 1}$$
#
# (a **Gumbel** distribution), each character wins with exactly the
# probability that the model gave it. No sum, no normalisation. And the noise
# can be turned up and down by a factor, the **temperature** $\tau$:
#
# $$\text{next} = \operatorname*{arg\,max}_k\,
#   \big(\ln \hat y_k + \tau\, g_k\big) \qquad (8)$$
#
# At $\tau = 0$ this is the likeliest character; at 1 the model's own
# probabilities; above, it becomes bolder. It is the same as dividing the
# log-probabilities by $\tau$, because only the ratio matters to the arg max.

# %% nbgrader={"grade": false, "grade_id": "setup-temperature_random_sampling", "locked": true, "schema_version": 3, "solution": false, "task": false}
def temperature_random_sampling(log_probs, temperature=1.0):
    """Draw an index from log-probabilities (..., V), by equation (8).

    temperature: 0 for the likeliest, 1 for the model's probabilities

    Returns int64 indices (...). Raises ValueError for a temperature that
    is negative or no number.
    """
    check_temperature(temperature)
    tiny = np.finfo(np.float32).tiny
    u = tf.random.uniform(tf.shape(log_probs), minval=tiny, maxval=1.0)
    gumbel = -tf.math.log(-tf.math.log(u))
    return tf.argmax(log_probs + temperature * gumbel, axis=-1)


# %% [markdown]
# Is it true that each wins with its own probability? Draw 20,000 times, and
# compare with the softmax at three temperatures:

# %%
chances = np.log([0.55, 0.25, 0.15, 0.05]).astype(np.float32)
tf.random.set_seed(0)
for temperature in (0.5, 1.0, 2.0):
    drawn = temperature_random_sampling(
        tf.tile(chances[np.newaxis], [20_000, 1]), temperature
    )
    shares = np.bincount(drawn, minlength=4) / 20_000
    expected = distribution(chances, temperature)
    print(f"τ = {temperature}: drawn {shares.round(3)}", end="")
    print(f", softmax {expected.round(3)}")

# %% [markdown]
# Figure {morrow} shows what the temperature does to a real prediction. Which
# character comes after `Good morrow, `?

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
prefix_ids = Vocabulary(known).encode("Good morrow, ")
prediction = stepper.read(prefix_ids)[0][-1]
best = np.argsort(-prediction)[:10]
plots.bars(
    {
        f"τ = {temperature}": {
            names.get(known[k], known[k]): float(p[k]) for k in best
        }
        for temperature in (0.5, 1.0, 2.0)
        for p in [distribution(prediction, temperature)]
    },
    title="The ten likeliest characters after “Good morrow, ”",
    x="character",
    y="probability",
    show_values=False,
    alt=(
        "Bars: probabilities of ten characters at temperatures 0.5, 1 and "
        "2. The lower the temperature, the more the first ones have."
    ),
)

# %% [markdown]
# **Figure {morrow}.** One prediction at three temperatures.
#
# ### 7.3 One step at a time
#
# **Practice: a class that writes.** Now put all of it together: characters,
# numbers, model, state, drawing. The model never reads anything twice:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
diagrams.cycle(
    [
        ("numbers", "(1, time)"),
        ("model", "with the state"),
        ("draw", "at the last place"),
        ("character", "and the new state"),
    ],
    repeat="again, with the one character that was drawn, and the new state",
)

# %% [markdown]
# **Figure {writer}.** What the class does, again and again.
#
# The heart of the class is `generate_one_step(inputs, states)`, one turn of
# Figure {writer}. It reads a piece of text and draws *one* character:
#
# 1. turn the piece into numbers, with a batch dimension: `(1, time)`;
# 2. call the model with the state, and ask for the new one;
# 3. keep only the prediction at the last place;
# 4. draw a character from it, at the temperature;
# 5. return the character, a `str`, and the new state.
#
# `generate_n_chars(num_chars, prefix)` calls it again and again, and returns
# the prefix and `num_chars` characters more, as one `str`. The first piece is
# the whole prefix, and there is no state yet; after that each piece is a
# single character, because the state knows the rest. Write both; `__init__`
# is given.
#
# <details><summary>Hint: what is there already?</summary>
#
# Your `line_to_tensor`, `temperature_random_sampling` from the section
# before, and `text_from_ids` from section 1.5 do steps 1, 4 and 5. The two
# that know symbols take `self.vocab`, the vocabulary of *this* model.
# </details>
#
# <details><summary>Hint: shapes</summary>
#
# `ids[tf.newaxis]` puts a batch of one around the numbers. The model then
# gives `(1, time, vocab_size)`, and `[0, -1]` of that is the prediction at
# the last place.
# </details>
#
# <details><summary>Hint: from a tensor to a str</summary>
#
# `text_from_ids([number], self.vocab)` is a tensor that holds bytes:
# `.numpy().decode("utf-8")` makes a `str` of it.
# </details>

# %% tags=["skip-when-grading"] nbgrader={"grade": false, "grade_id": "GenerativeModel", "locked": false, "schema_version": 3, "solution": true, "task": false}
class GenerativeModel:
    """Write text with a GRULM.

    model: a GRULM; vocab: its vocabulary, a list of symbols
    temperature: 0 for the likeliest character, 1 for fair draws
    """

    def __init__(self, model, vocab, temperature=1.0):
        self.model = model
        self.vocab = vocab
        self.temperature = temperature

    def generate_one_step(self, inputs, states=None):
        """Read a piece of text and draw what comes next.

        inputs: str, one character or more
        states: what the model returned as state, or None to begin

        Returns the next character (str) and the new state.
        """
        ### BEGIN SOLUTION
        ids = line_to_tensor(inputs, self.vocab)[tf.newaxis]
        log_probs, states = self.model(ids, states=states, return_state=True)
        drawn = temperature_random_sampling(
            log_probs[0, -1], self.temperature
        )
        char = text_from_ids([drawn], self.vocab)
        return char.numpy().decode("utf-8"), states
        ### END SOLUTION

    def generate_n_chars(self, num_chars, prefix):
        """Return the prefix and num_chars characters that continue it."""
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        ### BEGIN SOLUTION
        written, piece, states = [prefix], prefix, None
        for _ in range(num_chars):
            piece, states = self.generate_one_step(piece, states)
            written.append(piece)
        return "".join(written)
        ### END SOLUTION


# %% tags=["skip-when-grading"] jupyter={"source_hidden": true} nbgrader={"grade": false, "grade_id": "practice_GenerativeModel", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.practice import GenerativeModel as OurGenerativeModel
from utils.tensors import tensor

checks = Checks("GenerativeModel", lesson="shakespeare")
SYMBOLS = ["[UNK]", "", *"abcdefghijklmnopqrstuvwxyz"]


def counting(inputs, states=None, return_state=False, training=False):
    """A model whose state is how many characters were read.

    After n characters it is sure of letter number n: a is number 0.
    """
    ids = np.asarray(inputs)
    assert ids.ndim == 2 and len(ids) == 1, (
        "the model takes numbers of the shape (1, time): a batch of one"
    )
    before = 0 if states is None else int(np.asarray(states)[0, 0])
    read = before + np.arange(1, ids.shape[1] + 1)
    log_probs = np.where(np.arange(28) == 2 + read[:, None] % 26, 0.0, -1e4)
    log_probs = tensor(log_probs[None], np.float32)
    state = tensor([[read[-1]]], np.float32)
    return (log_probs, state) if return_state else log_probs


@checks.criterion(
    "after the three characters of a piece, the model is sure of d",
    points=1,
    hint=(
        "the prediction at the last place of the piece counts, and the "
        "first thing to return is the character, a str"
    ),
)
def last_place(GenerativeModel):
    writer = GenerativeModel(counting, SYMBOLS)
    char = writer.generate_one_step("xyz")[0]
    assert isinstance(char, str) and len(char) == 1, (
        "the first thing to return is the character, a str of length 1"
    )
    assert char in SYMBOLS, (
        "what was drawn is a place in self.vocab, not in the notebook's vocab"
    )
    assert char == "d"


@checks.criterion(
    "the state goes in, and the new one comes out",
    points=1,
    hint="call the model with states=states, return_state=True",
)
def state(GenerativeModel):
    writer = GenerativeModel(counting, SYMBOLS)
    char, new = writer.generate_one_step("xy", tensor([[3.0]], np.float32))
    assert char == "f" and float(np.asarray(new)[0, 0]) == 5


@checks.criterion(
    "xy and four characters more are xycdef, and that each time",
    points=1,
    hint=(
        "begin with the prefix and without a state; then read the character "
        "that was drawn last, with the state of the step before"
    ),
)
def continues(GenerativeModel):
    writer = GenerativeModel(counting, SYMBOLS)
    for _ in range(2):
        assert writer.generate_n_chars(4, "xy") == "xycdef"


@checks.criterion(
    "it draws, and at its temperature",
    points=1,
    hint="temperature_random_sampling takes self.temperature",
)
def temperature(GenerativeModel):
    # Cold, the likelier of two always comes; hot, each every other time.
    def undecided(inputs, states=None, return_state=False, training=False):
        log_probs = np.full((*np.shape(inputs), 28), -1e4, np.float32)
        log_probs[..., 2:4] = np.log([0.6, 0.4])
        return tensor(log_probs), tensor([[0.0]], np.float32)

    cold = GenerativeModel(undecided, SYMBOLS, temperature=0)
    assert cold.generate_n_chars(6, "x") == "xaaaaaa"
    hot = GenerativeModel(undecided, SYMBOLS, temperature=50)
    assert set(hot.generate_n_chars(30, "x")) == {"x", "a", "b"}


# Yours if it is right, else ours
Writer = checks.practise(GenerativeModel, OurGenerativeModel)

# %% [markdown]
# It writes with your `GRULM`, a little on the cold side:

# %% tags=["skip-when-grading"]
tf.random.set_seed(272)
timid = Writer(your_grulm(), known, temperature=0.5)
for prefix in (" ", "Dear", "KING"):
    print(timid.generate_n_chars(32, prefix))
    print("-" * 40)

# %% [markdown]
# **Question.** In `generate_n_chars`, what would happen if `states` were not
# handed on? And if `piece` were the whole text so far, *and* `states` were
# handed on?
#
# <details><summary>Answer</summary>
#
# Without the state, every character is predicted from the one before it
# alone: a count model with one character of context. With both, the text is
# read again and again on top of the memory of itself, and the model takes it
# for a text that repeats.
# </details>

# %% [markdown]
# ### 7.4 What the state saves
#
# Without a state one must read the last 100 characters anew for each
# character that is written. We time it both ways, and also the NumPy stepper
# that we used above:

# %% tags=["skip-when-grading"]
def seconds_per_char(write, num_chars):
    """Seconds that `write(num_chars)` takes, for one character."""
    start = time.perf_counter()
    write(num_chars)
    return (time.perf_counter() - start) / num_chars


def reading_again(num_chars):
    window = Vocabulary(known).encode(held_out[:100])
    for _ in range(num_chars):
        log_probs = model(window[np.newaxis])[0, -1]
        drawn = temperature_random_sampling(log_probs)
        window = np.append(window[1:], drawn)


def with_the_state(num_chars):
    states, number = None, 4
    for _ in range(num_chars):
        log_probs, states = model(
            np.array([[number]]), states=states, return_state=True
        )
        number = int(temperature_random_sampling(log_probs[0, -1]))


def in_numpy(num_chars):
    state, number = None, 4
    for _ in range(num_chars):
        log_probs, state = stepper(number, state)
        p = distribution(log_probs)
        number = int(rng.choice(len(p), p=p))


model = your_grulm()
with_the_state(5)
for what, write, num_chars in (
    ("reading 100 characters again", reading_again, 8),
    ("one step with the state", with_the_state, 80),
    ("one step in NumPy", in_numpy, 800),
):
    speed = 1 / seconds_per_char(write, num_chars)
    print(f"{what:30s} {speed:9,.1f} characters a second")

# %% [markdown]
# ### 7.5 Shakespeare?
#
# The fastest way is one step at a time in NumPy. You have written such a step
# yourself: your `gru_step`, and around it the embedding and the last layer,
# which are one line each.

# %% tags=["skip-when-grading"]
from utils.sampling import complete


def your_step(number, h=None):
    """Read a character with your gru_step; return scores and state."""
    h = np.zeros((1, units), np.float32) if h is None else h
    h = one_gru_step(embedding[[number]], h, *gru_weights)
    return (h @ out + out_bias)[0], h


rng_of_step = np.random.default_rng(4)
new_text = complete(
    your_step, Vocabulary(known), "HAMLET\t", 300, 0.6, rng=rng_of_step
)
print("HAMLET\t" + new_text)

# %% [markdown]
# Every letter of it went through your equations, or ours if yours are not
# there yet. Longer pieces come from the course's stepper, which does the same
# and is a little faster: 700 characters each, at three temperatures.

# %% tags=["skip-when-grading"]
def written(prefix, num_chars, temperature, seed):
    """Continue a text with the pretrained model; returns what is new."""
    return complete(
        stepper,
        Vocabulary(known),
        prefix,
        num_chars,
        temperature,
        rng=np.random.default_rng(seed),
    )


for temperature in (0.5, 0.8, 1.2):
    print(f"—— temperature {temperature} ——")
    print("ROMEO\t" + written("ROMEO\t", 700, temperature, seed=1), end="\n\n")

# %% [markdown]
# Names in capitals, a tab, a speech; stage directions in brackets, which are
# closed; acts and scenes, verse that breaks at about the right length. It has
# learned form on every scale that it can hold. What it cannot hold is sense:
# nobody in these scenes wants anything.
#
# What temperature is best? It depends on what for. Two measures pull in
# opposite directions: how many of the written words are words of the real
# texts at all, and how many are *different* words, out of the first 400.

# %% tags=["skip-when-grading"]
import re


def words_of(some_text):
    return re.findall(r"[a-z]+", some_text.lower())


learned_words = set(words_of("\n".join(train_lines)))
temperatures = (0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.5)
real, different = [], []
for temperature in temperatures:
    some = words_of(written("ACT I\n", 2500, temperature, seed=3))[:400]
    real.append(100 * np.mean([word in learned_words for word in some]))
    different.append(100 * len(set(some)) / len(some))

plots.lines(
    {
        "words of the text you have": (temperatures, real),
        "different words": (temperatures, different),
    },
    title="Colder: safe and repetitive. Hotter: varied and misspelled",
    x="temperature",
    y="% of 400 written words",
    alt=(
        "Two lines against the temperature: the percentage of written words "
        "that occur in the training text, and that of different words."
    ),
)

# %% [markdown]
# **Figure {colder}.** How many of the written words are words of the text,
# and how many are different.
#
# What Figure {colder} shows can be said in one number, the entropy of the
# predictions: how many bits of choice a drawn character has, on average over
# the held-out text.

# %% tags=["skip-when-grading"]
some_predictions, _ = stepper.read(ids[:2000])
for temperature in (0.0, 0.5, 0.8, 1.0, 1.2, 2.0):
    bits = entropy(distribution(some_predictions, temperature)).mean()
    print(f"temperature {temperature}: {bits:.2f} bits per character")

# %% [markdown]
# ## 8. What to take away
#
# - A vocabulary decides what a model can tell apart; `[UNK]` and padding are
#   symbols too, and have to be treated on purpose.
# - Windows of `seq_length + 1` give inputs and targets. Shuffle windows: not
#   letters, and not batches.
# - A GRU can leave numbers in its state alone. That, and not its size, is why
#   it remembers longer than a plain network.
# - With the state going in and out, you can read in pieces, start with a
#   run-up, and write without reading anything twice.
# - The log-softmax of log-probabilities changes nothing, so a loss
#   `from_logits` is right for them.
# - Perplexity has a question behind it: padded or not, from an empty memory or
#   not, on which text? Report the number together with the question.
# - Count first. If counting is as good, you do not need a network.

# %% [markdown]
# ### Quick questions
#
# Open the choice that you believe in. Each one says why it is right or wrong.
#
# **(a)** A character is not in the vocabulary. What does the model read?
#
# <details><summary>Padding</summary>
#
# *No.* Padding fills rows up, and is left out of the perplexity. The unknown
# symbol is a prediction like any other.
# </details>
#
# <details><summary>Nothing: there is an error</summary>
#
# *No.* There is none, and that makes it easy to overlook.
# </details>
#
# <details><summary>The unknown symbol, the same for all such
# characters</summary>
#
# *Right.* What the vocabulary does not tell apart is lost before the model
# sees anything.
# </details>
# <br>
#
# **(b)** Where does `shuffle` belong?
#
# <details><summary>Before cutting windows</summary>
#
# *No.* That shuffles letters, and nothing is left to learn but how often each
# comes.
# </details>
#
# <details><summary>Between cutting windows and filling batches</summary>
#
# *Right.* So the windows of a batch come from all over the text, and each is
# whole.
# </details>
#
# <details><summary>After filling batches</summary>
#
# *No.* The rows of a batch would stay neighbours, in every epoch.
# </details>
# <br>
#
# **(c)** What happens to a number of the state whose update gate is 1?
#
# <details><summary>It is copied, untouched</summary>
#
# *Right.* In equation (5) all of the old number stays, and nothing of the
# candidate comes in.
# </details>
#
# <details><summary>It is replaced by the candidate</summary>
#
# *No.* That is what an update gate of 0 does here. (Some books have it the
# other way round.)
# </details>
#
# <details><summary>It is set to zero</summary>
#
# *No.* No gate does that to the state by itself.
# </details>
# <br>
#
# **(d)** The outputs are log-probabilities, and the loss is told
# `from_logits=True`. Is it right?
#
# <details><summary>No, the softmax is taken twice</summary>
#
# *No.* It is, but the second time it does nothing. Compute it and see.
# </details>
#
# <details><summary>Yes</summary>
#
# *Right.* A log-softmax of log-probabilities changes nothing: they sum to 1
# already.
# </details>
#
# <details><summary>Only without padding</summary>
#
# *No.* Padding matters to the mean, not to the softmax.
# </details>
# <br>
#
# **(e)** Two people report different perplexities of the *same* model on the
# *same* text. Possible?
#
# <details><summary>No, one of them has made a mistake</summary>
#
# *No.* Empty memories, a run-up, one long sequence: each is a sound question.
# </details>
#
# <details><summary>Yes: they started with different memories</summary>
#
# *Right.* Section 5.2 has three numbers for one model. Report the question
# with the number.
# </details>
#
# <details><summary>Only if the seeds differ</summary>
#
# *No.* Reading draws nothing. A seed plays no part in it.
# </details>
#
# ### Questions to think about
#
# 1. Lower-case the text. How many symbols are left? The perplexity falls; has
#    the model become better? (Think of what the number no longer has to
#    predict.)
#
#    <details><summary>Answer</summary>
#
#    For each capital that occurs, one symbol goes. The perplexity falls
#    because nobody has to predict any more whether a letter is a capital.
#    That is an easier question, not a better model. Compare only what has
#    predicted the same symbols.
#    </details>
#
# 2. `log_perplexity` gives each row the same weight. When would you rather
#    give each *character* the same weight? Which one does `model.evaluate`
#    report?
#
#    <details><summary>Answer</summary>
#
#    When you want a number for the text as a whole and rows differ in length:
#    a row of three characters should not count as much as one of three
#    hundred. The loss that Keras reports is the mean over all places, so each
#    character has the same weight, and the padding too, unless it is masked.
#    Where all rows are full, both agree.
#    </details>
#
# 3. The pretrained model differs from the original one in two ways: windows
#    that continue each other, and a falling learning rate. How would you find
#    out which of them made the difference? How many runs do you need?
#
#    <details><summary>Answer</summary>
#
#    By four kinds of runs: without both, with each of them alone, with both,
#    and all else the same. And by several seeds for each kind, or you cannot
#    tell a difference from chance. With three seeds that is a dozen runs.
#    </details>
#
# 4. Read a held-out line backwards, character by character, and compute its
#    perplexity. Why is it so high? What would a model be good for that was
#    trained on backward text?
#
#    <details><summary>Answer</summary>
#
#    It has learned what *follows*. Read backwards, `the` is `eht`, and it is
#    sure of things that do not come, which costs more than knowing nothing. A
#    model of backward text can say what may stand *before*: it writes a line
#    up to a given rhyme, or, with a forward model, fills a gap from both
#    sides.
#    </details>
#
# 5. Let the model continue `ROMEO` and a tab a hundred times. How often does
#    another speaker follow, and whom? Does that agree with the play?
#
#    <details><summary>Answer</summary>
#
#    Speeches take turns, so another speaker should nearly always follow. For
#    *whom*, count in the play: who speaks after Romeo, and how often? If the
#    shares are alike, it has learned who shares a scene. If names from all
#    plays come up, it has only learned what a name looks like.
#    </details>
#
# ### Where to go next
#
# - [**Lesson 3**](../03-nietzsche/nietzsche.ipynb): an LSTM on Nietzsche,
#   one-hot inputs, and temperature looked at more closely.
# - [**Lesson 5**](../05-playwright/playwright.ipynb): batches whose rows
#   continue each other, so that the state is never thrown away during
#   training.
# - To read: K. Cho et al., [*Learning Phrase Representations using RNN
#   Encoder-Decoder for Statistical Machine
#   Translation*](https://arxiv.org/abs/1406.1078) (2014), where the GRU comes
#   from; I. H. Witten and T. C. Bell, [*The Zero-Frequency
#   Problem*](https://doi.org/10.1109/18.87000) (1991), on counting what was
#   never seen; D. P. Kingma and J. Ba,
#   [*Adam*](https://arxiv.org/abs/1412.6980) (2015); C. J. Maddison, D.
#   Tarlow and T. Minka, [*A\* Sampling*](https://arxiv.org/abs/1411.0030)
#   (2014), on drawing with Gumbel noise.
#
# ### Before you hand in
#
# Save this notebook. Then type in a terminal, in this folder:
#
#     python -m utils.submit_check shakespeare.ipynb
#
# It runs the saved file as grading does, and says what is blank or would be
# missing. It prints a receipt: the file's checksum, which your feedback
# shows, too.
