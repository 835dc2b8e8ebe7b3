"""The judge of one exercise: criteria run here, on the trusted side of the wire.

A criterion sees the answer as an `Answer`, whether it runs in a kernel or in this
process. Callers turn the verdicts into points in a gradebook or words for a learner.
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

from course.judging.progress import NO_REPORT, TOO_MUCH, Progress
from course.judging.remote_answer import Answer
from course.judging.rpc_client import PROCESS_ENDED
from utils.checking import Checks, Criterion, Outcome, Report, Result, collecting
from utils.diagnosis import SECONDS, named_mistake
from utils.failures import InfrastructureError

PRACTICE_SEED = 0
EXERCISE_SECONDS = 120.0  # for all criteria of one exercise together
EXAMPLES_ALONE = (
    "The examples in the notebook count only beside other checks, and none of those is "
    "met: no points."
)
PROPORTION = (
    "The examples in the notebook ({open} points) count in proportion to the other "
    "checks ({hidden} of {worth} points): {count}."
)


@dataclass(frozen=True)
class Verdict:
    """The results of one exercise, and what the answer printed in open checks.

    The last `hidden` results are those of hidden criteria.
    """

    report: Report
    printed: str
    seconds: float
    hidden: int = 0

    @property
    def points(self) -> float:
        """The points earned.

        Inputs of open criteria are in the notebook. So if there are hidden criteria,
        the open points count only in proportion to the hidden points earned.
        """
        return self._open_points * self._proportion + self._hidden_points

    @property
    def share(self) -> float:
        """The points earned, as a fraction of all points."""
        opened = sum(result.criterion.points for result in self._split()[0])
        worth = opened + self._hidden_worth
        return self.points / worth if worth else 0.0

    @property
    def fits_examples_alone(self) -> bool:
        """Whether open criteria are met, but earn nothing as no hidden one is met."""
        return self._open_points > 0 and self._proportion == 0

    @property
    def remark(self) -> str:
        """Why the points are fewer than those of the criteria met, or ""."""
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
        """The fraction of the hidden points that is earned; 1 if there are none."""
        worth = self._hidden_worth
        return self._hidden_points / worth if worth else 1.0

    def _split(self) -> tuple[list[Result], list[Result]]:
        """Return the results of open criteria, and those of hidden ones."""
        first = len(self.report.results) - self.hidden
        return self.report.results[:first], self.report.results[first:]


def practice_inputs(answer: Answer, exercise: str, criterion: Criterion) -> tuple:
    """Return what a hidden criterion is given, from a seed that is no secret."""
    return _given(answer, PRACTICE_SEED, exercise, criterion)


class Deadline(Protocol):
    """A time limit, however the time is measured."""

    def passed(self) -> bool:
        """Return whether the time is up."""


class WallDeadline:
    """A limit in wall-clock time, for answers that do not share the machine."""

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
    progress: Progress = NO_REPORT,
) -> Verdict:
    """Judge one exercise: the criteria of its test cell, then the hidden ones.

    `test_cell` is the course's own text, never the submission's. `names` are the
    exercises of the lesson: a test cell may use nothing else from a notebook. Criteria
    that are left when the `deadline` passes count as a limit reached. By default it is
    EXERCISE_SECONDS of wall-clock time. So do those that, according to `progress`,
    ended an earlier process.
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
        # Two criteria may have one name, an open and a hidden one.
        place = (exercise, f"{len(results)} {criterion.name}")
        if place in progress.limits_met:
            results.append(Result(criterion, Outcome.LIMIT, TOO_MUCH))
            return
        progress.report(place)
        answer.begin()
        result = criterion.judge(*given())
        if result.hint == PROCESS_ENDED:
            # Somebody else may have killed it. A right answer must not suffer for it.
            answer.begin()
            result = criterion.judge(*given())
        results.append(result)
        progress.report(None)

    lent = hidden.lent if hidden else {}
    built = {
        name: functools.partial(build, answer)
        for name, build in (hidden.built if hidden else {}).items()
    }
    for checks, given in collected:
        for criterion in checks.criteria:
            judge(criterion, functools.partial(tuple, given))
            if (lent or built) and results[-1].outcome is not Outcome.PASSED:
                del results[-1]  # try again: perhaps another exercise is to blame
                aided = _lend(answer, lent, _with(built, trusted, criterion))
                judge(aided, functools.partial(tuple, given))
    printed = answer.printed()  # later prints may show hidden inputs: leave them out
    closed = hidden.criteria if hidden else []
    for criterion in closed:
        judge(criterion, functools.partial(_given, answer, seed, exercise, criterion))
    lessons = [checks.lesson for checks, _ in collected if checks.lesson]
    mistake = _mistake(answer, lessons[0], exercise, results) if lessons else ""
    answer.settle()
    spent = time.monotonic() - start
    verdict = Verdict(Report(exercise, results), printed, spent, hidden=len(closed))
    verdict.report.mistake = mistake
    verdict.report.note = verdict.remark
    verdict.report.shows_points = True
    return verdict


def _mistake(answer: Answer, lesson: str, exercise: str, results: list[Result]) -> str:
    """Return the sentence for the mistake in an answer that misses something, or ""."""
    outcomes = {result.outcome for result in results}
    if outcomes <= {Outcome.PASSED} or outcomes & {
        Outcome.LIMIT,
        Outcome.INFRASTRUCTURE,
    }:
        return ""
    answer.begin()
    try:
        with answer.within(SECONDS):
            return named_mistake(lesson, exercise, answer)
    except InfrastructureError:
        raise
    except Exception:  # a limit, or a reply that fits no question
        return ""


def _lend(answer: Answer, lent: Mapping, criterion: Criterion) -> Criterion:
    """Return the criterion with the notebook's functions replaced by our own."""

    def test(*given: object) -> None:
        with ExitStack() as stack:
            for name, function in lent.items():
                stack.enter_context(answer.replaced(name, function))
            criterion.test(*given)

    return replace(criterion, test=test)


def _with(
    built: Mapping[str, Callable], names: dict[str, object], criterion: Criterion
) -> Criterion:
    """Return the criterion with some of its cell's `names` replaced by `built`."""

    def test(*given: object) -> None:
        own = {name: names[name] for name in built if name in names}
        instead = {id(thing): built[name] for name, thing in own.items()}
        names.update(built)
        try:
            criterion.test(*(instead.get(id(thing), thing) for thing in given))
        finally:
            names.update(own)

    return replace(criterion, test=test)


def _given(answer: Answer, seed: int, exercise: str, criterion: Criterion) -> tuple:
    """Return what a hidden criterion is given.

    It may pass its generator to the answer, and NumPy's seeds can be computed from a
    generator's state. So this one has a digest for its seed.
    """
    words = "\0".join([str(seed), exercise, criterion.name])
    digest = hashlib.sha256(words.encode()).digest()
    return answer, np.random.default_rng(int.from_bytes(digest[:16], "big"))


def _number(points: float) -> str:
    return f"{round(points, 2):g}"
