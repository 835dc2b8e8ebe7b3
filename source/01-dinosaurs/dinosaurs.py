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
# # Lesson 1: Naming dinosaurs, one letter at a time
#
# Somebody has to name the next dinosaur. In this lesson a small recurrent
# network learns how such names are spelled, from a list of some 1,500 of
# them, and then invents its own. It has 5,000 weights or so, it is written in
# NumPy alone, and it learns in seconds. The core of every large language
# model is already there: predict the next symbol, measure the surprise, send
# the blame back, draw from the prediction.
#
# You write four functions, and three more for practice; the rest is
# provided:
#
# | exercise | what you write | points |
# |---|---|---|
# | `clip` | keep gradients within bounds | 20 |
# | `sample` | let the network spell a name | 30 |
# | `optimize` | one step of training | 20 |
# | `model` | the training loop | 30 |
# | `rnn_step_forward` | one step of the network | practice |
# | `rnn_step_backward` | the same step, backwards | practice |
# | `clip_by_norm` | shorten a gradient, keep its direction | practice |
#
# **Practice** has no points. Do it, or leave it: after a blank or a wrong
# answer, the lesson goes on with ours and says so.
#
# Afterwards you can
#
# - turn text into training examples for a character model,
# - say how good such a model is, in nats, bits and perplexity,
# - show, and not only claim, how gradients vanish and explode,
# - check a gradient numerically,
# - find out what a network has learned and what it has merely copied.
#
# <!-- numbers
# 1,500 ±150 " names, …characters"
# 5,000 ±500 "numbers to learn"
# -->

# %% [markdown]
# **How to use this notebook.** Run the cells in their order. An exercise is a
# cell with `YOUR CODE HERE`; the cell after it checks your answer and shows
# what is met (✓), what is not (✗), and a hint. Those checks are worth a third
# of the points; when the notebook is graded, further checks are added that
# use other inputs. Cells after an exercise may need your answer: until it is
# there, they stop and say which one they need. That is not your fault.
#
# **If you learn on your own**, `%check clip` in a cell of your own runs those
# further checks too, on the answer that you have there now; `%check` runs them
# for all exercises. In a terminal, `.venv/bin/course hint clip` gives a hint.
#
# Cells that only show something carry the tag `skip-when-grading`: they are
# left out when the notebook is graded, all but their imports, functions and
# classes, and no grade depends on them. Only the notebook is graded: code
# from a file of your own has to stand in one of its cells. Cells that take
# more than a second say what they cost. The whole notebook runs in well under
# a minute.
#
# **Before you begin.** You need Python with functions, loops and
# dictionaries; NumPy arrays, their shapes and the product `@`; what a
# derivative and the chain rule are; probabilities and logarithms. No machine
# learning: that begins here.
#
# **Time.** An estimate: about four hours, one and a half of them to read, the
# rest to write the exercises and to play.
#
# **Contents.**
#
# 1. [Names as text](#1.-Names-as-text)
# 2. [The network](#2.-The-network)
# 3. [Exercise 1: clip](#3.-Exercise-1:-clip)
# 4. [Exercise 2: sample](#4.-Exercise-2:-sample)
# 5. [Exercise 3: optimize](#5.-Exercise-3:-optimize)
# 6. [Exercise 4: model](#6.-Exercise-4:-model)
# 7. [What did it learn?](#7.-What-did-it-learn?)
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
import copy
import random

import numpy as np

try:
    from utils import diagrams, plots
    from utils.corpora import load_dinosaurs
    from utils.numpy_rnn import (
        get_initial_loss,
        get_sample,
        initialize_parameters,
        rnn_backward,
        rnn_forward,
        smooth,
        softmax,
        update_parameters,
    )
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
# ## 1. Names as text
#
# ### 1.1 The data
#
# One name a line, in lower case. If the list that this lesson was written for
# cannot be reached, a smaller one that comes with the course takes its place;
# the line below says which one you have. All examples work with both, but the
# numbers differ a little.

# %% nbgrader={"grade": false, "grade_id": "setup-data", "locked": true, "schema_version": 3, "solution": false, "task": false}
data = load_dinosaurs().text.lower()
names = [name for name in data.split("\n") if name]
chars = sorted(set(data))
vocab_size = len(chars)
print(f"{len(names):,} names, {len(data):,} characters")
print(f"{vocab_size} different characters: {chars}")
print(", ".join(names[:6]), "...")

# %% [markdown]
# 26 letters and the newline `"\n"`. The newline is not decoration: it is the
# character that says *the name ends here*, and the network has to learn when
# to say it. Without it, no name would ever stop.
#
# A network computes with numbers, so every character gets an index, and two
# dictionaries lead back and forth.

# %% nbgrader={"grade": false, "grade_id": "setup-vocabulary", "locked": true, "schema_version": 3, "solution": false, "task": false}
char_to_ix = {char: ix for ix, char in enumerate(chars)}
ix_to_char = {ix: char for ix, char in enumerate(chars)}
print([char_to_ix[char] for char in "zuul\n"])

# %% [markdown]
# ### 1.2 Why characters?
#
# A **language model** gives every text a probability. It does so piece by
# piece, each piece given all that came before:
#
# $$P(c_1, c_2, \ldots, c_T) =
#   \prod_{t=1}^{T} P(c_t \mid c_1, \ldots, c_{t-1})$$
#
# The pieces may be words, parts of words, or characters. With words, no new
# name could ever come out: a word model can only choose among words that it
# knows. With characters, 27 symbols spell anything. The price is that
# sequences are longer, and that spelling has to be learned from nothing.
#
# How much is there to learn? Look at which letter follows which.

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
follows = np.zeros((vocab_size, vocab_size))
for name in names:
    for before, after in zip("\n" + name, name + "\n"):
        follows[char_to_ix[before], char_to_ix[after]] += 1
totals = np.maximum(follows.sum(axis=1, keepdims=True), 1)
letters = ["⏎", *chars[1:]]

plots.grid(
    follows / totals,
    rows=letters,
    columns=letters,
    title="Which letter follows which? (each row sums to 1)",
    x="next letter (⏎: the name ends)",
    y="letter (⏎: the name begins)",
    scale="share of the row",
    alt=(
        "Grid of 27 by 27 shares: rows are letters, columns the letter "
        "that follows. Most cells are dark, a few in every row are light."
    ),
)

# %% [markdown]
# **Figure {follows}.** How often each letter is followed by each other one. ⏎
# begins and ends a name.
#
# Most of Figure {follows} is dark: after most letters, only a few others are
# likely. A model that knows these shares already spells better than chance. A
# model that remembers *more* than one letter should do better still. To say
# how much better, we need a measure.

# %% [markdown]
# ### 1.3 Surprise: nats, bits and perplexity
#
# Suppose the model gave the character that really came the probability $p$.
# Its **loss** is the surprise $-\ln p$: 0 when it was certain and right, large
# when it thought the character impossible. The unit of $-\ln p$ is the
# **nat**; the same surprise with the logarithm to base 2 is counted in
# **bits**: 1 nat = $1/\ln 2 \approx 1.44$ bits.
#
# There are three ways to state the mean over all characters:
#
# | | formula | read it as |
# |---|---|---|
# | nats per character | $H = -\frac1T \sum_t \ln p_t$ | what we minimise |
# | bits per character | $H / \ln 2$ | yes-no questions per character |
# | perplexity | $e^{H}$ | characters it hesitates between |

# %%
from utils.numpy_rnn import nats_per_char, nats_to_bits, perplexity

print("   p     nats    bits   perplexity")
for p in (1.0, 0.5, 0.1, 1 / vocab_size):
    nats = -np.log(p) + 0.0
    print(f"{p:.3f}  {nats:6.3f}  {nats_to_bits(nats):6.3f}", end="")
    print(f"   {perplexity(nats):10.2f}")

# %% [markdown]
# The last row is the model that knows nothing: it hesitates between all 27
# characters. Everything below is progress.
#
# ### 1.4 What counting achieves
#
# Before we train anything: how far does plain counting get? The next cell
# sets every tenth name aside. These **held-out** names are never learned
# from, only predicted. (A few names stand in the list twice; duplicates go
# first, or a held-out name might have been learned after all.)

# %%
unique_names = sorted(set(names))
np.random.default_rng(0).shuffle(unique_names)
held_out = unique_names[::10]
kept = [name for ix, name in enumerate(unique_names) if ix % 10]
print(f"{len(kept):,} names to learn from, {len(held_out)} held out")

# %% [markdown]
# A count model of order $k$ looks back $k$ letters and predicts from how
# often each character came next in the names it knows. A little is added to
# every count, so that nothing is held to be impossible.

# %% tags=["skip-when-grading"]
from collections import Counter, defaultdict


def contexts(some_names, order):
    """Yield every character of the names with the `order` ones before it."""
    for name in some_names:
        padded = "\n" * order + name + "\n"
        for place in range(order, len(padded)):
            yield padded[place - order : place], padded[place]


def count_bits(order, learned, predicted, added=0.1):
    """Bits per character of `predicted` under counts taken in `learned`."""
    counts = defaultdict(Counter)
    for context, char in contexts(learned, order):
        counts[context][char] += 1
    bits = []
    for context, char in contexts(predicted, order):
        seen = counts[context]
        total = seen.total() + added * vocab_size
        bits.append(-np.log2((seen[char] + added) / total))
    return np.mean(bits)


orders = range(5)
plots.bars(
    {
        "names it counted": {
            str(k): count_bits(k, kept, kept) for k in orders
        },
        "held-out names": {
            str(k): count_bits(k, kept, held_out) for k in orders
        },
    },
    title="Count models: looking back further helps, until it does not",
    x="how many letters the model looks back",
    y="bits per character",
    alt=(
        "Bars: bits per character of count models that look back 0 to 4 "
        "letters, on the names they counted and on held-out names."
    ),
)

# %% [markdown]
# **Figure {counting}.** How well counting predicts, by how many letters it
# looks back.
#
# In Figure {counting}, more context looks better and better on the names that
# were counted. On held-out names it turns: most contexts of four letters were
# never seen before. **That gap is why a model should be judged on held-out
# text.**
#
# A recurrent network is a way out. Rather than one row of counts for each
# context, it keeps a vector that *summarises* the context, and similar
# contexts share what is learned. We note how good counting was, to compare
# with it later.
#
# > **To remember.** A [language model](../../docs/glossary.md#language-model)
# > predicts the next symbol. Its [loss](../../docs/glossary.md#loss) is its
# > surprise, told per character in nats, in
# > [bits](../../docs/glossary.md#bits-per-character) or as
# > [perplexity](../../docs/glossary.md#perplexity). Guessing among $V$
# > characters costs $\log_2 V$ bits. Judge a model on [held-out
# > text](../../docs/glossary.md#held-out-text), and compare it with
# > [counting](../../docs/glossary.md#count-model).

# %% tags=["skip-when-grading"]
count_levels = {
    "guessing": np.log2(vocab_size),
    "1 letter": count_bits(1, kept, held_out),
    "best counts": min(count_bits(k, kept, held_out) for k in orders),
}

# %% [markdown]
# ## 2. The network
#
# ### 2.1 Notation
#
# These symbols mean the same in all lessons. Those below the line come up
# later; a letter that only one section needs is explained there.
#
# | symbol | in code | shape | meaning |
# |---|---|---|---|
# | $V$ | `vocab_size` | | how many different characters there are |
# | $n_a$ | `n_a` | | size of the hidden state |
# | $T$ | `len(Y)` | | steps: the letters of the name and its newline |
# | $x^{\langle t\rangle}$ | `X[t-1]` | $(V, 1)$ | input of step $t$, one-hot |
# | $y^{\langle t\rangle}$ | `Y[t-1]` | $(V, 1)$ | its target, one-hot |
# | $a^{\langle t\rangle}$ | `a[t-1]` | $(n_a, 1)$ | hidden state after $t$ |
# | $z^{\langle t\rangle}$ | `z` | $(V, 1)$ | scores, called logits |
# | $\hat y^{\langle t\rangle}$ | `y` | $(V, 1)$ | predicted probabilities |
# | $W_{ax}$ | `Wax` | $(n_a, V)$ | weights, input to hidden |
# | $W_{aa}$ | `Waa` | $(n_a, n_a)$ | weights, hidden to hidden |
# | $W_{ya}$ | `Wya` | $(V, n_a)$ | weights, hidden to scores |
# | $b,\ b_y$ | `b`, `by` | $(n_a, 1), (V, 1)$ | biases |
# | $\mathcal L$ | `loss` | | summed loss of a sequence, in nats |
# | $\partial\mathcal L/\partial W$ | `dW` | as $W$ | gradient |
# | $\alpha$ | `learning_rate` | | length of a training step |
# | — | | | |
# | $c_i$ | `ids[i]` | | character number $i$ of a text |
# | $e^{\langle t\rangle}$ | | $(n_e, 1)$ | embedding of the input |
# | $c^{\langle t\rangle}$ | `c` | $(n_a, 1)$ | memory of an LSTM after $t$ |
# | $\Gamma$ | | $(n_a, 1)$ | a gate, between 0 and 1 |
# | $\sigma(z)$ | | | $1 / (1 + e^{-z})$, entry by entry |
# | $\odot$ | `*` | | product entry by entry |
# | $\tau$ | `temperature` | | how boldly characters are drawn |
#
# A weight has two indices: $W_{ax}$ makes $a$ from $x$. A time stands above,
# as in $c^{\langle t\rangle}$; a place in a text stands below, as in $c_i$.
#
# Mathematics counts steps from 1, Python from 0. In code, a one-hot vector is
# kept as the index of its 1; `None` stands for a vector of zeros.

