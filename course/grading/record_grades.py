"""Record in the gradebook what a worker returned, after a look at every value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Gradebook,
    GradeCell,
    Notebook,
    TaskCell,
)
from sqlalchemy.orm import with_polymorphic

from course.errors import GradeError
from course.grading.gradebook import KeptOpen

MAX_COMMENT = 1000  # characters of an automatic comment


def record_grades(
    kept: KeptOpen,
    assignment: str,
    student: str,
    grades: Mapping[str, Any],
    extension: timedelta | None = None,
) -> None:
    """Record the grades that a worker returned; raise GradeError.

    `extension` is one that was granted before there was a submission. Manual scores and
    comments stay as they are. Every value is checked first: a score is a number from 0
    to the points of its cell, or None.
    """
    with kept.session() as gradebook:
        cells = cells_of(gradebook, assignment)
        worth = {
            (cell.notebook.name, cell.name): float(cell.max_score)
            for cell in cells
            if isinstance(cell, GradeCell | TaskCell)
        }
        checked = _checked(grades, worth)
        gradebook.update_or_create_student(student)
        time = {"timestamp": checked["timestamp"]}  # None if it has no time any more
        found = gradebook.update_or_create_submission(assignment, student, **time)
        found.extension = found.extension or extension
        for notebook in found.notebooks:
            of = checked["notebooks"].get(notebook.name)
            if of is None:
                continue
            notebook.late_submission_penalty = of["late_penalty"]
            for grade in notebook.grades:
                if grade.name in of["grades"]:
                    score, by_hand = of["grades"][grade.name]
                    grade.auto_score, grade.needs_manual_grade = score, by_hand
            for comment in notebook.comments:
                if comment.name in of["comments"]:
                    comment.auto_comment = of["comments"][comment.name]
        gradebook.db.commit()


def cells_of(gradebook: Gradebook, assignment: str) -> list[BaseCell]:
    """Return all cells of an assignment, read at once.

    As long as they are held, every grade and comment finds its cell among them, and the
    database is not asked for each.
    """
    every = with_polymorphic(BaseCell, "*")
    query = gradebook.db.query(every).join(every.notebook).join(Notebook.assignment)
    return query.filter(Assignment.name == assignment).all()


def _checked(
    grades: Mapping[str, Any], worth: Mapping[tuple[str, str], float]
) -> dict[str, Any]:
    """Return the grades of a worker, with every value checked."""
    try:
        time = grades.get("timestamp")
        checked: dict[str, Any] = {
            "timestamp": None if time is None else datetime.fromisoformat(time),
            "notebooks": {},
        }
        for name, notebook in grades["notebooks"].items():
            penalty = notebook["late_penalty"]
            checked["notebooks"][str(name)] = {
                "late_penalty": None if penalty is None else _number(penalty, math.inf),
                "grades": {
                    str(cell): (
                        None if score is None else _number(score, worth[name, cell]),
                        bool(by_hand),
                    )
                    for cell, (score, by_hand) in notebook["grades"].items()
                },
                "comments": {
                    str(cell): None if text is None else str(text)[:MAX_COMMENT]
                    for cell, text in notebook["comments"].items()
                },
            }
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise GradeError(f"a worker returned no grades: {error}") from error
    return checked


def _number(value: object, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is no score")
    if not 0 <= value <= most:
        raise ValueError(f"{value!r} is no score from 0 to {most:g}")
    return float(value)
