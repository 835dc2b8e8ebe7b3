"""The coordinator records what a worker returned only if it can be a grade."""

import copy
from contextlib import closing
from typing import Any

import pytest
from support.mini_course import MiniCourse
from support.sums import sums

from course.errors import GradeError
from course.grading.gradebook import KeptOpen
from course.grading.record_grades import record_grades

GRADES: dict[str, Any] = {
    "timestamp": "2026-01-02T03:04:05",
    "notebooks": {
        "sums": {
            "late_penalty": None,
            "grades": {"test_double": [30.0, False], "test_total": [60.0, False]},
            "comments": {"double": "No response."},
        }
    },
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    return sums(tmp_path_factory.mktemp("record") / "course").build()


@pytest.fixture
def course(built: MiniCourse) -> MiniCourse:
    return built.copy(built.root.with_name("copy"))


def record(course: MiniCourse, grades: Any) -> None:
    kept = KeptOpen(course.gradebook_url)
    with closing(kept):
        record_grades(kept, course.assignment, "ada", grades)


def test_scores_and_time_are_recorded(course):
    record(course, GRADES)
    assert course.scores()["ada"] == {"double": 30, "total": 60}
    with course.gradebook() as gradebook:
        found = gradebook.find_submission(course.assignment, "ada")
        assert found.timestamp.isoformat() == "2026-01-02T03:04:05"


def test_a_score_by_hand_stays(course):
    record(course, GRADES)
    with course.gradebook() as gradebook:
        gradebook.find_grade(
            "test_double", "sums", course.assignment, "ada"
        ).manual_score = 7
        gradebook.db.commit()
    record(course, GRADES)
    assert course.scores()["ada"]["double"] == 7


@pytest.mark.parametrize("score", [40.5, -1, "40", True, float("nan"), [40], {}])
def test_a_score_that_is_none_is_refused_and_nothing_is_recorded(course, score):
    grades = copy.deepcopy(GRADES)
    grades["notebooks"]["sums"]["grades"]["test_double"][0] = score
    with pytest.raises(GradeError):
        record(course, grades)
    assert course.scores() == {}


@pytest.mark.parametrize(
    "grades",
    [
        {},
        {"notebooks": []},
        {**GRADES, "timestamp": "yesterday"},
        {"notebooks": {"sums": {}}},
        {
            "notebooks": {
                "sums": {**GRADES["notebooks"]["sums"], "grades": {"x": [1, 0]}}
            }
        },
    ],
)
def test_what_is_no_grade_is_refused(course, grades):
    with pytest.raises(GradeError, match="returned no grades"):
        record(course, grades)
    assert course.scores() == {}
