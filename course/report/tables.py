"""Scores as CSV: one row a student, and nbgrader's own export for a LMS.

A spreadsheet takes text that starts with = + - @ for a formula; such names get an
apostrophe in front, which makes them text again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.plugins import CsvExportPlugin, ExportPlugin
from sqlalchemy.exc import SQLAlchemyError
from traitlets.utils.importstring import import_item

from course.errors import first_line
from course.folder import course_config, gradebook_url
from course.report.gather import ReportError, Results

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def scores_csv(found: list[Results]) -> str:
    """One row a student: every exercise, the total and the most there is to get.

    A cell is empty where there is no verdict; the columns of an exercise are named
    assignment/exercise.
    """
    rows = [["student", *_columns(found), "total", "max"]]
    by_name = [{one.student: one for one in results.graded} for results in found]
    for student in _students(found):
        row, totals = [safe(student)], []
        for results, graded in zip(found, by_name, strict=True):
            one = graded.get(student)
            scores = one.scores if one else {}
            row += [_number(scores.get(name)) for name in results.worth]
            row.append(_number(one.total if one else None))
            if one and one.total is not None:
                totals.append(one.total)
        row.append(_number(sum(totals) if totals else None))
        row.append(_number(sum(results.points for results in found)))
        rows.append(row)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def lms_export(root: Path, assignments: list[str], to: Path) -> None:
    """Write what `nbgrader export` writes of the assignments.

    The exporter is the one that nbgrader_config.py names, else nbgrader's CSV one.
    """
    config = course_config(root)
    kind = config.ExportApp.get("plugin_class", CsvExportPlugin)
    if isinstance(kind, str):
        kind = import_item(kind)
    exporter: ExportPlugin = kind(config=config)
    exporter.to, exporter.assignment = str(to), assignments
    with _gradebook(gradebook_url(root, config)) as gradebook:
        own = kind is CsvExportPlugin
        exporter.export(_Quoted(gradebook) if own else gradebook)


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


class _Quoted:
    """A gradebook as CsvExportPlugin reads it, which puts text between commas as is."""

    def __init__(self, gradebook: Gradebook) -> None:
        self._gradebook = gradebook
        self.assignments = gradebook.assignments
        self.students = [
            SimpleNamespace(
                id=_quoted(student.id),
                first_name=_quoted(student.first_name),
                last_name=_quoted(student.last_name),
                email=_quoted(student.email),
            )
            for student in gradebook.students
        ]
        self._ids = {_quoted(student.id): student.id for student in gradebook.students}

    def find_submission(self, assignment: str, student: str) -> SubmittedAssignment:
        return self._gradebook.find_submission(assignment, self._ids[student])


def _columns(found: list[Results]) -> Iterator[str]:
    for results in found:
        for name in (*results.worth, "total"):
            yield f"{results.assignment}/{name}"


def _students(found: list[Results]) -> list[str]:
    names: set[str] = set()
    for results in found:
        names.update(one.student for one in results.submissions)
        names.update(results.absent)
    return sorted(names)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _quoted(text: str | None) -> str | None:
    if text is None:
        return None
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([safe(text)])
    return line.getvalue()


@contextmanager
def _gradebook(url: str) -> Iterator[Any]:
    try:
        with Gradebook(url) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        told = f"the gradebook could not be used: {first_line(error)}"
        raise ReportError(told) from error
