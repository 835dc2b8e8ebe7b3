"""`course return`: write the feedback in the shape that an LMS takes back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, OneAssignment


def give_back(
    assignment: OneAssignment,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="FILE.zip|FOLDER", help="Where.", show_default="returned/"
        ),
    ] = None,
    structure: Annotated[
        Path | None,
        typer.Option(metavar="FILE.zip", help="ILIAS's empty structure, to be filled."),
    ] = None,
    course_dir: CourseDir = Path(),
) -> None:
    """Write the feedback pages of collected hand-ins for the LMS to take back."""
    from course.folder import course_root
    from course.lms.give_back import give_back as given_back

    done = given_back(course_root(course_dir), assignment, to, structure)
    typer.echo(f"{done.path}: the feedback of {len(done.students)}, for {done.system}")
    if done.note:
        typer.echo(done.note)
    for student, why in sorted(done.without.items()):
        typer.echo(f"no feedback: {student}: {why}", err=True)
