"""Who is judged where: submissions go to a fleet, and come back to be recorded.

Only as many are under way as keep the workers busy, so that a class of a thousand
needs no more memory than one of ten. A fleet is opened only when it is of use; when
it is lost, whoever is left is judged here.
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
    """A submission that can be recorded now; with a problem, it has no verdict."""

    submission: Submission
    tasks: Mapping[str, Task] = field(default_factory=dict)  # by notebook's digest
    verdicts: dict[str, str] = field(default_factory=dict)  # of a fleet, by task's key
    seconds: float = 0.0  # that a fleet took for them
    problem: str = ""
    again: list[Task] = field(default_factory=list)  # what neighbours may have harmed
    tried_again: bool = False


class SubmissionScheduler:
    """Has submissions to the course in `root` judged by a fleet.

    `tasks_of` says what there is to judge in one; for the `least` number of tasks,
    `open_fleet` is called. With `fresh`, what the cache has is judged as well.
    """

    def __init__(
        self,
        root: Path,
        open_fleet: Callable[[], AbstractContextManager[DaskPool]],
        tasks_of: Callable[[Submission], Mapping[str, Task]],
        least: int = 2,
        fresh: bool = False,
    ) -> None:
        self.lost = ""  # why the fleet was lost, if it was
        self._root = root
        self._open_fleet = open_fleet
        self._tasks_of = tasks_of
        self._least = least
        self._fresh = fresh
        self._fleet: DaskPool | None = None
        self._unsent: deque[Task] = deque()
        self._waiting: dict[str, JudgedSubmission] = {}  # for the task of that key
        self._second_tries: SecondTries[JudgedSubmission] = SecondTries()

    def judged(self, submissions: Sequence[Submission]) -> Iterator[JudgedSubmission]:
        """All of them, each as soon as it can be recorded; raises GradeError."""
        left = deque(submissions)
        try:
            with ExitStack() as stack:
                while left:
                    yield from self._send(left.popleft(), stack)
                while self._fleet and self._waiting:
                    yield from self._collect(self._fleet)
                if self._fleet:
                    yield from self._try_again(self._fleet)
        except WorkersLost as reason:
            self.lost = str(reason)
        yield from dict.fromkeys([*self._waiting.values(), *self._second_tries.held])
        yield from map(JudgedSubmission, left)

    def _send(
        self, submission: Submission, stack: ExitStack
    ) -> Iterator[JudgedSubmission]:
        """Give the fleet what there is to judge, when there is room for it."""
        judged = JudgedSubmission(submission, self._tasks_in(submission))
        found = judged.tasks.values()
        tasks = [task for task in found if self._fresh or not find(task, self._root)]
        self._waiting |= dict.fromkeys((task.key for task in tasks), judged)
        self._unsent += tasks
        if not tasks:
            yield judged
        if self._fleet is None:
            if len(self._unsent) < self._least:
                return
            self._fleet = stack.enter_context(self._open_fleet())
        while self._unsent:
            if self._fleet.has_room:
                self._fleet.submit(self._unsent.popleft())
            else:
                yield from self._collect(self._fleet)

    def _tasks_in(self, submission: Submission) -> Mapping[str, Task]:
        """What there is to judge; nothing where nbgrader will say what is wrong."""
        try:
            return self._tasks_of(submission)
        except (NotGraded, OSError):
            return {}

    def _collect(self, fleet: DaskPool) -> Iterator[JudgedSubmission]:
        """Keep what the fleet has judged, and say who is complete with that."""
        for task, graded in fleet.results():
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

    def _try_again(self, fleet: DaskPool) -> Iterator[JudgedSubmission]:
        """Judge those that neighbours may have harmed, with nothing beside them."""
        for judged, in_time in self._second_tries.take():
            for task in judged.again if in_time else ():
                fleet.submit(task)
                for _, graded in fleet.results():
                    judged.seconds += graded.seconds
                    if graded.verdict:  # else the first one stays
                        keep(task, graded.verdict, self._root)
                        judged.verdicts[task.key] = graded.verdict
            judged.tried_again = True
            yield judged
