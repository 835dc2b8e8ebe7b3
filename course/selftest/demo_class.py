"""The ten submissions of `make demo`, and the verdicts that they deserve.

A submission is the answers of lesson 1 with a few edits. The edits name what they
change word for word, so a lesson that was rewritten tells here that they no longer fit.
An exercise pays for its own mistakes only: a wrong `clip` costs `optimize` nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

CLIP = "np.clip(gradient, -maxValue, maxValue)"
ONE = "        x[idx] = 1.0\n"
ZEROS_AND_ONE = f"        x = np.zeros((vocab_size, 1))\n{ONE}"
NOISE = """\
import sys
import warnings

def clip(gradients, maxValue):
    for key, gradient in gradients.items():
        for row in range(500):
            print("clipping", key, "row", row, "of", gradient.shape)
    warnings.warn("clip is slow")
    print("done", file=sys.stderr)
"""


class Part(StrEnum):
    """How much of an exercise's points an answer earns."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True)
class Edit:
    """In the cell of an exercise, `new` in the place of `old`."""

    exercise: str
    old: str
    new: str


@dataclass(frozen=True)
class Student:
    """One of the ten, named after what is wrong; else, all points are deserved."""

    name: str
    edits: tuple[Edit, ...] = ()
    deserves: Mapping[str, Part] = field(default_factory=dict)
    blank: bool = False
    deleted: tuple[str, ...] = ()  # grade_ids of cells that are missing


CLASS = (
    Student("right"),
    Student(
        "blank",
        deserves=dict.fromkeys(("clip", "sample", "optimize", "model"), Part.NONE),
        blank=True,
    ),
    Student(
        "upper-side-only",
        (Edit("clip", CLIP, "np.minimum(gradient, maxValue)"),),
        {"clip": Part.SOME},
    ),
    Student(
        "clips-in-place",
        (Edit("clip", CLIP, f"{CLIP[:-1]}, out=gradient)"),),
        {"clip": Part.SOME},
    ),
    Student(
        "ones-pile-up",
        (Edit("sample", ZEROS_AND_ONE, ONE),),
        {"sample": Part.SOME},
    ),
    Student(
        "forgets-the-state",
        (Edit("model", "X, Y, a_prev, param", "X, Y, np.zeros((n_a, 1)), param"),),
        {"model": Part.SOME},
    ),
    Student(
        "does-not-parse",
        (Edit("optimize", "learning_rate=0.01):", "learning_rate=0.01)"),),
        {"optimize": Part.NONE},
    ),
    Student(
        "loops-forever",  # where a network never draws the newline
        (Edit("sample", " and counter != 50:", ":"),),
        {"sample": Part.SOME},
    ),
    Student("test-cell-deleted", deleted=("test_clip",)),
    Student(
        "prints-and-warns",  # and is right
        (Edit("clip", "def clip(gradients, maxValue):\n", NOISE),),
    ),
)
