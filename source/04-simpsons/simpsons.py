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
# # Lesson 4: A scene at the tavern
#
# A bar, a few regulars, a telephone: the scenes at Moe's Tavern are short, and
# everybody in them has a name and a line. In this lesson a small LSTM learns
# to write such lines, and will say one for anybody you name. On the way there
# are two questions that every language model has to answer, and that are easy
# to get wrong: *was the text that it is tested on really new to it*, and *how
# good is it, in a unit that means something?*
#
# | exercise | what you write | points |
# |---|---|---|
# | `script_stats` | know your data before you train | 25 |
# | `split_scenes` | hold out text that is really new | 25 |
# | `bits_per_char` | measure what a model does not know | 20 |
# | `generate_line` | give a speaker a line | 30 |
#
# Afterwards you can
#
# - say why a random split of windows makes every model look good,
# - read a training curve, and stop where it says so,
# - compare a network with counting and with a file compressor, in one unit,
# - find out where in a text the surprise is,
# - let a model that keeps its state speak for a character of your choice.

# %% [markdown]
# **How to use this notebook.** It works like the lessons before: run the
# cells in their order; an exercise is a cell with `YOUR CODE HERE`, and the
# cell after it checks your answer. Those checks are worth a third of the
# points; when the notebook is graded, further checks with other inputs are
# added. Cells with the tag `skip-when-grading` only show something, and are
# left out then.
#
# Run from top to bottom, the notebook takes about a minute on two cores;
# cells that take more than a few seconds say so.
#
# **Before you begin.** You need lessons 1 to 3: surprise in bits,
# [counting](../../docs/glossary.md#count-model), the
# [LSTM](../../docs/glossary.md#lstm),
# [temperature](../../docs/glossary.md#temperature). Strings and lists in
# Python matter more than mathematics here.
#
# **Time.** An estimate: about three hours, one of them to read.
#
# **Contents.**
#
# 1. [The script](#1.-The-script)
# 2. [What is really new?](#2.-What-is-really-new?)
# 3. [Exercise 3: bits_per_char](#3.-Exercise-3:-bits_per_char)
# 4. [The network](#4.-The-network)
# 5. [Exercise 4: generate_line](#5.-Exercise-4:-generate_line)
# 6. [At the tavern](#6.-At-the-tavern)
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
import lzma
import math
import re
from collections import Counter

import numpy as np

try:
    from utils.quiet import keras, tf  # without TensorFlow's log messages
    from utils import corpora, plots, pretrained, training
    from utils.recurrent import Stepper
    from utils.sampling import at_temperatures
    from utils.vocabulary import Vocabulary
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
# ## 1. The script
#
# ### 1.1 Whose text is it?
#
# The dinosaurs were a list of facts, Shakespeare and Nietzsche belong to
# everybody. *The Simpsons* do not: their script is under copyright. So the
# course does not ship it, nothing was trained on it beforehand, and nothing
# is downloaded unless **you** say so. What you get by default is a pastiche:
# scenes of the same shape in a tavern of our own, written by a small grammar.
#
# The next cell shows the other ways. Whatever you train on such a text, and
# whatever it writes, is for yourself: a model can recite what it has read
# (section 6.3 measures how much).

# %%
corpus = corpora.load("moes_tavern")
# A file of your own, any script with names, colons and blank lines:
#     corpus = corpora.load("moes_tavern", path="moes_tavern_lines.txt")
# The original, fetched for your own use:
#     corpus = corpora.load("moes_tavern", download=True)
text = corpus.text.lower()

# %% [markdown]
# Whatever it is, look at it first. Dots stand for line ends here, so that
# none is overlooked:

# %%
print(text[:600].replace("\n", "·\n"))

# %% [markdown]
# The format is simple, and the model will have to find it out by itself:
#
# - a line is `speaker: what is said`, with stage directions in brackets;
# - a scene is a few lines, and between two scenes there are blank lines;
# - at the very beginning there is a note that belongs to no scene.

# %% [markdown]
# ### 1.2 Exercise 1: script_stats
#
# How many scenes, how many lines, how long are they? Such numbers are soon
# counted, and soon counted *wrongly*: is an empty line a line? Does a text
# that ends in a newline have one more? There is no right answer, only one that
# is agreed on. This is ours; it is the one that the original lesson used, and
# it is rough on purpose:
#
# - a **word** is what `text.split()` gives, punctuation and all: `beer` and
#   `beer.` are two different words;
# - a **scene** is a piece between two newlines, as `text.split("\n\n")` cuts
#   it, even if nothing is in it. (Where *three* newlines stand in a row, the
#   third one begins the next scene.)
# - the **sentences** of a scene are the newlines in it;
# - a **line** is a piece of a scene between newlines, even an empty one.
#
# For example, `"a: hi you\nb: hi\n\n\na: bye"` has two scenes:
# `"a: hi you\nb: hi"`, with 1 newline and 2 lines, and `"\na: bye"`, with 1
# newline and 2 lines, of which the first is empty.
#
# <details><summary>Hint: a mean over scenes, a mean over lines</summary>
#
# Make two lists: one number for each scene, one number for each line of each
# scene. `np.mean` of a list is its mean. The mean over all lines is not the
# mean of the scenes' means, because scenes are of different length.
# </details>
#
# <details><summary>Hint: all lines of all scenes</summary>
#
# `[line for scene in scenes for line in scene.split("\n")]` reads like two
# loops, the outer one first.
# </details>

# %% nbgrader={"grade": false, "grade_id": "script_stats", "locked": false, "schema_version": 3, "solution": true, "task": false}
def script_stats(text):
    """Count what is in a script.

    text: the script, taken as it is: nothing is stripped or lower-cased

    Returns a dict with five numbers:
        unique_words: how many different words text.split() gives
        scenes: how many pieces text.split("\\n\\n") gives, empty ones too
        sentences_per_scene: newlines in a scene, the mean over all scenes
        lines: pieces that scene.split("\\n") gives, empty ones too, of all
            scenes together
        words_per_line: words, as line.split() gives them, in a line; the
            mean over all these lines
    """
    ### BEGIN SOLUTION
    scenes = text.split("\n\n")
    lines = [line for scene in scenes for line in scene.split("\n")]
    return {
        "unique_words": len(set(text.split())),
        "scenes": len(scenes),
        "sentences_per_scene": np.mean([s.count("\n") for s in scenes]),
        "lines": len(lines),
        "words_per_line": np.mean([len(line.split()) for line in lines]),
    }
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_script_stats", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks

checks = Checks("script_stats", lesson="simpsons")

example_script = (
    "[a note]\n\n\n"
    "ada: what will it be?\n"
    "bo: tea. black tea.\n"
    "ada: (sighs) tea.\n\n\n"
    "ada: closing time!\n\n"
    "bo: it rains."
)
KEYS = ("unique_words", "scenes", "sentences_per_scene", "lines")
KEYS += ("words_per_line",)


def counted(script_stats, script, key):
    stats = script_stats(script)
    assert stats is not None, "nothing comes back: return a dict, do not print"
    assert isinstance(stats, dict), "return a dict with the five numbers"
    assert key in stats, f"the dict needs the keys {', '.join(KEYS)}"
    return stats[key]


