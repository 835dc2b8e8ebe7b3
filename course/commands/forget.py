"""`course forget`: delete a person from everything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, opened


def forget(
    student: Annotated[str, typer.Argument(metavar="STUDENT", help="Whom.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    course_dir: CourseDir = Path(),
) -> None:
    """Delete a student: files, grades, and whatever the course keeps of them."""
    from course.grading.forget import forget as forgotten

    root, _, db_url = opened(course_dir)
    if not yes:
        question = f"Delete all work and grades of {student}? This cannot be undone"
        typer.confirm(question, abort=True, err=True)
    done = forgotten(root, db_url, student)
    typer.echo(f"{student} is deleted from {', '.join(done)}")
    typer.echo("reports and caches are removed, and made again when needed")
    typer.echo("backups and files that you have given out still have this student")
