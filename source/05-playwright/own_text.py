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
# # Lesson 5, capstone: Your own text
#
# Your diary, your mother tongue, the laws of your country, all e-mails of a
# friend who agreed to it: this notebook takes a text of yours through all that
# the lessons have taught. You look at it, hold some of it out, count, train a
# network, let it write, and find out what of that it merely recites. At the
# end there is a page to show to others.
#
# Nothing here is graded. One short function is yours to write, as practice
# without points: `recited`, which measures what was copied.
#
# Run it once as it is, on the text of this lesson, which takes about
# **60 seconds** on two cores. Then change the first cell, and run it again.
#
# **Before you begin.** You need lesson 5:
# [embedding](../../docs/glossary.md#embedding),
# [LSTM](../../docs/glossary.md#lstm),
# [stream](../../docs/glossary.md#stream); of lesson 4, what is
# [held out](../../docs/glossary.md#held-out-text), and why by parts.
#
# **Time.** An estimate: two hours with a text of your own, most of them to
# look at what comes out.
#
# **Contents.**
#
# 1. [Your text](#1.-Your-text)
# 2. [Hold some of it out](#2.-Hold-some-of-it-out)
# 3. [What counting achieves](#3.-What-counting-achieves)
# 4. [Train](#4.-Train)
# 5. [How good is it?](#5.-How-good-is-it?)
# 6. [Let it write](#6.-Let-it-write)
# 7. [Practice: recited](#7.-Practice:-recited)
# 8. [The report](#8.-The-report)
# 9. [What to take away](#9.-What-to-take-away)
#
# Words that are links lead to the [glossary](../../docs/glossary.md), which
# also has a map of the ideas of all lessons; the [cheat
# sheet](../../docs/cheat_sheet.md) has all formulas and shapes on one page.

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
# The build puts here how to get `utils` on Colab.

# %%
from collections import Counter

import numpy as np

try:
    from utils import own_network, own_report, own_text, own_weights
    from utils import counting, parts, plots
    from utils.recurrent import Stepper
    from utils.sampling import complete
    from utils.training import budget
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
# ## 1. Your text
#
# ### 1.1 Which one?
#
# `SOURCE` is a file or a folder of files, in plain text. Or paste a text
# between the quotes of `PASTED`. Leave both empty for the text of this lesson.
# From 100,000 characters on a network has something to learn; with fewer,
# counting will win, and you can watch it.
#
# The encoding is told from the bytes. If letters look wrong below, name it in
# `ENCODING`, such as `"iso-8859-7"` or `"shift_jis"`.
#
# <!-- numbers
# constant 100,000
# -->

# %%
SOURCE = ""  # such as "diary.txt", "/home/ada/mails" or "C:/texts/faust.txt"
PASTED = """"""
ENCODING = None
LICENCE = ""  # such as "public domain", "my own", "CC BY 4.0"
SECONDS = 20  # of training; a text of your own deserves 300 or more

# %% [markdown]
# ### 1.2 Licence to think about
#
# Before you go on: who wrote the text, and what may you do with it?
#
# - **To train for yourself** on a text that you may read is allowed in many
#   places. To pass on the *text* is another matter, and a network that recites
#   passes it on, too: in what it writes, and in its weights.
# - **Letters, mails and chats** belong to at least two people, and hold names.
#   Ask the others first. What you make of it stays on this machine; nothing in
#   this notebook sends anything anywhere.
# - **Write down where it comes from** while you still know. `LICENCE` goes
#   into the report.

# %% tags=["skip-when-grading"]
own = own_text.load(SOURCE, pasted=PASTED, encoding=ENCODING)
text = own.text

# %% [markdown]
# ### 1.3 Look at it
#
# If a text cannot be used, the line above says why and what to do, and the
# text of this lesson takes its place. Read a few lines now. Are the letters
# right? Is there anything at the beginning that you would not want a network
# to learn: a table of contents, a notice, a header on each page?

