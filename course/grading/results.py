"""What is reported of a submission after grading, successful or not.

Scores are read from the gradebook, so that manual changes count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nbgrader.api import (
    BaseCell,
    Grade,
    MissingEntry,
    Notebook,
    SubmittedNotebook,
)

from course.errors import GradeError
from course.grading.gradebook import KeptOpen, labels
from course.worker.late_policies import LATE, late_note


@dataclass(frozen=True)
class Row:
    """The result of one submission; if it has no verdict, `problem` says why."""

    student: str
    seconds: float = 0.0
    scores: dict[str, float] = field(default_factory=dict)
    total: float | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    unchanged: bool = False  # graded earlier, and not changed since
    receipts: dict[str, str] = field(default_factory=dict)  # SHA-256 by notebook


class GradedSummary(NamedTuple):
    """What is reported of a graded submission."""

    scores: dict[str, float]
    total: float | None
    outcomes: Counter[str]
    notes: list[str]
    receipts: dict[str, str]

    @classmethod
    def stored(cls, fields: dict[str, Any]) -> GradedSummary:
        """Return a summary from the fields that were stored."""
        return cls(**{**fields, "outcomes": Counter(fields["outcomes"])})


class AssignmentResults:
    """The results of the submissions to one assignment."""

    def __init__(self, assignment: str, kept: KeptOpen) -> None:
        self._assignment = assignment
        self._kept = kept

    def recorded(self, student: str) -> tuple[dict[str, float], float | None]:
        """Return scores and total from the gradebook; no total if not graded.

        Cells that wait for a human have no score, and count as nothing in the total.
        """
        return self._recorded(student)[:2]

    def _recorded(self, student: str) -> tuple[dict[str, float], float | None, str]:
        """Return scores, total, and how late it is, from one session."""
        with self._kept.session() as gradebook:
            try:
                found = gradebook.find_submission(self._assignment, student)
            except MissingEntry:
                return {}, None, ""
            late = found.total_seconds_late if found.assignment.duedate else 0.0
            penalty = float(found.late_submission_penalty or 0.0)
            query = (  # one question, not one for each cell
                gradebook.db.query(Notebook.name, BaseCell.name, Grade)
                .join(Grade.notebook)
                .join(SubmittedNotebook.notebook)
                .join(Grade.cell)
                .filter(SubmittedNotebook.assignment_id == found.id)
            )
            grades = {(notebook, cell): grade for notebook, cell, grade in query}
            if not any(map(_is_graded, grades.values())):
                return {}, None, ""
            named = labels(grades)
            scores = {
                named[place]: float(grade.score)
                for place, grade in grades.items()
                if _has_score(grade)
            }
            told = late_note(late, penalty)
            return scores, float(found.score - penalty), told

    def of_graded(
        self,
        student: str,
        outcomes: Counter[str],
        notes: list[str],
        receipts: dict[str, str],
    ) -> GradedSummary:
        """Return what the gradebook has of a submission, with what else is known."""
        scores, total, late = self._recorded(student)
        others = [note for note in notes if not note.startswith(LATE)]
        notes = [late] * bool(late) + others
        return GradedSummary(scores, total, outcomes, notes, receipts)

    def without_verdict(self, student: str, notes: list[str]) -> GradedSummary:
        """Return what to report if grading failed: notes, and any earlier grade."""
        notes = list(notes)
        try:
            scores, total = self.recorded(student)
        except GradeError:
            scores, total = {}, None
        if scores:
            notes.append(f"the earlier grade stays: {total:g}")
        return GradedSummary({}, None, Counter(), notes, {})


def _is_graded(grade: Grade) -> bool:
    return _has_score(grade) or bool(grade.needs_manual_grade)


def _has_score(grade: Grade) -> bool:
    return grade.auto_score is not None or grade.manual_score is not None
