"""Name the mistake in an answer: in one sentence, or not at all.

An answer that misses something is called on diagnostic inputs (`inputs`), which are no
secret. What it makes of them is compared with a table of what known mistakes make of
them (`tables`, built by `course.selftest.diagnoses`). If it behaves as exactly one of
these does, the sentence for that mistake is told. An answer with two mistakes behaves
like neither. But where an input hides one of them, the other shows by itself: so what
only one known mistake makes of an input is enough, if it is too much to be chance. A
table holds digests only: no right output, no solution, and nothing of hidden criteria.
"""

from __future__ import annotations

import importlib
import warnings
from contextlib import AbstractContextManager
from typing import Any

from utils.diagnosis import behaviour, table
from utils.diagnosis.behaviour import Behaviour, Inputs

SECONDS = 0.3  # of processor time, for all inputs of an exercise together


def inputs_of(lesson: str, exercise: str) -> Inputs | None:
    """Return the diagnostic inputs of an exercise, if it has any."""
    if not lesson.isidentifier() or lesson not in table.lessons():
        return None
    module = importlib.import_module(f"utils.diagnosis.inputs.{lesson}")
    return module.EXERCISES.get(exercise)


def observed(lesson: str, exercise: str, answer: Any) -> Behaviour | None:
    """Return how an answer behaves on the diagnostic inputs; None if it has no say."""
    inputs = inputs_of(lesson, exercise)
    if inputs is None:
        return None
    with quietly():
        return behaviour.of(inputs, answer)


def quietly() -> AbstractContextManager[None]:
    """Return a block without warnings: what is diagnosed has been warned of before."""
    return warnings.catch_warnings(action="ignore")


def named_mistake(lesson: str, exercise: str, answer: Any) -> str:
    """Return the sentence for the mistake that an answer makes, or ""."""
    seen = observed(lesson, exercise, answer)
    return table.sentence(lesson, exercise, seen) if seen else ""