# %% tags=["skip-when-grading"]
middle = len(text) // 2
for place in (0, middle):
    print(text[place : place + 300].strip())
    print("..." if place == middle else "...\n")

# %% tags=["skip-when-grading"]
frequent = Counter(text).most_common()
once = [char for char, count in frequent if count <= 3]
lengths = [len(line) for line in text.split("\n")]
print(f"{len(frequent)} different characters; rare ones: {''.join(once)!r}")
print(f"the longest line has {max(lengths):,} characters")
names = {" ": "space", "\n": "⏎", "\t": "tab"}
plots.bars(
    {
        "share": {
            names.get(char, char): 100 * count / len(text)
            for char, count in frequent[:20]
        }
    },
    title="The most frequent characters",
    y="% of the text",
    alt="Bars: the share of the twenty most frequent characters of the text.",
    show_values=False,
)

# %% [markdown]
# **Figure {characters}.** How common the characters of your text are. ⏎ is a
# line end.
#
# Rare characters, which do not make it into Figure {characters}, are worth a
# second look: they are often dirt, such as the
# stray byte of a page break. A line of many thousand characters means that
# the text has no line ends where you expect them.

# %% [markdown]
# ## 2. Hold some of it out
#
# Lesson 4 has measured how much a split by chance betrays. So whole parts are
# held out here, the last ones of the text: files if there are enough of them,
# else chapters, paragraphs, lines, or sentences, the largest kind of which
# there are twenty or more. One tenth is there to *choose* by (when to stop,
# how far back to count), another to *test* on, and it is looked at once. Parts
# that stand in the text to learn from, word for word, are left out of both.

# %% tags=["skip-when-grading"]
split = parts.split(own.files)
print(split)
vocab = Vocabulary.of(text)
ids = {
    name: vocab.encode(getattr(split, name))
    for name in ("train", "valid", "test")
}

# %% [markdown]
# > **To remember.** What the text is parted into says what "new" means: new
# > lines of a known scene, or new scenes. Say it with every number that you
# > report.

# %% [markdown]
# ## 3. What counting achieves
#
# Before a network is trained, its rivals: guessing; the frequency of each
# character; [counting](../../docs/glossary.md#count-model) what followed the
# last few characters, as in lesson 2, and how far back is chosen on the text
# to choose by; and the compressor `xz`, which has read the text to learn from
# when it meets the other. All in [bits per
# character](../../docs/glossary.md#bits-per-character) of the text to test on.

# %% tags=["skip-when-grading"]
rivals = counting.baselines(
    (split.train, split.valid, split.test), tuple(ids.values()), len(vocab)
)
for name, bits in rivals.items():
    print(f"{name:18s} {bits:.3f} bits per character")

# %% [markdown]
# ## 4. Train
#
# The network is that of this lesson, but small: an embedding of 32, an LSTM of
# 134 units, a dense layer. It reads the text in up to 32 streams, a hundred
# characters at a time, and keeps its state. It trains for `SECONDS`, the
# learning rate falls over that time, and whatever state was best on the text
# to choose by is kept.
#
# You may stop it at any time with the button ■ above: what was learned is
# kept, and the notebook goes on. The figure is drawn anew while it trains.
#
# <!-- numbers
# constant 32 134
# -->

# %% tags=["skip-when-grading"]
learned = own_network.train(
    vocab, split.train, split.valid, budget(full=SECONDS, short=5)
)
print(f"{learned.model.count_params():,} weights")
print(f"{learned.characters / len(split.train):.1f} times through the text")

# %% [markdown]
# If both lines still fall at the end, give it more seconds. If the lower one
# goes on falling and the upper one turns up, it has begun to learn its text
# by heart, and more text would help, not more time.
#
# ### 4.1 Save and load
#
# The weights go to a file, with the characters they know and a digest of the
# text. Weights of another text, alphabet or version of the course are not
# taken for yours: a line says so, and the notebook goes on with what it has.

# %% tags=["skip-when-grading"]
saved = own_weights.save("own_weights.npz", learned, own)
loaded = own_weights.load(saved, own) if saved else None

