"""Hidden criteria of `rnn_step_backward`: the gradients of one step, added up."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .oracle import AS_IN_THE_LESSON, Arrays, alike, copied, one_hot

checks = Checks("rnn_step_backward")

OUTPUT = ("dWya", "dby")
HIDDEN = ("db", "dWax", "dWaa")
PRODUCTS = {  # what each gets where only it is wrong
    "dWya": "dWya gets dy @ a.T, where a is the state after the step",
    "dby": "dby gets dy",
    "dWax": "dWax gets δ @ x.T",
    "dWaa": "dWaa gets δ @ a_prev.T, where a_prev is the state before the step",
}


@dataclass(frozen=True)
class Step:
    """What `rnn_step_backward` is given."""

    dy: np.ndarray
    gradients: Arrays
    parameters: Arrays
    x: np.ndarray
    a: np.ndarray
    a_prev: np.ndarray


def draw_step(
    rng: np.random.Generator,
    sums: bool = False,
    later: bool = False,
    sizes: tuple[int, int] | None = None,
) -> Step:
    """Draw a step; `sums` and blame from `later` steps are zeros unless wanted.

    `sizes` are those of the state and of the vocabulary; small ones are drawn.
    """
    n_a, size = sizes or (int(n) for n in rng.integers((4, 7), (7, 10)))
    parameters = oracle.draw_parameters(rng, n_a, size)
    a_prev = np.tanh(rng.normal(size=(n_a, 1)))
    index = int(rng.integers(size // 2))  # elsewhere if x is turned round
    a, dy = oracle.advance(index, a_prev, parameters)
    dy[int(rng.integers(size))] -= 1.0
    gradients = {
        f"d{name}": rng.normal(size=weights.shape) * sums
        for name, weights in parameters.items()
    }
    gradients["da_next"] = rng.normal(size=(n_a, 1)) * later
    return Step(dy, gradients, parameters, one_hot(index, size), a, a_prev)


def stepped(answer: Any, given: Step) -> Arrays:
    """Return the gradients after one step of the answer; the rest must not change."""
    rest = (given.dy, given.x, given.a, given.a_prev)
    parameters, gradients = copied(given.parameters), copied(given.gradients)
    dy, x, a, a_prev = (array.copy() for array in rest)
    result = answer.rnn_step_backward(dy, gradients, parameters, x, a, a_prev)
    if not isinstance(result, dict) or not given.gradients.keys() <= result.keys():
        raise AssertionError(
            "return the dictionary with dWax, dWaa, dWya, db, dby and da_next"
        )
    is_same = all(map(np.array_equal, (dy, x, a, a_prev), rest))
    is_same &= parameters.keys() == given.parameters.keys()
    if not is_same or any(
        not np.array_equal(parameters[name], w) for name, w in given.parameters.items()
    ):
        raise AssertionError("only the gradients may change: something else did")
    return result


def assert_right(
    answer: Any, given: Step, names: tuple[str, ...], hints: dict[str, str] = PRODUCTS
) -> None:
    """Fail unless these gradients are right, their shapes included.

    If a single one is not, its own hint is told.
    """
    found, wanted = stepped(answer, given), oracle.step_back(**vars(given))
    wrong = [name for name in names if not alike(np.asarray(found[name]), wanted[name])]
    told = hints.get(wrong[0], "") if len(wrong) == 1 else ""
    for name in names:
        expect(np.asarray(found[name]), wanted[name], told, same=alike)


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    given = draw_step(rng, sums=True, later=True)
    before = flat(stepped(answer, given))
    changes: dict[str, Any] = {
        "dy": -given.dy,
        "gradients": {name: 2 * g for name, g in given.gradients.items()},
        "parameters": {name: 0.5 * w for name, w in given.parameters.items()},
        "x": np.roll(given.x, 1),
        "a": 0.5 * given.a,
        "a_prev": given.a_prev + 0.5,
    }
    for name, changed in changes.items():
        after = flat(stepped(answer, replace(given, **{name: changed})))
        if np.array_equal(before, after):
            raise AssertionError(f"no result depends on {name}")
    # To replace sums in place of adding to them, or to blame nothing on the step
    # before, as if Waa were zero, is a mistake of another kind.
    some_are_zero = dict.fromkeys(
        ("gradients", "parameters"),
        lambda altered: not all(map(np.any, altered.values())),
    )
    expect_as_passed(
        stepped(answer, given), oracle.step_back, vars(given), some_are_zero
    )


def flat(arrays: Arrays) -> np.ndarray:
    """Return all arrays as one."""
    return np.concatenate([np.ravel(arrays[name]) for name in sorted(arrays)])


@checks.criterion(
    "dWya and dby are those of this step",
    points=2,
    hint="dWya gets dy @ a.T, where a is the state after the step, and dby gets dy",
)
def output_gradients(answer: Any, rng: np.random.Generator) -> None:
    for sizes in (None, AS_IN_THE_LESSON):
        assert_right(answer, draw_step(rng, sizes=sizes), OUTPUT)


@checks.criterion(
    "db, dWax and dWaa are those of this step",
    points=2,
    hint="δ is the slope 1 - a² times Wya.T @ dy; db gets δ, dWax gets δ @ x.T, and "
    "dWaa gets δ @ a_prev.T",
)
def hidden_gradients(answer: Any, rng: np.random.Generator) -> None:
    for sizes in (None, AS_IN_THE_LESSON):
        assert_right(answer, draw_step(rng, sizes=sizes), HIDDEN)


@checks.criterion(
    "the blame from later steps counts too",
    points=2,
    hint="the gradient of a has two parts: Wya.T @ dy of its own prediction, and "
    "da_next, which came from later steps; both go through the slope of tanh",
)
def later_steps_count(answer: Any, rng: np.random.Generator) -> None:
    assert_right(answer, draw_step(rng, later=True), HIDDEN)


@checks.criterion(
    "da_next becomes the blame for the step before",
    points=2,
    hint="after the step, da_next is Waa.T @ δ: what the step before is to blame for; "
    "it replaces the old da_next",
)
def blame_goes_back(answer: Any, rng: np.random.Generator) -> None:
    assert_right(answer, draw_step(rng, later=True), ("da_next",))


@checks.criterion(
    "the gradients of the steps add up",
    points=2,
    hint="the same weights serve every step: add to the gradients that came in, once",
)
def steps_add_up(answer: Any, rng: np.random.Generator) -> None:
    hints = {
        name: f"{name} of the later steps has to stay: add this step to it, once"
        for name in OUTPUT + HIDDEN
    }
    given = draw_step(rng, sums=True, later=True)
    assert_right(answer, given, OUTPUT + HIDDEN, hints)
