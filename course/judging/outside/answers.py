"""The other end of a test cell's names: carries out its requests beside the answers.

It is loaded into a student's kernel after the judge's guest, and like that it holds no
secret and is trusted in nothing that it sends.
"""

from __future__ import annotations

import builtins
import importlib
import inspect
import operator
import random
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

from course.judging.guest import Guest, _as_tensor, _is_tensor
from course.judging.outside.data import WiderGraph, adds_only_names

MAX_LINEAGE = 20
MODULES = ("matplotlib.pyplot",)  # those whose state a test looks at
NOTEBOOK = "__main__"  # the module of what a notebook defines


def signature(thing: Callable[..., Any]) -> tuple[list[dict], dict]:
    """Return the parameters of a callable and what it returns, as data."""
    found = inspect.signature(thing)
    told = [
        {"name": one.name, "kind": int(one.kind), "default": one.default}
        | {"annotation": one.annotation}
        for one in found.parameters.values()
    ]
    returned = {"return_annotation": found.return_annotation}
    return [_present(one) for one in told], _present(returned)


def _present(values: dict) -> dict:
    return {n: v for n, v in values.items() if v is not inspect.Parameter.empty}


FUNCTIONS: dict[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (
        *(len, str, repr, bool, int, float, complex, abs, round, divmod, isinstance),
        *(iter, next, reversed, setattr, delattr, format, issubclass, hash),
        signature,
    )
}


class AnswerGraph(WiderGraph):
    """The end of an object graph where answers are.

    What is of a class that the notebook makes is no data, even if it is a list as well.
    """

    def _value(self, value: Any) -> object:
        kind = type(value)
        is_shared = self.shared.get(kind.__name__) is kind
        is_data = kind.__module__ != NOTEBOOK or is_shared or adds_only_names(kind)
        return super()._value(value) if is_data else self._keep(value)


class AnswerGuest(Guest):
    """Carries out what a test cell does with the names of one notebook."""

    def __init__(self, names: dict[str, Any], ask: Callable[[str], str]) -> None:
        self._shared: dict[str, type] = {}
        self._input: Any = None  # as it was before a test replaced it
        super().__init__(names, ask)
        self._numbers: dict[int, int] = {}  # of what has a handle, by its id

    def _do_apply(self, message: dict) -> object:
        what = message["what"]
        args = self._graph.unpack(message)
        return (FUNCTIONS.get(what) or getattr(operator, what))(*args)

    def _do_generators(self, message: dict) -> None:
        ours, pythons = self._graph.unpack(message)
        np.random.set_state(ours)
        random.setstate(pythons)

    def _do_shared(self, message: dict) -> None:
        found = {name: self._names.get(name) for name in self._graph.unpack(message)}
        self._shared = {n: one for n, one in found.items() if isinstance(one, type)}

    def _do_bind_names(self, message: dict) -> None:
        self._names.update(self._graph.unpack(message))

    def _do_input(self, message: dict) -> None:
        """Have `input` ask the test, if that has put a function in its place."""
        given = self._graph.unpack(message)
        self._input = self._input or builtins.input
        builtins.input = given or self._input

    def _target(self, message: dict) -> Any:
        if message.get("module") not in MODULES:
            return super()._target(message)
        thing = importlib.import_module(message["module"])
        return operator.attrgetter(".".join(message["path"]))(thing)

    def _new_graph(self) -> WiderGraph:
        graph = AnswerGraph(1, self._keep, self._restore, _as_tensor, _is_tensor)
        graph.shared = self._shared
        return graph

    def _keep(self, thing: object) -> list:
        if isinstance(thing, ModuleType):
            return ["module", thing.__name__]
        # One object has one number, so that a test can tell whether two are the same.
        known = self._numbers.get(id(thing))
        kept: list = ["handle", known, ""] if known else super()._keep(thing)
        if kept[0] == "handle":
            self._numbers[id(thing)] = kept[1]  # which keeps it alive, and its id
            kept[2] = lineage(type(thing))
        if isinstance(thing, type) and issubclass(thing, BaseException):
            return ["error", kept[1], lineage(thing)]
        return kept

    def _restore(self, value: list) -> object:
        if value[0] == "iterator":
            return _items(super()._restore(["function", value[1]]))
        if value[0] == "file":
            return LentFile(super()._restore(["function", value[1]]))
        made = super()._restore(value)
        if value[0] == "function" and len(value) > 3:
            made.__doc__ = value[3]
        return made

    def _error_of(self, reply: dict) -> Exception:
        if reply.get("status") != "raised":
            return super()._error_of(reply)
        kind = next(
            getattr(builtins, n) for m, n in reply["lineage"] if m == "builtins"
        )
        made: Exception = kind(*self._graph.unpack(reply))
        made._tests_error = reply["number"]  # type: ignore[attr-defined]
        return made

    def _more_on(self, error: BaseException) -> dict[str, Any]:
        try:
            notes = tuple(map(str, getattr(error, "__notes__", ())))
            args = error.args
            if isinstance(error, OSError) and error.filename is not None:
                args = (*args, error.filename)
            told = self._graph.pack((args, notes, error.__cause__))
        except Exception:
            told = self._graph.pack(((), (), None))
        more = {"lineage": lineage(type(error)), **told}
        if (number := getattr(error, "_tests_error", None)) is not None:
            more["tests_error"] = number
        if type(error).__module__ == NOTEBOOK:
            more["handle"] = super()._keep(error)[1]
        return more


class LentFile:
    """An open file of the test: what is done to it is done there."""

    def __init__(self, ask: Any) -> None:
        self._ask = ask

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args: self._ask(name, *args)

    def __iter__(self) -> Iterator[Any]:
        while line := self._ask("readline"):
            yield line

    def __enter__(self) -> LentFile:
        return self

    def __exit__(self, *error: object) -> None:
        self._ask("close")


def _items(ask: Any) -> Iterator[Any]:
    """Yield what an iterator of the test gives."""
    while found := ask():
        yield found[0]


def lineage(kind: type) -> list[list[str]]:
    """Return the names of a class and of those that it inherits from, nearest first."""
    found = [[str(c.__module__), c.__qualname__] for c in kind.__mro__]
    return found[:MAX_LINEAGE]


def enter(guest: ModuleType) -> None:
    """Serve the kernel that this was loaded into, in the place of the judge's guest."""
    from IPython import get_ipython

    shell = get_ipython()
    kernel = shell.kernel
    answers = AnswerGuest(shell.user_ns, lambda text: kernel.raw_input(text))
    guest.serve = answers.serve  # type: ignore[attr-defined]
