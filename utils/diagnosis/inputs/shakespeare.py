"""Diagnostic inputs of lesson 2, for the exercises without a model or a dataset."""
# ruff: noqa: D103  (a probe is described by its name)

from __future__ import annotations

from typing import Any

import numpy as np

from utils.diagnosis.behaviour import Inputs
from utils.tensors import is_tensor, tensor

line_to_tensor, log_perplexity = Inputs(), Inputs()
EXERCISES = {"line_to_tensor": line_to_tensor, "log_perplexity": log_perplexity}

# ------------------------------------------------------------------ line_to_tensor

VOCAB = ["[UNK]", "", *"zy \nABcbaxEé!"]  # in an order of its own


def looked_up(answer: Any, line: str) -> list[object]:
    """Return the ids, whether they are a tensor, and what became of the vocabulary."""
    vocab = [*VOCAB]
    ids = answer.line_to_tensor(line, vocab)
    return [is_tensor(ids), ids, vocab == VOCAB]


@line_to_tensor.probe
def known_characters(answer: Any) -> object:
    return [looked_up(answer, "cab yz!Ab"), looked_up(answer, "x")]


@line_to_tensor.probe
def unknown_characters(answer: Any) -> object:
    return looked_up(answer, "qaXeCzy")


@line_to_tensor.probe
def white_space(answer: Any) -> object:
    return [looked_up(answer, line) for line in (" a  b ", "\na\n\n")]


@line_to_tensor.probe
def accents(answer: Any) -> object:
    return looked_up(answer, "aéb e\u0301a \U0001f600a")


@line_to_tensor.probe
def nothing(answer: Any) -> object:
    return looked_up(answer, "")


@line_to_tensor.probe
def a_long_line(answer: Any) -> object:
    return looked_up(answer, "zab" * 60)


# ------------------------------------------------------------------ log_perplexity


def log_probs(*shape: int, scale: float = 2.0) -> np.ndarray:
    """Return log-probabilities in float32, normalised over the last axis."""
    places = np.arange(int(np.prod(shape)))
    scores = (scale * np.sin(places * places * 1.3 + 2 * places)).reshape(shape)
    normal = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    return normal.astype(np.float32)


def measured(answer: Any, preds: np.ndarray, target: list) -> object:
    """Return the perplexity: a float if it is one number, and otherwise its shape."""
    found = answer.log_perplexity(tensor(preds), tensor(np.array(target)))
    if isinstance(found, int | float) or (np.shape(found) == () and not is_text(found)):
        return float(found)
    return found if is_text(found) else np.asarray(found, dtype=np.float64)


def is_text(found: object) -> bool:
    return found is None or isinstance(found, str)


@log_perplexity.probe
def no_padding(answer: Any) -> object:
    return [
        measured(answer, log_probs(2, 3, 6), [[2, 5, 3], [4, 2, 2]]),
        measured(answer, log_probs(4, 2, 5), [[2, 4], [3, 3], [4, 2], [2, 3]]),
    ]


@log_perplexity.probe
def padding(answer: Any) -> object:
    target = [[2, 5, 1, 1], [4, 1, 2, 3], [3, 1, 1, 1], [1, 1, 2, 4]]
    return measured(answer, log_probs(4, 4, 6), target)


@log_perplexity.probe
def unknown(answer: Any) -> object:
    return measured(answer, log_probs(2, 3, 5), [[0, 2, 0], [3, 0, 1]])


@log_perplexity.probe
def empty_rows(answer: Any) -> object:
    return measured(answer, log_probs(3, 2, 5), [[2, 3], [1, 1], [4, 1]])


@log_perplexity.probe
def no_text(answer: Any) -> object:
    return measured(answer, log_probs(2, 2, 5), [[1, 1], [1, 1]])


@log_perplexity.probe
def single_characters(answer: Any) -> object:
    return [
        measured(answer, log_probs(1, 1, 4), [[2]]),
        measured(answer, log_probs(3, 1, 4), [[2], [3], [0]]),
    ]


@log_perplexity.probe
def sharp(answer: Any) -> object:
    steep = log_probs(2, 2, 4)
    steep[0, 0] = [-40.0, -50.0, 0.0, -60.0]
    steep[1, 1] = [0.0, -90.0, -90.0, -30.0]
    return measured(answer, steep, [[2, 3], [3, 3]])
