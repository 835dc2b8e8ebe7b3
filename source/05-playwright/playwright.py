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
# # Lesson 5: A playwright that remembers
#
# A play is long. Who speaks was said at the beginning of the speech; that this
# is a comedy was said an hour ago. Networks are trained on windows of a
# hundred characters or so, because every step has to be kept until the
# gradient has come back through it, and a whole play has a hundred thousand of
# them. Must everything before the window be forgotten?
#
# No. A recurrent network sums up what it has read in its state, and a state
# can be kept when the window ends. Such a network is called **stateful**. In
# Keras it takes one word, `stateful=True`. But that word changes what a batch
# is, how the data must be ordered, and what has to be done before the network
# can write. Each of these is easy to get wrong *without any error message*,
# and this lesson measures what it costs.
#
# | exercise | what you write | points |
# |---|---|---|
# | `stateful_batches` | batches whose rows continue each other | 25 |
# | `build_model` | embedding, stateful LSTM, logits | 20 |
# | `loss` | surprise, computed from logits | 15 |
# | `sample_next` | draw the next character for every row | 20 |
# | `generate_text` | reset, read, write | 20 |
#
# Afterwards you can
#
# - say what belongs to a row of a batch, and why rows must not be shuffled,
# - train across windows with truncated backpropagation through time,
# - rebuild a network for another batch size and carry its weights over,
# - say why a loss is computed from logits and not from probabilities,
# - tell what a network writes by itself from what is left over in its state.

# %% [markdown]
# **How to use this notebook.** It works like the lessons before: run the
# cells in their order; an exercise is a cell with `YOUR CODE HERE`, and the
# cell after it checks your answer. Those checks are worth a third of the
# points; when the notebook is graded, further checks with other inputs are
# added. Cells with the tag `skip-when-grading` only show something, and are
# left out then.
#
# You need not train the large network of this lesson: that takes half an hour
# or more, and its weights come with the course. From top to bottom the
# notebook takes two minutes or so on two cores; cells that take more than a
# few seconds say so.
#
# **Before you begin.** You need lessons 2 and 3: batches,
# [embedding](../../docs/glossary.md#embedding),
# [LSTM](../../docs/glossary.md#lstm),
# [temperature](../../docs/glossary.md#temperature), a model in Keras; of
# lesson 1, [backpropagation through
# time](../../docs/glossary.md#backpropagation-through-time).
#
# **Time.** An estimate: about four hours, one and a half of them to read.
#
# **Contents.**
#
# 1. [Plays](#1.-Plays)
# 2. [Exercise 1: stateful_batches](#2.-Exercise-1:-stateful_batches)
# 3. [The network](#3.-The-network)
# 4. [Exercise 2: build_model](#4.-Exercise-2:-build_model)
# 5. [Exercise 3: loss](#5.-Exercise-3:-loss)
# 6. [Does the order matter?](#6.-Does-the-order-matter?)
# 7. [The large network](#7.-The-large-network)
# 8. [Exercise 4: sample_next](#8.-Exercise-4:-sample_next)
# 9. [Exercise 5: generate_text](#9.-Exercise-5:-generate_text)
# 10. [What it has learned](#10.-What-it-has-learned)
# 11. [The course's leaderboard](#11.-The-course's-leaderboard)
# 12. [What to take away](#12.-What-to-take-away)
#
# Words that are links lead to the [glossary](../../docs/glossary.md), which
# also has a map of the ideas of all lessons; the [cheat
# sheet](../../docs/cheat_sheet.md) has all formulas and shapes on one page.
# The code of checks and of some figures is folded: a click on the three dots
# shows it, and it runs either way.

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
# The build puts here how to get `utils` on Colab.

# %% nbgrader={"grade": false, "grade_id": "imports", "locked": true, "schema_version": 3, "solution": false, "task": false}
from functools import cache
from itertools import islice

import numpy as np

try:
    from utils.quiet import keras, tf  # without TensorFlow's log messages
    from utils import corpora, diagrams_lstm, diagrams_streams, plots
    from utils import pretrained
    from utils.recurrent import Stepper
    from utils.training import budget, dataset
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
# ## 1. Plays
#
# ### 1.1 The data
#
# Forty thousand lines of Shakespeare's plays in one file, with the speakers'
# names. If it cannot be reached, a pastiche that comes with the course takes
# its place; the line below says which one you have. The pastiche is made by a
# few rules, so it is far easier to predict, and the numbers differ from those
# in the text.

# %% nbgrader={"grade": false, "grade_id": "setup-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
corpus = corpora.load("tinyshakespeare")
text = corpus.text
chars = sorted(set(text))
vocab_size = len(chars)
print(f"{len(text):,} characters, {vocab_size} different ones:")
print(repr("".join(chars)))
print(text[:220], "...")

# %% [markdown]
# Upper and lower case are kept, because in a play they mean something. Two
# tables lead from characters to numbers and back: the dictionary `char2idx`
# and the array `idx2char`. Your last exercise will need both.

# %% nbgrader={"grade": false, "grade_id": "setup-vocabulary", "locked": true, "schema_version": 3, "solution": false, "task": false}
char2idx = {char: idx for idx, char in enumerate(chars)}
idx2char = np.array(chars)
ids = np.array([char2idx[char] for char in text])

print(ids[:13], repr("".join(idx2char[ids[:13]])))

# %% [markdown]
# The last tenth is **held out**: no network in this notebook has learned from
# it, neither the small one that you train nor the large one that is loaded.

# %% nbgrader={"grade": false, "grade_id": "setup-split", "locked": true, "schema_version": 3, "solution": false, "task": false}
cut = len(ids) * 9 // 10
train_ids, held_ids = ids[:cut], ids[cut:]
print(f"{len(train_ids):,} to learn from, {len(held_ids):,} held out")

# %% [markdown]
# ### 1.2 How long must a playwright remember?
#
# At least to the beginning of the speech: whoever speaks must not answer
# himself. So for every character we ask how long ago its speech began. (A
# speech begins after an empty line, with the name of the speaker.)

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
begins = np.array([len(speech) + 2 for speech in text.split("\n\n")])
place = np.concatenate([np.arange(length) for length in begins])
far = np.arange(0, 601, 10)
share = [100 * float((place > k).mean()) for k in far]
for window in (25, 100, 400):
    print(f"began more than {window:3d} characters ago: ", end="")
    print(f"{100 * (place > window).mean():3.0f}%")

plots.lines(
    {"the speech began longer ago": (far, share)},
    title="How far back is the name of the one who speaks?",
    x="characters back",
    y="% of all characters",
    alt=(
        "Falling line: for a number of characters back, the percentage of "
        "all characters whose speech began longer ago than that."
    ),
)

# %% [markdown]
# **Figure {far}.** For how many characters the speech began longer ago.
#
# For half of all characters, the name is more than a hundred characters away
# (Figure {far}). A network that starts every window of 100 with an empty head
# cannot know who is speaking there, and has to guess.
#
# ### 1.3 Streams
#
# So let us keep the state from window to window. One more thing is needed:
# computers are fast only when they do many things at once, so we want to read
# 64 windows side by side, as one batch. But which 64? **The state of row 5
# after this batch is where row 5 of the next batch starts.** Row 5 of the next
# batch must therefore be the text that follows row 5 of this one.
#
# The way to get there is to cut the text into as many long **streams** as
# there are rows. Every batch takes the next window of each stream. Figure
# {streams} does so with two rows and windows of six. Below each input stands
# its target:

# %%
diagrams_streams.streams("TO BE OR NOT TO BE, THAT IS IT", 2, 6)

# %% [markdown]
# **Figure {streams}.** A text cut into two streams. Each row of a batch
# continues the same row of the batch before.
#
# Compare this with lesson 2. There, a window was an example of its own:
# windows were shuffled, and that was good. Here, the *place* of a window
# carries meaning, and there are two ways to destroy it:
#
# - shuffling the windows, in whatever way,
# - filling a batch with 64 windows that follow one another in the text, which
#   is what the first idea usually is. Then row 0 of the next batch continues
#   row *63* of this one, and gets the state of row 0.
#
# > **To remember.** The state of a row goes on into the same row of the next
# > batch. So the text is cut into [streams](../../docs/glossary.md#stream),
# > one for each row, and nothing is shuffled.
#
# <!-- numbers
# constant 63
# -->

# %% [markdown]
# ## 2. Exercise 1: stateful_batches
#
# Write `stateful_batches(ids, batch_size, seq_length)`. It gives, one after
# the other, pairs `(x, y)` of arrays of shape `(batch_size, seq_length)`:
#
# - there are $B$ = `batch_size` streams of $n = \lfloor (N-1) / B \rfloor$
#   characters each, where $N$ is the length of the text; stream $r$ (from 0)
#   begins at the place $r \cdot n$ of the text;
# - row $r$ of batch $k$ is window $k$ of stream $r$, with $T$ = `seq_length`:
#
# $$x_{k, r, t} = c_{\,r n + k T + t}, \qquad
#   y_{k, r, t} = c_{\,r n + k T + t + 1} \qquad (1)$$
#
# - there are $\lfloor n / T \rfloor$ batches; what is left over is dropped;
# - nothing is shuffled.
#
# Why $N - 1$? Every character in `x` needs a successor for `y`, and the last
# one of the text has none.
#
# A function with `yield` in it (a generator) is a good form for this; a list
# is fine, too.
#
# <details><summary>Hint: streams without a loop</summary>
#
# `ids[: B * n].reshape(B, n)` has one stream in each row. The targets are cut
# the same way from `ids[1:]`.
# </details>
#
# <details><summary>Hint: the last column of y</summary>
#
# The target of a window's last character is the *first* character of the next
# window. If you make `y` from `x`, it is not there. Make both from `ids`.
# </details>

