"""Every mistake that an author can make is reported in one clear line."""

import pytest
from traitlets.config import Config

from course.authoring.lesson import read_lesson
from course.authoring.lint import lint_lesson
from course.content import content_of


@pytest.fixture
def complaints(write_course):
    def complaints(*edits, text=""):
        root = write_course(*edits, text=text)
        lesson = read_lesson(root / "source" / "01-tiny" / "tiny.py", root)
        content = content_of(root, Config())
        told = [str(problem) for problem in lint_lesson(lesson, content)]
        return [line.removeprefix("source/01-tiny/tiny.py:") for line in told]

    return complaints


def test_a_good_lesson_breaks_no_rule(complaints):
    assert complaints() == []


def test_a_lesson_without_graded_cells_breaks_no_rule(complaints):
    assert complaints(text="# %%\nprint(1)\n") == []


def test_missing_grade_id(complaints):
    told = complaints(('"grade_id": "double", ', ""))
    assert "6: cell code-002: missing grade_id" in told


def test_duplicate_grade_id(complaints):
    told = complaints(('"grade_id": "halve"', '"grade_id": "double"'))
    assert "28: cell double: duplicate grade_id, the first is in line 6" in told


def test_grade_id_that_nbgrader_refuses(complaints):
    told = complaints(('"grade_id": "halve"', '"grade_id": "ha lve"'))
    assert any(
        x.startswith("28: cell ha lve: nbgrader options: 'ha lve'") for x in told
    )


def test_grade_id_that_another_cell_may_get_by_its_position(complaints):
    told = complaints(('"grade_id": "halve"', '"grade_id": "code-006"'))
    assert (
        "28: cell code-006: a grade_id like this is kept for cells without one" in told
    )


def test_options_that_nbgrader_does_not_know(complaints):
    told = complaints(('"grade_id": "halve"', '"grade_id": "halve", "point": 3'))
    assert "28: cell halve: nbgrader options: " in told[0]
    assert "point" in told[0]


def test_an_old_nbgrader_schema(complaints):
    told = complaints(
        ('"grade_id": "halve"', '"grade_id": "halve", "schema_version": 2')
    )
    assert told == [
        "28: cell halve: nbgrader options: Outdated schema version: 2 (expected 3)"
    ]


def test_points_that_do_not_sum_to_100(complaints):
    told = complaints(
        ('"points": 40', '"points": 30'), ("points=40, hint", "points=30, hint")
    )
    assert told == [
        "35: cell test_halve: points sum to 90, not 100: test_double 30 + test_halve 60"
    ]


def test_test_cell_without_points(complaints):
    told = complaints((', "points": 40', ""))
    assert "13: cell test_double: nbgrader options: nbgrader cell" in told[0]


def test_exercise_without_its_test_cell(complaints):
    told = complaints(('"grade_id": "halve"', '"grade_id": "third"'))
    assert "28: cell third: exercise without its test cell test_third" in told


def test_test_cell_without_its_exercise(complaints):
    told = complaints(('"grade_id": "halve"', '"grade_id": "third"'))
    assert "35: cell test_halve: test cell without its exercise halve" in told


def test_test_cell_that_is_not_named_so(complaints):
    told = complaints(('"grade_id": "test_halve"', '"grade_id": "check_halve"'))
    assert "35: cell check_halve: test cell without its exercise" in told


def test_test_cell_before_its_exercise(complaints):
    told = complaints(
        ('"grade_id": "double"', '"grade_id": "swap"'),
        ('"grade_id": "halve"', '"grade_id": "double"'),
        ('"grade_id": "swap"', '"grade_id": "halve"'),
    )
    assert "13: cell test_double: test cell before its exercise double" in told


def test_exercise_without_solution_markers(complaints):
    told = complaints(
        ("    ### BEGIN SOLUTION\n    half", "    half"),
        ("half_of_it\n    ### END SOLUTION", "half_of_it"),
    )
    assert told == ["28: cell halve: exercise without BEGIN/END SOLUTION"]


def test_exercise_that_does_not_define_its_name(complaints):
    told = complaints(("def halve", "def third"))
    assert told == ["28: cell halve: the exercise does not define halve"]


def test_exercise_with_a_magic(complaints):
    told = complaints(("def halve", "# %time\ndef halve"))
    assert told == ["28: cell halve: an exercise must be plain Python"]


def test_begin_without_end(complaints):
    told = complaints(("half_of_it\n    ### END SOLUTION", "half_of_it"))
    assert told == ["30: cell halve: BEGIN SOLUTION without END SOLUTION"]


def test_end_without_begin(complaints):
    told = complaints(("    ### BEGIN SOLUTION\n    half", "    half"))
    assert "32: cell halve: END SOLUTION without BEGIN SOLUTION" in told


def test_begin_within_begin(complaints):
    told = complaints(("    return half", "    ### BEGIN SOLUTION\n    return half"))
    assert told == ["32: cell halve: BEGIN SOLUTION again before END SOLUTION"]


def test_hidden_tests_without_end(complaints):
    told = complaints(
        ("checks.run(halve)", "### BEGIN HIDDEN TESTS\nchecks.run(halve)")
    )
    assert told == ["46: cell test_halve: BEGIN HIDDEN TESTS without END HIDDEN TESTS"]


