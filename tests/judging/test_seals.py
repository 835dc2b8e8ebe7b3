"""Which tests a second opinion is asked for, once a notebook has run."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from support.own_course import checked_by

from course.judging import seals
from course.judging.outside import Opinion, Outside, OutsidePlan
from course.judging.run_tests import Score
from course.judging.seals import Seals
from course.judging.session import DEFAULT_LIMITS
from course.judging.steps import steps_of

NAMES = ("one", "two", "three")
PLAN = OutsidePlan({}, sealable={"one": [], "two": []})


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Return the sources that run outside; there, every test is worth 1 of 2 points."""
    ran: list[str] = []

    def opinions(nb, steps, outside, limits):
        ran.extend(step.source for step in steps)
        return dict.fromkeys(NAMES, Opinion(1.0)), False

    monkeypatch.setattr(seals, "opinions", opinions)
    return ran


def sealed(plan: OutsidePlan | None, *points: float | None) -> list[tuple[bool, bool]]:
    """Return whether each test is sealed and whether it is flagged."""
    cells = [new_code_cell("x"), *(checked_by(name, name) for name in NAMES)]
    nb = new_notebook(cells=cells)
    steps = steps_of(nb, (), dict.fromkeys(NAMES, 2.0))
    outside = None if plan is None else Outside(plan, None, None)
    scores = [Score(one) for one in points]
    ran = list(zip(steps[1:], scores, strict=True))
    found = Seals(nb, steps, outside, DEFAULT_LIMITS).of(ran)
    return [(one.sealed, one.flagged) for one in found]


def test_a_score_that_is_higher_than_outside_is_flagged(asked):
    flagged, sealed_, not_sealable = sealed(PLAN, 2.0, 1.0, 2.0)
    assert [flagged, sealed_] == [(False, True), (True, False)]
    assert not_sealable == (False, False)


def test_nothing_runs_outside_for_tests_that_earned_nothing(asked):
    assert sealed(PLAN, 0.0, 0.0, 2.0) == [(True, False), (True, False), (False, False)]
    assert not asked


def test_nothing_runs_outside_after_the_last_test_that_earned_something(asked):
    sealed(PLAN, 1.0, 0.0, 0.0)
    assert asked == ["x", "one"]


def test_a_test_without_a_verdict_is_not_sealed(asked):
    assert sealed(PLAN, None, 0.0, 0.0)[0] == (False, False)


def test_the_solution_is_tried_in_all_tests(asked):
    sealed(OutsidePlan({}), 2.0, 0.0, 2.0)
    assert asked == ["x", *NAMES]


def test_without_a_plan_nothing_is_sealed(asked):
    assert sealed(None, 2.0, 2.0, 2.0) == [(False, False)] * 3
    assert not asked
