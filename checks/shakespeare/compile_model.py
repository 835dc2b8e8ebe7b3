"""Hidden criteria of `compile_model`: how a model of Keras's own then trains."""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np

from utils.checking import AnswerError, Checks, expect
from utils.tensors import tensor

from . import oracle


def grulm(answer: Any, vocab_size: int, embedding_dim: int, rnn_units: int) -> Any:
    """Build the lesson's model in the process of an answer."""
    layers = answer.keras.layers
    stack = [
        layers.Embedding(vocab_size, embedding_dim),
        layers.GRU(rnn_units, return_sequences=True),
        layers.Dense(vocab_size),
    ]
    return answer.keras.Sequential(stack)


checks = Checks("compile_model", built={"GRULM": grulm})

LEARNING_RATE = 0.00125
CLIPPING = ("clipnorm", "clipvalue", "global_clipnorm")
LEFT_ALONE = ("amsgrad", "use_ema", "weight_decay", *CLIPPING)


def dense_model(answer: Any, kernel: np.ndarray) -> Any:
    """Build a Keras model x -> x kernel, without a bias, in the answer's process."""
    keras = answer.keras
    rows, columns = kernel.shape
    model = keras.Sequential([keras.layers.Dense(columns, use_bias=False)])
    model.build((None, None, rows))
    model.set_weights([kernel])
    return model


def identity_model(answer: Any, size: int) -> Any:
    """Build a Keras model that returns what it is given."""
    return dense_model(answer, np.eye(size, dtype=np.float32))


def draw_batch(
    rng: np.random.Generator, size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw logits (2, 5, size), with their log-softmax, and targets (2, 5)."""
    logits = rng.normal(scale=2, size=(2, 5, size))
    targets = rng.permutation(np.arange(10) % size).reshape(2, 5)
    return logits, oracle.log_softmax(logits), targets


def compiled(answer: Any, model: Any) -> Any:
    """Return what the answer returns, or the model itself if that is nothing.

    Another criterion judges whether it comes back.
    """
    returned = answer.compile_model(model)
    return model if returned is None else returned


def loss_of(model: Any, x: np.ndarray, y: np.ndarray) -> float:
    """Return the loss that the model reports for a batch; metrics may follow it."""
    return float(np.ravel(model.test_on_batch(x.astype(np.float32), y))[0])


@contextmanager
def eagerly(answer: Any) -> Iterator[None]:
    """Let Keras run steps eagerly: to trace a graph takes long."""
    switch = answer.tf.config.run_functions_eagerly
    try:
        switch(True)
    except AnswerError:  # a notebook without a tf
        yield
        return
    try:
        yield
    finally:
        switch(False)


@checks.premise
def depends_on_the_model(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    kernel = rng.uniform(0.1, 0.3, size=(3, 5)).astype(np.float32)
    x = rng.uniform(0.3, 1.0, size=(6, 2, 3)).astype(np.float32)
    returned = answer.compile_model(dense_model(answer, kernel))
    if np.shape(returned(tensor(x)))[-1:] != (5,):  # else it may be a copy
        raise AssertionError("what comes back does not depend on the model")
    y = rng.integers(5, size=(6, 2))
    with eagerly(answer), suppress(AnswerError):  # the loss is judged below
        before = loss_of(returned, x, y)
        returned.set_weights([kernel[::-1]])
        if loss_of(returned, x, y) == before:
            raise AssertionError("the loss does not depend on the model")


@checks.criterion(
    "the loss is the mean cross-entropy of log-probabilities and of scores",
    points=3,
    hint="the loss is SparseCategoricalCrossentropy with from_logits=True: outputs of "
    "the model are no probabilities, and the mean is over all characters",
)
def loss_from_logits(answer: Any, rng: np.random.Generator) -> None:
    size = int(rng.integers(4, 9))
    logits, log_probs, targets = draw_batch(rng, size)
    model = compiled(answer, identity_model(answer, size))
    expected = oracle.cross_entropy(targets, logits)
    for outputs in (log_probs, logits):
        assert np.isclose(loss_of(model, outputs, targets), expected, rtol=1e-4)


def set_iterations(optimizer: Any, iterations: int) -> None:
    """Make an optimiser believe that it has taken so many steps."""
    # Variables arrive here as data, so they are set as if loaded from a file.
    first, *others = optimizer.variables
    values = [np.full_like(first, iterations), *others]
    optimizer.load_own_variables({str(k): value for k, value in enumerate(values)})


@checks.criterion(
    "the learning rate is the one that was asked for",
    points=2,
    hint="give the optimiser the learning_rate of the exercise, a number: its default "
    "is another, and a schedule changes it from batch to batch",
)
def rate(answer: Any, rng: np.random.Generator) -> None:
    model = compiled(answer, identity_model(answer, int(rng.integers(3, 7))))
    for iterations in (0, 10_000):
        set_iterations(model.optimizer, iterations)
        found = float(np.asarray(model.optimizer.learning_rate))
        expect(found, LEARNING_RATE, same=functools.partial(np.isclose, rtol=1e-4))


@checks.criterion(
    "the model that was passed is compiled, and comes back",
    points=1,
    hint="compile changes the model in place and returns None: return the model itself",
)
def same_model(answer: Any, rng: np.random.Generator) -> None:
    size = int(rng.integers(4, 9))
    logits, _, targets = draw_batch(rng, size)
    passed = identity_model(answer, size)
    returned = answer.compile_model(passed)
    with eagerly(answer):
        before = loss_of(passed, logits, targets)
        passed.set_weights([np.zeros((size, size), np.float32)])
        assert loss_of(returned, logits, targets) != before


@checks.criterion(
    "a step of training is a step of Adam",
    points=1,
    hint="the optimiser is Adam itself, no variant, with its defaults but for the "
    "learning rate: no clipping, Adam's own averages, and a first step that moves "
    "each weight by the learning rate, up or down",
)
def adam(answer: Any, rng: np.random.Generator) -> None:
    # Weights and inputs are such that the outputs could pass for probabilities, so
    # that the gradient is not zero whatever the loss takes them for.
    kernel = rng.uniform(0.1, 0.3, size=(3, 4)).astype(np.float32)
    x = rng.uniform(0.3, 1.0, size=(6, 2, 3)).astype(np.float32)
    y = rng.integers(4, size=(6, 2))
    model = compiled(answer, dense_model(answer, kernel))
    with eagerly(answer):
        model.train_on_batch(x, y)
    # An optimiser keeps averages for the weights of one model: another has its own.
    other = compiled(answer, dense_model(answer, kernel))
    assert int(np.asarray(model.optimizer.iterations)) == 1
    assert int(np.asarray(other.optimizer.iterations)) == 0
    moved = np.abs(model.get_weights()[0] - kernel)
    length = float(np.asarray(model.optimizer.learning_rate))
    # Smaller only where a gradient is as small as Adam's epsilon.
    assert (moved <= 1.02 * length).all()
    assert np.isclose(moved, length, rtol=0.02).mean() > 0.7
    optimizer = model.optimizer
    assert np.isclose(float(optimizer.beta_1), 0.9)
    assert np.isclose(float(optimizer.beta_2), 0.999)
    config = optimizer.get_config()
    assert "amsgrad" in config  # Adamax, which takes the same first step, has none
    assert not any(config.get(setting) for setting in LEFT_ALONE)
