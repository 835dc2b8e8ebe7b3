"""Many graders at once: tasks go to the workers of a Dask cluster, verdicts come back.

A worker gets a task, which is plain data, and returns what it graded as data; it
writes nothing, and never sees the gradebook or the secret that seeds are made with.
What is done with a verdict is the coordinator's business (`scheduling`, `grade`).

Workers come and go. One that dies takes down what it was given; each of those tasks is
then tried once more with nothing beside it, and one whose worker dies again is set
aside. One that never comes to an end takes its worker down, too. When the scheduler
goes away, or a worker that joined late is of another version, WorkersLost is raised,
and what has not been graded can be graded elsewhere.
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
SPARE_SECONDS = 120.0  # beyond two tries at all that a submission may take
_one_at_a_time = threading.Lock()  # the judge collects criteria in one place a process


class TaskResult(NamedTuple):
    """What a worker made of a task: a verdict, or the problem that it had."""

    verdict: str = ""  # as Task.grade gives it
    seconds: float = 0.0
    problem: str = ""
    refused: str = ""  # why the worker should not have been asked


@contextlib.contextmanager
def open_pool(
    crew: Workers, content: Content, notebooks: list[str], sandboxed: bool, log: Path
) -> Iterator[DaskPool]:
    """A fleet for tasks of some notebooks; raises GradeError where there can be none.

    While there is one, Ctrl-C is heard only where results are waited for: nothing is
    half written, and no worker is left behind.
    """
    cluster = reached(crew.scheduler, log)
    if not crew.scheduler:
        cluster = local(crew.workers, log)
    with held_back() as tell_interrupt, cluster as client:
        try:
            refuse_others(client, content, notebooks, sandboxed)
        except GradeError as error:
            if crew.scheduler:
                raise
            raise WorkersLost(str(error)) from error  # we still have what they have not
        yield DaskPool(client, tell_interrupt)


class DaskPool:
    """Tasks that are under way on a cluster."""

    def __init__(self, client: Client, tell_interrupt: Callable[[], None]) -> None:
        self._client = client
        self._tell_interrupt = tell_interrupt
        self._running: dict[Future, Task] = {}
        self._accused: list[Task] = []  # they were with a worker that died
        self._alone: Task | None = None  # the one that is tried once more
        self._numbers = 0
        self._last_seen = time.monotonic()  # a worker

    @property
    def has_room(self) -> bool:
        """Whether a worker might have to wait if nothing were submitted now."""
        return len(self._running) < TASKS_PER_WORKER * max(1, self._threads())

    def submit(self, task: Task) -> None:
        """Have a task graded; `results` will tell what came of it."""
        self._numbers += 1
        key = f"grade-{self._numbers}-{task.key[:12]}"
        wanted = version(task.content, task.notebook)
        future = self._client.submit(_grade, task, wanted, key=key, pure=False)
        self._running[future] = task

    def results(self) -> Iterator[tuple[Task, TaskResult]]:
        """What has been graded by now; waits until something is, if anything will be.

        Raises WorkersLost where that will not happen any more.
        """
        told: list[tuple[Task, TaskResult]] = []
        while not told and (self._running or self._accused):
            if not self._running:
                self._alone = self._accused.pop()
                self.submit(self._alone)
            with contextlib.suppress(TimeoutError):
                wait(list(self._running), POLL_SECONDS, "FIRST_COMPLETED")
            self._tell_interrupt()
            self._check_alive()
            for future in [f for f in self._running if f.status != "pending"]:
                task = self._running.pop(future)
                graded = self._graded(future, task)
                if graded is None:
                    self._accused.append(task)
                else:
                    told.append((task, graded))
        yield from told

    def _graded(self, future: Future, task: Task) -> TaskResult | None:
        """What came of a task; None where its worker died and it gets another try."""
        is_last_try, self._alone = task is self._alone, None
        try:
            graded: TaskResult = future.result()
        except KilledWorker:
            if not is_last_try:
                return None
            told = "its worker died, twice; nothing of it was recorded"
            return TaskResult(problem=f"the grading broke: {told}")
        except Exception as error:
            told = first_line(error) or type(error).__name__
            raise WorkersLost(f"a task was lost: {told[:MAX_REASON]}") from error
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
    """In a worker, once: why it cannot grade a notebook, if so; it may be a new one."""
    return refusal(content, {notebook: dict(wanted)}, sandboxed)


def _grade(task: Task, wanted: dict[str, str]) -> TaskResult:
    """In a worker: grade a task, as the version that the coordinator has."""
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
        told = f"the grading broke, twice: {error}"
    except Exception as error:  # not all of them can be sent
        told = f"the grading broke: {type(error).__name__}: {error}"
    return TaskResult(problem=told[:MAX_REASON])


@contextlib.contextmanager
def _ended_after(seconds: float, patience: float = 1.0) -> Iterator[None]:
    """End this process, and say what it was at, if the block takes too long.

    A kernel has its own limits, and what it sends is bounded. This is for what we then
    make of it, be it one call of C that lets no other thread of Python run. Counted is
    the processor time of this process, so that neighbours cost nothing; `patience`
    times as much may pass on the wall.
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
