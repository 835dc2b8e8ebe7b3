"""What the judge wrote into a graded notebook.

Only the outputs of test cells are believed, because only the judge writes those; a
student's cells may show whatever they like.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.judging.cells import METADATA_KEY
from course.worker.repair import NOTE
from utils.checking import Outcome

UNSANDBOXED = "without a sandbox: its verdict can be forged.</p>"  # of execute's note


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
    sandboxed: bool = True
    remark: str = ""  # why the points are fewer than those of the criteria met


def notebook_in(path: Path) -> dict[str, Any]:
    """What is in a notebook file that we wrote ourselves; empty where there is none."""
    try:
        nb = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return nb if isinstance(nb, dict) else {}


def grade_ids(nb: dict[str, Any]) -> list[str]:
    """The grade_ids of a notebook's cells, in order; empty for ordinary cells."""
    return [_grade_id(cell) for cell in nb.get("cells", [])]


def verdicts_in(
    nb: dict[str, Any], tests: Collection[str]
) -> dict[str, RecordedVerdict]:
    """The verdicts by grade_id of the test cell; `tests` are all there can be."""
    found = {}
    for cell in nb.get("cells", []):
        name = _grade_id(cell)
        verdict = _verdict(cell) if name in tests else None
        if verdict:
            found[name] = verdict
    return found


def repairs_in(nb: dict[str, Any]) -> list[str]:
    """What was mended before the notebook was graded."""
    told = nb.get("metadata", {}).get(METADATA_KEY, {})
    return [str(sentence) for sentence in told.get(NOTE, [])]


def _verdict(cell: dict[str, Any]) -> RecordedVerdict | None:
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
        page = "".join(output["data"].get("text/html", "")).rstrip()
        seconds, share = float(told["seconds"]), float(told["share"])
        sandboxed = not page.endswith(UNSANDBOXED)
        remark = str(told.get("remark", ""))
        return RecordedVerdict(seconds, checked, share, sandboxed, remark)
    return None


def _grade_id(cell: dict[str, Any]) -> str:
    marks = cell.get("metadata", {}).get("nbgrader")
    return str(marks.get("grade_id", "")) if isinstance(marks, dict) else ""