# %% [markdown]
# ### 2.2 Forward
#
# At each step the network mixes the character that it reads with what it
# remembers, and predicts the next one:
#
# $$a^{\langle t\rangle} = \tanh(W_{ax}\, x^{\langle t\rangle}
#   + W_{aa}\, a^{\langle t-1\rangle} + b) \qquad (1)$$
#
# $$z^{\langle t\rangle} = W_{ya}\, a^{\langle t\rangle} + b_y \qquad (2)$$
#
# $$\hat y^{\langle t\rangle} =
#   \mathrm{softmax}(z^{\langle t\rangle}) \qquad (3)$$
#
# The *same* weights serve every step; that is what makes it recurrent.

# %%
diagrams.unrolled("zuul")

# %% [markdown]
# **Figure {unrolled}.** The network reads *zuul*: inputs below, targets
# above, the same weights at every step.
#
# Read Figure {unrolled} from the bottom: the first input is a vector of zeros
# ("no letter yet"), and each later input is the letter that the step before
# should have predicted. The targets on top are the inputs moved one place to
# the left, with the newline at the end. So a name of 4 letters makes 5
# predictions. For *zuul*, by hand:

# %%
X_zuul = [None, 26, 21, 21, 12]
Y_zuul = [26, 21, 21, 12, 0]

# %% [markdown]
# **Practice: one step forward.** Before a function does it for you: write
# equations (1) to (3) yourself, for a single step. Everything is a column
# here, the input too: `x` is one-hot, or zeros for the first input.
#
# `rnn_step_forward(parameters, a_prev, x)` returns the new state and the
# probabilities of the next character. Your `sample` will take the same step
# in exercise 2, and a whole name is nothing but this step, taken again and
# again.
#
# <details><summary>Hint: products and sums</summary>
#
# Matrix products are written `Wax @ x`; a product with `*` goes entry by
# entry. Equation (1) has three terms, and the tanh is taken of their sum.
# </details>
#
# <details><summary>Hint: which state predicts?</summary>
#
# The new one: equation (2) has the state *after* the step.
# </details>

# %% tags=["skip-when-grading"] nbgrader={"grade": false, "grade_id": "rnn_step_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rnn_step_forward(parameters, a_prev, x):
    """Take one step of the network.

    parameters: dict with Wax (n_a, V), Waa (n_a, n_a), Wya (V, n_a),
        b (n_a, 1), by (V, 1); left unchanged
    a_prev: hidden state before the step (n_a, 1)
    x: input, one-hot or zeros (V, 1)

    Returns the hidden state after the step (n_a, 1) and the probabilities
    of the next character (V, 1).
    """
    ### BEGIN SOLUTION
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    a_next = np.tanh(Wax @ x + Waa @ a_prev + b)
    p_t = softmax(Wya @ a_next + by)
    return a_next, p_t
    ### END SOLUTION


# %% tags=["skip-when-grading"] jupyter={"source_hidden": true} nbgrader={"grade": false, "grade_id": "practice_rnn_step_forward", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.practice import rnn_step_forward as our_step_forward

checks = Checks("rnn_step_forward", lesson="dinosaurs")


def example_step_forward(step, x):
    parameters = {
        "Wax": np.array([[1.0, -1.0, 0.5], [0.0, 2.0, -0.5]]),
        "Waa": np.array([[0.5, -1.0], [0.25, 0.0]]),
        "Wya": np.array([[2.0, 0.0], [0.0, 1.0], [-1.0, 1.0]]),
        "b": np.array([[0.25], [-0.5]]),
        "by": np.array([[0.0], [1.0], [-0.5]]),
    }
    a_prev = np.array([[0.5], [-0.25]])
    result = step(parameters, a_prev, np.array(x)[:, None])
    assert isinstance(result, tuple | list) and len(result) == 2, (
        "return two things: the new state and the probabilities"
    )
    return result


@checks.criterion(
    "state and probabilities are columns",
    points=1,
    hint="the state is (n_a, 1), as a_prev is, the probabilities are (V, 1)",
)
def columns(step):
    a_next, p_t = example_step_forward(step, [0.0, 1.0, 0.0])
    assert np.shape(a_next) == (2, 1), (
        f"the new state is (n_a, 1), as a_prev is, and here {np.shape(a_next)}"
    )
    assert np.shape(p_t) == (3, 1), (
        f"the probabilities are (V, 1), as x is, and here {np.shape(p_t)}"
    )


@checks.criterion(
    "in the example the sums in the tanh are -0.25 and 1.625",
    points=1,
    hint="the new state is the tanh of Wax @ x + Waa @ a_prev + b",
)
def state(step):
    a_next, _ = example_step_forward(step, [0.0, 1.0, 0.0])
    assert np.allclose(np.ravel(a_next), np.tanh([-0.25, 1.625]))


@checks.criterion(
    "the first input, a column of zeros, works as well",
    points=1,
    hint="with x = 0, only the old state and the bias are left in the tanh",
)
def first_input(step):
    a_next, _ = example_step_forward(step, [0.0, 0.0, 0.0])
    assert np.allclose(np.ravel(a_next), [0.63514895, -0.3583574])


@checks.criterion(
    "the probabilities are the softmax of the logits, and sum to 1",
    points=1,
    hint=(
        "the probabilities are the softmax, taken once, of the logits "
        "Wya @ a + by, with the new state a"
    ),
)
def probabilities(step):
    _, p_t = example_step_forward(step, [0.0, 1.0, 0.0])
    assert np.isclose(np.sum(p_t), 1), "probabilities sum to 1: use softmax"
    assert np.allclose(np.ravel(p_t), [0.0650107, 0.72758832, 0.20740099])


# Yours if it is right, else ours
step_forward = checks.practise(rnn_step_forward, our_step_forward)

# %% [markdown]
# Now let an untrained network read it. `rnn_forward` computes equations (1)
# to (3) for a whole name and returns the loss, **summed** over the steps, and
# a cache for the way back.

# %%
untrained = initialize_parameters(n_a=50, n_x=vocab_size, n_y=vocab_size)
for key, value in untrained.items():
    print(f"{key:3s} {value.shape}")
print(sum(value.size for value in untrained.values()), "numbers to learn")

no_memory = np.zeros((50, 1))
loss, cache = rnn_forward(X_zuul, Y_zuul, no_memory, untrained)
print(f"loss {loss:.4f} nats, {loss / len(Y_zuul):.4f} per character")
print(f"ln {vocab_size} = {np.log(vocab_size):.4f}")

# %% [markdown]
# That was our function. The step of yours, taken once for each prediction,
# has to arrive at the same loss:

# %% tags=["skip-when-grading"]
def one_hot(index):
    """Column with a 1 at an index; zeros for None."""
    x = np.zeros((vocab_size, 1))
    if index is not None:
        x[index] = 1.0
    return x


def read(step, X, Y, a_prev, parameters):
    """Read a name step by step: its loss, and (x, a_prev, a, p) of each."""
    loss, steps, a = 0.0, [], a_prev
    for index, target in zip(X, Y):
        x = one_hot(index)
        a_next, p = step(parameters, a, x)
        loss -= np.log(p[target, 0])
        steps.append((x, a, a_next, p))
        a = a_next
    return loss, steps


own_loss, own_steps = read(
    step_forward, X_zuul, Y_zuul, no_memory, untrained
)
print(f"step by step {own_loss:.4f} nats, at once {loss:.4f}")

# %% [markdown]
# The weights start close to zero, so all scores are about equal, and the
# untrained network is the model that knows nothing: $\ln 27 = 3.296$ nats for
# every character. That is a useful test of any new language model: **if the
# first loss is not about $\ln V$, something is wrong.**

# %% [markdown]
# ### 2.3 A number that misleads
#
# During training one usually prints a running average of the loss. Here it is
# made by `smooth`, which lets each new name count for one thousandth:
#
# $$s \leftarrow 0.999\, s + 0.001\, \mathcal L$$
#
# and it starts at `get_initial_loss(27, 7)`, which is $7 \ln 27$, as if names
# had seven characters. (Where does the 7 come from? It is how many names are
# printed: an accident in the program that this lesson goes back to.)

# %%
start = get_initial_loss(vocab_size, 7)
length = np.mean([len(name) + 1 for name in names])
print(f"where the average starts     {start:.2f} nats")
print(f"characters of a name         {length:.2f}")
print(f"what a name costs at first   {length * np.log(vocab_size):.2f} nats")

# %% [markdown]
# But names have about thirteen characters, so they cost about 43 nats at
# first. The printed number therefore starts far too low (at 23.09 on the
# original list, once the first name is mixed in), *rises* for a thousand names
# while the network is in fact learning fast, and only then falls. It is also
# a sum, so a list of longer names has a "worse" loss. Keep this in mind when
# you see it below; in section 7 we tell the same run in other units.
#
# <!-- numbers
# 43 ±0.5 "what a name costs at first"
# original 23.09 ±0.005 "Iteration: 0,"
# -->

# %% [markdown]
# ### 2.4 Backward: the blame goes back in time
#
# How should a weight change? Its gradient $\partial\mathcal L/\partial W$
# says. The hidden state at step $t$ affects the loss twice: through its own
# prediction, and through everything that comes later. So the blame arrives
# from two sides, and we collect it from the last step to the first. This is
# **backpropagation through time**:
#
# $$\frac{\partial\mathcal L}{\partial a^{\langle t\rangle}} =
#   \underbrace{W_{ya}^\top (\hat y^{\langle t\rangle}
#   - y^{\langle t\rangle})}_{\text{own prediction}} +
#   \underbrace{W_{aa}^\top \Big[\big(1 - (a^{\langle t+1\rangle})^2\big)
#   \odot \frac{\partial\mathcal L}{\partial a^{\langle t+1\rangle}}
#   \Big]}_{\text{all that follows}}$$

# %%
diagrams.unrolled("zuul", "backward")

# %% [markdown]
# **Figure {backward}.** The blame goes back through the same steps, from the
# last to the first.
#
# In Figure {backward}, the blame goes from right to left. It reaches the
# weights through the slope of tanh, and since the same weights serve every
# step, the steps add up:
#
# $$\delta^{\langle t\rangle} = \big(1 - (a^{\langle t\rangle})^2\big) \odot
#   \frac{\partial\mathcal L}{\partial a^{\langle t\rangle}}, \qquad
#   \frac{\partial\mathcal L}{\partial W_{aa}} = \sum_t
#   \delta^{\langle t\rangle} (a^{\langle t-1\rangle})^\top, \qquad
#   \frac{\partial\mathcal L}{\partial W_{ax}} = \sum_t
#   \delta^{\langle t\rangle} (x^{\langle t\rangle})^\top$$
#
# $$\frac{\partial\mathcal L}{\partial b} = \sum_t \delta^{\langle t\rangle},
#   \qquad \frac{\partial\mathcal L}{\partial W_{ya}} = \sum_t
#   (\hat y^{\langle t\rangle} - y^{\langle t\rangle})
#   (a^{\langle t\rangle})^\top, \qquad
#   \frac{\partial\mathcal L}{\partial b_y} = \sum_t
#   (\hat y^{\langle t\rangle} - y^{\langle t\rangle})$$

# %% [markdown]
# **Practice: one step backward.** Write these sums yourself, for the share of
# a single step. The steps come from the last to the first; what a step has
# found is added to what later steps have found.
#
# `rnn_step_backward(dy, gradients, parameters, x, a, a_prev)` gets
#
# - `dy`, the error $\hat y^{\langle t\rangle} - y^{\langle t\rangle}$ of the
#   step's own prediction,
# - `gradients` of all later steps: `dWax`, `dWaa`, `dWya`, `db`, `dby`, and
#   `da_next`, the blame that comes back to $a^{\langle t\rangle}$ from later
#   steps (the second term above; zeros at the last step),
# - the input `x` of the step, the state `a` after it, and `a_prev` before it.
#
# It returns the dictionary with this step added, in which `da_next` is now
# what comes back to $a^{\langle t-1\rangle}$.
#
# <details><summary>Hint: where to begin?</summary>
#
# First the gradient of $a^{\langle t\rangle}$: its own prediction and all that
# follows. Then $\delta^{\langle t\rangle}$, through the slope of tanh. All
# the rest follows from `dy` and $\delta$.
# </details>
#
# <details><summary>Hint: which transpose?</summary>
#
# Look at the shapes. `dWaa` is $(n_a, n_a)$, and $\delta$ and `a_prev` are
# $(n_a, 1)$: a column times a row. What went through $W_{aa}$ on the way
# forward comes back through $W_{aa}^\top$.
# </details>

