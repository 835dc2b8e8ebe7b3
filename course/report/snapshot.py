"""Store the class at each report in .course/snapshots/, and compare two snapshots.

A snapshot has scores and the outcome of every criterion, but nothing that a student
wrote. A changed grade is listed with the criteria that changed it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from course.atomic import read_json, unused, write_whole
from course.report.class_results import Results, StudentReport
from course.report.gather import ReportError
from course.wording import shown_points
from utils.checking import Outcome

FOLDER = Path(".course", "snapshots")
VERSION = 1
LAST = "last"
SCALED = "examples in the notebook count in proportion to the other checks"
MAX_NAMED = 3  # snapshots in an error message


@dataclass(frozen=True)
class Change:
    """One student's grade before and after (None: not graded), and the reasons."""

    assignment: str
    student: str
    before: float | None
    after: float | None
    because: list[str]

    @property
    def in_words(self) -> str:
        """The change in one line, without its reasons."""
        before, after = map(shown_points, (self.before, self.after))
        by = ""
        if self.before is not None and self.after is not None:
            by = f" ({self.after - self.before:+g})"
        return f"{before} → {after}{by}"


def take(found: list[Results], now: datetime) -> dict[str, Any]:
    """Return a snapshot of the class as JSON data."""
    return {
        "version": VERSION,
        "when": f"{now:%Y-%m-%d, %H:%M}",
        "assignments": {
            results.assignment: {
                "worth": results.worth,
                "students": {one.student: _student_data(one) for one in results.graded},
            }
            for results in found
        },
    }


def store(root: Path, snapshot: dict[str, Any], now: datetime) -> Path:
    """Write a snapshot atomically; its name is the time.

    Which one is the last is written down, since a clock may have been put back.
    """
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = unused(folder / f"{now:%Y-%m-%d-%H%M%S-%f}.json")
    write_whole(path, json.dumps(snapshot, indent=1).encode())
    write_whole(folder / LAST, path.name.encode())
    return path


def load(root: Path, which: str) -> tuple[str, dict[str, Any]]:
    """Return time and data of a snapshot, given by name or path, or of the last one.

    Raises ReportError with the names of existing ones.
    """
    stored = sorted((root / FOLDER).glob("*.json"))
    if which == LAST and not stored:
        raise ReportError("there is no snapshot yet: this would be the first report")
    named = {path.stem: path for path in stored}
    path = _last(stored) if which == LAST else named.get(which, Path(which))
    try:
        snapshot = read_json(path)
        if snapshot["version"] != VERSION:
            raise ValueError
        return str(snapshot["when"]), snapshot
    except (OSError, ValueError, TypeError, KeyError):
        names = ", ".join(list(named)[-MAX_NAMED:]) or "none yet"
        raise ReportError(f"no snapshot {which}: the latest are {names}") from None


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return students whose grade differs in `after`, in its assignments."""
    found = []
    for assignment, now in after["assignments"].items():
        then = before["assignments"].get(assignment, {"worth": {}, "students": {}})
        for student in sorted({*then["students"], *now["students"]}):
            old, new = (side["students"].get(student) for side in (then, now))
            change = _change(assignment, student, old, new)
            if change:
                found.append(change)
    return found


def _last(stored: list[Path]) -> Path:
    """Return the snapshot that was stored last; by its name if that is not known."""
    try:
        name = (stored[0].parent / LAST).read_text(encoding="utf-8")
    except (OSError, ValueError):
        name = ""
    return next((path for path in stored if path.name == name), stored[-1])


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
        penalty = f"{old['penalty']:g} → {new['penalty']:g}"
        because.append(f"points taken for lateness: {penalty}")
    return Change(assignment, student, old["total"], new["total"], because)


def _reasons(exercise: str, old: dict, new: dict) -> Iterator[str]:
    """Yield why the score of an exercise has changed, one line a criterion."""
    score = " → ".join(
        shown_points(side["scores"].get(exercise)) for side in (old, new)
    )
    then, now = (side["criteria"].get(exercise, {}) for side in (old, new))
    explained, changed = False, 0.0
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
        explained = True
        changed += _earned(became) - _earned(was)
        yield f"{exercise}: {criterion}: {how}"
    by_hand = exercise in old["by_hand"] or exercise in new["by_hand"]
    before, after = (side["scores"].get(exercise) or 0.0 for side in (old, new))
    if explained and not by_hand and abs(after - before - changed) > 0.01:
        yield f"{exercise}: {score}, {SCALED}"
    if not explained:
        why = "set by hand" if by_hand else "no criterion changed"
        yield f"{exercise}: {score}, {why}"


def _student_data(one: StudentReport) -> dict[str, Any]:
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


def _earned(result: list | None) -> float:
    if result is None:
        return 0.0
    return float(result[1]) if result[0] == Outcome.PASSED else 0.0
