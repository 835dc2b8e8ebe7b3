"""Hidden criteria accept every right answer of the zoo and catch every wrong one.

The matrix of results is printed at the end of all tests, by tests/conftest.py.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import jupytext
import pytest
from _pytest.mark.structures import ParameterSet

from course.content import default_content
from course.judging.judge import examine
from course.judging.remote_answer import local_answer
from course.selftest import zoo
from utils.checking import Report

REPO = Path(__file__).parents[2]
LESSONS = zoo.lessons_with_zoo(default_content())
ANSWERS = [answer for lesson in LESSONS for answer in zoo.specimens(lesson)]
EXERCISES = [(lesson, name) for lesson in LESSONS for name in zoo.exercises(lesson)]
SEED = 2**63  # not the seed of `make answers`: both must give the same results
MANY_SEEDS = range(100, 130)
SHARED = ("ignores ", "dull, ")  # test_ignoring.py uses the same reports

STUBS = {
    "blank": "raise NotImplementedError",
    "pass": "pass",
    "empty dictionary": "return {}",
    "empty list": "return []",
    "zero": "return 0",
    "first argument": "return (*args, *kwargs.values())[0]",
    "copy of the first argument": "return copy.deepcopy((*args, *kwargs.values())[0])",
    "all arguments": "return (*args, *kwargs.values())[:3]",
    "anything equal": "return type('A', (), {'__eq__': lambda *_: True})()",
}

TENSORFLOW = re.compile(r"\b(tf|keras|layers)\b")


@cache
def quick(lesson: Path, exercise: str) -> bool:
    """Return whether the reference of an exercise needs NumPy alone."""
    return not TENSORFLOW.search(zoo.references(lesson)[exercise])


def marked(lesson: Path, exercise: str, *given: object, name: str) -> ParameterSet:
    """Return one set of parameters; what needs TensorFlow is slow."""
    marks = () if quick(lesson, exercise) else pytest.mark.slow
    return pytest.param(*given, id=name, marks=marks)


def each_answer(wanted: Callable[[zoo.Specimen], bool]) -> pytest.MarkDecorator:
    """Return each of the wanted answers as the parameter of one test."""
    answers = [
        marked(answer.lesson, answer.exercise, answer, name=str(answer))
        for answer in ANSWERS
        if wanted(answer)
    ]
    return pytest.mark.parametrize("answer", answers)


each_exercise = pytest.mark.parametrize(
    ("lesson", "exercise"),
    [marked(*one, *one, name=f"{one[0].name}-{one[1]}") for one in EXERCISES],
)


@cache
def visible_cells(lesson: Path) -> dict[str, str]:
    (source,) = (REPO / "source").glob(f"*/{lesson.name}.py")
    cells = jupytext.read(source).cells
    marked = [cell for cell in cells if "nbgrader" in cell.metadata]
    found = {cell.metadata["nbgrader"]["grade_id"]: cell.source for cell in marked}
    return {name.replace("practice_", "test_"): text for name, text in found.items()}


@cache
def judged(answer: zoo.Specimen) -> Report:
    """Judge an answer, a wrong one only up to the criterion that must catch it.

    An answer whose share of the points matters is judged by all criteria.
    """
    lesson, exercise, source = answer.lesson, answer.exercise, answer.source
    last = None if answer.title.startswith(SHARED) else answer.caught_by
    return zoo.judge(lesson, exercise, source, SEED, last)


@each_answer(lambda answer: True)
def test_an_answer_is_judged_as_it_should_be(answer, record_property):
    report = judged(answer)
    well = zoo.as_expected(answer, report)
    record_property("zoo", [answer.lesson.name, answer.exercise, answer.right, well])
    assert well, report


@each_exercise
def test_wrong_answers_are_told_what_is_wrong(lesson, exercise):
    wrong = [a for a in zoo.specimens(lesson) if a.exercise == exercise and not a.right]
    assert [str(answer) for answer in wrong if not is_told(answer)] == []


def is_told(answer: zoo.Specimen) -> bool:
    """Return whether the hints have that of the criterion that must be missed."""
    report = judged(answer)
    (telling,) = (
        result.hint
        for result in report.results
        if result.criterion.test.__name__ == answer.caught_by
    )
    ignored = re.compile(r"(not depend|no \w+ depends) on ")  # what a premise says
    return any(telling in hint or ignored.search(hint) for hint in report.hints())


@each_answer(lambda answer: answer.right)
@pytest.mark.filterwarnings("ignore")
def test_a_right_answer_meets_the_visible_checks_too(answer):
    lesson, exercise = answer.lesson, answer.exercise
    cell = visible_cells(lesson)[f"test_{exercise}"]
    names = zoo.notebook(lesson, exercise, answer.source)
    verdict = examine(
        exercise, cell, None, local_answer(names), zoo.exercises(lesson), SEED
    )
    assert verdict.report.passed, verdict.report


@pytest.mark.slow
@each_exercise
def test_the_reference_gets_full_marks_whatever_the_secret(lesson, exercise):
    source = zoo.references(lesson)[exercise]
    for seed in MANY_SEEDS if quick(lesson, exercise) else MANY_SEEDS[::10]:
        report = zoo.judge(lesson, exercise, source, seed)
        assert report.passed, (seed, report)


@each_exercise
def test_stubs_earn_nothing(lesson, exercise):
    earned = {}
    for name, body in STUBS.items():
        stub = f"def {exercise}(*args, **kwargs):\n    {body}\n"
        report = zoo.judge(lesson, exercise, stub, SEED)
        earned[name] = sum(result.points for result in report.results)
    assert earned == dict.fromkeys(STUBS, 0)


@each_exercise
def test_the_zoo_has_enough_of_both_kinds(lesson, exercise):
    answers = [a for a in zoo.specimens(lesson) if a.exercise == exercise]
    kinds = Counter(answer.right for answer in answers)
    assert kinds[True] >= 4 and kinds[False] >= 8


@each_exercise
def test_every_criterion_has_something_to_catch(lesson, exercise):
    named = {a.caught_by for a in zoo.specimens(lesson) if a.exercise == exercise}
    criteria = zoo.exercises(lesson)[exercise].criteria
    assert [c.test.__name__ for c in criteria if c.test.__name__ not in named] == []


@each_exercise
def test_some_criterion_says_what_it_wanted(lesson, exercise):
    criteria = zoo.exercises(lesson)[exercise].criteria
    assert any("expect" in criterion.test.__globals__ for criterion in criteria)
