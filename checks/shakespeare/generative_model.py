"""Hidden criteria of `GenerativeModel`: one step, and the loop that writes.

In the place of a GRULM stands a network of ours. Its state is a number made of all that
it has read, and it is sure of what comes next, so a text tells what was read for it.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect
from utils.tensors import tensor

from . import oracle
from .oracle import line_to_tensor

checks = Checks("GenerativeModel", lent={"line_to_tensor": line_to_tensor})

START, MODULUS, UNITS = 5, 9973, 3
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DEEP = 1e4  # a lead that no temperature here makes up for
DRAWS = 40
Predict = Callable[[int], np.ndarray]


class Network:
    """A model of known predictions; `reads` counts the characters that it was given."""

    def __init__(self, predict: Predict) -> None:
        self.reads = 0
        self._predict = predict

    def __call__(
        self,
        inputs: Any,
        states: Any = None,
        return_state: bool = False,
        training: bool = False,
    ) -> Any:
        """Return log-probabilities (1, time, V), and the state if it is asked for."""
        ids = np.asarray(inputs)
        if ids.ndim != 2 or len(ids) != 1 or ids.dtype.kind not in "iu":
            raise AssertionError(
                "the model takes whole numbers of the shape (1, time): a batch of one "
                "piece"
            )
        past = number_of(states)
        log_probs = []
        for index in ids[0].tolist():
            past = fold(past, index)
            log_probs.append(self._predict(past))
        self.reads += ids.shape[1]
        predictions = tensor(np.array([log_probs]), np.float32)
        return (predictions, state_of(past)) if return_state else predictions


def fold(past: int, index: int) -> int:
    """Return the number of what was read, with one more character."""
    return (31 * past + index + 7) % MODULUS


def state_of(past: int) -> Any:
    """Return the state (1, UNITS) of a network that has read something."""
    return tensor(np.full((1, UNITS), past), np.float32)


def number_of(states: Any) -> int:
    """Return the number in a state that came back; START for none, and for zeros."""
    if states is None:
        return START
    found = np.asarray(states)
    if found.shape != (1, UNITS) or found.dtype.kind != "f":
        raise AssertionError("the state goes in as the model has returned it")
    return round(float(found[0, 0])) or START


def sure(vocab: list[str], factor: int) -> Predict:
    """Return predictions of one character, which depends on all that was read."""

    def predict(past: int) -> np.ndarray:
        scores = np.full(len(vocab), -DEEP)
        scores[2 + factor * past % (len(vocab) - 2)] = 0.0
        return scores

    return predict


def draw_vocab(rng: np.random.Generator) -> list[str]:
    """Draw a vocabulary with its letters in an order of its own."""
    return ["[UNK]", "", *rng.permutation(list(LETTERS)).tolist()]


def draw_piece(rng: np.random.Generator, length: int) -> str:
    """Draw some letters."""
    return "".join(rng.choice(list(LETTERS), size=length))


def read(past: int, piece: str, vocab: list[str]) -> int:
    """Return the number of what was read, with a piece more."""
    for index in oracle.encode(piece, vocab):
        past = fold(past, index)
    return past


def following(predict: Predict, past: int, vocab: list[str]) -> str:
    """Return the character of which a network is sure."""
    return vocab[int(predict(past).argmax())]


def continued(predict: Predict, vocab: list[str], num_chars: int, prefix: str) -> str:
    """Return the text that a network writes which is always sure."""
    text, past = prefix, read(START, prefix, vocab)
    for _ in range(num_chars):
        text += following(predict, past, vocab)
        past = fold(past, vocab.index(text[-1]))
    return text


@contextmanager
def writer(
    answer: Any, network: Network, vocab: list[str], temperature: float = 0.7
) -> Iterator[Any]:
    """Lend an object of the answer's class that writes with a network of ours."""
    with (
        answer.replaced("line_to_tensor", line_to_tensor),
        answer.replaced("network_of_the_check", network),
    ):
        yield answer.GenerativeModel(answer.network_of_the_check, [*vocab], temperature)


