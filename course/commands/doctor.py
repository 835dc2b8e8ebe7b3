"""`course doctor`: look at everything that grading needs."""

from __future__ import annotations

from pathlib import Path

import typer

from course.commands.options import CourseDir


def doctor(course_dir: CourseDir = Path()) -> None:
    """Look at everything that grading needs, and say what to do; exit 1 if it fails."""
    from course.grading.doctor import examine
    from course.sandbox.machine import State

    bad = 0
    for what, one in examine(course_dir):
        typer.echo(f"{one.state} {what + ':':17} {one.told}")
        if one.todo:
            typer.echo(f"{'→ ':>21}{one.todo}")
        bad += one.state is State.BAD
    if bad:
        typer.echo(f"{bad} of these keep grading from working", err=True)
        raise typer.Exit(1)
