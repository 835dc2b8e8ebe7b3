"""Seal the scores of test cells that ran beside the student's code.

A score is sealed by a second opinion, or flagged. Nothing runs outside but what leads
to tests that have earned something inside and that could be sealed.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from nbformat import NotebookNode

from course.judging.cells import grade_id
from course.judging.outside import Opinion, Outside, opinions, seal_of
from course.judging.run_tests import Score, Seal
from course.judging.session import TimeLimits
from course.judging.steps import Step, definitions_alone


class Seals:
    """The seals of one notebook's test cells, made before it runs."""

    def __init__(
        self,
        nb: NotebookNode,
        steps: list[Step],
        outside: Outside | None,
        limits: TimeLimits,
    ) -> None:
        self._nb = copy.deepcopy(nb) if outside else nb  # as it was before it ran
        self._steps = steps
        self._outside = outside
        self._limits = limits
        self.met_in_company = False

    def of(self, ran: Sequence[tuple[Step, Score]]) -> list[Seal]:
        """Return the seals of all test cells that ran, given their scores."""
        if self._outside is None:
            return [Seal() for _ in ran]
        plan = self._outside.plan
        asked = [step for step, score in ran if self._is_asked(step, score)]
        given = self._opinions(asked[-1]) if asked else {}
        found = []
        for step, score in ran:
            name = self._name(step)
            if self._is_asked(step, score):
                found.append(seal_of(score, given.get(name), plan, name))
            else:
                could = name in (plan.sealable or {})
                found.append(Seal(sealed=could and score.points == 0))
        return found

    def _is_asked(self, step: Step, score: Score) -> bool:
        """Return whether an opinion on a test would say anything."""
        assert self._outside is not None
        sealable = self._outside.plan.sealable
        if sealable is None:
            return True
        return self._name(step) in sealable and bool(score.points)

    def _name(self, step: Step) -> str:
        return grade_id(self._nb.cells[step.index])

    def _opinions(self, last: Step) -> dict[str, Opinion]:
        """Return the opinions on all tests up to the last that is asked for."""
        assert self._outside is not None
        steps = self._steps[: self._steps.index(last) + 1]
        with definitions_alone(self._nb, self._steps):
            given, self.met_in_company = opinions(
                self._nb, steps, self._outside, self._limits
            )
        return given
