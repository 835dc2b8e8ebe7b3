"""Read a saved notebook, and find out which lesson it is: before it is handed in.

A lesson is recognised by the record of its releases, `releases.json` beside this file,
which holds no text, only digests. Nothing is repaired here, and nothing is written.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from utils.left_out import MAX_NOTEBOOK, MAX_SOURCE, assigned, defined, digest_of_text

RECORD = Path(__file__).with_name("releases.json")
RELEASE = Path(__file__).parents[1] / "release"  # in the pack
PIECE = 1 << 20
TEST = "test_"
PRACTICE = "practice_"
MAX_LINE = 40  # characters of a cell's first line
AGAIN = "save it in Jupyter and run this again"


class Unreadable(Exception):
    """Why a file cannot be looked at, in one line that says what to do."""


@dataclass(frozen=True)
class Cell:
    """A cell as it was saved; `number` counts all cells from 1."""

    number: int
    cell_type: str
    source: str
    name: str = ""  # its grade_id
    count: int | None = None  # of its execution

    @property
    def digest(self) -> str:
        """The digest of its type and text, as in the record of releases."""
        return digest_of_text({"cell_type": self.cell_type, "source": self.source})

    def __str__(self) -> str:
        line = next((x for x in self.source.splitlines() if x.strip()), "").strip()
        short = line if len(line) <= MAX_LINE else line[: MAX_LINE - 1] + "…"
        return f"cell {self.number} ({short})"


@dataclass(frozen=True)
class Lesson:
    """What the record says of all releases of one notebook."""

    assignment: str
    notebook: str
    names: tuple[str, ...]  # the grade_ids of the newest release, in order
    texts: frozenset[str]
    skipped: frozenset[str]  # texts of cells that grading does not run
    named: dict[str, frozenset[str]] = field(default_factory=dict)  # texts by grade_id

    @property
    def exercises(self) -> list[str]:
        """The names of the graded exercises, each of which has a test cell."""
        return [name for name in self.names if TEST + name in self.names]

    @property
    def practice(self) -> list[str]:
        """The names of the exercises without points, of which no grade depends."""
        return [name for name in self.names if PRACTICE + name in self.names]

    def released(self, name: str) -> str | None:
        """Return the text of a cell of the newest release, if it is in the pack."""
        path = RELEASE / self.assignment / f"{self.notebook}.ipynb"
        try:
            cells = read_cells(path.read_bytes())
        except (OSError, Unreadable):
            return None
        return next((cell.source for cell in cells if cell.name == name), None)


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes; raise Unreadable."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                found.update(piece)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise Unreadable(f"cannot be read ({reason})") from error
    return found.hexdigest()


def read_cells(data: bytes) -> list[Cell]:
    """Return the cells of a notebook in any encoding of JSON; raise Unreadable."""
    try:
        raw = json.loads(data.decode(json.detect_encoding(data)))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is not a notebook: {AGAIN}") from error
    given = raw.get("cells") if isinstance(raw, dict) else None
    if not isinstance(given, list):
        raise Unreadable(f"is not a notebook of today's format: {AGAIN}")
    cells = [
        _cell(number, cell)
        for number, cell in enumerate(given, start=1)
        if isinstance(cell, dict)
    ]
    if sum(len(cell.source) for cell in cells) > MAX_SOURCE:
        raise Unreadable(
            f"has more than {MAX_SOURCE / 2**20:.0f} MB of text and code and will not "
            f"be graded: take out what is no answer"
        )
    return cells


def read_saved(path: Path) -> list[Cell]:
    """Return the cells of a file that may be handed in; raise Unreadable."""
    try:
        if path.is_dir():
            raise Unreadable("is a folder: name the notebook in it")
        size = path.stat().st_size
        if size > MAX_NOTEBOOK:
            raise Unreadable(
                f"is {size / 2**20:,.0f} MB, more than {MAX_NOTEBOOK / 2**20:.0f}, and "
                f"will not be graded: clear its outputs, save it and run this again"
            )
        return read_cells(path.read_bytes())
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise Unreadable(f"cannot be read ({reason})") from error


def lesson_of(cells: list[Cell], record: Path = RECORD) -> Lesson:
    """Return the lesson that a notebook is a copy of; raise Unreadable if of none."""
    lessons = _lessons(record)
    texts = {cell.digest for cell in cells}
    ids = {cell.name for cell in cells} - {""}

    def alike(lesson: Lesson) -> tuple[int, int]:
        return len(texts & lesson.texts), len(ids & lesson.named.keys())

    best = max(lessons, key=alike, default=None)
    if best is None or alike(best) == (0, 0):
        raise Unreadable("is no lesson of this course")
    return best


def is_blank(cells: list[Cell], lesson: Lesson, name: str) -> bool:
    """Return whether no cell answers an exercise.

    A cell answers it that is marked with its name and has another text than was ever
    released, or any other cell that defines the name.
    """
    given = lesson.named.get(name, frozenset())
    own = (cell for cell in cells if cell.cell_type == "code")
    for cell in own:
        if cell.digest in given or not cell.source.strip():
            continue
        if name in defined(cell.source) | assigned(cell.source):
            return False
        if cell.name == name and not defined(cell.source):
            return False  # of whatever kind: the checks will tell
    return True


def _cell(number: int, raw: dict[str, Any]) -> Cell:
    """Return a cell, with the line ends that grading gives it."""
    source = raw.get("source", "")
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    metadata = raw.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    count = raw.get("execution_count")
    return Cell(
        number,
        str(raw.get("cell_type", "")),
        text.replace("\r\n", "\n").replace("\r", "\n"),
        name if isinstance(name, str) else "",
        count if isinstance(count, int) else None,
    )


def _lessons(record: Path) -> list[Lesson]:
    """Return all lessons in the record of releases; raise Unreadable."""
    try:
        stored = json.loads(record.read_text(encoding="utf-8"))
        return [_lesson(name, of) for name, of in stored.items()]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise Unreadable(
            f"cannot be looked up: {record} is damaged: unpack the course again"
        ) from error


def _lesson(name: str, stored: dict[str, Any]) -> Lesson:
    assignment, notebook = name.split("/")
    cells = stored["cells"]
    named: dict[str, set[str]] = {}
    for cell in cells:
        if "name" in cell:
            named.setdefault(cell["name"], set()).add(cell["text"])
    newest = stored["releases"][-1]["order"]
    return Lesson(
        assignment,
        notebook,
        tuple(stored["orders"][newest].split()),
        frozenset(cell["text"] for cell in cells),
        frozenset(cell["text"] for cell in cells if cell.get("skip")),
        {name: frozenset(texts) for name, texts in named.items()},
    )
