"""More kinds of data than criteria need, for test cells that instructors wrote.

Both ends of the wire have this: long integers, classes of Python, ranges, fractions,
dates, named tuples, errors of Python, arrays of objects, and the tables of pandas. All
is sent by value.
"""

from __future__ import annotations

import builtins
import datetime
import functools
import types
import typing
from collections import namedtuple
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from course.judging.guest import AS_THEY_ARE, MAX_BITS, MalformedValue, ObjectGraph
from course.judging.outside.tables import READERS, array_of, table_parts

MAX_DIGITS = 10_000  # hexadecimal ones, of an integer
MAX_FIELDS = 50  # of a named tuple
# What a named tuple's class has that adds nothing to it.
NAMED = {
    *vars(namedtuple("NAMED", ())),
    "__dict__",
    "__annotations__",
    "__orig_bases__",
}


class WiderGraph(ObjectGraph):
    """An object graph that sends these kinds of data, too.

    `shared` has the classes, by name, that the instructor's own cells make on both
    ends. Their objects are data: a class and the values of attributes.
    """

    shared: Mapping[str, type] = {}

    def _value(self, value: Any) -> object:
        if type(value) in AS_THEY_ARE:
            return value
        if self.shared.get(type(value).__name__) is type(value):
            if isinstance(value, Enum):
                return ["member", type(value).__name__, value.name]
            if is_plain(type(value)):
                return self._reference(value)
        parts = _parts(value)
        if parts is None:
            return super()._value(value)
        kind, *rest = parts
        return [kind, *map(self._value, rest)]

    def _read(self, value: Any) -> Any:
        if isinstance(value, list) and value and value[0] in MADE_OF:
            return MADE_OF[value[0]](*map(self._read, value[1:]))
        if isinstance(value, list) and value and value[0] == "member":
            kind = self.shared.get(value[1])
            if kind is None or not issubclass(kind, Enum):
                raise MalformedValue("a member of no enumeration")
            return kind[value[2]]
        return super()._read(value)

    def _content(self, thing: Any) -> list:
        if self.shared.get(type(thing).__name__) is not type(thing):
            return super()._content(thing)
        pairs = [[name, self._value(value)] for name, value in vars(thing).items()]
        return ["instance", [type(thing).__name__, pairs]]

    def _blank(self, content: list) -> Any:
        if content[0] != "instance":
            return super()._blank(content)
        kind = self.shared.get(content[1][0])
        if kind is None or not is_plain(kind):
            raise MalformedValue("an object of an unknown class")
        return object.__new__(kind)

    def _fill(self, thing: Any, content: list) -> object:
        if content[0] != "instance":
            return super()._fill(thing, content)
        name, pairs = content[1]
        if self.shared.get(name) is not type(thing):
            raise MalformedValue("an object that changed its class")
        values = {str(name): self._read(value) for name, value in pairs}
        vars(thing).clear()
        vars(thing).update(values)
        return repr(content)


def _parts(value: Any) -> tuple | None:
    """Return the kind and the parts of a value, or None if it is of another kind."""
    kind = type(value)
    if kind is int and value.bit_length() > MAX_BITS:
        text = f"{value:x}"
        return ("long", text) if len(text) <= MAX_DIGITS else None
    if kind is type and value.__module__ == "builtins":
        return ("class", value.__name__)
    if kind in SPLIT:
        return SPLIT[kind](value)
    if issubclass(kind, BaseException) and kind.__module__ == "builtins":
        return ("error of Python", kind.__name__, value.args)
    if adds_only_names(kind):
        return ("named", kind.__name__, tuple(kind._fields), (*tuple.__iter__(value),))
    if kind is np.ndarray and value.dtype.kind == "O":
        return ("objects", value.shape, tuple(value.ravel().tolist()))
    if kind is np.ndarray and value.dtype.kind in "mM":
        return ("times", value.dtype.str, value.shape, value.astype("i8").tobytes())
    if kind.__module__ in ("types", "typing"):
        return _hint_parts(value)
    return table_parts(value)


def is_plain(kind: type) -> bool:
    """Return whether the objects of a class are their attributes, and no more."""
    has_slots = any("__slots__" in vars(one) for one in kind.__mro__)
    return kind.__new__ is object.__new__ and not has_slots


SPLIT: dict[type, Callable[[Any], tuple]] = {
    range: lambda r: ("range", r.start, r.stop, r.step),
    Fraction: lambda f: ("fraction", str(f)),
    Decimal: lambda d: ("decimal", str(d)),
    datetime.datetime: lambda d: ("datetime", d.isoformat()),
    datetime.date: lambda d: ("date", d.isoformat()),
    datetime.timedelta: lambda d: ("timedelta", d.days, d.seconds, d.microseconds),
}


def adds_only_names(kind: Any) -> bool:
    """Return whether a class is of tuples whose items have names, and no more."""
    if not issubclass(kind, tuple) or not hasattr(kind, "_fields"):
        return False
    above = kind.__mro__[: kind.__mro__.index(tuple)]
    return {name for one in above for name in vars(one)} <= NAMED.union(kind._fields)


def _read_long(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise MalformedValue("an integer that is too long")
    return int(text, 16)


def _hint_parts(value: Any) -> tuple | None:
    """Return the parts of a type hint such as list[int], or None."""
    origin, args = typing.get_origin(value), typing.get_args(value)
    if origin in (typing.Union, types.UnionType):
        return ("hint", "typing", "Union", args)
    if isinstance(value, types.GenericAlias) and origin.__module__ == "builtins":
        return ("hint", "builtins", origin.__name__, args)
    name = getattr(value, "_name", None)
    known = type(value).__module__ == "typing" and isinstance(name, str)
    return ("hint", "typing", name, args) if known else None


def _read_hint(module: str, name: str, args: tuple) -> Any:
    found: Any = getattr(typing, name) if module == "typing" else _read_class(name)
    if name.startswith("_") or isinstance(found, FunctionType | ModuleType):
        raise MalformedValue("a type hint that is none")
    return found[args] if args else found


def _read_class(name: str) -> type:
    found = types.NoneType if name == "NoneType" else getattr(builtins, name, None)
    if not isinstance(found, type):
        raise MalformedValue("a class that Python does not have")
    return found


@functools.lru_cache(MAX_FIELDS)
def _class_of(name: str, fields: tuple[str, ...]) -> Any:
    return namedtuple(name, fields)  # which refuses what is no name


def _read_named(name: str, fields: tuple[str, ...], items: tuple) -> tuple:
    if len(fields) > MAX_FIELDS:
        raise MalformedValue("a tuple with too many names")
    made: tuple = _class_of(name, fields)(*items)
    return made


def _read_error(name: str, args: tuple) -> BaseException:
    kind = _read_class(name)
    if not issubclass(kind, BaseException):
        raise MalformedValue("an error of a class that is none")
    made = kind.__new__(kind)
    made.args = args
    return made


def _read_objects(shape: tuple, items: tuple) -> np.ndarray:
    array = np.empty(len(items), dtype=object)
    for place, item in enumerate(items):
        array[place] = item
    return array.reshape(shape)


def _read_times(dtype: str, shape: tuple, data: bytes) -> np.ndarray:
    return array_of(dtype, data).reshape(shape)


MADE_OF: dict[str, Callable[..., Any]] = {
    "long": _read_long,
    "class": _read_class,
    "named": _read_named,
    "error of Python": _read_error,
    "range": range,
    "fraction": Fraction,
    "decimal": Decimal,
    "datetime": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "timedelta": datetime.timedelta,
    "hint": _read_hint,
    "objects": _read_objects,
    "times": _read_times,
    **READERS,
}
