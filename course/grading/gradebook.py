"""What the gradebook says of an assignment: is it registered, and as released?

Nothing here looks at a submission: `record_grades` writes what students have earned,
and `results` reads it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, Notebook, Student
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from course.content import Content
from course.errors import GradeError, first_line
from course.folder import lesson_texts
from course.judging.cells import code_cells
from course.judging.exercises import TEST_PREFIX, test_cells_of
from course.worker.repair import handed_out

CellPlace = tuple[str, str]  # notebook and grade_id


@contextmanager
def gradebook_at(db_url: str) -> Iterator[Gradebook]:
    """Open the gradebook; raise GradeError if it cannot be used."""
    try:
        with Gradebook(db_url) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        raise unusable(error) from error


class KeptOpen:
    """A gradebook that is kept open for many submissions, each in its own session.

    Opening it takes as long as recording: tables are looked up, statements compiled.
    """

    def __init__(self, db_url: str) -> None:
        self._db_url = db_url
        self._gradebook: Gradebook | None = None

    @contextmanager
    def session(self) -> Iterator[Gradebook]:
        """Open it if it is not; forget afterwards what was read and not committed."""
        try:
            if self._gradebook is None:
                self._gradebook = Gradebook(self._db_url)
                # What was read stays known until the session ends, and is not read
                # again after each of its commits.
                self._gradebook.db.remove()
                self._gradebook.db.configure(expire_on_commit=False)
            try:
                yield self._gradebook
            finally:
                self._gradebook.db.remove()
        except SQLAlchemyError as error:
            raise unusable(error) from error

    def close(self) -> None:
        """Close it; the next session opens it again."""
        if self._gradebook is not None:
            self._gradebook.close()
            self._gradebook = None


def known_assignments(db_url: str) -> set[str]:
    """Return the assignments in the gradebook."""
    with gradebook_at(db_url) as gradebook:
        return {str(assignment.name) for assignment in gradebook.assignments}


def released_assignments(root: Path) -> set[str]:
    """Return the assignments in source/ and release/."""
    return {p.name for step in ("source", "release") for p in root.glob(f"{step}/*/")}


def refuse_unknown(root: Path, db_url: str, assignment: str) -> None:
    """Raise GradeError if there is no such assignment."""
    known = released_assignments(root) | known_assignments(db_url)
    if assignment not in known:
        there = ", ".join(sorted(known)) or "none yet"
        raise GradeError(f"no assignment {assignment}: there are {there}")


def refuse_unregistered(root: Path, db_url: str, assignment: str) -> None:
    """Raise GradeError, with what to do, if the gradebook lacks an assignment."""
    registered = known_assignments(db_url)
    if assignment in registered:
        return
    source = {path.parent.name for path in lesson_texts(root)}
    problem = f"{assignment} is not in the gradebook"
    if assignment in source:
        raise GradeError(f"{problem}: run course build {assignment}")
    if any((root / "source" / assignment).glob("*.ipynb")):
        raise GradeError(f"{problem}: run nbgrader generate_assignment {assignment}")
    there = ", ".join(sorted(source | registered)) or "none yet"
    raise GradeError(f"no assignment {assignment}: there are {there}")


def known_students(db_url: str) -> set[str]:
    """Return the ids of all students in the gradebook."""
    with gradebook_at(db_url) as gradebook:
        return {str(name) for (name,) in gradebook.db.query(Student.id)}


def unusable(error: SQLAlchemyError) -> GradeError:
    """Return the error to raise if the gradebook's database fails."""
    return GradeError(f"the gradebook could not be used: {first_line(error)}")


def exercise(cell: str) -> str:
    """Return the exercise that a test cell is about."""
    return cell.removeprefix(TEST_PREFIX)


def labels(cells: Iterable[CellPlace]) -> dict[CellPlace, str]:
    """Return what cells, given by notebook and grade_id, are called in tables.

    That is their exercise, or more where several cells would have the same name.
    """
    found = list(cells)
    exercises = Counter(exercise(name) for _, name in found)
    names = Counter(name for _, name in found)
    return {
        (notebook, name): exercise(name)
        if exercises[exercise(name)] == 1
        else name
        if names[name] == 1
        else f"{notebook}.{name}"
        for notebook, name in found
    }


def points_of(notebooks: Iterable[Notebook]) -> dict[CellPlace, float]:
    """Return the points of every graded cell of some notebooks."""
    return {
        (str(notebook.name), str(cell.name)): float(cell.max_score)
        for notebook in notebooks
        for cell in (*notebook.grade_cells, *notebook.task_cells)
    }


