"""Hidden criteria of `build_model`: the layers by what they compute.

A model gets weights drawn here, and its outputs are compared with the equations. An
output that is a probability counts as its logarithm, and a missing time axis as the
last position, wherever that is not what a criterion is about.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from contextlib import suppress
from typing import Any, NamedTuple

import numpy as np

from utils.checking import AnswerError, Checks, expect
from utils.tensors import tensor

from . import oracle
from .oracle import (
    Weights,
    draw_weights,
    log_softmax,
    read,
    shapes,
)

checks = Checks("build_model")

LAYERS = (
    "three layers have weights, in this order: Embedding(vocab_size, embedding_dim), "
    "LSTM(rnn_units), Dense(vocab_size)"
)
OWNERS = ["Embedding(vocab_size, embedding_dim)"] + ["LSTM(rnn_units)"] * 3
OWNERS += ["Dense(vocab_size)"] * 2
Shape = tuple[int, ...]
NO_WEIGHTS = "the model has no weights yet: a keras.Input makes them, or a first call"


class Case(NamedTuple):
    """Sizes, all of them different, and weights and ids to try them with."""

    V: int
    E: int
    U: int
    batch: int
    weights: Weights
    ids: np.ndarray  # (batch, time)


def draw_case(rng: np.random.Generator) -> Case:
    V, E, U = (int(n) for n in rng.permutation([7, 8, 9, 10, 11])[:3])
    batch, time = (int(n) for n in rng.permutation([2, 3, 4, 5])[:2])
    ids = rng.integers(V, size=(batch, time))
    ids[0, 0] = 0  # id 0 is a character like the others
    return Case(V, E, U, batch, draw_weights(rng, V, E, U), ids)


def built(answer: Any, case: Case) -> Any:
    """Return the answer's model for the sizes of a case."""
    model = answer.build_model(case.V, case.E, case.U, case.batch)
    if model is None:
        raise AssertionError("return the model")
    return model


def unlike(found: list[Shape], wanted: list[Shape]) -> str:
    """Say which layer of a model has other weights than it should have."""
    if len(found) != len(wanted):
        return (
            f"the model has {len(found)} arrays of weights: an Embedding has one, an "
            "LSTM three and a Dense layer two, which makes six"
        )
    for layer, one, other in zip(OWNERS, found, wanted, strict=True):
        if one != other:
            return f"where {layer} has weights of the shape {other}, yours has {one}"
    return ""


def with_weights(answer: Any, case: Case) -> Any:
    """Return the answer's model with the weights of the case."""
    model = built(answer, case)
    found = [w.shape for w in model.get_weights()]
    if not found:
        raise AssertionError(NO_WEIGHTS)
    if found != shapes(case.V, case.E, case.U):
        raise AssertionError(LAYERS)  # so nothing can be said of what they compute
    model.set_weights(case.weights)
    return model


def outputs(model: Any, ids: np.ndarray, **how: bool) -> np.ndarray:
    """Return what the model makes of ids, if that is one array."""
    found = model(tensor(ids), **how)
    if isinstance(found, tuple | list | dict):
        raise AssertionError(
            f"the model returns {len(found)} things: it has to return the logits alone"
        )
    return np.asarray(found, np.float64)


def scores(model: Any, ids: np.ndarray, **how: bool) -> np.ndarray:
    """Return the log-probabilities after the last of the ids, (batch, V)."""
    found = outputs(model, ids, **how)
    last = found[:, -1] if found.ndim == 3 else found
    if (last >= 0).all() and np.allclose(last.sum(axis=-1), 1, atol=1e-3):
        return np.log(np.maximum(last, 1e-30))
    return log_softmax(last)


