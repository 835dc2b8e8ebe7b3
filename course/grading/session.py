"""One notebook's kernel: runs its cells, carries requests of the judge, is revived.

The session decides nothing about points. It keeps the promise that the kernel is at
the same cell whenever the judge asks, however often the student's code has taken the
kernel down, and that no cell and no call runs, prints or returns without bound.
"""

from __future__ import annotations

import ast
import copy
import functools
import inspect
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async, run_sync
from nbformat import NotebookNode, ValidationError
from nbformat.v4 import new_output

from course.grading import guest
from course.grading.judge import PROCESS_ENDED
from course.grading.kernel import ZYGOTE_ENDED
from utils.checking import AnswerError, InfrastructureError, LimitReached

SKIP_TAG = "skip-when-grading"
OUTPUT_TYPES = {"stream", "display_data", "execute_result", "error", "clear_output"}
OUTPUT_TYPES |= {"update_display_data", "comm_open", "comm_msg", "comm_close"}
WAITING_OUTPUTS = 16  # messages that may lie in memory before they are looked at
# What is raised over messages that no kernel sends: a notebook's own code sent them.
UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    RecursionError,
    ValidationError,
)


@dataclass(frozen=True)
class Limits:
    """What one submission may use; seconds and characters."""

    cell_seconds: float = 60.0
    call_seconds: float = 20.0
    grace_seconds: float = 3.0  # from an interrupt to a kill
    start_seconds: float = 60.0
    submission_seconds: float = 900.0
    cell_output: int = 200_000
    message: int = 64 * 2**20


DEFAULT_LIMITS = Limits()