# %% tags=["skip-when-grading"] nbgrader={"grade": false, "grade_id": "rnn_step_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rnn_step_backward(dy, gradients, parameters, x, a, a_prev):
    """Add the gradients of one step to those of the later steps.

    dy: gradient of the step's logits (V, 1)
    gradients: dict with dWax, dWaa, dWya, db, dby, shaped like the weights,
        and da_next (n_a, 1); may be changed in place
    parameters: dict with Wax, Waa, Wya, b, by; left unchanged
    x: input of the step (V, 1)
    a, a_prev: hidden state after and before the step (n_a, 1)

    Returns a dict with the same keys.
    """
    ### BEGIN SOLUTION
    da = parameters["Wya"].T @ dy + gradients["da_next"]
    delta = (1 - a**2) * da
    gradients["dWya"] += dy @ a.T
    gradients["dby"] += dy
    gradients["dWax"] += delta @ x.T
    gradients["dWaa"] += delta @ a_prev.T
    gradients["db"] += delta
    gradients["da_next"] = parameters["Waa"].T @ delta
    return gradients
    ### END SOLUTION


# %% tags=["skip-when-grading"] jupyter={"source_hidden": true} nbgrader={"grade": false, "grade_id": "practice_rnn_step_backward", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.practice import rnn_step_backward as our_step_backward

checks = Checks("rnn_step_backward", lesson="dinosaurs")


def example_step_backward(step, before=0.0):
    parameters = {
        "Wax": np.zeros((2, 3)),
        "Waa": np.array([[0.5, -1.0], [0.25, 0.0]]),
        "Wya": np.array([[2.0, 0.0], [0.0, 1.0], [-1.0, 1.0]]),
        "b": np.zeros((2, 1)),
        "by": np.zeros((3, 1)),
    }
    gradients = {
        f"d{name}": np.full(weights.shape, before)
        for name, weights in parameters.items()
    }
    gradients["da_next"] = np.array([[0.0], [1.0]])
    dy = np.array([[0.25], [0.25], [-0.5]])
    x = np.array([[0.0], [1.0], [0.0]])
    a, a_prev = np.array([[0.5], [0.0]]), np.array([[0.5], [-0.25]])
    result = step(dy, gradients, parameters, x, a, a_prev)
    told = "return a dict with dWax, dWaa, dWya, db, dby and da_next"
    assert isinstance(result, dict) and gradients.keys() <= result.keys(), told
    return result


@checks.criterion(
    "dWya and dby come from the step's own prediction",
    points=1,
    hint="dWya gets dy @ a.T, with the state after the step, and dby gets dy",
)
def output(step):
    found = example_step_backward(step)
    assert np.allclose(found["dby"], [[0.25], [0.25], [-0.5]]), "dby gets dy"
    assert np.allclose(found["dWya"], [[0.125, 0], [0.125, 0], [-0.25, 0]]), (
        "dWya gets dy @ a.T, with the state after the step"
    )


@checks.criterion(
    "in the example, the gradient of a is (1, 0.75), and δ is (0.75, 0.75)",
    points=1,
    hint=(
        "the gradient of a is Wya.T @ dy + da_next, δ is (1 - a**2) times "
        "that, and db gets δ"
    ),
)
def through_tanh(step):
    assert np.allclose(example_step_backward(step)["db"], [[0.75], [0.75]])


@checks.criterion(
    "dWax and dWaa are δ times what the weights were multiplied by",
    points=1,
    hint="dWax gets δ @ x.T, dWaa gets δ @ a_prev.T",
)
def hidden(step):
    found = example_step_backward(step)
    assert np.allclose(found["dWax"], [[0, 0.75, 0], [0, 0.75, 0]]), (
        "dWax gets δ @ x.T"
    )
    assert np.allclose(found["dWaa"], [[0.375, -0.1875]] * 2), (
        "dWaa gets δ @ a_prev.T, with the state before the step"
    )


@checks.criterion(
    "da_next is now the blame for the state before",
    points=1,
    hint="da_next becomes Waa.T @ δ; it is no sum over the steps",
)
def backwards(step):
    found = example_step_backward(step)
    assert np.allclose(found["da_next"], [[0.5625], [-0.75]])


@checks.criterion(
    "the step is added to what later steps have found",
    points=1,
    hint="the same weights serve every step: gradients add up",
)
def adds_up(step):
    found = example_step_backward(step, before=1.0)
    assert np.allclose(found["db"], [[1.75], [1.75]])
    assert np.allclose(found["dWaa"], [[1.375, 0.8125]] * 2)


# Yours if it is right, else ours
step_backward = checks.practise(rnn_step_backward, our_step_backward)

# %% [markdown]
# `rnn_backward` does this for you and returns the gradients of all weights,
# `dWax`, `dWaa`, `dWya`, `db`, `dby`, and the hidden states.

# %%
gradients, a = rnn_backward(X_zuul, Y_zuul, untrained, cache)
for key, value in gradients.items():
    print(f"{key:5s} {value.shape}, largest {np.abs(value).max():.4f}")

# %% [markdown]
# The step of yours, from the newline back to the first letter, has to find
# the same gradients, up to rounding:

# %% tags=["skip-when-grading"]
def gradients_by_steps(step, steps, Y, parameters):
    """Gradients of a name that was read, one step back after the other."""
    found = {f"d{key}": np.zeros_like(w) for key, w in parameters.items()}
    found["da_next"] = np.zeros_like(parameters["b"])
    for (x, a_before, a_after, p), target in zip(steps[::-1], Y[::-1]):
        dy = p - one_hot(target)
        found = step(dy, found, parameters, x, a_after, a_before)
    return found


own_gradients = gradients_by_steps(
    step_backward, own_steps, Y_zuul, untrained
)
for key, value in gradients.items():
    differs = np.abs(own_gradients[key] - value).max()
    print(f"{key:5s} differs by {differs:.0e}")

# %% [markdown]
# ### 2.5 Vanishing and exploding
#
# Look at the second term once more. For each step back in time, the blame is
# multiplied by $W_{aa}^\top$ and by slopes of tanh, which are at most 1. Ten
# steps back, that is a product of ten such matrices. Products of many
# factors do not stay put: below 1 they die, above 1 they grow.
#
# Let us see it. We read 50 characters of the list and ask how strongly the
# loss of the *last* step depends on the hidden state $k$ steps before it, on
# average over 40 such pieces. We do so with recurrent weights of different
# size: $W_{aa}$ is scaled so that its largest eigenvalue has the absolute
# value $\rho$.
#
# <!-- numbers
# constant 40
# -->

# %% tags=["skip-when-grading"]
from utils.numpy_rnn import gradient_norms_by_lag


def scaled(rho):
    """Untrained parameters whose Waa has the spectral radius rho."""
    parameters = initialize_parameters(50, vocab_size, vocab_size)
    radius = np.abs(np.linalg.eigvals(parameters["Waa"])).max()
    parameters["Waa"] *= rho / radius
    return parameters


def mean_norms(parameters, lags=31):
    """Gradient norm at each lag, relative to lag 0; geometric mean."""
    logs = []
    for begin in range(0, 2000, 50):
        ixs = [char_to_ix[char] for char in data[begin : begin + 51]]
        norms = gradient_norms_by_lag(
            ixs[:-1], ixs[1:], np.zeros((50, 1)), parameters
        )
        logs.append(np.log(norms[:lags] / norms[0]))
    return np.exp(np.mean(logs, axis=0))


plots.lines(
    {f"ρ = {rho}": mean_norms(scaled(rho)) for rho in (5, 3, 0.9, 0.5)},
    title="The gradient vanishes or explodes with the distance in time",
    x="steps back in time",
    y="gradient norm (lag 0 = 1)",
    log_y=True,
    alt=(
        "Lines on a logarithmic axis: gradient norm against the number of "
        "steps back in time, for four sizes of the recurrent weights. "
        "Small weights fall steeply, large ones rise."
    ),
)

# %% [markdown]
# **Figure {vanishing}.** How strongly the last loss depends on an earlier
# hidden state, for recurrent weights of four sizes ρ.
#
# The lines of Figure {vanishing} are nearly straight on a logarithmic axis:
# the change is *exponential*.
#
# - **Vanishing** ($\rho = 0.5$): thirty steps back hardly anything arrives.
#   The network cannot learn what it should remember for that long.
# - **Exploding** ($\rho = 5$): what happened thirty steps ago moves the
#   weights thousands of times more than what happened just now. One such
#   step of training can destroy what hundreds of steps have built.
#
# Why does the uppermost line not grow fivefold with each step? Large weights
# drive the hidden units towards $\pm 1$, where the slope of tanh is close to
# 0, and the slopes multiply the blame as well:
#
# %% tags=["skip-when-grading"]
wild = mean_norms(scaled(5))
print(f"ρ = 5: {(wild[30] / wild[5]) ** (1 / 25):.2f} times as much per step")

# %% [markdown]
# **Question.** Our own network starts with $\rho \approx 0.07$. How much of
# the gradient is left ten steps back? Where would its line be in Figure
# {vanishing}?
#
# <details><summary>Answer</summary>
#
# About $0.07^{10} \approx 3\cdot10^{-12}$: far below the lower edge. At first
# the network can learn only from the very last letters. It has to grow its
# recurrent weights before it can remember more. We shall look at its line
# again after training.
# </details>

# %% [markdown]
# Against vanishing, a different cell helps (GRU and LSTM, in lessons 2 and
# 3). Against exploding, there is a blunt and effective remedy, and it is your
# first exercise.
#
# > **To remember.** The same weights serve every step, so the
# > [gradient](../../docs/glossary.md#gradient) comes back through all of them
# > and is multiplied each time. It
# > [vanishes](../../docs/glossary.md#vanishing-gradient) or
# > [explodes](../../docs/glossary.md#exploding-gradient), exponentially with
# > the distance.

# %% [markdown]
# ## 3. Exercise 1: clip
#
# If an entry of a gradient is greater than a bound $N$, make it $N$; if it is
# less than $-N$, make it $-N$; otherwise leave it alone. So no entry of any
# weight moves by more than $\alpha N$ in one step, however steep the slope.
#
# Write `clip(gradients, maxValue)`. It gets a dictionary of arrays and
# returns a dictionary with the same keys and shapes, every entry within
# $[-\text{maxValue}, \text{maxValue}]$. The arrays that it was given stay as
# they are: whoever called you may still need the true gradients.
#
# <details><summary>Hint: which function?</summary>
#
# `np.clip(array, low, high)` returns a new array. With `out=array` it would
# overwrite the array instead, and that is what the caller does not want.
# </details>
#
# <details><summary>Hint: all keys?</summary>
#
# There are five: `dWaa`, `dWax`, `dWya`, `db`, `dby`. A loop over
# `gradients.items()` misses none of them.
# </details>

# %% nbgrader={"grade": false, "grade_id": "clip", "locked": false, "schema_version": 3, "solution": true, "task": false}
def clip(gradients, maxValue):
    """Bound every entry of every gradient.

    gradients: dict with dWaa (n_a, n_a), dWax (n_a, V), dWya (V, n_a),
        db (n_a, 1), dby (V, 1); left unchanged
    maxValue: the bound, a number of at least 0; np.inf is one, too

    Returns a dict with the same keys, of new arrays with the same shapes
    and dtypes, all entries between -maxValue and maxValue.
    """
    ### BEGIN SOLUTION
    return {
        key: np.clip(gradient, -maxValue, maxValue)
        for key, gradient in gradients.items()
    }
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_clip", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks

checks = Checks("clip", lesson="dinosaurs")


def example_gradients():
    np.random.seed(3)
    return {
        "dWax": np.random.randn(5, 3) * 10,
        "dWaa": np.random.randn(5, 5) * 10,
        "dWya": np.random.randn(2, 5) * 10,
        "db": np.random.randn(5, 1) * 10,
        "dby": np.random.randn(2, 1) * 10,
    }


