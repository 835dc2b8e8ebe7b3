"""One kernel with the judge's guest in it: run cells and requests within limits.

The session says when to start and when to end it, and replaces a kernel that has ended.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Sequence
from types import ModuleType

import zmq
import zmq.asyncio
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async, run_sync
from nbformat import NotebookNode

from course.judging import guest
from course.judging.session.clock import Clock
from course.judging.session.limits import TimeLimits
from course.judging.session.load_guest import loading
from course.judging.session.messages import (
    BoundedClient,
    Ending,
    MalformedMessage,
    Messages,
    PromptClient,
)
from course.sandbox import Usage
from utils.checking import LimitReached
from utils.left_out import SKIP_TAG

WAITING = 16  # messages that may wait in memory, on one channel
SERVE = "__import__('charlm_guest').serve_on"
STRING = re.compile(r"""'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+\"""")
TIMEOUT = {
    "ename": "CellTimeoutError",
    "evalue": "the cell took too long and was interrupted",
    "traceback": ["the cell took too long and was interrupted"],
}


class Gone(Exception):
    """The kernel has ended by itself or because of a limit."""


class LiveKernel:
    """One kernel, from `start`, which may fail, to `end`."""

    def __init__(
        self,
        nb: NotebookNode,
        manager: AsyncKernelManager,
        limits: TimeLimits,
        clock: Clock,
        more: Sequence[ModuleType] = (),
    ) -> None:
        self._manager = manager
        self._more = tuple(more)
        self._asked = ""  # the number of the message with the first of some requests
        self._serves = False  # whether the guest waits for the next one
        self._early: str | None = None  # a reply that came before an answer
        self._limits = limits
        self._clock = clock
        self._context = zmq.asyncio.Context()
        _bound(self._context, limits)
        manager.session = Messages(parent=manager)
        manager.client_factory = PromptClient
        client = functools.partial(manager.client, context=self._context)
        manager.client = client  # type: ignore[method-assign]
        self._wire: BlockingKernelClient | None = None
        self._client = BoundedClient(
            nb,
            km=manager,
            cell_deadline=lambda: clock.deadline(limits.cell_seconds),
            grace=lambda: clock.deadline(limits.grace_seconds),
            startup_timeout=int(limits.start_seconds * limits.patience),
            interrupt_on_timeout=True,
            error_on_timeout=TIMEOUT,
            allow_errors=True,
            skip_cells_with_tag=SKIP_TAG,
            store_widget_state=False,
            extra_arguments=["--HistoryManager.hist_file=:memory:"],
            max_output=limits.cell_output,
            max_outputs=limits.notebook_output,
        )

    def start(self) -> None:
        """Return when the kernel runs and the guest is in it."""
        self._client.start_new_kernel()
        self._clock.follow(getattr(self._manager, "usage", Usage))
        self._client.start_new_kernel_client()
        context = zmq.Context()
        _bound(context, self._limits)
        self._wire = BlockingKernelClient(context=context, session=Messages())
        self._wire.load_connection_info(self._manager.get_connection_info())
        self._wire.start_channels(iopub=False, hb=False, control=False)
        self._asked = self._wire.execute(
            "",
            silent=True,
            store_history=False,
            user_expressions={"loaded": loading(self._more)},
        )
        self._begin_call()
        content = self._await(self._wire)
        if not isinstance(content, dict) or not _is_loaded(content):
            raise RuntimeError(f"the kernel refused the guest: {content}")

    def end(self) -> None:
        """End the kernel and every process that it has started."""
        if self._wire is not None:
            self._wire.stop_channels()
            self._wire.context.destroy(linger=0)
            self._wire = None
        if self._client.km is not None:
            self._clock.look(now=True)  # take this kernel's last sample
            self._client.shutdown_kernel = "immediate"
            self._client._cleanup_kernel()
        self._context.destroy(linger=0)

    @property
    def alive(self) -> bool:
        """Whether its process is running."""
        return run_sync(ensure_async)(self._manager.is_alive())

    @property
    def ended_because(self) -> str:
        """The limit that has ended it, or ""."""
        return getattr(self._manager, "ended_because", "")

    def run(self, cell: NotebookNode, index: int) -> Ending:
        """Run a cell; write its outputs and errors into it.

        Return how it ended. Raise LimitReached if an interrupt does not
        stop it, Gone if the kernel has ended, and MalformedMessage.
        """
        self._end_requests()
        try:
            self._client.execute_cell(cell, index)
        except CellTimeoutError:
            raise LimitReached("the cell took too long and was stopped") from None
        except DeadKernelError:
            raise Gone from None
        return self._client.ending

    def ask(self, request: str, answer_question: Callable[[str], str]) -> str:
        """Return the guest's reply to a request; raise what `run` raises.

        It is interrupted once when its time is up. The guest stays at it until the next
        cell runs: a request in a message of its own would cost three times as much.
        """
        assert self._wire is not None
        self._begin_call()
        if self._serves:
            self._wire.input(request)
        else:
            self._asked = self._wire.execute(
                "",
                silent=True,
                store_history=False,
                user_expressions={"reply": f"{SERVE}({request!r})"},
                allow_stdin=True,
                stop_on_error=False,
            )
            self._serves = True
        is_reply, text = self._next()
        while not is_reply:
            self._wire.input(answer_question(text))
            is_reply, text = self._next()
        if self._interrupted:
            self._end_requests()  # the guest may have come to its end of them
        return text

    def ask_back(self, text: str) -> str | None:
        """Answer the question that a request has asked; return its next question.

        Return None if the request has come to its end. This is for the function that
        answers questions, when it needs to know more.
        """
        assert self._wire is not None
        self._wire.input(text)
        is_reply, text = self._next()
        if is_reply:
            self._early = text
            return None
        return text

    def _begin_call(self) -> None:
        self._deadline = self._clock.deadline(self._limits.call_seconds)
        self._interrupted = False
        self._early = None

    def _end_requests(self) -> None:
        """Have the guest return from the message that it has got requests by."""
        if self._serves and self._wire is not None:
            self._begin_call()
            self._wire.input("")
            while self._serves:
                self._next()

    def _next(self) -> tuple[bool, str]:
        """Return the reply to a request, or its next question; say which it is."""
        assert self._wire is not None
        if self._early is not None:
            return True, self._early
        found = self._await(self._wire)
        if isinstance(found, dict):
            self._serves = False
            return True, _text(found)
        is_reply = found.startswith(guest.REPLY)
        return is_reply, found[len(guest.REPLY) :] if is_reply else found

    def _await(self, wire: BlockingKernelClient) -> dict | str:
        """Return the content of the reply to a message, or a question of its code.

        Interrupt once when time is up, then give up.
        """
        poller = zmq.Poller()
        shell, stdin = wire.shell_channel.socket, wire.stdin_channel.socket
        outputs = self._outputs()
        for socket in (shell, stdin, outputs):
            poller.register(socket, zmq.POLLIN)
        while True:
            ready = dict(poller.poll(100))
            if outputs in ready:
                outputs.recv_multipart(zmq.NOBLOCK, copy=False)  # no cell's: drop it
            # Read the channels: the client would start an event loop for each message.
            if stdin in ready:
                question = wire.stdin_channel.get_msg(timeout=0)
                # An answer may ask without end, so look at the clock here, too. The
                # question that the interrupt meets stays unanswered.
                is_ours = question["parent_header"].get("msg_id") == self._asked
                if is_ours and not self._interrupt_if_late():
                    return _prompt(question["content"])
            if shell in ready:
                reply = wire.shell_channel.get_msg(timeout=0)
                if reply["parent_header"].get("msg_id") == self._asked:
                    return reply["content"]
            if not ready and not self.alive:
                raise Gone
            self._interrupt_if_late()

    def _interrupt_if_late(self) -> bool:
        """Interrupt the kernel if time is up; return whether that was done now."""
        if not self._deadline.passed():
            return False
        if self._interrupted:
            raise LimitReached("the call took too long and was stopped")
        self._interrupted = True
        self._deadline = self._clock.deadline(self._limits.grace_seconds)
        run_sync(ensure_async)(self._manager.interrupt_kernel())
        return True

    def _outputs(self) -> zmq.Socket:
        """Return the socket on which the kernel publishes the outputs of its cells."""
        assert self._client.kc is not None
        return zmq.Socket.shadow(self._client.kc.iopub_channel.socket.underlying)


