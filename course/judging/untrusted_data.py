"""Traps in data from a submission: its expanded size, and text that no file can hold.

Nested lists that each hold the next one twice are small in memory and in a message, but
an array or a copy of them needs as many bytes as `expanded_size` returns. The same is
true of one long text among short ones, since NumPy makes every text as long. And half
of a surrogate pair can be printed and sent as JSON, but no file, terminal or database
accepts it. So it is replaced wherever a submission's text comes in.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np

BYTES = 32  # of a number or a reference, with its overhead
NUMBER = 8  # bytes of most numbers in arrays
CHARACTER = 4  # bytes of a character in an array
NUMBERS = frozenset({bool, int, float, complex})


def expanded_size(*data: Any) -> int:
    """Return the bytes that data takes when each part counts as often as it occurs.

    Lists count as the arrays that can be made of them, in which one long text makes
    every other text as long. Raise ValueError if something contains itself.
    """
    return sum(map(_Sizes().of, data))


class _Sizes:
    """The sizes of data whose parts may occur in many places."""

    def __init__(self) -> None:
        self._sizes: dict[int, int] = {}
        self._blocks: dict[int, _Block | None] = {}  # of data whose size is known

    def of(self, data: Any) -> int:
        if type(data) in NUMBERS:  # a shortcut
            return BYTES
        if isinstance(data, np.ndarray):
            # Count it as an array of the usual numbers, or as a list of rows.
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
            if plain := _plain(parts):
                as_parts, block = plain
            else:
                as_parts, block = sum(map(self.of, parts)), self._block(parts)
            size += max(as_parts, block.bytes if block else 0)
        self._sizes[id(data)] = size
        self._blocks[id(data)] = block if isinstance(data, list | tuple) else None
        return size

    def _block(self, parts: Collection[Any]) -> _Block | None:
        """Return the array that NumPy would make of `parts`; None if it makes none."""
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
    """The shape of an array and the length of its longest text."""

    shape: tuple[int, ...]
    longest: int

    @property
    def bytes(self) -> int:
        """The bytes of such an array of texts; 0 if it holds none."""
        return math.prod(self.shape) * self.longest * CHARACTER


def _plain(parts: Collection[Any]) -> tuple[int, _Block] | None:
    """Return the size and the array of numbers alone or texts alone, as most lists are.

    This only saves time: such parts have no parts of their own.
    """
    kinds = set(map(type, parts))
    lengths = [0]
    if kinds == {str}:
        lengths = list(map(len, parts))
    elif not kinds or not kinds <= NUMBERS:
        return None
    return BYTES * len(parts) + sum(lengths), _Block((len(parts),), max(lengths))


def replace_lone_surrogates(value: Any) -> Any:
    """Return JSON data with a question mark in place of every lone surrogate."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.loads(text.encode("utf-8", "replace"))
    return value
