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
# # Lesson 3: Nietzsche, hot and cold
#
# A trained language model does not say what comes next. It says how likely
# every character is to come next, and somebody has to choose. This lesson is
# about that choice. Choose the likeliest each time, and the model mumbles the
# same words for ever. Follow its probabilities to the letter, and it rambles.
# One number between the two, the **temperature**, decides how it sounds.
#
# The model is an LSTM of 128 units over windows of 60 characters; the text is
# by Friedrich Nietzsche, a philosopher who valued style. You write every step
# from the text that goes in to the text that comes out, and two more functions
# for practice:
#
# | exercise | what you write | points |
# |---|---|---|
# | `extract_windows` | cut a text into windows and what follows | 20 |
# | `one_hot_batch` | vectors for one batch, not for all windows | 15 |
# | `build_model` | an LSTM in Keras, ready to train | 15 |
# | `sample` | draw a character at a temperature | 25 |
# | `generate` | let the model read what it writes | 25 |
# | `lstm_step` | what an LSTM does at one character | practice |
# | `top_p` | draw from the likeliest alone | practice |
#
# **Practice** has no points. Do it, or leave it: after a blank or a wrong
# answer, the lesson goes on with ours and says so.
#
# Afterwards you can
#
# - prepare windows that need a seventh of the usual memory, or far less,
# - say what the gates of an LSTM are for,
# - compute a temperature without dividing by zero or taking its logarithm,
# - measure what temperature does to uncertainty, and find the best one,
# - generate text a thousand times faster than the obvious loop does.

# %% [markdown]
# **How to use this notebook.** It works like the lessons before: run the
# cells in their order; an exercise is a cell with `YOUR CODE HERE`, and the
# cell after it checks your answer. Those checks are worth a third of the
# points; when the notebook is graded, further checks with other inputs are
# added. Cells with the tag `skip-when-grading` only show something, and are
# left out then.
#
# Run from top to bottom, the notebook takes a minute or so on two cores;
# cells that take more than a few seconds say so.
#
# **Before you begin.** You need lessons 1 and 2: surprise, [held-out
# text](../../docs/glossary.md#held-out-text), a model in Keras, drawing at a
# temperature. Indexing NumPy arrays with arrays helps.
#
# **Time.** An estimate: three to four hours, one and a half of them to read.
#
# **Contents.**
#
# 1. [A text in windows](#1.-A-text-in-windows)
# 2. [One-hot, a batch at a time](#2.-One-hot,-a-batch-at-a-time)
# 3. [The network](#3.-The-network)
# 4. [Temperature](#4.-Temperature)
# 5. [Generating](#5.-Generating)
# 6. [Side by side](#6.-Side-by-side)
# 7. [What to take away](#7.-What-to-take-away)
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

import numpy as np

try:
    from utils.quiet import keras, tf  # without TensorFlow's log messages
    from utils import corpora, diagrams, diagrams_lstm, diagrams_weights
    from utils import plots
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

layers = keras.layers

# %% [markdown]
# ## 1. A text in windows
#
# ### 1.1 The data
#
# The text is read in lower case: then a capital letter at the beginning of a
# sentence is not a different character that has to be learned anew. If the
# original cannot be reached, a pastiche that comes with the course takes its
# place; the line below says which one you have. A pastiche is made by a few
# rules, so its numbers differ from those in the text, and its sense is not
# Nietzsche's fault.

# %% nbgrader={"grade": false, "grade_id": "setup-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
corpus = corpora.load("nietzsche")
text = corpus.text.lower()
vocab = Vocabulary.of(text)
n_chars = len(vocab)
ids = vocab.encode(text)
print(f"{len(text):,} characters, {n_chars} different ones:")
print(repr("".join(vocab)))

# %% [markdown]
# The last tenth is **held out**: no model in this notebook learns from it.

# %% nbgrader={"grade": false, "grade_id": "setup-split", "locked": true, "schema_version": 3, "solution": false, "task": false}
cut = len(text) * 9 // 10
train_text, held_text = text[:cut], text[cut:]
train_ids, held_ids = ids[:cut], ids[cut:]
print(f"{len(train_ids):,} to learn from, {len(held_ids):,} held out")
print(f"...{held_text[1000:1300]}...")

# %% [markdown]
# ### 1.2 Windows
#
# In lesson 1 every name was an example. A book is a single, very long
# example; to train on batches, it is cut into windows. Each window has
# `maxlen` characters, its target is the *one* character that follows, and
# the next window begins `step` places further on:

# %%
diagrams_lstm.sliding("without music", maxlen=5, step=3)

# %% [markdown]
# **Figure {sliding}.** Windows of a text. Each has one target, the character
# after it.
#
# The windows of Figure {sliding} overlap, so that a character is read in many
# contexts. Window 2 is the last one here: after one more step, nothing would
# follow.
#
# ### Exercise 1: extract_windows
#
# Write `extract_windows(ids, maxlen=60, step=3)`. In symbols,
#
# $$x_i = (c_{i s},\ c_{i s + 1},\ \ldots,\ c_{i s + T - 1}), \qquad
#   y_i = c_{i s + T} \qquad (1)$$
#
# with the length $T$ (`maxlen`) and the step $s$, for every $i$ from 0 on for
# which $c_{is+T}$ still exists. A text of `maxlen` characters or fewer has no
# window at all: `x` is then an empty array of the shape `(0, maxlen)`.
#
# <details><summary>Hint: where do windows begin?</summary>
#
# At `range(0, len(ids) - maxlen, step)`. Its length is the number of windows,
# and it is empty where the text is too short.
# </details>
#
# <details><summary>Hint: a loop, or none</summary>
#
# A loop over the starts that fills `np.empty((n, maxlen), dtype=ids.dtype)`
# is fine. Without a loop: a column of starts plus a row of 0 to `maxlen - 1`
# is a matrix of indices, and `ids[matrix]` has its shape.
# </details>

# %% nbgrader={"grade": false, "grade_id": "extract_windows", "locked": false, "schema_version": 3, "solution": true, "task": false}
def extract_windows(ids, maxlen=60, step=3):
    """Cut a text into overlapping windows.

    ids: 1-D array of integers, the characters of the text
    maxlen: characters in a window
    step: places from the start of one window to the start of the next

    Returns x (n, maxlen), one window a row, and y (n,), the character after
    each window; both have the dtype of ids.
    """
    ### BEGIN SOLUTION
    starts = np.arange(0, max(len(ids) - maxlen, 0), step)
    places = starts[:, np.newaxis] + np.arange(maxlen)
    return ids[places], ids[starts + maxlen]
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_extract_windows", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks

checks = Checks("extract_windows", lesson="nietzsche")


@checks.criterion(
    "the rows of x are windows, one step apart",
    points=2,
    hint="row i of x is ids[i * step : i * step + maxlen]",
)
def rows(extract_windows):
    x, _ = extract_windows(np.arange(10) + 20, maxlen=4, step=2)
    assert np.array_equal(x[0], [20, 21, 22, 23])
    assert np.array_equal(x[1], [22, 23, 24, 25])
    assert np.array_equal(x[2], [24, 25, 26, 27])


@checks.criterion(
    "y has the character after each window",
    points=2,
    hint="after ids[start : start + maxlen] comes ids[start + maxlen]",
)
def following(extract_windows):
    _, y = extract_windows(np.arange(10) + 20, maxlen=4, step=2)
    assert np.array_equal(y[:3], [24, 26, 28])


@checks.criterion(
    "the last window is the last one that something follows",
    points=2,
    hint="window i exists as long as ids[i * step + maxlen] does",
)
def how_many(extract_windows):
    for length, n in ((10, 3), (11, 4), (12, 4), (5, 1)):
        x, y = extract_windows(np.arange(length), maxlen=4, step=2)
        assert np.shape(x) == (n, 4) and np.shape(y) == (n,)


@checks.criterion(
    "x and y are arrays",
    points=1,
    hint="make arrays of the lists with np.array, or index ids with an array",
)
def arrays(extract_windows):
    for part in extract_windows(np.arange(10), maxlen=4, step=2):
        assert isinstance(part, np.ndarray), (
            f"x and y are arrays, not a {type(part).__name__}: np.array "
            "makes one"
        )


checks.run(extract_windows)

# %% [markdown]
# How many windows does the whole text have? The original should give 200,278.
#
# <!-- numbers
# original 200,278 "windows of 60"
# -->

# %% tags=["skip-when-grading"]
x, y = extract_windows(ids, maxlen=60, step=3)
print(f"{len(x):,} windows of {x.shape[1]}")
for row, following in zip(x[:3], y[:3]):
    print(f"{vocab.decode(row)!r} then {vocab[following]!r}")

# %% [markdown]
# **Question.** With step 3, two thirds of the characters are never a target.
# Why not use step 1?
#
# <details><summary>Answer</summary>
#
# One can; it gives three times as many windows, and an epoch takes three
# times as long. But neighbouring windows share all but one of their
# characters, so they teach nearly the same thing. With step 3, the same time
# gets you three passes through the text. (Lesson 2 wastes nothing: there,
# every character of a window has its own target.)
# </details>
#
# > **To remember.** A long text is cut into
# > [windows](../../docs/glossary.md#window). Keep indices, and make the
# > [one-hot vectors](../../docs/glossary.md#one-hot-vector) of a
# > [batch](../../docs/glossary.md#batch) when it is its turn.

# %% [markdown]
# ## 2. One-hot, a batch at a time
#
# A network cannot read the index 17 as a number: that would make `17` the
# neighbour of `18`, and half of `34`. So every character becomes a vector of
# $V$ entries, all 0 but a single 1.
#
# The obvious way is to encode all windows at once. Look at what that costs:
#
# <!-- numbers
# constant 17
# -->

