"""The judge of one exercise: criteria run here, on the trusted side of the wire.

Each meets the answer as an `Answer`, alike in a kernel and in this process. What is
made of the verdicts, points in a gradebook or words for a learner, is not told here.
"""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from course.judging.remote_answer import PROCESS_ENDED, Answer
from utils.checking import Checks, Criterion, Outcome, Report, Result, collecting

EXERCISE_SECONDS = 120.0  # for all criteria of one exercise together
EXAMPLES_ALONE = "It fits the examples in the notebook and no other input: no points."
PROPORTION = (
    "The examples in the notebook ({open} points) count in proportion to the other "
    "checks ({hidden} of {worth} points): {count}."
)


@dataclass(frozen=True)
class Verdict:
    """What the judge found of one exercise; what the answer printed in open checks.

    The last `hidden` results are those of hidden criteria.
    """

    report: Report
    printed: str
    seconds: float
    hidden: int = 0

    @property
    def points(self) -> float:
        """The points earned.

        Inputs of open criteria are in the notebook, so their points count in the
        proportion in which the hidden ones are met, where there are hidden ones.
        """
        return self._open_points * self._proportion + self._hidden_points

    @property
    def share(self) -> float:
        """The points earned, as a share of all."""
        opened = sum(result.criterion.points for result in self._split()[0])
        worth = opened + self._hidden_worth
        return self.points / worth if worth else 0.0

    @property
    def fits_examples_alone(self) -> bool:
        """Whether it meets open criteria that earn nothing, as no hidden one is met."""
        return self._open_points > 0 and self._proportion == 0

    @property
    def remark(self) -> str:
        """Why the points are fewer than those of the criteria met; or nothing."""
        if self.fits_examples_alone:
            return EXAMPLES_ALONE
        if self._open_points and self._proportion < 1:
            return PROPORTION.format(
                open=_number(self._open_points),
                hidden=_number(self._hidden_points),
                worth=_number(self._hidden_worth),
                count=_number(self._open_points * self._proportion),
            )
        return ""

    @property
    def _open_points(self) -> float:
        return sum(result.points for result in self._split()[0])

    @property
    def _hidden_points(self) -> float:
        return sum(result.points for result in self._split()[1])

    @property
    def _hidden_worth(self) -> float:
        return sum(result.criterion.points for result in self._split()[1])

    @property
    def _proportion(self) -> float:
        """The part of the hidden points that is met; all where there are none."""
        worth = self._hidden_worth
        return self._hidden_points / worth if worth else 1.0

    def _split(self) -> tuple[list[Result], list[Result]]:
        """The results of open criteria, and those of hidden ones."""
        first = len(self.report.results) - self.hidden
        return self.report.results[:first], self.report.results[first:]


class Deadline(Protocol):
    """A limit of time, however it is counted."""

    def passed(self) -> bool:
        """Whether the time is up."""


class WallDeadline:
    """A limit of time on the wall, for answers that share nothing with neighbours."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def passed(self) -> bool:
        return time.monotonic() > self._end


def examine(
    exercise: str,
    test_cell: str,
    hidden: Checks | None,
    answer: Answer,
    names: Iterable[str],
    seed: int,
    deadline: Deadline | None = None,
) -> Verdict:
    """Judge one exercise: the criteria of its test cell, then the hidden ones.

    `test_cell` is our own text, never the submission's; `names` are the exercises of
    the lesson, all that a test cell may take from a notebook. After the `deadline`,
    which is EXERCISE_SECONDS on the wall by itself, what is still to be judged ends as
    a limit.
    """
    start = time.monotonic()
    deadline = deadline or WallDeadline(EXERCISE_SECONDS)
    trusted = {name: getattr(answer, name) for name in names}
    with collecting() as collected:
        exec(compile(test_cell, f"<test_{exercise}>", "exec"), trusted)
    results: list[Result] = []

    def judge(criterion: Criterion, given: Callable[[], tuple]) -> None:
        if deadline.passed():
            late = "the time for this exercise was used up by the checks before"
            results.append(Result(criterion, Outcome.LIMIT, late))
            return
        answer.begin()
        result = criterion.judge(*given())
        if result.hint == PROCESS_ENDED:
            # Somebody else may have killed it: that must not cost a right answer.
            answer.begin()
            result = criterion.judge(*given())
        results.append(result)

    lent = hidden.lent if hidden else {}
    for checks, given in collected:
        for criterion in checks.criteria:
            judge(criterion, functools.partial(tuple, given))
            if lent and results[-1].outcome is not Outcome.PASSED:
                del results[-1]  # tried again: perhaps another exercise is to blame
                judge(_with(answer, lent, criterion), functools.partial(tuple, given))
    printed = answer.printed()  # not what is printed later: it may be hidden inputs
    closed = hidden.criteria if hidden else []
    for criterion in closed:
        drawn = [seed, _as_seed(exercise, criterion.name)]
        judge(criterion, functools.partial(_given, answer, drawn))
    answer.settle()
    spent = time.monotonic() - start
    verdict = Verdict(Report(exercise, results), printed, spent, hidden=len(closed))
    verdict.report.note = verdict.remark
    return verdict


def _with(answer: Answer, lent: Mapping, criterion: Criterion) -> Criterion:
    """The criterion, with our functions in the place of the notebook's."""

    def test(*given: object) -> None:
        with ExitStack() as stack:
            for name, function in lent.items():
                stack.enter_context(answer.replaced(name, function))
            criterion.test(*given)

    return replace(criterion, test=test)


def _given(answer: Answer, seeds: list[int]) -> tuple:
    return answer, np.random.default_rng(seeds)


def _number(points: float) -> str:
    return f"{round(points, 2):g}"


def _as_seed(*words: str) -> int:
    digest = hashlib.sha256("\0".join(words).encode()).digest()
    return int.from_bytes(digest[:8], "big")
