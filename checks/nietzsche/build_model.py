"""Hidden criteria of `build_model`: what a model computes, not how it was written.

Building a model costs a tenth of a second, so most criteria build just one.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from contextlib import suppress
from typing import Any

import numpy as np

from utils.checking import AnswerError, Checks, expect
from utils.tensors import tensor

from . import oracle
from .oracle import Floats

checks = Checks("build_model")

UNITS = 128
EXTRAS = ["clipnorm", "clipvalue", "global_clipnorm", "weight_decay", "use_ema"]


def draw_sizes(rng: np.random.Generator) -> tuple[int, int]:
    """Draw a length of windows and a number of characters."""
    return int(rng.integers(4, 9)), int(rng.integers(10, 20))


def draw_windows(
    rng: np.random.Generator, rows: int, maxlen: int, n_chars: int
) -> Floats:
    """Draw one-hot windows (rows, maxlen, n_chars)."""
    return oracle.one_hot(rng.integers(n_chars, size=(rows, maxlen)), n_chars)


def predicted(model: Any, X: Floats, **how: bool) -> Floats:
    """Return what the model predicts for windows, as an array of float64."""
    return np.asarray(model(tensor(X), **how), dtype=np.float64)


def weights_of(model: Any, maxlen: int, n_chars: int) -> list[Floats]:
    """Return the model's weights; a model that has none yet reads a window first."""
    weights = model.get_weights()
    if not weights:
        predicted(model, np.zeros((1, maxlen, n_chars), np.float32))
        weights = model.get_weights()
    return [np.asarray(w) for w in weights]


def reads_windows(model: Any, *sizes: int) -> None:
    """Fail with both shapes if a model's input is declared, and for other windows."""
    with suppress(AnswerError):  # a subclassed model has no input_shape
        found = tuple(model.input_shape)[1:]
        if len(found) != 2 or not all(
            one in (None, size) for one, size in zip(found, sizes, strict=True)
        ):
            raise AssertionError(
                f"the input of the model has the shape {found}, without the batch: for "
                f"maxlen = {sizes[0]} and n_chars = {sizes[1]} it is {sizes}"
            )


TWO_SIZES = ((5, 11), (7, 14))


def two_models(answer: Any) -> list[Any]:
    """Build two models in which everything is different in size."""
    return [answer.build_model(*sizes) for sizes in TWO_SIZES]


@checks.premise
def depends_on_its_sizes(answer: Any, rng: np.random.Generator) -> None:
    models = checks.once(two_models, answer)
    with suppress(AnswerError):  # a subclassed model has no input_shape
        inputs, others = (tuple(model.input_shape)[1:] for model in models)
        for name, one, other in zip(("maxlen", "n_chars"), inputs, others, strict=True):
            if one == other and one is not None:
                raise AssertionError(
                    f"the input of the model does not depend on {name}"
                )