@checks.criterion(
    "different words are counted",
    points=2,
    hint="a set has everything once: how many words are in set(text.split())?",
)
def words(script_stats):
    assert counted(script_stats, example_script, "unique_words") == 14
    assert counted(script_stats, "no no no, no", "unique_words") == 2


@checks.criterion(
    "scenes are the pieces between two newlines",
    points=2,
    hint="text.split('\\n\\n') cuts at two newlines, wherever they stand",
)
def scenes(script_stats):
    assert counted(script_stats, example_script, "scenes") == 4
    one_scene = "ada: one scene,\nbo: two lines"
    assert counted(script_stats, one_scene, "scenes") == 1


@checks.criterion(
    "newlines within scenes and lines of scenes are counted",
    points=2,
    hint=(
        "the second scene of the example begins with a newline: it has 3 "
        "newlines and 4 lines, the first of them empty"
    ),
)
def newlines_and_lines(script_stats):
    assert counted(script_stats, example_script, "lines") == 8
    mean = counted(script_stats, example_script, "sentences_per_scene")
    assert np.isclose(mean, (0 + 3 + 1 + 0) / 4)


@checks.criterion(
    "the words of a line are averaged over all lines",
    points=2,
    hint="one number for each of the 8 lines, 0 for an empty one; their mean",
)
def words_in_lines(script_stats):
    mean = counted(script_stats, example_script, "words_per_line")
    assert np.isclose(mean, 20 / 8)


checks.run(script_stats)

# %% [markdown]
# Now the whole script:

# %% tags=["skip-when-grading"]
for name, value in script_stats(text).items():
    print(f"{name:20s} {value:,}")
print(f"{'characters':20s} {len(text):,}")
print(f"{'different ones':20s} {len(set(text)):,}")

# %% [markdown]
# With the original script you should see 10,353 different words,
# 263 scenes with 15.19 newlines on average, and 4,258 lines with 11.5 words.
# Ten thousand words in fifty thousand is a lot, and most of them occur only
# once or twice. For a model of *words* that would be a hard case. A model of
# characters has 65 symbols to learn, whatever the words.
#
# <!-- numbers
# original 10,353 "unique_words"
# original 263 "scenes  "
# original 15.19 ±0.005 "sentences_per_scene"
# original 4,258 "lines  "
# original 11.5 ±0.05 "words_per_line"
# 65 "different ones"
# -->

# %% [markdown]
# ### 1.3 Who is talking?
#
# A regular expression finds the speakers: everything before the first colon
# of a line.

# %% tags=["skip-when-grading"]
def spoken_lines(some_text):
    """Yield (speaker, what is said) for every line of a script."""
    for line in some_text.split("\n"):
        speaker, colon, said = line.partition(": ")
        if colon:
            yield speaker, said


talkative = Counter(speaker for speaker, _ in spoken_lines(text))
speakers = [speaker for speaker, _ in talkative.most_common(8)]
print(f"{len(talkative)} speakers")

plots.bars(
    {
        "lines": {
            speaker.replace("_", "\n"): talkative[speaker]
            for speaker in speakers
        }
    },
    title="Who talks most?",
    y="lines",
    alt="Bars: the number of lines of the eight most talkative speakers.",
)

# %% [markdown]
# **Figure {talk}.** The lines of the eight most talkative speakers.
#
# Figure {talk} is lopsided. In the original, two regulars speak half of all
# lines, and most of the 280 others have one or two. A model will know the
# first two well and the last ones not at all. (The pastiche is made in the
# same way: its barkeeper speaks two lines in five, and every scene has
# strangers who never come back.)
#
# > **To remember.** Look at a text before you train on it, and agree on what
# > is counted: two honest people count differently.
#
# <!-- numbers
# original 280 ±20 " speakers"
# -->

# %% [markdown]
# ## 2. What is really new?
#
# ### 2.1 The trap
#
# A model has to be tested on text that it has not learned from. The obvious
# way, which one still finds everywhere, is this: cut the text into windows,
# shuffle them, keep a tenth for the test. Look at three windows of 60
# characters that begin 20 apart, as they do in such a program:

# %%
for start in (200, 220, 240):
    window = text[start : start + 60].replace("\n", "·")
    print(" " * (start - 200) + window)

# %% [markdown]
# If the one in the middle is held out, the other two give it away, letter by
# letter. Nothing in it is new. A model that learns its text by heart will be
# *praised* by such a test. This is called **leakage**.
#
# A scene is told only once, so scenes are a natural unit to hold out: whole
# scenes are learned from, other whole scenes are predicted.

# %% [markdown]
# ### 2.2 Exercise 2: split_scenes
#
# Write `split_scenes(text, valid_fraction=0.1)`, which cuts a script in two.
# The scenes are those of exercise 1, and stay in their order; the *last* ones
# are held out. How many? If there are $n$ scenes and the fraction is $f$,
#
# $$\lceil f \cdot n \rceil$$
#
# of them, which is $f n$ rounded *up*: with 25 scenes and 0.1, three. The
# scenes of each part are joined again as they were parted, so that
# `train + "\n\n" + valid` is the script that came in, as long as each part has
# a scene. A part without a scene is the empty text.
#
# <details><summary>Hint: nothing to hold out</summary>
#
# `scenes[-k:]` has the last `k` scenes, unless `k` is 0: `-0` is 0, and
# `scenes[0:]` has them all. It is better to say where the cut is, counted
# from the front: `cut = len(scenes) - k`.
# </details>
#
# <details><summary>Hint: rounding up</summary>
#
# `math.ceil(2.1)` is 3, and so is `math.ceil(3.0)`.
# </details>

# %% nbgrader={"grade": false, "grade_id": "split_scenes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def split_scenes(text, valid_fraction=0.1):
    """Hold out the last scenes of a script.

    text: the script; its scenes are the pieces of text.split("\\n\\n"),
        exactly as they are, empty ones too
    valid_fraction: share of the scenes to hold out, from 0 to 1; their
        number is rounded up

    Returns two texts: the scenes to learn from, and those held out, each
    joined by "\\n\\n"; a part without scenes is "".
    """
    ### BEGIN SOLUTION
    scenes = text.split("\n\n")
    cut = len(scenes) - math.ceil(valid_fraction * len(scenes))
    return "\n\n".join(scenes[:cut]), "\n\n".join(scenes[cut:])
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_split_scenes", "locked": true, "points": 25, "schema_version": 3, "solution": false, "task": false}
from utils.checking import Checks

checks = Checks("split_scenes", lesson="simpsons")

four_scenes = "ada: hi\nbo: hi\n\nada: tea?\n\n\nbo: tea.\n\nada: bye"


