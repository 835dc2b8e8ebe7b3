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
# # Lesson 1, encore: Your first line, Shakespeare's next ones
#
# This notebook is not graded, and there is nothing to fill in. You give a
# line, and a network that has read Shakespeare's Sonnets goes on with it.
#
# Three things differ from the network that named dinosaurs:
#
# - the cells are **LSTMs**, whose memory does not fade in a few steps,
# - there are **two layers** of them, one reading the other,
# - it is written in **Keras**, where a layer is a line and the gradients come
#   by themselves.
#
# And it was trained before: you load its weights, look at what they know, and
# train for one more epoch. The whole notebook takes one to two minutes.
#
# **Before you begin.** You need lesson 1: characters as numbers, surprise in
# bits, held-out text.
#
# **Time.** An estimate: one hour, half of it to read.
#
# **Contents.**
#
# 1. [The Sonnets](#1.-The-Sonnets)
# 2. [Two layers](#2.-Two-layers)
# 3. [How good is it?](#3.-How-good-is-it?)
# 4. [One more epoch](#4.-One-more-epoch)
# 5. [Your turn](#5.-Your-turn)
# 6. [What to take away](#6.-What-to-take-away)
#
# Words that are links lead to the [glossary](../../docs/glossary.md), which
# also has a map of the ideas of all lessons; the [cheat
# sheet](../../docs/cheat_sheet.md) has all formulas and shapes on one page.

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
# The build puts here how to get `utils` on Colab.

# %%
import numpy as np

try:
    from utils.quiet import keras  # without TensorFlow's log messages
    from utils import corpora, diagrams_stacked, plots, pretrained
    from utils.recurrent import Stepper
    from utils.sampling import complete
    from utils.text_box import TextBox
    from utils.training import budget, dataset, live_curve
    from utils.vocabulary import Vocabulary
    from utils.windows import OneHotBatches, sliding, with_next
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
# ## 1. The Sonnets
#
# 154 poems of fourteen lines, in lower case here. If they cannot be reached,
# a pastiche that comes with the course takes their place; the line below says
# which one you have.
#
# <!-- numbers
# constant 154
# -->

# %% tags=["skip-when-grading"]
corpus = corpora.load("sonnets")
text = corpus.text.lower()
vocab = Vocabulary.of(text)
ids = vocab.encode(text)
print(f"{len(text):,} characters, {len(vocab)} different ones")
print(text[300:520])

# %% [markdown]
# A name had an end; a sonnet, to a network, is just a stretch of characters.
# So the text is cut into **windows**: 40 characters to read, and the one after
# them to predict. The next window begins three characters further on.

# %% tags=["skip-when-grading"]
x, y = with_next(ids, 40, step=3)
print(f"{len(x):,} windows")
for number in range(300, 303):
    window = vocab.decode(x[number])
    print(f"{window!r} -> {vocab[y[number]]!r}")

# %% [markdown]
# The last tenth of the text is held out. The network that you are about to
# load has never seen it.

# %% tags=["skip-when-grading"]
cut = len(ids) * 9 // 10


def batches(some_ids, size, step=3, seed=None):
    """Windows of 40 as one-hot vectors, each batch made when it is needed."""
    return OneHotBatches(
        some_ids, 40, len(vocab), step=step, batch_size=size, seed=seed
    )


held_out = batches(ids[cut:], 256)
print(f"{len(held_out.x):,} windows are held out")

# %% [markdown]
# ## 2. Two layers
#
# The first layer reads the characters. Its state, at every step, is what the
# second layer reads. So the second layer does not see letters any more, but
# whatever the first has made of them. Only the second layer's last state
# leads to a prediction (Figure {stacked}):

# %%
diagrams_stacked.stacked("roses")

