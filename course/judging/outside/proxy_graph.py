"""The object graph of a test's end of the wire, where data and proxies meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course.judging.outside.data import WiderGraph
from course.judging.outside.proxies import is_proxy

CALLABLE = ("class", "error", "function", "hint", "member")  # kinds of data


class ProxyGraph(WiderGraph):
    """The end of an object graph where proxies are.

    Of what comes as data, `callable_came` is told the kinds that can be called, and the
    classes of the instructor's. `may_change` says of which kinds an answer may change
    the test's own data. What it may not change stays as it is for the test, and comes
    back as a copy.
    """

    callable_came: Callable[[str], None] = staticmethod(lambda kind: None)
    may_change: Callable[[str], bool] = staticmethod(lambda kind: True)

    def unpack(self, message: dict) -> Any:
        for key, content in message["objects"].items():
            number = int(key)
            is_ours = number in self._objects and number % 2 == 0
            if is_ours and not self.may_change(content[0]):
                del self._objects[number]
        return super().unpack(message)

    def _read(self, value: Any) -> Any:
        # In the field of a tuple, a class could pose as a method that says yes.
        if isinstance(value, list) and value and value[0] in CALLABLE:
            self.callable_came(f"{value[0]} as data")
        return super()._read(value)

    def _blank(self, content: list) -> Any:
        # An instructor's class may say that its objects equal anything.
        if content[0] == "instance":
            self.callable_came(f"{content[1][0]} as data")
        return super()._blank(content)

    def _value(self, value: Any) -> object:
        # A proxy says that it is of another class, so nothing else may look at it.
        return self._keep(value) if is_proxy(value) else super()._value(value)
