"""Diagnostic inputs of lesson 2: short lines, small numbers, a network of ours."""
# ruff: noqa: D103  (a probe is described by its name)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.diagnosis.behaviour import Inputs
from utils.failures import LimitReached
from utils.tensors import is_tensor, tensor

line_to_tensor, log_perplexity = Inputs(), Inputs()
gru_step, generative_model = Inputs(), Inputs()
EXERCISES = {
    "line_to_tensor": line_to_tensor,
    "log_perplexity": log_perplexity,
    "gru_step": gru_step,
    "GenerativeModel": generative_model,
}

# ------------------------------------------------------------------------ gru_step


def irregular(*shape: int, start: int = 0) -> np.ndarray:
    """Return numbers between -1 and 1, without any pattern in them."""
    places = np.arange(int(np.prod(shape))) + 17.0 * start
    return np.sin(places * places * 1.7 + places + 0.3).reshape(shape)


def stepped(answer: Any, batch: int, size: int, units: int, bias: float) -> object:
    """Return the new state, and what became of the arguments."""
    shapes = ((batch, size), (batch, units), (size, 3 * units), (units, 3 * units))
    given = [irregular(*shape, start=k) for k, shape in enumerate(shapes)]
    given.append(bias * irregular(2, 3 * units, start=4))
    return [answer.gru_step(*given), *given]


@gru_step.probe
def without_biases(answer: Any) -> object:
    return stepped(answer, 3, 4, 5, 0.0)


@gru_step.probe
def with_biases(answer: Any) -> object:
    return stepped(answer, 2, 3, 4, 1.0)


@gru_step.probe
def a_single_row(answer: Any) -> object:
    return stepped(answer, 1, 2, 3, 0.5)


# ----------------------------------------------------------------- GenerativeModel

SYMBOLS = ["[UNK]", "", *"dhbfaceg"]
MOST_READ = 200


class Network:
    """A model that is sure of what comes, and keeps what it was given.

    What comes depends on all that was read.
    """

    def __init__(self) -> None:
        self.given: list[list[Any]] = []
        self._read = 0

    def __call__(
        self,
        inputs: Any,
        states: Any = None,
        return_state: bool = False,
        training: bool = False,
    ) -> Any:
        ids = np.asarray(inputs)
        past = 0.0 if states is None else float(np.ravel(states)[0])
        self.given.append([ids.tolist(), past, bool(return_state)])
        self._read += ids.size
        if self._read > MOST_READ:
            raise LimitReached("more characters than any known mistake reads")
        scores = np.full((*np.shape(ids), len(SYMBOLS)), -1e4, np.float32)
        for row, numbers in enumerate(np.atleast_2d(ids)):
            for place, number in enumerate(numbers):
                past = (3 * past + int(number)) % 97
                best = 2 + int(past) % (len(SYMBOLS) - 2)
                scores.reshape(-1, *scores.shape[-2:])[row, place, best] = 0.0
        state = tensor(np.full((1, 2), past, np.float32))
        return (tensor(scores), state) if return_state else tensor(scores)


class Drawing:
    """Takes the place of the lesson's drawing: the likeliest, and what it was given."""

    def __init__(self) -> None:
        self.given: list[object] = []

    def __call__(self, log_probs: Any, temperature: float = 1.0) -> Any:
        scores = np.asarray(log_probs)
        lowest = float(scores.min()) if scores.size else 0.0
        self.given.append([scores.ndim, lowest, float(temperature)])
        return tensor(scores.argmax(axis=-1).astype(np.int64))


def numbers_of(line: str, vocab: list[str]) -> Any:
    """Take the place of `line_to_tensor`."""
    places = {symbol: place for place, symbol in enumerate(vocab)}
    return tensor(np.array([places.get(char, 0) for char in line], np.int64))


def used(answer: Any, use: Callable[[Any], object]) -> object:
    """Return what came of using an object of the class, and what that has done."""
    network, drawing = Network(), Drawing()
    with (
        answer.replaced("line_to_tensor", numbers_of),
        answer.replaced("temperature_random_sampling", drawing),
        answer.replaced("network_of_the_probe", network),
    ):
        writer = answer.GenerativeModel(answer.network_of_the_probe, [*SYMBOLS], 0.4)
        found = use(writer)
    # Whether a piece is read at once or by characters is no difference.
    read = [[past, wants] for _, past, wants in network.given[:1]]
    return [found, read, network.given[-1:], drawing.given[-1:]]


def plain(step: Any) -> object:
    """Return the results of a step as data."""
    return [*step] if isinstance(step, tuple | list) else step


@generative_model.probe
def a_first_step(answer: Any) -> object:
    return used(answer, lambda writer: plain(writer.generate_one_step("hab")))


@generative_model.probe
def a_later_step(answer: Any) -> object:
    state = tensor(np.full((1, 2), 41, np.float32))
    return used(answer, lambda writer: plain(writer.generate_one_step("fe", state)))


@generative_model.probe
def two_texts(answer: Any) -> object:
    def write(writer: Any) -> object:
        return [writer.generate_n_chars(1, "ha"), writer.generate_n_chars(3, "cab")]

    return used(answer, write)


@generative_model.probe
def undecided(answer: Any) -> object:
    """Tell drawing from the likeliest: 60 alike draw the same once in 10^10."""
    vocab = ["[UNK]", "", *map(chr, range(0x100, 0x100 + 60))]
    state = tensor(np.zeros((1, 2), np.float32))

    def network(inputs: Any, *states: object, **more: object) -> Any:
        shape = (*np.shape(inputs), len(vocab))
        return tensor(np.full(shape, -np.log(60), np.float32)), state

    with (
        answer.replaced("line_to_tensor", numbers_of),
        answer.replaced("network_of_the_probe", network),
    ):
        writer = answer.GenerativeModel(answer.network_of_the_probe, vocab, 0.9)
        drawn = [plain(writer.generate_one_step(vocab[5])) for _ in range(7)]
    chars = {step[0] for step in drawn if isinstance(step, list) and step}
    return len(chars) > 1


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
