"""Run `make demo`: build an assignment, grade a class, compare with what it deserves.

It works in a course folder of its own, .course/demo, made anew each time; the
instructor's submissions and gradebook are not touched. The file that
`CourseContent.demo` names describes the class and what it hands in.
"""

from __future__ import annotations

import runpy
import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import nbformat

from course.authoring.build import build
from course.authoring.lesson import without_marks, write_notebook
from course.content import Content, content_of, misconfigured
from course.distributed.workers import Workers, cores
from course.errors import BuildError
from course.folder import CONFIG, course_config
from course.grading.grade import Grading
from course.grading.results import Row
from course.grading.table import tell_grading
from course.judging.cells import grade_id
from course.sandbox import bubblewrap

FOLDER = Path(".course", "demo")
DEMO_CONFIG = """
# For the demo only: its own gradebook whatever the environment says, short limits.
c.CourseDirectory.db_url = {db_url!r}
c.CourseContent.checks = {checks!r}
c.SealedExecute.cell_seconds = 20
c.SealedExecute.call_seconds = 6
"""


class Part(StrEnum):
    """How much of an exercise's points an answer earns."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True)
class Edit:
    """Replace `old` by `new` in the cell of an exercise."""

    exercise: str
    old: str
    new: str


@dataclass(frozen=True)
class Student:
    """A student, named after the problem of the submission."""

    name: str
    edits: tuple[Edit, ...] = ()
    deserves: Mapping[str, Part] = field(default_factory=dict)  # else all points
    blank: bool = False
    deleted: tuple[str, ...] = ()  # grade_ids of cells that are missing


@dataclass(frozen=True)
class DemoClass:
    """The students of the demo, and the notebook that they hand in."""

    path: Path
    assignment: str
    notebook: str
    students: dict[str, Student]


def run_demo(root: Path) -> bool:
    """Grade the demo's class; return whether all got the verdict they deserve."""
    folder, demo = make_course(root)
    print(f"built {demo.assignment} in {folder}")
    for student in demo.students.values():
        hand_in(folder, demo, student)
    unavailable = bubblewrap.available()
    if unavailable:
        print(f"no sandbox, and the demo's class needs none: {unavailable}")
    grading = Grading(
        folder,
        demo.assignment,
        sandboxed=not unavailable,
        workers=Workers(cores()),
    )

    def expected(row: Row) -> tuple[str, bool]:
        student = demo.students[row.student]
        return _deserved(student), is_deserved(student, row, grading.worth)

    rows = tell_grading(grading, expected)
    met = sum(expected(row)[1] for row in rows)
    print(f"{met} of {len(rows)} verdicts are as expected")
    jupyter = str(Path(sys.executable).with_name("jupyter"))
    cd, lab = shlex.join(["cd", str(folder)]), shlex.join([jupyter, "lab"])
    print(f"in the formgrader: {cd} && {lab}")
    return met == len(demo.students)


def demo_class(content: Content) -> DemoClass:
    """Read the class from the course's file; raise BuildError if that fails."""
    path = content.root / content.demo
    if not content.demo:
        raise BuildError(
            f"no class for a demo: name its file in {content.root / CONFIG}, as in "
            'c.CourseContent.demo = "checks/demo_class.py"'
        )
    if not path.is_file():
        problem = f"there is no file {content.demo}"
        raise BuildError(misconfigured(content, "demo", problem))
    try:
        described = runpy.run_path(str(path))
        students = {
            name: Student(
                name,
                tuple(Edit(*edit) for edit in one.get("edits", ())),
                {key: Part(part) for key, part in one.get("deserves", {}).items()},
                one.get("blank", False),
                tuple(one.get("deleted", ())),
            )
            for name, one in described["CLASS"].items()
        }
        return DemoClass(path, described["ASSIGNMENT"], described["NOTEBOOK"], students)
    except Exception as error:
        raise BuildError(f"{path}: {type(error).__name__}: {error}") from error


def make_course(root: Path) -> tuple[Path, DemoClass]:
    """Make a course folder with the demo's assignment; return it and the class."""
    content = content_of(root, course_config(root))
    demo = demo_class(content)
    folder = root / FOLDER
    if folder.exists():
        shutil.rmtree(folder)
    source = Path("source", demo.assignment)
    shutil.copytree(root / source, folder / source)
    url = f"sqlite:///{folder / 'gradebook.db'}"
    more = DEMO_CONFIG.format(db_url=url, checks=str(content.checks_folder))
    text = (root / CONFIG).read_text(encoding="utf-8") + more
    (folder / CONFIG).write_text(text, encoding="utf-8")
    build(folder)
    return folder, demo


def hand_in(folder: Path, demo: DemoClass, student: Student) -> None:
    """Write a student's submission: the released notebook with their answers."""
    own = Path(demo.assignment, f"{demo.notebook}.ipynb")
    nb = nbformat.read(folder / "release" / own, as_version=4)
    solved = nbformat.read(folder / "source" / own, as_version=4)
    answers = {grade_id(cell): without_marks(cell.source) for cell in solved.cells}
    for edit in student.edits:
        answer = answers.get(edit.exercise, "")
        if answer.count(edit.old) != 1:
            raise BuildError(
                f"{demo.path}: {student.name} edits text that {edit.exercise} in "
                f"source/ must have exactly once: {edit.old!r}"
            )
        answers[edit.exercise] = answer.replace(edit.old, edit.new)
    nb.cells = [cell for cell in nb.cells if grade_id(cell) not in student.deleted]
    for cell in nb.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and not student.blank:
            cell.source = answers[grade_id(cell)]
    place = folder / "submitted" / student.name / own
    place.parent.mkdir(parents=True)
    write_notebook(nb, place)


def is_deserved(student: Student, row: Row, worth: dict[str, float]) -> bool:
    """Return whether a row has what its student deserves, in every exercise."""
    if row.problem or row.total != sum(row.scores.values()):
        return False
    return all(
        _part(row.scores[name], points) is student.deserves.get(name, Part.ALL)
        for name, points in worth.items()
    )


def _part(score: float, points: float) -> Part:
    if score == points:
        return Part.ALL
    return Part.SOME if score > 0 else Part.NONE


def _deserved(student: Student) -> str:
    """Return what a student deserves, in a few words."""
    if student.blank:
        return "none"
    parts = []
    for part in (Part.NONE, Part.SOME):
        names = [name for name, earned in student.deserves.items() if earned is part]
        if names:
            parts.append(f"{part} of {', '.join(names)}")
    return "; ".join(parts) or "all"
