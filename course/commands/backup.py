"""`course backup`: write all that a class has made into one file."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, opened

MAX_NAMED = 10  # files that are left out


def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A new file, which is a zip.")
    ],
    course_dir: CourseDir = Path(),
) -> None:
    """Write gradebook, secret, hand-ins and feedback to a file, also while grading."""
    from course.grading.backup import backup as backed_up
    from course.worker.submissions.wellformed import shown

    root, _, db_url = opened(course_dir)
    written = backed_up(root, db_url, file)
    size = file.stat().st_size / 1e6
    typer.echo(f"{file}: {written.files} files, {size:.1f} MB, read back and whole")
    for name, why in itertools.islice(written.left_out.items(), MAX_NAMED):
        typer.echo(f"not in it: {shown(name)}: {why}", err=True)
    if (more := len(written.left_out) - MAX_NAMED) > 0:
        typer.echo(f"not in it: {more} more", err=True)
    typer.echo(
        "it has the secret of this course and the work of students: keep it safe"
    )
