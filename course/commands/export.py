"""`course export`: fill the grade file of an LMS."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, OneAssignment


def export(
    assignment: OneAssignment,
    to: Annotated[
        Path,
        typer.Option(
            "--to", metavar="FILE", help="The LMS's own grade file, which is filled."
        ),
    ],
    column: Annotated[
        str,
        typer.Option(
            metavar="TITLE", help="The column.", show_default="the only one there is"
        ),
    ] = "",
    scale: Annotated[
        bool, typer.Option("--scale", help="Convert to the maximum of the column.")
    ] = False,
    course_dir: CourseDir = Path(),
) -> None:
    """Fill one column of an LMS's grade file; all other bytes stay as they are."""
    from course.folder import course_root
    from course.lms.export import export as exported

    done = exported(course_root(course_dir), assignment, to, column, scale)
    typer.echo(f"{to}: {len(done.filled)} grades in {done.column!r}")
    for student, why in sorted(done.without.items()):
        typer.echo(f"no grade: {student}: {why}", err=True)
