"""Hidden criteria of `line_to_tensor`: characters become their places."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect
from utils.tensors import is_tensor

from . import oracle

ASCII = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:!?'-\n\t"
ACUTE = "\u0301"  # goes onto the letter before it, and is a character of its own
FAR = "éßñøžжфλδא漢字仮名한글☃😀🎭" + ACUTE  # of two, three and four bytes
STRANGE = "#%@~^_=+<>"

checks = Checks("line_to_tensor")


def draw_vocabulary(rng: np.random.Generator, chars: str) -> list[str]:
    """Return the characters in random order, after [UNK] and the padding."""
    return ["[UNK]", "", *(chars[place] for place in rng.permutation(len(chars)))]


def draw_text(rng: np.random.Generator, chars: str, length: int, end: str = " ") -> str:
    """Draw characters at random, and put `end` at both ends."""
    return end + "".join(rng.choice(list(chars), size=length)) + end


def numbers(answer: Any, text: str, vocab: list[str]) -> list[int]:
    """Return the answer's numbers for a text, as a list of plain integers."""
    ids = answer.line_to_tensor(text, list(vocab))  # which it may change
    return np.ravel(np.asarray(ids)).tolist()


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    text = draw_text(rng, ASCII[:26], 60, end="")
    one, other = draw_vocabulary(rng, ASCII), draw_vocabulary(rng, ASCII[:30])
    found = numbers(answer, text, one)
    pairs = set(zip(text, found, strict=False))
    # Which numbers these are is judged below: here, each letter has one of its own.
    if len(pairs) > 1.5 * len(set(text)) or len(set(found)) < len(set(text)) / 2:
        raise AssertionError("the numbers do not depend on the characters of line")
    # An answer that keeps the first vocabulary for ever is right for the first text.
    if found != oracle.encode(text, one) and numbers(answer, text, other) == found:
        raise AssertionError("the numbers do not depend on vocab")
    # Numbers that are all one too high or too low are a mistake of another kind.
    given = {"line": text, "vocab": one}
    expect_as_passed(differences(found), encoded, given)


def encoded(line: str, vocab: list[str]) -> np.ndarray:
    """Return how the numbers should differ from the first one."""
    return differences(oracle.encode(line, vocab))


def differences(numbers: list[int]) -> np.ndarray:
    """Return how numbers differ from the first one."""
    return np.array(numbers) - numbers[0]


@checks.criterion(
    "each number is the place in the vocabulary that was passed",
    points=3,
    hint="a character's number is its place in the argument vocab, whatever its order; "
    "every character of the line counts, spaces, tabs and capitals too, and so do "
    "newlines at its ends",
)
def places_in_vocab(answer: Any, rng: np.random.Generator) -> None:
    for length, end in ((1, "\n"), (30, " "), (200, "\t")):
        vocab = draw_vocabulary(rng, ASCII)
        text = draw_text(rng, ASCII, length, end)
        found = numbers(answer, text, vocab)
        expect(found, oracle.encode(text, vocab), same=operator.eq)


@checks.criterion(
    "characters of more than one byte are one number each",
    points=2,
    hint="split the line into characters, not into bytes: an é, a 漢 or an 😀 has "
    "several bytes in UTF-8 and one place in the vocabulary; an accent that is a "
    "character of its own stays one",
)
def not_bytes(answer: Any, rng: np.random.Generator) -> None:
    vocab = draw_vocabulary(rng, ASCII + FAR)
    text = draw_text(rng, FAR + "abc", 40) + "é" + "e" + ACUTE
    assert numbers(answer, text, vocab) == oracle.encode(text, vocab)


@checks.criterion(
    "characters that the vocabulary lacks become 0",
    points=2,
    hint="an unknown character has the number of [UNK], 0, even if the vocabulary has "
    "one that is like it; it is no error, and it is not left out",
)
def unknown_is_zero(answer: Any, rng: np.random.Generator) -> None:
    for known in (ASCII, ASCII.lower(), ASCII.upper()):
        vocab = draw_vocabulary(rng, "".join(dict.fromkeys(known)))
        text = draw_text(rng, ASCII + STRANGE * 3, 40) + "~aA"
        found = numbers(answer, text, vocab)
        expect(found, oracle.encode(text, vocab), same=operator.eq)


@checks.criterion(
    "the result is a tensor of whole numbers of type int64",
    points=2,
    hint="return a TensorFlow tensor of one dimension, of type int64: not a list, not "
    "a NumPy array, not int32, and for one character not a mere number",
)
def int64_tensor(answer: Any, rng: np.random.Generator) -> None:
    vocab = draw_vocabulary(rng, ASCII)
    for text in (draw_text(rng, ASCII, 20), "\n", "a"):
        ids = answer.line_to_tensor(text, vocab)
        assert is_tensor(ids)
        assert np.asarray(ids).dtype == np.int64 and np.shape(ids) == (len(text),)


@checks.criterion(
    "an empty line gives an empty tensor",
    points=1,
    hint="no characters, no numbers: an empty line gives an int64 tensor of length 0, "
    "without an error",
)
def empty_line(answer: Any, rng: np.random.Generator) -> None:
    vocab = draw_vocabulary(rng, ASCII)
    text = draw_text(rng, ASCII, 3)
    assert len(numbers(answer, text, vocab)) == len(text)
    ids = np.asarray(answer.line_to_tensor("", vocab))
    assert ids.shape == (0,) and ids.dtype == np.int64
