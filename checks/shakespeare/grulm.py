"""Hidden criteria of `GRULM`: an embedding, a GRU whose state is seen, a log-softmax.

Eager calls of a small model are cheap, making one is not, so criteria share a model
for as long as none is missed; each gives it weights of its own.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import AnswerError, Checks, expect
from utils.tensors import tensor

from . import oracle
from .oracle import Weights

CLOSE = 1e-4  # of log-probabilities between -10 and 0, in float32

checks = Checks("GRULM")


@dataclass(frozen=True)
class BuiltNetwork:
    """A model of the answer, the ids that it has read, and its weights."""

    model: Any
    ids: np.ndarray
    weights: Weights

    def read(self, ids: np.ndarray, **options: Any) -> Any:
        """Return what the model returns for some ids."""
        return self.model(tensor(ids, np.int64), **options)

    def predict(self, ids: np.ndarray, state: np.ndarray | None = None) -> np.ndarray:
        """Return what the model should predict."""
        return oracle.predict(ids, self.weights, state)[0]


def draw_sizes(rng: np.random.Generator) -> tuple[int, int, int]:
    """Draw the three sizes such that all six weights differ in shape."""
    while True:
        vocab, embedding, units = (int(n) for n in rng.integers(5, 14, size=3))
        shapes = oracle.shapes(vocab, embedding, units)
        if len(set(shapes)) == len(shapes) and vocab != 3 * units:
            return vocab, embedding, units


class SmallModel(NamedTuple):
    """A model of the answer that has been called once."""

    model: Any
    shapes: Weights  # that its weights should have
    returned: Any  # by its first call


def make(answer: Any, rng: np.random.Generator) -> SmallModel:
    """Build the answer's model, with sizes that are drawn."""
    sizes = draw_sizes(rng)
    return called(answer.GRULM(*sizes), sizes)


def make_by_default(answer: Any) -> SmallModel:
    """Build the answer's model without any sizes."""
    return called(answer.GRULM(), (256, 256, 128))


def called(model: Any, sizes: tuple[int, int, int]) -> SmallModel:
    """Call a model once, so that it has weights."""
    returned = model(tensor([[1, 2, 3]], np.int64))
    return SmallModel(model, oracle.shapes(*sizes), returned)


def shapes_of(model: Any) -> list[tuple[int, ...]]:
    """Return the shapes of a model's weights, in order of size."""
    return sorted(tuple(np.shape(array)) for array in model.get_weights())


def build(
    answer: Any,
    rng: np.random.Generator,
    batch: int = 3,
    time: int = 4,
    unlikely: int = 0,
) -> BuiltNetwork:
    """Return a model with newly drawn weights, large enough for each one to matter.

    Of its symbols the first `unlikely` ones have probabilities that float32 rounds
    to 0, though not their logarithms.
    """
    model, expected, _ = checks.once(make, answer, rng)
    vocab = expected.dense_bias[0]
    drawn: dict[Any, np.ndarray] = {
        shape: rng.normal(size=shape).astype(np.float32) for shape in expected
    }
    # Through small weights the state would hardly change the prediction.
    drawn[expected.dense] *= 2
    drawn[expected.dense_bias][:unlikely] = -200
    own: list[tuple[int, ...]] = [tuple(a.shape) for a in model.get_weights()]
    assert sorted(own) == sorted(expected), (
        "its weights are not those of an Embedding(vocab_size, embedding_dim), a "
        "GRU(rnn_units) and a Dense(vocab_size), in this order and with nothing beside"
    )
    model.set_weights([drawn[shape] for shape in own])
    ids = rng.integers(vocab, size=(batch, time))
    return BuiltNetwork(model, ids, Weights(*(drawn[shape] for shape in expected)))


def same(found: Any, expected: np.ndarray) -> bool:
    """Return whether two arrays agree in shape and, up to rounding, in entries."""
    values = np.asarray(found)
    return values.shape == expected.shape and np.allclose(values, expected, atol=CLOSE)


