"""Run a trained recurrent Keras model one character at a time, in NumPy.

A Keras call costs a millisecond or more before it computes anything, and reading a
whole window for each character costs a hundred steps. Here one character is one step of
plain matrix products, and the input product is a row of a precomputed table (embedding
times kernel plus bias). The formulas are those of Elman (1990), of Cho et al. (2014) in
Keras's two variants, and of Hochreiter and Schmidhuber (1997) with a forget gate.

Nothing is trained here, and TensorFlow is not imported. The weights of the model are
copied, so make a new stepper after more training.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from utils.blas import one_core

Floats = NDArray[np.float32]
State = tuple[Floats, ...]

IGNORED = {"InputLayer", "Dropout", "Softmax", "Activation"}
OUTPUTS = {"linear", "softmax", "log_softmax"}  # all have the same log-softmax


class Stepper:
    """A network as a function `step(id, state) -> (log-probabilities (V,), state)`.

    `model` is a Keras model of, in this order, an embedding (or one-hot input), one or
    more SimpleRNN, GRU or LSTM layers, and a Dense layer over the characters; dropout
    is ignored. `state` is None at the start. Raises ValueError for any other
    model.
    """

    def __init__(self, model: Any) -> None:
        layers = list(_layers(model.layers))
        kinds = [_kind(layer) for layer in layers]
        embedding = None
        if kinds[:1] == ["Embedding"]:
            embedding = _weights(layers.pop(0), kinds.pop(0))[0]
        if (
            len(kinds) < 2
            or kinds[-1] != "Dense"
            or not set(kinds[:-1]) <= CELLS.keys()
        ):
            raise ValueError(
                "a stepper takes an embedding or one-hot input, SimpleRNN, GRU or LSTM "
                "layers and a Dense layer, not "
                f"{', '.join(kinds) or 'a model without layers'}"
            )
        self._cells = [
            CELLS[kind].of(layer)
            for kind, layer in zip(kinds, layers[:-1], strict=False)
        ]
        first = self._cells[0]
        first.kernel = first.kernel if embedding is None else embedding @ first.kernel
        # A row of this table, contiguous in memory, is a character's input product.
        first.kernel = np.ascontiguousarray(first.kernel + first.bias)
        self._output = _dense(layers[-1])

    def __call__(self, number: int, state: State | None = None) -> tuple[Floats, State]:
        """Read one id; return log-probabilities (V,) of the next one, and the state."""
        log_probs, state = self.read([number], state)
        return log_probs[0], state

    def read(self, ids: ArrayLike, state: State | None = None) -> tuple[Floats, State]:
        """Read ids (..., time); return log-probabilities (..., time, V) and the state.

        Rows are read in parallel, each from its own state or from zero. Raises
        ValueError for ids that are not in the vocabulary.
        """
        numbers = np.asarray(ids)
        first, rows = self._cells[0], numbers.shape[:-1]
        if numbers.ndim == 0 or not np.issubdtype(numbers.dtype, np.integer):
            raise ValueError("ids must be integers of the shape (..., time)")
        if numbers.size and not (
            numbers.min() >= 0 and numbers.max() < len(first.kernel)
        ):
            raise ValueError(f"ids must be from 0 to {len(first.kernel) - 1}")
        held = list(state) if state is not None else self._start(rows)
        with one_core():
            return self._read(numbers, held)

    def _read(self, numbers: NDArray[Any], held: list[Floats]) -> tuple[Floats, State]:
        first = self._cells[0]
        outputs = np.empty((*numbers.shape, self._cells[-1].units), dtype=np.float32)
        for time in range(numbers.shape[-1]):
            x, at = first.kernel[numbers[..., time]], 0
            for place, cell in enumerate(self._cells):
                if place:
                    x = x @ cell.kernel + cell.bias
                x, *held[at : at + cell.states] = cell.step(
                    x, *held[at : at + cell.states]
                )
                at += cell.states
            outputs[..., time, :] = x
        kernel, bias = self._output
        return _log_softmax(outputs @ kernel + bias), tuple(held)

    def _start(self, rows: tuple[int, ...]) -> list[Floats]:
        return [
            np.zeros((*rows, cell.units), dtype=np.float32)
            for cell in self._cells
            for _ in range(cell.states)
        ]


@dataclass
class RNN:
    """A cell without gates: each step replaces the whole state."""

    kernel: Floats  # (inputs, units)
    bias: Floats  # (units,)
    recurrent_kernel: Floats  # (units, units)
    units: int
    states = 1

    @classmethod
    def of(cls, layer: Any) -> RNN:
        kernel, recurrent, bias = _gates(layer, "SimpleRNN")
        return cls(kernel, bias, recurrent, layer.units)

    def step(self, x: Floats, h: Floats) -> tuple[Floats, Floats]:
        h = np.tanh(x + h @ self.recurrent_kernel)
        return h, h


@dataclass
class GRU:
    """Gates z, r, h in Keras's order; `before` if r is applied before the product."""

    kernel: Floats  # (inputs, 3 units)
    bias: Floats  # (3 units,)
    recurrent_kernel: Floats  # (units, 3 units)
    recurrent_bias: Floats  # (3 units,)
    before: bool
    units: int
    states = 1

    @classmethod
    def of(cls, layer: Any) -> GRU:
        kernel, recurrent, bias = _gates(layer, "GRU")
        after = bool(layer.get_config()["reset_after"])
        inner = bias[1] if after else np.zeros_like(bias)
        outer = bias[0] if after else bias
        return cls(kernel, outer, recurrent, inner, not after, layer.units)

    def step(self, x: Floats, h: Floats) -> tuple[Floats, Floats]:
        u = self.units
        if self.before:
            gates = _sigmoid(x[..., : 2 * u] + h @ self.recurrent_kernel[:, : 2 * u])
            z, r = gates[..., :u], gates[..., u:]
            new = np.tanh(x[..., 2 * u :] + (r * h) @ self.recurrent_kernel[:, 2 * u :])
        else:
            inner = h @ self.recurrent_kernel + self.recurrent_bias
            gates = _sigmoid(x[..., : 2 * u] + inner[..., : 2 * u])
            z, r = gates[..., :u], gates[..., u:]
            new = np.tanh(x[..., 2 * u :] + r * inner[..., 2 * u :])
        h = new + z * (h - new)
        return h, h


