"""Diagnostic inputs of lesson 5.

One call of `sample_next` draws for as many rows as are needed to leave nothing to
chance: an id has a chance of a third or more, or of less than 1e-11.
"""
# ruff: noqa: D103  (a probe is described by its name)

from __future__ import annotations

import contextlib
import itertools
from typing import Any

import numpy as np

from utils.diagnosis import networks
from utils.diagnosis.behaviour import Inputs
from utils.failures import InfrastructureError, LimitReached
from utils.tensors import is_tensor, tensor

stateful_batches, sample_next, loss = Inputs(), Inputs(), Inputs()
build_model, generate_text = Inputs(), Inputs()
EXERCISES = {
    "stateful_batches": stateful_batches,
    "build_model": build_model,
    "sample_next": sample_next,
    "generate_text": generate_text,
    "loss": loss,
}

MOST_BATCHES = 9
ROWS = 60  # 0.68^60 is 9e-11

# ---------------------------------------------------------------- stateful_batches


def text(length: int, dtype: str = "int64") -> np.ndarray:
    """Return ids among which no two stretches are alike."""
    places = np.arange(length)
    return ((places * places * 7 + 3 * places + 11) % 97).astype(dtype)


def batches(answer: Any, ids: np.ndarray, batch_size: int, seq_length: int) -> object:
    """Return all batches, whether the first stays as it was, and the ids."""
    result = answer.stateful_batches(ids, batch_size, seq_length)
    found, copies = [], []
    for batch in itertools.islice(iter(result), MOST_BATCHES):
        found.append(batch)
        copies.append(values(batch))
    is_kept = repr(copies[:1]) == repr([values(batch) for batch in found[:1]])
    return [copies, is_kept, ids]


def values(batch: Any) -> object:
    """Return copies of the arrays in a batch, tensors too."""
    if isinstance(batch, list | tuple):
        return [values(part) for part in batch]
    if is_tensor(batch) or isinstance(batch, np.ndarray):
        return np.array(batch)
    return batch


@stateful_batches.probe
def three_streams(answer: Any) -> object:
    return batches(answer, text(74), 3, 5)


@stateful_batches.probe
def two_long_streams(answer: Any) -> object:
    return batches(answer, text(49), 2, 8)


@stateful_batches.probe
def just_enough(answer: Any) -> object:
    return [batches(answer, text(4 * 6 + 1), 4, 3), batches(answer, text(24), 4, 3)]


@stateful_batches.probe
def one_stream(answer: Any) -> object:
    return batches(answer, text(20, "int32"), 1, 6)


# --------------------------------------------------------------------- sample_next


def floats(values: list) -> np.ndarray:
    """Return an array of float32."""
    return np.array(values, dtype=np.float32)


def drawn(answer: Any, row: list[float], temperature: float) -> list[Any]:
    """Return the kind and shape of what comes back, and all ids that were drawn."""
    logits = tensor(np.tile(floats(row), (ROWS, 1)))
    return seen(answer.sample_next(logits, temperature))


def undecided(answer: Any, row: list[float], temperature: float) -> list[Any]:
    """Return the same; of rows that all draw one id, not which it is."""
    *kind, different = drawn(answer, row, temperature)
    return [*kind, "one" if different and len(different) == 1 else different]


def seen(result: Any) -> list[Any]:
    """Return kind and shape of ids, and which there are if they are many."""
    ids = np.asarray(result)
    if ids.dtype.kind not in "iuf":
        return [type(result).__name__]
    kind = "whole" if ids.dtype.kind in "iu" else "float"
    different = sorted(set(ids.ravel().tolist())) if ids.size >= ROWS else None
    return [kind, [*ids.shape], different]


@sample_next.probe
def cold_and_sure(answer: Any) -> object:
    return drawn(answer, [-10, 0, -0.03], 0.001)


@sample_next.probe
def cold_and_undecided(answer: Any) -> object:
    return [
        undecided(answer, [0, -6000, -0.0005], 0.01),
        undecided(answer, [0, -6000, -0.001], 0.05),
    ]


