"""Answers that were written from the released lesson alone get all points."""

import pytest
from test_zoo import SEED, quick, visible_cells

from course.content import default_content
from course.judging.judge import examine
from course.judging.remote_answer import local_answer
from course.report.similar import independent_answers
from course.selftest import zoo

EXERCISES = [
    (lesson, exercise)
    for lesson in zoo.lessons_with_zoo(default_content())
    for exercise in zoo.exercises(lesson)
]
NUMBERED = [
    pytest.param(
        lesson,
        exercise,
        source,
        id=f"{exercise}-{number}",
        marks=[] if number == 1 and quick(lesson, exercise) else [pytest.mark.slow],
    )
    for lesson, exercise in EXERCISES
    for number, source in enumerate(independent_answers(lesson, exercise), start=1)
]


@pytest.mark.parametrize(("lesson", "exercise", "source"), NUMBERED)
@pytest.mark.filterwarnings("ignore")
def test_an_independent_answer_gets_all_points(lesson, exercise, source):
    """Judge it by the open and the hidden criteria."""
    verdict = examine(
        exercise,
        visible_cells(lesson)[f"test_{exercise}"],
        zoo.exercises(lesson)[exercise],
        local_answer(zoo.notebook(lesson, exercise, source)),
        zoo.exercises(lesson),
        SEED,
    )
    assert verdict.report.passed, verdict.report
