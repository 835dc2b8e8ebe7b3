"""`course report`: report on how the class did."""

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
        typer.Option(metavar="SNAPSHOT|last", help="List the grades changed since."),
    ] = None,
    lms: Annotated[
        bool, typer.Option("--lms", help="Also write nbgrader's export for an LMS.")
    ] = False,
    anonymous: Annotated[
        bool,
        typer.Option(
            "--anonymous", help="Write a table without names, for research, only."
        ),
    ] = False,
) -> None:
    """Write a page and a table on how the class did; no grade is changed."""
    from course.folder import course_root
    from course.report.run import ReportOptions, make_report

    root = course_root(course_dir)
    options = ReportOptions(root, assignments, output, since, lms, anonymous)
    for line in make_report(options):
        typer.echo(line)
