"""What lesson 1 must compute, written one step at a time from its equations.

The recurrent network of the lesson, with column vectors:

    h_t = tanh(Wax x_t + Waa h_{t-1} + b)
    p_t = softmax(Wya h_t + by)
    loss = -sum over t of log p_t[y_t]

Slow and plain on purpose, and independent of what students import: the criteria
compare answers with it. Nothing here is a criterion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

Arrays = dict[str, np.ndarray]

MAX_CHARACTERS = 50
MOST_WORK = 10**8  # steps times weights that are worth computing
BOUND = 5.0  # of the gradients in `optimize`
RATE = 0.01  # of learning, if none is passed
STRIDE = 2  # from the seed of a draw to that of the next
AS_IN_THE_LESSON = (50, 27)  # entries of the state, and characters
close = partial(np.allclose, rtol=1e-7, atol=1e-10)


class Drawn(NamedTuple):
    """A sampled name, and how near its nearest draw came to another index."""

    indices: list[int]
    margin: float


def copied(arrays: Arrays) -> Arrays:
    """Return the same names with copies of the arrays."""
    return {name: array.copy() for name, array in arrays.items()}


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return the probabilities of columns of logits."""
    powers = np.exp(logits - logits.max())
    return powers / powers.sum(axis=0)


def advance(
    index: int | None, state: np.ndarray, parameters: Arrays
) -> tuple[np.ndarray, np.ndarray]:
    """Take one step; return the new state (n_a, 1) and probabilities (vocabulary, 1).

    `index` is the character that comes in, None for a vector of zeros.
    """
    total = parameters["Waa"] @ state + parameters["b"]
    if index is not None:
        total = total + parameters["Wax"][:, [index]]
    state = np.tanh(total)
    return state, softmax(parameters["Wya"] @ state + parameters["by"])