class Session:
    """The kernel of one notebook, from its first cell to its last; a context manager.

    `new_manager` makes an unstarted kernel manager, a fresh one for every kernel.
    """

    def __init__(
        self,
        nb: NotebookNode,
        new_manager: Callable[[], AsyncKernelManager],
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._nb = nb
        self._new_manager = new_manager
        self._limits = limits
        self._done: list[int] = []  # cells that a new kernel must run again
        self._client: _Client | None = None
        self._wire: BlockingKernelClient | None = None
        self._context: zmq.asyncio.Context | None = None
        self._started = time.monotonic()

    def __enter__(self) -> Session:
        self._start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._kill()

    def run(self, index: int) -> None:
        """Run one of the student's cells; outputs, errors and limits land in it."""
        cell = self._nb.cells[index]
        cell.outputs = []
        start = time.monotonic()
        try:
            try:
                self._run(cell, index)
            except AnswerError as end:
                if str(end) != PROCESS_ENDED:
                    raise
                # Somebody else may have killed it: that must not cost a right answer.
                cell.outputs = []
                self._run(cell, index)
        except (LimitReached, AnswerError) as end:
            cell.outputs.append(_error(type(end).__name__, str(end)))
        else:
            # A cell that had to be interrupted would cost as much in the next kernel.
            if time.monotonic() - start < self._limits.cell_seconds:
                self._done.append(index)

    def converse(self, request: str, answer_question: Callable[[str], str]) -> str:
        """Carry one request of the judge into the kernel and bring back the reply."""
        self._check_time()
        self._ensure()
        assert self._client is not None
        wire = self._connect()
        message_id = wire.execute(
            "",
            silent=True,
            store_history=False,
            user_expressions={"reply": f"{_SERVE}({request!r})"},
            allow_stdin=True,
            stop_on_error=False,
        )
        try:
            content = self._await_reply(wire, message_id, answer_question)
        except LimitReached:
            self._kill()
            raise
        except UNREADABLE:
            self._kill()
            raise AnswerError(BROKEN) from None
        return _reply_text(content)

    def _await_reply(
        self,
        wire: BlockingKernelClient,
        message_id: str,
        answer_question: Callable[[str], str],
    ) -> dict:
        """The content of the reply; interrupts once when time is up, then gives up."""
        poller = zmq.Poller()
        shell, stdin = wire.shell_channel.socket, wire.stdin_channel.socket
        poller.register(shell, zmq.POLLIN)
        poller.register(stdin, zmq.POLLIN)
        outputs = self._outputs()
        poller.register(outputs, zmq.POLLIN)
        deadline = time.monotonic() + self._limits.call_seconds
        interrupted = False
        while True:
            ready = dict(poller.poll(100))
            if outputs in ready:
                outputs.recv_multipart(zmq.NOBLOCK, copy=False)  # nobody's: let it go
            if stdin in ready:
                question = wire.get_stdin_msg(timeout=0)
                if question["parent_header"].get("msg_id") == message_id:
                    wire.input(answer_question(str(question["content"]["prompt"])))
            if shell in ready:
                reply = wire.get_shell_msg(timeout=0)
                if reply["parent_header"].get("msg_id") == message_id:
                    return reply["content"]
            if not ready and not self._alive():
                raise self._ending()
            if time.monotonic() > deadline:
                if interrupted:
                    raise LimitReached("the call took too long and was stopped")
                interrupted = True
                deadline = time.monotonic() + self._limits.grace_seconds
                self._interrupt()

    def _run(self, cell: NotebookNode, index: int) -> None:
        self._check_time()
        self._ensure()
        self._execute(cell, index)

    def _execute(self, cell: NotebookNode, index: int) -> None:
        assert self._client is not None
        try:
            self._client.execute_cell(cell, index)
        except CellTimeoutError:
            self._kill()
            raise LimitReached("the cell took too long and was stopped") from None
        except DeadKernelError:
            raise self._ending() from None
        except UNREADABLE:
            self._kill()
            raise AnswerError(BROKEN) from None

    def _ensure(self) -> None:
        """A kernel that has run every finished cell, started anew where it is gone."""
        if self._client is not None and self._alive():
            return
        self._kill()
        self._start()
        for index in self._done:
            self._check_time()
            self._execute(copy.deepcopy(self._nb.cells[index]), index)

    def _start(self) -> None:
        try:
            self._client = client = _Client(
                self._nb,
                km=self._bounded(self._new_manager()),
                timeout=self._limits.cell_seconds,
                startup_timeout=self._limits.start_seconds,
                iopub_timeout=self._limits.grace_seconds,
                raise_on_iopub_timeout=True,
                interrupt_on_timeout=True,
                error_on_timeout=_TIMEOUT,
                allow_errors=True,
                skip_cells_with_tag=SKIP_TAG,
                store_widget_state=False,
                extra_arguments=["--HistoryManager.hist_file=:memory:"],
                max_output=self._limits.cell_output,
            )
            client.start_new_kernel()
            client.start_new_kernel_client()
            self._load_guest()
        except Exception as error:
            self._kill()
            raise InfrastructureError(f"no kernel could be started: {error}") from error

    def _load_guest(self) -> None:
        wire = self._connect()
        source = inspect.getsource(guest)
        message_id = wire.execute(
            f"{_LOAD}\n_load({source!r})\ndel _load", silent=True, store_history=False
        )
        content = self._await_reply(wire, message_id, lambda text: "")
        if content.get("status") != "ok":
            raise InfrastructureError(f"the kernel refused the guest: {content}")

    def _bounded(self, manager: AsyncKernelManager) -> AsyncKernelManager:
        """A manager whose client keeps few messages, and none that is too big."""
        self._context = context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, self._limits.message)
        context.setsockopt(zmq.RCVHWM, WAITING_OUTPUTS)
        context.setsockopt(zmq.LINGER, 0)
        client = functools.partial(manager.client, context=context)
        manager.client = client  # type: ignore[method-assign]
        return manager

    def _outputs(self) -> zmq.Socket:
        """The socket on which the kernel publishes what its cells put out."""
        assert self._client is not None
        assert self._client.kc is not None
        return zmq.Socket.shadow(self._client.kc.iopub_channel.socket.underlying)

    def _connect(self) -> BlockingKernelClient:
        if self._wire is None:
            assert self._client is not None
            assert self._client.km is not None
            context = zmq.Context()
            context.setsockopt(zmq.MAXMSGSIZE, self._limits.message)
            context.setsockopt(zmq.LINGER, 0)
            wire = BlockingKernelClient(context=context)
            wire.load_connection_info(self._client.km.get_connection_info())
            wire.start_channels(iopub=False, hb=False, control=False)
            self._wire = wire
        return self._wire

    def _alive(self) -> bool:
        client = self._client
        if client is None or client.km is None:
            return False
        return run_sync(ensure_async)(client.km.is_alive())

    def _interrupt(self) -> None:
        if self._client is not None and self._client.km is not None:
            run_sync(ensure_async)(self._client.km.interrupt_kernel())

    def _kill(self) -> None:
        if self._wire is not None:
            self._wire.stop_channels()
            self._wire.context.destroy(linger=0)
            self._wire = None
        client, self._client = self._client, None
        if client is not None and client.km is not None:
            client.shutdown_kernel = "immediate"
            client._cleanup_kernel()
        if self._context is not None:
            self._context.destroy(linger=0)
            self._context = None

    def _ending(self) -> Exception:
        """What to raise for a kernel that is gone: a limit that it met, or its own."""
        manager = self._client.km if self._client is not None else None
        limit = getattr(manager, "ended_because", "")
        self._kill()
        if limit == ZYGOTE_ENDED:
            return InfrastructureError(limit)
        if limit:
            return LimitReached(f"the notebook ran past its limit of {limit}")
        return AnswerError(PROCESS_ENDED)

    def _check_time(self) -> None:
        if time.monotonic() - self._started > self._limits.submission_seconds:
            raise LimitReached("the time for this submission was used up")