# %% nbgrader={"grade": false, "grade_id": "stateful_batches", "locked": false, "schema_version": 3, "solution": true, "task": false}
def stateful_batches(ids, batch_size, seq_length):
    """Cut a text into batches whose rows continue each other.

    ids: array (N,) of whole numbers, the text
    batch_size: how many streams are read side by side
    seq_length: how many characters of each stream are in a batch

    Gives (x, y), both (batch_size, seq_length), in the order of the text.
    """
    ### BEGIN SOLUTION
    n = (len(ids) - 1) // batch_size
    x = ids[: batch_size * n].reshape(batch_size, n)
    y = ids[1 : batch_size * n + 1].reshape(batch_size, n)
    for k in range(n // seq_length):
        window = slice(k * seq_length, (k + 1) * seq_length)
        yield x[:, window], y[:, window]
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_stateful_batches", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
from itertools import islice

import numpy as np

from utils.checking import Checks

checks = Checks("stateful_batches", lesson="playwright")


def example_batches(stateful_batches):
    """The places 0 to 1000 as a text, in 4 rows and windows of 10."""
    batches = list(islice(stateful_batches(np.arange(1001), 4, 10), 100))
    for batch in batches:
        assert isinstance(batch, (tuple, list, np.ndarray)), (
            "every batch is a pair (x, y): yield both, or make a list of pairs"
        )
        assert len(batch) == 2, (
            f"{len(batch)} things come out as one batch: each batch is a pair "
            "(x, y), and they come one after the other"
        )
    assert batches, "no batch comes out: yield pairs, or return a list of them"
    made = [(np.asarray(x), np.asarray(y)) for x, y in batches]
    for x, _ in made:
        assert x.ndim == 2, (
            f"x has the shape {x.shape}: it has to be (batch_size, "
            "seq_length), here (4, 10)"
        )
    return made


@checks.criterion(
    "x and y have the shape (4, 10)",
    points=1,
    hint="both have the shape (batch_size, seq_length), here (4, 10)",
)
def shape(stateful_batches):
    batches = example_batches(stateful_batches)
    for k, (x, y) in enumerate(batches):
        which = "the last batch" if k == len(batches) - 1 else f"batch {k}"
        assert x.shape == y.shape == (4, 10), (
            f"in {which}, x has the shape {x.shape} and y {y.shape}: both "
            "have to be (batch_size, seq_length), here (4, 10)"
        )


@checks.criterion(
    "the rows of the first batch are the beginnings of the four streams",
    points=2,
    hint=(
        "the streams begin at 0, n, 2n and 3n, and the first batch is their "
        "beginnings: nothing is shuffled"
    ),
)
def first_batch(stateful_batches):
    x, _ = example_batches(stateful_batches)[0]
    starts = x[:, 0].tolist()
    assert starts == [0, 250, 500, 750], (
        f"the rows of the first batch begin at the places {starts} of the "
        "text: the four streams begin at 0, 250, 500 and 750"
    )
    assert x[1].tolist() == list(range(250, 260)), (
        f"row 1 of the first batch has the places {x[1].tolist()} of the "
        "text: it has to be 250 and the nine after it"
    )


@checks.criterion(
    "each row continues the same row of the batch before",
    points=2,
    hint="batch k has window k of every stream; nothing is shuffled",
)
def rows_continue(stateful_batches):
    batches = example_batches(stateful_batches)
    for k, ((x, _), (later, _)) in enumerate(zip(batches, batches[1:])):
        for row, (last, first) in enumerate(zip(x[:, -1], later[:, 0])):
            assert first == last + 1, (
                f"row {row} of batch {k} ends at place {last} of the text, "
                f"and row {row} of batch {k + 1} begins at {first}: it has to "
                f"go on at {last + 1}"
            )
    assert len(batches) > 1, "only one batch comes out: there are 25"


@checks.criterion(
    "y is x one character later",
    points=2,
    hint="the text has the target of the last character in a window, too",
)
def targets(stateful_batches):
    for k, (x, y) in enumerate(example_batches(stateful_batches)):
        assert x.shape == y.shape, (
            f"x has the shape {x.shape} and y {y.shape}: each character of x "
            "has one target"
        )
        for row, column in np.argwhere(y != x + 1)[:1]:
            place = x[row, column]
            raise AssertionError(
                f"in batch {k}, place {place} of the text has the target "
                f"{y[row, column]}, in row {row} and column {column}: it has "
                f"to be {place + 1}"
            )


@checks.criterion(
    "25 batches come out",
    points=1,
    hint="1,001 characters make 4 streams of 250, and those 25 windows of 10",
)
def number(stateful_batches):
    batches = example_batches(stateful_batches)
    found = "100 or more" if len(batches) == 100 else len(batches)
    assert len(batches) == 25, (
        f"{found} batches come out, and there have to be 25: 1,001 "
        "characters make 4 streams of 250, and those 25 windows of 10"
    )


checks.run(stateful_batches)

# %% [markdown]
# The first two batches of the training text, the first three rows. Read each
# row across both batches:

# %% tags=["skip-when-grading"]
first, second = islice(stateful_batches(train_ids, 64, 30), 2)
for row in range(3):
    halves = ["".join(idx2char[x[row]]) for x, _ in (first, second)]
    print(f"row {row}: {halves[0]!r:36} {halves[1]!r}")

# %% [markdown]
# **Question.** The text is cut at 63 places where streams meet, wherever they
# fall, and each stream starts with an empty state. How much does that matter?
#
# <details><summary>Answer</summary>
#
# Very little: at 64 places out of a million, the network starts in the middle
# of a speech, and after a few dozen characters it has found its way. That is
# the price of reading 64 streams at once. With 10,000 streams of 100
# characters there would be no history left to carry.
# </details>
#
# <!-- numbers
# constant 63
# -->

# %% [markdown]
# ## 3. The network
#
# ### 3.1 Three layers
#
# The network has three layers, as the one of lesson 2 had:
#
# 1. an **embedding** gives every character a vector of its own,
#    $e^{\langle t\rangle}$;
# 2. an **LSTM** reads the vectors. It has two states: the cell state $c$,
#    which is the memory, and the hidden state $a$, which is what it says;
# 3. a **dense** layer turns $a^{\langle t\rangle}$ into one score for each
#    character, the logits $z^{\langle t\rangle}$.
#
# These are the LSTM's equations (Figure {lstm}), explained in lesson 3. Each
# of the four has weights of its own:
#
# $$\Gamma_f,\ \Gamma_i,\ \Gamma_o = \sigma(W_{\cdot e}\,
#   e^{\langle t\rangle} + W_{\cdot a}\, a^{\langle t-1\rangle} + b_\cdot),
#   \qquad \tilde c = \tanh(W_{ce}\, e^{\langle t\rangle}
#   + W_{ca}\, a^{\langle t-1\rangle} + b_c) \qquad (2)$$
#
# $$c^{\langle t\rangle} = \Gamma_f \odot c^{\langle t-1\rangle}
#   + \Gamma_i \odot \tilde c, \qquad
#   a^{\langle t\rangle} = \Gamma_o \odot \tanh(c^{\langle t\rangle})
#   \qquad (3)$$

# %%
diagrams_lstm.lstm()

# %% [markdown]
# **Figure {lstm}.** Inside an LSTM: equations (2) and (3). Its input x⟨t⟩ is
# here the vector e⟨t⟩.
#
# The sizes of the original: $V = 65$ characters, embeddings of 256 numbers,
# 1,024 units.
#
# **Question.** How many weights does that make? Work it out before you look.
#
# <details><summary>Answer</summary>
#
# The embedding has $65 \cdot 256 = 16{,}640$. Each of the four parts of the
# LSTM has a matrix for its input, a matrix for its state, and a bias:
# $4 \cdot (256 + 1024 + 1) \cdot 1024 = 5{,}246{,}976$. The dense layer has
# $(1024 + 1) \cdot 65 = 66{,}625$. Together: 5,330,241, and nearly all of them
# are in the LSTM.
# </details>
#
# ### 3.2 What `stateful=True` does
#
# Usually a recurrent layer in Keras begins every call with a state of zeros.
# A **stateful** one begins where the call before has ended. It has to keep
# one state for each row, so it must know the number of rows when it is built,
# and that number is fixed from then on:
#
# ```python
# keras.Input(batch_shape=(batch_size, None))   # so many rows, any length
# ```
#
# The state goes back to zeros only on request, by the layer's
# `reset_states()`. Nobody does that for you: not at the end of an epoch, not
# when you turn to another text.
#
# What is *not* carried is the gradient. Blame flows back to the beginning of
# the window and stops there; the state that came in counts as a given number.
# So the network is *trained* to use what it finds in the state, but the state
# is shaped by what pays within the next window. This is **truncated
# backpropagation through time**: forward without end, backward for $T$ steps.
#
# <!-- numbers
# constant 5,330,241
# -->

# %% [markdown]
# ## 4. Exercise 2: build_model
#
# Write `build_model(vocab_size, embedding_dim, rnn_units, batch_size)`. It
# returns a Keras model of
#
# - an input of `batch_size` rows and any length,
# - `Embedding(vocab_size, embedding_dim)`,
# - `LSTM(rnn_units)`: stateful, with its output at *every* position, and with
#   `"glorot_uniform"` as the initializer of its recurrent kernel,
# - `Dense(vocab_size)` without an activation: logits.
#
# <details><summary>Hint: every position</summary>
#
# By default an LSTM returns its last output only. There is an option that
# makes it return the whole sequence.
# </details>
#
# <details><summary>Hint: which initializer?</summary>
#
# An LSTM has two: `kernel_initializer` for the matrix on its input and
# `recurrent_initializer` for the one on its state.
# </details>

# %% nbgrader={"grade": false, "grade_id": "build_model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_model(vocab_size, embedding_dim, rnn_units, batch_size):
    """Build a network that keeps its state from call to call.

    vocab_size: how many different characters there are
    embedding_dim: the length of a character's vector
    rnn_units: the size of the LSTM's states
    batch_size: how many rows it reads, fixed

    Returns a Keras model from ids (batch_size, time) to logits
    (batch_size, time, vocab_size).
    """
    ### BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input(batch_shape=(batch_size, None)),
            layers.Embedding(vocab_size, embedding_dim),
            layers.LSTM(
                rnn_units,
                return_sequences=True,
                stateful=True,
                recurrent_initializer="glorot_uniform",
            ),
            layers.Dense(vocab_size),
        ]
    )
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_build_model", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.tensors import tensor

