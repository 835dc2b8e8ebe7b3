"""Read what an answer sends, within bounds."""

from __future__ import annotations

import json
import re
from typing import Any

from course.judging.guest import ObjectGraph
from course.judging.untrusted_data import expanded_size, replace_lone_surrogates
from utils.checking import AnswerError, InfrastructureError, LimitReached

MAX_REPLY = 64 * 2**20  # characters of one message from an answer
MAX_UNFOLDED = 256 * 2**20  # bytes of its value; each part counts wherever it occurs
MAX_PARTS = 4_000_000  # of a message: each costs memory, however short it is
OF_ONE_SIZE = ("array", "generator")
BROKEN = "the notebook broke the connection to the checks"
TOO_MUCH_DATA = "the answer returned too much data"
_ESCAPED_HALF = re.compile(r"\\u[dD][89A-Fa-f]")  # the other half may follow


def refuse_too_long(text: str) -> None:
    """Raise LimitReached for a message that would take too much memory to read."""
    if len(text) > MAX_REPLY or sum(map(text.count, "[{,")) > MAX_PARTS:
        raise LimitReached(TOO_MUCH_DATA)


def parsed(text: str) -> dict:
    """Return the object in a message; raise AnswerError, or LimitReached."""
    refuse_too_long(text)
    try:
        reply = json.loads(text)
        if _ESCAPED_HALF.search(text):
            reply = replace_lone_surrogates(reply)
    except (ValueError, RecursionError):
        reply = None
    if not isinstance(reply, dict):
        raise AnswerError(BROKEN)
    return reply


def value_in(graph: ObjectGraph, message: dict) -> tuple[Any, int]:
    """Return the value of a message, and the bytes of all that is in it."""
    try:
        value = graph.unpack(message)
        # Arrays and generators keep their size, so with them nothing else has grown.
        fresh = message["objects"]
        grown = any(content[0] not in OF_ONE_SIZE for content in fresh.values())
        received = graph.objects if grown else map(graph.numbered, fresh)
        size = expanded_size(value, *received)
    except (AnswerError, InfrastructureError):
        raise
    except MemoryError:
        raise LimitReached(TOO_MUCH_DATA) from None
    except (Exception, RecursionError):
        raise AnswerError("it returned something that cannot be read") from None
    if size > MAX_UNFOLDED:
        raise LimitReached(TOO_MUCH_DATA)
    return value, size
