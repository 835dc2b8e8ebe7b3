"""Due dates and extensions: in the gradebook, and in words for students.

The gradebook has times in UTC. An extension for somebody who has handed in nothing has
no place there but a submission, and with it a zero. So it waits in .course/ until there
is a submission to grade.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.api import MissingEntry

from course.atomic import read_json, write_json, write_whole
from course.errors import CourseError, GradeError
from course.folder import DUE_FILE, zone_named
from course.grading.gradebook import gradebook_at
from course.lock import locked

WAITING = Path(".course", "extensions")
UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}
FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
ZONE_TOLD = re.compile(r" is due on [\d-]+ [\d:]+ ([\w/+-]+)")
EXAMPLE = '"2026-12-01 23:59 Europe/Berlin"'


def moment_of(text: str, zone: str) -> datetime:
    """Return the time in UTC that somebody typed; in `zone` unless they named another.

    Where a clock shows a time twice, the later one is meant: it is the one that nobody
    is late for. A time that a clock skips is refused.
    """
    words = text.split()
    local = _local(" ".join(words[:2]))
    if local is None or len(words) > 3:
        raise GradeError(f"{text!r} is no time: write it as in {EXAMPLE}")
    there = local.replace(tzinfo=zone_named(zone_in(text, zone)), fold=1)
    moment = there.astimezone(UTC)
    if moment.astimezone(there.tzinfo).replace(tzinfo=None) != local:
        raise GradeError(f"{text!r} does not exist: clocks are put forward then")
    return moment


def zone_in(text: str, zone: str) -> str:
    """Return the zone that a typed time names, or else `zone`."""
    return " ".join(text.split()[2:]) or zone


def span_of(text: str) -> timedelta:
    """Return how long an extension is: 3d, 12h, 2w, 30m, or 0 for none."""
    number, unit = text.strip()[:-1], text.strip()[-1:].casefold()
    if text.strip() == "0":
        return timedelta()
    if unit in UNITS and number.isdecimal() and int(number) < 10_000:
        return timedelta(**{UNITS[unit]: int(number)})
    example = f"3d, 12h, 2w or 30m, a time as in {EXAMPLE}, or 0 for none"
    raise GradeError(f"{text!r} is no extension: write {example}")


def due(db_url: str, assignment: str) -> datetime | None:
    """Return the due date of an assignment in UTC."""
    with gradebook_at(db_url) as gradebook:
        found = gradebook.find_assignment(assignment).duedate
        return found.replace(tzinfo=UTC) if found else None


def set_due(root: Path, db_url: str, assignment: str, when: datetime | None) -> None:
    """Set or remove the due date; `tell_due` tells students."""
    with locked(root, assignment), gradebook_at(db_url) as gradebook:
        found = gradebook.find_assignment(assignment)
        found.duedate = when.astimezone(UTC).replace(tzinfo=None) if when else None
        gradebook.db.commit()


def tell_due(
    root: Path, assignment: str, when: datetime | None, zone: str, rule: str
) -> Path:
    """Write what students are told beside the released notebooks; return the file."""
    path = _told_in(root, assignment)
    if when is None:
        path.unlink(missing_ok=True)
        return path
    late = f"Later: {rule}." if rule else "Ask what a later hand-in costs."
    lines = [f"{assignment} is due on {shown(when, zone)}.", late, ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "\n".join(lines).encode())
    return path


def zone_told(root: Path, assignment: str, zone: str) -> str:
    """Return the zone in which students were told the due date, or else `zone`."""
    try:
        told = _told_in(root, assignment).read_text(encoding="utf-8")
        found = ZONE_TOLD.search(told)
        return zone_named(found[1]).key if found else zone
    except (OSError, UnicodeError, CourseError):
        return zone


def shown(when: datetime, zone: str) -> str:
    """Return a time in a zone and, where that is another one, in UTC."""
    there = when.astimezone(zone_named(zone))
    text = f"{there:%Y-%m-%d %H:%M:%S} {zone}".replace(":00 ", " ", 1)
    return text if zone == "UTC" else f"{text} ({when.astimezone(UTC):%H:%M} UTC)"


def extend(
    root: Path, db_url: str, assignment: str, student: str, by: timedelta
) -> bool:
    """Set or, with a zero, remove an extension; return whether anything is handed in.

    It replaces an earlier one.
    """
    with locked(root, assignment):
        return _extended(root, db_url, assignment, student, by)


def _extended(
    root: Path, db_url: str, assignment: str, student: str, by: timedelta
) -> bool:
    waiting = waiting_extensions(root, assignment)
    waiting.pop(student, None)
    with gradebook_at(db_url) as gradebook:
        try:
            found = gradebook.find_submission(assignment, student)
        except MissingEntry:
            if by:
                waiting[student] = by
            _write(root, assignment, waiting)
            return False
        found.extension = by or None
        gradebook.db.commit()
    _write(root, assignment, waiting)
    return True


def settle(root: Path, assignment: str, student: str) -> None:
    """Let an extension wait no longer: the gradebook has it now."""
    waiting = waiting_extensions(root, assignment)
    if waiting.pop(student, None):
        _write(root, assignment, waiting)


def waiting_extensions(root: Path, assignment: str) -> dict[str, timedelta]:
    """Return the extensions of those who have no submission in the gradebook."""
    path = root / WAITING / f"{assignment}.json"
    try:
        data = read_json(path)
        return {str(who): timedelta(seconds=float(by)) for who, by in data.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError) as error:
        raise GradeError(
            f"{path}: cannot be read: write the extensions anew"
        ) from error


def _write(root: Path, assignment: str, waiting: dict[str, timedelta]) -> None:
    path = root / WAITING / f"{assignment}.json"
    if not waiting and not path.exists():
        return
    data = {student: by.total_seconds() for student, by in sorted(waiting.items())}
    write_json(path, data)


def _told_in(root: Path, assignment: str) -> Path:
    return root / "release" / assignment / DUE_FILE


def _local(text: str) -> datetime | None:
    for form in FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None
