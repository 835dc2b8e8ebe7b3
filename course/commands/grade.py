"""`course grade`: grade the submissions, one assignment after the other."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, HandedIn
from course.errors import CourseError, as_line, nobody_reads


def grade(
    assignments: HandedIn = None,
    course_dir: CourseDir = Path(),
    unsandboxed: Annotated[
        bool,
        typer.Option("--unsandboxed", help="Run students' code without a sandbox."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Grade again what has not changed, too.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, help="How many processes grade.", show_default="one a core"
        ),
    ] = None,
    scheduler: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Grade on a running Dask cluster."),
    ] = "",
    since: Annotated[
        str | None,
        typer.Option(
            metavar="SNAPSHOT|last", help="List the grades changed since a report."
        ),
    ] = None,
) -> None:
    """Grade all submissions that are new or changed; exit 1 if one got no verdict."""
    gc.disable()  # while so much is imported, of which hardly anything is garbage
    from course.distributed.workers import Workers, cores
    from course.folder import course_root
    from course.grading.grade import Grading
    from course.grading.renamed import renamed_in
    from course.grading.table import tell_grading
    from course.grading.to_grade import misplaced_work, submitted_assignments
    from course.report.grade_changes import GradeChanges
    from course.report.problems import keep_problems

    gc.enable()
    root = course_root(course_dir)
    for line in renamed_in(root):
        typer.echo(line, err=True)
    wanted = assignments or submitted_assignments(root)
    regraded = GradeChanges(root, wanted, since)
    pool = Workers(workers or cores(), scheduler)
    all_graded = True
    for name in wanted:
        try:
            grading = Grading(
                root,
                name,
                sandboxed=not unsandboxed,
                force=force,
                workers=pool,
                replacing=partial(regraded.remember, name),
            )
            rows = tell_grading(grading)
            problems = {row.student: row.problem for row in rows if row.problem}
            keep_problems(root, name, problems)
            all_graded &= not problems
        except (CourseError, OSError) as error:  # the other assignments go on
            if nobody_reads(error):
                raise
            typer.echo(as_line(error), err=True)
            all_graded = False
        except KeyboardInterrupt:
            typer.echo("stopped; the same command continues from here", err=True)
            raise typer.Exit(130) from None
    for line in misplaced_work(root):
        typer.echo(line, err=True)
        all_graded = False
    for line in regraded.lines():
        typer.echo(line)
    if not all_graded:
        raise typer.Exit(1)
