"""Records of what each submission was graded from, so that no work is done in vain.

A record has what a submission was graded from (its files, the course's, the code, the
configuration, the gradebook's cells of the assignment) and what grading made of it (the
files in autograded/ and feedback/, the gradebook's entries). A submission is left alone
only if none of that has changed. Otherwise nbgrader grades it again, mostly from the
cache. Records are stored like the cache, and trusted like it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from course.folder import CONFIG
from course.grading.gradebook import RegisteredAssignment, unusable
from course.grading.plugins import texts_of_plugins
from course.judging.cache import Cache
from course.judging.seeds import instance_secret
from course.judging.version import (
    all_installed,
    changed_since_start,
    digest,
    version,
)
from course.worker.gradebook_copy import engine_of, rows_of_assignment

FOLDER = Path(".course", "records")
JUNK = (
    *(".ipynb_checkpoints", "__pycache__", "*.pyc"),
    *(".DS_Store", "._*", "Thumbs.db", "desktop.ini"),
    *("*~", ".*.sw?", ".#*", "#*#"),  # of editors
)
BIG = 64 * 2**20  # bytes; bigger files are compared by size and time


@dataclass(frozen=True)
class GradingRecord:
    """Digests of a submission's inputs and results, and its summary."""

    inputs: str
    graded: str  # autograded/ and what autograding wrote into the gradebook
    page: str  # feedback/ and what it was written from
    summary: dict[str, Any]


