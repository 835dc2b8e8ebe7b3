"""A course in a test's own folder, and what its students hand in."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import nbformat
from alembic.script import ScriptDirectory
from nbformat import NotebookNode
from nbgrader import api
from nbgrader.api import Gradebook
from typer.testing import CliRunner, Result

from course.authoring.build import build
from course.cli import app

MAIN = Path(__file__).resolve().parents[2]
CONFIG = "nbgrader_config.py"
UNSANDBOXED = "c.SealedExecute.sandboxed = False\n"
SCRIPTS = Path(api.__file__).with_name("alembic")


@functools.cache
def alembic_head() -> str | None:
    """Return the version of a new gradebook."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head()


# nbgrader asks a program for this at every new gradebook, which takes seconds.
api.get_alembic_version = alembic_head
Change = Callable[[NotebookNode], object]


@dataclass(frozen=True)
class MiniCourse:
    """A course folder, and the notebook in it that students hand in."""

    root: Path
    assignment: str
    notebook: str

    @classmethod
    def write(
        cls,
        root: Path,
        lessons: Mapping[str, str],
        checks: Path | None = None,
        config: str = "",
    ) -> Self:
        """Write a course with our configuration and more lines.

        `lessons` has the texts by assignment/notebook; the first one is handed in.
        """
        for name, text in lessons.items():
            path = root / "source" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        made = cls(root, *next(iter(lessons)).split("/"))
        if checks:
            config += f"c.CourseContent.checks = {str(checks)!r}\n"
        made.configure(config)
        return made

    def configure(self, lines: str = "") -> None:
        """Add lines to the configuration, which is a copy of ours."""
        if not (self.root / CONFIG).exists():
            shutil.copy(MAIN / CONFIG, self.root)
        with (self.root / CONFIG).open("a", encoding="utf-8") as file:
            file.write(lines)

    def build(self) -> Self:
        """Make the release and the entries in the gradebook."""
        build(self.root)
        return self

    def copy(self, root: Path, *without: str) -> Self:
        """Copy the course to another place, without files and folders of some names.

        Courses that take the same place one after the other share a warm zygote.
        """
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(
            self.root, root, symlinks=True, ignore=shutil.ignore_patterns(*without)
        )
        return replace(self, root=root)

    def run(self, command: str, *words: str) -> Result:
        """Run a command of `course` in this process, whatever the current folder.

        It grades without a Dask cluster, which takes seconds to start, unless told to.
        """
        if command == "grade" and not {"--workers", "--scheduler"} & {*words}:
            words = (*words, "--workers", "1")
        words = (command, *words, "--course-dir", str(self.root))
        return CliRunner().invoke(app, words)

    def path(self, step: str, student: str = "", suffix: str = ".ipynb") -> Path:
        """Return the notebook's path in release/, a student's submitted/ and so on."""
        return self.root / step / student / self.assignment / (self.notebook + suffix)

    def read(self, step: str = "release", student: str = "") -> NotebookNode:
        """Read the notebook in one of these folders."""
        return nbformat.read(self.path(step, student), as_version=4)

    def answered(self, answers: Mapping[str, str], *changes: Change) -> NotebookNode:
        """Return the released notebook with answers by grade_id, then changed."""
        nb = self.read()
        for cell in nb.cells:
            cell.source = answers.get(grade_id(cell), cell.source)
        for change in changes:
            change(nb)
        return nb

    def hand_in(
        self, student: str, answers: Mapping[str, str] | None = None, *changes: Change
    ) -> Path:
        """Submit the released notebook with answers and changes; blank without any."""
        path = self.handed_in(student)
        nbformat.write(self.answered(answers or {}, *changes), path)
        return path

    def handed_in(self, student: str, text: str = "") -> Path:
        """Submit a file with any text."""
        path = self.path("submitted", student)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def gradebook_url(self) -> str:
        """Return the address of the gradebook, which is in the folder."""
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def gradebook(self) -> Gradebook:
        """Open the gradebook, for a `with` block."""
        return Gradebook(self.gradebook_url)

    def scores(self) -> dict[str, dict[str, float]]:
        """Return the scores of all with a verdict, by student and exercise."""
        with self.gradebook() as gradebook:
            return {
                submission.student.id: {
                    grade.name.removeprefix("test_"): grade.score
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions(self.assignment)
                if any(g.auto_score is not None for g in submission.notebooks[0].grades)
            }

    def forget_students(self) -> None:
        """Remove all students from the gradebook."""
        with self.gradebook() as gradebook:
            for student in list(gradebook.students):
                gradebook.remove_student(student.id)


def grade_id(cell: NotebookNode) -> str:
    """Return the name that nbgrader gives a cell, or ""."""
    marks = cell.metadata.get("nbgrader", {})
    return str(marks.get("grade_id", "")) if isinstance(marks, dict) else ""


def without(name: str) -> Change:
    """Delete a cell."""
    return lambda nb: nb.update(cells=[c for c in nb.cells if grade_id(c) != name])
