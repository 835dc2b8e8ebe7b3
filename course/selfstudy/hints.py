"""What helps with an exercise: hints, the general ones first, and at last a solution.

All are words of the criteria or of the lesson, so no hint holds an expected value.
"""

from __future__ import annotations

from course.selfstudy.lessons import Handout
from utils.checking import Criterion, collecting

MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")


def hints(handout: Handout, exercise: str) -> list[str]:
    """The hints to one exercise: what is asked for, then what each miss means.

    What the notebook itself checks comes first.
    """
    criteria = _criteria(handout, exercise)
    asked = "\n".join(f"- {criterion.name}" for criterion in criteria)
    meant = [f"{criterion.name}:\n{criterion.hint}" for criterion in criteria]
    return [f"This is what is checked:\n{asked}", *meant]


def worked(handout: Handout, exercise: str) -> str:
    """The worked solution with its remarks, as the author wrote it."""
    lines = handout.lesson.exercises[exercise].source.splitlines()
    return "\n".join(line for line in lines if line.strip() not in MARKS)


def reasons(handout: Handout, exercise: str) -> str:
    """Why a solution is as it is, as a list in Markdown."""
    criteria = _criteria(handout, exercise)
    return "\n".join(f"- **{c.name}**: {c.hint}" for c in criteria)


def _criteria(handout: Handout, exercise: str) -> list[Criterion]:
    """All criteria, those of the test cell first; nothing is judged."""
    names: dict[str, object] = dict.fromkeys(handout.lesson.exercises)
    with collecting() as collected:
        exec(handout.test_cell(exercise), names)
    checks = [checks for checks, _ in collected]
    if exercise in handout.hidden:
        checks.append(handout.hidden[exercise])
    return [criterion for each in checks for criterion in each.criteria]
