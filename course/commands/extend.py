"""`course extend`: give one student more time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, OneAssignment, opened


def extend(
    assignment: OneAssignment,
    student: Annotated[str, typer.Argument(metavar="STUDENT", help="Whom.")],
    by: Annotated[
        str,
        typer.Argument(
            metavar="SPAN|TIME",
            help='3d, 12h, 2w, 30m, or a time; "0" takes an extension back.',
        ),
    ],
    course_dir: CourseDir = Path(),
) -> None:
    """Extend a due date for a student, also before they have handed in anything."""
    from datetime import timedelta

    from course.errors import GradeError
    from course.folder import time_zone
    from course.grading import deadlines
    from course.grading.gradebook import known_students, refuse_unregistered
    from course.worker.submissions.student_ids import id_trouble

    root, config, db_url = opened(course_dir)
    refuse_unregistered(root, db_url, assignment)
    if trouble := id_trouble(student):
        raise GradeError(f"{student}: {trouble}")
    zone = time_zone(config)
    date = deadlines.due(db_url, assignment)
    if date is None:
        raise GradeError(f"{assignment} has no due date: run course due first")
    if len(by.split()) > 1:
        span = deadlines.moment_of(by, zone) - date
        zone = deadlines.zone_in(by, zone)
    else:
        span = deadlines.span_of(by)
        zone = deadlines.zone_told(root, assignment, zone)
    if span < timedelta():
        raise GradeError(f"{by} is before the due date: it can only be moved on")
    handed_in = deadlines.extend(root, db_url, assignment, student, span)
    shown = deadlines.shown(date + span, zone)
    typer.echo(f"{assignment} is due for {student} on {shown}")
    if student not in known_students(db_url):
        typer.echo(f"{student} is not in the gradebook yet: is that the id?")
    if handed_in:
        typer.echo(f"run course grade {assignment} to let it count")
