"""A student's notebook as criteria see it: `answer.clip(...)` calls its `clip`.

The call goes over a wire with plain data, wherever the notebook runs. What comes back
is data or a handle; it is never unpickled, never compared by a method of its own, and
never believed about what it is. How messages travel is the channel's business.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Protocol

import numpy as np

from course.judging.guest import HANDLE_GONE, MAX_PRINTED, Guest, ObjectGraph
from course.judging.untrusted_data import expanded_size, replace_lone_surrogates
from utils.checking import MAX_TOLD, AnswerError, InfrastructureError, LimitReached
from utils.tensors import Tensor

MAX_REPLY = 64 * 2**20  # characters of one message from an answer
MAX_UNFOLDED = 256 * 2**20  # bytes of what is in it, each time that it is in it
MAX_PARTS = 4_000_000  # of a message: each costs memory, however short it is
MAX_RECEIVED = 2**30  # bytes, as MAX_UNFOLDED, that one criterion may be given
MAX_PRINTS = 1000  # texts of MAX_PRINTED characters
BROKEN = "the notebook broke the connection to the checks"
PROCESS_ENDED = "the notebook's process ended"
NO_DATA = "it returned something that is not data"
_ESCAPED_HALF = re.compile(r"\\u[dD][89A-Fa-f]")  # maybe with its other half


class Channel(Protocol):
    """Carries one request to where the answer lives, and its questions back."""

    def converse(self, request: str, answer_question: Callable[[str], str]) -> str:
        """The reply to `request`; raises LimitReached or InfrastructureError."""


class Answer:
    """The names of a notebook as a criterion sees them.

    `answer.name` is a stand-in for what the notebook calls `name`. `errors` are those
    that cells ended with, by grade_id: the reason why a name may be missing.
    """

    def __init__(
        self, channel: Channel, errors: Mapping[str, str] | None = None
    ) -> None:
        self._client = RpcClient(channel, errors or {})

    def __getattr__(self, name: str) -> Proxy:
        if name.startswith("_"):
            raise AttributeError(name)
        return Proxy(self._client, {"name": name})

    @contextmanager
    def replaced(self, name: str, function: Callable) -> Iterator[None]:
        """Let the notebook's `name` be `function`, which runs here, for a while."""
        with self._client.lending():
            self._client.prepare({"do": "replace", "name": name}, function)
            try:
                yield
            finally:
                self._client.prepare({"do": "restore", "name": name})

    def in_turn(self, name: str, *calls: tuple) -> list[Any]:
        """The results of several calls of `name`, as they are after the last of them.

        So what a later call does to the result of an earlier one is seen.
        """
        return Proxy(self._client, {"name": name})._in_turn(*calls)

    def bound(self, name: str, *given: object) -> Proxy:
        """The notebook's `name` with its first arguments given, for others to call."""
        return self._client.request({"do": "bind", "name": name}, list(given))

    def printed(self) -> str:
        """What the answer has printed since this was last asked."""
        return self._client.take_prints()

    def begin(self) -> None:
        """Let the answer give as much data again; said before each criterion."""
        self._client.received = 0

    def settle(self) -> None:
        """Have the notebook's names be its own again, before others look at them."""
        self._client.settle()


def local_answer(names: dict[str, Any]) -> Answer:
    """An answer in this very process, reached over the same wire; for tests."""
    return Answer(_LocalChannel(names))


class Proxy:
    """Stands for a function, class or object that lives in the student's process."""

    def __init__(self, client: RpcClient, target: dict) -> None:
        self._client = client
        self._where = target

    def __call__(self, *args: object, **kwargs: object) -> Any:
        request = {"do": "call", **self._where}
        with self._client.lending():
            return self._client.request(request, (list(args), kwargs))

    def _in_turn(self, *calls: tuple) -> list[Any]:
        """The results of several calls, as they are after the last of them."""
        request = {"do": "calls", **self._where}
        with self._client.lending():
            results = self._client.request(request, list(calls))
        if not isinstance(results, list) or len(results) != len(calls):
            raise AnswerError(BROKEN)
        return results

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        path = [*self._where.get("path", []), name]
        found = self._client.request({"do": "get", **self._where, "path": path})
        if isinstance(found, Proxy):
            # Called by its path, a method keeps its object.
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
                yield self._client.request({"do": "next", **items._where})
            except _Exhausted:
                return


