"""nbgrader's own converters on one submission, in the folder of its order.

An error is one line that starts with the file. nbgrader logs to its own logger.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.converters.autograde import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.converters.generate_feedback import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveAutoGrades
from sqlalchemy.exc import SQLAlchemyError
from traitlets import default
from traitlets.config import Config

from course.errors import CourseError, first_line
from course.worker.changes import BEFORE
from course.worker.context import CONTEXT, GradingContext
from course.worker.feedback import FeedbackExporter
from course.worker.gradebook_dialect import url_of
from course.worker.save_verdicts import SaveVerdicts
from utils.checking import InfrastructureError

THEIRS = (SaveAutoGrades, "nbgrader.preprocessors.SaveAutoGrades")
MAX_REASON = 300  # characters


class NotGraded(CourseError):
    """Why a submission has no verdict, in one line that starts with its file."""


class Interrupted(Exception):
    """A conversion needs something first; this is raised as it is."""


def convert(
    kind: Callable[..., BaseConverter],
    config: Config,
    place: Path,
    database: Path,
    folders: dict[str, Path],
    assignment: str,
    student: str,
) -> None:
    """Run a converter in `place`; `folders` are the steps that it reads and writes.

    Raises NotGraded, and Interrupted or MemoryError if that was raised inside.
    """
    step = next(iter(folders))
    own = copy.deepcopy(config)
    own.CourseDirectory.root = str(place)
    own.CourseDirectory.db_url = url_of(database)
    own.CourseDirectory.assignment_id = assignment
    own.CourseDirectory.student_id = student
    for name, folder in folders.items():
        own.CourseDirectory[f"{name}_directory"] = str(folder.relative_to(place))
    converter: Any = kind(coursedir=CourseDirectory(config=own), config=own, force=True)
    try:
        converter.start()
    except Exception as error:
        failure = converter.failure or error
        if isinstance(failure, Interrupted | MemoryError):
            raise failure from None
        file = f"/{converter.failed_file}" if converter.failed_file else ""
        shown = f"{step}/{student}/{assignment}{file}"
        raise NotGraded(f"{shown}: {_reason(failure)}") from failure


class _Watched(BaseConverter):
    """Keeps the error that nbgrader only logs, and the file that it is about."""

    failure: Exception | None = None
    failed_file: str = ""

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


class AutogradeOne(_Watched, Autograde):
    """Autogrades a submission in a context.

    Where a configuration names nbgrader's own SaveAutoGrades, as older ones do, ours
    takes its place: nbgrader's would count a cell without outputs as passed.
    """

    def __init__(self, context: GradingContext, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._context = context
        self.autograde_preprocessors = [
            SaveVerdicts if one in THEIRS else one
            for one in self.autograde_preprocessors  # type: ignore[has-type]
        ]

    def init_single_notebook_resources(self, notebook_filename: str) -> Any:
        resources = super().init_single_notebook_resources(notebook_filename)
        resources[CONTEXT] = self._context
        return resources


class FeedbackOfOne(_Watched, GenerateFeedback):
    """Makes the page of a graded submission.

    `before` has the scores of an earlier hand-in.
    """

    def __init__(self, before: dict[str, float], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._before = before

    def init_single_notebook_resources(self, notebook_filename: str) -> Any:
        resources = super().init_single_notebook_resources(notebook_filename)
        resources[BEFORE] = self._before
        return resources

    @default("exporter_class")
    def _exporter_class_default(self) -> type:
        return FeedbackExporter


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