# %%
windows = len(range(0, len(ids) - 60, 3))
print(f"{'all windows, one-hot, 1 byte an entry':42s}", end="")
print(f"{windows * 60 * n_chars / 1e6:10,.1f} MB")
print(f"{'all windows, one-hot, float32':42s}", end="")
print(f"{windows * 60 * n_chars * 4 / 1e6:10,.1f} MB")
print(f"{'all windows, as indices of 8 bytes':42s}", end="")
print(f"{windows * 60 * 8 / 1e6:10,.1f} MB")
print(f"{'all windows, as indices of 1 byte':42s}", end="")
print(f"{windows * 60 / 1e6:10,.1f} MB")
print(f"{'one batch of 128 windows, float32':42s}", end="")
print(f"{128 * 60 * n_chars * 4 / 1e6:10,.1f} MB")
print(f"{'the text itself, as indices':42s}", end="")
print(f"{ids.nbytes / 1e6:10,.1f} MB")

# %% [markdown]
# Every character of the text stands in twenty windows, and each time in $V$
# bytes that are nearly all 0. Nobody needs all that at the same moment: a
# training step sees one batch. So we keep the *indices*, and make the vectors
# of a batch when it is its turn.
#
# ### Exercise 2: one_hot_batch
#
# Write `one_hot_batch(x, y, n_chars)`: for windows `x` (batch, maxlen) and
# next characters `y` (batch,), return the arrays
#
# $$X_{b,t,v} = \begin{cases} 1 & v = x_{b,t} \\ 0 & \text{else}\end{cases}
#   \qquad
#   Y_{b,v} = \begin{cases} 1 & v = y_b \\ 0 & \text{else}\end{cases}
#   \qquad (2)$$
#
# in `float32`, the type that Keras computes in.
#
# <details><summary>Hint: without a loop</summary>
#
# Row `v` of the identity matrix `np.eye(n_chars)` is the vector of character
# `v`. What does indexing a matrix with an array of row numbers give?
# </details>
#
# <details><summary>Hint: how long are the vectors?</summary>
#
# Always `n_chars`. A batch may lack the last characters of the vocabulary;
# if its vectors were shorter for it, no network could read them.
# </details>

# %% nbgrader={"grade": false, "grade_id": "one_hot_batch", "locked": false, "schema_version": 3, "solution": true, "task": false}
def one_hot_batch(x, y, n_chars):
    """Encode one batch of windows and their next characters.

    x: integers (batch, maxlen), the characters of each window
    y: integers (batch,), the character after each window
    n_chars: size of the vocabulary, V

    Returns X (batch, maxlen, n_chars) and Y (batch, n_chars), float32.
    """
    ### BEGIN SOLUTION
    vectors = np.eye(n_chars, dtype=np.float32)
    return vectors[x], vectors[y]
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_one_hot_batch", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks

checks = Checks("one_hot_batch", lesson="nietzsche")

x_example = np.array([[0, 2, 1], [3, 3, 0]])
y_example = np.array([1, 2])


@checks.criterion(
    "X and Y have a vector of n_chars for every character",
    points=2,
    hint="X is (batch, maxlen, n_chars) and Y is (batch, n_chars)",
)
def shapes(one_hot_batch):
    X, Y = one_hot_batch(x_example, y_example, 5)
    assert np.shape(X) == (2, 3, 5) and np.shape(Y) == (2, 5)


@checks.criterion(
    "the 1 is at the index of the character",
    points=2,
    hint="X[b, t] is 1 at x[b, t] and Y[b] is 1 at y[b]; all else is 0",
)
def ones(one_hot_batch):
    X, Y = one_hot_batch(x_example, y_example, 5)
    assert np.array_equal(X[0, 1], [0, 0, 1, 0, 0])
    assert np.array_equal(X[1, 0], [0, 0, 0, 1, 0])
    assert np.array_equal(Y, [[0, 1, 0, 0, 0], [0, 0, 1, 0, 0]])
    assert np.sum(X) == 6


@checks.criterion(
    "both are float32",
    points=1,
    hint=(
        "np.zeros, np.eye and keras.utils.to_categorical give float64; pass "
        "dtype=np.float32, or convert with astype"
    ),
)
def short_floats(one_hot_batch):
    X, Y = one_hot_batch(x_example, y_example, 5)
    assert X.dtype == np.float32 and Y.dtype == np.float32


checks.run(one_hot_batch)

# %% [markdown]
# Training wants the batches in a shuffled order. The next cell puts your two
# functions together: it keeps the windows as indices, draws rows at random,
# and encodes a batch when Keras asks for it.

# %% tags=["skip-when-grading"]
class Batches:
    """`steps` shuffled batches of a text; each epoch takes other ones."""

    def __init__(self, ids, steps, batch_size=128):
        self.x, self.y = extract_windows(ids)
        self.steps, self.batch_size = steps, batch_size
        self.rng = np.random.default_rng(0)
        self.reshuffle()

    def reshuffle(self):
        self.order = self.rng.permutation(len(self.x))

    def __len__(self):
        return self.steps

    def __getitem__(self, number):
        start = number * self.batch_size
        rows = self.order[start : start + self.batch_size]
        return one_hot_batch(self.x[rows], self.y[rows], n_chars)


batches = Batches(train_ids, steps=1)
X, Y = batches[0]
print(f"{len(batches.x):,} windows to train on")
print(f"a batch: X {X.shape}, Y {Y.shape}, {X.dtype}, ", end="")
print(f"{(X.nbytes + Y.nbytes) / 1e6:.2f} MB")

# %% [markdown]
# ## 3. The network
#
# ### 3.1 A memory with three gates
#
# In lesson 1 the hidden state was multiplied by a matrix in every step, and
# with it the gradient: it vanished within a few characters. An **LSTM**, long
# short-term memory, has a second vector, the memory $c$, that is *not* sent
# through a matrix. It is only scaled and added to (Figure {lstm}):

# %%
diagrams_lstm.lstm()

# %% [markdown]
# **Figure {lstm}.** Inside an LSTM: three gates around a memory.
#
# Each gate is a vector of numbers between 0 (shut) and 1 (open), computed by
# the network itself from what it has just read and what it had in mind. With
# $\sigma(z) = 1/(1 + e^{-z})$ and $\odot$ for products entry by entry:
#
# $$\Gamma_f,\ \Gamma_i,\ \Gamma_o = \sigma(W_{\cdot x}\,
#   x^{\langle t\rangle} + W_{\cdot a}\, a^{\langle t-1\rangle} + b_\cdot),
#   \quad \text{each with its own weights} \qquad (3)$$
#
# $$\tilde c = \tanh(W_{cx}\, x^{\langle t\rangle}
#   + W_{ca}\, a^{\langle t-1\rangle} + b_c) \qquad (4)$$
#
# $$c^{\langle t\rangle} = \Gamma_f \odot c^{\langle t-1\rangle}
#   + \Gamma_i \odot \tilde c, \qquad
#   a^{\langle t\rangle} = \Gamma_o \odot \tanh(c^{\langle t\rangle})
#   \qquad (5)$$
#
# A unit whose $\Gamma_f$ is 1 and whose $\Gamma_i$ is 0 keeps its value for
# as long as it likes, and the gradient passes it unchanged. The GRU of lesson
# 2 does the same with two gates; the LSTM is older, and has one more.
# (Neither is the only way: a one-dimensional convolution over the window can
# predict the next character, too.)
#
# After the last character of the window, a Dense layer turns
# $a^{\langle T\rangle}$ into probabilities:
# $\hat y = \mathrm{softmax}(W_{ya}\, a^{\langle T\rangle} + b_y)$.

# %% [markdown]
# **Practice: one step of an LSTM.** You understand a gate when you have
# written one. Write equations (3) to (5) for one step, in NumPy. In section
# 3.4 your step gets the weights of a network that has read Nietzsche and is
# compared with Keras's own layer; in section 5.3 it writes.
#
# `lstm_step(x, h, c, kernel, recurrent_kernel, bias)` gets inputs `x` (batch,
# d), states `h` (batch, u), which are the $a$ of the equations, and memories
# `c` (batch, u). These are *rows*, one for each text of a batch, so weights
# stand on the right: `x @ kernel`. Keras keeps the columns of the three gates
# and of the new value in the order of Figure {columns}:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
diagrams_weights.side_by_side(
    [
        ("i, that is Γi", "write"),
        ("f, that is Γf", "keep"),
        ("c, that is c̃", "new value"),
        ("o, that is Γo", "show"),
    ],
    bias_rows=1,
)

# %% [markdown]
# **Figure {columns}.** The weights of an LSTM as Keras keeps them.
#
# It returns two arrays: the new state and, after it, the new memory.
#
# <details><summary>Hint: one sum, cut in four</summary>
#
# All four are made of the same sum, `x @ kernel + h @ recurrent_kernel +
# bias`, each of its own quarter of the columns. `np.split(total, 4, axis=1)`
# cuts it.
# </details>
#
# <details><summary>Hint: in which order?</summary>
#
# First the new memory, then the state, which shows the *new* memory. There
# are two tanh: one for the new value, one for what is shown.
# </details>

