"""Criteria of an exercise, and the table that says which of them an answer meets.

A criterion is a plain function over data that calls what it is given. The same
criteria run in the reader's notebook, on the function itself, and in the judge, on
a stand-in for a function that lives in another process. What is hidden, how an
answer is reached and what a verdict is worth to a gradebook are not known here.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from types import FunctionType

MAX_HINTS = 3
MAX_TOLD = 300  # characters of an error message


class Outcome(StrEnum):
    """How a criterion ended; only the first earns its points."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error in the answer"
    LIMIT = "limit"
    INFRASTRUCTURE = "infrastructure"


class AnswerError(Exception):
    """The answer raised; `str(error)` is what its author may be told."""


class LimitReached(Exception):
    """The answer ran past a limit of time, memory or output."""


class InfrastructureError(Exception):
    """The grading broke, not the answer; never a reason to take points."""


@dataclass(frozen=True)
class Criterion:
    """One thing that is checked: what, for how many points, and what a miss means."""

    name: str
    points: float
    hint: str
    test: Callable[..., None]

    def judge(self, *given: object) -> Result:
        """Run the test on `given`; every ending becomes an outcome with a hint."""
        try:
            self.test(*given)
        except AssertionError as miss:
            return Result(self, Outcome.FAILED, str(miss) or self.hint)
        except LimitReached as limit:
            return Result(self, Outcome.LIMIT, str(limit))
        except InfrastructureError as broken:
            return Result(self, Outcome.INFRASTRUCTURE, str(broken))
        except AnswerError as error:
            return Result(self, Outcome.ERROR, str(error))
        except Exception:
            # What came back is not of the kind that the test looks into. What the
            # exception says may name what is hidden, so the hint stands for it.
            return Result(self, Outcome.FAILED, self.hint)
        return Result(self, Outcome.PASSED)


@dataclass(frozen=True)
class Result:
    """The outcome of one criterion, and what to tell the author of the answer."""

    criterion: Criterion
    outcome: Outcome
    hint: str = ""

    @property
    def points(self) -> float:
        """The points earned."""
        return self.criterion.points if self.outcome is Outcome.PASSED else 0.0


@dataclass
class Report:
    """The results of one exercise, as a table in a notebook or as text."""

    exercise: str
    results: list[Result] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether every criterion is met."""
        return all(result.outcome is Outcome.PASSED for result in self.results)

    def hints(self) -> list[str]:
        """At most `MAX_HINTS` different hints, in the order of the criteria."""
        missed = [r.hint for r in self.results if r.outcome is not Outcome.PASSED]
        return list(dict.fromkeys(missed))[:MAX_HINTS]

    def summary(self) -> str:
        """One line: how many criteria of the exercise are met."""
        met = sum(result.outcome is Outcome.PASSED for result in self.results)
        return f"{self.exercise}: {met} of {len(self.results)} checks passed"

    def __repr__(self) -> str:
        shown = set(self.hints())
        lines = [self.summary()]
        for result in self.results:
            lines.append(f"  {_mark(result)} {result.criterion.name}")
            if result.hint in shown:
                lines.append(f"      {_told(result)}")
                shown.discard(result.hint)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        shown = set(self.hints())
        rows = []
        for result in self.results:
            hint = html.escape(_told(result)) if result.hint in shown else ""
            shown.discard(result.hint)
            rows.append(
                f"<tr><td style='text-align:center'>{_mark(result)}</td>"
                f"<td style='text-align:left'>{html.escape(result.criterion.name)}</td>"
                f"<td style='text-align:left'>{hint}</td></tr>"
            )
        return (
            f"<table><caption style='text-align:left'>{html.escape(self.summary())}"
            "</caption><thead><tr><th></th>"
            "<th style='text-align:left'>what was checked</th>"
            "<th style='text-align:left'>hint</th></tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table>"
        )


class ChecksFailed(AssertionError):
    """Raised in a notebook after the table, so that Validate sees the miss too."""

    def __init__(self, report: Report) -> None:
        super().__init__(repr(report))
        self.report = report

    def _render_traceback_(self) -> list[str]:
        # The table above it says all; a traceback through this module says nothing.
        return [repr(self.report)]


class Checks:
    """The criteria of one exercise, in the order in which they are told."""

    def __init__(self, exercise: str) -> None:
        self.exercise = exercise
        self.criteria: list[Criterion] = []

    def criterion(
        self, name: str, *, points: float, hint: str
    ) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Add the decorated function as a criterion worth `points`.

        It fails by AssertionError, whose message, where it has one, is told in
        place of `hint`.
        """

        def add(test: Callable[..., None]) -> Callable[..., None]:
            self.criteria.append(Criterion(name, points, hint, test))
            return test

        return add

    @property
    def points(self) -> float:
        """The points that all criteria are worth together."""
        return sum(criterion.points for criterion in self.criteria)

    def judge(self, *given: object) -> Report:
        """Run every criterion on `given`, whatever becomes of the ones before."""
        results = [criterion.judge(*given) for criterion in self.criteria]
        return Report(self.exercise, results)

    def run(self, *answer: object) -> None:
        """Judge an answer and show the table; raise ChecksFailed on a miss.

        Inside `collecting()` nothing runs: the checks are handed to the collector
        with the answer, for whoever collects to judge them.
        """
        collected = _collected.get()
        if collected is not None:
            collected.append((self, answer))
            return
        report = self.judge(*map(_guarded, answer))
        _show(report)
        if not report.passed:
            raise ChecksFailed(report)


def explain(error: BaseException) -> str:
    """What the author of an answer is told of an error that it raised."""
    if isinstance(error, NotImplementedError):
        return "there is no answer here yet"
    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return told if len(told) <= MAX_TOLD else told[: MAX_TOLD - 1] + "…"


@contextmanager
def collecting() -> Iterator[list[tuple[Checks, tuple[object, ...]]]]:
    """Catch what `Checks.run` is asked inside the block instead of running it."""
    collected: list[tuple[Checks, tuple[object, ...]]] = []
    token = _collected.set(collected)
    try:
        yield collected
    finally:
        _collected.reset(token)


_collected: ContextVar[list[tuple[Checks, tuple[object, ...]]] | None] = ContextVar(
    "collected", default=None
)


def _guarded(answer: object) -> object:
    """The answer, with its own errors told apart from those of the checks."""
    if not isinstance(answer, FunctionType):
        return answer

    @wraps(answer)
    def call(*args: object, **kwargs: object) -> object:
        try:
            return answer(*args, **kwargs)
        except Exception as error:
            raise AnswerError(explain(error)) from error

    return call


def _mark(result: Result) -> str:
    return "✓" if result.outcome is Outcome.PASSED else "✗"


def _told(result: Result) -> str:
    if result.outcome is Outcome.FAILED:
        return result.hint
    return f"{result.outcome}: {result.hint}"


def _show(report: Report) -> None:
    try:
        from IPython.display import display
    except ImportError:
        print(report)
    else:
        display(report)
