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

COLUMNS = ("lesson", "exercise", "best", "last", "of", "hints", "solution")


def results(checked: CheckedCopy) -> Group:
    """Return a table for each exercise, the total, and where to find a hint."""
    parts: list[RenderableType] = []
    if checked.older:
        parts.append(Text(f"{checked.handout.name}: {checked.older}"))
    missed: list[str] = []
    for name, verdict in checked.verdicts.items():
        points, full = checked.handout.points(verdict), checked.handout.worth(name)
        if verdict.report.mistake:
            parts.append(Text(f"{name}: {verdict.report.mistake}", style="bold"))
        parts.append(_table(verdict, f"{name}: {_number(points)} of {full:g} points"))
        if verdict.remark:
            parts.append(Text(verdict.remark))
        if points < full:
            missed.append(name)
    lesson = checked.handout.name
    if len(checked.verdicts) > 1:
        earned, worth = checked.total
        parts.append(Text(f"{lesson}: {_number(earned)} of {worth:g} points"))
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
        for name in handout.lesson.exercises:
            record = kept.of(handout.name, name)
            full = handout.worth(name)
            best, last = best + (record.best or 0), last + (record.last or 0)
            worth += full
            table.add_row(
                handout.name,
                name,
                _number(record.best),
                _number(record.last),
                _number(full),
                str(record.hints or ""),
                "seen" if record.solution else "",
            )
        together = (_number(best), _number(last), _number(worth))
        table.add_row(handout.name, "all", *together, style="bold", end_section=True)
    return table


def _table(verdict: Verdict, title: str) -> Table:
    table = Table("", "points", "what was checked", "hint", title=title)
    table.title_justify = "left"
    report = verdict.report
    for result, (mark, name, hint) in zip(report.results, report.rows(), strict=True):
        table.add_row(
            Text(mark, style="green" if mark == "✓" else "red"),
            f"{result.points:g}/{result.criterion.points:g}",
            Text(name),
            Text(hint),
        )
    return table


def _number(points: float | None) -> str:
    return "–" if points is None else f"{round(points, 2):g}"
