"""Write all that a class has made into one file, and put it back.

That is the gradebook, whichever database has it, the secret, what was handed in, graded
and returned, and what commands keep in .course/. What can be computed again is left
out. While a backup is written, grading waits between two submissions, so gradebook and
files belong together. A file is read back and checked before it gets its name.

What students handed in is read without following a link. A file that cannot be read, or
that is bigger than grading takes, is left out and named: it must not keep the rest out.
"""

from __future__ import annotations

import errno
import hashlib
import itertools
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from nbgrader.api import Base, Student, SubmittedAssignment
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from course.atomic import PRIVATE, unused
from course.errors import CourseError
from course.grading.forget import remove_tree
from course.grading.gradebook import gradebook_at, known_assignments, unusable
from course.judging.seeds import SECRET_FILE
from course.lock import all_locked, writing
from course.worker.gradebook_copy import engine_of
from course.worker.private_copy import MAX_TOTAL
from course.worker.submissions.files import open_safely

SUBMITTED = "submitted"
FOLDERS = (SUBMITTED, "autograded", "feedback")
# In .course/; records of what is up to date belong to the grades they were made of.
KEPT = (
    *("secret", "lms", "groups", "earlier", "attempts", "extensions", "qualified"),
    *("records", "problems", "snapshots"),
)
GRADEBOOK, MANIFEST = "gradebook.db", "MANIFEST.json"
FORMAT = 1
PIECE = 2**20


class BackupError(CourseError):
    """Nothing could be written or put back; the message says why."""


@dataclass(frozen=True)
class Written:
    """How many files are in a backup, and why others are not, by their names."""

    files: int
    left_out: dict[str, str]


def backup(root: Path, db_url: str, to: Path) -> Written:
    """Write the backup, and return what is in it."""
    if to.exists():
        raise BackupError(f"{to} is there already: choose another name")
    to.parent.mkdir(parents=True, exist_ok=True)
    draft = to.with_name(f".{to.name}.part")
    draft.unlink(missing_ok=True)
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
        with writing(root), tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, GRADEBOOK)
            _copy_gradebook(db_url, copy)
            files = itertools.chain([(GRADEBOOK, copy)], _files(root))
            written = _write(draft, files)
        _check(draft)
        draft.rename(to)
    finally:
        draft.unlink(missing_ok=True)
    return written


def restore(root: Path, db_url: str, file: Path, replace: bool = False) -> Path | None:
    """Put a backup back; return where a backup of what it replaced is, if it did.

    Raises BackupError, and then leaves everything as it was.
    """
    names = _check(file)
    living = _students(db_url)
    is_used = any(any((root / name).glob("*")) for name in FOLDERS)
    if (living or is_used) and not replace:
        raise BackupError(
            f"this course is in use, with {living} students: add --replace to put "
            f"{file} in its place; a backup of it is written first"
        )
    (root / ".course").mkdir(exist_ok=True)
    before = None
    if replace:
        name = f"replaced-{datetime.now():%Y-%m-%d-%H%M%S-%f}.zip"
        before = unused(root / ".course" / name)
        backup(root, db_url, before)
    with (
        all_locked(root, list(known_assignments(db_url))),
        tempfile.TemporaryDirectory(prefix="restore-", dir=root / ".course") as folder,
    ):
        new, old = Path(folder, "new"), Path(folder, "old")
        with ZipFile(file) as archive:
            for name in names:
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as source, path.open("wb") as target:
                    shutil.copyfileobj(source, target, PIECE)
        if (new / SECRET_FILE).exists():
            (new / SECRET_FILE).chmod(PRIVATE)
        _exchange(root, new, old, lambda: _replace_rows(new / GRADEBOOK, db_url))
        if old.exists():
            remove_tree(old)
    return before


