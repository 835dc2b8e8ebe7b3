"""What lesson 2 must compute, in plain NumPy, from its equations.

One step of the GRU, as Keras has it by default (`reset_after`), with gates u, r and
the candidate n side by side in kernel, recurrent kernel and the two rows of the bias:

    u, r = sigmoid(e K + b + a R + c)      n = tanh(e K + b + r * (a R + c))
    a = u * a + (1 - u) * n

Slow and independent of what students import. Nothing here is a criterion.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from utils.tensors import tensor

PADDING_ID = 1


class Weights(NamedTuple):
    """The arrays of a model, by what they are for."""

    embedding: np.ndarray  # (V, embedding)
    kernel: np.ndarray  # (embedding, 3 units)
    recurrent: np.ndarray  # (units, 3 units)
    bias: np.ndarray  # (2, 3 units)
    dense: np.ndarray  # (units, V)
    dense_bias: np.ndarray  # (V,)


def encode(text: str, vocab: Sequence[str]) -> list[int]:
    """Return the place of each character in the vocabulary, 0 for an unknown one."""
    places = {symbol: place for place, symbol in enumerate(vocab)}
    return [places.get(char, 0) for char in text]


def line_to_tensor(line: str, vocab: list[str]) -> Any:
    """Answer the exercise rightly, for those that need it."""
    return tensor(encode(line, vocab), np.int64)


def windows(ids: Sequence[int], seq_length: int) -> list[tuple[int, ...]]:
    """Return consecutive windows of `seq_length` + 1; the rest is dropped."""
    size = seq_length + 1
    return [tuple(ids[k : k + size]) for k in range(0, len(ids) - size + 1, size)]


def shapes(vocab: int, embedding: int, units: int) -> Weights:
    """Return the shapes of the weights of a model."""
    return Weights(
        (vocab, embedding),  # type: ignore[arg-type]
        (embedding, 3 * units),  # type: ignore[arg-type]
        (units, 3 * units),  # type: ignore[arg-type]
        (2, 3 * units),  # type: ignore[arg-type]
        (units, vocab),  # type: ignore[arg-type]
        (vocab,),  # type: ignore[arg-type]
    )


def predict(
    ids: np.ndarray, weights: Weights, state: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return log-probabilities (batch, time, V) after each id, and the last state."""
    units = len(weights.recurrent)
    a = np.zeros((len(ids), units)) if state is None else state
    outputs = []
    for column in np.transpose(ids):
        e = weights.embedding[column]
        a = gru_step(e, a, weights.kernel, weights.recurrent, weights.bias)
        outputs.append(log_softmax(a @ weights.dense + weights.dense_bias))
    return np.stack(outputs, axis=1), a


def gru_step(
    x: np.ndarray,
    h: np.ndarray,
    kernel: np.ndarray,
    recurrent_kernel: np.ndarray,
    bias: np.ndarray,
) -> np.ndarray:
    """Return the state (batch, units) after one step with inputs x (batch, inputs)."""
    units = h.shape[-1]
    outer, inner = x @ kernel + bias[0], h @ recurrent_kernel + bias[1]
    u = sigmoid(outer[:, :units] + inner[:, :units])
    r = sigmoid(outer[:, units : 2 * units] + inner[:, units : 2 * units])
    n = np.tanh(outer[:, 2 * units :] + r * inner[:, 2 * units :])
    return u * h + (1 - u) * n


def alike(found: np.ndarray, wanted: np.ndarray) -> bool:
    """Return whether two arrays agree, up to the rounding of float32."""
    return found.shape == wanted.shape and np.allclose(found, wanted, atol=1e-5)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return the logistic function of x."""
    return 1 / (1 + np.exp(-x))


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Return the log-probabilities along the last axis."""
    scores = scores - scores.max(axis=-1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))


def cross_entropy(targets: np.ndarray, logits: np.ndarray) -> float:
    """Return the mean surprise in nats at targets (...) under logits (..., V)."""
    picked = np.take_along_axis(log_softmax(logits), targets[..., None], axis=-1)
    return float(-picked.mean())


def log_perplexity(preds: np.ndarray, target: np.ndarray) -> float:
    """Return the mean over rows of each row's mean surprise, without padding.

    Rows of padding are left out; without any other row the result is 0."""
    means = []
    for log_probs, row in zip(preds, target, strict=True):
        places = np.flatnonzero(row != PADDING_ID)
        if len(places):
            means.append(-log_probs[places, row[places]].mean())
    return float(np.mean(means)) if means else 0.0


def growth(one: list[np.ndarray], other: list[np.ndarray]) -> set[int]:
    """Return by how much the weights of another model are larger, side by side."""
    return {
        more - few
        for small, large in zip(one, other, strict=False)
        for few, more in zip(np.shape(small), np.shape(large), strict=False)
    }
