"""Diagnostic inputs of lesson 1: small networks with weights written down here.

`sample` seeds the generator itself, so what it draws is determined by its arguments.
`optimize` and `model` get right functions, or ones that watch, in the place of the
notebook's other exercises.
"""
# ruff: noqa: D103  (a probe is described by its name)

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from utils.diagnosis.behaviour import Inputs, Probe
from utils.failures import LimitReached
from utils.numpy_rnn import get_sample

Arrays = dict[str, np.ndarray]

clip, sample, optimize, model = Inputs(), Inputs(), Inputs(), Inputs()
rnn_step_forward, rnn_step_backward, clip_by_norm = Inputs(), Inputs(), Inputs()
EXERCISES = {
    "clip": clip,
    "sample": sample,
    "optimize": optimize,
    "model": model,
    "rnn_step_forward": rnn_step_forward,
    "rnn_step_backward": rnn_step_backward,
    "clip_by_norm": clip_by_norm,
}


def irregular(*shape: int, start: int = 0, scale: float = 1.0) -> np.ndarray:
    """Return numbers between -2 and 2, times a scale, without any pattern in them."""
    places = np.arange(int(np.prod(shape))) + 17.0 * start
    return (2 * scale * np.sin(places * places * 1.7 + places + 0.3)).reshape(shape)


# ---------------------------------------------------------------------------- clip


def gradients(dtype: type = np.float64) -> Arrays:
    """Return gradients from about -24 to 24."""
    shapes = {"dWaa": (3, 3), "dWax": (3, 2), "dWya": (2, 3), "db": (3, 1)}
    return {
        name: irregular(*shape, start=k, scale=12).astype(dtype)
        for k, (name, shape) in enumerate({**shapes, "dby": (2, 1)}.items())
    }


def shared(result: Arrays, arrays: Arrays) -> list[str]:
    """Return the names of results that share memory with one of the arrays."""
    return sorted(
        name
        for name, array in result.items()
        for other in arrays.values()
        if isinstance(array, np.ndarray) and np.shares_memory(array, other)
    )


def clipped(answer: Any, given: Arrays, bound: float) -> list[object]:
    """Return the result, what became of the arguments, and what the two share."""
    arrays = dict(given)
    result = answer.clip(given, bound)
    if not isinstance(result, dict):
        return [result, given, arrays]
    is_same = all(given.get(name) is array for name, array in arrays.items())
    return [
        dict(result),
        given,
        arrays,
        shared(result, arrays),
        result is given,
        is_same,
    ]


@clip.probe
def beyond_both_sides(answer: Any) -> object:
    return clipped(answer, gradients(), 3.5)


@clip.probe
def short_floats(answer: Any) -> object:
    return clipped(answer, gradients(np.float32), 2.25)


@clip.probe
def bounds_that_are_special(answer: Any) -> object:
    exploded = gradients()
    exploded["dWax"][0, 0], exploded["dby"][1, 0] = np.inf, -np.inf
    every = [clipped(answer, gradients(), bound) for bound in (0, 0.25, 10, np.inf)]
    return [*every, clipped(answer, exploded, 5)]


@clip.probe
def nothing_to_clip(answer: Any) -> object:
    return clipped(answer, gradients(), 1000.0)


@clip.runs_once
def values_alone(answer: Any) -> object:
    """Show each entry, whatever became of the arguments and what is shared."""
    return values(answer.clip(gradients(), 7.5))


@clip.runs_once
def other_values_alone(answer: Any) -> object:
    return values(answer.clip(gradients(), 4.0))


def values(result: Any) -> object:
    """Return the entries of a dictionary of arrays."""
    if not isinstance(result, dict):
        return f"{type(result).__name__} comes back, and no dictionary of arrays"
    return {name: np.asarray(array).tolist() for name, array in result.items()}


