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
# # Lesson 5, epilogue: Attention
#
# All networks of this course sum up what they have read in a *state*, a few
# hundred numbers that are changed with every character. What is not in it is
# gone. The networks of today keep no state. For each character they look at
# all the others again, and learn *where to look*. This is attention, and a
# network built of it is a **transformer**.
#
# Nothing here is graded, and there is nothing to fill in. You see what
# attention computes, in a figure and some forty lines of NumPy; look at what
# a small trained transformer looks at; measure it against an LSTM with as many
# weights; and meet the other half of today's language models, tokens.
#
# From top to bottom it takes about **60 seconds** on two cores.
#
# **Before you begin.** You need lesson 5 and, of lesson 2, n-grams:
# [embedding](../../docs/glossary.md#embedding),
# [softmax](../../docs/glossary.md#softmax),
# [hidden state](../../docs/glossary.md#hidden-state),
# [perplexity](../../docs/glossary.md#perplexity).
#
# **Time.** An estimate: one and a half hours, most of them to read.
#
# **Contents.**
#
# 1. [Look, do not remember](#1.-Look,-do-not-remember)
# 2. [Forty lines](#2.-Forty-lines)
# 3. [A transformer](#3.-A-transformer)
# 4. [What the heads look at](#4.-What-the-heads-look-at)
# 5. [Beside the LSTM](#5.-Beside-the-LSTM)
# 6. [Tokens](#6.-Tokens)
# 7. [What to take away](#7.-What-to-take-away)
#
# Words that are links lead to the [glossary](../../docs/glossary.md), which
# also has a map of the ideas of all lessons; the [cheat
# sheet](../../docs/cheat_sheet.md) has all formulas and shapes on one page.

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
# The build puts here how to get `utils` on Colab.

# %%
import re
import time
from collections import Counter, defaultdict

import numpy as np

try:
    from utils.quiet import keras  # without TensorFlow's log messages
    from utils import corpora, diagrams_attention, plots, pretrained
    from utils.attention import Reader
    from utils.counting import count_models
    from utils.recurrent import Stepper
    from utils.sampling import complete
    from utils.windows import sliding
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
# The text is that of the lesson, its last tenth held out.

# %% tags=["skip-when-grading"]
corpus = corpora.load("tinyshakespeare")
text = corpus.text
cut = len(text) * 9 // 10
learned, held_out = text[:cut], text[cut:]
real = corpus.source != "embedded"
print(f"{len(learned):,} characters to learn from, {len(held_out):,} held out")

# %% [markdown]
# ## 1. Look, do not remember
#
# From the vector $x^{\langle t\rangle}$ of each character three others are
# made, by three matrices that are learned:
#
# - a **query** $q$: what am I looking for?
# - a **key** $k$: what do I have to offer to those who look?
# - a **value** $v$: what do they get from me?
#
# Character $t$ compares its query with the keys of all characters up to
# itself. The products go through a softmax, and become weights that sum to 1.
# What it gets is the mixture of the values by these weights:
#
# $$\alpha^{\langle t, i\rangle} = \mathrm{softmax}_{i \le t}
#   \frac{q^{\langle t\rangle} \cdot k^{\langle i\rangle}}{\sqrt{d}}, \qquad
#   o^{\langle t\rangle} = \sum_{i \le t} \alpha^{\langle t, i\rangle}
#   v^{\langle i\rangle} \qquad (1)$$
#
# where $d$ is the length of $q$ and $k$. (Products of longer vectors are
# larger, and a softmax of large numbers takes the largest alone. The root
# keeps them in bounds.) Figure {mixture} shows it at the last letter of
# *ROMEO*, with weights that are made up:

# %%
diagrams_attention.attention("ROMEO", [0.55, 0.05, 0.1, 0.25, 0.05])

# %% [markdown]
# **Figure {mixture}.** The output at one place is a mixture of values.
#
# Compare this with a state. Nothing has to be packed into one vector and
# carried along: the R is as near as the E, one product away. And no character
# waits for the one before it: all queries meet all keys in one product of two
# matrices. That is what made training on whole libraries possible. The price
# is that everything is compared with everything: twice the length, four times
# the work.
#
# The $i \le t$ is called a **causal mask**. Without it each character could
# look at the next one, which it is to predict.