checks = Checks("build_model", lesson="playwright")

some_ids = tensor([[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]])


def small(build_model):
    """A model for 65 characters, vectors of 8, 16 units and 2 rows."""
    model = build_model(65, 8, 16, 2)
    assert model is not None, "None comes back: return the model"
    assert not isinstance(model, (list, tuple)), (
        f"a {type(model).__name__} comes back: return a model, which "
        "keras.Sequential makes of a list of layers"
    )
    return model


@checks.criterion(
    "the number of weights is right",
    points=2,
    hint=(
        "three layers have weights: Embedding(vocab_size, embedding_dim), "
        "LSTM(rnn_units) and Dense(vocab_size)"
    ),
)
def number_of_weights(build_model):
    V, E, U = 65, 8, 16
    model = small(build_model)
    found = [tuple(weight.shape) for weight in model.get_weights()]
    assert found, (
        "the model has no weights yet: a keras.Input makes them, or a first "
        "call"
    )
    dense = [("Dense layer", (U, V)), ("Dense layer", (V,))]
    lstm = [("LSTM", (E, 4 * U)), ("LSTM", (U, 4 * U)), ("LSTM", (4 * U,))]
    wanted = [("Embedding", (V, E)), *lstm, *dense]
    if sum(map(np.prod, found)) == sum(np.prod(size) for _, size in wanted):
        return
    assert (E, 3 * U) not in found and (E, U) not in found, (
        "the recurrent layer is an LSTM; yours has the weights of another"
    )
    assert len(found) == 6, (
        f"the model has {len(found)} arrays of weights: an Embedding has one, "
        "an LSTM three and a Dense layer two, which makes six"
    )
    for (layer, size), own in zip(wanted, found):
        assert own == size, (
            f"for V = {V}, E = {E} and U = {U}, weights of the {layer} have "
            f"the shape {size}; yours have {own}"
        )


@checks.criterion(
    "two rows of five characters give logits of shape (2, 5, 65)",
    points=2,
    hint="the LSTM returns its output at every position",
)
def shape_of_logits(build_model):
    logits = small(build_model)(some_ids)
    assert not isinstance(logits, (list, tuple, dict)), (
        f"the model returns {len(logits)} things: it has to return the logits "
        "alone"
    )
    logits = np.asarray(logits)
    assert logits.shape != (2, 65), (
        "only one prediction a row comes out: the LSTM needs "
        "return_sequences=True"
    )
    assert logits.shape == (2, 5, 65), (
        f"what comes out has the shape {logits.shape}: it has to be "
        "(2, 5, 65), for two rows of five of 65 characters"
    )
    assert not np.allclose(logits.sum(axis=-1), 1), (
        "these are probabilities, not logits: the last layer has no activation"
    )


@checks.criterion(
    "the same text gives other logits when it is read a second time",
    points=2,
    hint=(
        "the state of the first call is where the second call starts: the "
        "LSTM needs stateful=True"
    ),
)
def state_is_kept(build_model):
    model = small(build_model)
    first = model(some_ids)
    again = model(some_ids)
    assert not isinstance(first, (list, tuple, dict)), (
        f"the model returns {len(first)} things: it has to return the logits "
        "alone"
    )
    first, again = np.asarray(first), np.asarray(again)
    assert first.shape == again.shape
    assert np.abs(first - again).max() > 1e-5


checks.run(build_model)

# %% [markdown]
# ### 4.1 Look at it
#
# The full size, for batches of 64. Compare the numbers with your own.

# %% tags=["skip-when-grading"]
full = build_model(vocab_size, 256, 1024, 64)
full.summary()

# %% [markdown]
# `None` is the length, still open. A first batch through the untrained
# network:

# %% tags=["skip-when-grading"]
x, y = next(iter(stateful_batches(train_ids, 64, 100)))
logits = np.asarray(full(x))
print("input", x.shape, "-> logits", logits.shape)
print("row 0, position 0:", logits[0, 0, :5].round(4), "...")

# %% [markdown]
# That is one vector of 65 scores for each of the 6,400 characters. They are
# close to 0, so all characters are about equally likely.
#
# And this is the state. The same ten characters, read three times, the third
# time after a reset:
#
# <!-- numbers
# constant 6,400
# -->

# %% nbgrader={"grade": false, "grade_id": "setup-reset", "locked": true, "schema_version": 3, "solution": false, "task": false}
def reset_memory(model):
    """Set the state of every recurrent layer to zeros."""
    for layer in model.layers:
        if hasattr(layer, "reset_states"):
            layer.reset_states()


# %% tags=["skip-when-grading"]
reader = build_model(vocab_size, 32, 128, 1)
for when in ("first", "again", "after a reset"):
    if when == "after a reset":
        reset_memory(reader)
    score = np.asarray(reader(ids[None, :10]))[0, -1, 0]
    print(f"{when:14s} {score:+.7f}")

# %% [markdown]
# The same input gives two different results, and no error. This is what
# *stateful* means. If ever a Keras network answers the same question
# differently each time, look for a state that was kept (or for dropout that
# was left on).
#
# > **To remember.** A [stateful](../../docs/glossary.md#stateful) network
# > keeps its state from call to call until somebody resets it. The state goes
# > forward without end; the gradient goes back to the beginning of the window
# > and stops ([truncated
# > backpropagation](../../docs/glossary.md#truncated-backpropagation)).
# > Mistakes with it give no error.

# %% [markdown]
# ## 5. Exercise 3: loss
#
# ### 5.1 Why logits?
#
# The loss is the surprise, $-\ln \hat y_c$, where $c$ is the character that
# really came and $\hat y = \mathrm{softmax}(z)$. Put together:
#
# $$\mathcal L = -\ln \frac{e^{z_c}}{\sum_j e^{z_j}}
#   = \ln \sum_j e^{z_j} - z_c \qquad (4)$$
#
# On paper it makes no difference whether the softmax is computed first. In a
# computer it does. Numbers of 32 bits end near $10^{-38}$, and Keras cuts
# probabilities off at $10^{-7}$, so that nobody takes the logarithm of zero.
# Suppose the network is sure, and wrong: the true character has the logit 0
# and another one has $s$.

# %%
for s in (5.0, 15.0, 20.0, 100.0):
    scores = tf.constant([[0.0, s]])
    entropy = keras.losses.sparse_categorical_crossentropy
    label = tf.constant([0])
    first = entropy(label, tf.nn.softmax(scores))
    both = entropy(label, scores, from_logits=True)
    print(f"s = {s:5.0f}: probabilities first {first[0]:6.2f}", end="")
    print(f", from the logits {both[0]:7.2f}")

# %% [markdown]
# From 16.12 on, the first way is blind: however wrong the network is, the
# loss does not change. And what does not change has no gradient, so nothing
# is learned just where the mistake is greatest. The right side of (4) needs no
# probability at all, and is exact. That is why the network gives logits, and
# the loss takes them.
#
# ### 5.2 Your turn
#
# Write `loss(labels, logits)`: the cross-entropy (4) in nats, with **one value
# for every position**. `labels` are ids `(batch, time)`, `logits` are
# `(batch, time, vocab)`, the result is `(batch, time)`. Keras will take the
# mean when it trains; we shall look at single positions.
#
# <details><summary>Hint: is there not a function for this?</summary>
#
# You have just seen it: `keras.losses.sparse_categorical_crossentropy`. Sparse
# means that the labels are ids, and not one-hot vectors. Mind `from_logits`.
# </details>
#
# <!-- numbers
# 16.12 ±0.01 "s =    20: probabilities first"
# -->

# %% nbgrader={"grade": false, "grade_id": "loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def loss(labels, logits):
    """Cross-entropy from logits, in nats, position by position.

    labels: ids (batch, time) of the characters that came
    logits: tensor (batch, time, vocab)

    Returns a tensor (batch, time), computed by TensorFlow or Keras alone: only
    through their functions does training find its way back.
    """
    ### BEGIN SOLUTION
    return keras.losses.sparse_categorical_crossentropy(
        labels, logits, from_logits=True
    )
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_loss", "locked": true, "points": 15, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.tensors import tensor

checks = Checks("loss", lesson="playwright")


@checks.criterion(
    "one value for every position",
    points=2,
    hint="no mean and no sum: labels (2, 3) give losses (2, 3)",
)
def one_value_each(loss):
    labels = tensor([[0, 1, 2], [3, 4, 0]])
    scores = np.random.default_rng(0).normal(size=(2, 3, 5))
    losses = np.asarray(loss(labels, tensor(scores, "float32")))
    assert losses.dtype.kind in "fiu", (
        "return the losses themselves, numbers of shape (2, 3), and nothing "
        "that would compute them"
    )
    assert losses.shape == (2, 3), (
        f"labels (2, 3) give losses of shape {losses.shape}: no mean, no sum, "
        "and one loss for each position"
    )
    assert len(np.unique(losses)) > 1, (
        "all positions have the same loss: each has its own"
    )


