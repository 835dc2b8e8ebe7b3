"""A learner's own copy, graded as a handed-in one would be, into no gradebook.

The file is only read. It is brought back to the shape of the release in memory, and
goes through the same session, judge and criteria as in `course grade`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from course.errors import CourseError
from course.judging.cells import grade_id
from course.judging.judge import Verdict
from course.judging.run import grade_notebook, kernels
from course.judging.seeds import seed_of
from course.sandbox import bubblewrap
from course.selfstudy.lessons import Course, Handout, NotFound
from course.worker.repair import repair
from course.worker.submissions.files import MAX_BYTES, Refused, read_notebook

SEED = b"self-study"  # nobody has to be kept from knowing it
FRESH = "name your copy of a lesson, or put your answers into a fresh one of release/"


class NotChecked(CourseError):
    """Why a file could not be checked, in one line."""


@dataclass(frozen=True)
class CheckedCopy:
    """What came of one notebook: its verdicts, by exercise, and what was mended."""

    handout: Handout
    notebook: NotebookNode
    verdicts: dict[str, Verdict]
    repairs: list[str]

    @property
    def total(self) -> tuple[float, float]:
        """The points earned and those to be had, in all that was checked."""
        earned = sum(map(self.handout.points, self.verdicts.values()))
        return earned, sum(map(self.handout.worth, self.verdicts))


def read(path: Path, course: Course) -> tuple[NotebookNode, Handout]:
    """The notebook in a file, and the lesson that it is a copy of.

    Raises NotChecked.
    """
    try:
        if not path.exists():
            raise NotFound(f"there is no such file (you are in {Path.cwd()})")
        nb, _ = read_notebook(path.resolve(), MAX_BYTES)
        handout = course.which(nb, path.stem)
        if not handout.exercises:
            raise NotFound("has no exercises to check")
    except Refused as refused:
        # What it asks for after the colon is asked of an instructor.
        told = str(refused).partition(": ")[0]
        raise NotChecked(f"{path}: {told}: {FRESH}") from refused
    except (NotFound, OSError) as error:
        raise NotChecked(f"{path}: {error}") from error
    return nb, handout


def check(nb: NotebookNode, handout: Handout, only: str | None = None) -> CheckedCopy:
    """Grade a copy of a lesson, or `only` one exercise of it.

    Raises InfrastructureError where the checks themselves broke.
    """
    nb, repairs = repair(nb, handout.notebook)
    exercises, hidden = handout.exercises, handout.hidden
    if only:
        _end_after(f"test_{only}", nb)
        # All are known to the test cell by name, but only one is judged.
        exercises = {
            name: exercise if exercise.name == only else replace(exercise, test_cell="")
            for name, exercise in exercises.items()
        }
        hidden = {name: checks for name, checks in hidden.items() if name == only}
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    seed = seed_of(nb, handout.name, secret=SEED)
    sealed = bubblewrap.available() is None
    new_manager = kernels(nb, handout.content, sandboxed=sealed)
    verdicts = grade_notebook(nb, exercises, hidden, seed, new_manager)
    named = {verdict.report.exercise: verdict for verdict in verdicts}
    return CheckedCopy(
        handout,
        nb,
        {name: verdict for name, verdict in named.items() if only in (None, name)},
        repairs,
    )


def _end_after(name: str, nb: NotebookNode) -> None:
    """Leave out all cells after one; a repaired notebook has it just once."""
    del nb.cells[[grade_id(cell) for cell in nb.cells].index(name) + 1 :]
