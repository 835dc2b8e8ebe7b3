"""Locks between processes: one grades an assignment at a time, and one writes.

A lock is the system's own on a file in .course/locks/. It ends with its process, so a
killed one leaves nothing to clean up. The file says who holds it and since when.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from course.errors import CourseError

FOLDER = Path(".course", "locks")
WRITING = "writing"


class Locked(CourseError):
    """Somebody else works on it; the message says who and since when."""


@contextmanager
def locked(root: Path, assignment: str) -> Iterator[None]:
    """Hold the lock of an assignment; raise Locked if somebody else does."""
    path = root / FOLDER / f"{assignment}.lock"
    with _held(path, wait=False) as is_ours:
        if not is_ours:
            who = _read(path) or "somebody else"
            raise Locked(f"{assignment} is in use by {who}: wait until that has ended")
        yield


@contextmanager
def all_locked(root: Path, assignments: Iterator[str] | list[str]) -> Iterator[None]:
    """Hold the locks of all assignments, and that of writing; raise Locked."""
    with contextlib.ExitStack() as stack:
        for assignment in sorted(assignments):
            stack.enter_context(locked(root, assignment))
        stack.enter_context(writing(root))
        yield


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Hold the lock of whoever writes grades and moves files; wait for it."""
    with _held(root / FOLDER / WRITING, wait=True):
        yield


@contextmanager
def _held(path: Path, wait: bool) -> Iterator[bool]:
    """Try to get a lock, and yield whether it is ours."""
    import fcntl  # not on Windows, where nobody grades

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        file.truncate(0)
        file.write(_us())
        file.flush()
        yield True
        file.truncate(0)


def _us() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # no such account
        user = f"user {os.getuid()}"
    since = f"{datetime.now():%Y-%m-%d %H:%M}"
    return f"{user} on {socket.gethostname()} (process {os.getpid()}), since {since}"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