@checks.criterion(
    "the last scenes are held out, whole and in their order",
    points=3,
    hint="a quarter of four scenes is the last one, and half are the last two",
)
def last_scenes(split_scenes):
    for part in split_scenes(four_scenes, 0.5):
        assert isinstance(part, str), "return two texts: join the scenes again"
        assert part in four_scenes, (
            "what comes back is no piece of the script: its scenes stay in "
            "their order, and each two are joined by two newlines"
        )
    train, valid = split_scenes(four_scenes, 0.25)
    assert train == "ada: hi\nbo: hi\n\nada: tea?\n\n\nbo: tea."
    assert valid == "ada: bye"
    train, valid = split_scenes(four_scenes, 0.5)
    assert train == "ada: hi\nbo: hi\n\nada: tea?"
    assert valid == "\nbo: tea.\n\nada: bye"


@checks.criterion(
    "their number is rounded up",
    points=2,
    hint="0.3 · 4 = 1.2 and 0.1 · 4 = 0.4 are rounded up, to 2 and to 1",
)
def rounded_up(split_scenes):
    assert split_scenes(four_scenes, 0.3)[1] == "\nbo: tea.\n\nada: bye"
    assert split_scenes(four_scenes, 0.1)[1] == "ada: bye"
    assert split_scenes(four_scenes)[1] == "ada: bye"


@checks.criterion(
    "put together again, the parts are the script",
    points=3,
    hint="strip nothing and join with two newlines: no character gets lost",
)
def whole(split_scenes):
    for fraction in (0.2, 0.5, 0.6):
        train, valid = split_scenes(four_scenes, fraction)
        assert train + "\n\n" + valid == four_scenes


checks.run(split_scenes)

# %% [markdown]
# ### 2.3 Three parts
#
# We shall use held-out text for two purposes. During training, to decide when
# to stop: this is the **validation** text. And at the end, to say how good
# the model is: the **test** text. They must not be the same. Whoever picks
# the best of ten models by their marks on some text has fitted that text a
# little, too.
#
# Your function makes three parts out of one by being used twice:

# %% tags=["skip-when-grading"]
rest, test = split_scenes(text, 0.1)
train, valid = split_scenes(rest, 0.1)
for name, part in {"train": train, "valid": valid, "test": test}.items():
    found = len(part.split("\n\n"))
    print(f"{name}: {found:4} scenes, {len(part):8,} characters")
if min(len(train), len(valid), len(test)) < 1000:
    raise ValueError(
        "one of the parts is too short to learn from or to be tested on: "
        "this lesson needs a script with blank lines between its scenes, "
        "of 20 scenes or more"
    )

# %% [markdown]
# ### 2.4 How much would the leak have told?
#
# Let us measure it, with a model that is quick to train and good at learning
# by heart: a counting model, as in lessons 1 and 2. Lesson 1 added a little to
# every count, lesson 2 weighed the contexts as Witten and Bell do; this one is
# the simplest that learns by heart. It looks some characters back and asks
# what has followed them so far. Where it has seen little, it asks the model
# that looks back less far:
#
# $$\hat y_k(c) = \frac{n(\text{context}, c) + \beta\, \hat y_j(c)}
#   {n(\text{context}) + \beta} \qquad (1)$$
#
# with counts $n$, a context of $k$ characters, $j$ the next smaller number,
# and $\beta = 4$. We test it twice: on windows that are held out at random,
# and on scenes that are held out by you (about **5 seconds**). Predict first:
# what will the two lines look like?

# %% tags=["skip-when-grading"]
def pieces(texts, size):
    """Every stretch of `size` characters of the texts, with its count."""
    return Counter(
        some_text[place : place + size]
        for some_text in texts
        for place in range(len(some_text) - size + 1)
    )


looks_back = (0, 1, 2, 3, 4, 6, 8, 12, 16, 20)


def count_bits(learned, predicted, beta=4):
    """Bits per character of texts, by how far the model looks back.

    Measured where 20 characters stand before, the same places for all.
    """
    guesses = [np.full(len(some_text), 1 / V) for some_text in predicted]
    bits = {}
    for k in looks_back:
        ends, contexts = pieces(learned, k + 1), pieces(learned, k)
        for some_text, p in zip(predicted, guesses):
            for place in range(k, len(some_text)):
                stretch = some_text[place - k : place + 1]
                seen = ends[stretch] + beta * p[place]
                p[place] = seen / (contexts[stretch[:-1]] + beta)
        measured = np.concatenate([p[looks_back[-1] :] for p in guesses])
        bits[k] = -np.mean(np.log2(measured))
    return bits


vocab = sorted(set(text))
V = len(vocab)

windows = [rest[k : k + 60] for k in range(0, len(rest) - 60, 20)]
at_random = np.random.default_rng(0).random(len(windows)) < 0.1
leaky = count_bits(
    [w for w, held_out in zip(windows, at_random) if not held_out],
    [w for w, held_out in zip(windows, at_random) if held_out],
)
honest = count_bits([train], [valid])

plots.lines(
    {
        "random windows held out": (list(leaky), list(leaky.values())),
        "whole scenes held out": (list(honest), list(honest.values())),
    },
    title="The same model, tested in two ways",
    x="how many characters the model looks back",
    y="bits per character",
    log_y=True,
    alt=(
        "Two lines over how far a counting model looks back: bits per "
        "character on windows held out at random, and on whole scenes held "
        "out."
    ),
)

# %% [markdown]
# **Figure {leak}.** The same counting model, tested on random windows and on
# whole scenes.
#
# The lines of Figure {leak} start together: how often each character comes is
# no secret. Then they part. By the random split, looking back further is
# better and better, and the model that recites wins: 0.43 bits on the
# original. By scenes, there is little to gain beyond four characters and
# nothing beyond six: a longer context, in a scene that is really new, has
# mostly never been seen before.
#
# Neither line lies about what it measures. But only one measures what we want
# to know: how well the model does on a scene that it does not know.
#
# (On the pastiche the lines part as well, by about one bit: each of its
# scenes has a topic, and people and things that it has invented. But its
# grammar says the same phrases again and again, in new scenes too, and no
# split can hold out what is repeated everywhere. That is leakage of another
# kind, and in real collections of text, too, one has to look for duplicates.)
#
# > **To remember.** Hold out what belongs together as a whole: windows that
# > overlap [leak](../../docs/glossary.md#leakage), scenes do not. Three
# > parts: one to learn from, one to decide with, one to report.
#
# <!-- numbers
# original 0.43 ±0.005 "random windows held out…at 0 to"
# -->

# %% [markdown]
# ## 3. Exercise 3: bits_per_char
#
# Figure {leak} is in **bits per character**, as in lesson 1. If the model
# gives the character that really came at place $t$ the probability $p_t$, its
# surprise is $-\log_2 p_t$ bits, and over a text of $T$ characters
#
# $$\text{bits per character} = -\frac1T \sum_{t=1}^T \log_2 p_t
#   = -\frac{1}{T \ln 2} \sum_{t=1}^T \ln p_t \qquad (2)$$
#
# A network gives *natural* logarithms, and for all $V$ characters at every
# place: an array `log_probs` of shape $(T, V)$. What really came is an array
# `targets` of $T$ indices.
#
# Why bits? Because then the number means something. A file compressor that
# knew what the model knows could store the text in that many bits per
# character (a computer spends 8). And it can be compared: between
# vocabularies, with counting, with `xz`, with other people's results.
#
# Write `bits_per_char(log_probs, targets)`.
#
# <details><summary>Hint: one entry of each row</summary>
#
# An array can be indexed by two arrays: `log_probs[rows, columns]`. Which row
# belongs to `targets[0]`, and which to `targets[1]`? `np.arange` makes them
# all. A loop over the places works as well.
# </details>
#
# <details><summary>Hint: the unit</summary>
#
# $\log_2 p = \ln p / \ln 2$, and $\ln 2$ is `np.log(2)`.
# </details>

