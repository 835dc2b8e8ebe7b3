"""The judge's end in a student's process: calls what the judge names, ships data.

This is the only file of `course` that runs beside an answer, so it imports nothing
of it, knows nothing worth reading, and nothing that it sends is believed. The judge
uses the same `ObjectGraph` for its own end of the wire.

A message is JSON. A value is null, a bool, a number, a string, or a tagged list; what
can change in place (lists, dictionaries, sets, arrays, NumPy's generators) travels in
a table of objects and is referred to by number, so that a change on one side becomes a
change on the other, and one array under two names stays one array. Of a generator the
state travels, so what it gives next is the same on both sides.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

HANDLE_GONE = "what was made before is gone"
MAX_PRINTED = 10_000  # characters of an answer's prints that are sent back
PLAIN_KINDS = "biufcUS"  # NumPy kinds whose bytes mean the same everywhere
AS_THEY_ARE = frozenset({str, float, bool, type(None)})
MAX_BITS = 1024  # of an integer


class MalformedValue(ValueError):
    """A message that does not keep to the format."""


class ObjectGraph:
    """One end of an object graph that two processes hold in common.

    `keep` turns what is not data into a tagged list, `restore` does the reverse, and
    `tensor` makes of an array what this end has for a tensor; `first` is 0 on one end
    and 1 on the other, so that their numbers never meet.
    """

    def __init__(
        self,
        first: int,
        keep: Callable[[object], list],
        restore: Callable[[list], object],
        tensor: Callable[[np.ndarray], object],
    ) -> None:
        self._next = first
        self._keep = keep
        self._restore = restore
        self._tensor = tensor
        self._objects: dict[int, Any] = {}
        self._numbers: dict[tuple, int] = {}
        self._seen: dict[int, object] = {}  # what the other end knows of each, marked

    @property
    def objects(self) -> list[Any]:
        """All that both ends hold in common."""
        return list(self._objects.values())

    def pack(self, value: object) -> dict:
        """A message with `value` and every object that is new or has changed."""
        packed = self._value(value)
        changed: dict[str, object] = {}
        looked_at: set[int] = set()
        # Looking into an object can add others, so repeat until nothing is new.
        while waiting := self._objects.keys() - looked_at:
            for number in sorted(waiting):
                looked_at.add(number)
                content = self._content(self._objects[number])
                mark = _mark(content)
                if mark != self._seen.get(number):
                    self._seen[number] = mark
                    changed[str(number)] = content
        return {"value": packed, "objects": changed}

    def unpack(self, message: dict) -> Any:
        """The value of a message; objects known here are changed in place."""
        if not isinstance(message, dict) or not isinstance(
            message.get("objects"), dict
        ):
            raise MalformedValue("not a message")
        fresh = {}
        for key, content in message["objects"].items():
            number = int(key)
            fresh[number] = content
            if not (isinstance(content, list) and len(content) in (2, 4)):
                raise MalformedValue("an object without a kind")
            if number not in self._objects:
                self._register(number, _blank(content))
        for number, content in fresh.items():
            self._fill(self._objects[number], content)
        self._seen.update((number, _mark(content)) for number, content in fresh.items())
        return self._read(message.get("value"))

    def _register(self, number: int, thing: Any) -> None:
        self._objects[number] = thing  # also keeps it alive, so its key stays its own
        self._numbers[_identity(thing)] = number

    def _value(self, value: Any) -> object:
        kind = type(value)  # first what most values are: this is called very often
        if kind in AS_THEY_ARE or (kind is int and value.bit_length() <= MAX_BITS):
            return value
        if isinstance(value, np.generic):
            array = np.asarray(value)
            if array.dtype.kind in PLAIN_KINDS:
                return ["scalar", array.dtype.str, _base64(array.tobytes())]
            return self._keep(value)
        if isinstance(value, int):
            number = int(value)
            return number if number.bit_length() <= MAX_BITS else self._keep(value)
        if isinstance(value, float):
            return float(value)
        if isinstance(value, str):
            return "".join(value)
        if isinstance(value, bytes | bytearray):
            return ["bytes", _base64(bytes(value))]
        if isinstance(value, complex):
            return ["complex", value.real, value.imag]
        if isinstance(value, tuple):
            return ["tuple", [self._value(item) for item in value]]
        if isinstance(value, frozenset):
            return ["frozenset", [self._value(item) for item in value]]
        if _is_tensor(value):
            array = np.asarray(value)
            if array.dtype.kind == "O":  # TensorFlow's strings
                array = array.astype("S")
            return ["tensor", *_array(array)]
        if isinstance(value, list | dict | set) or _travels(value):
            number = self._numbers.get(_identity(value), -1)
            if number < 0:
                number, self._next = self._next, self._next + 2
                self._register(number, value)
            return ["ref", number]
        return self._keep(value)

    def _content(self, thing: Any) -> list:
        if isinstance(thing, dict):
            pairs = [[self._value(k), self._value(v)] for k, v in dict.items(thing)]
            return ["dict", pairs]
        if isinstance(thing, list):
            return ["list", [self._value(item) for item in list.__iter__(thing)]]
        if isinstance(thing, set):
            return ["set", sorted((self._value(item) for item in thing), key=repr)]
        if isinstance(thing, np.random.Generator):
            return ["generator", thing.bit_generator.state]
        return ["array", *_array(np.asarray(thing))]

    def _fill(self, thing: Any, content: list) -> None:
        kind = content[0]
        if kind == "dict" and isinstance(thing, dict):
            pairs = [(self._read(k), self._read(v)) for k, v in content[1]]
            thing.clear()
            thing.update(pairs)
        elif kind == "list" and isinstance(thing, list):
            thing[:] = [self._read(item) for item in content[1]]
        elif kind == "set" and isinstance(thing, set):
            thing.clear()
            thing.update(self._read(item) for item in content[1])
        elif kind == "generator" and isinstance(thing, np.random.Generator):
            thing.bit_generator.state = content[1]  # which checks what it is given
        elif kind == "array" and isinstance(thing, np.ndarray):
            array = _read_array(*content[1:])
            if (array.shape, array.dtype) == (thing.shape, thing.dtype):
                np.copyto(thing, array)
        else:
            raise MalformedValue("an object that changed its kind")

    def _read(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float | str):
            return value
        if not isinstance(value, list) or not value or not isinstance(value[0], str):
            raise MalformedValue("a value without a kind")
        kind, *rest = value
        if kind == "ref" and isinstance(rest[0], int) and rest[0] in self._objects:
            return self._objects[rest[0]]
        if kind == "scalar":
            return _read_array(rest[0], [], rest[1])[()]
        if kind == "bytes":
            return base64.b64decode(rest[0], validate=True)
        if kind == "complex":
            return complex(rest[0], rest[1])
        if kind == "tuple":
            return tuple(self._read(item) for item in rest[0])
        if kind == "frozenset":
            return frozenset(self._read(item) for item in rest[0])
        if kind == "tensor":
            return self._tensor(_read_array(*rest))
        return self._restore(value)


class Guest:
    """Does what the judge asks with the names of one notebook.

    `ask` sends a message to the judge from within a call and returns its reply; a
    function that the judge passes as an argument is called that way.
    """

    def __init__(self, names: dict[str, Any], ask: Callable[[str], str]) -> None:
        self._names = names
        self._ask = ask
        # Numbered so that none of an earlier process means something else here.
        self._next_handle = time.time_ns()
        self._handles: dict[int, object] = {}
        self._replaced: dict[str, object] = {}
        self._graph = self._new_graph()

    def serve(self, request: str) -> str:
        """Carry out one request; every ending is a reply."""
        message = json.loads(request)
        prints = _Prints()
        try:
            for step in message.get("first", []):
                self._graph = self._new_graph()
                getattr(self, "_do_" + step["do"])(step)
            self._graph = self._new_graph()
            with contextlib.redirect_stdout(prints):
                result = getattr(self, "_do_" + message["do"])(message)
            reply = {"status": "ok", **self._graph.pack(result)}
        except KeyboardInterrupt:
            reply = {"status": "limit"}
        except StopIteration:
            reply = {"status": "end"}
        except BaseException as error:
            reply = {"status": "error", "error": _explain(error)}
        reply["printed"] = prints.getvalue()
        return json.dumps(reply)

    def _do_nothing(self, message: dict) -> None:
        pass

    def _do_call(self, message: dict) -> object:
        args, kwargs = self._graph.unpack(message)
        return self._target(message)(*args, **kwargs)

    def _do_calls(self, message: dict) -> object:
        return [self._target(message)(*args) for args in self._graph.unpack(message)]

    def _do_bind(self, message: dict) -> object:
        given = self._graph.unpack(message)
        return functools.partial(self._target(message), *given)

    def _do_get(self, message: dict) -> object:
        return self._target(message)

    def _do_next(self, message: dict) -> object:
        return next(self._target(message))

    def _do_iter(self, message: dict) -> object:
        return iter(self._target(message))

    def _do_replace(self, message: dict) -> None:
        name = message["name"]
        self._replaced.setdefault(name, self._names.get(name, _MISSING))
        self._names[name] = self._graph.unpack(message)

    def _do_restore(self, message: dict) -> None:
        name = message["name"]
        if name not in self._replaced:  # but in a process that ended since
            return
        before = self._replaced.pop(name)
        if before is _MISSING:
            self._names.pop(name, None)
        else:
            self._names[name] = before

    def _target(self, message: dict) -> Any:
        if "handle" in message:
            try:
                thing = self._handles[message["handle"]]
            except KeyError:
                raise LookupError(HANDLE_GONE) from None
        else:
            try:
                thing = self._names[message["name"]]
            except KeyError:
                raise NameError(f"{message['name']} is not defined") from None
        for attribute in message.get("path", []):
            thing = getattr(thing, attribute)
        return thing

    def _new_graph(self) -> ObjectGraph:
        return ObjectGraph(1, self._keep, self._restore, _as_tensor)

    def _keep(self, thing: object) -> list:
        number = getattr(thing, "_judges_function", None)
        if isinstance(number, int):
            return ["function", number]
        number, self._next_handle = self._next_handle, self._next_handle + 1
        self._handles[number] = thing
        return ["handle", number, type(thing).__name__]

    def _restore(self, value: list) -> object:
        if value[0] == "theirs":
            return self._target(value[1])
        number = value[1]

        def call_the_judge(*args: object, **kwargs: object) -> object:
            # Neither a list nor a dictionary, which every later message would look at.
            named = tuple((name, _readable(value)) for name, value in kwargs.items())
            packed = self._graph.pack((tuple(map(_readable, args)), named))
            reply = json.loads(self._ask(json.dumps({"function": number, **packed})))
            if reply.get("status") != "ok":
                raise RuntimeError("the check ended here")
            return self._graph.unpack(reply)

        call_the_judge._judges_function = number  # type: ignore[attr-defined]
        return call_the_judge


_MISSING = object()


class _Prints(io.StringIO):
    """What an answer prints, up to a bound; the rest is let go."""

    def write(self, text: str) -> int:
        room = MAX_PRINTED - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


def _mark(content: list) -> object:
    """The same only of the same content: 1, 1.0 and True are three things."""
    return content if content[0] == "array" else repr(content)


def _explain(error: BaseException) -> str:
    if isinstance(error, NotImplementedError):
        return "there is no answer here yet"
    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return told[:300]


def _as_tensor(array: np.ndarray) -> object:
    tensorflow = sys.modules.get("tensorflow")
    return tensorflow.constant(array) if tensorflow else array


def _is_tensor(value: object) -> bool:
    if getattr(type(value), "is_tensor_elsewhere", False) is True:
        return True
    package = (type(value).__module__ or "").partition(".")[0]
    if type(value).__name__ in ("KerasTensor", "SymbolicTensor"):
        return False  # a place in a graph, without values
    return package in ("tensorflow", "keras") and hasattr(value, "__array__")


def _travels(value: object) -> bool:
    """Whether this is an array of plain data, or what `np.random.default_rng` gives."""
    if isinstance(value, np.random.Generator):
        return isinstance(value.bit_generator, np.random.PCG64)
    return isinstance(value, np.ndarray) and value.dtype.kind in PLAIN_KINDS


def _readable(argument: object) -> object:
    """A list of a sequence that is no data; the judge cannot ask for its items now."""
    if isinstance(argument, np.ndarray) and argument.dtype.kind == "O":
        return argument.tolist()
    if isinstance(argument, list | tuple | str | bytes | bytearray):
        return argument
    return list(argument) if isinstance(argument, Sequence) else argument


def _identity(thing: Any) -> tuple:
    if isinstance(thing, np.ndarray) and thing.size:
        place = thing.__array_interface__
        return ("array", place["data"][0], thing.shape, thing.strides, place["typestr"])
    return ("object", id(thing))


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _array(array: np.ndarray) -> list:
    return [array.dtype.str, list(array.shape), _base64(array.tobytes())]


def _read_array(dtype: Any, shape: Any, data: Any) -> np.ndarray:
    plain = isinstance(dtype, str) and 2 < len(dtype) <= 12
    if not plain or dtype[1] not in PLAIN_KINDS:
        raise MalformedValue("an array of something that is not plain data")
    raw = base64.b64decode(data, validate=True)
    return np.frombuffer(raw, np.dtype(dtype)).reshape(shape).copy()


def _blank(content: list) -> Any:
    """An object of the kind that `content` will fill."""
    kind = content[0]
    if kind == "array":
        return np.empty_like(_read_array(*content[1:]))
    if kind == "generator":
        return np.random.default_rng()
    kinds = {"list": list, "dict": dict, "set": set}
    if kind not in kinds:
        raise MalformedValue("an object of an unknown kind")
    return kinds[kind]()


def enter_kernel() -> None:
    """Make this module serve the IPython kernel that it was loaded into."""
    from IPython import get_ipython

    shell = get_ipython()
    names = shell.user_ns
    kernel = shell.kernel
    # A cell that asks its kernel to end, to restart it say, would end every new one.
    shell.ask_exit = lambda: None
    kernel.do_shutdown = lambda restart=False: {"status": "ok", "restart": restart}
    # A learner's `%check` that was left in a cell must not end the cell either.
    shell.register_magic_function(lambda line: None, magic_name="check")
    guest = Guest(names, lambda text: kernel.raw_input(text))
    globals()["serve"] = guest.serve
