"""Answers that ruin their arguments, so that doing nothing would be right.

Arguments are copied back after a call. So a criterion that computes the expected result
from the arguments that it passed would expect what the answer made of them.
"""

from pathlib import Path

import numpy as np
import pytest

from course.judging.judge import examine
from course.judging.load_checks import load_module
from course.judging.remote_answer import local_answer

CHECKS = Path(__file__).parents[2] / "checks"
EXERCISES = load_module(CHECKS / "dinosaurs").EXERCISES
LESSONS = ("dinosaurs", "shakespeare", "nietzsche", "simpsons", "playwright")
ALL = [
    (lesson, exercise)
    for lesson in LESSONS
    for exercise in load_module(CHECKS / lesson).EXERCISES
]


def ruin(things: object) -> None:
    """Turn everything into nothing, in place."""
    if isinstance(things, np.ndarray):
        things[...] = 0
    elif isinstance(things, dict):
        for name, thing in things.items():
            things[name] = 0 if isinstance(thing, int) else thing
            ruin(thing)
    elif isinstance(things, list):
        for index, thing in enumerate(things):
            things[index] = 0 if isinstance(thing, int) else thing
            ruin(thing)
    elif isinstance(things, tuple):
        for thing in things:
            ruin(thing)


def clip(gradients, maxValue):
    ruin(gradients)
    return gradients


def sample(parameters, char_to_ix, seed):
    ruin((parameters, char_to_ix))
    return [0] * 3


def optimize(X, Y, a_prev, parameters, learning_rate=0.01):
    ruin((X, Y, a_prev, parameters))
    return 0.0, {f"d{name}": weights for name, weights in parameters.items()}, a_prev


def vandal() -> dict:
    """Return the names of a notebook whose `model` trains on nothing."""
    names = {"clip": clip, "sample": sample, "optimize": optimize}

    def model(data_x, ix_to_char, char_to_ix, n_a=50, vocab_size=27, **more):
        ruin((data_x, ix_to_char, char_to_ix))
        shapes = {"Wax": (n_a, vocab_size), "Waa": (n_a, n_a), "b": (n_a, 1)}
        shapes |= {"Wya": (vocab_size, n_a), "by": (vocab_size, 1)}
        parameters = {name: np.zeros(shape) for name, shape in shapes.items()}
        names["optimize"]([None], [0], np.zeros((n_a, 1)), parameters, 0.01)
        return parameters, ""

    names["model"] = model
    return names


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("seed", [1, 2])
def test_ruining_the_arguments_earns_nothing(exercise: str, seed: int):
    names = vandal()
    checks = EXERCISES[exercise]
    verdict = examine(exercise, "", checks, local_answer(names), [], seed)
    earned = [r.criterion.name for r in verdict.report.results if r.points]
    assert earned == []


@pytest.mark.parametrize(("lesson", "exercise"), ALL)
@pytest.mark.parametrize("result", ["what was ruined", [0, 0, 0], 0.0, "", {}])
def test_giving_back_what_was_ruined_or_nothing_earns_nothing(
    lesson: str, exercise: str, result: object
):
    def answer(*arguments, **named):
        ruin((arguments, named))
        return arguments[0] if result == "what was ruined" and arguments else result

    checks = load_module(CHECKS / lesson).EXERCISES
    names = dict.fromkeys(checks, answer)
    verdict = examine(exercise, "", checks[exercise], local_answer(names), [], 1)
    assert [r.criterion.name for r in verdict.report.results if r.points] == []
