"""Define the criteria of an exercise, judge an answer, and show the results.

A criterion is a plain function that gets an answer and calls it. The same criteria run
in the reader's notebook, on the function itself, and in the judge, on a stand-in for a
function in another process. This module does not know which criteria are hidden, how an
answer is reached, or how a gradebook counts a verdict.
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
# Feedback pages have no style of their own; white on these also shows in dark themes.
CELL = "text-align:left; padding:0.1em 0.6em"
MARKS = {"✓": "#1a7f37", "✗": "#b3261e"}


class Outcome(StrEnum):
    """How a criterion ended; only the first earns its points."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error in the answer"
    LIMIT = "limit"
    INFRASTRUCTURE = "infrastructure"


class AnswerError(Exception):
    """The answer raised an error; the message may be shown to its author."""


class LimitReached(Exception):
    """The answer exceeded a limit of time, memory or output."""


class InfrastructureError(Exception):
    """The grading failed, not the answer; this never costs points."""


@dataclass(frozen=True)
class Criterion:
    """One check: its name, its points, its test, and a hint for a miss."""

    name: str
    points: float
    hint: str
    test: Callable[..., None]

    def judge(self, *given: object, show_errors: bool = False) -> Result:
        """Run the test on `given`; return its outcome, whatever it raises.

        `show_errors` adds an error of the test itself to the hint; never use it for
        hidden tests.
        """
        try:
            self.test(*given)
        except AssertionError as miss:
            # A message of many lines is a library's, and shows expected values.
            message = "" if "\n" in str(miss) else str(miss)
            return Result(self, Outcome.FAILED, message or self.hint)
        except LimitReached as limit:
            return Result(self, Outcome.LIMIT, str(limit))
        except InfrastructureError as broken:
            return Result(self, Outcome.INFRASTRUCTURE, str(broken))
        except AnswerError as error:
            return Result(self, Outcome.ERROR, str(error))
        except Exception as error:
            # The answer returned something of an unexpected type.
            detail = f" ({explain(error)})" if show_errors else ""
            return Result(self, Outcome.FAILED, self.hint + detail)
        return Result(self, Outcome.PASSED)


