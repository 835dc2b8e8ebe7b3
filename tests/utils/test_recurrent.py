"""A stepper computes what its Keras model computes, a character at a time."""

import numpy as np
import pytest

from utils.recurrent import Stepper

SIZE = 6
IDS = np.random.default_rng(0).integers(0, SIZE, (2, 9))


@pytest.fixture(scope="module")
def make(keras):
    def make(*stack, one_hot=False):
        shape = (None, SIZE) if one_hot else (None,)
        model = keras.Sequential([keras.Input(shape), *stack])
        rng = np.random.default_rng(1)
        model.set_weights([rng.normal(size=w.shape) / 2 for w in model.get_weights()])
        return model

    return make


@pytest.fixture
def gru(make, keras):
    layers = keras.layers
    cell = layers.GRU(4, return_sequences=True)
    return make(layers.Embedding(SIZE, 3), cell, layers.Dense(SIZE))


def log_softmax(logits):
    logits = np.asarray(logits, dtype=np.float64)
    return logits - np.log(np.exp(logits).sum(-1, keepdims=True))


@pytest.mark.parametrize("options", [{}, {"reset_after": False}])
def test_a_gru_gives_the_same(options, make, keras):
    layers = keras.layers
    cell = layers.GRU(4, return_sequences=True, **options)
    model = make(layers.Embedding(SIZE, 3), cell, layers.Dense(SIZE))
    found, _ = Stepper(model).read(IDS)
    np.testing.assert_allclose(found, log_softmax(model(IDS)), atol=1e-5)


def test_a_network_without_gates_gives_the_same(make, keras):
    layers = keras.layers
    cell = layers.SimpleRNN(4, return_sequences=True)
    model = make(layers.Embedding(SIZE, 3), cell, layers.Dense(SIZE))
    found, _ = Stepper(model).read(IDS)
    np.testing.assert_allclose(found, log_softmax(model(IDS)), atol=1e-5)


def test_stacked_lstms_over_one_hot_windows_give_the_same(make, keras):
    layers = keras.layers
    model = make(
        layers.LSTM(4, return_sequences=True),
        layers.Dropout(0.5),
        layers.LSTM(3),
        layers.Dense(SIZE, activation="softmax"),
        one_hot=True,
    )
    found, _ = Stepper(model).read(IDS)
    expected = np.log(model(np.eye(SIZE, dtype=np.float32)[IDS]))
    np.testing.assert_allclose(found[:, -1], expected, atol=1e-5)


def test_the_state_carries_all_that_was_read(gru):
    step = Stepper(gru)
    whole, _ = step.read(IDS[0])
    state = None
    for number, expected in zip(IDS[0], whole, strict=True):
        found, state = step(number, state)
        np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_state_is_not_changed_by_the_next_step(gru):
    step = Stepper(gru)
    _, state = step(0)
    kept = [part.copy() for part in state]
    step(1, state)
    assert all(map(np.array_equal, state, kept))


def test_more_training_does_not_reach_a_stepper_that_is_made(gru):
    step = Stepper(gru)
    before, _ = step(1)
    gru.set_weights([0 * w for w in gru.get_weights()])
    np.testing.assert_array_equal(step(1)[0], before)


def test_a_model_of_other_layers_is_refused(make, keras):
    with pytest.raises(ValueError, match="takes an embedding or one-hot input, Simple"):
        Stepper(make(keras.layers.Dense(SIZE), one_hot=True))


def test_a_cell_with_another_activation_is_refused(make, keras):
    layers = keras.layers
    with pytest.raises(ValueError, match="with tanh, sigmoid"):
        Stepper(make(layers.GRU(3, activation="relu"), layers.Dense(2), one_hot=True))


@pytest.mark.parametrize("ids", [[SIZE], [-1]])
def test_an_id_outside_the_vocabulary_is_refused(ids, gru):
    with pytest.raises(ValueError, match="ids must be from 0 to 5"):
        Stepper(gru).read(ids)
