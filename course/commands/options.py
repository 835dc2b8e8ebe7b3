"""Options that several commands share, and how they are resolved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
    from traitlets.config import Config

    from course.selfstudy.lessons import Course, Handout

Assignments = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ASSIGNMENT]...", help="By default all of them."),
]
HandedIn = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ASSIGNMENT]...", help="By default all with submissions."),
]
OneAssignment = Annotated[
    str, typer.Argument(metavar="ASSIGNMENT", help="As its folder is called.")
]
CourseDir = Annotated[
    Path,
    typer.Option(help="The course folder, or one inside it.", show_default="here"),
]
OwnCourseDir = Annotated[
    Path | None, typer.Option(help="The course folder.", show_default="this one")
]
Exercise = Annotated[
    str, typer.Argument(metavar="EXERCISE", help="As in clip, or LESSON.clip.")
]
InLesson = Annotated[str | None, typer.Option(help="The lesson that it belongs to.")]


class Opened(NamedTuple):
    """A course folder, its configuration, and the address of its gradebook."""

    root: Path
    config: Config
    db_url: str


def opened(folder: Path) -> Opened:
    """Find the course in a folder or above it; raise BuildError if there is none."""
    from course.folder import course_config, course_root, gradebook_url

    root = course_root(folder)
    config = course_config(root)
    return Opened(root, config, gradebook_url(root, config))


def own_course(folder: Path | None) -> Course:
    """Return the course in `folder`, or the one that contains this program."""
    from course.selfstudy.lessons import Course

    return Course(folder) if folder else Course()


def exercise_meant(
    course: Course, name: str, lesson: str | None
) -> tuple[Handout, str]:
    """Find an exercise; ask for the lesson if several have one of that name."""
    from course.selfstudy.lessons import Ambiguous

    try:
        return course.exercise(name, lesson)
    except Ambiguous as question:
        typer.echo(str(question), err=True)
        lessons = ", ".join(question.lessons)
        answer = typer.prompt(f"Which one? {lessons}", err=True)
        return exercise_meant(course, name, answer)
