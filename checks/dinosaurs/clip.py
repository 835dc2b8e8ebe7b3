"""Hidden criteria of `clip`: limiting gradients by value."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .oracle import AS_IN_THE_LESSON, Arrays, copied, draw_gradients

checks = Checks("clip")

ONLY_BEYOND = (
    "only entries beyond the bound change: clipping by value neither scales a gradient "
    "nor rounds it, and keeps every sign"
)


def draw_bound(rng: np.random.Generator) -> float:
    """Return a bound from 2.25 to 6 that a float32 holds exactly."""
    return float(rng.integers(9, 25)) / 4


def clip(answer: Any, gradients: Arrays, bound: float) -> Arrays:
    """Return what `clip` returns; it must be a dictionary with dWaa and others."""
    clipped = answer.clip(gradients, bound)
    if not isinstance(clipped, dict) or "dWaa" not in clipped:
        raise AssertionError(
            "return a dictionary with the keys of the one that was passed"
        )
    if len(clipped) == 1:
        raise AssertionError(
            "only dWaa comes back, of five: return the dictionary after the loop"
        )
    return clipped


def clips(answer: Any, gradients: Arrays, bound: float) -> Arrays:
    """Return what `clip` returns; fail unless it roughly clips dWaa."""
    before = np.ravel(gradients["dWaa"].copy())
    inside = np.abs(before) < bound
    clipped = clip(answer, gradients, bound)
    after = np.ravel(clipped["dWaa"])
    assert np.allclose(after[inside], before[inside], atol=0.01), ONLY_BEYOND
    assert (np.abs(after) < 0.95 * np.abs(before))[~inside].any()
    return clipped


def pairs(clipped: Arrays, before: Arrays) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield entries after and before; other criteria judge missing keys and shapes."""
    for name, gradient in before.items():
        if name in clipped:
            yield np.ravel(clipped[name]), np.ravel(gradient)


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    gradients, others = draw_gradients(rng), draw_gradients(rng)
    bound = draw_bound(rng)
    clipped = clip(answer, copied(gradients), bound)["dWaa"]
    if np.array_equal(clip(answer, others, bound)["dWaa"], clipped):
        raise AssertionError("the result does not depend on gradients")
    if np.array_equal(clip(answer, copied(gradients), bound / 2)["dWaa"], clipped):
        raise AssertionError("the result does not depend on maxValue")
    for most in (bound, bound / 10, 5 * bound):
        found = clip(answer, copied(gradients), most)
        given = {"gradients": gradients, "maxValue": most}
        expect_as_passed(found, oracle.clip, given)


@checks.criterion(
    "values inside the bounds come back bit for bit",
    points=2,
    hint=ONLY_BEYOND,
)
def inside_is_kept(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng)
    before, bound = copied(gradients), draw_bound(rng)
    for mine, gradient in pairs(clips(answer, gradients, bound), before):
        inside = np.abs(gradient) < bound
        assert np.array_equal(mine[inside], gradient[inside])


@checks.criterion(
    "all five gradients come back, each under its own key",
    points=2,
    hint="return a dictionary with the keys dWaa, dWax, dWya, db and dby, each with "
    "the gradient that came under this key",
)
def keys_are_kept(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng)
    before, bound = copied(gradients), draw_bound(rng)
    clipped = clips(answer, gradients, bound)
    assert clipped.keys() == before.keys()
    for mine, gradient in pairs(clipped, before):
        inside = np.abs(gradient) < bound
        assert np.allclose(mine[inside], gradient[inside], atol=0.01)


@checks.criterion(
    "values above the bound become the bound",
    points=2,
    hint="the upper bound is maxValue, for every entry of every gradient",
)
def upper_side(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng, sizes=AS_IN_THE_LESSON)
    before, bound = copied(gradients), draw_bound(rng)
    for mine, gradient in pairs(clips(answer, gradients, bound), before):
        assert (mine[gradient >= bound] == bound).all()


@checks.criterion(
    "values below minus the bound become minus the bound",
    points=2,
    hint="there is a lower bound too, and it is -maxValue",
)
def lower_side(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng, sizes=AS_IN_THE_LESSON)
    before, bound = copied(gradients), draw_bound(rng)
    for mine, gradient in pairs(clips(answer, gradients, bound), before):
        assert (mine[gradient <= -bound] == -bound).all()


@checks.criterion(
    "the bound is the one that was passed, whatever it is",
    points=2,
    hint="the bound is the argument maxValue, not a number written into the function; "
    "any bound must work, also 0, less than 1, and np.inf, which changes nothing (a "
    "mask times infinity is nan)",
)
def any_bound(answer: Any, rng: np.random.Generator) -> None:
    before = draw_gradients(rng)
    largest = float(max(np.abs(gradient).max() for gradient in before.values()))
    exploded = copied(before)
    exploded["dWax"][0, :2] = np.inf, -np.inf
    bounds = (0.0, 0.25, 5, 10, largest, 2 * largest, np.inf)
    cases = [(before, bound) for bound in bounds]
    for given, bound in [*cases, (exploded, 5)]:
        clipped = clip(answer, copied(given), bound)
        for mine, gradient in pairs(clipped, given):
            expect(mine, np.clip(gradient, -bound, bound))


@checks.criterion(
    "shape and type of every gradient stay",
    points=1,
    hint="a clipped gradient has the shape and the dtype of the gradient it came from",
)
def kind_is_kept(answer: Any, rng: np.random.Generator) -> None:
    for dtype, sizes in ((np.float64, AS_IN_THE_LESSON), (np.float32, (6, 4))):
        gradients = draw_gradients(rng, dtype, sizes)
        before = copied(gradients)
        clipped = clips(answer, gradients, draw_bound(rng))
        for name, mine in clipped.items():
            assert mine.dtype == before[name].dtype
            assert mine.shape == before[name].shape


@checks.criterion(
    "the gradients that were passed stay as they were",
    points=2,
    hint="the function changes the dictionary or the arrays of its caller: "
    "work on copies",
)
def input_is_untouched(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng)
    given, before = dict(gradients), copied(gradients)
    clips(answer, gradients, draw_bound(rng))
    for name, gradient in before.items():
        assert np.array_equal(given[name], gradient), (
            "the caller's arrays are changed: np.clip without out= makes new ones"
        )
    assert gradients.keys() == before.keys() and all(
        gradients[name] is array for name, array in given.items()
    ), "the caller's dictionary is changed: fill and return a new one"


@checks.criterion(
    "the result is new memory, also where nothing had to be clipped",
    points=1,
    hint="the result holds an array of the caller, and a later change to one would "
    "change the other: return new arrays",
)
def result_is_fresh(answer: Any, rng: np.random.Generator) -> None:
    gradients, others = draw_gradients(rng), draw_gradients(rng)
    bound = draw_bound(rng)
    clipped = clips(answer, gradients, bound)
    untouched = clip(answer, gradients, 1e6)
    for mine in (*clipped.values(), *untouched.values()):
        assert not any(np.shares_memory(mine, g) for g in gradients.values())
    first, _ = answer.in_turn("clip", (gradients, bound), (others, bound))
    for name, mine in clipped.items():
        assert np.array_equal(first[name], mine), (
            "a second call changes what the first one returned: make the result anew "
            "in every call"
        )