# %% [markdown]
# Another day, run the notebook up to section 3, leave out the cell that
# trains, and load: `learned = own_weights.load("own_weights.npz", own)`.

# %% tags=["skip-when-grading"]
learned = loaded or learned

# %% [markdown]
# ## 5. How good is it?
#
# The test, once, with the rivals beside it.

# %% tags=["skip-when-grading"]
surprise = learned.surprise(split.test)
bits = rivals | {"your network": float(surprise.mean())}
print(f"your network: {bits['your network']:.3f} bits per character")
plots.bars(
    {"bits": bits},
    title="Bits per character on the text to test on",
    y="bits per character",
    alt="Bars: bits per character of the rivals, and of your network.",
)

# %% [markdown]
# **Figure {rivals}.** Your network and its rivals; less is better.
#
# Does it beat the best rival in Figure {rivals}? On the original text of this
# lesson that is `xz`, with 2.55 bits, and twenty seconds of training are not
# enough to pass it. Counting needs 2.83 there: the last plays have people
# whom the others do not know. If you have the pastiche, counting stays ahead
# for long: a few rules have made that text, and tables see through them at
# once.
#
# And where is it at a loss? Figure {surprises} has the first lines of the
# test, each character shaded by its surprise:
#
# <!-- numbers
# original 2.55 ±0.005 "xz  "
# original 2.83 ±0.005 "counting, 4 back"
# -->

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
plots.passage(
    split.test[:400],
    np.append(0, surprise[:399]),
    title="What surprises it",
    scale="bits",
    limits=(0, 8),
    alt=(
        "The first 400 characters of the text to test on, each shaded by "
        "the network's surprise."
    ),
)

# %% [markdown]
# **Figure {surprises}.** What surprises the network.

# %% [markdown]
# ## 6. Let it write
#
# At four [temperatures](../../docs/glossary.md#temperature), from timid to
# reckless. It begins behind the text to choose by, so that it is in the middle
# of things.

# %% tags=["skip-when-grading"]
def write(temperature, length=400, start=None, seed=0):
    """Text that the network writes after a start, which is not returned."""
    return complete(
        Stepper(learned.model),
        vocab,
        start or split.valid[-200:],
        length,
        temperature,
        rng=np.random.default_rng(seed),
    )


samples = {f"{tau:g}": write(tau) for tau in (0.3, 0.6, 0.9, 1.2)}
for tau, written in samples.items():
    print(f"--- temperature {tau}\n{written}\n")

# %% [markdown]
# Try `print(write(0.7, start="your own words"))`. It knows the characters of
# your text alone, and tells you if there is another one in your start.

# %% [markdown]
# ## 7. Practice: recited
#
# A network that has read a text a hundred times may write it down again. That
# would be no invention; with a text that is not yours, it would be a copy. So
# how much of what it wrote stands in the text to learn from?
#
# Single words do, of course, and so does "said the king". Twenty characters
# in a row are a few words; where that many stand in the text, one may speak
# of reciting. Let us mark all *runs* of at least $n$ characters of what was
# written, $w$, that stand somewhere in the text, and measure the share of $w$
# that is marked:
#
# $$\mathrm{recited}(w) = \frac{1}{|w|}\; \Big|\bigcup_{k:\ w_k \ldots
#   w_{k+n-1} \text{ stands in the text}} \{k, \ldots, k+n-1\}\Big|$$
#
# With $n = 4$, and *to be or not to be* as the text:
#
# | written | runs of 4 that stand there | marked | share |
# |---|---|---|---|
# | `not to` | `not `, `ot t`, `t to` | all 6 | 1 |
# | `a bee too` | none: ` be` and ` to` have 3 | none | 0 |
# | `now to bed` | ` to `, `to b`, `o be` | ` to be` | 0.6 |
#
# Write `recited(written, text, n=20)`, which returns that share, a number
# from 0 to 1. What was written may be shorter than $n$, or empty: then
# nothing is recited. Overlapping runs count each character once.
#
# <details><summary>Hint: which runs?</summary>
#
# It is enough to look at runs of *exactly* $n$ characters, one for each place
# where one can begin: a longer run is made of them.
# </details>
#
# <details><summary>Hint: count once</summary>
#
# Keep a list with one False for each character of `written`. A run that
# stands in the text sets its $n$ places to True. The share is the number of
# True, divided by the length.
# </details>
#
# <details><summary>Hint: without waiting</summary>
#
# `run in text` searches a text of a million characters in a millisecond. A set
# of all its runs would answer faster, and needs a hundred times the memory of
# the text.
# </details>
#
# <!-- numbers
# constant 6
# -->

