"""Hidden criteria of `one_hot_batch`: vectors with a single 1 for a batch."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .oracle import Floats, Ids

checks = Checks("one_hot_batch")


def draw_batch(
    rng: np.random.Generator, rows: int, maxlen: int, n_chars: int
) -> tuple[Ids, Ids]:
    """Draw windows (rows, maxlen) and next ids (rows,); both have the last id."""
    x = rng.integers(n_chars, size=(rows, maxlen))
    y = rng.integers(n_chars, size=rows)
    x.flat[rng.integers(x.size)] = y[rng.integers(rows)] = n_chars - 1
    return x, y


def encode(answer: Any, x: Ids, y: Ids, n_chars: int) -> tuple[Floats, Floats]:
    """Return the two arrays that the answer makes of a batch."""
    return two_arrays(answer.one_hot_batch(x.copy(), y.copy(), n_chars))


def two_arrays(result: Any) -> tuple[Floats, Floats]:
    """Return the result of an answer if it is a pair of arrays; fail otherwise."""
    if (
        not isinstance(result, tuple | list)
        or len(result) != 2
        or not all(isinstance(part, np.ndarray) for part in result)
    ):
        raise AssertionError("return two arrays: the windows X and the targets Y")
    return result[0], result[1]


def has_shape(name: str, found: Floats, wanted: tuple[int, ...]) -> None:
    """Fail with both shapes unless an array has that of 6 windows of 9 ids, V = 13."""
    if found.shape != wanted:
        raise AssertionError(
            f"{name} has the shape {found.shape}: for 6 windows of 9 characters out of "
            f"13 it is {wanted}"
        )


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    x, _ = draw_batch(rng, 5, 7, 9)
    y = rng.permutation([8, *rng.permutation(8)[:4]])  # none twice, the last among them
    other_x, other_y = (x + 1) % 9, (y + 1) % 9
    found = encode(answer, x, y, 9)
    changes = {"x": (other_x, y, 9), "y": (x, other_y, 9), "n_chars": (x, y, 12)}
    for name, (windows, targets, n_chars) in changes.items():
        # With one row less, so that a batch that was kept from before does not fit.
        others = encode(answer, windows[1:], targets[1:], n_chars)
        if all(
            np.array_equal(new, old[1:]) for new, old in zip(others, found, strict=True)
        ):
            raise AssertionError(f"neither X nor Y depends on {name}")
    for n_chars in (9, 5):
        given: dict[str, Any] = {"x": x % n_chars, "y": y % n_chars, "n_chars": n_chars}
        expect_as_passed(encode(answer, **given), oracle.one_hot_batch, given)


@checks.criterion(
    "every character of a window becomes a vector with a single 1",
    points=3,
    hint="X[i, t] is 0 everywhere but at the index x[i, t], where it is 1; its shape "
    "is (batch, maxlen, n_chars)",
)
def windows_are_encoded(answer: Any, rng: np.random.Generator) -> None:
    x, y = draw_batch(rng, 6, 9, 13)
    X, Y = encode(answer, x, y, 13)
    if (X.shape, Y.shape) == ((6, 13), (6, 9, 13)):
        raise AssertionError("X and Y come back in the wrong order: return X, Y")
    has_shape("X", X, (6, 9, 13))
    expect(X, oracle.one_hot(x, 13))


@checks.criterion(
    "every next character becomes a vector with a single 1",
    points=2,
    hint="Y[i] is 0 everywhere but at the index y[i], where it is 1; its shape is "
    "(batch, n_chars)",
)
def targets_are_encoded(answer: Any, rng: np.random.Generator) -> None:
    x, y = draw_batch(rng, 6, 9, 13)
    _, Y = encode(answer, x, y, 13)
    has_shape("Y", Y, (6, 13))
    expect(Y, oracle.one_hot(y, 13))


@checks.criterion(
    "vectors have n_chars entries, whichever characters the batch has",
    points=2,
    hint="the vectors are n_chars long even if the batch happens to lack the last "
    "characters of the vocabulary: count neither its ids nor their maximum",
)
def length_is_given(answer: Any, rng: np.random.Generator) -> None:
    x, y = draw_batch(rng, 4, 6, 8)
    for n_chars in (8, 11, 57):
        X, Y = encode(answer, x, y, n_chars)
        assert X.shape == (4, 6, n_chars) and Y.shape == (4, n_chars)
        assert np.array_equal(X.argmax(axis=-1), x)
        assert np.array_equal(Y.argmax(axis=-1), y)


@checks.criterion(
    "both are float32",
    points=1,
    hint="X and Y are float32: NumPy makes float64 unless it is told otherwise, which "
    "takes twice the memory",
)
def floats_are_short(answer: Any, rng: np.random.Generator) -> None:
    x, y = draw_batch(rng, 4, 6, 8)
    X, Y = encode(answer, x, y, 8)
    assert X.any() and Y.any()
    assert X.dtype == np.float32 and Y.dtype == np.float32


@checks.criterion(
    "any number of windows of any length",
    points=1,
    hint="take the sizes from x.shape: the last batch may be smaller, a single window "
    "is a batch too, windows need not have 60 characters, and an index may not fit "
    "into one byte",
)
def any_sizes(answer: Any, rng: np.random.Generator) -> None:
    sizes = ((1, 60, 57), (5, 2, 6), (3, 17, 90), (17, 60, 12), (2, 3, 300))
    for rows, maxlen, n_chars in sizes:
        x, y = draw_batch(rng, rows, maxlen, n_chars)
        X, Y = encode(answer, x, y, n_chars)
        assert X.shape == (rows, maxlen, n_chars) and Y.shape == (rows, n_chars)
        assert np.array_equal(X.argmax(axis=-1), x)
        assert np.array_equal(Y.argmax(axis=-1), y)


@checks.criterion(
    "every batch has arrays of its own",
    points=1,
    hint="an array that is kept from call to call still has the ones of the batch "
    "before, and filling it changes the batch that was returned: make X and Y anew in "
    "every call",
)
def batches_are_apart(answer: Any, rng: np.random.Generator) -> None:
    given = [draw_batch(rng, 4, 7, 11) for _ in range(3)]
    results = answer.in_turn("one_hot_batch", *((x, y, 11) for x, y in given))
    for (x, y), result in zip(given, results, strict=True):
        X, Y = two_arrays(result)
        assert np.array_equal(X, oracle.one_hot(x, 11))
        assert np.array_equal(Y, oracle.one_hot(y, 11))
