"""Hidden criteria of `generate_text`: reset, read, write, and remember.

The networks here are so sure of themselves that every way of drawing writes the same
text, and they are chosen so that the usual mistakes write another one. A criterion
runs with a right `sample_next`, and on a model of the answer's own `build_model` or,
where that does not lead to the right text, on one put together here.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from course.checks.playwright import oracle
from course.checks.playwright.oracle import Weights, Writer
from utils.checking import AnswerError, Checks, InfrastructureError, LimitReached
from utils.tensors import is_tensor, tensor

checks = Checks("generate_text")

V, E, U = 8, 6, 10
SURE = 45.0  # by which the best logit leads: any other has a chance of e^-45
Model = Any


@dataclass(frozen=True)
class Script:
    """A network, an alphabet, what the network reads and what it then writes."""

    weights: Weights
    alphabet: str
    start: str
    written: str

    @property
    def text(self) -> str:
        """What `generate_text` has to return."""
        return self.start + self.written


def draw_alphabet(rng: np.random.Generator) -> str:
    """Characters in an order that means nothing; space and newline are not first."""
    first, *letters = rng.permutation(list(string.ascii_letters + ",."))[: V - 2]
    return str(first) + "".join(rng.permutation([*letters, " ", "\n"]))


def draw_script(
    rng: np.random.Generator,
    read: int,
    write: int,
    mistakes: Callable[[list[int], list[int], Weights], Iterator[list[int]]],
) -> Script:
    """A script that none of the mistakes would write."""
    alphabet = draw_alphabet(rng)
    while True:
        weights = oracle.draw_weights(rng, V, E, U)
        weights[-2:] = [weights[-2] * 200, weights[-1] * 10]
        given = rng.integers(V, size=read).tolist()
        writer = Writer.after(weights, given)
        written, margin = [], np.inf
        for _ in range(write):
            margin = min(margin, writer.margin())
            written.append(writer.best())
            writer.read(written[-1])
        if margin > SURE and written not in mistakes(given, written, weights):
            start, text = ("".join(alphabet[i] for i in x) for x in (given, written))
            return Script(weights, alphabet, start, text)


def check_with(
    answer: Any,
    rng: np.random.Generator,
    weights: Weights,
    alphabet: str,
    check: Callable[[Model], None],
    drawn_from: list[np.ndarray] | None = None,
) -> None:
    """Run a check on a model with these weights, in the world of this alphabet.

    `drawn_from` gets the log-probabilities that `sample_next` was asked to draw from.
    """
    sizes = (*weights[0].shape, len(weights[2]))
    kind = kind_of_ids(answer)

    def sample_next(logits: np.ndarray, temperature: float = 1.0) -> Any:
        if drawn_from is not None and temperature > 0:
            last = np.asarray(logits, np.float64).reshape(-1, np.shape(logits)[-1])[-1]
            drawn_from.append(oracle.log_softmax(last / temperature))
        return kind(oracle.draw(logits, float(temperature), rng))

    with (
        answer.replaced("char2idx", {char: i for i, char in enumerate(alphabet)}),
        answer.replaced("idx2char", np.array(list(alphabet))),
        answer.replaced("sample_next", sample_next),
    ):
        try:
            check(with_weights(answer.build_model(*sizes, 1), weights))
        except (LimitReached, InfrastructureError):
            raise
        except Exception:  # that may be the fault of build_model
            check(with_weights(put_together(answer, *sizes), weights))


def kind_of_ids(answer: Any) -> Callable[[Any], Any]:
    """What the answer's own `sample_next` returns, and `generate_text` then expects."""
    try:
        own = answer.sample_next(tensor(np.zeros((1, 2), np.float32)), 1.0)
    except AnswerError:
        return tensor
    return tensor if is_tensor(own) else np.asarray


def put_together(answer: Any, size: int, embedding: int, units: int) -> Model:
    """The lesson's model with batch 1, in the process of the answer."""
    layers = answer.keras.layers
    stack = [
        layers.InputLayer(batch_shape=(1, None)),
        layers.Embedding(size, embedding),
        layers.LSTM(units, return_sequences=True, stateful=True),
        layers.Dense(size),
    ]
    return answer.keras.Sequential(stack)


def with_weights(model: Model, weights: Weights) -> Model:
    """The model after it has got the weights."""
    model.set_weights(weights)
    return model


def check_script(answer: Any, rng: np.random.Generator, script: Script) -> None:
    """Check that the answer writes what the script says."""
    check = partial(writes, answer=answer, script=script)
    check_with(answer, rng, script.weights, script.alphabet, check)


def writes(model: Model, answer: Any, script: Script) -> None:
    """Check what is written after the start."""
    number = len(script.written)
    text = answer.generate_text(model, script.start, number, 1.0)
    assert isinstance(text, str)
    # Whether the start is returned, too, is another criterion's matter.
    begin = len(script.start) if len(text) > number else 0
    assert text[begin : begin + number] == script.written


