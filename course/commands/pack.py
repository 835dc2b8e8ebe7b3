"""`course pack`: write the zip file that students get."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir


def pack(
    output: Annotated[
        Path, typer.Option(metavar="FILE.zip", help="The archive to write.")
    ] = Path("charlm-course.zip"),
    course_dir: CourseDir = Path(),
) -> None:
    """Pack what students get: lessons, utils, environment; no answers, no checks."""
    from course.authoring.handout import pack as packed
    from course.folder import course_root

    files = packed(course_root(course_dir), output)
    size = output.stat().st_size / 1e6
    typer.echo(f"{output}: {len(files)} files, {size:.1f} MB")
