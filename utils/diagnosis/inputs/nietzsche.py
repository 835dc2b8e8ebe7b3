"""Diagnostic inputs of lesson 3.

For exercises that draw, a probe returns the set of what is drawn in DRAWS draws. An
index has a chance of nearly a half, or of less than 1e-11: nothing is left to chance.
"""
# ruff: noqa: D103  (a probe is described by its name)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from utils.diagnosis import networks, steps
from utils.diagnosis.behaviour import Inputs
from utils.failures import InfrastructureError, LimitReached
from utils.sampling import draw

DRAWS = 36  # 0.54^36 is 2e-10
CROWD, CHARS, FAVOURITE = 30, 8, 7  # texts over so many characters, so long

extract_windows, one_hot_batch = Inputs(), Inputs()
build_model, sample, generate = Inputs(), Inputs(), Inputs()
lstm_step, top_p = Inputs(), Inputs()
EXERCISES = {
    "extract_windows": extract_windows,
    "one_hot_batch": one_hot_batch,
    "build_model": build_model,
    "sample": sample,
    "generate": generate,
    "lstm_step": lstm_step,
    "top_p": top_p,
}

# ----------------------------------------------------------------------- lstm_step


def stepped(answer: Any, batch: int, units: int, *scales: float) -> object:
    """Return state and memory, and what became of the arguments."""
    state, size = (batch, units), units - 1
    weights = ((size, 4 * units), (units, 4 * units), (4 * units,))
    shapes = ((batch, size), state, state, *weights)
    return steps.taken(answer.lstm_step, shapes, scales)


@lstm_step.probe
def without_biases(answer: Any) -> object:
    return stepped(answer, 3, 5, 1, 1, 1, 1, 1, 0)


@lstm_step.probe
def with_biases(answer: Any) -> object:
    return stepped(answer, 2, 4, 1, 1, 1, 1, 1, 1)


@lstm_step.probe
def a_single_row(answer: Any) -> object:
    return stepped(answer, 1, 3, 1, 1, 1, 1, 1, 0.5)


@lstm_step.probe
def only_what_comes_in(answer: Any) -> object:
    return stepped(answer, 2, 3, 1, 0, 0, 1, 1, 0)


@lstm_step.probe
def only_the_state(answer: Any) -> object:
    return stepped(answer, 2, 3, 0, 1, 0, 1, 1, 0)


@lstm_step.probe
def only_the_memory(answer: Any) -> object:
    return stepped(answer, 2, 3, 0, 0, 1, 1, 1, 0)


@lstm_step.probe
def only_the_biases(answer: Any) -> object:
    return stepped(answer, 2, 3, 0, 0, 0, 1, 1, 1)


# --------------------------------------------------------------------------- top_p


def nucleus(answer: Any, probs: np.ndarray, *shares: float) -> object:
    """Return what is left at each share, and what became of the probabilities."""
    found = []
    for p in shares:
        given = probs.copy()
        found.append([answer.top_p(given, p), np.array_equal(given, probs)])
    return found


@top_p.probe
def a_few_characters(answer: Any) -> object:
    probs = np.array([0.05, 0.4, 0.02, 0.3, 0.03, 0.2])
    return nucleus(answer, probs, 0.25, 0.35, 0.65, 0.8, 0.93, 0.96)


@top_p.probe
def fractions_that_are_exact(answer: Any) -> object:
    probs = np.array([2, 16, 1, 32, 8, 1, 4]) / 64
    return nucleus(answer, probs, 0.5, 0.75, 0.9375)


@top_p.probe
def equal_ones(answer: Any) -> object:
    probs = np.array([1, 4, 2, 4, 1, 4, 1, 4, 1, 2]) / 24
    return [
        nucleus(answer, probs, 0.3, 0.6, 0.8),
        nucleus(answer, np.full(8, 0.125), 0.25, 0.6),
    ]


@top_p.probe
def all_of_it(answer: Any) -> object:
    probs = np.array([0.1, 0.6, 0.3])
    return [nucleus(answer, probs, 1.0), nucleus(answer, probs * (1 - 1e-6), 1.0)]


# ----------------------------------------------------------------- extract_windows


def text(length: int, dtype: str = "int32") -> np.ndarray:
    """Return ids among which no two windows are alike."""
    places = np.arange(length)
    return ((places * places * 7 + 3 * places + 11) % 97).astype(dtype)


