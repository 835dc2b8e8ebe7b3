"""The transformer in NumPy is Keras's, and looks only at what came before."""

import numpy as np
import pytest

from utils.attention import Reader, attend, nearest

IDS = np.random.default_rng(0).integers(0, 9, (3, 12))


@pytest.fixture(scope="module")
def model(keras):
    from utils.transformer import build

    keras.utils.set_random_seed(0)
    made = build(9, context=12, width=8, heads=2, hidden=16, blocks=2)
    rng = np.random.default_rng(1)
    made.set_weights([w + rng.normal(size=w.shape) / 3 for w in made.get_weights()])
    return made


@pytest.fixture(scope="module")
def reader(model):
    return Reader(model)


def test_weights_sum_to_one_and_none_is_on_what_comes_later():
    rng = np.random.default_rng(0)
    _, weights = attend(*rng.normal(size=(3, 2, 5, 4)).astype(np.float32))
    np.testing.assert_allclose(weights.sum(axis=-1), 1, rtol=1e-5)
    assert not np.triu(weights, 1).any()


def test_it_gives_the_probabilities_that_keras_gives(model, reader):
    logits = np.array(model(IDS))
    expected = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    np.testing.assert_allclose(reader.read(IDS), expected, atol=2e-5)


def test_what_comes_later_changes_nothing(reader):
    changed = IDS.copy()
    changed[:, 7:] = 0
    np.testing.assert_allclose(
        reader.read(changed)[:, :7], reader.read(IDS)[:, :7], atol=1e-6
    )


def test_places_matter(reader):
    swapped = IDS[0][[1, 0, *range(2, 12)]]
    assert IDS[0][0] != IDS[0][1]
    assert np.abs(reader.read(swapped)[-1] - reader.read(IDS[0])[-1]).max() > 1e-3


def test_it_looks_with_every_head(reader):
    weights = reader.look(IDS)
    assert weights.shape == (2, 3, 2, 12, 12)
    np.testing.assert_allclose(weights.sum(axis=-1), 1, rtol=1e-5)


def test_a_step_reads_the_last_characters_anew(reader):
    ids, state = np.tile(IDS[0], 2), None
    for number in ids:
        log_probs, state = reader(int(number), state)
    np.testing.assert_allclose(log_probs, reader.read(ids[-12:])[-1], atol=1e-6)


@pytest.mark.parametrize("length", [2, 12, 13, 14, 31])
def test_the_surprise_at_every_character_is_that_of_its_window(reader, length):
    ids = np.random.default_rng(2).integers(0, 9, length)
    found = reader.surprise(ids, stride=1)
    expected = [
        -reader.read(ids[max(0, k - 12) : k])[-1, ids[k]] / np.log(2)
        for k in range(1, length)
    ]
    np.testing.assert_allclose(found, expected, rtol=1e-4)


@pytest.mark.parametrize("stride", [3, 5, 12])
def test_with_any_stride_each_character_is_measured_once(reader, stride):
    ids = np.random.default_rng(2).integers(0, 9, 100)
    assert len(reader.surprise(ids, stride)) == 99


def test_more_than_its_context_is_refused(reader):
    with pytest.raises(ValueError, match="1 to 12 ids at once, not 13"):
        reader.read(np.zeros(13, dtype=int))


def test_another_model_is_refused(keras):
    other = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    with pytest.raises(ValueError, match=r"utils\.transformer has built"):
        Reader(other)


def test_the_nearest_are_named_by_how_far_back_they_are():
    assert list(nearest([0.1, 0.6, 0.3], 2)) == [(1, 0.6), (0, 0.3)]
