"""Hidden criteria of `sample_next`: one draw a row, from the softmax at a temperature.

Counts are compared with `oracle.slack`: a right answer fails less than once in ten
million gradings.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checking import AnswerError, Checks, expect
from utils.tensors import tensor

from .oracle import follows, log_softmax

checks = Checks("sample_next")

DRAWS = 2000


def draw_logits(rng: np.random.Generator, V: int) -> np.ndarray:
    """Draw logits of likely and unlikely characters, in any order, at any level."""
    logits = rng.permutation(np.linspace(-2.0, 2.0, V)) + rng.normal(scale=0.1, size=V)
    return (logits + rng.uniform(-3, 3)).astype(np.float32)


def ids(answer: Any, logits: np.ndarray, *temperature: float) -> np.ndarray:
    """Return what the answer draws, flat; another criterion judges the shape."""
    drawn = np.asarray(answer.sample_next(tensor(logits), *temperature))
    if drawn.size != len(logits):
        raise AssertionError(
            f"{drawn.size} ids came back for a batch of {len(logits)}: draw one a row"
        )
    return drawn.ravel().astype(np.int64)


def frequencies_fit(
    answer: Any, rng: np.random.Generator, *temperature: float, scale: float = 1
) -> bool:
    """Return whether ids for many equal rows follow softmax(logits / temperature)."""
    logits = scale * draw_logits(rng, 6)
    p = np.exp(log_softmax(logits / (temperature or (1.0,))[0]))
    drawn = ids(answer, np.tile(logits, (DRAWS, 1)), *temperature)
    if len(set(drawn)) == 1 and p.max() < 0.9:  # 0.9^2000 is 1e-91
        raise AssertionError(
            "rows with the same logits all get the same id: each has a draw of its own"
        )
    return follows(drawn, p)


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)

    def draw(best: np.ndarray, lead: float, temperature: float) -> np.ndarray:
        rows = np.where(np.arange(8) == best[:, None], lead, 0.0).astype(np.float32)
        drawn = np.asarray(answer.sample_next(tensor(rows), temperature))
        # Of a single id, other criteria tell: reshape then raises an error.
        return drawn.reshape(DRAWS)

    # Rows are the same first, and then each has a best id of its own.
    same, own = np.full(DRAWS, rng.integers(8)), rng.integers(8, size=DRAWS)
    one, two = (np.sum(draw(best, 20, 1) == same) for best in (same, (same + 1) % 8))
    # Without the logits, their best is drawn 250 times, give or take 15.
    if abs(one - two) < 180:
        raise AssertionError("what is drawn does not depend on logits")
    # Of scores with the other sign, no best is drawn: another criterion tells that.
    if 160 < np.sum(draw(own, 20, 1) == own) < 430:
        raise AssertionError("what is drawn does not depend on the logits of its row")

    def hits(temperature: float) -> int:
        # The best of 40 is drawn 1000 times, give or take 22; at half the temperature
        # 1950 times, and at twice of it 276 times, give or take 15.
        lead = temperature * np.log(39)
        crowd = np.where(np.arange(40) == same[0], lead, 0.0).astype(np.float32)
        return int(
            np.sum(ids(answer, np.tile(crowd, (DRAWS, 1)), temperature) == same[0])
        )

    # All or none are the matter of another criterion, for one draw may serve all rows.
    if any(least < hits(1.0) < most for least, most in ((1900, 1990), (200, 350))):
        raise AssertionError(
            "what is drawn does not depend on logits and temperature as they are "
            "passed: at temperature 1, it is drawn with other probabilities"
        )
    low, high = (700 < hits(temperature) < 1300 for temperature in (0.2, 2.5))
    if low != high:
        raise AssertionError(
            "what is drawn does not depend on temperature as it is passed, but only "
            "within limits"
        )
    for best, lead in ((same, 7), (own, 7), (same, 1 / 7)):
        cold, hot = (np.sum(draw(best, np.log(lead), T) == best) for T in (0.2, 5.0))
        # Without a temperature both are 1000, give or take 22; with one, 2000 and 350.
        if abs(cold - hot) > 180:
            return
    raise AssertionError("what is drawn does not depend on temperature")


@checks.criterion(
    "one whole number a row: the shape is (batch,)",
    points=2,
    hint="return ids of shape (batch,), whole numbers from 0 to vocab - 1: "
    "tf.random.categorical gives (batch, 1), of which one column has to go",
)
def shape_and_kind(answer: Any, rng: np.random.Generator) -> None:
    V = int(rng.integers(5, 12))
    for batch in (1, int(rng.integers(2, 9))):
        logits = rng.normal(size=(batch, V)).astype(np.float32)
        for temperature in ((), (0,), (0.5,)):
            try:
                drawn = np.asarray(answer.sample_next(tensor(logits), *temperature))
            except AnswerError:
                if temperature != (0,):  # the matter of the next criterion
                    raise
                continue
            at = f"at temperature {temperature[0]}" if temperature else "by default"
            if drawn.shape != (batch,):
                raise AssertionError(
                    f"for logits of shape {batch, V}, {at}, ids of shape {drawn.shape} "
                    f"come back: there is one id a row, in the shape {(batch,)}"
                )
            if not np.issubdtype(drawn.dtype, np.integer):
                raise AssertionError(
                    f"{at}, numbers of type {drawn.dtype} come back: ids are whole "
                    "numbers"
                )
            is_id = (drawn >= 0) & (drawn < V)
            if not is_id.all() and temperature != (0,):
                raise AssertionError(
                    f"{at}, ids from {drawn.min()} to {drawn.max()} come back for "
                    f"{V} logits: nan or infinity instead of logits does that"
                )


@checks.criterion(
    "temperature 0 takes the highest logit of every row",
    points=2,
    hint="at temperature 0 nothing is drawn and nothing divided: the answer is the "
    "argmax over the vocabulary, for each row its own",
)
def zero_is_argmax(answer: Any, rng: np.random.Generator) -> None:
    for zero in (0, 0.0):
        logits = rng.normal(scale=0.5, size=(40, 7)).astype(np.float32)
        logits += rng.uniform(-50, 50, size=(40, 1)).astype(np.float32)
        expect(ids(answer, logits, zero), logits.argmax(axis=-1))


@checks.criterion(
    "without a temperature, ids come as often as softmax(logits) says",
    points=2,
    hint="draw from the softmax of the logits: logits are neither probabilities nor "
    "their logarithms on some fixed level, and the best is not always taken",
)
def frequencies(answer: Any, rng: np.random.Generator) -> None:
    assert frequencies_fit(answer, rng)
    # Of many characters, the rare ones together have a sixth.
    logits = draw_logits(rng, 65)
    p = np.exp(log_softmax(logits))
    is_rare = np.isin(np.arange(65), np.argsort(logits)[:25])
    rare = is_rare[ids(answer, np.tile(logits, (DRAWS, 1)))].astype(int)
    assert follows(rare, np.array([p[~is_rare].sum(), p[is_rare].sum()]))


@checks.criterion(
    "a temperature divides the logits: below 1 bolder differences, above 1 milder",
    points=3,
    hint="the distribution is softmax(logits / temperature): divide, do not multiply, "
    "and do so before the softmax; no temperature but 0 is the argmax",
)
def temperature_divides(answer: Any, rng: np.random.Generator) -> None:
    for temperature in (0.5, float(rng.uniform(1.5, 4))):
        assert frequencies_fit(answer, rng, temperature)
    # At 60, logits this far apart have probabilities that no float32 can hold.
    for extreme in (
        float(rng.uniform(0.03, 0.05)),
        float(rng.uniform(1, 2)) / 1e4,
        60.0,
    ):
        assert frequencies_fit(answer, rng, extreme, scale=extreme)


@checks.criterion(
    "every row has a draw of its own, from its own logits",
    points=2,
    hint="each row is drawn from its own logits, and independently: not one draw for "
    "all of them, and not all from the first row",
)
def rows_are_independent(answer: Any, rng: np.random.Generator) -> None:
    wanted = rng.permutation(30)
    own = np.where(np.arange(30) == wanted[:, None], 60.0, 0.0).astype(np.float32)
    assert np.array_equal(ids(answer, own, 1.0), wanted)
    # 64 draws among 50 equal ones: 20 different or fewer have a chance below 1e-9.
    assert len(set(ids(answer, np.zeros((64, 50), np.float32), 1.0))) > 20


@checks.criterion(
    "the next call draws anew",
    points=1,
    hint="the same logits must not always give the same ids: a fixed seed inside the "
    "function makes every draw alike",
)
def calls_differ(answer: Any, rng: np.random.Generator) -> None:
    logits = np.zeros((64, 50), np.float32)
    assert not np.array_equal(ids(answer, logits, 1.0), ids(answer, logits, 1.0))


@checks.criterion(
    "huge logits and tiny temperatures are no trouble",
    points=1,
    hint="exp overflows for large logits: subtract the row's maximum first, or leave "
    "the softmax to TensorFlow",
)
def extremes_are_safe(answer: Any, rng: np.random.Generator) -> None:
    logits = rng.permuted(np.tile(np.arange(8.0), (20, 1)), axis=1)
    best = logits.argmax(axis=-1)
    for scale, temperature in ((2000.0, 1.0), (1.0, 0.002), (-2000.0, 1.0)):
        wanted = best if scale > 0 else logits.argmin(axis=-1)
        # Rows at very different levels: who subtracts the highest logit of all rows
        # has nothing left of the lowest.
        for levels in (0, rng.permuted(np.linspace(-2000, 2000, 20))[:, None]):
            given = (scale * logits + levels).astype(np.float32)
            assert np.array_equal(ids(answer, given, temperature), wanted)
