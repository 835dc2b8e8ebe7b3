"""Grade tasks on the workers of a Dask cluster, many at once.

A worker gets a task and returns a verdict, both plain data. It writes nothing, and it
never sees the gradebook or the secret that seeds are made with. The coordinator decides
what happens with a verdict (`scheduling`, `grade`).

Workers come and go. When one dies, each of its tasks is tried once more, with no other
task running; if the worker dies again, the task gets no verdict. A task that never ends
takes its worker down, too. If the scheduler goes away, or a worker that joins late has
another version, WorkersLost is raised, and the other tasks can be graded elsewhere.
"""

from __future__ import annotations

import contextlib
import faulthandler
import functools
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

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
from course.distributed.workers import Workers, WorkersLost
from course.errors import GradeError, first_line
from course.judging.task import Task
from course.judging.version import version
from utils.checking import InfrastructureError

TASKS_PER_WORKER = 2  # so that none waits for the coordinator
POLL_SECONDS = 1.0
MAX_REASON = 300  # characters
SPARE_SECONDS = 120.0  # on top of two tries at the limit of a whole submission
_one_at_a_time = threading.Lock()  # a process collects criteria in one place


class TaskResult(NamedTuple):
    """What a worker returns for a task: a verdict, or the problem that it had."""

    verdict: str = ""  # as Task.grade returns it
    seconds: float = 0.0
    problem: str = ""
    refused: str = ""  # why the worker should not have been asked


@contextlib.contextmanager
def open_pool(
    workers: Workers, content: Content, notebooks: list[str], sandboxed: bool, log: Path
) -> Iterator[DaskPool]:
    """Open a pool for tasks of some notebooks; raise GradeError if that fails.

    While it is open, Ctrl-C takes effect only while results are waited for: nothing is
    half written, and no worker is left behind.
    """
    cluster = reached(workers.scheduler, log)
    if not workers.scheduler:
        cluster = local(workers.workers, log)
    with held_back() as raise_interrupt, cluster as client:
        try:
            refuse_others(client, content, notebooks, sandboxed)
        except GradeError as error:
            if workers.scheduler:
                raise
            raise WorkersLost(str(error)) from error  # this process can still grade
        yield DaskPool(client, raise_interrupt)


class DaskPool:
    """The tasks that are running on a cluster."""

    def __init__(self, client: Client, raise_interrupt: Callable[[], None]) -> None:
        self._client = client
        self._raise_interrupt = raise_interrupt
        self._running: dict[Future, Task] = {}
        self._accused: list[Task] = []  # their worker died, one may be to blame
        self._alone: Task | None = None  # the task that is tried once more
        self._numbers = 0
        self._last_seen = time.monotonic()  # when a worker was there

    @property
    def has_room(self) -> bool:
        """Whether a worker might run out of tasks if nothing is submitted now."""
        return len(self._running) < TASKS_PER_WORKER * max(1, self._threads())

    def submit(self, task: Task) -> None:
        """Send a task to the workers; `results` will yield its result."""
        self._numbers += 1
        key = f"grade-{self._numbers}-{task.key[:12]}"
        wanted = version(task.content, task.notebook)
        future = self._client.submit(_grade, task, wanted, key=key, pure=False)
        self._running[future] = task

    def results(self) -> Iterator[tuple[Task, TaskResult]]:
        """Yield what has been graded; wait for a result if any task is running.

        Raises WorkersLost if no result can come any more.
        """
        found: list[tuple[Task, TaskResult]] = []
        while not found and (self._running or self._accused):
            if not self._running:
                self._alone = self._accused.pop()
                self.submit(self._alone)
            with contextlib.suppress(TimeoutError):
                wait(list(self._running), POLL_SECONDS, "FIRST_COMPLETED")
            self._raise_interrupt()
            self._check_alive()
            for future in [f for f in self._running if f.status != "pending"]:
                task = self._running.pop(future)
                graded = self._graded(future, task)
                if graded is None:
                    self._accused.append(task)
                else:
                    found.append((task, graded))
        yield from found

    def _graded(self, future: Future, task: Task) -> TaskResult | None:
        """Return a task's result; None if its worker died and it is tried again."""
        is_last_try, self._alone = task is self._alone, None
        try:
            graded: TaskResult = future.result()
        except KilledWorker:
            if not is_last_try:
                return None
            reason = "its worker died, twice; nothing of it was recorded"
            return TaskResult(problem=f"the grading broke: {reason}")
        except Exception as error:
            reason = first_line(error) or type(error).__name__
            raise WorkersLost(f"a task was lost: {reason[:MAX_REASON]}") from error
        if graded.refused:
            raise WorkersLost(f"a worker cannot be used: {graded.refused}")
        return graded

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
def _look(
    content: Content,
    notebook: str,
    wanted: tuple[tuple[str, str], ...],
    sandboxed: bool,
) -> str:
    """Call `refusal` for one notebook, once in each worker: it may have joined late."""
    return refusal(content, {notebook: dict(wanted)}, sandboxed)


def _grade(task: Task, wanted: dict[str, str]) -> TaskResult:
    """Grade a task in a worker, if it has the same version as the coordinator."""
    why = _look(task.content, task.notebook, tuple(wanted.items()), task.sandboxed)
    if why:
        return TaskResult(refused=f"{get_worker().address} ({why})")
    start, limits = time.perf_counter(), task.limits
    try:
        with (
            _one_at_a_time,
            _ended_after(2 * limits.submission_seconds, limits.patience),
        ):
            return TaskResult(task.grade(), time.perf_counter() - start)
    except InfrastructureError as error:
        problem = f"the grading broke, twice: {error}"
    except Exception as error:  # not every exception can be sent
        problem = f"the grading broke: {type(error).__name__}: {error}"
    return TaskResult(problem=problem[:MAX_REASON])


@contextlib.contextmanager
def _ended_after(seconds: float, patience: float = 1.0) -> Iterator[None]:
    """End this process with a traceback if the block takes too long.

    A kernel has its own limits, and the size of its messages is bounded. This limit is
    for what we do with them, even in a C function that lets no other Python thread run.
    It counts the processor time of this process, so that neighbours cost nothing; in
    real time, the block may take `patience` times as long.
    """
    wall = seconds * patience + SPARE_SECONDS
    faulthandler.dump_traceback_later(wall, exit=True, file=2)
    counts_processor_time = hasattr(signal, "setitimer")  # not on Windows
    if counts_processor_time:
        faulthandler.register(signal.SIGPROF, file=2, chain=True)
        signal.setitimer(signal.ITIMER_PROF, seconds + SPARE_SECONDS)
    try:
        yield
    finally:
        if counts_processor_time:
            signal.setitimer(signal.ITIMER_PROF, 0.0)
        faulthandler.cancel_dump_traceback_later()
