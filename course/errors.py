"""Errors that a command prints as one line instead of a traceback."""

import select
import sys
from contextlib import suppress


class CourseError(Exception):
    """A command failed; the message says what to do."""


class BuildError(CourseError):
    """Nothing could be built; the message is one line."""


class GradeError(CourseError):
    """Nothing could be graded; the message is one line."""


def as_line(error: Exception) -> str:
    """Return the message of an error, with what to do."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    place = f"{error.filename}: " if error.filename else ""
    advice = "fix that and run the same command again; finished work is kept"
    return f"{place}{error.strerror.lower()}; {advice}"


def first_line(error: object) -> str:
    """Return the first line of an error's message; empty if it has none."""
    return next(iter(str(error).strip().splitlines()), "").rstrip()


def line_of(error: Exception) -> str:
    """Return the first line of an error's message, or else its kind."""
    return first_line(error) or type(error).__name__


def kind_and_line(error: BaseException) -> str:
    """Return the kind of an error, and the first line of its message."""
    return f"{type(error).__name__}: {first_line(error)}"


def nobody_reads(error: BaseException) -> bool:
    """Return whether an error only says that the reader of our output has gone.

    So it is with `course grade | head`. Other pipes may break as well, and that is
    worth a line.
    """
    if not isinstance(error, BrokenPipeError):
        return False
    if not hasattr(select, "poll"):  # Windows
        return True
    ours = select.poll()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # a stream of a test is no file
            ours.register(stream.fileno(), 0)
    gone = select.POLLERR | select.POLLHUP
    return any(what & gone for _, what in ours.poll(0))
