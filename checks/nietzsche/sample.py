"""Hidden criteria of `sample`: one index at a temperature."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from utils.checking import AnswerError, Checks, expect

from . import oracle
from .oracle import Floats

checks = Checks("sample")

DRAWS = 200  # of one distribution: enough to tell it from that of a usual mistake
CROWD = 300  # draws by turns from two distributions over many characters


def draw_preds(rng: np.random.Generator, size: int) -> Floats:
    """Draw probabilities (size,), each at most two thirds of the next greater one."""
    steps = np.cumsum(rng.uniform(0.4, 0.8, size=size))
    return np.asarray(rng.permutation(oracle.softmax(steps)))


def draw(answer: Any, preds: Floats, temperature: float) -> int:
    """Return one index that the answer draws."""
    return drawn_index(answer.sample(preds.copy(), temperature), preds)


def drawn_index(result: Any, preds: Floats) -> int:
    """Return the index that came back; a criterion of its own judges its type."""
    drawn = np.asarray(result)
    if drawn.size != 1 or not np.issubdtype(drawn.dtype, np.number):
        raise AssertionError(
            "return one index, a whole number from 0 to len(preds) - 1"
        )
    index = int(drawn.ravel()[0])
    assert 0 <= index < len(preds)
    return index


def draws(answer: Any, preds: Floats, temperature: float, n: int) -> list[int]:
    """Return the indices of `n` draws by the answer."""
    calls = ((preds.copy(), temperature) for _ in range(n))
    return [drawn_index(drawn, preds) for drawn in answer.in_turn("sample", *calls)]


def keeps_balance(
    answer: Any, rng: np.random.Generator, temperature: float, size: int = 400
) -> bool:
    """Return whether the favourite of many is drawn every other time.

    Two favourites take turns."""
    favourites = [int(one) for one in rng.permutation(size)[:2]] * (CROWD // 2)
    balanced = [oracle.crowd(size, one, temperature) for one in favourites]
    results = answer.in_turn("sample", *((preds, temperature) for preds in balanced))
    hits = [
        int(drawn_index(result, preds) == one)
        for result, preds, one in zip(results, balanced, favourites, strict=True)
    ]
    return not oracle.differ(hits, np.array([0.5, 0.5]))


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)

    def count(favourite: int, preds: Floats, temperature: float, n: int) -> int:
        calls = ((preds.copy(), temperature) for _ in range(n))
        # What is no single number raises an error, which other criteria tell of.
        drawn = [np.asarray(one).item() for one in answer.in_turn("sample", *calls)]
        return drawn.count(favourite)

    # A right answer misses each of these less than once in 10^9.
    one = int(rng.integers(2000))
    sure = np.where(np.arange(2000) == one, 0.981, 0.019 / 1999)
    if count(one, sure, 1.0, 20) < 10:
        mostly = np.array([0.98, 0.02])
        if abs(count(0, mostly, 1.0, 400) - count(0, mostly[::-1], 1.0, 400)) < 80:
            raise AssertionError("what is drawn does not depend on preds")
    even = oracle.crowd(40, 0, 1.0)
    # Without a temperature both are 200, give or take 10; with one, 400 and 20.
    if abs(count(0, even, 0.05, 400) - count(0, even, 5.0, 400)) < 95:
        raise AssertionError("what is drawn does not depend on temperature")
    if not oracle.may_be_half(count(7, oracle.crowd(40, 7, 1.0), 1.0, 400), 400):
        raise AssertionError(
            "what is drawn does not depend on preds and temperature as they are "
            "passed: at temperature 1, it is drawn with other probabilities"
        )
    low, high = (
        oracle.may_be_half(count(7, oracle.crowd(size, 7, T), T, 120), 120)
        for size, T in oracle.LOW_AND_HIGH
    )
    if low != high:
        raise AssertionError(
            "what is drawn does not depend on temperature as it is passed, but only "
            "within limits"
        )


@checks.criterion(
    "a low temperature draws with the probabilities preds ** (1 / temperature)",
    points=3,
    hint="at temperatures below 1 likely characters become likelier: the probabilities "
    "are preds ** (1 / temperature) divided by their sum, or softmax(log(preds) / "
    "temperature), with the natural logarithm and no lower limit on the temperature",
)
def low_temperature(answer: Any, rng: np.random.Generator) -> None:
    preds = rng.permutation([0.5, 0.35, 0.15])
    temperature = float(rng.uniform(0.2, 0.25))
    drawn = draws(answer, preds, temperature, DRAWS)
    assert not oracle.differ(drawn, oracle.reweighted(preds, temperature))
    assert keeps_balance(answer, rng, float(rng.uniform(0.02, 0.03)))
    # So few that powers, which are unsafe, still work: another criterion judges that.
    assert keeps_balance(answer, rng, float(rng.uniform(0.005, 0.006)), size=30)


@checks.criterion(
    "a high temperature does so too, and makes the draws more even",
    points=3,
    hint="at temperatures above 1 the probabilities come closer to each other, by the "
    "same formula, and no character is too improbable to be drawn",
)
def high_temperature(answer: Any, rng: np.random.Generator) -> None:
    preds = rng.permutation([0.9, 0.08, 0.02])
    temperature = float(rng.uniform(4, 5))
    drawn = draws(answer, preds, temperature, DRAWS)
    assert not oracle.differ(drawn, oracle.reweighted(preds, temperature))
    assert keeps_balance(answer, rng, float(rng.uniform(1.5, 2)))
    faint = np.full(40, 1e-20)
    faint[rng.integers(40)] = 1
    assert len(set(draws(answer, faint, float(rng.uniform(15, 25)), 60))) > 1


@checks.criterion(
    "temperature 0 gives the most probable character",
    points=2,
    hint="temperature 0 is the limit: always np.argmax(preds), without any division, "
    "and without float32, in which close ones become equal",
)
def zero_is_argmax(answer: Any, rng: np.random.Generator) -> None:
    for best in (0, 4, int(rng.integers(5)), int(rng.integers(5))):
        preds = np.sort(draw_preds(rng, 5))
        preds[-2] = preds[-1] * (1 - 1e-9)  # equal at any temperature but 0
        preds[[best, -1]] = preds[[-1, best]]
        for temperature in (0, 0.0):
            drawn = draws(answer, preds / preds.sum(), temperature, 5)
            expect(set(drawn), {best}, same=operator.eq)


@checks.criterion(
    "very low temperatures are safe",
    points=2,
    hint="preds ** 1000 is 0 for every character, and 0 / 0 is no number: compute with "
    "logarithms, and subtract the greatest before np.exp",
)
def tiny_is_safe(answer: Any, rng: np.random.Generator) -> None:
    preds = draw_preds(rng, 6)
    for temperature in (0.01, 1e-3, 1e-4, 1e-6):
        with failing_on(""):
            for _ in range(2):
                assert draw(answer, preds, temperature) == np.argmax(preds)


@checks.criterion(
    "a character with the probability 0 is never drawn",
    points=2,
    hint="what has the probability 0 keeps it at every temperature: do not add a small "
    "number to preds, which a high temperature makes large",
)
def zeros_stay_zero(answer: Any, rng: np.random.Generator) -> None:
    preds = np.concatenate([draw_preds(rng, 3), np.zeros(4)])
    preds = rng.permutation(preds)
    drawn = draws(answer, preds, float(rng.uniform(8e3, 1e4)), 60)
    assert len(set(drawn)) > 1  # it draws at all
    assert (preds[drawn] > 0).all()


@checks.criterion(
    "and zeros raise no warning",
    points=1,
    hint="np.log(0) is -inf and warns that it divides by zero: take the logarithm of "
    "the positive entries only",
)
def zeros_are_quiet(answer: Any, rng: np.random.Generator) -> None:
    preds = rng.permutation(np.concatenate([draw_preds(rng, 3), np.zeros(3)]))
    assert len(set(draws(answer, preds, 2.0, 40))) > 1  # it draws at all
    # Warnings do not reach us, errors do.
    quietly = answer.np.testing.assert_no_warnings
    with failing_on("Got warnings"):
        for temperature in (1.0, 0.5, 2.0):
            drawn = quietly(answer.sample, preds.copy(), temperature)
            assert preds[drawn_index(drawn, preds)] > 0


@checks.criterion(
    "draws repeat after np.random.seed",
    points=1,
    hint="draw with NumPy's global generator (np.random.choice or the like), and "
    "neither seed it nor make a generator of your own",
)
def generator_is_global(answer: Any, rng: np.random.Generator) -> None:
    preds = np.full(20, 0.05)
    runs = []
    seed = int(rng.integers(2**31))
    for each in (seed, seed, seed + 1):
        answer.np.random.seed(each)
        runs.append(draws(answer, preds, 1.0, 12))
    assert runs[0] == runs[1] != runs[2]
    assert len(set(runs[0])) > 1


@checks.criterion(
    "predictions in float32 that do not quite sum to 1 are fine",
    points=1,
    hint="what a network gives is float32 and sums to 1 only nearly: convert it to "
    "float64 and normalise it, at temperature 1 too",
)
def sum_may_be_off(answer: Any, rng: np.random.Generator) -> None:
    for off in (1.001, 0.999):  # more than np.random.choice lets pass in float32
        preds = (draw_preds(rng, 6) * off).astype(np.float32)
        for temperature in (1.0, 0.7):
            with failing_on(""):
                assert len(set(draws(answer, preds, temperature, 60))) > 1


@checks.criterion(
    "the predictions stay as they were",
    points=1,
    hint="np.asarray does not copy an array that is float64 already: an operation in "
    "place such as /= changes the predictions of the caller",
)
def preds_are_only_read(answer: Any, rng: np.random.Generator) -> None:
    preds = draw_preds(rng, 8)
    before = preds.copy()
    drawn = [int(np.ravel(answer.sample(preds, 3.0))[0]) for _ in range(20)]
    assert len(set(drawn)) > 1
    for temperature in (1.0, 0.4):
        answer.sample(preds, temperature)
    assert np.array_equal(preds, before)
    off = (before * 1.0001).astype(np.float32)  # to divide it by its sum changes it
    before = off.copy()
    answer.sample(off, 1.0)
    assert np.array_equal(off, before)


@checks.criterion(
    "what comes back is one whole number",
    points=1,
    hint="return the index as an int, not as a float, an array or a list: it must "
    "work as an index",
)
def index_is_whole(answer: Any, rng: np.random.Generator) -> None:
    preds = draw_preds(rng, 5)
    seen = set()
    for temperature in (2.0,) * 30 + (0.5,):
        index = answer.sample(preds, temperature)
        assert not isinstance(index, bool | list | tuple)
        seen.add(operator.index(index))
    assert len(seen) > 1


@contextmanager
def failing_on(kind: str) -> Iterator[None]:
    """Count an error of the answer whose text has `kind` as a miss.

    The criterion's hint then says more than NumPy's error would.
    """
    try:
        yield
    except AnswerError as error:
        if kind in str(error) and "no answer" not in str(error):
            raise AssertionError from error
        raise