# %% nbgrader={"grade": false, "grade_id": "bits_per_char", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bits_per_char(log_probs, targets):
    """Measure how surprised a model was by a text.

    log_probs: natural logarithms of probabilities, array (time, V); -inf
        for what is impossible
    targets: indices of the characters that came, array of integers (time,)

    Returns the mean of -log2 p over the text, a float; both arrays stay as
    they are.
    """
    ### BEGIN SOLUTION
    chosen = log_probs[np.arange(len(targets)), targets]
    return float(-np.mean(chosen) / np.log(2))
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_bits_per_char", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks

checks = Checks("bits_per_char", lesson="simpsons")


@checks.criterion(
    "probabilities of 1/2 and 1/8 cost 1 and 3 bits, 2 on average",
    points=3,
    hint="-log2 of the probability of what came, averaged over the places",
)
def by_hand(bits_per_char):
    probs = np.array([[0.375, 0.5, 0.125], [0.125, 0.375, 0.5]])
    assert np.isclose(bits_per_char(np.log(probs), np.array([1, 0])), 2.0)


@checks.criterion(
    "to know nothing costs log2 V bits",
    points=1,
    hint="with 32 characters, all alike, each takes 5 yes-no questions",
)
def knows_nothing(bits_per_char):
    for V, bits in ((2, 1), (32, 5), (65, np.log2(65))):
        log_probs = np.full((10, V), -np.log(V))
        assert np.isclose(bits_per_char(log_probs, np.arange(10) % V), bits)


@checks.criterion(
    "1,000 nats are 1,443 bits, and characters of probability 0 do no harm",
    points=1,
    hint=(
        "take the logarithms as they are: np.exp(-1000) is 0, 0 · -inf is no "
        "number, and nothing is cut off"
    ),
)
def improbable(bits_per_char):
    log_probs = np.array([[-1000, -np.inf, 0], [0, -1000, -np.inf]])
    bits = bits_per_char(log_probs, np.array([0, 1]))
    assert np.isclose(bits, 1000 / np.log(2))


@checks.criterion(
    "the result is one plain number",
    points=2,
    hint="a mean over all places; float(...) makes a plain number of it",
)
def one_number(bits_per_char):
    log_probs = np.full((6, 4), -np.log(4), dtype=np.float32)
    bits = bits_per_char(log_probs, np.array([0, 1, 2, 3, 0, 1]))
    assert isinstance(bits, (float, np.floating)) and np.isclose(bits, 2)


checks.run(bits_per_char)

# %% [markdown]
# **Question.** Two people report the loss of their models on the same text:
# 1.4 nats per character and 2.0 bits per character. Whose model is better?
#
# <details><summary>Answer</summary>
#
# 1.4 nats are $1.4 / \ln 2 = 2.02$ bits: they are about equally good. And
# somebody who reports "a loss of 9 per word" would have to tell how many
# characters a word has before one could compare.
# </details>
#
# <!-- numbers
# constant 1.4
# -->

# %% [markdown]
# With `bits_per_char` we set up the opponents. All of them learn from the
# training scenes and are measured on the test scenes:

# %% tags=["skip-when-grading"]
char_to_ix = {char: ix for ix, char in enumerate(vocab)}
encode = Vocabulary(vocab).encode
ids = {"train": encode(train), "valid": encode(valid), "test": encode(test)}


def compressed_bits(some_text):
    return 8 * len(lzma.compress(some_text.encode(), preset=9))


shares = np.bincount(ids["train"], minlength=V) + 0.1
log_shares = np.tile(np.log(shares / shares.sum()), (len(test), 1))
best_order = min(honest, key=honest.get)  # the test scenes choose nothing
counting = count_bits([train], [test])
opponents = {
    "guessing": np.log2(V),
    "frequencies": bits_per_char(log_shares, ids["test"]),
    "one character": counting[1],
    "xz": (compressed_bits(train + test) - compressed_bits(train))
    / len(test),
    "best counting": counting[best_order],
}
for name, bits in opponents.items():
    print(f"{name:15s} {bits:.3f} bits per character")

# %% [markdown]
# `xz` is the file compressor of lesson 3: it has read the training scenes,
# and these are the bits that it needs for a test scene on top of them.

# %% [markdown]
# ## 4. The network
#
# ### 4.1 A target at every place
#
# Lesson 3 read a window of 60 characters and predicted *one*, the next. Here
# every character of a window has a target, the one after it, as in lesson 2:
# a window of 100 teaches 100 things in place of one. Windows need not overlap
# then, and one epoch reads every training scene once.

# %% tags=["skip-when-grading"]
def examples(some_ids, length=100):
    """Cut a text into windows x (n, length) and targets y (n, length)."""
    windows = sliding(some_ids, length + 1, step=length)
    return windows[:, :-1], windows[:, 1:]


x, y = examples(ids["train"])
x_valid, y_valid = examples(ids["valid"])
print(f"train {x.shape}, valid {x_valid.shape}")
print("x:", "".join(vocab[ix] for ix in x[1][:40]).replace("\n", "·"))
print("y:", "".join(vocab[ix] for ix in y[1][:40]).replace("\n", "·"))

# %% [markdown]
# The model has three layers. The first is an **embedding**: a table with one
# row of 64 numbers for each character, looked up by its index. (It does what
# a Dense layer would do with one-hot vectors, without making them.) Then the
# LSTM of lesson 3, which hands on its output at *every* place
# (`return_sequences=True`), and a Dense layer for the scores $z$.

# %% tags=["skip-when-grading"]
keras.utils.set_random_seed(4)
model = keras.Sequential(
    [
        keras.Input((None,), dtype="int32"),
        layers.Embedding(V, 64),
        layers.LSTM(128, return_sequences=True),
        layers.Dense(V),
    ]
)
model.compile(
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    optimizer=keras.optimizers.Adam(learning_rate=0.005),
)
print(f"{model.count_params():,} weights")


def window_bits(x, y):
    """Bits per character of windows that are read side by side."""
    log_probs, _ = Stepper(model).read(x)
    return bits_per_char(log_probs.reshape(-1, V), y.reshape(-1))


print(f"untrained: {window_bits(x_valid, y_valid):.3f} bits per character")

# %% [markdown]
# As in every lesson: an untrained model should need about
# $\log_2 V$ bits, and it does. (`Stepper` is the network in plain NumPy,
# from lesson 3: it gives log-probabilities for every place, and the state.)