class GradingRecords:
    """The records of one assignment."""

    def __init__(self, registered: RegisteredAssignment) -> None:
        self._registered = registered
        self._content = registered.content
        self._assignment = registered.name
        self._cache = Cache(registered.root / FOLDER)
        self._engine = engine_of(registered.db_url)
        released = registered.folder("release").glob("*.ipynb")
        self.notebooks = sorted(path.stem for path in released)
        self.common = self._of_assignment()  # what all submissions share
        self._entries = self._gradebook()

    def inputs(self, student: str, digest: str) -> str:
        """Return a digest of what a submission is graded from.

        `digest` is that of its private copy.
        """
        return _digest(self.common, student, digest)

    def page(self, student: str) -> str:
        """Return a digest of the feedback page, and of what it was made from."""
        everything = self._entries.get(student, ([], []))
        return _digest(everything, _tree(self._registered.folder("feedback", student)))

    def look_again(self, student: str) -> None:
        """Read a student's entries in the gradebook again."""
        self._entries.pop(student, None)
        self._entries.update(self._gradebook(student))

    def of_graded(self, student: str, digest: str) -> GradingRecord | None:
        """Return a student's record if it fits this copy and the present results."""
        record = self._find(student)
        if record is None or record.inputs != self.inputs(student, digest):
            return None
        return record if record.graded == self._graded(student) else None

    def write(self, student: str, digest: str, summary: dict[str, Any]) -> None:
        """Write a record of the present results, made from a copy with this digest.

        The gradebook's entries are those of the last `look_again`: the page was made
        from them.
        """
        graded, page = self._graded(student), self.page(student)
        record = GradingRecord(self.inputs(student, digest), graded, page, summary)
        if self._is_current():
            self._cache.put(self._key(student), json.dumps(vars(record)))

    def _find(self, student: str) -> GradingRecord | None:
        text = self._cache.get(self._key(student)) if self._is_current() else None
        try:
            return None if text is None else GradingRecord(**json.loads(text))
        except (ValueError, TypeError):
            return None  # from another version of this module

    def _graded(self, student: str) -> str:
        """Return a digest of the results of autograding."""
        automatic = self._entries.get(student, ([], []))[0]
        return _digest(automatic, _tree(self._registered.folder("autograded", student)))

    def _is_current(self) -> bool:
        return not any(
            changed_since_start(self._content, name) for name in self.notebooks
        )

    def _key(self, student: str) -> str:
        return _digest("record", self._assignment, student)

    def _of_assignment(self) -> str:
        """Return a digest of what all submissions have in common."""
        root, config = self._registered.root, self._registered.config
        options = json.dumps(config, sort_keys=True, default=repr)
        secret = hmac.new(instance_secret(root), b"records", hashlib.sha256)
        return _digest(
            secret.hexdigest(),
            options.replace(str(root), ""),  # a moved course is the same course
            (root / CONFIG).read_text(encoding="utf-8"),
            [version(self._content, notebook) for notebook in self.notebooks],
            digest([Path(__file__).parents[1]]),
            all_installed(),
            [_tree(self._registered.folder(step)) for step in ("source", "release")],
            texts_of_plugins(config),
            self._of_gradebook(),
        )

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise unusable(error) from error

    def _of_gradebook(self) -> list[str]:
        """Return what the gradebook says of the assignment."""
        with self._connection() as connection:
            found = rows_of_assignment(connection, self._assignment)
        return sorted(repr(row) for rows in found.values() for row in rows)

    def _gradebook(self, student: str | None = None) -> dict[str, tuple[list, list]]:
        """Return each student's entries: those of autograding, and all of them."""
        a, n, base = (t.__table__ for t in (Assignment, Notebook, BaseCell))
        sa, sn = SubmittedAssignment.__table__, SubmittedNotebook.__table__
        g, c = Grade.__table__, Comment.__table__
        mine = [a.c.name == self._assignment, sa.c.assignment_id == a.c.id]
        if student is not None:
            mine.append(sa.c.student_id == student)
        whole = [*mine, sn.c.assignment_id == sa.c.id, n.c.id == sn.c.notebook_id]
        who = sa.c.student_id
        automatic = [
            select(who, sa.c.timestamp, sa.c.extension).where(*mine),
            select(who, n.c.name, sn.c.late_submission_penalty).where(*whole),
            # A late penalty may be a share of all points, those by hand included.
            select(
                who, n.c.name, base.c.name, g.c.manual_score, g.c.extra_credit
            ).where(
                *whole,
                a.c.duedate.is_not(None),
                sa.c.timestamp > a.c.duedate,
                g.c.notebook_id == sn.c.id,
                base.c.id == g.c.cell_id,
            ),
            select(who, n.c.name, base.c.name, g.c.auto_score).where(
                *whole, g.c.notebook_id == sn.c.id, base.c.id == g.c.cell_id
            ),
            select(who, n.c.name, base.c.name, c.c.auto_comment).where(
                *whole, c.c.notebook_id == sn.c.id, base.c.id == c.c.cell_id
            ),
        ]
        manual = [
            select(who, sa).where(*mine),
            select(who, sn).where(*whole),
            select(who, g).where(*whole, g.c.notebook_id == sn.c.id),
            select(who, c).where(*whole, c.c.notebook_id == sn.c.id),
        ]
        found: dict[str, tuple[list, list]] = {}
        with self._connection() as connection:
            for place, queries in enumerate((automatic, manual)):
                for number, query in enumerate(queries):
                    for row in connection.execute(query):
                        of_student = found.setdefault(row[0], ([], []))
                        of_student[place].append(f"{number} {tuple(row)!r}")
        for entries in found.values():
            entries[0].sort()
            entries[1].sort()
        return found


def _tree(folder: Path) -> list[str]:
    """List everything below a folder with its content; nothing if it is missing.

    What editors and Python leave there is not listed.
    """
    listed = []
    try:
        paths = sorted(folder.rglob("*"))
    except OSError:  # too deep, or not readable
        return [os.urandom(16).hex()]
    for path in paths:
        inside = path.relative_to(folder)
        if any(fnmatch(part, junk) for part in inside.parts for junk in JUNK):
            continue
        name = inside.as_posix()
        try:
            listed.append(f"{name}\0{_content(path)}")
        except OSError:
            listed.append(f"{name}\0{os.urandom(16).hex()}")  # unlike any before
    return listed


def _content(path: Path) -> str:
    if path.is_symlink():
        return f"link to {os.readlink(path)}"
    if path.is_dir():
        return "folder"
    state = path.stat()
    if not path.is_file() or state.st_size > BIG:
        return f"{state.st_mode} {state.st_size} {state.st_mtime_ns}"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(*things: object) -> str:
    text = json.dumps(things, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode()).hexdigest()
