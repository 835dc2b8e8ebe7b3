"""`course collect`: put what the LMS hands out into submitted/.

Everything is decided before anything is written. Each hand-in is written beside
submitted/ and moved in as a whole; one that it replaces is kept. What cannot be placed
is named, and nothing that somebody else put there is overwritten.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from course.atomic import write_whole
from course.grading.gradebook import known_students
from course.grading.groups import add_teams
from course.lms.archive import Entry, LmsError, open_archive, within
from course.lms.ledger import Kept, Ledger, read_ledger, write_ledger
from course.lms.moments import moment, zone_named
from course.lms.system import Found, Person, Piece, Sheet
from course.lms.systems import pieces_of, sheet_of
from course.lock import locked, writing
from course.worker.submission import SUBMITTED
from course.worker.submissions.folder import NOTEBOOKS
from course.worker.submissions.survey import TIMESTAMP, id_trouble, same_id

EARLIER = Path(".course", "earlier")
NOT_THEIRS = (
    TIMESTAMP,
    "submission_secret.txt",
)  # written by graders, read by nbgrader


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


@dataclass
class Collected:
    """What was done, by student, and what was not, by what it is about."""

    system: str = ""
    new: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)  # says the system
    without_time: list[str] = field(default_factory=list)
    teams: dict[str, list[str]] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)  # in the table alone
    not_placed: dict[str, str] = field(default_factory=dict)


@dataclass
class _HandIn:
    """The pieces of one person's attempt that counts."""

    student: str
    kept: Kept
    pieces: list[Piece]
    time: datetime | None


def collect(options: CollectOptions) -> Collected:
    """Take what is new in a class zip or folder; raise LmsError if nothing can be."""
    with locked(options.root, options.assignment):
        return _collected(options)


def _collected(options: CollectOptions) -> Collected:
    zone_named(options.zone)
    sheet = sheet_of(options.table) if options.table else None
    ledger = read_ledger(options.root, options.assignment)
    with open_archive(options.source) as archive:
        system, found = pieces_of(archive.entries, options.system, options.source)
        name = system.NAME
        _refuse_others(options, name, sheet, ledger)
        done = Collected(name, not_placed={**archive.refused, **found.other})
        hand_ins = list(_hand_ins(options, found, sheet, ledger, done))
        ledger.system = name
        try:
            with tempfile.TemporaryDirectory(
                prefix="collect-", dir=_made(options.root / ".course")
            ) as workshop:
                for hand_in in hand_ins:
                    with writing(options.root):
                        _take(options, hand_in, ledger, Path(workshop), done)
        finally:
            write_ledger(options.root, options.assignment, ledger)
    teams = {student: kept.team for student, kept in ledger.students.items()}
    teams = {student: team for student, team in teams.items() if team}
    done.not_placed |= add_teams(options.root, options.assignment, teams)
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
) -> Iterator[_HandIn]:
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
    naming = _Naming(options, ledger)
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
        yield _HandIn(student, kept, pieces, time)


class _Naming:
    """Gives every person one id in the course, and no id to two persons."""

    def __init__(self, options: CollectOptions, ledger: Ledger) -> None:
        there = (options.root / SUBMITTED).glob("*/")
        known = known_students(options.db_url) | {path.name for path in there}
        self._known = {same_id(one): one for one in known}
        self._before = {kept.id: student for student, kept in ledger.students.items()}
        self._given = {student: kept.id for student, kept in ledger.students.items()}

    def student(self, person: str, row: Person | None) -> tuple[str, str]:
        """Return the id of a person, and why they cannot have one, if so."""
        wanted = [*(row.logins if row else []), person]
        if person in self._before:
            student = self._before[person]
        else:
            known = (self._known.get(same_id(one)) for one in wanted)
            student = next(filter(None, known), same_id(wanted[0]))
        if "/" in student or student.startswith("."):
            return student, f"{student}: cannot be the name of a folder"
        if trouble := id_trouble(student):
            return student, f"{student}: {trouble}"
        other = self._given.setdefault(student, person)
        if other != person:
            return student, f"has the id {student}, as somebody else ({other})"
        return student, ""


