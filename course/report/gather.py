"""Read the results of a class: scores from the gradebook, verdicts of the judge.

Scores come from the gradebook alone. The reasons for them come from the test cells in
autograded/, whose outputs only the judge writes; other cells hold what students wrote
and are not read. Nothing is counted or shown here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from course.errors import CourseError, first_line
from course.folder import course_config, gradebook_url
from course.grading.gradebook import in_order, labels, points_of
from course.grading.groups import credit
from course.judging.cells import grade_id
from course.report.class_results import Results, StudentReport
from course.report.problems import Problems
from course.worker.order import AUTOGRADED, FEEDBACK, SUBMITTED
from course.worker.recorded import (
    handed_in_as,
    notebook_in,
    receipt_in,
    repairs_in,
    verdicts_in,
)
from course.worker.submissions import handed_in
from course.worker.submissions.files import sum_of_file
from course.worker.submissions.survey import named
from utils.left_out import MAX_NOTEBOOK

BROKE = "the grading broke"  # so it was not the submission's fault


class ReportError(CourseError):
    """Nothing can be reported; the message says why in one line."""


def gather(root: Path, wanted: list[str] | None = None) -> list[Results]:
    """Read the results of `wanted` assignments, by default of all with submissions.

    Raises ReportError if there is no submission, or none is graded yet.
    """
    with open_gradebook(root) as gradebook:
        found = _results_of(root, gradebook, wanted)
    if not any(results.submissions for results in found):
        names = ", ".join(results.assignment for results in found) or "any assignment"
        raise ReportError(f"no submissions of {names}: nothing in {root / SUBMITTED}")
    if not any(results.graded for results in found):
        count = sum(len(results.submissions) for results in found)
        raise ReportError(f"none of {count} submissions is graded: run course grade")
    return found


def scored(root: Path, wanted: list[str]) -> dict[str, AssignmentReader]:
    """Read the scores of those `wanted` assignments that are in the gradebook.

    Opens no notebook. Raises ReportError if the gradebook cannot be read.
    """
    with open_gradebook(root) as gradebook:
        known = {one.name for one in gradebook.assignments}
        return {
            name: AssignmentReader(root, gradebook, name)
            for name in wanted
            if name in known
        }


@contextmanager
def open_gradebook(root: Path) -> Iterator[Gradebook]:
    """Open the gradebook of the course; raise ReportError if it cannot be read."""
    url = gradebook_url(root, course_config(root))
    address = make_url(url)
    file = Path(address.database or "")
    if address.get_backend_name() == "sqlite" and not file.is_file():
        handed_in = _folders(root / SUBMITTED, "*/*")
        reason = "run course grade first" if handed_in else "no submissions either"
        raise ReportError(f"nothing is graded yet, there is no {file}: {reason}")
    try:
        with Gradebook(url) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        message = f"the gradebook could not be used: {first_line(error)}"
        raise ReportError(message) from error


def _results_of(
    root: Path, gradebook: Gradebook, wanted: list[str] | None
) -> list[Results]:
    known = {one.name for one in gradebook.assignments}
    for name in wanted or []:
        if name not in known:
            existing = ", ".join(sorted(known)) or "none yet"
            raise ReportError(f"no assignment {name}: there are {existing}")
    names = list(dict.fromkeys(wanted)) if wanted else sorted(known)
    found = [AssignmentReader(root, gradebook, name).results() for name in names]
    return found if wanted else [one for one in found if one.submissions]


class AssignmentReader:
    """Reads one assignment: the scores at once, everything else on demand."""

    def __init__(self, root: Path, gradebook: Gradebook, assignment: str) -> None:
        self.root = root
        self.assignment = assignment
        self.db = gradebook.db
        known = gradebook.find_assignment(assignment).notebooks
        self.notebooks = sorted(str(notebook.name) for notebook in known)
        # Cells are known by notebook and grade_id.
        self.cells = points_of(known)
        by_hand = {
            (str(notebook.name), str(cell.name))
            for notebook in known
            for cell in (*notebook.solution_cells, *notebook.task_cells)
        }
        self.tests = set(self.cells) - by_hand
        self.labels = labels(self.cells)
        self.problems = Problems(root, assignment)
        self.graded = self._graded()

    def results(self) -> Results:
        """Return the results; the gradebook must still be open."""
        worth, graded = self._worth(), self.graded
        folders = _folders(self.root / SUBMITTED, f"*/{self.assignment}")
        students = sorted(set(graded) | {path.parent.name for path in folders})
        submissions = [graded.get(name) or StudentReport(name) for name in students]
        for submission in submissions:
            submission.worth = worth
            self._read(submission)
        self._explain([one for one in submissions if one.total is None])
        enrolled = [str(name) for (name,) in self.db.query(Student.id).all()]
        shared = credit(self.root, self.assignment)
        absent = sorted(set(enrolled) - set(students) - shared.given.keys())
        return Results(self.assignment, worth, submissions, absent, shared)

    def read_verdicts(self, submission: StudentReport) -> None:
        """Add the verdicts from the notebooks in autograded/."""
        for name in self.notebooks:
            nb = notebook_in(self._graded_file(submission, name))
            self._add_verdicts(submission, name, nb)

    def _add_verdicts(
        self, submission: StudentReport, notebook: str, nb: dict[str, Any]
    ) -> None:
        tests = {cell for of, cell in self.tests if of == notebook}
        for cell, verdict in verdicts_in(nb, tests).items():
            submission.verdicts[self.labels[notebook, cell]] = verdict

    def _graded_file(self, submission: StudentReport, notebook: str) -> Path:
        folder = self.root / AUTOGRADED / submission.student / self.assignment
        return folder / f"{notebook}.ipynb"

    def _worth(self) -> dict[str, float]:
        release = self.root / "release" / self.assignment
        released = (
            (notebook, grade_id(cell))
            for notebook in self.notebooks
            for cell in notebook_in(release / f"{notebook}.ipynb").get("cells", [])
        )
        return in_order(self.cells, self.labels, released)

    def _graded(self) -> dict[str, StudentReport]:
        """Return the graded students with scores and penalties, by two queries."""
        mine = Assignment.name == self.assignment
        grades = (
            self.db.query(
                SubmittedAssignment.student_id,
                Notebook.name,
                BaseCell.name,
                Grade.score,
                Grade.auto_score,
                Grade.manual_score,
                Grade.needs_manual_grade,
            )
            .select_from(Grade)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
            .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
            .join(SubmittedNotebook.assignment)
            .join(SubmittedAssignment.assignment)
            .filter(mine)
        )
        found: dict[str, StudentReport] = {}
        for student, notebook, cell, score, *how in grades.all():
            automatic, manual, needs_manual = how
            submission = found.setdefault(student, StudentReport(student))
            name = self.labels[notebook, cell]
            if automatic is not None or manual is not None:
                submission.scores[name] = float(score)
            submission.automatic[name] = automatic
            if automatic is not None or manual is not None or needs_manual:
                submission.total = 0.0
            if needs_manual or (automatic is None and manual is None):
                submission.waiting.append(name)
        late = (
            self.db.query(
                SubmittedAssignment.student_id,
                SubmittedNotebook.late_submission_penalty,
                SubmittedAssignment.timestamp,
                SubmittedAssignment.extension,
                Assignment.duedate,
            )
            .select_from(SubmittedNotebook)
            .join(SubmittedNotebook.assignment)
            .join(SubmittedAssignment.assignment)
            .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
            .filter(mine)
        )
        for student, penalty, time, extension, due in late.all():
            if student in found:
                found[student].penalty += penalty or 0.0
            if student in found and time and due:
                over = time - due - (extension or timedelta())
                found[student].late = max(0.0, over.total_seconds())
        for submission in found.values():
            if submission.total is not None:
                earned = sum(submission.scores.values()) - submission.penalty
                submission.total = max(0.0, earned)
            else:
                submission.scores.clear()
        return {name: one for name, one in found.items() if one.total is not None}

    def _read(self, submission: StudentReport) -> None:
        """Add what autograded/, feedback/ and submitted/ hold for a student."""
        where = Path(submission.student, self.assignment)
        submission.problem = self.problems.of(named(submission.student))
        for name in self.notebooks:
            path = self._graded_file(submission, name)
            nb = notebook_in(path)
            submission.repairs += repairs_in(nb)
            if receipt := receipt_in(nb):
                submission.receipts[name] = receipt
            self._add_verdicts(submission, name, nb)
            page = self.root / FEEDBACK / where / f"{name}.html"
            if page.is_file():
                submission.pages.append(page)
            if nb and not submission.problem:
                file = self.root / SUBMITTED / where / f"{name}.ipynb"
                submission.newer |= self._is_newer(nb, path, file)

    def _is_newer(self, nb: dict[str, Any], graded: Path, file: Path) -> bool:
        """Return whether something else is handed in than what was graded.

        If the SHA-256 of the file is known, it decides: a clock may have been put back.
        """
        file = file.with_stem(handed_in_as(nb) or file.stem)
        receipt = receipt_in(nb)
        if receipt and file.is_file():
            try:
                return sum_of_file(file, MAX_NOTEBOOK) != receipt
            except OSError:  # a link, or it was exchanged just now
                return True
        return max(_changed(graded), self.problems.when) < _changed(file)

    def _explain(self, without: list[StudentReport]) -> None:
        """Record why there is no verdict, and whether the submission is the reason."""
        if not without:
            return
        seen = {
            one.student: one.problem for one in handed_in(self.root, self.assignment)
        }
        for submission in without:
            reason = seen.get(named(submission.student)) or submission.problem
            submission.refused = reason.startswith(SUBMITTED) and BROKE not in reason
            submission.problem = reason or "not graded yet: run course grade"


def _folders(folder: Path, pattern: str) -> list[Path]:
    found = folder.glob(pattern)
    return [p for p in found if not p.name.startswith(".") and p.parent.name[0] != "."]


def _changed(path: Path) -> float:
    """Return when a file was changed, 0 if it does not exist."""
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0
