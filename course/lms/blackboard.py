"""Blackboard Learn: a flat zip with a .txt for every attempt, and "Work offline".

A file is `<assignment>_<username>_attempt_<time>_<file name>`. The .txt of the same
attempt, which has no file name behind the time, says when it was handed in.
"""

from __future__ import annotations

from collections.abc import Iterable

from course.lms.archive import Entry
from course.lms.system import Column, Found, Person, Piece, Sheet, number_in
from course.lms.table import Table

NAME = "blackboard"
MARK = "_attempt_"
STAMP = "0000-00-00-00-00-00"
TXT = ".txt"
MAX_TXT = 2**20  # bytes
LINES = {"Date Submitted": "time", "Name": "name"}
USERNAME = ("Username", "User Name", "Benutzername")
NAMES = (("First Name", "Vorname"), ("Last Name", "Nachname"))
STUDENT_ID = ("Student ID", "Studenten-ID", "Matrikelnummer")


def pieces(entries: Iterable[Entry]) -> Found:
    """Return what is in a class zip, with the times that the .txt files tell."""
    found = Found([])
    told: dict[tuple[str, str], dict[str, str]] = {}
    files: list[tuple[Entry, str, str, str]] = []
    for entry in entries:
        before, _, rest = entry.path[-1].partition(MARK)
        stamp, file = rest[: len(STAMP)], rest[len(STAMP) :]
        if "_" not in before or not _is_stamp(stamp) or file[:1] not in ("_", "."):
            shown = "/".join(entry.path)
            found.other[shown] = "is not named as Blackboard names a hand-in"
        elif file == TXT:
            told[before, stamp] = _lines(entry)
        else:
            files.append((entry, before, stamp, file.removeprefix("_")))
    people = {before: _person(before, lines) for (before, _), lines in told.items()}
    for entry, before, stamp, file in files:
        person = people.setdefault(before, _person(before, {}))
        piece = Piece(entry, person, "", (file,), f"{person}/", stamp)
        found.pieces.append(piece)
    handed_in = {(piece.person, piece.attempt) for piece in found.pieces}
    for (before, stamp), lines in told.items():
        found.times[people[before], stamp] = lines.get("time", "")
        if (people[before], stamp) not in handed_in:
            found.empty[people[before]] = stamp
    return found


def sheet(table: Table) -> Sheet | None:
    """Return what a download for working offline says."""
    username = table.column(*USERNAME)
    if username is None:
        return None
    number, names = table.column(*STUDENT_ID), [table.column(*one) for one in NAMES]
    people = [
        Person(
            row,
            table.value(row, username).strip(),
            table.filled(row, [username, number]),
            " ".join(table.filled(row, names)),
        )
        for row in table.rows()
        if table.value(row, username).strip()
    ]
    columns = [
        Column(place, title, _maximum(title))
        for place, title in enumerate(table.header)
        if title.rpartition("|")[2].strip().isdecimal() and "|" in title
    ]
    return Sheet(table, NAME, people, columns) if columns else None


def _person(before: str, lines: dict[str, str]) -> str:
    """Return the username behind the name of the assignment.

    Both may have underscores in them; a .txt says it as in `Name: Jane Doe (jdoe)`.
    """
    username = lines.get("name", "").rpartition("(")[2].rstrip(") ")
    if username and before.endswith(f"_{username}"):
        return username
    return before.rpartition("_")[2]


def _is_stamp(text: str) -> bool:
    """Return whether this is a time as Blackboard writes it into names."""
    return "".join("0" if c.isdecimal() else c for c in text) == STAMP


def _lines(entry: Entry) -> dict[str, str]:
    """Return the lines of a .txt that are of use."""
    if entry.size > MAX_TXT:
        return {}
    text = b"".join(entry.pieces()).decode("utf-8", "replace")
    found: dict[str, str] = {}
    for line in text.splitlines():
        title, colon, rest = line.lstrip("\ufeff").partition(":")
        if title == "Submission Field":
            break  # what follows is the student's
        if colon and title in LINES:
            found.setdefault(LINES[title], rest.strip())
    return found


def _maximum(title: str) -> str:
    """Return the points in `Title [Total Pts: 100 Score] |664617`."""
    _, bracket, rest = title.rpartition("[")
    words = rest.partition("]")[0].split() if bracket else []
    return next((word for word in words if number_in(word) is not None), "")
