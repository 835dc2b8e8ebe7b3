"""The faster GRU is the same function with the same gradients."""

import numpy as np
import pytest

from utils.vocabulary import Vocabulary

SIZE = 7
IDS = np.random.default_rng(0).integers(0, SIZE, (3, 12))
NEXT = np.random.default_rng(1).integers(0, SIZE, (3, 12))


@pytest.fixture(scope="module")
def make(keras):
    layers = keras.layers

    def make(cell=None):
        cell = cell or layers.GRU(6, return_sequences=True)
        model = keras.Sequential(
            [
                keras.Input((None,), dtype="int32"),
                layers.Embedding(SIZE, 5),
                cell,
                layers.Dense(SIZE, activation="log_softmax"),
            ]
        )
        rng = np.random.default_rng(2)
        model.set_weights([rng.normal(size=w.shape) / 2 for w in model.get_weights()])
        return model

    return make


@pytest.fixture(scope="module")
def gathered(keras):
    from utils.gathered import gathered

    return gathered


def gradients(model, variables):
    from utils.quiet import keras, tf

    with tf.GradientTape() as tape:
        loss = keras.losses.sparse_categorical_crossentropy(NEXT, model(IDS), True)
        loss = tf.reduce_mean(loss)
    return [tf.convert_to_tensor(g) for g in tape.gradient(loss, variables)]


def test_it_gives_what_the_model_gives(make, gathered):
    model = make()
    np.testing.assert_allclose(gathered(model)(IDS), model(IDS), atol=1e-5)


def test_it_has_the_gradients_of_the_model(make, gathered):
    model = make()
    variables = model.trainable_variables
    plain, fast = gradients(model, variables), gradients(gathered(model), variables)
    for one, other in zip(plain, fast, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_it_trains_as_the_model_would(make, gathered, keras):
    trained = []
    for wrap in (lambda model: model, gathered):
        model = make()
        fit = wrap(model)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        fit.compile(keras.optimizers.Adam(0.01), loss)
        fit.fit(IDS, NEXT, epochs=3, shuffle=False, verbose=0)
        trained.append(model.get_weights())
    for one, other in zip(*trained, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)


def test_training_it_trains_the_model(make, gathered, keras, capfd):
    model = make()
    before = model.get_weights()
    fast = gathered(model)
    fast.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    fast.fit(IDS, NEXT, epochs=2, verbose=0)
    assert all(
        not np.array_equal(a, b)
        for a, b in zip(before, model.get_weights(), strict=True)
    )
    assert capfd.readouterr().err == ""


def test_another_cell_is_refused(make, gathered, keras):
    with pytest.raises(
        ValueError, match="an Embedding, a GRU and a Dense, not of Embe"
    ):
        gathered(make(keras.layers.LSTM(6, return_sequences=True)))


def test_another_formula_is_refused(make, gathered, keras):
    cell = keras.layers.GRU(6, return_sequences=True, reset_after=False)
    with pytest.raises(ValueError, match="Keras's own"):
        gathered(make(cell))


# Other short tests that need Keras


@pytest.mark.parametrize("shuffled", [None, 4])
def test_fit_takes_lazy_batches_and_a_live_curve_in_silence(shuffled, keras, capfd):
    from utils.training import dataset, live_curve
    from utils.windows import OneHotBatches

    batches = OneHotBatches(np.arange(80) % SIZE, 5, SIZE, batch_size=16, seed=shuffled)
    layers = keras.layers
    model = keras.Sequential([layers.LSTM(4), layers.Dense(SIZE, activation="softmax")])
    model.compile("rmsprop", "categorical_crossentropy")
    model.fit(dataset(batches), epochs=2, verbose=0, callbacks=[live_curve()])
    out, err = capfd.readouterr()
    assert out.startswith("epoch 1/2, loss ") and "\nepoch 2/2, loss " in out
    assert err == ""


def test_a_vocabulary_serves_a_string_lookup(keras):
    from utils.quiet import tf

    vocabulary = Vocabulary.of("hello", unknown=True, padding=True)
    lookup = keras.layers.StringLookup(vocabulary=list(vocabulary)[1:], mask_token=None)
    characters = tf.strings.unicode_split("hole?", "UTF-8")
    assert lookup(characters).numpy().tolist() == vocabulary.encode("hole?").tolist()
