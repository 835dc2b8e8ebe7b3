"""`course hint`: show one more hint on an exercise."""

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
        bool, typer.Option("--again", help="Repeat the hints you have seen.")
    ] = False,
    show_all: Annotated[bool, typer.Option("--all", help="Show all hints.")] = False,
    course_dir: OwnCourseDir = None,
) -> None:
    """Show one more hint on an exercise; the general ones come first."""
    from course.selfstudy import progress
    from course.selfstudy.hints import hints

    handout, name = exercise_meant(own_course(course_dir), exercise, lesson)
    texts = hints(handout, name)
    stored = progress.load()
    record = stored.of(handout.name, name)
    seen = min(record.hints, len(texts))
    if not again:
        record.hints = len(texts) if show_all else min(seen + 1, len(texts))
        stored.save()
    first = 0 if again or show_all else seen
    for number, text in enumerate(texts[first : record.hints], first + 1):
        typer.echo(f"hint {number} of {len(texts)}: {text}\n")
    if again and not seen:
        typer.echo(f"no hint seen yet: course hint {handout.name}.{name}")
    elif record.hints == len(texts):
        typer.echo(
            f"no more hints; the solution: course solution {handout.name}.{name}"
        )
