"""`course check`: check your own copy of a lesson, or judge a lesson's zoo."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.commands.options import OwnCourseDir, own_course

if TYPE_CHECKING:
    from course.selfstudy.check import CheckedCopy


def check(
    notebook: Annotated[
        Path | None,
        typer.Argument(metavar="[NOTEBOOK]", help="Your copy, wherever it is."),
    ] = None,
    exercise: Annotated[
        str | None, typer.Option(help="Check only this one, which is faster.")
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the feedback page and open it."),
    ] = None,
    zoo: Annotated[
        list[str] | None,
        typer.Option(metavar="LESSON", help="Judge the lesson's zoo instead."),
    ] = None,
    course_dir: OwnCourseDir = None,
) -> None:
    """Check your copy of a lesson with all criteria; exit 1 below full marks."""
    if (notebook is None) == (not zoo):
        typer.echo("name either a notebook or, with --zoo, a lesson", err=True)
        raise typer.Exit(2)
    if notebook is None:
        well = _check_zoo(zoo or [], exercise, course_dir or Path())
    else:
        well = _check_copy(notebook, exercise, html, course_dir)
    if not well:
        raise typer.Exit(1)


def _check_copy(
    path: Path, exercise: str | None, html: Path | None, course_dir: Path | None
) -> bool:
    """Print what a copy earns; return whether it has full marks."""
    from rich.console import Console

    from course.sandbox import bubblewrap
    from course.selfstudy import terminal
    from course.selfstudy.check_process import check_file
    from utils.checking import InfrastructureError

    course = own_course(course_dir)
    if reason := bubblewrap.available():
        typer.echo(f"{reason}, so your code runs without a sandbox", err=True)
    try:
        with Console(stderr=True).status(f"checking {path.name}"):
            checked, page = check_file(path, course, exercise, bool(html))
    except InfrastructureError as error:
        typer.echo(f"{path}: the checks failed, not your answers: {error}", err=True)
        return False
    _save_progress(checked)
    Console().print(terminal.results(checked))
    if html:
        _show_page(page, html)
    return checked.has_full_marks


def _save_progress(checked: CheckedCopy) -> None:
    from course.selfstudy import progress

    stored = progress.load()
    for name, verdict in checked.verdicts.items():
        record = stored.of(checked.handout.name, name)
        record.checked(checked.handout.kept(verdict))
    if not stored.save():
        typer.echo(f"your progress could not be saved in {progress.place()}", err=True)


def _show_page(page: str, path: Path) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        typer.echo(f"{path}: {error.strerror or error}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"the page is in {path}")
    webbrowser.open(path.resolve().as_uri())


def _check_zoo(lessons: list[str], exercise: str | None, course_dir: Path) -> bool:
    """Judge the zoo without a kernel; return whether the criteria are as expected."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from course.content import content_of
    from course.errors import CourseError
    from course.folder import course_config, course_root
    from course.selftest.zoo import exercises, exit_without_cleanup, folder_of
    from course.selftest.zoo_report import WORDS, matrix, summarise

    root = course_root(course_dir)
    content = content_of(root, course_config(root))
    folders = [folder_of(content, lesson) for lesson in lessons]
    names = {folder: list(exercises(folder)) for folder in folders}
    wanted = [
        (folder, name)
        for folder in folders
        for name in names[folder]
        if exercise in (None, name)
    ]
    if not wanted:
        there = ", ".join(name for of in names.values() for name in of)
        raise CourseError(f"no exercise {exercise}; there are {there}")
    # New processes, because TensorFlow does not survive a fork.
    new = get_context("spawn")
    with ProcessPoolExecutor(mp_context=new, initializer=exit_without_cleanup) as pool:
        summaries = pool.map(summarise, *zip(*wanted, strict=True))
        found = dict(zip(wanted, summaries, strict=True))
    for folder in folders:
        own = [one for (of, _), one in found.items() if of == folder]
        misjudged = [line for one in own for line in one.misjudged]
        table = matrix(one.row for one in own)
        told = "told first:\n" + matrix((one.words for one in own), WORDS)
        parts = [folder.name, *(one.catches for one in own), table, told, *misjudged]
        typer.echo("\n\n".join(parts) + "\n")
    return not any(one.misjudged for one in found.values())
