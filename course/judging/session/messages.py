"""What a kernel sends while its cells run: read with suspicion, kept within a bound.

A notebook's own code can send anything in the kernel's name. What no kernel would
send is a `MalformedMessage` here, at the border, so that whatever else goes wrong
further in is known to be our fault and not the notebook's.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from queue import Empty
from typing import Any

from jupyter_client.session import Session
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from nbclient.util import ensure_async, run_sync
from nbformat import NotebookNode, ValidationError
from nbformat.v4 import new_output

from course.judging.session.clock import Deadline
from course.judging.untrusted_data import replace_lone_surrogates

POLL_SECONDS = 0.1  # between two looks at a deadline
ALIVE_SECONDS = 1.0  # between two looks at a kernel whose outputs are awaited

OUTPUT_TYPES = {"stream", "display_data", "execute_result", "error", "clear_output"}
OUTPUT_TYPES |= {"update_display_data", "comm_open", "comm_msg", "comm_close"}
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


class MalformedMessage(Exception):
    """A message that no kernel sends: a notebook's own code sent it."""


class Messages(Session):
    """Jupyter's messages, of which only well-formed ones are let in."""

    def feed_identities(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().feed_identities(*args, **kwargs)
        except UNREADABLE as error:
            raise MalformedMessage(str(error)) from error

    def deserialize(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            message = super().deserialize(*args, **kwargs)
            message["content"] = replace_lone_surrogates(message["content"])
        except UNREADABLE as error:
            raise MalformedMessage(str(error)) from error
        kind, content = message["header"]["msg_type"], message["content"]
        parts = (message["parent_header"], message["metadata"], content)
        if not isinstance(kind, str) or not all(isinstance(p, dict) for p in parts):
            raise MalformedMessage("a part of a message is of the wrong type")
        if kind.endswith("_reply") and not isinstance(content.get("status"), str):
            raise MalformedMessage("a reply without a status")
        return message


class BoundedClient(NotebookClient):
    """A NotebookClient that stops keeping a cell's outputs at a bound.

    `cell_deadline` makes the limit of a cell, `grace` that of what has to follow an
    interrupt or the reply: neither is a number of seconds on the wall.
    """

    def __init__(
        self,
        nb: NotebookNode,
        *,
        max_output: int,
        cell_deadline: Callable[[], Deadline],
        grace: Callable[[], Deadline],
        **kwargs: Any,
    ) -> None:
        super().__init__(nb, **kwargs)
        self.interrupted = False  # the last cell
        self._cell_deadline = cell_deadline
        self._grace = grace
        self._max_output = max_output
        self._output = 0

    async def async_execute_cell(self, *args: Any, **kwargs: Any) -> NotebookNode:
        self._output = 0
        self.interrupted = False
        before = asyncio.all_tasks()
        try:
            return await super().async_execute_cell(*args, **kwargs)
        finally:
            # nbclient leaves those that watch the kernel running where a cell fails.
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
        """The reply to a cell, with all its outputs; interrupts it when time is up."""
        task_poll_kernel_alive.cancel()  # it is looked at here, at every turn
        reply = await self._reply(msg_id, cell)
        deadline = self._grace()
        while not task_poll_output_msg.done():
            await asyncio.wait([task_poll_output_msg], timeout=ALIVE_SECONDS)
            if not task_poll_output_msg.done():
                await self._async_check_alive()
                if deadline.passed():
                    raise CellTimeoutError("its outputs did not come to an end")
        task_poll_output_msg.result()
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
                self.interrupted = True
                handled = await self._async_handle_timeout(0, cell)
                assert handled is not None  # there is an error_on_timeout
                return {**handled, "parent_header": {"msg_id": msg_id}}

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> Any:
        try:
            if msg["header"]["msg_type"] in OUTPUT_TYPES and self._is_full(msg, cell):
                return None
            return super().process_message(msg, cell, cell_index)
        except UNREADABLE:
            return None  # an output that cannot be shown costs nobody anything
        finally:
            if not isinstance(cell.get("execution_count"), int):
                cell.execution_count = None

    def _is_full(self, msg: dict, cell: NotebookNode) -> bool:
        """Whether this output is beyond the bound; says so once in the cell."""
        before = self._output
        self._output += len(json.dumps(msg["content"], default=str))
        if self._output <= self._max_output:
            return False
        if before <= self._max_output:
            told = "… the rest of the output was let go\n"
            cell.outputs.append(new_output("stream", name="stdout", text=told))
        return True
