"""`course solution`: the worked solution of an exercise."""

from __future__ import annotations

from typing import Annotated

import typer

from course.commands.options import (
    Exercise,
    InLesson,
    OwnCourseDir,
    exercise_meant,
    own_course,
)


def solution(
    exercise: Exercise,
    lesson: InLesson = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    course_dir: OwnCourseDir = None,
) -> None:
    """Show the worked solution of an exercise, after asking whether you want it."""
    from rich.console import Console

    from course.selfstudy import progress, terminal

    handout, name = exercise_meant(own_course(course_dir), exercise, lesson)
    if not yes and not _is_wanted(f"{handout.name}.{name}"):
        raise typer.Exit(1)
    kept = progress.load()
    kept.of(handout.name, name).solution = True
    kept.save()
    Console().print(terminal.solution(handout, name))


def _is_wanted(exercise: str) -> bool:
    """Whether somebody says yes to seeing a solution; tells what else there is."""
    try:
        if typer.confirm(f"Show the whole solution of {exercise}?"):
            return True
    except typer.Abort:  # or nobody is there to say anything
        typer.echo("\nnot shown; with --yes it is, without asking", err=True)
        return False
    typer.echo(f"not shown; one more hint: course hint {exercise}", err=True)
    return False
