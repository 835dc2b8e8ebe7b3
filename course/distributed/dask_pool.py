"""Many graders at once: jobs go to the workers of a Dask cluster, outcomes come back.

A worker gets an order, carries it out in a process of its own, and returns what came of
it as data; it writes nothing of the course, and never sees the gradebook or the secret
that seeds are made with. Workers on other machines get the files along, and send back
what they made. What is done with an outcome is the coordinator's business.

Workers come and go. One that dies takes down what it was given; each of those jobs is
then tried once more with nothing beside it, and one whose worker dies again is set
aside. When the scheduler goes away, or a worker that joined late is of another version,
WorkersLost is raised, and what has not been graded can be graded elsewhere.
"""

from __future__ import annotations

import contextlib
import functools
import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from distributed import Client, Future, KilledWorker, get_worker, wait

from course.content import Content
from course.distributed.dask_cluster import (
    WORKER_SECONDS,
    local,
    reached,
    refusal,
    refuse_others,
)
from course.distributed.interrupt import held_back
from course.distributed.parcel import pack, unpack
from course.distributed.workers import Workers, WorkersLost
from course.errors import GradeError
from course.judging.version import version
from course.worker.process import WorkerServer
from course.worker.run import carry_out
from course.worker.submission import AUTOGRADED, FEEDBACK, GRADEBOOK, VERDICTS, Order

TASKS_PER_WORKER = 2  # so that none waits for the coordinator
POLL_SECONDS = 1.0
MAX_REASON = 300  # characters
MAX_SENT = 64 << 20  # bytes of what a worker on another machine has made
MAX_PARCEL = 1 << 30
NEEDED = ("submitted", "release", "source", ".course", AUTOGRADED, GRADEBOOK)
MADE = (AUTOGRADED, FEEDBACK, VERDICTS)
_one_at_a_time = threading.Lock()


class Job(Protocol):
    """An order, and what came of it."""

    order: Order
    outcome: dict[str, Any]
    seconds: float


class TaskResult(NamedTuple):
    """What a worker made of an order."""

    outcome: dict[str, Any]
    seconds: float = 0.0
    refused: str = ""  # why the worker should not have been asked
    files: bytes = b""


@contextlib.contextmanager
def open_pool(
    workers: Workers, content: Content, notebooks: list[str], sandboxed: bool, log: Path
) -> Iterator[DaskPool]:
    """A fleet for tasks of some notebooks; raises GradeError where there can be none.

    While there is one, Ctrl-C is heard only where results are waited for: nothing is
    half written, and no worker is left behind.
    """
    cluster = reached(workers.scheduler, log)
    if not workers.scheduler:
        cluster = local(workers.workers, log)
    with held_back() as tell_interrupt, cluster as client:
        try:
            refuse_others(client, content, notebooks, sandboxed)
        except GradeError as error:
            if workers.scheduler:
                raise
            raise WorkersLost(str(error)) from error  # we still have what they have not
        is_local = not workers.scheduler
        yield DaskPool(client, tell_interrupt, notebooks, sandboxed, is_local)


class DaskPool:
    """Jobs that are under way on a cluster; `is_local` where it has our files."""

    def __init__(
        self,
        client: Client,
        tell_interrupt: Callable[[], None],
        notebooks: list[str],
        sandboxed: bool,
        is_local: bool,
    ) -> None:
        self._client = client
        self._tell_interrupt = tell_interrupt
        self._notebooks = notebooks
        self._sandboxed = sandboxed
        self._is_local = is_local
        self._running: dict[Future, Job] = {}
        self._accused: list[Job] = []  # they were with a worker that died
        self._alone: Job | None = None  # the one that is tried once more
        self._numbers = 0
        self._last_seen = time.monotonic()  # a worker

    @property
    def has_room(self) -> bool:
        """Whether a worker might have to wait if nothing were submitted now."""
        return len(self._running) < TASKS_PER_WORKER * max(1, self._threads())

    def submit(self, job: Job) -> None:
        """Have a job done; `results` will tell of it."""
        self._numbers += 1
        order = job.order
        wanted = {n: version(order.content, n) for n in self._notebooks}
        parcel = b"" if self._is_local else pack(order.place, NEEDED)
        future = self._client.submit(
            _grade,
            order,
            parcel,
            wanted,
            self._sandboxed,
            key=f"grade-{self._numbers}",
            pure=False,
        )
        self._running[future] = job

    def results(self) -> Iterator[Job]:
        """The jobs that are done by now, with their outcomes.

        Waits until one is, if any will be; raises WorkersLost where that will not
        happen any more.
        """
        told: list[Job] = []
        while not told and (self._running or self._accused):
            if not self._running:
                self._alone = self._accused.pop()
                self.submit(self._alone)
            with contextlib.suppress(TimeoutError):
                wait(list(self._running), POLL_SECONDS, "FIRST_COMPLETED")
            self._tell_interrupt()
            self._check_alive()
            for future in [f for f in self._running if f.status != "pending"]:
                job = self._running.pop(future)
                if self._is_done(future, job):
                    told.append(job)
                else:
                    self._accused.append(job)
        yield from told

    def _is_done(self, future: Future, job: Job) -> bool:
        """Take the outcome of a job; False where its worker died and it may go on."""
        is_last_try, self._alone = job is self._alone, None
        shown = f"submitted/{job.order.student}/{job.order.assignment}"
        try:
            result: TaskResult = future.result()
        except KilledWorker:
            if not is_last_try:
                return False
            told = "its worker died, twice; nothing of it was recorded"
            job.outcome = {"problem": f"{shown}: the grading broke: {told}"}
            return True
        except Exception as error:
            told = (str(error).splitlines() or [type(error).__name__])[0]
            raise WorkersLost(f"a job was lost: {told[:MAX_REASON]}") from error
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
        try:
            return sum(self._client.nthreads().values())
        except Exception as error:
            raise WorkersLost(f"the scheduler does not answer: {error}") from error


@functools.cache
def _server() -> WorkerServer:
    """In a worker: the server of its processes."""
    return WorkerServer()


@functools.cache
def _look(content: Content, wanted: str, sandboxed: bool) -> str:
    """In a worker, once: why it cannot grade these notebooks, if so."""
    return refusal(content, json.loads(wanted), sandboxed)


def _grade(
    order: Order, parcel: bytes, wanted: dict[str, dict[str, str]], sandboxed: bool
) -> TaskResult:
    """In a worker: carry out an order, in the versions that the coordinator has."""
    why = _look(order.content, json.dumps(wanted, sort_keys=True), sandboxed)
    if why:
        return TaskResult({}, refused=f"{get_worker().address} ({why})")
    start = time.perf_counter()
    with _one_at_a_time, contextlib.ExitStack() as stack:
        if parcel:
            folder = tempfile.TemporaryDirectory(prefix="charlm-job-")
            place = Path(stack.enter_context(folder))
            unpack(parcel, place, MAX_PARCEL)
            content = order.content.here()
            order = replace(order, place=place, content=content, log=None)
        outcome = carry_out(_server(), order)
        files = pack(order.place, MADE) if parcel else b""
    return TaskResult(outcome, time.perf_counter() - start, files=files)