def one_step(written: Any, piece: str, past: int | None = None) -> tuple[str, int]:
    """Return the character and the number in the state after one step."""
    states = None if past is None else state_of(past)
    result = written.generate_one_step(piece, states)
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise AssertionError("a step returns two things: the character and the state")
    char, new = result
    if not isinstance(char, str):
        raise AssertionError("the character is a str: decode the bytes of the tensor")
    return char, number_of(new)


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    vocab = draw_vocab(rng)
    reversed_vocab = [*vocab[:2], *vocab[:1:-1]]

    def text(
        factor: int = 1,
        symbols: list[str] = vocab,
        num_chars: int = 3,
        prefix: str = "ab",
    ) -> Any:
        network = Network(sure(symbols, factor))
        with writer(answer, network, symbols) as written:
            return written.generate_n_chars(num_chars, prefix)

    changes: dict[str, dict[str, Any]] = {
        "the model": {"factor": 3},
        "vocab": {"symbols": reversed_vocab},
        "num_chars": {"num_chars": 5},
        "prefix": {"prefix": "ba"},
    }
    before = text()
    for name, changed in changes.items():
        if text(**changed) == before:
            raise AssertionError(f"the text does not depend on {name}")

    def right(prefix: str, num_chars: int) -> str:
        return continued(sure(vocab, 1), vocab, num_chars, prefix)[len(prefix) :]

    given: dict[str, Any] = {"prefix": "abc", "num_chars": 8}
    # Who counts the prefix writes three more or less, a mistake of another kind.
    spared = {"num_chars": lambda altered: abs(altered - 8) <= 3}
    found = text(**given)
    if isinstance(found, str):
        expect_as_passed(found.removeprefix("abc"), right, given, spared)
    with writer(answer, Network(sure(vocab, 1)), vocab) as written:
        steps = [written.generate_one_step("a", state_of(1))[0]]
        steps.append(written.generate_one_step("b", state_of(1))[0])
        steps.append(written.generate_one_step("a", state_of(2))[0])
    for name, other in (("inputs", steps[1]), ("states", steps[2])):
        if other == steps[0]:
            raise AssertionError(f"a step does not depend on {name}")
    # One of 26 leads a little: cold it is always drawn, hot it is not.
    scores = np.where(np.arange(len(vocab)) == 2, 0.0, -1.0)
    scores[:2] = -DEEP
    if varies(answer, scores, vocab, 0.02) == varies(answer, scores, vocab, 50.0):
        raise AssertionError("what is drawn does not depend on temperature")
    # At temperature 1 one of 26 is drawn every other time, and 72 times of 80 with a
    # chance of 2e-14; at half of it, 77 times.
    scores = np.where(np.arange(len(vocab)) == 2, np.log(len(vocab) - 3), 0.0)
    scores[:2] = -DEEP
    scores = oracle.log_softmax(scores)
    with writer(answer, Network(lambda past: scores), vocab, 1.0) as written:
        steps = [written.generate_one_step("a")[0] for _ in range(80)]
    if steps.count(vocab[2]) >= 72:
        raise AssertionError(
            "what is drawn does not depend on temperature as it is passed: at 1, it is "
            "drawn with other probabilities"
        )


def varies(
    answer: Any, scores: np.ndarray, vocab: list[str], temperature: float
) -> bool:
    """Return whether eight steps from the same place draw different characters."""
    with writer(answer, Network(lambda past: scores), vocab, temperature) as written:
        steps = [written.generate_one_step("a")[0] for _ in range(8)]
    if not all(isinstance(char, str | bytes | int) for char in steps):
        raise TypeError("another criterion tells of it")
    return len(set(steps)) > 1


