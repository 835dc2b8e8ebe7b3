"""Schedule submissions: send them to a pool of workers, and yield them for recording.

Only as many are sent at a time as keep the workers busy, so that a class of a thousand
needs no more memory than one of ten. The pool is opened only when it is of use. If it
is lost, the remaining submissions are judged in this process.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from course.distributed.workers import WorkersLost
from course.grading.nbgrader_steps import NotGraded
from course.grading.second_tries import SecondTries
from course.judging.task import Task, find, keep, met_in_company
from course.worker.submissions import Submission

if TYPE_CHECKING:
    from course.distributed.dask_pool import DaskPool


@dataclass(eq=False)
class JudgedSubmission:
    """A submission that is ready to be recorded; with a problem, it has no verdict."""

    submission: Submission
    tasks: Mapping[str, Task] = field(default_factory=dict)  # by notebook digest
    verdicts: dict[str, str] = field(default_factory=dict)  # from the pool, by task key
    seconds: float = 0.0  # that the workers took for them
    problem: str = ""
    again: list[Task] = field(default_factory=list)  # neighbours may have delayed them
    tried_again: bool = False


class SubmissionScheduler:
    """Have a pool judge submissions to the course in `root`.

    `tasks_of` returns the tasks of a submission. `open_workers` is called as soon as
    there are at least `least` tasks. With `fresh`, tasks in the cache are judged again.
    """

    def __init__(
        self,
        root: Path,
        open_workers: Callable[[], AbstractContextManager[DaskPool]],
        tasks_of: Callable[[Submission], Mapping[str, Task]],
        least: int = 2,
        fresh: bool = False,
    ) -> None:
        self.lost = ""  # why the pool was lost, if it was
        self._root = root
        self._open_workers = open_workers
        self._tasks_of = tasks_of
        self._least = least
        self._fresh = fresh
        self._pool: DaskPool | None = None
        self._unsent: deque[Task] = deque()
        self._waiting: dict[str, JudgedSubmission] = {}  # by key of an unjudged task
        self._second_tries: SecondTries[JudgedSubmission] = SecondTries()

    def judged(self, submissions: Sequence[Submission]) -> Iterator[JudgedSubmission]:
        """Yield each submission as soon as it can be recorded; raise GradeError."""
        left = deque(submissions)
        try:
            with ExitStack() as stack:
                while left:
                    yield from self._send(left.popleft(), stack)
                while self._pool and self._waiting:
                    yield from self._collect(self._pool)
                if self._pool:
                    yield from self._try_again(self._pool)
        except WorkersLost as reason:
            self.lost = str(reason)
        yield from dict.fromkeys([*self._waiting.values(), *self._second_tries.held])
        yield from map(JudgedSubmission, left)

    def _send(
        self, submission: Submission, stack: ExitStack
    ) -> Iterator[JudgedSubmission]:
        """Send a submission's tasks to the pool, when it has room for them."""
        judged = JudgedSubmission(submission, self._tasks_in(submission))
        found = judged.tasks.values()
        tasks = [task for task in found if self._fresh or not find(task, self._root)]
        self._waiting |= dict.fromkeys((task.key for task in tasks), judged)
        self._unsent += tasks
        if not tasks:
            yield judged
        if self._pool is None:
            if len(self._unsent) < self._least:
                return
            self._pool = stack.enter_context(self._open_workers())
        while self._unsent:
            if self._pool.has_room:
                self._pool.submit(self._unsent.popleft())
            else:
                yield from self._collect(self._pool)

    def _tasks_in(self, submission: Submission) -> Mapping[str, Task]:
        """Return a submission's tasks; none if nbgrader will report what is wrong."""
        try:
            return self._tasks_of(submission)
        except (NotGraded, OSError):
            return {}

    def _collect(self, pool: DaskPool) -> Iterator[JudgedSubmission]:
        """Keep the pool's verdicts, and yield the submissions that are now complete."""
        for task, graded in pool.results():
            judged = self._waiting.pop(task.key)
            judged.seconds += graded.seconds
            if graded.problem:
                folder = judged.submission.folder.relative_to(self._root).as_posix()
                judged.problem = f"{folder}/{task.notebook}.ipynb: {graded.problem}"
            else:
                keep(task, graded.verdict, self._root)
                judged.verdicts[task.key] = graded.verdict
                if met_in_company(task, graded.verdict):
                    judged.again.append(task)
            if judged in self._waiting.values():
                continue
            if judged.again and not judged.problem:
                self._second_tries.hold(judged)
            else:
                yield judged

    def _try_again(self, pool: DaskPool) -> Iterator[JudgedSubmission]:
        """Judge again, one at a time, those that neighbours may have slowed down."""
        for judged, in_time in self._second_tries.take():
            for task in judged.again if in_time else ():
                pool.submit(task)
                for _, graded in pool.results():
                    judged.seconds += graded.seconds
                    if graded.verdict:  # else the first one stays
                        keep(task, graded.verdict, self._root)
                        judged.verdicts[task.key] = graded.verdict
            judged.tried_again = True
            yield judged
