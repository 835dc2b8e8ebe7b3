"""Hidden criteria of `model`: training on one name after the other.

What the answer does is seen by a stand-in of `optimize` that writes down what it is
given. Nothing depends on long training, whose result differs from machine to machine.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from contextlib import ExitStack
from itertools import pairwise
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect
from utils.pairs import check_pair

from . import oracle
from .fakes import (
    LEARNING_STEPS,
    MANY_NAMES,
    NAMES,
    PUSH,
    SAMPLED,
    Learner,
    Recorder,
    Speller,
    draw_regular_corpus,
    in_its_words,
    optimize,
    sample,
)
from .oracle import Arrays

FIRST_NAME = 2001  # iterations in which even an answer that counts from one has it

checks = Checks("model", lent={"optimize": optimize, "sample": sample})


def trained(
    answer: Any, rng: np.random.Generator, iterations: int, names: int = NAMES
) -> tuple[Recorder, Arrays, str]:
    """Train the answer over a recording `optimize`; return records and result."""
    recorder = Recorder(rng, names)
    result = train(answer, recorder, iterations)
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise AssertionError("return two things: the parameters and the last name")
    if not recorder.steps:
        raise AssertionError("optimize was never called: train in every iteration")
    if any(len(made.X) < 2 for made in recorder.steps):
        # Almost every claim holds for a step on an empty name.
        raise AssertionError("optimize got an X without a name in it")
    return recorder, result[0], result[1]


def train(answer: Any, recorder: Recorder, iterations: int, names: int = 3) -> Any:
    """Train the answer over a recorder, and return what it returns."""
    with ExitStack() as stack:
        for name, function in recorder.stand_ins.items():
            stack.enter_context(answer.replaced(name, function))
        return answer.model(
            list(recorder.corpus.names),
            recorder.corpus.ix_to_char,
            dict(recorder.corpus.char_to_ix),  # the answer may change what it gets
            num_iterations=iterations,
            n_a=recorder.n_a,
            dino_names=names,
            vocab_size=recorder.corpus.vocab_size,
        )


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    one = seen(answer, rng, "abcdefghijk", 5, iterations=6, names=4)
    other = seen(answer, rng, "lmnopqrstuvw", 9, iterations=3, names=1)
    for argument, value in one.items():
        if other[argument] == value:
            raise AssertionError(f"nothing that `model` does depends on {argument}")
    # More steps or names than these, and one more or less, are mistakes of other kinds.
    halves: dict[str, list[object]] = {
        "num_iterations": [3],
        "dino_names": [2],
        "n_a": [(2, 4), (6, 36), (10, 100)],
    }
    for argument, values in halves.items():
        if one[argument] in values:
            raise AssertionError(
                f"nothing that `model` does depends on {argument} as it is passed"
            )


@checks.premise
def trains_on_all_names(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    recorder = Recorder(rng)
    train(answer, recorder, 2 * NAMES)
    names = [tuple(made.X) for made in recorder.steps]
    are_few = len(set(names)) <= 0.6 * NAMES
    # Names that come several times in a row and then no more are in a wrong order.
    turns = [one for one, two in pairwise([*names, ()]) if one != two]
    if are_few and (len(set(turns)) < len(turns) or len(turns) == 1):
        raise AssertionError("the training does not depend on all names of data_x")


def seen(
    answer: Any,
    rng: np.random.Generator,
    letters: str,
    n_a: int,
    iterations: int,
    names: int,
) -> dict[str, object]:
    """Return what was seen of each argument in a training."""
    watched = writing = Speller(rng, letters, n_a)
    result = train(answer, watched, iterations, names)
    if not watched.steps:
        raise AssertionError("optimize was never called: train in every iteration")
    if not all(watched.corpus.has_piece_in(made.X) for made in watched.steps):
        raise AssertionError(
            "what optimize is given as X does not depend on data_x and char_to_ix: it "
            "has to be a name of data_x, looked up in char_to_ix"
        )
    if not watched.sampled:  # it may count from one, and write its first name later
        writing = Speller(rng, letters, 2)
        del writing.stand_ins["optimize"]  # the notebook's own is fast
        result = train(answer, writing, FIRST_NAME, names)
    first = watched.steps[0]
    parts = result if isinstance(result, tuple | list) else [result]
    spelled = [part for part in parts if isinstance(part, str)]

    def spell(ix_to_char: dict[int, str]) -> str:
        letters = (ix_to_char[index] for index in (*SAMPLED, writing.corpus.newline))
        return "".join(letters).strip().lower()

    for name in spelled:
        given = {"ix_to_char": writing.corpus.ix_to_char}
        expect_as_passed(name.strip().lower(), spell, given)
    return {
        "num_iterations": len(watched.steps),
        "n_a": (first.a_prev.size, first.parameters["Waa"].size),
        "vocab_size": first.parameters["by"].size,
        "dino_names": len(writing.sampled),
        "ix_to_char": (writing.tables, spelled),
    }


@checks.criterion(
    "X is None and then the indices of the whole name",
    points=2,
    hint="X starts with None, for an input of zeros, and goes on with the index of "
    "every character of the name",
)
def inputs_are_built(answer: Any, rng: np.random.Generator) -> None:
    recorder, _, _ = trained(answer, rng, 5)
    for made in recorder.steps:
        assert made.X[0] is None and tuple(made.X[1:]) in recorder.corpus.encoded


@checks.criterion(
    "Y is X one character later",
    points=2,
    hint="the target of a step is the character that the next step gets as its "
    "input: Y has the length of X and is shifted by one",
)
def targets_are_shifted(answer: Any, rng: np.random.Generator) -> None:
    recorder, _, _ = trained(answer, rng, 5)
    for made in recorder.steps:
        with in_its_words():
            check_pair(made.X, made.Y)
        assert len(made.Y) == len(made.X)
        expect(made.Y[:-1], made.X[1:], same=operator.eq)


@checks.criterion(
    "the last target is the newline",
    points=2,
    hint="after the last character of a name the network must predict the end: the "
    "index of the newline, looked up in char_to_ix",
)
def newline_is_the_last_target(answer: Any, rng: np.random.Generator) -> None:
    recorder, _, _ = trained(answer, rng, 5)
    for made in recorder.steps:
        assert made.Y[-1] == recorder.corpus.newline
        assert recorder.corpus.newline not in made.Y[:-1]


@checks.criterion(
    "one step an iteration, name after name, and from the start again",
    points=2,
    hint="iteration j takes the name j modulo the number of names: all of them in "
    "turn, none left out, and after the last the first again",
)
def names_go_round(answer: Any, rng: np.random.Generator) -> None:
    for names, rounds in ((NAMES, 3), (MANY_NAMES, 1)):
        recorder, _, _ = trained(answer, rng, rounds * names + 2, names)
        # Other criteria judge what X begins and ends with.
        extra = (None, recorder.corpus.newline)
        seen = [tuple(i for i in made.X if i not in extra) for made in recorder.steps]
        assert len(seen) == rounds * names + 2
        # Each round may have an order of its own.
        for start in range(0, rounds * names, names):
            of_round = sorted(seen[start : start + names])
            assert of_round == sorted(recorder.corpus.encoded)


@checks.criterion(
    "the names are those of examples: cleaned, shuffled, and data_x left alone",
    points=2,
    hint="the names to train on are in examples, which is cleaned and shuffled; those "
    "in data_x may have spaces around them, and stay as they are",
)
def examples_are_used(answer: Any, rng: np.random.Generator) -> None:
    corpus, _ = draw_regular_corpus(rng)
    newline = corpus.newline
    known = dict(corpus.char_to_ix)
    known[" "] = len(known)  # so that a name as it stands can be looked up, too
    recorder = Recorder(rng)
    given = [f" {name} " for name in corpus.names]
    data_x = list(given)
    with (
        answer.replaced("optimize", recorder.optimize),
        answer.replaced("sample", lambda parameters, char_to_ix, seed=0: [newline]),
    ):
        answer.model(
            data_x,
            {index: char for char, index in known.items()},
            known,
            num_iterations=len(given),
            n_a=4,
            vocab_size=len(known),
        )
    extra = (None, newline)
    seen = [tuple(i for i in made.X if i not in extra) for made in recorder.steps]
    assert seen and seen != corpus.encoded and set(seen) <= set(corpus.encoded)
    assert data_x == given


@checks.criterion(
    "the hidden state is zero at first and carried from name to name",
    points=3,
    hint="optimize returns the hidden state with which the next name starts: keep it, "
    "and do not set it back to zero",
)
def state_goes_on(answer: Any, rng: np.random.Generator) -> None:
    recorder, _, _ = trained(answer, rng, NAMES + 2)  # also into the next round
    first, *later = recorder.steps
    assert first.a_prev.shape == (recorder.n_a, 1) and not first.a_prev.any()
    assert len(later) > 2
    for made, before in zip(later, recorder.steps, strict=False):
        assert np.array_equal(made.a_prev, before.returned)


@checks.criterion(
    "training starts from small parameters of the right sizes",
    points=1,
    hint="initialize_parameters takes the hidden size first, and the size of the "
    "vocabulary as the size of both input and output",
)
def starts_small(answer: Any, rng: np.random.Generator) -> None:
    recorder, _, _ = trained(answer, rng, 2)
    first = recorder.steps[0].parameters
    n_a, n_x = recorder.n_a, recorder.corpus.vocab_size
    shapes = {"Wax": (n_a, n_x), "Waa": (n_a, n_a), "Wya": (n_x, n_a)}
    for name, shape in shapes.items():
        assert first[name].shape == shape
        assert 0 < np.abs(first[name]).max() < 0.2
    assert first["b"].shape == (n_a, 1) and first["by"].shape == (n_x, 1)


@checks.criterion(
    "every step learns at the rate 0.01",
    points=1,
    hint="the learning rate of the training is 0.01",
)
def rate_is_small(answer: Any, rng: np.random.Generator) -> None:
    recorder, _, _ = trained(answer, rng, 4)
    assert all(np.isclose(made.learning_rate, 0.01) for made in recorder.steps)


@checks.criterion(
    "every step goes on with the parameters of the one before, to the last",
    points=1,
    hint="all steps train the same parameters, and those are what is returned: not a "
    "copy from before the training, and not new ones in every iteration",
)
def parameters_go_on(answer: Any, rng: np.random.Generator) -> None:
    recorder, parameters, _ = trained(answer, rng, 5)
    made = [np.asarray(each.parameters["by"]) for each in recorder.steps]
    assert len(made) > 2
    for number, by in enumerate([*made, parameters["by"]]):
        assert np.allclose(by, made[0] + number * PUSH)


@checks.criterion(
    "the name returned is the one that was sampled last",
    points=2,
    hint="the second value returned is the last name that was sampled with the "
    "parameters in training, spelled by get_sample",
)
def last_name_is_returned(answer: Any, rng: np.random.Generator) -> None:
    recorder, parameters, name = trained(answer, rng, 1)
    last = recorder.sampled[-1]
    assert isinstance(name, str) and name.strip().lower() == last.name
    assert last.char_to_ix == recorder.corpus.char_to_ix
    ever = [recorder.steps[0].parameters["by"], parameters["by"]]
    assert any(np.array_equal(last.by, by) for by in ever)


@checks.criterion(
    "a short training beats the frequencies of single characters on new names",
    points=2,
    hint="what is returned predicts names no better than the frequencies of single "
    "characters would: are X and Y in step, and are all names used?",
)
def something_is_learned(answer: Any, rng: np.random.Generator) -> None:
    corpus, held_out = draw_regular_corpus(rng)
    size, newline = corpus.vocab_size, corpus.newline
    with (
        answer.replaced("optimize", Learner().optimize),
        answer.replaced("sample", lambda parameters, char_to_ix, seed=0: [newline]),
    ):
        parameters, _ = answer.model(
            list(corpus.names),
            corpus.ix_to_char,
            dict(corpus.char_to_ix),
            num_iterations=LEARNING_STEPS,
            n_a=12,
            vocab_size=size,
        )
    learned = oracle.nats_per_character(held_out, newline, parameters)
    counted = oracle.unigram_nats_per_character(corpus.encoded, held_out, newline, size)
    assert learned < 0.9 * counted
