"""How big data is for code that takes no notice of what occurs in it twice.

A list of a list of a list that each have the next one twice is small in memory and in
a message, but whoever makes an array of it, or copies it, needs as much as this tells.
"""

from __future__ import annotations

from typing import Any

import numpy as np

BYTES = 32  # of a number, a reference and what goes with them


def unfolded(data: Any) -> int:
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
