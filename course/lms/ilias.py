"""ILIAS: a folder for each person or team, and a plug-in's status.csv.

A person's folder is `<last name>_<first name>_<login>_<user id>`, at some depth; a
team's is `Team_<id>`. Some versions put `<YYYYMMDDHHMMSS>_` before the name of a file.
That may as well be the student's own, so it orders files but is no time of a hand-in.
"""

from __future__ import annotations

from collections.abc import Iterable

from course.lms.archive import Entry
from course.lms.system import Column, Found, Person, Piece, Sheet
from course.lms.table import Table

NAME = "ilias"
TEAM = "team"
STAMP_DIGITS = 14


def pieces(entries: Iterable[Entry]) -> Found:
    """Return what is in a class zip."""
    found = Found([])
    entries = list(entries)
    above = _shared([entry.path[:-1] for entry in entries])
    for entry in entries:
        folders = entry.path[:-1]
        # What lies above everybody may be named like a person, as Exercise_1_Sheet_2.
        like = [n for n, part in enumerate(folders) if _words(part)]
        outer = next((n for n in like if n >= above), None)
        place = next((n for n, part in enumerate(folders) if _is_team(part)), None)
        team = ""
        if place is not None and (outer is None or place < outer):
            team = folders[place]
            at = place + 1 if place + 1 in like else place
        elif outer is not None or like:
            at = like[-1] if outer is None else outer
        else:
            shown = "/".join(entry.path)
            found.other[shown] = "is in no folder that ILIAS makes for a person"
            continue
        # Folders further down are the student's own, whatever they are called.
        words = [] if team and at == place else _words(folders[at])
        person = words[-1] if words else team
        name = " ".join(words[:-2]) if words else team
        stamp, path = _unstamped(entry.path[at + 1 :])
        back = "/".join(entry.path[: at + 1]) + "/"
        changed = stamp or entry.changed
        found.pieces.append(Piece(entry, person, name, path, back, changed, team=team))
    return found


def sheet(table: Table) -> Sheet | None:
    """Return what a status.csv says; its first column says which rows to take."""
    ids, mark = table.column("usr_id"), table.column("mark")
    update = table.column("update")
    if ids is None or mark is None or update is None:
        return None
    login = table.column("login")
    names = [table.column("firstname"), table.column("lastname")]
    people = [
        Person(
            row,
            table.value(row, ids).strip(),
            table.filled(row, [login]),
            " ".join(table.filled(row, names)),
        )
        for row in table.rows()
    ]
    return Sheet(table, NAME, people, [Column(mark, "mark")], {update: "1"})


def _shared(paths: list[tuple[str, ...]]) -> int:
    """Return how many folders at the beginning all paths have in common."""
    levels = zip(*paths, strict=False)
    return next((n for n, level in enumerate(levels) if len({*level}) > 1), 0)


def _words(folder: str) -> list[str]:
    """Return last name, first name, login and id of a person's folder, else nothing."""
    words = folder.split("_")
    is_person = len(words) >= 4 and words[-1].isdecimal() and all(words)
    return words if is_person else []


def _is_team(folder: str) -> bool:
    word, _, number = folder.partition("_")
    return word.casefold() == TEAM and number.isdecimal()


def _unstamped(path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    stamp, _, rest = path[-1].partition("_")
    if len(stamp) == STAMP_DIGITS and stamp.isdecimal() and rest:
        return stamp, (*path[:-1], rest)
    return "", path
