"""An object of the answers, as a test cell sees it: what is done to it is done there.

Whatever hands something of the test to the object's own code, or takes its word for
something, goes through `Asked.decide` or `Asked.note`. What only turns the object into
data (its length, its items, its text, its number) does not.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn, Protocol

REFLECTED = "add sub mul truediv floordiv mod pow matmul and_ or_ xor lshift rshift"
DECIDED = f"{REFLECTED} eq ne lt le gt ge contains bool divmod format"
DECIDED += " getitem setitem delitem hash"
APPLIED = "neg pos abs invert index len str repr round int float complex reversed next"
TOLD = "__name__ __qualname__ __doc__ __annotations__ __defaults__ __dict__ __module__"
TOLD += " __mro__ __bases__ __base__ __code__ __wrapped__ __abstractmethods__"
SIGNATURE = "__signature__"  # where `inspect` looks first
NEVER = ("_repr_", "_ipython_", "__")


class Asked(Protocol):
    """The wire to the answers."""

    def request(self, message: dict, value: object = None) -> Any:
        """Have the other kernel do something; return the result."""

    def apply(self, what: str, *args: object) -> Any:
        """Have a function of Python called on objects of the answers."""

    def decide(self, what: str, *args: object) -> Any:
        """Do the same if the solution needed that as well."""

    def note(self, asked: str) -> None:
        """Go on only if the solution needed that as well."""

    def give_up(self, reason: str) -> NoReturn:
        """End the test without a result."""

    def class_said(self, lineage: Sequence) -> type:
        """Return the class that an object says it has."""


class Proxy:
    """An object of the answers: what is done to it is done there."""

    __slots__ = ("__weakref__", "_charlm")  # no __dict__: that is the object's, too

    def __init__(self, wire: Asked, where: dict, lineage: Sequence = ()) -> None:
        object.__setattr__(self, "_charlm", (wire, where, lineage))

    @property  # type: ignore[misc]
    def __class__(self) -> type:  # type: ignore[override]
        wire, _, lineage = object.__getattribute__(self, "_charlm")
        return wire.class_said(lineage)

    @property  # type: ignore[misc]
    def __doc__(self) -> Any:  # type: ignore[override]
        return self.__getattr__("__doc__")  # the class has a text of its own

    def __call__(self, *args: object, **kwargs: object) -> Any:
        wire, where, _ = object.__getattribute__(self, "_charlm")
        if "handle" in where and "path" not in where:
            wire.note("call")
        return wire.request({"do": "call", **where}, (list(args), kwargs))

    def __getattr__(self, name: str) -> Any:
        if name.startswith(NEVER) and name not in (*TOLD.split(), SIGNATURE):
            raise AttributeError(name)
        wire, where, _ = object.__getattribute__(self, "_charlm")
        wire.note(f"get {name}")
        if name == SIGNATURE:
            return _signature(self)
        there = {**where, "path": [*where.get("path", []), name]}
        found = wire.request({"do": "get", **there})
        return reached_by_name(found) if is_proxy(found) else found

    def __setattr__(self, name: str, value: object) -> None:
        _wire(self).decide("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        _wire(self).decide("delattr", self, name)

    def __iter__(self) -> Iterator[Any]:
        items = _wire(self).apply("iter", self)
        while True:
            try:
                item = _wire(self).apply("next", items)
            except StopIteration:
                return
            yield item

    def __enter__(self) -> Any:
        return _called(self, "__enter__")

    def __exit__(self, kind: type | None, error: object, _: object) -> Any:
        if kind is not None and "_theirs" in vars(kind):
            error = None
        elif kind is not None and kind.__module__ != "builtins":
            known = (one for one in kind.__mro__ if one.__module__ == "builtins")
            kind, error = next(known), None
        if kind is BaseException:  # it ends the test
            return False
        ends = _called(self, "__exit__", kind, error, None)
        if kind is not None and (is_proxy(ends) or ends):
            _wire(self).note("pass over an error")  # perhaps that of the test itself
        return ends

    def __instancecheck__(self, thing: object) -> bool:
        return bool(_wire(self).decide("isinstance", thing, self))

    def __subclasscheck__(self, kind: object) -> bool:
        return bool(_wire(self).decide("issubclass", kind, self))

    def __mro_entries__(self, bases: tuple) -> NoReturn:
        _wire(self).give_up("a class of the test inherits from one of the answer")

    def __await__(self) -> NoReturn:
        _wire(self).give_up("the test awaits something of the answer")


def _wire(proxy: Proxy) -> Asked:
    return object.__getattribute__(proxy, "_charlm")[0]


def is_proxy(thing: object) -> bool:
    """Return whether this is a proxy; it can say that it is of another class."""
    return type(thing) is Proxy


def lineage_of(proxy: Any) -> list:
    """Return the names of the classes that its object says it has."""
    return object.__getattribute__(proxy, "_charlm")[2]


def reached_by_name(proxy: Any) -> Any:
    """Return a proxy that the test has named: to call it is no further decision."""
    where = {**where_of(proxy), "path": []}
    reached = (_wire(proxy), where, lineage_of(proxy))
    object.__setattr__(proxy, "_charlm", reached)
    return proxy


def where_of(proxy: Any) -> dict:
    """Return where its object is, for a message."""
    return object.__getattribute__(proxy, "_charlm")[1]


def _signature(proxy: Proxy) -> inspect.Signature:
    """Return a callable's signature, made from data; raise as `inspect` does there."""
    told = _wire(proxy).apply("signature", proxy)
    try:
        parameters, returned = told
        made = [inspect.Parameter(**one) for one in parameters]
        return inspect.Signature(made, **returned)
    except Exception:
        _wire(proxy).give_up("the reply is no signature")


def _called(proxy: Proxy, name: str, *args: object) -> Any:
    where = where_of(proxy)
    _wire(proxy).note(f"get {name}")
    there = {**where, "path": [*where.get("path", []), name]}
    return _wire(proxy).request({"do": "call", **there}, (list(args), {}))


def _applied(what: str) -> Callable[..., Any]:
    return lambda self, *others: _wire(self).apply(what, self, *others)


def _decided(what: str) -> Callable[..., Any]:
    return lambda self, *others: _wire(self).decide(what, self, *others)


def _reflected(what: str) -> Callable[..., Any]:
    return lambda self, other: _wire(self).decide(what, other, self)


for _name in APPLIED.split():
    setattr(Proxy, f"__{_name}__", _applied(_name))
for _name in DECIDED.split():
    setattr(Proxy, f"__{_name.rstrip('_')}__", _decided(_name))
for _name in REFLECTED.split():
    setattr(Proxy, f"__r{_name.rstrip('_')}__", _reflected(_name))