# %% [markdown]
# **Figure {stacked}.** Two layers of LSTM cells. The upper one reads the
# states of the lower one.
#
# In Keras, one option makes the difference: the lower layer has to return its
# *whole sequence* of states, not only the last one.
#
# ```python
# keras.Sequential([
#     keras.Input((None, 38)),
#     layers.LSTM(192, return_sequences=True),
#     layers.LSTM(192),
#     layers.Dense(38, activation="softmax"),
# ])
# ```
#
# What an LSTM is made of is the subject of lesson 3. Here it is enough that it
# keeps a second vector beside its state, a memory, which it changes only where
# it decides to.
#
# (For the pastiche there are weights of its own: a network is judged on the
# text that it was made for.)

# %% tags=["skip-when-grading"]
# The same network, trained on the pastiche or on the Sonnets
on_pastiche = pretrained.fits("rhymes", corpus.text)
weights = "rhymes" if on_pastiche else "sonnets"
if list(pretrained.vocabulary(weights)) == list(vocab):
    model = pretrained.load(weights)
    print(pretrained.fit(weights, corpus.text))
else:  # a text with other characters: start from nothing
    model = pretrained.sonnets(len(vocab))
for layer in model.layers:
    print(f"{layer.name:10s} {layer.count_params():9,} weights")
print(f"together   {model.count_params():9,}")

# %% [markdown]
# ## 3. How good is it?
#
# As in lesson 1: the surprise on text that it has not seen, in bits per
# character, and how often its best guess is right (a few seconds).

# %% tags=["skip-when-grading"]
model.compile(
    optimizer=keras.optimizers.Adam(0.001),
    loss="categorical_crossentropy",
    metrics=["accuracy"],
)


def tell(when):
    """Print how the model does on the held-out windows."""
    nats, right = model.evaluate(dataset(held_out), verbose=0)
    print(f"{when}: {nats / np.log(2):.3f} bits per character", end="")
    print(f", best guess right {100 * right:.0f}%")


print(f"guessing: {np.log2(len(vocab)):.3f} bits per character")
tell("loaded")

# %% [markdown]
# On the original Sonnets this is **2.30 bits**: of 38 characters, it hesitates
# between five ($2^{2.3} \approx 5$), and every second guess is right. (On the
# pastiche it needs far fewer bits, because the rules of that text are few.)
#
# ### 3.1 How much must it read?
#
# It was given 40 characters each time. Would fewer do? We let it read only
# the last 1, 2, 5, ... characters before the same 400 places.
#
# <!-- numbers
# original 2.30 ±0.01 "loaded"
# constant 38
# -->

# %% tags=["skip-when-grading"]
def bits_after(lengths, places=400):
    """Bits per character when only so many characters were read."""
    stepper = Stepper(model)
    pieces = sliding(ids[cut:], max(lengths) + 1, step=23)[:places]
    found = []
    for length in lengths:
        log_probs, _ = stepper.read(pieces[:, -length - 1 : -1])
        came = log_probs[np.arange(len(pieces)), -1, pieces[:, -1]]
        found.append(float(-came.mean() / np.log(2)))
    return found


lengths = [1, 2, 3, 5, 8, 12, 20, 40, 80]
plots.lines(
    {"held out": (lengths, bits_after(lengths))},
    title="What the network gains from reading more",
    x="characters read before the prediction",
    y="bits per character",
    alt=(
        "Falling line: held-out bits per character against the number of "
        "characters read before. It falls steeply over the first ten "
        "characters and little after twenty."
    ),
)

# %% [markdown]
# **Figure {context}.** Held-out bits per character, by how many characters
# were read.
#
# In Figure {context}, the first few characters matter most: they say which
# word it is. After twenty or so there is little more to gain, for *this*
# network and *this* amount of text. Rhyme would need about 90 characters (two
# lines back); the curve says whether the network has noticed that sonnets
# rhyme.
#
# > **To remember.** Layers can be stacked: the upper one reads the [hidden
# > state](../../docs/glossary.md#hidden-state) of the lower one at every
# > step. How much [context](../../docs/glossary.md#context) a network uses
# > can be measured: cut what it may read, and see when it stops getting
# > worse.
#
# <!-- numbers
# constant 90
# -->

