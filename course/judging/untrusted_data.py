"""What data from a submission may hide: its real size, and text that no file takes.

A list of a list of a list that each have the next one twice is small in memory and in
a message; whoever makes an array of it, or copies it, needs as much as `expanded_size`
tells. So is one long text among short ones, of which NumPy makes as many long ones. And
half of a surrogate pair can be printed and sent as JSON, but no file,
terminal or database takes it, so it is replaced wherever a submission's text comes in.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np

BYTES = 32  # of a number, a reference and what goes with them
NUMBER = 8  # bytes of a number in an array, mostly
CHARACTER = 4  # bytes, of a text in an array


def expanded_size(data: Any) -> int:
    """Bytes of data with each part counted as often as it occurs.

    Lists are counted as the arrays that can be made of them, where one long text makes
    every other one as long. Raises ValueError where something is a part of itself.
    """
    return _Sizes().of(data)


class _Sizes:
    """The sizes of data whose parts may occur in many places."""

    def __init__(self) -> None:
        self._sizes: dict[int, int] = {}
        self._blocks: dict[int, _Block | None] = {}  # of what has a size already

    def of(self, data: Any) -> int:
        if isinstance(data, np.ndarray):
            # As an array of the usual numbers, or a list of rows.
            size = max(data.nbytes, NUMBER * data.size)
            return BYTES + max(size, BYTES * max(data.shape, default=0))
        if isinstance(data, str | bytes):
            return BYTES + len(data)
        if not isinstance(data, list | tuple | dict | set | frozenset):
            return BYTES
        if id(data) in self._sizes:
            if self._sizes[id(data)] < 0:
                raise ValueError("it contains itself")
            return self._sizes[id(data)]
        self._sizes[id(data)] = -1
        size, block = BYTES, None
        for parts in (data, data.values()) if isinstance(data, dict) else (data,):
            as_parts = sum(map(self.of, parts))
            block = self._block(parts)
            size += max(as_parts, block.bytes if block else 0)
        self._sizes[id(data)] = size
        self._blocks[id(data)] = block if isinstance(data, list | tuple) else None
        return size

    def _block(self, parts: Collection[Any]) -> _Block | None:
        """The array that NumPy would make of `parts`; None where it makes none."""
        blocks = [self._block_of(part) for part in parts]
        shapes = {block.shape if block else None for block in blocks}
        if len(shapes) != 1 or None in shapes:
            return None
        [shape] = shapes
        assert shape is not None
        longest = max(block.longest for block in blocks if block)
        return _Block((len(blocks), *shape), longest)

    def _block_of(self, part: Any) -> _Block | None:
        if isinstance(part, str | bytes):
            return _Block((), len(part))
        if isinstance(part, list | tuple):
            return self._blocks.get(id(part))
        return None if isinstance(part, dict | np.ndarray) else _Block((), 0)


class _Block(NamedTuple):
    """The shape of an array, and how many characters its longest text has."""

    shape: tuple[int, ...]
    longest: int

    @property
    def bytes(self) -> int:
        """The bytes of such an array of texts; nothing where there is no text."""
        return math.prod(self.shape) * self.longest * CHARACTER


def replace_lone_surrogates(value: Any) -> Any:
    """The same data of JSON, with a question mark for every half of a pair."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.loads(text.encode("utf-8", "replace"))
    return value