def cut(answer: Any, ids: np.ndarray, *sizes: int) -> list[object]:
    """Return windows and targets, and what became of the ids."""
    return [plain(answer.extract_windows(ids, *sizes)), ids]


def plain(result: Any) -> object:
    """Return a result with lists instead of lists of arrays."""
    if isinstance(result, list | tuple):
        return [
            ["list", np.asarray(part).tolist()] if isinstance(part, list) else part
            for part in result
        ]
    return result


@extract_windows.probe
def a_few_windows(answer: Any) -> object:
    return [cut(answer, text(23), 5, 3), cut(answer, text(20, "int64"), 5, 4)]


@extract_windows.probe
def sizes_of_the_lesson(answer: Any) -> object:
    return cut(answer, text(130, "uint8"))


@extract_windows.probe
def long_steps(answer: Any) -> object:
    long = cut(answer, text(130), 55, 7)
    return [cut(answer, text(40, "int16"), 4, 9), cut(answer, text(16), 7, 2), long]


@extract_windows.edge
def one_window(answer: Any) -> object:
    return cut(answer, text(7), 6, 2)


@extract_windows.edge
def no_window(answer: Any) -> object:
    return cut(answer, text(6), 6, 1)


@extract_windows.edge
def nothing_at_all(answer: Any) -> object:
    return cut(answer, text(3), 6, 1)


# ------------------------------------------------------------------- one_hot_batch


def encoded(answer: Any, x: list, y: list, n_chars: int) -> list[object]:
    """Return X and Y, and what became of the indices."""
    given = np.array(x), np.array(y)
    return [plain(answer.one_hot_batch(*given, n_chars)), *given]


@one_hot_batch.probe
def three_windows(answer: Any) -> object:
    x = [[0, 2, 1, 4], [3, 3, 0, 2], [5, 1, 1, 0]]
    return encoded(answer, x, [4, 1, 2], 8)


@one_hot_batch.probe
def one_window_alone(answer: Any) -> object:
    return encoded(answer, [[2, 0, 3]], [1], 5)


@one_hot_batch.probe
def two_places(answer: Any) -> object:
    return encoded(answer, [[6, 4], [2, 2], [0, 5], [1, 6]], [3, 0, 6, 5], 7)


@one_hot_batch.probe
def many_characters(answer: Any) -> object:
    return encoded(answer, [[250, 3], [1, 129]], [200, 77], 300)


# -------------------------------------------------------------------------- sample


def softmax(logs: list[float] | np.ndarray) -> np.ndarray:
    """Return probabilities of these logarithms, up to a constant."""
    powers = np.exp(np.asarray(logs, dtype=np.float64) - np.max(logs))
    return powers / powers.sum()


def support(answer: Any, preds: np.ndarray, temperature: float) -> list[Any]:
    """Return all that is drawn, sorted, with its kind, and what became of preds."""
    before = preds.copy()
    drawn = answer.in_turn("sample", *[(preds, temperature)] * DRAWS)
    kinds = {kind_of(one) for one in drawn}
    indices = {int(np.ravel(one)[0]) for one in drawn if np.size(one) == 1}
    return [sorted(kinds), sorted(indices), np.array_equal(preds, before)]


def kind_of(drawn: Any) -> str:
    """Return what an index is: right answers return ints and NumPy's integers."""
    if isinstance(drawn, np.ndarray) and drawn.size > 1:
        return f"array of {drawn.dtype.kind}"
    if isinstance(drawn, np.ndarray) and drawn.ndim:
        return f"array {drawn.shape}"
    if isinstance(drawn, int | np.integer) or (np.ndim(drawn) == 0 and is_whole(drawn)):
        return "index"
    return type(drawn).__name__


def is_whole(drawn: Any) -> bool:
    return isinstance(drawn, np.ndarray) and drawn.dtype.kind in "iu"


@sample.probe
def cold_and_sure(answer: Any) -> object:
    return [
        support(answer, softmax([-40, 0, -0.0135]), 0.00025),
        support(answer, softmax([0, -0.7]), 0.025),
    ]


@sample.probe
def cold_and_undecided(answer: Any) -> object:
    return [
        support(answer, softmax([0, -30, -0.001]), 0.01),
        support(answer, softmax([0, -600, -0.001]), 0.05),
    ]


@sample.probe
def very_hot(answer: Any) -> object:
    return support(answer, softmax([0, 30.0]), 300.0)


