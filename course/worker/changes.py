"""What a student's page says of an earlier hand-in: the points, then and now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry

from course.judging.cells import grade_id
from course.judging.exercises import TEST_PREFIX

BEFORE = "course_before"  # the key in nbconvert's resources: points by notebook/cell
SAME = 0.005  # points that are not shown
HEAD = "**Since you last handed in**\n\n| | before | now | |\n|---|--:|--:|--|"


def changes_since(nb: NotebookNode, resources: Mapping[str, Any]) -> str:
    """Return a table of the exercises of a notebook; "" without an earlier hand-in."""
    before, where = resources.get(BEFORE), resources.get("nbgrader", {})
    if not before:
        return ""
    now = _scores(where)
    rows = []
    for name in map(grade_id, nb.cells):
        then = before.get(f"{where['notebook']}/{name}")
        if then is not None and name in now:
            rows.append(_row(name, then, now[name]))
    return "\n".join([HEAD, *rows]) if rows else ""


def _row(name: str, then: float, now: float) -> str:
    change = f"{now - then:+.4g}" if abs(now - then) > SAME else "the same"
    exercise = name.removeprefix(TEST_PREFIX)
    return f"| `{exercise}` | {then:.4g} | {now:.4g} | {change} |"


def _scores(where: Mapping[str, Any]) -> dict[str, float]:
    place = (where["notebook"], where["assignment"], where["student"])
    with Gradebook(where["db_url"]) as gradebook:
        try:
            found = gradebook.find_submission_notebook(*place)
        except MissingEntry:
            return {}
        return {grade.name: float(grade.score or 0) for grade in found.grades}