@checks.criterion(
    "equal logits cost ln V, and each logit more a nat less",
    points=2,
    hint="equation (4) holds for logits on any level, also below 0",
)
def known_values(loss):
    labels = tensor([[0, 0, 1]])
    scores = [[[-3.0, -3, -3, -3], [0, -100, -100, -1], [5, 2, -90, -90]]]
    losses = np.asarray(loss(labels, tensor(scores, "float32"))).ravel()
    right = [np.log(4), np.log(1 + np.exp(-1)), 3 + np.log(1 + np.exp(-3))]
    assert losses.size == 3, (
        f"for three labels, losses of size {losses.size} come back: each "
        "label has one"
    )
    for z, label, found, wanted in zip(scores[0], [0, 0, 1], losses, right):
        assert np.isclose(found, wanted, atol=1e-4), (
            f"with the logits {z}, label {label} costs {wanted:.4f} by "
            f"equation (4); yours gives {found:.4f}"
        )


@checks.criterion(
    "a confident mistake costs what it should",
    points=1,
    hint=(
        "here the loss is 100: compute it from the logits, since "
        "probabilities become 0 or are cut off"
    ),
)
def confident_mistake(loss):
    scores = tensor([[[0.0, 100.0]]], "float32")
    losses = np.asarray(loss(tensor([[0]]), scores))
    assert losses.size == 1, (
        f"for one label, losses of size {losses.size} come back"
    )
    assert not np.isclose(losses, -100), (
        "the sign is wrong: a loss is never below 0"
    )
    assert np.allclose(losses, 100), (
        "with the logits [0, 100], label 0 costs 100, and yours gives "
        f"{losses.item():.4g}: compute it from the logits, since "
        "probabilities become 0 or are cut off"
    )


checks.run(loss)

# %% [markdown]
# And the test of lesson 1 for every new language model: is the first loss
# about $\ln V$?

# %% tags=["skip-when-grading"]
x, y = next(iter(stateful_batches(train_ids, 64, 100)))
untrained = build_model(vocab_size, 256, 1024, 64)
first_loss = np.asarray(loss(y, untrained(x)))
print("losses", first_loss.shape, f"mean {first_loss.mean():.4f} nats")
print(f"ln {vocab_size} = {np.log(vocab_size):.4f}")

# %% [markdown]
# ## 6. Does the order matter?
#
# ### 6.1 Three ways to train
#
# It is time to measure. Three copies of a small network (32 numbers for a
# character, 128 units) start from the same weights and see the *same* 400
# batches, 64 windows of 25 characters each:
#
# - **in order**: as your function gives them, the state carried;
# - **shuffled**: the batches in random order, the state carried all the same.
#   This is the mistake that gives no error message: each row starts from the
#   state of another place in the text;
# - **emptied**: shuffled, and the state set to zeros before every batch. This
#   is how a network that is not stateful is trained.
#
# Windows are short here, so that the effect shows in a few seconds of
# training (about **25 seconds** for all three).

# %%
ROWS, SHORT = 64, 25


class Forget(keras.callbacks.Callback):
    """Empty the memory before every batch."""

    def on_train_batch_begin(self, batch, logs=None):
        reset_memory(self.model)


@cache
def trained(way):
    """A small network, trained in one of the three ways."""
    keras.utils.set_random_seed(0)
    model = build_model(vocab_size, 32, 128, ROWS)
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss=loss)
    steps = budget(full=400, short=40)
    batches = stateful_batches(train_ids, ROWS, SHORT)
    batches = list(islice(batches, steps))
    if way != "in order":
        np.random.default_rng(0).shuffle(batches)
    history = model.fit(
        dataset(batches),
        shuffle=False,  # or Keras would put the batches out of order itself
        callbacks=[Forget()] if way == "emptied" else [],
        verbose=0,
    )
    bits = history.history["loss"][0] / np.log(2)
    print(f"{way:9s} {steps} steps, {bits:.3f} bits while training")
    return model


# %% tags=["skip-when-grading"]
for way in ("in order", "shuffled", "emptied"):
    trained(way)

# %% [markdown]
# While training, each was measured under its own conditions, so these numbers
# do not compare. What counts is held-out text, and a memory that is used as
# it should be. The next function reads it in windows again, and gives the
# mean surprise **for each position in the window**, in bits.

# %%
def bits_by_position(model, memory="carried", windows=12):
    """Bits per character of held-out text, at each place in a window.

    memory: "carried", "emptied" before every window, or "a neighbour's",
        when every row gets the state that another row has left
    """
    reset_memory(model)
    read = tf.function(model)  # as a graph, which is faster
    rows = np.arange(ROWS)
    losses = []
    batches = stateful_batches(held_ids, ROWS, SHORT)
    for x, y in islice(batches, windows + 2):
        if memory == "emptied":
            reset_memory(model)
        if memory == "a neighbour's":
            rows = np.roll(rows, 1)
        x, y = np.asarray(x)[rows], np.asarray(y)[rows]
        losses.append(np.asarray(loss(y, read(x))))
    # The first two windows begin without a history: they do not count.
    return np.mean(losses[2:], axis=(0, 1)) / np.log(2)


# %% [markdown]
# First, take the network that was trained in order, and disturb only its
# memory while it *reads* (a few seconds):

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
memories = ("carried", "emptied", "a neighbour's")
curves = {
    memory: bits_by_position(trained("in order"), memory)
    for memory in memories
}
for memory, curve in curves.items():
    print(f"{memory:14s} {np.mean(curve):.3f} bits per character")

plots.lines(
    {memory: (range(1, SHORT + 1), c) for memory, c in curves.items()},
    title="The price of a lost or a wrong memory",
    x="position in the window",
    y="bits per character, held out",
    alt=(
        "Three lines over the positions of a window: bits per character of "
        "held-out text with the state carried, emptied before each window, "
        "and taken from another row. Carried is level; the others start "
        "high and come down within ten or fifteen characters."
    ),
)

# %% [markdown]
# **Figure {price}.** Held-out bits at each place of a window, with its own
# memory, with none, and with another one.
#
# - With its own memory, the network does equally well at every position. It
#   does not even notice where a window begins.
# - With an empty memory it starts from nothing in each window, and needs ten
#   characters or more to find its way.
# - With the memory of *another* row it is worse than with none, at first: it
#   is sure of things that are not so, the end of somebody else's word. This is
#   what happens at every step when rows do not continue each other.
#
# With windows of 25, as in Figure {price}, the damage is done on half of all
# characters. With windows of 100 it would be an eighth, and one might never
# notice it in the mean. It would be there all the same.

# %% [markdown]
# ### 6.2 What training makes of it
#
# Now the three ways to train, all read with the memory carried, in order:

# %% tags=["skip-when-grading"]
def carried_bits(way):
    """Held-out bits per character of a network trained in one way."""
    return float(np.mean(bits_by_position(trained(way), windows=12)))


ways = {way: carried_bits(way) for way in ("in order", "shuffled", "emptied")}
plots.dots(
    ways,
    title="Trained in three ways, read in order",
    x="bits per character, held out",
    alt=(
        "Three dots: held-out bits per character of the networks trained in "
        "order, on shuffled batches with the state carried, and with the "
        "state emptied before every batch."
    ),
)

# %% [markdown]
# **Figure {ways}.** Held-out bits of three networks, all read with the state
# carried. The axis does not begin at 0.
#
# In Figure {ways}, in order is best, but by much less than in Figure {price},
# and that is instructive. A network that is given wrong memories *learns not
# to trust its memory*; what it learns within a window is still good. Whoever
# shuffles by mistake does not get a broken network, but one that is a little
# worse than it could be, and no hint why.
#
# Is a difference so small more than chance? We repeated this on the original
# text with four seeds. In order was better than shuffled each time, by a few
# hundredths of a bit. Emptied varied more: from no worse than in order to a
# tenth of a bit worse. These are runs of a few seconds. Change the seed to see
# what it does to *your* result.
#
# **Question.** Shuffling has an advantage, too: neighbouring windows are
# alike, and a step of training on 64 windows from all over the text is a
# better estimate than one on 64 windows from one scene. Does training in order
# lose that?
#
# <details><summary>Answer</summary>
#
# Hardly. The 64 rows of a batch are 64 places all over the text, each from
# another stream. Only *successive* batches are alike, and what is left of
# that can be softened: start every epoch at another place, so that the windows
# are cut elsewhere. The weights in the next section were trained that way.
# </details>
#
# > **To remember.** Compute the [loss](../../docs/glossary.md#loss) from
# > [logits](../../docs/glossary.md#logits): a probability that has been cut
# > off teaches nothing. To find a mistake with the state, measure by position
# > in the window.

# %% [markdown]
# ## 7. The large network
#
# ### 7.1 How it was trained
#
# The recipe for 5.3 million weights is the same in kind: 64 streams, windows
# of 100, the state carried, 8 epochs of 156 batches. Some things were added
# that a longer training needs: a learning rate that rises and then falls, the
# gradient clipped by its norm, and dropout, because a network of this size
# begins to learn a text of a million characters by heart. On two cores this
# took about half an hour (`tools/pretrain.py` in the course's repository
# does it again). We load the result. (For the pastiche there are weights of
# its own, of a network of 256 units: a network is judged on the text that it
# was made for.)
#
# <!-- numbers
# constant 5.3 156
# -->

# %%
# Trained on the pastiche or on Tiny Shakespeare
on_pastiche = pretrained.fits("script", corpus.text)
weights = "script" if on_pastiche else "playwright"


