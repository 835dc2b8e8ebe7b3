"""What a learner has reached, kept in one small file of their own.

It lies in the user's data folder, or in the folder that CHARLM_HOME names, and never
beside a notebook. It says how somebody learns, and no grade depends on it: what
cannot be read counts as nothing, and what cannot be written is not worth an error.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from course.atomic import PRIVATE, write_whole

FILE = "progress.json"


@dataclass
class Record:
    """What is known of one exercise; points are None where it was never checked."""

    best: float | None = None
    last: float | None = None
    hints: int = 0  # that were shown
    solution: bool = False  # whether it was shown

    def checked(self, points: float) -> None:
        """Note what a check has given."""
        self.last = points
        self.best = max(points, self.best or 0)


@dataclass
class Progress:
    """The records by lesson and exercise, as in "<lesson>.clip"."""

    records: dict[str, Record] = field(default_factory=dict)

    def of(self, lesson: str, exercise: str) -> Record:
        """The record of an exercise, a new one where there is none."""
        return self.records.setdefault(f"{lesson}.{exercise}", Record())

    def save(self) -> bool:
        """Write the file, whole or not at all; False where that is not possible."""
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
    """Where the file is, or would be."""
    home = os.environ.get("CHARLM_HOME")
    folder = Path(home) if home else platformdirs.user_data_path("charlm", False)
    return folder / FILE


def load() -> Progress:
    """What has been kept, as far as it can be read."""
    try:
        kept = json.loads(place().read_text(encoding="utf-8"))["exercises"]
        return Progress({str(name): _record(told) for name, told in kept.items()})
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return Progress()


def _record(told: dict[str, Any]) -> Record:
    """A record of those entries that are of the right kind."""
    record = Record()
    numbers: tuple[type, ...] = (int, float)
    kinds = {"best": numbers, "last": numbers, "hints": (int,), "solution": (bool,)}
    for name, kind in kinds.items():
        if isinstance(told.get(name), kind):
            setattr(record, name, told[name])
    return record
