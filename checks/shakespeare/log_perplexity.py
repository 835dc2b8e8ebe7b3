"""Hidden criteria of `log_perplexity`: mean surprise, without the padding."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect
from utils.tensors import tensor

from . import oracle
from .oracle import PADDING_ID

SIZE = 7  # of the vocabulary

checks = Checks("log_perplexity")


def draw_preds(
    rng: np.random.Generator, batch: int = 3, time: int = 8, size: int = SIZE
) -> np.ndarray:
    """Draw log-probabilities like a model's, (batch, time, size)."""
    scores = rng.normal(scale=2, size=(batch, time, size))
    return oracle.log_softmax(scores).astype(np.float32)


def draw_target(
    rng: np.random.Generator, lengths: list[int], time: int = 8, size: int = SIZE
) -> np.ndarray:
    """Draw targets: `lengths` characters in each row, and padding after them."""
    target = rng.integers(2, size, size=(len(lengths), time))
    for row, length in zip(target, lengths, strict=True):
        row[length:] = PADDING_ID
    return target


def found(answer: Any, preds: np.ndarray, target: np.ndarray) -> float:
    """Return the answer's number; its dimensions do not matter here."""
    value = answer.log_perplexity(tensor(preds, np.float32), tensor(target, np.int64))
    (number,) = numbers = np.ravel(np.asarray(value))
    if numbers.dtype.kind not in "fiu":
        raise AssertionError("return one real number")
    return float(number)


def agrees(value: float, expected: float) -> bool:
    """Return whether two numbers are the same up to the rounding of float32."""
    return bool(np.isclose(value, expected, rtol=1e-4, atol=1e-5))


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    preds, target = draw_preds(rng), draw_target(rng, [8, 8, 8])
    others = draw_preds(rng), draw_target(rng, [8, 8, 8])

    def value(preds: np.ndarray, target: np.ndarray) -> list[float]:
        given = tensor(preds, np.float32), tensor(target, np.int64)
        return np.ravel(np.asarray(answer.log_perplexity(*given))).tolist()

    if value(preds, target) == value(others[0], target):
        raise AssertionError("the result does not depend on preds")
    if value(preds, target) == value(preds, others[1]):
        raise AssertionError("the result does not depend on target")
    # The wrong sign, and the sum of the three rows, are mistakes of another kind.
    usual = [factor * preds for factor in (-1, 3)]
    spared = {
        "preds": lambda altered: any(map(partial(np.array_equal, altered), usual))
    }
    given = {"preds": preds, "target": target}
    expect_as_passed(value(**given), oracle.log_perplexity, given, spared)


@checks.criterion(
    "the result is one number",
    points=1,
    hint="return a single number, the mean of the rows, and not one for each row",
)
def one_number(answer: Any, rng: np.random.Generator) -> None:
    preds, target = draw_preds(rng), draw_target(rng, [8, 8, 8])
    value = answer.log_perplexity(tensor(preds, np.float32), tensor(target, np.int64))
    of_rows = [oracle.log_perplexity(preds[[k]], target[[k]]) for k in range(3)]
    assert np.ndim(value) == 0 and np.asarray(value).dtype.kind in "fiu"
    # Other criteria judge the number itself.
    assert 0.9 * min(of_rows) < abs(float(value)) < 1.1 * max(of_rows)


@checks.criterion(
    "a model that knows nothing has the logarithm of its vocabulary's size",
    points=3,
    hint="where all symbols are equally likely, the surprise is ln V at every place: a "
    "mean and no sum, positive, with the natural logarithm and without exp",
)
def uniform(answer: Any, rng: np.random.Generator) -> None:
    for size in (int(rng.integers(4, 9)), int(rng.integers(40, 90))):
        preds = np.full((2, 5, size), -np.log(size))
        target = rng.integers(2, size, size=(2, 5))
        assert agrees(found(answer, preds, target), np.log(size))


@checks.criterion(
    "it is the surprise at the characters that came",
    points=3,
    hint="pick the log-probability of the target at each place: not the largest, not "
    "the mean of all, and of each row its own; take it as it is, since exp and log "
    "again, or a bound, lose what is very unlikely",
)
def of_the_targets(answer: Any, rng: np.random.Generator) -> None:
    for batch, time in ((1, 8), (3, 8), (3, 1)):
        preds = draw_preds(rng, batch, time)
        target = draw_target(rng, [time] * batch, time)
        expected = oracle.log_perplexity(preds, target)
        expect(found(answer, preds, target), expected, same=agrees)
    # One is unlikely; float32 rounds the probability of one to 0 and of one to 1.
    scores = np.reshape([-30.0, -200.0, 200.0], (3, 1, 1))
    np.put_along_axis(preds, target[..., None], scores, axis=-1)
    preds = oracle.log_softmax(preds)
    expected = oracle.log_perplexity(preds, target)
    assert agrees(found(answer, preds, target), expected)


@checks.criterion(
    "[UNK], number 0, counts like any other character",
    points=1,
    hint="only the padding, number 1, is left out: 0 is [UNK], and to predict it can "
    "be right or wrong",
)
def unknown_counts(answer: Any, rng: np.random.Generator) -> None:
    preds, target = draw_preds(rng, batch=1), draw_target(rng, [8])
    target[:, 1::2] = 0
    assert agrees(found(answer, preds, target), oracle.log_perplexity(preds, target))


@checks.criterion(
    "rows of different length have the same weight",
    points=3,
    hint="take the mean of each row first, over its own characters, then the mean of "
    "the rows: one mean over all characters gives long rows more weight",
)
def rows_weigh_alike(answer: Any, rng: np.random.Generator) -> None:
    target = draw_target(rng, [8, 2, 1])
    while True:
        preds = draw_preds(rng)
        of_rows = [
            oracle.log_perplexity(p[None], t[None])
            for p, t in zip(preds, target, strict=True)
        ]
        over_all = np.average(of_rows, weights=[8, 2, 1])
        if abs(np.mean(of_rows) - over_all) > 0.05:
            break
    assert agrees(found(answer, preds, target), float(np.mean(of_rows)))


@checks.criterion(
    "padding changes nothing",
    points=4,
    hint="where the target is padding, wherever in the row, the prediction must count "
    "neither in the sum nor in the number of characters that it is divided by",
)
def padding_changes_nothing(answer: Any, rng: np.random.Generator) -> None:
    preds, target = draw_preds(rng, time=5), draw_target(rng, [5] * 3, time=5)
    expected = oracle.log_perplexity(preds, target)
    for more in (1, 6):
        filled = np.pad(target, ((0, 0), (0, more)), constant_values=PADDING_ID)
        rubbish = rng.uniform(-90, -1, size=(3, more, SIZE))
        value = found(answer, np.concatenate([preds, rubbish], axis=1), filled)
        assert agrees(value, expected)
    target[0, 0] = target[1, 2] = target[2, 3] = PADDING_ID  # not at the end
    assert agrees(found(answer, preds, target), oracle.log_perplexity(preds, target))


@checks.criterion(
    "a row that is nothing but padding is left out",
    points=2,
    hint="a row without characters has no mean, 0 divided by 0 is no number: leave it "
    "out, and return 0 where no row has any",
)
def empty_rows(answer: Any, rng: np.random.Generator) -> None:
    preds, target = draw_preds(rng), draw_target(rng, [8, 0, 8])
    assert agrees(found(answer, preds, target), oracle.log_perplexity(preds, target))
    assert found(answer, preds, draw_target(rng, [0, 0, 0])) == 0
