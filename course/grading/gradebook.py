"""What the gradebook says of an assignment: is it registered, and as released?

Nothing here looks at a submission: `record_grades` writes what students have earned,
and `results` reads it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, Student
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from course.content import Content
from course.errors import GradeError, first_line
from course.folder import lesson_texts
from course.judging.cells import code_cells
from course.judging.exercises import TEST_PREFIX, test_cells_of
from course.worker.repair import handed_out


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


def labels(cells: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
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


class RegisteredAssignment:
    """One assignment of the course in `root` and what the gradebook says of it."""

    def __init__(
        self, root: Path, assignment: str, db_url: str, config: Config
    ) -> None:
        self._root = root
        self._assignment = assignment
        self._db_url = db_url
        self._config = config

    def refuse_unregistered(self) -> None:
        """Raise GradeError if the gradebook does not have the assignment."""
        refuse_unregistered(self._root, self._db_url, self._assignment)

    def refuse_other_tests(self) -> None:
        """Raise GradeError if the gradebook has test cells that were not released."""
        released = self._released_cells()
        with gradebook_at(self._db_url) as gradebook:
            for notebook in gradebook.find_assignment(self._assignment).notebooks:
                for cell in notebook.source_cells:
                    text = handed_out(cell.source, self._config)
                    given = released.get((notebook.name, cell.name), text)
                    if cell.locked and given not in (text, cell.source):
                        raise GradeError(
                            f"{notebook.name}: the cell {cell.name} in the gradebook "
                            f"is not the one in release/: run {self._release}"
                        )

    def refuse_not_installed(self, content: Content) -> None:
        """Raise GradeError if graded notebooks need packages that are missing here."""
        for name in sorted({notebook for notebook, _ in self._released_cells()}):
            path = self._root / "release" / self._assignment / f"{name}.ipynb"
            cells = code_cells(nbformat.read(path, as_version=4))
            missing = content.not_installed("\n".join(cell.source for cell in cells))
            if missing:
                raise GradeError(
                    f"{name} needs {' and '.join(missing)}, not installed here: "
                    "run make setup, or install the same by hand"
                )

    def preloaded(
        self, content: Content, notebooks: Iterable[str]
    ) -> set[tuple[str, ...]]:
        """Return what kernels for some notebooks import in advance."""
        folder = self._root / "release" / self._assignment
        read = (nbformat.read(folder / f"{n}.ipynb", as_version=4) for n in notebooks)
        codes = ("\n".join(cell.source for cell in code_cells(nb)) for nb in read)
        return {content.preloaded(code) for code in codes}

    def tests_run(self, content: Content) -> dict[str, dict[str, float]]:
        """Return the test cells that run beside students' code, with their points.

        Without criteria nothing can judge them. They are by notebook and grade_id.
        """
        with gradebook_at(self._db_url) as gradebook:
            found = gradebook.find_assignment(self._assignment).notebooks
            names = sorted(notebook.name for notebook in found)
        tests = {
            name: test_cells_of(content, self._db_url, self._assignment, name).run
            for name in names
        }
        return {name: cells for name, cells in tests.items() if cells}

    def texts(self) -> dict[tuple[str, str], str]:
        """Return the text of every cell in the gradebook, by notebook and grade_id."""
        with gradebook_at(self._db_url) as gradebook:
            return {
                (notebook.name, cell.name): cell.source.strip()
                for notebook in gradebook.find_assignment(self._assignment).notebooks
                for cell in notebook.source_cells
            }

    def worth(self) -> dict[str, float]:
        """Return the points of every graded cell, in the order of the release."""
        order = {cell: place for place, cell in enumerate(self._released_cells())}
        with gradebook_at(self._db_url) as gradebook:
            cells = [
                ((notebook.name, cell.name), float(cell.max_score))
                for notebook in gradebook.find_assignment(self._assignment).notebooks
                for cell in (*notebook.grade_cells, *notebook.task_cells)
            ]
        cells.sort(key=lambda cell: order.get(cell[0], len(order)))
        named = labels(place for place, _ in cells)
        return {named[place]: points for place, points in cells}

    @property
    def _release(self) -> str:
        """The command that makes the release."""
        texts = {path.parent.name for path in lesson_texts(self._root)}
        if self._assignment in texts:
            return "course build"
        return f"nbgrader generate_assignment {self._assignment}"

    def _released_cells(self) -> dict[tuple[str, str], str]:
        """Return the text of every cell that nbgrader knows, by notebook and id."""
        folder = self._root / "release" / self._assignment
        return {
            (path.stem, cell.metadata.nbgrader.grade_id): cell.source
            for path in sorted(folder.glob("*.ipynb"))
            for cell in nbformat.read(path, as_version=4).cells
            if "grade_id" in cell.metadata.get("nbgrader", {})
        }
