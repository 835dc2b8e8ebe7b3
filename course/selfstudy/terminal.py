"""Format results, solutions and progress for a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from course.judging.judge import Verdict
from course.selfstudy.check import CheckedCopy
from course.selfstudy.hints import reasons, worked
from course.selfstudy.lessons import Course, Handout
from course.selfstudy.progress import Progress
from course.wording import shown_points

COLUMNS = ("lesson", "exercise", "best", "last", "of", "hints", "solution")


def results(checked: CheckedCopy) -> Group:
    """Return a table for each exercise, the total, and where to find a hint."""
    parts: list[RenderableType] = []
    if checked.older:
        parts.append(Text(f"{checked.handout.name}: {checked.older}"))
    missed: list[str] = []
    for name, verdict in checked.verdicts.items():
        if checked.handout.is_practice(name):
            parts.extend(_practice(verdict))
            continue
        points, full = checked.handout.points(verdict), checked.handout.worth(name)
        if verdict.report.mistake:
            parts.append(Text(f"{name}: {verdict.report.mistake}", style="bold"))
        parts.append(
            _table(verdict, f"{name}: {shown_points(points)} of {full:g} points")
        )
        if verdict.remark:
            parts.append(Text(verdict.remark))
        if points < full:
            missed.append(name)
    lesson = checked.handout.name
    if len(checked.verdicts) > 1 and any(map(checked.handout.worth, checked.verdicts)):
        earned, worth = checked.total
        parts.append(Text(f"{lesson}: {shown_points(earned)} of {worth:g} points"))
    if missed:
        parts.append(Text(f"one more hint: course hint {lesson}.{missed[0]}"))
    return Group(*parts)


def solution(handout: Handout, exercise: str) -> Group:
    """Return the worked solution, and what it has to get right."""
    code = Syntax(worked(handout, exercise), "python", background_color=None)
    why = Markdown(reasons(handout, exercise))
    return Group(code, Text("\nWhat it has to get right:\n"), why)


def progress(course: Course, kept: Progress) -> Table:
    """Return a table with a row for each exercise and each lesson."""
    table = Table(*COLUMNS)
    for handout in course.graded():
        best = last = worth = 0.0
        tried = False
        for name in handout.lesson.exercises:
            record = kept.of(handout.name, name)
            full = handout.worth(name)
            if handout.is_practice(name):
                numbers = (_percent(record.best), _percent(record.last), "practice")
            else:
                best, last = best + (record.best or 0), last + (record.last or 0)
                worth += full
                tried = tried or record.best is not None
                numbers = (
                    shown_points(record.best),
                    shown_points(record.last),
                    shown_points(full),
                )
            seen = "seen" if record.solution else ""
            table.add_row(handout.name, name, *numbers, str(record.hints or ""), seen)
        if worth:
            together = (best if tried else None, last if tried else None, worth)
            shown = map(shown_points, together)
            table.add_row(handout.name, "all", *shown, style="bold")
        table.add_section()
    return table


def _practice(verdict: Verdict) -> list[RenderableType]:
    """Return what is shown of an exercise without points."""
    report = verdict.report
    if report.is_blank:
        return [Text(f"{report.exercise}: practice, no answer yet")]
    parts: list[RenderableType] = []
    if report.mistake:
        parts.append(Text(f"{report.exercise}: {report.mistake}", style="bold"))
    summary = Text(f"{report.summary()} (practice, no points)")
    return [*parts, summary, _table(verdict, points=False)]


def _table(verdict: Verdict, title: str | None = None, points: bool = True) -> Table:
    heads = ["", *["points"] * points, "what was checked", "hint"]
    table = Table(*heads, title=title)
    table.title_justify = "left"
    report = verdict.report
    for result, (mark, name, hint) in zip(report.results, report.rows(), strict=True):
        worth = f"{result.points:g}/{result.criterion.points:g}"
        table.add_row(
            Text(mark, style="green" if mark == "✓" else "red"),
            *[worth] * points,
            Text(name),
            Text(hint),
        )
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
