"""Criteria of an exercise, and the table that says which of them an answer meets.

A criterion is a plain function over data that calls what it is given. The same
criteria run in the reader's notebook, on the function itself, and in the judge, on
a stand-in for a function that lives in another process. What is hidden, how an
answer is reached and what a verdict is worth to a gradebook are not known here.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from types import FunctionType
from typing import Any, TypeVar, cast

T = TypeVar("T")

MAX_HINTS = 3
MAX_TOLD = 300  # characters of an error message
EXAMPLES_COUNT = (
    "Grading tries other inputs too; examples count in the proportion of those met."
)
CELL = "text-align:left; padding:0.1em 0.6em"  # pages of feedback bring no style
MARKS = {"✓": "#1a7f37", "✗": "#b3261e"}  # behind white: in dark themes as well


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

    def judge(self, *given: object, tell_all: bool = False) -> Result:
        """Run the test on `given`; every ending becomes an outcome with a hint.

        `tell_all` adds to the hint what the test stumbled over; only where the test
        is not hidden.
        """
        try:
            self.test(*given)
        except AssertionError as miss:
            # A message of many lines is a library's, and shows what was expected.
            told = "" if "\n" in str(miss) else str(miss)
            return Result(self, Outcome.FAILED, told or self.hint)
        except LimitReached as limit:
            return Result(self, Outcome.LIMIT, str(limit))
        except InfrastructureError as broken:
            return Result(self, Outcome.INFRASTRUCTURE, str(broken))
        except AnswerError as error:
            return Result(self, Outcome.ERROR, str(error))
        except Exception as stumble:
            # What came back is not of the kind that the test looks into.
            told = f"{self.hint} ({explain(stumble)})" if tell_all else self.hint
            return Result(self, Outcome.FAILED, told)
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

    def told(self) -> str:
        """The hint, after the outcome where that is more than a miss."""
        if self.outcome in (Outcome.PASSED, Outcome.FAILED):
            return self.hint
        return f"{self.outcome}: {self.hint}" if self.hint else str(self.outcome)


@dataclass
class Report:
    """The results of one exercise, as a table in a notebook or as text.

    `note` is a sentence below them, on what they are worth.
    """

    exercise: str
    results: list[Result] = field(default_factory=list)
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether every criterion is met."""
        return all(result.outcome is Outcome.PASSED for result in self.results)

    def hints(self) -> list[str]:
        """At most `MAX_HINTS` different hints, in the order of the criteria."""
        missed = [r.told() for r in self.results if r.outcome is not Outcome.PASSED]
        return list(dict.fromkeys(missed))[:MAX_HINTS]

    def summary(self) -> str:
        """One line: how many criteria of the exercise are met."""
        met = sum(result.outcome is Outcome.PASSED for result in self.results)
        return f"{self.exercise}: {met} of {len(self.results)} checks passed"

    def __repr__(self) -> str:
        lines = [self.summary()]
        for mark, name, hint in self._rows():
            lines.append(f"  {mark} {name}")
            if hint:
                lines.append(f"      {hint}")
        if self.note:
            lines.append(self.note)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='{CELL}; color:#fff; background-color:{MARKS[mark]}'>"
            f"{mark}</td>"
            f"<td style='{CELL}'>{html.escape(name)}</td>"
            f"<td style='{CELL}'>{html.escape(hint)}</td></tr>"
            for mark, name, hint in self._rows()
        )
        note = f"<p>{html.escape(self.note)}</p>" if self.note else ""
        return (
            f"<table><caption style='text-align:left'>{html.escape(self.summary())}"
            f"</caption><thead><tr><th style='{CELL}'>met</th>"
            f"<th style='{CELL}'>what was checked</th>"
            f"<th style='{CELL}'>hint</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>{note}"
        )

    def _rows(self) -> Iterator[tuple[str, str, str]]:
        """Mark, name and hint of every result; each hint once, at its first miss."""
        waiting = self.hints()
        for result in self.results:
            passed = result.outcome is Outcome.PASSED
            hint = "" if passed or result.told() not in waiting else result.told()
            if hint:
                waiting.remove(hint)
            yield "✓" if passed else "✗", result.criterion.name, hint


