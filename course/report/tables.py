"""Write scores as CSV: one row a student, and nbgrader's own export for an LMS.

A spreadsheet takes text that starts with = + - @ for a formula; such names get an
apostrophe in front, which keeps them text.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.plugins import CsvExportPlugin, ExportPlugin
from traitlets.utils.importstring import import_item

from course.atomic import write_whole
from course.folder import course_config
from course.grading.groups import Credit
from course.report.class_results import Results
from course.report.gather import open_gradebook

SCORES = ("raw_score", "late_submission_penalty", "score")  # CsvExportPlugin's columns
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # wide ones in Japan


def scores_csv(found: list[Results]) -> str:
    """Return one row a student: every exercise, the total and the maximum.

    A cell without a verdict is empty; columns are named assignment/exercise.
    """
    rows = [["student", *_columns(found), "total", "max"]]
    by_name = [results.by_student for results in found]
    for student in _students(found):
        row, totals = [safe(student)], []
        for results, graded in zip(found, by_name, strict=True):
            one = graded.get(student)
            scores = one.scores if one else {}
            row += [_number(scores.get(name)) for name in results.worth]
            total = one.total if one and one.scores else None
            row.append(_number(total))
            if total is not None:
                totals.append(total)
        row.append(_number(sum(totals) if totals else None))
        row.append(_number(sum(results.points for results in found)))
        rows.append(row)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def lms_export(root: Path, found: list[Results], to: Path) -> None:
    """Export the assignments like `nbgrader export`.

    The exporter is the one named in nbgrader_config.py, by default nbgrader's CSV one.
    From that one, whoever has no verdict gets no zero.
    """
    config = course_config(root)
    kind = config.ExportApp.get("plugin_class", CsvExportPlugin)
    if isinstance(kind, str):
        kind = import_item(kind)
    exporter: ExportPlugin = kind(config=config)
    exporter.to = str(to)
    exporter.assignment = [results.assignment for results in found]
    with open_gradebook(root) as gradebook:
        plain = kind is CsvExportPlugin
        exporter.export(_Quoted(gradebook) if plain else gradebook)
    if plain:
        _without_zeros(to, found)


def without_names(found: list[Results], secret: bytes) -> list[Results]:
    """Return the results under pseudonyms, which stay the same in this course.

    Nobody can compute one from a name without the course's secret.
    """

    def pseudonym(student: str) -> str:
        name = student.encode("utf-8", "surrogateescape")
        return hmac.new(secret, b"anonymous " + name, hashlib.sha256).hexdigest()[:12]

    return [
        replace(
            results,
            submissions=[
                replace(one, student=pseudonym(one.student))
                for one in results.submissions
            ],
            absent=[pseudonym(student) for student in results.absent],
            credit=Credit(
                {pseudonym(m): pseudonym(of) for m, of in results.credit.given.items()}
            ),
        )
        for results in found
    ]


def safe(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


class _Quoted:
    """A gradebook with quoted names, because CsvExportPlugin quotes nothing."""

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


def _without_zeros(path: Path, found: list[Results]) -> None:
    """Empty the scores of those without a verdict, for whom nbgrader writes zeros.

    Members of a group get those of its hand-in.
    """
    graded = {
        (r.assignment, safe(one.student))
        for r in found
        for one in r.graded
        if one.scores  # or all of it waits for a human
    }
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    earned = {(row["assignment"], row["student_id"]): row for row in rows}
    handed_in = {
        (r.assignment, safe(member)): (r.assignment, safe(of))
        for r in found
        for member, of in r.credit.given.items()
    }
    for place, row in earned.items():
        source = handed_in.get(place, place)
        scores = earned[source] if source in graded & earned.keys() else {}
        row.update({name: scores.get(name, "") for name in SCORES})
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(path, text.getvalue().encode())


def _columns(found: list[Results]) -> Iterator[str]:
    for results in found:
        for name in (*results.worth, "total"):
            yield f"{results.assignment}/{name}"


def _students(found: list[Results]) -> list[str]:
    names: set[str] = set()
    for results in found:
        names.update(results.by_student)
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
