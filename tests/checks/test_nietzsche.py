"""The oracle of lesson 3 is right, and its test of draws errs as rarely as it says."""

from pathlib import Path

import numpy as np
import pytest

from course.judging.load_checks import load_module
from utils.windows import one_hot, with_next

lesson = load_module(Path(__file__).parents[2] / "checks" / "nietzsche")
EXERCISES, oracle = lesson.EXERCISES, lesson.oracle


POINTS = {
    "extract_windows": 13,
    "one_hot_batch": 10,
    "build_model": 10,
    "sample": 17,
    "generate": 17,
}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_hidden_points_leave_the_rest_to_the_visible_ones(exercise):
    assert EXERCISES[exercise].points == POINTS[exercise]


@pytest.mark.parametrize(("length", "maxlen", "step"), [(90, 60, 3), (30, 7, 8)])
def test_windows_are_those_of_utils(length, maxlen, step):
    ids = np.arange(length)
    for mine, expected in zip(
        oracle.windows(ids, maxlen, step), with_next(ids, maxlen, step), strict=True
    ):
        assert np.array_equal(mine, expected)


def test_one_hot_vectors_are_those_of_utils():
    ids = np.array([[0, 3], [2, 2]])
    assert np.array_equal(oracle.one_hot(ids, 5), one_hot(ids, 5))


@pytest.mark.parametrize("temperature", [0.3, 1.0, 4.0])
def test_reweighting_is_a_normalised_power(temperature):
    preds = np.array([0.5, 0.3, 0.2])
    powers = preds ** (1 / temperature)
    found = oracle.reweighted(preds, temperature)
    assert np.allclose(found, powers / powers.sum())


def test_the_network_is_that_of_keras():
    from utils.quiet import keras

    model = keras.Sequential(
        [
            keras.Input((5, 7)),
            keras.layers.LSTM(6),
            keras.layers.Dense(7, activation="softmax"),
        ]
    )
    rng = np.random.default_rng(0)
    weights = [rng.normal(size=w.shape) for w in model.get_weights()]
    model.set_weights(weights)
    X = oracle.one_hot(rng.integers(7, size=(4, 5)), 7)
    found = oracle.Network.of(weights, 7)(X)
    assert np.allclose(found, np.asarray(model(X)), atol=1e-5)


def test_weights_of_another_network_are_told_apart():
    with pytest.raises(AssertionError):
        oracle.Network.of([np.zeros((7, 24)), np.zeros(24)], 7)


def test_draws_of_the_right_distribution_are_accepted():
    expected, rng = np.array([0.7, 0.2, 0.1]), np.random.default_rng(0)
    runs = [rng.choice(3, size=200, p=expected).tolist() for _ in range(2000)]
    assert not any(oracle.differ(run, expected) for run in runs)


@pytest.mark.parametrize(
    "drawn",
    [[0] * 200, [0, 1, 2] * 60, [0] * 90 + [3], [5]],
    ids=["always the first", "all alike", "one impossible", "one out of range"],
)
def test_draws_of_another_distribution_are_found(drawn):
    assert oracle.differ(drawn, np.array([0.8, 0.15, 0.05, 0.0]))


@pytest.mark.parametrize("draws", [10, 50])
def test_a_false_alarm_is_as_rare_as_promised(draws):
    # For two kinds the chance of every result is known, so it can be summed.
    from math import comb

    p = 0.7
    alarm = sum(
        comb(draws, ones) * p**ones * (1 - p) ** (draws - ones)
        for ones in range(draws + 1)
        if oracle.differ([0] * ones + [1] * (draws - ones), np.array([p, 1 - p]))
    )
    assert alarm < oracle.FALSE_ALARM
