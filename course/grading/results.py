"""What is told of a submission when it has been graded, or could not be.

Scores are those of the gradebook, so that what was changed by hand is told as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader.api import MissingEntry

from course.errors import GradeError
from course.grading.gradebook import exercise, gradebook_at


@dataclass(frozen=True)
class Row:
    """What became of one submission; without a verdict, `problem` says why."""

    student: str
    seconds: float = 0.0
    scores: dict[str, float] = field(default_factory=dict)
    total: float | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    unchanged: bool = False  # graded earlier, and just as it was then


class GradedSummary(NamedTuple):
    """What is told of a graded submission."""

    scores: dict[str, float]
    total: float | None
    outcomes: Counter[str]
    notes: list[str]

    @classmethod
    def stored(cls, told: dict[str, Any]) -> GradedSummary:
        """As it was told before."""
        return cls(**{**told, "outcomes": Counter(told["outcomes"])})


class Results:
    """What came of the submissions to one assignment of the course in `root`."""

    def __init__(
        self, root: Path, assignment: str, db_url: str, worth: dict[str, float]
    ) -> None:
        self._root = root
        self._assignment = assignment
        self._db_url = db_url
        self._worth = worth

    def recorded(self, student: str) -> tuple[dict[str, float], float | None]:
        """Scores and total as the gradebook has them; no total where not graded."""
        with gradebook_at(self._db_url) as gradebook:
            try:
                found = gradebook.find_submission(self._assignment, student)
            except MissingEntry:
                return {}, None
            grades = [g for notebook in found.notebooks for g in notebook.grades]
            if not any(g.auto_score is not None for g in grades):
                return {}, None
            scores = {exercise(g.name): float(g.score) for g in grades}
            return scores, float(found.score - found.late_submission_penalty)

    def of_graded(
        self, student: str, outcomes: Counter[str], notes: list[str]
    ) -> GradedSummary:
        """What the gradebook has of a submission, with what else is told of it."""
        scores, total = self.recorded(student)
        return GradedSummary(scores, total, outcomes, notes)

    def without_verdict(self, student: str, notes: list[str]) -> GradedSummary:
        """What is told where grading failed: notes, and the grade that stays."""
        notes = list(notes)
        try:
            total = self.recorded(student)[1]
        except GradeError:
            total = None
        if total is not None:
            notes.append(f"the earlier grade stays: {total:g}")
        return GradedSummary({}, None, Counter(), notes)
