"""Repair in nbgrader's own style: no cell ids, equal stubs, hidden tests."""

import copy

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum
from support.own_course import checked_by, marked, solution

from course.judging.cells import grade_id
from course.worker.repair import handed_out, repair

STUB = "# YOUR CODE HERE\nraise NotImplementedError"
TEST = "assert f(1)\n### BEGIN HIDDEN TESTS\nassert f(2)\n### END HIDDEN TESTS"


@pytest.fixture
def release() -> NotebookNode:
    """Return a release with the gradebook's texts, as an older notebook without ids."""
    picture = marked("picture", "![](attachment:a.png)", "markdown", locked=True)
    picture["attachments"] = {"a.png": {"image/png": "iVBORw0KGgo="}}
    essay = marked("essay", "Why?", "markdown", grade=True, solution=True, points=1)
    cells = [
        picture,
        solution("first", STUB),
        checked_by("first_test", TEST),
        solution("second", STUB),
        essay,
        new_markdown_cell("The end."),
    ]
    nb = new_notebook(cells=cells)
    nb.nbformat_minor = 4
    for cell in nb.cells:
        cell.pop("id", None)
        if grade_id(cell):
            cell.metadata.nbgrader.checksum = compute_checksum(cell)
    return nb


def handed_in(release: NotebookNode, **answers: str) -> NotebookNode:
    """Return what a student hands in: without hidden tests, with older marks."""
    nb = copy.deepcopy(release)
    for cell in nb.cells:
        cell.source = handed_out(cell.source)
        if grade_id(cell):
            cell.metadata.nbgrader.checksum = compute_checksum(cell)
            del cell.metadata.nbgrader["task"]
        cell.source = answers.get(grade_id(cell), cell.source)
    return nb


@pytest.mark.parametrize(
    "answers", [{}, {"second": "y = 2"}, {"first": "x = 1", "essay": "Because."}]
)
def test_honest_work_is_left_as_it_is_without_a_note(release, answers):
    repaired, log = repair(handed_in(release, **answers), release)
    assert log == []
    assert [grade_id(c) for c in repaired.cells] == [grade_id(c) for c in release.cells]
    for cell in repaired.cells:
        if grade_id(cell) in ("first", "second", "essay"):
            wanted = {"essay": "Why?"}.get(grade_id(cell), STUB)
            assert cell.source == answers.get(grade_id(cell), wanted)


def test_the_hidden_tests_and_the_picture_are_back(release):
    repaired, _ = repair(handed_in(release), release)
    by_name = {grade_id(cell): cell for cell in repaired.cells}
    assert by_name["first_test"].source == TEST
    assert "a.png" in by_name["picture"].attachments


def test_a_changed_test_is_told(release):
    nb = handed_in(release, first_test="assert True")
    log = repair(nb, release)[1]
    assert "The cell 'first_test' is locked and has its released text again." in log


@pytest.mark.parametrize(
    "kernelspec", [{"name": "ir", "language": "R"}, {"name": "julia-1.10"}]
)
def test_a_notebook_in_another_language_stays_in_it(release, kernelspec):
    release.metadata.kernelspec = {**kernelspec, "display_name": "other"}
    saved = copy.deepcopy(release)  # Jupyter says in which language it ran
    name = kernelspec.get("language", "julia")
    saved.metadata.language_info = {"name": name}
    nb, log = repair(saved, release)
    assert log == [] and nb.metadata.language_info.name == name
