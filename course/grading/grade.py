"""`course grade`: grade a class with nbgrader, one row per submission.

A broken submission costs nobody else a verdict, and only a new verdict replaces an
earlier one. Submissions that have not changed since they were graded are left alone;
the others are judged by a pool of workers or in this process. Only this process writes
the gradebook and the folders, through nbgrader and one submission at a time. `execute`
makes the verdicts, `scheduling` decides who judges, and `table` prints the rows.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

from course.content import content_of
from course.distributed.workers import Workers
from course.errors import GradeError
from course.folder import course_config, gradebook_url
from course.grading.gradebook import RegisteredAssignment
from course.grading.nbgrader_steps import (
    FEEDBACK,
    SUBMITTED,
    NotGraded,
    Which,
    autograde,
    generate_feedback,
    sanitize,
    workshop_in,
)
from course.grading.results import AssignmentResults, GradedSummary, Row
from course.grading.scheduling import JudgedSubmission, SubmissionScheduler
from course.grading.second_tries import SecondTries, met_in_company
from course.grading.up_to_date import GradingRecords
from course.judging.task import Task
from course.log import logging_to
from course.sandbox import bubblewrap
from course.worker.context import GradingContext
from course.worker.submissions import Submission, stage, survey

if TYPE_CHECKING:
    from course.distributed.dask_pool import DaskPool

LOGS = Path(".course")
SANITIZED = "sanitized"  # in the workshop: what the workers judge


class Grading:
    """One assignment of the course in `root`, ready to be graded.

    Raises GradeError if nothing can be graded at all. With `force`, everything is
    graded again. `replacing` is called with each student before their verdict is
    replaced.
    """

    def __init__(
        self,
        root: Path,
        assignment: str,
        *,
        sandboxed: bool = True,
        force: bool = False,
        workers: Workers | None = None,
        replacing: Callable[[str], object] | None = None,
    ) -> None:
        self.root = root.resolve()
        self.assignment = assignment
        self._config = course_config(self.root)
        self._content = content_of(self.root, self._config)
        if not sandboxed:
            self._config.SealedExecute.sandboxed = False
        self.sandboxed = self._config.SealedExecute.get("sandboxed", True)
        self._force = force
        self._workers = workers or Workers()
        self._replacing = replacing
        self.remarks: list[str] = []  # about the whole class, when all are graded
        self._db_url = gradebook_url(self.root, self._config)
        self._refuse_without_sandbox()
        registered = RegisteredAssignment(self.root, assignment, self._db_url)
        registered.refuse_unregistered()
        self.submissions = self._survey()
        registered.refuse_other_tests()
        registered.refuse_unjudged(self._content)
        self.worth = registered.worth()
        self._results = AssignmentResults(
            self.root, assignment, self._db_url, self.worth
        )

    @property
    def feedback(self) -> Path:
        """The folder of the feedback pages."""
        return self.root / FEEDBACK

    @property
    def log(self) -> Path:
        """The file with nbgrader's log."""
        return self.root / LOGS / f"grade-{self.assignment}.log"

    def rows(self) -> Generator[Row]:
        """Grade all submissions; yield each row as soon as it is known."""
        records = GradingRecords(
            self.root, self.assignment, self._db_url, self._config, self._content
        )
        with workshop_in(self.root) as workshop, logging_to(self.log) as log:
            left = []
            for submission in self.submissions:
                row = self._without_work(submission, records)
                if row is None:
                    left.append(submission)
                else:
                    yield row
            again: SecondTries[tuple[Submission, Row]] = SecondTries()
            with closing(self._judged(left, workshop, records)) as judged:
                for one in judged:
                    log.info("---- %s: %s", self.assignment, one.submission.student)
                    row, is_unfair = self._row(one, workshop, records)
                    if is_unfair and not one.tried_again:
                        again.hold((one.submission, row))
                    else:
                        yield row
            for (submission, row), in_time in again.take():
                alone = JudgedSubmission(submission)
                yield self._row(alone, workshop, records)[0] if in_time else row

    def _without_work(
        self, submission: Submission, records: GradingRecords
    ) -> Row | None:
        """Return the row of a submission that needs no grading; None if it does."""
        student = submission.student
        if submission.problem:
            summary = self._results.without_verdict(submission)
            return Row(student, 0.0, *summary, submission.problem)
        if self._force:
            return None
        record = records.of_graded(student, records.inputs(submission))
        if record is None or record.page != records.page(student):
            return None
        summary = GradedSummary.stored(record.summary)
        return Row(student, 0.0, *summary, unchanged=True)

    def _judged(
        self, submissions: list[Submission], workshop: Path, records: GradingRecords
    ) -> Generator[JudgedSubmission]:
        """Yield the submissions in the order in which they can be recorded."""
        if not submissions or not self._workers.is_pool:
            yield from map(JudgedSubmission, submissions)
            return

        def open_workers() -> AbstractContextManager[DaskPool]:
            from course.distributed.dask_pool import open_pool  # Dask if needed

            return open_pool(
                self._workers,
                self._content,
                records.notebooks,
                self.sandboxed,
                self.log,
            )

        def tasks(submission: Submission) -> dict[str, Task]:
            ready = workshop / SANITIZED / records.inputs(submission)
            place = stage(submission, workshop / SUBMITTED)
            return sanitize(self._which(JudgedSubmission(submission)), place, ready)

        least = 1 if self._workers.scheduler else 2
        scheduler = SubmissionScheduler(
            self.root, open_workers, tasks, least, self._force
        )
        yield from scheduler.judged(submissions)
        if scheduler.lost:
            self.remarks.append(
                f"the rest was judged in this process: {scheduler.lost}"
            )

    def _row(
        self, judged: JudgedSubmission, workshop: Path, records: GradingRecords
    ) -> tuple[Row, bool]:
        """Record a submission; its row, and whether neighbours may be to blame."""
        submission = judged.submission
        student = submission.student
        start = time.perf_counter() - judged.seconds

        def row(summary: GradedSummary, problem: str = "") -> Row:
            return Row(student, time.perf_counter() - start, *summary, problem)

        if judged.problem:
            summary = self._results.without_verdict(submission)
            return row(summary, judged.problem), False
        inputs = records.inputs(submission)
        which = self._which(judged)
        try:
            if self._force or not records.of_graded(student, inputs):
                if self._replacing:
                    self._replacing(student)
                ready = workshop / SANITIZED / inputs
                if ready.is_dir():  # and the files have not changed since
                    autograde(which, ready, workshop, is_sanitized=True)
                    shutil.rmtree(ready, ignore_errors=True)  # it is graded now
                else:
                    place = stage(submission, workshop / SUBMITTED)
                    autograde(which, place, workshop)
            summary = self._results.of_graded(submission)
        except (NotGraded, GradeError, OSError) as error:
            summary = self._results.without_verdict(submission)
            return row(summary, str(error)), self._may_be_unfair(judged)
        is_unfair = self._may_be_unfair(judged)
        try:
            records.look_again(student)
            generate_feedback(which, workshop)
        except (NotGraded, GradeError, OSError) as error:
            problem = f"graded, but without a feedback page: {error}"
            return row(summary, problem), is_unfair
        if not is_unfair:  # else the next run looks at it again
            records.write(student, inputs, summary._asdict())
        return row(summary), is_unfair

    def _may_be_unfair(self, judged: JudgedSubmission) -> bool:
        """Return whether neighbours may be to blame for the recorded verdict."""
        student = judged.submission.student
        return not judged.problem and met_in_company(
            self.root, self.assignment, student
        )

    def _which(self, judged: JudgedSubmission) -> Which:
        """Return a submission with its context for nbgrader."""
        submission = judged.submission
        context = GradingContext(
            tuple(submission.notes), judged.tasks, judged.verdicts, self._force
        )
        return Which(
            self.root, self._config, self.assignment, submission.student, context
        )

    def _refuse_without_sandbox(self) -> None:
        unavailable = bubblewrap.available() if self.sandboxed else None
        if unavailable:
            raise GradeError(f"no sandbox: {unavailable}; or grade with --unsandboxed")

    def _survey(self) -> list[Submission]:
        found = survey(self.root, self.assignment)
        if not found:
            place = f"submitted/<student>/{self.assignment}/"
            raise GradeError(f"no submissions: {self.root} has no {place}")
        return found


def submitted_assignments(root: Path) -> list[str]:
    """Return the assignments that were handed in; raise GradeError if none were."""
    folders = (root / "submitted").glob("*/*/")
    found = sorted({f.name for f in folders if not f.name.startswith(".")})
    if not found:
        raise GradeError(f"no submissions: nothing in {root / 'submitted'}")
    return found