def in_order(
    points: Mapping[CellPlace, float],
    named: Mapping[CellPlace, str],
    released: Iterable[CellPlace],
) -> dict[str, float]:
    """Return the points of cells by their labels, in the order of the release."""
    order = {place: number for number, place in enumerate(released)}
    places = sorted(points, key=lambda place: order.get(place, len(order)))
    return {named[place]: points[place] for place in places}


@dataclass(frozen=True)
class RegisteredAssignment:
    """One assignment of the course in `root` and what the gradebook says of it."""

    root: Path
    name: str
    db_url: str
    config: Config
    content: Content

    def folder(self, step: str, student: str = "") -> Path:
        """Return the folder of the assignment in a step, perhaps that of a student."""
        return self.root / step / student / self.name

    def refuse_unregistered(self) -> None:
        """Raise GradeError if the gradebook does not have the assignment."""
        refuse_unregistered(self.root, self.db_url, self.name)

    def refuse_other_tests(self) -> None:
        """Raise GradeError if the gradebook has test cells that were not released."""
        released = self._released_cells()
        with self._notebooks() as notebooks:
            for notebook in notebooks:
                for cell in notebook.source_cells:
                    text = handed_out(cell.source, self.config)
                    given = released.get((notebook.name, cell.name), text)
                    if cell.locked and given not in (text, cell.source):
                        raise GradeError(
                            f"{notebook.name}: the cell {cell.name} in the gradebook "
                            f"is not the one in release/: run {self._release}"
                        )

    def refuse_not_installed(self) -> None:
        """Raise GradeError if graded notebooks need packages that are missing here."""
        for name in self._graded():
            if missing := self.content.not_installed(self._code(name)):
                raise GradeError(
                    f"{name} needs {' and '.join(missing)}, not installed here: "
                    "run make setup, or install the same by hand"
                )

    def preloaded(self) -> set[tuple[str, ...]]:
        """Return what kernels for the graded notebooks import in advance."""
        return {self.content.preloaded(self._code(name)) for name in self._graded()}

    def tests_run(self) -> dict[str, dict[str, float]]:
        """Return the test cells that run beside students' code, with their points.

        Without criteria nothing can judge them. They are by notebook and grade_id.
        """
        with self._notebooks() as notebooks:
            names = sorted(notebook.name for notebook in notebooks)
        tests = {
            name: test_cells_of(self.content, self.db_url, self.name, name).run
            for name in names
        }
        return {name: cells for name, cells in tests.items() if cells}

    def texts(self) -> dict[CellPlace, str]:
        """Return the text of every cell in the gradebook, by notebook and grade_id."""
        with self._notebooks() as notebooks:
            return {
                (notebook.name, cell.name): cell.source.strip()
                for notebook in notebooks
                for cell in notebook.source_cells
            }

    def worth(self) -> dict[str, float]:
        """Return the points of every graded cell, in the order of the release."""
        with self._notebooks() as notebooks:
            points = points_of(notebooks)
        return in_order(points, labels(points), self._released_cells())

    @property
    def _release(self) -> str:
        """The command that makes the release."""
        if self.name in {path.parent.name for path in lesson_texts(self.root)}:
            return "course build"
        return f"nbgrader generate_assignment {self.name}"

    @contextmanager
    def _notebooks(self) -> Iterator[list[Notebook]]:
        """Open the gradebook, and yield its notebooks of the assignment."""
        with gradebook_at(self.db_url) as gradebook:
            yield gradebook.find_assignment(self.name).notebooks

    def _graded(self) -> list[str]:
        """Return the names of the released notebooks with cells of nbgrader."""
        return sorted({notebook for notebook, _ in self._released_cells()})

    def _code(self, notebook: str) -> str:
        """Return the code of a released notebook."""
        path = self.folder("release") / f"{notebook}.ipynb"
        cells = code_cells(nbformat.read(path, as_version=4))
        return "\n".join(cell.source for cell in cells)

    def _released_cells(self) -> dict[CellPlace, str]:
        """Return the text of every cell that nbgrader knows, by notebook and id."""
        return {
            (path.stem, cell.metadata.nbgrader.grade_id): cell.source
            for path in sorted(self.folder("release").glob("*.ipynb"))
            for cell in nbformat.read(path, as_version=4).cells
            if "grade_id" in cell.metadata.get("nbgrader", {})
        }
