"""`course group`: read who works with whom from a table.

The table has a column for students and one for groups. Encoding and separator are
found out, as for a grade file. A bad row is named, and the others are taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from course.grading.gradebook import known_students
from course.grading.groups import Groups, read_groups, write_groups
from course.lms.archive import LmsError
from course.lms.ledger import read_ledger
from course.lms.table import Table
from course.lock import locked
from course.worker.submission import SUBMITTED
from course.worker.submissions.student_ids import id_trouble, same_id

STUDENT = ("student", "student id", "id", "login", "username", "user", "benutzername")
GROUP = ("group", "group name", "team", "gruppe", "groupe", "grupo")


@dataclass
class Grouped:
    """The groups that were taken, the rows that were not, and who is unknown."""

    groups: dict[str, list[str]]
    refused: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def group(root: Path, db_url: str, assignment: str, path: Path) -> Grouped:
    """Take the groups of an assignment from a table; raise LmsError if there are none.

    They replace all that were there before.
    """
    table = Table(path)
    student, team = table.column(*STUDENT), table.column(*GROUP)
    if student is None or team is None:
        raise LmsError(
            f"{path}: name its columns student and group; it has "
            f"{', '.join(table.header[:8]) or 'none'}"
        )
    known = known_students(db_url)
    known |= {place.name for place in (root / SUBMITTED).glob("*/")}
    spelt = {same_id(one): one for one in known}
    found, refused = Groups(), {}
    for row in table.rows():
        who = same_id(table.value(row, student))
        of = same_id(table.value(row, team))
        who = spelt.get(who, who)
        line = f"row {row + 1}"
        if not who or not of:
            refused[line] = f"has no {'group' if who else 'student'}"
        elif "/" in who or who.startswith(".") or id_trouble(who):
            refused[line] = f"{who!a} cannot be a student"
        elif "/" in of or of.startswith(".") or id_trouble(of):
            refused[line] = f"{of!a} cannot be a group"
        elif found.groups.setdefault(who, of) != of:
            refused[line] = f"{who} is in {found.groups[who]} already, not in {of}"
    if not found.groups:
        raise LmsError(f"{path}: has no row with a student and a group")
    members, unknown = found.members(), sorted(found.groups.keys() - known)
    with locked(root, assignment):
        found.pages = read_groups(root, assignment).pages
        collected = read_ledger(root, assignment).students
        # The folder of a team that an LMS knows is a hand-in of this group.
        teams = {name: name for name, kept in collected.items() if kept.team == name}
        found.groups = teams | found.groups
        write_groups(root, assignment, found)
    return Grouped(members, refused, unknown)