class RpcClient:
    """Requests to one answer, with the functions and prints that belong to them."""

    def __init__(self, channel: Channel, errors: Mapping[str, str]) -> None:
        self._channel = channel
        self._errors = errors
        self._functions: dict[int, Callable] = {}  # ours, that the guest may call now
        self._lent = 0
        self._first: list[dict] = []  # what the next request brings along
        self._prints: deque[str] = deque(maxlen=MAX_PRINTS)
        self._failure: BaseException | None = None
        self._busy = False
        self.received = 0  # bytes of data, since this was last set to 0

    def prepare(self, message: dict, value: object = None) -> None:
        """Have the guest do `message` with `value` before it does the next request."""
        self._first.append({**message, **self._new_graph().pack(value)})

    def settle(self) -> None:
        """Have all done that is prepared."""
        if self._first:
            with suppress(AnswerError, LimitReached):  # then that process has ended
                self.request({"do": "nothing"})

    def request(self, message: dict, value: object = None) -> Any:
        """Have the guest do `message` with `value`; what it returns, as data.

        Raises AnswerError for what the answer raised, LimitReached where it ran out
        of time or memory, and whatever a function of ours raised when it was called.
        """
        if self._busy:
            raise RuntimeError("an answer cannot be called while it is calling us")
        graph = self._new_graph()
        if self._first:
            message, self._first = {"first": self._first, **message}, []
        text = json.dumps({**message, **graph.pack(value)})
        self._failure = None

        def answer_question(question: str) -> str:
            return self._call_ours(graph, question)

        self._busy = True
        try:
            reply = _parse(self._channel.converse(text, answer_question))
        finally:
            self._busy = False
        printed = reply.get("printed")
        if isinstance(printed, str):  # an honest guest has cut it
            self._prints.append(printed[:MAX_PRINTED])
        if self._failure is not None:
            raise self._failure
        status = reply.get("status")
        if status == "ok":
            return self._read(graph, reply)
        if status == "end":
            raise _Exhausted
        if status == "limit":
            raise LimitReached("the call took too long and was interrupted")
        told = str(reply.get("error", "it ended without a result"))
        if told == f"LookupError: {HANDLE_GONE}":
            told = PROCESS_ENDED  # and another one has taken its place since
        name = message.get("name", "")
        if told == f"NameError: {name} is not defined" and self._errors.get(name):
            told = f"{name} is not defined: its cell ended with {self._errors[name]}"
        raise AnswerError(told[:MAX_TOLD])

    @contextmanager
    def lending(self) -> Iterator[None]:
        """Take back at the end every function that was passed inside the block."""
        before = dict(self._functions)
        try:
            yield
        finally:
            self._functions = before

    def take_prints(self) -> str:
        """What was printed since the last time, as one text."""
        prints = "".join(self._prints)
        self._prints.clear()
        return prints

    def _read(self, graph: ObjectGraph, message: dict) -> Any:
        """The value of a message, counted; what is given in parts may be kept."""
        value, size = _read(graph, message)
        self.received += size
        if self.received > MAX_RECEIVED:
            raise LimitReached("the answer returned too much data")
        return value

    def _new_graph(self) -> ObjectGraph:
        return ObjectGraph(0, self._keep, self._restore, _as_tensor, _is_tensor)

    def _call_ours(self, graph: ObjectGraph, question: str) -> str:
        try:
            message = _parse(question)
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


class _LocalChannel:
    def __init__(self, names: dict[str, Any]) -> None:
        self._guest = Guest(names, lambda text: self._answer_question(text), _is_tensor)
        self._answer_question: Callable[[str], str] = lambda text: "{}"

    def converse(self, request: str, answer_question: Callable[[str], str]) -> str:
        self._answer_question = answer_question
        return self._guest.serve(request)


class _Exhausted(Exception):
    """An iterator of the answer has no more items."""


def _as_tensor(array: np.ndarray) -> Tensor:
    return array.view(Tensor)


def _is_tensor(value: object) -> bool:
    return type(value) is Tensor


def _parse(text: str) -> dict:
    if len(text) > MAX_REPLY or sum(map(text.count, "[{,")) > MAX_PARTS:
        raise LimitReached("the answer returned too much data")
    try:
        reply = json.loads(text)
        if _ESCAPED_HALF.search(text):
            reply = replace_lone_surrogates(reply)
    except (ValueError, RecursionError):
        reply = None
    if not isinstance(reply, dict):
        raise AnswerError(BROKEN)
    return reply


def _read(graph: ObjectGraph, message: dict) -> tuple[Any, int]:
    """The value of a message, and the bytes of all that is in it."""
    try:
        value = graph.unpack(message)
        size = expanded_size([value, *graph.objects])
    except (AnswerError, InfrastructureError):
        raise
    except (Exception, RecursionError):
        raise AnswerError("it returned something that cannot be read") from None
    if size > MAX_UNFOLDED:
        raise LimitReached("the answer returned too much data")
    return value, size
