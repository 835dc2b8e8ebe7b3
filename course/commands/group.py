"""`course group`: say who works with whom."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, OneAssignment, opened


def group(
    assignment: OneAssignment,
    table: Annotated[
        Path,
        typer.Argument(metavar="FILE.csv", help="With columns student and group."),
    ],
    course_dir: CourseDir = Path(),
) -> None:
    """Let groups hand in once: one is graded, and all its members get the credit."""
    from course.grading.gradebook import refuse_unknown
    from course.grading.groups import share_pages
    from course.lms.groups import group as grouped

    root, _, db_url = opened(course_dir)
    refuse_unknown(root, db_url, assignment)
    done = grouped(root, db_url, assignment, table)
    count = sum(map(len, done.groups.values()))
    groups = "1 group" if len(done.groups) == 1 else f"{len(done.groups)} groups"
    typer.echo(f"{assignment}: {count} students in {groups}")
    for name in done.unknown:
        typer.echo(f"taken, but nobody here is called {name}: a slip?", err=True)
    for line in share_pages(root, assignment):
        typer.echo(line, err=True)
    for row, why in done.refused.items():
        typer.echo(f"{table}: {row}: {why}", err=True)
    if done.refused:
        raise typer.Exit(1)
