"""A student's notebook as criteria see it: `answer.clip(...)` calls its `clip`.

The call goes over a wire as plain data, wherever the notebook runs: see `rpc_client`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from course.judging.guest import Guest
from course.judging.replies import BROKEN
from course.judging.rpc_client import Channel, Proxy, RpcClient
from utils.checking import AnswerError
from utils.errors import explain
from utils.tensors import Tensor


class Answer:
    """The names of a notebook as a criterion sees them.

    `answer.name` is a stand-in for what the notebook calls `name`. `errors` holds the
    error that each cell ended with, by grade_id, and `left_out` the names that cells
    make which grading leaves out. Both explain why a name is missing.
    """

    def __init__(
        self,
        channel: Channel,
        errors: Mapping[str, str] | None = None,
        left_out: Collection[str] = (),
    ) -> None:
        self._client = RpcClient(channel, errors or {}, left_out)

    def __getattr__(self, name: str) -> Proxy:
        if name.startswith("_"):
            raise AttributeError(name)
        return Proxy(self._client, {"name": name})

    @contextmanager
    def replaced(self, name: str, function: Callable) -> Iterator[None]:
        """Replace the notebook's `name` by `function`, which runs here, for a block."""
        with self._client.lending():
            self._client.prepare({"do": "replace", "name": name}, function)
            try:
                yield
            finally:
                self._client.prepare({"do": "restore", "name": name})

    def in_turn(self, name: str, *calls: tuple) -> list[Any]:
        """Return the results of several calls of `name`, as they are after the last.

        This shows what a later call does to the result of an earlier one.
        """
        with self._client.lending():
            request = {"do": "calls", "name": name}
            results = self._client.request(request, list(calls))
        if not isinstance(results, list) or len(results) != len(calls):
            raise AnswerError(BROKEN)
        return results

    def bound(self, name: str, *given: object) -> Proxy:
        """Return the notebook's `name` with its first arguments bound."""
        return self._client.request({"do": "bind", "name": name}, list(given))

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Allow the calls in a block so much processor time, all of them together."""
        with self._client.within(seconds):
            yield

    def printed(self) -> str:
        """Return what the answer has printed since the last call of this."""
        return self._client.take_prints()

    def begin(self) -> None:
        """Forget what earlier criteria received and lent; call this before each one."""
        self._client.begin()

    def settle(self) -> None:
        """Restore the names that are still replaced, before others look at them."""
        self._client.settle()


def local_answer(names: dict[str, Any]) -> Answer:
    """Return an answer in this process, reached over the same wire; for tests."""
    return Answer(_LocalChannel(names))


class _LocalChannel:
    def __init__(self, names: dict[str, Any]) -> None:
        self._guest = Guest(
            names, lambda text: self._answer_question(text), _is_ours, explain
        )
        self._answer_question: Callable[[str], str] = lambda text: "{}"

    def converse(self, request: str, answer_question: Callable[[str], str]) -> str:
        self._answer_question = answer_question
        return self._guest.serve(request)


def _is_ours(value: object) -> bool:
    """Return whether this is our tensor; symbolic ones of TensorFlow have no values."""
    return type(value) is Tensor
