"""Who is graded where: jobs go to the workers of a pool, and come back to be recorded.

Only as many are under way as keep the workers busy, so that a class of a thousand
needs no more memory than one of ten. A pool is opened only when it is of use; when it
is lost, whoever is left is graded by a worker of this process.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING

from course.distributed.workers import WorkersLost
from course.grading.jobs import Job, Jobs
from course.worker.process import WorkerServer
from course.worker.run import carry_out

if TYPE_CHECKING:
    from course.distributed.dask_pool import DaskPool


class JobScheduler:
    """Has jobs carried out; for at least `least` of them, `open_pool` is called."""

    def __init__(
        self,
        jobs: Jobs,
        open_pool: Callable[[], AbstractContextManager[DaskPool]] | None,
        least: int = 2,
    ) -> None:
        self.lost = ""  # why the pool was lost, if it was
        self._jobs = jobs
        self._open_pool = open_pool
        self._least = least
        self._pool: DaskPool | None = None
        self._unsent: deque[Job] = deque()
        self._sent: dict[int, Job] = {}

    def carried_out(self, jobs: Iterable[Job]) -> Generator[Job]:
        """All of the jobs, each as soon as its outcome is there."""
        if self._open_pool is not None:
            jobs = iter(jobs)
            try:
                with ExitStack() as stack:
                    for job in jobs:
                        self._unsent.append(job)
                        yield from self._send(stack)
                    if self._pool is None:
                        pass  # too few to open one
                    else:
                        while self._sent:
                            yield from self._collect(self._pool)
            except WorkersLost as reason:
                self.lost = str(reason)
        left = [*self._sent.values(), *self._unsent]
        with WorkerServer() as server:
            for job in (*left, *jobs):
                start = time.perf_counter()
                job.outcome = carry_out(server, job.order)
                if self._jobs.answer(job):
                    job.outcome = carry_out(server, job.order)
                job.seconds += time.perf_counter() - start
                yield job

    def _send(self, stack: ExitStack) -> Iterator[Job]:
        """Give the pool what there is to do, when there is room for it."""
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

    def _collect(self, pool: DaskPool) -> Iterator[Job]:
        """The jobs that the pool has done; one that wants verdicts is sent again."""
        for done in pool.results():
            job = self._sent[id(done)]
            if self._jobs.answer(job):
                pool.submit(job)
            else:
                del self._sent[id(job)]
                yield job