# %% tags=["skip-when-grading"] nbgrader={"grade": false, "grade_id": "recited", "locked": false, "schema_version": 3, "solution": true, "task": false}
def recited(written, text, n=20):
    """Return the share of a text that was copied from another.

    written: what was written, a string, perhaps empty
    text: what it may be copied from, a string
    n: how many characters in a row make a copy, at least 1

    Returns the number of characters of `written` in runs of n or more that
    stand in `text`, divided by the length of `written`; 0.0 if it is empty.
    """
    ### BEGIN SOLUTION
    marked = [False] * len(written)
    for start in range(len(written) - n + 1):
        if written[start : start + n] in text:
            marked[start : start + n] = [True] * n
    return sum(marked) / max(len(written), 1)
    ### END SOLUTION


# %% tags=["skip-when-grading"] jupyter={"source_hidden": true} nbgrader={"grade": false, "grade_id": "practice_recited", "locked": true, "schema_version": 3, "solution": false, "task": false}
from utils.checking import Checks
from utils.practice import recited as our_recited

checks = Checks("recited", lesson="own_text")

source = "to be or not to be"


@checks.criterion(
    "with n = 4, all of 'not to' is recited, and nothing of 'a bee too'",
    points=1,
    hint="a run of n characters counts if it stands in the text as it is",
)
def all_or_nothing(recited):
    assert recited("not to", source, 4) == 1
    assert recited("a bee too", source, 4) == 0


@checks.criterion(
    "with n = 4, six of the ten characters of 'now to bed' are recited",
    points=1,
    hint=(
        "mark the characters of each run, and count the marked ones: runs "
        "overlap, and no character counts twice"
    ),
)
def counts_once(recited):
    assert abs(recited("now to bed", source, 4) - 0.6) < 1e-9


@checks.criterion(
    "by default, a copy has at least twenty characters",
    points=1,
    hint="n=20 stands in the signature, and the body uses n",
)
def default_is_twenty(recited):
    letters = "abcdefghijklmnopqrstuvwxyz"
    assert recited(letters[:19] + "!", letters) == 0
    assert abs(recited("!" + letters[:20], letters) - 20 / 21) < 1e-9


@checks.criterion(
    "of nothing, nothing is recited",
    points=1,
    hint="do not divide by the length of an empty text: return 0.0",
)
def of_nothing(recited):
    assert recited("", source) == 0
    assert recited("to be", source) == 0


# Yours if it is right, else ours
share_recited = checks.practise(recited, our_recited)

# %% [markdown]
# Now the samples, and, to compare with, as many characters of the text to test
# on: what real text shares with the text to learn from.

# %% tags=["skip-when-grading"]
shares = {
    tau: share_recited(written, split.train)
    for tau, written in samples.items()
}
shares["held out"] = share_recited(split.test[:400], split.train)
for tau, share in shares.items():
    print(f"{tau:9s} {100 * share:5.1f}% recited")

# %% [markdown]
# Names and set phrases recite themselves: look at what the held-out text
# shares before you accuse the network. A network this small, after a few
# times through a long text, recites little more than that. One that has read a
# short text a hundred times is another matter. (The pastiche is made of a few
# hundred phrases. There, even what is held out has mostly been said before.)

