"""`course report`: write how the class did."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, HandedIn


def report(
    assignments: HandedIn = None,
    course_dir: CourseDir = Path(),
    output: Annotated[
        Path | None,
        typer.Option(help="The folder to write to.", show_default="report/"),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="SNAPSHOT|last", help="Tell whose grade changed since."),
    ] = None,
    lms: Annotated[
        bool, typer.Option("--lms", help="Write nbgrader's export for a LMS too.")
    ] = False,
) -> None:
    """Write a page and a table that tell how the class did; grades stay as they are."""
    from course.folder import course_root
    from course.report.run import Asked, make_report

    asked = Asked(course_root(course_dir), assignments, output, since, lms)
    for line in make_report(asked):
        typer.echo(line)
