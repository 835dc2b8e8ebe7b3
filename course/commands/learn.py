"""`course hint`, `course solution`, `course progress`: for those who learn alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from course.selfstudy.lessons import Course, Handout

Exercise = Annotated[
    str, typer.Argument(metavar="EXERCISE", help="As in clip, or nietzsche.sample.")
]
InLesson = Annotated[str | None, typer.Option(help="The lesson that it belongs to.")]
CourseDir = Annotated[
    Path | None, typer.Option(help="The course folder.", show_default="this one")
]


def hint(
    exercise: Exercise,
    lesson: InLesson = None,
    again: Annotated[
        bool, typer.Option("--again", help="Repeat those you have seen, no new one.")
    ] = False,
    show_all: Annotated[bool, typer.Option("--all", help="Show all hints.")] = False,
    course_dir: CourseDir = None,
) -> None:
    """Show one more hint to an exercise; the general ones come first."""
    from course.selfstudy import progress
    from course.selfstudy.hints import hints

    handout, name = _exercise(_course(course_dir), exercise, lesson)
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


def solution(
    exercise: Exercise,
    lesson: InLesson = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    course_dir: CourseDir = None,
) -> None:
    """Show the worked solution of an exercise, after asking whether you want it."""
    from rich.console import Console

    from course.selfstudy import progress, terminal

    handout, name = _exercise(_course(course_dir), exercise, lesson)
    if not yes and not _is_wanted(f"{handout.name}.{name}"):
        raise typer.Exit(1)
    kept = progress.load()
    kept.of(handout.name, name).solution = True
    kept.save()
    Console().print(terminal.solution(handout, name))


def progress(course_dir: CourseDir = None) -> None:
    """Show what you have reached in every lesson so far."""
    from rich.console import Console

    from course.selfstudy import progress, terminal

    Console().print(terminal.progress(_course(course_dir), progress.load()))


def _course(folder: Path | None) -> Course:
    from course.authoring.lesson import AuthorErrors
    from course.errors import BuildError
    from course.selfstudy.lessons import Course

    try:
        return Course(folder) if folder else Course()
    except (AuthorErrors, BuildError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


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


def _exercise(course: Course, name: str, lesson: str | None) -> tuple[Handout, str]:
    """The exercise that is meant; asks for the lesson where there are several."""
    from course.selfstudy.lessons import Ambiguous, NotFound

    try:
        return course.exercise(name, lesson)
    except Ambiguous as question:
        typer.echo(str(question), err=True)
        lessons = ", ".join(question.lessons)
        return _exercise(course, name, typer.prompt(f"Which one? {lessons}", err=True))
    except NotFound as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
