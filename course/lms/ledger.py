"""What `course collect` keeps for the way back, and to know what is new.

One file for each assignment, in .course/: nothing that a student hands in can pose as
it. It is written last, and as a whole.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from course.atomic import write_json
from course.lms.archive import LmsError

FOLDER = Path(".course", "lms")


@dataclass
class Kept:
    """What is kept of one student's hand-in."""

    id: str  # in the system
    name: str
    attempt: str
    marks: list[str]  # of the files, to see whether they have changed
    back: dict[str, str]  # what goes before the name of a page, by file handed in
    time: str = ""  # in UTC, "" if nobody says when
    late: bool = False  # says the system
    team: str = ""


@dataclass
class Ledger:
    """The hand-ins of one assignment, by student."""

    system: str = ""
    students: dict[str, Kept] = field(default_factory=dict)


def read_ledger(root: Path, assignment: str) -> Ledger:
    """Return the ledger of an assignment; an empty one if nothing was collected."""
    path = root / FOLDER / f"{assignment}.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        students = {name: Kept(**kept) for name, kept in data["students"].items()}
        return Ledger(data["system"], students)
    except FileNotFoundError:
        return Ledger()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = (
            f"{path}: cannot be read: restore it, or move it away and collect again"
        )
        raise LmsError(message) from error


def write_ledger(root: Path, assignment: str, ledger: Ledger) -> None:
    """Write the ledger of an assignment."""
    write_json(root / FOLDER / f"{assignment}.json", asdict(ledger))
