"""Hidden criteria of `bits_per_char`: the mean of -log2 p over a text."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle

CLOSE = 1e-4  # relative; float32 in any order of adding up is a hundred times better

checks = Checks("bits_per_char")


def draw_text(
    rng: np.random.Generator, time: int, vocab: int
) -> tuple[np.ndarray, np.ndarray]:
    """Draw log-probabilities (time, vocab) that differ a lot, and targets (time,)."""
    scores = rng.normal(scale=2, size=(time, vocab))
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return logs, rng.integers(vocab, size=time)


def bits(answer: Any, log_probs: np.ndarray, targets: np.ndarray) -> float:
    """Return the answer's number; another criterion judges its type."""
    given = np.asarray(answer.bits_per_char(log_probs, targets))
    if given.size != 1 or given.dtype.kind not in "fiu":
        raise AssertionError("return one number for the whole text")
    return float(given.reshape(()))


def agrees(answer: Any, log_probs: np.ndarray, targets: np.ndarray) -> None:
    """Fail unless the answer gives the bits per character of this text."""
    expected = oracle.bits_per_char(log_probs, targets)
    found = bits(answer, log_probs, targets)
    expect(found, expected, same=partial(np.isclose, rtol=CLOSE))


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    logs, targets = draw_text(rng, 20, 9)
    other_logs, other_targets = draw_text(rng, 20, 9)
    found = answer.bits_per_char(logs.copy(), targets.copy())
    if np.array_equal(answer.bits_per_char(other_logs, targets.copy()), found):
        raise AssertionError("all predictions need the same bits: use log_probs")
    if np.array_equal(answer.bits_per_char(logs.copy(), other_targets), found):
        raise AssertionError("all texts need the same bits: use targets")

    def right(log_probs: np.ndarray, targets: np.ndarray) -> float:
        both = min(len(log_probs), len(targets))  # one of the two may be cut short
        return oracle.bits_per_char(log_probs[:both], targets[:both])

    # The wrong sign is a mistake of another kind.
    spared = {"log_probs": lambda altered: np.array_equal(altered, -logs)}
    expect_as_passed(found, right, {"log_probs": logs, "targets": targets}, spared)


@checks.criterion(
    "each row is asked for its own target",
    points=2,
    hint="row t belongs to target t, and to no other: log_probs[:, targets] is a whole "
    "table, log_probs[targets] takes rows, and the largest entry of a row is not "
    "what came",
)
def own_target(answer: Any, rng: np.random.Generator) -> None:
    vocab = int(rng.integers(6, 12))
    targets = rng.permutation(vocab)
    # The target is unlikely, with another probability in each row; the rest of a row
    # is uniform.
    unlikely = rng.uniform(0.001, 0.05, size=vocab)
    unlikely[0] = 1e-6
    probs = np.tile(((1 - unlikely) / (vocab - 1))[:, None], vocab)
    probs[np.arange(vocab), targets] = unlikely
    logs, others = np.log(probs), np.roll(targets, 1)
    # A ratio, so that the unit does not matter here.
    expected = oracle.bits_per_char(logs, targets) / oracle.bits_per_char(logs, others)
    right, wrong = (bits(answer, logs.copy(), came) for came in (targets, others))
    assert np.isclose(right / wrong, expected, rtol=10 * CLOSE)


@checks.criterion(
    "a model that is certain and right needs 0 bits",
    points=1,
    hint="a probability of 1 has the logarithm 0, and costs nothing: log_probs are "
    "logarithms already",
)
def certain(answer: Any, rng: np.random.Generator) -> None:
    vocab = int(rng.integers(3, 20))
    targets = rng.integers(vocab, size=30)
    logs = np.full((len(targets), vocab), -60.0)
    logs[np.arange(len(targets)), targets] = 0.0
    assert abs(bits(answer, logs, targets)) < 1e-9
    assert abs(bits(answer, *draw_text(rng, 20, vocab))) > 0.1


@checks.criterion(
    "a text that is twice as long needs no more bits per character",
    points=1,
    hint="the mean over the characters of the text, not their sum, and not divided "
    "by V",
)
def mean_not_sum(answer: Any, rng: np.random.Generator) -> None:
    logs, targets = draw_text(rng, int(rng.integers(10, 30)), 7)
    once = bits(answer, logs.copy(), targets.copy())
    twice = bits(answer, np.tile(logs, (2, 1)), np.tile(targets, 2))
    assert abs(once) > 0.1 and np.isclose(twice, once, rtol=CLOSE)
    assert bits(answer, *draw_text(rng, 12, 7)) != once  # so it depends on the text
    wide = np.concatenate([logs, np.full((len(logs), 7), -80.0)], axis=1)
    assert np.isclose(bits(answer, wide, targets), once, rtol=CLOSE)


