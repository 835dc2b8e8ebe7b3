"""The place where attacks meet the grader: a course, a class, canaries and verdicts.

An attack is a file in bank/<topic>/, or a function in tampering.py, flooding.py or
ambiguous.py that edits the notebook or the folder that is handed in. The class is
graded as an instructor would: by `nbgrader autograde`, in its own process, with the
course's nbgrader_config.py.
"""

from __future__ import annotations

import ast
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from attacked import LETTERS, TENSORS, Lesson
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from support.mini_course import MiniCourse, grade_id
from support.programs import environment

HERE = Path(__file__).resolve().parent
MAIN = HERE.parents[1]
WORTH = 100.0
SECRET = b"CANARY-SECRET-of-this-instance!!"

Edit = Callable[[NotebookNode, Path, "Arena"], object]


@dataclass(frozen=True)
class Attack:
    """A submission that tries something, and the points that it must get."""

    topic: str
    name: str
    story: str
    earns: float = 0.0
    cells: tuple[tuple[str, str], ...] = ()  # (exercise or "", source)
    edit: Edit | None = None
    harmful: str = ""  # what it would do to a machine without a sandbox
    graded: bool = True  # False where it can only be refused, without a verdict
    lesson: Lesson = LETTERS

    @property
    def student(self) -> str:
        """The id of the student who hands it in."""
        return f"{self.topic}.{self.name}"


@dataclass(frozen=True)
class Grade:
    """What the gradebook has of one submission; `total` is None without a verdict."""

    scores: dict[str, float | None] = field(default_factory=dict)

    @property
    def total(self) -> float | None:
        """The sum of the scores, or None where one is missing."""
        values = list(self.scores.values())
        if not values or None in values:
            return None
        return sum(value for value in values if value is not None)


class Arena:
    """A course folder with the lesson to attack; attacks have `words` filled in."""

    def __init__(
        self, root: Path, words: dict[str, str] | None = None, lesson: Lesson = LETTERS
    ) -> None:
        self.root = root
        self.lesson = lesson
        self.words = {"COURSE": str(root), **(words or {})}

    @property
    def course(self) -> MiniCourse:
        """The course folder."""
        return MiniCourse(self.root, self.lesson.assignment, self.lesson.name)

    def build(self, config: str | None = None) -> None:
        """Write the lesson and release it."""
        folder = self.lesson.home / "source" / self.lesson.assignment
        texts = {
            f"{folder.name}/{path.stem}": path.read_text(encoding="utf-8")
            for path in folder.glob("*.py")
        }
        config = self.lesson.config if config is None else config
        MiniCourse.write(self.root, texts, self.lesson.home / "checks", config).build()
        (self.root / ".course").mkdir(exist_ok=True)
        (self.root / ".course" / "secret").write_bytes(SECRET)

    def hand_in(self, attack: Attack) -> Path:
        """Write what one student submits."""
        nb = self.course.read()
        worded = [(label, self._worded(source)) for label, source in attack.cells]
        fill(nb, worded, tuple(self.lesson.right))
        path = self.course.path("submitted", attack.student)
        path.parent.mkdir(parents=True)
        if not (attack.edit and attack.edit(nb, path.parent, self)):
            write(nb, path)
        return path.parent

    def autograde(self, *more: str, seconds: float = 600) -> int:
        """Grade everything as an instructor at a terminal; return the exit status."""
        words = ("autograde", self.lesson.assignment, *more)
        with self.started("nbgrader", *words) as grader:
            try:
                return grader.wait(seconds)
            finally:
                grader.kill()

    def started(self, module: str, *words: str) -> subprocess.Popen:
        """Start a program of the course; add what it prints to the log."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module, *words],
                cwd=self.root,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def log(self) -> Path:
        """The output of the programs."""
        return self.root.parent / "log"

    def environment(self) -> dict[str, str]:
        """Return the grader's variables, one of them a canary."""
        home = self.words.get("HOME", str(self.root))
        return environment(HOME=home, CHARLM_CANARY="CANARY-ENVIRONMENT")

    def grades(self) -> dict[str, Grade]:
        """Return what the gradebook says, by student."""
        with self.course.gradebook() as gradebook:
            students = [student.id for student in gradebook.students]
            return {name: self._grade_of(gradebook, name) for name in students}

    def integrity(self) -> str:
        """Return SQLite's report on the gradebook; "ok" if all is well."""
        with sqlite3.connect(self.root / "gradebook.db") as database:
            return database.execute("PRAGMA integrity_check").fetchone()[0]

    def graded_notebook(self, student: str) -> Path:
        """Return the path of a graded submission."""
        return self.course.path("autograded", student)

    def _grade_of(self, gradebook: Gradebook, student: str) -> Grade:
        try:
            found = gradebook.find_submission(self.lesson.assignment, student)
        except MissingEntry:
            return Grade()
        return Grade({g.name: g.auto_score for n in found.notebooks for g in n.grades})

    def _worded(self, source: str) -> str:
        for word, text in self.words.items():
            source = source.replace(f"@{word}@", text)
        return source


def bank(lesson: Lesson = LETTERS) -> list[Attack]:
    """Return all attacks on a lesson, sorted."""
    import ambiguous  # noqa: F401  # adds to tampering's, as the next one does
    import flooding  # noqa: F401
    import tampering

    attacks = [*_files(), *tampering.ATTACKS]
    own = [attack for attack in attacks if attack.lesson is lesson]
    return sorted(own, key=lambda attack: attack.student)


def honest(count: int, lesson: Lesson = LETTERS) -> list[Attack]:
    """Return the students who did what was asked."""
    right = Attack("zz-honest", "", "right", WORTH, tuple(lesson.right.items()))
    return [replace(right, name=str(n), lesson=lesson) for n in range(count)]


def fill(
    nb: NotebookNode, cells: list[tuple[str, str]], exercises: tuple[str, ...]
) -> None:
    """Put cells into a notebook: answers in their places, others before or after."""
    place = [grade_id(cell) for cell in nb.cells].index(exercises[0])
    for label, source in cells:
        if label in exercises:
            place = [grade_id(cell) for cell in nb.cells].index(label)
            nb.cells[place].source = source
        else:
            place = len(nb.cells) if label == "end" else place
            new = nbformat.v4.new_code_cell(source, id=f"mine-{place}-{len(source)}")
            nb.cells.insert(place, new)
        place += 1


def write(nb: NotebookNode, path: Path) -> None:
    """Write a notebook as it is, valid or not."""
    path.write_text(json.dumps(nb, ensure_ascii=False), encoding="utf-8")


def _files() -> Iterator[Attack]:
    for path in sorted((HERE / "bank").glob("*/*.py")):
        text = path.read_text(encoding="utf-8")
        told = ast.get_docstring(ast.parse(text)) or ""
        head, _, tail = told.partition("\n\nearns: ")
        earns, *more = tail.splitlines()
        marks = dict(line.split(": ", 1) for line in more if ": " in line)
        yield Attack(
            path.parent.name,
            path.stem,
            " ".join(head.split()),
            WORTH if earns == "full" else float(earns),
            tuple(_cells(text)),
            harmful=marks.get("harmful", ""),
            lesson=TENSORS if path.parent.name == "tensors" else LETTERS,
        )


def _cells(text: str) -> Iterator[tuple[str, str]]:
    for part in ("\n" + text).split("\n# %%")[1:]:
        label, _, source = part.partition("\n")
        yield label.strip(), source.strip("\n") + "\n"