@checks.criterion(
    "the result is the start and num_chars more characters, as one string",
    points=3,
    hint="return start and after it exactly num_chars new characters, as a str, be "
    "they spaces and newlines; char2idx and idx2char lead from characters to ids and "
    "back",
)
def start_and_more(answer: Any, rng: np.random.Generator) -> None:
    weights = oracle.draw_weights(rng, V, E, U)
    alphabet = draw_alphabet(rng)
    weights[-2] = weights[-2] * 0
    weights[-1] = np.where(np.array(list(alphabet)) == "\n", SURE, 0).astype(np.float32)

    def check(model: Model) -> None:
        for length, number in ((5, 1), (2, 4)):
            start = " " + "".join(rng.permutation(list(alphabet))[: length - 1])
            text = answer.generate_text(model, start, number, 1.0)
            assert isinstance(text, str)
            assert text == start + "\n" * number

    check_with(answer, rng, weights, alphabet, check)


@checks.criterion(
    "the whole start is read before the first character is drawn",
    points=3,
    hint="what is drawn first must depend on every character of the start: feed all "
    "of them, in their order, and draw from the logits after the last one",
)
def start_is_read(answer: Any, rng: np.random.Generator) -> None:
    def mistakes(
        start: list[int], written: list[int], weights: Weights
    ) -> Iterator[list[int]]:
        parts = (start[-1:], start[:1], start[:-1], start[1:], start[::-1])
        for read in (*parts, start + start):
            yield [Writer.after(weights, read).best()]
        logits, _ = oracle.read(np.array([start]), weights)
        yield [int(logits[0].mean(axis=0).argmax())]

    length = int(rng.integers(4, 8))
    check_script(answer, rng, draw_script(rng, length, 1, mistakes))


@checks.criterion(
    "each character that was drawn is read next, once, and the state is kept",
    points=3,
    hint="while writing, the model reads only the character just drawn, and its state "
    "stays: not a reset at every step, not the whole text again, not the start again",
)
def state_is_kept(answer: Any, rng: np.random.Generator) -> None:
    def mistakes(
        start: list[int], written: list[int], weights: Weights
    ) -> Iterator[list[int]]:
        forgetful: list[int] = []
        again: list[int] = []
        stuck: list[int] = []
        lagging: list[int] = []
        rereader, first = Writer.after(weights), Writer.after(weights)
        for step in range(len(written)):
            last = forgetful[-1:] or start
            forgetful.append(Writer.after(weights, last).best())
            for number in [*start, *again]:
                rereader.read(number)
            again.append(rereader.best())
            for number in start:
                first.read(number)
            stuck.append(first.best())
            lagging.append(Writer.after(weights, start, lagging[: step - 1]).best())
        yield from (forgetful, again, stuck, lagging)

    check_script(answer, rng, draw_script(rng, 1, 5, mistakes))


@checks.criterion(
    "the state is reset first: what the model read before is forgotten",
    points=3,
    hint="call reset_states() on the LSTM before the start is read: the state of an "
    "earlier text is still in it",
)
def state_is_reset(answer: Any, rng: np.random.Generator) -> None:
    before = rng.integers(V, size=5).tolist()

    def mistakes(
        start: list[int], written: list[int], weights: Weights
    ) -> Iterator[list[int]]:
        yield [Writer.after(weights, before, start).best()]
        yield [Writer.after(weights, before, before, start).best()]

    script = draw_script(rng, 1, 1, mistakes)

    def check(model: Model) -> None:
        for _ in range(2):
            model(tensor(np.array([before])))
            writes(model, answer, script)

    check_with(answer, rng, script.weights, script.alphabet, check)


@checks.criterion(
    "characters are drawn at the temperature that was passed",
    points=2,
    hint="hand the logits and the temperature on to sample_next as they are, which "
    "divides one by the other; at 0 the likeliest character is written, and at 1 not "
    "always",
)
def temperature_is_used(answer: Any, rng: np.random.Generator) -> None:
    weights = oracle.draw_weights(rng, V, E, U)
    weights[-2] = weights[-2] * 0  # the same prediction after whatever was read
    weights[-1] = rng.permutation(np.linspace(0, 3.5, V)).astype(np.float32)
    alphabet = draw_alphabet(rng)
    best = alphabet[int(weights[-1].argmax())]

    def share_of_best(model: Model, number: int, temperature: float) -> float:
        text = answer.generate_text(model, best, number, temperature)
        assert isinstance(text, str) and len(text) >= number
        return text[-number:].count(best) / number

    drawn_from: list[np.ndarray] = []

    def check(model: Model) -> None:
        assert share_of_best(model, 6, 0) == 1
        # At 0.05 any other character has a chance of 5e-5 a draw, 1e-12 for three of
        # five; at 30, where all are about alike, ten times the best has 2e-9.
        for number, temperature, least, most in ((5, 0.05, 0.6, 1), (10, 30.0, 0, 0.9)):
            drawn_from.clear()
            assert least <= share_of_best(model, number, temperature) <= most
            expected = oracle.log_softmax(weights[-1] / temperature)
            for found in drawn_from:
                assert np.allclose(found, expected, atol=0.02)

    check_with(answer, rng, weights, alphabet, check, drawn_from)
