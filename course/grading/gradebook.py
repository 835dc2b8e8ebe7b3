"""What the gradebook says of an assignment: is it registered, and as released?

Nothing here looks at a submission; `results` reads what students have earned.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from course.content import Content
from course.errors import GradeError, first_line
from course.judging.exercises import TEST_PREFIX, refusal_of, unjudged


@contextmanager
def gradebook_at(db_url: str) -> Iterator[Gradebook]:
    """Open the gradebook; raise GradeError if it cannot be used."""
    try:
        with Gradebook(db_url) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        raise unusable(error) from error


def unusable(error: SQLAlchemyError) -> GradeError:
    """Return the error to raise if the gradebook's database fails."""
    return GradeError(f"the gradebook could not be used: {first_line(error)}")


def exercise(cell: str) -> str:
    """Return the exercise that a test cell is about."""
    return cell.removeprefix(TEST_PREFIX)


class RegisteredAssignment:
    """One assignment of the course in `root` and what the gradebook says of it."""

    def __init__(self, root: Path, assignment: str, db_url: str) -> None:
        self._root = root
        self._assignment = assignment
        self._db_url = db_url

    def refuse_unregistered(self) -> None:
        """Raise GradeError if the gradebook does not have the assignment."""
        with gradebook_at(self._db_url) as gradebook:
            registered = {assignment.name for assignment in gradebook.assignments}
        if self._assignment in registered:
            return
        source = {path.parent.name for path in (self._root / "source").glob("*/*.py")}
        if self._assignment in source:
            problem = f"{self._assignment} is not in the gradebook"
            raise GradeError(f"{problem}: run course build {self._assignment}")
        there = ", ".join(sorted(source | registered)) or "none yet"
        raise GradeError(f"no assignment {self._assignment}: there are {there}")

    def refuse_unjudged(self, content: Content) -> None:
        """Raise GradeError if a cell that nothing judges would count as passed."""
        if cells := unjudged(content, self._db_url, self._assignment):
            raise GradeError(refusal_of(self._assignment, cells))

    def refuse_other_tests(self) -> None:
        """Raise GradeError if the gradebook has test cells that were not released."""
        released = self._released_cells()
        with gradebook_at(self._db_url) as gradebook:
            for notebook in gradebook.find_assignment(self._assignment).notebooks:
                for cell in notebook.source_cells:
                    given = released.get((notebook.name, cell.name), cell.source)
                    hidden = "HIDDEN TESTS" in cell.source
                    if cell.locked and given != cell.source and not hidden:
                        raise GradeError(
                            f"{notebook.name}: the cell {cell.name} in the gradebook "
                            f"is not the one in release/: run course build"
                        )

    def worth(self) -> dict[str, float]:
        """Return the points of every exercise, in the lesson's order."""
        order = {cell: place for place, cell in enumerate(self._released_cells())}
        with gradebook_at(self._db_url) as gradebook:
            cells = [
                ((notebook.name, cell.name), float(cell.max_score))
                for notebook in gradebook.find_assignment(self._assignment).notebooks
                for cell in notebook.grade_cells
            ]
        cells.sort(key=lambda cell: order.get(cell[0], len(order)))
        return {exercise(name): points for (_, name), points in cells}

    def _released_cells(self) -> dict[tuple[str, str], str]:
        """Return the text of every cell that nbgrader knows, by notebook and id."""
        folder = self._root / "release" / self._assignment
        return {
            (path.stem, cell.metadata.nbgrader.grade_id): cell.source
            for path in sorted(folder.glob("*.ipynb"))
            for cell in nbformat.read(path, as_version=4).cells
            if "grade_id" in cell.metadata.get("nbgrader", {})
        }
