"""Store a learner's progress in one small private file.

It lies in the user's data folder, or in the folder that CHARLM_HOME names, never beside
a notebook. It is private, and no grade depends on it: a file that cannot be read counts
as empty, and one that cannot be written is no error.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from course.atomic import PRIVATE, read_json, write_whole

FILE = "progress.json"


@dataclass
class Record:
    """The record of one exercise; points are None if it was never checked."""

    best: float | None = None
    last: float | None = None
    hints: int = 0  # how many were shown
    solution: bool = False  # whether it was shown

    def checked(self, points: float) -> None:
        """Record the points of a check."""
        self.last = points
        self.best = max(points, self.best or 0)


@dataclass
class Progress:
    """The records by lesson and exercise, as in "<lesson>.clip"."""

    records: dict[str, Record] = field(default_factory=dict)

    def of(self, lesson: str, exercise: str) -> Record:
        """Return the record of an exercise; add an empty one if there is none."""
        return self.records.setdefault(f"{lesson}.{exercise}", Record())

    def save(self) -> bool:
        """Write the file atomically; return False if that fails."""
        records = {name: asdict(record) for name, record in self.records.items()}
        text = json.dumps({"exercises": records}, indent=1)
        path = place()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode(), PRIVATE)
        except OSError:
            return False
        return True


def place() -> Path:
    """Return the path of the file, which may not exist yet."""
    home = os.environ.get("CHARLM_HOME")
    folder = Path(home) if home else platformdirs.user_data_path("charlm", False)
    return folder / FILE


def load() -> Progress:
    """Read the stored progress, as far as possible."""
    try:
        stored = read_json(place())["exercises"]
        return Progress({str(name): _record(entry) for name, entry in stored.items()})
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return Progress()


def _record(entry: dict[str, Any]) -> Record:
    """Return a record of the entries that have the right type."""
    record = Record()
    numbers: tuple[type, ...] = (int, float)
    kinds = {"best": numbers, "last": numbers, "hints": (int,), "solution": (bool,)}
    for name, kind in kinds.items():
        if isinstance(entry.get(name), kind):
            setattr(record, name, entry[name])
    return record
