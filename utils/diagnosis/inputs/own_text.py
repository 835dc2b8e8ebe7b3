"""Diagnostic inputs of lesson 5's capstone: short texts, and copies of all lengths."""
# ruff: noqa: D103  (a probe is described by its name)

from __future__ import annotations

from typing import Any

import numpy as np

from utils.diagnosis.behaviour import Inputs

recited = Inputs()
EXERCISES = {"recited": recited}

TEXT = "The quick brown fox jumps over the lazy dog,\nand packs a box of jugs for me."


def shares(answer: Any, *cases: tuple[str, int]) -> list[object]:
    """Return the share for each (written, n), whatever its type."""
    found = [answer.recited(written, TEXT, n) for written, n in cases]
    return [float(x) if isinstance(x, int | float | np.number) else x for x in found]


@recited.probe
def copies_that_are_longer(answer: Any) -> object:
    return shares(answer, ("XX quick brown foxYY", 5), ("XXX over the lazy dZ", 6))


@recited.probe
def copies_at_the_ends(answer: Any) -> object:
    return shares(
        answer, ("The quick XYXY", 7), ("XYXYXYs for me.", 7), (TEXT[9:16], 7)
    )


@recited.probe
def about_as_long_as_a_run(answer: Any) -> object:
    return shares(
        answer, ("XX brownYY", 6), ("XX browYY", 6), ("XXX brow", 6), ("Xjump", 5)
    )


@recited.probe
def several_copies(answer: Any) -> object:
    return shares(
        answer,
        ("lazy dogXXjumps oXXthe lazy", 6),
        ("of jugs of jugs of jugs", 7),
        ("XXquick browXX over theXX", 6),
    )


@recited.probe
def in_another_form(answer: Any) -> object:
    return shares(
        answer,
        ("XBROWN FOXX", 6),
        ("Xdog, and pX", 8),
        ("Xlazydogand", 7),
        ("Xbrown.fox.jX", 9),
    )


@recited.probe
def word_by_word(answer: Any) -> object:
    return shares(answer, ("fox lazy me. over quick", 7), ("X brown fox lazy", 7))


@recited.probe
def nothing_much(answer: Any) -> object:
    return shares(answer, ("", 20), ("lazy", 5))


@recited.probe
def by_default(answer: Any) -> object:
    written = ("quick brown foxX", "XXX fox jumps over the lazy dogX")
    found = [answer.recited(each, TEXT) for each in written]
    return [float(x) if isinstance(x, int | float | np.number) else x for x in found]