def example_clipped(clip, bound):
    clipped = clip(example_gradients(), bound)
    told = "return a dict with all five keys: dWaa, dWax, dWya, db, dby"
    assert isinstance(clipped, dict), told
    for key, gradient in example_gradients().items():
        assert key in clipped, told
        assert np.shape(clipped[key]) == gradient.shape, (
            "every array keeps its shape, and comes back under its own key"
        )
    return clipped


@checks.criterion(
    "values within the bounds stay what they were",
    points=2,
    hint=(
        "entries from -maxValue to maxValue do not change: clipping neither "
        "scales nor rounds them, and the bound is the one that is given"
    ),
)
def within(clip):
    clipped = example_clipped(clip, 10)
    assert np.isclose(clipped["dWya"][1, 2], 0.2971381536101662)
    assert np.isclose(clipped["dby"][1, 0], 8.45833407)


@checks.criterion(
    "values beyond the bound become the bound, on both sides",
    points=2,
    hint="there are two bounds: maxValue above and -maxValue below",
)
def both_sides(clip):
    clipped = example_clipped(clip, 10)
    if np.max(clipped["dWaa"]) > 10 and np.min(clipped["dWax"]) < -10:
        raise AssertionError("neither side is limited by maxValue")
    assert clipped["dWaa"][1, 2] == 10.0, "the upper bound is maxValue"
    assert clipped["dWax"][3, 1] == -10.0, "the lower bound is -maxValue"


@checks.criterion(
    "the bound is the one that is given, for biases too",
    points=1,
    hint="use maxValue, not a fixed number",
)
def given_bound(clip):
    for bound in (5, 7):
        clipped = example_clipped(clip, bound)
        assert clipped["dWaa"][1, 2] == bound
    clipped = example_clipped(clip, 5)
    for bias, row in (("db", 4), ("dby", 1)):
        told = f"{bias} is not limited by it: treat all five arrays alike"
        assert clipped[bias][row, 0] == 5.0, told
    assert np.isclose(clipped["dWya"][1, 2], 0.2971381536101662)


@checks.criterion(
    "the gradients that are given stay what they were",
    points=1,
    hint="return a new dict of new arrays",
)
def left_unchanged(clip):
    gradients = example_gradients()
    arrays = dict(gradients)
    clip(gradients, 5)
    for key, before in example_gradients().items():
        assert np.array_equal(arrays[key], before), (
            "the caller's arrays are changed: np.clip without out= makes "
            "new ones"
        )
        assert gradients.get(key) is arrays[key], (
            "the caller's dict is changed: fill and return a new one"
        )


checks.run(clip)

# %% [markdown]
# What that is good for, in one picture: a network of a single unit and a
# single recurrent weight $w$ reads twenty characters. Its loss has a cliff.
# There the gradient is large, and says nothing about how far away the lowest
# point is:

# %% tags=["skip-when-grading"]
def cliff(w):
    """Loss of one unit after 20 steps, for an array of recurrent weights."""
    x = np.zeros_like(w)
    for _ in range(20):
        x = w / (1 + np.exp(-x)) - 2.5
    return (1 / (1 + np.exp(-x)) - 0.3) ** 2


w, rate, bound = 5.01, 0.1, 0.5
slope = (cliff(np.array(w + 1e-6)) - cliff(np.array(w - 1e-6))) / 2e-6
steps = {
    "without clipping": np.array([w, w - rate * slope]),
    "clipped": np.array([w, w - rate * np.clip(slope, -bound, bound)]),
}
print(f"the gradient at w = {w} is {slope:.1f}")
for way, (start, end) in steps.items():
    print(f"{way:17s} from {start:.2f} to {end:.2f}", end="")
    print(f", loss {cliff(np.array(end)):.3f}")

weights = np.linspace(2, 6.5, 300)
plots.lines(
    {"loss": (weights, cliff(weights))}
    | {way: (places, cliff(places)) for way, places in steps.items()},
    title="One step at the edge of a cliff",
    x="recurrent weight w",
    y="loss",
    alt=(
        "A loss that falls slowly from the left and jumps up at a weight of "
        "five. From the edge, the step without clipping goes far beyond the "
        "lowest point; the clipped step ends close to it."
    ),
)

# %% [markdown]
# **Figure {cliff}.** One training step from the edge of a cliff, with and
# without clipping.
#
# In Figure {cliff}, the step without clipping overshoots: it undoes what many
# small steps had learned. The clipped one goes the same way, but not as far.

# %% [markdown]
# **Question.** Clipping entry by entry may change the *direction* of the
# gradient. When? And what would you do to keep the direction?
#
# <details><summary>Answer</summary>
#
# Whenever some entries are cut and others are not: $(100, 1)$ clipped at 5
# becomes $(5, 1)$, which points elsewhere. To keep the direction, scale the
# whole gradient down when its *norm* is too large. Both are in use; clipping
# by norm is the usual choice today.
# </details>

# %% [markdown]
# **Practice: clip by norm.** Take all gradients together as one long arrow.
# Its length is the **norm**, the root of the sum of all squared entries. Where
# the norm is greater than a bound, shorten the arrow to the bound: multiply
# *every* entry of *every* array by the same factor
# $\min(1, \mathrm{max\_norm} / \text{norm})$.
#
# `clip_by_norm(gradients, max_norm)` returns a new dictionary of new arrays.
# In section 7.3 the lesson tries it against your `clip`.
#
# <details><summary>Hint: one norm for five arrays</summary>
#
# Sum the squares of each array, add up the five sums, and take the root
# once. The norms themselves must not be added.
# </details>
#
# <details><summary>Hint: 0 / 0</summary>
#
# All gradients may be zero. Divide only where the norm is greater than the
# bound; otherwise the factor is 1.
# </details>

# %% tags=["skip-when-grading"] nbgrader={"grade": false, "grade_id": "clip_by_norm", "locked": false, "schema_version": 3, "solution": true, "task": false}
def clip_by_norm(gradients, max_norm):
    """Shorten all gradients together, where they are too long.

    gradients: dict of arrays; left unchanged
    max_norm: the greatest norm, a positive number; np.inf is one, too

    Returns a dict with the same keys, of new arrays with the same shapes:
    all of them times min(1, max_norm / norm).
    """
    ### BEGIN SOLUTION
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    factor = max_norm / norm if norm > max_norm else 1.0
    return {key: factor * g for key, g in gradients.items()}
    ### END SOLUTION


# %% tags=["skip-when-grading"] jupyter={"source_hidden": true} nbgrader={"grade": false, "grade_id": "practice_clip_by_norm", "locked": true, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks
from utils.practice import clip_by_norm as our_clip_by_norm

checks = Checks("clip_by_norm", lesson="dinosaurs")


def example_of_norm_15():
    return {
        "dWax": np.array([[10.0, 0.0], [0.0, -5.0]]),
        "dWaa": np.array([[8.0, 0.0], [0.0, 0.0]]),
        "dWya": np.array([[0.0, -4.0], [0.0, 0.0]]),
        "db": np.array([[2.0], [0.0]]),
        "dby": np.array([[0.0], [-4.0]]),
    }


def example_shortened(clip_by_norm, max_norm):
    given = example_of_norm_15()
    clipped = clip_by_norm(given, max_norm)
    told = "return a dict with all five keys: dWaa, dWax, dWya, db, dby"
    assert isinstance(clipped, dict) and clipped.keys() == given.keys(), told
    return clipped


@checks.criterion(
    "a norm of 15 is cut to 3: every entry is a fifth of what it was",
    points=1,
    hint="one norm for all arrays together, and the factor max_norm / norm",
)
def shortened(clip_by_norm):
    clipped = example_shortened(clip_by_norm, 3.0)
    for key, gradient in example_of_norm_15().items():
        assert np.allclose(clipped[key], gradient / 5)


@checks.criterion(
    "a norm of 15 stays with the bound 20",
    points=1,
    hint="the factor is never greater than 1",
)
def short_enough(clip_by_norm):
    clipped = example_shortened(clip_by_norm, 20.0)
    for key, gradient in example_of_norm_15().items():
        assert np.allclose(clipped[key], gradient)


@checks.criterion(
    "gradients of zero stay zero",
    points=1,
    hint="0 / 0 is nan: divide only where the norm is too large",
)
def zeros(clip_by_norm):
    nothing = {key: 0 * g for key, g in example_of_norm_15().items()}
    for gradient in clip_by_norm(nothing, 5.0).values():
        assert np.all(gradient == 0)


@checks.criterion(
    "the gradients that are given stay what they were",
    points=1,
    hint="return a new dict of new arrays",
)
def left_unchanged(clip_by_norm):
    given = example_of_norm_15()
    arrays = dict(given)
    clip_by_norm(given, 3.0)
    for key, before in example_of_norm_15().items():
        assert given[key] is arrays[key], "the caller's dict is changed"
        assert np.array_equal(arrays[key], before), "an array is changed"


# Yours if it is right, else ours
shorten = checks.practise(clip_by_norm, our_clip_by_norm)

# %% [markdown]
# ## 4. Exercise 2: sample
#
# A trained network predicts: after `tyrannosaur`, a `u` is likely. To let it
# *write*, draw a character from the prediction and hand it back as the next
# input, as though it had been read. Then predict again (Figure {writing}).

# %%
diagrams.unrolled("zuul", "sample")

# %% [markdown]
# **Figure {writing}.** To write, the network reads what has been drawn from
# its own prediction.
#
# Why draw, and not take the most probable character? Because then the network
# would write one and the same name for ever. Drawing gives each character as
# often as the network thinks it deserves:

# %%
probabilities = np.array([0.1, 0.0, 0.7, 0.2])
np.random.seed(0)
drawn = [np.random.choice(4, p=probabilities) for _ in range(1000)]
print("counts of 0, 1, 2, 3:", np.bincount(drawn, minlength=4))

# %% [markdown]
# Write `sample(parameters, char_to_ix, seed)`. The loop is given; it
#
# - runs until the newline has been drawn, or 50 characters have been,
# - seeds NumPy's generator before each draw, so that your names can be
#   compared with ours,
# - appends a newline if the name was cut off at 50.
#
# Your part, in two places:
#
# 1. before the loop: the first input `x` and the state `a_prev`, both zeros;
# 2. in the loop: equations (1) to (3); draw `idx` with `np.random.choice`;
#    append it to `indices`; make `x` the one-hot vector of `idx`; and
#    remember the new state.
#
# <details><summary>Hint: shapes</summary>
#
# `x` is a column $(V, 1)$ and `a_prev` a column $(n_a, 1)$. With a flat
# vector $(n_a,)$, adding `b` of shape $(n_a, 1)$ makes a matrix
# $(n_a, n_a)$, without any error. Matrix products are written `Wax @ x`.
# </details>
#
# <details><summary>Hint: drawing</summary>
#
# `np.random.choice(vocab_size, p=...)` wants the probabilities as a flat
# vector: `y.ravel()` makes one of a column. Draw exactly once a step.
# (Elsewhere you may see `list(char_to_ix.values())` in the place of
# `vocab_size`. That is the same only while the dictionary is in the order of
# its indices.)
# </details>
#
# <details><summary>Hint: every name is just one letter repeated</summary>
#
# Did you make a *new* vector of zeros before setting the 1? Otherwise all
# letters drawn so far are still in `x`. And does `a_prev` change?
# </details>

# %% nbgrader={"grade": false, "grade_id": "sample", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sample(parameters, char_to_ix, seed):
    """Let the network write one name.

    parameters: dict with Wax (n_a, V), Waa (n_a, n_a), Wya (V, n_a),
        b (n_a, 1), by (V, 1)
    char_to_ix: dict, index of every character
    seed: int, the same seed gives the same name

    Returns the list of the indices drawn; the newline comes last.
    """
    Wax, Waa, Wya = parameters["Wax"], parameters["Waa"], parameters["Wya"]
    b, by = parameters["b"], parameters["by"]
    vocab_size, n_a = Wya.shape
    newline = char_to_ix["\n"]

    # The first input x (V, 1) and the state before it, a_prev (n_a, 1)
    ### BEGIN SOLUTION
    x = np.zeros((vocab_size, 1))
    a_prev = np.zeros((n_a, 1))
    ### END SOLUTION

    indices = []
    idx = -1
    counter = 0
    while idx != newline and counter != 50:
        np.random.seed(counter + seed)

        # One step forward; draw idx; append it; prepare x and a_prev
        ### BEGIN SOLUTION
        a_prev = np.tanh(Wax @ x + Waa @ a_prev + b)
        y = softmax(Wya @ a_prev + by)
        idx = int(np.random.choice(vocab_size, p=y.ravel()))
        indices.append(idx)
        x = np.zeros((vocab_size, 1))
        x[idx] = 1.0
        ### END SOLUTION

        seed += 1
        counter += 1

    if counter == 50:
        indices.append(newline)
    return indices


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_sample", "locked": true, "points": 30, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks

checks = Checks("sample", lesson="dinosaurs")


