"""Whose grade a grading has changed, and by which criterion.

Without a snapshot to compare with, the scores are remembered before and compared
afterwards, so that a changed check tells whom it concerns; who had no grade is not
news then. Notebooks are opened only where a grade is replaced or has changed.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from course.report.gather import AssignmentReader, ReportError, Results, scored
from course.report.page import Since
from course.report.run import told
from course.report.snapshot import changes, load, taken


class GradeChanges:
    """The grades of some assignments of the course in `root`, as they were.

    `since` is a snapshot; raises ReportError where there is no such one.
    """

    def __init__(self, root: Path, assignments: list[str], since: str | None) -> None:
        self._root = root
        self._assignments = assignments
        self._snapshot = None if since is None else load(root, since)
        self._before = {} if self._snapshot else self._scored()

    def remember(self, assignment: str, student: str) -> None:
        """Read why a grade is what it is, just before it is replaced."""
        reader = self._before.get(assignment)
        if reader and student in reader.graded:
            reader.read_verdicts(reader.graded[student])

    def lines(self) -> list[str]:
        """What is another grade by now, line by line."""
        began = ("this grading began", _snapshot(self._before))
        when, before = self._snapshot or began
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
        return told(Since(when, found)) if found or self._snapshot else []

    def _scored(self) -> dict[str, AssignmentReader]:
        try:
            return scored(self._root, self._assignments)
        except ReportError:
            return {}  # nothing is graded, or what is wrong was told


def _snapshot(readers: dict[str, AssignmentReader]) -> dict[str, Any]:
    """The scores as a snapshot, with the verdicts that were read."""
    found = [
        Results(name, {}, list(reader.graded.values()), [])
        for name, reader in readers.items()
    ]
    return taken(found, datetime.now().astimezone())
