"""Hidden criteria of `generate_text`: reset, read, write, and remember.

The networks here are so sure of themselves that every way of drawing writes the same
text, and they are chosen so that the usual mistakes write another one.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
import string
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import AnswerError, Checks, expect
from utils.tensors import tensor

from . import oracle
from .fakes import World, build_lstm
from .oracle import Weights, Writer


def sample_next(logits: np.ndarray, temperature: float = 1.0) -> Any:
    """Answer the exercise before this one rightly."""
    return tensor(oracle.draw(logits, float(temperature), np.random.default_rng()))


checks = Checks(
    "generate_text",
    lent={"sample_next": sample_next},
    built={"build_model": build_lstm},
)

V, E, U = 8, 6, 10
SURE = 25.0  # by which the best logit leads: any other has a chance of e^-25
UNLIKELY = -20.0  # the log-probability that a mistake writes the right texts
Model = Any
Mistakes = Callable[[list[int], list[int], Weights], Iterator[Writer]]


@dataclass(frozen=True)
class Script:
    """A network, an alphabet, and texts: what it reads and what it then writes."""

    weights: Weights
    alphabet: str
    texts: list[tuple[str, str]]


def draw_alphabet(rng: np.random.Generator) -> str:
    """Draw characters in random order; neither space nor newline comes first."""
    first, *letters = rng.permutation(list(string.ascii_lowercase[:-3]))[: V - 2]
    return str(first) + "".join(rng.permutation([*letters, " ", "\n"]))


def draw_script(
    rng: np.random.Generator, sizes: list[tuple[int, int]], mistakes: Mistakes
) -> Script:
    """Draw a script that no mistake would write; `sizes` are what is read and written.

    For a start and what was written so far, `mistakes` gives the network as each
    mistake finds it when the next character is drawn.
    """
    alphabet = draw_alphabet(rng)
    reads, writes = zip(*sizes, strict=True)
    while True:
        weights = oracle.draw_weights(rng, V, E, U)
        weights[-2:] = [weights[-2] * 200, weights[-1] * 10]
        starts = [rng.integers(V, size=read).tolist() for read in reads]
        ends = list(map(partial(surely_written, weights), starts, writes))
        if all(ends):
            chances = [  # of every mistake, at every character
                [
                    writer.log_chance(number)
                    for writer in mistakes(start, end[:i], weights)
                ]
                for start, end in zip(starts, ends, strict=True)
                for i, number in enumerate(end)
            ]
            if (np.sum(chances, axis=0) < UNLIKELY).all():
                break

    def spell(ids: list[int]) -> str:
        return "".join(alphabet[i] for i in ids)

    texts = zip(map(spell, starts), map(spell, ends), strict=True)
    return Script(weights, alphabet, list(texts))


def draw_forks(rng: np.random.Generator) -> Script:
    """Draw a network without memory that chance leads one of two ways, and back.

    After the first character of the alphabet, and after the fourth and the fifth, the
    second and the third are equally likely. The fourth follows the second, and the
    fifth the third.
    """
    weights = oracle.draw_weights(rng, V, E, U)
    weights[2] *= 0
    weights[3][U : 2 * U] = -50  # the gate that keeps what is in memory is closed
    weights[-1] *= 0
    wanted = np.zeros((V, V))
    wanted[[0, 3, 4], 1] = wanted[[0, 3, 4], 2] = SURE
    wanted[[1, 2, 5, 6, 7], [3, 4, 1, 1, 1]] = SURE
    states = np.concatenate(
        [oracle.read(np.array([[n]]), weights)[1][0] for n in range(V)]
    )
    weights[-2] = np.linalg.lstsq(states, wanted)[0].astype(np.float32)
    return Script(weights, draw_alphabet(rng), [])


def surely_written(weights: Weights, start: list[int], write: int) -> list[int]:
    """Return the ids that the network writes after a start; none if it is not sure."""
    written: list[int] = []
    writer = Writer.after(weights, start)
    while len(written) < write:
        if writer.margin() < SURE:
            return []
        written.append(writer.best())
        writer.read(written[-1])
    return written


def check_script(answer: Any, rng: np.random.Generator, script: Script) -> None:
    """Check that the answer writes what the script says."""
    world = World(answer, rng, script.weights, script.alphabet)
    world.check(partial(writes, answer=answer, script=script))


def writes(model: Model, answer: Any, script: Script, reset: bool = True) -> None:
    """Check what is written after the starts.

    Unless the exercise's own reset is judged, each text begins with a state of zeros.
    """
    for start, written in script.texts:
        for layer in model.layers if reset else ():
            with suppress(AnswerError):  # a layer without a state
                layer.reset_states()
        text = answer.generate_text(model, start, len(written), 1.0)
        assert isinstance(text, str)
        # Another criterion judges whether the start is returned too.
        begin = len(start) if len(text) > len(written) else 0
        assert text[begin : begin + len(written)] == written


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    alphabet = draw_alphabet(rng)
    best, start = alphabet[1], alphabet[2]
    weights = oracle.draw_weights(rng, V, E, U)
    weights[-2] = weights[-2] * 0  # the same prediction after whatever was read
    lead = np.log(999 * (V - 1))  # at temperature 1, all but one in 1000 are the best
    weights[-1] = np.where(np.array(list(alphabet)) == best, lead, 0).astype(np.float32)

    def right(logits: np.ndarray, temperature: float) -> np.ndarray:
        return oracle.log_softmax(logits / temperature)

    def check(model: Model) -> None:
        def text(number: int, temperature: float) -> str:
            # What is no text raises an error, which other criteria tell of.
            return "".join(answer.generate_text(model, start, number, temperature))

        written = text(16, 1.0)
        if written.count(best) < 8:
            raise AssertionError("what is written does not depend on model")
        for found in world.drawn_from[-1:]:  # if it draws with sample_next
            expect_as_passed(found, right, {"logits": weights[-1], "temperature": 1.0})
        if len(text(2, 1.0)) == len(written):
            raise AssertionError("the length of the text does not depend on num_chars")
        # With a temperature 2 of 16 are the best, give or take 1.3, and without one 16.
        # A right answer misses this less than once in 10^9; a wrong one may multiply.
        counts = (text(16, temperature).count(best) for temperature in (1e3, 1e-3))
        if all(abs(written.count(best) - count) < 4 for count in counts):
            raise AssertionError("what is written does not depend on temperature")

    world = World(answer, rng, weights, alphabet)
    world.check(check)


@checks.premise
def depends_on_the_start(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    while True:
        script = draw_script(rng, [(2, 2)] * 4, lambda *_: iter(()))
        # Whatever is read in place of the start, what follows is no matter of chance.
        instead = (surely_written(script.weights, [number], 2) for number in range(V))
        if len({written for _, written in script.texts}) == 4 and all(instead):
            break

    def check(model: Model) -> None:
        written = {answer.generate_text(model, s, 2, 1.0)[-2:] for s, _ in script.texts}
        if len(written) == 1:
            raise AssertionError("what is written does not depend on start")

    World(answer, rng, script.weights, script.alphabet).check(check)


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
        for length, number in ((5, 1), (2, 4), (3, 0)):
            start = " " + "".join(rng.permutation(list(alphabet))[: length - 1])
            text = answer.generate_text(model, start, number, 1.0)
            assert isinstance(text, str)
            if not text.startswith(start):
                raise AssertionError("the text that comes back begins with the start")
            if len(text) != length + number:
                raise AssertionError(
                    f"{number} characters were asked for after the start, and "
                    f"{len(text) - length} came"
                )
            expect(text, start + "\n" * number, same=operator.eq)

    World(answer, rng, weights, alphabet).check(check)


@checks.criterion(
    "the whole start is read before the first character is drawn",
    points=3,
    hint="what is drawn first must depend on every character of the start: feed all "
    "of them, in their order, and draw from the logits after the last one",
)
def start_is_read(answer: Any, rng: np.random.Generator) -> None:
    def mistakes(start: list[int], _: list[int], weights: Weights) -> Iterator[Writer]:
        parts = (start[-1:], start[:1], start[:-1], start[1:], start[::-1])
        for read in (*parts, start + start, start + start[-1:]):
            yield Writer.after(weights, read)
        logits, state = oracle.read(np.array([start]), weights)
        yield Writer(weights, state, logits[0].mean(axis=0))

    # Three characters: a network that reads something else altogether writes one of
    # them rightly in one of eight cases.
    sizes = [(2, 1), (3, 1), (int(rng.integers(4, 8)), 1)]
    check_script(answer, rng, draw_script(rng, sizes, mistakes))


@checks.criterion(
    "each character that was drawn is read next, once, and the state is kept",
    points=3,
    hint="while writing, the model reads only the character just drawn, and its state "
    "stays: not a reset at every step, not the whole text again, not the start again",
)
def state_is_kept(answer: Any, rng: np.random.Generator) -> None:
    def mistakes(
        start: list[int], written: list[int], weights: Weights
    ) -> Iterator[Writer]:
        texts = [start + written[:step] for step in range(len(written) + 1)]
        yield Writer.after(weights, written[-1:] or start)  # a reset at every step
        yield Writer.after(weights, *texts)  # the whole text at every step
        yield Writer.after(weights, *[text[-len(start) :] for text in texts])
        yield Writer.after(weights, *[start for _ in texts])
        yield Writer.after(weights, start, written[:-1])  # the last one is not read
        yield Writer.after(weights, start, *[[i, i] for i in written])

    check_script(answer, rng, draw_script(rng, [(1, 5), (3, 3)], mistakes))
    forks = draw_forks(rng)
    start, *ways = list(forks.alphabet[:5])
    follows = dict(zip(ways[:2], ways[2:], strict=True))

    def check(model: Model) -> None:
        # Who draws once to write and once to read goes wrong at every other of 12.
        text = answer.generate_text(model, start, 24, 1.0)[-24:]
        assert len(text) == 24
        assert [follows.get(char) for char in text[::2]] == list(text[1::2])

    World(answer, rng, forks.weights, forks.alphabet).check(check)


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
    ) -> Iterator[Writer]:
        yield Writer.after(weights, before, start, written)
        yield Writer.after(weights, before, before, start, written)
        h, c = Writer.after(weights, before).state
        for half in ((h, 0 * c), (0 * h, c)):  # the other one is reset
            yield Writer.after(weights, start, written, state=half)

    script = draw_script(rng, [(1, 3)], mistakes)
    world = World(answer, rng, script.weights, script.alphabet)

    def check(model: Model) -> None:
        for _ in range(2):
            model(tensor(np.array([[world.ids[number] for number in before]])))
            writes(model, answer, script, reset=False)

    world.check(check)


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

    world = World(answer, rng, weights, alphabet)

    def check(model: Model) -> None:
        assert share_of_best(model, 6, 0) == 1
        # At 0.05 any other character has a chance of 5e-5 a draw, 1e-12 for three of
        # five; at 30, where all are about alike, ten times the best has 2e-9.
        for number, temperature, least, most in ((5, 0.05, 0.6, 1), (10, 30.0, 0, 0.9)):
            world.drawn_from.clear()
            assert least <= share_of_best(model, number, temperature) <= most
            expected = oracle.log_softmax(weights[-1] / temperature)
            for found in world.drawn_from:
                assert np.allclose(found, expected, atol=0.02)

    world.check(check)
