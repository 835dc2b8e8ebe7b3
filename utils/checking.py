"""Define the criteria of an exercise, judge an answer, and show the results.

A criterion is a plain function that gets an answer and calls it. The same criteria run
in the reader's notebook, on the function itself, and in the judge, on a stand-in for a
function in another process. This module does not know which criteria are hidden, how an
answer is reached, or how a gradebook counts a verdict.
"""

from __future__ import annotations

import html
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import wraps
from types import FunctionType
from typing import Any, TypeVar, cast

import numpy as np

from utils.errors import NOTHING_YET, explain, file_of, is_no_answer
from utils.failures import (
    AnswerError as AnswerError,
)
from utils.failures import (
    InfrastructureError as InfrastructureError,
)
from utils.failures import (
    LimitReached as LimitReached,
)
from utils.remedies import says_what_to_do, with_remedy

T = TypeVar("T")

MAX_HINTS = 3
NUMBERS = re.compile(r"\d+")
EXAMPLES_COUNT = (
    "Grading tries other inputs too; examples count in the proportion of those met."
)
PRACTICE_MET = "This is practice, without points. %check {name} tries other inputs."
GOES_ON = "This is practice, without points: the lesson goes on with ours."
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
        except MemoryError:
            return Result(self, Outcome.LIMIT, "it needs too much memory")
        except Exception as error:
            if show_errors and (told := _told_of_answer(error, given)):
                return Result(self, Outcome.ERROR, told)
            # The answer returned something of an unexpected type or size.
            detail = f" ({_told_of_check(error)})" if show_errors else ""
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
        if self.outcome in (Outcome.PASSED, Outcome.FAILED) or is_no_answer(self.hint):
            return self.hint
        return f"{self.outcome}: {self.hint}" if self.hint else str(self.outcome)

    def message_and_hint(self) -> str:
        """Return the message, and for an error of the answer the criterion's hint.

        Where the error itself says what to do, the hint would be about another thing.
        """
        message, hint = self.message(), self.criterion.hint
        if self.outcome is not Outcome.ERROR or is_no_answer(self.hint) or not hint:
            return message
        if says_what_to_do(message):
            return message
        return f"{message.removesuffix('.')}. Hint: {hint}"


