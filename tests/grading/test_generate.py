"""`nbgrader generate_assignment` says in one line what keeps it from a release."""

import logging
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from support.own_course import checked_by, solution
from traitlets.config import Config

from course.grading.generate import PlainGenerate

ANSWER = solution("f", "### BEGIN SOLUTION\ndef f(): return 1\n### END SOLUTION")
TEST = checked_by("t", "assert f() == 1")
AUTOTEST = checked_by("t", "### AUTOTEST f()")


def said_of(root: Path, cells: list[NotebookNode]) -> list[str]:
    """Return the errors in the log of releasing a notebook, which fails."""
    place = root / "source" / "ps1"
    place.mkdir(parents=True)
    nb = new_notebook(cells=cells)
    nb.metadata.kernelspec = {"name": "python3", "display_name": "", "language": ""}
    nbformat.write(nb, place / "one.ipynb")
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.assignment_id = "ps1"
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    generate = PlainGenerate(coursedir=CourseDirectory(config=config), config=config)
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = records.append  # type: ignore[method-assign]
    generate.log.addHandler(handler)
    try:
        with pytest.raises(NbGraderException) as failure:
            generate.start()
    finally:
        generate.log.removeHandler(handler)
    lines = [record.getMessage() for record in records]
    assert lines[-1] == str(failure.value)
    return lines


def test_two_cells_of_one_name_are_a_line_and_no_traceback(tmp_path):
    lines = said_of(tmp_path, [ANSWER, TEST, checked_by("t", "assert f()")])
    line = (
        "source/ps1/one.ipynb: cell t: 2 cells have this grade_id; each needs its own"
    )
    assert lines[-1] == line
    assert not any("raceback" in one for one in lines)


def test_an_autotest_without_its_file_names_the_cell(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = said_of(tmp_path, [ANSWER, AUTOTEST])
    assert "one.ipynb: cell t: AUTOTEST needs autotests.yml" in lines[-1]
    assert not any("raceback" in one for one in lines)


def test_what_nobody_foresaw_has_its_traceback_and_a_last_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "autotests.yml").write_text("python: {}\n", encoding="utf-8")
    lines = said_of(tmp_path, [ANSWER, AUTOTEST])
    assert lines[-1] == "source/ps1/one.ipynb: KeyError: 'python3'"
    assert any("Traceback (most recent call last)" in one for one in lines)