# First, because an error in a step is told with the hint of the first criterion.
@checks.criterion(
    "it draws from what is predicted after the whole piece",
    points=2,
    hint="the prediction at the last place counts, log_probs[0, -1]; the number that "
    "was drawn becomes a character of the vocabulary that was passed",
)
def last_place_counts(answer: Any, rng: np.random.Generator) -> None:
    vocab = draw_vocab(rng)
    predict = sure(vocab, 1)
    with writer(answer, Network(predict), vocab) as written:
        # A place at random is the last one each time once in 3,360.
        for length in (1, 2, 5, 6, 7, 8):
            piece = draw_piece(rng, length)
            char, _ = one_step(written, piece)
            expect(char, following(predict, read(START, piece, vocab), vocab))


@checks.criterion(
    "a step hands the state to the model, and returns the new one",
    points=2,
    hint="call the model with states=states and return_state=True; the second thing "
    "that it returns is the new state, and the second thing to return",
)
def state_goes_through(answer: Any, rng: np.random.Generator) -> None:
    vocab = draw_vocab(rng)
    with writer(answer, Network(sure(vocab, 1)), vocab) as written:
        for piece in (draw_piece(rng, 1), draw_piece(rng, 4)):
            for past in (None, int(rng.integers(10, MODULUS))):
                _, new = one_step(written, piece, past)
                begin = START if past is None else past
                expect(new, read(begin, piece, vocab))


@checks.criterion(
    "it draws at its temperature",
    points=2,
    hint="temperature_random_sampling gets the temperature that was passed to "
    "__init__: 0 is always the likeliest, 1 draws with the model's probabilities",
)
def temperature_is_used(answer: Any, rng: np.random.Generator) -> None:
    vocab = draw_vocab(rng)
    favourite = int(rng.integers(2, len(vocab)))
    for temperature in (0.25, 3.0):
        # At this temperature the favourite is drawn every other time.
        lead = temperature * np.log(len(vocab) - 3)
        chars = drawn(answer, vocab, favourite, lead, temperature)
        assert 4 < chars.count(vocab[favourite]) < 36  # else once in 10^7
    chars = drawn(answer, vocab, favourite, 1e-3, 0.0)
    assert set(chars) == {vocab[favourite]}


def drawn(
    answer: Any, vocab: list[str], favourite: int, lead: float, temperature: float
) -> list[str]:
    """Return what is drawn where one character leads all others, which are equal."""
    scores = np.where(np.arange(len(vocab)) == favourite, lead, 0.0)
    scores[:2] = -DEEP
    scores = oracle.log_softmax(scores)
    with writer(answer, Network(lambda past: scores), vocab, temperature) as written:
        return [one_step(written, "a")[0] for _ in range(DRAWS)]


@checks.criterion(
    "a text is the prefix and num_chars characters, each after all before it",
    points=2,
    hint="begin with the prefix and no state; then each step reads the character that "
    "was drawn last, with the state of the step before; join all to one str",
)
def text_continues(answer: Any, rng: np.random.Generator) -> None:
    vocab = draw_vocab(rng)
    predict = sure(vocab, 1)
    with writer(answer, Network(predict), vocab) as written:
        for num_chars, length in ((7, 3), (4, 1), (1, 5)):
            prefix = draw_piece(rng, length)
            text = written.generate_n_chars(num_chars, prefix)
            expect(text, continued(predict, vocab, num_chars, prefix))


@checks.criterion(
    "every text begins with an empty memory, and nothing is read twice",
    points=2,
    hint="the state belongs to one text: begin each with None, and keep it in no "
    "attribute; after the prefix, read one character a step, not the text so far",
)
def nothing_is_kept_or_read_twice(answer: Any, rng: np.random.Generator) -> None:
    vocab = draw_vocab(rng)
    predict, network = sure(vocab, 1), Network(sure(vocab, 1))
    with writer(answer, network, vocab) as written:
        for num_chars, length in ((5, 4), (6, 2), (3, 2)):
            prefix, network.reads = draw_piece(rng, length), 0
            text = written.generate_n_chars(num_chars, prefix)
            expect(text, continued(predict, vocab, num_chars, prefix))
            assert network.reads <= length + num_chars