def test_solution_in_a_cell_that_is_no_exercise(complaints):
    told = complaints(
        ("print(double", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION\nprint(double")
    )
    assert told == ["48: cell code-006: a solution in a cell that is not an exercise"]


@pytest.mark.parametrize(
    "line",
    [
        "import course",
        "from course.judging import judge",
        "import sys, course",
        "x = 1; import course.authoring.build",
        "__import__('course')",
        "from checks import dinosaurs",
    ],
)
def test_lesson_that_imports_what_students_lack(complaints, line):
    told = complaints(("print(double", f"{line}\nprint(double"))
    assert told == ["49: cell code-006: imports course or checks, which students lack"]


def test_prose_about_the_course_is_no_import(complaints):
    text = "# what we import, of course\nof_course = 'import course'\nprint(double"
    assert complaints(("print(double", text)) == []


def test_test_cell_that_is_not_self_contained(complaints):
    told = complaints(("import numpy as np\n", ""))
    assert told == [
        "21: cell test_double: not self-contained: np is not defined or imported here"
    ]


def test_test_cell_may_use_other_exercises(complaints):
    assert complaints(("assert halve(6) == 3", "assert halve(double(3)) == 3")) == []


def test_test_cell_may_use_what_it_defines_below(complaints):
    text = "checks.run(halve)"
    edits = (("halve(6) == 3", "halve(six_) == 3"), (text, f"six_ = 6\n{text}"))
    assert complaints(*edits) == []


def test_names_of_a_comprehension_are_its_own(complaints):
    told = complaints(
        ("assert halve(6) == 3", "assert [halve(i) for i in (6,)] == [3]")
    )
    assert told == []


def test_test_cell_without_raises_exception(complaints):
    told = complaints((' tags=["raises-exception"]', ""))
    assert told == [
        '13: cell test_double: test cell without the tag "raises-exception"'
    ]


def test_test_cell_that_calls_the_answer_outside_a_criterion(complaints):
    told = complaints(("checks.run(halve)", "halve(6)\nchecks.run(halve)"))
    assert (
        "35: cell test_halve: its criteria cannot be read without an answer" in told[0]
    )


def test_test_cell_that_runs_no_checks(complaints):
    told = complaints(("checks.run(halve)", "assert checks"))
    assert told == [
        '35: cell test_halve: must run Checks("halve") once, and no other checks'
    ]


def test_test_cell_that_runs_the_checks_of_another_exercise(complaints):
    told = complaints(('Checks("halve")', 'Checks("double")'))
    assert told == [
        '35: cell test_halve: must run Checks("halve") once, and no other checks'
    ]


def test_criteria_that_are_not_worth_the_points_of_the_cell(complaints):
    told = complaints(("points=60, hint", "points=50, hint"))
    assert told == [
        "35: cell test_halve: criteria are worth 50 points (50 visible, 0 hidden), "
        "the cell 60"
    ]


HIDDEN = """\
from utils.checking import Checks

checks = Checks("{name}")
EXERCISES = {{"{name}": checks}}


@checks.criterion("secret", points={points}, hint="no")
def secret(answer, rng):
    pass
"""


@pytest.fixture
def hidden(write_course):
    """Return hidden criteria of the tiny lesson: `points` for the exercise `name`."""

    def hide(name, points, text=HIDDEN):
        path = write_course() / "checks" / "tiny.py"
        path.parent.mkdir()
        path.write_text(text.format(name=name, points=points), encoding="utf-8")

    return hide


def test_visible_and_hidden_criteria_count_together(complaints, hidden):
    hidden("halve", 10)
    assert complaints(("points=60, hint", "points=50, hint")) == []


def test_hidden_criteria_that_are_worth_too_much(complaints, hidden):
    hidden("halve", 10)
    assert complaints() == [
        "35: cell test_halve: criteria are worth 70 points (60 visible, 10 hidden), "
        "the cell 60"
    ]


def test_hidden_criteria_of_no_exercise(complaints, hidden):
    hidden("third", 10)
    assert complaints() == [
        "checks/tiny.py:3: checks third, which is not an exercise of "
        "source/01-tiny/tiny.py"
    ]


def test_hidden_criteria_that_cannot_be_loaded(complaints, hidden):
    hidden("halve", 10, HIDDEN + "\nnonsense\n")
    assert complaints() == [
        "checks/tiny.py:11: NameError: name 'nonsense' is not defined"
    ]


def test_hidden_criteria_that_are_no_python(complaints, hidden):
    hidden("halve", 10, "x = (\n")
    assert complaints() == ["checks/tiny.py:1: SyntaxError: '(' was never closed"]


def test_a_file_of_checks_without_criteria(complaints, hidden):
    hidden("halve", 10, "x = 1\n")
    assert complaints() == [
        "checks/tiny.py:1: defines no EXERCISES, the Checks by exercise"
    ]


def test_all_that_is_wrong_is_told_at_once(complaints):
    told = complaints(
        ("import numpy as np\n", ""),
        ("def halve", "def third"),
        ('"points": 60', '"points": 50'),
    )
    assert len(told) == 4
