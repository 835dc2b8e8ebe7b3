"""Prepare a submission for a worker, and record the worker's result.

Only the coordinator does this. It makes the private copy, and gives the worker the part
of the gradebook that it needs and a key for the seeds of hidden inputs. Later it
records the scores and moves the files in. It only copies what students wrote.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from course.atomic import exchange
from course.errors import GradeError
from course.grading.attempts import (
    Scores,
    digest_of,
    keep_pages,
    read_attempts,
    recorded_scores,
    write_attempt,
)
from course.grading.beside import keep_little_beside
from course.grading.bundle import make_bundle, size_of
from course.grading.deadlines import settle, waiting_extensions
from course.grading.gradebook import KeptOpen, RegisteredAssignment
from course.grading.job import Job
from course.grading.record_grades import record_grades
from course.judging.cache import Cache
from course.judging.outside import OutsidePlan
from course.judging.seeds import SECRET_FILE, instance_secret
from course.judging.task import CACHE
from course.judging.version import changed_since_start
from course.worker.execute import PLANS
from course.worker.gradebook_copy import copy_with_student
from course.worker.order import (
    AUTOGRADED,
    FEEDBACK,
    GRADEBOOK,
    SUBMITTED,
    VERDICTS,
    Order,
)
from course.worker.private_copy import NotCopied, PrivateCopy, copy_privately
from course.worker.process import ProcessLimits, WorkerEnded, worker_server
from course.worker.submissions.folder import NOTEBOOKS
from course.worker.submissions.outputs import without_outputs
from utils.left_out import MAX_SOURCE

MAX_GRADED = 2 * 2**20  # bytes that grading may add to the files of a submission
MAX_PAGE = 3 * 2**20
STRIPPING = ProcessLimits(memory_bytes=2 << 30, cpu_seconds=120, wall_seconds=600)
MAX_KNOWN = 10_000  # keys of cached verdicts in an order


class Jobs:
    """The jobs of one assignment, in the folder `workshop`."""

    def __init__(
        self,
        registered: RegisteredAssignment,
        workshop: Path,
        log: Path,
        kept: KeptOpen,
        fresh: bool,
    ) -> None:
        self._registered = registered
        self._root = registered.root
        self._assignment = registered.name
        self._kept = kept
        self._workshop = workshop
        self._log = log
        self._cache = Cache(self._root / CACHE)
        self._known = frozenset() if fresh else self._cache.keys(MAX_KNOWN)
        self._numbers = itertools.count()
        self._bundle = workshop / "bundle"
        make_bundle(self._root, self._assignment, registered.db_url, self._bundle)
        self._beside = size_of(self._bundle / "source")
        self._extensions = waiting_extensions(self._root, self._assignment)

    def make_page(self, student: str) -> Job:
        """Return the job of making the page of a graded submission."""
        job = Job(self._order(self.new_place(), student), "")
        self.ready(job, only_page=True)
        return job

    def make(self, student: str, submitted: Path | None = None) -> Job:
        """Copy a submission, and return the job of grading it; raise NotCopied.

        It is in submitted/ unless another folder is given.
        """
        order = self._order(self.new_place(), student)
        folder = order.folder(SUBMITTED)
        try:
            copied = copy_privately(
                submitted or self._root / SUBMITTED, student, self._assignment, folder
            )
        except NotCopied as error:
            shutil.rmtree(order.place, ignore_errors=True)
            raise NotCopied(f"{order.shown}: {error}") from error
        _strip(folder, copied)
        order = replace(order, left_out=copied.left_out, sums=copied.sums)
        return Job(order, copied.digest)

    def ready(self, job: Job, only_page: bool = False) -> None:
        """Put what the worker needs beside the private copy."""
        place = job.order.place
        for name in ("release", "source"):
            (place / name).symlink_to(self._bundle / name)
        template = self._bundle / GRADEBOOK
        to = place / GRADEBOOK
        who = (self._registered.db_url, self._assignment, job.student)
        extension = self._extensions.get(job.student)
        copy_with_student(*who, template, to, with_time=only_page, extension=extension)
        secret = place / SECRET_FILE
        secret.parent.mkdir()
        if (plans := self._bundle / PLANS.name).exists():
            shutil.copyfile(plans, place / PLANS)
        secret.touch(mode=0o600)
        words = f"{self._assignment}\0{job.student}".encode("utf-8", "replace")
        key = hmac.new(instance_secret(self._root), words, hashlib.sha256)
        secret.write_bytes(key.digest())
        if only_page:
            graded = self._registered.folder(AUTOGRADED, job.student)
            shutil.copytree(graded, job.order.folder(AUTOGRADED))
        before = self._before(job, only_page)
        job.order = replace(
            job.order, known=self._known, only_page=only_page, before=before
        )

    def _before(self, job: Job, only_page: bool) -> Scores:
        """Return what an earlier hand-in of the same student has earned."""
        who = (self._assignment, job.student)
        known = read_attempts(self._root, *who)
        if not only_page:
            job.handed_in = digest_of(job.order.folder(SUBMITTED))
        digest = job.handed_in or known.digest
        is_new = known.digest not in ("", digest)
        now = recorded_scores(self._registered.db_url, *who) if is_new else {}
        return known.before(digest, now)

    def plan(self, plans: Mapping[str, OutsidePlan]) -> None:
        """Have the jobs that are made ready from now on use plans, by notebook."""
        values = {name: plan.values() for name, plan in plans.items()}
        path = self._bundle / PLANS.name
        path.write_text(json.dumps(values), encoding="utf-8")

    def add_verdicts(self, job: Job) -> bool:
        """Add the cached verdicts that a worker asks for; False if it asks for none."""
        wanted = job.outcome.get("wants")
        if not wanted:
            return False
        found = {str(key): self._cache.get(str(key)) for key in wanted}
        verdicts = {key: text for key, text in found.items() if text is not None}
        job.order = replace(
            job.order,
            verdicts={**job.order.verdicts, **verdicts},
            known=job.order.known - found.keys(),
        )
        return True

    def record(self, job: Job) -> None:
        """Record the grades of a job, and move its files in.

        After GradeError, the gradebook and the folders are as they were.
        """
        graded, handed_in = map(job.order.folder, (AUTOGRADED, SUBMITTED))
        if size_of(graded) > size_of(handed_in) + self._beside + MAX_GRADED:
            raise GradeError(f"{job.order.shown}: its outputs are too big to be kept")
        keep_little_beside(graded)
        record_grades(
            self._kept,
            self._assignment,
            job.student,
            job.outcome["grades"],
            self._extensions.get(job.student),
        )
        attempt = (job.student, job.handed_in, job.order.before)
        job.is_again = write_attempt(self._root, self._assignment, *attempt)
        if job.student in self._extensions:
            settle(self._root, self._assignment, job.student)
        self._move_in(job, AUTOGRADED)
        self.keep_verdicts(job)

    def move_page(self, job: Job) -> str:
        """Move the page of a job in; return why there is none, or ""."""
        if job.outcome.get("no_page"):
            return str(job.outcome["no_page"])
        page = job.order.folder(FEEDBACK)
        graded = self._registered.folder(AUTOGRADED, job.student)
        keep_little_beside(page)
        if size_of(page) > size_of(graded) + MAX_PAGE:  # files beside it are copied
            return f"{FEEDBACK}/{job.student}: the page is too big to be kept"
        keep_pages(self._registered.folder(FEEDBACK, job.student), page, job.is_again)
        self._move_in(job, FEEDBACK)
        return ""

    def finish(self, job: Job) -> None:
        """Remove the files of a job."""
        shutil.rmtree(job.order.place, ignore_errors=True)

    def new_place(self) -> Path:
        """Return a new folder in the workshop."""
        place = self._workshop / f"job-{next(self._numbers)}"
        place.mkdir()
        return place

    def keep_verdicts(self, job: Job) -> None:
        """Cache what the worker has judged."""
        if self._is_outdated():
            return
        for key in job.outcome.get("judged", []):
            path = job.order.place / VERDICTS / str(key)
            if path.is_file():
                self._cache.put(str(key), path.read_text(encoding="utf-8"))

    def _is_outdated(self) -> bool:
        names = [p.stem for p in (self._bundle / "release").glob("*/*.ipynb")]
        return any(
            changed_since_start(self._registered.content, name) for name in names
        )

    def _move_in(self, job: Job, step: str) -> None:
        """Move a result in, to replace the earlier one."""
        old = job.order.place / "old"
        place = self._registered.folder(step, job.student)
        exchange(place, job.order.folder(step), old)
        shutil.rmtree(old, ignore_errors=True)

    def _order(self, place: Path, student: str) -> Order:
        config, content = self._registered.config, self._registered.content
        return Order(place, config, content, self._assignment, student, self._log)


def _strip(folder: Path, copied: PrivateCopy) -> None:
    """Take the outputs out of big notebooks, in a worker, before anybody reads them."""
    for name in copied.sums:
        path = folder / name
        if name.lower().endswith(NOTEBOOKS) and path.stat().st_size > MAX_SOURCE:
            try:
                why = worker_server().run(without_outputs, str(path), limits=STRIPPING)
            except WorkerEnded as ended:
                why = f"cannot be read: {ended}"
            if why:
                path.unlink()
                copied.left_out[name] = why
