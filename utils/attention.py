"""Read a trained transformer in NumPy, and see what its heads look at.

A reader does what `utils.recurrent.Stepper` does for recurrent networks. It keeps no
state but the last characters: each is looked at again for the next one. `attend` is
self-attention itself, by Vaswani et al. (2017), equation (1). Nothing is trained here,
and TensorFlow is not imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from utils.blas import one_core
from utils.windows import sliding

Floats = NDArray[np.float32]
Ids = NDArray[np.integer]

IGNORED = {"InputLayer", "Add", "Dropout"}
ROWS = 32  # windows that are read at once


def attend(q: Floats, k: Floats, v: Floats) -> tuple[Floats, Floats]:
    """Return what each place finds at or before itself, and where it looks.

    q, k, v: queries, keys and values (..., time, size). Returns their mixture of values
    (..., time, size) and the weights (..., time, time), of which each row sums to 1.
    """
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(np.float32(q.shape[-1]))
    later = np.triu(np.ones(scores.shape[-2:], dtype=bool), 1)
    weights = _softmax(np.where(later, np.float32(-np.inf), scores))
    return weights @ v, weights


class Reader:
    """A transformer of `utils.transformer` as a function of ids, in NumPy.

    Raises ValueError for any other model. `context` is how far back it can look.
    """

    def __init__(self, model: Any) -> None:
        layers = [x for x in model.layers if type(x).__name__ not in IGNORED]
        kinds = [type(layer).__name__ for layer in layers]
        blocks = (len(layers) - 4) // len(Block.KINDS)
        if kinds != ["Embedding", "Positions", *Block.KINDS * blocks, *OUTPUT]:
            raise ValueError(
                "a reader takes a model that utils.transformer has built, not one of "
                f"{', '.join(kinds) or 'no layers'}"
            )
        weights = [layer.get_weights() for layer in layers]
        (self._embedding,), (self._positions,) = weights[:2]
        self.context = len(self._positions)
        step = len(Block.KINDS)
        self._blocks = [
            Block.of(weights[at : at + step]) for at in range(2, len(weights) - 2, step)
        ]
        self._norm, self._output = weights[-2:]

    def __call__(self, number: int, state: Any = None) -> tuple[Floats, Ids]:
        """Read one id; return log-probabilities (V,) of the next one, and the state.

        The state is the ids that can be looked at: at most `context` of them.
        """
        before = np.zeros(0, dtype=np.int64) if state is None else state
        ids = np.append(before, int(number))[-self.context :]
        return self.read(ids)[-1], ids

    def read(self, ids: ArrayLike) -> Floats:
        """Return log-probabilities (..., time, V) of the id after each of ids."""
        return self._run(ids)[0]

    def look(self, ids: ArrayLike) -> Floats:
        """Return where each head looks: weights (blocks, heads, time, time) for ids."""
        return np.stack(self._run(ids)[1])

    def surprise(self, ids: ArrayLike, stride: int = 10) -> NDArray[np.float64]:
        """Return the surprise in bits (time - 1,) at each id but the first.

        Windows of `context` begin `stride` apart, so behind the first window each id is
        predicted from the context - stride ids before it, or more.
        """
        text = np.asarray(ids)
        if len(text) <= self.context:
            return _bits(self.read(text[:-1]), text[1:])
        windows = sliding(text, self.context + 1, stride)
        found = list(_bits(self.read(windows[0, :-1]), windows[0, 1:]))
        for at in range(1, len(windows), ROWS):
            rows = windows[at : at + ROWS]
            found.extend(_bits(self.read(rows[:, :-1]), rows[:, 1:])[:, -stride:].flat)
        if rest := len(text) - 1 - len(found):
            last = text[-self.context - 1 :]
            found.extend(_bits(self.read(last[:-1]), last[1:])[-rest:])
        return np.array(found)

    def _run(self, ids: ArrayLike) -> tuple[Floats, list[Floats]]:
        numbers = np.asarray(ids)
        if not 0 < numbers.shape[-1] <= self.context:
            raise ValueError(
                f"it reads 1 to {self.context} ids at once, not {numbers.shape[-1]}"
            )
        x = self._embedding[numbers] + self._positions[: numbers.shape[-1]]
        kernel, bias = self._output
        weights = []
        with one_core():
            for block in self._blocks:
                x, looked = block(x)
                weights.append(looked)
            return _log_softmax(_normalised(x, *self._norm) @ kernel + bias), weights


@dataclass
class Block:
    """One block: attention over the characters before, then two dense layers."""

    norms: tuple[list[Floats], list[Floats]]  # gamma and beta, before each part
    attention: list[Floats]  # kernel and bias of query, key, value and output
    dense: tuple[list[Floats], list[Floats]]
    KINDS = (
        "LayerNormalization",
        "MultiHeadAttention",
        "LayerNormalization",
        "Dense",
        "Dense",
    )

    @classmethod
    def of(cls, weights: list[list[Floats]]) -> Block:
        first, attention, second, wide, narrow = weights
        return cls((first, second), attention, (wide, narrow))

    def __call__(self, x: Floats) -> tuple[Floats, Floats]:
        """Return x (..., time, width) with what was found added, and the weights."""
        y = _normalised(x, *self.norms[0])
        q, k, v = (_by_head(y, *self.attention[at : at + 2]) for at in (0, 2, 4))
        found, weights = attend(q, k, v)
        x = x + _together(found, *self.attention[6:])
        (kernel, bias), (back, shift) = self.dense
        y = np.maximum(_normalised(x, *self.norms[1]) @ kernel + bias, 0)
        return x + y @ back + shift, weights


OUTPUT = ("LayerNormalization", "Dense")


def nearest(weights: ArrayLike, count: int = 3) -> Iterator[tuple[int, float]]:
    """Yield the `count` largest of weights (time,): how many places back, how much.

    0 back is the last place, which looks.
    """
    row = np.asarray(weights)
    for at in np.argsort(-row, kind="stable")[:count]:
        yield len(row) - 1 - int(at), float(row[at])


def _by_head(y: Floats, kernel: Floats, bias: Floats) -> Floats:
    """Return y (..., time, width) by head: (..., heads, time, size)."""
    flat = y @ kernel.reshape(len(kernel), -1) + bias.ravel()
    return np.swapaxes(flat.reshape(*y.shape[:-1], *bias.shape), -2, -3)


def _together(found: Floats, kernel: Floats, bias: Floats) -> Floats:
    """Return what heads found (..., heads, time, size) as one: (..., time, width)."""
    rows = np.swapaxes(found, -2, -3)
    flat = rows.reshape(*rows.shape[:-2], -1)
    return flat @ kernel.reshape(-1, len(bias)) + bias


def _normalised(x: Floats, gamma: Floats, beta: Floats) -> Floats:
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + np.float32(1e-3))
    return centred / spread * gamma + beta


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _log_softmax(scores: Floats) -> Floats:
    scores = scores - scores.max(axis=-1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))


def _bits(log_probs: Floats, came: Ids) -> NDArray[np.float64]:
    chosen = np.take_along_axis(log_probs, came[..., None].astype(np.int64), axis=-1)
    return -chosen[..., 0].astype(np.float64) / np.log(2)
