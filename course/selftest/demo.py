"""`make demo`: builds lesson 1, grades a class of ten, compares with what they deserve.

It works in a course folder of its own, .course/demo, which it makes anew each time;
the instructor's submissions and gradebook are not looked at. Who the ten are is told
in `demo_class`.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.authoring.build import build
from course.authoring.lesson import write_notebook
from course.authoring.nbgrader_release import CONFIG, BuildError
from course.grading.grade import Grading
from course.grading.results import Row
from course.grading.scheduling import Crew, cores
from course.grading.table import tell_grading
from course.sandbox import bubblewrap
from course.selftest.demo_class import CLASS, Part, Student

ASSIGNMENT = "01-dinosaurs"
NOTEBOOK = "dinosaurs.ipynb"
FOLDER = Path(".course", "demo")
DEMO_CONFIG = """
# Of the demo only: its own gradebook whatever the environment says, short limits.
c.CourseDirectory.db_url = {db_url!r}
c.SealedExecute.cell_seconds = 20
c.SealedExecute.call_seconds = 6
"""


def run_demo(root: Path) -> bool:
    """Grade the class of the demo; whether all ten got the verdict they deserve."""
    folder = make_course(root)
    print(f"built {ASSIGNMENT} in {folder}")
    for student in CLASS:
        hand_in(folder, student)
    unavailable = bubblewrap.available()
    if unavailable:
        print(f"no sandbox, and none needed for our own ten: {unavailable}")
    crew = Crew(cores())
    grading = Grading(folder, ASSIGNMENT, sandboxed=not unavailable, crew=crew)
    students = {student.name: student for student in CLASS}

    def expected(row: Row) -> tuple[str, bool]:
        student = students[row.student]
        return _told(student), is_deserved(student, row, grading.worth)

    rows = tell_grading(grading, expected)
    met = sum(expected(row)[1] for row in rows)
    print(f"{met} of {len(CLASS)} verdicts are what they should be")
    jupyter = str(Path(sys.executable).with_name("jupyter"))
    there, lab = shlex.join(["cd", str(folder)]), shlex.join([jupyter, "lab"])
    print(f"in the formgrader: {there} && {lab}")
    return met == len(CLASS)


def make_course(root: Path) -> Path:
    """A new course folder with lesson 1 of the course in `root`, built."""
    folder = root / FOLDER
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(root / "source" / ASSIGNMENT, folder / "source" / ASSIGNMENT)
    url = f"sqlite:///{folder / 'gradebook.db'}"
    text = (root / CONFIG).read_text(encoding="utf-8") + DEMO_CONFIG.format(db_url=url)
    (folder / CONFIG).write_text(text, encoding="utf-8")
    build(folder)
    return folder


def hand_in(folder: Path, student: Student) -> None:
    """Write what a student submits: the released notebook with their answers."""
    nb = nbformat.read(folder / "release" / ASSIGNMENT / NOTEBOOK, as_version=4)
    solved = nbformat.read(folder / "source" / ASSIGNMENT / NOTEBOOK, as_version=4)
    answers = {_grade_id(cell): _without_marks(cell.source) for cell in solved.cells}
    for edit in student.edits:
        answer = answers[edit.exercise]
        if answer.count(edit.old) != 1:
            raise BuildError(
                f"course/selftest/demo_class.py: {student.name} edits what "
                f"{edit.exercise} in source/ does not have exactly once: {edit.old!r}"
            )
        answers[edit.exercise] = answer.replace(edit.old, edit.new)
    nb.cells = [cell for cell in nb.cells if _grade_id(cell) not in student.deleted]
    for cell in nb.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and not student.blank:
            cell.source = answers[_grade_id(cell)]
    place = folder / "submitted" / student.name / ASSIGNMENT
    place.mkdir(parents=True)
    write_notebook(nb, place / NOTEBOOK)


def is_deserved(student: Student, row: Row, worth: dict[str, float]) -> bool:
    """Whether a row has what its student deserves, in every exercise."""
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


def _told(student: Student) -> str:
    """What a student should get, in a few words."""
    if student.blank:
        return "none"
    told = []
    for part in (Part.NONE, Part.SOME):
        names = [name for name, earned in student.deserves.items() if earned is part]
        if names:
            told.append(f"{part} of {', '.join(names)}")
    return "; ".join(told) or "all"


def _without_marks(source: str) -> str:
    """An answer as a student writes it, without the author's marks around it."""
    lines = source.splitlines(keepends=True)
    marks = ("### BEGIN SOLUTION", "### END SOLUTION")
    return "".join(line for line in lines if not line.strip().startswith(marks))


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