# %% [markdown]
# ### 4.2 The training curve
#
# After each epoch we measure the model with your `bits_per_char` on the
# validation scenes, and on as many windows that it learns from. Training ends
# when the validation has not become better for two epochs, and the weights of
# the *best* epoch come back: **early stopping**. This takes about **40
# seconds** on two cores. Meanwhile the network writes for the most talkative
# speaker, at four temperatures. Begin with what it writes before any
# training, and read on: what does it learn first?

# %% tags=["skip-when-grading"]
journal = {"learned from": [], "validation": []}
prompt = f"\n{speakers[0]}: "


def note(epoch=None, logs=None):
    some = slice(None, len(x_valid))
    journal["learned from"].append(window_bits(x[some], y[some]))
    journal["validation"].append(window_bits(x_valid, y_valid))
    if logs is not None:  # for early stopping, and for the curve
        logs["val_loss"] = journal["validation"][-1] * np.log(2)
    epochs = len(journal["validation"]) - 1
    if epochs in (0, 1, 2, 4, 8):
        bits = journal["validation"][-1]
        print(f"epoch {epochs}: {bits:.3f} bits on the validation scenes")
        print(at_temperatures(Stepper(model), Vocabulary(vocab), prompt))


note()
model.fit(
    x,
    y,
    batch_size=32,
    epochs=training.budget(full=8, short=1),
    callbacks=[
        keras.callbacks.LambdaCallback(on_epoch_end=note),
        training.live_curve(),
        keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True),
    ],
    verbose=0,
);

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
plots.lines(
    journal,
    levels={
        name: opponents[name] for name in ("one character", "best counting")
    },
    title="The training curve, in bits",
    x="epochs",
    y="bits per character",
    alt=(
        "Two lines over the epochs: bits per character on scenes that the "
        "network learns from and on validation scenes. Both fall fast, "
        "then slowly. Two counting models are horizontal lines."
    ),
)

# %% [markdown]
# **Figure {curve}.** Bits per character after each epoch, on scenes that the
# network learns from and on others.
#
# How to read Figure {curve}:
#
# - Both lines fall together at first: what is learned then, the format, the
#   names, the common words, holds for every scene.
# - Later a **gap** opens. It is what the network knows about its own scenes
#   only. A gap is no harm as long as the validation line still goes down.
# - When the validation line turns and rises, more training makes the model
#   worse at everything but reciting. With the original script it stands still
#   after some thirty epochs: set `full=40` above if you have the time.

# %% [markdown]
# ### 4.3 On scenes that it has never seen
#
# Now, and only now, the test scenes. Neither the weights nor the decision
# when to stop have seen them. They are read as one long text, so the network
# may remember what happened before:

# %% tags=["skip-when-grading"] jupyter={"source_hidden": true}
stepper = Stepper(model)
log_probs, _ = stepper.read(ids["test"][:-1])
targets = ids["test"][1:]
network_bits = bits_per_char(log_probs, targets)
print(f"{network_bits:.3f} bits per character on the test scenes")
print(f"perplexity {2**network_bits:.2f}")

networks = {"network": network_bits}
print(pretrained.fit("tavern", corpus.text))
if pretrained.fits("tavern", corpus.text):
    longer, _ = Stepper(pretrained.load("tavern")).read(ids["test"][:-1])
    longer_bits = bits_per_char(longer, targets)
    networks["trained\nfor longer"] = longer_bits
    print(f"trained for longer: {longer_bits:.3f} bits")

plots.bars(
    {"bits": {**opponents, **networks}},
    title="Bits per character on scenes never seen before",
    y="bits per character",
    alt=(
        "Bars: bits per character on the test scenes for guessing, the "
        "frequencies of characters, looking back one character, the "
        "compressor xz, the best counting model and the network, and on the "
        "pastiche for the same network after a longer training."
    ),
)

# %% [markdown]
# **Figure {opponents}.** The network and its opponents on the test scenes.
#
# On the original script, this short training gets to about 2.3 bits (Figure
# {opponents}). That is as good as `xz`, and not as good as the best counting
# model with its 2.16: with 250,000 characters to learn from, remembering what
# followed the last few is hard to beat. With thirty epochs, the network is
# ahead of both. On the pastiche all of them do better, because a small
# grammar is all there is to know. There, too, the network is behind both after
# this short training. But nobody owns the pastiche, so the course has weights
# for it: the same network, trained on the same scenes for several times as
# long, without a look at the test scenes. *Trained for longer*, it is ahead of
# counting and of `xz`. (On any other text these weights would not be judged
# fairly, so they are left out.)
#
# **Question.** The test scenes are the last ones of the script, not random
# ones. What could that do to the result?
#
# <details><summary>Answer</summary>
#
# The scenes are in the order of the series. Over the years characters come and
# go and the writing changes, so the last scenes differ a little from those
# that were learned from, and the result is a little worse than for scenes from
# the middle. If the model is meant for scenes that are yet to be written, that
# is the honest question. And with random scenes, jokes that are taken up in
# the next scene would leak.
# </details>
#
# <!-- numbers
# original 2.3 ±0.05 "bits per character on the test scenes"
# original 2.16 ±0.005 "best counting  "
# original 250,000 ±10000 "train:…scenes,"
# -->

# %% [markdown]
# ### 4.4 Where is the surprise?
#
# The mean hides where the bits go. Three short lines of the test scenes,
# shaded by the surprise at each character:

# %% tags=["skip-when-grading"]
surprise = -log_probs[np.arange(len(targets)), targets] / np.log(2)
known = "\n" + "".join(vocab[ix] for ix in targets[:-1])

shown = {}
for match in re.finditer(r"\n([^\n:]+: [^\n]{10,30}\n)", test[1:]):
    start, end = match.span(1)
    if len(match[1]) <= 44 and len(shown) < 3:
        shown[f"line {len(shown) + 1}"] = match[1], surprise[start:end]

plots.letters(
    shown,
    title="Surprise at each character: dark is expected, light is not",
    scale="bits",
    limits=(0, 8),
    alt=(
        "Three lines of the test scenes, every character shaded by the "
        "network's surprise in bits."
    ),
) if shown else None

# %% [markdown]
# **Figure {letters}.** Lines of the test scenes, every character shaded by
# its surprise.
#
# In Figure {letters}, the first letters of a name are a guess: who speaks
# next? The more of them are read, the less the rest costs, as long as few
# names begin like this. The same happens within the words of a speech: the
# first letter is expensive, the end is cheap. Summed up over all test scenes:

# %% tags=["skip-when-grading"]
def kinds(some_text):
    """What each character of a script belongs to."""
    labels = np.full(len(some_text), "speech", dtype="U16")
    for match in re.finditer(r"(?m)^[^:\n]+: ", some_text):
        labels[match.start() : match.start() + 2] = "name: 2 letters"
        labels[match.start() + 2 : match.end()] = "name: the rest"
    for match in re.finditer(r"\([^)\n]*\)", some_text):
        labels[slice(*match.span())] = "directions"
    labels[[char == "\n" for char in some_text]] = "line end"
    first = [m.start() for m in re.finditer(r"(?<= )[^\s(]", some_text)]
    labels[[k for k in first if labels[k] == "speech"]] = "first of a word"
    return labels


