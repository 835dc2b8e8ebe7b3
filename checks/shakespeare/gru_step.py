"""Hidden criteria of `gru_step`: one step of a GRU, as Keras keeps its weights.

Each criterion sets to zero what it is not about, so that one mistake is missed in one
place: without update columns the gate is a half, without biases none can be forgotten.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle

checks = Checks("gru_step")
SMALL, LARGE = (2, 3, 4, 5), (16, 20, 24, 32)  # sizes of batch, inputs and units
NEARLY = 1 + 1e-9  # the result for almost the same state is almost the same


@dataclass(frozen=True)
class Step:
    """What `gru_step` is given."""

    x: np.ndarray  # (batch, inputs)
    h: np.ndarray  # (batch, units)
    kernel: np.ndarray  # (inputs, 3 units)
    recurrent_kernel: np.ndarray  # (units, 3 units)
    bias: np.ndarray  # (2, 3 units)

    @property
    def wanted(self) -> np.ndarray:
        """The state after the step."""
        return oracle.gru_step(**vars(self))


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
        rng.normal(size=(inputs, 3 * units)),
        rng.normal(size=(units, 3 * units)),
        rng.normal(size=(2, 3 * units)) * biases,
    )


def stepped(answer: Any, given: Step) -> np.ndarray:
    """Return the new state of the answer, which gets arrays of its own."""
    arrays = {name: array.copy() for name, array in asdict(given).items()}
    found = np.asarray(answer.gru_step(*arrays.values()))
    if found.shape != given.h.shape or found.dtype.kind != "f":
        raise AssertionError(
            "return one array, the new state: it has the shape of h, (batch, units)"
        )
    return found


def assert_right(answer: Any, given: Step) -> None:
    """Fail unless the new state is right."""
    expect(stepped(answer, given), given.wanted, same=oracle.alike)


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    given = draw_step(rng, biases=True)
    before, again = (stepped(answer, given) for _ in range(2))
    if not np.array_equal(before, again):
        raise AssertionError("the same arrays must give the same new state")
    nearby = stepped(answer, replace(given, h=given.h * NEARLY))
    if not np.allclose(before, nearby, atol=0.05):
        raise AssertionError("the new state jumps where the old one hardly changes")
    for name, array in vars(given).items():
        after = stepped(answer, replace(given, **{name: array + 0.5}))
        if np.array_equal(before, after):
            raise AssertionError(f"the new state does not depend on {name}")
    expect_as_passed(before, oracle.gru_step, vars(given))


@checks.criterion(
    "old state and candidate are mixed by the update gate",
    points=2,
    hint="the first third of the columns makes the update gate z, the last third the "
    "candidate; the new state is z * h + (1 - z) * candidate",
)
def update_gate(answer: Any, rng: np.random.Generator) -> None:
    for sizes in (SMALL, LARGE):
        given = draw_step(rng, among=sizes)
        given.recurrent_kernel[:, 2 * given.h.shape[1] :] = 0  # nothing to reset
        assert_right(answer, given)


@checks.criterion(
    "the reset gate scales what comes from the old state into the candidate",
    points=2,
    hint="the candidate is tanh(x @ W + r * (h @ U)), with the last third of the "
    "columns; the reset gate r, from the second third, is applied after the product",
)
def reset_gate(answer: Any, rng: np.random.Generator) -> None:
    given = draw_step(rng)
    units = given.h.shape[1]
    for weights in (given.kernel, given.recurrent_kernel):
        weights[:, :units] = 0  # half of each in the mixture
    assert_right(answer, given)


@checks.criterion(
    "both rows of the bias count, each in its place",
    points=2,
    hint="bias[0] is added to x @ kernel, bias[1] to h @ recurrent_kernel; in the "
    "candidate the second one is inside the product with the reset gate",
)
def biases(answer: Any, rng: np.random.Generator) -> None:
    assert_right(answer, draw_step(rng, biases=True))


@checks.criterion(
    "every row is a step of its own, also a single one",
    points=1,
    hint="the rows of x and h are different texts, which know nothing of each other; a "
    "batch of one row has the shape (1, units)",
)
def rows(answer: Any, rng: np.random.Generator) -> None:
    given = draw_step(rng)
    together = stepped(answer, given)
    for row in range(len(given.x)):
        part = slice(row, row + 1)
        alone = stepped(answer, replace(given, x=given.x[part], h=given.h[part]))
        expect(together[part], alone, same=oracle.alike)


@checks.criterion(
    "what was passed stays as it was",
    points=1,
    hint="h, x or the weights were changed: *= and += work in place; return a new "
    "array",
)
def nothing_changes(answer: Any, rng: np.random.Generator) -> None:
    given = draw_step(rng, biases=True)
    before = {name: array.copy() for name, array in asdict(given).items()}
    new = np.asarray(answer.gru_step(*vars(given).values()))
    for name, array in vars(given).items():
        assert np.array_equal(array, before[name])
    assert new.shape == given.h.shape and not np.shares_memory(new, given.h)
