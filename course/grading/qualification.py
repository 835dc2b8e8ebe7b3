"""What the qualification of an assignment has found, kept in .course/qualified/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course.judging.outside import OutsidePlan
from course.wording import listed

FOLDER = Path(".course", "qualified")
MAX_CELLS = 5  # named in one line
Tests = Mapping[str, Mapping[str, float]]  # points by notebook and grade_id


@dataclass(frozen=True)
class Qualification:
    """What the instructor's solution and the untouched release get.

    `missing` says what cells do not give the solution, and `free` what they give the
    release, both by notebook.grade_id. `reason` is why there is no qualification.
    `foreign` has the languages of notebooks that are not run: nothing is asked of them.
    """

    tests: int = 0
    reason: str = ""
    missing: dict[str, str] = field(default_factory=dict)
    free: dict[str, float] = field(default_factory=dict)
    plans: dict[str, OutsidePlan] = field(default_factory=dict)
    not_sealable: dict[str, str] = field(default_factory=dict)  # and why
    foreign: dict[str, str] = field(default_factory=dict)

    @property
    def sealable(self) -> list[str]:
        """The test cells that can be sealed, as notebook.grade_id."""
        return [f"{n}.{c}" for n, p in self.plans.items() for c in p.sealable or {}]

    def not_run(self, tests: Tests) -> list[str]:
        """Return those of the tests that do not run here, as notebook.grade_id."""
        return [f"{n}.{c}" for n in self.foreign for c in tests.get(n, ())]

    def lines(self) -> Iterator[str]:
        """Yield what an instructor should know of it."""
        if self.reason:
            yield f"not qualified: {self.reason}: scored as nbgrader does, not sealed"
        if self.free:
            names = (f"{name} ({most:g})" for name, most in self.free.items())
            cells = listed(names, MAX_CELLS)
            yield f"the untouched release gets points: {cells}"
        for name, language in self.foreign.items():
            yield f"{name} is in {language}, not run here: its tests wait for you"

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Qualification:
        """Return the qualification of these values, as read from JSON."""
        plans = values["plans"].items()
        made = {name: OutsidePlan.from_values(plan) for name, plan in plans}
        return cls(**{**values, "plans": made})


def known(root: Path, assignment: str) -> bool:
    """Return whether an assignment was qualified before, as it is now or was then."""
    return file_of(root, assignment).exists()


def file_of(root: Path, assignment: str) -> Path:
    """Return the file in which it is kept."""
    return root / FOLDER / f"{assignment}.json"
