"""`course new`: begin a lesson, from a template or from an nbgrader notebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir

USAGE = "say course new lesson NAME, or course new --from NOTEBOOK"


def new(
    kind: Annotated[str, typer.Argument(metavar="[lesson]")] = "lesson",
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="A Python identifier.")
    ] = "",
    notebook: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="NOTEBOOK", help="Turn its asserts to criteria."
        ),
    ] = None,
    assignment: Annotated[
        str, typer.Option(help="Its folder in source/.", show_default="the next number")
    ] = "",
    course_dir: CourseDir = Path(),
) -> None:
    """Begin a lesson: its text, its checks, and right and wrong answers."""
    if kind != "lesson" or not (name or notebook):
        typer.echo(USAGE, err=True)
        raise typer.Exit(2)
    from course.authoring import new_lesson
    from course.content import content_of
    from course.folder import course_config, course_root

    root = course_root(course_dir)
    content = content_of(root, course_config(root))
    name = name or (notebook.stem if notebook else "")
    lesson = new_lesson.planned(content, name, assignment)
    if notebook:
        from course.authoring.from_notebook import turned

        made = turned(notebook, name)
        written = lesson.write(made.text, made.checks)
        remarks = [*made.remarks, *new_lesson.left_beside(notebook, lesson)]
    else:
        written, remarks = new_lesson.from_template(lesson), []
    for path in written:
        typer.echo(path.relative_to(root) if path.is_relative_to(root) else path)
    for line in remarks:
        typer.echo(line)
    typer.echo(f"now: course build {lesson.assignment}")
    if lesson.checks.is_dir():
        typer.echo(f"     course check --zoo {name}")