@clip.probe
def fine_differences(answer: Any) -> object:
    result = answer.clip(gradients(), 3.5)
    if not isinstance(result, dict):
        return None
    # Beyond the third place after the point: entries come back bit for bit.
    arrays = [result[name] for name in sorted(result)]
    return [g * 1000 % 1 for g in arrays if isinstance(g, np.ndarray)]


# -------------------------------------------------------------------------- sample


def network(n_a: int, size: int, scale: float = 1.0) -> Arrays:
    """Return the parameters of a network over so many characters."""
    return {
        "Wax": irregular(n_a, size, start=1, scale=scale),
        "Waa": irregular(n_a, n_a, start=2, scale=scale),
        "Wya": irregular(size, n_a, start=3, scale=scale),
        "b": irregular(n_a, 1, start=4, scale=scale),
        "by": irregular(size, 1, start=5, scale=scale / 2),
    }


def indexed(size: int, newline: int) -> dict[str, int]:
    """Return the index of each character; the newline is somewhere among them."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGH"[: size - 1]
    chars = [*letters[:newline], "\n", *letters[newline:]]
    order = sorted(chars, reverse=True)  # another order than that of the indices
    return {char: chars.index(char) for char in order}


def drawn(answer: Any, parameters: Arrays, newline: int, seed: int) -> list[object]:
    """Return the indices of a name, and what became of the arguments."""
    char_to_ix = indexed(len(parameters["by"]), newline)
    result = answer.sample(parameters, char_to_ix, seed)
    if isinstance(result, list | tuple | np.ndarray):
        result = np.asarray(result).tolist()
    return [result, parameters, char_to_ix]


@sample.draws
def names(answer: Any) -> object:
    return [drawn(answer, network(9, 14), 5, seed) for seed in (0, 40)]


@sample.draws
def other_names(answer: Any) -> object:
    gentle = network(7, 30, scale=0.6)
    return [drawn(answer, gentle, newline, 7) for newline in (3, 29)]


@sample.draws
def names_without_an_end(answer: Any) -> object:
    endless = network(6, 8, scale=0.7)
    endless["by"][2] = -60.0
    return drawn(answer, endless, 2, 3)


@sample.draws
def as_many_as_in_the_lesson(answer: Any) -> object:
    return drawn(answer, network(5, 27), 0, 2)


@sample.probe
def names_that_are_certain(answer: Any) -> object:
    """Leave nothing to chance, unless a name starts from another state than zeros."""
    size = 20
    counting = {
        "Wax": 9.0 * np.eye(size),
        "Waa": 0.5 * np.roll(np.eye(size), 2, axis=0),
        "Wya": 200.0 * np.roll(np.eye(size), 1, axis=0),
        "b": np.zeros((size, 1)),
        "by": np.zeros((size, 1)),
    }
    counting["by"][1] = 40.0
    return [drawn(answer, counting, 5, seed) for seed in range(6)]


def begun(answer: Any, seed: int, **scales: float) -> list[object]:
    """Return how a name begins that has no end, some parameters times a scale."""
    parameters = network(8, 12)
    for name, scale in scales.items():
        parameters[name] *= scale
    parameters["by"][4] = -60.0
    result = answer.sample(parameters, indexed(12, 4), seed)
    return np.asarray(result).tolist()[:SHOWN]


LEVELS = (-3.0, -1.0, np.tanh(-1.0), -0.46, 0.0, 0.27, 0.76, 1.0, 3.0)
SHOWN = 20  # characters: a mistake at the end of a name does not hide another one
SURE = 2e4  # how sharply levels are told apart: no draw is left to chance


def levels(n_a: int, **weights: np.ndarray) -> Arrays:
    """Return a network whose first number of the state says what comes next.

    That is the nearest of LEVELS. So all characters are certain, whatever the seeds.
    """
    centres = np.array(LEVELS)[:, None]
    parameters = {
        "Wax": np.zeros((n_a, len(LEVELS) + 1)),
        "Waa": np.zeros((n_a, n_a)),
        "Wya": np.zeros((len(LEVELS) + 1, n_a)),
        "b": np.zeros((n_a, 1)),
        "by": np.full((len(LEVELS) + 1, 1), -9 * SURE * 9),  # the newline never comes
    }
    parameters["Wya"][:-1, :1] = 2 * SURE * centres
    parameters["by"][:-1] = -SURE * centres**2
    return {**parameters, **weights}


def certain(answer: Any, parameters: Arrays, seed: int) -> list:
    """Return the first characters of a name that is certain, and endless."""
    size = len(parameters["by"])
    result = answer.sample(parameters, indexed(size, size - 1), seed)
    return np.asarray(result).tolist()[:SHOWN]


@sample.runs_once
def certain_by_the_bias(answer: Any) -> object:
    """Show the hidden layer alone: neither inputs, nor states, nor seeds count."""
    return certain(answer, levels(1, b=np.array([[-1.0]])), 5)


@sample.runs_once
def certain_by_the_state(answer: Any) -> object:
    """Show how the state is carried: neither inputs nor seeds count."""
    turn = np.array([[0.2, -1.6], [1.1, 0.3]])
    return certain(answer, levels(2, Waa=turn, b=np.array([[0.3], [0.6]])), 1)


@sample.runs_once
def certain_by_another_state(answer: Any) -> object:
    turn = np.array([[-1.3, 0.9], [-0.7, 0.8]])
    return certain(answer, levels(2, Waa=turn, b=np.array([[-0.4], [0.9]])), 9)


@sample.runs_once
def certain_to_the_end(answer: Any) -> object:
    """Show where a name is cut, and how it ends then."""
    return drawn(answer, levels(1, b=np.array([[-0.5]])), len(LEVELS), 6)


def chained(
    followers: tuple[int, ...], scores: np.ndarray, first: int, lead: float
) -> Arrays:
    """Return parameters by which each input is followed by one that is certain.

    `scores` are those of the followers, `lead` that of the `first` character.
    """
    size = len(followers) + 1
    Wya, by = np.zeros((size, size)), np.zeros((size, 1))
    Wya[[*followers], range(len(followers))] = scores
    by[first] = lead
    Wax, Waa, b = 9.0 * np.eye(size), np.zeros((size, size)), np.zeros((size, 1))
    return {"Wax": Wax, "Waa": Waa, "Wya": Wya, "b": b, "by": by}


@sample.runs_once
def certain_by_the_input(answer: Any) -> object:
    """Show the inputs alone: neither states, nor biases, nor seeds count."""
    followers = (3, 7, 1, 9, 0, 8, 2, 5, 4, 6)
    scores = 900.0 + 60.0 * np.array(followers)
    return certain(answer, chained(followers, scores, first=4, lead=60.0), 2)


@sample.runs_once
def certain_by_another_input(answer: Any) -> object:
    followers = (5, 8, 3, 6, 1, 2, 0, 4)
    scores = 700.0 + 50.0 * np.array(followers)
    return certain(answer, chained(followers, scores, first=7, lead=70.0), 8)


@sample.runs_once
def certain_whatever_comes_in(answer: Any) -> object:
    """Show the first input: of all inputs only a newline would have an effect."""
    Wax = np.zeros((1, len(LEVELS) + 1))
    Wax[0, -1] = 1.9
    b = np.array([[-1.0]])
    return certain(answer, levels(1, Wax=Wax, b=b), 3)


@sample.runs_once
def certain_after_a_choice(answer: Any) -> object:
    """Show whether an input is a single one: two halves would be read as more."""
    centres = np.array([[0.0], [0.0], [1.0], [2.0], [9.0]])  # two are about as likely
    parameters = {
        "Wax": 9.0 * np.eye(2, 6),
        "Waa": np.zeros((2, 2)),
        "Wya": np.vstack([2 * SURE * centres * [1, 1], np.zeros((1, 2))]),
        "b": np.zeros((2, 1)),
        "by": np.vstack([-SURE * centres**2, [[-99 * SURE]]]),
    }
    parameters["by"][0] = 0.3
    found = certain(answer, parameters, 4)
    return [0 if index == 1 else index for index in found]


@sample.draws
def beginnings_that_are_even(answer: Any) -> object:
    """Show the seeds alone: all characters but the newline are equally likely."""
    return begun(answer, 3, Wya=0, by=0)


@sample.draws
def other_beginnings_that_are_even(answer: Any) -> object:
    return begun(answer, 11, Wya=0, by=0)


@sample.draws
def beginnings_without_a_past(answer: Any) -> object:
    return begun(answer, 1, Wax=0, Waa=0)


@sample.draws
def beginnings_by_the_state(answer: Any) -> object:
    return begun(answer, 2, Wax=0, by=0)


@sample.draws
def beginnings_by_the_input(answer: Any) -> object:
    return begun(answer, 80, Waa=0, b=0, by=0)


@sample.draws
def ends(answer: Any) -> object:
    """Show how many indices there are, and where the newline is among them.

    It is drawn at once, or never: whatever the seeds are, that is the same.
    """
    return [ended(answer, newline, bias) for newline, bias in ((2, -60.0), (5, 60.0))]


def ended(answer: Any, newline: int, bias: float) -> dict[str, object]:
    """Return how a name ends whose newline has the given bias."""
    parameters = network(6, 8, scale=0.1)
    parameters["by"][newline] = bias
    indices = np.asarray(answer.sample(parameters, indexed(8, newline), 3)).tolist()
    return {
        "number of indices": len(indices),
        "the newline is last": indices[-1:] == [newline],
        "number of newlines": indices.count(newline),
    }


# ------------------------------------------------------------------------ optimize


def limited(gradients: Arrays, maxValue: float) -> Arrays:
    """Take the place of `clip`: half of |g + m| - |g - m| is g, but m at most."""
    m = maxValue
    return {name: (abs(g + m) - abs(g - m)) / 2 for name, g in gradients.items()}


def stepped(
    answer: Any, parameters: Arrays, X: list, Y: list, *rate: float
) -> list[object]:
    """Return results, changes of the parameters, and what became of the rest."""
    before = {name: weights.copy() for name, weights in parameters.items()}
    arrays = dict(parameters)
    state = irregular(len(parameters["b"]), 1, start=9, scale=0.3)
    with answer.replaced("clip", limited):
        result = answer.optimize(X, Y, state, parameters, *rate)
    changes = {
        name: 1000 * (parameters[name] - weights)
        for name, weights in before.items()
        if name in parameters and np.shape(parameters[name]) == weights.shape
    }
    kept = {name: 1000 * (arrays[name] - weights) for name, weights in before.items()}
    if any(np.any(change) for change in kept.values()):
        kept = {}  # arrays were changed in place, which is as good as replacing them
    result = [*result] if isinstance(result, tuple | list) else result
    # What was updated in place or anew is no difference.
    return [result, sorted(parameters), changes, X, Y, state]


def flat(result: list[object]) -> list[object]:
    """Return what `stepped` returned, the loss as a number whatever its type."""
    returned = result[0]
    if isinstance(returned, list) and returned and np.size(returned[0]) == 1:
        if isinstance(returned[0], dict):
            return result
        returned[0] = float(np.asarray(returned[0]).ravel()[0])
    return result


@optimize.probe
def gentle_step(answer: Any) -> object:
    small = network(4, 6, scale=0.3)
    return flat(stepped(answer, small, [None, 2, 5, 1], [3, 0, 0, 4], 0.2))


@optimize.probe
def steep_step(answer: Any) -> object:
    steep = network(5, 6, scale=2.0)
    X = [None, 1, 2, 0, 4, 4, 1, 3]
    return flat(stepped(answer, steep, X, [*X[1:], 5], 0.05))


@optimize.probe
def default_rate(answer: Any) -> object:
    return flat(stepped(answer, network(4, 6, scale=0.3), [None, 1, 4], [1, 4, 2]))


@optimize.probe
def one_letter(answer: Any) -> object:
    return flat(stepped(answer, network(3, 5, scale=0.4), [None], [2], 0.4))


def only_result(place: int, scale: float, size: int) -> Probe:
    """Return a probe that sees one result: it hides mistakes in the others."""

    def one_result(answer: Any) -> object:
        X = [4, 1, 2, 0, 3, 2, 1, 3]  # no None: X and Y may be swapped
        taken = stepped(answer, network(size - 1, size, scale), X, [*X[1:], 4], 0.1)
        results, _, changes, *_ = flat(taken)
        if place == UPDATE:
            return {"what the parameters have changed by": changes}
        if not isinstance(results, list) or len(results) != UPDATE:
            return None
        return {f"the result number {place} of three": results[place]}

    return one_result


UPDATE = 3  # comes after the three results: loss, gradients and state
for place in range(UPDATE + 1):
    # Two, for one that tells a mistake by itself has to be confirmed by another.
    optimize.runs_once(only_result(place, 2.0, 5))
    optimize.runs_once(only_result(place, 3.0, 6))


# ---------------------------------------------------------------- rnn_step_forward


def one_hot(size: int, index: int | None) -> np.ndarray:
    """Return a column with a 1 at an index; zeros for None."""
    places = np.arange(size)[:, np.newaxis]
    return (places == (-1 if index is None else index)).astype(float)


def forward(answer: Any, parameters: Arrays, index: int | None) -> list[object]:
    """Return the result of one step, and what became of the arguments."""
    x = one_hot(len(parameters["by"]), index)
    state = irregular(len(parameters["b"]), 1, start=9, scale=0.4)
    result = answer.rnn_step_forward(parameters, state, x)
    result = [*result] if isinstance(result, tuple | list) else result
    return [result, parameters, state, x]


@rnn_step_forward.probe
def gentle_forward(answer: Any) -> object:
    return forward(answer, network(4, 6, scale=0.4), 2)


@rnn_step_forward.probe
def first_forward(answer: Any) -> object:
    return forward(answer, network(3, 5, scale=0.5), None)


@rnn_step_forward.probe
def another_forward(answer: Any) -> object:
    return forward(answer, network(5, 4, scale=0.3), 3)


def one_of_two(answer: Any, place: int, parameters: Arrays) -> object:
    """Return one of the two results."""
    result = forward(answer, parameters, 1)[0]
    return result[place] if isinstance(result, list) and len(result) == 2 else None


@rnn_step_forward.probe
def state_alone(answer: Any) -> object:
    return [one_of_two(answer, 0, network(n, 6, scale=0.4)) for n in (5, 8)]


@rnn_step_forward.probe
def state_alone_again(answer: Any) -> object:
    return [one_of_two(answer, 0, network(n, 5, scale=0.6)) for n in (6, 7)]


@rnn_step_forward.probe
def probabilities_alone(answer: Any) -> object:
    """Show the last layer alone: the state is -1 or 1, whatever is wrong with it."""
    return one_of_two(answer, 1, saturated(4, 8))


@rnn_step_forward.probe
def probabilities_alone_again(answer: Any) -> object:
    return one_of_two(answer, 1, saturated(5, 7))


def saturated(n_a: int, size: int) -> Arrays:
    """Return a network whose sums are so large that their tanh is -1 or 1."""
    parameters = network(n_a, size, scale=0.5)
    for name in ("Wax", "Waa"):
        parameters[name] *= 0
    parameters["b"] *= 100
    return parameters


# --------------------------------------------------------------- rnn_step_backward


def backward(answer: Any, size: int, sums: float, later: float) -> list[object]:
    """Return the gradients after one step, and what became of the arguments."""
    n_a = size - 2
    parameters = network(n_a, size, scale=0.4)
    gradients = {
        f"d{name}": irregular(*weights.shape, start=20 + k, scale=sums)
        for k, (name, weights) in enumerate(parameters.items())
    }
    gradients["da_next"] = irregular(n_a, 1, start=30, scale=later)
    dy, x = irregular(size, 1, start=31, scale=0.3), one_hot(size, 1)
    a, a_prev = (irregular(n_a, 1, start=k, scale=0.4) for k in (32, 33))
    result = answer.rnn_step_backward(dy, gradients, parameters, x, a, a_prev)
    result = dict(result) if isinstance(result, dict) else result
    # What was added in place or anew is no difference.
    return [result, parameters, dy, x, a, a_prev]


@rnn_step_backward.probe
def last_step(answer: Any) -> object:
    return backward(answer, 6, 0.0, 0.0)


@rnn_step_backward.probe
def step_before(answer: Any) -> object:
    return backward(answer, 6, 0.0, 0.5)


@rnn_step_backward.probe
def step_in_the_middle(answer: Any) -> object:
    return backward(answer, 7, 0.6, 0.4)


def only(name: str, size: int, sums: float, later: float) -> Probe:
    """Return a probe that sees one gradient: it hides mistakes in the others."""

    def one_gradient(answer: Any) -> object:
        found: Any = backward(answer, size, sums, later)[0]
        if not isinstance(found, dict):
            return None
        return {f"the gradient {name} of a network": found.get(name)}

    return one_gradient


for one in ("dWax", "dWaa", "dWya", "db", "dby", "da_next"):
    # Two, for one that tells a mistake by itself has to be confirmed by another.
    rnn_step_backward.runs_once(only(one, 6, 0.3, 0.5))
    rnn_step_backward.runs_once(only(one, 7, 0.6, 0.4))


# -------------------------------------------------------------------- clip_by_norm


def scaled(answer: Any, given: Arrays, bound: float) -> list[object]:
    """Return the result, what became of the arguments, and what the two share."""
    arrays = dict(given)
    result = answer.clip_by_norm(given, bound)
    if not isinstance(result, dict):
        return [result, given, arrays]
    return [dict(result), given, arrays, shared(result, arrays)]


@clip_by_norm.probe
def long_gradients(answer: Any) -> object:
    return [scaled(answer, gradients(), bound) for bound in (3.5, 12.0)]


@clip_by_norm.probe
def gradients_of_other_sizes(answer: Any) -> object:
    """Show which arrays count, and whether the signs of their entries do."""
    positive = {name: abs(gradient) for name, gradient in gradients().items()}
    found = [values(answer.clip_by_norm(positive, 5.0))]
    for name in ("dWaa", "db"):
        given = gradients()
        given[name] *= 10
        found.append(values(answer.clip_by_norm(given, 30.0)))
    return found


@clip_by_norm.probe
def values_of_long_gradients(answer: Any) -> object:
    """Show the entries, whatever became of the arguments and what is shared."""
    return values(answer.clip_by_norm(gradients(), 7.0))


@clip_by_norm.probe
def values_of_short_gradients(answer: Any) -> object:
    return values(answer.clip_by_norm(gradients(), 300.0))


@clip_by_norm.probe
def short_gradients(answer: Any) -> object:
    return [scaled(answer, gradients(), bound) for bound in (200.0, 1000.0, np.inf)]


@clip_by_norm.probe
def no_gradients(answer: Any) -> object:
    zeros = {name: 0 * gradient for name, gradient in gradients().items()}
    return scaled(answer, zeros, 5.0)


# --------------------------------------------------------------------------- model


class Watch:
    """Takes the place of `optimize` and `sample`, and keeps what it was given."""

    def __init__(self, newline: int) -> None:
        self.steps: list[tuple] = []  # X and Y as texts
        self.rates: list[float] = []
        self.states: list[str] = []
        self.shapes: set[str] = set()
        self.drifts: set[str] = set()  # where parameters were not those of before
        self.names = 0
        self.seeds: list[int] = []
        self._newline = newline
        self.first: np.ndarray | None = None
        self._expected: np.ndarray | None = None
        self._given: np.ndarray | None = None
        self._slopes: Arrays = {}  # the same arrays in every step: less to send

    def optimize(
        self,
        X: Any,
        Y: Any,
        a_prev: np.ndarray,
        parameters: Arrays,
        learning_rate: float = 0.01,
    ) -> tuple[float, Arrays, np.ndarray]:
        """Write down the arguments; change `by`, and return a new state."""
        if len(self.steps) > MOST_STEPS:
            raise LimitReached("more steps than any known mistake makes")
        self.steps.append((written(X), written(Y)))
        self.rates.append(float(learning_rate))
        a_prev = np.asarray(a_prev)
        self.states.append(self._origin(a_prev))
        by = parameters["by"]
        if self.first is None:
            self.first = by.copy()
        if self._expected is not None and not np.array_equal(by, self._expected):
            is_back = np.array_equal(by, self._expected - PUSH)
            self.drifts.add("back" if is_back else "other")
        sizes = {name: np.shape(weights) for name, weights in parameters.items()}
        started = bool(np.any(parameters["Wax"]))
        self.shapes.add(f"{sorted(sizes.items())} {started}")
        by += PUSH
        self._expected = by.copy()
        self._given = irregular(*a_prev.shape, start=len(self.steps))
        for name, weights in parameters.items():
            self._slopes.setdefault(f"d{name}", np.full_like(weights, 0.5))
        return 9.0 - len(self.steps) / 8, self._slopes, self._given.copy()

    def sample(self, parameters: Arrays, char_to_ix: dict, seed: int = 0) -> list[int]:
        """Return the next name of a series, as indices."""
        self.names += 1
        letters = [index for index in char_to_ix.values() if index != self._newline]
        digits = np.base_repr(self.names, len(letters)) if len(letters) > 1 else "1"
        return [letters[int(d, 36) % len(letters)] for d in digits] + [self._newline]

    def _origin(self, state: np.ndarray) -> str:
        if self._given is not None and np.array_equal(state, self._given):
            return "returned"
        if not np.any(state):
            return f"zeros {state.shape}"
        known = {0.5: "gradients", 1.0: "ones"}
        return known.get(state.flat[0], "other") if np.ptp(state) == 0 else "other"


def written(values: Any) -> str:
    """Return indices as a text, whatever holds them."""
    if isinstance(values, str) or not hasattr(values, "__len__"):
        return f"{values!r:.60}"
    return repr([v if v is None or isinstance(v, str) else int(v) for v in values])


NAMES = ["abad", "bccdefghijab", "cabda", "daf", "eb", "fedcba", "gag", "hfac", "idg"]
NAMES += ["jbe", "ahi", "bdg"]
PUSH = 0.25  # what each step adds to the bias of the outputs
MOST_STEPS = 60


def watched(
    answer: Any, names: list[str], iterations: int, *sizes: int, newline: int = 4
) -> tuple[Watch, dict[str, int], Any]:
    """Train over functions that watch; return what they saw, and what came back."""
    letters = "abcdefghij"
    chars = [*letters[:newline], "\n", *letters[newline:]]
    char_to_ix = {char: index for index, char in enumerate(chars)}
    watch = Watch(newline)
    with (
        answer.replaced("optimize", watch.optimize),
        answer.replaced("sample", watch.sample),
    ):
        ix_to_char = dict(enumerate(chars))
        result = answer.model(names, ix_to_char, dict(char_to_ix), iterations, *sizes)
    return watch, char_to_ix, result


def trained(
    answer: Any, names: list[str], iterations: int, *sizes: int, newline: int = 4
) -> list[object]:
    """Return what `optimize` and `sample` were given, and what came back."""
    given = [*names]
    watch, char_to_ix, result = watched(
        answer, given, iterations, *sizes, newline=newline
    )
    ix_to_char = {index: char for char, index in char_to_ix.items()}
    rounds = [watch.steps[k : k + len(names)] for k in range(0, iterations, len(names))]
    seen: list[object] = [
        [sorted(set(one)) for one in rounds],
        len(watch.steps),
        [round(rate, 6) for rate in watch.rates],
        watch.states,
        sorted(watch.shapes),
        sorted(watch.drifts),
        watch.names > 0 and watch.names % sizes[1] == 0,
        given,
        len(names) > 9 and in_their_order(watch.steps, names, char_to_ix),
    ]
    if not isinstance(result, tuple | list) or len(result) != 2:
        return [*seen, "no pair", result if isinstance(result, dict) else None]
    parameters, last = result
    if not isinstance(parameters, dict) or not isinstance(last, str):
        return [*seen, f"{type(parameters).__name__} {type(last).__name__}"]
    pushes = (np.asarray(parameters.get("by", 0)) - watch.first) / PUSH
    count, texts = watch.names, []
    for number in (count, 1):
        watch.names = number - 1
        name = get_sample(watch.sample({}, char_to_ix), ix_to_char)
        texts.append(name.strip().casefold() == last.strip().casefold())
    is_first = texts[1] and not texts[0]
    return [*seen, pushes, texts[0], is_first, last in names]


def in_their_order(
    steps: list[tuple], names: list[str], char_to_ix: dict[str, int]
) -> bool:
    """Return whether the first round has the names as they were given, not shuffled."""
    begin = [f"[{char_to_ix[n.strip()[0]]}, {char_to_ix[n.strip()[1]]}" for n in names]
    return all(Y.startswith(b) for (_, Y), b in zip(steps, begin, strict=False))


@model.probe
def two_rounds(answer: Any) -> object:
    return trained(answer, NAMES[:5], 10, 6, 2, 11)


@model.probe
def capitals_and_spaces(answer: Any) -> object:
    names = [f" {name} " if k % 2 else name for k, name in enumerate(NAMES)]
    return trained(answer, names, len(names), 3, 5, 11)


@model.probe
def one_name(answer: Any) -> object:
    return trained(answer, ["bead"], 3, 5, 1, 11, newline=0)


def one_training(answer: Any) -> dict[str, object]:
    return parts_of_training(answer, NAMES[:5], 11)


def another_training(answer: Any) -> dict[str, object]:
    return parts_of_training(answer, NAMES[2:8], 13)


def parts_of_training(
    answer: Any, names: list[str], iterations: int
) -> dict[str, object]:
    """Return parts of what was seen: a mistake in one of them hides no other one."""
    watch, char_to_ix, _ = watched(answer, [*names], iterations, 4, 3, 11)
    return {
        "inputs": sorted({X for X, _ in watch.steps}),
        "targets": sorted({Y for _, Y in watch.steps}),
        "turns": turns(watch, names, char_to_ix),
        "rates": [round(rate, 6) for rate in watch.rates],
        "states": watch.states,
        "parameters": [sorted(watch.shapes), sorted(watch.drifts)],
    }


PARTS = ("inputs", "targets", "turns", "rates", "states", "parameters")


def only_part(name: str, train: Callable[[Any], dict[str, object]]) -> Probe:
    """Return a probe that sees one part of a training, which is shared by all."""

    def one_part(answer: Any) -> object:
        return {f"{name} of a training": model.once(train, answer)[name]}

    return one_part


for part in PARTS:
    model.runs_once(only_part(part, one_training))
    model.runs_once(only_part(part, another_training))


def turns(watch: Watch, names: list[str], char_to_ix: dict[str, int]) -> list[object]:
    """Return which names came in each round, whatever X and Y made of them."""
    letters = [frozenset(str(char_to_ix[c]) for c in name) for name in names]
    found: list[object] = []
    for X, Y in watch.steps:
        read = frozenset(re.findall(r"\d+", X + Y)) - {str(char_to_ix["\n"])}
        found.append(letters.index(read) if read in letters else "another")
    size = len(names)
    return [sorted(map(str, found[k : k + size])) for k in range(0, len(found), size)]