FIRST = (
    "draw idx with the probabilities y; the first input and the first state "
    "are columns of zeros, (V, 1) and (n_a, 1), and b and by count too"
)
NEXT = (
    "every step goes through equations (1) to (3): x is then a fresh one-hot "
    "vector of the idx drawn, and a_prev is the state that was just computed"
)
SEED = (
    "the same seed gives the same name again, and here it does not: is the "
    "generator seeded in every step, with counter + seed, do x and a_prev "
    "start as zeros, and is nothing kept from name to name?"
)
SLIPS = {  # what is drawn after the first if the seed is another
    (16, 8, 4, 19, 0): (
        "the seed of a step is counter + seed, and both grow by one a step: "
        "only one of them does"
    ),
    (16, 15, 4, 19, 0): (
        "every step draws with the same seed, or with none: seed and counter "
        "both have to grow by one a step, and the generator is seeded in each"
    ),
}
EXPECTED = [23, 16, 26, 26, 24, 3, 21, 1, 7, 24, 15, 3, 25, 20, 6, 13]
EXPECTED += [10, 8, 20, 12, 2, 0]


def sampled(sample, left_over, endless=False):
    np.random.seed(24)
    parameters = {
        "Wax": np.random.randn(100, 27),
        "Waa": np.random.randn(100, 100),
        "Wya": np.random.randn(27, 100),
        "b": np.random.randn(100, 1),
        "by": np.random.randn(27, 1),
    }
    if endless:
        parameters["by"][0] = -1e4
    letters = "\nabcdefghijklmnopqrstuvwxyz"
    char_to_ix = {char: ix for ix, char in enumerate(letters)}
    np.random.seed(left_over)  # nothing is left of the example's own seed
    try:
        indices = sample(parameters, char_to_ix, 0)
    except Exception as error:
        if "must have same size" not in str(error):
            raise
        raise AssertionError(
            "there are not as many probabilities as characters: a flat vector "
            "(n,) plus a column makes a matrix, so x and a_prev have to be "
            "columns of zeros, (V, 1) and (n_a, 1)"
        ) from error
    told = "return the list of the indices drawn: append idx itself"
    assert np.ndim(indices) == 1, told
    kinds = [np.asarray(index).dtype.kind for index in indices]
    assert set(kinds) <= set("iuf"), told
    return list(indices)


def example_name(sample):
    indices = sampled(sample, left_over=5)
    assert sampled(sample, left_over=6) == indices, SEED
    assert len(indices) > 1, (
        "one index comes back at most: append every idx that is drawn, and "
        "return the list after the loop, not in it"
    )
    assert indices[0] != -1, (
        "the list begins with -1: append idx after it has been drawn"
    )
    assert indices[0] == EXPECTED[0], FIRST
    # One letter for ever is another mistake: every step has the same state.
    in_pairs = indices[:8:2] == indices[1:8:2] and len(set(indices[:8])) > 1
    assert not in_pairs, (
        "every index is in the list twice: append idx once a step"
    )
    drawn = indices[:-1]
    if indices[-1] == 0 and drawn == EXPECTED[: len(drawn)] != EXPECTED[:-1]:
        without_newline = sampled(sample, left_over=5, endless=True)
        assert len(without_newline) != len(indices), (
            f"the name is cut after {len(drawn)} characters: without a "
            "newline it goes on to 50"
        )
    return indices


@checks.criterion(
    "the first character is drawn from equations (1) to (3)",
    points=2,
    hint=FIRST,
)
def first_draw(sample):
    example_name(sample)


@checks.criterion(
    "what was drawn is the next input, and the state is carried on",
    points=4,
    hint=NEXT,
)
def next_draws(sample):
    indices = example_name(sample)
    assert indices[:6] == EXPECTED[:6], SLIPS.get(tuple(indices[1:6]), NEXT)


@checks.criterion(
    "the name goes on to its newline, which is part of the list",
    points=4,
    hint="append every idx that is drawn, the newline as well, once each",
)
def whole_name(sample):
    indices = example_name(sample)
    assert indices[:6] == EXPECTED[:6], SLIPS.get(tuple(indices[1:6]), NEXT)
    letters = [index for index in indices if index != 0]
    assert letters == EXPECTED[:-1], (
        "the name begins as it should, and then other characters are drawn: "
        "compare each of equations (1) to (3), with both biases"
    )
    assert indices == EXPECTED


checks.run(sample)

# %% [markdown]
# ### What does an untrained network write?
#
# The next cell uses your `sample`. What do you expect, if all 27 characters
# are about equally likely?

# %% tags=["skip-when-grading"]
for seed in range(7):
    indices = sample(untrained, char_to_ix, seed)
    print(seed, get_sample(indices, ix_to_char).strip())

# %% [markdown]
# Nonsense, of course. But look closer: name 2 is the end of name 0, name 4
# the end of name 2, name 3 the end of name 1. Why?
#
# <details><summary>Answer</summary>
#
# An untrained network predicts the same for every input, so only the random
# numbers decide. `counter` and `seed` *both* grow by one a step, so step $k$
# of name $s$ is drawn after `np.random.seed(s + 2k)`: name 2 starts with the
# random numbers with which name 0 goes on. Nearby seeds are not independent!
# When we gather many names below, we shall keep their seeds 100 apart.
# </details>

# %% [markdown]
# ## 5. Exercise 3: optimize
#
# One step of training puts the pieces together (Figure {cycle}).

# %% jupyter={"source_hidden": true}
diagrams.cycle(
    [
        ("forward", "loss and cache"),
        ("backward", "five gradients"),
        ("clip", "within [−5, 5]"),
        ("update", "W ← W − α dW"),
    ],
    repeat="again, with the next name",
)

# %% [markdown]
# **Figure {cycle}.** One step of training, repeated for every name.
#
# Names come one at a time and each changes the weights a little: this is
# **stochastic gradient descent**. The state does not start at zero for every
# name: what is left in memory after one name is handed to the next, so
# `optimize` also returns the last hidden state.
#
# Write `optimize(X, Y, a_prev, parameters, learning_rate=0.01)`, using
#
# - `rnn_forward(X, Y, a_prev, parameters)`, which returns `loss, cache`,
# - `rnn_backward(X, Y, parameters, cache)`, which returns `gradients, a`,
#   where `a[t]` is the state after step `t`, counted from 0,
# - your `clip`, with the bound 5,
# - `update_parameters(parameters, gradients, learning_rate)`, which changes
#   `parameters` in place.
#
# Return the loss, the *clipped* gradients, and the last hidden state.
#
# <details><summary>Hint: in place?</summary>
#
# A dictionary that is passed to a function is not copied: what the function
# changes in it, the caller sees. That is how the weights get better although
# `optimize` does not return them. A copy of `parameters` would be improved
# and thrown away.
# </details>
#
# <details><summary>Hint: does the order matter?</summary>
#
# Yes. Clipping after the update changes nothing, and what `clip` returns has
# to be used: it leaves its input alone.
# </details>

# %% nbgrader={"grade": false, "grade_id": "optimize", "locked": false, "schema_version": 3, "solution": true, "task": false}
def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    """Take one step of training on one name.

    X: list of T input indices, None for a vector of zeros
    Y: list of T target indices
    a_prev: hidden state before the first step (n_a, 1)
    parameters: dict with Wax, Waa, Wya, b, by; updated in place
    learning_rate: length of the step

    Returns the loss (nats, summed over the T steps), the gradients (dict
    with dWax, dWaa, dWya, db, dby, clipped at 5) and the hidden state after
    the last step (n_a, 1).
    """
    ### BEGIN SOLUTION
    loss, cache = rnn_forward(X, Y, a_prev, parameters)
    gradients, a = rnn_backward(X, Y, parameters, cache)
    gradients = clip(gradients, 5)
    update_parameters(parameters, gradients, learning_rate)
    return loss, gradients, a[len(X) - 1]
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_optimize", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks

checks = Checks("optimize", lesson="dinosaurs")


def example_step():
    np.random.seed(1)
    a_prev = np.random.randn(100, 1)
    parameters = {
        "Wax": np.random.randn(100, 27),
        "Waa": np.random.randn(100, 100),
        "Wya": np.random.randn(27, 100),
        "b": np.random.randn(100, 1),
        "by": np.random.randn(27, 1),
    }
    return [12, 3, 5, 11, 22, 3], [4, 14, 11, 22, 25, 26], a_prev, parameters


@checks.criterion(
    "the loss and the last hidden state are returned",
    points=2,
    hint=(
        "call the four functions with their arguments in the order of the "
        "text, and return three things: loss, gradients, the last hidden state"
    ),
)
def loss_and_state(optimize):
    loss, _, a_last = optimize(*example_step(), learning_rate=0.01)
    assert np.ndim(loss) == 0 and not isinstance(loss, dict), (
        "the first of the three is the loss, one number"
    )
    assert np.isclose(loss, 126.50397572165389), (
        "the loss is the one that rnn_forward returns, for X, Y and a_prev"
    )
    assert np.shape(a_last) == (100, 1) and np.isclose(a_last[4, 0], -1.0), (
        "the state that is returned is the one after the last step, (n_a, 1)"
    )


@checks.criterion(
    "the gradients are those of rnn_backward, clipped at 5",
    points=2,
    hint="pass the gradients through clip with the bound 5, and return those",
)
def clipped_gradients(optimize):
    _, gradients, _ = optimize(*example_step(), learning_rate=0.01)
    assert np.isclose(gradients["dWaa"][1, 2], 0.19470931534713587)
    assert np.isclose(gradients["dWya"][1, 2], -0.007773876032002162)
    assert np.isclose(gradients["db"][4, 0], -0.06809825)
    assert np.isclose(gradients["dby"][1, 0], 0.01538192)
    assert np.argmax(gradients["dWax"]) == 93
    assert max(np.abs(g).max() for g in gradients.values()) <= 5


@checks.criterion(
    "the parameters take one step downhill, in place",
    points=2,
    hint=(
        "each parameter becomes parameter - learning_rate * gradient, once, "
        "with the clipped gradients"
    ),
)
def update(optimize):
    _, _, _, before = example_step()
    X, Y, a_prev, parameters = example_step()
    optimize(X, Y, a_prev, parameters, learning_rate=0.01)
    step = (before["Waa"] - parameters["Waa"]) / 0.01
    assert np.any(step), (
        "update the very dictionary that was passed in, not a copy of it"
    )
    assert np.isclose(step[1, 2], 0.19470931534713587)


checks.run(optimize)

# %% [markdown]
# ### 5.1 Is the gradient right? Ask the loss
#
# Code for gradients is easy to get wrong, and wrong gradients often still
# learn, just badly. There is a test that needs no second opinion. A gradient
# promises how the loss changes when one weight changes a little; so change
# it a little, both ways, and look:
#
# $$\frac{\partial \mathcal L}{\partial w} \approx
#   \frac{\mathcal L(w + \varepsilon) - \mathcal L(w - \varepsilon)}
#   {2\varepsilon}$$
#
# The next cell does so for every single weight of a small network, and
# compares with the gradients that **your** `optimize` returned.

# %% tags=["skip-when-grading"]
from utils.numpy_rnn import numerical_gradients, relative_error


def check_gradients(X, Y):
    """Compare the gradients of `optimize` with differences of the loss."""
    rng = np.random.default_rng(0)
    small = initialize_parameters(n_a=6, n_x=vocab_size, n_y=vocab_size)
    small["Waa"] += 0.5 * rng.standard_normal((6, 6))
    a_prev = 0.5 * rng.standard_normal((6, 1))
    _, claimed, _ = optimize(X, Y, a_prev, copy.deepcopy(small))
    measured = numerical_gradients(
        lambda: rnn_forward(X, Y, a_prev, small)[0], small
    )
    for key in measured:
        error = relative_error(claimed[key], measured[key])
        verdict = "agrees" if error < 1e-6 else "DIFFERS"
        print(f"{key:5s} relative error {error:.1e}  {verdict}")


check_gradients(X_zuul, Y_zuul)

# %% [markdown]
# Errors of $10^{-6}$ or less are what is left of $\varepsilon$ and of the
# rounding of floating-point numbers; a real mistake gives $10^{-2}$ or more.
#
# What if the bound bites? Thirty times `a`, and each time `b` should have
# been predicted:

# %% tags=["skip-when-grading"]
check_gradients([1] * 30, [2] * 30)

# %% [markdown]
# `dby` now differs, and your code is right nevertheless: a *clipped* gradient
# is not the gradient of the loss any more. It says roughly which way is down,
# not how steep it is. (Predict before you try: what happens with five times
# `a` and `b` in place of thirty?)
#
# > **To remember.** Change a weight a little, both ways, and watch the loss:
# > that checks any gradient. A [clipped](../../docs/glossary.md#clipping)
# > gradient is no longer the gradient of the loss; it only says roughly which
# > way is down.

