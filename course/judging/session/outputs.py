"""What a kernel may put into a notebook: few kinds of messages, with few fields.

A notebook's own code can publish anything in the kernel's name. This reads only the
fields that a kernel fills, and turns each into what nbformat and nbgrader need. All
else is dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

STATES = ("busy", "idle", "starting")
KIND = re.compile(r"[a-z]+/[A-Za-z0-9.+_-]{1,80}")  # of a picture, a page, a text
MAX_KINDS = 12  # of one output
MAX_NAME = 200  # characters
MAX_LINES = 1000  # of a traceback
MAX_COUNT = 10**9
MAX_PIXELS = 10_000
LET_GO = "… the rest of the output was dropped\n"


def as_sent(kind: object, content: object) -> dict[str, Any] | None:
    """Return the known fields of a message's content, or None if the content is no use.

    Return None also for kinds that grading does not need, such as those of widgets.
    """
    if not isinstance(kind, str) or not isinstance(content, dict):
        return None
    read = _READERS.get(kind)
    return read(content) if read else None


def size_of(outputs: object) -> int:
    """Return how many characters outputs take in a file."""
    return len(json.dumps(outputs, default=str))


def keep_within(cells: list[NotebookNode], limit: int) -> None:
    """Keep the first outputs of all cells, up to `limit` characters together."""
    left = limit
    for cell in cells:
        kept = []
        for output in cell.outputs:
            left -= (size := size_of(output))
            if left < 0:
                if left + size >= 0:  # say so once
                    kept.append(let_go())
                break
            kept.append(output)
        cell.outputs = kept


def let_go() -> NotebookNode:
    """Return the output that says that others are missing."""
    return new_output("stream", name="stdout", text=LET_GO)


def count_of(value: object) -> int | None:
    """Return a cell's execution count if it is valid."""
    return value if type(value) is int and 0 <= value <= MAX_COUNT else None


def _status(content: dict) -> dict[str, Any] | None:
    state = content.get("execution_state")
    known = isinstance(state, str) and state in STATES
    return {"execution_state": state} if known else None


def _execute_input(content: dict) -> dict[str, Any]:
    return {"code": "", "execution_count": count_of(content.get("execution_count"))}


def _stream(content: dict) -> dict[str, Any] | None:
    text = _text(content.get("text"))
    name = "stderr" if content.get("name") == "stderr" else "stdout"
    return None if text is None else {"name": name, "text": text}


def _display(content: dict) -> dict[str, Any]:
    data: dict[str, str] = {}
    for kind, value in _dict(content.get("data")).items():
        text = _text(value)
        if KIND.fullmatch(str(kind)) and text is not None and len(data) < MAX_KINDS:
            data[str(kind)] = text
    sent = _dict(content.get("metadata"))
    metadata = {kind: _measures(sent[kind]) for kind in data if kind in sent}
    name = _dict(content.get("transient")).get("display_id")
    named = isinstance(name, str) and 0 < len(name) <= MAX_NAME
    transient = {"display_id": name} if named else {}
    return {"data": data, "metadata": metadata, "transient": transient}


def _execute_result(content: dict) -> dict[str, Any]:
    count = count_of(content.get("execution_count"))
    return {**_display(content), "execution_count": count}


def _error(content: dict) -> dict[str, Any]:
    lines = content.get("traceback")
    lines = lines[:MAX_LINES] if isinstance(lines, list) else []
    return {
        "ename": (_text(content.get("ename")) or "Error")[:MAX_NAME],
        "evalue": _text(content.get("evalue")) or "",
        "traceback": [line for line in lines if isinstance(line, str)],
    }


def _clear_output(content: dict) -> dict[str, Any]:
    return {"wait": content.get("wait") is True}


_READERS: dict[str, Callable[[dict], dict[str, Any] | None]] = {
    "status": _status,
    "execute_input": _execute_input,
    "stream": _stream,
    "display_data": _display,
    "update_display_data": _display,
    "execute_result": _execute_result,
    "error": _error,
    "clear_output": _clear_output,
}


def _text(value: object) -> str | None:
    """Return a text; join one that is a list of lines, as in notebooks."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value if isinstance(value, str) else None


def _dict(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _measures(metadata: object) -> dict[str, Any]:
    """Return the size and description of a picture."""
    sizes = {
        name: value
        for name in ("width", "height")
        if type(value := _dict(metadata).get(name)) is int and 0 < value <= MAX_PIXELS
    }
    alt = _dict(metadata).get("alt")
    return sizes | ({"alt": alt} if isinstance(alt, str) else {})
