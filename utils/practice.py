"""Provide ours of what a reader practises, for a lesson to go on with.

Practice has no points, so this is no secret. It is worth reading afterwards.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from utils.copying import recitations
from utils.numpy_rnn import Array, Parameters, rnn_forward
from utils.recurrent import GRU, LSTM
from utils.sampling import distribution, draw
from utils.vocabulary import Vocabulary

Floats = NDArray[Any]  # of any precision


def rnn_step_forward(
    parameters: Parameters, a_prev: Array, x: Array
) -> tuple[Array, Array]:
    """Return the hidden state (n_a, 1) and the probabilities (V, 1) after one step.

    a_prev: (n_a, 1); x: (V, 1), one-hot or zeros.
    """
    inputs = [int(np.argmax(x)) if np.any(x) else None]
    _, (probabilities, states) = rnn_forward(inputs, [0], a_prev, parameters)
    return states[1][:, None], probabilities.T


def rnn_step_backward(
    dy: Array,
    gradients: dict[str, Array],
    parameters: Parameters,
    x: Array,
    a: Array,
    a_prev: Array,
) -> dict[str, Array]:
    """Return the gradients with those of one step added, and `da_next` for the next.

    dy: (V, 1), of the logits; x: (V, 1); a and a_prev: (n_a, 1), the states after and
    before the step. `gradients` is left alone.
    """
    blame = (1.0 - np.square(a)) * (parameters["Wya"].T @ dy + gradients["da_next"])
    added = {
        "dWax": np.outer(blame, x),
        "dWaa": np.outer(blame, a_prev),
        "dWya": np.outer(dy, a),
        "db": blame,
        "dby": dy,
    }
    sums = {name: gradients[name] + step for name, step in added.items()}
    return sums | {"da_next": parameters["Waa"].T @ blame}


def clip_by_norm(gradients: dict[str, Array], max_norm: float) -> dict[str, Array]:
    """Return gradients scaled together so that their norm is at most `max_norm`."""
    norm = np.linalg.norm([np.linalg.norm(array) for array in gradients.values()])
    factor = max_norm / norm if norm > max_norm else 1.0
    return {name: factor * array for name, array in gradients.items()}


def recited(written: str, text: str, n: int = 20) -> float:
    """Return the share of `written` in runs of n or more that stand in `text`, too."""
    return float(recitations(written, text, n).mean()) if written else 0.0


def gru_step(
    x: Floats, h: Floats, kernel: Floats, recurrent_kernel: Floats, bias: Floats
) -> Floats:
    """Return the state (batch, units) after one step of a GRU, with Keras's weights.

    x: (batch, inputs); h: (batch, units); kernel: (inputs, 3 units) for z, r and the
    candidate; recurrent_kernel: (units, 3 units); bias: (2, 3 units).
    """
    units = recurrent_kernel.shape[0]
    cell = GRU(kernel, bias[0], recurrent_kernel, bias[1], before=False, units=units)
    return cell.step(x @ kernel + bias[0], h)[1]


def lstm_step(
    x: Floats,
    h: Floats,
    c: Floats,
    kernel: Floats,
    recurrent_kernel: Floats,
    bias: Floats,
) -> tuple[Floats, Floats]:
    """Return state and memory (batch, units) after one step of an LSTM.

    x: (batch, inputs); h, c: (batch, units); kernel: (inputs, 4 units) for i, f, the
    new value and o, as Keras has them; recurrent_kernel: (units, 4 units);
    bias: (4 units,).
    """
    cell = LSTM(kernel, bias, recurrent_kernel, recurrent_kernel.shape[0])
    _, state, memory = cell.step(x @ kernel + bias, h, c)
    return state, memory


def top_p(probs: Floats, p: float) -> Floats:
    """Return the nucleus of probabilities (V,): the rest is 0, and the sum is 1.

    p: more than 0, at most 1, which changes nothing.
    """
    with np.errstate(divide="ignore"):
        return distribution(np.log(probs), top_p=p)


class GenerativeModel:
    """Write text with a GRULM; draws come from a generator of its own.

    model: what a GRULM does; vocab: its symbols; temperature: 0 for the likeliest.
    """

    def __init__(self, model: Any, vocab: list[str], temperature: float = 1.0) -> None:
        self._model, self._vocabulary = model, Vocabulary(vocab)
        self._temperature = temperature
        self._rng = np.random.default_rng(0)

    def generate_one_step(self, inputs: str, states: Any = None) -> tuple[str, Any]:
        """Read a text; return the next character and the new state."""
        ids = self._vocabulary.encode(inputs)[np.newaxis]
        log_probs, states = self._model(ids, states=states, return_state=True)
        last = np.asarray(log_probs)[0, -1]
        number = int(draw(last, self._temperature, rng=self._rng))
        return self._vocabulary[number], states

    def generate_n_chars(self, num_chars: int, prefix: str) -> str:
        """Return the prefix and so many characters; ValueError for an empty one."""
        if not prefix:
            raise ValueError("the prefix is empty: give it a character")
        written, states = [prefix], None
        while len(written) <= num_chars:
            char, states = self.generate_one_step(written[-1], states)
            written.append(char)
        return "".join(written)
