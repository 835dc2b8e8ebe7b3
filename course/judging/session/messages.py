"""Read what a kernel sends while its cells run, with suspicion and within bounds.

A notebook's own code can send anything in the kernel's name. What no kernel would send
raises `MalformedMessage` here, at the border. So whatever goes wrong further in is
known to be our fault and not the notebook's.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.session import Session
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from nbclient.util import ensure_async, run_sync
from nbformat import NotebookNode, ValidationError

from course.judging.session.clock import Deadline
from course.judging.session.outputs import as_sent, count_of, let_go, size_of
from course.judging.untrusted_data import replace_lone_surrogates

OUTPUTS = ("stream", "display_data", "update_display_data", "execute_result", "error")
MAX_HEADER = 100_000  # bytes of each part of a message but its content
MAX_FRAMES = 16  # of one message
MAX_PARTS = 4_000_000  # of JSON in a message: each costs memory, however short it is
MAX_MESSAGES = 20_000  # of one cell that are processed
MAX_ERROR = 20_000  # characters of an error's message
MAX_VALUE = 200  # characters of a value: a number is shorter

ANSWER_SECONDS = 1.0  # to wait for a kernel that starts, before asking it again
SILENCE_SECONDS = 0.2  # after which a request's outputs count as lost
POLL_SECONDS = 0.1  # between two checks of a deadline
ALIVE_SECONDS = 1.0  # between two checks of a kernel while waiting for its outputs
# What reading a malformed message raises in jupyter_client, nbclient and nbformat.
UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    RecursionError,
    ValidationError,
)


@dataclass
class Ending:
    """How a cell ended, however much it printed: its first error or last value.

    Whichever comes first counts, as in nbgrader. The cell's outputs may lack both,
    since they are bounded.
    """

    error: tuple[str, str] | None = None  # its name and its message
    value: str | None = None  # the text of a value that the cell showed
    interrupted: bool = False  # it took too long

    def note(self, kind: str, content: dict[str, Any]) -> None:
        """Note an output, unless an earlier one has decided."""
        if self.error is not None or self.value is not None:
            return
        if kind == "error":
            name, message = content["ename"], content["evalue"]
            self.error = name, message[:MAX_ERROR]
        elif kind == "execute_result":
            self.value = content["data"].get("text/plain", "")[:MAX_VALUE]


class MalformedMessage(Exception):
    """A message that no kernel sends: a notebook's own code sent it."""


