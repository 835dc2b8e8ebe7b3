"""Find out which system a file is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from course.lms import blackboard, canvas, ilias, moodle
from course.lms.archive import Entry, LmsError
from course.lms.ids import short
from course.lms.system import Found, Person, Sheet, System
from course.lms.table import Table

# Those whose names can be mistaken for no other's come first.
SYSTEMS: tuple[System, ...] = (moodle, blackboard, ilias, canvas)
LANGUAGES = "in English, German, French or Spanish: choose one of them there"
NAMES = tuple(system.NAME for system in SYSTEMS)


def system_named(name: str) -> System:
    """Return a system; raise LmsError if there is none of this name."""
    if system := {one.NAME: one for one in SYSTEMS}.get(name.casefold()):
        return system
    raise LmsError(f"no system {name}: there are {', '.join(sorted(NAMES))}")


def pieces_of(entries: list[Entry], name: str, shown: Path) -> tuple[System, Found]:
    """Return the system that most entries are of, and what it finds.

    Raises LmsError if none of them is named as any system names a hand-in.
    """
    tried = (system_named(name),) if name else SYSTEMS
    found = [(system, system.pieces(entries)) for system in tried]
    best = max(found, key=lambda one: len(one[1].pieces) + len(one[1].empty))
    if not best[1].pieces and not best[1].empty:
        of = name or " or ".join(NAMES)
        raise LmsError(f"{shown}: no file is named as {of} names a hand-in")
    return best


def sheet_of(path: Path) -> Sheet:
    """Read the grade file of any system; raise LmsError if it is of none."""
    table = Table(path)
    for system in (canvas, moodle, ilias, blackboard):
        if sheet := system.sheet(table):
            return replace(sheet, people=_with_own_ids(sheet.people))
    titles = ", ".join(table.header[:6])
    of = ", ".join(sorted(NAMES))
    raise LmsError(
        f"{path}: is no grade file of {of} ({LANGUAGES}): its columns are {titles}"
    )


def _with_own_ids(people: Sequence[Person]) -> list[Person]:
    """Return the people without further ids that are somebody else's first one.

    In many systems people write their own ID number, and could write a name there.
    """
    owners = {short(one.logins[0]): one.id for one in people if one.logins}
    return [
        replace(
            one,
            logins=one.logins[:1]
            + [x for x in one.logins[1:] if owners.get(short(x), one.id) == one.id],
        )
        for one in people
    ]
