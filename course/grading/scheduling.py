"""Hand out jobs: to a pool of workers, or to a worker process of this machine.

Only as many jobs are sent at a time as keep the workers busy, so that a class of a
thousand needs no more memory than one of ten. The pool is opened only when it is of
use. If it is lost, the remaining jobs are done by a worker process of this machine.

A job that met a time limit beside busy neighbours is done again at the end, alone.
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack

from course.distributed.workers import Pool, WorkersLost
from course.grading.job import Job
from course.grading.jobs import Jobs
from course.grading.second_tries import SecondTries
from course.worker.process import worker_server
from course.worker.run import carry_out


def do_here(job: Job, jobs: Jobs, alone: bool = True) -> None:
    """Carry out a job in a worker process of this machine; perhaps others follow."""
    job.outcome = carry_out(worker_server(), job.order, alone=alone)
    while jobs.add_verdicts(job):  # it asks for one notebook after the other
        job.outcome = carry_out(worker_server(), job.order, alone=alone)


class JobScheduler:
    """Carries out jobs, in the pool or here, and yields them as they are done.

    `open_pool` is called as soon as there are at least `least` jobs. Without it, all
    jobs are done by a worker process of this machine.
    """

    def __init__(
        self,
        jobs: Jobs,
        open_pool: Callable[[], AbstractContextManager[Pool]] | None,
        least: int = 2,
    ) -> None:
        self.lost = ""  # why the pool was lost, if it was
        self._jobs = jobs
        self._open_pool = open_pool
        self._least = least
        self._pool: Pool | None = None
        self._unsent: deque[Job] = deque()
        self._sent: dict[int, Job] = {}
        self._second_tries = SecondTries[Job](lambda job: job.seconds)

    def carried_out(self, jobs: Iterable[Job]) -> Generator[Job]:
        """Yield each job as soon as its outcome is final; raise GradeError."""
        jobs = iter(jobs)
        if self._open_pool is not None:
            try:
                with ExitStack() as stack:
                    for job in jobs:
                        self._unsent.append(job)
                        yield from self._send(stack)
                    while self._pool and self._sent:
                        yield from self._collect(self._pool)
                    if self._pool:
                        yield from self._try_again(self._in_pool)
            except WorkersLost as reason:
                self.lost = str(reason)
        for job in itertools.chain(self._sent.values(), self._unsent, jobs):
            self._do_here(job)
            yield from self._unless_late(job)
        yield from self._try_again(self._do_here)

    def _send(self, stack: ExitStack) -> Iterator[Job]:
        """Send jobs to the pool, when it has room for them."""
        if self._pool is None:
            if len(self._unsent) < self._least or self._open_pool is None:
                return
            self._pool = stack.enter_context(self._open_pool())
        while self._unsent:
            if self._pool.has_room:
                job = self._unsent.popleft()
                self._sent[id(job)] = job
                self._pool.submit(job)
            else:
                yield from self._collect(self._pool)

    def _collect(self, pool: Pool) -> Iterator[Job]:
        """Yield the jobs that are done; send those that ask for verdicts again."""
        for done in pool.results():
            job = self._sent[id(done)]
            if self._jobs.add_verdicts(job):
                pool.submit(job)
            else:
                del self._sent[id(job)]
                yield from self._unless_late(job)

    def _do_here(self, job: Job) -> None:
        """Do a job in a worker process of this machine."""
        start = time.perf_counter()
        do_here(job, self._jobs)
        job.seconds += time.perf_counter() - start

    def _in_pool(self, job: Job) -> None:
        """Do a job in the pool, with no other one running."""
        if self._pool is None:
            raise WorkersLost("the pool is closed")
        self._pool.submit(job)
        for _ in self._pool.results():
            if self._jobs.add_verdicts(job):
                self._in_pool(job)

    def _unless_late(self, job: Job) -> Iterator[Job]:
        """Yield a job, or hold it back if neighbours may have delayed it."""
        if job.met_in_company and not job.problem:
            self._second_tries.hold(job)
        else:
            yield job

    def _try_again(self, do: Callable[[Job], None]) -> Iterator[Job]:
        """Do again, one at a time, the jobs that neighbours may have delayed."""
        for job, in_time in self._second_tries.take():
            if in_time:
                do(job)
            yield job
