"""What keeps nbgrader from releasing a notebook is told with its cell."""

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from support.own_course import checked_by, marked, solution

from course.authoring.wrong_marks import wrong_marks

ANSWER = solution("f", "### BEGIN SOLUTION\ndef f(): return 1\n### END SOLUTION")
TEST = checked_by("t", "assert f() == 1\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS")
WRONG = {
    "cell t: 2 cells have this grade_id; each needs its own": [TEST, TEST],
    "cell number 1: it is graded and has no grade_id": [checked_by("", "assert f()")],
    "cell a b: a grade_id has letters, digits, _ and - only": [checked_by("a b", "")],
    "cell t: it has -1 points": [checked_by("t", "", points=-1)],
    "cell f: BEGIN SOLUTION has no END SOLUTION after it": [
        solution("f", "### BEGIN SOLUTION\nx = 1")
    ],
    "cell f: END SOLUTION comes without a BEGIN before it": [
        solution("f", "x = 1\n### END SOLUTION")
    ],
    "cell f: BEGIN SOLUTION comes without an END before it": [
        solution("f", "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION")
    ],
    "cell t: BEGIN HIDDEN TESTS has no END HIDDEN TESTS after it": [
        checked_by("t", "### BEGIN HIDDEN TESTS\nassert f()")
    ],
    "cell e: BEGIN MARK SCHEME has no END MARK SCHEME after it": [
        marked("e", "### BEGIN MARK SCHEME", "markdown", task=True, points=1)
    ],
    "cell t: AUTOTEST needs autotests.yml, beside the notebook or in the "
    "course folder": [checked_by("t", "### AUTOTEST f()")],
    "cell number 1: it has a solution and is not marked as an answer": [
        new_code_cell("### BEGIN SOLUTION\nx = 1\n### END SOLUTION")
    ],
}


def found_in(folder: Path, cells: list[NotebookNode]) -> list[str]:
    copies = [
        nbformat.from_dict({**cell, "id": f"c{n}"}) for n, cell in enumerate(cells)
    ]
    nbformat.write(new_notebook(cells=copies), folder / "one.ipynb")
    return [*wrong_marks(folder)]


@pytest.mark.parametrize("line", WRONG)
def test_each_mistake_has_a_line_that_names_notebook_and_cell(tmp_path, line):
    shown = f"source/{tmp_path.name}/one.ipynb"
    assert found_in(tmp_path, WRONG[line]) == [f"{shown}: {line}"]


def test_a_notebook_that_nbgrader_releases_has_no_line(tmp_path):
    assert found_in(tmp_path, [new_code_cell("x = 1"), ANSWER, TEST]) == []


def test_an_autotest_in_a_cell_without_points_is_named(tmp_path):
    (tmp_path / "autotests.yml").touch()
    [line] = found_in(tmp_path, [new_code_cell("### AUTOTEST f()"), ANSWER])
    assert line.endswith("cell number 1: it has AUTOTEST and is not graded")
