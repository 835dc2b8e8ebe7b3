"""One notebook's kernel: run its cells, carry the judge's requests, revive it.

The session decides nothing about points. Whenever the judge asks, it provides a kernel
at the same cell, however often the student's code has brought the kernel down. When
something goes wrong, it finds out whose fault that is.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_output

from course.judging.replies import BROKEN
from course.judging.rpc_client import PROCESS_ENDED
from course.judging.session.clock import Clock, Deadline
from course.judging.session.limits import DEFAULT_LIMITS, TimeLimits
from course.judging.session.live import Gone, LiveKernel
from course.judging.session.messages import Ending, MalformedMessage
from course.sandbox import ZYGOTE_ENDED
from utils.checking import AnswerError, InfrastructureError, LimitReached


class Session:
    """The kernel of one notebook, from its first cell to its last; a context manager.

    `new_manager` makes a new, unstarted kernel manager for every kernel. `more` are
    modules to load beside the guest, of which the last one serves requests.
    """

    def __init__(
        self,
        nb: NotebookNode,
        new_manager: Callable[[], AsyncKernelManager],
        limits: TimeLimits = DEFAULT_LIMITS,
        more: Sequence[ModuleType] = (),
    ) -> None:
        self._nb = nb
        self._more = more
        self._new_manager = new_manager
        self._limits = limits
        self._done: list[int] = []  # cells that a new kernel must run again
        self._kernel: LiveKernel | None = None
        self._clock = Clock(limits.patience)
        self._deadline: Deadline | None = None
        self._has_begun = False  # the cell that is to be run

    def __enter__(self) -> Session:
        self._start()
        self._deadline = self.deadline(self._limits.submission_seconds)
        return self

    def __exit__(self, *exc: object) -> None:
        self._end()

    @property
    def met_in_company(self) -> bool:
        """Whether a time limit was reached while others kept the processors busy."""
        return self._clock.met_in_company

    def deadline(self, seconds: float) -> Deadline:
        """Return a time limit for what the notebook's kernels do from now on."""
        self._clock.look(now=True)
        return self._clock.deadline(seconds)

    def run(self, index: int) -> Ending | None:
        """Run a cell; write outputs, errors and limits into it.

        Return how it ended, or None if no kernel came as far as this cell.
        """
        cell = self._nb.cells[index]
        cell.outputs = []
        try:
            try:
                ending = self._run(cell, index)
            except AnswerError as end:
                if str(end) != PROCESS_ENDED:
                    raise
                # Somebody else may have killed it. A right answer must not suffer.
                cell.outputs = []
                ending = self._run(cell, index)
        except (LimitReached, AnswerError) as end:
            name, message = type(end).__name__, str(end)
            cell.outputs.append(_error(name, message))
            return Ending(error=(name, message)) if self._has_begun else None
        if not ending.interrupted:
            # A cell that had to be interrupted would take as long in the next kernel.
            self._done.append(index)
        return ending

    def converse(self, request: str, answer_question: Callable[[str], str]) -> str:
        """Carry one request of the judge into the kernel and return the reply."""
        with self._at_the_cell() as kernel:
            return kernel.ask(request, answer_question)

    def ask_back(self, text: str) -> str | None:
        """Answer the question of a request; return its next one, None at its end."""
        with self._blaming() as kernel:
            return kernel.ask_back(text)

    def _run(self, cell: NotebookNode, index: int) -> Ending:
        self._has_begun = False
        with self._at_the_cell() as kernel:
            self._has_begun = True
            return kernel.run(cell, index)

    @contextmanager
    def _at_the_cell(self) -> Iterator[LiveKernel]:
        """Yield a kernel that has run every finished cell; restart it if it is gone."""
        self._check_time()
        if self._kernel is None or not self._kernel.alive:
            self._end()
            self._start()
            for index in self._done:
                self._check_time()
                cell = self._nb.cells[index]
                with self._blaming() as kernel:
                    kernel.run(copy.deepcopy(cell), index)
                self._nb.cells[index] = cell  # nbclient puts in the copy that has run
        with self._blaming() as kernel:
            yield kernel

    @contextmanager
    def _blaming(self) -> Iterator[LiveKernel]:
        """Yield the kernel; if it fails, end it and raise what says whose fault it is.

        The failures that the notebook's code can cause have names. Any other is ours.
        """
        assert self._kernel is not None
        try:
            yield self._kernel
        except Gone:
            raise self._ending() from None
        except MalformedMessage:
            self._end()
            raise AnswerError(BROKEN) from None
        except LimitReached:
            self._end()
            raise
        except Exception as error:
            self._end()
            message = f"{type(error).__name__}: {error}"
            raise InfrastructureError(f"the session failed: {message}") from error

    def _start(self) -> None:
        try:
            manager = self._new_manager()
            self._kernel = LiveKernel(
                self._nb, manager, self._limits, self._clock, self._more
            )
            self._kernel.start()
        except Exception as error:
            self._end()
            raise InfrastructureError(f"no kernel could be started: {error}") from error

    def _end(self) -> None:
        kernel, self._kernel = self._kernel, None
        if kernel is not None:
            kernel.end()

    def _ending(self) -> Exception:
        """Return the error for a kernel that is gone: ours, a limit, or its own end."""
        limit = self._kernel.ended_because if self._kernel is not None else ""
        self._end()
        if limit == ZYGOTE_ENDED:
            return InfrastructureError(limit)
        if limit:
            return LimitReached(f"the notebook ran past its limit of {limit}")
        return AnswerError(PROCESS_ENDED)

    def _check_time(self) -> None:
        if self._deadline is not None and self._deadline.passed():
            raise LimitReached("the time for this submission was used up")


def _error(name: str, message: str) -> NotebookNode:
    return new_output(
        "error", ename=name, evalue=message, traceback=[f"{name}: {message}"]
    )