# %% [markdown]
# ## 6. Exercise 4: model
#
# Now the training loop. Most of it is given: parameters, shuffled examples,
# smoothed loss, and every 2,000 iterations a line with the loss and a few
# sampled names.
#
# Your part is what happens in iteration `j`:
#
# 1. take the next example; after the last one, start again with the first;
# 2. make `X` and `Y` of it, as for *zuul* in section 2.2: the inputs begin
#    with `None`, the targets end with the newline's index;
# 3. call your `optimize` with the learning rate 0.01, and keep what it
#    returns: `curr_loss`, `gradients`, and the new `a_prev`.
#
# <details><summary>Hint: starting again</summary>
#
# The remainder `j % len(examples)` counts 0, 1, 2, ... and returns to 0.
# </details>
#
# <details><summary>Hint: X and Y</summary>
#
# First make the list of the name's indices. `X` is that list with one element
# put before it, `Y` the same list with one put after it. They are equally
# long. `list.append` changes a list and returns `None`; `+` makes a new list.
# </details>
#
# <details><summary>Hint: the state</summary>
#
# `a_prev` goes into `optimize` and comes out of it. Do not set it to zeros in
# the loop: the next name starts from where this one ended.
# </details>

# %% nbgrader={"grade": false, "grade_id": "model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def model(
    data_x,
    ix_to_char,
    char_to_ix,
    num_iterations=35000,
    n_a=50,
    dino_names=7,
    vocab_size=27,
    verbose=False,
):
    """Train a network on names and print some of its own now and then.

    data_x: list of names
    ix_to_char, char_to_ix: dicts between indices and characters
    num_iterations: how many steps of training to take, one name each
    n_a: size of the hidden state
    dino_names: how many names to sample every 2,000 iterations
    vocab_size: number of different characters, V
    verbose: whether to show the first example

    Returns the parameters and the last name that was sampled.
    """
    parameters = initialize_parameters(n_a, vocab_size, vocab_size)
    loss = get_initial_loss(vocab_size, dino_names)

    examples = [name.lower().strip() for name in data_x]
    np.random.seed(0)
    np.random.shuffle(examples)

    a_prev = np.zeros((n_a, 1))
    last_name = ""

    for j in range(num_iterations):
        # Make X and Y of example j, and call optimize for curr_loss,
        # gradients and the next a_prev
        ### BEGIN SOLUTION
        name = examples[j % len(examples)]
        name_ix = [char_to_ix[char] for char in name]
        X = [None, *name_ix]
        Y = [*name_ix, char_to_ix["\n"]]
        curr_loss, gradients, a_prev = optimize(
            X, Y, a_prev, parameters, learning_rate=0.01
        )
        ### END SOLUTION

        if verbose and j == 0:
            print("first example:", examples[0])
            print("X =", X)
            print("Y =", Y, "\n")

        loss = smooth(loss, curr_loss)
        if j % 2000 == 0:
            print(f"Iteration: {j}, Loss: {loss:.6f}\n")
            for seed in range(dino_names):
                indices = sample(parameters, char_to_ix, seed)
                last_name = get_sample(indices, ix_to_char)
                print(last_name.replace("\n", ""))
            print()

    return parameters, last_name


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_model", "locked": true, "points": 30, "schema_version": 3, "solution": false, "task": false}
import contextlib
import io

import numpy as np

from utils.checking import Checks
from utils.numpy_rnn import initialize_parameters

checks = Checks("model", lesson="dinosaurs")


def trained_on(model, names, num_iterations, verbose=False):
    letters = "\nabcdefghijklmnopqrstuvwxyz"
    char_to_ix = {char: ix for ix, char in enumerate(letters)}
    ix_to_char = {ix: char for ix, char in enumerate(letters)}
    with contextlib.redirect_stdout(io.StringIO()):
        result = model(
            names, ix_to_char, char_to_ix, num_iterations, 8, verbose=verbose
        )
    assert isinstance(result, tuple | list) and len(result) == 2, (
        "return the pair (parameters, last_name)"
    )
    parameters, last_name = result
    assert any(np.any(changed(parameters, key)) for key in parameters), (
        "training has changed nothing: in every iteration, give optimize the "
        "very parameters that are returned, no copy of them"
    )
    return parameters, last_name


def changed(parameters, key):
    before = initialize_parameters(8, 27, 27)[key]
    return parameters[key] - before


def after_one_step(model, name):
    parameters, last_name = trained_on(model, [name], 1)
    # Each time that a letter is a target, its bias rises by the learning rate.
    rate = np.diff(np.sort(changed(parameters, "by")[:, 0])).max()
    assert np.isclose(rate, 0.01, rtol=0.1), (
        f"the biases moved by steps of {rate:.3g}, and not of 0.01: call "
        "optimize once an iteration, with the learning rate 0.01"
    )
    return parameters, last_name


@checks.criterion(
    "one iteration returns parameters of the right shapes, and a name",
    points=1,
    hint="return what initialize_parameters made, trained, and the last name",
)
def shapes(model):
    parameters, name = after_one_step(model, "turiasaurus")
    expected = initialize_parameters(8, 27, 27)
    for key, value in expected.items():
        assert np.shape(parameters[key]) == value.shape
    assert name.strip() == "Xwtdmfqoeyhsqwasjkjvu", (
        "the names are sampled by the code that is given; is it unchanged, "
        "and does your sample pass its checks?"
    )


@checks.criterion(
    "X: the inputs are the letters of the name, after a vector of zeros",
    points=3,
    hint="X is [None] and then the indices of all letters, without newline",
)
def inputs(model):
    parameters, _ = after_one_step(model, "zuul")
    moved = np.abs(changed(parameters, "Wax")).sum(axis=0) > 0
    assert list(np.flatnonzero(moved)) == [12, 21, 26]
    # A letter that is no target sinks by 0.01 / 27 for each prediction.
    predictions = -27 * changed(parameters, "by")[1, 0] / 0.01
    assert round(predictions) == 5, (
        "a name of 4 letters makes 5 predictions, the first one after None"
    )


@checks.criterion(
    "Y: the targets are the letters of the name, then the newline",
    points=3,
    hint="Y is X moved one place to the left, with the newline at the end",
)
def targets(model):
    parameters, _ = after_one_step(model, "zuul")
    more_likely = changed(parameters, "by")[:, 0] > 0
    assert list(np.flatnonzero(more_likely)) == [0, 12, 21, 26]


@checks.criterion(
    "names take turns, and after the last one comes the first again",
    points=1,
    hint=(
        "the example of iteration j is number j % len(examples), and all "
        "iterations train the same parameters"
    ),
)
def turns(model):
    def letters_read(num_iterations):
        parameters, _ = trained_on(model, ["ab", "cd"], num_iterations)
        moved = np.abs(changed(parameters, "Wax")).sum(axis=0) > 0
        return list(np.flatnonzero(moved))

    assert letters_read(1) in ([1, 2], [3, 4])
    assert letters_read(2) == [1, 2, 3, 4] == letters_read(3)


@checks.criterion(
    "the hidden state goes on from name to name",
    points=1,
    hint=(
        "the state that optimize returns is the a_prev of the next name: keep "
        "it, and set it to zeros only before the first"
    ),
)
def state_goes_on(model):
    def moved(num_iterations):
        return changed(trained_on(model, ["ab"], num_iterations)[0], "Waa")

    # From a state of zeros the second step would be nearly the first again.
    first = moved(1)
    second = moved(2) - first
    assert np.linalg.norm(second - first) > 0.3 * np.linalg.norm(first)


@checks.criterion(
    "with verbose=True the first example is shown",
    points=1,
    hint="the code that is given prints X and Y: keep these two names",
)
def verbose(model):
    trained_on(model, ["zuul"], 1, verbose=True)


checks.run(model)

# %% [markdown]
# ### 6.1 Watching without disturbing
#
# `model` prints little of what goes on inside. To see more, without changing
# it, we put a spy in the place of `optimize` while it runs: a function that
# calls yours and takes notes. (The same trick with `clip` allows a different
# bound.)

# %% tags=["skip-when-grading"]
import io
import sys
from contextlib import redirect_stdout
from types import SimpleNamespace
from unittest.mock import patch


def watched(
    data_x, steps, rate=0.01, falling=False, bound=5, norm=None, out=None
):
    """Run your `model` and note what each step did.

    out: where to print; then it is noted, too, which steps were clipped
    rate: the learning rate in place of 0.01; falling: whether it falls
    steadily to 0; bound: in place of the 5 that your `optimize` asks for;
    norm: if given, clip by this norm instead
    """
    run = SimpleNamespace(nats=[], lengths=[], clipped=[], snapshots={})
    your_optimize, your_clip = optimize, clip

    def spy(X, Y, a_prev, parameters, learning_rate=0.01):
        j = len(run.nats)
        if j % 1000 == 0:
            run.snapshots[j] = copy.deepcopy(parameters)
        now = rate * (1 - j / steps) if falling else rate
        result = your_optimize(X, Y, a_prev, parameters, now)
        run.nats.append(result[0])
        run.lengths.append(len(Y))
        if out:  # the one run that is looked at so closely
            largest = max(np.abs(g).max() for g in result[1].values())
            run.clipped.append(largest >= bound)
        return result

    def other_clip(gradients, maxValue):
        if norm is None:
            return your_clip(gradients, bound)
        return shorten(gradients, norm)  # your clip_by_norm, or ours

    with (
        patch("__main__.optimize", spy),
        patch("__main__.clip", other_clip),
        redirect_stdout(out or io.StringIO()),
    ):
        run.parameters, _ = model(
            data_x, ix_to_char, char_to_ix, steps, vocab_size=vocab_size
        )
    return run


# %% [markdown]
# ### 6.2 The real run
#
# 22,001 names, fourteen times through the list, in about **5 seconds**. Watch
# the names: first noise, then letters in plausible proportions, then
# endings, then names that you would have to look up.
#
# `long_run` trains on the first call and remembers the result, so that the
# cells below can ask for it. If you change one of your functions, run this
# cell again.

# %% tags=["skip-when-grading"]
from functools import cache


@cache
def long_run():
    """22,001 iterations on all names; trained on the first call only."""
    return watched(names, 22001, out=sys.stdout)


long_run();

# %% [markdown]
# On the original list, the losses up to iteration 14,000 should be 23.087336,
# 27.884160, 25.901815, 24.608779, 24.070350, 23.844446, 23.291971 and
# 23.382338, on any machine. After that, runs part: the order in which a
# processor adds numbers differs in the last digit, and training makes the
# difference grow until other names come out. It is a chaotic system, like the
# weather, and no grade depends on what it does late in the run.
#
# <!-- numbers
# constant 14,000
# original 23.087336 ±0.000001 "Iteration: 0, Loss"
# original 27.884160 ±0.000001 "Iteration: 2000, Loss"
# original 25.901815 ±0.000001 "Iteration: 4000, Loss"
# original 24.608779 ±0.000001 "Iteration: 6000, Loss"
# original 24.070350 ±0.000001 "Iteration: 8000, Loss"
# original 23.844446 ±0.000001 "Iteration: 10000, Loss"
# original 23.291971 ±0.000001 "Iteration: 12000, Loss"
# original 23.382338 ±0.000001 "Iteration: 14000, Loss"
# -->

# %% [markdown]
# ## 7. What did it learn?
#
# ### 7.1 The loss, told honestly
#
# First the number that was printed, beside the plain mean of the last 1,000
# names.

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
run = long_run()
smoothed = [get_initial_loss(vocab_size, 7)]
for nats in run.nats:
    smoothed.append(smooth(smoothed[-1], nats))

plots.lines(
    {
        "mean of the last 1,000 names": plots.running_mean(run.nats, 1000),
        "smoothed, as printed": (
            np.arange(0, len(smoothed), 100),
            smoothed[::100],
        ),
    },
    title="The printed number rises while the network learns",
    x="iteration",
    y="nats per name (a sum)",
    alt=(
        "Two lines over the iterations: the printed smoothed loss starts "
        "too low and rises first; the plain mean falls from the beginning."
    ),
)

# %% [markdown]
# **Figure {smoothed}.** Nats per name: the loss as it is printed, and the
# plain mean of the last 1,000 names.
#
# The two lines of Figure {smoothed} agree after a quarter of the run or so,
# when the smoothed one has forgotten where it started. Per character, the
# same run reads like this:

# %% tags=["skip-when-grading"]
run = long_run()
print("iterations      nats    bits   perplexity   (per character)")
for end in (1000, 2000, 4000, 8000, 16000, 22000):
    window = slice(end - 1000, end)
    nats = sum(run.nats[window]) / sum(run.lengths[window])
    print(f"{end - 1000:6d}-{end:<6d}  {nats:6.3f}", end="")
    print(f"  {nats_to_bits(nats):6.3f}   {perplexity(nats):8.2f}")