@cache
def playwright(batch_size):
    """The trained network, rebuilt to read `batch_size` rows."""
    if chars == list(pretrained.vocabulary(weights)):
        arrays = pretrained.load(weights).get_weights()
    else:  # a text with other characters: the small network of section 6
        arrays = trained("in order").get_weights()
    embedding_dim, rnn_units = arrays[0].shape[1], arrays[2].shape[0]
    model = build_model(vocab_size, embedding_dim, rnn_units, batch_size)
    model.set_weights(arrays)
    return model


# %% [markdown]
# ### 7.2 How good is it?
#
# Held-out text, 64 rows, windows of 100, the state carried (about **15
# seconds**). For comparison: guessing, counting pairs of characters, and the
# small network that you have just trained.

# %% tags=["skip-when-grading"]
import sys


def held_out_bits(model, windows):
    """Bits per character of held-out text in windows of 100."""
    reset_memory(model)
    # XLA makes it twice as fast; not every system has it
    read = tf.function(model, jit_compile=sys.platform == "linux")
    batches = islice(stateful_batches(held_ids, 64, 100), windows)
    losses = [np.asarray(loss(y, read(x))) for x, y in batches]
    return float(np.mean(losses) / np.log(2))


def pair_bits():
    """Bits per character when only the last one is known, by counting."""
    counts = np.full((vocab_size, vocab_size), 0.1)
    np.add.at(counts, (train_ids[:-1], train_ids[1:]), 1)
    shares = counts / counts.sum(axis=1, keepdims=True)
    return float(-np.log2(shares[held_ids[:-1], held_ids[1:]]).mean())


real = corpus.source != "embedded"


@cache
def network_bits():
    """Held-out bits of the two networks."""
    return {
        "small, 400 steps": held_out_bits(trained("in order"), 17),
        "large, loaded": held_out_bits(playwright(64), 17),
    }


print(pretrained.fit(weights, corpus.text))
found = {"guessing": np.log2(vocab_size), "pairs counted": pair_bits()}
found |= network_bits()
for name, bits in found.items():
    print(f"{name:17s} {bits:.3f} bits, perplexity {2**bits:.2f}")

plots.bars(
    {"bits": found},
    title="Bits per character on held-out text",
    y="bits per character",
    alt=(
        "Four bars: held-out bits per character of guessing, of counted "
        "pairs, of the small network and of the large network."
    ),
)

# %% [markdown]
# **Figure {held-out}.** The networks and simple opponents on held-out text.
#
# On the original, Tiny Shakespeare, the large network comes to **2.07 bits**
# (Figure {held-out}): it hesitates between four characters where guessing
# hesitates between 65. (On the pastiche both networks need far fewer bits,
# because its rules are few. The large one, which has weights of its own for
# it, is ahead there, too. A held-out result is always a result *on a certain
# text*.)
#
# Mind the seams: a text read in 64 rows pays 64 times for an empty memory at
# the start. On the original that makes 2.074; read in 16 rows it is 2.070.
# With very short rows it would be much more, and to compare it with somebody
# else's number, read as one long row, would be unfair to yourself.
#
# <!-- numbers
# original 2.07 ±0.005 "large, loaded"
# original 2.074 ±0.001 "large, loaded "
# constant 2.070
# -->

# %% [markdown]
# ### 7.3 Rebuilt for one row
#
# To write a text, we want one row and not 64. But the number of rows is built
# in. So the network is built *again*, with a batch of 1, and gets the weights
# of the other:
#
# ```python
# writer = build_model(vocab_size, 256, 1024, batch_size=1)
# writer.set_weights(large.get_weights())
# ```
#
# This works because no weight depends on the number of rows. What does depend
# on it is the state, and that is not among the weights:

# %% tags=["skip-when-grading"]
many, one = playwright(64), playwright(1)
for name, model in (("64 rows", many), ("1 row", one)):
    lstm = next(x for x in model.layers if hasattr(x, "reset_states"))
    shapes = [tuple(state.shape) for state in lstm.states]
    print(f"{name:8s} weights {model.count_params():,}, states {shapes}")

pairs = zip(many.get_weights(), one.get_weights())
print("same weights:", all(np.array_equal(a, b) for a, b in pairs))

# %% [markdown]
# Two states for each row: $a$ and $c$ of equations (2) and (3).
#
# **Question.** Why not keep 64 rows, give all of them the same start, and use
# only the first?
#
# <details><summary>Answer</summary>
#
# It works, at 64 times the arithmetic. (Unless you want 64 different texts:
# then it is the best way to get them.) Lesson 2 had no such trouble. Its model
# took the state as an argument and returned it, so the caller kept it. Explicit
# state is more to write and less to forget.
# </details>

# %% [markdown]
# ## 8. Exercise 4: sample_next
#
# From logits to a character. There are two ways, and the first one fails.
#
# **The likeliest.** Always take the greatest logit. Each choice is the best
# one, but the text is not: the network follows its deepest rut and goes round
# in it. We shall see that in a moment.
#
# **A draw.** Take each character as often as the network thinks it deserves.
# The **temperature** $\tau$ says how closely to follow it:
#
# $$P(c) = \mathrm{softmax}(z / \tau)_c \qquad (5)$$
#
# Below 1, the likely becomes likelier; above 1, the unlikely gets its chance;
# at $\tau \to 0$ only the likeliest is left, which is the first way.
#
# Write `sample_next(logits, temperature=1.0)`. It gets logits for a batch,
# `(batch, vocab)`, and returns one id for each row, as whole numbers of shape
# `(batch,)`. Each row is drawn independently. Temperature 0 means the argmax.
#
# <details><summary>Hint: drawing from logits</summary>
#
# `tf.random.categorical(logits, num_samples=1)` draws from the softmax of each
# row, whatever the size of the logits. Look at the shape of what it returns.
# With NumPy: subtract the row's maximum before `np.exp`.
# </details>
#
# <details><summary>Hint: temperature 0</summary>
#
# Dividing by 0 gives infinities, and those give NaN. Treat it first, on its
# own: `tf.argmax` along the last axis.
# </details>

# %% nbgrader={"grade": false, "grade_id": "sample_next", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sample_next(logits, temperature=1.0):
    """Draw the next character for every row.

    logits: tensor (batch, vocab)
    temperature: a number of at least 0; 0 takes the greatest logit

    Returns ids (batch,), drawn from softmax(logits / temperature).
    """
    ### BEGIN SOLUTION
    if temperature == 0:
        return tf.argmax(logits, axis=-1)
    drawn = tf.random.categorical(logits / temperature, num_samples=1)
    return drawn[:, 0]
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_sample_next", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.tensors import tensor

checks = Checks("sample_next", lesson="playwright")


@checks.criterion(
    "three rows give three whole numbers, shape (3,)",
    points=2,
    hint="tf.random.categorical returns (batch, 1): one column has to go",
)
def shape(sample_next):
    ids = np.asarray(sample_next(tensor(np.zeros((3, 5)), "float32")))
    assert ids.shape == (3,), (
        f"for three rows the ids have the shape {ids.shape}: it has to be (3,)"
    )
    assert np.issubdtype(ids.dtype, np.integer), (
        f"numbers of type {ids.dtype} come back: ids are whole numbers"
    )
    assert ids.min() >= 0 and ids.max() < 5, (
        f"the ids {ids.tolist()} come back for logits that are all 0, and "
        "there are only 0 to 4: nan or infinity instead of logits does that"
    )


@checks.criterion(
    "temperature 0 takes the greatest logit of each row",
    points=2,
    hint=(
        "temperature 0 is a case of its own: the argmax along the vocabulary, "
        "without any division"
    ),
)
def argmax(sample_next):
    logits = [[10.0, 20, 30], [-10, -50, -40], [0, 70, 60]]
    ids = np.asarray(sample_next(tensor(logits, "float32"), 0))
    assert ids.size == 3, (
        f"at temperature 0, ids of shape {ids.shape} come back for three "
        "rows: take the argmax along the last axis, one a row"
    )
    assert ids.ravel().tolist() != [0, 2, 2], (
        "at temperature 0 the greatest of each column is taken: the argmax "
        "goes along the last axis, which is each row's"
    )
    assert ids.ravel().tolist() == [2, 0, 1]


@checks.criterion(
    "3,000 draws come as often as the probabilities say",
    points=3,
    hint="softmax(logits / temperature): halving the temperature squares "
    "the ratio of two probabilities",
)
def frequencies(sample_next):
    probabilities = np.array([0.6, 0.3, 0.1])
    rows = tensor(np.tile(np.log(probabilities), (3000, 1)), "float32")
    for temperature in (1.0, 0.5):
        ids = np.asarray(sample_next(rows, temperature)).ravel()
        assert ids.size == 3000, f"3,000 rows give {ids.size} ids: one a row"
        assert ids.min() >= 0 and ids.max() < 3, (
            f"for three logits, ids from {ids.min()} to {ids.max()} come "
            "back: nan or infinity instead of logits does that"
        )
        wanted = probabilities ** (1 / temperature)
        wanted /= wanted.sum()
        shares = np.bincount(ids.astype(int), minlength=3) / 3000
        # A right answer is further away once in ten million runs, or less.
        assert np.abs(shares - wanted).max() < 0.06, (
            f"at temperature {temperature}, softmax(logits / temperature) is "
            f"{wanted.round(2)}, and the ids come in shares of "
            f"{shares.round(2)}"
        )


checks.run(sample_next)

# %% [markdown]
# What comes after `ROMEO:`, a newline, and `O, `? Figure {next} has the
# likeliest characters, at three temperatures:

