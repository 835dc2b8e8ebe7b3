"""Run nbgrader's own converters on one submission, so that nothing is lost on the way.

A conversion writes into a temporary folder, the workshop. Its output replaces the
earlier one only when it is complete. nbgrader logs to its own logger. `grade` decides
which submissions come here, and reports on them.
"""

from __future__ import annotations

import copy
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets import default
from traitlets.config import Config

from course.errors import CourseError, first_line
from course.judging.task import Task
from course.worker.context import CONTEXT, GradingContext, notebook_digest
from course.worker.execute import SealedExecute
from course.worker.feedback import FeedbackExporter
from utils.checking import InfrastructureError

SUBMITTED, AUTOGRADED, FEEDBACK = "submitted", "autograded", "feedback"
WORKSHOP = "grading-"
MAX_REASON = 300  # characters


class NotGraded(CourseError):
    """No verdict for a submission; the message is a line that starts with its file."""


@dataclass(frozen=True)
class Which:
    """One student's submission to one assignment of the course in `root`."""

    root: Path
    config: Config
    assignment: str
    student: str
    context: GradingContext

    def shown(self, step: str) -> str:
        """Return its folder in one of nbgrader's steps, as messages name it."""
        return f"{step}/{self.student}/{self.assignment}"


def sanitize(which: Which, submitted: Path, into: Path) -> dict[str, Task]:
    """Return the tasks of a submission in the folder `submitted`, by notebook digest.

    If there are any, the folder `into` then has the submission as `autograde` would
    judge it; the digests are of the notebooks there. Raises NotGraded.
    """
    folders = {SUBMITTED: submitted, AUTOGRADED: into}
    tasks: dict[str, Task] = {}
    try:
        tasks = _convert(_Sanitize, which, folders).tasks
    finally:
        if not tasks:
            shutil.rmtree(into, ignore_errors=True)
    return tasks


def autograde(
    which: Which, submitted: Path, workshop: Path, is_sanitized: bool = False
) -> None:
    """Grade one submission in the folder `submitted`, into gradebook and autograded/.

    With `is_sanitized`, the folder is one that `sanitize` wrote. After NotGraded, the
    gradebook and autograded/ are as they were.
    """
    folders = {SUBMITTED: submitted, AUTOGRADED: workshop / AUTOGRADED}
    _convert(_AutogradeSanitized if is_sanitized else _Autograde, which, folders)
    _move_in(which, AUTOGRADED, workshop)


def generate_feedback(which: Which, workshop: Path) -> None:
    """Write the page that a student gets, from the gradebook and autograded/."""
    folders = {AUTOGRADED: which.root / AUTOGRADED, FEEDBACK: workshop / FEEDBACK}
    _convert(_Feedback, which, folders)
    _move_in(which, FEEDBACK, workshop)


@contextmanager
def workshop_in(root: Path) -> Iterator[Path]:
    """Make a temporary folder, inside the course so that moving out is a rename."""
    parent = root / ".course"
    parent.mkdir(exist_ok=True)
    _sweep(parent)
    prefix = f"{WORKSHOP}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=parent) as folder:
        yield Path(folder)


def _sweep(parent: Path) -> None:
    """Remove the workshops of gradings that were killed."""
    for left in parent.glob(f"{WORKSHOP}*-*"):
        try:
            os.kill(int(left.name.split("-")[1]), 0)
        except ProcessLookupError:
            shutil.rmtree(left, ignore_errors=True)
        except (ValueError, OSError):
            continue  # somebody else's


class _Watched(BaseConverter):
    """Pass the context to the preprocessors.

    Keeps the error that nbgrader only logs, and the file that caused it.
    """

    context = GradingContext()
    failure: Exception | None = None
    failed_file: str = ""

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        resources = super().init_single_notebook_resources(notebook_filename)
        return {**resources, CONTEXT: self.context}

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        with self._watching(""):
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        with self._watching(Path(notebook_filename).name):
            super().convert_single_notebook(notebook_filename)

    @contextmanager
    def _watching(self, file: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.failure, self.failed_file = error, file
            raise


class _Autograde(_Watched, Autograde):
    pass


class _AutogradeSanitized(_Autograde):
    """Continue where `_Sanitize` stopped."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sanitize_preprocessors: list = []


class _Sanitize(_Watched, Autograde):
    """Do what Autograde does before it runs or records anything.

    Files beside the notebooks are copied as well, such as the submission's timestamp.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tasks: dict[str, Task] = {}  # by `notebook_digest`
        self.preprocessors = [*self.sanitize_preprocessors, self._take]

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        BaseConverter.init_assignment(self, assignment_id, student_id)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            known = {n.name for n in gradebook.find_assignment(assignment_id).notebooks}
        self.notebooks: list[str] = [
            path for path in self.notebooks if Path(path).stem in known
        ]

    def convert_single_notebook(self, notebook_filename: str) -> None:
        with self._watching(Path(notebook_filename).name):
            BaseConverter.convert_single_notebook(self, notebook_filename)

    def _take(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        task = SealedExecute(parent=self.exporter).task(nb, resources)
        self.tasks[notebook_digest(nb, task.notebook)] = task
        return nb, resources


class _Feedback(_Watched, GenerateFeedback):
    @default("exporter_class")
    def _exporter_class_default(self) -> type:
        return FeedbackExporter


W = TypeVar("W", bound=_Watched)


def _convert(kind: type[W], which: Which, folders: dict[str, Path]) -> W:
    """Run a converter on one submission; `folders` are those it reads and writes."""
    step = next(iter(folders))
    own = copy.deepcopy(which.config)
    own.CourseDirectory.assignment_id = which.assignment
    own.CourseDirectory.student_id = which.student
    # nbgrader empties the folder that it writes to, and again if it fails. So it never
    # gets the one with the earlier result.
    for name, folder in folders.items():
        own.CourseDirectory[f"{name}_directory"] = str(folder.relative_to(which.root))
    converter = kind(coursedir=CourseDirectory(config=own), config=own, force=True)
    converter.context = which.context
    try:
        converter.start()
    except Exception as error:
        failure = converter.failure or error
        file = f"/{converter.failed_file}" if converter.failed_file else ""
        raise NotGraded(f"{which.shown(step)}{file}: {_reason(failure)}") from failure
    return converter


def _move_in(which: Which, step: str, workshop: Path) -> None:
    """Move a result out of the workshop, to replace the earlier one."""
    made, place = (
        folder / step / which.student / which.assignment
        for folder in (workshop, which.root)
    )
    place.parent.mkdir(parents=True, exist_ok=True)
    old = workshop / "old"
    if place.exists():
        place.rename(old)
    try:
        made.rename(place)
    except BaseException:  # even Ctrl-C
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _reason(failure: Exception) -> str:
    """Return what happened, in one line for an instructor."""
    line = first_line(failure)[:MAX_REASON]
    if isinstance(failure, InfrastructureError):
        return f"the grading broke, twice: {line}"
    if isinstance(failure, SQLAlchemyError):
        return f"the gradebook could not be used: {line}"
    if isinstance(failure, NbGraderException):
        return line
    return f"{type(failure).__name__}: {line}"
