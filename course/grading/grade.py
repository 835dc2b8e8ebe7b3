"""`course grade`: a class through nbgrader, one row a submission.

Every submission of an assignment is graded anew, one after the other in this process;
a broken one costs nobody else a verdict, and what was graded before is replaced only
by a new verdict. What a verdict is made of is told in `execute`, how rows look in
`table`.
"""

from __future__ import annotations

import copy
import logging
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SQLAlchemyError

import course.build as lessons
from course.generate import course_config, gradebook_url
from course.grading import sandbox
from course.grading.execute import METADATA_KEY
from course.grading.intake import Submission, stage, survey
from course.grading.through_nbgrader import (
    AUTOGRADED,
    FEEDBACK,
    SUBMITTED,
    NotGraded,
    Which,
    autograde,
    generate_feedback,
    workshop_in,
)
from course.grading.trusted import TEST_PREFIX

LOGS = Path(".course")


class GradeError(Exception):
    """Why nothing could be graded, in one line."""


@dataclass(frozen=True)
class Row:
    """What became of one submission; without a verdict, `problem` says why."""

    student: str
    seconds: float = 0.0
    scores: dict[str, float] = field(default_factory=dict)
    total: float | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problem: str = ""


class Grading:
    """One assignment of the course in `root`, ready to be graded.

    Raises GradeError where nothing can be graded at all. `prepared` says what had to
    be done before, if anything.
    """

    def __init__(self, root: Path, assignment: str, *, sandboxed: bool = True) -> None:
        self.root = root.resolve()
        self.assignment = assignment
        self._config = course_config(self.root)
        if not sandboxed:
            self._config.SealedExecute.sandboxed = False
        self.sandboxed = self._config.SealedExecute.get("sandboxed", True)
        self._db_url = gradebook_url(self.root, self._config)
        self._refuse_without_sandbox()
        self.submissions = self._survey()
        self.prepared = self._register()
        self.worth = self._worth()  # points of every exercise, in the lesson's order

    @property
    def feedback(self) -> Path:
        """The folder of the pages that the students get."""
        return self.root / FEEDBACK

    @property
    def log(self) -> Path:
        """The file with what nbgrader has to say."""
        return self.root / LOGS / f"grade-{self.assignment}.log"

    def rows(self) -> Iterator[Row]:
        """Grade all submissions; each row comes as soon as it is known."""
        with workshop_in(self.root) as workshop, _logging_to(self.log) as log:
            for submission in self.submissions:
                log.info("---- %s: %s", self.assignment, submission.student)
                yield self._row(submission, workshop)

    def _row(self, submission: Submission, workshop: Path) -> Row:
        student, notes = submission.student, list(submission.notes)
        start = time.perf_counter()
        try:
            if submission.problem:
                raise NotGraded(submission.problem)
            config = copy.deepcopy(self._config)
            config.Repair.notes = notes  # told in the feedback too
            which = Which(self.root, config, self.assignment, student)
            autograde(which, stage(submission, workshop / SUBMITTED), workshop)
            scores, total = self._recorded(student)
            outcomes, repairs = self._told(student)
        except (NotGraded, GradeError, OSError) as error:
            notes += self._kept(student)
            spent = time.perf_counter() - start
            return Row(student, spent, notes=notes, problem=str(error))
        problem = ""
        try:
            generate_feedback(which, workshop)
        except (NotGraded, OSError) as error:
            problem = f"graded, but without a feedback page: {error}"
        spent = time.perf_counter() - start
        told = list(dict.fromkeys(notes + repairs))
        return Row(student, spent, scores, total, outcomes, told, problem)

    @contextmanager
    def _gradebook(self) -> Iterator[Gradebook]:
        try:
            with Gradebook(self._db_url) as gradebook:
                yield gradebook
        except SQLAlchemyError as error:
            reason = str(error).splitlines()[0]
            raise GradeError(f"the gradebook could not be used: {reason}") from error

    def _refuse_without_sandbox(self) -> None:
        unavailable = sandbox.available() if self.sandboxed else None
        if unavailable:
            raise GradeError(f"no sandbox: {unavailable}; or grade with --unsandboxed")

    def _survey(self) -> list[Submission]:
        known = self._known()
        if self.assignment not in known:
            there = ", ".join(known) or "none yet"
            raise GradeError(f"no assignment {self.assignment}: there are {there}")
        found = survey(self.root, self.assignment)
        if not found:
            place = f"submitted/<student>/{self.assignment}/"
            raise GradeError(f"no submissions: {self.root} has no {place}")
        return found

    def _known(self) -> list[str]:
        """The assignments of the course, whether built or not."""
        source = (self.root / "source").glob("*/*.py")
        return sorted({path.parent.name for path in source} | set(self._registered()))

    def _registered(self) -> list[str]:
        with self._gradebook() as gradebook:
            return [assignment.name for assignment in gradebook.assignments]

    def _register(self) -> str:
        """Tell the gradebook of the assignment, or refuse a gradebook of another."""
        if self.assignment in self._registered():
            self._refuse_other_tests()
            return ""
        wanted = [self.assignment]
        if lessons.drift(self.root, wanted):
            message = "release/ is not what source/ says: run course build first"
            raise GradeError(
                f"{self.assignment} is not in the gradebook, and {message}"
            )
        lessons.build(self.root, wanted)
        return f"{self.assignment} was not in the gradebook yet: registered it"

    def _refuse_other_tests(self) -> None:
        """Raise when the gradebook would judge by test cells nobody was given."""
        released = self._released_cells()
        with self._gradebook() as gradebook:
            for notebook in gradebook.find_assignment(self.assignment).notebooks:
                for cell in notebook.source_cells:
                    given = released.get((notebook.name, cell.name), cell.source)
                    hidden = "HIDDEN TESTS" in cell.source
                    if cell.locked and given != cell.source and not hidden:
                        raise GradeError(
                            f"{notebook.name}: the cell {cell.name} in the gradebook "
                            f"is not the one in release/: run course build"
                        )

    def _released_cells(self) -> dict[tuple[str, str], str]:
        """The source of every cell that nbgrader knows, by notebook and grade_id."""
        folder = self.root / "release" / self.assignment
        return {
            (path.stem, cell.metadata.nbgrader.grade_id): cell.source
            for path in sorted(folder.glob("*.ipynb"))
            for cell in nbformat.read(path, as_version=4).cells
            if "grade_id" in cell.metadata.get("nbgrader", {})
        }

    def _worth(self) -> dict[str, float]:
        order = {cell: place for place, cell in enumerate(self._released_cells())}
        with self._gradebook() as gradebook:
            cells = [
                ((notebook.name, cell.name), float(cell.max_score))
                for notebook in gradebook.find_assignment(self.assignment).notebooks
                for cell in notebook.grade_cells
            ]
        cells.sort(key=lambda cell: order.get(cell[0], len(order)))
        return {_exercise(name): points for (_, name), points in cells}

    def _recorded(self, student: str) -> tuple[dict[str, float], float | None]:
        """Scores and total as the gradebook has them; no total where not graded."""
        with self._gradebook() as gradebook:
            try:
                found = gradebook.find_submission(self.assignment, student)
            except MissingEntry:
                return {}, None
            grades = [g for notebook in found.notebooks for g in notebook.grades]
            if not any(g.auto_score is not None for g in grades):
                return {}, None
            scores = {_exercise(g.name): float(g.score) for g in grades}
            return scores, float(found.score - found.late_submission_penalty)

    def _kept(self, student: str) -> list[str]:
        """A note of the grade that a failed grading leaves in place, if any."""
        try:
            total = self._recorded(student)[1]
        except GradeError:
            return []
        return [] if total is None else [f"the earlier grade stays: {total:g}"]

    def _told(self, student: str) -> tuple[Counter[str], list[str]]:
        """How the criteria ended, and what was repaired, from the graded notebook."""
        outcomes: Counter[str] = Counter()
        repairs: list[str] = []
        folder = self.root / AUTOGRADED / student / self.assignment
        released = (self.root / "release" / self.assignment).glob("*.ipynb")
        # Whatever else a student put there is called a notebook by them alone.
        for path in (folder / release.name for release in sorted(released)):
            if not path.is_file():
                continue
            nb = nbformat.read(path, as_version=4)
            repairs += nb.metadata.get(METADATA_KEY, {}).get("repairs", [])
            for cell in nb.cells:
                name = _exercise(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
                if name not in self.worth:
                    continue  # only the judge writes the outputs of the others
                for output in cell.get("outputs", []):
                    verdict = output.get("metadata", {}).get(METADATA_KEY, {})
                    results = verdict.get("results", [])
                    outcomes.update(result["outcome"] for result in results)
        return outcomes, repairs


def submitted_assignments(root: Path) -> list[str]:
    """The assignments that somebody has handed in; GradeError if there are none."""
    folders = (root / "submitted").glob("*/*/")
    found = sorted({f.name for f in folders if not f.name.startswith(".")})
    if not found:
        raise GradeError(f"no submissions: nothing in {root / 'submitted'}")
    return found


@contextmanager
def _logging_to(path: Path) -> Iterator[logging.Logger]:
    """Send what nbgrader logs and Python warns of to a file, and not to the screen."""
    path.parent.mkdir(exist_ok=True)
    handler = logging.FileHandler(path, mode="w", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.getLogger("traitlets")
    before, spread = log.level, log.propagate
    warnings = logging.getLogger("py.warnings")
    logging.captureWarnings(True)
    log.addHandler(handler)
    warnings.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield log
    finally:
        log.setLevel(before)
        log.propagate = spread
        log.removeHandler(handler)
        warnings.removeHandler(handler)
        logging.captureWarnings(False)
        handler.close()


def _exercise(name: str) -> str:
    return name.removeprefix(TEST_PREFIX)