@dataclass
class LSTM:
    """Gates i, f, c, o in Keras's order."""

    kernel: Floats  # (inputs, 4 units)
    bias: Floats  # (4 units,)
    recurrent_kernel: Floats  # (units, 4 units)
    units: int
    states = 2

    @classmethod
    def of(cls, layer: Any) -> LSTM:
        kernel, recurrent, bias = _gates(layer, "LSTM")
        return cls(kernel, bias, recurrent, layer.units)

    def step(self, x: Floats, h: Floats, c: Floats) -> tuple[Floats, Floats, Floats]:
        u = self.units
        gates = x + h @ self.recurrent_kernel
        i, f = _sigmoid(gates[..., :u]), _sigmoid(gates[..., u : 2 * u])
        c = f * c + i * np.tanh(gates[..., 2 * u : 3 * u])
        h = _sigmoid(gates[..., 3 * u :]) * np.tanh(c)
        return h, h, c


CELLS: dict[str, Any] = {"SimpleRNN": RNN, "GRU": GRU, "LSTM": LSTM}


def _layers(layers: Iterable[Any]) -> Iterator[Any]:
    """Yield the layers with weights in order, from nested models and wrappers too."""
    for layer in layers:
        if hasattr(layer, "layers"):
            yield from _layers(layer.layers)
        elif type(layer).__name__ == "TimeDistributed":
            yield layer.layer
        elif type(layer).__name__ not in IGNORED:
            yield layer


def _kind(layer: Any) -> str:
    """Return the Keras class name of a layer, or of the class it derives from."""
    names = [base.__name__ for base in type(layer).__mro__]
    known = {"Embedding", "Dense", *CELLS}
    return next((name for name in names if name in known), names[0])


def _weights(layer: Any, kind: str) -> list[Floats]:
    # In column order a row vector times a matrix is several times faster.
    weights = [np.asfortranarray(w, dtype=np.float32) for w in layer.get_weights()]
    if not weights:
        raise ValueError(f"the {kind} layer has no weights yet: call the model once")
    return weights


def _gates(layer: Any, kind: str) -> list[Floats]:
    config = layer.get_config()
    gates = config.get("recurrent_activation", "sigmoid")  # a SimpleRNN has none
    if (config["activation"], gates) != ("tanh", "sigmoid") or not config["use_bias"]:
        raise ValueError(f"a stepper takes a {kind} with tanh, sigmoid and a bias")
    if config["go_backwards"]:
        raise ValueError(f"a stepper reads forwards, this {kind} reads backwards")
    return _weights(layer, kind)


def _dense(layer: Any) -> list[Floats]:
    name = getattr(layer.activation, "__name__", "linear")
    if not any(output in name for output in OUTPUTS):
        raise ValueError(f"the last layer gives logits or a softmax, not {name}")
    kernel, *bias = _weights(layer, "Dense")
    return [kernel, bias[0] if bias else np.zeros(kernel.shape[1], dtype=np.float32)]


def _sigmoid(x: Floats) -> Floats:
    return 0.5 * np.tanh(0.5 * x) + 0.5  # the same function, without overflow


def _log_softmax(x: Floats) -> Floats:
    x = x - x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))
