"""The oracle of lesson 5 is right."""

from pathlib import Path

import numpy as np
import pytest

from course.judging.load_checks import load_module

oracle = load_module(Path(__file__).parents[2] / "checks" / "playwright").oracle
SIZES = (7, 4, 5)  # characters, numbers of the embedding, units
IDS = np.array([[0, 3, 6, 2], [5, 1, 1, 4]])


@pytest.fixture
def weights():
    return oracle.draw_weights(np.random.default_rng(0), *SIZES)


def test_the_network_is_that_of_keras(weights):
    from utils.quiet import keras

    V, E, U = SIZES
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, E),
            keras.layers.LSTM(U, return_sequences=True),
            keras.layers.Dense(V),
        ]
    )
    model.set_weights(weights)
    assert np.allclose(oracle.read(IDS, weights)[0], np.asarray(model(IDS)), atol=1e-5)


def test_a_text_read_in_two_parts_is_read_as_a_whole(weights):
    whole, _ = oracle.read(IDS, weights)
    _, state = oracle.read(IDS[:, :2], weights)
    rest, _ = oracle.read(IDS[:, 2:], weights, state)
    assert np.allclose(rest, whole[:, 2:])


def test_a_writer_goes_on_where_it_has_stopped(weights):
    whole, state = oracle.read(IDS[:1], weights)
    writer = oracle.Writer.after(weights, IDS[0, :1], IDS[0, 1:])
    assert np.allclose(writer.logits, whole[0, -1])
    later = oracle.Writer.after(weights, [2], state=state)
    writer.read(2)
    assert np.allclose(later.logits, writer.logits)


def test_a_writer_tells_its_best_character_and_how_sure_it_is(weights):
    writer = oracle.Writer(weights, (), np.log([0.1, 0.2, 0.6, 0.1]))
    assert writer.best() == 2
    assert writer.log_chance(1) == pytest.approx(np.log(0.2))
    assert writer.margin() == pytest.approx(np.log(3))


def test_log_probabilities_of_large_logits_are_finite_and_sum_to_one():
    logs = oracle.log_softmax(np.array([[1000.0, 999.0], [-1000.0, 0.0]]))
    assert np.isfinite(logs).all() and np.allclose(np.exp(logs).sum(axis=-1), 1)


def test_without_temperature_the_largest_logit_is_drawn():
    logits = np.array([[0.0, 2.0, 1.0], [3.0, 2.0, 1.0]])
    drawn = oracle.draw(logits, 0, np.random.default_rng(0))
    assert drawn.tolist() == [1, 0]


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_draws_follow_the_softmax_at_the_temperature(temperature):
    logits = np.log([0.5, 0.3, 0.2])
    many = np.tile(logits, (3000, 1))
    drawn = oracle.draw(many, temperature, np.random.default_rng(1))
    assert oracle.follows(drawn, np.exp(oracle.log_softmax(logits / temperature)))
