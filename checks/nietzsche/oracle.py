"""What the exercises of lesson 3 must give, written from their equations in NumPy."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating]
Ids = NDArray[np.integer]

LOW_AND_HIGH = ((40, 0.2), (11, 2.5))  # sizes of crowds, and temperatures
FALSE_ALARM = 1e-7  # how often `differ` may be wrong about draws that are right


def windows(ids: Ids, maxlen: int, step: int) -> tuple[Ids, Ids]:
    """Return the windows (n, maxlen) of ids and the id after each (n,)."""
    starts = np.arange(0, max(len(ids) - maxlen, 0), step)
    return ids[starts[:, None] + np.arange(maxlen)], ids[starts + maxlen]


def one_hot(ids: ArrayLike, size: int) -> Floats:
    """Return vectors (..., size) with a single 1 for ids (...)."""
    return (np.asarray(ids)[..., None] == np.arange(size)).astype(np.float32)


def one_hot_batch(x: Ids, y: Ids, n_chars: int) -> tuple[Floats, Floats]:
    """Return the vectors of windows (batch, maxlen) and of what follows (batch,)."""
    return one_hot(x, n_chars), one_hot(y, n_chars)


def softmax(scores: ArrayLike) -> Floats:
    """Return the probabilities (..., V) of logits (..., V)."""
    powers = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def reweighted(preds: ArrayLike, temperature: float) -> Floats:
    """Return probabilities proportional to preds ** (1 / temperature); preds > 0."""
    return softmax(np.log(np.asarray(preds, dtype=np.float64)) / temperature)


def crowd(size: int, favourite: int, temperature: float) -> Floats:
    """Return probabilities (size,), equal but for a favourite drawn every other time.

    This holds at the given temperature. At half of it the favourite is drawn nearly
    always, at twice of it hardly ever, so a few draws tell temperatures apart.
    """
    logs = np.where(np.arange(size) == favourite, temperature * np.log(size - 1), 0.0)
    return softmax(logs)


def sample(preds: ArrayLike, temperature: float, rng: np.random.Generator) -> int:
    """Draw an index as `sample` does, from a generator of ours."""
    chances = np.asarray(preds, dtype=np.float64).ravel()
    possible = np.flatnonzero(chances > 0)
    if temperature == 0 or not possible.size:
        return int(np.argmax(chances))
    return int(rng.choice(possible, p=reweighted(chances[possible], temperature)))


def may_be_half(hits: int, draws: int) -> bool:
    """Return whether so many of the draws may be hits that come every other time.

    In a `crowd` of 40 they are 98 % where a temperature is half as high as it should
    be, and 14 % where it is twice as high; usual mistakes, another base of logarithms
    say, lie between. Of 120 draws, right ones are outside with a chance of 3e-12.
    """
    return 0.2 * draws <= hits <= 0.93 * draws


def differ(drawn: list[int], expected: Floats) -> bool:
    """Return whether indices cannot be draws from the probabilities `expected` (V,).

    For draws from `expected` the chance of True is below `FALSE_ALARM`, however many
    there are: with n draws, n times the divergence of their shares from `expected`
    reaches x with a probability of at most e^-x times the number of ways in which n
    draws can fall into V kinds (the method of types; Cover and Thomas 2006, section
    11.2).
    """
    counts = np.bincount(drawn, minlength=len(expected))
    seen = counts > 0
    if len(counts) > len(expected) or (expected[seen] == 0).any():
        return True
    n, kinds = int(counts.sum()), len(expected)
    ratios = counts[seen] / (n * expected[seen])
    distance = float((counts[seen] * np.log(ratios)).sum())
    return distance > np.log(comb(n + kinds - 1, kinds - 1) / FALSE_ALARM)


@dataclass(frozen=True)
class Network:
    """The weights of an LSTM and of the Dense layer after it."""

    kernel: Floats  # (n_chars, 4 units), gates i, f, c, o
    recurrent_kernel: Floats  # (units, 4 units)
    bias: Floats  # (4 units,)
    dense: Floats  # (units, n_chars)
    dense_bias: Floats  # (n_chars,)

    @classmethod
    def of(cls, weights: list[Floats], n_chars: int) -> Network:
        """Tell five arrays apart by their shapes; raise AssertionError for others."""
        assert len(weights) == 5
        matrices = [w for w in weights if w.ndim == 2]
        units = max(w.shape[1] for w in matrices) // 4
        shapes = (
            *((n_chars, 4 * units), (units, 4 * units), (4 * units,)),
            *((units, n_chars), (n_chars,)),
        )
        found = {w.shape: w for w in weights}
        assert found.keys() == set(shapes)
        return cls(*(found[shape] for shape in shapes))

    def __call__(self, X: Floats) -> Floats:
        """Return probabilities (batch, n_chars) after windows (batch, time, n_chars).

        Hochreiter and Schmidhuber (1997) with a forget gate (Gers et al. 2000).
        """
        units = len(self.recurrent_kernel)
        h: Floats = np.zeros((len(X), units))
        c: Floats = h
        for time in range(X.shape[1]):
            weights = self.kernel, self.recurrent_kernel, self.bias
            h, c = lstm_step(X[:, time], h, c, *weights)
        return softmax(h @ self.dense + self.dense_bias)


def lstm_step(
    x: Floats,
    h: Floats,
    c: Floats,
    kernel: Floats,
    recurrent_kernel: Floats,
    bias: Floats,
) -> tuple[Floats, Floats]:
    """Return state and memory (batch, units) after one step; gates i, f, c, o."""
    gates = x @ kernel + h @ recurrent_kernel + bias
    i, f, new, o = np.split(gates, 4, axis=1)
    c = _sigmoid(f) * c + _sigmoid(i) * np.tanh(new)
    return _sigmoid(o) * np.tanh(c), c


def nucleus(probs: ArrayLike, p: float) -> Floats:
    """Return what is left of probabilities (V,) after the cut at p; ties by index."""
    chances = np.asarray(probs, dtype=np.float64)
    left, total = np.zeros_like(chances), 0.0
    for index in sorted(range(len(chances)), key=lambda i: (-chances[i], i)):
        if p < 1 and total >= p:
            break
        left[index] = chances[index]
        total += chances[index]
    return left / left.sum()


def alike(found: Floats, wanted: Floats) -> bool:
    """Return whether two arrays agree, up to the rounding of float32."""
    return found.shape == wanted.shape and np.allclose(found, wanted, atol=1e-5)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)))
