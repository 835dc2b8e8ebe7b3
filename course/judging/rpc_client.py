"""The judge's end of the wire: requests to one answer, and stand-ins for what it has.

What comes back is data or a handle. It is never unpickled, none of its own methods
compares it, and its claims about its type are not trusted. The `Channel` carries the
messages.
"""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np

from course.judging.guest import HANDLE_GONE, MAX_PRINTED, ObjectGraph
from course.judging.replies import BROKEN, TOO_MUCH_DATA, parsed, value_in
from utils.checking import AnswerError, InfrastructureError, LimitReached
from utils.errors import MAX_EXPLAINED, NOT_SO_CALLED
from utils.remedies import with_remedy
from utils.tensors import Tensor, is_tensor

MAX_RECEIVED = 2**30  # bytes, counted the same way, for one criterion
MAX_PRINTS = 1000  # texts of MAX_PRINTED characters
PROCESS_ENDED = "the notebook's process ended"
LEFT_OUT = (
    "; {name} is made in a cell that grading leaves out, which takes only the imports, "
    "functions and classes of it: make it in your own cell"
)
NO_DATA = "it returned something that is not data"
_MISSING_NAME = re.compile(r"NameError: name '(\w+)' is not defined")


class Channel(Protocol):
    """Carries one request to the answer, and the answer's questions back."""

    def converse(self, request: str, answer_question: Callable[[str], str]) -> str:
        """Return the reply to `request`; raise LimitReached or InfrastructureError."""


class Proxy:
    """A stand-in for a function, class or object in the student's process."""

    def __init__(self, client: RpcClient, target: dict) -> None:
        self._client = client
        self._where = target

    def __call__(self, *args: object, **kwargs: object) -> Any:
        request = {"do": "call", **self._where}
        with self._client.lending():
            # Tuples, since every later message would look into a list or dictionary.
            result = self._client.request(request, (args, (*kwargs.items(),)))
            if isinstance(result, Proxy):  # perhaps an object that keeps a function
                self._client.leave_lent()
            return result

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        path = [*self._where.get("path", []), name]
        found = self._client.request({"do": "get", **self._where, "path": path})
        if isinstance(found, Proxy):
            # A method that is called by its path keeps its object.
            return Proxy(self._client, {**self._where, "path": path})
        return found

    def __bool__(self) -> bool:
        raise AnswerError(NO_DATA)  # or `assert answer.f(x)` would hold for any object

    def __eq__(self, other: object) -> bool:
        raise AnswerError(NO_DATA)  # or `!=` would hold for any object

    __hash__ = object.__hash__

    def __iter__(self) -> Iterator[Any]:
        items = self._client.request({"do": "iter", **self._where})
        if not isinstance(items, Proxy):
            yield from items
            return
        while True:
            try:
                some = self._client.request({"do": "next", **items._where})
            except _Exhausted:
                return
            if not isinstance(some, tuple):
                raise AnswerError(BROKEN)
            yield from some


class Allowance:
    """Processor time that several requests share.

    The answer's process says what it has spent. In case that is not true, PATIENCE
    times the allowance is the most that they may take in wall-clock time.
    """

    PATIENCE = 20

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._end = time.monotonic() + self.PATIENCE * seconds

    def left(self) -> float:
        """Return the seconds that are left; raise LimitReached if there are none."""
        if self._left <= 0 or time.monotonic() > self._end:
            raise LimitReached("the time for these calls is used up")
        return self._left

    def spend(self, seconds: object) -> None:
        """Take what a request has spent from the allowance, if it says a number."""
        if isinstance(seconds, int | float) and seconds > 0:
            self._left -= min(seconds, self._left)


