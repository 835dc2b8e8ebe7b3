"""`course pack`: write the zip file that students get."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def pack(
    output: Annotated[
        Path, typer.Option(metavar="FILE.zip", help="The archive to write.")
    ] = Path("charlm-course.zip"),
    course_dir: Annotated[
        Path, typer.Option(help="The course folder.", show_default="here")
    ] = Path(),
) -> None:
    """Pack what students get: lessons, utils, environment; no answers, no checks."""
    from course.authoring.handout import pack as packed
    from course.authoring.lesson import AuthorErrors
    from course.errors import BuildError
    from course.folder import course_root

    try:
        files = packed(course_root(course_dir), output)
    except (AuthorErrors, BuildError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    size = output.stat().st_size / 1e6
    typer.echo(f"{output}: {len(files)} files, {size:.1f} MB")
