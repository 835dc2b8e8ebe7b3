"""Verdicts that neighbours may be to blame for, tried again when the class is done.

A limit of time that was met while others kept the processors busy says little about
the answer. So whoever met one is judged once more at the end, with no other submission
under way. All such tries of a class share one budget on the wall: when that is used
up, the first verdicts stay. What meets its limit in company again is recorded, but the
next run looks at it anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

import nbformat

from course.grading.nbgrader_steps import AUTOGRADED
from course.judging import company

BUDGET_SECONDS = 1800.0  # for all second tries of a class

T = TypeVar("T")


class SecondTries(Generic[T]):
    """What waits for the end of its class to be tried once more."""

    def __init__(self, seconds: float = BUDGET_SECONDS) -> None:
        self._seconds = seconds
        self.held: list[T] = []

    def hold(self, one: T) -> None:
        """Hold something back until the others are done."""
        self.held.append(one)

    def take(self) -> Iterator[tuple[T, bool]]:
        """All that is held back, one by one, and whether there is time to try it.

        One that could not be dealt with, since this was left by an error, is still
        held back.
        """
        end = time.monotonic() + self._seconds
        while self.held:
            yield self.held[0], time.monotonic() < end
            self.held.pop(0)


def met_in_company(root: Path, assignment: str, student: str) -> bool:
    """Whether a graded submission met a limit of time while others were busy.

    `root` is the course's folder. Only of test cells the judge writes the outputs.
    """
    folder = root / AUTOGRADED / student / assignment
    released = root / "release" / assignment
    for name in sorted(path.name for path in released.glob("*.ipynb")):
        if not (folder / name).exists():
            continue
        text = (folder / name).read_text("utf-8")
        if company.MARK not in text:
            continue  # as nearly always; reading it as a notebook takes longer
        nb = nbformat.reads(text, as_version=4)
        if company.is_marked(nb.cells, _tests(released / name)):
            return True
    return False


def _tests(released: Path) -> set[str]:
    """The grade_ids of the cells of a released notebook that are graded."""
    nb = nbformat.read(released, as_version=4)
    marks = [cell.metadata.get("nbgrader", {}) for cell in nb.cells]
    return {mark["grade_id"] for mark in marks if mark.get("grade")}
