"""Report whose grade a grading has changed, and because of which criterion.

Without a snapshot to compare with, the scores are read before and after, so that the
effect of a changed check can be seen; first grades are left out then. Notebooks are
opened only if a grade is replaced or has changed.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from course.report.class_results import Results
from course.report.gather import AssignmentReader, ReportError, scored
from course.report.page import Since
from course.report.run import change_lines
from course.report.snapshot import changes, load, take


class GradeChanges:
    """The grades of some assignments of the course in `root` before a grading.

    `since` names a snapshot; raises ReportError if it does not exist.
    """

    def __init__(self, root: Path, assignments: list[str], since: str | None) -> None:
        self._root = root
        self._assignments = assignments
        self._snapshot = None if since is None else load(root, since)
        self._before = {} if self._snapshot else self._scored()

    def remember(self, assignment: str, student: str) -> None:
        """Read the verdicts behind a grade just before it is replaced."""
        reader = self._before.get(assignment)
        if reader and student in reader.graded:
            reader.read_verdicts(reader.graded[student])

    def lines(self) -> list[str]:
        """Return lines on the grades that have changed."""
        start = ("this grading began", _snapshot(self._before))
        when, before = self._snapshot or start
        after = self._scored()
        for assignment, reader in after.items():
            students = before["assignments"].get(assignment, {}).get("students", {})
            for name, now in reader.graded.items():
                then = students.get(name, {})
                if (then.get("total"), then.get("scores")) != (now.total, now.scores):
                    reader.read_verdicts(now)
        found = changes(before, _snapshot(after))
        if not self._snapshot:
            found = [change for change in found if change.before is not None]
        return change_lines(Since(when, found)) if found or self._snapshot else []

    def _scored(self) -> dict[str, AssignmentReader]:
        try:
            return scored(self._root, self._assignments)
        except ReportError:
            return {}  # nothing is graded yet, or the problem was reported before


def _snapshot(readers: dict[str, AssignmentReader]) -> dict[str, Any]:
    """Return the scores as a snapshot, with the verdicts that were read."""
    found = [
        Results(name, {}, list(reader.graded.values()), [])
        for name, reader in readers.items()
    ]
    return take(found, datetime.now().astimezone())
