"""Let nbgrader's own commands and its formgrader grade as `course grade` does.

Configuration alone cannot keep them from reading submitted/ themselves, through links
and without limits. So nbgrader_config.py calls `install`. It replaces three converters
by subclasses, and nbgrader's reader of timestamps by a careful one; nothing else is
replaced anywhere. With a version of nbgrader that this was not tested with, it refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
import nbgrader.apps.generateassignmentapp
import nbgrader.apps.generatefeedbackapp
import nbgrader.converters
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from course.errors import CourseError
from course.grading.generate import PlainGenerate
from course.grading.renamed import renamed_in
from course.worker.submissions.files import Refused
from course.worker.submissions.folder import time_in
from course.worker.submissions.survey import TIMESTAMP

if TYPE_CHECKING:
    from course.grading.grade import Grading
    from course.grading.results import Row

TESTED = ("0.9.5", "0.9.6")
OURS = ("SealedExecute", "SealedKernelManager", "CourseContent", "Execute")
PLACES = (
    nbgrader.converters,
    nbgrader.apps.api,
    nbgrader.apps.autogradeapp,
    nbgrader.apps.generateassignmentapp,
    nbgrader.apps.generatefeedbackapp,
)


class SealedAutograde(Autograde):
    """`nbgrader autograde`, and the formgrader's button."""

    def start(self) -> None:
        """Grade what is new or changed, or everything with --force."""
        _carry_out(self, lambda grading: grading.rows())


class SealedFeedback(GenerateFeedback):
    """`nbgrader generate_feedback`, and the formgrader's button."""

    def start(self) -> None:
        """Make the pages of all graded submissions."""
        _carry_out(self, lambda grading: grading.pages())


def install() -> None:
    """Replace nbgrader's classes by ours; raise CourseError for untested versions."""
    found = version("nbgrader")
    if found not in TESTED:
        raise CourseError(
            f"nbgrader {found} is not one of those that this course was tested with: "
            f"install {' or '.join(TESTED)}"
        )
    if nbgrader.converters.Autograde is SealedAutograde:
        return
    for place in PLACES:
        for ours in (SealedAutograde, SealedFeedback, PlainGenerate):
            theirs = ours.__mro__[1].__name__
            if hasattr(place, theirs):
                setattr(place, theirs, ours)
    CourseDirectory.get_existing_timestamp = _existing_timestamp


def _carry_out(
    converter: Autograde | GenerateFeedback, rows: Callable[[Grading], Any]
) -> None:
    """Call `rows` for the assignment of a converter, and log each row."""
    where = converter.coursedir
    from course.grading.grade import Grading  # not where nothing is graded

    theirs = converter.config
    own = Config({name: theirs[name] for name in OURS if name in theirs})
    own.CourseDirectory.db_url = where.db_url
    students = None if where.student_id == "*" else [where.student_id]
    problems = 0
    try:
        grading = Grading(
            Path(where.root),
            where.assignment_id,
            force=bool(converter.force),
            students=students,
            config=own,
        )
        for line in renamed_in(grading.root):
            converter.log.warning(line)
        with closing(rows(grading)) as found:
            for row in found:
                problems += bool(row.problem)
                _log(converter, row)
    except CourseError as error:
        converter.log.error(str(error))
        raise NbGraderException(str(error)) from None
    if problems:
        message = f"{problems} of the submissions have no verdict or no page"
        converter.log.error(message)
        raise NbGraderException(message)


def _log(converter: Autograde | GenerateFeedback, row: Row) -> None:
    if row.problem:
        converter.log.error("%s: %s", row.student, row.problem)
    elif row.unchanged:
        converter.log.info("%s: %g, unchanged", row.student, row.total)
    else:
        converter.log.info("%s: %g", row.student, row.total)


def _existing_timestamp(self: CourseDirectory, dest_path: str) -> datetime | None:
    """Return the time in a file that a student wrote; without a time, there is none.

    It is opened once, and no link is followed: the student may exchange it meanwhile.
    """
    try:
        return time_in(Path(dest_path, TIMESTAMP))
    except Refused:
        return None
