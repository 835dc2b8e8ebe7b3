"""What data from a submission may hide: its real size, and text that no file takes.

A list of a list of a list that each have the next one twice is small in memory and in
a message; whoever makes an array of it, or copies it, needs as much as `expanded_size`
tells. And half of a surrogate pair can be printed and sent as JSON, but no file,
terminal or database takes it, so it is replaced wherever a submission's text comes in.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

BYTES = 32  # of a number, a reference and what goes with them


def expanded_size(data: Any) -> int:
    """Bytes of data with each part counted as often as it occurs.

    Raises ValueError where something is a part of itself.
    """
    return _size(data, {})


def _size(data: Any, known: dict[int, int]) -> int:
    if isinstance(data, np.ndarray):
        return BYTES + max(data.nbytes, BYTES * max(data.shape, default=0))
    if isinstance(data, str | bytes):
        return BYTES + len(data)
    if not isinstance(data, list | tuple | dict | set | frozenset):
        return BYTES
    if id(data) in known:
        if known[id(data)] < 0:
            raise ValueError("it contains itself")
        return known[id(data)]
    known[id(data)] = -1
    parts = data
    if isinstance(data, dict):
        parts = [part for pair in data.items() for part in pair]
    known[id(data)] = BYTES + sum(_size(part, known) for part in parts)
    return known[id(data)]


def replace_lone_surrogates(value: Any) -> Any:
    """The same data of JSON, with a question mark for every half of a pair."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.loads(text.encode("utf-8", "replace"))
    return value
