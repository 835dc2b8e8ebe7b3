"""Hidden criteria of `top_p`: the nucleus of a distribution."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .oracle import Floats

checks = Checks("top_p")


def draw_probs(rng: np.random.Generator, size: int) -> Floats:
    """Draw probabilities (size,), each at most two thirds of the next greater one."""
    steps = np.cumsum(rng.uniform(0.4, 0.8, size=size))
    return np.asarray(rng.permutation(oracle.softmax(steps)))


def between(probs: Floats, rank: int, share: float) -> float:
    """Return a p that the character of a rank (0 is first) takes the sum across.

    It lies in that character's part of the sum, at `share` of it.
    """
    ordered = np.sort(probs)[::-1]
    return float(ordered[:rank].sum() + share * ordered[rank])


def cut(answer: Any, probs: Floats, p: float) -> Floats:
    """Return the probabilities of the answer, which gets an array of its own."""
    found = np.asarray(answer.top_p(probs.copy(), p))
    if found.shape != probs.shape or found.dtype.kind != "f":
        raise AssertionError(
            "return one array with a probability for each character, (V,): 0 for what "
            "is cut off"
        )
    return found


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    probs = draw_probs(rng, 7)
    others = draw_probs(rng, 7)
    found = cut(answer, probs, 0.6)
    if not np.array_equal(found, cut(answer, probs, 0.6)):
        raise AssertionError("the same probs and p must give the same result")
    if not np.allclose(found, cut(answer, probs, 0.6 + 1e-9), atol=0.05):
        raise AssertionError("the result jumps where p hardly changes")
    if np.array_equal(found, cut(answer, others, 0.6)):
        raise AssertionError("the result does not depend on probs")
    low, high = between(probs, 0, 0.5), between(probs, 4, 0.5)
    if np.array_equal(cut(answer, probs, low), cut(answer, probs, high)):
        raise AssertionError("the result does not depend on p")
    many = rng.permutation(oracle.softmax(np.linspace(0, 2, 40)))
    right = np.count_nonzero(oracle.nucleus(many, 0.7))

    def differs_by_one(p: float) -> bool:
        """Tell what comes to the same as a mistake of another kind."""
        return bool(abs(np.count_nonzero(oracle.nucleus(many, p)) - right) <= 1)

    given = {"probs": many, "p": 0.7}
    spared = {"p": differs_by_one}
    expect_as_passed(cut(answer, many, 0.7), oracle.nucleus, given, spared)


@checks.criterion(
    "what is left are the most probable, up to the one that takes their sum to p",
    points=3,
    hint="sort from the most probable on and add up: all are kept whose predecessors "
    "have less than p together, so the one that reaches p is in",
)
def smallest_set(answer: Any, rng: np.random.Generator) -> None:
    probs = draw_probs(rng, 8)
    for rank in (0, 1, 3, 6):
        for share in (0.05, 0.5, 0.95):
            p = between(probs, rank, share)
            kept = cut(answer, probs, p) > 0
            expect(kept, oracle.nucleus(probs, p) > 0)
    # Sums of such fractions are exact, so the sum reaches p and does not miss it.
    exact = rng.permutation(np.array([32, 16, 8, 4, 2, 1, 1]) / 64)
    expect(cut(answer, exact, 0.75) > 0, exact >= 0.25)


@checks.criterion(
    "they are divided by their sum, and the others are 0",
    points=2,
    hint="divide what is left by its sum: the ratios stay, and the sum is 1 again",
)
def renormalised(answer: Any, rng: np.random.Generator) -> None:
    probs = draw_probs(rng, 9)
    for rank in (0, 2, 5):
        p = between(probs, rank, 0.5)
        found = cut(answer, probs, p)
        # Another criterion judges what is kept: whatever it is, the ratios stay.
        kept = found > 0
        assert kept.any() and np.all(found[~kept] == 0)
        expect(found[kept], probs[kept] / probs[kept].sum(), same=oracle.alike)


@checks.criterion(
    "of equally probable ones the first stay",
    points=1,
    hint="ties go by index: np.argsort(-probs, kind='stable') keeps the order of equal "
    "ones; sorting upwards and turning round reverses it",
)
def ties(answer: Any, rng: np.random.Generator) -> None:
    for size in (8, 64):
        probs = np.full(size, 1 / size)
        found = cut(answer, probs, 0.25)
        expect(found > 0, np.arange(size) < size // 4)
    probs = np.array([1, 4, 2, 4, 1, 4, 1, 0, 1, 4, 1, 1]) / 24
    expect(cut(answer, probs, 0.4) > 0, oracle.nucleus(probs, 0.4) > 0)


@checks.criterion(
    "p = 1 changes nothing, and probabilities in float32 are fine",
    points=1,
    hint="with p = 1 all are kept, also where rounding leaves their sum a little below "
    "1, as in float32",
)
def one_keeps_all(answer: Any, rng: np.random.Generator) -> None:
    for size in (5, 57):
        probs = rng.dirichlet(np.full(size, 2.0))
        probs = (probs / probs.sum() * (1 - 1e-6)).astype(np.float32)
        expect(cut(answer, probs, 1.0), probs, same=oracle.alike)


@checks.criterion(
    "the probabilities that were passed stay as they were",
    points=1,
    hint="probs[...] = 0 and /= work in place: make a copy first",
)
def nothing_changes(answer: Any, rng: np.random.Generator) -> None:
    probs = draw_probs(rng, 8)
    for p in (between(probs, 2, 0.5), 1.0):
        given = probs.copy()
        found = np.asarray(answer.top_p(given, p))
        assert np.array_equal(given, probs)
        # Something was computed of them: of what is left, the order is theirs.
        kept = np.flatnonzero(found > 0)
        ordered = found[kept[np.argsort(probs[kept])]]
        assert kept.size and (np.diff(ordered) >= 0).all()
        if p < 1:
            assert not np.shares_memory(found, given)
