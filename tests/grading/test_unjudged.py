"""A test cell that nothing judges is never counted as passed: the whole is refused."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from typer.testing import CliRunner

from course.cli import app
from course.folder import course_config

MAIN = Path(__file__).parents[2]
REFUSAL = "ps1 was not graded: no criteria judge one.square_test"


def marked(grade_id: str, source: str, **flags: object):
    marks = {"grade": False, "solution": False, "locked": False, "task": False}
    marks |= {"grade_id": grade_id, "schema_version": 3, **flags}
    return new_code_cell(source, metadata={"nbgrader": marks})


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instructor's own assignment in nbgrader's style, handed in blank."""
    root = tmp_path_factory.mktemp("own") / "my course"
    place = root / "source" / "ps1" / "one.ipynb"
    place.parent.mkdir(parents=True)
    answer = (
        "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"
    )
    cells = [
        marked("square", answer, solution=True),
        marked(
            "square_test", "assert square(3) == 9", grade=True, locked=True, points=2
        ),
        marked("essay", "# why?", grade=True, solution=True, points=3),
    ]
    nbformat.write(new_notebook(cells=cells), place)
    shutil.copy(MAIN / "nbgrader_config.py", root)
    done = nbgrader(root, "generate_assignment", "ps1")
    assert done.returncode == 0, done.stderr
    handed_in = root / "submitted" / "blank" / "ps1"
    shutil.copytree(root / "release" / "ps1", handed_in)
    return root


def nbgrader(root: Path, *words: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(MAIN)}
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
    )


def score(root: Path) -> float | None:
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        try:
            found = gradebook.find_submission_notebook("one", "ps1", "blank")
        except Exception:
            return None
        return {grade.name: grade.auto_score for grade in found.grades}["square_test"]


def test_course_grade_refuses_it_in_one_line(course):
    said = CliRunner().invoke(app, ["grade", "ps1", "--course-dir", str(course)])
    assert said.exit_code == 1
    assert said.stderr.startswith(REFUSAL) and said.stderr.count("\n") == 1


def test_nbgrader_autograde_says_the_same_and_gives_no_points(course):
    said = nbgrader(course, "autograde", "ps1")
    assert said.returncode == 1
    assert REFUSAL in said.stderr
    assert not score(course)


def test_the_button_of_the_formgrader_says_the_same_and_gives_no_points(course):
    config = course_config(course)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    told = api.autograde("ps1", "blank")
    assert told["success"] is False
    assert REFUSAL in told["log"]
    assert not score(course)
