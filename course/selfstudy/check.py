"""Grade a learner's own copy like a submission, but without a gradebook.

The file is only read. The copy is repaired in memory, and runs through the same
session, judge and criteria as in `course grade`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course.errors import CourseError
from course.judging.cells import grade_id
from course.judging.judge import Verdict
from course.judging.run import grade_notebook, kernels
from course.judging.seeds import seed_of
from course.judging.steps import steps_of
from course.sandbox import bubblewrap
from course.selfstudy.lessons import Course, Handout, NotFound
from course.worker.repair import repair, told_release
from course.worker.submissions.files import MAX_BYTES, Refused, read_notebook
from course.worker.submissions.outputs import strip
from utils.left_out import MAX_NOTEBOOK, definitions

SEED = b"self-study"  # no secret: there is nobody to deceive
FRESH = "name your copy of a lesson, or copy your answers into one from release/"


class NotChecked(CourseError):
    """A file could not be checked; the message says why in one line."""


@dataclass(frozen=True)
class CheckedCopy:
    """The result of one notebook: its verdicts by exercise, and its repairs."""

    handout: Handout
    notebook: NotebookNode
    verdicts: dict[str, Verdict]
    repairs: list[str]
    older: str = ""  # the sentence on an older release, if it was made from one

    @property
    def total(self) -> tuple[float, float]:
        """The points earned and the maximum, over all that was checked."""
        earned = sum(map(self.handout.points, self.verdicts.values()))
        return earned, sum(map(self.handout.worth, self.verdicts))

    @property
    def has_full_marks(self) -> bool:
        """Whether all points are earned; of practice alone, whether all is met."""
        earned, worth = self.total
        met = all(verdict.report.passed for verdict in self.verdicts.values())
        return earned == worth if worth else met


def read(path: Path, course: Course) -> tuple[NotebookNode, Handout]:
    """Return the notebook in a file and its lesson; raise NotChecked."""
    try:
        nb = _read(path.resolve())
        handout = course.which(nb, path.stem)
        if not handout.judged:
            raise NotFound("has no exercises to check")
    except Refused as refused:
        # The advice after the colon is for instructors.
        reason = str(refused).partition(": ")[0]
        raise NotChecked(f"{path}: {reason}: {FRESH}") from refused
    except (NotFound, OSError) as error:
        raise NotChecked(f"{path}: {error}") from error
    return nb, handout


def _read(path: Path) -> NotebookNode:
    """Return the notebook in a file, a big one without outputs; raise Refused."""
    if not MAX_BYTES < path.stat().st_size <= MAX_NOTEBOOK:
        return read_notebook(path, MAX_NOTEBOOK)[0]
    with tempfile.TemporaryDirectory() as folder:
        stripped = Path(folder, path.name)
        if too_big := strip(path, stripped):
            raise Refused(too_big)
        return read_notebook(stripped if stripped.exists() else path, MAX_BYTES)[0]


def check(nb: NotebookNode, handout: Handout, only: str | None = None) -> CheckedCopy:
    """Grade a copy of a lesson, or `only` one exercise of it.

    Raises InfrastructureError if the checks themselves fail.
    """
    older = told_release(nb, handout.notebook, handout.earlier)
    nb, repairs = repair(nb, handout.notebook, handout.earlier)
    exercises, hidden = handout.judged, handout.hidden
    _run_practice(nb, [exercise.name for exercise in handout.practice.values()])
    given = _give_ours(nb, handout.practice)
    if only:
        _delete_after(handout.judged_in(only), nb)
        # The test cell knows all by name, but only one is judged.
        exercises = {
            name: exercise if exercise.name == only else replace(exercise, test_cell="")
            for name, exercise in exercises.items()
        }
        hidden = {name: checks for name, checks in hidden.items() if name == only}
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    seed = seed_of(steps_of(nb, exercises), handout.name, secret=SEED)
    sealed = bubblewrap.available() is None
    new_manager = kernels(nb, handout.content, tests=exercises, sandboxed=sealed)
    verdicts = grade_notebook(nb, exercises, hidden, seed, new_manager)
    nb.cells = [cell for cell in nb.cells if cell.id not in given]
    named = {verdict.report.exercise: verdict for verdict in verdicts}
    return CheckedCopy(
        handout,
        nb,
        {name: verdict for name, verdict in named.items() if only in (None, name)},
        repairs,
        older,
    )


def _run_practice(nb: NotebookNode, exercises: list[str]) -> None:
    """Let the answers to practice exercises run, which are skipped in grading."""
    for cell in nb.cells:
        if grade_id(cell) in exercises:
            cell.metadata.tags = []


def _give_ours(nb: NotebookNode, checks: Collection[str]) -> set[str]:
    """Add cells that name ours, as grading does for the checks that it skips.

    Return the ids of these cells.
    """
    cells, given = [], set()
    for cell in nb.cells:
        cells.append(cell)
        if grade_id(cell) in checks:
            cells.append(new_code_cell(definitions(cell.source)))
            given.add(cells[-1].id)
    nb.cells = cells
    return given


def _delete_after(name: str, nb: NotebookNode) -> None:
    """Delete all cells after one; a repaired notebook has it just once."""
    del nb.cells[[grade_id(cell) for cell in nb.cells].index(name) + 1 :]
