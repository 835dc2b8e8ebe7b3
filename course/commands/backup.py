"""`course backup`: write all that a class has made into one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, opened


def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A new file, which is a zip.")
    ],
    course_dir: CourseDir = Path(),
) -> None:
    """Write gradebook, secret, hand-ins and feedback to a file, also while grading."""
    from course.grading.backup import backup as backed_up

    root, _, db_url = opened(course_dir)
    count = backed_up(root, db_url, file)
    size = file.stat().st_size / 1e6
    typer.echo(f"{file}: {count} files, {size:.1f} MB, read back and whole")
    typer.echo(
        "it has the secret of this course and the work of students: keep it safe"
    )
