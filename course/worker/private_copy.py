"""Make a private copy of what a student handed in; nothing else is ever read.

Every file is opened once, and no link is followed at any depth. What is endless, closed
or too big is left out and named. The digest is that of the very bytes in the copy.
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from course.errors import CourseError
from course.worker.submissions.folder import (
    MAX_ENTRIES,
    MAX_LISTED,
    NOTEBOOKS,
    PASSED_OVER,
)
from utils.left_out import MAX_NOTEBOOK

MAX_DEPTH = 16  # folders within each other
MAX_TOTAL = 300 * 2**20  # bytes of all files
PIECE = 1 << 20
MAX_NAMES = MAX_ENTRIES + len(PASSED_OVER) + 1  # that are kept of them
FILE = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass
class PrivateCopy:
    """The digest of what was copied, and why files were left out, by their paths.

    `sums` are those of the files: a student's receipt has the same.
    """

    digest: str = ""
    sums: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


class NotCopied(CourseError):
    """A folder cannot be copied at all; the message says what to do."""


def copy_privately(
    submitted: Path, student: str, assignment: str, to: Path
) -> PrivateCopy:
    """Copy the folder of a submission to the new folder `to`; raise NotCopied."""
    opened: list[int] = []
    try:
        opened.append(os.open(submitted, os.O_RDONLY | os.O_DIRECTORY))
        for name in (student, assignment):
            opened.append(_folder(name, opened[-1]))
        return _Copying(to).of(opened[-1])
    finally:
        for number in opened:
            os.close(number)


def _folder(name: str, within: int) -> int:
    """Open a folder on the way to a submission."""
    try:
        mode = os.stat(name, dir_fd=within, follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            raise NotCopied("is a symbolic link: put the folder itself there")
        if not stat.S_ISDIR(mode):
            raise NotCopied("is not a folder: put the notebook into one")
        return os.open(name, FOLDER, dir_fd=within)
    except OSError as error:
        raise NotCopied("cannot be opened: see to its permissions") from error


class _Copying:
    """Copies one folder, within the bounds."""

    def __init__(self, to: Path) -> None:
        self._to = to
        self._entries = 0
        self._total = 0
        self._contents: list[tuple[str, str]] = []
        self._copy = PrivateCopy()

    def of(self, folder: int) -> PrivateCopy:
        self._to.mkdir(parents=True)
        self._walk(folder, "", 0)
        entries = repr((sorted(self._contents), sorted(self._copy.left_out.items())))
        data = entries.encode("utf-8", "surrogateescape")
        self._copy.digest = hashlib.sha256(data).hexdigest()
        return self._copy

    def _walk(self, folder: int, path: str, depth: int) -> None:
        with os.scandir(folder) as listed:
            found = (entry.name for entry in itertools.islice(listed, MAX_LISTED))
            names = heapq.nsmallest(MAX_NAMES, found, key=_notebooks_first)
        for name in names:
            if name in PASSED_OVER:
                continue
            inside = f"{path}/{name}" if path else name
            self._entries += 1
            if self._entries > MAX_ENTRIES:
                self._copy.left_out[f"all after {inside}"] = "too many files"
                return
            try:
                self._take(name, folder, inside, depth)
            except OSError as error:
                reason = (error.strerror or type(error).__name__).lower()
                why = f"cannot be read ({reason}): see to its permissions"
                self._copy.left_out[inside] = why

    def _take(self, name: str, within: int, path: str, depth: int) -> None:
        """Copy one entry, or say why it is left out."""
        mode = os.stat(name, dir_fd=within, follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            self._copy.left_out[path] = "is a symbolic link: ask for the file itself"
        elif stat.S_ISDIR(mode) and depth >= MAX_DEPTH:
            self._copy.left_out[path] = "is a folder in too many folders"
        elif stat.S_ISDIR(mode):
            folder = os.open(name, FOLDER, dir_fd=within)
            try:
                (self._to / path).mkdir()
                self._contents.append((path, "folder"))
                self._walk(folder, path, depth + 1)
            finally:
                os.close(folder)
        elif stat.S_ISREG(mode):
            self._copy_file(name, within, path)
        else:
            self._copy.left_out[path] = "is not a file: ask for the notebook itself"

    def _copy_file(self, name: str, within: int, path: str) -> None:
        number = os.open(name, FILE, dir_fd=within)
        with open(number, "rb") as source:
            state = os.fstat(number)
            if not stat.S_ISREG(state.st_mode):
                raise OSError("was exchanged")
            most = MAX_TOTAL - self._total
            if _is_notebook(path):
                most = min(most, MAX_NOTEBOOK)
            digest, size = hashlib.sha256(), 0
            with open(self._to / path, "xb") as target:
                while state.st_size <= most and (piece := source.read(PIECE)):
                    size += len(piece)
                    if size > most:
                        break
                    digest.update(piece)
                    target.write(piece)
        if max(size, state.st_size) > most:
            (self._to / path).unlink()
            is_notebook = most == MAX_NOTEBOOK
            advice = "clear its outputs" if is_notebook else "hand in less"
            why = f"is too big (more than {most / 2**20:,.0f} MB): {advice}"
            self._copy.left_out[path] = why
            return
        self._total += size
        self._contents.append((path, digest.hexdigest()))
        self._copy.sums[path] = digest.hexdigest()


def _is_notebook(name: str) -> bool:
    return name.lower().endswith(NOTEBOOKS)


def _notebooks_first(name: str) -> tuple[bool, str]:
    """Return a key that sorts notebooks first, whatever else is too big."""
    return not _is_notebook(name), name
