"""Provide ours of what a reader practises, for a lesson to go on with.

Practice has no points, so this is no secret. It is worth reading afterwards.
"""

from __future__ import annotations

import numpy as np

from utils.copying import recitations
from utils.numpy_rnn import Array, Parameters, rnn_forward


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
