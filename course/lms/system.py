"""What the systems have in common: pieces of hand-ins, and rows of a grade file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from course.lms.archive import Entry
from course.lms.table import Table


@dataclass(frozen=True)
class Piece:
    """A file as the system names it."""

    entry: Entry
    person: str  # the system's id of who handed it in
    name: str  # of that person, as the zip shows it
    path: tuple[str, ...]  # the file as it was handed in
    back: str  # what the system wants before the name of a file on its way back
    attempt: str = ""  # later ones sort later
    late: bool = False
    team: str = ""


@dataclass(frozen=True)
class Found:
    """The pieces of an archive, times by person and attempt, and what is neither."""

    pieces: list[Piece]
    other: dict[str, str] = field(default_factory=dict)  # why, by name
    times: dict[tuple[str, str], str] = field(default_factory=dict)
    empty: dict[str, str] = field(default_factory=dict)  # attempts without a file


@dataclass(frozen=True)
class Person:
    """A row of a grade file; `logins` are the ids that the course may use."""

    row: int
    id: str
    logins: list[str]
    name: str
    time: str = ""  # of the submission, as it is written
    maximum: str = ""  # as it is written
    closed: str = ""  # why the row takes no grade


@dataclass(frozen=True)
class Column:
    """A column that takes grades."""

    number: int
    title: str
    maximum: str = ""  # as it is written


@dataclass(frozen=True)
class Sheet:
    """A grade file that is understood."""

    table: Table
    system: str
    people: list[Person]
    columns: list[Column]
    also: dict[int, str] = field(default_factory=dict)  # fields to fill with a grade


class System(Protocol):
    """A module that knows one system."""

    NAME: str

    def pieces(self, entries: Iterable[Entry]) -> Found:
        """Return what is in a class zip of this system; what is not, is `other`."""

    def sheet(self, table: Table) -> Sheet | None:
        """Return what a grade file of this system says; None if it is another's."""


def number_in(text: str) -> float | None:
    """Return the number that a field holds, with a decimal point or comma.

    Where both are in it, the last one is the decimal one.
    """
    plain = text.strip()
    if "," in plain and "." in plain:
        plain = plain.replace(min(",.", key=plain.rfind), "")
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None