class ChecksFailed(AssertionError):
    """Raised in a notebook after the table, so that Validate sees the miss too."""

    def __init__(self, report: Report) -> None:
        hints = [f"  - {hint}" for hint in report.hints()]
        super().__init__("\n".join([report.summary(), *hints]))
        self.report = report

    def _render_traceback_(self) -> list[str]:
        # A traceback through this module would tell the author of an answer nothing.
        return [str(self)]


class Checks:
    """The criteria of one exercise, in the order in which they are told.

    `lent` are right answers to other exercises, by name. Whoever grades may let them
    stand in for the notebook's own, so that no mistake is paid for twice.
    """

    def __init__(
        self, exercise: str, lent: Mapping[str, Callable[..., object]] | None = None
    ) -> None:
        self.exercise = exercise
        self.lent = dict(lent or {})
        self.criteria: list[Criterion] = []
        self._premises: list[Callable[..., None]] = []
        self._premised: tuple[object, AssertionError | None] | None = None
        self._made: dict[Callable, tuple[object, Any]] = {}  # for which answer, what

    def criterion(
        self, name: str, *, points: float, hint: str
    ) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Add the decorated function as a criterion worth `points`.

        It fails by AssertionError, whose message, where it has one, is told in
        place of `hint`.
        """

        def add(test: Callable[..., None]) -> Callable[..., None]:
            @wraps(test)
            def tested(*given: object) -> None:
                try:
                    self._hold_premises(*given)
                    test(*given)
                except BaseException:
                    self._made.clear()
                    raise

            self.criteria.append(Criterion(name, points, hint, tested))
            return test

        return add

    def premise(self, test: Callable[..., None]) -> Callable[..., None]:
        """Add the decorated function as what every criterion takes for granted.

        A premise establishes that an answer depends on what the exercise is about. It
        runs once for an answer, before the first criterion, and fails by an
        AssertionError; then no criterion is met, and its message is their hint.
        """
        self._premises.append(test)
        return test

    def _hold_premises(self, *given: object) -> None:
        """Raise what the premises found for this answer, which is the first given."""
        answer = given[0] if given else None
        if self._premised is None or self._premised[0] is not answer:
            self._premised = None  # not after an error or a limit: it is tried again
            miss = None
            try:
                for premise in self._premises:
                    premise(*given)
            except AssertionError as found:
                miss = found.with_traceback(None)
            self._premised = (answer, miss)
        if self._premised[1] is not None:
            raise self._premised[1]

    def once(self, make: Callable[..., T], answer: object, *given: object) -> T:
        """What `make(answer, *given)` made for the first criterion that asked.

        For what takes long to make of an answer. After a miss it is made anew, so that
        what one mistake has left behind does not cost the next criterion.
        """
        made_for, made = self._made.get(make, (None, None))
        if made_for is not answer:
            made = make(answer, *given)
            self._made[make] = (answer, made)
        return cast(T, made)

    @property
    def points(self) -> float:
        """The points that all criteria are worth together."""
        return sum(criterion.points for criterion in self.criteria)

    def judge(self, *given: object, tell_all: bool = False) -> Report:
        """Run every criterion on `given`, whatever becomes of the ones before."""
        results = [c.judge(*given, tell_all=tell_all) for c in self.criteria]
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
        report = self.judge(*map(_guarded, answer), tell_all=True)
        report.note = EXAMPLES_COUNT if report.passed else ""
        _show(report)
        if not report.passed:
            raise ChecksFailed(report)


def repeated(function: Callable[..., T], times: int, *given: object) -> list[T]:
    """What `function(*given)` returns, so many times in a row.

    A function of another process is asked for all of them at once.
    """
    in_turn = getattr(function, "_in_turn", None)
    if in_turn is not None:
        return in_turn(*[given] * times)
    return [function(*given) for _ in range(times)]


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


def _show(report: Report) -> None:
    try:
        from IPython.display import display
    except ImportError:
        print(report)
    else:
        display(report)
