"""`course collect`: put what the LMS hands out into submitted/.

Everything is decided before anything is written. What cannot be placed is named, and
nothing that somebody else put there is overwritten.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.folder import zone_named
from course.grading.groups import add_teams
from course.lms.archive import LmsError, open_archive
from course.lms.ledger import Kept, Ledger, read_ledger, write_ledger
from course.lms.moments import moment
from course.lms.naming import Naming
from course.lms.place import Collected, HandIn, take
from course.lms.system import Found, Piece, Sheet
from course.lms.systems import pieces_of, sheet_of
from course.lock import locked, writing


@dataclass(frozen=True)
class CollectOptions:
    """What to collect, into which course."""

    root: Path
    assignment: str
    source: Path
    db_url: str
    system: str = ""
    table: Path | None = None
    zone: str = "UTC"  # of times that name none


def collect(options: CollectOptions) -> Collected:
    """Take what is new in a class zip or folder; raise LmsError if nothing can be."""
    with locked(options.root, options.assignment):
        return _collected(options)


def _collected(options: CollectOptions) -> Collected:
    root, assignment = options.root, options.assignment
    zone_named(options.zone)
    sheet = sheet_of(options.table) if options.table else None
    ledger = read_ledger(root, assignment)
    with open_archive(options.source) as archive:
        system, found = pieces_of(archive.entries, options.system, options.source)
        name = system.NAME
        _refuse_others(options, name, sheet, ledger)
        done = Collected(name, not_placed={**archive.refused, **found.other})
        hand_ins = list(_hand_ins(options, found, sheet, ledger, done))
        ledger.system = name
        inside = root / ".course"
        inside.mkdir(exist_ok=True)
        try:
            with tempfile.TemporaryDirectory(prefix="collect-", dir=inside) as workshop:
                for hand_in in hand_ins:
                    with writing(root):
                        take(root, assignment, hand_in, ledger, Path(workshop), done)
        finally:
            write_ledger(root, assignment, ledger)
    teams = {student: kept.team for student, kept in ledger.students.items()}
    teams = {student: team for student, team in teams.items() if team}
    done.not_placed |= add_teams(root, assignment, teams)
    _tell_absent(sheet, ledger, done)
    return done


def _refuse_others(
    options: CollectOptions, name: str, sheet: Sheet | None, ledger: Ledger
) -> None:
    if sheet and sheet.system != name:
        raise LmsError(
            f"{options.table}: is of {sheet.system}, but {options.source} is of {name}"
        )
    if ledger.students and ledger.system != name:
        raise LmsError(
            f"{options.assignment} was collected from {ledger.system}, and "
            f"{options.source} is of {name}: collect from one system"
        )


def _hand_ins(
    options: CollectOptions,
    found: Found,
    sheet: Sheet | None,
    ledger: Ledger,
    done: Collected,
) -> Iterator[HandIn]:
    """Yield the attempt of each person that counts."""
    by_person: dict[str, list[Piece]] = defaultdict(list)
    for piece in found.pieces:
        by_person[piece.person].append(piece)
    for person in found.empty:
        if person not in by_person:
            done.not_placed[person] = "handed in no file"
    rows = {one.id: one for one in sheet.people} if sheet else {}
    if rows and not rows.keys() & by_person.keys():
        raise LmsError(
            f"{options.table}: knows nobody who handed in: is it of this assignment?"
        )
    naming = Naming(options.root, options.db_url, ledger, rows.values())
    for person in sorted(by_person):
        pieces = by_person[person]
        last = max(piece.attempt for piece in pieces)
        if found.times:  # Blackboard's zip has all attempts
            pieces = [piece for piece in pieces if piece.attempt == last]
        row = rows.get(person)
        shown = pieces[0].name or (row.name if row else "") or person
        student, trouble = naming.student(person, row)
        if trouble:
            done.not_placed[f"{shown} ({person})"] = trouble
            continue
        told = (row.time if row else "") or found.times.get((person, last), "")
        time = moment(told, zone_named(options.zone)) if told else None
        if told and time is None:
            done.not_placed[f"{student}: the time {told!r}"] = "cannot be understood"
        kept = Kept(
            person,
            row.name if row and row.name else shown,
            last,
            sorted(f"{'/'.join(p.path)} {p.entry.mark}" for p in pieces),
            {"/".join(piece.path): piece.back for piece in pieces},
            f"{time:%Y-%m-%d %H:%M:%S} UTC" if time else "",
            any(piece.late for piece in pieces),
            pieces[0].team,
        )
        yield HandIn(student, kept, pieces, time)


def _tell_absent(sheet: Sheet | None, ledger: Ledger, done: Collected) -> None:
    if sheet:
        there = {kept.id for kept in ledger.students.values()}
        done.absent = sorted(one.name for one in sheet.people if one.id not in there)