@checks.premise
def depends_on_its_sizes(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    case = draw_case(rng)
    model = built(answer, case)
    larger = answer.build_model(case.V + 7, case.E + 11, case.U + 13, case.batch + 1)
    with suppress(AnswerError):  # a subclassed model has no input_shape
        if model.input_shape[0] == larger.input_shape[0]:
            raise AssertionError("the input of the model does not depend on batch_size")
    growth = oracle.growth(model.get_weights(), larger.get_weights())
    sizes = {"vocab_size": 7, "embedding_dim": 11, "rnn_units": 13}
    for name, more in sizes.items():
        if growth and not growth & {more, 3 * more, 4 * more}:
            raise AssertionError(f"the sizes of the weights do not depend on {name}")
    numbers = [
        outputs(each, np.zeros((rows, 2), np.int64)).shape[-1]
        for each, rows in ((model, case.batch), (larger, case.batch + 1))
    ]
    if numbers[0] == numbers[1]:
        raise AssertionError("the number of logits does not depend on vocab_size")


@checks.premise
def depends_on_what_it_reads(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    case = draw_case(rng)
    ids = case.ids.copy()
    ids[1] = (ids[0] + 1) % case.V
    rows = outputs(built(answer, case), ids)
    if np.array_equal(rows[0], rows[1]):
        raise AssertionError("the logits do not depend on the characters that are read")


@checks.criterion(
    "an embedding, one LSTM and a dense layer, of the sizes that were passed",
    points=2,
    hint=LAYERS,
)
def layers_and_sizes(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        case = draw_case(rng)
        model = built(answer, case)
        found = [w.shape for w in model.get_weights()]
        if not found:
            raise AssertionError(NO_WEIGHTS)
        wanted = shapes(case.V, case.E, case.U)
        expect(found, wanted, told=unlike(found, wanted), same=operator.eq)
        if len(model.trainable_weights) != len(found):
            raise AssertionError("some weights are frozen: all of them have to learn")


@checks.criterion(
    "the input is (batch_size, None): so many rows, of any length",
    points=2,
    hint="keras.Input(batch_shape=(batch_size, None)) fixes the rows, which the state "
    "belongs to, and leaves the length open",
)
def input_is_a_batch(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    model = built(answer, case)
    try:
        assert tuple(model.input_shape) == (case.batch, None)
    except AnswerError:  # a subclassed model has none
        for time in (2, 5):
            ids = rng.integers(case.V, size=(case.batch, time))
            assert len(np.asarray(model(tensor(ids)))) == case.batch


@checks.criterion(
    "a prediction at every position",
    points=2,
    hint="the LSTM must return its whole sequence, not only the last output: the "
    "result has the shape (batch_size, time, vocab_size)",
)
def every_position(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    model = with_weights(answer, case)
    found = outputs(model, case.ids)
    assert found.shape == (*case.ids.shape, case.V)
    for time in range(found.shape[1] - 1):  # from left to right, and all different
        assert not np.allclose(found[:, time], found[:, time + 1])


@checks.criterion(
    "the numbers are those of an LSTM, from left to right, while it learns too",
    points=2,
    hint="an LSTM as Keras makes it, without other activations, masks (id 0 is a "
    "character) or dropout, then a dense layer with a bias",
)
def computes_an_lstm(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    logits, _ = read(case.ids, case.weights)
    found = scores(with_weights(answer, case), case.ids, training=True)
    assert np.allclose(found, log_softmax(logits[:, -1]), atol=1e-3)


@checks.criterion(
    "the outputs are logits, not probabilities",
    points=2,
    hint="the last layer has no activation: the softmax belongs to the loss and to "
    "the sampling",
)
def outputs_are_logits(answer: Any, rng: np.random.Generator) -> None:
    # Without a kernel, the last layer gives its bias, whatever the LSTM makes.
    case = draw_case(rng)
    *weights, kernel, bias = case.weights
    bias = (rng.permutation(np.linspace(-3, 5, case.V))).astype(np.float32)
    case = case._replace(weights=[*weights, np.zeros_like(kernel), bias])
    found = outputs(with_weights(answer, case), case.ids)
    assert np.allclose(found, bias, atol=1e-3)


@checks.criterion(
    "the state goes on from one call to the next",
    points=2,
    hint="the second call starts from a state of zeros again: the LSTM has to be "
    "stateful",
)
def state_goes_on(answer: Any, rng: np.random.Generator) -> None:
    # Whether that is the state of an LSTM is the matter of another criterion: what is
    # read in two calls is compared with what the model makes of all at once.
    case = draw_case(rng)
    model, other = (with_weights(answer, case) for _ in range(2))
    more = rng.integers(case.V, size=case.ids.shape)
    at_once = scores(other, np.hstack([case.ids, more]))
    scores(model, case.ids)
    found = scores(model, more)
    assert np.allclose(found, at_once, atol=1e-3)
    assert not np.allclose(scores(model, more), found, atol=1e-3)


@checks.criterion(
    "the recurrent kernel starts as glorot_uniform draws it",
    points=1,
    hint='recurrent_initializer="glorot_uniform"; without it Keras takes an orthogonal '
    "matrix",
)
def recurrent_start(answer: Any, rng: np.random.Generator) -> None:
    units = int(rng.integers(16, 20))
    model = answer.build_model(5, 4, units, 2)
    weights = model.get_weights()
    if not weights:
        raise AssertionError(NO_WEIGHTS)
    drawn = [w for w in weights if w.shape == (units, 4 * units)]
    if len(drawn) != 1:
        raise AssertionError(LAYERS)  # there is no such kernel to look at
    # Uniform within a bound, and the largest entry is close to it. An orthogonal
    # matrix of 1,000 entries or more exceeds it, but for one time in 10 billion.
    bound = np.sqrt(6 / (5 * units))
    assert 0.9 * bound < np.abs(drawn[0]).max() <= bound * (1 + 1e-6)


@checks.criterion(
    "each call builds another model",
    points=1,
    hint="a model that is kept and returned again has the weights and the state of the "
    "one before: build all layers inside the function, in every call",
)
def models_are_apart(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    first, second = (built(answer, case) for _ in range(2))
    before = second.get_weights()
    if not before:
        raise AssertionError(NO_WEIGHTS)
    first.set_weights([weight + 1 for weight in first.get_weights()])
    after = second.get_weights()
    assert all(map(np.array_equal, before, after))
