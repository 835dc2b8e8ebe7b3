"""The other end of a test cell's names: carries out its requests beside the answers.

It is loaded into a student's kernel after the judge's guest, and like that it holds no
secret and is trusted in nothing that it sends.
"""

from __future__ import annotations

import inspect
import operator
import random
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from course.judging.guest import Guest, _as_tensor, _is_tensor
from course.judging.outside.data import WiderGraph, adds_only_names

MAX_LINEAGE = 20
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
        is_data = kind.__module__ != NOTEBOOK or adds_only_names(kind)
        return super()._value(value) if is_data else self._keep(value)


class AnswerGuest(Guest):
    """Carries out what a test cell does with the names of one notebook."""

    def _do_apply(self, message: dict) -> object:
        what = message["what"]
        args = self._graph.unpack(message)
        return (FUNCTIONS.get(what) or getattr(operator, what))(*args)

    def _do_generators(self, message: dict) -> None:
        ours, pythons = self._graph.unpack(message)
        np.random.set_state(ours)
        random.setstate(pythons)

    def _new_graph(self) -> WiderGraph:
        return AnswerGraph(1, self._keep, self._restore, _as_tensor, _is_tensor)

    def _keep(self, thing: object) -> list:
        if isinstance(thing, ModuleType):
            return ["module", thing.__name__]
        kept = super()._keep(thing)
        if kept[0] == "handle":
            kept[2] = lineage(type(thing))
        if isinstance(thing, type) and issubclass(thing, BaseException):
            return ["error", kept[1], lineage(thing)]
        return kept

    def _more_on(self, error: BaseException) -> dict[str, Any]:
        try:
            args = self._graph.pack(error.args)
        except Exception:
            args = self._graph.pack(())
        return {"lineage": lineage(type(error)), **args}


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