# %% tags=["skip-when-grading"]
start = "ROMEO:\nO, "
reset_memory(playwright(1))
scores = playwright(1)(np.array([[char2idx[char] for char in start]]))
scores = np.asarray(scores)[0, -1].astype(float)
best = np.argsort(-scores)[:12]


def shares(temperature):
    """The probabilities of the best characters at a temperature."""
    powers = np.exp((scores - scores.max()) / temperature)
    return {
        idx2char[ix].replace("\n", "⏎").replace(" ", "␣"): float(share)
        for ix, share in zip(best, (powers / powers.sum())[best])
    }


plots.bars(
    {f"temperature {t}": shares(t) for t in (0.5, 1.0, 1.5)},
    title=f"After {start!r}: what may come next",
    y="probability",
    show_values=False,
    alt=(
        "Bars in threes: the probabilities of the twelve likeliest next "
        "characters at the temperatures 0.5, 1.0 and 1.5. At 0.5 the first "
        "ones have nearly everything; at 1.5 the bars are more even."
    ),
)

# %% [markdown]
# **Figure {next}.** One prediction at three temperatures.
#
# And a network that has not been trained? Here is what it reads, and what
# `sample_next` draws from its prediction after each character:

# %% tags=["skip-when-grading"]
x, _ = next(iter(stateful_batches(train_ids, 64, 100)))
tf.random.set_seed(0)
guesses = np.asarray(sample_next(np.asarray(untrained(x))[0], 1.0))
print("read: ", repr("".join(idx2char[x[0]])))
print("drawn:", repr("".join(idx2char[guesses])))

# %% [markdown]
# All characters are about equally likely, so what is drawn has nothing to do
# with what is read: rare capitals are as frequent as the space. Everything in
# the figures above was learned.

# %% [markdown]
# ## 9. Exercise 5: generate_text
#
# Now everything comes together. Write
# `generate_text(model, start, num_chars, temperature)` for a model that was
# built with a batch of 1:
#
# 1. **reset** the state, or the last text would still be in it;
# 2. **read** the whole of `start`, for its effect on the state. Only the
#    logits after its *last* character count;
# 3. **write**, `num_chars` times: draw a character with `sample_next` at the
#    temperature, and feed it, *alone*, to the model. The state knows the rest.
#
# Return `start` and the new characters as one string. The lesson's `char2idx`
# and `idx2char` lead from characters to ids and back.
#
# <details><summary>Hint: shapes</summary>
#
# The model wants ids of shape `(1, time)` and gives `(1, time, vocab)`;
# `sample_next` wants `(1, vocab)` and gives `(1,)`. One character is an array
# of shape `(1, 1)`.
# </details>
#
# <details><summary>Hint: which layer is reset?</summary>
#
# The LSTM has `reset_states()`, the others do not. `model.layers` is a list of
# the layers; `reset_memory` in section 4.1 goes through it.
# </details>
#
# <details><summary>Hint: it stammers, or it forgets</summary>
#
# Do you feed the whole text again at each step? With the state kept, the model
# then reads everything twice, three times, and so on. Do you reset inside the
# loop? Then it knows only one character.
# </details>

# %% nbgrader={"grade": false, "grade_id": "generate_text", "locked": false, "schema_version": 3, "solution": true, "task": false}
def generate_text(model, start, num_chars, temperature):
    """Let the network write on from a start.

    model: built with a batch of 1, from ids (1, time) to logits
    start: a string of at least one character
    num_chars: how many characters to write
    temperature: for sample_next, 0 included

    Returns the start and num_chars characters more, as a string.
    """
    ### BEGIN SOLUTION
    reset_memory(model)
    fed = np.array([[char2idx[char] for char in start]])
    written = []
    for _ in range(num_chars):
        drawn = int(sample_next(model(fed)[:, -1], temperature)[0])
        written.append(idx2char[drawn])
        fed = np.array([[drawn]])
    return start + "".join(written)
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_generate_text", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks

checks = Checks("generate_text", lesson="playwright")


def small_model(build_model, dense):
    """A network of random weights that knows nine characters well."""
    rng = np.random.default_rng(24)
    model = build_model(500, 4, 8, 1)
    shapes = [(500, 4), (4, 32), (8, 32), (32,)]
    weights = [2 * rng.normal(size=shape) for shape in shapes]
    bias = np.where(np.arange(500) < 9, 0.0, -1e6)
    model.set_weights(
        [*weights, dense * rng.normal(size=(8, 500)), bias]
    )
    return model


@checks.criterion(
    "the text begins with the start and has num_chars characters more",
    points=2,
    hint="return one string: the start, and after it what was written",
)
def start_and_length(generate_text):
    model = small_model(build_model, dense=1.0)
    text = generate_text(model, "ROMEO:", 5, 1.0)
    assert isinstance(text, str), (
        f"something of type {type(text).__name__} comes back: return one "
        "string"
    )
    assert text.startswith("ROMEO:"), (
        f"after the start 'ROMEO:', a text comes back that begins with "
        f"{text[:6]!r}: return the start, and after it what was written"
    )
    assert len(text) == 11, (
        f"5 characters were asked for after the start, and {len(text) - 6} "
        "came"
    )


@checks.criterion(
    "at temperature 0, the same start gives the same text again",
    points=2,
    hint=(
        "the likeliest character is written at 0, and the state of the first "
        "text must be gone before the second begins"
    ),
)
def same_again(generate_text):
    model = small_model(build_model, dense=5.0)
    for start in ("ROMEO:", "KING", "we", "O"):
        texts = [generate_text(model, start, 5, 0) for _ in range(2)]
        assert all(len(text) == len(start) + 5 for text in texts), (
            f"{len(start) + 5} characters have to come back: the start, and "
            f"5 more; yours are {len(texts[0])}, then {len(texts[1])}"
        )
        if texts[0] != texts[1]:
            new = [small_model(build_model, dense=5.0) for _ in range(2)]
            one, other = (generate_text(model, start, 5, 0) for model in new)
            assert one == other, (
                "at temperature 0 the text is another one each time: hand the "
                "temperature to sample_next"
            )
            raise AssertionError(
                "the state of the text before is still there: reset it before "
                "you read the start"
            )


@checks.criterion(
    "at a high temperature, it gives another one",
    points=2,
    hint="draw with sample_next, and hand it the temperature",
)
def not_always_the_likeliest(generate_text):
    model = small_model(build_model, dense=1.0)
    texts = {generate_text(model, "ROMEO:", 8, tau) for tau in (0, 50.0)}
    assert len(texts) == 2


checks.run(generate_text)

# %% [markdown]
# ### 9.1 Curtain up
#
# The network writes as it believes, at temperature 1 (some **5 seconds**):

# %% tags=["skip-when-grading"]
tf.random.set_seed(0)
print(generate_text(playwright(1), "ROMEO:\n", 150, 1.0))

# %% [markdown]
# It is slow, because a call of a Keras model costs far more than the one step
# that we ask for. `Stepper` is the same network in NumPy, without those costs:
# a function from a character and a state to log-probabilities (which are
# logits, too) and the next state. So we let it write 400 characters at each of
# four temperatures (about **10 seconds**).

# %% tags=["skip-when-grading"]
@cache
def stepper():
    """The trained network, one character at a time, in NumPy."""
    return Stepper(playwright(1))


@cache
def speech(temperature, start="ROMEO:\n", num_chars=400):
    """As generate_text does, with the stepper."""
    tf.random.set_seed(0)
    state = None
    for char in start:
        scores, state = stepper()(char2idx[char], state)
    written = ""
    for _ in range(num_chars):
        drawn = int(sample_next(tf.constant(scores[None]), temperature)[0])
        written += idx2char[drawn]
        scores, state = stepper()(drawn, state)
    return start + written


for temperature in (0, 0.4, 0.8, 1.2):
    print(f"--- temperature {temperature}")
    print(speech(temperature)[:200])

# %% [markdown]
# At 0, the argmax, it writes correct English and soon repeats itself. Further
# up, the verse is safe and dull; then there are lines with spirit, and now and
# then a word that does not exist; at last the spelling goes. The form of a
# play, name, colon, line, empty line, survives nearly everything, since the
# network is surest of it.
#
# How much does it repeat itself? Count how many of all pieces of 12 characters
# have occurred before:

# %% tags=["skip-when-grading"]
def repeated_share(text, length=12):
    """Percentage of the pieces of a text that have occurred before in it."""
    pieces = [text[k : k + length] for k in range(len(text) - length)]
    return 100 * (1 - len(set(pieces)) / len(pieces))


plots.bars(
    {
        "repeated": {
            str(t): repeated_share(speech(t)) for t in (0, 0.4, 0.8, 1.2)
        }
    },
    title="Always taking the likeliest character goes round in circles",
    x="temperature",
    y="% of pieces that occurred before",
    alt=(
        "Bars over four temperatures from 0 to 1.2: the percentage of "
        "pieces of twelve characters in a generated text that had occurred "
        "in it before. It is by far the highest at 0."
    ),
)

# %% [markdown]
# **Figure {circles}.** How much a text repeats itself, by temperature.
#
# What Figure {circles} shows is not a fault of the network. Each of its
# predictions is sound: after *the*, some word beginning with *s* may be a
# little likelier than any other. But a text in which *every* choice is the
# likeliest is a text that nobody would write.

# %% [markdown]
# ### 9.2 What a forgotten reset does
#
# One start, two histories: the network has read a speech of somebody else
# just before, once with a reset in between and once without.