# %% [markdown]
# ## 2. Forty lines
#
# One mixture can serve one purpose only. So a layer has several **heads**:
# each has matrices of its own, looks for something of its own, and what they
# find is put together by one more matrix. With $n$ heads of $d$ numbers each:

# %% tags=["skip-when-grading"]
def softmax(scores):
    """Turn scores (..., time) into weights that sum to 1."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def attend(q, k, v):
    """Equation (1) for all characters of a text at once.

    q, k, v: (heads, time, d)

    Returns what each character gets (heads, time, d), and the weights
    (heads, time, time): row t says where character t looks.
    """
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])
    length = scores.shape[-1]
    is_later = np.triu(np.ones((length, length), dtype=bool), 1)
    weights = softmax(np.where(is_later, -np.inf, scores))
    return weights @ v, weights


def split_heads(x, kernel, bias):
    """Multiply by one matrix a head: (time, width) to (heads, time, d)."""
    return np.einsum("tw,whd->htd", x, kernel) + bias[:, None]


def self_attention(x, weights):
    """Multi-head self-attention of a text x (time, width).

    weights: kernel and bias of query, key, value and output, in this
        order; kernels (width, heads, d), the last one (heads, d, width)

    Returns (time, width), and the weights (heads, time, time).
    """
    q, k, v = (split_heads(x, *weights[i : i + 2]) for i in (0, 2, 4))
    found, looked = attend(q, k, v)
    kernel, bias = weights[6:]
    return np.einsum("htd,hdw->tw", found, kernel) + bias, looked


# %% [markdown]
# Is that what Keras computes? A new layer, with random weights and biases, on
# a random text:

# %% tags=["skip-when-grading"]
rng = np.random.default_rng(0)
x = rng.normal(size=(12, 60)).astype(np.float32)
theirs = layers.MultiHeadAttention(num_heads=4, key_dim=15)
theirs.build((1, 12, 60), (1, 12, 60))
theirs.set_weights(
    [rng.normal(size=w.shape) / 4 for w in theirs.get_weights()]
)
expected, seen = theirs(
    x[None], x[None], use_causal_mask=True, return_attention_scores=True
)
found, looked = self_attention(x, theirs.get_weights())
print(f"outputs differ by {np.abs(found - expected[0]).max():.0e}")
print(f"weights differ by {np.abs(looked - seen[0]).max():.0e}")

# %% [markdown]
# Up to rounding, it is. There is one thing that it cannot do. Shuffle all
# characters but the last, and look at what the last one gets:

# %% tags=["skip-when-grading"]
order = np.append(rng.permutation(11), 11)
shuffled, _ = self_attention(x[order], theirs.get_weights())
print(f"shuffled: differs by {np.abs(shuffled[-1] - found[-1]).max():.0e}")

# %% [markdown]
# The same: a sum does not know in which order it was added up. To attention a
# text is a bag of characters, so each vector must be told its **place**. The
# simplest way is a second embedding, of the places 0, 1, 2, ..., which is added
# to that of the characters.
#
# > **To remember.** Attention mixes values by weights that depend on what is
# > there. It sees everything at once and knows no order; places have to be
# > added.

# %% [markdown]
# ## 3. A transformer
#
# A **block** has two parts. Attention lets characters look at each other; then
# two dense layers work on each one by itself. Both parts *add* what they have
# found to the vector that came in, so that nothing is lost on the way, and
# gradients reach the bottom. Before each part the vectors are normalised to
# mean 0 and variance 1. With two blocks, in Keras:
#
# ```python
# x = Positions(100)(layers.Embedding(65, 60)(ids))
# for block in range(2):
#     y = layers.LayerNormalization()(x)
#     x = x + layers.MultiHeadAttention(4, 15)(y, y, use_causal_mask=True)
#     y = layers.LayerNormalization()(x)
#     x = x + layers.Dense(60)(layers.Dense(232, activation="relu")(y))
# logits = layers.Dense(65)(layers.LayerNormalization()(x))
# ```
#
# It was trained as the RNN, the GRU and the LSTM of the leaderboard were: the
# first nine tenths of Tiny Shakespeare, ten epochs, the same batches. The line
# below says whether that is the text that you have.

# %% tags=["skip-when-grading"]
print(pretrained.fit("transformer", text))
transformer, lstm = pretrained.load("transformer"), pretrained.load("lstm")
vocab = pretrained.vocabulary("transformer")
for layer in transformer.layers:
    if layer.count_params():
        print(f"{layer.name:24s} {layer.count_params():7,} weights")
print(f"{'transformer':24s} {transformer.count_params():7,}")
print(f"{'LSTM':24s} {lstm.count_params():7,}")

# %% [markdown]
# `Reader` in `utils.attention` is your forty lines, with the rest of the
# network around them. It has no state but the last 100 characters, reads them
# again for each new one, and so writes:

# %% tags=["skip-when-grading"]
reader = Reader(transformer)
start = held_out[:300]
start = start[: start.rindex("\n\n") + 2]
written = complete(
    reader, vocab, start, 300, 0.7, rng=np.random.default_rng(1)
)
print(written)

# %% [markdown]
# ## 4. What the heads look at
#
# The weights are numbers that one can look at. Here the network is about to
# predict the last letter of a name that was said before. Figure {heads} has one
# row for each head; the darker a character, the more the head looks at it *from
# the last one*. On the right, the two places where it looks most. (With the
# mouse over a character you read its weight; you do not need to.)

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
scene = "ROMEO:\nWhat?\n\nBENVOLIO:\nHear me, ROME"
weights = reader.look(vocab.encode(scene))
plots.heads(
    scene,
    weights[:, :, -1],
    title="Where each head looks, to predict what comes after “ROME”",
    alt=(
        "Eight rows, one for each head of the two blocks: a short scene, "
        "each character shaded by how much the head looks at it."
    ),
)

# %% [markdown]
# **Figure {heads}.** Where each head looks, in one scene. (Where Jupyter does
# not trust a notebook that somebody else ran, there is no picture: run the cell
# above.)
#
# One text shows what *can* happen. What do they do on the whole? Figure
# {distances} has, for each head, the mean weight by distance, over 200 held-out
# pieces of 100 characters, from their last one:

# %% tags=["skip-when-grading"]
pieces = sliding(vocab.encode(held_out), 101, step=500)[:200]
by_head = reader.look(pieces[:, :-1]).mean(axis=1)[:, :, -1]
by_distance = by_head.reshape(-1, 100)[:, ::-1]
names = [f"block {b}, head {h}" for b in (1, 2) for h in (1, 2, 3, 4)]
for name, row in zip(names, by_distance):
    print(f"{name}: {100 * row[0]:3.0f}% itself,", end="")
    print(f" {100 * row[1:4].sum():3.0f}% the three before,", end="")
    print(f" {100 * row[20:].sum():3.0f}% twenty or more back")

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
plots.grid(
    by_distance[:, :24],
    rows=names,
    columns=[str(k) if k % 4 == 0 else "" for k in range(24)],
    title="How far back the heads look, on average",
    x="characters back",
    y="",
    scale="mean weight",
    alt=(
        "Grid: for each of eight heads, the mean attention weight by how "
        "many characters back it looks, from 0 to 23."
    ),
)

# %% [markdown]
# **Figure {distances}.** How far back each head looks, on average.
#
# The first block stays close: its heads read the word that is being spelled,
# from its last characters. In the second, head 1 looks furthest: on the
# original text a fifth of its weight is twenty characters or more back (22%),
# beyond the line. That is the division of labour that one finds in large
# models, too: near things first, far ones on top of them.
#
# Beware of reading too much into it. A weight says where a head looks, not
# what it does with what it sees; and as with the cells of section 10.2 of the
# lesson, among eight heads some will fit almost any story. The test is to take
# a head away and to measure what is lost.
#
# <!-- numbers
# original 22 ±2 "block 2, head 1…the three before,"
# -->

# %% [markdown]
# ## 5. Beside the LSTM
#
# ### 5.1 One number
#
# As many weights, the same batches in the same order, the same held-out tenth:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
plots.leaderboard()

# %% [markdown]
# **Figure {leaderboard}.** The models of this course on one held-out text.
#
# In Figure {leaderboard}, the transformer needs 2.40 bits. That is what the
# table of counts needs, and more than the LSTM (2.38), the RNN (2.34) and the
# GRU (2.30). Nor was it quicker. **With a hundred thousand weights, ten
# epochs and a million characters it does not win.** A recurrent network has
# it built in that the last characters matter most; a transformer has to find
# that out from its examples, and there are few of them. With a thousand times
# the weights and the text it is the other way round, as everybody knows, but
# that was not measured here.
#
# No setting was tuned for it: the learning rate is the one of the others. It is
# the processor time that should be read with care: the row of the transformer
# was made on a busy machine. Section 5.4 compares the two under one load.
#
# <!-- numbers
# 2.40 ±0.005 "; transformer"
# 2.38 ±0.005 "; LSTM"
# 2.34 ±0.005 "; RNN"
# 2.30 ±0.005 "; GRU"
# -->

# %% [markdown]
# ### 5.2 How much must it read?
#
# Both get the last 1, 2, 5, ... characters before the same 400 places, and
# nothing else. (A few seconds.)

# %% tags=["skip-when-grading"]
stepper = Stepper(lstm)
places = sliding(vocab.encode(held_out), 101, step=250)[:400]


def bits_after(length):
    """Bits per character of both, after so many characters."""
    read, came = places[:, -length - 1 : -1], places[:, -1]
    rows = np.arange(len(places))
    both = reader.read(read), stepper.read(read)[0]
    return [-p[rows, -1, came].mean() / np.log(2) for p in both]


lengths = [1, 2, 3, 5, 8, 12, 20, 40, 70, 100]
ours, theirs = np.transpose([bits_after(length) for length in lengths])
for k in (0, -1):
    print(f"read {lengths[k]}: transformer {ours[k]:.2f}", end="")
    print(f", LSTM {theirs[k]:.2f} bits")
plots.lines(
    {"transformer": (lengths, ours), "LSTM": (lengths, theirs)},
    title="What is gained from reading more",
    x="characters read before the prediction",
    y="bits per character",
    alt=(
        "Two falling lines: bits per character of the transformer and of the "
        "LSTM against the number of characters read."
    ),
)

# %% [markdown]
# **Figure {reading}.** Bits per character after so many characters.
#
# Here it does win, at the left end of Figure {reading}. On the original text
# it needs 3.57 bits after a single character, the LSTM 4.76. Each window of
# its training began with nothing before it; the LSTM carried its state from
# window to window, and hardly ever saw an empty one. From some ten characters
# on the two are alike, and after 100 the LSTM is slightly ahead, with 2.13
# against 2.16: on 400 places that is no difference to speak of. Both learn
# little from what is more than forty characters away.
#
# <!-- numbers
# original 3.57 ±0.03 "read 1: transformer"
# original 4.76 ±0.03 "read 1: transformer…LSTM"
# original 2.16 ±0.02 "read 100: transformer"
# original 2.13 ±0.02 "read 100: transformer…LSTM"
# -->

# %% [markdown]
# ### 5.3 Say it again
#
# A test made for attention: 40 characters of held-out text, and then the same
# 40 again. Whoever can look back needs only to find the place and to copy.

# %% tags=["skip-when-grading"]
once = sliding(vocab.encode(held_out), 40, step=500)[:200]
twice = np.concatenate([once, once], axis=1)
again = {}
for name, log_probs in (
    ("transformer", reader.read(twice[:, :-1])),
    ("LSTM", stepper.read(twice[:, :-1])[0]),
):
    chosen = np.take_along_axis(log_probs, twice[:, 1:, None], axis=-1)
    surprise = -chosen[..., 0].mean(axis=0) / np.log(2)
    again[name] = (np.arange(1, 80), surprise)
    first, second = surprise[10:39].mean(), surprise[49:].mean()
    print(f"{name:11s} at first {first:.2f} bits, again {second:.2f}")

plots.lines(
    again,
    title="A piece of 40 characters, and the same once more",
    x="place",
    y="bits per character",
    alt=(
        "Two lines over 79 places: the mean surprise of the transformer and "
        "of the LSTM while they read a piece of 40 characters twice."
    ),
)

# %% [markdown]
# **Figure {again}.** Surprise at a piece that comes twice.
#
# In Figure {again}, neither notices. On the original text, behind the first
# ten characters of the piece, the transformer needs 2.31 bits at first and
# 2.32 the second time, the LSTM 2.35 and 2.38. And yet a transformer with two
# blocks *can* copy: the first block tells each character what stands before
# it, the second looks for a place where the same stood before, and takes what
# followed. Large models do learn such heads (Olsson and others, below). This
# one was not given reason enough: in plays, few stretches come twice within
# 100 characters.
#
# So what a kind of network could do in principle says little about the one you
# have. Ask it.
#
# <!-- numbers
# original 2.31 ±0.02 "transformer at first"
# original 2.32 ±0.02 "transformer at first…again"
# original 2.35 ±0.02 "LSTM        at first"
# original 2.38 ±0.02 "LSTM        at first…again"
# -->

# %% [markdown]
# ### 5.4 What it costs
#
# A step of training on a batch of 32 windows of 100 characters, in processor
# time, which counts all cores; and writing, the time for one more character
# when there are 100 already. (About **10 seconds**.)

# %% tags=["skip-when-grading"]
def step_seconds(model, steps=6):
    """Processor seconds for a step of training, the least of a few."""
    copy = keras.models.clone_model(model)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    copy.compile(optimizer=keras.optimizers.Adam(1e-3), loss=loss)
    windows = sliding(vocab.encode(learned[:50_000]), 101, step=100)[:32]
    took = []
    for _ in range(steps):
        began = time.process_time()
        copy.train_on_batch(windows[:, :-1], windows[:, 1:])
        took.append(time.process_time() - began)
    return min(took)


def write_seconds(step, length=60):
    """Seconds for one more character, after 100 were read."""
    state = None
    for number in places[0][:100]:
        _, state = step(int(number), state)
    began = time.perf_counter()
    for number in places[1][:length]:
        _, state = step(int(number), state)
    return (time.perf_counter() - began) / length


for name, model, step in (
    ("transformer", transformer, reader),
    ("LSTM", lstm, stepper),
):
    print(f"{name:11s} {1000 * step_seconds(model):6.0f} ms to train,", end="")
    print(f" {1000 * write_seconds(step):6.2f} ms to write a character")

# %% [markdown]
# On ordinary cores a step of training costs about as much for one as for the
# other, the transformer a little more. (A graphics card would compute all 100
# places of the transformer at once, and has to wait for the LSTM a hundred
# times.) To *write* is where the state is ahead: the LSTM computes one step,
# however long the text is, while our reader looks at 100 characters anew. Real
# ones keep the keys and values of what they have read. Then a character costs
# one query, but the store grows with the text, where a state does not.

# %% [markdown]
# ## 6. Tokens
#
# ### 6.1 Pairs that belong together
#
# A transformer pays for every symbol that it looks at, so it pays to have
# fewer of them. Today's models read **tokens**: pieces of words. They are found
# by a method of file compression, **byte-pair encoding**: begin with the
# characters; join the pair of symbols that stands side by side most often into
# a new one; repeat.

# %% tags=["skip-when-grading"]
WORD = re.compile(r" ?[A-Za-z']+|\s|[^A-Za-z'\s]+")  # pairs stay within one


def joined(symbols, a, b):
    """Symbols with each a, b in a row made one."""
    result = []
    for symbol in symbols:
        if result and (result[-1], symbol) == (a, b):
            result[-1] = a + b
        else:
            result.append(symbol)
    return result


def learn_pairs(some_text, merges):
    """The pairs to join, in the order in which they are found."""
    words = Counter(WORD.findall(some_text))
    symbols = {word: list(word) for word in words}
    counts, where = Counter(), defaultdict(set)
    for word, often in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] += often
            where[pair].add(word)
    pairs = []
    for _ in range(merges):
        best = max(counts, key=counts.get)
        pairs.append(best)
        for word in where.pop(best):
            for pair in zip(symbols[word], symbols[word][1:]):
                counts[pair] -= words[word]
            symbols[word] = joined(symbols[word], *best)
            for pair in zip(symbols[word], symbols[word][1:]):
                counts[pair] += words[word]
                where[pair].add(word)
        del counts[best]
    return pairs


pairs = learn_pairs(learned[:300_000], 512)
print("first:", *(repr(a + b) for a, b in pairs[:12]))
print("last: ", *(repr(a + b) for a, b in pairs[-8:]))

# %% [markdown]
# To encode a text, join the pairs in the same order:

# %% tags=["skip-when-grading"]
def tokens(some_text, pairs):
    """A text as a list of tokens."""
    ranks = {pair: rank for rank, pair in enumerate(pairs)}
    known = {}
    for word in set(WORD.findall(some_text)):
        symbols = list(word)
        while len(symbols) > 1:
            found = zip(symbols, symbols[1:])
            best = min(found, key=lambda pair: ranks.get(pair, len(ranks)))
            if best not in ranks:
                break
            symbols = joined(symbols, *best)
        known[word] = symbols
    return [s for word in WORD.findall(some_text) for s in known[word]]


line = "But, soft! what light through yonder window breaks?"
for merges in (0, 64, 512):
    print("|".join(tokens(line, pairs[:merges])))

# %% [markdown]
# ### 6.2 Which model is better?
#
# The same simple model, the counting of lesson 2, on the same text, with more
# and more pairs joined. How far back it counts is chosen on the first half of
# a held-out stretch; the numbers are those of the second half.

# %% tags=["skip-when-grading"]
learn, choose, test = learned[-400_000:], held_out[:50_000], held_out[50_000:]
rows = []
for merges in (0, 64, 128, 256, 512):
    parts = [tokens(part, pairs[:merges]) for part in (learn, choose, test)]
    numbers = {token: i for i, token in enumerate(sorted(set(sum(parts, []))))}
    ids = [np.array([numbers[token] for token in part]) for part in parts]
    best = min(
        (-np.log2(p[: len(ids[1])]).mean(), -np.log2(p[len(ids[1]) :]).sum())
        for p in count_models(
            ids[0], np.concatenate(ids[1:]), len(numbers), longest=5
        )
    )
    per_token = best[1] / len(ids[2])
    rows.append((merges, len(numbers), 2**per_token, best[1] / len(test)))

for merges, size, perplexity, bits in rows:
    print(f"{merges:3d} pairs, {size:3d} tokens: perplexity", end="")
    print(f" {perplexity:5.2f} per token, {bits:.3f} bits per character")

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
merged, _, per_token, per_character = np.transpose(rows)
first = per_token[0], per_character[0]
plots.lines(
    {
        "perplexity per token": (merged, per_token / first[0]),
        "bits per character": (merged, per_character / first[1]),
    },
    title="The same model on the same text, as two measures see it",
    x="pairs joined",
    y="relative to characters",
    alt=(
        "Two lines against the number of pairs that were joined: the "
        "perplexity per token rises to a multiple, the bits per character "
        "hardly change."
    ),
)

# %% [markdown]
# **Figure {measures}.** What joining pairs does to two measures.
#
# One model, one text, and in Figure {measures} two verdicts. On the original
# text the perplexity *per token* rises from 6.05 to 37.4 as pairs are joined:
# six times as bad? The bits *per character* fall from 2.60 to 2.53: a little
# better. Of course a token is harder to guess than a character, because it is
# several characters. The more they are, the more a guess is worth.
#
# So perplexities per token may be compared only for the very same tokens. What
# can always be compared is what the whole text costs, divided by something that
# does not depend on how it is cut, such as its characters:
#
# $$\text{bits per character} = \frac{\text{tokens}}{\text{characters}}\,
#   \log_2 (\text{perplexity per token}) \qquad (2)$$
#
# It also says when tokens pay. They put more text into the same context, and
# more of it into a step. But rare ones are seen rarely, each has to learn its
# own spelling, and a model of tokens cannot count the letters in a word.
#
# <!-- numbers
# original 6.05 ±0.05 "  0 pairs…perplexity"
# original 37.4 ±0.5 "512 pairs…perplexity"
# original 2.60 ±0.01 "  0 pairs…per token,"
# original 2.53 ±0.01 "512 pairs…per token,"
# -->

# %% [markdown]
# ## 7. What to take away
#
# - Attention compares a query with all keys, and mixes the values by what it
#   finds. It knows no order: places are added.
# - A transformer keeps no state. It looks at everything again, all places at
#   once.
# - How good a kind of network is depends on its size, its text and its budget.
#   One number ranks nothing else.
# - Tokens make texts shorter. Compare models by bits per character.
#
# ### Quick questions
#
# Open the choice that you believe in. Each one says why it is right or wrong.
#
# **(a)** What would happen without the causal mask?
#
# <details><summary>Training would be slower</summary>
#
# *No.* It would even save a step.
# </details>
#
# <details><summary>The loss would be excellent, the network useless</summary>
#
# *Right.* Each character would look at the next one and copy it. To write,
# there is no next one yet.
# </details>
#
# <details><summary>Nothing, if places are added</summary>
#
# *No.* Places tell where the next character is, and so make it easier to
# cheat.
# </details>
# <br>
#
# **(b)** Why do characters need their places?
#
# <details><summary>A sum does not know its order</summary>
#
# *Right.* Without places, the last character gets the same from a text and
# from its letters in any other order.
# </details>
#
# <details><summary>The softmax needs them</summary>
#
# *No.* It works on any numbers.
# </details>
#
# <details><summary>So that near ones count more</summary>
#
# *No.* Whether they should is left to the training.
# </details>
# <br>
#
# **(c)** Model A has perplexity 10 per token, model B 25. Which is better?
#
# <details><summary>A</summary>
#
# *No.* If B's tokens are three times as long, it is far ahead.
# </details>
#
# <details><summary>B</summary>
#
# *No.* That depends on how long its tokens are.
# </details>
#
# <details><summary>One cannot tell</summary>
#
# *Right.* Divide the bits of the whole text by its characters. That does not
# depend on how it was cut.
# </details>
#
# ### Questions to think about
#
# 1. The weights of a head sum to 1, so it always looks somewhere. What can it do
#    where there is nothing to find?
#
#    <details><summary>Answer</summary>
#
#    It can look at a place whose value is about zero, and many heads learn to:
#    at the first character, or at a space. Large models have a symbol for it
#    at the beginning of each text.
#    </details>
#
# 2. Why are two blocks needed to go on with a name that was said before?
#
#    <details><summary>Answer</summary>
#
#    To find the place *behind* an earlier `ROM`, one has to look for a
#    character whose predecessors were `ROM`. But a key is made of one
#    character. The first block writes to each place what stood before it; the
#    second can look for that.
#    </details>
#
# 3. Our transformer sees 100 characters, the LSTM all of them. Was the
#    comparison fair?
#
#    <details><summary>Answer</summary>
#
#    It was one comparison: equal weights, text and batches. Section 5.2 shows
#    that neither gains much from what is further away than that, at this size.
#    With more weights and more text it would be unfair to both: the transformer
#    would need a longer context, and the LSTM longer windows to learn from.
#    </details>
#
# ### Where to go next
#
# - **[Your own text](own_text.ipynb)**, the capstone in this folder.
# - To read: A. Vaswani and others, [*Attention Is All You
#   Need*](https://arxiv.org/abs/1706.03762) (2017), from which equation (1)
#   comes; C. Olsson and others, [*In-context Learning and Induction
#   Heads*](https://arxiv.org/abs/2209.11895) (2022), on heads that copy;
#   R. Sennrich, B. Haddow and A. Birch, [*Neural Machine Translation of Rare
#   Words with Subword Units*](https://arxiv.org/abs/1508.07909) (2016), who
#   brought byte pairs to language models.
#
# ### Nothing to hand in
#
# Nothing in this notebook is graded. To have a receipt for it all the same,
# save it and type `python -m utils.submit_check attention.ipynb` in a terminal
# in this folder.
#
# <!-- numbers
# constant 25
# -->
