"""Hidden criteria of `sample`: drawing a name one character at a time."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial, wraps
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .oracle import Arrays, copied

checks = Checks("sample")

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SAFE_MARGIN = 1e-7  # from a draw to the nearest edge between two characters
KNOWN = 100  # cases that are kept; one answer needs fewer
NOISE = (0.0, 1e-9, -1e-9)  # of the states; rounding disturbs them far less


@dataclass(frozen=True)
class Case:
    """What `sample` is given, and the indices it must return."""

    parameters: Arrays
    char_to_ix: dict[str, int]
    seed: int
    expected: list[int]

    @property
    def newline(self) -> int:
        """The index of the newline."""
        return self.char_to_ix["\n"]


def remembered(draw: Callable[..., Case]) -> Callable[..., Case]:
    """Return a function that draws the same, and solves no case twice.

    Who judges many answers with one seed needs the same cases again. Each gets a copy.
    """
    known: dict[tuple, tuple[Case, Any]] = {}

    @wraps(draw)
    def again(rng: np.random.Generator, *given: Any, **named: Any) -> Case:
        key = (repr(rng.bit_generator.state), given, *named.items())
        if key not in known:
            if len(known) >= KNOWN:
                known.clear()
            case = draw(rng, *given, **named)
            known[key] = case, rng.bit_generator.state
        case, rng.bit_generator.state = known[key]
        return Case(
            copied(case.parameters),
            dict(case.char_to_ix),
            case.seed,
            list(case.expected),
        )

    return again


@remembered
def draw_case(rng: np.random.Generator, zero: tuple[str, ...] = ()) -> Case:
    """Draw a case over 27 characters whose name ends by itself after 8 to 45 indices.

    The parameters named in `zero` are zero.
    """
    char_to_ix = {char: index for index, char in enumerate("\n" + LETTERS)}
    while True:
        parameters = draw_parameters(rng, int(rng.integers(8, 20)), 27)
        for name in zero:
            parameters[name][:] = 0
        if case := solved(parameters, char_to_ix, int(rng.integers(10_000)), (8, 45)):
            return case


@remembered
def draw_endless_case(rng: np.random.Generator) -> Case:
    """Draw a case with equal probabilities at every step, almost 0 for the newline."""
    char_to_ix = {char: index for index, char in enumerate("\n" + LETTERS)}
    while True:
        parameters = draw_parameters(rng, int(rng.integers(8, 20)), 27)
        for weights in parameters.values():
            weights[:] = 0
        parameters["by"][0] = -40
        if case := solved(parameters, char_to_ix, int(rng.integers(10_000)), (51, 51)):
            return case


@remembered
def draw_even_case(rng: np.random.Generator) -> Case:
    """Draw a case over 27 equally likely characters; the first five draws differ."""
    char_to_ix = {char: index for index, char in enumerate("\n" + LETTERS)}
    while True:
        parameters = {k: 0 * w for k, w in draw_parameters(rng, 8, 27).items()}
        case = solved(parameters, char_to_ix, int(rng.integers(10_000)), (6, 45))
        if case and len(set(case.expected[:5])) == 5:
            return case


@remembered
def draw_other_vocabulary_case(rng: np.random.Generator, newline: int) -> Case:
    """Draw a case over a few characters in random order, the newline at `newline`."""
    while True:
        size = int(rng.integers(9, 16))
        chars = list(LETTERS[: size - 1])
        chars.insert(newline, "\n")
        char_to_ix = {chars[index]: int(index) for index in rng.permutation(size)}
        parameters = draw_parameters(rng, int(rng.integers(3, 8)), size)
        if case := solved(parameters, char_to_ix, int(rng.integers(10_000)), (6, 45)):
            return case


def draw_parameters(rng: np.random.Generator, n_a: int, vocab_size: int) -> Arrays:
    """Draw weights that differ a lot, and a recurrence that keeps rounding small."""
    return {
        "Wax": rng.normal(size=(n_a, vocab_size)),
        "Waa": rng.normal(size=(n_a, n_a)) / np.sqrt(n_a),
        "Wya": rng.normal(size=(vocab_size, n_a)) * 3 / np.sqrt(n_a),
        "b": rng.normal(size=(n_a, 1)),
        "by": rng.normal(size=(vocab_size, 1)),
    }


def solved(
    parameters: Arrays, char_to_ix: dict[str, int], seed: int, lengths: tuple[int, int]
) -> Case | None:
    """Return the case with its solution, or None where it is of no use.

    It is of no use where the number of indices is not between the two `lengths`, or
    where rounding could change a draw.
    """
    newline = char_to_ix["\n"]
    indices, margin = oracle.drawn(parameters, newline, seed, NOISE)
    if not lengths[0] <= len(indices) <= lengths[1] or margin < SAFE_MARGIN:
        return None
    return Case(parameters, char_to_ix, seed, indices)


def drawn(answer: Any, case: Case) -> list[int]:
    """Return the indices that the answer draws, as plain integers."""
    indices = answer.sample(case.parameters, case.char_to_ix, case.seed)
    with suppress(TypeError, ValueError):
        given = list(indices)
        whole = [int(index) for index in given]
        if all(one == index for one, index in zip(whole, given, strict=True)):
            return whole
    told = "return the list of the indices that were drawn, as integers"
    raise AssertionError(told)


def slip(answer: Any, indices: list[int], case: Case) -> str:
    """Return which common mistake draws these indices; "" if none does."""
    for stride in (0, 1):
        args = (case.parameters, case.newline, case.seed)
        if indices == oracle.drawn(*args, stride=stride).indices:
            return (
                "the seed of a step is counter + seed, and both grow by one a step; "
                + (
                    "here neither grows"
                    if stride == 0
                    else "here only one of them does"
                )
            )
    ends = indices[-1:] == [case.newline]
    if ends and indices[:-1] == case.expected[: len(indices) - 1]:
        endless = copied(case.parameters)
        endless["by"][case.newline] = -1e4
        if len(fresh(answer, case, parameters=endless)) == len(indices):
            return (
                f"the name is cut after {len(indices) - 1} characters: without a "
                "newline it goes on to 50"
            )
    return ""


def spells(answer: Any, case: Case) -> bool:
    """Return whether the name is right; other criteria judge how it ends."""
    indices = [*drawn(answer, case), case.newline]
    return indices[: indices.index(case.newline)] == case.expected[:-1]


def fresh(answer: Any, case: Case, **changes: Any) -> list[int]:
    """Return what the answer draws from copies, so that it cannot spoil the next."""
    given = {
        "parameters": copied(case.parameters),
        "char_to_ix": dict(case.char_to_ix),
        **changes,
    }
    return drawn(answer, replace(case, **given))


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    case, other = draw_case(rng), None
    while other is None or other.expected == case.expected:
        parameters = draw_parameters(rng, 10, 27)
        other = solved(parameters, case.char_to_ix, case.seed, (8, 45))
    if fresh(answer, other) == fresh(answer, case):
        raise AssertionError("the names do not depend on parameters")
    # The newline is character 0 here: who takes that for granted is told so below.
    given = {name: getattr(case, name) for name in ("parameters", "char_to_ix", "seed")}
    expect_as_passed(fresh(answer, case), oracle.sample, given)
    even = draw_even_case(rng)
    cases = [replace(even, seed=even.seed + k) for k in (0, 100, 200, 300)]
    names = [fresh(answer, case) for case in cases]
    if names.count(names[0]) == len(names):
        raise AssertionError("the names do not depend on seed")
    # Some answers go on with the list of the call before: then its end is the same.
    if names[0] and fresh(answer, cases[0])[-len(names[0]) :] != names[0]:
        raise AssertionError("the names do not depend on seed alone")
    if all(map(partial(goes_on_after, answer), cases, names)):
        raise AssertionError("the end of a name does not depend on char_to_ix")


def goes_on_after(answer: Any, case: Case, name: list[int]) -> bool:
    """Return whether a name stays as it is if its first character is the newline."""
    if not name:
        return True
    newline = name[0]
    letters = [*LETTERS[:newline], "\n", *LETTERS[newline:]]
    places = {char: index for index, char in enumerate(letters)}
    return fresh(answer, case, char_to_ix=places) == name


@checks.criterion(
    "whole names are those that the distributions and the seeds give",
    points=3,
    hint="an index is drawn at random, with the probabilities softmax(Wya a + by) of "
    "its own step, where a = tanh(Wax x + Waa a_prev + b)",
)
def names_match(answer: Any, rng: np.random.Generator) -> None:
    # Without Wya all characters are about equally likely, so all of them are drawn.
    for zero in [(), ("Wya",)] * 4:
        case = draw_case(rng, zero)
        indices = drawn(answer, case)
        if indices != case.expected:
            expect(indices, case.expected, slip(answer, indices, case), operator.eq)


@checks.criterion(
    "the parameters and char_to_ix stay as they were",
    points=1,
    hint="sampling only reads the parameters and char_to_ix: one of them was changed",
)
def parameters_are_only_read(answer: Any, rng: np.random.Generator) -> None:
    names = []
    for _ in range(2):
        case = draw_case(rng)
        before, places = copied(case.parameters), dict(case.char_to_ix)
        names.append(drawn(answer, case))
        assert case.char_to_ix == places
        assert case.parameters.keys() == before.keys()
        for name, value in before.items():
            assert np.array_equal(case.parameters[name], value)
    assert names[0] != names[1]  # something was sampled at all


@checks.criterion(
    "the first character comes from a zero input and a zero state",
    points=2,
    hint="before the first step both x and a_prev are vectors of zeros, in every call, "
    "and the first draw, one in a step, uses the seed that was passed",
)
def starts_at_zero(answer: Any, rng: np.random.Generator) -> None:
    cases = [draw_case(rng, zero=("b", "by")) for _ in range(6)]
    names = [drawn(answer, case) for case in cases for _ in range(2)]
    first = [name[0] for name in names[::2]]
    if len(set(first)) == 1:
        raise AssertionError(
            "the first index is the same in every call: start with an empty list, and "
            "draw with np.random.choice and the seed that was passed"
        )
    assert first == [case.expected[0] for case in cases]
    assert names[::2] == names[1::2]  # nothing is left of the call before


@checks.criterion(
    "both biases are used",
    points=2,
    hint="b is added in the hidden state, and by in the logits of the characters",
)
def biases_are_used(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        case = draw_case(rng, zero=("Wax", "Waa"))
        assert spells(answer, case)


@checks.criterion(
    "every step draws with its own seed",
    points=2,
    hint="before each draw the generator is seeded with counter + seed, and after it "
    "both counter and seed have grown by one",
)
def seeds_advance(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        case = draw_case(rng, zero=("Wax", "Waa", "Wya", "b", "by"))
        assert spells(answer, case)


@checks.criterion(
    "the hidden state is carried from step to step",
    points=3,
    hint="a step must start from the hidden state of the step before",
)
def state_is_carried(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        case = draw_case(rng, zero=("Wax", "by"))
        assert spells(answer, case)


@checks.criterion(
    "the next input is the one-hot vector of the character just drawn",
    points=3,
    hint="x holds a single 1, at the last index that was drawn: start from zeros again "
    "in every step",
)
def input_is_one_hot(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        case = draw_case(rng, zero=("Waa", "b", "by"))
        assert spells(answer, case)


@checks.criterion(
    "a name without an end is cut at 50 characters and closed by a newline",
    points=2,
    hint="when the counter reaches 50 the loop stops, and a newline is appended: 51 "
    "indices in all",
)
def cap_is_closed(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        case = draw_endless_case(rng)
        indices = drawn(answer, case)
        assert len(set(indices[:-1])) > 1  # something was drawn at all
        assert case.newline not in indices[:-1]
        assert len(indices) == len(case.expected)
        assert indices[-1] == case.newline


@checks.criterion(
    "a name that ends by itself holds its newline once",
    points=1,
    hint="the newline that was drawn is part of the result, and ends it: append "
    "another one only when the 50 characters are used up",
)
def newline_only_once(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        case = draw_case(rng, zero=("Wax", "Waa", "Wya", "b", "by"))
        indices = drawn(answer, case)
        assert indices[0] == case.expected[0]
        assert indices.index(case.newline) == len(indices) - 1


@checks.criterion(
    "another vocabulary and another hidden size work as well",
    points=1,
    hint="sizes come from the shapes of the parameters, and the index of the newline "
    "from char_to_ix, whose order means nothing",
)
def other_sizes(answer: Any, rng: np.random.Generator) -> None:
    for newline in (1, 4, 7):
        case = draw_other_vocabulary_case(rng, newline)
        assert drawn(answer, case) == case.expected
