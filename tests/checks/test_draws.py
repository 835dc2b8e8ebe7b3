"""Criteria of several lessons agree: on random draws, and in their hints."""

import re
from collections.abc import Callable
from math import comb
from pathlib import Path

import numpy as np
import pytest

from course.judging.load_checks import load_module

CHECKS = Path(__file__).parents[2] / "checks"
KNOWN = {  # numbers that hints may show: none of them was drawn
    "dinosaurs": {"0", "1", "5", "50", "51", "0.01"},
    "shakespeare": {"0", "1", "8", "32", "64", "100", "128", "256"},
}


@pytest.fixture(params=["nietzsche", "playwright"])
def oracle(request):
    return load_module(CHECKS / request.param).oracle


@pytest.fixture
def suspect(oracle) -> Callable[[list[int], list[float]], bool]:
    """Return whether an oracle denies that ids were drawn from a distribution."""
    if hasattr(oracle, "differ"):
        return lambda drawn, p: oracle.differ(drawn, np.array(p))
    return lambda drawn, p: not oracle.follows(np.array(drawn), np.array(p))


def test_draws_of_the_right_distribution_are_accepted(suspect):
    p, rng = [0.7, 0.2, 0.1], np.random.default_rng(0)
    runs = [rng.choice(3, size=200, p=p).tolist() for _ in range(2000)]
    assert not any(suspect(run, p) for run in runs)


@pytest.mark.parametrize(
    "drawn",
    [[0] * 500, [0, 1, 2] * 60, [0] * 90 + [3] * 20, [5]],
    ids=["always the first", "all alike", "impossible ones", "one out of range"],
)
def test_draws_of_another_distribution_are_found(suspect, drawn):
    assert suspect(drawn, [0.8, 0.15, 0.05, 0.0])


@pytest.mark.parametrize("draws", [10, 50, 300])
def test_a_false_alarm_is_as_rare_as_promised(oracle, suspect, draws):
    # For two kinds the chance of every result is known, so it can be summed.
    p = 0.7
    alarm = sum(
        comb(draws, ones) * p**ones * (1 - p) ** (draws - ones)
        for ones in range(draws + 1)
        if suspect([0] * ones + [1] * (draws - ones), [p, 1 - p])
    )
    assert alarm < oracle.FALSE_ALARM


@pytest.mark.parametrize("lesson", KNOWN)
def test_no_hint_shows_a_number_that_was_drawn(lesson):
    exercises = load_module(CHECKS / lesson).EXERCISES
    for hint in (c.hint for checks in exercises.values() for c in checks.criteria):
        assert set(re.findall(r"\d+(?:\.\d+)?", hint)) <= KNOWN[lesson], hint