def _bound(context: zmq.Context, limits: TimeLimits) -> None:
    """Let the sockets of a context hold few messages, and none that is too big."""
    context.setsockopt(zmq.MAXMSGSIZE, limits.message)
    context.setsockopt(zmq.RCVHWM, WAITING)
    context.setsockopt(zmq.LINGER, 0)


def _is_loaded(content: dict) -> bool:
    """Return whether the reply says that the guest is in the kernel."""
    loaded = content.get("user_expressions", {}).get("loaded", {})
    return [content["status"], loaded.get("status")] == ["ok", "ok"]


def _prompt(content: dict) -> str:
    """Return the text of a question."""
    prompt = content.get("prompt")
    if not isinstance(prompt, str):
        raise MalformedMessage("a question without a text")
    return prompt


def _text(content: dict) -> str:
    """Return the guest's text from the content of the reply to a silent request."""
    try:
        written = content["user_expressions"]["reply"]["data"]["text/plain"]
        if not STRING.fullmatch(written):
            raise ValueError("not a plain string, so it may take hours to read")
        text = ast.literal_eval(written)
    except (KeyError, TypeError, ValueError, SyntaxError, RecursionError, MemoryError):
        text = None
    if not isinstance(text, str):
        raise MalformedMessage("a reply without the guest's text")
    return text