kind = kinds(test)[1:]
order = ["name: 2 letters", "name: the rest", "first of a word", "speech"]
order += ["directions", "line end"]
order = [label for label in order if (kind == label).any()]
for label in order:
    print(f"{label:16s} {np.mean(kind == label):4.0%} of the text")
plots.bars(
    {
        "bits": {
            label.replace(" of a ", " of a\n").replace(": ", ":\n"): float(
                surprise[kind == label].mean()
            )
            for label in order
        }
    },
    title="What costs how much?",
    y="bits per character",
    alt=(
        "Bars: the mean surprise in bits for the first two letters of a "
        "name, the rest of it, the first letter of a word, other letters "
        "of the speech, stage directions and line ends."
    ),
)

# %% [markdown]
# **Figure {costs}.** The mean surprise for each kind of character.
#
# In Figure {costs}, a word's first letter costs about twice as much as the
# others. Names are cheap once they have begun, and they make up a good part of
# the text. So the bits per character depend on how much of a text is *format*:
# another reason to compare models on the same text only.
#
# > **To remember.** [Bits per
# > character](../../docs/glossary.md#bits-per-character) compare networks,
# > counting and compressors in one unit, on the same text. The mean hides
# > where the surprise is: at the beginnings of words and names.

# %% [markdown]
# ## 5. Exercise 4: generate_line
#
# Now give somebody a line. The network has learned what follows a name and a
# colon, so we let it *read* the name and the colon, and then speak. A step
# reads one character:
#
# `log_probs, state = step(index, state)`
#
# - `index` is the character's place in `vocab`,
# - `state` is what the network remembers (for the LSTM, the pair of $a$ and
#   $c$): `None` at first, and then whatever the last step returned,
# - `log_probs` are the natural log-probabilities of all $V$ characters to
#   come next.
#
# Write `generate_line(step, vocab, speaker, temperature, max_chars, rng)`.
#
# 1. Let the network read `speaker`, a colon and a space, one character at a
#    time.
# 2. Draw a character from the last `log_probs`, at the temperature of lesson
#    3: with probabilities proportional to $p^{1/\tau}$, which are the softmax
#    of $\ln p / \tau$. For $\tau = 0$ take the likeliest. All chance has to
#    come from `rng`, a NumPy generator.
# 3. If it is the newline, the line is over. Otherwise it is part of the line,
#    and the next one that the network reads.
# 4. After `max_chars` characters drawn, the line is over as well.
#
# Return the whole line as a text, with `speaker: ` and without the newline.
#
# <details><summary>Hint: reading the name</summary>
#
# A loop over the characters of `speaker + ": "`. Each step needs the state of
# the one before; only the `log_probs` of the last one are used.
# </details>
#
# <details><summary>Hint: drawing with a generator</summary>
#
# `rng.choice(V, p=probabilities)` draws an index. `rng.random()` gives a
# number from 0 to 1, to be looked up in the cumulated probabilities. Either
# is fine.
# </details>
#
# <details><summary>Hint: very low temperatures</summary>
#
# As in lesson 3: subtract the greatest score before `np.exp`, and compute in
# float64. Otherwise all the exponentials may be 0, and so is their sum.
# </details>

# %% nbgrader={"grade": false, "grade_id": "generate_line", "locked": false, "schema_version": 3, "solution": true, "task": false}
def generate_line(step, vocab, speaker, temperature, max_chars, rng):
    """Let a network speak for somebody.

    step: function (index, state) -> (log_probs, state), which reads one
        character; state is None at first, log_probs has the shape (V,)
    vocab: list of the V characters; an index is a place in it
    speaker: the name, made of characters in vocab
    temperature: 0 for the likeliest character, otherwise any number above
        0, however small
    max_chars: the most characters to draw, those of the speaker not counted
    rng: NumPy generator, as np.random.default_rng makes it

    Returns "speaker: " and what is drawn up to a newline, which is not part
    of it, or up to max_chars characters.
    """
    ### BEGIN SOLUTION
    line, state = f"{speaker}: ", None
    for char in line:
        log_probs, state = step(vocab.index(char), state)
    for _ in range(max_chars):
        scores = np.asarray(log_probs, dtype=np.float64)
        if temperature == 0:
            index = int(np.argmax(scores))
        else:
            p = np.exp((scores - scores.max()) / temperature)
            index = int(rng.choice(len(vocab), p=p / p.sum()))
        if vocab[index] == "\n":
            break
        line += vocab[index]
        log_probs, state = step(index, state)
    return line
    ### END SOLUTION


# %% tags=["raises-exception"] jupyter={"source_hidden": true} nbgrader={"grade": true, "grade_id": "test_generate_line", "locked": true, "points": 30, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils.checking import Checks

checks = Checks("generate_line", lesson="simpsons")

letters = ["\n", " ", ":", "a", "b", "d", "e", "t", "!"]


class Parrot:
    """Stands in for a network: after each character it expects one other."""

    expects = {" ": "t", "t": "e", "e": "a", "a": "!", "!": "\n", "d": "a"}

    def __init__(self, certainty=1 - 1e-9):
        self.certainty = certainty
        self.read, self.states = "", []

    def __call__(self, index, state):
        assert len(self.read) < 60, "step is called without end"
        assert 0 <= index < len(letters), (
            f"step got the number {index}: it takes a place in vocab, which "
            f"has {len(letters)} characters here"
        )
        self.read += letters[index]
        self.states.append(state)
        p = np.full(9, (1 - self.certainty) / 8)
        p[letters.index(self.expects.get(self.read[-1], "b"))] = self.certainty
        return np.log(p), f"after {len(self.read)}"


@checks.criterion(
    "the speaker is read, then the line is drawn and read, to its newline",
    points=3,
    hint=(
        "step reads 'ad: ' first, colon and space too, then each character "
        "that was drawn; the newline ends the line and is not part of it"
    ),
)
def whole_line(generate_line):
    parrot = Parrot()
    rng = np.random.default_rng(0)
    line = generate_line(parrot, letters, "ad", 1.0, 20, rng)
    assert isinstance(line, str), (
        f"return the line as one text, a str, not a {type(line).__name__}"
    )
    assert line == "ad: tea!"
    assert parrot.read.startswith("ad: tea!")


@checks.criterion(
    "every step gets the state that the step before returned",
    points=3,
    hint="the first state is None; after that keep what step returns",
)
def states(generate_line):
    parrot = Parrot()
    generate_line(parrot, letters, "ad", 1.0, 20, np.random.default_rng(0))
    expected = [None, *(f"after {k + 1}" for k in range(7))]
    assert parrot.states[:8] == expected


@checks.criterion(
    "max_chars are drawn at most, and temperature 0 takes the likeliest",
    points=2,
    hint="the cap counts what is drawn; at 0 no temperature may divide",
)
def cap_and_zero(generate_line):
    rng = np.random.default_rng(0)
    line = generate_line(Parrot(0.2), letters, "bad", 0, 3, rng)
    assert line == "bad: tea"


