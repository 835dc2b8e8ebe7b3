"""Hidden criteria of `stateful_batches`: rows that go on from batch to batch.

Every id occurs once in a text, so that an id tells where in the text it stands.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

checks = Checks("stateful_batches")

MOST = 50  # batches that are looked at, should there be no end
Batches = list[tuple[np.ndarray, np.ndarray]]


def draw_text(rng: np.random.Generator, length: int) -> np.ndarray:
    """Draw ids in random order, none of them twice."""
    return rng.permutation(10 * length)[:length].astype(np.int64)


def draw_sizes(rng: np.random.Generator) -> tuple[int, int, int]:
    """Draw rows, window and length: three or four windows a row, and a few ids more."""
    rows, window = (int(n) for n in rng.permutation([3, 4, 5, 6, 7])[:2])
    stream = window * int(rng.integers(3, 5)) + int(rng.integers(1, window))
    return rows, window, rows * stream + 1 + int(rng.integers(1, rows))


def batches(answer: Any, ids: np.ndarray, rows: int, window: int) -> Batches:
    """Return the answer's batches, as pairs of arrays."""
    given = islice(answer.stateful_batches(ids.copy(), rows, window), MOST)
    made = []
    for batch in given:
        if not isinstance(batch, tuple | list | np.ndarray) or len(batch) != 2:
            raise AssertionError("every batch is a pair: inputs x and targets y")
        made.append((np.asarray(batch[0]), np.asarray(batch[1])))
    if not made:
        raise AssertionError("no batch came out: return or yield pairs (x, y)")
    return made


def cases(
    answer: Any, rng: np.random.Generator
) -> list[tuple[np.ndarray, int, int, Batches]]:
    """Return text, rows, window and the answer's batches, for two sizes."""
    found = []
    for _ in range(2):
        rows, window, length = draw_sizes(rng)
        ids = draw_text(rng, length)
        found.append((ids, rows, window, batches(answer, ids, rows, window)))
    return found