@checks.premise
def depends_on_the_window(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    (model, _), (sizes, _) = checks.once(two_models, answer), TWO_SIZES
    one, other = (predicted(model, draw_windows(rng, 2, *sizes)) for _ in range(2))
    if np.allclose(one, other, rtol=1e-6, atol=1e-9):
        raise AssertionError("the predictions do not depend on the window")


@checks.premise
def depends_on_n_chars(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    models = checks.once(two_models, answer)
    one, other = (
        predicted(model, draw_windows(rng, 2, *sizes)).shape
        for model, sizes in zip(models, TWO_SIZES, strict=True)
    )
    if one[-1] == other[-1]:
        raise AssertionError("the number of predictions does not depend on n_chars")


@checks.criterion(
    "windows go in, probabilities of the next character come out",
    points=1,
    hint="for windows (batch, maxlen, n_chars) the model gives (batch, n_chars), each "
    "row positive with the sum 1: a softmax over the characters, after the last step",
)
def gives_probabilities(answer: Any, rng: np.random.Generator) -> None:
    maxlen, n_chars = draw_sizes(rng)
    model = answer.build_model(maxlen, n_chars)
    reads_windows(model, maxlen, n_chars)
    y = predicted(model, draw_windows(rng, 3, maxlen, n_chars))
    assert y.shape == (3, n_chars)
    assert (y > 0).all() and np.allclose(y.sum(axis=1), 1, atol=1e-5)


@checks.criterion(
    "it is one LSTM of 128 units and one Dense layer over the characters",
    points=2,
    hint="the weights are not those of a single LSTM(128) and a Dense(n_chars), both "
    "with biases: look at model.summary()",
)
def has_the_layers(answer: Any, rng: np.random.Generator) -> None:
    maxlen, n_chars = draw_sizes(rng)
    model = answer.build_model(maxlen, n_chars)
    weights = weights_of(model, maxlen, n_chars)
    gates = 4 * UNITS
    expected = [(n_chars, gates), (UNITS, gates), (gates,), (UNITS, n_chars)]
    expected = sorted([*expected, (n_chars,)])
    if len(weights) != len(expected):
        raise AssertionError(
            f"the model has {len(weights)} arrays of weights: an LSTM has three and a "
            "Dense layer two, each with a bias, and there are no other layers with "
            "weights"
        )
    expect(sorted(w.shape for w in weights), expected, same=operator.eq)
    assert len(model.trainable_weights) == len(weights)  # none of them is frozen


@checks.criterion(
    "it computes what an LSTM with its weights computes, while it learns too",
    points=2,
    hint="the LSTM has its usual activations and reads the window forwards, and the "
    "Dense layer sees its output after the last character, with nothing in between: "
    "no other activation, no dropout",
)
def computes_an_lstm(answer: Any, rng: np.random.Generator) -> None:
    maxlen, n_chars = draw_sizes(rng)
    model = answer.build_model(maxlen, n_chars)
    before = weights_of(model, maxlen, n_chars)
    weights = [rng.normal(size=w.shape).astype(np.float32) * 0.3 for w in before]
    model.set_weights(weights)
    X = draw_windows(rng, 2, maxlen, n_chars)
    expected = oracle.Network.of(weights, n_chars)(X)
    y = predicted(model, X, training=True)
    # Another criterion judges whether these are logits or probabilities.
    assert any(np.allclose(p, expected, atol=1e-4) for p in (y, oracle.softmax(y)))


@checks.criterion(
    "the loss is the cross-entropy of one-hot targets",
    points=2,
    hint='compile the model with loss="categorical_crossentropy": it takes one-hot '
    "targets and probabilities, and its value is the mean of -ln p over the batch, "
    "to which no regularizer of a layer adds anything",
)
def loss_is_cross_entropy(answer: Any, rng: np.random.Generator) -> None:
    maxlen, n_chars = draw_sizes(rng)
    model = answer.build_model(maxlen, n_chars)
    with suppress(AnswerError):  # what goes in is the matter of another criterion
        predicted(model, draw_windows(rng, 2, maxlen, n_chars))  # layers may add to it
    preds = oracle.softmax(rng.normal(size=(6, n_chars)) * 2).astype(np.float32)
    right = rng.integers(n_chars, size=6)
    targets = oracle.one_hot(right, n_chars)
    loss = np.asarray(model.compute_loss(y=tensor(targets), y_pred=tensor(preds)))
    assert np.isclose(float(loss), -np.log(preds[np.arange(6), right]).mean(), 1e-4)


@checks.criterion(
    "it is trained by RMSprop with the learning rate 0.01",
    points=2,
    hint="compile the model with keras.optimizers.RMSprop(learning_rate=0.01): by its "
    'name alone, "rmsprop", it has another learning rate; nothing else is to be set',
)
def optimizer_is_rmsprop(answer: Any, rng: np.random.Generator) -> None:
    model = answer.build_model(*draw_sizes(rng))
    settings = model.optimizer.get_config()
    assert {"rho", "centered"} <= settings.keys()  # no other optimizer has both
    assert np.isclose(settings["learning_rate"], 0.01, rtol=1e-4)
    assert (settings["rho"], settings["momentum"], settings["centered"]) == (0.9, 0, 0)
    assert not any(settings.get(extra) for extra in EXTRAS)


@checks.criterion(
    "each call builds another model",
    points=1,
    hint="a model that is kept and returned again goes on with what it has learned: "
    "build the layers inside the function",
)
def models_are_apart(answer: Any, rng: np.random.Generator) -> None:
    sizes = draw_sizes(rng)
    first, second = (answer.build_model(*sizes) for _ in range(2))
    before = weights_of(second, *sizes)
    assert before
    first.set_weights([w + 1 for w in weights_of(first, *sizes)])
    for old, new in zip(before, weights_of(second, *sizes), strict=True):
        assert np.array_equal(old, new)
