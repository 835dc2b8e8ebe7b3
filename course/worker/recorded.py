"""What grading wrote into a notebook in autograded/: verdicts, and what was mended.

Only the outputs of test cells are believed, because only the judge writes those; a
student's cells may show whatever they like.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.judging.cells import METADATA_KEY, grade_id
from course.worker.repair import NOTE
from utils.checking import Outcome


@dataclass(frozen=True)
class RecordedCriterion:
    """How one criterion ended for one student, and what they were told of it."""

    criterion: str
    points: float
    outcome: Outcome
    hint: str


@dataclass(frozen=True)
class RecordedVerdict:
    """What the judge found of one exercise of one student."""

    seconds: float
    checked: list[RecordedCriterion]
    share: float  # the part of the points that was earned, from 0 to 1
    sandboxed: bool  # or else the student's code could have forged it


def notebook_in(path: Path) -> dict[str, Any]:
    """What is in a notebook file that we wrote ourselves; empty where there is none."""
    try:
        nb = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return nb if isinstance(nb, dict) else {}


def verdicts_in(
    nb: Mapping[str, Any], tests: Collection[str]
) -> dict[str, RecordedVerdict]:
    """The verdicts by grade_id of the test cell; `tests` are all there can be."""
    found = {}
    for cell in nb.get("cells", []):
        name = grade_id(cell)
        verdict = _verdict(cell) if name in tests else None
        if verdict:
            found[name] = verdict
    return found


def repairs_in(nb: Mapping[str, Any]) -> list[str]:
    """What was mended before the notebook was graded."""
    told = nb.get("metadata", {}).get(METADATA_KEY, {})
    return [str(sentence) for sentence in told.get(NOTE, [])]


def _verdict(cell: Mapping[str, Any]) -> RecordedVerdict | None:
    for output in cell.get("outputs", []):
        told = output.get("metadata", {}).get(METADATA_KEY)
        if not told:
            continue
        checked = [
            RecordedCriterion(
                str(one["criterion"]),
                float(one["points"]),
                Outcome(one["outcome"]),
                str(one["hint"]),
            )
            for one in told["results"]
        ]
        seconds, share = float(told["seconds"]), float(told["share"])
        return RecordedVerdict(seconds, checked, share, told.get("sandboxed") is True)
    return None
