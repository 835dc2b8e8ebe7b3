"""What a test lends to the answers: its functions, iterators and open files.

The answers call them by number, and get data back. Of a file they may call what reads,
writes and moves; nothing else of the test's process can be reached.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

FILE_METHODS = "read readline readlines write writelines seek tell flush getvalue close"


class Lent:
    """The functions that a test has lent, by number, and what they have raised."""

    def __init__(self) -> None:
        self._functions: dict[int, Callable] = {}
        self._numbers: dict[int, int] = {}  # of iterators and files, by their id
        self._kept: list[object] = []
        self.raised: list[Exception] = []

    def keep(self, thing: Any) -> list | None:
        """Return what stands for a thing on the wire; None if it cannot be lent."""
        if isinstance(thing, io.IOBase):
            return ["file", self._number_of(thing, _file_call(thing))]
        if callable(thing):
            name = str(getattr(thing, "__name__", "function"))
            doc = getattr(thing, "__doc__", None)
            return ["function", self._add(thing), name, doc and str(doc)]
        if isinstance(thing, Iterator):
            return ["iterator", self._number_of(thing, _item_of(thing))]
        return None

    def get(self, number: int) -> Callable:
        """Return the function with a number; raise KeyError if there is none."""
        return self._functions[number]

    def __contains__(self, number: object) -> bool:
        return number in self._functions

    def _number_of(self, thing: object, call: Callable) -> int:
        if id(thing) not in self._numbers:
            self._kept.append(thing)
            self._numbers[id(thing)] = self._add(call)
        return self._numbers[id(thing)]

    def _add(self, function: Callable) -> int:
        number = len(self._functions) + 1
        self._functions[number] = function
        return number


def _file_call(file: io.IOBase) -> Callable:
    def call(method: str, *args: object) -> object:
        if method not in FILE_METHODS.split():
            raise AttributeError(method)
        return getattr(file, method)(*args)

    return call


def _item_of(iterator: Iterator) -> Callable:
    def call() -> tuple:
        """Return the next item in a tuple, which is empty at the end."""
        return next(((item,) for item in iterator), ())

    return call