# %% [markdown]
# ## 8. The report
#
# One file, which needs nothing else: curves, bits against the rivals, samples
# with what was recited marked, where the text comes from. It holds pieces of
# your text and what the network made of it, so think of section 1.2 before you
# pass it on.

# %% tags=["skip-when-grading"]
report = own_report.write(
    "own_report.html",
    own,
    split,
    learned,
    bits,
    samples,
    {tau: share for tau, share in shares.items() if tau in samples},
    licence=LICENCE,
)

# %% [markdown]
# ## 9. What to take away
#
# - Look at a text before you train on it; say by what parts it was split.
# - Count first. The network has to beat that, on text that neither has seen.
# - Choose on one text, test on another, once.
# - Weights belong to a text and an alphabet: save what they were made from
#   with them.
# - Measure what is recited before you call it written.
#
# ### Quick questions
#
# Open the choice that you believe in. Each one says why it is right or wrong.
#
# **(a)** Why are whole parts held out, and not single lines by chance?
#
# <details><summary>It is quicker</summary>
#
# *No.* Both take no time at all.
# </details>
#
# <details><summary>The lines beside a line betray it</summary>
#
# *Right.* Names and topics of a part are known from its other lines. A new
# part has to be predicted without them.
# </details>
#
# <details><summary>A network needs parts of equal length</summary>
#
# *No.* It reads the text in streams, wherever the parts end.
# </details>
# <br>
#
# **(b)** The curve to choose by has turned up. What helps?
#
# <details><summary>More text</summary>
#
# *Right.* The network has begun to learn by heart what it has. With more text
# there is less of that to gain.
# </details>
#
# <details><summary>More seconds</summary>
#
# *No.* It would go on learning by heart. The best state is kept in any case.
# </details>
#
# <details><summary>A larger network</summary>
#
# *No.* It would learn by heart sooner.
# </details>
# <br>
#
# **(c)** Why does the file of weights hold the alphabet?
#
# <details><summary>To make it larger</summary>
#
# *No.* It is a few hundred bytes.
# </details>
#
# <details><summary>The weights would not load without it</summary>
#
# *No.* Any alphabet of the same size would fit, and that is the danger.
# </details>
#
# <details><summary>Row 17 means nothing without it</summary>
#
# *Right.* With another order of characters the same weights write nonsense,
# and no error says so.
# </details>
#
# ### Questions to think about
#
# 1. Take `recited` with $n = 10$ and $n = 40$. How do the shares of the samples
#    and of the held-out text change? Which $n$ tells them apart best?
#
#    <details><summary>Answer</summary>
#
#    With 10, set phrases of the language count, in both; with 40, hardly
#    anything does, unless the network has learned by heart. The best $n$ is the
#    smallest one at which real, new text has next to nothing.
#    </details>
#
# 2. Would a network that changes one letter in each line be caught?
#
#    <details><summary>Answer</summary>
#
#    Only in part: runs end at the changed letter. If lines are longer than
#    twice $n$, the rest of them still counts. To catch it, look for the stretch
#    of the text with the fewest changes (the edit distance), which costs far
#    more time.
#    </details>
#
# 3. Your text has two languages, one after the other. What do the three parts
#    measure?
#
#    <details><summary>Answer</summary>
#
#    The last parts are all in the second language, so the test asks for that
#    one only, and the network has learned more of the other. Put the parts of
#    both in turn, or train two networks.
#    </details>
#
# ### Where to go next
#
# - **[Attention](attention.ipynb)**, the epilogue in this folder: a network
#   that keeps no state at all.
# - To read: N. Carlini and others, [*Extracting Training Data from Large
#   Language Models*](https://arxiv.org/abs/2012.07805) (2021), on what large
#   models recite.
#
# ### Nothing to hand in
#
# Nothing in this notebook is graded. To have a receipt for it all the same,
# save it and type `python -m utils.submit_check own_text.ipynb` in a terminal
# in this folder.
#
# <!-- numbers
# constant 10 40 17
# -->
