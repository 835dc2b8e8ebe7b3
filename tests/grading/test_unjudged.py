"""A test cell that nothing judges never counts as passed: its assignment is refused."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from support.mini_course import MAIN, MiniCourse

from course.folder import course_config

REFUSAL = "ps1 was not graded: no criteria judge one.square_test"


def marked(grade_id: str, source: str, **flags: object):
    marks = {"grade": False, "solution": False, "locked": False, "task": False}
    marks |= {"grade_id": grade_id, "schema_version": 3, **flags}
    return new_code_cell(source, metadata={"nbgrader": marks})


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """Return an instructor's own assignment in nbgrader's style, handed in blank."""
    course = MiniCourse(tmp_path_factory.mktemp("own") / "my course", "ps1", "one")
    place = course.path("source")
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
    course.configure()
    done = nbgrader(course.root, "generate_assignment", "ps1")
    assert done.returncode == 0, done.stderr
    course.hand_in("blank")
    return course


def nbgrader(root: Path, *words: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(MAIN)}
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_course_grade_refuses_it_in_one_line(course):
    said = course.run("grade", "ps1")
    assert said.exit_code == 1
    assert said.stderr.startswith(REFUSAL) and said.stderr.count("\n") == 1


def test_nbgrader_autograde_says_the_same_and_gives_no_points(course):
    said = nbgrader(course.root, "autograde", "ps1")
    assert said.returncode == 1
    assert REFUSAL in said.stderr
    assert course.scores() == {}


def test_the_button_of_the_formgrader_says_the_same_and_gives_no_points(course):
    config = course_config(course.root)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    told = api.autograde("ps1", "blank")
    assert told["success"] is False
    assert REFUSAL in told["log"]
    assert course.scores() == {}
