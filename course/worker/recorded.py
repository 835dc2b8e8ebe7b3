"""What grading wrote into a notebook in autograded/: verdicts and repairs.

Only the outputs of test cells are trusted, because only the judge writes those. A
student's cells may show anything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course.atomic import read_json
from course.judging.cells import HANDED_IN_AS, METADATA_KEY, RECEIPT, grade_id
from course.worker.repair import NOTE, RELEASE
from utils.checking import Outcome

NO_ANSWER = "no answer yet"  # the outcome of an exercise that was left as it was


@dataclass(frozen=True)
class RecordedCriterion:
    """The outcome of one criterion for one student, and the hint that they got."""

    criterion: str
    points: float
    outcome: Outcome
    hint: str


@dataclass(frozen=True)
class RecordedVerdict:
    """The judge's verdict on one exercise of one student."""

    seconds: float
    checked: list[RecordedCriterion]
    share: float  # the part of the points that was earned, from 0 to 1
    sandboxed: bool  # if not, the student's code could have forged it
    remark: str = ""  # why the score is below the points of the criteria met
    sealed: bool = True  # if not, the test ran beside the student's code
    has_verdict: bool = True  # if not, it waits for a human
    flagged: bool = False  # it could be sealed and is not: it waits for a human, too
    tried: dict[str, Any] = field(default_factory=dict)  # outside, by a qualification
    mistake: str = ""  # the sentence that was told first


def notebook_in(path: Path) -> dict[str, Any]:
    """Return the notebook in a file that grading wrote; empty if there is none."""
    try:
        nb = read_json(path)
    except (OSError, ValueError):
        return {}
    return nb if isinstance(nb, dict) else {}


def verdicts_in(
    nb: Mapping[str, Any], tests: Collection[str]
) -> dict[str, RecordedVerdict]:
    """Return the verdicts by the grade_id of their test cell, one of `tests`."""
    found = {}
    for cell in nb.get("cells", []):
        name = grade_id(cell)
        verdict = _verdict(cell) if name in tests else None
        if verdict:
            found[name] = verdict
    return found


def flags_in(nb: Mapping[str, Any], tests: Collection[str]) -> list[str]:
    """Return the grade_ids of test cells whose score somebody has to look at."""
    return [name for name, one in verdicts_in(nb, tests).items() if one.flagged]


def repairs_in(nb: Mapping[str, Any]) -> list[str]:
    """Return what was repaired before the notebook was graded."""
    return [str(sentence) for sentence in _recorded(nb).get(NOTE, [])]


def handed_in_as(nb: Mapping[str, Any]) -> str:
    """Return the name under which a notebook was handed in; "" if under its own."""
    return str(_recorded(nb).get(HANDED_IN_AS, ""))


def receipt_in(nb: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the file that was handed in; "" if it is not known."""
    return str(_recorded(nb).get(RECEIPT, ""))


def older_release_in(nb: Mapping[str, Any]) -> str:
    """Return the sentence on the older release that a notebook was made from, or ""."""
    return str(_recorded(nb).get(RELEASE, ""))


def _recorded(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return what grading wrote into the metadata of a notebook or an output."""
    found: dict[str, Any] = written.get("metadata", {}).get(METADATA_KEY, {})
    return found


def _verdict(cell: Mapping[str, Any]) -> RecordedVerdict | None:
    for output in cell.get("outputs", []):
        recorded = _recorded(output)
        if not recorded:
            continue
        checked = [
            RecordedCriterion(
                str(one["criterion"]),
                float(one["points"]),
                Outcome(one["outcome"]),
                str(one["hint"]),
            )
            for one in recorded.get("results", [])
        ]
        return RecordedVerdict(
            seconds=float(recorded.get("seconds", 0)),
            checked=checked,
            share=float(recorded["share"]),
            sandboxed=recorded.get("sandboxed") is True,
            remark=str(recorded.get("remark", "")),
            sealed=recorded.get("sealed", True) is True,
            has_verdict=recorded.get("has_verdict", True) is True,
            flagged=recorded.get("flagged") is True,
            tried=dict(recorded.get("tried", {})),
            mistake=str(recorded.get("mistake", "")),
        )
    return None