@checks.criterion(
    "at temperature 1, characters come as often as they are likely",
    points=2,
    hint="draw with rng from the probabilities exp(log_probs / temperature)",
)
def drawn(generate_line):
    chances = [0.4 / 7] * 9
    chances[letters.index("t")], chances[0] = 0.6, 1e-12
    read = []

    def step(index, state):
        read.append(index)
        assert len(read) < 400, "step is called without end"
        return np.log(chances), None

    # A right answer is off by 0.17 less than once in ten million runs.
    rng = np.random.default_rng(1)
    line = generate_line(step, letters, "d", 1.0, 300, rng)
    assert abs(line.count("t") / 300 - 0.6) < 0.17


checks.run(generate_line)

# %% [markdown]
# ## 6. At the tavern
#
# ### 6.1 Lines for whom you like
#
# The four most talkative speakers, two lines each. Put in any name you like:
# if the network has never read it, it will do its best.

# %% tags=["skip-when-grading"]
def say(speaker, temperature=0.6, rng=np.random.default_rng(0)):
    """A line of at most 100 characters; says so if a name cannot be read."""
    unknown = sorted(set(speaker) - set(vocab))
    if unknown:
        raise ValueError(
            f"{speaker!r} has characters that the script has not: {unknown}; "
            f"use {''.join(vocab).strip()}"
        )
    return generate_line(stepper, vocab, speaker, temperature, 100, rng)


for speaker in speakers[:4]:
    print(say(speaker))
    print(say(speaker))
print(say("a_dinosaur"))

# %% [markdown]
# And one speaker at five temperatures:

# %% tags=["skip-when-grading"]
for temperature in (0, 0.3, 0.6, 1.0, 1.5):
    print(f"τ = {temperature}")
    for _ in range(2):
        print("   ", say(speakers[0], temperature))

# %% [markdown]
# At 0, both lines are the same, and always will be. At 1.5, the
# spelling falls apart. In between it is a matter of taste, or is it? Two
# things can be counted: how many of the words exist, that is, stand in the
# training scenes; and how varied the lines are, that is, how many of the words
# are different from each other (about **5 seconds**).

# %% tags=["skip-when-grading"]
def words_of(lines):
    """All words that are said, without the speaker and without marks."""
    said = " ".join(line.partition(": ")[2] for line in lines)
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", said)


existing = set(words_of(train.split("\n")))
temperatures = (0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.5)
exist, differ = [], []
for temperature in temperatures:
    rng = np.random.default_rng(0)
    said = words_of(
        [say(speakers[k % 4], temperature, rng) for k in range(60)]
    )[:400]
    exist.append(100 * np.mean([word in existing for word in said]))
    differ.append(100 * len(set(said)) / len(said))

real = words_of(test.split("\n"))
plots.lines(
    {
        "exist": (temperatures, exist),
        "are different": (temperatures, differ),
    },
    levels={
        "real: exist": 100 * np.mean([word in existing for word in real]),
        "real: different": 100 * len(set(real[:400])) / 400,
    },
    title="What a temperature buys, and what it costs",
    x="temperature",
    y="% of the words",
    alt=(
        "Two lines over the temperature: how many of the words exist falls, "
        "how many are different from each other rises. Two horizontal "
        "lines: the same for the test scenes."
    ),
)

# %% [markdown]
# **Figure {trade}.** How many of the words exist, and how many are different,
# by temperature.
#
# One line of Figure {trade} falls, the other rises: what is won in variety is
# lost in spelling. The horizontal lines are the same two shares for the real
# test scenes. A better model is one that gets close to *both* at the same
# temperature.

# %% [markdown]
# ### 6.2 Does it know who is talking?
#
# The lines above look as if each speaker had a voice. Do they, or do we just
# hear one because a name stands in front? That can be measured. Take lines of
# the test scenes, let the network read them after the name of the real
# speaker, and after somebody else's name. If the name matters, the right one
# makes what is said less surprising.

# %% tags=["skip-when-grading"]
def speech_bits(speaker, said):
    """Bits per character of what is said, after a speaker's name."""
    heard = encode(f"\n{speaker}: {said}\n")
    log_probs, _ = stepper.read(heard[:-1])
    spoken = len(said) + 1
    return bits_per_char(log_probs[-spoken:], heard[-spoken:])


cast = speakers[:4]
by_cast = [pair for pair in spoken_lines(test) if pair[0] in cast]
by_cast = [pair for pair in by_cast if 20 <= len(pair[1]) <= 80][:120]
right = [speech_bits(speaker, said) for speaker, said in by_cast]
wrong = [
    np.mean([speech_bits(s, said) for s in cast if s != speaker])
    for speaker, said in by_cast
]
gain = np.subtract(wrong, right)
error = gain.std() / math.sqrt(len(gain))
print(f"{len(gain)} lines of {', '.join(cast)}")
print(f"with the right name {np.mean(right):.3f} bits per character")
print(f"with another name   {np.mean(wrong):.3f}")
print(f"what the name tells {gain.mean():.3f} ± {error:.3f}")

# %% [markdown]
# The number after ± is the standard error: a gain of less than twice that may
# be chance. On the pastiche there is a voice to be found: each of its regulars
# has sentences and words that nobody else uses, and a little of that has been
# learned. On the original there would be something to know (who answers the
# telephone, who complains), and after this short training there is still
# nothing: the voices are in our ears.

# %% [markdown]
# ### 6.3 New, or recited?
#
# Last, the question of lesson 1, which is also that of copyright: how much of
# what it says is copied? For each line, the longest stretch that stands word
# for word in the training scenes; and the same for real lines of the test
# scenes, because real lines repeat each other, too.

# %% tags=["skip-when-grading"]
def longest_copy(said, source):
    """Length of the longest stretch of `said` that is in `source`."""
    longest = 0
    for start in range(len(said)):
        while (
            start + longest < len(said)
            and said[start : start + longest + 1] in source
        ):
            longest += 1
    return longest


def copies(lines, count=60):
    """Mean length of the longest copied stretch of lines of some length."""
    said = [line.partition(": ")[2][:60] for line in lines]
    said = [words for words in said if len(words) >= 30][:count]
    lengths = [longest_copy(words, train) for words in said]
    return float(np.mean(lengths)) if lengths else 0.0


rng = np.random.default_rng(0)
plots.bars(
    {
        "copied": {
            **{
                f"τ = {temperature}": copies(
                    [
                        say(speakers[k % 4], temperature, rng)
                        for k in range(100)
                    ]
                )
                for temperature in (0.3, 0.6, 1.0)
            },
            "real lines": copies(test.split("\n")),
        }
    },
    title="The longest stretch that stands in the training scenes",
    y="characters, of at most 60",
    alt=(
        "Bars: the mean length of the longest copied stretch in lines "
        "written at three temperatures and in real lines of the test scenes."
    ),
)

# %% [markdown]
# **Figure {copied}.** The longest stretch of a line that stands in the
# training scenes.
#
# On the original, the longest stretch in Figure {copied} has some ten
# characters: common words and phrases, and no more of them than real lines
# share with each other. So little is recited here. A network that is larger,
# or is trained for long beyond the turn of its validation curve, recites
# whole lines. (The lines of the pastiche share nearly half of their length
# with each other: that is how a grammar speaks.)