class Messages(Session):
    """Reads Jupyter's messages; raises MalformedMessage for ill-formed ones."""

    def feed_identities(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().feed_identities(*args, **kwargs)
        except UNREADABLE as error:
            raise MalformedMessage(str(error)) from error

    def deserialize(
        self, msg_list: list[Any], content: bool = True, copy: bool = True
    ) -> dict[str, Any]:
        try:
            is_small = _is_small(msg_list)
            message = super().deserialize(msg_list, content=is_small, copy=copy)
            # Content that would take too long to read counts as empty.
            found = message["content"] if is_small else {}
            message["content"] = replace_lone_surrogates(found)
        except UNREADABLE as error:
            raise MalformedMessage(str(error)) from error
        kind, body = message["header"]["msg_type"], message["content"]
        parts = (message["parent_header"], message["metadata"], body)
        if not isinstance(kind, str) or not all(isinstance(p, dict) for p in parts):
            raise MalformedMessage("a part of a message is of the wrong type")
        if kind.endswith("_reply") and not isinstance(body.get("status"), str):
            raise MalformedMessage("a reply without a status")
        return message


class PromptClient(AsyncKernelClient):
    """Learns from the kernel's messages that it is ready.

    jupyter_client waits until a kernel has been silent for 0.2 seconds.
    """

    async def wait_for_ready(  # type: ignore[override]
        self, timeout: float | None = None
    ) -> None:
        """Return when the kernel answers and its outputs are read; else RuntimeError.

        The outputs of a request end with the status that the kernel is idle. Those of
        the first request can be lost, if the kernel sends them too early.
        """
        end = time.monotonic() + (math.inf if timeout is None else timeout)
        while True:
            asked = self.kernel_info()
            shell, outputs = self.shell_channel, self.iopub_channel
            if reply := await self._about(asked, shell, ANSWER_SECONDS):
                self._handle_kernel_info_reply(reply)
                while said := await self._about(asked, outputs, SILENCE_SECONDS):
                    if said["content"].get("execution_state") == "idle":
                        return
            if not await self.is_alive():
                raise RuntimeError("the kernel died before it was ready")
            if time.monotonic() > end:
                raise RuntimeError(f"the kernel was not ready in {timeout} seconds")

    async def _about(
        self, asked: str, channel: Any, seconds: float
    ) -> dict[str, Any] | None:
        """Return the next message about a request; None if there is none for long."""
        try:
            while True:
                message: dict[str, Any] = await channel.get_msg(timeout=seconds)
                if message["parent_header"].get("msg_id") == asked:
                    return message
        except Empty:
            return None


def _is_small(frames: list[Any]) -> bool:
    """Return whether the content of a message is quick to read.

    `frames` are signature, header, parent, metadata, content and buffers. Raise
    ValueError for frames that no kernel sends.
    """
    if len(frames) > MAX_FRAMES:
        raise ValueError("a message with too many frames")
    raw = [getattr(frame, "bytes", frame) for frame in frames[1:5]]
    if any(len(part) > MAX_HEADER for part in raw[:3]):
        raise ValueError("a message whose header is too long")
    return sum(raw[-1].count(mark) for mark in (b"[", b"{", b",")) <= MAX_PARTS


class BoundedClient(NotebookClient):
    """A NotebookClient that accepts only so much of what a kernel sends.

    `max_output` bounds the outputs of one cell and `max_outputs` those of all together,
    in characters of the file. `cell_deadline` makes the time limit of a cell, `grace`
    that of what has to follow an interrupt or the reply. Neither counts wall-clock
    time.
    """

    def __init__(
        self,
        nb: NotebookNode,
        *,
        max_output: int,
        max_outputs: int,
        cell_deadline: Callable[[], Deadline],
        grace: Callable[[], Deadline],
        **kwargs: Any,
    ) -> None:
        super().__init__(nb, **kwargs)
        self.ending = Ending()  # of the last cell
        self._cell_deadline = cell_deadline
        self._grace = grace
        self._max_output = max_output
        self._left = max_outputs
        self._output = 0
        self._is_full = False
        self._messages = 0
        self.dropped = 0  # messages that no kernel sends, or that grading cannot use

    async def async_execute_cell(self, *args: Any, **kwargs: Any) -> NotebookNode:
        self._output, self._is_full, self._messages = 0, False, 0
        self.ending = Ending()
        before = asyncio.all_tasks()
        try:
            return await super().async_execute_cell(*args, **kwargs)
        finally:
            # When a cell fails, nbclient leaves its watching tasks running.
            watching = asyncio.all_tasks() - before
            for task in watching:
                task.cancel()
            await asyncio.gather(*watching, return_exceptions=True)

    execute_cell = run_sync(async_execute_cell)  # type: ignore[assignment]

    async def _async_poll_for_reply(
        self,
        msg_id: str,
        cell: NotebookNode,
        timeout: int | None,
        task_poll_output_msg: asyncio.Future[Any],
        task_poll_kernel_alive: asyncio.Future[Any],
    ) -> dict[str, Any]:
        """Return the reply to a cell after all its outputs; interrupt it in time."""
        task_poll_kernel_alive.cancel()  # this checks the kernel itself, at every turn
        reply = await self._reply(msg_id, cell)
        deadline = self._grace()
        while not task_poll_output_msg.done():
            await asyncio.wait([task_poll_output_msg], timeout=ALIVE_SECONDS)
            if not task_poll_output_msg.done():
                await self._async_check_alive()
                if deadline.passed():
                    raise CellTimeoutError("its outputs did not end in time")
        task_poll_output_msg.result()
        if reply["content"].get("status") != "ok":
            failure = as_sent("error", reply["content"])
            assert failure is not None
            self.ending.note("error", failure)
        return reply

    async def _reply(self, msg_id: str, cell: NotebookNode) -> dict[str, Any]:
        assert self.kc is not None
        deadline = self._cell_deadline()
        while True:
            channel = self.kc.shell_channel
            try:
                reply = await ensure_async(channel.get_msg(timeout=POLL_SECONDS))
            except Empty:
                await self._async_check_alive()
            else:
                if reply["parent_header"].get("msg_id") == msg_id:
                    return reply
            if deadline.passed():
                self.ending.interrupted = True
                handled = await self._async_handle_timeout(0, cell)
                assert handled is not None  # there is an error_on_timeout
                return {**handled, "parent_header": {"msg_id": msg_id}}

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> Any:
        kind = msg["header"]["msg_type"]
        content = as_sent(kind, msg["content"])
        self._messages += kind != "status"
        if content is not None:
            self.ending.note(kind, content)
        if content is None or (self._messages > MAX_MESSAGES and kind != "status"):
            self.dropped += 1  # without a log line: there may be any number of them
            return None
        if kind in OUTPUTS and self._exceeds(kind, content, cell):
            return None
        clean = {**msg, "msg_type": kind, "content": content}
        try:
            return super().process_message(clean, cell, cell_index)
        except UNREADABLE:
            return None  # ignore an output that cannot be shown
        finally:
            cell.execution_count = count_of(cell.get("execution_count"))

    def _exceeds(self, kind: str, content: dict, cell: NotebookNode) -> bool:
        """Return whether this output exceeds a bound; say so once in the cell."""
        size = size_of(content)
        if name := content.get("transient", {}).get("display_id"):
            # Every output of this name changes, and each is in the file separately.
            places = self._display_id_map.get(name, {}).values()
            size *= sum(map(len, places)) + (kind != "update_display_data")
        if self._output + size <= self._max_output and size <= self._left:
            self._output += size
            self._left -= size
            return False
        if not self._is_full:
            cell.outputs.append(let_go())
        self._output, self._is_full = self._max_output, True
        return True
