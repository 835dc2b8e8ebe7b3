"""Carry out jobs on this machine, several at a time: a thread waits for each.

What is graded runs in processes of its own, forked from the one server of this process.
So nothing is gained by other processes in between, and the server that has qualified an
assignment, with its zygotes, serves all of its submissions.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

from course.distributed.interrupt import held_back
from course.distributed.workers import Job
from course.worker.order import Order
from course.worker.process import ProcessLimits, WorkerServer, worker_server
from course.worker.run import carry_out

POLL_SECONDS = 0.5  # between two looks whether Ctrl-C was pressed
END_SECONDS = 0.1  # between two tries to end what still runs

Work = Callable[[Any, Order], dict[str, Any]]


@contextmanager
def open_local_pool(workers: int, work: Work | None = None) -> Iterator[LocalPool]:
    """Open a pool for so many jobs at a time.

    While it is open, Ctrl-C takes effect only while results are waited for: nothing is
    half written. At the end, whatever still runs is ended.
    """
    with held_back() as raise_interrupt:
        pool = LocalPool(workers, raise_interrupt, work or _grade)
        try:
            yield pool
        finally:
            pool.close()


class LocalPool:
    """The jobs that are running on this machine; `work` is what is done with each."""

    def __init__(
        self, workers: int, raise_interrupt: Callable[[], None], work: Work
    ) -> None:
        self._workers = workers
        self._raise_interrupt = raise_interrupt
        self._work = work
        self._server = _UntilClosed(worker_server())
        self._threads = ThreadPoolExecutor(workers, "worker")
        self._running: dict[Future[tuple[dict[str, Any], float]], Job] = {}

    @property
    def has_room(self) -> bool:
        """Whether a worker might run out of jobs if nothing is submitted now."""
        return len(self._running) <= self._workers  # one waits for the next to end

    def submit(self, job: Job) -> None:
        """Have a job done; `results` will yield it."""
        self._running[self._threads.submit(self._do, job.order)] = job

    def results(self) -> Iterator[Job]:
        """Yield the jobs that are done; wait for one if any is running."""
        done: set[Future[tuple[dict[str, Any], float]]] = set()
        while self._running and not done:
            done, _ = wait(self._running, POLL_SECONDS, FIRST_COMPLETED)
            self._raise_interrupt()
        for future in done:
            job = self._running.pop(future)
            job.outcome, seconds = future.result()
            job.seconds += seconds
            yield job

    def close(self) -> None:
        """End whatever still runs, with its processes."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        while wait(self._running, 0).not_done:
            self._server.close()
            wait(self._running, END_SECONDS)

    def _do(self, order: Order) -> tuple[dict[str, Any], float]:
        start = time.perf_counter()
        return self._work(self._server, order), time.perf_counter() - start


class _UntilClosed:
    """The server of workers, which nobody starts again after `close`."""

    def __init__(self, server: WorkerServer) -> None:
        self._server = server
        self._is_closed = False

    def run(
        self, function: Callable[..., Any], *given: object, limits: ProcessLimits
    ) -> Any:
        self._refuse_if_closed()
        return self._server.run(function, *given, limits=limits)

    def warm_up(
        self, what: Hashable, function: Callable[..., Any], *given: object
    ) -> None:
        self._refuse_if_closed()
        self._server.warm_up(what, function, *given)

    def close(self) -> None:
        self._is_closed = True
        self._server.close()

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise RuntimeError("the pool is closed")


def _grade(server: Any, order: Order) -> dict[str, Any]:
    """Grade a submission, which will not be the only one."""
    return carry_out(server, order, alone=False)