# %% [markdown]
# ## 7. What to take away
#
# - Look at the data before you train, and agree on what is counted.
# - Hold out what belongs together as a whole: scenes, not windows. Otherwise
#   the test asks what the training has told.
# - Three parts: one to learn from, one to decide with, one to report.
# - Bits per character say how much a model does *not* know, in a unit in
#   which networks, counting and compressors can be compared.
# - The mean hides where the surprise is: at the beginnings of words, and of
#   names.
# - To make a model speak for somebody, let it read the name, keep the state,
#   and draw.
# - Whether a voice is in the model or in the ear can be measured.

# %% [markdown]
# ### Quick questions
#
# Open the choice that you believe in. Each one says why it is right or wrong.
#
# **(a)** Windows that overlap are split at random into two parts. The test
# result is
#
# <details><summary>too bad</summary>
#
# *No.* The model has seen nearly all of it before. That can only help.
# </details>
#
# <details><summary>too good</summary>
#
# *Right.* Each test window has neighbours in training that tell most of it.
# </details>
#
# <details><summary>fair, because chance is fair</summary>
#
# *No.* Chance is fair to the windows, but they are not independent of each
# other.
# </details>
# <br>
#
# **(b)** You keep the best of ten models by their results on the validation
# text. The result of the winner is
#
# <details><summary>what new text will show</summary>
#
# *No.* It would be, if you had chosen without looking at it.
# </details>
#
# <details><summary>too bad</summary>
#
# *No.* You have picked the best of ten. That leans to one side only.
# </details>
#
# <details><summary>a little too good</summary>
#
# *Right.* Part of its lead is luck on this very text. The test text says what
# is left.
# </details>
# <br>
#
# **(c)** A model needs 2 bits per character. What does that mean?
#
# <details><summary>It hesitates as if between four equally likely
# characters</summary>
#
# *Right.* Two yes-no questions tell four things apart.
# </details>
#
# <details><summary>Half of its guesses are right</summary>
#
# *No.* Bits do not count right guesses. They count how much probability the
# truth was given.
# </details>
#
# <details><summary>Two characters in each line are wrong</summary>
#
# *No.* It predicts probabilities, and makes no choice that could be wrong.
# </details>
# <br>
#
# **(d)** There is a gap between the two curves, and the validation curve
# still falls. What do you do?
#
# <details><summary>Stop: it overfits</summary>
#
# *No.* A gap alone is no harm. Stop when the validation curve turns.
# </details>
#
# <details><summary>Use the test text to decide</summary>
#
# *No.* Then nothing is left to report on.
# </details>
#
# <details><summary>Go on</summary>
#
# *Right.* It still gets better at scenes that it does not know. The gap is
# what it knows of its own scenes besides.
# </details>
# <br>
#
# **(e)** The right name in front saves bits, but less than twice the standard
# error. So
#
# <details><summary>there is no voice</summary>
#
# *No.* Not shown is not the same as shown not to be.
# </details>
#
# <details><summary>a voice has not been shown</summary>
#
# *Right.* Such a gain may be chance. More lines would make the error smaller.
# </details>
#
# <details><summary>there is a small voice</summary>
#
# *No.* It may be. This measurement cannot tell it from none.
# </details>
#
# ### Questions to think about
#
# 1. Split the script by *lines* instead of scenes. Is that honest? Think of
#    jokes that go over three lines.
#
#    <details><summary>Answer</summary>
#
#    No. Lines of one scene answer each other: a name, a topic, the first half
#    of a joke would stand in the training part, and the rest in the test.
#    Whole scenes are better, whole episodes better still.
#    </details>
#
# 2. The vocabulary was made of the whole text, test scenes included. Is that a
#    leak? What would you do with a character that is in the test only?
#
#    <details><summary>Answer</summary>
#
#    A very small one: it tells which characters exist, not how they follow
#    each other. To be strict, make the vocabulary of the training scenes and
#    add a symbol for all unknown ones. A character of the test that has no
#    symbol has the probability 0, which costs infinitely many bits; with the
#    extra symbol it has a price.
#    </details>
#
# 3. Windows start with an empty memory in training, but the test text was
#    read as a whole. Measure `window_bits` on the test scenes: does the longer
#    memory help?
#
#    <details><summary>Answer</summary>
#
#    Expect the windows to come out worse: the first characters of each are
#    predicted from nothing. Where both numbers agree, the network makes no use
#    of anything older than a window. It need not: in training it never had to.
#    </details>
#
# 4. Give `generate_line` a speaker that is a whole scene: `"...\nspeaker"`.
#    (The colon comes after it.) Does the network take up the conversation?
#
#    <details><summary>Answer</summary>
#
#    It reads the scene without complaint, because `generate_line` only reads
#    characters. To see whether it takes up the conversation, do as in section
#    6.2: compare the bits of a real line after its own scene with those after
#    another scene. After so short a training, expect little.
#    </details>
#
# 5. The likeliest line of a speaker is not what temperature 0 gives. Why not,
#    and how could you find a likelier one?
#
#    <details><summary>Answer</summary>
#
#    Temperature 0 takes the best *character* at each place, and a good
#    beginning may have only bad ends. To find a likelier line, keep several
#    beginnings at once and go on with the best of them (**beam search**), or
#    draw many lines and keep the one whose log-probabilities have the
#    greatest sum.
#    </details>
#
# 6. Which test would tell a model that recites from one that has learned, if
#    you had only what it writes, and not the model?
#
#    <details><summary>Answer</summary>
#
#    Give it beginnings from the training scenes and from test scenes: one
#    that recites goes on word for word with the first kind only. And compare
#    its longest copied stretches with those of real text that is new, as in
#    section 6.3. If you do not even have the training text, long passages
#    that come back after different beginnings are a sign.
#    </details>
#
# ### Where to go next
#
# - [**Lesson 5**](../05-playwright/playwright.ipynb): an LSTM with a thousand
#   units that keeps its state from one batch to the next, and writes plays.
# - To read: C. Shannon, [*Prediction and Entropy of Printed
#   English*](https://doi.org/10.1002/j.1538-7305.1951.tb01366.x) (1951), who
#   measured bits per character with human readers; S. Hochreiter and J.
#   Schmidhuber, [*Long Short-Term
#   Memory*](https://doi.org/10.1162/neco.1997.9.8.1735) (1997); S. Kapoor and
#   A. Narayanan, [*Leakage and the Reproducibility Crisis in
#   Machine-Learning-Based
#   Science*](https://doi.org/10.1016/j.patter.2023.100804) (2023), on how
#   often the trap of section 2 is walked into; N. Carlini and others,
#   [*Extracting Training Data from Large Language
#   Models*](https://arxiv.org/abs/2012.07805) (2021), on what models recite.
#
# ### Before you hand in
#
# Save this notebook. Then type in a terminal, in this folder:
#
#     python -m utils.submit_check simpsons.ipynb
#
# It runs the saved file as grading does, and says what is blank or would be
# missing. It prints a receipt: the file's checksum, which your feedback
# shows, too.
