"""Canvas: a flat zip, and the gradebook's own export.

A file is `<name>[_LATE]_<user id>_<attachment id>_<file name>`, with `anon_<id>` for
name and user id where grading is anonymous. The last attempt alone is in the zip, and
its time is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from course.lms.archive import Entry
from course.lms.system import Column, Found, Person, Piece, Sheet
from course.lms.table import Table

NAME = "canvas"
LATE, ANONYMOUS = "LATE", "anon"
TWO = "may be of two people: look at it, and place it by hand"
NO_FILE = {"text.html": "is text, not a file", "link.html": "is a link, not a file"}
POINTS, READ_ONLY = "points possible", "(read only)"
NAMES = ("Student", "LastName", "FirstName")  # either the first, or both others
LOGINS = ("SIS Login ID", "SIS User ID", "Integration ID")


def pieces(entries: Iterable[Entry]) -> Found:
    """Return what is in a class zip."""
    found = Found([])
    for entry in entries:
        words = entry.path[-1].split("_")
        piece = _piece(entry, words)
        if piece:
            found.pieces.append(piece)
        else:
            found.other["/".join(entry.path)] = _why_not(words)
    # Digits in a name that somebody chose may pose as the id of another person.
    names: dict[str, set[str]] = defaultdict(set)
    for one in found.pieces:
        names[one.person].add(one.name)
    for one in [one for one in found.pieces if len(names[one.person]) > 1]:
        found.pieces.remove(one)
        found.other["/".join(one.entry.path)] = TWO
    return found


def sheet(table: Table) -> Sheet | None:
    """Return what the export of the gradebook says."""
    names, ids = [table.column(title) for title in NAMES], table.column("ID")
    if 0 not in names or ids is None:
        return None
    rows = list(table.rows())
    points = next((r for r in rows[:3] if POINTS in table.value(r, 0).casefold()), None)
    logins = [table.column(title) for title in LOGINS]
    people = [
        Person(
            row,
            table.value(row, ids).strip(),
            table.filled(row, logins),
            ", ".join(table.filled(row, names)),
        )
        for row in rows
        if row != points and table.value(row, ids).strip()
    ]
    last = table.column("Section") or ids
    columns = [
        Column(number, title, table.value(points, number).strip() if points else "")
        for number, title in enumerate(table.header)
        if number > last and _has_id(title)
        if not (points and READ_ONLY in table.value(points, number).casefold())
    ]
    return Sheet(table, NAME, people, columns)


def _piece(entry: Entry, words: list[str]) -> Piece | None:
    if words[0] == ANONYMOUS and len(words) > 3:
        late = words[2] == LATE
        place, person, name = 2 + late, words[1], f"{ANONYMOUS}_{words[1]}"
    else:
        place = next((n for n in range(2, len(words)) if _ids(words[n - 1 : n + 1])), 0)
        late = place > 2 and words[place - 2] == LATE
        person, name = words[max(place - 1, 0)], "_".join(words[: place - 1 - late])
    rest = "_".join(words[place + 1 :])
    if not place or not words[place].isdecimal() or not rest:
        return None
    back = "_".join(words[: place + 1]) + "_"
    attempt = words[place].zfill(20)
    return Piece(entry, person, name, (rest,), back, attempt, late)


def _ids(words: list[str]) -> bool:
    return all(word.isdecimal() for word in words)


def _has_id(title: str) -> bool:
    """Return whether a title ends with Canvas's id of an assignment."""
    _, bracket, rest = title.strip().rpartition("(")
    return bool(bracket) and rest.endswith(")") and rest[:-1].isdecimal()


def _why_not(words: list[str]) -> str:
    return NO_FILE.get(words[-1], "is not named as Canvas names a hand-in")