@sample.probe
def hot_and_sure(answer: Any) -> object:
    """Tell the temperature from its square, and from none."""
    return [
        support(answer, softmax([700.0, 0]), 25.0),
        support(answer, softmax([0, 26.0]), 1.0),
    ]


@sample.probe
def zeros(answer: Any) -> object:
    preds = np.array([0.0, 0.5, 0.0, 0.5, 0.0])
    seen = [support(answer, preds, t)[1] for t in (1.0, 0.5, 25.0, 1000.0)]
    return [[{1, 3} <= set(one), not {0, 2, 4} & set(one)] for one in seen]


@sample.probe
def not_quite_one(answer: Any) -> object:
    preds = np.array([0.5, 0.5], dtype=np.float32) * np.float32(1.001)
    return support(answer, preds, 1.0)


@sample.probe
def temperature_zero(answer: Any) -> object:
    close = np.array([0.0, 0.3, 0.3 * (1 + 1e-9), 0.3])
    return support(answer, close / close.sum(), 0)


@sample.probe
def tiny_temperature(answer: Any) -> object:
    return support(answer, softmax([1.0, 0.99935]), 2e-5)


@sample.probe
def faint(answer: Any) -> object:
    """Make hundreds that are next to impossible likely, all together.

    A probability is no index, and whether the favourite's is among them is chance.
    """
    found = [
        set(answer.in_turn("sample", *[(many(p), t)] * DRAWS))
        for p, t in ((1e-7, 30.0), (1e-20, 60.0))
    ]
    return [min(2, len({i for i in drawn if not is_broken(i)})) for drawn in found]


def is_broken(number: Any) -> bool:
    """Return whether this is a float, and no whole number."""
    return isinstance(number, float) and not number.is_integer()


def many(small: float) -> np.ndarray:
    """Return a sure favourite among many that have a small probability."""
    preds = np.full(30, small)
    preds[7] = 1.0
    return preds / preds.sum()


@sample.probe
def generators(answer: Any) -> object:
    """Compare a hundred draws from thousands: equal ones come from equal seeds."""
    preds = np.full(4000, 1 / 4000)
    drawn = [
        int(np.ravel(one)[0]) for one in answer.in_turn("sample", *[(preds,)] * 20)
    ]
    return len(set(drawn)) == 1, max(drawn) < 40


# ------------------------------------------------------------------------ generate


class Predict:
    """A `predict` that is sure of what comes next, and keeps the windows."""

    def __init__(self, n_chars: int, constant: np.ndarray | None = None) -> None:
        self.windows: list[np.ndarray] = []
        self._n_chars = n_chars
        self._constant = constant

    def __call__(self, window: Any, *rest: object, **more: object) -> np.ndarray:
        """Return probabilities that depend on all that is in the window."""
        if len(self.windows) > 200:
            raise LimitReached("more windows than any known mistake makes")
        given = np.asarray(window, dtype=np.float64)
        self.windows.append(given.copy())
        if self._constant is not None:
            return self._constant
        flat = given.ravel()
        place = int(np.sum(flat * np.arange(3, len(flat) + 3)) * 7) % self._n_chars
        return softmax(np.where(np.arange(self._n_chars) == place, 60.0, 0.0))


def right_sample(preds: Any, temperature: float = 1.0) -> int:
    """Take the place of `sample`, with the drawing of the course."""
    with np.errstate(divide="ignore"):
        logs = np.log(np.asarray(preds, dtype=np.float64))
    return int(draw(logs, temperature))


def wrote(
    answer: Any,
    predict: Callable,
    prompt: list[int],
    num_chars: int,
    temperature: float,
    n_chars: int,
) -> list[object]:
    """Return what was written and what became of the prompt."""
    ids = np.array(prompt)
    with answer.replaced("sample", right_sample):
        result = answer.generate(predict, ids, num_chars, temperature, n_chars)
    return [result, ids]


def followed(answer: Any, prompt: list[int], num_chars: int, n_chars: int) -> object:
    """Return all that can be seen of a text that is certain."""
    predict = Predict(n_chars)
    seen = wrote(answer, predict, prompt, num_chars, 0.5, n_chars)
    return [*seen, predict.windows]


@generate.probe
def certain_text(answer: Any) -> object:
    return followed(answer, [2, 0, 5, 1, 3], 9, 7)


