"""Moodle: a zip with a folder or a prefix for each person, and the grading worksheet.

`<full name>_<participant id>_assignsubmission_file` is the folder, or is before the
name of the file; a folder may end with one more underscore. The worksheet is in the
language of the site.
"""

from __future__ import annotations

from collections.abc import Iterable

from course.lms.archive import Entry
from course.lms.system import Column, Found, Person, Piece, Sheet
from course.lms.table import Table

NAME = "moodle"
MARK, FILE = "_assignsubmission_", "file"
BACK = "assignfeedback_file_"
# Titles of columns in English, German, French and Spanish.
ID = ("Identifier", "ID", "Identifiant", "Identificador")
FULL_NAME = ("Full name", "Vollständiger Name", "Nom complet", "Nombre completo")
STATUS = ("Status", "Statut", "Estado")
LOGINS = (
    ("Username", "Anmeldename", "Nom d'utilisateur", "Nombre de usuario"),
    ("ID number", "ID-Nummer", "Numéro d'identification", "Número de ID"),
    ("Email address", "E-Mail-Adresse", "Adresse de courriel", "Dirección de correo"),
)
GRADE = ("Grade", "Bewertung", "Note", "Calificación")
MAXIMUM = ("Maximum grade", "Bestwertung", "Note maximale", "Calificación máxima")
OPEN = (
    "Grade can be changed",
    "Bewertung kann geändert werden",
    "La note peut être modifiée",
    "La calificación puede ser cambiada",
)
HANDED_IN = (
    "Last modified (submission)",
    "Zuletzt geändert (Abgabe)",
    "Dernière modification (travail remis)",
    "Última modificación (entrega)",
)
GRADED = (
    "Last modified (grade)",
    "Zuletzt geändert (Bewertung)",
    "Dernière modification (note)",
    "Última modificación (calificación)",
)
NO = ("no", "nein", "non")


def pieces(entries: Iterable[Entry]) -> Found:
    """Return what is in a class zip."""
    found = Found([])
    for entry in entries:
        at = next((n for n, part in enumerate(entry.path) if MARK in part), None)
        shown = "/".join(entry.path)
        if at is None:
            found.other[shown] = "is not named as Moodle names a hand-in"
            continue
        flat = at == len(entry.path) - 1
        # A person's name, and that of a file, may hold the mark as well.
        *owners, rest = entry.path[at].split(MARK)
        if flat:
            before, rest = owners[0], MARK.join([*owners[1:], rest])
        else:
            before = MARK.join(owners)
        name, _, person = before.rpartition("_")
        if flat and len({owner.rpartition("_")[2] for owner in owners}) > 1:
            found.other[shown] = (
                "may be of two people: look at it, and place it by hand"
            )
            continue
        start = rest.removeprefix(f"{FILE}_") if flat else ""
        path = (start,) if flat else entry.path[at + 1 :]
        if not person.isdecimal() or not rest.startswith(FILE):
            found.other[shown] = "is text, not a file"
        elif not all(path):
            found.other[shown] = "is not named as Moodle names a hand-in"
        else:
            # The name is not read, but an underscore in it would shift what is.
            back = f"{name.replace('_', ' ')}_{person}_{BACK}"
            found.pieces.append(Piece(entry, person, name, path, back, entry.changed))
    return found


def sheet(table: Table) -> Sheet | None:
    """Return what a grading worksheet says; where marking is blind it has no names."""
    ids, name = table.column(*ID), table.column(*FULL_NAME)
    graded = table.column(*GRADED)
    is_blind = graded is not None and table.column(*STATUS) == 1
    if ids != 0 or (name is None and not is_blind):
        return None
    grade, most = table.column(*GRADE), table.column(*MAXIMUM)
    may_change, time = table.column(*OPEN), table.column(*HANDED_IN)
    logins = [table.column(*titles) for titles in LOGINS]
    people = []
    for row in table.rows():
        person = _digits_at_the_end(table.value(row, ids))
        if not person:
            continue
        people.append(
            Person(
                row,
                person,
                table.filled(row, logins),
                table.value(row, name),
                table.value(row, time).strip().strip("-"),
                table.value(row, most).strip().strip("-"),
                _closed(table, row, may_change, graded),
            )
        )
    columns = [] if grade is None else [Column(grade, table.header[grade])]
    return Sheet(table, NAME, people, columns)


def _closed(table: Table, row: int, may_change: int | None, graded: int | None) -> str:
    """Return why a row takes no grade, "" if it does.

    Moodle writes times with the month in letters, and refuses a row with another one.
    """
    if table.value(row, may_change).strip().casefold() in NO:
        return "Moodle says that this grade cannot be changed"
    time = table.value(row, graded)
    if any(map(str.isdecimal, time)) and not any(map(str.isalpha, time)):
        return (
            f"a spreadsheet has changed a time to {time!r}, so Moodle would refuse the "
            "row: download the file again"
        )
    return ""


def _digits_at_the_end(text: str) -> str:
    text = text.strip()
    return text[len(text.rstrip("0123456789")) :]
