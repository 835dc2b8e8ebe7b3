"""`course restore`: put a backup back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir


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
    from course.folder import course_config, course_root, gradebook_url
    from course.grading.backup import restore as restored

    root = course_root(course_dir)
    before = restored(root, gradebook_url(root, course_config(root)), file, replace)
    typer.echo(f"restored from {file}")
    if before:
        typer.echo(f"what was there before is in {before}")