# %% [markdown]
# From 27 characters down to about six that it hesitates between.
#
# ### 7.2 Held out: learned or memorised?
#
# These were names that the network trains on. How good is it on names that
# it never saw? To encode those, we ask your own `model`: this time, the spy in
# the place of `optimize` only notes which `X` and `Y` it is given.

# %% tags=["skip-when-grading"]
def encoded(some_names):
    """The pairs (X, Y) that your `model` makes of these names."""
    pairs = []

    def spy(X, Y, a_prev, parameters, learning_rate=0.01):
        pairs.append((X, Y))
        return 0.0, {}, a_prev

    with patch("__main__.optimize", spy), redirect_stdout(io.StringIO()):
        model(
            some_names, ix_to_char, char_to_ix, len(some_names),
            dino_names=1, vocab_size=vocab_size,
        )
    return pairs


def bits_alone(pairs, parameters):
    """Bits per character, each name read with an empty memory."""
    start = np.zeros((50, 1))
    nats = [rnn_forward(X, Y, start, parameters)[0] for X, Y in pairs]
    return nats_to_bits(sum(nats) / sum(len(Y) for _, Y in pairs))


seen = encoded(kept[: len(held_out)])
unseen = encoded(held_out)
print(len(seen), "names to be seen and", len(unseen), "held out")

# %% [markdown]
# We train twice more, on the names that were kept in section 1.4: once as
# before, and once with a learning rate that falls steadily from 0.01 to 0.
# Every 2,000 iterations the network predicts both kinds of names (about **12
# seconds** in all).

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
steady = watched(kept, 22001).snapshots
falling = watched(kept, 22001, falling=True).snapshots

plots.lines(
    {
        label: (
            list(snapshots)[::2],
            [bits_alone(pairs, p) for p in list(snapshots.values())[::2]],
        )
        for label, snapshots, pairs in (
            ("held out, steady rate", steady, unseen),
            ("held out, falling rate", falling, unseen),
            ("seen, falling rate", falling, seen),
        )
    },
    levels=count_levels,
    title="What the network knows about names it has never seen",
    x="iteration",
    y="bits per character",
    alt=(
        "Three lines over the iterations: bits per character of held-out "
        "names with a steady and with a falling learning rate, and of seen "
        "names; count models are horizontal lines."
    ),
)

# %% [markdown]
# **Figure {held-out}.** Bits per character of names that the network has
# never seen, and of names that it has.
#
# Three things to see in Figure {held-out}:
#
# - Guessing is left behind at once, and looking back one letter a little
#   later. But the *best* count model is a strong opponent: at a steady
#   learning rate, the network only just reaches it. (It is the best on these
#   very held-out names, which flatters it a little.) Always compare with
#   something simple.
# - The falling learning rate wins. The steady one keeps jumping about the
#   bottom of the valley, because every single name pulls the weights its way;
#   smaller steps let it settle.
# - The *gap* between seen and held-out names is what the network knows about
#   its own list and not about names in general. While the held-out line still
#   falls, longer training helps; when it rises and the other one falls, the
#   network has begun to memorise.

# %% [markdown]
# ### 7.3 Did clipping matter?
#
# In how many steps was there an entry to cut?

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
run = long_run()
at, share = plots.running_mean(run.clipped, 1000)
plots.lines(
    {"bound 5": (at, 100 * share)},
    title="How often is there anything to clip?",
    x="iteration",
    y="% of the last 1,000 steps",
    alt=(
        "Line over the iterations: the percentage of training steps in "
        "which at least one gradient entry reached the bound."
    ),
)

# %% [markdown]
# **Figure {clipped}.** In how many steps an entry reached the bound.
#
# Figure {clipped} says: in about one step in a hundred, or fewer. With the
# learning rate 0.01, short names and small first weights, clipping is a seat
# belt that is hardly ever needed. Now drive faster. With three times the
# learning rate, we try your bound of 5, a tight bound of 1, and none at all.
# We also try **clipping by norm**, the practice after exercise 1: one factor
# for all entries, so the direction stays (about **8 seconds**). **Predict
# first:** which one survives?

# %% tags=["skip-when-grading"]
ways = {
    "no clipping": {"bound": np.inf},
    "bound 5": {"bound": 5},
    "bound 1": {"bound": 1},
    "norm 5": {"norm": 5},
}
fast = {
    label: watched(names, 8000, rate=0.03, **way)
    for label, way in ways.items()
}


def last_bits(run, count=500):
    """Bits per character over the last `count` steps of a run."""
    return nats_to_bits(sum(run.nats[-count:]) / sum(run.lengths[-count:]))


for label, run in fast.items():
    print(f"{label:11s} {last_bits(run):.2f} bits per character at the end")
print(f"rate 0.01   {last_bits(long_run()):.2f}, in the long run above")

plots.lines(
    {
        label: plots.running_mean(
            [nats_to_bits(n / t) for n, t in zip(run.nats, run.lengths)], 500
        )
        for label, run in fast.items()
    },
    levels={"guessing": np.log2(vocab_size)},
    title="Learning rate 0.03: what clipping decides",
    x="iteration",
    y="bits per character",
    alt=(
        "Four lines over the iterations at three times the learning rate: "
        "bits per character without clipping, with the bound 5, with the "
        "bound 1, and with the norm 5, which alone stays low to the end."
    ),
)

# %% [markdown]
# **Figure {ways}.** Four ways to clip at three times the learning rate.
#
# In Figure {ways}, all four learn at first, faster than before. Then the
# recurrent weights have grown, gradients begin to explode, and one bad step
# follows another: the cliff of Figure {cliff}. Without clipping, the network
# loses most of what it knew. A bound of 5 for *each* of more than 5,000
# entries still allows a huge step, and where it cuts, the step points
# elsewhere: it saves little, and on some runs nothing. A bound of 1 keeps the
# network alive, though not well. Clipping by norm keeps it learning: after a
# third of the steps it is nearly where the long run ended.
#
# So it matters *how* one clips: that was the question after exercise 1. Entry
# by entry was good enough at the usual rate, because there was hardly ever
# anything to cut. Where gradients do explode, keep the direction and shorten
# the step. (Keras's optimisers know both ways, as `clipvalue` and
# `global_clipnorm`.)
#
# <!-- numbers
# 5,000 ±500 "to learn"
# -->

# %% [markdown]
# ### 7.4 How far does it remember?
#
# Back to the gradient that vanished in section 2.5. Training changes the
# recurrent weights, and so how far back a prediction can feel:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
plots.lines(
    {
        f"after {j:,} iterations": mean_norms(long_run().snapshots[j], lags=16)
        for j in (0, 1000, 4000, 22000)
    },
    title="Training opens the past",
    x="steps back in time",
    y="gradient norm (lag 0 = 1)",
    log_y=True,
    alt=(
        "Four lines on a logarithmic axis: gradient norm against steps "
        "back in time, before training and after 1,000, 4,000 and 22,000 "
        "iterations. Before training it falls steeply."
    ),
)

# %% [markdown]
# **Figure {past}.** How far back a prediction feels, before, during and after
# training.
#
# In Figure {past}, the untrained network feels one letter back, or two. After
# training, a hundredth or so still arrives from a whole name before. The
# longer memory has its price: what no longer vanishes can explode, and that
# is why clipping is needed *late* in the run and not at its beginning.

# %% [markdown]
# ### 7.5 What do hidden units react to?
#
# Nobody told the network what a vowel is, or where in a name it is. Did it
# find out? We let it read every name and note its 50 hidden units after each
# letter.

# %% tags=["skip-when-grading"]
def reading(parameters, some_names):
    """Per letter read: its index, its place in the name, the state."""
    letters_read, places, states = [], [], []
    for X, Y in encoded(some_names):
        start = np.zeros((50, 1))
        _, (_, path) = rnn_forward(X, Y, start, parameters)
        letters_read += X[1:]
        places += range(1, len(X))
        states.append(path[2:])
    return (
        np.array(letters_read),
        np.array(places),
        np.concatenate(states),
    )


read, place, state = reading(long_run().parameters, unique_names)
by_letter = np.array(
    [state[read == ix].mean(axis=0) for ix in range(1, vocab_size)]
)
pickiest = np.argsort(-by_letter.std(axis=0))[:12]

plots.grid(
    by_letter[:, pickiest].T,
    rows=[f"unit {unit}" for unit in pickiest],
    columns=chars[1:],
    title="The twelve units that distinguish letters most",
    x="the letter just read",
    y="hidden unit",
    scale="mean activation",
    limits=(-1, 1),
    alt=(
        "Grid: twelve hidden units by 26 letters, shaded by the mean "
        "activation after reading the letter. Rows differ in pattern; "
        "many units are high for some letters and low for others."
    ),
)

# %% [markdown]
# **Figure {units}.** The mean activation of twelve hidden units after each
# letter.
#
# Each unit of Figure {units} sorts the letters in its own way. Some of these
# ways have a meaning to us. We look for three: the unit that tells vowels
# best, the one that follows the place in the name, and the one that follows
# how probable the end of the name is.

# %% tags=["skip-when-grading"]
parameters = long_run().parameters
read, place, state = reading(parameters, unique_names)
scores = parameters["Wya"] @ state.T + parameters["by"]
meanings = {
    "vowel": np.isin(read, [char_to_ix[char] for char in "aeiouy"]),
    "place": place,
    "end": softmax(scores)[char_to_ix["\n"]],
}
units = {}
for meaning, values in meanings.items():
    fits = [np.corrcoef(values, unit)[0, 1] for unit in state.T]
    units[meaning] = best = int(np.argmax(np.abs(fits)))
    print(f"{meaning:6s} unit {best:2d}, correlation {fits[best]:+.2f}")

# %% [markdown]
# Figure {reading} shows how these three react, letter by letter, while the
# network reads two famous names:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
rows = {}
for word in ("tyrannosaurus", "triceratops"):
    _, _, path = reading(long_run().parameters, [word])
    for meaning, unit in units.items():
        rows[f"{meaning}, {word}"] = word, path[:, unit]

plots.letters(
    rows,
    title="Three hidden units while two names are read",
    scale="activation",
    limits=(-1, 1),
    alt=(
        "The letters of tyrannosaurus and triceratops, three rows each, "
        "shaded by the activation of the unit for vowels, for the place "
        "and for the end of the name after each letter."
    ),
)

# %% [markdown]
# **Figure {reading}.** Three hidden units while the network reads two names.
#
# A caution: with 50 units one finds *some* unit that fits almost any idea.
# The correlation above says how well. Most of what the network knows is
# spread over many units at once, and no single one can be read like a dial.

# %% [markdown]
# ### 7.6 New, or copied?
#
# Let the trained network write 500 names, with seeds 100 apart (section 4
# said why). How many of them are just names from the list?

# %% tags=["skip-when-grading"]
@cache
def invented(count=500):
    """Names that the trained network writes, in lower case."""
    parameters = long_run().parameters
    written = (
        sample(parameters, char_to_ix, 100 * number)
        for number in range(count)
    )
    return [get_sample(ixs, ix_to_char).strip().lower() for ixs in written]


inventions = invented()
copies = [name for name in inventions if name in set(names)]
print(f"{len(set(inventions))} different ones among {len(inventions)}")
print(f"in the list: {len(copies)}", *copies[:6])
new = [name for name in inventions if name not in set(names)]
print("new, for example:", ", ".join(new[:6]))

# %% [markdown]
# A name that is not in the list may still be glued together from two that
# are. So we ask for every letter: how long is the longest stretch around it
# that stands somewhere in the list, letter by letter?

# %% tags=["skip-when-grading"]
def copied_stretch(name, text):
    """For each letter, the longest stretch around it that is in `text`."""
    longest = [0] * len(name)
    for begin in range(len(name)):
        for end in range(begin + 1, len(name) + 1):
            if name[begin:end] not in text:
                break
            for ix in range(begin, end):
                longest[ix] = max(longest[ix], end - begin)
    return longest


shown = [name for name in invented() if 6 <= len(name) <= 16][:8]
plots.letters(
    {
        f"name {number}": (name, copied_stretch(name, data))
        for number, name in enumerate(shown, start=1)
    },
    title="Light: part of a long stretch that is in the list",
    scale="letters in the stretch",
    limits=(1, 10),
    alt=(
        "Eight invented names, every letter shaded by the length of the "
        "longest stretch around it that also occurs in the list."
    ),
)

# %% [markdown]
# **Figure {stretches}.** Eight invented names. The lighter a letter, the
# longer the stretch around it that is in the list.
#
# Where a name in Figure {stretches} ends in `saurus`, the stretch is long and
# light; most others are put together from pieces of three to five letters. Is
# that *much* copying? Real names share stretches as well. So compare: 200
# invented names with the list, and 200 real ones with the *rest* of the list.

