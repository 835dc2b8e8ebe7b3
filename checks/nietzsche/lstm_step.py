"""Hidden criteria of `lstm_step`: one step of an LSTM, as Keras keeps its weights."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .oracle import Floats

checks = Checks("lstm_step")
SMALL, LARGE = (2, 3, 4, 5), (16, 20, 24, 32)  # sizes of batch, inputs and units
NEARLY = 1 + 1e-9  # the result for almost the same state is almost the same


@dataclass(frozen=True)
class Step:
    """What `lstm_step` is given."""

    x: Floats  # (batch, inputs)
    h: Floats  # (batch, units)
    c: Floats  # (batch, units)
    kernel: Floats  # (inputs, 4 units)
    recurrent_kernel: Floats  # (units, 4 units)
    bias: Floats  # (4 units,)

    @property
    def wanted(self) -> tuple[Floats, Floats]:
        """State and memory after the step."""
        return oracle.lstm_step(**vars(self))


def draw_step(
    rng: np.random.Generator,
    biases: bool = False,
    among: Sequence[int] = SMALL,
) -> Step:
    """Draw a step; its batch, inputs and units are different numbers `among` these.

    There are no biases unless asked for.
    """
    batch, inputs, units = (int(n) for n in rng.permutation(among)[:3])
    return Step(
        rng.normal(size=(batch, inputs)),
        rng.uniform(-1, 1, size=(batch, units)),
        rng.normal(size=(batch, units)),
        rng.normal(size=(inputs, 4 * units)),
        rng.normal(size=(units, 4 * units)),
        rng.normal(size=4 * units) * biases,
    )


def stepped(answer: Any, given: Step) -> tuple[Floats, Floats]:
    """Return state and memory of the answer, which gets arrays of its own."""
    arrays = {name: array.copy() for name, array in asdict(given).items()}
    return both(answer.lstm_step(*arrays.values()), given)


def both(result: Any, given: Step) -> tuple[Floats, Floats]:
    """Return state and memory as arrays, if they are two of the right shape."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise AssertionError("return two arrays: the new state h and the new memory c")
    h, c = (np.asarray(part) for part in result)
    if {h.shape, c.shape} != {given.h.shape} or {h.dtype.kind, c.dtype.kind} != {"f"}:
        raise AssertionError("both have the shape (batch, units), as before the step")
    return h, c


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    given = draw_step(rng, biases=True)
    before, again = (np.array(stepped(answer, given)) for _ in range(2))
    if not np.array_equal(before, again):
        raise AssertionError("the same arrays must give the same h and c")
    nearby = np.array(stepped(answer, replace(given, h=given.h * NEARLY)))
    if not np.allclose(before, nearby, atol=0.05):
        raise AssertionError("h and c jump where the state before hardly changes")
    for name, array in vars(given).items():
        after = np.array(stepped(answer, replace(given, **{name: array + 0.5})))
        if np.array_equal(before, after):
            raise AssertionError(f"no result depends on {name}")
    expect_as_passed(tuple(before), oracle.lstm_step, vars(given))


@checks.criterion(
    "the memory is what is kept of the old one, and what is written",
    points=2,
    hint="the columns belong to i, f, the new value and o, in this order; the memory "
    "is f * c + i * tanh(new), and it comes back second",
)
def memory(answer: Any, rng: np.random.Generator) -> None:
    for sizes in (SMALL, LARGE):
        given = draw_step(rng, among=sizes)
        _, c = stepped(answer, given)
        expect(c, given.wanted[1], same=oracle.alike)


@checks.criterion(
    "the state shows the new memory, through the gate o",
    points=2,
    hint="the state is o * tanh(c) with the memory after the step, where o is made of "
    "the last quarter of the columns; it comes back first",
)
def state(answer: Any, rng: np.random.Generator) -> None:
    given = draw_step(rng)
    # Without columns both gates are a half and nothing is written: c becomes c / 2.
    units = given.h.shape[1]
    for weights in (given.kernel, given.recurrent_kernel):
        weights[:, : 3 * units] = 0
    h, _ = stepped(answer, given)
    expect(h, given.wanted[0], same=oracle.alike)


@checks.criterion(
    "the bias counts, and nothing is added to it",
    points=1,
    hint="the bias is added to x @ kernel + h @ recurrent_kernel, once and as it is: "
    "what Keras adds to forget less is already in it",
)
def biases(answer: Any, rng: np.random.Generator) -> None:
    given = draw_step(rng, biases=True)
    for found, wanted in zip(stepped(answer, given), given.wanted, strict=True):
        expect(found, wanted, same=oracle.alike)


@checks.criterion(
    "every row is a step of its own, also a single one",
    points=1,
    hint="the rows are different texts, which know nothing of each other; a batch of "
    "one row has the shape (1, units)",
)
def rows(answer: Any, rng: np.random.Generator) -> None:
    given = draw_step(rng)
    together = stepped(answer, given)
    for row in range(len(given.x)):
        part = slice(row, row + 1)
        one = replace(given, x=given.x[part], h=given.h[part], c=given.c[part])
        for whole, alone in zip(together, stepped(answer, one), strict=True):
            expect(whole[part], alone, same=oracle.alike)


@checks.criterion(
    "what was passed stays as it was",
    points=1,
    hint="c, h or the weights were changed: *= and += work in place; return new arrays",
)
def nothing_changes(answer: Any, rng: np.random.Generator) -> None:
    given = draw_step(rng, biases=True)
    before = {name: array.copy() for name, array in asdict(given).items()}
    new = both(answer.lstm_step(*vars(given).values()), given)
    for name, array in vars(given).items():
        assert np.array_equal(array, before[name])
    for array in new:
        assert not any(np.shares_memory(array, old) for old in (given.h, given.c))
