"""Practice cells that an author gets wrong are reported in one clear line."""

import pytest
from support.mini_course import MiniCourse
from support.practised import PRACTISED, practised

from course.authoring.lesson import AuthorErrors


@pytest.fixture
def complaints(tmp_path):
    def complaints(old: str, new: str) -> str:
        course: MiniCourse = practised(tmp_path / "course")
        assert PRACTISED.count(old) == 1, old
        text = PRACTISED.replace(old, new)
        place = course.root / "source" / "00-sums" / "sums.py"
        place.write_text(text, encoding="utf-8")
        try:
            course.build()
        except AuthorErrors as error:
            return str(error)
        return ""

    return complaints


def test_a_right_one_breaks_no_rule(complaints):
    assert complaints("two becomes six", "three becomes nine") == ""


def test_a_practice_cell_without_its_exercise(complaints):
    told = complaints('"practice_triple"', '"practice_thrice"')
    assert "practice cell without its exercise thrice" in told
    assert "exercise without its test cell test_triple" in told


def test_a_practice_cell_that_is_graded(complaints):
    told = complaints(
        '"practice_triple", "locked": true',
        '"practice_triple", "locked": true, "grade": true, "points": 0',
    )
    assert "a practice cell is locked, and neither graded nor a solution" in told


def test_a_practice_cell_that_is_not_locked(complaints):
    told = complaints(', "locked": true}\nimport operator', "}\nimport operator")
    assert "cell practice_triple: practice cell that is not locked" in told


def test_practice_that_grading_would_run(complaints):
    told = complaints(
        '# %% tags=["skip-when-grading"] nbgrader={"grade_id": "triple"',
        '# %% nbgrader={"grade_id": "triple"',
    )
    assert 'cell triple: practice without the tag "skip-when-grading"' in told


def test_an_exercise_that_is_graded_and_practised(complaints):
    told = complaints('"practice_triple"', '"practice_double"')
    assert "double is graded by test_double, so it is no practice" in told


def test_a_practice_cell_that_needs_other_cells(complaints):
    told = complaints("import operator\n", "")
    assert "cell practice_triple: not self-contained: operator" in told
