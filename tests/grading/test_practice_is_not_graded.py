"""Practice has no grade: whatever stands there, scores and remarks are the same.

The class is graded once. Its lesson has the practice exercise `triple` before `total`.
"""

import re

import pytest
from nbgrader.validator import Validator
from support.mini_course import MiniCourse, without
from support.practised import practised
from support.sums import RIGHT
from typer.testing import Result

from course.report.gather import gather

TRIPLE = "def triple(x):\n    return 3 * x\n"
SLOW = f"import time\ntime.sleep(600)\n{TRIPLE}"
ELSEWHERE = "def total(values):\n    return triple(sum(values)) / 3\n"
NEEDS_OURS = "def total(values):\n    return our_triple(sum(values))\n"
FULL = {"double": 40, "total": 60}


@pytest.fixture(scope="module")
def the_class(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    course = practised(tmp_path_factory.mktemp("practice") / "course").build()
    course.hand_in("blank", RIGHT)
    course.hand_in("right", RIGHT | {"triple": TRIPLE})
    course.hand_in("wrong", RIGHT | {"triple": "def triple(x):\n    return x\n"})
    course.hand_in("broken", RIGHT | {"triple": "def triple(x)\n"})
    course.hand_in("slow", RIGHT | {"triple": SLOW})
    course.hand_in("used", RIGHT | {"triple": TRIPLE, "total": ELSEWHERE})
    course.hand_in("needs", RIGHT | {"total": NEEDS_OURS})
    course.hand_in("edited", RIGHT | {"practice_triple": "print(triple(2))\n"})
    course.hand_in("gone", RIGHT, without("triple"), without("practice_triple"))
    return course


@pytest.fixture(scope="module")
def graded(the_class: MiniCourse) -> Result:
    return the_class.run("grade", the_class.assignment, "--workers", "1")


def test_no_score_depends_on_practice(the_class, graded):
    scores = the_class.scores()
    assert len(scores) == 9  # "needs" too: the name stands for ours
    assert scores == dict.fromkeys(scores, FULL)


def test_the_table_has_no_column_for_it(the_class, graded):
    assert graded.exit_code == 0
    assert "triple" not in graded.stdout + graded.stderr


def test_nobody_is_flagged_for_it(the_class, graded):
    found = gather(the_class.root)[0]
    assert found.worth == FULL
    rows = {one.student: one for one in found.submissions}
    for student in ("blank", "right", "wrong", "slow", "gone", "edited"):
        row = next(li for li in graded.stdout.splitlines() if li.startswith(student))
        assert re.split(r"\s+", row)[1:4] == ["40", "60", "100"]
        metadata = the_class.read("autograded", student).metadata
        assert "repairs" not in metadata.get("charlm", {}), student
        assert rows[student].total == 100


def test_the_gradebook_has_no_grade_for_it(the_class, graded):
    with the_class.gradebook() as gradebook:
        cells = gradebook.find_notebook("sums", "00-sums").grade_cells
        assert {cell.name for cell in cells} == {"test_double", "test_total"}


def test_validate_passes_a_notebook_with_blank_practice(the_class):
    result = Validator().validate(str(the_class.path("submitted", "blank")))
    assert "failed" not in result and "error" not in result, result
