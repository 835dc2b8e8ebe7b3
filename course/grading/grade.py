"""`course grade`: grade a class with nbgrader, one row per submission.

A broken submission costs nobody else a verdict, and only a new verdict replaces an
earlier one. Submissions that have not changed since they were graded are left alone.
Each of the others is graded in a process of its own, in a pool of workers or on this
machine. Only this process writes the gradebook and the folders, one submission at a
time. `course.worker` grades, `scheduling` decides where, and `table` prints the rows.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from traitlets.config import Config

from course.content import content_of
from course.distributed.local_pool import open_local_pool
from course.distributed.workers import Pool, Workers
from course.errors import GradeError, line_of
from course.folder import course_config, gradebook_url
from course.grading.gradebook import KeptOpen, RegisteredAssignment
from course.grading.grading_steps import refuse_other_steps
from course.grading.groups import share_pages
from course.grading.indexes import add_indexes
from course.grading.job import Job
from course.grading.jobs import Jobs
from course.grading.qualification import Qualification, known
from course.grading.qualify import Qualifier
from course.grading.results import AssignmentResults, GradedSummary, Row
from course.grading.scheduling import JobScheduler
from course.grading.to_grade import submissions_to_grade
from course.grading.up_to_date import GradingRecords
from course.grading.workshop import workshop_in
from course.lock import locked, writing
from course.log import logging_to
from course.sandbox import HAS_ZYGOTES, bubblewrap
from course.sandbox.zygote_process import Kind
from course.worker.order import AUTOGRADED, FEEDBACK
from course.worker.private_copy import NotCopied
from course.worker.process import worker_server
from course.worker.submissions.survey import HandedIn

LOGS = Path(".course")


class Grading:
    """One assignment of the course in `root`, ready to be graded.

    Raises GradeError if nothing can be graded at all. With `force`, everything is
    graded again. `replacing` is called with each student before their verdict is
    replaced. `config` is added to that of the course. `qualifying` does not ask for any
    submissions.
    """

    def __init__(
        self,
        root: Path,
        assignment: str,
        *,
        sandboxed: bool = True,
        force: bool = False,
        workers: Workers | None = None,
        students: Sequence[str] | None = None,
        replacing: Callable[[str], object] | None = None,
        config: Config | None = None,
        qualifying: bool = False,
    ) -> None:
        self.root = root.resolve()
        self.assignment = assignment
        merged = course_config(self.root)
        merged.merge(config or Config())
        content = content_of(self.root, merged)
        if not sandboxed:
            merged.SealedExecute.sandboxed = False
        self.sandboxed = merged.SealedExecute.get("sandboxed", True)
        self._force = force
        self._workers = workers or Workers()
        self._students = students
        self._replacing = replacing
        self.remarks: list[str] = []  # about the whole class, when all are graded
        self._seconds_kept = 0.0  # of judging, where only some criteria had changed
        db_url = gradebook_url(self.root, merged)
        self._kept = KeptOpen(db_url)
        self._refuse_without_sandbox()
        refuse_other_steps(merged)
        self._registered = RegisteredAssignment(
            self.root, assignment, db_url, merged, content
        )
        self._registered.refuse_unregistered()
        self._registered.refuse_not_installed()
        self.submissions: list[HandedIn] = []
        if not qualifying:
            found = submissions_to_grade(self.root, assignment, db_url, students)
            self.submissions = found
        self._registered.refuse_other_tests()
        self.worth = self._registered.worth()
        self._tests_run = self._registered.tests_run()
        self.not_sealed = [f"{n}.{c}" for n, of in self._tests_run.items() for c in of]
        self._results = AssignmentResults(assignment, self._kept)

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
        self._begin_early()
        records = GradingRecords(self._registered)
        with self._under_way() as jobs:
            if self._tests_run:
                self._qualify(jobs, records)
            early: deque[Row] = deque()
            least = 1 if self._workers.scheduler else 2
            pool = self._open_pool(records) if self._workers.is_pool else None
            scheduler = JobScheduler(jobs, pool, least)
            ready = self._ready(jobs, records, early)
            with closing(scheduler.carried_out(ready)) as done:
                for job in done:
                    while early:
                        yield early.popleft()
                    yield self._row(job, jobs, records)
            yield from early
            self.remarks += share_pages(self.root, self.assignment)
            if self._seconds_kept:
                self.remarks.append(
                    "only exercises whose own criteria have changed were judged again: "
                    f"saved {self._seconds_kept:.1f} s of judging"
                )
            if scheduler.lost:
                self.remarks.append(
                    f"the rest was graded on this machine alone: {scheduler.lost}"
                )

    def pages(self) -> Generator[Row]:
        """Make the pages of all graded submissions again; yield a row for each."""
        with self._under_way() as jobs:
            graded = self.root.glob(f"{AUTOGRADED}/*/{self.assignment}")
            names = sorted(path.parent.name for path in graded)
            wanted = [n for n in names if self._students in (None, [n])]
            orders = map(jobs.make_page, wanted)
            for job in JobScheduler(jobs, None).carried_out(orders):
                with writing(self.root):
                    problem = job.problem or jobs.move_page(job)
                jobs.finish(job)
                scores, total = self._results.recorded(job.student)
                yield Row(job.student, job.seconds, scores, total, problem=problem)
            self.remarks += share_pages(self.root, self.assignment)

    def qualify(self, accepting: bool = False) -> Qualification:
        """Grade the instructor's own solution anew; raise GradeError as `rows` does.

        `accepting` accepts that it gets less than the maximum.
        """
        self._begin_early()
        with self._under_way() as jobs:
            qualifier = self._qualifier(GradingRecords(self._registered), accepting)
            return qualifier.qualified(jobs, fresh=True)

    def _begin_early(self) -> None:
        """Start what grades, before it is asked for: nothing takes longer."""
        if self._is_graded_here():
            content, kinds = self._registered.content, self._registered.preloaded()
            worker_server().begin(Kind(m, self.sandboxed, content) for m in kinds)

    def _is_graded_here(self) -> bool:
        """Return whether it is certain that this machine has something to grade.

        What lies in autograded/ may be up to date; to know that takes a while.
        """
        if not HAS_ZYGOTES:
            return False
        if self._tests_run and not known(self.root, self.assignment):
            return True  # the instructor's own solution
        return not self._workers.scheduler and any(
            self._force or not self._registered.folder(AUTOGRADED, one.student).exists()
            for one in self.submissions
            if not one.problem
        )

    def _qualify(self, jobs: Jobs, records: GradingRecords) -> None:
        """Learn which tests can be sealed, from the instructor's own solution."""
        found = self._qualifier(records).qualified(jobs)
        without = {*found.sealable, *found.not_run(self._tests_run)}
        self.not_sealed = [name for name in self.not_sealed if name not in without]
        self.remarks += found.lines()

    def _qualifier(self, records: GradingRecords, accepting: bool = False) -> Qualifier:
        is_local = self._workers.is_pool and not self._workers.scheduler
        return Qualifier(
            self._registered,
            self._tests_run,
            records.common,
            accepting,
            self._open_pool(records) if is_local else None,
        )

    def _ready(
        self, jobs: Jobs, records: GradingRecords, early: deque[Row]
    ) -> Iterator[Job]:
        """Yield the jobs to do; add the rows of other submissions to `early`."""
        for one in self.submissions:
            if one.problem:
                early.append(self._without_verdict(one.student, one.problem))
                continue
            try:
                job = jobs.make(one.student)
            except (NotCopied, OSError) as error:
                early.append(self._without_verdict(one.student, line_of(error)))
                continue
            record = None if self._force else records.of_graded(job.student, job.digest)
            if record is not None and record.page == records.page(job.student):
                summary = GradedSummary.stored(record.summary)
                early.append(_graded_row(job.student, 0.0, summary, unchanged=True))
                jobs.finish(job)
                continue
            try:
                jobs.ready(job, only_page=record is not None)
                job.before = record.summary if record else {}
            except (GradeError, OSError) as error:
                early.append(self._without_verdict(one.student, line_of(error)))
                jobs.finish(job)
                continue
            yield job

    @contextmanager
    def _under_way(self) -> Iterator[Jobs]:
        """Lock the assignment, open log and workshop, and yield the jobs."""
        with (
            locked(self.root, self.assignment),
            workshop_in(self.root) as workshop,
            logging_to(self.log),
            closing(self._kept),
        ):
            add_indexes(self._registered.db_url)
            yield Jobs(self._registered, workshop, self.log, self._kept, self._force)

    def _open_pool(
        self, records: GradingRecords
    ) -> Callable[[], AbstractContextManager[Pool]]:
        def opened() -> AbstractContextManager[Pool]:
            if not self._workers.scheduler:
                return open_local_pool(self._workers.workers)
            from course.distributed.dask_pool import open_pool  # Dask if needed

            of = (self._registered.content, records.notebooks)
            return open_pool(self._workers.scheduler, *of, self.sandboxed, self.log)

        return opened

    def _row(self, job: Job, jobs: Jobs, records: GradingRecords) -> Row:
        start = time.perf_counter() - job.seconds
        problem = job.problem
        try:
            if problem:
                return self._without_verdict(job.student, problem, job.notes)
            if self._replacing:
                self._replacing(job.student)
            with writing(self.root):
                if not job.order.only_page:
                    jobs.record(job)
                records.look_again(job.student)
                no_page = jobs.move_page(job)
        except (GradeError, OSError) as error:
            return self._without_verdict(job.student, line_of(error), job.notes)
        finally:
            jobs.finish(job)
        self._seconds_kept += job.seconds_kept
        summary = self._results.of_graded(
            job.student, job.outcomes, job.notes, job.receipts
        )
        spent = time.perf_counter() - start
        if no_page:
            problem = f"graded, but without a feedback page: {no_page}"
            return _graded_row(job.student, spent, summary, problem)
        if not job.met_in_company:  # else the next run looks at it again
            records.write(job.student, job.digest, summary._asdict())
        return _graded_row(job.student, spent, summary)

    def _without_verdict(
        self, student: str, problem: str, notes: Sequence[str] = ()
    ) -> Row:
        summary = self._results.without_verdict(student, list(notes))
        return _graded_row(student, 0.0, summary, problem)

    def _refuse_without_sandbox(self) -> None:
        unavailable = bubblewrap.available() if self.sandboxed else None
        if unavailable:
            raise GradeError(
                f"no sandbox: {unavailable}; course doctor says more; or grade with "
                f"--unsandboxed"
            )


def _graded_row(
    student: str,
    seconds: float,
    summary: GradedSummary,
    problem: str = "",
    unchanged: bool = False,
) -> Row:
    """Return the row of a submission from its summary."""
    values = {**summary._asdict(), "problem": problem, "unchanged": unchanged}
    return Row(student, seconds, **values)
