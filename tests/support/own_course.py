"""Assignments in nbgrader's own style: made, handed in and graded, here and by stock.

The same source notebooks go into a course with our configuration and into an empty
folder with nbgrader's. The same answers are handed in to both, and scores compared.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from support.mini_course import MiniCourse, grade_id

from course.authoring.nbgrader_release import generate_release
from course.folder import course_config

PS1 = "ps1"
PROGRAMS = Path(sys.executable).parent  # nbgrader calls alembic
Scores = dict[str, dict[str, tuple[float | None, bool]]]  # student, cell: auto, by hand
STOCK = """
import json, sys
sys.modules["rfc3987_syntax"] = None  # takes seconds, for addresses that no one has
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
config = Config(json.loads(sys.argv[2]))
config.CourseDirectory.root = "."
api = NbGraderAPI(CourseDirectory(config=config), config=config)
done = [api.generate_assignment("ps1", force=True)] if sys.argv[1] == "make" else [
    api.autograde("ps1", student, force=True) for student in sys.argv[3:]]
logs = [one.get("log") or one["error"] for one in done if not one["success"]]
sys.exit("; ".join(logs) or None)
"""


def solution(name: str, source: str) -> NotebookNode:
    """Return a cell for an answer."""
    return marked(name, source, solution=True)


def checked_by(name: str, source: str, points: float = 2) -> NotebookNode:
    """Return a cell that is graded automatically."""
    return marked(name, source, grade=True, locked=True, points=points)


def marked(name: str, source: str, kind: str = "code", **flags: object) -> NotebookNode:
    """Return a cell that nbgrader knows by this name."""
    marks = {"grade": False, "solution": False, "locked": False, "task": False}
    marks |= {"grade_id": name, "schema_version": 3, **flags}
    new = new_code_cell if kind == "code" else new_markdown_cell
    return new(source, metadata={"nbgrader": marks})


def differing(here: Scores, stock: Scores, student: str) -> dict[str, tuple]:
    """Return a student's cells whose scores differ, with both scores."""
    pairs = {
        name: (score, stock[student][name][0])
        for name, (score, _) in here[student].items()
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def flagged(here: Scores, students: Iterable[str]) -> list[tuple[str, str]]:
    """Return the cells that somebody has to look at, each with its student."""
    return [
        (student, name)
        for student in students
        for name, (_, to_look_at) in here[student].items()
        if to_look_at
    ]


@dataclass
class OwnCourse:
    """One assignment, ps1, in a course of ours and in a folder of stock nbgrader."""

    root: Path
    notebooks: Mapping[str, list[NotebookNode]]  # cells by name
    files: Mapping[str, str] = field(default_factory=dict)  # beside the notebooks
    config: str = ""
    stock_config: Mapping[str, Any] = field(default_factory=dict)
    without_ids: bool = False  # as in notebooks of older versions
    languages: Mapping[str, str] = field(default_factory=dict)  # if not Python

    def __post_init__(self) -> None:
        first = next(iter(self.notebooks))
        self.course = MiniCourse(self.root / "our course", PS1, first)
        self.course.root.mkdir(parents=True)
        self.course.configure(self.config)
        self.stock = self.root / "stock"
        for root in (self.course.root, self.stock):
            for name, cells in self.notebooks.items():
                self._write(root / "source" / PS1 / f"{name}.ipynb", cells)
            for name, text in self.files.items():
                path = root / "source" / PS1 / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")

    def make(self, stock: bool = True) -> OwnCourse:
        """Make the releases with nbgrader's converter, without a process for ours."""
        root = self.course.root
        generate_release(course_config(root), PS1, root, self.course.gradebook_url)
        if stock:
            self._stock("make")
        return self

    def hand_in(
        self,
        student: str,
        answers: Mapping[str, str],
        files: Mapping[str, str] | None = None,
    ) -> None:
        """Hand in all notebooks with answers by grade_id, and files beside them."""
        for root in (self.course.root, self.stock):
            release = root / "release" / PS1
            if not release.is_dir():
                continue
            folder = root / "submitted" / student / PS1
            shutil.copytree(release, folder)
            for path in folder.glob("*.ipynb"):
                nb = nbformat.read(path, as_version=4)
                for cell in nb.cells:
                    cell.source = answers.get(grade_id(cell), cell.source)
                nbformat.write(nb, path)
            for name, text in (files or {}).items():
                (folder / name).write_text(text, encoding="utf-8")

    def graded_with(
        self, answers: Callable[[str], Mapping[str, str]], kinds: Iterable[str]
    ) -> tuple[Scores, Scores, str]:
        """Grade answers of some kinds, each as a student of that name.

        Return the scores here, those of stock, and what `course qualify` says.
        """
        for kind in kinds:
            self.hand_in(kind, answers(kind))
        qualified = self.course.run("qualify", PS1)
        assert qualified.exit_code == 0, qualified.stderr
        return self.graded_here(), self.graded_by_stock(), qualified.stdout

    def graded_here(self) -> Scores:
        """Grade with `course grade`; return what the gradebook has then."""
        done = self.course.run("grade", PS1)
        assert done.exit_code == 0, (done.stdout, done.stderr, done.exception)
        return self.scores(self.course.root)

    def graded_by_stock(self) -> Scores:
        """Grade with stock nbgrader; return what its gradebook has then."""
        students = sorted(path.name for path in (self.stock / "submitted").iterdir())
        self._stock("grade", *students)
        return self.scores(self.stock)

    def scores(self, root: Path) -> Scores:
        """Return the automatic scores, and whether somebody has to look."""
        with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
            return {
                submission.student.id: {
                    f"{notebook.name}.{grade.name}": (
                        grade.auto_score,
                        bool(grade.needs_manual_grade),
                    )
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions(PS1)
            }

    def page(self, student: str, notebook: str) -> str:
        """Return a feedback page."""
        path = self.course.root / "feedback" / student / PS1 / f"{notebook}.html"
        return path.read_text(encoding="utf-8")

    def _stock(self, *words: str) -> None:
        config = json.dumps(self.stock_config)
        done = subprocess.run(
            [sys.executable, "-c", STOCK, words[0], config, *words[1:]],
            cwd=self.stock,
            env={**os.environ, "PATH": f"{PROGRAMS}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    def _write(self, path: Path, cells: list[NotebookNode]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        nb = new_notebook(cells=[nbformat.from_dict(cell) for cell in cells])
        language = self.languages.get(path.stem, "python")
        nb.metadata.kernelspec = {
            "name": "python3" if language == "python" else language,
            "display_name": language,
            "language": language,
        }
        if self.without_ids:
            nb.nbformat_minor = 4
            for cell in nb.cells:
                cell.pop("id", None)
        nbformat.write(nb, path)