# %% [markdown]
# ## 4. One more epoch
#
# 28,000 windows, each read once more, with a small learning rate. This takes
# **half a minute to a minute**; the curve below is the loss as it goes.
#
# **Predict first:** will it do better on held-out text afterwards?
#
# <!-- numbers
# constant 28,000
# -->

# %% tags=["skip-when-grading"]
more = batches(ids[:cut], 64, seed=0)
history = model.fit(
    dataset(more),
    steps_per_epoch=budget(full=len(more), short=4),
    callbacks=[live_curve()],
    verbose=0,
)
bits = history.history["loss"][0] / np.log(2)
print(f"while training: {bits:.3f} bits per character")
tell("afterwards")

# %% [markdown]
# It does better on what it reads, and *worse* on what it does not read: on the
# original Sonnets 2.0 bits while training, and about 2.36 instead of 2.30
# afterwards. It had had enough. The Sonnets are short, 90,000 characters for
# 480,000 weights, and a network of this size soon begins to learn them by
# heart. (With a tenth of the learning rate, it stays where it was.) That is
# why training was stopped where it was, and why one looks at held-out text.
# (The pastiche is as short and has fewer rules. Once they are learned, there
# is nothing left to learn there but what is true of its windows alone.)
#
# The original of this lesson trained for 1,000 epochs, and reported the loss
# on the text it had trained on. Now you know what question to ask.
#
# <!-- numbers
# original 2.0 ±0.05 "while training"
# original 2.36 ±0.03 "afterwards"
# original 2.30 ±0.01 "loaded:"
# constant 90,000 480,000 1,000
# -->

# %% [markdown]
# ## 5. Your turn
#
# `generate_output` writes on from your line. First an example; below it you
# can type a line of your own.

# %%
def generate_output(
    start="the keyboard is a garden in the night",
    length=400,
    temperature=0.6,
    seed=None,
):
    """Print a poem that begins with your line, or what to change in it.

    start: your first line, or its beginning
    length: how many characters to write after it
    temperature: 0 always takes the likeliest character; 1 draws them as
        the network believes; more is bolder
    seed: a number, for the same poem again; None for another every time
    """
    start = start.lower()
    unseen = vocab.unseen(start)
    if not 1 <= len(start) <= 200:
        print("Give a first line of 1 to 200 characters.")
        return
    if unseen:
        print(f"It has never seen {' '.join(unseen)}: leave that out.")
        return
    rest = complete(
        Stepper(model),
        vocab,
        start,
        length,
        temperature,
        rng=np.random.default_rng(seed),
    )
    print(start + rest)


# %% tags=["skip-when-grading"]
generate_output(seed=1)

# %% [markdown]
# Your line, please. (Where nobody can type, a line says which call does the
# same.)

# %% tags=["skip-when-grading"]
TextBox(generate_output, "First line", 'generate_output("your line")')

# %% [markdown]
# Does it matter whether your line ends with a space, a comma, or in the
# middle of a word? It matters for what can come next:

# %% tags=["skip-when-grading"]
def likely_next(start, count=5):
    """The likeliest next characters after a start."""
    log_probs, _ = Stepper(model).read(vocab.encode(start.lower()))
    best = np.argsort(-log_probs[-1])[:count]
    chances = np.exp(log_probs[-1])
    return ", ".join(f"{vocab[k]!r} {chances[k]:.2f}" for k in best)


for start in ("and all my lov", "and all my love", "and all my love "):
    print(f"{start!r:18} {likely_next(start)}")

# %% [markdown]
# And the temperature, from timid to reckless. Lesson 3 has more to say about
# it.

# %% tags=["skip-when-grading"]
for temperature in (0.2, 0.7, 1.2):
    print(f"--- temperature {temperature}")
    generate_output("o thou, my lovely ", 160, temperature, seed=2)

