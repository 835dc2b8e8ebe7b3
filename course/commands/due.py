"""`course due`: set the due date of an assignment, and tell students."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.commands.options import CourseDir, OneAssignment, opened


def due(
    assignment: OneAssignment,
    when: Annotated[
        str,
        typer.Argument(
            metavar="TIME",
            help='As in "2026-12-01 23:59 Europe/Berlin"; "never" removes it.',
            show_default="show it",
        ),
    ] = "",
    course_dir: CourseDir = Path(),
) -> None:
    """Set the due date; students find it in DUE.txt beside the released notebook."""
    from course.folder import time_zone
    from course.grading import deadlines
    from course.grading.gradebook import refuse_unregistered
    from course.worker.late_policies import late_rule

    root, config, db_url = opened(course_dir)
    refuse_unregistered(root, db_url, assignment)
    rule = late_rule(config)
    zone = time_zone(config)
    if when:
        never = when.strip().casefold() == "never"
        moment = None if never else deadlines.moment_of(when, zone)
        deadlines.set_due(root, db_url, assignment, moment)
        zone = deadlines.zone_in(when, zone)
        told = deadlines.tell_due(root, assignment, moment, zone, rule)
    else:
        moment = deadlines.due(db_url, assignment)
        zone = deadlines.zone_told(root, assignment, zone)
    if moment is None:
        typer.echo(f"{assignment} has no due date")
        return
    typer.echo(f"{assignment} is due on {deadlines.shown(moment, zone)}")
    typer.echo(f"when late: {rule or 'nothing is taken, or the policy does not say'}")
    if when:
        typer.echo(f"told to students in {told}")