# %% tags=["skip-when-grading"] nbgrader={"grade": false, "grade_id": "lstm_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    """Take one step of an LSTM, with the weights of a layer of Keras.

    x: inputs (batch, d)
    h, c: states and memories before the step (batch, u); left unchanged,
        as all arguments
    kernel: (d, 4u), columns of the gates i, f, of the new value, and of o
    recurrent_kernel: (u, 4u), in the same order
    bias: (4u,), in the same order

    Returns the states and the memories after the step, both (batch, u).
    """
    ### BEGIN SOLUTION
    total = x @ kernel + h @ recurrent_kernel + bias
    of_i, of_f, of_new, of_o = np.split(total, 4, axis=1)
    write, keep = 1 / (1 + np.exp(-of_i)), 1 / (1 + np.exp(-of_f))
    show = 1 / (1 + np.exp(-of_o))
    memory = keep * c + write * np.tanh(of_new)
    return show * np.tanh(memory), memory
    ### END SOLUTION


# %% tags=["skip-when-grading"] jupyter={"source_hidden": true} nbgrader={"grade": false, "grade_id": "practice_lstm_step", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.practice import lstm_step as our_lstm_step

checks = Checks("lstm_step", lesson="nietzsche")
OPEN, SHUT = 30.0, -30.0  # sums that make a gate 1 or 0, but for rounding


def example_lstm(lstm_step, bias):
    """One step of two units, of which only the bias counts."""
    result = lstm_step(
        np.array([[1.0, 2.0, 3.0]]),
        np.array([[0.5, -0.5]]),
        np.array([[0.75, -2.0]]),
        np.zeros((3, 8)),
        np.zeros((2, 8)),
        np.array(bias, dtype=float),
    )
    told = "return two arrays (batch, u): the new states, the new memories"
    assert isinstance(result, tuple | list) and len(result) == 2, told
    assert [np.shape(part) for part in result] == [(1, 2), (1, 2)], told
    return [np.ravel(part) for part in result]


@checks.criterion(
    "one unit writes and forgets, the other keeps and does not write",
    points=1,
    hint=(
        "the memory is f * c + i * tanh(new); the first two columns here "
        "are those of i, the next two those of f"
    ),
)
def memory(lstm_step):
    bias = [OPEN, SHUT, SHUT, OPEN, 0.5, 0.5, 0, 0]
    _, memory = example_lstm(lstm_step, bias)
    assert np.allclose(memory, [np.tanh(0.5), -2])


@checks.criterion(
    "a unit with an open gate o shows the tanh of its memory, a shut one 0",
    points=1,
    hint="the state is o * tanh(c), with the memory after the step",
)
def shown(lstm_step):
    bias = [SHUT, OPEN, OPEN, OPEN, 1, 1, OPEN, SHUT]
    state, _ = example_lstm(lstm_step, bias)
    assert np.allclose(state, [np.tanh(0.75), 0])


@checks.criterion(
    "both products count, row by row",
    points=1,
    hint="x @ kernel + h @ recurrent_kernel + bias, with the batch first",
)
def products(lstm_step):
    x = np.array([[1.0], [0.0], [-1.0]])
    h, c = np.array([[0.5], [1.0], [-0.5]]), np.array([[0.2], [-0.4], [1.0]])
    kernel = np.array([[0.3, -0.2, 0.5, 0.4]])
    recurrent_kernel = np.array([[-0.1, 0.6, 0.7, -0.3]])
    bias = np.array([0.1, 1.0, 0.0, -0.2])
    state, memory = lstm_step(x, h, c, kernel, recurrent_kernel, bias)
    wanted = [0.555446, -0.030623, 0.391281]
    assert np.allclose(np.ravel(memory), wanted, atol=1e-5)
    wanted = [0.258601, -0.011558, 0.145023]
    assert np.allclose(np.ravel(state), wanted, atol=1e-5)


@checks.criterion(
    "what it is given stays as it was",
    points=1,
    hint="*= and += change the array of the caller: make a new one",
)
def left_unchanged(lstm_step):
    shapes = ((2, 3), (2, 1), (2, 1), (3, 4), (1, 4), (4,))
    given = [np.ones(shape) for shape in shapes]
    lstm_step(*given)
    assert all(np.all(array == 1) for array in given)


# Yours if it is right, else ours
one_lstm_step = checks.practise(lstm_step, our_lstm_step)

# %% [markdown]
# ### 3.2 Exercise 3: build_model
#
# Write `build_model(maxlen, n_chars)`: a Keras model that takes one-hot
# windows (batch, maxlen, n_chars), with
#
# - an LSTM of 128 units, of which only the last output is used,
# - a Dense layer with `n_chars` outputs and a softmax,
#
# compiled with the categorical cross-entropy as its loss (the mean of
# $-\ln \hat y_{\text{true}}$, for targets that are one-hot) and RMSprop with
# the learning rate 0.01 as its optimiser. Leave all other settings as Keras
# has them.
#
# <details><summary>Hint: the skeleton</summary>
#
# `keras.Sequential([...])` takes a list that begins with
# `keras.Input((maxlen, n_chars))`, followed by the layers. `model.compile`
# takes `loss=` and `optimizer=`.
# </details>
#
# <details><summary>Hint: the learning rate</summary>
#
# `optimizer="rmsprop"` is RMSprop too, but with its usual learning rate of
# 0.001. To set another, pass an object:
# `keras.optimizers.RMSprop(learning_rate=...)`.
# </details>
#
# <!-- numbers
# constant 0.001
# -->

# %% nbgrader={"grade": false, "grade_id": "build_model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_model(maxlen, n_chars):
    """Build and compile the model.

    maxlen: characters in a window
    n_chars: size of the vocabulary, V

    Returns a compiled Keras model that maps one-hot windows
    (batch, maxlen, n_chars) to probabilities (batch, n_chars).
    """
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((maxlen, n_chars)),
            layers.LSTM(128),
            layers.Dense(n_chars, activation="softmax"),
        ]
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.RMSprop(learning_rate=0.01),
    )
    return model
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_build_model", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.tensors import tensor

checks = Checks("build_model", lesson="nietzsche")


@checks.criterion(
    "two windows go in, two rows of probabilities come out",
    points=2,
    hint="the output is (batch, n_chars), and every row sums to 1: a softmax",
)
def probabilities(build_model):
    model = build_model(60, 57)
    window = np.eye(57, dtype=np.float32)[np.arange(60) % 57]
    y = np.asarray(model(tensor([window, window[::-1]])))
    assert y.shape == (2, 57)
    assert np.allclose(y.sum(axis=1), 1, atol=1e-5)


@checks.criterion(
    "it has as many weights as the LSTM and the Dense layer need",
    points=2,
    hint="an LSTM(128) has 4 (57 + 128 + 1) 128 weights, Dense(57) 129 · 57",
)
def weights(build_model):
    model = build_model(60, 57)
    model(tensor(np.zeros((1, 60, 57), np.float32)))
    assert model.count_params() == 4 * (57 + 128 + 1) * 128 + 129 * 57


@checks.criterion(
    "it is compiled with the learning rate 0.01",
    points=1,
    hint="call model.compile before you return the model",
)
def compiled(build_model):
    optimizer = build_model(60, 57).optimizer
    assert optimizer is not None
    rate = float(np.asarray(optimizer.learning_rate))
    assert np.isclose(rate, 0.01, rtol=1e-4), (
        f"the learning rate is {rate:g}: an optimiser given by its name has "
        "one of its own, so give it learning_rate=0.01"
    )


checks.run(build_model)

# %% [markdown]
# ### 3.3 A short training
#
# How good is a model on text that it has not seen? As in lesson 1, we count
# bits per character: the mean of $-\log_2 \hat y_{\text{true}}$, over 2,500
# windows of the held-out text. They come from `utils.windows`, which does
# what your `extract_windows` does, but without copying anything: its rows are
# *views* that overlap in memory as they do in the text.
#
# To read many windows fast, the weights of a model are handed to a `Stepper`:
# equations (3) to (5) in plain NumPy, which gives the log-probabilities after
# *every* character of a window.
#
# <!-- numbers
# constant 2,500
# -->

# %%
from functools import cache

from utils import training
from utils.recurrent import Stepper
from utils.sampling import at_temperatures
from utils.windows import with_next

x_held, y_held = with_next(held_ids, 60, step=24)


def held_out_bits(model):
    """Bits of each held-out prediction (windows, 60), by place."""
    log_probs, _ = Stepper(model).read(x_held)
    following = np.column_stack([x_held[:, 1:], y_held])
    chosen = np.take_along_axis(log_probs, following[..., None], axis=-1)
    return -chosen[..., 0] / np.log(2)


# %% tags=["skip-when-grading"]
bits = held_out_bits(build_model(60, n_chars))[:, -1].mean()
print(f"untrained: {bits:.3f} bits per character on held-out text")
print(f"guessing:  {np.log2(n_chars):.3f}")

# %% [markdown]
# The two agree: an untrained network knows nothing.
#
# A full epoch has about 1,400 steps, and the original lesson trained for many
# epochs. Here we take 300 steps, in three rounds, which is enough to see how
# it begins (about **half a minute** on two cores). If you have the time, set
# `rounds` to 40. After each round the model writes a line at four
# temperatures, which section 4 explains. `short_training` trains on its first
# call and remembers the result, so that the cells below can ask for it; if you
# change one of your functions, run this cell again.
#
# <!-- numbers
# constant 1,400 300
# -->

# %% tags=["skip-when-grading"]
prompt = held_text[1000:1060] if len(held_text) > 1060 else held_text[:60]


@cache
def short_training(rounds=3):
    """Your model, trained for some rounds, and its held-out bits."""
    model = build_model(60, n_chars)
    steps = training.budget(full=100, short=5)
    batches = training.dataset(Batches(train_ids, steps))
    log = {0: held_out_bits(model)[:, -1].mean()}
    for number in range(1, rounds + 1):
        history = model.fit(batches, verbose=0).history
        log[number * steps] = held_out_bits(model)[:, -1].mean()
        print(f"after {number * steps:4} steps: ", end="")
        print(f"{history['loss'][0] / np.log(2):.3f} bits while training, ",
              end="")
        print(f"{log[number * steps]:.3f} held out")
        print(at_temperatures(Stepper(model), vocab, prompt))
    return model, log


_, log = short_training()
plots.lines(
    {"held out": (list(log), list(log.values()))},
    levels={"guessing": np.log2(n_chars)},
    title="The first steps of training",
    x="training steps, 128 windows each",
    y="bits per character",
    alt=(
        "Line over the training steps: bits per character on held-out text "
        "fall fast at first, then more slowly."
    ),
)

# %% [markdown]
# **Figure {first-steps}.** Held-out bits per character in the first steps of
# training.
#
# **Question.** In Figure {first-steps}, most of the gain comes in the first
# hundred steps. What do you think has been learned by then, and what has not?
#
# <details><summary>Answer</summary>
#
# How frequent the characters are (that takes no memory at all), and soon what
# likes to follow what: `h` after `t`, a space after `d`. Words come later,
# and the structure of a sentence hardly at all. You will see it when it
# writes.
# </details>

# %% [markdown]
# ### 3.4 A trained one, and what context is worth
#
# So that nobody has to wait, the course ships weights for the very model that
# you have just built, trained for ten minutes on the first nine tenths of the
# original text. (For the pastiche there are weights of its own: a network is
# judged on the text that it was made for.) They fit into *your* model as well:

# %% tags=["skip-when-grading"]
from utils import pretrained

# The same network, trained on the pastiche or on Nietzsche
on_pastiche = pretrained.fits("aphorisms", corpus.text)
weights = "aphorisms" if on_pastiche else "nietzsche"
trained_vocab = pretrained.vocabulary(weights)


def written_with(characters):
    """These characters, or some of the text if it lacks one of them."""
    if trained_vocab.unseen(characters):
        return prompt[: len(characters)]
    return characters


window = np.eye(n_chars, dtype=np.float32)[x_held[:1]]
if list(trained_vocab) == list(vocab):
    trained = pretrained.load(weights)
    print(pretrained.fit(weights, corpus.text))
    yours = build_model(60, n_chars)
    yours.set_weights(trained.get_weights())
    print("yours gives the same:", np.allclose(yours(window), trained(window)))
else:
    trained, trained_vocab = short_training()[0], vocab
    print("Your text has other characters than the text of these weights.")
    print("From here on the model that you have just trained is used.")

# %% [markdown]
# Your `lstm_step` takes these weights, too. A layer of Keras reads a window
# at once; your step reads it character by character:

# %% tags=["skip-when-grading"]
*lstm_weights, out, out_bias = trained.get_weights()
layer = layers.LSTM(128)
layer.build((None, None, n_chars))
layer.set_weights(lstm_weights)

h = c = np.zeros((1, 128), np.float32)
for vector in window[0]:
    h, c = one_lstm_step(vector[np.newaxis], h, c, *lstm_weights)
difference = np.abs(h - layer(window).numpy()).max()
print(f"after {window.shape[1]} steps the states of step and layer ", end="")
print(f"differ by {difference:.0e} at most")

# %% [markdown]
# What would be a good result? Here are two opponents that know
# nothing of networks:
#
# - the **frequencies** of single characters in the training text;
# - a **compressor**. A file compressor too predicts what comes next, and what
#   it can predict, it need not store. How many bits does `xz` need for each
#   held-out character, when it has seen the training text before?

# %% tags=["skip-when-grading"]
import lzma


def compressed_bits(text):
    return 8 * len(lzma.compress(text.encode(), preset=9))


counts = np.bincount(train_ids, minlength=n_chars) + 1
extra = compressed_bits(text) - compressed_bits(train_text)
levels = {
    "guessing": np.log2(n_chars),
    "frequencies": -np.log2((counts / counts.sum())[held_ids]).mean(),
    "xz": extra / len(held_text),
}
trained_bits = held_out_bits(trained)
for name, level in levels.items():
    print(f"{name:20s} {level:.3f} bits per character")
ours = trained_bits[:, -1].mean()
print(f"{'trained for longer':20s} {ours:.3f} bits per character")

# %% [markdown]
# On the original text, the trained model needs about 2.08 bits per character
# and `xz` 2.37: a network with 102,585 weights predicts Nietzsche better than
# a compressor that may look up the whole book. (On the pastiche both need far
# fewer bits, because its rules are few. The network, which has weights of its
# own for it, is ahead there, too.)
#
# A window is read from its first character, without any past. So the same
# windows tell what context is worth: how well is a character predicted when 1,
# 2, ..., 60 characters have been read?
#
# <!-- numbers
# original 2.08 ±0.01 "trained for longer"
# original 2.37 ±0.005 "xz "
# constant 102,585
# -->

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
read = np.arange(1, 61)
your_bits = held_out_bits(short_training()[0])
plots.lines(
    {
        "your short training": (read, your_bits.mean(axis=0)),
        "trained for longer": (read, trained_bits.mean(axis=0)),
    },
    levels=levels,
    title="What context is worth, on held-out text",
    x="characters read before the prediction",
    y="bits per character",
    alt=(
        "Two lines over the number of characters read, from 1 to 60: bits "
        "per character of the shortly and of the longer trained network; "
        "guessing, frequencies and a compressor are horizontal lines."
    ),
)

# %% [markdown]
# **Figure {context}.** Held-out bits per character, by how many characters
# were read.
#
# In Figure {context}, the first five or six characters help most: they are
# the word so far. From the tenth on, the line of the trained network is flat.
# What is further away, the beginning of the sentence, its subject, the theme
# of the chapter, would tell a *reader* a lot, but this network does not find
# it. (Your own model was trained on the *last* prediction of a window only;
# at the places before, it does what nobody asked it to.)

# %% [markdown]
# ### 3.5 What is in the memory?
#
# Lesson 1 looked for units with a meaning. Here we look into the memory $c$ of
# the trained network while it reads 12,000 characters of held-out text. Three
# things might be worth remembering: how long the word is so far, how long ago
# the sentence began (up to 20 characters), and how long the line is so far,
# for the text is broken into lines of some 70 characters.
#
# For each we ask two questions. Is there *one* unit that follows it? And can
# it be read from *all* units together, by a weighted sum of them? The weights
# of that sum are fitted on the first 9,000 characters and tried on the other
# 3,000. Such a sum is called a **linear probe**.
#
# <!-- numbers
# constant 12,000 70
# -->

# %% tags=["skip-when-grading"]
def memories(network, piece):
    """Memory c (time, 128) of the network after each character of a text."""
    state, path = None, []
    for number in trained_vocab.encode(piece):
        _, state = network(number, state)
        path.append(state[1])
    return np.array(path)


def run_lengths(piece, ends):
    """For each character, how many have been read since one of `ends`."""
    lengths, length = [], 0
    for char in piece:
        length = 0 if char in ends else length + 1
        lengths.append(length)
    return np.array(lengths)


def correlation(a, b):
    """The correlation of two series, 0 if one of them never changes."""
    return np.corrcoef(a, b)[0, 1] if np.ptp(a) and np.ptp(b) else 0.0


network = Stepper(trained)
piece = held_text[2000:14000] if len(held_text) > 14000 else held_text
memory = memories(network, piece)
wanted = {
    "word": run_lengths(piece, " \n-.,;:"),
    "sentence": np.minimum(run_lengths(piece, ".?!"), 20),
    "line": run_lengths(piece, "\n"),
}
share = 9000 if len(piece) == 12000 else len(piece) * 3 // 4
fit, rest = slice(0, share), slice(share, None)
inputs = np.column_stack([memory, np.ones(len(memory))])
single, probe, best = {}, {}, {}
for meaning, values in wanted.items():
    found = [correlation(values[fit], unit[fit]) for unit in memory.T]
    best[meaning] = int(np.argmax(np.abs(found)))
    unit = memory[rest, best[meaning]]
    weights = np.linalg.lstsq(inputs[fit], values[fit], rcond=None)[0]
    single[meaning] = abs(correlation(values[rest], unit))
    read_out = inputs[rest] @ weights
    probe[meaning] = correlation(values[rest], read_out)

plots.bars(
    {"the best single unit": single, "a linear probe of all 128": probe},
    title="What can be read from the memory",
    x="how long ... is so far",
    y="correlation",
    alt=(
        "Bars in pairs: how well the length of the word, of the sentence "
        "and of the line so far can be read from the best single unit and "
        "from all units together."
    ),
)

# %% [markdown]
# **Figure {probe}.** How well three lengths can be read from one unit, and
# from all of them.
#
# On the original text, Figure {probe} shows that the network knows very well
# how long the word is, more or less how long the sentence is, and a little
# about the line, which is what it needs to guess when a line break is due.
# Nobody told it that there are words, sentences or lines. And in every case
# the probe sees more than the best unit: what the network knows is spread
# over many units.
#
# Figure {unit} shows the best unit for words while the network reads:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
begin = piece.find(" ", 600) + 1
unit = memory[:, best["word"]]
rows = {}
for row in range(3):
    part = slice(begin + 30 * row, begin + 30 * (row + 1))
    rows[f"from {part.start}"] = piece[part], unit[part]

plots.letters(
    rows,
    title=f"Memory of unit {best['word']} while the network reads",
    scale="memory c",
    limits=tuple(np.percentile(unit, [2, 98])),
    alt=(
        "Three rows of 30 characters of the text, each character shaded "
        "by the memory of the unit that follows the length of words best."
    ),
)

# %% [markdown]
# **Figure {unit}.** The memory of one unit while the network reads three
# pieces of text.
#
# On the original text its memory falls, on the whole, as a word goes on, and
# jumps back at the space. It is not a clean counter, only the best that one
# unit has to offer.
#
# > **To remember.** An [LSTM](../../docs/glossary.md#lstm) has a memory that
# > is scaled and added to, and never sent through a matrix: that is why it
# > lasts. What a network knows is spread over many units; a [linear
# > probe](../../docs/glossary.md#linear-probe) reads it.

# %% [markdown]
# ## 4. Temperature
#
# ### 4.1 Reweighting
#
# Let $p$ be the probabilities that the model gives. At the **temperature**
# $\tau$ we draw from
#
# $$q_v = \frac{p_v^{1/\tau}}{\sum_u p_u^{1/\tau}}
#   = \mathrm{softmax}\!\left(\frac{\ln p}{\tau}\right)_{\!v} \qquad (6)$$
#
# The name is from physics: particles at low temperature sit in the states of
# least energy, at high temperature they are everywhere. With $\tau = 1$
# nothing changes. Figure {temperatures} has four temperatures, for what the
# trained network thinks follows a few words:

# %% tags=["skip-when-grading"]
from utils.sampling import distribution

words = written_with("what is the s")
log_probs, _ = network.read(trained_vocab.encode(words))
likeliest = np.argsort(-log_probs[-1])[:8]

plots.bars(
    {
        f"τ = {tau}": {
            repr(trained_vocab[v])[1:-1]: distribution(log_probs[-1], tau)[v]
            for v in likeliest
        }
        for tau in (0.2, 0.5, 1.0, 1.2)
    },
    title=f"What follows “{words}”?",
    x="next character",
    y="probability",
    show_values=False,
    alt=(
        "Bars in fours: the probabilities of the eight likeliest next "
        "characters at the temperatures 0.2, 0.5, 1.0 and 1.2. The colder, "
        "the more goes to the first."
    ),
)

# %% [markdown]
# **Figure {temperatures}.** One prediction at four temperatures.
#
# ### 4.2 How not to compute it
#
# Equation (6) can be typed as it stands. Look at what happens when it gets
# cold:

# %%
p = np.array([0.5, 0.3, 0.2, 0.0])
with np.errstate(all="ignore"):
    for tau in (1.0, 0.1, 0.01, 0.0005, 0.0):
        powers = p ** (1 / np.float64(tau))
        q = powers / powers.sum()
        print(f"τ = {tau:<7}", *(f"{chance:.4f}" for chance in q))

# %% [markdown]
# At $\tau = 0.0005$, every power is smaller than the smallest number a computer
# can hold, and 0 / 0 is not a number. With logarithms there is no such limit,
# if one remembers two things:
#
# - A softmax does not change when the same number is subtracted from all
#   scores. Subtract the *greatest* one: then the greatest power is
#   $e^0 = 1$, whatever the temperature, and the sum cannot be 0.
# - $\ln 0 = -\infty$, and NumPy warns. A character with the probability 0
#   keeps it at every temperature, so leave it out before you take logarithms.
#
# And $\tau = 0$? There the formula ends, but its limit is clear: all goes to the
# most probable character.

# %% [markdown]
# ### Exercise 4: sample
#
# Write `sample(preds, temperature=1.0)`, which draws one index at a
# temperature:
#
# - with the probabilities of equation (6), from NumPy's *global* generator
#   (`np.random.choice`, for example), so that `np.random.seed` makes a text
#   repeatable;
# - for the temperature 0, the index of the greatest entry;
# - safe for very low temperatures, and without warnings where `preds` has
#   zeros.
#
# `preds` comes from a network, in `float32`, so its sum is only nearly 1.
# NumPy insists on a sum of 1, so normalise in `float64`.
#
# <details><summary>Hint: in which order?</summary>
#
# To float64; the special case 0; the positive entries
# (`np.flatnonzero(preds > 0)`); their logarithms, divided by the temperature;
# minus the greatest; `np.exp`; divided by the sum; one draw.
# </details>
#
# <details><summary>Hint: drawing from some of the indices</summary>
#
# `np.random.choice(possible, p=weights)` draws an element of the array
# `possible`, which can hold the indices that are left.
# </details>

# %% nbgrader={"grade": false, "grade_id": "sample", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sample(preds, temperature=1.0):
    """Draw one index at a temperature.

    preds: probabilities (V,), of any float type; left unchanged
    temperature: 0 takes the most probable, 1 follows preds, more is bolder

    Returns the index, an int, drawn from NumPy's global generator.
    """
    ### BEGIN SOLUTION
    preds = np.asarray(preds, dtype=np.float64)
    if temperature == 0:
        return int(np.argmax(preds))
    possible = np.flatnonzero(preds > 0)
    scores = np.log(preds[possible]) / temperature
    powers = np.exp(scores - scores.max())
    return int(np.random.choice(possible, p=powers / powers.sum()))
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_sample", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
import warnings

import numpy as np

from utils.checking import Checks, repeated

checks = Checks("sample", lesson="nietzsche")


def shares(sample, preds, temperature, draws=200):
    """How often each index is drawn."""
    drawn = repeated(sample, draws, preds, temperature)
    assert not any(np.ndim(index) for index in drawn), "return one int"
    return np.bincount(drawn, minlength=len(preds)) / draws


# A right answer is off by 0.2 less than once in a million runs.
def near(found, expected):
    return np.abs(found - np.array(expected)).max() < 0.2


@checks.criterion(
    "temperature 0 takes the most probable character, and zeros are quiet",
    points=2,
    hint=(
        "temperature 0 takes the most probable character: a case of its own, "
        "without a division; and of 0 no logarithm is taken"
    ),
)
def cold(sample):
    with warnings.catch_warnings(action="error"):
        found = [sample(np.array([0.2, 0.5, 0.3]), 0)]
        found.append(sample(np.array([0.0, 0.0, 1.0]), 0.5))
    assert not any(np.ndim(index) for index in found), "return one int"
    if found == [1, 0]:
        again = repeated(sample, 20, np.array([0.0, 0.0, 1.0]), 0.5)
        assert any(again), (
            "the index counts only the characters that are possible: return "
            "the one in preds"
        )
    assert found == [1, 2]


@checks.criterion(
    "temperature 1 follows the probabilities",
    points=3,
    hint="at temperature 1, index i is drawn with the probability preds[i]",
)
def plain(sample):
    preds = np.array([0.7, 0.25, 0.05])
    assert near(shares(sample, preds, 1.0), preds)


@checks.criterion(
    "a low temperature favours the likely, a high one evens out",
    points=3,
    hint="log(preds) is divided by the temperature, not multiplied by it",
)
def hot_and_cold(sample):
    cold = shares(sample, np.array([0.5, 0.3, 0.2]), 0.25)
    assert near(cold, [0.866, 0.112, 0.022])
    hot = shares(sample, np.array([0.9, 0.08, 0.02]), 4.0)
    assert near(hot, [0.517, 0.282, 0.2])


checks.run(sample)

# %% [markdown]
# ### 4.3 What temperature does to uncertainty
#
# How uncertain is a distribution? Its **entropy** says so in bits:
#
# $$H(q) = -\sum_v q_v \log_2 q_v \qquad (7)$$
#
# It is 0 when one character is certain, and $\log_2 V$ when all are alike.
# Temperature leads from one end to the other. The next cell follows three
# places in a text: one at which the model is nearly certain, and two at which
# it hesitates.

# %% tags=["skip-when-grading"]
from utils.sampling import entropy

temperatures = np.linspace(0, 5, 101)
places = {
    "after “the philosophe”": "the philosophe",
    "after “what is the s”": "what is the s",
    "after a full stop": "what is the meaning of the whole. ",
}
places = {label: written_with(words) for label, words in places.items()}
curves = {}
for label, words in places.items():
    log_probs, _ = network.read(trained_vocab.encode(words))
    curves[label] = (
        temperatures,
        [entropy(distribution(log_probs[-1], tau)) for tau in temperatures],
    )

plots.lines(
    curves,
    levels={"all alike": np.log2(len(trained_vocab))},
    title="Hotter means less certain",
    x="temperature",
    y="entropy in bits",
    alt=(
        "Three lines over the temperature from 0 to 5: the entropy of the "
        "next character at three places of a text. All start at 0 and "
        "rise towards the entropy of equal chances."
    ),
)

# %% [markdown]
# **Figure {hotter}.** The entropy of three predictions, by temperature.
#
# Every line of Figure {hotter} starts at 0 bits and only ever rises, but each
# at its own pace: where the model is certain, it stays near the bottom up to
# a temperature of 1 or so; where it hesitates, it climbs at once. So
# temperature is more than an amount of chance: it divides the *differences*
# between log-probabilities, whatever they are.

# %% [markdown]
# ### 4.4 Which temperature is right?
#
# For *writing*, that is a matter of taste. For *predicting*, it can be
# measured. Suppose we predict the held-out text at the temperature $\tau$, and
# count the bits. And beside it, we count how many bits the model *expects* to
# need, which is just the mean entropy of its predictions:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
log_probs = network.read(x_held)[0][:, -1]
tried = np.round(np.arange(0.4, 2.01, 0.1), 1)
needed, expected = [], []
for tau in tried:
    chances = distribution(log_probs, tau)
    needed.append(-np.log2(chances[np.arange(len(y_held)), y_held]).mean())
    expected.append(entropy(chances).mean())

print(f"best for predicting: τ = {tried[np.argmin(needed)]}")

plots.lines(
    {"needed": (tried, needed), "expected": (tried, expected)},
    title="Predicting held-out text at a temperature",
    x="temperature",
    y="bits per character",
    alt=(
        "Two lines over the temperature from 0.4 to 2: the bits needed for "
        "held-out text have their lowest point near temperature 1; the bits "
        "expected rise steadily and cross the other line there."
    ),
)

# %% [markdown]
# **Figure {calibrated}.** The bits that held-out text needs at a temperature,
# and the bits that the model expects.
#
# On the original text, the lowest point of Figure {calibrated} lies at 1 or
# just above it, and there the two lines cross: the model is about as good as
# it believes. Such a model is called **calibrated**. A model that has
# memorised its text expects to need less than it does, and wants a
# temperature above 1.
#
# But at $\tau = 1$ it will not write best. Once in a while an unlikely
# character is drawn. Then the model finds itself in a text unlike any that it
# has seen, and predicts badly from there on. A little cold prevents that.
#
# > **To remember.** The [temperature](../../docs/glossary.md#temperature)
# > divides the log-probabilities: below 1 sharper, above 1 flatter, 0 is the
# > likeliest. Compute with logarithms and subtract the greatest. A
# > [calibrated](../../docs/glossary.md#calibrated) model predicts best at 1,
# > and writes better a little below.

# %% [markdown]
# ## 5. Generating
#
# ### 5.1 Read, draw, slide
#
# The model predicts one character. To write a text, it has to read what it
# has written (Figure {loop}):

# %% jupyter={"source_hidden": true}
diagrams.cycle(
    [
        ("one-hot", "window of 60"),
        ("predict", "57 chances"),
        ("sample", "at temperature τ"),
        ("slide", "drop the oldest"),
    ],
    repeat="again, with the window one character further on",
)

# %% [markdown]
# **Figure {loop}.** How a model writes: it reads what it has drawn.
#
# ### Exercise 5: generate
#
# Write `generate(predict, prompt_ids, num_chars, temperature, n_chars)`.
#
# - `predict` is a function: it takes a one-hot window (1, maxlen, n_chars),
#   a batch of one, and returns the probabilities (n_chars,) of what follows.
#   Any model will do.
# - `prompt_ids` is the first window, an array (maxlen,) of indices. Its
#   length is the length of all windows. Leave it unchanged.
# - Draw with your `sample`. Each character that is drawn comes into the
#   window at its end, and the oldest goes out at its beginning.
#
# Return the list of the `num_chars` indices that were drawn, without the
# prompt.
#
# <details><summary>Hint: sliding</summary>
#
# With a list, `window = window[1:] + [index]`. With an array, `+` would add
# numbers: use `np.append(window[1:], index)`.
# </details>
#
# <details><summary>Hint: one window as a batch</summary>
#
# Make an array of zeros with the shape (1, maxlen, n_chars) and put the ones
# in, or index the rows of an identity matrix and add an axis in front. Make it
# anew in every step.
# </details>

# %% nbgrader={"grade": false, "grade_id": "generate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def generate(predict, prompt_ids, num_chars, temperature, n_chars):
    """Let a model go on with a text.

    predict: function from a one-hot window (1, maxlen, n_chars) to the
        probabilities (n_chars,) of the next character
    prompt_ids: integers (maxlen,), the first window; left unchanged
    num_chars: how many characters to write
    temperature: as in `sample`
    n_chars: size of the vocabulary, V

    Returns the list of the num_chars indices that were written.
    """
    ### BEGIN SOLUTION
    vectors = np.eye(n_chars, dtype=np.float32)
    window = [int(number) for number in prompt_ids]
    written = []
    for _ in range(num_chars):
        preds = predict(vectors[window][np.newaxis])
        written.append(sample(preds, temperature))
        window = window[1:] + written[-1:]
    return written
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_generate", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks

checks = Checks("generate", lesson="nietzsche")


def counting(window):
    """Certain that the last character of the window plus 1 follows, of 6."""
    last = int(np.argmax(np.ravel(window)[-6:]))
    return np.eye(6)[(last + 1) % 6]


def told_by(windows, written):
    """Raise AssertionError for what is plain to see of a wrong text of 7."""
    assert len(written) >= 7, (
        f"7 characters were asked for, and {len(written)} came back"
    )
    shape = np.shape(windows[0]) if windows else None
    assert shape == (1, 3, 6), (
        f"predict got an array of the shape {shape}: for 3 characters out of "
        "6 it takes (1, 3, 6), a batch of one window"
    )
    assert all((window.sum(axis=-1) == 1).all() for window in windows), (
        "a character in a window has more than a single 1, or none: make the "
        "window anew in every step"
    )
    assert np.array_equal(windows[0][0].argmax(axis=-1), [1, 2, 3]), (
        "the first window that predict gets is the prompt"
    )


@checks.criterion(
    "what is written follows from what was read",
    points=3,
    hint=(
        "each prediction is made from the newest window, whose last "
        "character is the one that was drawn last"
    ),
)
def follows(generate):
    windows = []

    def watched(window):
        windows.append(np.array(window))
        return counting(window)

    written = generate(watched, np.array([1, 2, 3]), 7, 1.0, 6)
    assert hasattr(written, "__len__"), (
        "return the list of what was drawn, after the loop and without yield"
    )
    for shape in map(np.shape, windows):
        assert len(shape) != 3 or shape[1] == 3, (
            f"predict got a window of {shape[1]} characters: it always has as "
            "many as prompt_ids, here 3"
        )
    assert not any(isinstance(index, list) for index in written), (
        "append each index itself: a list of numbers, not of lists"
    )
    if [int(index) for index in written][-7:] != [4, 5, 0, 1, 2, 3, 4]:
        told_by(windows, written)
        raise AssertionError


@checks.criterion(
    "predict gets one-hot windows (1, maxlen, n_chars)",
    points=2,
    hint="a batch of one window; every character a vector with a single 1",
)
def shape_of_windows(generate):
    seen = []

    def spy(window):
        seen.append(np.array(window))
        return counting(window)

    generate(spy, np.array([1, 2, 3]), 4, 1.0, 6)
    assert len(seen) >= 4, (
        f"predict was called {len(seen)} times for 4 characters: each needs a "
        "prediction of its own"
    )
    for window in seen:
        assert window.shape == (1, 3, 6)
        assert (window.sum(axis=-1) == 1).all()
    assert np.array_equal(seen[1][0].argmax(axis=-1), [2, 3, 4]), (
        "after the window 1, 2, 3 and the character 4 comes the window 2, 3, 4"
    )


@checks.criterion(
    "the result has num_chars indices, without the prompt",
    points=2,
    hint="return only what was drawn",
)
def length(generate):
    for num_chars in (5, 2):
        written = generate(counting, np.array([1, 2, 3]), num_chars, 1.0, 6)
        assert len(written) == num_chars


@checks.criterion(
    "it draws, and does not only take the most probable",
    points=1,
    hint="use sample, and hand it the temperature",
)
def draws(generate):
    written = generate(
        lambda window: np.full(6, 1 / 6), np.array([1, 2, 3]), 40, 1.0, 6
    )
    assert len({int(index) for index in written}) > 1


checks.run(generate)

# %% [markdown]
# ### 5.2 Your model writes
#
# Remember that it has been trained for half a minute. The prompt is a window
# of the held-out text.

# %% tags=["skip-when-grading"]
def predictor(model):
    """`predict` for `generate`: a Stepper that reads the whole window."""
    network = Stepper(model)

    def predict(window):
        log_probs, _ = network.read(window[0].argmax(axis=-1))
        return np.exp(log_probs[-1])

    return predict


print(f"prompt: {prompt!r}\n")
np.random.seed(0)
for tau in (0.2, 0.5, 1.0):
    predict = predictor(short_training()[0])
    written = generate(predict, vocab.encode(prompt), 200, tau, n_chars)
    print(f"τ = {tau}: {vocab.decode(written)!r}\n")

# %% [markdown]
# ### 5.3 What a character costs
#
# The obvious way to write `predict` is a call of the Keras model. It is also
# the slow way, for two reasons: a call of Keras takes milliseconds before it
# computes anything, and to draw *one* character, all 60 of the window are read
# anew, though 59 of them were read before.
#
# An LSTM need not read anything twice. Its state *is* what it knows of the
# past: keep it, and every new character costs one step. We measure three ways
# (about **5 seconds**):
#
# <!-- numbers
# constant 59
# -->

# %% tags=["skip-when-grading"]
from itertools import islice

from utils.sampling import stream


def seconds_each(write, num_chars):
    """Seconds that each of so many characters takes."""
    began = time.perf_counter()
    write(num_chars)
    return (time.perf_counter() - began) / num_chars


prompt_ids = trained_vocab.encode(prompt)
size = len(trained_vocab)


def keras_window(window):
    return trained(window)[0]


def with_keras(n):
    generate(keras_window, prompt_ids, n, 0.5, size)


def with_numpy(n):
    generate(predictor(trained), prompt_ids, n, 0.5, size)


def with_state(n):
    list(islice(stream(network, prompt_ids, 0.5), n))


costs = {
    "Keras, whole window": seconds_each(with_keras, 12),
    "NumPy, whole window": seconds_each(with_numpy, 200),
    "NumPy, state kept": seconds_each(with_state, 2000),
}
slowest = costs["Keras, whole window"]
for way, seconds in costs.items():
    print(f"{way:22s} {1 / seconds:9,.1f} characters per second, ", end="")
    print(f"{slowest / seconds:7,.0f} times as fast")

# %% [markdown]
# (`model.predict`, which the original lesson called for every character, is
# slower still: it is made for many batches, not for one window.)
#
# The last way is not quite the same computation. A window forgets what is
# more than 60 characters ago; a state that is kept does not have to. For a
# network that was trained on windows only, that is unknown ground; the weights
# that come with the course were trained with the state carried on.

# %% [markdown]
# With the state kept, `predict` is no more than your `lstm_step`, and one line
# for the last layer. It writes as well as the network does, for it *is* the
# network:

# %% tags=["skip-when-grading"]
from utils.sampling import complete

one_hot_rows = np.eye(size, dtype=np.float32)


def your_step(number, state=None):
    """Read a character with your lstm_step; return scores and state."""
    nothing = np.zeros((1, 128), np.float32)
    h, c = (nothing, nothing) if state is None else state
    h, c = one_lstm_step(one_hot_rows[[number]], h, c, *lstm_weights)
    return (h @ out + out_bias)[0], (h, c)


rng_of_step = np.random.default_rng(3)
new_text = complete(
    your_step, trained_vocab, prompt, 300, 0.5, rng=rng_of_step
)
print(f"…{prompt[-30:]}|{new_text}")

# %% [markdown]
# ## 6. Side by side
#
# Now for what this lesson is about: the trained network, one prompt, four
# temperatures, 400 characters each.

# %% tags=["skip-when-grading"]
from html import escape

from IPython.display import HTML


def write(tau, length=400, seed=0):
    """Text that the trained network writes at the temperature tau."""
    rng = np.random.default_rng(seed)
    return complete(network, trained_vocab, prompt, length, tau, rng=rng)


def side_by_side(texts):
    """A table with one text a column."""
    style = "text-align:left;vertical-align:top"
    heads = "".join(f"<th style='{style}'>{escape(t)}</th>" for t in texts)
    columns = "".join(
        f"<td style='{style};white-space:pre-line;width:25%'>"
        f"{escape(text)}</td>"
        for text in texts.values()
    )
    return HTML(
        f"<p>after: <i>{escape(prompt)}</i></p><table><thead><tr>{heads}"
        f"</tr></thead><tbody><tr>{columns}</tr></tbody></table>"
    )


side_by_side({f"τ = {tau}": write(tau) for tau in (0.2, 0.5, 1.0, 1.2)})

# %% [markdown]
# From left to right: at 0.2 nearly all words are English, and the same few of
# them go round and round. At 0.5 there is some variety, and here and there a
# phrase that could mean something. At 1.0 words are made up, some of them
# rather good. At 1.2 the spelling goes. (On the pastiche, which has few words
# and few rules, you read more of what it was learned from.)
#
# What the eye sees can be counted. For ten temperatures we let the network
# write 3,000 characters and ask: how many of its words stand in the training
# text? And how many *different* words does it use? (About **5 seconds**.)

# %% tags=["skip-when-grading"]
import re


def words_of(some_text):
    return re.findall(r"(?:[^\W\d_]|')+", some_text)[1:-1] or [""]


known_words = set(words_of(train_text))


def counted(some_text):
    """Percent of words that are known, and of words that are different."""
    words = words_of(some_text)
    known = np.mean([word in known_words for word in words])
    return 100 * known, 100 * len(set(words)) / len(words)


scale = np.round(np.arange(0.1, 1.55, 0.15), 2)
known, different = zip(*[counted(write(tau, 3000)) for tau in scale])
real = counted(held_text[:3000])

plots.lines(
    {
        "words that are in the training text": (scale, known),
        "different words": (scale, different),
    },
    levels={
        "known, held-out text": real[0],
        "different, held-out text": real[1],
    },
    title="What temperature buys, and what it costs",
    x="temperature",
    y="% of the words",
    alt=(
        "Two lines over the temperature: the share of generated words that "
        "are in the training text falls, the share of different words "
        "rises. Horizontal lines show both for real held-out text."
    ),
)

# %% [markdown]
# **Figure {trade}.** How many words are known, and how many are different, by
# temperature.
#
# Compare with the horizontal lines of Figure {trade}, which are the held-out
# text itself. At low temperature nearly all words are known, but there are
# far too few of them. With the temperature, variety grows, and mistakes with
# it. On the original, no temperature brings both to the level of the held-out
# text: 128 units, and 60 characters of context, are not enough. A better model
# moves the curves; temperature only moves along them.
#
# **Question.** Where would you set it, and what could you do besides?
#
# <details><summary>Answer</summary>
#
# Most readers say between 0.4 and 0.7. You could also forbid the unlikeliest
# characters altogether and draw from the rest: only from the best $k$
# (top-k), or from the fewest that have, say, 90% of the probability together
# (nucleus sampling).
# </details>
#
# <!-- numbers
# constant 90
# -->

# %% [markdown]
# ### 6.1 Three dials
#
# Temperature makes the unlikely less likely, but never impossible, and in a
# long text it will come up. Two other ways cut it off before drawing:
#
# - **top-k** leaves the $k$ likeliest characters, whatever their
#   probabilities;
# - the **nucleus**, or top-p, leaves the fewest of the likeliest whose
#   probabilities add up to $p$ or more: one or two where the model is sure,
#   many where it hesitates ([Holtzman et
#   al.](https://arxiv.org/abs/1904.09751)).
#
# Figure {dials} shows once more what follows the prompt. Move the sliders,
# one at a time at first, and watch the number of characters that are left,
# and the bits of choice. (Where nothing can be moved, you see three settings
# side by side.)

# %% tags=["skip-when-grading"]
after_prompt = network.read(trained_vocab.encode(prompt))[0][-1]
end = " ".join(prompt.split()[-4:])
plots.dials(after_prompt, trained_vocab, title=f"After “… {end} ”")

# %% [markdown]
# **Figure {dials}.** The next character under temperature, top-k and nucleus.
#
# **Question.** Set the nucleus to 0.9 and count what is left. Then put
# `"the philosophe"` in place of `prompt` in the cell above. Which of the three
# dials notices the difference?
#
# <details><summary>Answer</summary>
#
# After *the philosophe* the model is nearly sure. The nucleus then leaves one
# or two characters, where it left many before; top-k leaves $k$ of them in
# both cases, also some that must not come up here. Temperature leaves all.
# </details>
# <br>
#
# And now more than one step. Draw a character, or take it back, at any
# temperature. (Where nothing can be clicked, you see the first steps.)

# %% tags=["skip-when-grading"]
plots.writing(network, trained_vocab, trained_vocab.encode(prompt))

# %% [markdown]
# **Figure {steps}.** The trained network goes on from the prompt, step by step.
#
# Within a word Figure {steps} has one likely character, or a few; at the
# beginning of a word there are many. That is where temperature acts.
#
# Back to one step: how many are left of a nucleus depends on how the
# probability adds up, from the likeliest character on. Figure {adds-up} shows
# two places, one where the model is sure and one where it hesitates:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
plots.lines(
    {
        f"after “{words}”": (np.arange(1, len(together) + 1), together)
        for words in map(written_with, ("the philosophe", "what is the s"))
        for log_probs in [network.read(trained_vocab.encode(words))[0][-1]]
        for together in [np.cumsum(np.sort(np.exp(log_probs))[::-1])[:12]]
    },
    levels={"p = 0.9": 0.9},
    title="A nucleus ends where the sum reaches p",
    x="how many of the likeliest characters",
    y="probability together",
    alt=(
        "Two rising lines: the probability that the likeliest 1 to 12 "
        "characters have together, at a place where the model is sure and "
        "at one where it hesitates. A horizontal line at 0.9 shows where "
        "each nucleus ends."
    ),
)

# %% [markdown]
# **Figure {adds-up}.** The probability of the likeliest characters together.
#
# **Practice: the nucleus.** Write `top_p(probs, p)`. Sorted from the most
# probable character on, it keeps the fewest characters whose sum reaches $p$.
# The one that takes the sum across $p$ is in, the ones after it are out. These
# become 0, and what is left is divided by its sum. Every character keeps its
# place.
#
# Two cases need care. Of equally probable characters the one with the smaller
# index goes first. And $p = 1$ changes nothing, although a sum of `float32`
# may stay a little below 1.
#
# <details><summary>Hint: sorting, and back again</summary>
#
# `order = np.argsort(-probs, kind="stable")` has the indices, the most
# probable first; equal ones stay in their order, which
# `np.argsort(probs)[::-1]` would reverse. Fill an array of zeros at the
# indices that you keep.
# </details>
#
# <details><summary>Hint: who is in?</summary>
#
# A character is in if those *before* it have less than $p$ together. The sum
# of those before it is `np.cumsum(ordered) - ordered`.
# </details>

# %% tags=["skip-when-grading"] nbgrader={"grade": false, "grade_id": "top_p", "locked": false, "schema_version": 3, "solution": true, "task": false}
def top_p(probs, p):
    """Keep the nucleus of a distribution.

    probs: probabilities (V,), of any float type; left unchanged
    p: the share of the probability to keep, more than 0 and at most 1

    Returns probabilities (V,): 0 for what is cut off, and a sum of 1.
    """
    ### BEGIN SOLUTION
    order = np.argsort(-probs, kind="stable")
    ordered = probs[order].astype(np.float64)
    kept = np.cumsum(ordered) - ordered < p
    result = np.zeros(len(probs))
    result[order[kept]] = ordered[kept]
    return result / result.sum()
    ### END SOLUTION


# %% tags=["skip-when-grading"] jupyter={"source_hidden": true} nbgrader={"grade": false, "grade_id": "practice_top_p", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.practice import top_p as our_top_p

checks = Checks("top_p", lesson="nietzsche")


def cut_at(top_p, p, probs=(0.125, 0.5, 0.0625, 0.25, 0.0625)):
    cut = top_p(np.array(probs), p)
    assert np.shape(cut) == np.shape(probs), (
        "return a probability for each character: 0 for what is cut off"
    )
    return np.asarray(cut)


@checks.criterion(
    "with p = 0.6, two of five characters are left; with p = 0.8, three",
    points=1,
    hint=(
        "add up from the most probable on; the one that takes the sum "
        "across p is in, and each keeps its place"
    ),
)
def the_fewest(top_p):
    assert np.array_equal(cut_at(top_p, 0.6) > 0, [0, 1, 0, 1, 0])
    assert np.array_equal(cut_at(top_p, 0.8) > 0, [1, 1, 0, 1, 0])


@checks.criterion(
    "where the sum is just p, that is enough",
    points=1,
    hint="0.5 and 0.25 are 0.75: with p = 0.75 nothing more is needed",
)
def just_enough(top_p):
    assert np.array_equal(cut_at(top_p, 0.75) > 0, [0, 1, 0, 1, 0])
    assert np.array_equal(cut_at(top_p, 0.1) > 0, [0, 1, 0, 0, 0])


@checks.criterion(
    "what is left is divided by its sum",
    points=1,
    hint="0.5 and 0.25 become two thirds and one third",
)
def sums_to_one(top_p):
    assert np.allclose(cut_at(top_p, 0.6), [0, 2 / 3, 0, 1 / 3, 0])


@checks.criterion(
    "of four that are alike, the first two are left with p = 0.5",
    points=1,
    hint="np.argsort(-probs, kind='stable') leaves equal ones in their order",
)
def alike(top_p):
    cut = cut_at(top_p, 0.5, probs=(0.25, 0.25, 0.25, 0.25))
    assert np.allclose(cut, [0.5, 0.5, 0, 0])


@checks.criterion(
    "p = 1 changes nothing, nor is anything given changed",
    points=1,
    hint=(
        "keep all with p = 1, also where the sum stays a little below; and "
        "work on a copy"
    ),
)
def all_of_it(top_p):
    probs = np.array([0.2, 0.7, 0.1]) * (1 - 1e-6)
    before = probs.copy()
    assert np.allclose(top_p(probs, 1.0), before, atol=1e-5)
    top_p(probs, 0.5)
    assert np.array_equal(probs, before)


# Yours if it is right, else ours
cut_off = checks.practise(top_p, our_top_p)

# %% [markdown]
# On what follows the prompt, it must agree with `distribution`, which does
# the same for the dials above. Then, at $\tau = 1$: the model as it is,
# beside top-k, and beside the nucleus that your function leaves.

# %% tags=["skip-when-grading"]
def in_nucleus(step, p):
    """The same network, for which all but the nucleus is impossible."""

    def cut(number, state=None):
        log_probs, state = step(number, state)
        with np.errstate(divide="ignore"):
            return np.log(cut_off(np.exp(log_probs), p)), state

    return cut


ours = distribution(after_prompt, top_p=0.9)
yours = cut_off(np.exp(after_prompt), 0.9)
print(f"{np.count_nonzero(yours)} characters are left; ", end="")
print(f"the largest difference is {np.abs(yours - ours).max():.0e}")

side_by_side(
    {
        label: complete(
            step,
            trained_vocab,
            prompt,
            400,
            **settings,
            rng=np.random.default_rng(0),
        )
        for label, step, settings in (
            ("τ = 1", network, {}),
            ("τ = 1, top-k 5", network, {"top_k": 5}),
            ("τ = 1, nucleus 0.9", in_nucleus(network, 0.9), {}),
        )
    }
)

# %% [markdown]
# ### 6.2 Does it mean anything?
#
# No. The network has learned which characters follow which, and nothing of
# what they are about. Think of `xz`, the compressor: it makes a text as short
# as it can by removing all that can be predicted. If people spoke in such
# compressed files, they would say the same things, with the same meaning, and
# a model like ours could learn nothing at all from them: every character
# would cost it all its bits. What it learns is the part of language that is
# *redundant*; what we mean is rather in the rest.

# %% [markdown]
# ## 7. What to take away
#
# - A long text is trained on in windows. Keep indices, encode batches: the
#   one-hot arrays of all windows are hundreds of megabytes of zeros.
# - An LSTM adds to its memory and scales it, under the control of gates, so
#   that neither memory nor gradient has to vanish.
# - A model gives probabilities; to write, one must draw. Temperature divides
#   the log-probabilities: below 1 sharper, above 1 flatter, 0 is the argmax.
# - Compute with logarithms, subtract the greatest, leave out zeros.
# - Entropy rises with temperature. For predicting, the best temperature of a
#   calibrated model is 1; for writing, it is a compromise that can be
#   counted.
# - Keep the state and a character costs one step, not sixty and a call.

# %% [markdown]
# ### Quick questions
#
# Open the choice that you believe in. Each one says why it is right or wrong.
#
# **(a)** Why are the vectors made a batch at a time?
#
# <details><summary>It makes the model more exact</summary>
#
# *No.* The vectors are the same in both cases.
# </details>
#
# <details><summary>Keras cannot read larger arrays</summary>
#
# *No.* It can, as long as the computer's memory holds them.
# </details>
#
# <details><summary>All at once they are hundreds of megabytes of zeros, and
# a step needs one batch</summary>
#
# *Right.* Indices hold the same information in a fraction of the space.
# </details>
# <br>
#
# **(b)** What does a temperature of one half do?
#
# <details><summary>It leaves out the less likely half of the
# characters</summary>
#
# *No.* Top-k and nucleus leave characters out. Temperature never does.
# </details>
#
# <details><summary>It doubles the differences between
# log-probabilities</summary>
#
# *Right.* Dividing by one half is multiplying by two; then they are made to
# sum to 1 again.
# </details>
#
# <details><summary>It halves all probabilities</summary>
#
# *No.* They would not sum to 1; and scaled back, they would be what they
# were.
# </details>
# <br>
#
# **(c)** A character has the probability 0. And at a high temperature?
#
# <details><summary>Still 0</summary>
#
# *Right.* Zero to any positive power is zero. So leave it out before you take
# logarithms.
# </details>
#
# <details><summary>A little more than 0</summary>
#
# *No.* Temperature multiplies differences of logarithms; minus infinity stays
# where it is.
# </details>
#
# <details><summary>An error</summary>
#
# *No.* Only if its logarithm is taken without care.
# </details>
# <br>
#
# **(d)** The forget gate of a unit is 0 and its input gate is 1. What is in
# its memory afterwards?
#
# <details><summary>What was in it before</summary>
#
# *No.* That needs the two gates the other way round.
# </details>
#
# <details><summary>The candidate alone</summary>
#
# *Right.* Nothing of the old memory stays, all of the new comes in.
# </details>
#
# <details><summary>Nothing</summary>
#
# *No.* The input gate is open.
# </details>
# <br>
#
# **(e)** Why does text at temperature 0 go round in circles, if each choice
# is the best?
#
# <details><summary>The model is too small</summary>
#
# *No.* Large ones do it too. The reason is the way of choosing.
# </details>
#
# <details><summary>The best choices lead to the likeliest phrase, and from
# there back to it</summary>
#
# *Right.* A bigger model does the same, in longer circles.
# </details>
#
# <details><summary>The random numbers repeat</summary>
#
# *No.* At temperature 0 there are none.
# </details>
#
# ### Questions to think about
#
# 1. Train on windows with step 1 and with step 10, for the same number of
#    *steps* each. Is there a difference on held-out text? Why so little?
#
#    <details><summary>Answer</summary>
#
#    The same number of steps reads the same number of windows, and in so few
#    steps hardly a window comes twice. So both see about as much text. The
#    difference comes with more epochs: with step 10 there are fewer windows
#    to repeat, and the network has them by heart sooner.
#    </details>
#
# 2. The held-out tenth is the end of the book. What would change if every
#    tenth *window* were held out instead? (Windows overlap.)
#
#    <details><summary>Answer</summary>
#
#    Each held-out window would have neighbours in training that share all but
#    a few of its characters, and its target too. The result would be too good,
#    and best for a model that recites. Lesson 4 measures by how much.
#    </details>
#
# 3. Two different temperatures in one text: cold within a word, hot at its
#    first letter. How would you write it, and what do you expect?
#
#    <details><summary>Answer</summary>
#
#    In `generate`, look at the last character of the window: after a space or
#    a line end draw hot, otherwise cold. Expect words that are spelled well
#    and yet vary, because most of the choice lies in the first letter of a
#    word, and most misspellings come from later ones.
#    </details>
#
# 4. Start from a prompt that Nietzsche could not have written: sixty times
#    `q`, or a line of Shakespeare. How long does the network take to recover
#    at $\tau = 0.2$, and how long at $\tau = 1$?
#
#    <details><summary>Answer</summary>
#
#    Watch the surprise of what it writes, character by character. Cold, it
#    either leaves at once, by way of something common, or goes on with what
#    it has read. Hot, it leaves by chance, sooner or later. After sixty
#    characters at the latest, the window holds nothing but its own text; a
#    state that is kept has to let the old text fade.
#    </details>
#
# 5. At $\tau = 0$ every text ends in a circle sooner or later. Must it? (How
#    many different windows are there? And with a state that is kept?)
#
#    <details><summary>Answer</summary>
#
#    With windows it must. At $\tau = 0$ the next window follows from the
#    present one, and there are only so many windows: when one comes back, so
#    does all that came after it. A state that is kept consists of numbers
#    with finitely many digits, so in the end it must come back too, but
#    nobody could wait for that. In practice it too falls into a circle,
#    because gates let the past fade.
#    </details>
#
# ### Where to go next
#
# - [**Lesson 4**](../04-simpsons/simpsons.ipynb): the same network on the
#   scripts of a tavern, with scenes that must not leak from training into
#   validation.
# - [**Lesson 5**](../05-playwright/playwright.ipynb): windows that continue
#   each other, so that the state can be carried while training too.
# - To read: S. Hochreiter and J. Schmidhuber, [*Long Short-Term
#   Memory*](https://doi.org/10.1162/neco.1997.9.8.1735) (1997); F. Gers, J.
#   Schmidhuber and F. Cummins, [*Learning to
#   Forget*](https://doi.org/10.1162/089976600300015015) (2000), who added the
#   gate that keeps; F. Chollet, [*Deep Learning with
#   Python*](https://www.manning.com/books/deep-learning-with-python), chapter
#   8, which has the example that this lesson grew from; A. Holtzman and
#   others, [*The Curious Case of Neural Text
#   Degeneration*](https://arxiv.org/abs/1904.09751) (2020), on why the
#   likeliest text is not a good one.
#
# ### Before you hand in
#
# Save this notebook. Then type in a terminal, in this folder:
#
#     python -m utils.submit_check nietzsche.ipynb
#
# It runs the saved file as grading does, and says what is blank or would be
# missing. It prints a receipt: the file's checksum, which your feedback
# shows, too.
