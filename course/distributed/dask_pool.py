"""Carry out jobs on the workers of a Dask cluster, many at once.

A worker gets an order with its files, carries it out in a process of its own, and sends
back the result as data, with the files that it made. It may be on another machine. It
writes nothing of the course, and never sees the gradebook or the secret that seeds are
made with. The coordinator decides what happens with a result.

Workers come and go. When one dies, each of its jobs is tried once more, with no other
job running; if the worker dies again, the job gets no verdict. If the scheduler goes
away, or a worker that joins late has another version, WorkersLost is raised, and the
other jobs can be done elsewhere.
"""

from __future__ import annotations

import contextlib
import functools
import json
import math
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from distributed import Client, Future, KilledWorker, get_worker, wait
from distributed.client import FuturesCancelledError

from course.content import Content
from course.distributed.dask_cluster import (
    WORKER_SECONDS,
    reached,
    refusal,
    refuse_others,
)
from course.distributed.interrupt import held_back
from course.distributed.parcel import pack, unpack
from course.distributed.workers import Job, WorkersLost
from course.errors import GradeError, line_of
from course.judging.version import version
from course.worker.order import AUTOGRADED, FEEDBACK, GRADEBOOK, VERDICTS, Order
from course.worker.process import worker_server
from course.worker.run import carry_out

TASKS_PER_WORKER = 2  # so that none waits for the coordinator
POLL_SECONDS = 1.0
MAX_REASON = 300  # characters
MAX_SENT = 64 << 20  # bytes that a worker on another machine may send back
MAX_PARCEL = 1 << 30
NEEDED = ("submitted", "release", "source", ".course", AUTOGRADED, GRADEBOOK)
MADE = (AUTOGRADED, FEEDBACK, VERDICTS)
_one_at_a_time = threading.Lock()


class TaskResult(NamedTuple):
    """What a worker returns for an order."""

    outcome: dict[str, Any]
    seconds: float = 0.0
    refused: str = ""  # why the worker should not have been asked
    files: bytes = b""


@contextlib.contextmanager
def open_pool(
    scheduler: str, content: Content, notebooks: list[str], sandboxed: bool, log: Path
) -> Iterator[DaskPool]:
    """Open a pool of a scheduler's workers for some notebooks.

    Raise GradeError if none of them can be used.

    While it is open, Ctrl-C takes effect only while results are waited for: nothing is
    half written, and no worker is left behind.
    """
    with held_back() as raise_interrupt, reached(scheduler, log) as client:
        refuse_others(client, content, notebooks, sandboxed)
        yield DaskPool(client, raise_interrupt, notebooks, sandboxed)


class DaskPool:
    """The jobs that are running on a cluster."""

    def __init__(
        self,
        client: Client,
        raise_interrupt: Callable[[], None],
        notebooks: list[str],
        sandboxed: bool,
    ) -> None:
        self._client = client
        self._raise_interrupt = raise_interrupt
        self._notebooks = notebooks
        self._sandboxed = sandboxed
        self._running: dict[Future, Job] = {}
        self._accused: list[Job] = []  # their worker died, one may be to blame
        self._alone: Job | None = None  # the job that is tried once more
        self._numbers = 0
        self._last_seen = time.monotonic()  # when a worker was there
        self._known_threads = 0
        self._looked = -math.inf  # when the scheduler was asked for them

    @property
    def has_room(self) -> bool:
        """Whether a worker might run out of jobs if nothing is submitted now."""
        return len(self._running) < TASKS_PER_WORKER * max(1, self._threads())

    def submit(self, job: Job) -> None:
        """Send a job to the workers; `results` will yield it."""
        self._numbers += 1
        order = job.order
        wanted = {n: version(order.content, n) for n in self._notebooks}
        future = self._client.submit(
            _grade,
            order,
            pack(order.place, NEEDED),
            wanted,
            self._sandboxed,
            key=f"grade-{self._numbers}",
            pure=False,
        )
        self._running[future] = job

    def results(self) -> Iterator[Job]:
        """Yield the jobs that are done; wait for one if any is running.

        Raises WorkersLost if no result can come any more.
        """
        done: list[Job] = []
        while not done and (self._running or self._accused):
            if not self._running:
                self._alone = self._accused.pop()
                self.submit(self._alone)
            try:
                wait(list(self._running), POLL_SECONDS, "FIRST_COMPLETED")
            except TimeoutError:
                pass
            except FuturesCancelledError as error:
                raise WorkersLost("the scheduler has forgotten the jobs") from error
            self._raise_interrupt()
            self._check_alive()
            for future in [f for f in self._running if f.status != "pending"]:
                job = self._running.pop(future)
                if self._is_done(future, job):
                    done.append(job)
                else:
                    self._accused.append(job)
        yield from done

    def _is_done(self, future: Future, job: Job) -> bool:
        """Take the result of a job; return False if it is to be tried again."""
        is_last_try, self._alone = job is self._alone, None
        shown = job.order.shown
        try:
            result: TaskResult = future.result()
        except KilledWorker:
            if not is_last_try:
                return False
            reason = "its worker died, twice; nothing of it was recorded"
            job.outcome = {"problem": f"{shown}: the grading broke: {reason}"}
            return True
        except Exception as error:
            reason = line_of(error)
            raise WorkersLost(f"a job was lost: {reason[:MAX_REASON]}") from error
        if result.refused:
            raise WorkersLost(f"a worker cannot be used: {result.refused}")
        job.outcome, job.seconds = result.outcome, job.seconds + result.seconds
        if result.files:
            try:
                unpack(result.files, job.order.place, MAX_SENT)
            except GradeError as error:
                job.outcome = {"problem": f"{shown}: {error}"}
        return True

    def _check_alive(self) -> None:
        if self._client.status != "running":
            raise WorkersLost("the scheduler does not answer any more")
        if self._threads():
            self._last_seen = time.monotonic()
        elif time.monotonic() - self._last_seen > WORKER_SECONDS:
            raise WorkersLost("no worker is left")

    def _threads(self) -> int:
        """Return the threads of all workers; ask the scheduler once a second."""
        if time.monotonic() - self._looked > POLL_SECONDS:
            try:
                self._known_threads = sum(self._client.nthreads().values())
            except Exception as error:
                why = f"the scheduler does not answer: {error}"
                raise WorkersLost(why) from error
            self._looked = time.monotonic()
        return self._known_threads


@functools.cache
def _look(content: Content, wanted: str, sandboxed: bool) -> str:
    """Call `refusal` for some notebooks, once in each worker."""
    return refusal(content, json.loads(wanted), sandboxed)


def _grade(
    order: Order, parcel: bytes, wanted: dict[str, dict[str, str]], sandboxed: bool
) -> TaskResult:
    """Carry out an order in a worker, if it has the coordinator's version."""
    why = _look(order.content, json.dumps(wanted, sort_keys=True), sandboxed)
    if why:
        return TaskResult({}, refused=f"{get_worker().address} ({why})")
    start = time.perf_counter()
    # In the worker's own folder: Dask removes what a worker that was killed has left.
    beside = get_worker().local_directory
    # One at a time, however many threads the worker has.
    with _one_at_a_time, tempfile.TemporaryDirectory(dir=beside) as folder:
        place = Path(folder)
        unpack(parcel, place, MAX_PARCEL)
        content = order.content.here()
        order = replace(order, place=place, content=content, log=None)
        outcome = carry_out(worker_server(), order)
        files = pack(order.place, MADE)
    return TaskResult(outcome, time.perf_counter() - start, files=files)
