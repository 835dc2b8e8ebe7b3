"""The command `course`: it parses options and calls the modules that do the work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course.commands import check, learn, pack

if TYPE_CHECKING:
    from course.authoring.build import Built

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


for command in (check.check, learn.hint, learn.solution, learn.progress, pack.pack):
    app.command()(command)


@app.callback()
def main() -> None:
    """Learn alone, or build the lessons and grade a class."""


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
    from course.authoring import build as lessons
    from course.authoring.lesson import AuthorErrors
    from course.errors import BuildError
    from course.folder import course_root

    try:
        root = course_root(course_dir)
        if check:
            _tell_drift(lessons.drift(root, assignments))
        else:
            _tell_built(lessons.build(root, assignments))
    except (AuthorErrors, BuildError, OSError) as error:
        typer.echo(_told(error), err=True)
        raise typer.Exit(1) from None


@app.command()
def grade(
    assignments: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ASSIGNMENT]...", help="By default all handed in."),
    ] = None,
    course_dir: CourseDir = Path(),
    unsandboxed: Annotated[
        bool,
        typer.Option("--unsandboxed", help="Run students' code without a sandbox."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Grade anew what has not changed, too.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes that grade.", show_default="one a core"),
    ] = None,
    scheduler: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Grade on a Dask cluster that runs."),
    ] = "",
    since: Annotated[
        str | None,
        typer.Option(
            metavar="SNAPSHOT|last", help="Tell whose grade changed since a report."
        ),
    ] = None,
) -> None:
    """Grade all submissions that are new or changed; exit 1 if one got no verdict."""
    from course.authoring.lesson import AuthorErrors
    from course.distributed.workers import Workers, cores
    from course.errors import BuildError, GradeError
    from course.folder import course_root
    from course.grading.grade import Grading, submitted_assignments
    from course.grading.table import tell_grading
    from course.report.gather import ReportError
    from course.report.grade_changes import GradeChanges
    from course.report.problems import keep_problems

    try:
        root = course_root(course_dir)
        wanted = assignments or submitted_assignments(root)
        regraded = GradeChanges(root, wanted, since)
    except (BuildError, GradeError, ReportError, OSError) as error:
        typer.echo(_told(error), err=True)
        raise typer.Exit(1) from None
    crew = Workers(workers or cores(), scheduler)
    all_graded = True
    for name in wanted:
        try:
            grading = Grading(
                root, name, sandboxed=not unsandboxed, force=force, workers=crew
            )
            rows = tell_grading(grading)
            keep_problems(root, name, rows)
            all_graded &= not any(row.problem for row in rows)
        except (AuthorErrors, BuildError, GradeError, OSError) as error:
            typer.echo(_told(error), err=True)
            all_graded = False
        except KeyboardInterrupt:
            told = "stopped; what was graded is kept: the same command goes on"
            typer.echo(told, err=True)
            raise typer.Exit(130) from None
    for line in regraded.lines():
        typer.echo(line)
    if not all_graded:
        raise typer.Exit(1)


@app.command()
def report(
    assignments: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ASSIGNMENT]...", help="By default all handed in."),
    ] = None,
    course_dir: CourseDir = Path(),
    output: Annotated[
        Path | None,
        typer.Option(help="The folder to write to.", show_default="report/"),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="SNAPSHOT|last", help="Tell whose grade changed since."),
    ] = None,
    lms: Annotated[
        bool, typer.Option("--lms", help="Write nbgrader's export for a LMS too.")
    ] = False,
) -> None:
    """Write a page and a table that tell how the class did; grades stay as they are."""
    from course.errors import BuildError
    from course.folder import course_root
    from course.report.gather import ReportError
    from course.report.run import Asked, make_report

    try:
        asked = Asked(course_root(course_dir), assignments, output, since, lms)
        for line in make_report(asked):
            typer.echo(line)
    except (BuildError, ReportError, OSError) as error:
        typer.echo(_told(error), err=True)
        raise typer.Exit(1) from None


@app.command()
def demo() -> None:
    """Build lesson 1, grade a class of ten, and compare with what it deserves."""
    from course.authoring.lesson import AuthorErrors
    from course.errors import BuildError, GradeError
    from course.folder import course_root
    from course.selftest.demo import run_demo

    try:
        as_expected = run_demo(course_root(Path()))
    except (AuthorErrors, BuildError, GradeError, OSError) as error:
        typer.echo(_told(error), err=True)
        raise typer.Exit(1) from None
    if not as_expected:
        raise typer.Exit(1)


def _told(error: Exception) -> str:
    """What went wrong, in a line that says what to do."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    place = f"{error.filename}: " if error.filename else ""
    then = "mend that and give the same command again: what was done before is kept"
    return f"{place}{error.strerror.lower()}; {then}"


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


if __name__ == "__main__":
    app()
