"""Hidden criteria of `extract_windows`: pieces of a text and what follows each."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import AnswerError, Checks, expect

from . import oracle
from .oracle import Ids

checks = Checks("extract_windows")


def draw_ids(rng: np.random.Generator, length: int, dtype: type = np.int64) -> Ids:
    """Draw a text of that length over 90 characters; neighbours always differ."""
    steps = rng.integers(1, 90, size=length)
    return (np.cumsum(steps) % 90).astype(dtype)


def cut(answer: Any, ids: Ids, *sizes: int, **named: int) -> tuple[Ids, Ids]:
    """Return the two arrays that the answer makes of a text."""
    return two_arrays(answer.extract_windows(ids.copy(), *sizes, **named))


def two_arrays(result: Any) -> tuple[Ids, Ids]:
    """Return the result of an answer if it is a pair of arrays; fail otherwise."""
    if (
        not isinstance(result, tuple | list)
        or len(result) != 2
        or not all(isinstance(part, np.ndarray | list | tuple) for part in result)
    ):
        raise AssertionError(
            "return two arrays: x with one window a row, and y with the character "
            "that follows each window"
        )
    try:  # another criterion judges whether they are arrays
        x, y = map(np.asarray, result)
    except ValueError:
        raise AssertionError("the rows of x differ in length") from None
    return x, y


def agree(mine: Ids, expected: Ids) -> bool:
    """Return whether the rows that both have are equal; their number may differ."""
    rows = min(len(mine), len(expected))
    return rows > 1 and np.array_equal(mine[:rows], expected[:rows])


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    ids = rng.permutation(10_000)[:90]  # none of them twice
    x, y = cut(answer, ids, 12, 3)
    windows = max(x, y, key=np.size)  # another criterion judges which comes first
    text = ids.tolist()
    known = {*pairwise(text), *pairwise(text[::-1])}
    neighbours = zip(windows[..., :-1].flat, windows[..., 1:].flat, strict=True)
    if np.mean([pair in known for pair in neighbours] or [False]) < 0.3:
        raise AssertionError("the windows are not pieces of ids")
    for name, sizes in (("maxlen", (20, 3)), ("step", (12, 4))):
        others = cut(answer, ids, *sizes)
        if np.array_equal(others[0], x) and np.array_equal(others[1], y):
            raise AssertionError(f"the windows do not depend on {name}")
    for maxlen, step in ((12, 3), (5, 2)):
        given = {"ids": ids, "maxlen": maxlen, "step": step}
        expect_as_passed(cut(answer, ids, maxlen, step), oracle.windows, given)


@checks.criterion(
    "window i holds the characters from i · step on",
    points=3,
    hint="x[i] is ids[i * step : i * step + maxlen]: windows begin `step` places after "
    "one another, the first at 0, and each is `maxlen` long",
)
def windows_are_pieces(answer: Any, rng: np.random.Generator) -> None:
    ids = draw_ids(rng, int(rng.integers(200, 300)))
    x, _ = cut(answer, ids, 60, 3)
    if x.shape[1:] != (60,):
        raise AssertionError(
            f"x has the shape {x.shape}: with maxlen = 60 it is (number of windows, 60)"
        )
    expect(x, oracle.windows(ids, 60, 3)[0], same=agree)


@checks.criterion(
    "y has the character that follows each window",
    points=3,
    hint="y[i] is the first character after window i, ids[i * step + maxlen]: neither "
    "the last one inside the window nor the first of the next window",
)
def next_characters(answer: Any, rng: np.random.Generator) -> None:
    ids = draw_ids(rng, int(rng.integers(200, 300)))
    _, y = cut(answer, ids, 60, 3)
    if y.ndim != 1:
        raise AssertionError(
            f"y has the shape {y.shape}: it has one character for each window, with "
            "the shape (number of windows,)"
        )
    expect(y, oracle.windows(ids, 60, 3)[1], same=agree)


@checks.criterion(
    "there are as many windows as have a next character, neither more nor fewer",
    points=2,
    hint="the last window is the last one after which there still is a character: "
    "starts are range(0, len(ids) - maxlen, step)",
)
def number_of_windows(answer: Any, rng: np.random.Generator) -> None:
    shortest = int(rng.integers(100, 120))
    for length in range(shortest, shortest + 4):
        ids = draw_ids(rng, length)
        x, y = cut(answer, ids, 60, 3)
        expected, _ = oracle.windows(ids, 60, 3)
        assert len(x) == len(y) == len(expected)
        assert x.shape[1] == 60


@checks.criterion(
    "other lengths and steps work as well; 60 and 3 are only the defaults",
    points=1,
    hint="use the arguments maxlen and step, not the numbers 60 and 3; a step may be 1 "
    "or longer than the window",
)
def other_sizes(answer: Any, rng: np.random.Generator) -> None:
    ids = draw_ids(rng, int(rng.integers(90, 120)))
    for maxlen, step in ((7, 1), (12, 5), (4, 9), (1, 2)):
        x, y = cut(answer, ids, maxlen=maxlen, step=step)
        expected = oracle.windows(ids, maxlen, step)
        assert agree(x, expected[0]) and x.shape[1] == maxlen
        assert agree(y, expected[1])
    x, y = cut(answer, ids)
    expected = oracle.windows(ids, 60, 3)
    assert x.shape == expected[0].shape and agree(y, expected[1])


@checks.criterion(
    "the indices keep their type",
    points=1,
    hint="x and y have the dtype of ids: new arrays are float64 unless they are told "
    "otherwise, and so are those of an empty list, where there is no window",
)
def type_is_kept(answer: Any, rng: np.random.Generator) -> None:
    for part in answer.extract_windows(draw_ids(rng, 90), 60, 3):
        if isinstance(part, list | tuple):
            raise AssertionError("x and y are arrays, not lists: np.array makes one")
    for dtype in (np.uint8, np.int32, np.int64):
        x, y = cut(answer, draw_ids(rng, 90, dtype), 60, 3)
        assert len(x) and len(y)
        assert x.dtype == dtype and y.dtype == dtype
        with suppress(AnswerError):  # the matter of another criterion
            x, y = cut(answer, draw_ids(rng, 40, dtype), 60, 3)
        assert x.dtype == dtype and y.dtype == dtype


@checks.criterion(
    "a text with room for a single window gives one row",
    points=1,
    hint="maxlen + 1 characters are one window and its next character: x is then "
    "(1, maxlen) and y is (1,)",
)
def single_window(answer: Any, rng: np.random.Generator) -> None:
    for maxlen, step in ((60, 3), (5, 1)):
        ids = draw_ids(rng, maxlen + 1)
        x, y = cut(answer, ids, maxlen, step)
        assert x.shape == (1, maxlen) and y.shape == (1,)
        assert np.array_equal(x[0], ids[:-1]) and y[0] == ids[-1]


@checks.criterion(
    "a text that is too short gives no window, and no error",
    points=1,
    hint="with maxlen characters or fewer there is no window that anything follows: "
    "x is then empty with the shape (0, maxlen), and y with the shape (0,)",
)
def too_short(answer: Any, rng: np.random.Generator) -> None:
    x, _ = cut(answer, draw_ids(rng, 30), 10, 3)
    assert len(x) > 1  # something is cut where it can be
    for length in (10, 9, 3, 0):
        x, y = cut(answer, draw_ids(rng, length), 10, 3)
        assert x.shape == (0, 10) and y.shape == (0,)


@checks.criterion(
    "every text has windows of its own",
    points=1,
    hint="the windows of one text must not change when another is cut: keep no list "
    "and no array from call to call",
)
def texts_are_apart(answer: Any, rng: np.random.Generator) -> None:
    texts = [draw_ids(rng, 40) for _ in range(2)]
    results = answer.in_turn("extract_windows", *((ids, 8, 5) for ids in texts))
    for ids, result in zip(texts, results, strict=True):
        (x, y), expected = two_arrays(result), oracle.windows(ids, 8, 5)
        assert len(x) > 1 and agree(x, expected[0]) and agree(y, expected[1])
