"""The demo's class of ten fits lesson 1 and touches nothing else.

Grading all of it is slow; `tests/browser/test_instructor.py` grades three of the ten.
"""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from course.content import content_of
from course.errors import BuildError
from course.folder import course_config
from course.grading.results import Row
from course.selftest.demo import (
    Edit,
    Part,
    Student,
    demo_class,
    hand_in,
    is_deserved,
    make_course,
)

MAIN = Path(__file__).parents[2]
DEMO = demo_class(content_of(MAIN, course_config(MAIN)))
CLASS = list(DEMO.students.values())
ASSIGNMENT, NOTEBOOK = DEMO.assignment, f"{DEMO.notebook}.ipynb"
WORTH = {"clip": 20.0, "sample": 30.0}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an instructor's course with lesson 1 and the files of the demo."""
    root = tmp_path_factory.mktemp("demo") / "my course"
    shutil.copytree(MAIN / "source" / ASSIGNMENT, root / "source" / ASSIGNMENT)
    shutil.copytree(MAIN / "checks", root / "checks")
    shutil.copy(MAIN / "nbgrader_config.py", root)
    make_course(root)
    return root


@pytest.fixture(scope="module")
def demo(root: Path) -> Path:
    return root / ".course" / "demo"


def sources(path: Path) -> list[str]:
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def test_ten_students_hand_in():
    assert len({student.name for student in CLASS}) == 10


@pytest.mark.parametrize("student", CLASS, ids=lambda student: student.name)
def test_what_a_student_hands_in_can_be_made_of_the_lesson(demo, student):
    hand_in(demo, DEMO, student)
    handed_in = demo / "submitted" / student.name / ASSIGNMENT / NOTEBOOK
    released = demo / "release" / ASSIGNMENT / NOTEBOOK
    assert (sources(handed_in) == sources(released)) is student.blank


@pytest.mark.slow
def test_all_ten_get_what_they_deserve(root):
    command = [sys.executable, "-m", "course.cli", "demo"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "10 of 10 verdicts are as expected" in done.stdout


def test_an_edit_that_does_not_fit_the_lesson_is_told(demo):
    student = Student("late", (Edit("clip", "def clop(", "def clip("),))
    with pytest.raises(BuildError, match="late edits text that clip"):
        hand_in(demo, DEMO, student)


def test_the_demo_keeps_out_of_the_rest_of_the_course(root, demo):
    there = {path.name for path in root.iterdir()}
    assert there == {"source", "checks", "nbgrader_config.py", ".course"}


def test_a_demo_is_made_anew_each_time(root, tmp_path, monkeypatch):
    monkeypatch.setattr("course.selftest.demo.build", lambda folder: None)
    own = tmp_path / "course"
    shutil.copytree(root, own)
    old = own / ".course" / "demo" / "submitted" / "old"
    old.mkdir(parents=True)
    make_course(own)
    assert not old.exists()


ROW = Row("ada", 1.0, {"clip": 20.0, "sample": 12.0}, 32.0)
ADA = Student("ada", deserves={"sample": Part.SOME})


def test_a_verdict_is_as_deserved_where_every_exercise_is():
    assert is_deserved(ADA, ROW, WORTH)


@pytest.mark.parametrize(
    "change",
    [
        {"scores": {"clip": 20.0, "sample": 30.0}, "total": 50.0},
        {"scores": {"clip": 19.0, "sample": 12.0}, "total": 31.0},
        {"scores": {"clip": 20.0, "sample": 0.0}, "total": 20.0},
        {"total": 31.0},
        {"problem": "no feedback page"},
    ],
)
def test_any_other_verdict_is_not(change):
    assert not is_deserved(ADA, replace(ROW, **change), WORTH)
