"""`course qualify`: grade an instructor's own solution, before any student's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir
from course.errors import GradeError


def qualify(
    assignment: Annotated[str, typer.Argument(metavar="ASSIGNMENT")],
    course_dir: CourseDir = Path(),
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Grade even if it gets less than the maximum."),
    ] = False,
) -> None:
    """Grade your own solution of an assignment, and say which tests can be sealed."""
    from course.authoring.wrong_marks import wrong_marks
    from course.folder import course_root
    from course.grading.grade import Grading

    root = course_root(course_dir)
    grading = Grading(root, assignment, qualifying=True)
    found = grading.qualify(accepting=accept)
    if not found.tests:
        if wrong := next(wrong_marks(root / "source" / assignment), ""):
            raise GradeError(wrong)
        if not (root / "release" / assignment).is_dir():
            command = f"nbgrader generate_assignment {assignment}"
            raise GradeError(f"{assignment} was not released: {command}")
        raise GradeError(f"{assignment} has no test cells but those with criteria")
    for line in found.lines():
        typer.echo(line)
    if found.reason:
        return
    for name, what in found.missing.items():
        typer.echo(f"accepted: your solution gets {what} from {name}")
    sealable, share = len(found.sealable), len(found.sealable) / found.tests
    typer.echo(f"sealable: {sealable} of {found.tests} test cells ({share:.0%})")
    for name, why in found.not_sealable.items():
        typer.echo(f"  not {name}: {why}")
