"""Hidden criteria of `clip`: limiting gradients by value."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from typing import Any

import numpy as np

from course.checks.dinosaurs import oracle
from course.checks.dinosaurs.oracle import Arrays, copied
from utils.checking import Checks

checks = Checks("clip")


def draw_gradients(rng: np.random.Generator, dtype: type = np.float64) -> Arrays:
    """Gradients of a small network, each with entries beyond and within any bound."""
    n_a, vocab_size = 6, 4
    shapes = {
        "dWaa": (n_a, n_a),
        "dWax": (n_a, vocab_size),
        "dWya": (vocab_size, n_a),
        "db": (n_a, 1),
        "dby": (vocab_size, 1),
    }
    return {name: _gradient(rng, shape, dtype) for name, shape in shapes.items()}


def _gradient(
    rng: np.random.Generator, shape: tuple[int, int], dtype: type
) -> np.ndarray:
    while True:
        drawn = rng.normal(scale=10, size=shape).astype(dtype)
        if drawn.max() > 8 and drawn.min() < -8 and np.abs(drawn).min() < 2:
            return drawn


def draw_bound(rng: np.random.Generator) -> float:
    """A bound from 2.25 to 6, which a float32 holds exactly."""
    return float(rng.integers(9, 25)) / 4


def clips(answer: Any, gradients: Arrays, bound: float) -> Arrays:
    """What `clip` returns; fails when it limits dWaa on neither side."""
    before = gradients["dWaa"].copy()
    clipped = answer.clip(gradients, bound)
    sides = np.minimum(before, bound), np.maximum(before, -bound)
    limited = (*sides, np.clip(before, -bound, bound))
    assert any(np.array_equal(clipped["dWaa"], side) for side in limited)
    return clipped


@checks.criterion(
    "values above the bound become the bound",
    points=2,
    hint="the upper bound is maxValue, for every entry of every gradient",
)
def upper_side(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng)
    before, bound = copied(gradients), draw_bound(rng)
    clipped = answer.clip(gradients, bound)
    for name, gradient in before.items():
        assert (clipped[name][gradient >= bound] == bound).all()


@checks.criterion(
    "values below minus the bound become minus the bound",
    points=2,
    hint="there is a lower bound too, and it is -maxValue",
)
def lower_side(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng)
    before, bound = copied(gradients), draw_bound(rng)
    clipped = answer.clip(gradients, bound)
    for name, gradient in before.items():
        assert (clipped[name][gradient <= -bound] == -bound).all()


@checks.criterion(
    "values inside the bounds come back bit for bit",
    points=2,
    hint="only entries beyond the bound change: clipping by value neither scales "
    "a gradient nor rounds it",
)
def inside_is_kept(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng)
    before, bound = copied(gradients), draw_bound(rng)
    clipped = clips(answer, gradients, bound)
    for name, gradient in before.items():
        inside = np.abs(gradient) < bound
        assert np.array_equal(clipped[name][inside], gradient[inside])


@checks.criterion(
    "the bound is the one that was passed, whatever it is",
    points=2,
    hint="the bound is the argument maxValue, not a number written into the function; "
    "any bound works, 0 and less than 1 too",
)
def any_bound(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng)
    before = copied(gradients)
    largest = float(max(np.abs(g).max() for g in before.values()))
    for bound in (0.0, 0.25, 5, 10, largest, 2 * largest):
        clipped = answer.clip(copied(gradients), bound)
        for name, expected in oracle.clip(before, bound).items():
            assert np.array_equal(clipped[name], expected)


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
    assert isinstance(clipped, dict) and clipped.keys() == before.keys()
    for name, gradient in before.items():
        # Sides and shapes are the matter of other criteria.
        sizes = np.minimum(np.abs(clipped[name]), bound).ravel()
        assert np.array_equal(sizes, np.minimum(np.abs(gradient), bound).ravel())


@checks.criterion(
    "shape and type of every gradient stay",
    points=1,
    hint="a clipped gradient has the shape and the dtype of the gradient it came from",
)
def kind_is_kept(answer: Any, rng: np.random.Generator) -> None:
    for dtype in (np.float64, np.float32):
        gradients = draw_gradients(rng, dtype)
        before = copied(gradients)
        clipped = clips(answer, gradients, draw_bound(rng))
        for name, gradient in before.items():
            assert clipped[name].dtype == gradient.dtype
            assert clipped[name].shape == gradient.shape


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
    assert gradients.keys() == before.keys()
    for name, gradient in before.items():
        assert gradients[name] is given[name]
        assert np.array_equal(gradients[name], gradient)


@checks.criterion(
    "the result is new memory, also where nothing had to be clipped",
    points=1,
    hint="the result holds an array of the caller, and a later change to one would "
    "change the other: return new arrays",
)
def result_is_fresh(answer: Any, rng: np.random.Generator) -> None:
    gradients = draw_gradients(rng)
    for bound in (draw_bound(rng), 1e6):
        clipped = clips(answer, gradients, bound)
        for mine in clipped.values():
            assert not any(np.shares_memory(mine, g) for g in gradients.values())
