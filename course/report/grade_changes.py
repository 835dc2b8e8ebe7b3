"""Whose grade a grading has changed, and by which criterion.

Without a snapshot to compare with, the grades are remembered before and compared
afterwards, so that a changed check tells whom it concerns; who had no grade is not
news then.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from course.report.gather import ReportError, gather
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
        self._asked = since is not None
        if since is not None:
            self._when, self._before = load(root, since)
        else:
            self._when, self._before = "this grading began", self._now()

    def lines(self) -> list[str]:
        """What is another grade by now, line by line."""
        found = changes(self._before, self._now())
        if not self._asked:
            found = [change for change in found if change.before is not None]
        return told(Since(self._when, found)) if found or self._asked else []

    def _now(self) -> dict[str, Any]:
        try:
            found = gather(self._root, self._assignments)
        except ReportError:
            found = []  # nothing is graded, or what is wrong was told
        return taken(found, datetime.now().astimezone())
