"""Find what was handed in: which assignments, whose, and what lies in a wrong place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from course.errors import GradeError
from course.folder import course_config, gradebook_url
from course.grading.gradebook import (
    known_assignments,
    known_students,
    released_assignments,
)
from course.worker.submissions import handed_in
from course.worker.submissions.misplaced import misplaced
from course.worker.submissions.student_ids import same_id
from course.worker.submissions.survey import HandedIn


def submissions_to_grade(
    root: Path, assignment: str, db_url: str, students: Sequence[str] | None = None
) -> list[HandedIn]:
    """Return who handed an assignment in; raise GradeError if nobody did.

    With `students`, only those count.
    """
    found = handed_in(root, assignment)
    if students is not None:
        found = [one for one in found if one.student in students]
    if not found:
        place = f"submitted/<student>/{assignment}/"
        raise GradeError(f"no submissions: {root} has no {place}")
    return list(_with_known_ids(found, assignment, known_students(db_url)))


def misplaced_work(root: Path) -> list[str]:
    """Return a line for whatever lies in submitted/ where no assignment looks."""
    lines = misplaced(root, released_assignments(root))
    return lines and misplaced(root, _known(root))


def submitted_assignments(root: Path) -> list[str]:
    """Return the assignments that were handed in; raise GradeError if none were."""
    folders = (root / "submitted").glob("*/*/")
    found = sorted({f.name for f in folders if not f.name.startswith(".")})
    if not found:
        raise GradeError(f"no submissions: nothing in {root / 'submitted'}")
    if set(found) <= released_assignments(root):
        return found
    known = _known(root)
    return [name for name in found if name in known] or found


def _with_known_ids(
    found: list[HandedIn], assignment: str, known: set[str]
) -> Iterator[HandedIn]:
    """Yield submissions, with a problem where the gradebook spells an id otherwise.

    Graded as they are, they would make a second student of somebody.
    """
    spelt = {same_id(student): student for student in known}
    for one in found:
        other = spelt.get(same_id(one.student), one.student)
        if not one.problem and other != one.student and one.student not in known:
            place = f"submitted/{one.student}/{assignment}"
            code = ascii(other)[1:-1]
            why = f"the gradebook spells this id as {code}: rename it"
            one = replace(one, problem=f"{place}: {why}")
        yield one


def _known(root: Path) -> set[str]:
    db_url = gradebook_url(root, course_config(root))
    return released_assignments(root) | known_assignments(db_url)
