"""`course export`: fill one column of the grade file that an LMS handed out.

All other bytes stay as they are. Who has no verdict, or waits for a human, gets no
grade and is named; so is everybody whom only one of both sides knows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from course.atomic import write_whole
from course.lms.archive import LmsError
from course.lms.ids import Ids
from course.lms.ledger import Ledger, read_ledger
from course.lms.scores import Scores, scores_of
from course.lms.system import Column, Person, Sheet, number_in
from course.lms.systems import sheet_of
from course.lock import locked
from course.wording import listed

MAX_TITLES = 8  # in one line
CLOSE = 0.005  # two decimals are compared
EXCUSED = "EX"  # in Canvas
TURNED = "a spreadsheet has turned its ids into numbers: download the file again"


@dataclass
class Exported:
    """Who got a grade, and who did not and why."""

    system: str
    column: str
    filled: list[str] = field(default_factory=list)
    without: dict[str, str] = field(default_factory=dict)


def export(
    root: Path, assignment: str, to: Path, title: str = "", scale: bool = False
) -> Exported:
    """Fill the column of an assignment in a grade file; raise LmsError.

    With `scale`, grades are converted to the maximum of the column.
    """
    with locked(root, assignment):
        return _exported(root, assignment, to, title, scale)


def _exported(
    root: Path, assignment: str, to: Path, title: str, scale: bool
) -> Exported:
    sheet = sheet_of(to)
    column = _column(sheet, title)
    scores = scores_of(root, assignment)
    students, doubled = _students(sheet, scores, read_ledger(root, assignment))
    if not students and not doubled:
        raise LmsError(f"{to}: knows none of {len(scores.students)} students of ours")
    done = Exported(sheet.system, column.title)
    comma = _has_commas(sheet)
    people = {one.row: one for one in sheet.people}
    for row, student in students.items():
        person = people[row]
        text, why = _grade(person, student, scores, column, scale, to)
        closed = person.closed or _excused(sheet, row, column)
        why = why or closed
        if why:
            done.without[student] = why
        else:
            done.filled.append(student)
        if not closed:
            sheet.table.put(
                row, column.number, text.replace(".", "," if comma else ".")
            )
            for number, mark in sheet.also.items():
                sheet.table.put(row, number, mark if text else "0")
    done.without |= dict.fromkeys(doubled, f"{to.name} has two rows for this student")
    for student in sorted(scores.students - {*students.values(), *doubled}):
        done.without[student] = f"{to.name} has no row for this student"
    write_whole(to, sheet.table.as_bytes(), to.stat().st_mode & 0o777)
    return done


def _column(sheet: Sheet, title: str) -> Column:
    """Return the column to fill: the one that is named, or the only one there is."""
    titles = [column.title for column in sheet.columns]
    there = f"there are {listed(titles, MAX_TITLES, '; ')}"
    path = sheet.table.path
    if title:
        plain = title.casefold()
        alike = [c for c in sheet.columns if plain in c.title.casefold()]
        exact = [c for c in alike if plain == c.title.casefold()] or alike
        if len(exact) != 1:
            found = "several columns are" if exact else "no column for grades is"
            raise LmsError(f"{path}: {found} called {title}: {there}")
        return exact[0]
    if len(titles) != 1:
        there = there if titles else "there is none"
        raise LmsError(f"{path}: say which column to fill with --column: {there}")
    return sheet.columns[0]


def _students(
    sheet: Sheet, scores: Scores, ledger: Ledger
) -> tuple[dict[int, str], list[str]]:
    """Return the student of each row that is one of ours, and who has two rows."""
    by_id = {kept.id: student for student, kept in ledger.students.items()}
    ours = Ids(scores.students)
    found: dict[str, list[int]] = {}
    for person in sheet.people:
        student = by_id.get(person.id, "") if sheet.system == ledger.system else ""
        student = student or ours.find(person.logins, person.id)
        ids = [person.id]
        if student in scores.students:
            found.setdefault(student, []).append(person.row)
        else:
            ids += person.logins
        if any("E+" in one.upper() and number_in(one) is not None for one in ids):
            raise LmsError(f"{sheet.table.path}: {TURNED}")
    one_row = {rows[0]: student for student, rows in found.items() if not rows[1:]}
    return one_row, [student for student, rows in found.items() if rows[1:]]


def _grade(
    person: Person,
    student: str,
    scores: Scores,
    column: Column,
    scale: bool,
    to: Path,
) -> tuple[str, str]:
    """Return what to write, and why that is nothing."""
    if student not in scores.totals:
        return "", scores.waiting[student]
    total = scores.totals[student]
    written = person.maximum or column.maximum
    most = number_in(written)
    if written and most is None:
        raise LmsError(
            f"{to}: {column.title} has a maximum of {written!r}, which is no number"
        )
    if most is not None and abs(most - scores.maximum) > CLOSE:
        if not scale:
            raise LmsError(
                f"{to}: {column.title} has a maximum of {most:g}, and the assignment "
                f"of {scores.maximum:g}: change one of them, or add --scale"
            )
        total *= most / scores.maximum
    return f"{total:.2f}", ""


def _excused(sheet: Sheet, row: int, column: Column) -> str:
    """Return why a field stays as it is, "" if it does not."""
    is_excused = sheet.table.value(row, column.number).strip().upper() == EXCUSED
    return "is excused (EX): left as it is" if is_excused else ""


def _has_commas(sheet: Sheet) -> bool:
    """Return whether numbers in this file have a decimal comma."""
    fields = [
        sheet.table.value(row, number)
        for row in range(1, len(sheet.table))
        for number in range(len(sheet.table.header))
    ]
    numbers = [text for text in fields if number_in(text) is not None]
    points = sum("." in text for text in numbers)
    return sum("," in text for text in numbers) > points
