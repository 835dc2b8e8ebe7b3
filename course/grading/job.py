"""One submission to grade: the order for a worker, and the worker's result."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from course.worker.order import Order


@dataclass(eq=False)
class Job:
    """One submission to grade: the order for a worker, and the worker's result."""

    order: Order
    digest: str  # of the private copy
    outcome: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)  # the summary recorded earlier
    seconds: float = 0.0
    handed_in: str = ""  # a digest, without the time
    is_again: bool = False  # something else was graded before

    @property
    def student(self) -> str:
        """Whose submission it is."""
        return self.order.student

    @property
    def notes(self) -> list[str]:
        """What was noticed and repaired, in sentences."""
        return [str(note) for note in (self.before or self.outcome).get("notes", [])]

    @property
    def outcomes(self) -> Counter[str]:
        """How the criteria ended."""
        counts = (self.before or self.outcome).get("outcomes", {})
        return Counter({str(name): int(number) for name, number in counts.items()})

    @property
    def receipts(self) -> dict[str, str]:
        """The SHA-256 of each notebook's file as it was handed in."""
        found = (self.before or self.outcome).get("receipts", {})
        known = {*self.order.sums.values()}
        return {str(name): one for name, one in found.items() if one in known}

    @property
    def met_in_company(self) -> bool:
        """Whether a time limit was met while neighbours were busy."""
        return bool(self.outcome.get("met_in_company"))

    @property
    def seconds_kept(self) -> float:
        """For how long exercises were judged earlier that were not judged again."""
        return float(self.outcome.get("kept", 0.0))

    @property
    def problem(self) -> str:
        """Why there is no verdict, if there is none."""
        return str(self.outcome.get("problem", ""))