def places(ids: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return where in the text the values stand."""
    order = np.argsort(ids)
    found = np.searchsorted(ids[order], values).clip(max=len(ids) - 1)
    where = order[found]
    assert np.array_equal(ids[where], values)  # all of them are ids of the text
    return where


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    ids, others = draw_text(rng, 130), draw_text(rng, 130)
    made, again, from_others = (batches(answer, t, 4, 6) for t in (ids, ids, others))
    values = values_of(made)
    if not np.array_equal(values, values_of(again)):
        raise AssertionError("the batches do not depend on ids alone")
    if np.array_equal(values, values_of(from_others)):
        raise AssertionError("the batches do not depend on ids")
    first = made[0][0]
    if len(np.unique(first)) < first.size / 2:
        raise AssertionError("a batch does not hold characters that follow each other")
    for name, sizes in (("batch_size", (5, 6)), ("seq_length", (4, 7))):
        if batches(answer, ids, *sizes)[0][0].shape == first.shape:
            raise AssertionError(f"the batches do not depend on {name}")
    given = {"ids": ids, "batch_size": 4, "seq_length": 6}
    expect_as_passed(tuple(made), right_batches, given)


def right_batches(
    ids: np.ndarray, batch_size: int, seq_length: int
) -> tuple[tuple[np.ndarray, ...], ...]:
    """Return the batches that the exercise asks for, as pairs."""
    size = (len(ids) - 1) // batch_size
    streams = [
        part[: size * batch_size].reshape(batch_size, size) for part in (ids, ids[1:])
    ]
    starts = range(0, size - seq_length + 1, seq_length)
    return tuple(
        tuple(stream[:, start : start + seq_length] for stream in streams)
        for start in starts
    )


def values_of(made: Batches) -> np.ndarray:
    """Return all different values of inputs, in their order."""
    return np.unique(np.concatenate([x.ravel() for x, _ in made]))


@checks.criterion(
    "x and y hold whole numbers, batch_size rows of seq_length each",
    points=1,
    hint="x and y of every batch have the shape (batch_size, seq_length), the last "
    "batch too: batch_size comes before seq_length, and what is left over is dropped",
)
def shapes(answer: Any, rng: np.random.Generator) -> None:
    for ids, rows, window, made in cases(answer, rng):
        for x, y in made:
            if {x.shape, y.shape} != {(rows, window)}:
                raise AssertionError(
                    f"x has the shape {x.shape} and y {y.shape}: with batch_size = "
                    f"{rows} and seq_length = {window} both are {rows, window}, the "
                    "last ones too"
                )
            assert np.issubdtype(x.dtype, np.integer)
            assert np.issubdtype(y.dtype, np.integer)
            places(ids, x)
        for part in next(iter(answer.stateful_batches(ids.copy(), rows, window))):
            if isinstance(part, tuple | list):
                raise AssertionError("x and y are arrays, no lists: np.array makes one")


@checks.criterion(
    "a row of the next batch goes on where the same row ended",
    points=4,
    hint="row r of a batch must continue row r of the batch before, or the state kept "
    "for row r belongs to another text: cut the text into batch_size long streams "
    "first, and take one window of every stream for a batch; never shuffle",
)
def rows_go_on(answer: Any, rng: np.random.Generator) -> None:
    for ids, _, _, made in cases(answer, rng):
        assert len(made) > 1
        for (x, _), (later, _) in pairwise(made):
            assert np.array_equal(places(ids, later[:, 0]), places(ids, x[:, -1]) + 1)


@checks.criterion(
    "within a row the characters stand as in the text",
    points=2,
    hint="a row is a piece of the text read from left to right; reshape puts streams "
    "into rows, and transposing mixes them",
)
def rows_are_text(answer: Any, rng: np.random.Generator) -> None:
    for ids, _, _, made in cases(answer, rng):
        for x, _ in made:
            assert x.shape[1] > 1 and (np.diff(places(ids, x), axis=1) == 1).all()


@checks.criterion(
    "row r of the first batch begins with character r·n of the text",
    points=3,
    hint="the streams have n = (len(ids) - 1) // batch_size characters each and stand "
    "in the order of the text: stream r begins at r·n",
)
def streams_begin(answer: Any, rng: np.random.Generator) -> None:
    for ids, rows, _, made in cases(answer, rng):
        first = places(ids, made[0][0][:, 0])
        n = (len(ids) - 1) // rows
        found = set(np.diff(first).tolist())
        if first[0] == 0 and len(found) == 1 and found.isdisjoint({0, n}):
            size = "longer" if found.pop() > n else "shorter"
            raise AssertionError(
                f"streams are {size} than n = (len(ids) - 1) // batch_size: stream "
                "r begins at r·n, whatever is left over at the end of each"
            )
        assert np.array_equal(first, np.arange(rows) * n)


@checks.criterion(
    "y is x one character later, to the last column of every row",
    points=3,
    hint="the target of a character is the one after it in the text: y is cut from "
    "ids[1:] just as x is from ids, so that its last column looks past the window, "
    "into the next one or the next stream; nothing wraps around",
)
def targets_are_next(answer: Any, rng: np.random.Generator) -> None:
    found = cases(answer, rng)
    rows, window, _ = draw_sizes(rng)
    ids = draw_text(rng, 3 * rows * window + 1)  # the last window ends with the stream
    found.append((ids, rows, window, batches(answer, ids, rows, window)))
    for ids, _, _, made in found:
        for x, y in made:
            after = np.append(ids[1:], -1)
            expect(y, after[places(ids, x)])


@checks.criterion(
    "as many batches as there are whole windows in a stream",
    points=3,
    hint="a stream of n characters gives n // seq_length windows: windows do not "
    "overlap, the last whole one counts, and only the very last character of the text "
    "can have no target",
)
def number_of_batches(answer: Any, rng: np.random.Generator) -> None:
    rows, window, length = draw_sizes(rng)
    exact = rows * window * 3 + 1  # not a character is left over
    for size in (length, exact, exact - 1, exact + window):
        made = batches(answer, draw_text(rng, size), rows, window)
        assert len(made) == (size - 1) // rows // window
        assert len({x.tobytes() for x, _ in made}) == len(made)


@checks.criterion(
    "a batch stays as it is when the next one comes",
    points=1,
    hint="every batch has arrays of its own: arrays that are filled anew for the next "
    "batch change what was given before, so that in a list all batches are the last",
)
def batches_are_apart(answer: Any, rng: np.random.Generator) -> None:
    rows, window, length = draw_sizes(rng)
    ids = draw_text(rng, length)
    given = answer.stateful_batches(ids.copy(), rows, window)
    # The answer makes both before one of them is looked at here.
    (x, y), (later, later_y) = answer.np.fromiter(given, "O", 2).tolist()
    # Where in the text they are taken from is the matter of other criteria.
    for one, other in ((x, later), (y, later_y)):
        assert not np.array_equal(one, other)
