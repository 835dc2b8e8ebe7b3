"""`course grade`: a class through nbgrader, one row a submission.

The submissions of an assignment are graded one after the other in this process; a
broken one costs nobody else a verdict, and what was graded before is replaced only by
a new verdict. What is still just as it was graded is left alone. What a verdict is
made of is told in `execute`, how rows look in `table`.
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
from typing import Any, NamedTuple

import nbformat
from nbformat import NotebookNode
from nbgrader.api import MissingEntry
from traitlets.config import Config

from course.generate import course_config, gradebook_url
from course.grading.execute import METADATA_KEY
from course.grading.intake import Submission, stage, survey
from course.grading.kernel import sandbox
from course.grading.receipts import Receipts
from course.grading.registered import (
    GradeError,
    Registered,
    exercise,
    gradebook_at,
)
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

__all__ = ["GradeError", "Grading", "Row", "submitted_assignments"]

LOGS = Path(".course")


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
    unchanged: bool = False  # graded earlier, and just as it was then


class Told(NamedTuple):
    """What is told of a graded submission."""

    scores: dict[str, float]
    total: float | None
    outcomes: Counter[str]
    notes: list[str]

    @classmethod
    def stored(cls, told: dict[str, Any]) -> Told:
        """As it was told before."""
        return cls(**{**told, "outcomes": Counter(told["outcomes"])})


class Grading:
    """One assignment of the course in `root`, ready to be graded.

    Raises GradeError where nothing can be graded at all. `prepared` says what had to
    be done before, if anything. With `force`, everything is graded anew.
    """

    def __init__(
        self,
        root: Path,
        assignment: str,
        *,
        sandboxed: bool = True,
        force: bool = False,
    ) -> None:
        self.root = root.resolve()
        self.assignment = assignment
        self._config = course_config(self.root)
        if not sandboxed:
            self._config.SealedExecute.sandboxed = False
        self.sandboxed = self._config.SealedExecute.get("sandboxed", True)
        self._force = force
        self._db_url = gradebook_url(self.root, self._config)
        self._refuse_without_sandbox()
        registered = Registered(self.root, assignment, self._db_url)
        registered.refuse_unknown()
        self.submissions = self._survey()
        self.prepared = registered.register()
        self.worth = registered.worth()

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
        receipts = Receipts(self.root, self.assignment, self._db_url, self._config)
        with workshop_in(self.root) as workshop, _logging_to(self.log) as log:
            for submission in self.submissions:
                log.info("---- %s: %s", self.assignment, submission.student)
                yield self._row(submission, workshop, receipts)

    def _row(self, submission: Submission, workshop: Path, receipts: Receipts) -> Row:
        student = submission.student
        start = time.perf_counter()

        def row(told: Told, problem: str = "", unchanged: bool = False) -> Row:
            spent = time.perf_counter() - start
            return Row(student, spent, *told, problem, unchanged)

        if submission.problem:
            return row(self._without_verdict(submission), submission.problem)
        inputs = receipts.inputs(submission)
        receipt = None if self._force else receipts.of_graded(student, inputs)
        if receipt and receipt.page == receipts.page(student):
            return row(Told.stored(receipt.told), unchanged=True)
        which = Which(self.root, self._noting(submission), self.assignment, student)
        try:
            if not receipt:
                autograde(which, stage(submission, workshop / SUBMITTED), workshop)
            told = self._told(submission)
        except (NotGraded, GradeError, OSError) as error:
            return row(self._without_verdict(submission), str(error))
        try:
            receipts.look_again(student)
            generate_feedback(which, workshop)
        except (NotGraded, GradeError, OSError) as error:
            return row(told, f"graded, but without a feedback page: {error}")
        receipts.write(student, inputs, told._asdict())
        return row(told)

    def _noting(self, submission: Submission) -> Config:
        """The configuration, with what the feedback has to tell of a submission."""
        config = copy.deepcopy(self._config)
        config.Repair.notes = list(submission.notes)
        config.SealedExecute.fresh = self._force
        return config

    def _refuse_without_sandbox(self) -> None:
        unavailable = sandbox.available() if self.sandboxed else None
        if unavailable:
            raise GradeError(f"no sandbox: {unavailable}; or grade with --unsandboxed")

    def _survey(self) -> list[Submission]:
        found = survey(self.root, self.assignment)
        if not found:
            place = f"submitted/<student>/{self.assignment}/"
            raise GradeError(f"no submissions: {self.root} has no {place}")
        return found

    def _recorded(self, student: str) -> tuple[dict[str, float], float | None]:
        """Scores and total as the gradebook has them; no total where not graded."""
        with gradebook_at(self._db_url) as gradebook:
            try:
                found = gradebook.find_submission(self.assignment, student)
            except MissingEntry:
                return {}, None
            grades = [g for notebook in found.notebooks for g in notebook.grades]
            if not any(g.auto_score is not None for g in grades):
                return {}, None
            scores = {exercise(g.name): float(g.score) for g in grades}
            return scores, float(found.score - found.late_submission_penalty)

    def _told(self, submission: Submission) -> Told:
        """What the gradebook and the graded notebooks have of a submission."""
        scores, total = self._recorded(submission.student)
        outcomes: Counter[str] = Counter()
        notes = list(submission.notes)
        folder = self.root / AUTOGRADED / submission.student / self.assignment
        released = self.root / "release" / self.assignment
        for name in sorted(path.name for path in released.glob("*.ipynb")):
            if not (folder / name).exists():
                continue
            nb = nbformat.read(folder / name, as_version=4)
            notes += nb.metadata.get(METADATA_KEY, {}).get("repairs", [])
            outcomes += self._outcomes(nb)
        return Told(scores, total, outcomes, list(dict.fromkeys(notes)))

    def _outcomes(self, nb: NotebookNode) -> Counter[str]:
        """How the criteria of a notebook ended."""
        outcomes: Counter[str] = Counter()
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if not name.startswith("test_") or exercise(name) not in self.worth:
                continue  # only of test cells the judge writes the outputs
            for output in cell.get("outputs", []):
                verdict = output.get("metadata", {}).get(METADATA_KEY, {})
                results = verdict.get("results", [])
                outcomes.update(result["outcome"] for result in results)
        return outcomes

    def _without_verdict(self, submission: Submission) -> Told:
        """What is told where grading failed: notes, and the grade that stays."""
        notes = list(submission.notes)
        try:
            total = self._recorded(submission.student)[1]
        except GradeError:
            total = None
        if total is not None:
            notes.append(f"the earlier grade stays: {total:g}")
        return Told({}, None, Counter(), notes)


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
