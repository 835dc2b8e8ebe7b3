"""`course hint`: one more hint to an exercise."""

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


def hint(
    exercise: Exercise,
    lesson: InLesson = None,
    again: Annotated[
        bool, typer.Option("--again", help="Repeat those you have seen, no new one.")
    ] = False,
    show_all: Annotated[bool, typer.Option("--all", help="Show all hints.")] = False,
    course_dir: OwnCourseDir = None,
) -> None:
    """Show one more hint to an exercise; the general ones come first."""
    from course.selfstudy import progress
    from course.selfstudy.hints import hints

    handout, name = exercise_meant(own_course(course_dir), exercise, lesson)
    told = hints(handout, name)
    kept = progress.load()
    record = kept.of(handout.name, name)
    seen = min(record.hints, len(told))
    if not again:
        record.hints = len(told) if show_all else min(seen + 1, len(told))
        kept.save()
    first = 0 if again or show_all else seen
    for number, text in enumerate(told[first : record.hints], first + 1):
        typer.echo(f"hint {number} of {len(told)}: {text}\n")
    if again and not seen:
        typer.echo(f"no hint seen yet: course hint {handout.name}.{name}")
    elif record.hints == len(told):
        typer.echo(f"no more hints; at last: course solution {handout.name}.{name}")
