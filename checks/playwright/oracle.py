"""What lesson 5 must compute, written one step at a time from its equations.

The network of the lesson, gates in Keras's order i, f, c, o:

    i, f, o = sigmoid(e W + h U + b), g = tanh(e W + h U + b), each its own columns
    c_t = f c_{t-1} + i g,  h_t = o tanh(c_t),  logits = h_t V + d

with e the row of the embedding for the character that is read. Weights are a list in
the order of Keras: embedding (V, E), W (E, 4U), U (U, 4U), b (4U,), V (U, V), d (V,).
Slow and plain on purpose. Nothing here is a criterion.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

Weights = list[np.ndarray]
State = tuple[np.ndarray, np.ndarray]

FALSE_ALARM = 1e-8  # the chance that a right answer fails one comparison of counts


def shapes(V: int, E: int, U: int) -> list[tuple[int, ...]]:
    """Return the shapes of weights for V characters, E numbers each, and U units."""
    return [(V, E), (E, 4 * U), (U, 4 * U), (4 * U,), (U, V), (V,)]


def draw_weights(rng: np.random.Generator, V: int, E: int, U: int) -> Weights:
    """Draw weights under which what was read long ago still matters."""
    scales = (1.5, 1.0, 1.0, 1.0, 1.5, 1.0)
    return [
        rng.normal(scale=scale, size=shape).astype(np.float32)
        for scale, shape in zip(scales, shapes(V, E, U), strict=True)
    ]


def start(rows: int, weights: Weights) -> State:
    """Return the state before anything was read."""
    units = weights[4].shape[0]
    return np.zeros((rows, units)), np.zeros((rows, units))


def read(
    ids: np.ndarray, weights: Weights, state: State | None = None
) -> tuple[np.ndarray, State]:
    """Return logits (batch, time, V) after each of ids (batch, time), and the state."""
    embedding, W, U, b, V, d = (weight.astype(np.float64) for weight in weights)
    h, c = state or start(len(ids), weights)
    logits = []
    for column in np.asarray(ids).T:
        gates = embedding[column] @ W + h @ U + b
        i, f, g, o = np.split(gates, 4, axis=-1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        logits.append(h @ V + d)
    return np.stack(logits, axis=1), (h, c)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return the logistic function of x."""
    return 0.5 * (1 + np.tanh(0.5 * x))


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Return log-probabilities over the last axis, safe for logits of any size."""
    logits = np.asarray(logits, np.float64)
    logits = logits - logits.max(axis=-1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))


def draw(
    logits: np.ndarray, temperature: float, rng: np.random.Generator
) -> np.ndarray:
    """Draw ids (...) from softmax(logits / temperature) for logits (..., V)."""
    logits = np.asarray(logits, np.float64)
    if temperature == 0:
        return logits.argmax(axis=-1)
    # The largest of the logits with Gumbel noise is a draw from their softmax.
    return (logits / temperature + rng.gumbel(size=logits.shape)).argmax(axis=-1)


def slack(p: np.ndarray, n: int) -> np.ndarray:
    """Return how far counts of n draws may be from n p, but once in 1 / FALSE_ALARM.

    By Bernstein's inequality, P(|X - n p| >= t) <= 2 exp(-t² / (2 n p q + 2 t / 3)),
    shared among the counts. No approximation, so small counts are safe, too.
    """
    L = np.log(2 * p.size / FALSE_ALARM)
    return L / 3 + np.sqrt((L / 3) ** 2 + 2 * L * n * p * (1 - p))


def follows(ids: np.ndarray, p: np.ndarray) -> bool:
    """Return whether ids could be independent draws from p."""
    counts = np.bincount(ids, minlength=p.size)
    if len(counts) > p.size:
        return False
    return bool((np.abs(counts - len(ids) * p) <= slack(p, len(ids))).all())


@dataclass
class Writer:
    """The network as it writes: reads ids one by one, then its own best character."""

    weights: Weights
    state: State
    logits: np.ndarray  # (V,) after what was read last

    @classmethod
    def after(
        cls, weights: Weights, *texts: Iterable[int], state: State | None = None
    ) -> Writer:
        """Return a network that has read these texts, from zeros or a given state."""
        writer = cls(weights, state or start(1, weights), np.zeros(len(weights[0])))
        for text in texts:
            for number in text:
                writer.read(number)
        return writer

    def read(self, number: int) -> None:
        """Read one id."""
        logits, self.state = read(np.array([[number]]), self.weights, self.state)
        self.logits = logits[0, 0]

    def best(self) -> int:
        """Return the id with the highest logit."""
        return int(self.logits.argmax())

    def log_chance(self, number: int) -> float:
        """Return the log-probability that this id is drawn next."""
        return float(log_softmax(self.logits)[number])

    def margin(self) -> float:
        """Return how far the highest logit is above the second."""
        second, first = np.sort(self.logits)[-2:]
        return float(first - second)


def growth(one: list[np.ndarray], other: list[np.ndarray]) -> set[int]:
    """Return by how much the weights of another model are larger, side by side."""
    return {
        more - few
        for small, large in zip(one, other, strict=False)
        for few, more in zip(np.shape(small), np.shape(large), strict=False)
    }