class _Client(NotebookClient):
    """A NotebookClient that stops keeping a cell's outputs at a bound."""

    def __init__(self, nb: NotebookNode, *, max_output: int, **kwargs: Any) -> None:
        super().__init__(nb, **kwargs)
        self._max_output = max_output
        self._output = 0

    async def async_execute_cell(self, *args: Any, **kwargs: Any) -> NotebookNode:
        self._output = 0
        return await super().async_execute_cell(*args, **kwargs)

    execute_cell = run_sync(async_execute_cell)  # type: ignore[assignment]

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> Any:
        if msg["header"]["msg_type"] in OUTPUT_TYPES:
            before = self._output
            self._output += len(json.dumps(msg["content"], default=str))
            if self._output > self._max_output:
                if before <= self._max_output:
                    cell.outputs.append(_note("… the rest of the output was let go"))
                return None
        try:
            return super().process_message(msg, cell, cell_index)
        except UNREADABLE:
            return None
        finally:
            if not isinstance(cell.get("execution_count"), int):
                cell.execution_count = None


_TIMEOUT = {
    "ename": "CellTimeoutError",
    "evalue": "the cell took too long and was interrupted",
    "traceback": ["the cell took too long and was interrupted"],
}

BROKEN = "the notebook broke the connection to the checks"
_SERVE = "__import__('charlm_guest').serve"
_LOAD = """
def _load(source):
    import sys, types
    module = types.ModuleType('charlm_guest')
    sys.modules['charlm_guest'] = module
    exec(compile(source, '<guest>', 'exec'), module.__dict__)
    module.enter_kernel()
""".strip()


def _reply_text(content: dict) -> str:
    """The text that the guest returned, out of the reply to a silent request."""
    try:
        text = ast.literal_eval(
            content["user_expressions"]["reply"]["data"]["text/plain"]
        )
    except (KeyError, TypeError, ValueError, SyntaxError, RecursionError, MemoryError):
        text = None
    if not isinstance(text, str):
        raise AnswerError(BROKEN)
    return text


def _error(name: str, told: str) -> NotebookNode:
    return new_output("error", ename=name, evalue=told, traceback=[f"{name}: {told}"])


def _note(text: str) -> NotebookNode:
    return new_output("stream", name="stdout", text=text + "\n")
