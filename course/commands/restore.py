"""`course restore`: put a backup back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, opened


def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What course backup wrote.")
    ],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Replace the class that is there, if there is."),
    ] = False,
    course_dir: CourseDir = Path(),
) -> None:
    """Put a backup back; a class that is there is replaced only if you say so."""
    from course.grading.backup import restore as restored

    root, _, db_url = opened(course_dir)
    before = restored(root, db_url, file, replace)
    typer.echo(f"restored from {file}")
    if before:
        typer.echo(f"what was there before is in {before}")