@sample_next.probe
def hot(answer: Any) -> object:
    return [
        undecided(answer, [0, 160], 300.0),
        undecided(answer, [0, 100], 10_000.0),
        undecided(answer, [0, 80], 150.0),
        drawn(answer, [700, 0], 25.0),
        drawn(answer, [0, 29], 1.0),
        drawn(answer, [0, -29], 1.0),
    ]


@sample_next.probe
def at_temperature_one(answer: Any) -> object:
    return [
        undecided(answer, [-37, -0.001, 0], 1.0),
        undecided(answer, [-37, -37.001, -74], 1.0),
    ]


@sample_next.probe
def temperature_zero(answer: Any) -> object:
    rows = [[0, 60, 1], [90, -1, 19], [0, 1, 70], [-300, -2, -90]]
    ids = np.asarray(answer.sample_next(tensor(floats(rows)), 0))
    close = drawn(answer, [0, 0.001, -60], 0)
    return [ids.dtype.kind in "iu", [*ids.shape], ids.ravel().tolist(), close]


@sample_next.probe
def rows_that_differ(answer: Any) -> object:
    rows = floats([[0, 60, 0], [60, 0, 0], [0, 0, 60]])
    result = np.asarray(answer.sample_next(tensor(np.repeat(rows, 40, axis=0)), 1.0))
    kind = result.dtype.kind in "iu", [*result.shape]
    if result.size != 120:
        return kind
    groups = result.reshape(3, 40).tolist()
    return [*kind, [sorted(set(group)) for group in groups]]


@sample_next.probe
def rows_on_levels(answer: Any) -> object:
    """Return what is drawn of rows so far below others that exp leaves nothing."""
    rows = np.repeat(floats([[0, 60], [-3000, -3060]]), 70, axis=0)  # 0.73^70 is 3e-10
    result = np.asarray(answer.sample_next(tensor(rows), 1.0))
    if result.size != 140:
        return [*result.shape]
    return [sorted(set(group)) for group in result.reshape(2, 70).tolist()]


@sample_next.probe
def one_row(answer: Any) -> object:
    result = np.asarray(answer.sample_next(tensor(floats([[0, 60, 0]])), 1.0))
    return [result.dtype.kind in "iu", [*result.shape]]


@sample_next.probe
def steep(answer: Any) -> object:
    return undecided(answer, [1000, 1000, 0], 0.5)


@sample_next.probe
def two_calls(answer: Any) -> object:
    """Compare two calls, and the rows of one: equal draws come from equal seeds."""
    logits = tensor(np.zeros((20, 100), dtype=np.float32))
    one, other = (np.asarray(answer.sample_next(logits, 1.0)).ravel() for _ in range(2))
    return [np.array_equal(one, other), len(set(one.tolist())) == 1]


# ---------------------------------------------------------------------------- loss


def losses(answer: Any, labels: list, logits: np.ndarray) -> list[object]:
    """Return the losses, and whether they are a tensor."""
    result = answer.loss(tensor(np.array(labels)), tensor(logits))
    return [is_tensor(result), np.asarray(result).astype(np.float64)]


def scores(*shape: int, scale: float = 2.0) -> np.ndarray:
    """Return logits without any pattern in them."""
    places = np.arange(int(np.prod(shape)))
    flat = scale * np.sin(places * places * 1.3 + 2 * places)
    return flat.reshape(shape).astype(np.float32)


@loss.probe
def a_batch(answer: Any) -> object:
    return losses(answer, [[0, 3, 1], [4, 4, 2]], scores(2, 3, 5))


@loss.probe
def sharp_logits(answer: Any) -> object:
    return losses(answer, [[1, 0], [2, 2]], scores(2, 2, 4, scale=9.0))


@loss.probe
def extreme_logits(answer: Any) -> object:
    extreme = floats([[[0, 300, 0], [300, 0, 0]], [[0, 0, -300], [900, 0, 0]]])
    return losses(answer, [[0, 0], [2, 1]], extreme)


@loss.probe
def one_row_of_one(answer: Any) -> object:
    return losses(answer, [[2]], scores(1, 1, 6))


# --------------------------------------------------------------------- build_model

SIZES = (7, 5, 16, 3)  # of vocabulary, embedding, units and batch
IDS = np.array([[0, 4, 2], [6, 0, 1], [3, 3, 5]])