# %% [markdown]
# ## 6. What to take away
#
# - LSTM layers can be stacked: the upper one reads the states of the lower
#   one, which has to return all of them.
# - A text without natural examples is cut into windows. How long they should
#   be can be measured.
# - More training is not always better. Held-out text says when to stop.
#
# ### Quick questions
#
# Open the choice that you believe in. Each one says why it is right or wrong.
#
# **(a)** Why must the lower LSTM return its whole sequence?
#
# <details><summary>Otherwise its state is lost</summary>
#
# *No.* The last state is there in any case.
# </details>
#
# <details><summary>The upper one reads a vector at every step</summary>
#
# *Right.* With the last state alone there would be one vector to read, and no
# sequence.
# </details>
#
# <details><summary>It makes training faster</summary>
#
# *No.* It changes what is computed, not how fast.
# </details>
# <br>
#
# **(b)** After one more epoch the loss in training is better, and the
# held-out loss worse. Why?
#
# <details><summary>The learning rate was too small</summary>
#
# *No.* Then neither would have changed much.
# </details>
#
# <details><summary>The held-out text is too hard</summary>
#
# *No.* It was as hard before that epoch.
# </details>
#
# <details><summary>It has begun to learn its text by heart</summary>
#
# *Right.* What it gained holds for the text it trains on only. That was the
# time to stop.
# </details>
# <br>
#
# **(c)** How long should a window be?
#
# <details><summary>As long as held-out bits still fall with it</summary>
#
# *Right.* That is what Figure {context} measures.
# </details>
#
# <details><summary>As long as a sonnet</summary>
#
# *No.* It sounds right, but the network does not use that much.
# </details>
#
# <details><summary>As long as memory allows</summary>
#
# *No.* Every character more costs time, in every step.
# </details>
#
# ### Questions to think about
#
# 1. The upper layer has as many units as the lower one, but more weights. Why?
#    (It reads vectors of another length.)
#
#    <details><summary>Answer</summary>
#
#    The lower layer reads one-hot vectors, one entry for each character of
#    the vocabulary. The upper one reads the lower one's states, which are
#    longer, so its input matrix has more columns.
#    </details>
#
# 2. With a step of 3, only every third character is ever a target. What would
#    change with a step of 1? With a step of 40?
#
#    <details><summary>Answer</summary>
#
#    With a step of 1, an epoch has three times as many windows, each nearly
#    the same as its neighbours: more time, and overfitting after fewer
#    epochs. With a step of 40, windows do not overlap: an epoch is short, and
#    each character stands at one place of one window only.
#    </details>
#
# 3. Every window begins with an empty memory, but `generate_output` never
#    empties it while it writes 400 characters. Why does that work? (Lesson 5
#    looks into it.)
#
#    <details><summary>Answer</summary>
#
#    The gates scale old memory down, so the state after a few hundred
#    characters looks like one after forty: its values stay where the network
#    knows them. Nothing *guarantees* it, because no training went that far.
#    </details>
#
# 4. Poems rhyme on the last word, and the network writes from left to right.
#    Would it help to let it write from right to left?
#
#    <details><summary>Answer</summary>
#
#    The rhyme would come first in its line, when everything is still
#    possible, and the rest of the line would follow from it. But the word to
#    rhyme with would be as far away as before, a line or two. So it would
#    help the sense of the line more than the rhyme.
#    </details>
#
# ### Where to go next
#
# - [**Lesson 2**](../02-shakespeare/shakespeare.ipynb): all of Shakespeare,
#   and a GRU that you build yourself.
# - To read: A. Karpathy, [*The Unreasonable Effectiveness of Recurrent Neural
#   Networks*](https://karpathy.github.io/2015/05/21/rnn-effectiveness/)
#   (2015), with samples from stacked networks of several sizes; A. Graves,
#   [*Generating Sequences With Recurrent Neural
#   Networks*](https://arxiv.org/abs/1308.0850) (2013), on stacked LSTMs that
#   write text, and handwriting.
#
# ### Nothing to hand in
#
# Nothing in this notebook is graded. To have a receipt for it all the same,
# save it and type `python -m utils.submit_check sonnets.ipynb` in a terminal
# in this folder.
