"""Hidden criteria of `generate`: the loop that reads what it has written.

`predict` is a function of ours that writes down every window it is given; `sample` is
replaced by a right one. An answer that draws by itself is judged no differently, as
long as it draws from the generator that `sample` draws from.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import AnswerError, Checks, expect

from . import oracle
from .oracle import Floats, Ids


def sample(preds: Floats, temperature: float = 1.0) -> int:
    """Answer the exercise before this one rightly."""
    if np.ndim(temperature):
        raise AssertionError(SWAPPED)
    if np.ndim(preds) == 0:
        raise AssertionError(SINGLE)
    return oracle.sample(preds, temperature, np.random.default_rng())


checks = Checks("generate", lent={"sample": sample})

SINGLE = (
    "sample was given a single number: predict gives the probabilities (n_chars,) "
    "themselves, so take no [0] of them"
)
SWAPPED = (
    "sample was given an array for the temperature: the probabilities come first, then "
    "the temperature"
)
NO_LIST = (
    "return the list of what was drawn, after the loop: print returns nothing, and a "
    "function with yield writes nothing before somebody asks it to"
)
CALLS, CHARS = 12, 10  # 120 draws, enough to tell a temperature from others


@dataclass
class Predictor:
    """A `predict` whose probabilities depend on every character of the window."""

    rng: np.random.Generator
    maxlen: int
    n_chars: int
    constant: Floats | None = None  # the probabilities, if no window changes them
    seen: list[Floats] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._weights = self.rng.normal(size=(self.maxlen, self.n_chars, self.n_chars))

    def __call__(self, window: Floats, *_: object, **__: object) -> Floats:
        """Return probabilities (n_chars,) for a window, and keep the window."""
        given = np.array(window, dtype=np.float64)
        self.seen.append(np.array(window))
        if self.constant is not None:
            return self.constant.copy()
        if given.size != self.maxlen * self.n_chars:
            return np.full(self.n_chars, 1 / self.n_chars)
        window = given.reshape(self.maxlen, self.n_chars)
        return oracle.softmax(np.einsum("tc,tcd->d", window, self._weights))

    def best(self, prompt: Ids, num_chars: int) -> list[int]:
        """Return what follows the prompt, the most probable character each time."""
        written = [int(i) for i in prompt]
        for _ in range(num_chars):
            window = oracle.one_hot([written[-self.maxlen :]], self.n_chars)
            written.append(int(np.argmax(self(window))))
        return written[self.maxlen :]


@dataclass
class Case:
    """A predictor and a prompt for it; the sizes differ from case to case."""

    predict: Predictor
    prompt: Ids
    rng: np.random.Generator
    temperatures: list[float] = field(default_factory=list)  # that `sample` got
    of_numbers: bool = False  # whether it was ever given a number for probabilities

    def written(
        self, answer: Any, num_chars: int, temperature: float, prompt: Ids | None = None
    ) -> list[int]:
        """Return the ids that the answer writes, whatever their type and container."""
        ids = self.call(answer, num_chars, temperature, prompt)
        try:
            return [int(i) for i in ids]
        except (TypeError, ValueError):
            told = "return the list of the indices that were written"
            raise AssertionError(told) from None

    def call(
        self, answer: Any, num_chars: int, temperature: float, prompt: Ids | None = None
    ) -> Any:
        """Return what the answer returns, for a copy of our prompt unless one is given.

        One criterion alone is about what becomes of the prompt.
        """
        prompt = self.prompt.copy() if prompt is None else prompt

        def sample(preds: Floats, temperature: float = 1.0) -> int:
            if np.ndim(temperature):
                raise AssertionError(SWAPPED)
            self.temperatures.append(temperature)
            self.of_numbers |= np.ndim(preds) == 0
            return oracle.sample(preds, temperature, self.rng)

        with answer.replaced("sample", sample):
            return answer.generate(
                self.predict, prompt, num_chars, temperature, self.predict.n_chars
            )


def draw_case(rng: np.random.Generator) -> Case:
    """Draw a prompt of 4 to 7 characters out of 6 to 9."""
    maxlen, n_chars = int(rng.integers(4, 8)), int(rng.integers(6, 10))
    prompt = rng.integers(n_chars, size=maxlen)
    return Case(Predictor(rng, maxlen, n_chars), prompt, rng)


def enough(case: Case, num_chars: int) -> None:
    """Fail, with the number, where predict is asked less often than it must be."""
    if len(case.predict.seen) < num_chars:
        raise AssertionError(
            f"predict was called {len(case.predict.seen)} times for {num_chars} "
            "characters: each needs a prediction of its own"
        )


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)

    def written(case: Case, num_chars: int, temperature: float = 1.0) -> list[int]:
        # What cannot be read as ids raises an error, which other criteria tell of.
        found = [np.ravel(i) for i in case.call(answer, num_chars, temperature)]
        if case.of_numbers:
            raise AssertionError(SINGLE)
        if any(i.size != 1 for i in found):
            raise AssertionError("append each index itself: the list has lists in it")
        return [int(i[0]) for i in found]

    first, again = (
        Case(Predictor(rng, 5, 6, constant=np.eye(6)[sure]), np.arange(5), rng)
        for sure in (1, 4)
    )
    ids = written(first, 7)
    if ids.count(1) < 5 or written(again, 7).count(4) < 5:
        raise AssertionError("what is written does not depend on predict")
    if written(first, 2) == ids:
        raise AssertionError("what is written does not depend on num_chars")
    changes = {"prompt_ids": (6, [4, 1, 0, 5, 2]), "n_chars": (9, range(5))}
    for name, (n_chars, prompt) in changes.items():
        predict = Predictor(rng, 5, n_chars, constant=np.eye(n_chars)[1])
        written(Case(predict, np.array(prompt), rng), 2)
        window = first.predict.seen[0]
        if name == "n_chars" and window.size == 5:
            continue  # these are no vectors, which other criteria judge
        if np.array_equal(predict.seen[0], window):
            raise AssertionError(f"what predict is given does not depend on {name}")
        if predict.seen[0].size in {5 * n for n in range(2, 20)} - {5 * n_chars}:
            raise AssertionError(
                "what predict is given does not depend on n_chars as it is passed"
            )
    uneven = Predictor(rng, 2, 40, constant=oracle.crowd(40, 0, 1.0))
    cold, hot = (Case(uneven, np.array([3, 5]), rng) for _ in range(2))
    written(cold, 2, 0.2), written(hot, 2, 5.0)
    if cold.temperatures == hot.temperatures:  # it does not leave it to `sample`
        share = written(cold, 100, 0.2).count(0) - written(hot, 100, 5.0).count(0)
        # Without a temperature both are 50, give or take 5; with one, 100 and 5. A
        # right answer misses this less than once in 10^9.
        if abs(share) < 25:
            raise AssertionError("what is written does not depend on temperature")

    def is_right_at(temperature: float, size: int = 40) -> bool:
        predict = Predictor(rng, 2, size, constant=oracle.crowd(size, 7, temperature))
        case = Case(predict, np.array([3, 5]), rng)
        return oracle.may_be_half(written(case, 120, temperature).count(7), 120)

    if not is_right_at(1.0):
        raise AssertionError(
            "what is written does not depend on predict and temperature as they are "
            "passed: at temperature 1, it is drawn with other probabilities"
        )
    if (set(cold.temperatures), set(hot.temperatures)) == ({0.2}, {5.0}):
        return  # it hands them on
    low, high = (is_right_at(T, size) for size, T in oracle.LOW_AND_HIGH)
    if low != high:
        raise AssertionError(
            "what is written does not depend on temperature as it is passed, but only "
            "within limits"
        )


@checks.premise
def depends_on_them_as_passed(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    case = Case(Predictor(rng, 4, 6), rng.permutation(6)[:4], rng)

    def right(prompt_ids: Ids, num_chars: int) -> list[int]:
        return case.predict.best(prompt_ids, num_chars)

    # Who counts the prompt writes four more or less, a mistake of another kind.
    spared = {"num_chars": lambda altered: abs(altered - 14) <= 4}
    given = {"prompt_ids": case.prompt, "num_chars": 14}
    with suppress(AnswerError):  # who divides by 0 is told so below
        found = case.call(answer, 14, 0)
        if np.unique(found).size > 1:  # one character for ever may follow any prompt
            expect_as_passed(found, right, given, spared)


@checks.criterion(
    "predict is given a batch of one window, one-hot",
    points=3,
    hint="predict takes an array (1, maxlen, n_chars), a batch of a single window, in "
    "which every character is a fresh vector with a single 1",
)
def windows_are_one_hot(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    if not hasattr(case.call(answer, 8, 1.0), "__len__"):
        raise AssertionError(NO_LIST)
    shape = (1, case.predict.maxlen, case.predict.n_chars)
    for window in case.predict.seen:
        if window.shape != shape:
            raise AssertionError(
                f"predict got an array of the shape {window.shape}: for {shape[1]} "
                f"characters out of {shape[2]} it takes {shape}, a batch of one window"
            )
        assert ((window == 0) | (window == 1)).all()
        assert (window.sum(axis=-1) == 1).all()
    enough(case, 8)


@checks.criterion(
    "the result has num_chars indices, and the prompt is not part of it",
    points=2,
    hint="return what was written after the prompt and nothing else: num_chars "
    "indices, none for 0",
)
def only_the_new(answer: Any, rng: np.random.Generator) -> None:
    for num_chars in (20, 3, 1, 0):
        case = draw_case(rng)
        number = len(case.written(answer, num_chars, 1.0))
        if number != num_chars:
            raise AssertionError(
                f"{num_chars} characters were asked for, and {number} came back"
            )
        enough(case, num_chars)


@checks.criterion(
    "the window slides: what was written comes in, the oldest character goes out",
    points=4,
    hint="the first window is the prompt; after each character the window loses its "
    "first one and gets the new one at its end, in order",
)
def window_slides(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        case = draw_case(rng)
        maxlen = case.predict.maxlen
        written = case.written(answer, 12, 1.0)
        seen = [w.argmax(axis=-1).ravel().tolist() for w in case.predict.seen]
        # Another criterion judges whether the prompt is returned too.
        text = [*case.prompt.tolist(), *written[-12:]]
        enough(case, 12)
        wanted = [text[k : k + maxlen] for k in range(12)]
        expect(seen[:12], wanted, same=operator.eq)


@checks.criterion(
    "at temperature 0 it writes the most probable character each time",
    points=2,
    hint="each character is drawn from what predict gives for the window before it, "
    "at the temperature that was passed, however low: sample is safe there",
)
def cold_is_determined(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    expected = case.predict.best(case.prompt, 15)
    while len(set(expected)) < 3:
        case = draw_case(rng)
        expected = case.predict.best(case.prompt, 15)
    for temperature in (0, 1e-12):  # so cold that it never takes the second best
        written = case.written(answer, 15, temperature)[-15:]
        assert not case.of_numbers, SINGLE
        assert written == expected


@checks.criterion(
    "the temperature decides how it draws",
    points=3,
    hint="hand the temperature on to sample, and the probabilities as predict gave "
    "them: drawn once, and never the most probable only",
)
def temperature_is_used(answer: Any, rng: np.random.Generator) -> None:
    size, temperature = 60, float(rng.uniform(2, 3))
    favourite = int(rng.integers(size))
    preds = oracle.crowd(size, favourite, temperature)
    drawn: list[int] = []
    for _ in range(CALLS):
        predict = Predictor(rng, 2, size, constant=preds)
        case = Case(predict, rng.integers(size, size=2), rng)
        drawn += case.written(answer, CHARS, temperature)[-CHARS:]
    assert len(drawn) == CALLS * CHARS and set(drawn) <= set(range(size))
    chosen = [int(index == favourite) for index in drawn]
    assert not oracle.differ(chosen, np.array([0.5, 0.5]))


@checks.criterion(
    "every text is drawn anew",
    points=1,
    hint="do not seed NumPy's generator in generate: after the same seed every text "
    "is drawn alike, whatever was drawn before; nor draw from a generator of your own, "
    "which np.random.seed does not reach, but with sample",
)
def nothing_is_seeded(answer: Any, rng: np.random.Generator) -> None:
    preds, prompt = np.full(50, 1 / 50), rng.integers(50, size=CHARS)
    seed = int(rng.integers(2**31))
    texts, after = [], []
    for each in (seed, seed + 1, seed):
        answer.np.random.seed(each)
        case = Case(Predictor(rng, CHARS, 50, constant=preds), prompt.copy(), rng)
        texts.append(case.written(answer, CHARS, 1.0)[-CHARS:])
        after.append(answer.np.random.random())
    assert len(texts[0]) == CHARS
    assert texts[0] != texts[1] and after[0] != after[1]
    assert case.temperatures or texts[0] == texts[2]


@checks.criterion(
    "the prompt stays as it was",
    points=1,
    hint="the window slides in a copy: the array prompt_ids of the caller must not "
    "change",
)
def prompt_is_only_read(answer: Any, rng: np.random.Generator) -> None:
    case = draw_case(rng)
    prompt = case.prompt.copy()
    assert len(case.written(answer, 9, 1.0, prompt)) >= 9
    assert np.array_equal(prompt, case.prompt)


@checks.criterion(
    "the result is a list of whole numbers",
    points=1,
    hint="return a list of ints, not an array, a string or a list of arrays",
)
def list_of_ints(answer: Any, rng: np.random.Generator) -> None:
    result = draw_case(rng).call(answer, 7, 1.0)
    assert isinstance(result, list) and len(result) >= 7
    for index in result:
        assert not isinstance(index, bool | str)
        operator.index(index)