# %% tags=["skip-when-grading"]
def best_next(before, reset, start="ROMEO:\n"):
    """The three likeliest characters after a start, with a history."""
    model = playwright(1)
    reset_memory(model)
    for piece in (before, start):
        if reset:
            reset_memory(model)
        scores = model(np.array([[char2idx[char] for char in piece]]))
    logits = np.asarray(scores)[0, -1].astype(float)
    p = np.exp(logits - logits.max())
    p /= p.sum()
    return ", ".join(
        f"{str(idx2char[k])!r} {p[k]:.3f}" for k in np.argsort(-p)[:3]
    )


for before in ("JULIET:\nWhat is ", "Good my lord, I will not say that I "):
    print(f"after {before!r}")
    print("   with a reset:   ", best_next(before, reset=True))
    print("   without a reset:", best_next(before, reset=False))

# %% [markdown]
# With a reset, the history makes no difference, as it should be.
# Without it, each text begins in the mood of the last one. As with shuffled
# rows, nothing *fails*.
#
# > **To remember.** To write: reset, read the start, then draw one character
# > at a time and feed it alone. The weights do not depend on the number of
# > rows; the state does.

# %% [markdown]
# ### 9.3 New, or recited?
#
# On the original, these are five million weights for a text of a million
# characters: has the network learned to write, or has it learned the plays by
# heart? For each character that it has written we ask how long a stretch,
# ending there, stands word for word in the text that it was trained on. And
# as in lesson 1, we ask the same of text that cannot be copied: held-out
# scenes, of which the network knows nothing (about **5 seconds**).

# %% tags=["skip-when-grading"]
from utils.copying import copied, longest_copy

learned = text[:cut]
longest = {}
for temperature in (0, 0.4, 0.8, 1.2):
    found_there = longest_copy(speech(temperature), learned)
    longest[f"τ = {temperature}"] = len(found_there)
    print(f"τ = {temperature}: {found_there!r}")
real_ones = [text[k : k + 400] for k in range(cut, cut + 50_000, 10_000)]
longest["held out"] = float(
    np.mean([len(longest_copy(piece, learned)) for piece in real_ones])
)

plots.bars(
    {"longest": longest},
    title="The longest stretch that stands in the training text",
    y="characters, of 400",
    alt=(
        "Bars: the length of the longest copied stretch in texts written at "
        "four temperatures, and, on average, in held-out text."
    ),
)

# %% [markdown]
# **Figure {copied}.** The longest stretch that stands word for word in the
# training text.
#
# Figure {copies} looks closely at one of these texts:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
written = speech(0.4)
plots.passage(
    written,
    copied(written, learned),
    title="τ = 0.4: how long is the copy that each character ends?",
    scale="characters",
    limits=(0, 20),
    alt=(
        "A written speech, every character shaded by the length of the "
        "longest copied stretch that ends with it. Names of speakers are "
        "lightest; elsewhere copies break off after a few words."
    ),
)

# %% [markdown]
# **Figure {copies}.** A text written at τ = 0.4. The lighter a character, the
# longer the copy that ends with it.
#
# Look at what the longest copies *are*: names of speakers, which have to be
# copied, with what usually stands before and after; and stock phrases, such
# as *I pray thee, gentle*. Real scenes share long stretches with each other,
# too: the last bar of Figure {copied} says how long. So it does not recite
# whole speeches. But the colder it writes, the more it falls into phrases
# that it has read. (The pastiche is made of a few hundred phrases. There,
# long copies are what every text is made of, the held-out one too.)

# %% [markdown]
# ## 10. What it has learned
#
# ### 10.1 What surprises it
#
# A few lines of held-out text, and the surprise at each character:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
begin = text.index("\n\n", cut + 400) + 2
passage = text[begin : begin + 1200]
passage_ids = [char2idx[char] for char in passage]
log_probs, _ = stepper().read(passage_ids)
bits = np.zeros(len(passage))
bits[1:] = -log_probs[np.arange(len(passage) - 1), passage_ids[1:]]
bits /= np.log(2)

shown = passage.index("\n", 420) + 1
plots.passage(
    passage[:shown],
    bits[:shown],
    title="Surprise at each character: light is surprising",
    scale="bits",
    limits=(0, 8),
    alt=(
        "Some lines of a held-out scene, every character shaded by its "
        "surprise in bits. Beginnings of words are light, their ends dark."
    ),
)

# %% [markdown]
# **Figure {surprise}.** Held-out lines, every character shaded by its
# surprise.
#
# In Figure {surprise}, the surprise sits at the beginnings of words, most of
# all of names and lines. Once a word is under way, most of it follows. A
# character model spends most of its bits on choosing words, although it has
# never been told what a word is.

# %% [markdown]
# ### 10.2 What a cell keeps
#
# In lesson 1 we looked for hidden units with a meaning. Here we look into the
# cell state $c$, the memory proper. Three things a playwright should keep
# track of: how far along the line it is, how far along the speech, and
# whether it is writing a speaker's name. The network reads 1,200 characters
# of the scene above, one by one, and for each meaning Figure {cells} shows
# the cell that follows it best (about **5 seconds**).

# %% tags=["skip-when-grading"]
@cache
def cell_states():
    """Cell states (1200, units) after each character of the passage."""
    states, state = [], None
    for number in passage_ids:
        _, state = stepper()(number, state)
        states.append(state[1])
    return np.array(states)


memory = cell_states()

meanings = {"line": [], "speech": [], "name": []}
in_line = in_speech = 0
in_name = True
for k, char in enumerate(passage):
    if char == "\n":
        in_name = passage[k - 1] == "\n"
        in_line, in_speech = 0, 0 if in_name else in_speech + 1
    else:
        in_name = in_name and char != ":"
        in_line, in_speech = in_line + 1, in_speech + 1
    meanings["line"].append(in_line)
    meanings["speech"].append(in_speech)
    meanings["name"].append(in_name)

cells = {}
for meaning, values in meanings.items():
    fits = [np.corrcoef(values, cell)[0, 1] for cell in memory.T]
    cells[meaning] = best = int(np.nanargmax(np.abs(fits)))
    print(f"{meaning:7s} cell {best:4d}, correlation {fits[best]:+.2f}")

plots.lines(
    {
        f"{meaning} (cell {cell})": memory[:320, cell]
        for meaning, cell in cells.items()
    },
    title="Three cells while the network reads 320 characters",
    x="character",
    y="cell state",
    alt=(
        "Three lines over 320 characters of a held-out scene: the states of "
        "the cells that follow best the place in the line, the place in the "
        "speech and whether a speaker's name is being read."
    ),
)

# %% [markdown]
# **Figure {cells}.** The states of three cells while the network reads a
# scene.
#
# Figure {ruler} has the lines of Figure {surprise} once more, shaded by the
# cell that follows the line:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
ruler = cell_states()[:, cells["line"]]
plots.passage(
    passage[:shown],
    ruler[:shown],
    title=f"Cell {cells['line']} while the network reads",
    scale="cell state",
    limits=tuple(np.percentile(ruler, [2, 98])),
    alt=(
        "The same lines, every character shaded by the state of the cell "
        "that follows the place in the line best: it changes steadily "
        "along every line."
    ),
)

# %% [markdown]
# **Figure {ruler}.** The same lines, shaded by the state of one cell.
#
# The cell for the line moves steadily along the line and jumps back at its
# end: it is a ruler, and from it the network can tell when to look for a place
# to break. The correlation says how good a ruler it is, and what lesson 1 said
# holds here, too: among so many cells, some will fit almost any idea. The best
# test of a meaning is to change the cell and see what the network does then.
# Try it.

# %% [markdown]
# ## 11. The course's leaderboard
#
# ### 11.1 Three memories of one size
#
# The recurrent network of lesson 1, the GRU of lesson 2 and the LSTM of lesson
# 3 have never met on equal terms. Here they do: a hundred thousand weights
# each, the first nine tenths of Tiny Shakespeare, the same ten epochs. With
# them compete the count models of lesson 2, on the same held-out tenth.
# (`python benchmarks/leaderboard.py` in the course's repository makes these
# numbers; it takes a few minutes. "Numbers" are the weights of a network, or
# the rows of a table of counts.) If you have the real text, the two networks
# of section 7.2 stand below.

# %% tags=["skip-when-grading"]
plots.leaderboard(network_bits() if real else None)

# %% [markdown]
# **Figure {leaderboard}.** The models of this course on one held-out text.
#
# Read Figure {leaderboard} from the top. Knowing how common each character is
# saves more than a bit. A table of the last four characters, counted in a
# tenth of a second, saves two bits more. After one to two minutes each, the
# recurrent networks are better than the table by a tenth of a bit at most,
# with half as many numbers. And it is the large network, with fifty times the
# weights and half an hour, that goes well below, by a third of a bit. (The
# transformer has an epilogue of its own in this folder:
# [Attention](attention.ipynb).)
#
# So count first: it tells what a network has to beat. And do not rank *kinds*
# of memory by one number. Of a hundred thousand weights the RNN can make 267
# units, the GRU 155 and the LSTM 134, because every gate has matrices of its
# own; and for most characters the last ten are all that matters. At this size,
# after ten epochs, the RNN is ahead of the LSTM. What, then, are gates for?
#
# <!-- numbers
# constant 267 155 134
# -->

# %% [markdown]
# ### 11.2 How far back does the blame reach?
#
# Lesson 1 followed a gradient back through time and saw it vanish. Here are
# the three trained networks: how strongly does the surprise at *one* character
# depend on the state so many steps before? Each network reads 64 pieces of 80
# characters, and the tape keeps every state on the way.
#
# <!-- numbers
# constant 80
# -->