# %% tags=["skip-when-grading"]
def copied_shares(some_names, text):
    """Mean share of a name that its longest copied stretch makes up."""
    shares = []
    for name in some_names:
        rest = text.replace(f"\n{name}\n", "\n")
        shares.append(max(copied_stretch(name, rest)) / len(name))
    return 100 * float(np.mean(shares))


whole = f"\n{data}\n".replace("\n", "\n\n")
plots.bars(
    {
        "share": {
            "invented names": copied_shares(
                [name for name in invented() if name][:200], whole
            ),
            "real names": copied_shares(unique_names[:200], whole),
        }
    },
    title="The longest stretch that a name shares with the others",
    y="% of the name",
    alt=(
        "Two bars: the mean share of a name that is its longest stretch "
        "in common with other names, for invented and for real names."
    ),
)

# %% [markdown]
# **Figure {borrowed}.** How much of a name its longest stretch in common with
# other names makes up.
#
# If the first bar of Figure {borrowed} were much higher than the second, the
# network would be pasting its list together. It is lower: palaeontologists
# borrow more than the network does. So it has not memorised. But has it
# learned enough? Last, the style: does it use the same endings as often?

# %% tags=["skip-when-grading"]
endings = ("saurus", "ceratops", "raptor", "titan", "mimus", "don", "nyx")


def share_of_endings(some_names):
    """Percentage of the names with each of the endings."""
    return {
        f"-{ending}": 100
        * float(np.mean([name.endswith(ending) for name in some_names]))
        for ending in endings
    }


plots.bars(
    {
        "in the list": share_of_endings(unique_names),
        "invented": share_of_endings(invented()),
    },
    title="How dinosaurs' names end",
    y="% of the names",
    alt=(
        "Bars in pairs: how many percent of the listed and of the invented "
        "names have each of seven endings; saurus is by far the commonest."
    ),
)

# %% [markdown]
# **Figure {endings}.** How often names have each ending, in the list and
# among the invented ones.
#
# In Figure {endings}, the network has learned `-saurus`. The rarer endings
# come out too seldom, and not because they are long: a model with the right
# probabilities would write each of them as often as the list does, whatever
# its length. This network has learned too little about them: only a few dozen
# names of the list end like this. And it would have to write them after
# beginnings of its own, which are unlike those of the list. A better memory
# writes them better; in the next lessons you build one.

# %% [markdown]
# ### 7.7 Watch it write
#
# Now name one yourself. The buttons draw a letter, or take it back; the
# slider is the **temperature**, which lesson 2 explains: below 1 the likely
# becomes likelier, above 1 everything is possible. (Where nothing can be
# clicked, you see the first steps of one name.)

# %% tags=["skip-when-grading"]
def network_step(index, state):
    """Read a letter: log-probabilities of the next one, and the new state."""
    state = no_memory if state is None else state
    state, p = step_forward(long_run().parameters, state, one_hot(index))
    return np.log(p), state


plots.writing(network_step, chars, [None], end="\n")

# %% [markdown]
# **Figure {watch}.** The trained network writes a name, step by step.
#
# Step back and draw again: the same letter comes, because the random numbers
# of Figure {watch} stay the same. Another temperature changes what they lead
# to. Which of your names would a palaeontologist believe? Keep your favourite:
# whoever digs up the next dinosaur may have run out of ideas, and nothing in
# this notebook is worth more than a good name for something with large teeth.

# %% [markdown]
# ### 7.8 Which name would it say first?
#
# A name is as probable as all its predictions multiplied together, so its
# bits add up: a name of $b$ bits is written once in $2^b$ tries. In this way
# the network itself can rank what it has invented:

# %% tags=["skip-when-grading"]
def bits_of(name):
    """Bits that a name and its newline cost the trained network."""
    ids = [char_to_ix[char] for char in name]
    targets = [*ids, char_to_ix["\n"]]
    start = np.zeros((50, 1))
    parameters = long_run().parameters
    nats, _ = rnn_forward([None, *ids], targets, start, parameters)
    return nats_to_bits(nats)


cost = {name: bits_of(name) for name in sorted({*invented()} - {*names})}
ranked = sorted(cost, key=cost.get)
per_char = sorted(cost, key=lambda name: cost[name] / (len(name) + 1))

for title, best in (("as a whole", ranked), ("per character", per_char)):
    print(f"most probable {title}:")
    for name in best[:5]:
        print(f"  {name:20s} {cost[name]:5.1f} bits, ", end="")
        print(f"once in {2 ** cost[name]:,.0f} names")
print("least probable:")
for name in ranked[-3:]:
    print(f"  {name:20s} {cost[name]:5.1f} bits")

# %% [markdown]
# As a whole, short names win: every letter costs something. Per character,
# the long ones with a well-known ending do. And some of the names that came
# up were next to impossible, each by itself. But there are so many of these
# that one of them comes up all the time.
#
# Which one is *your* favourite? Write it below, or a name of your own. The
# network will tell you what it thinks of it.

# %% tags=["skip-when-grading"]
favourite = "bibliosaurus"  # put yours here

for name in (favourite, "velocirapper", "thesaurus"):
    known = "".join(char for char in name.lower() if char in char_to_ix)
    bits = bits_of(known)
    rank = sum(other < bits for other in cost.values()) + 1
    print(f"{known:20s} {bits:5.1f} bits: among the inventions ", end="")
    print(f"it would be number {rank} of {len(cost) + 1}")

# %% [markdown]
# ## 8. What to take away
#
# - A language model predicts the next symbol; its loss is its surprise. Per
#   character and on held-out text it can be compared; summed, smoothed or on
#   training text it can mislead.
# - A recurrent network summarises the past in a vector. The same weights
#   serve every step, and blame travels back through all of them.
# - On the way back it is multiplied at every step, so it vanishes or
#   explodes, exponentially. Clipping bounds the damage of a single step; it
#   cannot bring back what has vanished.
# - To write, draw from the prediction and read what was drawn.
# - A gradient can be checked against the loss itself; a result can be checked
#   against simple counting; an invention against the list.

# %% [markdown]
# ### Quick questions
#
# Open the choice that you believe in. Each one says why it is right or wrong.
#
# **(a)** A model gives all characters the same probability. What is its
# perplexity?
#
# <details><summary>The logarithm of that number</summary>
#
# *No.* That is its loss in nats. The perplexity is $e$ to the power of it.
# </details>
#
# <details><summary>As large as the number of characters</summary>
#
# *Right.* Perplexity is how many characters the model hesitates between:
# here, between all.
# </details>
#
# <details><summary>One</summary>
#
# *No.* A perplexity of 1 means certain and right, every time.
# </details>
# <br>
#
# **(b)** What are held-out names for?
#
# <details><summary>They show whether the network has learned spelling or its
# list</summary>
#
# *Right.* Only on names that it never saw do the two differ.
# </details>
#
# <details><summary>They give the network more to learn from</summary>
#
# *No.* They take a tenth of the list away from it.
# </details>
#
# <details><summary>Without them no loss could be computed</summary>
#
# *No.* `model` prints one all the time, on the names it trains on. It is only
# not what you want to know.
# </details>
# <br>
#
# **(c)** After clipping with the bound 5, an entry of a gradient is 5. What
# was it before?
#
# <details><summary>Some multiple of five</summary>
#
# *No.* Clipping by value does not scale. Clipping by norm does.
# </details>
#
# <details><summary>Five or more</summary>
#
# *Right.* Everything above the bound becomes the bound; the rest stays.
# </details>
#
# <details><summary>Nothing can be said</summary>
#
# *No.* A smaller entry would have stayed what it was.
# </details>
# <br>
#
# **(d)** Why does `sample` draw, and not take the most probable letter?
#
# <details><summary>Because the most probable letter is usually
# wrong</summary>
#
# *No.* It is the best single guess. But a text of best guesses is not a
# likely text.
# </details>
#
# <details><summary>To write different names, each letter as often as
# predicted</summary>
#
# *Right.* The most probable letter would give one and the same name for ever.
# </details>
#
# <details><summary>Because drawing is faster</summary>
#
# *No.* It is slower. A maximum needs no random number.
# </details>
# <br>
#
# **(e)** Hardly any gradient arrives from thirty letters back. What helps?
#
# <details><summary>A cell that can leave its memory alone</summary>
#
# *Right.* Lessons 2 and 3 build such cells: GRU and LSTM.
# </details>
#
# <details><summary>A tighter bound for clipping</summary>
#
# *No.* A bound cuts what is too large. It cannot bring back what has
# vanished.
# </details>
#
# <details><summary>A larger learning rate</summary>
#
# *No.* It enlarges all gradients alike, also those from nearby, and these
# explode first.
# </details>
#
# ### Questions to think about
#
# 1. Training hands the state of one name to the next, though the list was
#    shuffled, and sampling starts from zeros. Does what is left of the last
#    name help to predict the next one, or does it get in the way?
#    (`bits_alone` empties the memory for each name, `nats_per_char` hands it
#    on: compare.)
#
#    <details><summary>Answer</summary>
#
#    In a shuffled list the last name says nothing about the next, so what is
#    left of it can only get in the way. It does little harm: in training the
#    network always found such a left-over, and learned to overwrite it when a
#    name begins. In a run of ours, the two results differed by less than a
#    hundredth of a bit.
#    </details>
#
# 2. The learning rate is the same for long and for short names, and the loss
#    is a sum. Which names have more say in training?
#
#    <details><summary>Answer</summary>
#
#    The long ones. The loss is a sum over steps, so the gradient is one too,
#    and a name of twenty letters moves the weights by far more than one of
#    four. Divided by the number of steps, each *name* would have the same
#    say, and a letter of a short name more than one of a long name.
#    </details>
#
# 3. Divide the scores by 0.5 before the softmax in a copy of `sample`. What
#    happens to the names, and why? (Lesson 2 calls it temperature.)
#
#    <details><summary>Answer</summary>
#
#    All differences between scores are doubled. What was likely becomes
#    likelier, so names grow more alike: more `-saurus`, fewer odd letters,
#    more copies of the list.
#    </details>
#
# 4. What does the network predict after `tyrannosaurusrex`? After a hundred
#    letters `a`? How would *you* know that no name looks like this?
#
#    <details><summary>Answer</summary>
#
#    It predicts as calmly as ever: a softmax always sums to 1, and no symbol
#    means *I have never seen this*. After many equal letters the state hardly
#    changes any more, and neither does the prediction. To know that it is no
#    name, look at the surprise of the letters that were *read*: for the `a`
#    it is several times that of held-out names. `tyrannosaurusrex` is less
#    easy to tell: most of it is spelled like a name.
#    </details>
#
# 5. Train with `n_a=10` and with `n_a=200`. Compare the held-out curves, not
#    the losses that `model` prints.
#
#    <details><summary>Answer</summary>
#
#    Expect the small network to stay above the others on both kinds of names,
#    and the large one to open a wider gap between them. What `model` prints
#    is smoothed, and measured on names that it trains on, so it flatters the
#    large one.
#    </details>
#
# ### Where to go next
#
# - [**Sonnets**](sonnets.ipynb), the second notebook in this folder: two
#   stacked LSTMs continue your first line of verse.
# - [**Lesson 2**](../02-shakespeare/shakespeare.ipynb): a GRU on the works of
#   Shakespeare. Text that is 250 times longer, batches, and a cell whose
#   memory does not vanish so soon.
# - To read: A. Karpathy, [*The Unreasonable Effectiveness of Recurrent Neural
#   Networks*](https://karpathy.github.io/2015/05/21/rnn-effectiveness/)
#   (2015), whose small character model stood at the beginning of many such
#   lessons; Y. Bengio, P. Simard and P. Frasconi, [*Learning Long-Term
#   Dependencies with Gradient Descent is
#   Difficult*](https://doi.org/10.1109/72.279181) (1994), who showed why
#   gradients vanish; R. Pascanu, T. Mikolov and Y. Bengio, [*On the
#   Difficulty of Training Recurrent Neural
#   Networks*](https://arxiv.org/abs/1211.5063) (2013), on clipping.
#
# ### One last question
#
# What do you call a dinosaur that is never at a loss for words?
#
# <details><summary>Answer</summary>
#
# A *thesaurus*. (It is extinct: these days people ask a language model.)
# </details>
#
# ### Before you hand in
#
# Save this notebook. Then type in a terminal, in this folder:
#
#     python -m utils.submit_check dinosaurs.ipynb
#
# It runs the saved file as grading does, and says what is blank or would be
# missing. It prints a receipt: the file's checksum, which your feedback
# shows, too.
#
# <!-- numbers
# constant 250
# -->