def step(
    parameters: Arrays, a_prev: np.ndarray, x: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Take one step as `advance` does, with any column x (vocabulary, 1) coming in."""
    total = parameters["Wax"] @ x + parameters["Waa"] @ a_prev + parameters["b"]
    state = np.tanh(total)
    return state, softmax(parameters["Wya"] @ state + parameters["by"])


def draw_parameters(rng: np.random.Generator, n_a: int, size: int) -> Arrays:
    """Draw the weights of a small network, none of them zero."""
    return {
        "Wax": rng.normal(size=(n_a, size)) * 0.5,
        "Waa": rng.normal(size=(n_a, n_a)) * 0.7 / np.sqrt(n_a),
        "Wya": rng.normal(size=(size, n_a)) * 0.5,
        "b": rng.normal(size=(n_a, 1)) * 0.5,
        "by": rng.normal(size=(size, 1)),
    }


def step_back(
    dy: np.ndarray,
    gradients: Arrays,
    parameters: Arrays,
    x: np.ndarray,
    a: np.ndarray,
    a_prev: np.ndarray,
) -> Arrays:
    """Return the gradients with those of one step added, and the new `da_next`."""
    d_state = parameters["Wya"].T @ dy + gradients["da_next"]
    d_total = (1 - a**2) * d_state
    return {
        "dWax": gradients["dWax"] + d_total @ x.T,
        "dWaa": gradients["dWaa"] + d_total @ a_prev.T,
        "dWya": gradients["dWya"] + dy @ a.T,
        "db": gradients["db"] + d_total,
        "dby": gradients["dby"] + dy,
        "da_next": parameters["Waa"].T @ d_total,
    }


def norm(gradients: Arrays) -> float:
    """Return the norm of all gradients together, as one long vector."""
    return float(np.sqrt(sum(float((g**2).sum()) for g in gradients.values())))


def clip_by_norm(gradients: Arrays, max_norm: float) -> Arrays:
    """Scale all gradients so that their norm is not more than `max_norm`."""
    factor = min(1.0, max_norm / norm(gradients))
    return {name: factor * gradient for name, gradient in gradients.items()}


def sample(
    parameters: Arrays, char_to_ix: Mapping[str, int], seed: int = 0
) -> list[int]:
    """Return the indices that the lesson's `sample` returns."""
    return drawn(parameters, char_to_ix["\n"], seed).indices


def drawn(
    parameters: Arrays,
    newline: int,
    seed: int,
    noise: tuple[float, ...] = (0.0,),
    stride: int = STRIDE,
) -> Drawn:
    """Return the indices that the lesson's `sample` draws.

    Step t draws with the seed `seed` + 2t, because the lesson adds to the seed a
    counter and then counts both. Each `noise` disturbs every state of its own, to find
    out whether rounding could change a draw: if it does, the margin is 0.
    """
    state = np.zeros((len(parameters["b"]), len(noise)))
    index: int | None = None
    indices: list[int] = []
    margin = 1.0
    generator = np.random.RandomState()
    while index != newline and len(indices) < MAX_CHARACTERS:
        state, p = advance(index, state, parameters)
        state = state * (1 + np.array(noise))
        generator.seed(seed + stride * len(indices))
        uniform = generator.random_sample()
        edges = p.cumsum(axis=0)
        index, *others = (edges <= uniform).sum(axis=0).tolist()
        nearest = float(np.abs(edges[:-1] - uniform).min())
        margin = min(margin, nearest if {*others} <= {index} else 0.0)
        indices.append(index)
    if len(indices) == MAX_CHARACTERS:
        indices.append(newline)
    return Drawn(indices, margin)


def loss_and_gradients(
    X: Sequence[int | None], Y: Sequence[int], state: np.ndarray, parameters: Arrays
) -> tuple[float, Arrays, np.ndarray]:
    """Return the summed cross-entropy in nats, the gradients and the last state.

    A gradient's key is d and the name of its parameter.

    Raise AssertionError where that would take long: an answer may have asked.
    """
    steps, sizes = len(X), [np.size(weights) for weights in parameters.values()]
    if steps * sum(sizes) > MOST_WORK:
        raise AssertionError("optimize gets one name, and weights of a small network")
    states, outputs = [state], []
    for index in X:
        state, p = advance(index, states[-1], parameters)
        states.append(state)
        outputs.append(p)
    loss = -sum(float(np.log(p[y, 0])) for p, y in zip(outputs, Y, strict=True))

    gradients = {f"d{name}": np.zeros_like(w) for name, w in parameters.items()}
    from_later = np.zeros_like(state)
    for t in reversed(range(len(X))):
        d_logits = outputs[t].copy()
        d_logits[Y[t]] -= 1
        gradients["dWya"] += d_logits @ states[t + 1].T
        gradients["dby"] += d_logits
        d_state = parameters["Wya"].T @ d_logits + from_later
        d_total = (1 - states[t + 1] ** 2) * d_state
        gradients["db"] += d_total
        gradients["dWaa"] += d_total @ states[t].T
        index = X[t]
        if index is not None:
            gradients["dWax"][:, [index]] += d_total
        from_later = parameters["Waa"].T @ d_total
    return loss, gradients, states[-1]


def clip(gradients: Arrays, maxValue: float) -> Arrays:
    """Limit every gradient to the interval from -maxValue to maxValue."""
    return {name: np.clip(g, -maxValue, maxValue) for name, g in gradients.items()}


def optimize(
    X: Sequence[int | None],
    Y: Sequence[int],
    a_prev: np.ndarray,
    parameters: Arrays,
    learning_rate: float = RATE,
) -> tuple[float, Arrays, np.ndarray]:
    """Move `parameters` one step down the clipped gradients, in place."""
    loss, gradients, last = loss_and_gradients(X, Y, a_prev, parameters)
    gradients = clip(gradients, BOUND)
    for name in parameters:
        parameters[name] -= learning_rate * gradients[f"d{name}"]
    return loss, gradients, last


def nats_per_character(
    names: Sequence[Sequence[int]], newline: int, parameters: Arrays
) -> float:
    """Return the mean cross-entropy of names, newlines counted, each from zeros."""
    start = np.zeros((len(parameters["b"]), 1))
    losses = [
        loss_and_gradients([None, *name], [*name, newline], start, parameters)[0]
        for name in names
    ]
    return sum(losses) / sum(len(name) + 1 for name in names)


def unigram_nats_per_character(
    names: Sequence[Sequence[int]],
    held_out: Sequence[Sequence[int]],
    newline: int,
    vocab_size: int,
) -> float:
    """Return the same for the frequencies of characters, with add-one smoothing."""
    counts = np.ones(vocab_size)
    for name in names:
        np.add.at(counts, [*name, newline], 1)
    costs = -np.log(counts / counts.sum())
    return float(np.mean(np.concatenate([costs[[*n, newline]] for n in held_out])))


def draw_gradients(
    rng: np.random.Generator,
    dtype: type = np.float64,
    sizes: tuple[int, int] = (6, 4),
) -> Arrays:
    """Draw gradients, each with entries within and beyond any bound.

    `sizes` are those of the state and of the vocabulary.
    """
    n_a, vocab_size = sizes
    shapes = {
        "dWaa": (n_a, n_a),
        "dWax": (n_a, vocab_size),
        "dWya": (vocab_size, n_a),
        "db": (n_a, 1),
        "dby": (vocab_size, 1),
    }
    gradients: Arrays = {}
    while len(gradients) < len(shapes):
        for name, shape in shapes.items():
            drawn: np.ndarray = rng.normal(scale=10, size=shape).astype(dtype)
            if drawn.max() > 8 and drawn.min() < -8 and np.abs(drawn).min() < 2:
                gradients.setdefault(name, drawn)
    return {name: gradients[name] for name in shapes}


def one_hot(index: int | None, size: int) -> np.ndarray:
    """Return a column with a 1 at an index; zeros for None."""
    x = np.zeros((size, 1))
    if index is not None:
        x[index] = 1.0
    return x


def alike(mine: np.ndarray, wanted: np.ndarray) -> bool:
    """Return whether two flat arrays agree up to rounding."""
    return mine.shape == wanted.shape and close(mine, wanted)