def _take(
    options: CollectOptions,
    hand_in: _HandIn,
    ledger: Ledger,
    workshop: Path,
    done: Collected,
) -> None:
    """Move a hand-in in, if it is new."""
    student, kept = hand_in.student, hand_in.kept
    place = options.root / SUBMITTED / student / options.assignment
    shown = f"{SUBMITTED}/{student}/{options.assignment}"
    before = ledger.students.get(student)
    exists = place.is_symlink() or place.exists()
    if before and exists:
        if kept.marks == before.marks:
            if hand_in.time and kept.time != before.time:  # of a table that is new
                _write_time(hand_in, place)
                ledger.students[student] = kept
            _count(hand_in, ledger.students[student], done.unchanged, done)
            return
        if kept.attempt < before.attempt:
            done.not_placed[student] = "is older than what was collected before"
            return
    made = workshop / student
    try:
        _write(hand_in, made, done)
    except (LmsError, OSError, RuntimeError) as error:  # zipfile on a wrong password
        done.not_placed[student] = f"{kept.name}: {error}"
        shutil.rmtree(made, ignore_errors=True)
        return
    if exists and not before and _contents(place) != _contents(made):
        done.not_placed[student] = (
            f"{shown} is there and was not collected: it stays; move it away"
        )
        return
    if exists and before:
        number = len(
            list((options.root / EARLIER).glob(f"{options.assignment}/{student}/*"))
        )
        old = options.root / EARLIER / options.assignment / student / str(number + 1)
        _made(old.parent)
        place.rename(old)
    elif exists:
        shutil.rmtree(place)  # the same files, collected before in some other way
    _made(place.parent)
    made.rename(place)
    ledger.students[student] = kept
    _count(hand_in, kept, done.newer if before else done.new, done)


def _count(hand_in: _HandIn, kept: Kept, students: list[str], done: Collected) -> None:
    students.append(hand_in.student)
    if kept.late:
        done.late.append(hand_in.student)
    if not kept.time:
        done.without_time.append(hand_in.student)
    if kept.team:
        done.teams.setdefault(kept.team, []).append(hand_in.student)


def _write(hand_in: _HandIn, folder: Path, done: Collected) -> None:
    """Write the files of a hand-in, and its time, into a new folder."""
    folder.mkdir()
    for piece in hand_in.pieces:
        if piece.path[-1].casefold() in NOT_THEIRS:
            name = f"{hand_in.student}: {piece.path[-1]}"
            done.not_placed[name] = "has a name that only graders use: left out"
            continue
        _write_file(piece.entry, folder.joinpath(*piece.path))
    _unpack_if_alone(folder, hand_in.student, done)
    if hand_in.time:
        _write_time(hand_in, folder)


def _write_time(hand_in: _HandIn, folder: Path) -> None:
    """Write the time of a hand-in where nbgrader reads it."""
    write_whole(folder / TIMESTAMP, hand_in.kept.time.encode())


def _write_file(entry: Entry, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for data in entry.pieces():
            file.write(data)


def _unpack_if_alone(folder: Path, student: str, done: Collected) -> None:
    """Unpack the only zip of somebody who handed in no notebook beside it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    zips = [path for path in files if path.suffix.lower() == ".zip"]
    if len(zips) != 1 or any(p.name.lower().endswith(NOTEBOOKS) for p in files):
        return
    with zips[0].open("rb") as file:
        try:
            archive = within(file)
        except LmsError:
            return  # grading says what is wrong with it
        notebooks = [
            e for e in archive.entries if e.path[-1].lower().endswith(NOTEBOOKS)
        ]
        for entry in notebooks:
            name = PurePosixPath(*entry.path).name
            if not (folder / name).exists():
                _write_file(entry, folder / name)
    for name, why in archive.refused.items():
        done.not_placed[f"{student}: {zips[0].name}/{name}"] = why


def _contents(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder, but for the time of the hand-in."""
    if folder.is_symlink():
        return {"": b"a link"}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != TIMESTAMP
    }


def _tell_absent(sheet: Sheet | None, ledger: Ledger, done: Collected) -> None:
    if sheet:
        there = {kept.id for kept in ledger.students.values()}
        done.absent = sorted(one.name for one in sheet.people if one.id not in there)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
