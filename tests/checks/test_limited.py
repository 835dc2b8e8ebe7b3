"""Answers that are right for small inputs alone, or leave marks in what they are given.

Each is the reference in a wrapper that refuses, leaves out or adds something.
"""

import pytest

from course.content import default_content
from course.selftest import zoo

LESSONS = {path.name: path for path in zoo.lessons_with_zoo(default_content())}
SEED = 20
WRAPPED = """
import functools
import numpy as np
_right = {name}

def _parts(given):
    for one in given:
        yield from one.values() if isinstance(one, dict) else [one]

@functools.wraps(_right)
def {name}(*given, **named):
    {before}
    result = _right(*given, **named)
    {after}
    return result
"""
REFUSES = "if any(max(np.shape(part), default=0) > 12 for part in _parts(given)): 1 / 0"
ADDS = (
    "[one.setdefault('more', np.ones(1)) for one in given if isinstance(one, dict) "
    "and one is not result]"
)
SIZED = [("dinosaurs", name) for name in ("clip", "clip_by_norm")]
SIZED += [("dinosaurs", f"rnn_step_{way}") for way in ("forward", "backward")]
OF_NETWORKS = [("shakespeare", "gru_step"), ("nietzsche", "lstm_step")]
WITH_DICTIONARIES = [*SIZED, ("dinosaurs", "sample"), ("dinosaurs", "optimize")]


def share(
    lesson: str, exercise: str, before: str = "pass", after: str = "pass"
) -> float:
    """Return the share of the points that a wrapped reference keeps."""
    wrapper = WRAPPED.format(name=exercise, before=before, after=after)
    source = f"{zoo.references(LESSONS[lesson])[exercise]}\n{wrapper}"
    results = zoo.judge(LESSONS[lesson], exercise, source, SEED).results
    worth = sum(result.criterion.points for result in results)
    return sum(result.points for result in results) / worth


@pytest.mark.parametrize(
    ("lesson", "exercise"),
    [*SIZED, *(pytest.param(*one, marks=pytest.mark.slow) for one in OF_NETWORKS)],
)
def test_who_refuses_the_sizes_of_the_lesson_loses_points(lesson, exercise):
    assert share(lesson, exercise) == 1
    assert share(lesson, exercise, before=REFUSES) < 1


def test_who_trains_on_the_first_ten_names_alone_loses_points():
    first_ten = "given = (given[0][:10], *given[1:])"
    assert share("dinosaurs", "model", before=first_ten) < 1


@pytest.mark.parametrize(("lesson", "exercise"), WITH_DICTIONARIES)
def test_who_adds_to_the_callers_dictionary_loses_points(lesson, exercise):
    assert share(lesson, exercise, after=ADDS) < 1


@pytest.mark.slow
def test_a_complex_number_is_no_perplexity():
    complex_too = "result = np.asarray(result) + 1j"
    assert share("shakespeare", "log_perplexity", after=complex_too) == 0


@pytest.mark.parametrize("after", ["one + 0.4", "str(one)"])
def test_what_is_no_whole_number_is_no_index(after):
    assert (
        share("dinosaurs", "sample", after=f"result = [{after} for one in result]") == 0
    )
