"""Delete a person from everything that a course keeps.

Texts that name several people lose that one's part; caches and pages that are made
again are removed as a whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from glob import escape
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from sqlalchemy import text

from course.atomic import read_json, unused, write_json
from course.errors import GradeError
from course.grading.gradebook import gradebook_at, known_assignments
from course.lock import all_locked
from course.worker.gradebook_copy import engine_of

FOLDERS = ("submitted", "autograded", "feedback")
# JSON, in .course/
BY_STUDENT = ("lms", "extensions", "groups", "problems", "snapshots")
MADE_AGAIN = ("cache", "records")  # in .course/; entries are not named by student
MADE = ("report", "returned")  # in the course


def forget(root: Path, db_url: str, student: str) -> list[str]:
    """Delete a student; return what was deleted. Raise GradeError if nothing was."""
    if not student.strip() or "/" in student or student.startswith("."):
        raise GradeError(f"{student!r} is no student")
    with all_locked(root, list(known_assignments(db_url))):
        done = list(_forgotten(root, db_url, student))
        if not done:
            raise GradeError(f"nothing is known of a student {student}")
        _compact(db_url)
        _remove_what_is_made_again(root)
    return done


def remove_tree(top: Path) -> None:
    """Remove a folder, in which others may lie deeper than `shutil` can reach."""
    waiting = [top]
    for folder in waiting:
        for entry in list(os.scandir(folder)):
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
                continue
            flat = unused(top / str(len(waiting)))
            waiting.append(Path(entry.path).rename(flat))
    for folder in reversed(waiting):
        folder.rmdir()


def _forgotten(root: Path, db_url: str, student: str) -> Iterator[str]:
    for name in FOLDERS:
        folder = root / name / student
        if folder.is_symlink():
            folder.unlink()
            yield f"{name}/{student}"
        elif folder.exists():
            remove_tree(folder)
            yield f"{name}/{student}"
    for folder in sorted((root / ".course" / "earlier").glob("*/")):
        if (folder / student).exists():
            shutil.rmtree(folder / student)
            yield f"earlier hand-ins of {folder.name}"
    of_student = f"*/{escape(student)}.json"
    for path in sorted((root / ".course" / "attempts").glob(of_student)):
        path.unlink()
        yield f"attempts at {path.parent.name}"
    for name in BY_STUDENT:
        for path in sorted((root / ".course" / name).glob("*.json")):
            if _forgotten_in(path, student):
                yield f".course/{name}/{path.name}"
    with gradebook_at(db_url) as gradebook:
        try:
            gradebook.remove_student(student)
        except MissingEntry:
            return
    yield "the gradebook"


def _forgotten_in(path: Path, student: str) -> bool:
    """Remove a student's entries from a file; return whether there were any."""
    data = read_json(path)
    found = [one for one in _by_student(path.parent.name, data) if student in one]
    for one in found:
        del one[student]
    if found:
        write_json(path, data)
    return bool(found)


def _by_student(kind: str, data: Any) -> list[dict[str, Any]]:
    """Return the parts of a file whose keys are students."""
    if kind == "snapshots":
        return [one["students"] for one in data["assignments"].values()]
    if kind == "groups":
        return [data["groups"], data["pages"]]
    return [
        data if kind == "extensions" else data[kind if kind != "lms" else "students"]
    ]


def _compact(db_url: str) -> None:
    """Let SQLite overwrite what was deleted; other databases do so by themselves."""
    engine = engine_of(db_url).execution_options(isolation_level="AUTOCOMMIT")
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.execute(text("VACUUM"))


def _remove_what_is_made_again(root: Path) -> None:
    for name in MADE_AGAIN:
        shutil.rmtree(root / ".course" / name, ignore_errors=True)
    for name in MADE:
        shutil.rmtree(root / name, ignore_errors=True)
    for path in [*(root / ".course").glob("grade-*.log"), root / ".nbgrader.log"]:
        path.unlink(missing_ok=True)
