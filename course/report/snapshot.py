"""The class as it was at a report, kept in .course/snapshots/, and what has changed.

A snapshot has scores and the outcome of every criterion, but nothing that a student
wrote. A changed grade is told with the criteria that it changed by.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course.atomic import write_whole
from course.report.gather import ReportError, Results, StudentReport
from utils.checking import Outcome

FOLDER = Path(".course", "snapshots")
VERSION = 1
LAST = "last"
MAX_NAMED = 3  # snapshots in an error message


@dataclass(frozen=True)
class Change:
    """One student's grade then and now (None: there was none), and why."""

    assignment: str
    student: str
    before: float | None
    after: float | None
    because: list[str]

    @property
    def told(self) -> str:
        """The change in one line, without its reasons."""
        before, after = map(_points, (self.before, self.after))
        by = ""
        if self.before is not None and self.after is not None:
            by = f" ({self.after - self.before:+g})"
        return f"{before} → {after}{by}"


def taken(found: list[Results], now: datetime) -> dict[str, Any]:
    """The snapshot of a class, as JSON data."""
    return {
        "version": VERSION,
        "when": f"{now:%Y-%m-%d, %H:%M}",
        "assignments": {
            results.assignment: {
                "worth": results.worth,
                "students": {one.student: _kept(one) for one in results.graded},
            }
            for results in found
        },
    }


def store(root: Path, snapshot: dict[str, Any], now: datetime) -> Path:
    """Write a snapshot whole or not at all; its name is the time."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now:%Y-%m-%d-%H%M%S-%f}.json"
    write_whole(path, json.dumps(snapshot, indent=1).encode())
    return path


def load(root: Path, which: str) -> tuple[str, dict[str, Any]]:
    """When a snapshot was taken and its data, by name, by path, or the last one.

    Raises ReportError with the names that there are.
    """
    there = sorted((root / FOLDER).glob("*.json"))
    if which == LAST and not there:
        raise ReportError("there is no snapshot yet: this would be the first report")
    named = {path.stem: path for path in there}
    path = there[-1] if which == LAST else named.get(which, Path(which))
    try:
        snapshot = json.loads(path.read_text(encoding="utf-8"))
        if snapshot["version"] != VERSION:
            raise ValueError
        return str(snapshot["when"]), snapshot
    except (OSError, ValueError, TypeError, KeyError):
        names = ", ".join(list(named)[-MAX_NAMED:]) or "none yet"
        raise ReportError(f"no snapshot {which}: the latest are {names}") from None


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Whose grade is another one in `after`, in the assignments that it has."""
    found = []
    for assignment, now in after["assignments"].items():
        then = before["assignments"].get(assignment, {"worth": {}, "students": {}})
        for student in sorted({*then["students"], *now["students"]}):
            old, new = (side["students"].get(student) for side in (then, now))
            change = _change(assignment, student, old, new)
            if change:
                found.append(change)
    return found


def _change(
    assignment: str, student: str, old: dict | None, new: dict | None
) -> Change | None:
    if old is None or new is None:
        because = ["no longer graded" if new is None else "graded for the first time"]
        was, became = (side["total"] if side else None for side in (old, new))
        return Change(assignment, student, was, became, because)
    if old["total"] == new["total"] and old["scores"] == new["scores"]:
        return None
    because = [
        reason
        for exercise in dict.fromkeys([*old["scores"], *new["scores"]])
        if old["scores"].get(exercise) != new["scores"].get(exercise)
        for reason in _reasons(exercise, old, new)
    ]
    if old["penalty"] != new["penalty"]:
        taken = f"{old['penalty']:g} → {new['penalty']:g}"
        because.append(f"points taken for lateness: {taken}")
    return Change(assignment, student, old["total"], new["total"], because)


def _reasons(exercise: str, old: dict, new: dict) -> Iterator[str]:
    """Why the score of an exercise has changed, one line a criterion."""
    score = " → ".join(_points(side["scores"].get(exercise)) for side in (old, new))
    then, now = (side["criteria"].get(exercise, {}) for side in (old, new))
    told = False
    for criterion in dict.fromkeys([*then, *now]):
        was, became = then.get(criterion), now.get(criterion)
        if was == became:
            continue
        if was is None:
            how = f"new, {became[0]}, {became[1]:g} points"
        elif became is None:
            how = f"no longer checked, was {was[0]}, {was[1]:g} points"
        elif was[0] != became[0]:
            how = f"{was[0]} → {became[0]}, {_earned(became) - _earned(was):+g}"
        else:
            how = f"{was[0]}, worth {was[1]:g} → {became[1]:g} points"
        told = True
        yield f"{exercise}: {criterion}: {how}"
    if not told:
        by_hand = exercise in old["by_hand"] or exercise in new["by_hand"]
        why = "set by hand" if by_hand else "no criterion ended otherwise"
        yield f"{exercise}: {score}, {why}"


def _kept(one: StudentReport) -> dict[str, Any]:
    return {
        "total": one.total,
        "penalty": one.penalty,
        "scores": one.scores,
        "by_hand": [
            name
            for name, score in one.scores.items()
            if score != (one.automatic.get(name) or 0.0)
        ],
        "criteria": {
            exercise: {c.criterion: [c.outcome, c.points] for c in verdict.checked}
            for exercise, verdict in one.verdicts.items()
        },
    }


def _earned(ending: list) -> float:
    return float(ending[1]) if ending[0] == Outcome.PASSED else 0.0


def _points(score: float | None) -> str:
    return "–" if score is None else f"{score:g}"