def _exchange(root: Path, new: Path, old: Path, then: Any) -> None:
    """Move folders out and in, and do the rest; undo that if anything fails."""
    places = [*map(Path, FOLDERS), *(Path(".course", name) for name in KEPT)]
    out: list[Path] = []
    into: list[Path] = []
    try:
        for place in places:
            if (root / place).exists():
                (old / place).parent.mkdir(parents=True, exist_ok=True)
                (root / place).rename(old / place)
                out.append(place)
            if (new / place).exists():
                (new / place).rename(root / place)
                into.append(place)
        then()
    except BaseException:  # even Ctrl-C
        for place in into:
            (root / place).rename(new / place)
        for place in out:
            (old / place).rename(root / place)
        raise


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files to keep, by name; links are what students made, and stay."""
    for place in [*map(Path, FOLDERS), *(Path(".course", name) for name in KEPT)]:
        if (root / place).is_file():
            yield place.as_posix(), root / place
        elif (root / place).is_dir():
            for path in _below(root / place):
                yield path.relative_to(root).as_posix(), path


def _below(top: Path) -> Iterator[Path]:
    """Yield the files below a folder, and the folders that cannot be listed."""
    waiting = [top]  # they may lie deeper than Python calls functions
    for folder in waiting:
        try:
            listed = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            yield folder
            continue
        for entry in listed:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path)


def _write(draft: Path, files: Iterable[tuple[str, Path]]) -> Written:
    """Write the files and a list of their digests."""
    digests: dict[str, str] = {}
    left_out: dict[str, str] = {}
    with ZipFile(draft, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
        for name, path in files:
            try:
                source = _opened(name, path)
            except (OSError, ValueError) as error:
                left_out[name] = _reason(error)
                continue
            digest = hashlib.sha256()
            with source, archive.open(name, "w", force_zip64=True) as target:
                left = os.fstat(source.fileno()).st_size  # it may grow meanwhile
                while data := source.read(min(PIECE, left)):
                    left -= len(data)
                    digest.update(data)
                    target.write(data)
            digests[name] = digest.hexdigest()
        archive.writestr(MANIFEST, json.dumps({"format": FORMAT, "files": digests}))
    return Written(len(digests), left_out)


def _opened(name: str, path: Path) -> BufferedReader:
    """Open a file to keep; raise OSError, or ValueError for a name of no Unicode."""
    name.encode()
    source = open_safely(path)
    if name.startswith(SUBMITTED) and os.fstat(source.fileno()).st_size > MAX_TOTAL:
        source.close()
        raise OSError(errno.EFBIG, f"is more than {MAX_TOTAL / 2**20:.0f} MB")
    return source


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return (error.strerror or type(error).__name__).lower()
    return "rename it: its name is no Unicode"


def _check(file: Path) -> list[str]:
    """Read a backup back, and return its files; raise BackupError if it is damaged."""
    try:
        with ZipFile(file) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest["format"] != FORMAT:
                raise BackupError(
                    f"{file}: was written by another version: restore it with that"
                )
            for name, expected in manifest["files"].items():
                digest = hashlib.sha256()
                with archive.open(name) as source:
                    while data := source.read(PIECE):
                        digest.update(data)
                parts = Path(name).parts
                if digest.hexdigest() != expected or ".." in parts or name[0] == "/":
                    raise BackupError(f"{file}: {name} is not what was written")
            if GRADEBOOK not in manifest["files"]:
                raise BackupError(f"{file}: has no gradebook")
            return list(manifest["files"])
    except FileNotFoundError as error:
        raise BackupError(f"{file}: there is no such file") from error
    except (BadZipFile, KeyError, ValueError, OSError, EOFError, TypeError) as error:
        raise BackupError(
            f"{file}: is no backup, or a damaged one: take another"
        ) from error


def _copy_gradebook(db_url: str, to: Path) -> None:
    """Copy all rows, as they are at one moment, into a new SQLite file."""
    copy = engine_of(f"sqlite:///{to}")
    Base.metadata.create_all(copy)
    source = engine_of(db_url)
    if source.dialect.name == "postgresql":
        source = source.execution_options(isolation_level="REPEATABLE READ")
    try:
        with source.connect() as given, given.begin(), copy.begin() as taken:
            _copy_rows(given, taken)
    except SQLAlchemyError as error:
        raise unusable(error) from error


def _replace_rows(file: Path, db_url: str) -> None:
    """Replace all rows of the gradebook by those of a file, in one transaction."""
    with gradebook_at(db_url):
        pass  # makes the tables where there are none
    try:
        with (
            engine_of(f"sqlite:///{file}").connect() as given,
            engine_of(db_url).begin() as taken,
        ):
            for table in reversed(Base.metadata.sorted_tables):
                taken.execute(table.delete())
            _copy_rows(given, taken)
    except SQLAlchemyError as error:
        raise unusable(error) from error


def _copy_rows(given: Connection, taken: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        rows = [dict(row) for row in given.execute(select(table)).mappings()]
        if rows:
            taken.execute(insert(table), rows)


def _students(db_url: str) -> int:
    with gradebook_at(db_url) as gradebook:
        counts = (func.count(kind.id) for kind in (Student, SubmittedAssignment))
        return max(gradebook.db.query(count).scalar() or 0 for count in counts)
