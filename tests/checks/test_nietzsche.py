"""The oracle of lesson 3 is right."""

from pathlib import Path

import numpy as np
import pytest

from course.judging.load_checks import load_module
from course.judging.remote_answer import local_answer
from utils.checking import Outcome
from utils.windows import one_hot, with_next

lesson = load_module(Path(__file__).parents[2] / "checks" / "nietzsche")
oracle = lesson.oracle


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


def test_a_prompt_that_is_changed_in_place_costs_one_criterion_only():
    def generate(predict, prompt_ids, num_chars, temperature, n_chars):
        written = []
        for _ in range(num_chars):
            window = np.eye(n_chars, dtype=np.float32)[prompt_ids][np.newaxis]
            written.append(names["sample"](predict(window), temperature))
            prompt_ids[:-1] = prompt_ids[1:]
            prompt_ids[-1] = written[-1]
        return written

    names = {"generate": generate, "sample": lesson.generate.sample, "np": np}
    answer = local_answer(names)
    missed = [
        criterion.test.__name__
        for criterion in lesson.EXERCISES["generate"].criteria
        if criterion.judge(answer, np.random.default_rng(1)).outcome
        is not Outcome.PASSED
    ]
    assert missed == ["prompt_is_only_read"]
