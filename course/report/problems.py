"""Why submissions got no verdict, kept from `course grade` for `course report`.

nbgrader's gradebook has no place for it. A reason counts until a newer verdict is in
autograded/, whoever put it there.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from course.atomic import write_whole

FOLDER = Path(".course", "problems")


class GradedSummary(Protocol):
    """A row of `course grade`, as far as it is kept."""

    @property
    def student(self) -> str: ...

    @property
    def problem(self) -> str: ...


def keep_problems(root: Path, assignment: str, rows: Iterable[GradedSummary]) -> None:
    """Remember what went wrong in a grading of all submissions that just ended."""
    path = root / FOLDER / f"{assignment}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    problems = {row.student: row.problem for row in rows if row.problem}
    told = {"when": time.time(), "problems": problems}
    write_whole(path, json.dumps(told).encode())


class Problems:
    """What went wrong in the last grading of an assignment."""

    def __init__(self, root: Path, assignment: str) -> None:
        path = root / FOLDER / f"{assignment}.json"
        self.when = 0.0  # of the end of that grading
        self._problems: dict[str, str] = {}
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            self.when, self._problems = float(kept["when"]), dict(kept["problems"])
        except (OSError, ValueError, TypeError, KeyError):
            pass  # not graded by course grade

    def of(self, student: str, graded: float) -> str:
        """The problem of a student whose verdict, if any, is of the time `graded`."""
        return "" if graded > self.when else self._problems.get(student, "")
