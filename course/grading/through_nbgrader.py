"""One submission through nbgrader's own converters, and nothing lost on the way.

A conversion writes into a workshop first; what it made takes the place of what was
there only when it is whole. What nbgrader logs goes to whoever handles its logger.
Which submissions there are, and what is told of them, is the business of `grade`.
"""

from __future__ import annotations

import copy
import glob
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from utils.checking import InfrastructureError

AUTOGRADED, FEEDBACK = "autograded", "feedback"
MAX_REASON = 300  # characters


class NotGraded(Exception):
    """Why a submission has no verdict, in one line that starts with its file."""


def autograde(
    root: Path, config: Config, assignment: str, student: str, workshop: Path
) -> None:
    """Grade one submission into the gradebook and autograded/.

    Raises NotGraded, and then the gradebook and autograded/ have what they had.
    """
    made = _convert(_Autograde, AUTOGRADED, root, config, assignment, student, workshop)
    _move_in(made, root / AUTOGRADED / student / assignment, workshop)


def generate_feedback(
    root: Path, config: Config, assignment: str, student: str, workshop: Path
) -> None:
    """Write the page that a student gets, from the gradebook and autograded/."""
    made = _convert(_Feedback, FEEDBACK, root, config, assignment, student, workshop)
    _move_in(made, root / FEEDBACK / student / assignment, workshop)


@contextmanager
def workshop_in(root: Path) -> Iterator[Path]:
    """A folder that is gone afterwards; in the course, so that moving is renaming."""
    parent = root / ".course"
    parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="grade-", dir=parent) as folder:
        yield Path(folder)


class _Watched(BaseConverter):
    """Keeps the error that nbgrader only logs, and the file that it is about."""

    failure: Exception | None = None
    failed_file: str = ""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        with self._watching(self._format_source(assignment_id, student_id)):
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        with self._watching(notebook_filename):
            super().convert_single_notebook(notebook_filename)

    @contextmanager
    def _watching(self, path: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.failure, self.failed_file = error, path
            raise


class _Autograde(_Watched, Autograde):
    pass


class _Feedback(_Watched, GenerateFeedback):
    pass


def _convert(
    kind: type[_Watched],
    step: str,
    root: Path,
    config: Config,
    assignment: str,
    student: str,
    workshop: Path,
) -> Path:
    """Run a converter on one submission; the folder in the workshop that it made."""
    if glob.has_magic(student):
        message = "nbgrader cannot work in a folder with *, ? or [ in its name"
        raise NotGraded(f"submitted/{student}/{assignment}: {message}")
    own = copy.deepcopy(config)
    own.CourseDirectory.assignment_id = assignment
    own.CourseDirectory.student_id = student
    # nbgrader empties the folder that it writes to, and again when it fails: that
    # is never the one with the earlier result.
    own.CourseDirectory[f"{step}_directory"] = str((workshop / step).relative_to(root))
    converter = kind(coursedir=CourseDirectory(config=own), config=own, force=True)
    try:
        converter.start()
    except Exception as error:
        failure = converter.failure or error
        path = Path(converter.failed_file or root / "submitted" / student / assignment)
        file = path.relative_to(root) if path.is_relative_to(root) else path
        raise NotGraded(f"{file.as_posix()}: {_reason(failure)}") from failure
    return workshop / step / student / assignment


def _move_in(made: Path, place: Path, workshop: Path) -> None:
    """Put what was made in the place of what was there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = workshop / "old"
    if place.exists():
        place.rename(old)
    try:
        made.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _reason(failure: Exception) -> str:
    """What happened, in one line for an instructor."""
    told = (str(failure).strip().splitlines() or [""])[0][:MAX_REASON]
    if isinstance(failure, InfrastructureError):
        return f"the grading broke, twice: {told}"
    if isinstance(failure, SQLAlchemyError):
        return f"the gradebook could not be used: {told}"
    if isinstance(failure, NbGraderException):
        return told
    return f"{type(failure).__name__}: {told}"
