"""Hidden criteria of `split_scenes`: what is learned from, and what is held out.

Fractions are eighths or far from where rounding in floating point could decide.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .fakes import Script, draw_script

checks = Checks("split_scenes")


def split(answer: Any, script: Script, *fraction: float) -> tuple[str, str]:
    """Return the two texts that the answer makes of a script."""
    return two_texts(answer.split_scenes(script.text, *fraction))


def two_texts(parts: Any) -> tuple[str, str]:
    """Return the result of an answer if it is a pair of texts; fail otherwise."""
    if not isinstance(parts, tuple | list) or len(parts) != 2:
        raise AssertionError("return two texts: the one to learn from, and the other")
    if not all(isinstance(part, str) for part in parts):
        raise AssertionError("join the scenes again: both parts are texts, not lists")
    return parts[0], parts[1]


def holds_out(answer: Any, script: Script, *fraction: float) -> None:
    """Fail unless exactly the lines of the right scenes are held out.

    How scenes are joined is not looked at.
    """
    train, valid = split(answer, script, *fraction)
    lines = [" ".join(line) for line in script.lines if line]
    if any(line in train and line in valid for line in lines):
        raise AssertionError("a scene is in both texts: it belongs to one of them")
    if not all(line in train or line in valid for line in lines):
        raise AssertionError("a scene is in neither of the two texts")
    _, expected = oracle.split_scenes(script.text, *fraction)
    found, wanted = ([line in part for line in lines] for part in (valid, expected))
    if sum(found) == sum(wanted) and found != wanted:
        raise AssertionError(
            "as many scenes are held out as should be, but not the last ones"
        )
    assert found == wanted


def one_liners(rng: np.random.Generator, scenes: int) -> Script:
    """Draw a script whose every scene is one line."""
    lines = draw_script(rng, scenes).scenes
    return Script([[scene[-1]] for scene in lines])


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    one, other = one_liners(rng, 8), one_liners(rng, 8)
    if split(answer, one, 0.25) == split(answer, other, 0.25):
        raise AssertionError("every script is split into the same two texts: use text")
    if split(answer, one, 0.25) == split(answer, one, 0.75):
        raise AssertionError(
            "every fraction gives the same two texts: use the fraction"
        )
    # Half of 20 scenes: a mistake of a scene or two is one of another kind.
    given = {"text": one_liners(rng, 20).text, "valid_fraction": 0.5}
    spared = {"valid_fraction": lambda altered: abs(altered - 0.5) < 0.1}
    found = two_texts(answer.split_scenes(*given.values()))
    expect_as_passed(found, oracle.split_scenes, given, spared)


@checks.criterion(
    "scenes are held out, not lines and not characters",
    points=2,
    hint="scenes are of different lengths: count scenes, not lines and not characters, "
    "and cut only between two scenes",
)
def whole_scenes(answer: Any, rng: np.random.Generator) -> None:
    long, short = draw_script(rng, 4).scenes, one_liners(rng, 4).scenes
    numbers = []  # of scenes held out: it must not matter which are the long ones
    for scenes in ((*long, *short), (*short, *long)):
        script = Script([[line for line in scene if line] for scene in scenes])
        parts = split(answer, script, 0.5)
        held_out = whole = 0
        for scene in script.scenes:
            # Other criteria judge which scenes these are, and how they are joined.
            lines = [" ".join(line) for line in scene]
            train, valid = ([line in part for line in lines] for part in parts)
            assert not (any(train) and any(valid) and train != valid)
            held_out += any(valid)
            whole += any(train) or any(valid)
        assert whole >= len(script.scenes) / 2  # of any letters, none is in either
        numbers.append(held_out)
    assert numbers[0] == numbers[1]


@checks.criterion(
    "the scenes held out are the last ones, as many as the fraction says",
    points=4,
    hint="the last valid_fraction of the scenes is held out and all others are "
    "learned from: no scene is in both parts, and none is lost",
)
def the_last_are_held_out(answer: Any, rng: np.random.Generator) -> None:
    for eighths in (1, 2, 4, 6):
        rounds = int(rng.integers(1, 4))
        script = one_liners(rng, 8 * rounds)
        holds_out(answer, script, eighths / 8)


@checks.criterion(
    "a part of a scene counts as a whole one",
    points=3,
    hint="round the number of scenes up, to the next whole number, with ceil: neither "
    "int() nor round() does that; a script of a single scene is no exception",
)
def rounded_up(answer: Any, rng: np.random.Generator) -> None:
    for scenes, fraction in (
        (9, 0.125),
        (17, 0.25),
        (11, 0.125),
        (13, 0.02),
        (65, 0.015625),
        (10, 0.625),
    ):
        holds_out(answer, one_liners(rng, scenes), fraction)
    # Whether anything of it gets lost is not asked here.
    train, _ = split(answer, one_liners(rng, 1), 0.1)
    assert not train


@checks.criterion(
    "put together with a blank line, the parts are the whole script",
    points=3,
    hint="scenes are joined as they were parted, with two newlines, in their order "
    "and unchanged; what is held out may have been said before, so searching for it "
    "does not find the cut",
)
def together_they_are_the_whole(answer: Any, rng: np.random.Generator) -> None:
    for fraction in (0.25, 0.4, 0.75):
        script = draw_script(rng, int(rng.integers(8, 12)))
        train, valid = split(answer, script, fraction)
        assert train and valid and train + "\n\n" + valid == script.text
    often = Script([*draw_script(rng, 3).scenes] * 4)
    train, valid = split(answer, often, 0.25)
    assert train and valid and train + "\n\n" + valid == often.text


@checks.criterion(
    "a fraction of 0 holds nothing out",
    points=2,
    hint="with no scene to hold out, everything is learned from and the other text is "
    "empty; mind that scenes[-0:] is scenes[0:], which is all of them",
)
def nothing_is_held_out(answer: Any, rng: np.random.Generator) -> None:
    script = one_liners(rng, 6)
    train, valid = split(answer, script, 0.0)
    assert valid == "" and all(" ".join(line) in train for line in script.lines)


@checks.criterion(
    "a fraction of 1 holds everything out",
    points=1,
    hint="with every scene held out, the text to learn from is empty",
)
def everything_is_held_out(answer: Any, rng: np.random.Generator) -> None:
    script = one_liners(rng, 6)
    train, valid = split(answer, script, 1.0)
    assert train == "" and all(" ".join(line) in valid for line in script.lines)


@checks.criterion(
    "without a fraction, a tenth is held out",
    points=1,
    hint="the default of valid_fraction is 0.1",
)
def a_tenth_by_default(answer: Any, rng: np.random.Generator) -> None:
    holds_out(answer, one_liners(rng, 25))
    holds_out(answer, one_liners(rng, 45))


@checks.criterion(
    "empty scenes and newlines at the edges are kept and counted",
    points=1,
    hint="a scene is a piece of text.split('\\n\\n') exactly as it is: strip nothing, "
    "whatever the fraction, and drop no piece because it is empty",
)
def edges_are_kept(answer: Any, rng: np.random.Generator) -> None:
    scenes = draw_script(rng, 6).scenes
    for script in (
        Script([scenes[0], [[]], *scenes[1:3], *[[[]]] * 2, *scenes[3:], [[]]]),
        Script([[[], *scenes[0]], *scenes[1:5], [*scenes[5], []]], "\t "),
    ):
        wanted = oracle.split_scenes(script.text, 0.5)
        expect(split(answer, script, 0.5), wanted, same=operator.eq)
        for fraction in (0.0, 1.0):
            parts = split(answer, script, fraction)
            # Another criterion judges which part has the scenes.
            assert "\n\n".join(filter(None, parts)) == script.text
