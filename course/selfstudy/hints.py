"""Collect the help on an exercise: hints, general ones first, and the solution.

All texts come from the criteria or the lesson, so no hint has an expected value.
"""

from __future__ import annotations

from course.authoring.lesson import without_marks
from course.selfstudy.lessons import Handout
from utils.checking import Criterion, collecting


def hints(handout: Handout, exercise: str) -> list[str]:
    """Return the hints on an exercise: all criteria, then what a miss of each means.

    The criteria in the notebook come before the hidden ones.
    """
    criteria = _criteria(handout, exercise)
    names = "\n".join(f"- {criterion.name}" for criterion in criteria)
    misses = [f"{criterion.name}:\n{criterion.hint}" for criterion in criteria]
    return [f"This is what is checked:\n{names}", *misses]


def worked(handout: Handout, exercise: str) -> str:
    """Return the worked solution with its comments, as the author wrote it."""
    return without_marks(handout.lesson.exercises[exercise].source).rstrip("\n")


def reasons(handout: Handout, exercise: str) -> str:
    """Return what a solution must get right, as a list in Markdown."""
    criteria = _criteria(handout, exercise)
    return "\n".join(f"- **{c.name}**: {c.hint}" for c in criteria)


def _criteria(handout: Handout, exercise: str) -> list[Criterion]:
    """Return all criteria, those of the test cell first; judge nothing."""
    names: dict[str, object] = dict.fromkeys(handout.lesson.exercises)
    with collecting() as collected:
        exec(handout.test_cell(exercise), names)
    checks = [checks for checks, _ in collected]
    if exercise in handout.hidden:
        checks.append(handout.hidden[exercise])
    return [criterion for each in checks for criterion in each.criteria]