@checks.criterion(
    "half the probability costs one bit more",
    points=2,
    hint="the unit is the bit: natural logarithms are divided by ln 2",
)
def unit_is_the_bit(answer: Any, rng: np.random.Generator) -> None:
    vocab = int(rng.integers(4, 9))
    target = int(rng.integers(vocab))
    found = []
    for p in (0.5, 0.25, 0.125):
        probs = np.full((1, vocab), (1 - p) / (vocab - 1))
        probs[0, target] = p
        found.append(bits(answer, np.log(probs), np.array([target])))
    assert np.allclose(np.diff(found), 1.0, rtol=CLOSE)


@checks.criterion(
    "a model that knows nothing needs log2 V bits",
    points=2,
    hint="with the same probability for all V characters, each costs log2 V bits",
)
def uniform(answer: Any, rng: np.random.Generator) -> None:
    for vocab in (2, 64, int(rng.integers(3, 60))):
        targets = rng.integers(vocab, size=int(rng.integers(5, 40)))
        logs = np.full((len(targets), vocab), -np.log(vocab))
        assert np.isclose(bits(answer, logs, targets), np.log2(vocab), rtol=CLOSE)


@checks.criterion(
    "the bits per character of a text, whatever its length and vocabulary",
    points=2,
    hint="in every row take the log-probability of its target, change its sign, divide "
    "by ln 2, and average: the number is positive",
)
def any_text(answer: Any, rng: np.random.Generator) -> None:
    for time, vocab in ((40, 12), (7, 30), (9, 9), (1, 5), (60, 2)):
        agrees(answer, *draw_text(rng, time, vocab))


@checks.criterion(
    "the improbable costs what it should",
    points=1,
    hint="exp(-800) is 0 in floating point: use no probabilities, only the logarithm "
    "of what came, and add no small number; do not multiply the others by 0, for what "
    "is impossible has -inf, and 0 times that is nan; if the impossible comes all the "
    "same, it counts, and its bits are not capped",
)
def improbable(answer: Any, rng: np.random.Generator) -> None:
    for impossible in (-900.0, -np.inf):
        time, vocab = int(rng.integers(5, 9)), int(rng.integers(4, 7))
        targets = rng.integers(vocab, size=time)
        logs = np.full((time, vocab), impossible)
        logs[np.arange(time), (targets + 1) % vocab] = 0.0
        logs[np.arange(time), targets] = -rng.uniform(750, 850, size=time)
        agrees(answer, logs, targets)
        came = int(rng.integers(time))
        logs[came, targets[came]] = -np.inf
        agrees(answer, logs, targets)


@checks.criterion(
    "measuring changes nothing",
    points=1,
    hint="log_probs and targets of the caller must stay as they are, -inf as well: "
    "log_probs[...] = and log_probs -= change the caller's own array",
)
def only_measures(answer: Any, rng: np.random.Generator) -> None:
    logs, targets = draw_text(rng, 20, 9)
    once, again = (bits(answer, logs, targets) for _ in range(2))
    assert abs(once) > 0.1 and once == again
    assert bits(answer, *draw_text(rng, 20, 9)) != once  # so it measures something
    logs[np.arange(len(targets)), (targets + 1) % 9] = -np.inf
    before = logs.copy(), targets.copy()
    bits(answer, logs, targets)  # what it is now is judged elsewhere
    assert np.array_equal(logs, before[0]) and np.array_equal(targets, before[1])


@checks.criterion(
    "float32 goes in and a plain number comes out",
    points=1,
    hint="a network gives float32, and targets of any integer type; return a float, "
    "not an array: float(...) makes one of a single value",
)
def plain_number(answer: Any, rng: np.random.Generator) -> None:
    for kind in (np.int32, np.uint8, np.int64):
        logs, targets = draw_text(rng, 25, 6)
        logs, targets = logs.astype(np.float32), targets.astype(kind)
        expected = oracle.bits_per_char(logs, targets)
        given = answer.bits_per_char(logs, targets)
        assert isinstance(given, float | np.floating)
        assert np.isclose(float(given), expected, rtol=CLOSE)
