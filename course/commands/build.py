"""`course build`: make release/ of the text in source/, or say how they differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.commands.options import Assignments, CourseDir

if TYPE_CHECKING:
    from course.authoring.build import Built


def build(
    assignments: Assignments = None,
    course_dir: CourseDir = Path(),
    check: Annotated[
        bool,
        typer.Option("--check", help="Change nothing; exit 1 if release/ has drifted."),
    ] = False,
) -> None:
    """Make release/ and the gradebook's entries of the text in source/."""
    from course.authoring import build as lessons
    from course.folder import course_root

    root = course_root(course_dir)
    if check:
        _tell_drift(lessons.drift(root, assignments))
    else:
        _tell_built(lessons.build(root, assignments))


def _tell_built(built: Built) -> None:
    for assignment, lessons in built.lessons.items():
        for lesson in lessons:
            exercises = ", ".join(lesson.exercises) or "no exercises"
            told = f"{exercises} ({lesson.points:g} points)"
            typer.echo(f"release/{assignment}/{lesson.name}.ipynb: {told}")
    for assignment in built.removed:
        typer.echo(f"release/{assignment}: removed, it is no longer in source/")
    if built.kept:
        typer.echo(f"what was in release/ before is kept in {built.kept}")


def _tell_drift(drifted: list[str]) -> None:
    for line in drifted:
        typer.echo(line)
    if drifted:
        typer.echo("release/ has drifted from source/: run course build", err=True)
        raise typer.Exit(1)
    typer.echo("release/ is what source/ says")
