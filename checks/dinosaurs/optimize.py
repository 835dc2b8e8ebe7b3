"""Hidden criteria of `optimize`: one clipped step of gradient descent."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import AnswerError, Checks, expect

from . import oracle
from .oracle import Arrays, copied

checks = Checks("optimize", lent={"clip": oracle.clip})

BOUND = oracle.BOUND
RATE = 0.1  # of learning, where the rate matters little


@dataclass(frozen=True)
class Case:
    """What `optimize` is given, and the loss, gradients and state of its one step."""

    X: list[int | None]
    Y: list[int]
    state: np.ndarray
    parameters: Arrays
    loss: float
    gradients: Arrays
    last_state: np.ndarray


def draw_case(rng: np.random.Generator, steep: bool = False) -> Case:
    """Draw a short sequence whose gradients stay within the bound, or a steep one.

    Each gradient of a steep one goes beyond the bound, all together on both sides, and
    some of it lies between nine tenths of the bound and the bound.
    """
    while True:
        n_a, vocab_size = (int(n) for n in rng.integers((5, 8), (9, 13)))
        parameters = oracle.draw_parameters(rng, n_a, vocab_size)
        length = int(rng.integers(22, 30) if steep else rng.integers(5, 8))
        letters = [int(i) for i in rng.integers(vocab_size, size=length)]
        X: list[int | None] = [None, *letters[:-1]]
        # The same target at every step adds up to steep gradients.
        Y = [0] * length if steep else letters
        state = rng.normal(size=(n_a, 1)) * 0.5
        found = oracle.loss_and_gradients(X, Y, state, parameters)
        entries = np.concatenate([g.ravel() for g in found[1].values()])
        sizes = np.abs(entries)
        if not steep and sizes.max() < 0.8 * BOUND:
            break
        beyond = (entries > 1.1 * BOUND).any() and (entries < -1.1 * BOUND).any()
        beyond &= all(np.abs(g).max() > 1.1 * BOUND for g in found[1].values())
        if steep and beyond and ((sizes > 0.85 * BOUND) & (sizes < 0.99 * BOUND)).any():
            break
    return Case(X, Y, state, parameters, *found)


def step(
    answer: Any, case: Case, rate: float | None = oracle.RATE
) -> tuple[Any, Any, Any]:
    """Run one step of the answer over a right `clip`; without a `rate`, pass none."""
    given = (case.X, case.Y, case.state, case.parameters)
    with answer.replaced("clip", oracle.clip):
        result = answer.optimize(*given, *([] if rate is None else [rate]))
    if not isinstance(result, tuple | list) or len(result) != 3:
        raise AssertionError("return three things: loss, gradients, the last state")
    return result[0], result[1], result[2]


def assert_close(mine: object, expected: object) -> None:
    """Fail unless two numbers or arrays agree up to rounding, shape included."""
    mine, expected = np.asarray(mine), np.asarray(expected, float)
    assert mine.dtype.kind == "f"
    assert mine.shape == expected.shape
    expect(mine, expected, same=partial(np.allclose, rtol=1e-7, atol=1e-9))


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    case = draw_case(rng)
    size = len(case.parameters["by"])
    changes: dict[str, Any] = {
        "X": [None, *((index + 1) % size for index in case.Y[:-1])],
        "Y": [(index + 1) % size for index in case.Y],
        "a_prev": case.state + 0.5,
        "parameters": {name: 0.5 * w for name, w in case.parameters.items()},
        "learning_rate": 0.3,
    }
    before = outcome(answer, case, {})
    for name, changed in changes.items():
        if name == "learning_rate" and not before[-1].any():
            continue  # it updates nothing that we can see, which is judged below
        after = outcome(answer, case, {name: changed})
        if all(map(np.array_equal, before, after)):
            raise AssertionError(f"no result depends on {name}")

    def right(**given: Any) -> tuple[np.ndarray, ...]:
        return tuple(stepped(oracle.optimize, given))

    # Who updates twice has a step of twice the rate, and is told so below.
    spared = {"learning_rate": lambda rate: rate == 2 * RATE}
    expect_as_passed(before, right, arguments(case), spared)


def arguments(case: Case) -> dict[str, Any]:
    """Return what `optimize` is given here."""
    return {
        "X": list(case.X),
        "Y": list(case.Y),
        "a_prev": case.state.copy(),
        "parameters": copied(case.parameters),
        "learning_rate": RATE,
    }


def outcome(answer: Any, case: Case, changed: dict[str, Any]) -> list[np.ndarray]:
    """Return results and updates as flat arrays, with some arguments changed."""
    with answer.replaced("clip", oracle.clip):
        return stepped(answer.optimize, {**arguments(case), **changed})


def stepped(optimize: Callable[..., Any], given: dict[str, Any]) -> list[np.ndarray]:
    """Return results and updates of one step as flat arrays."""
    parameters = copied(given["parameters"])
    before = given["parameters"]
    results = optimize(**{**given, "parameters": parameters})
    steps = [np.ravel(parameters.get(name, w) - w) for name, w in before.items()]
    return [*flat(results), np.concatenate(steps)]


def flat(results: Any) -> Iterator[np.ndarray]:
    """Yield all arrays and numbers in tuples, lists and dictionaries, flat."""
    if isinstance(results, dict):
        results = [results[name] for name in sorted(results)]
    if isinstance(results, tuple | list):
        for result in results:
            yield from flat(result)
    else:
        yield np.ravel(results)


@checks.criterion(
    "the loss is the one of the forward pass",
    points=2,
    hint="the first value returned is the loss that rnn_forward gives for X, Y, "
    "a_prev and the parameters from before the update",
)
def loss_is_right(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    loss, _, _ = step(answer, case)
    assert_close(loss, case.loss)


@checks.criterion(
    "the gradients are those of the loss",
    points=2,
    hint="the second value returned holds the gradients that rnn_backward gives for "
    "this X and Y, clipped and otherwise unchanged",
)
def gradients_are_right(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    _, gradients, _ = step(answer, case)
    for name, gradient in case.gradients.items():
        assert_close(gradients[name], gradient)


@checks.criterion(
    "the step goes down the gradient, in the parameters that were passed",
    points=2,
    hint="each parameter becomes parameter - learning_rate * gradient, once, and "
    "nothing of an earlier step counts",
)
def step_goes_down(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    before = copied(case.parameters)
    for _ in range(2):  # the same step, whatever was done before
        case.parameters.update(copied(before))
        step(answer, case, 0.1)
        if all(np.array_equal(case.parameters[n], w) for n, w in before.items()):
            raise AssertionError(
                "the dictionary that was passed still holds the old parameters: the "
                "update must change it in place, not a copy"
            )
        assert case.parameters.keys() == before.keys()
        for name, weights in before.items():
            after = weights - 0.1 * case.gradients[f"d{name}"]
            assert_close(case.parameters[name], after)


@checks.criterion(
    "the gradients that are returned are clipped at 5",
    points=2,
    hint="the gradients are clipped to the interval from -5 to 5, both sides, and "
    "these are the ones to return",
)
def clipped_at_five(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng, steep=True)
    _, gradients, _ = step(answer, case)
    for name, gradient in oracle.clip(case.gradients, BOUND).items():
        assert_close(gradients[name], gradient)


@checks.criterion(
    "the update uses the clipped gradients",
    points=2,
    hint="the update uses other gradients than the clipped ones: clip after "
    "rnn_backward and before update_parameters, and pass on what clip returns",
)
def update_is_clipped(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng, steep=True)
    before = copied(case.parameters)
    step(answer, case, 0.1)
    clipped = oracle.clip(case.gradients, BOUND)
    for name, weights in before.items():
        assert_close(case.parameters[name], weights - 0.1 * clipped[f"d{name}"])


@checks.criterion(
    "the size of the step is the learning rate that was passed",
    points=1,
    hint="the learning rate is the argument, and 0.01 only where none is passed",
)
def rate_is_the_argument(answer: Any, rng: np.random.Generator) -> None:
    for rate in (None, 0.05, 0.5):
        case = draw_case(rng)
        before = copied(case.parameters)
        try:
            step(answer, case, rate)
        except AnswerError as error:
            if "missing 1 required positional argument" not in str(error):
                raise
            raise AssertionError(
                "learning_rate has the default 0.01, so that it may be left out"
            ) from error
        size = oracle.RATE if rate is None else rate
        for name, weights in before.items():
            after = np.abs(case.parameters[name] - weights)
            assert_close(after, size * np.abs(case.gradients[f"d{name}"]))


@checks.criterion(
    "the state returned is the hidden state after the last character",
    points=2,
    hint="the third value returned is a single hidden state, the one after the last "
    "step, as a column; the first step starts from a_prev",
)
def last_state_is_returned(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        case = draw_case(rng)
        _, _, state = step(answer, case)
        assert_close(state, case.last_state)


@checks.criterion(
    "X, Y and a_prev stay as they were",
    points=1,
    hint="only the parameters may change: X, Y or a_prev was changed too",
)
def rest_is_untouched(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    X, Y, state = list(case.X), list(case.Y), case.state.copy()
    loss, _, _ = step(answer, case)
    assert_close(loss, case.loss)
    assert case.X == X and case.Y == Y and np.array_equal(case.state, state)
