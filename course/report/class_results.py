"""The results of a class as they are gathered, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from course.grading.groups import Credit
from course.worker.recorded import RecordedVerdict


@dataclass
class StudentReport:
    """The result of one student; without a verdict `total` is None, see `problem`."""

    student: str
    scores: dict[str, float] = field(default_factory=dict)
    worth: dict[str, float] = field(default_factory=dict)  # points of every exercise
    automatic: dict[str, float | None] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)  # exercises to grade by hand
    penalty: float = 0.0
    late: float = 0.0  # seconds
    total: float | None = None
    verdicts: dict[str, RecordedVerdict] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)
    problem: str = ""
    refused: bool = False  # the submission cannot be graded; grading did not fail
    newer: bool = False  # handed in again after it was graded
    pages: list[Path] = field(default_factory=list)
    receipts: dict[str, str] = field(default_factory=dict)  # SHA-256 by notebook

    @property
    def unsandboxed(self) -> bool:
        """Whether some of the verdicts could have been forged."""
        return not all(verdict.sandboxed for verdict in self.verdicts.values())

    @property
    def not_sealed(self) -> list[str]:
        """The exercises whose test cell ran beside the student's code."""
        return [name for name, one in self.verdicts.items() if not one.sealed]

    @property
    def seconds(self) -> float:
        """The time that all its checks took."""
        return sum(verdict.seconds for verdict in self.verdicts.values())


@dataclass(frozen=True)
class Results:
    """The results of one assignment; `worth` is in the order of the lesson."""

    assignment: str
    worth: dict[str, float]
    submissions: list[StudentReport]
    absent: list[str]  # enrolled students who handed in nothing
    credit: Credit = field(default_factory=Credit)  # within groups

    @property
    def graded(self) -> list[StudentReport]:
        """The submissions that have a score."""
        return [one for one in self.submissions if one.total is not None]

    @property
    def by_student(self) -> dict[str, StudentReport]:
        """The submissions by whoever gets their credit, members of groups too."""
        found = {one.student: one for one in self.submissions}
        others = {m: found[of] for m, of in self.credit.given.items() if of in found}
        return found | others

    @property
    def points(self) -> float:
        """The sum of the points of all exercises."""
        return sum(self.worth.values())
