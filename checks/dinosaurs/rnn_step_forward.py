"""Hidden criteria of `rnn_step_forward`: one step of the network, as columns."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .oracle import AS_IN_THE_LESSON, Arrays, alike, copied, one_hot

checks = Checks("rnn_step_forward")
SAME = "the same parameters, a_prev and x"
NEARLY = 1 + 1e-9  # the result for almost the same state is almost the same


def draw_step(
    rng: np.random.Generator, sizes: tuple[int, int] | None = None
) -> tuple[Arrays, np.ndarray, int]:
    """Draw parameters, a state, and the index of an input character.

    `sizes` are those of the state and of the vocabulary; small ones are drawn.
    """
    n_a, size = sizes or (int(n) for n in rng.integers((4, 7), (7, 10)))
    parameters = oracle.draw_parameters(rng, n_a, size)
    index = int(rng.integers(size // 2))  # elsewhere if x is turned round
    return parameters, rng.normal(size=(n_a, 1)) * 0.5, index


def step(
    answer: Any, parameters: Arrays, state: np.ndarray, index: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the two arrays of one step of the answer."""
    x = one_hot(index, len(parameters["by"]))
    result = answer.rnn_step_forward(parameters, state, x)
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise AssertionError("return two arrays: the new state and the probabilities")
    return np.asarray(result[0]), np.asarray(result[1])


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    parameters, state, index = draw_step(rng)
    before, again = (
        flat(step(answer, copied(parameters), state.copy(), index)) for _ in range(2)
    )
    if not np.array_equal(before, again):
        raise AssertionError(f"{SAME} must give the same state and probabilities")
    nearby = flat(step(answer, copied(parameters), state * NEARLY, index))
    if not np.allclose(before, nearby, atol=0.05):
        raise AssertionError("the results jump where a_prev hardly changes")
    halved = {name: 0.5 * weights for name, weights in parameters.items()}
    other = (index + 1) % len(parameters["by"])
    changes: dict[str, tuple[Arrays, np.ndarray, int]] = {
        "parameters": (halved, state, index),
        "a_prev": (parameters, state + 0.5, index),
        "x": (parameters, state, other),
    }
    for name, changed in changes.items():
        if np.array_equal(before, flat(step(answer, *changed))):
            raise AssertionError(f"no result depends on {name}")
    found = step(answer, copied(parameters), state.copy(), index)
    x = one_hot(index, len(parameters["by"]))
    given = {"parameters": parameters, "a_prev": state, "x": x}
    expect_as_passed(found, oracle.step, given)


def flat(arrays: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Return two arrays as one."""
    return np.concatenate([np.ravel(array) for array in arrays])


@checks.criterion(
    "the new state is that of equation (1)",
    points=2,
    hint="the new state is the tanh of three terms together: Wax @ x, Waa @ a_prev "
    "and b; the first input is a column of zeros",
)
def state_is_right(answer: Any, rng: np.random.Generator) -> None:
    for sizes in (None, AS_IN_THE_LESSON):
        parameters, state, index = draw_step(rng, sizes)
        for given in (index, None):
            mine, _ = step(answer, copied(parameters), state.copy(), given)
            wanted, _ = oracle.advance(given, state, parameters)
            expect(np.ravel(mine), np.ravel(wanted), same=alike)


@checks.criterion(
    "the probabilities are those of equations (2) and (3)",
    points=2,
    hint="the probabilities are the softmax of Wya @ a + by, where a is the new state",
)
def probabilities_are_right(answer: Any, rng: np.random.Generator) -> None:
    for sizes in (None, AS_IN_THE_LESSON):
        parameters, state, index = draw_step(rng, sizes)
        _, mine = step(answer, copied(parameters), state.copy(), index)
        _, wanted = oracle.advance(index, state, parameters)
        expect(np.ravel(mine), np.ravel(wanted), same=alike)


@checks.criterion(
    "state and probabilities are columns",
    points=1,
    hint="the state has the shape (n_a, 1), as a_prev, and the probabilities (V, 1), "
    "as x: the next step needs such a column",
)
def columns(answer: Any, rng: np.random.Generator) -> None:
    parameters, state, index = draw_step(rng)
    new, probabilities = step(answer, parameters, state, index)
    assert new.shape == state.shape
    assert probabilities.shape == parameters["by"].shape


@checks.criterion(
    "what was passed stays as it was",
    points=1,
    hint="the parameters, a_prev or x were changed: return new arrays",
)
def nothing_changes(answer: Any, rng: np.random.Generator) -> None:
    parameters, state, index = draw_step(rng)
    x = one_hot(index, len(parameters["by"]))
    before = copied(parameters), state.copy(), x.copy()
    new, _ = answer.rnn_step_forward(parameters, state, x)
    assert parameters.keys() == before[0].keys()
    for name, weights in before[0].items():
        assert np.array_equal(parameters[name], weights)
    assert np.array_equal(state, before[1]) and np.array_equal(x, before[2])
    assert not np.shares_memory(new, state)
