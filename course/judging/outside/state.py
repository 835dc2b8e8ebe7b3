"""What a test cell changes that its answers depend on.

The answers run in another process, so it is sent to them before the next request: the
states of the global generators, names that the test has bound and the answers read, and
what stands in the place of `input`.
"""

from __future__ import annotations

import builtins
import random
import sys
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np

from course.judging.outside.data import is_plain

NOTEBOOK = "__main__"  # the module of what a notebook defines


class State:
    """What the answers have been told, and what is another now.

    `names` are those of the tests, and `read` those of them that answers may read.
    `shared` has the classes that the instructor's own cells bind on both ends.
    """

    def __init__(self) -> None:
        self._generators = _generators()[1]  # as every kernel has them at first
        self._input = self._own_input = builtins.input
        self._told: dict[str, object] = {}
        self._shared_told = False
        self.names: Mapping[str, object] = {}
        self.read: set[str] = set()
        self.shared: dict[str, type] = {}

    def begin(self) -> None:
        """Begin a test."""
        self._shared_told = False  # the answers may have another process

    def note_own(self, own: Mapping[str, object]) -> None:
        """Note what the instructor's own cells have bound, on both ends."""
        self._told |= own
        for name, kind in own.items():
            if isinstance(kind, type) and _is_own(kind):
                self.shared[name] = kind

    def changes(self) -> Iterator[tuple[str, object]]:
        """Yield what the answers have to do, and with what."""
        if self.shared and not self._shared_told:
            self._shared_told = True
            yield "shared", tuple(self.shared)
        states, known = _generators()
        if known != self._generators:
            self._generators = known
            yield "generators", states
        if builtins.input != self._input:  # the kernel's own is made anew
            self._input = builtins.input
            yield "input", None if self._input == self._own_input else self._input
        for name in self.read:
            value = self.names.get(name, self)
            is_known = value is self or self._told.get(name, self) is value
            if not is_known and not _is_imported(value):
                self._told[name] = value
                yield "bind_names", {name: value}


def _is_own(kind: type) -> bool:
    """Return whether a class is the instructor's, of the notebook or beside it."""
    if not is_plain(kind) and not issubclass(kind, Enum):
        return False
    file = getattr(sys.modules.get(kind.__module__), "__file__", None)
    beside = file is not None and Path(file).is_relative_to(Path.cwd())
    return kind.__module__ == NOTEBOOK or beside


def _generators() -> tuple[tuple, list]:
    """Return the states of NumPy's and Python's generators, and what to compare."""
    numpys: Any = np.random.get_state()
    pythons = random.getstate()
    return (numpys, pythons), [numpys[1].tobytes(), *numpys[2:], pythons]


def _is_imported(value: object) -> bool:
    """Return whether a test did not make a value itself, or makes objects with it."""
    if isinstance(value, FunctionType):
        return value.__module__ != NOTEBOOK
    return isinstance(value, ModuleType | type | BuiltinFunctionType)
