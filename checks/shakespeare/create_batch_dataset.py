"""Hidden criteria of `create_batch_dataset`: from a text to shuffled batches."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np

from utils.altered import alterations
from utils.checking import AnswerError, Checks, expect
from utils.tensors import is_tensor

from . import oracle
from .oracle import line_to_tensor

checks = Checks("create_batch_dataset", lent={"line_to_tensor": line_to_tensor})

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
NEWLINE = 2

Batch = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Case:
    """A text in lines, and how it is to be cut."""

    lines: list[str]
    seq_length: int
    batch_size: int
    letters: str = LETTERS

    @property
    def vocab(self) -> list[str]:
        """Symbols in the order of their numbers; the newline is NEWLINE."""
        return ["[UNK]", "", "\n", *self.letters, " "]

    @property
    def windows(self) -> list[tuple[int, ...]]:
        """All windows, in the order of the text."""
        ids = oracle.encode("\n".join(self.lines), self.vocab)
        return oracle.windows(ids, self.seq_length)

    @property
    def batches(self) -> int:
        """How many batches come out."""
        return len(self.windows) // self.batch_size


def draw_case(
    rng: np.random.Generator,
    batches: int,
    rest: int = 0,
    seq_length: int = 0,
    batch_size: int = 0,
    left: int = 0,
    line: int = 0,
) -> Case:
    """Draw short lines whose windows fill some batches, and `rest` windows more.

    `left` characters are left over; by default some, but not so many that another
    newline at the end would make one more window. Lines are shorter than `line`, by
    default than a window. No two windows are the same.
    """
    seq_length = seq_length or int(rng.integers(6, 10))
    batch_size = batch_size or int(rng.integers(4, 7))
    size = seq_length + 1
    left = left or int(rng.integers(1, size - 2))
    length = (batches * batch_size + rest) * size + left
    line = line or seq_length
    while True:
        chars = rng.choice(list(LETTERS), size=length)
        of_line = rng.integers(max(2, line // 4), line, size=length)
        breaks = np.cumsum(of_line)
        chars[breaks[breaks < length - 1]] = "\n"
        case = Case("".join(chars).split("\n"), seq_length, batch_size)
        if len(set(case.windows)) == len(case.windows):
            return case


def with_odd_lines(case: Case) -> Case:
    """Return the case with empty lines and spaces around lines, in a single batch."""
    first, *others = case.lines
    lines = ["", first, "", *(f"  {line} " for line in others)]
    odd = replace(case, lines=lines)
    return replace(odd, batch_size=len(odd.windows))


@contextmanager
def dataset(answer: Any, case: Case, *arguments: int) -> Iterator[Any]:
    """Make the answer's dataset; its own `line_to_tensor` serves only if right."""
    text = "\n".join(case.lines)
    try:
        own = answer.line_to_tensor(text, case.vocab)
        is_right = is_tensor(own) and np.array_equal(
            np.asarray(own), np.array(oracle.encode(text, case.vocab), np.int64)
        )
        is_right = is_right and np.asarray(own).dtype == np.int64
    except AnswerError:
        is_right = False
    replaced = answer.replaced("line_to_tensor", line_to_tensor)
    with nullcontext() if is_right else replaced:
        yield answer.create_batch_dataset(case.lines, case.vocab, *arguments)


def epoch(batches: Any, case: Case, more: int = 0) -> list[Batch]:
    """Return as many batches as there should be, and up to `more` beyond those."""
    pairs = islice(batches, case.batches + more)
    found = [tuple(map(np.asarray, pair)) for pair in pairs]
    return [(x, y) for x, y in found]


def windows_of(batches: list[Batch]) -> list[tuple[int, ...]]:
    """Return the windows, inputs and last target, in the order in which they came."""
    return [
        (*inputs, targets[-1])
        for x, y in batches
        for inputs, targets in zip(x.tolist(), y.tolist(), strict=True)
    ]


def first_epoch(answer: Any, case: Case, more: int = 0) -> list[Batch]:
    """Return one epoch, with the case's own lengths."""
    with dataset(answer, case, case.seq_length, case.batch_size) as batches:
        return epoch(batches, case, more)


