"""Hidden criteria of `clip_by_norm`: all gradients are scaled by one factor."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .oracle import AS_IN_THE_LESSON, Arrays, close, copied, draw_gradients

checks = Checks("clip_by_norm")


def clipped(answer: Any, gradients: Arrays, max_norm: float) -> Arrays:
    """Return what the answer returns; it must have the keys that came in."""
    keys = set(gradients)
    result = answer.clip_by_norm(gradients, max_norm)
    if not isinstance(result, dict) or set(result) != keys:
        raise AssertionError(
            "return a dictionary with the keys of the one that was passed"
        )
    return result


def flat(arrays: Arrays) -> np.ndarray:
    """Return all arrays as one."""
    return np.concatenate([np.ravel(arrays[name]) for name in sorted(arrays)])


@checks.premise
def scales_to_a_norm(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    gradients, others = draw_gradients(rng), draw_gradients(rng)
    norm = oracle.norm(gradients)
    # So short that clipping by value would cut most entries.
    short = flat(clipped(answer, copied(gradients), norm / 20))
    if np.array_equal(short, flat(clipped(answer, copied(gradients), norm / 40))):
        raise AssertionError("the result does not depend on max_norm")
    if np.array_equal(short, flat(clipped(answer, copied(others), norm / 20))):
        raise AssertionError("the result does not depend on gradients")
    cosine = short @ flat(gradients) / (np.linalg.norm(short) * norm)
    if not cosine > 1 - 1e-6:
        raise AssertionError(
            "the direction changes: one factor for all entries of all arrays"
        )
    # So far from the norm that whoever takes another one for it gets something else.
    for most in (norm / 20, 150 * norm):
        found = clipped(answer, copied(gradients), most)
        given = {"gradients": gradients, "max_norm": most}
        expect_as_passed(found, oracle.clip_by_norm, given)


@checks.criterion(
    "where the norm is too large, it becomes max_norm",
    points=3,
    hint="the norm is the root of the sum of all squares, over all five arrays "
    "together, and the factor is max_norm divided by it",
)
def long_ones_are_scaled(answer: Any, rng: np.random.Generator) -> None:
    for share, sizes in ((0.9, (6, 4)), (0.25, AS_IN_THE_LESSON), (0.01, (6, 4))):
        gradients = draw_gradients(rng, sizes=sizes)
        norm = oracle.norm(gradients)
        mine = clipped(answer, copied(gradients), share * norm)
        for name, gradient in gradients.items():
            expect(mine[name], share * gradient, same=close)


@checks.criterion(
    "where it is not, nothing changes",
    points=2,
    hint="the factor is never more than 1: short gradients stay as they are, also if "
    "they are all zero, or max_norm is np.inf",
)
def short_ones_stay(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng)
    norm = oracle.norm(gradients)
    zeros = {name: np.zeros_like(gradient) for name, gradient in gradients.items()}
    cases = [(gradients, 1.1 * norm), (gradients, 50 * norm), (gradients, np.inf)]
    for given, bound in [*cases, (zeros, 5.0)]:
        mine = clipped(answer, copied(given), bound)
        for name, gradient in given.items():
            expect(mine[name], gradient, same=close)


@checks.criterion(
    "shapes and keys stay",
    points=1,
    hint="every gradient keeps its key and its shape",
)
def shapes_stay(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng, sizes=AS_IN_THE_LESSON)
    mine = clipped(answer, copied(gradients), oracle.norm(gradients) / 3)
    for name, gradient in gradients.items():
        assert np.shape(mine[name]) == gradient.shape


@checks.criterion(
    "the gradients that were passed stay as they were, and the result is new",
    points=2,
    hint="return new arrays in a new dictionary: the caller may still need the others",
)
def input_is_untouched(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng)
    given, before = dict(gradients), copied(gradients)
    for bound in (oracle.norm(before) / 2, 2 * oracle.norm(before)):
        mine = clipped(answer, gradients, bound)
        assert gradients.keys() == given.keys(), (
            "the caller's dictionary is changed: fill and return a new one"
        )
        for name, gradient in before.items():
            assert gradients[name] is given[name]
            assert np.array_equal(given[name], gradient)
            assert not np.shares_memory(mine[name], given[name])