@dataclass
class Report:
    """The results of one exercise, as a table in a notebook or as text.

    `mistake` is a sentence above them, on what the answer does wrong, if that is known.
    `note` is one below them, on what they are worth. `kind` is what the criteria are
    called, and `shows_points` adds the points of each to the table.
    """

    exercise: str
    results: list[Result] = field(default_factory=list)
    note: str = ""
    mistake: str = ""
    kind: str = "checks"
    shows_points: bool = False

    @property
    def passed(self) -> bool:
        """Whether every criterion is met."""
        return all(result.outcome is Outcome.PASSED for result in self.results)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was found but that there is no answer yet."""
        return bool(self.results) and all(
            result.outcome is not Outcome.PASSED and result.hint == NOTHING_YET
            for result in self.results
        )

    def without_points(self) -> Report:
        """Return the same results as those of a practice exercise."""
        return replace(self, note="", shows_points=False)

    def hints(self) -> list[str]:
        """Return what is told: the mistake, then the hints in the criteria's order."""
        return [told for told in (self.mistake, *self._told()) if told]

    def summary(self) -> str:
        """Return one line on how many criteria are met."""
        met = sum(result.outcome is Outcome.PASSED for result in self.results)
        return f"{self.exercise}: {met} of {len(self.results)} {self.kind} passed"

    def __repr__(self) -> str:
        lines = [self.summary()] + [self.mistake] * bool(self.mistake)
        for (mark, name, told), worth in zip(self.rows(), self._points(), strict=True):
            lines.append(f"  {mark} {name}" + (f" ({worth})" if worth else ""))
            if told:
                lines.append(f"      {told}")
        if self.note:
            lines.append(self.note)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        heads = ["met", "points", "what was checked", "hint"]
        if not self.shows_points:
            heads.remove("points")
        head = "".join(f"<th style='{CELL}'>{name}</th>" for name in heads)
        rows = ""
        for (mark, name, told), worth in zip(self.rows(), self._points(), strict=True):
            texts = [worth, name, told] if self.shows_points else [name, told]
            rows += (
                f"<tr><td style='{CELL}; color:#fff; background-color:{MARKS[mark]}'>"
                f"{mark}</td>"
            )
            rows += "".join(
                f"<td style='{CELL}'>{html.escape(text)}</td>" for text in texts
            )
            rows += "</tr>"
        note = f"<p>{html.escape(self.note)}</p>" if self.note else ""
        above = f"<p><b>{html.escape(self.mistake)}</b></p>" if self.mistake else ""
        caption = html.escape(self.summary())
        return (
            f"{above}<table><caption style='text-align:left'>{caption}"
            f"</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            f"{note}"
        )

    def _points(self) -> Iterator[str]:
        """Yield the points of each result, earned and possible, if they are shown."""
        for result in self.results:
            worth = f"{result.points:g} of {result.criterion.points:g}"
            yield worth if self.shows_points else ""

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Yield mark, name and hint of every result; each hint only once."""
        for result, told in zip(self.results, self._told(), strict=True):
            passed = result.outcome is Outcome.PASSED
            yield "✓" if passed else "✗", result.criterion.name, told

    def _told(self) -> Iterator[str]:
        """Yield what is told of each result: every error, and `MAX_HINTS` hints.

        What was told before is not told again.
        """
        seen, hints = {""}, 0
        for result in self.results:
            message, is_hint = result.message(), result.outcome is Outcome.FAILED
            # What was found is the same with other numbers, such as sizes of an input.
            written = is_hint and message == result.criterion.hint
            alike = message if written else NUMBERS.sub("0", message)
            if alike in seen or (is_hint and hints == MAX_HINTS):
                yield ""
                continue
            seen.add(alike)
            hints += is_hint
            yield result.message_and_hint()


def _told_of_check(error: Exception) -> str:
    """Return what to say of an error that a check itself raised.

    What to do about an index is said of indices in the answer, and this is ours.
    """
    told = explain(error)
    return told if isinstance(error, IndexError) else with_remedy(told)


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
    of the notebook's own, so that no mistake costs points twice. `built` are those that
    make objects in the notebook's process, such as models: they get the answer before
    their own arguments, and only the criteria call them. `lesson` is where known
    mistakes in this exercise are looked up (`utils.diagnosis`).
    """

    def __init__(
        self,
        exercise: str,
        lent: Mapping[str, Callable[..., object]] | None = None,
        built: Mapping[str, Callable[..., object]] | None = None,
        lesson: str = "",
    ) -> None:
        self.exercise = exercise
        self.lesson = lesson
        self.lent = dict(lent or {})
        self.built = dict(built or {})
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
        hint. With any other error this criterion is not met, and the next one asks
        again: an answer could raise one wherever it notices that it is compared.
        """
        self._premises.append(test)
        return test

    def _hold_premises(self, *given: object) -> None:
        """Raise what the premises found for this answer, which is the first given."""
        answer = given[0] if given else None
        if self._premised is None or self._premised[0] is not answer:
            self._premised = None  # an error leaves it open, for the next criterion
            miss = None
            for premise in self._premises:
                try:
                    premise(*given)
                except AssertionError as found:
                    miss = found.with_traceback(None)
                    break
            self._premised = (answer, miss)
        if self._premised[1] is not None:
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

    def _mistake(self, report: Report, answer: tuple[object, ...]) -> str:
        """Return the sentence for the mistake in an answer, if it is a known one."""
        limited = any(result.outcome is Outcome.LIMIT for result in report.results)
        names = _names_around(answer[0]) if answer else None
        if report.passed or limited or not self.lesson or names is None:
            return ""
        from utils.diagnosis.here import mistake_here  # only now, since it is big

        return mistake_here(self.lesson, self.exercise, names)

    def run(self, *answer: object) -> None:
        """Judge an answer and show the table; raise ChecksFailed on a miss.

        Inside `collecting()` nothing runs: the checks and the answer are added to the
        collected list, to be judged later.
        """
        collected = _collected.get()
        if collected is not None:
            collected.append((self, answer))
            return
        report = self._open_report(*answer)
        report.note = EXAMPLES_COUNT if report.passed else ""
        _show(report)
        if not report.passed:
            raise ChecksFailed(report)

    def practise(self, answer: T, ours: T) -> T:
        """Judge an answer that earns no points, and show the table.

        Return the answer, or `ours` if it misses something: the lesson goes on with
        what is returned, and the table says which of the two that is. Inside
        `collecting()` this does what `run` does there, and returns `ours`.
        """
        collected = _collected.get()
        if collected is not None:
            collected.append((self, (answer,)))
            return ours
        report = self._open_report(answer)
        met = PRACTICE_MET.format(name=self.exercise)
        report.note = met if report.passed else GOES_ON
        _show(report)
        return answer if report.passed else ours

    def _open_report(self, *answer: object) -> Report:
        report = self.judge(*map(_guarded, answer), show_errors=True)
        report.kind = "open checks"
        report.mistake = self._mistake(report, answer)
        return report


def _names_around(answer: object) -> dict[str, Any] | None:
    """Return the namespace in which a function, or a class's methods, were defined."""
    parts = vars(answer).values() if isinstance(answer, type) else [answer]
    functions = [part for part in parts if isinstance(part, FunctionType)]
    return functions[0].__globals__ if functions else None


class Unexpected(AssertionError):
    """A value is not the one that a criterion wanted; only a replay shows them."""

    def __init__(self, got: object, wanted: object, told: str = "") -> None:
        super().__init__(told)
        self.got = got
        self.wanted = wanted


def expect(
    got: object,
    wanted: object,
    told: str = "",
    same: Callable[[Any, Any], object] = np.array_equal,
) -> None:
    """Raise Unexpected unless the two are the `same`; `told` replaces the hint."""
    if not same(got, wanted):
        raise Unexpected(got, wanted, told)


def repeated(function: Callable[..., T], times: int, *given: object) -> list[T]:
    """Call `function(*given)` several times; return the results.

    A function in another process gets all calls in one request.
    """
    in_turn = getattr(function, "_in_turn", None)
    if in_turn is not None:
        return in_turn(*[given] * times)
    return [function(*given) for _ in range(times)]


@contextmanager
def collecting() -> Iterator[list[tuple[Checks, tuple[object, ...]]]]:
    """Collect what `Checks` would run inside the block instead of running it."""
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
            told = explain(error, answer.__globals__, answer)
            raise AnswerError(with_remedy(told)) from error

    return call


def _told_of_answer(error: Exception, given: tuple[object, ...]) -> str:
    """Return what to say if the code of an answer raised this error, or "".

    A class raises it where it is used, and a generator where the next item is asked
    for: no call of ours could catch it.
    """
    for thing in given:
        answer = getattr(thing, "__wrapped__", thing)
        file = file_of(answer) if isinstance(answer, FunctionType | type) else ""
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if file and frame.f_code.co_filename == file:
                return with_remedy(explain(error, frame.f_globals, answer))
    return ""


def _show(report: Report) -> None:
    try:
        from IPython.display import display
    except ImportError:
        print(report)
    else:
        display(report)