def some_epoch(answer: Any, rng: np.random.Generator) -> tuple[Case, list[Batch]]:
    """Draw a case and run one epoch; criteria share both, since this takes long."""
    case = draw_case(rng, batches=3)
    return case, first_epoch(answer, case)


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    one, other = LETTERS[:13], LETTERS[13:26]
    lines = draw_uneven_lines(rng, one)
    case = Case(lines, 6, 4, one + other)
    found = first_epoch(answer, case)
    shape, ids = shape_and_ids(found)
    if not ids.size or how_uneven(ids) < 0.3:
        raise AssertionError("the batches do not hold the text of lines")
    # The letters of the other lines have other numbers, as have these in the other
    # vocabulary. In numbers drawn at random, nearly all are in both.
    changes = {
        ("lines", "seq_length"): replace(
            case, lines=draw_uneven_lines(rng, other), seq_length=9
        ),
        ("vocab", "batch_size"): replace(case, letters=other + one, batch_size=5),
    }
    for (text, size), changed in changes.items():
        other_shape, others = shape_and_ids(first_epoch(answer, changed))
        if np.isin(ids, others).mean() > 0.5:
            raise AssertionError(f"the numbers in the batches do not depend on {text}")
        if other_shape == shape:
            raise AssertionError(f"the shape of a batch does not depend on {size}")
    holds_the_text_as_passed(found, case)


