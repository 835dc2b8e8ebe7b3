"""Hidden criteria of `script_stats`: the numbers of a script."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .fakes import Script, draw_script

checks = Checks("script_stats")


def number(answer: Any, script: Script, key: str) -> float:
    """Return the answer's number under this key."""
    stats = answer.script_stats(script.text)
    if not isinstance(stats, dict) or key not in stats:
        raise AssertionError(f"return a dictionary that has the key {key}")
    if not isinstance(stats[key], int | float | np.number):
        raise AssertionError(f"{key} has to be a number")
    return float(stats[key])


def agree(found: float, wanted: float) -> bool:
    """Return whether two numbers are the same, up to rounding."""
    return bool(np.isclose(found, wanted, rtol=1e-9, atol=1e-12))


def is_right(answer: Any, script: Script, key: str) -> bool:
    """Return whether the answer has the right number under this key."""
    wanted = oracle.script_stats(script.text)[key]
    return agree(number(answer, script, key), wanted)


def counts(answer: Any, script: Script, key: str) -> None:
    """Fail unless the number under this key is right."""
    wanted = oracle.script_stats(script.text)[key]
    expect(number(answer, script, key), wanted, same=agree)


def counts_all(answer: Any, plain: Script, key: str, *scripts: Script) -> None:
    """Fail unless the numbers of all scripts are right.

    Numbers that are wrong for the plain script already do not count, except the one
    under `key`: other criteria judge them.
    """
    known = oracle.script_stats(plain.text)
    keys = [k for k in known if k == key or is_right(answer, plain, k)]
    for script in scripts:
        for each in keys:
            counts(answer, script, each)


def spoilt(rng: np.random.Generator, *words: str) -> Script:
    """Draw a script with these words here and there in its lines."""
    scenes = [[list(line) for line in scene] for scene in draw_script(rng).scenes]
    lines = [line for scene in scenes for line in scene if line]
    for word in (*words, *words):
        lines[int(rng.integers(len(lines)))].append(word)
    return Script(scenes)


@checks.premise
def depends_on_the_text(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    short, long = (draw_script(rng, scenes).text for scenes in (3, 9))
    first, *later = (answer.script_stats(short) for _ in range(6))
    if answer.script_stats(long) == first:
        raise AssertionError("the numbers do not depend on text")
    # What is kept from call to call makes numbers larger; only chance makes them less.
    for before, after in pairwise([first, *later]):
        # A number that comes as text is the matter of other criteria.
        numbers = [key for key in before if not isinstance(before[key], str)]
        if any(after[key] < before[key] - 1e-6 for key in numbers):
            raise AssertionError("the numbers do not depend on text alone")
    expect_as_passed(first, oracle.script_stats, {"text": short})


@checks.criterion(
    "every different word counts once",
    points=2,
    hint="unique_words is how many different words there are: a word that comes again "
    "is not counted again, and characters are no words",
)
def different_words(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(3):
        counts(answer, draw_script(rng), "unique_words")


@checks.criterion(
    "words count as they stand, with their marks and capitals",
    points=2,
    hint="a word is what text.split() gives: 'Bar', 'bar' and 'bar.' are three of them",
)
def words_as_they_stand(answer: Any, rng: np.random.Generator) -> None:
    counts(answer, spoilt(rng, "Bar", "bar", "bar.", "(bar", "it's"), "unique_words")


@checks.criterion(
    "scenes are counted",
    points=2,
    hint="scenes is the number of pieces between two newlines: one more than there are "
    "gaps, whether one blank line stands in a gap or two",
)
def number_of_scenes(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(3):
        counts(answer, draw_script(rng), "scenes")
    counts(answer, draw_script(rng, scenes=1), "scenes")


@checks.criterion(
    "sentences_per_scene is the mean number of newlines in a scene",
    points=2,
    hint="count the newlines within each scene, which are not its lines, and take the "
    "mean over the scenes, unrounded; a third newline in a gap belongs to the scene "
    "that follows",
)
def newlines_per_scene(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(3):
        counts(answer, draw_script(rng), "sentences_per_scene")


@checks.criterion(
    "all lines of all scenes are counted",
    points=2,
    hint="cut every scene at its newlines: each piece is a line, an empty one too, and "
    "the two newlines between scenes belong to no line",
)
def number_of_lines(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(3):
        counts(answer, draw_script(rng), "lines")


@checks.criterion(
    "words_per_line is the mean over all lines",
    points=2,
    hint="every line counts the same, whichever scene it stands in, and an empty line "
    "counts with 0 words; the mean is not rounded",
)
def words_in_lines(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(3):
        counts(answer, draw_script(rng), "words_per_line")


@checks.criterion(
    "a scene without text counts too",
    points=3,
    hint="four newlines in a row have an empty scene between them, and two at the very "
    "end have one after them: drop no piece from any of the numbers, not even one that "
    "comes twice, and do not strip the text; a text without words is a scene, too",
)
def empty_scenes(answer: Any, rng: np.random.Generator) -> None:
    plain = draw_script(rng)
    scenes = list(plain.scenes)
    place = int(rng.integers(1, len(scenes)))
    counts_all(
        answer,
        plain,
        "scenes",
        Script([*scenes[:place], [[]], *scenes[place:]]),
        Script([*scenes, [[]]]),
        Script([*scenes, [[]], [[]], scenes[0]]),
        Script([[[]]]),
    )


@checks.criterion(
    "a newline at the very end begins one more line",
    points=1,
    hint="a text that ends in a newline has an empty line after it: split('\\n') gives "
    "it, while splitlines() and strip() lose it; it is there for all of the numbers",
)
def newline_at_the_end(answer: Any, rng: np.random.Generator) -> None:
    plain = draw_script(rng)
    *scenes, last = plain.scenes
    ends = Script([*scenes, [*last, []]])
    counts_all(answer, plain, "lines", ends, Script([[[], []]]))


@checks.criterion(
    "any white space parts two words",
    points=1,
    hint="between words there may be several spaces or a tab: split() without an "
    "argument takes care of both",
)
def any_white_space(answer: Any, rng: np.random.Generator) -> None:
    for gap in ("  ", "\t", " \t "):
        script = Script(draw_script(rng).scenes, gap)
        counts(answer, script, "words_per_line")
        counts(answer, script, "unique_words")
