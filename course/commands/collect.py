"""`course collect`: put what an LMS hands out into submitted/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.commands.options import CourseDir, OneAssignment, opened
from course.wording import listed

if TYPE_CHECKING:
    from course.lms.collect import Collected

MAX_NAMED = 10  # students in one line
MAX_LINES = 500


def collect(
    assignment: OneAssignment,
    source: Annotated[
        Path, typer.Argument(metavar="FILE.zip|FOLDER", help="What the LMS hands out.")
    ],
    system: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="SYSTEM",
            help="canvas, moodle, blackboard or ilias.",
            show_default="found out",
        ),
    ] = "",
    table: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The LMS's grade file: it has logins and times."
        ),
    ] = None,
    zone: Annotated[
        str,
        typer.Option(
            metavar="ZONE",
            help="The zone of times that name none, as in Europe/Berlin.",
            show_default="c.Exchange.timezone, else UTC",
        ),
    ] = "",
    course_dir: CourseDir = Path(),
) -> None:
    """Put a class zip of an LMS into submitted/; a newer zip adds what is new."""
    from course.folder import time_zone
    from course.grading.gradebook import refuse_unknown
    from course.lms.collect import CollectOptions
    from course.lms.collect import collect as collected
    from course.worker.submissions.wellformed import printable

    root, config, db_url = opened(course_dir)
    refuse_unknown(root, db_url, assignment)
    zone = zone or time_zone(config)
    options = CollectOptions(root, assignment, source, db_url, system, table, zone)
    done = collected(options)
    for line in _lines(assignment, done):
        typer.echo(printable(line))  # people choose their names
    for name, why in list(done.not_placed.items())[:MAX_LINES]:
        typer.echo(printable(f"not placed: {name}: {why}"), err=True)
    if (more := len(done.not_placed) - MAX_LINES) > 0:
        typer.echo(f"not placed: {more:,} more", err=True)
    if done.not_placed:
        raise typer.Exit(1)


def _lines(assignment: str, done: Collected) -> list[str]:
    counts = {"new": done.new, "newer": done.newer, "unchanged": done.unchanged}
    told = ", ".join(f"{len(who)} {what}" for what, who in counts.items() if who)
    lines = [f"{assignment}, from {done.system}: {told or 'nothing'}"]
    if done.newer:
        lines.append(f"handed in again, the earlier files kept: {_named(done.newer)}")
    if done.late:
        lines.append(f"late, says {done.system}: {_named(done.late)}")
    lines += [f"{team}: {_named(who)}" for team, who in sorted(done.teams.items())]
    if done.absent:
        lines.append(f"handed in nothing: {_named(done.absent)}")
    if done.without_time:
        who = _named(done.without_time)
        lines.append(f"nobody says when, so they count as in time: {who}")
    return lines


def _named(students: list[str]) -> str:
    return listed(students, MAX_NAMED)