@checks.premise
def depends_on_its_sizes(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    model, expected, returned = checks.once(make, answer, rng)
    if follows_its_sizes(answer, rng):
        return
    (vocab, embedding), (units, _) = expected.embedding, expected.recurrent
    sizes = (vocab + 7, embedding + 11, units + 13)
    larger = called(answer.GRULM(*sizes), sizes)
    growth = oracle.growth(model.get_weights(), larger.model.get_weights())
    for name, more in {"vocab_size": 7, "embedding_dim": 11, "rnn_units": 13}.items():
        if growth and not growth & {more, 3 * more, 4 * more}:
            raise AssertionError(f"the sizes of the weights do not depend on {name}")
    numbers = [without_state(r).shape[-1] for r in (returned, larger.returned)]
    if numbers[0] == numbers[1]:
        raise AssertionError("the number of predictions does not depend on vocab_size")


def follows_its_sizes(answer: Any, rng: np.random.Generator) -> bool:
    """Return whether all is as large as it should be, with drawn sizes and without.

    Then the sizes do count, and there is no need of another model to see it.
    """
    try:
        both = checks.once(make_by_default, answer), checks.once(make, answer, rng)
        return all(
            without_state(one.returned).shape[-1:] == one.shapes.dense_bias
            and shapes_of(one.model) == sorted(one.shapes)
            for one in both
        )
    except AnswerError:  # another criterion judges the default sizes
        return False


@checks.premise
def depends_on_what_it_reads(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    with any_weights(answer, rng) as (model, ids):
        earlier, later = ids.copy(), ids.copy()
        earlier[:, 0], later[:, -1] = ids[:, -1], ids[:, 0]
        found = predictions(model, ids)
        if found.shape[:2] != ids.shape:
            # Other criteria judge the shape.
            if np.array_equal(found, predictions(model, earlier)):
                raise AssertionError("the predictions do not depend on inputs")
        elif np.array_equal(
            found[:, 1:], predictions(model, earlier)[:, 1:]
        ) and np.array_equal(found[:, :-1], predictions(model, later)[:, :-1]):
            raise AssertionError(
                "a prediction does not depend on the characters at other places: the "
                "GRU has to read the inputs one after the other, and remember them"
            )


@checks.premise
def depends_on_states(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    with any_weights(answer, rng) as (model, ids):
        expected = checks.once(make, answer, rng).shapes
        state = rng.uniform(-1, 1, size=(len(ids), expected.recurrent[0]))
        given = predictions(model, ids, states=tensor(state, np.float32))
        if np.array_equal(predictions(model, ids), given):
            raise AssertionError("the predictions do not depend on states")


@checks.premise
def reads_them_as_passed(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    with any_weights(answer, rng) as (model, ids):
        expected = checks.once(make, answer, rng).shapes
        drawn: dict[Any, np.ndarray] = {w.shape: w for w in model.get_weights()}
        if sorted(drawn) != sorted(expected):
            return  # it is another network, which criteria judge
        weights = Weights(*(drawn[shape] for shape in expected))

        def right(inputs: np.ndarray, states: np.ndarray | None = None) -> np.ndarray:
            return oracle.predict(inputs, weights, states)[0]

        expect_as_passed(predictions(model, ids), right, {"inputs": ids})
        state = rng.uniform(-1, 1, size=(len(ids), len(weights.recurrent)))
        found = predictions(model, ids, states=tensor(state, np.float32))
        expect_as_passed(found, right, {"inputs": ids, "states": state})


@checks.premise
def depends_on_return_state(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    model, _, alone = checks.once(make, answer, rng)
    pair = model(tensor([[1, 2, 3]], np.int64), return_state=True)
    # A dictionary is no pair, which another criterion judges.
    if isinstance(pair, dict) and not isinstance(alone, dict):
        return
    if isinstance(alone, tuple | list) == isinstance(pair, tuple | list):
        raise AssertionError("what comes back does not depend on return_state")


@contextmanager
def any_weights(
    answer: Any, rng: np.random.Generator
) -> Iterator[tuple[Any, np.ndarray]]:
    """Lend the shared model with large weights of any shapes, and ids to read."""
    model, expected, _ = checks.once(make, answer, rng)
    before = model.get_weights()
    model.set_weights([rng.normal(size=w.shape).astype(np.float32) for w in before])
    ids = rng.permutation(expected.embedding[0])[:3]
    try:
        yield model, ids[np.newaxis]  # as many rows as before: a layer may keep states
    finally:
        model.set_weights(before)


def predictions(model: Any, ids: np.ndarray, **options: Any) -> np.ndarray:
    """Return the predictions alone, even if they come in a pair."""
    return without_state(model(tensor(ids, np.int64), **options))


def without_state(found: Any) -> np.ndarray:
    """Return the predictions in what a model has returned."""
    return np.asarray(found[0] if isinstance(found, tuple | list) else found)


@checks.criterion(
    "the weights are those of the three layers, for any sizes",
    points=2,
    hint="Embedding(vocab_size, embedding_dim), GRU(rnn_units), Dense(vocab_size): "
    "count the weights of each, and use the arguments (by default 256, 256, 128)",
)
def weights_of_three_layers(answer: Any, rng: np.random.Generator) -> None:
    both = checks.once(make_by_default, answer), checks.once(make, answer, rng)
    for model, expected, _ in both:
        assert shapes_of(model) == sorted(expected)
        assert len(model.trainable_weights) == len(expected)  # none of them is frozen


@checks.criterion(
    "there is a prediction at every place, for each symbol",
    points=2,
    hint="the output has the shape (batch, time, vocab_size): the GRU has to return "
    "its whole sequence of outputs, and without return_state nothing else is returned",
)
def prediction_everywhere(answer: Any, rng: np.random.Generator) -> None:
    model, expected, _ = checks.once(make, answer, rng)
    vocab = expected.dense_bias[0]
    for batch, time in ((1, 1), (3, 2)):
        ids = rng.integers(vocab, size=(batch, time))
        found = np.asarray(model(tensor(ids, np.int64)))
        expect(found.shape, (batch, time, vocab), same=operator.eq)


@checks.criterion(
    "predictions are log-probabilities",
    points=3,
    hint="the activation of the last layer is the log-softmax: after exp, each row "
    "sums to 1 (neither scores nor probabilities do)",
)
def log_probabilities(answer: Any, rng: np.random.Generator) -> None:
    model, expected, _ = checks.once(make, answer, rng)
    vocab = expected.dense_bias[0]
    ids = rng.integers(vocab, size=(2, 3))
    found = np.asarray(model(tensor(ids, np.int64)))
    assert found.shape[-1] == vocab and (found < CLOSE).all()
    assert np.allclose(np.exp(found).sum(axis=-1), 1, atol=CLOSE)


@checks.criterion(
    "without states, every call starts from an empty memory, every row for itself",
    points=2,
    hint="with states=None the state is zeros, in each call anew; nothing is kept "
    "between calls, and the rows of a batch are independent",
)
def starts_from_nothing(answer: Any, rng: np.random.Generator) -> None:
    built = build(answer, rng)
    first = np.asarray(built.read(built.ids))
    assert np.ptp(first) > CLOSE
    assert same(built.read(built.ids), first)
    assert same(built.read(built.ids[1:2]), first[1:2])


@checks.criterion(
    "the state comes out beside the predictions when it is asked for",
    points=2,
    hint="return_state=True gives a pair: the predictions, the same as without it, and "
    "after them the last state of the GRU, (batch, rnn_units)",
)
def state_comes_out(answer: Any, rng: np.random.Generator) -> None:
    built = build(answer, rng)
    predictions, state = built.read(built.ids, return_state=True)
    assert same(predictions, np.asarray(built.read(built.ids)))
    units = len(built.weights.recurrent)
    assert np.asarray(state).reshape(-1, units).shape == (len(built.ids), units)
    _, expected = oracle.predict(built.ids, built.weights)
    assert np.allclose(np.asarray(state).reshape(-1, units), expected, atol=CLOSE)
    _, state = built.read(built.ids[:1], return_state=True)
    assert np.shape(state)[-2:] == (1, units)  # perhaps in a list of its own


@checks.criterion(
    "a text read in pieces, with the state between, is predicted as in one",
    points=3,
    hint="states is where the GRU starts from: hand it on as initial_state, and return "
    "the state after the last character, not the one that came in, also when there is "
    "a state and return_state is set",
)
def state_threads_through(answer: Any, rng: np.random.Generator) -> None:
    built = build(answer, rng, batch=2, time=6)
    whole = np.asarray(built.read(built.ids))
    _, state = built.read(built.ids[:, :2], return_state=True)
    second, state = built.read(built.ids[:, 2:4], states=state, return_state=True)
    third = built.read(built.ids[:, 4:], states=state)
    assert np.ptp(whole) > CLOSE
    assert same(second, whole[:, 2:4]) and same(third, whole[:, 4:])


@checks.criterion(
    "it predicts what an embedding, a GRU and a log-softmax predict",
    points=2,
    hint="characters go through the embedding, its vectors through the GRU, and the "
    "GRU's outputs through the Dense layer, with Keras's defaults for all the rest; a "
    "log-softmax is right for unlikely symbols too, the log of a softmax is not",
)
def equals_the_equations(answer: Any, rng: np.random.Generator) -> None:
    built = build(answer, rng, unlikely=2)
    expect(built.read(built.ids), built.predict(built.ids), same=same)
    state = rng.uniform(-1, 1, size=(3, len(built.weights.recurrent)))
    given = tensor(state, np.float32)
    found = built.read(built.ids, states=given)
    assert same(found, built.predict(built.ids, state))


@checks.criterion(
    "it also works inside a graph, and all of its weights learn",
    points=1,
    hint="Keras trains a model inside a graph, by gradients: in call use tensors and "
    "layers only, no .numpy(), no NumPy, nothing that stops gradients",
)
def works_in_a_graph(answer: Any, rng: np.random.Generator) -> None:
    built = build(answer, rng, batch=2, time=3)
    shape = (2, 3, len(built.weights.embedding))
    assert np.shape(built.read(built.ids, training=True)) == shape
    # Keras predicts inside a graph.
    assert same(built.model.predict_on_batch(built.ids), built.predict(built.ids))
    assert all_learn(answer, built)


def all_learn(answer: Any, built: BuiltNetwork) -> bool:
    """Return whether a step of gradient descent moves every weight."""
    model, descent = built.model, answer.keras.optimizers.SGD(0.1)
    model.compile(optimizer=descent, loss="mse", run_eagerly=True)
    before = model.get_weights()
    target = np.zeros((*built.ids.shape, len(built.weights.embedding)), np.float32)
    model.train_on_batch(built.ids, target)
    return not any(map(np.array_equal, before, model.get_weights()))