# %% tags=["skip-when-grading"]
def blame(name, pieces):
    """Mean gradient of the last loss by state, from the last one back."""
    embedding, recurrent, dense = pretrained.load(name).layers
    cell, x = recurrent.cell, embedding(pieces[:, :-1])
    state, states = cell.get_initial_state(batch_size=len(pieces)), []
    with tf.GradientTape() as tape:
        for step in range(x.shape[1]):
            output, state = cell(x[:, step], state)
            states.append(state)
        last = keras.losses.sparse_categorical_crossentropy(
            pieces[:, -1], dense(output), from_logits=True
        )
    norms = [
        np.linalg.norm(np.concatenate(parts, axis=-1), axis=-1).mean()
        for parts in tape.gradient(last, states)
    ]
    return np.array(norms[::-1]) / norms[-1]


print(pretrained.fit("lstm", corpus.text))
symbols = pretrained.vocabulary("rnn")
length = min(1500, (len(text) - cut) // 64)
pieces = symbols.encode(text[cut : cut + 64 * length])
pieces = pieces.reshape(64, length)[:, :81]
plots.lines(
    {kind: blame(kind.lower(), pieces) for kind in ("RNN", "GRU", "LSTM")},
    title="What the last loss feels of the state, by steps back",
    x="steps back",
    y="gradient, relative to the last step",
    log_y=True,
    alt=(
        "Three falling lines on a logarithmic scale over 80 steps back: the "
        "gradient of the last loss by the state of the RNN, the GRU and "
        "the LSTM. That of the RNN falls fastest by far."
    ),
)

# %% [markdown]
# **Figure {blame}.** How strongly one loss depends on the state some steps
# before, in three trained networks.
#
# Ten steps back, the three lines of Figure {blame} do not differ much. Forty
# steps back, a percent or two of the gradient is left in the GRU and the
# LSTM, and five *millionths* in the RNN: whatever was read there, it cannot
# learn to keep. (The staircases come from single pieces, in which a gate once
# let go.) This is what gates are for, and it pays where something far back
# matters, and training is long enough to find it.
#
# **Question.** A *new* RNN of Keras, before any training, still has three
# quarters of its gradient after forty steps, far more than a new GRU or LSTM.
# How can that be?
#
# <details><summary>Answer</summary>
#
# Keras begins with an *orthogonal* recurrent matrix, which turns vectors
# without making them shorter, and with states so small that the slope of the
# tanh is nearly 1. Training gives both up: to react to what it reads, the
# network needs large states, where the tanh is flat. A new GRU forgets half
# of its state in every step, until it has learned better. (Try it: build the
# layers anew in `blame`.)
# </details>

# %% [markdown]
# ## 12. What to take away
#
# - A stateful network keeps one state per row. Row $r$ of a batch must
#   continue row $r$ of the batch before: cut the text into streams, never
#   shuffle.
# - The state is carried forward without end, the gradient only back to the
#   window's beginning: truncated backpropagation through time.
# - Mistakes with the state give no error message. They show when you measure
#   by position, or read the same text twice.
# - The number of rows is built in; the weights do not depend on it. Build
#   again, carry the weights over.
# - Compute the loss from logits: a probability that has become 0 teaches
#   nothing.
# - Draw, do not take the likeliest. And reset before you write.

# %% [markdown]
# ### Quick questions
#
# Open the choice that you believe in. Each one says why it is right or wrong.
#
# **(a)** The state is carried. What must row 5 of the next batch be?
#
# <details><summary>The text that follows row 4</summary>
#
# *No.* It would start from the state of other text.
# </details>
#
# <details><summary>The text that follows row 5 of this one</summary>
#
# *Right.* The state of a row describes the text before it.
# </details>
#
# <details><summary>Any other window: shuffling helps</summary>
#
# *No.* Shuffling helps where every window starts from nothing. Here it gives
# each row a wrong memory.
# </details>
# <br>
#
# **(b)** How far back does the gradient go in a stateful network?
#
# <details><summary>To the beginning of the window</summary>
#
# *Right.* The state that comes in counts as a given number: truncated
# backpropagation.
# </details>
#
# <details><summary>To the beginning of the text</summary>
#
# *No.* Only the state goes that far, and only forward.
# </details>
#
# <details><summary>Nowhere: the state is a constant</summary>
#
# *No.* Within the window it goes through all steps.
# </details>
# <br>
#
# **(c)** A network answers the same question differently each time, without
# an error. What do you suspect first?
#
# <details><summary>Rounding</summary>
#
# *No.* That changes the last digit, not the answer.
# </details>
#
# <details><summary>A state that was kept</summary>
#
# *Right.* Or a dropout that was left on. Reset, and ask twice.
# </details>
#
# <details><summary>Random weights</summary>
#
# *No.* They were drawn once, and do not change between two calls.
# </details>
# <br>
#
# **(d)** The network is sure, and wrong. What does a loss from
# *probabilities* do?
#
# <details><summary>It is more exact than one from logits</summary>
#
# *No.* It is the other way round: the small number is lost before its
# logarithm is taken.
# </details>
#
# <details><summary>It is flat there, and teaches nothing</summary>
#
# *Right.* The probability has been cut off. From logits the loss grows with
# the mistake.
# </details>
#
# <details><summary>The same as a loss from logits</summary>
#
# *No.* On paper, yes. In 32 bits, not where the mistake is greatest.
# </details>
# <br>
#
# **(e)** May weights from a model with 64 rows go into one with a single row?
#
# <details><summary>Yes</summary>
#
# *Right.* No weight depends on the number of rows. The state does, and it is
# not among the weights.
# </details>
#
# <details><summary>No: the shapes differ</summary>
#
# *No.* Those of the states do. Print the shapes of the weights.
# </details>
#
# <details><summary>Only after some more training</summary>
#
# *No.* It computes the same for its row as before.
# </details>
#
# ### Questions to think about
#
# 1. What happens to Figure {price} with windows of 5, or of 100? Change
#    `SHORT` and see. What is the shortest window with which the network still
#    learns to use its state?
#
#    <details><summary>Answer</summary>
#
#    With windows of 5, an empty memory hurts at all places, because it never
#    has the ten characters that it needs to recover; with 100, in the first
#    tenth only. To find the shortest window that still teaches the use of the
#    state, train with shorter and shorter ones, and see whether the network's
#    own memory still beats the empty one beyond the first places.
#    </details>
#
# 2. The gradient stops at the window's beginning. Could a network that is
#    trained on windows of 25 learn to remember a name for 200 characters?
#    How could it, if no gradient ever reaches back that far?
#
#    <details><summary>Answer</summary>
#
#    In part. It learns to *store* what pays within the window; a gate that
#    has learned to keep is not told when to stop, so the name may stay for
#    far longer. And it learns to *read* what it finds, because the state at
#    the beginning of a window is an input like any other. What it cannot
#    learn is to store something that pays only after the window has ended.
#    </details>
#
# 3. Set the state to zeros for one row only, whenever its stream comes to a
#    new play. What would you need to change?
#
#    <details><summary>Answer</summary>
#
#    You would need to know, for each row, whether a play begins. The state of
#    a layer is two arrays with one line for each row: multiply the lines of
#    these rows by 0 before the batch. And as a play may begin in the middle
#    of a window, either cut the streams so that it does not, or accept some
#    mixed windows.
#    </details>
#
# 4. Let `generate_text` write with 64 rows at once. Which lines change?
#
#    <details><summary>Answer</summary>
#
#    The start is repeated for all rows, and each step feeds an array `(64,
#    1)`. `sample_next` draws one id for each row already. You collect one
#    list for each row, and as many strings come back. The reset and the order
#    of things stay.
#    </details>
#
# 5. The weights are stored in 16 bits, which makes the file half as large.
#    How would you find out whether that has cost anything?
#
#    <details><summary>Answer</summary>
#
#    Keep the weights in 32 bits as well, and measure both on the same
#    held-out text: if the printed digits agree, it has cost nothing that
#    matters. Without them, round the stored ones further, one bit after the
#    other. If the first such bit costs nothing, the last one that was cut did
#    not, either.
#    </details>
#
# ### Where to go next
#
# - Train the large network yourself: `python tools/pretrain.py playwright`, in
#   the course's repository. Half an hour without a graphics card.
# - `utils.recurrent.Stepper` reads a Keras network one character at a time, in
#   two pages of NumPy. Compare it with equations (2) and (3).
# - To read: A. Karpathy, [*The Unreasonable Effectiveness of Recurrent Neural
#   Networks*](https://karpathy.github.io/2015/05/21/rnn-effectiveness/)
#   (2015), from which the text and the idea come, and A. Karpathy, J. Johnson
#   and L. Fei-Fei, [*Visualizing and Understanding Recurrent
#   Networks*](https://arxiv.org/abs/1506.02078) (2015), who found the cell
#   that counts the line; S. Hochreiter and J. Schmidhuber, [*Long Short-Term
#   Memory*](https://doi.org/10.1162/neco.1997.9.8.1735) (1997); R. J.
#   Williams and J. Peng, [*An Efficient Gradient-Based Algorithm for On-Line
#   Training of Recurrent Network
#   Trajectories*](https://doi.org/10.1162/neco.1990.2.4.490) (1990), on
#   truncating the gradient.
# - **[Your own text](own_text.ipynb)**, the capstone in this folder, without
#   points: from a file of yours to a report on what a network makes of it.
# - **[Attention](attention.ipynb)**, the epilogue: transformers, which keep no
#   state at all and look at everything again. It has the last row of the
#   leaderboard. You now know what they are an answer to.
#
# ### Before you hand in
#
# Save this notebook. Then type in a terminal, in this folder:
#
#     python -m utils.submit_check playwright.ipynb
#
# It runs the saved file as grading does, and says what is blank or would be
# missing. It prints a receipt: the file's checksum, which your feedback
# shows, too.
