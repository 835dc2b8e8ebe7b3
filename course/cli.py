"""The command `course`: it parses options and calls the modules that do the work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from course.build import Built

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)

Assignments = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ASSIGNMENT]...", help="By default all of them."),
]
CourseDir = Annotated[
    Path,
    typer.Option(help="The course folder, or one inside it.", show_default="here"),
]


@app.callback()
def main() -> None:
    """Build the lessons, grade a class, and check that nothing has drifted."""


@app.command()
def build(
    assignments: Assignments = None,
    course_dir: CourseDir = Path(),
    check: Annotated[
        bool,
        typer.Option("--check", help="Change nothing; exit 1 if release/ has drifted."),
    ] = False,
) -> None:
    """Make release/ and the gradebook's entries of the text in source/."""
    from course import build as lessons
    from course.generate import BuildError, course_root
    from course.lesson import AuthorErrors

    try:
        root = course_root(course_dir)
        if check:
            _tell_drift(lessons.drift(root, assignments))
        else:
            _tell_built(lessons.build(root, assignments))
    except (AuthorErrors, BuildError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _tell_built(built: Built) -> None:
    for assignment, lessons in built.lessons.items():
        for lesson in lessons:
            exercises = ", ".join(lesson.exercises) or "no exercises"
            told = f"{exercises} ({lesson.points:g} points)"
            typer.echo(f"release/{assignment}/{lesson.name}.ipynb: {told}")
    for assignment in built.removed:
        typer.echo(f"release/{assignment}: removed, it is no longer in source/")


def _tell_drift(drifted: list[str]) -> None:
    for line in drifted:
        typer.echo(line)
    if drifted:
        typer.echo("release/ has drifted from source/: run course build", err=True)
        raise typer.Exit(1)
    typer.echo("release/ is what source/ says")


if __name__ == "__main__":
    app()
