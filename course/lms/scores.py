"""The scores of an assignment, as an LMS may have them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course.lms.archive import LmsError
from course.report.gather import gather


@dataclass(frozen=True)
class Scores:
    """Totals by student, why others have none, and the maximum."""

    totals: dict[str, float]
    waiting: dict[str, str]
    maximum: float

    @property
    def students(self) -> set[str]:
        """All who handed something in, or whose group did."""
        return {*self.totals, *self.waiting}


def scores_of(root: Path, assignment: str) -> Scores:
    """Return the scores; nobody has one while anything waits for a human."""
    [results] = gather(root, [assignment])
    totals: dict[str, float] = {}
    waiting: dict[str, str] = {}
    for one in results.submissions:
        if one.total is None:
            waiting[one.student] = one.problem or "has no verdict"
        elif one.newer:
            waiting[one.student] = "handed in again after it was graded: grade again"
        elif one.waiting:
            named = ", ".join(one.waiting)
            waiting[one.student] = f"waits for a grade by hand: {named}"
        else:
            totals[one.student] = one.total
    for member, student in results.credit.given.items():
        if student in totals:
            totals[member] = totals[student]
        elif student in waiting:
            waiting[member] = f"{waiting[student]} ({student} handed in)"
    for member, why in results.credit.withheld.items():
        totals.pop(member, None)
        waiting[member] = why
    for team in results.credit.teams:  # its members have it, and it is nobody
        totals.pop(team, None)
        waiting.pop(team, None)
    if not results.points:
        raise LmsError(f"{assignment}: nothing in it is worth points")
    return Scores(totals, waiting, results.points)
