"""Store why submissions got no verdict, from `course grade` for `course report`.

nbgrader's gradebook has no field for it. A reason is valid until autograded/ has
another verdict, from any command. Any other time of the file means another verdict,
even an earlier time: a clock may have been put back.
"""

from __future__ import annotations

import time
from pathlib import Path

from course.atomic import read_json, write_json
from course.worker.order import AUTOGRADED

FOLDER = Path(".course", "problems")


def keep_problems(root: Path, assignment: str, problems: dict[str, str]) -> None:
    """Store the problems, by student, of a grading that has just ended."""
    found = {
        student: [problem, _verdict(root, assignment, student)]
        for student, problem in problems.items()
    }
    record = {"when": time.time(), "problems": found}
    write_json(root / FOLDER / f"{assignment}.json", record)


class Problems:
    """The problems of the last grading of an assignment."""

    def __init__(self, root: Path, assignment: str) -> None:
        path = root / FOLDER / f"{assignment}.json"
        self._root, self._assignment = root, assignment
        self.when = 0.0  # the end of that grading
        self._problems: dict[str, tuple[str, float]] = {}
        try:
            record = read_json(path)
            self.when = float(record["when"])
            for student, (problem, verdict) in dict(record["problems"]).items():
                self._problems[student] = str(problem), float(verdict)
        except (OSError, ValueError, TypeError, KeyError):
            pass  # not graded by course grade

    def of(self, student: str) -> str:
        """Return the problem of a student unless there is another verdict by now."""
        problem, verdict = self._problems.get(student, ("", 0.0))
        if not problem or verdict != _verdict(self._root, self._assignment, student):
            return ""
        return problem


def _verdict(root: Path, assignment: str, student: str) -> float:
    """Return when the verdict on a student was written; 0 if there is none."""
    notebooks = (root / AUTOGRADED / student / assignment).glob("*.ipynb")
    return max((path.stat().st_mtime for path in notebooks), default=0.0)