class RpcClient:
    """Sends requests to one answer; holds the functions lent to it and its prints."""

    def __init__(
        self,
        channel: Channel,
        errors: Mapping[str, str],
        left_out: Collection[str],
    ) -> None:
        self._channel = channel
        self._errors = errors
        self._left_out = left_out
        self._functions: dict[int, Callable] = {}  # ours that the guest may call now
        self._left: dict[int, Callable] = {}  # of these: not taken back after a call
        self._lent = 0
        self._first: list[dict] = []  # what to do before the next request
        self._prints: deque[str] = deque(maxlen=MAX_PRINTS)
        self._failure: BaseException | None = None
        self._busy = False
        self._allowance: Allowance | None = None
        self.received = 0  # bytes of data since `begin`

    def prepare(self, message: dict, value: object = None) -> None:
        """Queue `message` with `value`, to be done just before the next request."""
        self._first.append({**message, **self._new_graph().pack(value)})

    def settle(self) -> None:
        """Have the guest do all that is queued.

        Its process may have ended, or replies with what nobody asked for.
        """
        try:
            if self._first:
                self.request({"do": "nothing"})
        except InfrastructureError:
            raise
        except Exception:
            return

    def request(self, message: dict, value: object = None) -> Any:
        """Have the guest do `message` with `value`; return its result as data.

        Raise AnswerError for what the answer raised, LimitReached if it ran out of
        time or memory, and whatever a function of ours raised when it was called.
        """
        if self._busy:
            raise RuntimeError("an answer cannot be called while it is calling us")
        graph = self._new_graph()
        if self._first:
            message, self._first = {"first": self._first, **message}, []
        if self._allowance is not None:
            message = {"seconds": self._allowance.left(), **message}
        text = json.dumps({**message, **graph.pack(value)})
        self._failure = None

        def answer_question(question: str) -> str:
            return self._call_ours(graph, question)

        self._busy = True
        try:
            reply = parsed(self._channel.converse(text, answer_question))
        finally:
            self._busy = False
        printed = reply.get("printed")
        if isinstance(printed, str):  # an honest guest has already shortened it
            self._prints.append(printed[:MAX_PRINTED])
        if self._allowance is not None:
            self._allowance.spend(reply.get("spent"))
        if self._failure is not None:
            raise self._failure
        status = reply.get("status")
        if status == "ok":
            return self._read(graph, reply)
        if status == "end":
            raise _Exhausted
        if status in ("limit", "late"):
            raise LimitReached("the call took too long and was interrupted")
        error = str(reply.get("error", "it ended without a result"))
        if error == f"LookupError: {HANDLE_GONE}":
            error = PROCESS_ENDED  # and a new process has replaced it
        name = message.get("name", "")
        if error == f"NameError: {name} is not defined":
            ended = self._errors.get(name)
            why = f"its cell ended with {ended}" if ended else NOT_SO_CALLED
            error = f"{name} is not defined: {why}"
        missing = _MISSING_NAME.match(error)
        if missing and missing[1] in self._left_out:
            error += LEFT_OUT.format(name=missing[1])
            raise AnswerError(error[:MAX_EXPLAINED])
        raise AnswerError(with_remedy(error[:MAX_EXPLAINED]))

    @contextmanager
    def lending(self) -> Iterator[None]:
        """At the end of a block, take back every function that was passed in it."""
        before = dict(self._functions)
        try:
            yield
        finally:
            self._functions = before | self._left

    def leave_lent(self) -> None:
        """Leave the functions that are lent now with the answer, until `begin`."""
        self._left |= self._functions

    def begin(self) -> None:
        """Count what is received from zero, and take back what was left lent."""
        self.received = 0
        for number in self._left:
            self._functions.pop(number, None)
        self._left = {}

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Allow the requests in a block so much processor time."""
        self._allowance = Allowance(seconds)
        try:
            yield
        finally:
            self._allowance = None

    def take_prints(self) -> str:
        """Return what was printed since the last call, as one text."""
        prints = "".join(self._prints)
        self._prints.clear()
        return prints

    def _read(self, graph: ObjectGraph, message: dict) -> Any:
        """Return the value of a message, and count it: what is received may be kept."""
        value, size = value_in(graph, message)
        self.received += size
        if self.received > MAX_RECEIVED:
            raise LimitReached(TOO_MUCH_DATA)
        return value

    def _new_graph(self) -> ObjectGraph:
        return ObjectGraph(0, self._keep, self._restore, _as_tensor, is_tensor)

    def _call_ours(self, graph: ObjectGraph, question: str) -> str:
        try:
            message = parsed(question)
            args, kwargs = self._read(graph, message)
            number = message.get("function")
            if number not in self._functions:
                raise AnswerError("it called a function that is no longer lent to it")
            result = self._functions[number](*args, **dict(kwargs))
            return json.dumps({"status": "ok", **graph.pack(result)})
        except Exception as failure:
            self._failure = failure
            return json.dumps({"status": "failed"})

    def _keep(self, thing: object) -> list:
        if isinstance(thing, Proxy):
            return ["theirs", thing._where]
        if not callable(thing):
            raise TypeError(f"cannot send a {type(thing).__name__} to an answer")
        self._lent += 1
        self._functions[self._lent] = thing
        return ["function", self._lent]

    def _restore(self, value: list) -> object:
        kind, number = value[0], value[1]
        if kind == "handle" and isinstance(number, int):
            return Proxy(self, {"handle": number})
        if kind == "function" and number in self._functions:
            return self._functions[number]
        raise AnswerError("it returned something that cannot be read")


class _Exhausted(Exception):
    """An iterator of the answer has no more items."""


def _as_tensor(array: np.ndarray) -> Tensor:
    return array.view(Tensor)