@generate.probe
def long_and_short(answer: Any) -> object:
    return [followed(answer, [1, 4], 3, 6), followed(answer, [3, 0, 2, 1], 1, 5)]


@generate.probe
def no_characters(answer: Any) -> object:
    return followed(answer, [1, 0, 2], 0, 4)


def always_the_favourite(answer: Any, lead: float, temperature: float) -> object:
    """Return whether only the favourite is written, whose logarithm leads by so much.

    By chance, that happens or fails less than once in 10^10 for right answers.
    """
    logs = np.where(np.arange(CROWD) == FAVOURITE, lead, 0.0)
    predict = Predict(CROWD, softmax(logs))
    result, _ = wrote(answer, predict, [0, 1], CHARS, temperature, CROWD)
    return result == [FAVOURITE] * CHARS if isinstance(result, list) else None


@generate.probe
def cold_and_hot(answer: Any) -> object:
    return [
        always_the_favourite(answer, 0.6, 0.02),
        always_the_favourite(answer, 30.0, 150.0),
        always_the_favourite(answer, 700.0, 25.0),
    ]


@generate.probe
def as_cold_as_can_be(answer: Any) -> object:
    return [
        always_the_favourite(answer, 0.1, 0),
        always_the_favourite(answer, 0.4, 0.001),
    ]


@generate.probe
def two_random_texts(answer: Any) -> object:
    """Compare two texts, and what is read with what is written."""
    texts, is_read = [], []
    for _ in range(2):
        predict = Predict(200, np.full(200, 1 / 200))
        result, _ = wrote(answer, predict, [0, 1], 12, 1.0, 200)
        if not isinstance(result, list) or np.shape(result) != (12,):
            return "no text"
        texts.append(result)
        read = [np.argmax(np.ravel(one)[-200:]) for one in predict.windows[1:]]
        is_read.append(read == result[:-1])
    return texts[0] == texts[1], is_read, max(texts[0]) < 1


# --------------------------------------------------------------------- build_model

MAXLEN, SYMBOLS = 4, 9
RATE = 0.01


def small_model(answer: Any) -> Any:
    """Return a model with weights: one that has none yet reads a window."""
    model = answer.build_model(MAXLEN, SYMBOLS)
    if model is not None and not model.get_weights():
        networks.predicted(model, some_windows()[:1])
    return model


def some_windows() -> np.ndarray:
    """Return two one-hot windows."""
    eye = np.eye(SYMBOLS, dtype=np.float32)
    return eye[[[3, 0, 7, 2], [8, 8, 1, 5]]]


@build_model.runs_once
def layers_of_the_model(answer: Any) -> object:
    model = build_model.once(small_model, answer)
    if model is None:
        return None
    return [networks.shapes(model), networks.settings(model)]


@build_model.runs_once
def sizes_of_the_input(answer: Any) -> object:
    """Return the second and third size of the input, where they are as given or not."""
    model = build_model.once(small_model, answer)
    if model is None:
        return None
    try:
        _, length, chars = model.input_shape
    except (InfrastructureError, LimitReached):
        raise
    except Exception:  # a subclassed model has none: it takes what comes
        return [True, True]
    return [length in (MAXLEN, None), chars in (SYMBOLS, None)]


@build_model.runs_once
def optimiser_and_loss(answer: Any) -> object:
    model = build_model.once(small_model, answer)
    if model is None:
        return None
    preds = np.array([[0.1, 0.2, 0.7], [0.3, 0.3, 0.4]])
    targets = np.eye(3, dtype=np.float32)[[1, 2]]
    return [
        networks.optimizer(answer, model, RATE),
        networks.loss(model, targets, preds),
        len(model.losses) > 0,
    ]


@build_model.runs_once
def predictions_of_the_model(answer: Any) -> object:
    model = build_model.once(small_model, answer)
    if model is None:
        return None
    networks.with_weights(model, scale=0.15)
    found = networks.predicted(model, some_windows())
    return [networks.values(found), (np.asarray(found) > 0).all()]


@build_model.runs_once
def another_model(answer: Any) -> object:
    """Return whether a second model is another, with weights of its own."""
    model = build_model.once(small_model, answer)
    if model is None:
        return None
    other = answer.build_model(MAXLEN, SYMBOLS)
    before = [w + 1 for w in model.get_weights()]
    model.set_weights(before)
    after = other.get_weights()
    return not (after and all(map(np.array_equal, before, after)))