def holds_the_text_as_passed(found: list[Batch], case: Case) -> None:
    """Fail if the windows are half as long, or all those of an altered text."""
    try:
        made, windows = windows_of(found), set(case.windows)
    except (TypeError, IndexError, ValueError):
        return  # these are no windows, which criteria judge
    if len(made[0]) in (case.seq_length // 2 + 1, 2 * case.seq_length + 1):
        raise AssertionError("the windows do not depend on seq_length as it is passed")
    if len(windows & set(made)) > 0.7 * len(windows):
        return
    text = "\n".join(case.lines)
    turned = oracle.encode(text, case.vocab[::-1])
    if set(made) <= set(oracle.windows(turned, case.seq_length)):
        raise AssertionError("the numbers do not depend on vocab as it is passed")
    for altered in (*alterations(case.lines), *((one,) for one in alterations(text))):
        others = {*replace(case, lines=list(altered)).windows}
        if np.mean([window in others for window in made]) > 0.9:
            raise AssertionError(
                "the windows do not depend on lines as they are passed: they are those "
                "of other lines, made from these"
            )


def draw_uneven_lines(rng: np.random.Generator, letters: str) -> list[str]:
    """Draw six lines of 40 characters, of which one letter is more than half."""
    often, *others = rng.permutation(list(letters))
    text = rng.permutation([*[often] * 144, *others * 8])
    return ["".join(text[start : start + 40]) for start in range(0, 240, 40)]


def how_uneven(ids: np.ndarray) -> float:
    """Return the share of the most frequent number."""
    return float(np.unique(ids, return_counts=True)[1].max() / ids.size)


def shape_and_ids(found: list[Batch]) -> tuple[tuple[int, ...], np.ndarray]:
    """Return the shape of a batch, and all numbers that come in but the newline's."""
    ids = np.concatenate([x.ravel() for x, _ in found])
    return found[0][0].shape, ids[ids > NEWLINE]


@checks.criterion(
    "both lengths are those that were asked for, or else 100 and 64",
    points=2,
    hint="use seq_length and batch_size, whose defaults are 100 and 64, and no fixed "
    "numbers",
)
def lengths_are_arguments(answer: Any, rng: np.random.Generator) -> None:
    case, found = checks.once(some_epoch, answer, rng)
    sizes = (case.batch_size, case.seq_length)
    expect({x.shape for x, _ in found}, {sizes}, same=operator.eq)
    case = draw_case(rng, batches=1, rest=1, seq_length=100, batch_size=64)
    with dataset(answer, case) as batches:
        found = epoch(batches, case)
    expect({x.shape for x, _ in found}, {(64, 100)}, same=operator.eq)


@checks.criterion(
    "the target is the input, moved on by one character",
    points=3,
    hint="of each window, the input is all but its last character and the target all "
    "but its first: both are equally long",
)
def target_is_next(answer: Any, rng: np.random.Generator) -> None:
    _, found = checks.once(some_epoch, answer, rng)
    assert found
    for x, y in found:
        assert x.shape == y.shape and x.shape[1] > 1
        assert np.array_equal(x[:, 1:], y[:, :-1]) and not np.array_equal(x, y)


@checks.criterion(
    "a newline stands between the lines",
    points=3,
    hint="the lines are joined by a newline: without one between them, the last word "
    "of a line grows together with the first of the next, and no end is learned",
)
def newline_between_lines(answer: Any, rng: np.random.Generator) -> None:
    case, batches = checks.once(some_epoch, answer, rng)
    expected = sum(window.count(NEWLINE) for window in case.windows)
    found = [window.count(NEWLINE) for window in windows_of(batches)]
    # Another criterion judges where exactly windows begin.
    assert abs(sum(found) - expected) <= 2 + expected // 4
    # With one more newline the end of this text would fill a window, and a batch.
    case = draw_case(rng, batches=1, rest=-1, seq_length=8, left=8)
    end = oracle.encode("\n".join(case.lines), case.vocab)[-case.seq_length :]
    if (*end, NEWLINE) in windows_of(first_epoch(answer, case, more=1)):
        raise AssertionError("a newline stands between two lines, none after the last")


@checks.criterion(
    "each window is a stretch of the text, one right after the other",
    points=3,
    hint="cut the numbers of the joined text into consecutive windows of "
    "seq_length + 1, before anything is shuffled: every window is then a stretch of "
    "the text, with empty lines and spaces, and no character is in two of them",
)
def windows_are_stretches(answer: Any, rng: np.random.Generator) -> None:
    case, found = checks.once(some_epoch, answer, rng)
    assert Counter(windows_of(found)) == Counter(case.windows)
    case = with_odd_lines(draw_case(rng, batches=2))
    assert Counter(windows_of(first_epoch(answer, case))) == Counter(case.windows)
    case = draw_case(rng, batches=240, seq_length=4, batch_size=1, line=200)
    found = first_epoch(answer, case)
    if len(found) < case.batches:
        raise AssertionError(
            f"some of the text is never learned from: {len(found)} batches come out of "
            f"{case.batches}"
        )


@checks.criterion(
    "each epoch brings the same windows in a new order",
    points=2,
    hint="going through the dataset again must work, and give a new order, with other "
    "windows in each batch: what a cache or reshuffle_each_iteration=False keeps "
    "together is learned by heart",
)
def epochs_differ(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng, batches=6)
    with dataset(answer, case, case.seq_length, case.batch_size) as batches:
        first, second = (epoch(batches, case) for _ in range(2))
    assert Counter(windows_of(first)) == Counter(windows_of(second))
    together, then = (
        {frozenset(windows_of([batch])) for batch in found} for found in (first, second)
    )
    assert together != then


@checks.criterion(
    "windows are shuffled one by one, before they are put into batches",
    points=2,
    hint="shuffle the windows, and make batches of them afterwards: the rows of a "
    "batch should come from all over the text, not from one place",
)
def windows_are_shuffled(answer: Any, rng: np.random.Generator) -> None:
    # Long lines, because an answer may be slow for each line.
    case = draw_case(rng, batches=32, seq_length=4, batch_size=32, line=200)
    place = {window: number for number, window in enumerate(case.windows)}
    if len(place) != case.batches * case.batch_size:
        raise RuntimeError("the case has windows that fill no batch")
    found = first_epoch(answer, case)
    places = [[place.get(window, -2) for window in windows_of([b])] for b in found]
    assert places and any(np.any(np.diff(row) != 1) for row in places)
    order = np.concatenate(places)
    # A window moves by a third of all on average, and by less than a quarter with a
    # probability below 1e-15 (Spearman's footrule; Diaconis and Graham, 1977).
    if np.abs(order - np.arange(len(order))).mean() < len(order) / 4:
        raise AssertionError(
            "windows hardly leave their places: shuffle with a buffer of BUFFER_SIZE"
        )


@checks.criterion(
    "batches are whole: what does not fill a window or a batch is dropped",
    points=2,
    hint="every batch has the shape (batch_size, seq_length), for input and target; "
    "windows left over are dropped, and a text too short for one batch gives none",
)
def remainder_is_dropped(answer: Any, rng: np.random.Generator) -> None:
    for batches in (3, 0):
        case = draw_case(rng, batches, rest=2)
        found = first_epoch(answer, case, more=1)
        assert len(found) == case.batches
        for x, y in found:
            assert x.shape == y.shape == (case.batch_size, case.seq_length)
            assert x.dtype.kind in "iu" and y.dtype.kind in "iu"
