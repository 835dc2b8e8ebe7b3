"""Give every person of an LMS one id in the course, and no id to two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from course.grading.gradebook import known_students
from course.lms.ids import Ids
from course.lms.ledger import Ledger
from course.lms.system import Person
from course.worker.submission import SUBMITTED
from course.worker.submissions.student_ids import id_trouble, same_id


class Naming:
    """Knows the id of each person, from the course and what was collected before."""

    def __init__(
        self, root: Path, db_url: str, ledger: Ledger, people: Iterable[Person] = ()
    ) -> None:
        there = (root / SUBMITTED).glob("*/")
        known = known_students(db_url) | {path.name for path in there}
        self._known = Ids(known)
        self._before = {kept.id: student for student, kept in ledger.students.items()}
        self._given = {student: kept.id for student, kept in ledger.students.items()}
        self._claims: dict[str, set[str]] = defaultdict(set)  # people by student
        for row in people:
            self._claims[self._known.find(row.logins, row.id)].add(row.id)

    def student(self, person: str, row: Person | None) -> tuple[str, str]:
        """Return the id of a person, and why they cannot have one, if so."""
        logins = row.logins if row else []
        if person in self._before:
            student = self._before[person]
        else:
            found = self._known.find(logins, person)
            if found and len(self._claims[found]) > 1:
                rest = ", ".join(sorted(self._claims[found] - {person}))
                return found, f"has the id {found}, as somebody else ({rest})"
            student = found or same_id([*logins, person][0])
        if "/" in student or student.startswith("."):
            return student, f"{student}: cannot be the name of a folder"
        if trouble := id_trouble(student):
            return student, f"{student}: {trouble}"
        other = self._given.setdefault(student, person)
        if other != person:
            return student, f"has the id {student}, as somebody else ({other})"
        return student, ""
