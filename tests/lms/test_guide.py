"""The four commands of the guide, word for word: from an LMS's files and back to it."""

import shlex
from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest
from support.lms import (
    PEOPLE,
    Student,
    blackboard_grades,
    blackboard_name,
    blackboard_takes_grades,
    blackboard_txt,
    canvas_grades,
    canvas_name,
    canvas_takes_feedback,
    canvas_takes_grades,
    ilias_grades,
    ilias_name,
    ilias_takes_grades,
    moodle_grades,
    moodle_name,
    moodle_takes_feedback,
    moodle_takes_grades,
    zipped,
)
from support.mini_course import MAIN, UNSANDBOXED, MiniCourse
from support.sums import CHECKS, RIGHT, TEXT
from typer.testing import CliRunner

from course.cli import app

GUIDE = MAIN / "docs" / "instructor.md"
TIME = "Friday, 27 November 2026, 10:11 AM"
STAMP, TOLD = "2026-11-27-10-11-12", "Friday, November 27, 2026 10:11:12 AM CET"
MANY = [
    Student(2000 + n, "Jane" if n % 3 else "Zoé", f"Doe{n}", f"u{n:04}")
    for n in range(25)
]
HALF = {"double": RIGHT["double"]}


def commands() -> list[list[str]]:
    """Return the commands of the guide's section on LMSs."""
    text = GUIDE.read_text(encoding="utf-8")
    block = (
        text.partition("## With an LMS")[2].partition("```sh\n")[2].partition("```")[0]
    )
    return [shlex.split(line) for line in block.splitlines()]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    lesson = {"01-dinosaurs/sums": TEXT}
    root = tmp_path_factory.mktemp("guide") / "a course"
    return MiniCourse.write(root, lesson, CHECKS, UNSANDBOXED).build()


CLASSES = [
    pytest.param(PEOPLE[:4], id="four"),
    pytest.param((*PEOPLE, *MANY), id="thirty", marks=pytest.mark.slow),
]


def answers(course: MiniCourse, students, name) -> dict[str, bytes]:
    """Return a class: everybody else has only half of the exercises."""
    made = [nbformat.writes(course.answered(one)).encode() for one in (RIGHT, HALF)]
    return {name(one, "sums.ipynb"): made[n % 2] for n, one in enumerate(students)}


def follow(course: MiniCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Type what the guide says, in the course; one worker starts fastest."""
    monkeypatch.chdir(course.root)
    monkeypatch.setattr("course.distributed.workers.cores", lambda: 1)
    assert [words[1] for words in commands()] == [
        "collect",
        "grade",
        "export",
        "return",
    ]
    for program, *words in commands():
        said = CliRunner().invoke(app, words)
        assert (Path(program).name, said.exit_code) == ("course", 0), said.output


def logins(students) -> dict[str, float]:
    """Return the grades that are expected, by login."""
    grades = expected(students)
    return {one.login: grades[str(one.number)] for one in students}


def expected(students) -> dict[str, float]:
    return {str(one.number): 40.0 if n % 2 else 100.0 for n, one in enumerate(students)}


@pytest.mark.parametrize("students", CLASSES)
def test_a_class_of_canvas(built, students, monkeypatch):
    course = built.copy(built.root.with_name("canvas"))
    files = answers(course, students, canvas_name)
    class_zip = zipped(course.root / "submissions.zip", files)
    (course.root / "grades.csv").write_bytes(canvas_grades(students))
    follow(course, monkeypatch)
    assert canvas_takes_grades(Path("grades.csv")) == expected(students)
    returned = Path("returned", "01-dinosaurs-canvas.zip")
    assert set(canvas_takes_feedback(returned, class_zip)) == {*expected(students)}


@pytest.mark.parametrize("students", CLASSES)
def test_a_class_of_moodle(built, students, monkeypatch):
    course = built.copy(built.root.with_name("moodle"))
    zipped(course.root / "submissions.zip", answers(course, students, moodle_name))
    grades = moodle_grades(students, time=TIME)
    (course.root / "grades.csv").write_bytes(grades)
    follow(course, monkeypatch)
    assert moodle_takes_grades(Path("grades.csv"), grades) == expected(students)
    returned = moodle_takes_feedback(Path("returned", "01-dinosaurs-moodle.zip"))
    assert set(returned) == {*expected(students)}


@pytest.mark.parametrize("students", CLASSES)
def test_a_class_of_blackboard(built, students, monkeypatch):
    course = built.copy(built.root.with_name("blackboard"))
    files = answers(course, students, lambda s, f: blackboard_name(s, f, STAMP))
    files |= {
        blackboard_name(one, "", STAMP): blackboard_txt(one, TOLD) for one in students
    }
    zipped(course.root / "submissions.zip", files)
    (course.root / "grades.csv").write_bytes(blackboard_grades(students))
    follow(course, monkeypatch)
    assert blackboard_takes_grades(Path("grades.csv")) == logins(students)
    pages = Path("returned", "01-dinosaurs-blackboard").glob("*/*.html")
    assert {page.parent.name for page in pages} == {*logins(students)}


@pytest.mark.parametrize("students", CLASSES)
def test_a_class_of_ilias(built, students, monkeypatch):
    course = built.copy(built.root.with_name("ilias"))
    zipped(course.root / "submissions.zip", answers(course, students, ilias_name))
    (course.root / "grades.csv").write_bytes(ilias_grades(students))
    follow(course, monkeypatch)
    assert ilias_takes_grades(Path("grades.csv")) == expected(students)
    with ZipFile(Path("returned", "01-dinosaurs-ilias.zip")) as archive:
        folders = {name.split("/")[-2] for name in archive.namelist()}
    assert folders == {ilias_name(one, "").split("/")[-2] for one in students}
