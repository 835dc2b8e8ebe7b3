"""Store why submissions got no verdict, from `course grade` for `course report`.

nbgrader's gradebook has no field for it. A reason is valid until autograded/ has a
newer verdict, from any command.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

from course.atomic import write_whole

FOLDER = Path(".course", "problems")


def keep_problems(root: Path, assignment: str, problems: dict[str, str]) -> None:
    """Store the problems, by student, of a grading that has just ended."""
    path = root / FOLDER / f"{assignment}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    record = {"when": time.time(), "problems": problems}
    write_whole(path, json.dumps(record).encode())


class Problems:
    """The problems of the last grading of an assignment."""

    def __init__(self, root: Path, assignment: str) -> None:
        path = root / FOLDER / f"{assignment}.json"
        self.when = 0.0  # the end of that grading
        self._problems: dict[str, str] = {}
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            self.when, self._problems = float(record["when"]), dict(record["problems"])
        except (OSError, ValueError, TypeError, KeyError):
            pass  # not graded by course grade

    def of(self, student: str, graded: float) -> str:
        """Return the problem of a student unless a verdict, at `graded`, is newer."""
        return "" if graded > self.when else self._problems.get(student, "")