def small_model(answer: Any) -> Any:
    """Return a model, and how its recurrent kernel starts; or None."""
    model = answer.build_model(*SIZES)
    if model is None:
        return None
    start = networks.recurrent_start(model, SIZES[2], 4)
    networks.with_weights(model, scale=0.3)
    return model, start


@build_model.runs_once
def layers_of_the_model(answer: Any) -> object:
    made = build_model.once(small_model, answer)
    if made is None:
        return None
    return [networks.shapes(made[0]), networks.settings(made[0]), made[1]]


@build_model.runs_once
def shape_of_the_input(answer: Any) -> object:
    made = build_model.once(small_model, answer)
    if made is None:
        return None
    try:
        rows, *others = made[0].input_shape
    except (InfrastructureError, LimitReached):
        raise
    except Exception:  # a subclassed model has none
        return [True, None]
    return ["free" if rows is None else rows == SIZES[3], *others]


@build_model.runs_once
def two_readings(answer: Any) -> object:
    """Return what is made of ids, and of the same ids in the state after them."""
    made = build_model.once(small_model, answer)
    if made is None:
        return None
    return [networks.values(networks.predicted(made[0], IDS)) for _ in range(2)]


@build_model.runs_once
def another_model(answer: Any) -> object:
    """Return which weights a second model shares with the first."""
    made = build_model.once(small_model, answer)
    if made is None:
        return None
    before = [w + 1 for w in made[0].get_weights()]
    other = answer.build_model(*SIZES)
    made[0].set_weights(before)
    after = other.get_weights()
    return [np.array_equal(*both) for both in zip(before, after, strict=False)]


# ------------------------------------------------------------------- generate_text

ALPHABET = "acefhi \n"  # what is written here ends with a space, or has a newline
UNITS = 5


def writer(answer: Any) -> Any:
    """Return a stateful model in the process of the answer, with known weights."""
    layers = answer.keras.layers
    stack = [
        layers.InputLayer(batch_shape=(1, None)),
        layers.Embedding(len(ALPHABET), 4),
        layers.LSTM(UNITS, return_sequences=True, stateful=True),
        layers.Dense(len(ALPHABET)),
    ]
    return networks.with_weights(answer.keras.Sequential(stack))


class Watch:
    """Takes the place of `sample_next`: draws in turn, and keeps what it was given."""

    def __init__(self, ids: list[int]) -> None:
        self.given: list[object] = []
        self._ids = itertools.cycle(ids)

    def sample_next(self, logits: Any, temperature: float = 1.0) -> Any:
        """Return the next id of a series, for each row."""
        array = np.asarray(logits, np.float32)
        # Who draws at every position uses the last.
        self.given.append([array.reshape(-1, array.shape[-1])[-1], float(temperature)])
        return tensor(np.full(array.shape[0], next(self._ids), np.int64))


def written(
    answer: Any, start: str, number: int, temperature: float, *ids: int
) -> list[object]:
    """Return the text, and what `sample_next` was given."""
    model = generate_text.once(writer, answer)
    watch = Watch([*ids])
    tables = {
        "char2idx": {char: i for i, char in enumerate(ALPHABET)},
        "idx2char": np.array(list(ALPHABET)),
        "sample_next": watch.sample_next,
    }
    with contextlib.ExitStack() as stack:
        for name, thing in tables.items():
            stack.enter_context(answer.replaced(name, thing))
        text = answer.generate_text(model, start, number, temperature)
    return [text, watch.given]


@generate_text.runs_once
def after_a_start(answer: Any) -> object:
    # Who ends at the newline writes more than who returns in the loop, or who counts
    # the start.
    return written(answer, "ace", 5, 0.7, 4, 2, 5, 7, 6)


@generate_text.runs_once
def after_another_text(answer: Any) -> object:
    """Return what is written in the state that another text has left."""
    networks.predicted(generate_text.once(writer, answer), np.array([[5, 1]]))
    return written(answer, " h", 1, 2.0, 2)


@generate_text.runs_once
def nothing_to_write(answer: Any) -> object:
    return written(answer, "i", 0, 1.0, 5)[0]