@dataclass(frozen=True)
class Result:
    """The outcome of one criterion, with a hint for the author of the answer."""

    criterion: Criterion
    outcome: Outcome
    hint: str = ""

    @property
    def points(self) -> float:
        """The points earned."""
        return self.criterion.points if self.outcome is Outcome.PASSED else 0.0

    def message(self) -> str:
        """Return the hint, after the outcome if that is worse than a miss."""
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
        """Return at most `MAX_HINTS` different hints, in the order of the criteria."""
        missed = [r.message() for r in self.results if r.outcome is not Outcome.PASSED]
        return list(dict.fromkeys(missed))[:MAX_HINTS]

    def summary(self) -> str:
        """Return one line on how many criteria are met."""
        met = sum(result.outcome is Outcome.PASSED for result in self.results)
        return f"{self.exercise}: {met} of {len(self.results)} checks passed"

    def __repr__(self) -> str:
        lines = [self.summary()]
        for mark, name, hint in self.rows():
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
            for mark, name, hint in self.rows()
        )
        note = f"<p>{html.escape(self.note)}</p>" if self.note else ""
        return (
            f"<table><caption style='text-align:left'>{html.escape(self.summary())}"
            f"</caption><thead><tr><th style='{CELL}'>met</th>"
            f"<th style='{CELL}'>what was checked</th>"
            f"<th style='{CELL}'>hint</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>{note}"
        )

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Yield mark, name and hint of every result; each hint only once."""
        unshown = self.hints()
        for result in self.results:
            passed = result.outcome is Outcome.PASSED
            hint = "" if passed or result.message() not in unshown else result.message()
            if hint:
                unshown.remove(hint)
            yield "✓" if passed else "✗", result.criterion.name, hint


class ChecksFailed(AssertionError):
    """Some criteria are not met; raised after the table, so that Validate sees it."""

    def __init__(self, report: Report) -> None:
        hints = [f"  - {hint}" for hint in report.hints()]
        super().__init__("\n".join([report.summary(), *hints]))
        self.report = report

    def _render_traceback_(self) -> list[str]:
        # A traceback through this module would not help the author of an answer.
        return [str(self)]


class Checks:
    """The criteria of one exercise, in the order in which they are shown.

    `lent` are right answers to other exercises, by name. A grader may use them in place
    of the notebook's own, so that no mistake costs points twice.
    """

    def __init__(
        self, exercise: str, lent: Mapping[str, Callable[..., object]] | None = None
    ) -> None:
        self.exercise = exercise
        self.lent = dict(lent or {})
        self.criteria: list[Criterion] = []
        self._premises: list[Callable[..., None]] = []
        self._premised: tuple[object, AssertionError | None] | None = None
        self._made: dict[Callable, tuple[object, Any]] = {}  # answer and result

    def criterion(
        self, name: str, *, points: float, hint: str
    ) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Add the decorated function as a criterion worth `points`.

        It fails by AssertionError, whose message, if any, replaces `hint`.
        """

        def add(test: Callable[..., None]) -> Callable[..., None]:
            @wraps(test)
            def tested(*given: object) -> None:
                try:
                    test(*given)
                    # Afterwards, for a premise may leave traces in a wrong answer.
                    self._hold_premises(*given)
                except BaseException:
                    self._made.clear()
                    raise

            self.criteria.append(Criterion(name, points, hint, tested))
            return test

        return add

    def premise(self, test: Callable[..., None]) -> Callable[..., None]:
        """Add the decorated function as what every criterion takes for granted.

        A premise establishes that an answer depends on what the exercise is about, not
        that it is right. It runs once for an answer, as soon as a criterion would be
        met, and fails by an AssertionError; then none is met, and its message is the
        hint. Any other error is no finding: the criteria tell of errors.
        """
        self._premises.append(test)
        return test

    def _hold_premises(self, *given: object) -> None:
        """Raise what the premises found for this answer, which is the first given."""
        answer = given[0] if given else None
        if self._premised is None or self._premised[0] is not answer:
            miss, is_final = None, True
            for premise in self._premises:
                try:
                    premise(*given)
                except AssertionError as found:
                    miss, is_final = found.with_traceback(None), True
                    break
                except (LimitReached, InfrastructureError):
                    raise
                except Exception:
                    is_final = False  # it is tried again, at the next criterion
            self._premised = (answer, miss) if is_final else None
        if self._premised is not None and self._premised[1] is not None:
            raise self._premised[1]

    def once(self, make: Callable[..., T], answer: object, *given: object) -> T:
        """Return `make(answer, *given)`, computed once and shared by the criteria.

        Use it for slow computations. After a miss the result is made again, so that
        the effects of one mistake do not cost the next criterion.
        """
        owner, made = self._made.get(make, (None, None))
        if owner is not answer:
            made = make(answer, *given)
            self._made[make] = (answer, made)
        return cast(T, made)

    @property
    def points(self) -> float:
        """The sum of the points of all criteria."""
        return sum(criterion.points for criterion in self.criteria)

    def judge(self, *given: object, show_errors: bool = False) -> Report:
        """Run every criterion on `given`, even after a miss."""
        results = [c.judge(*given, show_errors=show_errors) for c in self.criteria]
        return Report(self.exercise, results)

    def run(self, *answer: object) -> None:
        """Judge an answer and show the table; raise ChecksFailed on a miss.

        Inside `collecting()` nothing runs: the checks and the answer are added to the
        collected list, to be judged later.
        """
        collected = _collected.get()
        if collected is not None:
            collected.append((self, answer))
            return
        report = self.judge(*map(_guarded, answer), show_errors=True)
        report.note = EXAMPLES_COUNT if report.passed else ""
        _show(report)
        if not report.passed:
            raise ChecksFailed(report)


def repeated(function: Callable[..., T], times: int, *given: object) -> list[T]:
    """Call `function(*given)` several times; return the results.

    A function in another process gets all calls in one request.
    """
    in_turn = getattr(function, "_in_turn", None)
    if in_turn is not None:
        return in_turn(*[given] * times)
    return [function(*given) for _ in range(times)]


def explain(error: BaseException) -> str:
    """Return the message for the author of an answer that raised an error."""
    if isinstance(error, NotImplementedError):
        return "there is no answer here yet"
    message = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return message if len(message) <= MAX_TOLD else message[: MAX_TOLD - 1] + "…"


@contextmanager
def collecting() -> Iterator[list[tuple[Checks, tuple[object, ...]]]]:
    """Collect calls of `Checks.run` inside the block instead of running them."""
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
    """Return the answer, wrapped so that its errors become AnswerError."""
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
