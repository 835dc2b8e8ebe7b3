"""The part of a gradebook that one submission needs, in a file of its own.

A worker grades into such a copy, with nbgrader's own steps, and never sees the
gradebook. What it wrote there is read as plain data, for the coordinator to check and
record.
"""

from __future__ import annotations

import functools
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    Base,
    BaseCell,
    Comment,
    Course,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import Connection, Engine, Table, create_engine, insert, select
from sqlalchemy.pool import NullPool

from course.worker.gradebook_dialect import url_of

Rows = dict[Table, list[dict[str, Any]]]


def copy_assignment(db_url: str, assignment: str, to: Path) -> None:
    """Write a gradebook's rows on an assignment, without students, to a new file."""
    Base.metadata.create_all(engine_of(f"sqlite:///{to}"))
    with engine_of(db_url).connect() as source:
        rows = rows_of_assignment(source, assignment)
    _write(to, rows)


def copy_with_student(
    db_url: str,
    assignment: str,
    student: str,
    template: Path,
    to: Path,
    *,
    with_time: bool = False,
    extension: timedelta | None = None,
) -> None:
    """Copy what `copy_assignment` wrote, and add the rows on one student.

    The time of an earlier submission is left out unless it is asked for: what is graded
    now has its own time, or none. `extension` is one that was granted before there was
    a submission.
    """
    shutil.copyfile(template, to)
    with _kept_engine(db_url).connect() as source:
        rows = _of_student(source, assignment, student)
        a = Assignment.__table__
        due = source.execute(select(a.c.duedate).where(a.c.name == assignment))
        has_due_date = due.scalar() is not None
    for row in rows[SubmittedAssignment.__table__]:
        row["timestamp"] = row["timestamp"] if with_time else None
        if not has_due_date:
            row["extension"] = None  # nbgrader adds it to a due date without looking
    _write(to, rows)
    if extension and has_due_date and not rows[SubmittedAssignment.__table__]:
        with Gradebook(f"sqlite:///{to}") as gradebook:
            gradebook.update_or_create_student(student)
            made = gradebook.add_submission(assignment, student)
            made.extension = extension
            gradebook.db.commit()


def read_grades(path: Path, assignment: str, student: str) -> dict[str, Any]:
    """Return a student's grades in a copy as plain data; {} if there are none."""
    with Gradebook(url_of(path)) as gradebook:
        try:
            found = gradebook.find_submission(assignment, student)
        except MissingEntry:
            return {}
        time = found.timestamp
        return {
            "timestamp": time.isoformat() if time else None,
            "notebooks": {
                notebook.name: {
                    "late_penalty": notebook.late_submission_penalty,
                    "grades": {
                        grade.name: [grade.auto_score, bool(grade.needs_manual_grade)]
                        for grade in notebook.grades
                    },
                    "comments": {c.name: c.auto_comment for c in notebook.comments},
                }
                for notebook in found.notebooks
            },
        }


def rows_of_assignment(source: Connection, assignment: str) -> Rows:
    """Return a gradebook's rows on an assignment, without students."""
    a, n, base = (t.__table__ for t in (Assignment, Notebook, BaseCell))
    mine = (a.c.name == assignment, n.c.assignment_id == a.c.id)
    course = Course.__table__
    cells = SourceCell.__table__
    rows = {
        course: _all(source, select(course)),
        a: _all(source, select(a).where(mine[0])),
        n: _all(source, select(n).where(*mine)),
        base: _all(source, select(base).where(*mine, base.c.notebook_id == n.c.id)),
        cells: _all(source, select(cells).where(*mine, cells.c.notebook_id == n.c.id)),
    }
    for kind in (GradeCell, SolutionCell, TaskCell):
        cell = kind.__table__
        of = (base.c.notebook_id == n.c.id, cell.c.id == base.c.id)
        rows[cell] = _all(source, select(cell).where(*mine, *of))
    return rows


def _of_student(source: Connection, assignment: str, student: str) -> Rows:
    a, s, sa = (t.__table__ for t in (Assignment, Student, SubmittedAssignment))
    sn, g, c = (t.__table__ for t in (SubmittedNotebook, Grade, Comment))
    mine = [
        a.c.name == assignment,
        sa.c.assignment_id == a.c.id,
        sa.c.student_id == student,
    ]
    whole = [*mine, sn.c.assignment_id == sa.c.id]
    return {
        s: _all(source, select(s).where(s.c.id == student)),
        sa: _all(source, select(sa).where(*mine)),
        sn: _all(source, select(sn).where(*whole)),
        g: _all(source, select(g).where(*whole, g.c.notebook_id == sn.c.id)),
        c: _all(source, select(c).where(*whole, c.c.notebook_id == sn.c.id)),
    }


def _all(source: Connection, query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in source.execute(query).mappings()]


def _write(to: Path, rows: Rows) -> None:
    with engine_of(f"sqlite:///{to}").begin() as target:
        for table, values in rows.items():
            if values:
                target.execute(insert(table), values)


@functools.lru_cache(maxsize=1)
def _kept_engine(db_url: str) -> Engine:
    """Return an engine that remembers its compiled queries; it keeps no connection."""
    return engine_of(db_url)


def engine_of(db_url: str) -> Engine:
    """Return an engine that keeps no connection."""
    return create_engine(db_url, poolclass=NullPool)
