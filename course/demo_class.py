"""The ten submissions of `make demo`, and the verdicts that they deserve.

A submission is the answers of lesson 1 with a few edits. The edits name what they
change word for word, so a lesson that was rewritten tells here that they no longer fit.
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
    """What one of the ten hands in; where `deserves` is silent, all points."""

    name: str
    story: str
    edits: tuple[Edit, ...] = ()
    blank: bool = False
    deleted: tuple[str, ...] = ()  # grade_ids of cells that are missing
    deserves: Mapping[str, Part] = field(default_factory=dict)


CLASS = (
    Student("ada", "every answer right"),
    Student(
        "ben",
        "the notebook as it was released",
        blank=True,
        deserves=dict.fromkeys(("clip", "sample", "optimize", "model"), Part.NONE),
    ),
    Student(
        "cleo",
        "clips the upper side only",
        (Edit("clip", CLIP, "np.minimum(gradient, maxValue)"),),
        deserves={"clip": Part.SOME, "optimize": Part.SOME},
    ),
    Student(
        "dan",
        "clips the caller's arrays in place",
        (Edit("clip", CLIP, f"{CLIP[:-1]}, out=gradient)"),),
        deserves={"clip": Part.SOME},
    ),
    Student(
        "eve",
        "the ones of x pile up",
        (
            Edit(
                "sample",
                "        x = np.zeros((vocab_size, 1))\n        x[",
                "        x[",
            ),
        ),
        deserves={"sample": Part.SOME, "model": Part.SOME},
    ),
    Student(
        "finn",
        "starts every name from a zero state",
        (Edit("model", "X, Y, a_prev, param", "X, Y, np.zeros((n_a, 1)), param"),),
        deserves={"model": Part.SOME},
    ),
    Student(
        "gus",
        "a cell that does not parse",
        (Edit("optimize", "learning_rate=0.01):", "learning_rate=0.01)"),),
        deserves={"optimize": Part.NONE, "model": Part.SOME},
    ),
    Student(
        "hana",
        "a loop that may never end",
        (Edit("sample", " and counter != 50:", ":"),),
        deserves={"sample": Part.SOME},
    ),
    Student("ivo", "a test cell deleted, every answer right", deleted=("test_clip",)),
    Student(
        "jun",
        "prints a lot and warns, every answer right",
        (Edit("clip", "def clip(gradients, maxValue):\n", NOISE),),
    ),
)
