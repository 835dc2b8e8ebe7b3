"""Move a hand-in into submitted/: as a whole, if it is new, and over nobody's files.

It is written beside submitted/ first. One that it replaces is kept in .course/earlier/.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from course.atomic import unused, write_whole
from course.lms.archive import LmsError
from course.lms.ledger import Kept, Ledger
from course.lms.own_zip import unpack_if_alone, write_entry
from course.lms.system import Piece
from course.worker.private_copy import MAX_TOTAL
from course.worker.submission import SUBMITTED
from course.worker.submissions.survey import TIMESTAMP

EARLIER = Path(".course", "earlier")
# Written by graders, read by nbgrader:
NOT_THEIRS = (TIMESTAMP, "submission_secret.txt")


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
class HandIn:
    """The pieces of one person's attempt that counts."""

    student: str
    kept: Kept
    pieces: list[Piece]
    time: datetime | None


def take(
    root: Path,
    assignment: str,
    hand_in: HandIn,
    ledger: Ledger,
    workshop: Path,
    done: Collected,
) -> None:
    """Move a hand-in in, if it is new; tell `ledger` and `done`."""
    student, kept = hand_in.student, hand_in.kept
    shown = f"{SUBMITTED}/{student}/{assignment}"
    place = root / shown
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
            done.not_placed[student] = (
                "is older than what was collected before: to take it all the same, "
                f"move {shown} away"
            )
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
        _keep(place, root / EARLIER / assignment / student)
    elif exists:
        shutil.rmtree(place)  # the same files, collected before in some other way
    place.parent.mkdir(parents=True, exist_ok=True)
    made.rename(place)
    ledger.students[student] = kept
    _count(hand_in, kept, done.newer if before else done.new, done)


def _keep(place: Path, earlier: Path) -> None:
    """Move what is replaced to where nothing is yet."""
    earlier.mkdir(parents=True, exist_ok=True)
    taken = [int(old.name) for old in earlier.iterdir() if old.name.isdecimal()]
    place.rename(earlier / str(max(taken, default=0) + 1))


def _count(hand_in: HandIn, kept: Kept, students: list[str], done: Collected) -> None:
    students.append(hand_in.student)
    if kept.late:
        done.late.append(hand_in.student)
    if not kept.time:
        done.without_time.append(hand_in.student)
    if kept.team:
        done.teams.setdefault(kept.team, []).append(hand_in.student)


def _write(hand_in: HandIn, folder: Path, done: Collected) -> None:
    """Write the files of a hand-in, and its time, into a new folder."""
    size = sum(piece.entry.size for piece in hand_in.pieces)
    if size > MAX_TOTAL:
        raise LmsError(
            f"unpacks to {size / 2**20:,.0f} MB, more than {MAX_TOTAL / 2**20:,.0f}: "
            "ask for less"
        )
    folder.mkdir()
    deepest_first = sorted(hand_in.pieces, key=lambda one: -len(one.path))
    for piece in deepest_first:
        taken = [part for part in piece.path if part.casefold() in NOT_THEIRS]
        if taken:  # a folder of this name would be in the way as well
            name = f"{hand_in.student}: {taken[0]}"
            done.not_placed[name] = "has a name that only graders use: left out"
            continue
        # So a file "a" is written beside "a/sums.ipynb", too: folders are made first.
        write_entry(piece.entry, unused(folder.joinpath(*piece.path)))
    for name, why in unpack_if_alone(folder).items():
        done.not_placed[f"{hand_in.student}: {name}"] = why
    if hand_in.time:
        _write_time(hand_in, folder)


def _write_time(hand_in: HandIn, folder: Path) -> None:
    """Write the time of a hand-in where nbgrader reads it."""
    write_whole(folder / TIMESTAMP, hand_in.kept.time.encode())


def _contents(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder, but for the time of the hand-in."""
    if folder.is_symlink():
        return {"": b"a link"}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != TIMESTAMP
    }
