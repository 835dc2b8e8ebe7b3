"""The judge's agent in a student's process: carry out its requests and send data back.

Of `course`, only this file runs beside an answer, and where test cells run outside also
`answers.py`, `data.py` and `tables.py` of `outside/`. So it imports nothing else of
`course` and holds no secrets, and the judge trusts nothing that it sends. The judge
uses the same `ObjectGraph` for its own end of the wire.

A message is JSON. A value is null, a bool, a number, a string, or a tagged list.
Mutable objects (lists, dictionaries, sets, arrays, NumPy's generators) are sent in a
table of objects and referred to by number. So a change on one side becomes a change on
the other, and one array under two names stays one array. A generator is sent as its
state, so both sides draw the same numbers next.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import io
import itertools
import json
import operator
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import FunctionType
from typing import Any

import numpy as np

HANDLE_GONE = "what was made before is gone"
MAX_PRINTED = 10_000  # characters of printed output that are sent back
AS_THEY_ARE = frozenset({str, float, bool, type(None)})
ATOMS = AS_THEY_ARE | {int}
MAX_BITS = 64  # of an integer: any number of longer ones can share one hash
MAX_ALIKE = 32  # different keys with one hash, which make a dictionary slow
MAX_OBJECTS = 200_000  # in one message
MAX_ARRAY = 48 * 2**20  # bytes: the largest array that fits a message
MAX_ITEM = 2**16  # bytes of one text in an array, since every text takes as much
MAX_AXES = 32
DATASETS = "tensorflow.python.data."  # where the classes of their iterators are
AHEAD_ITEMS, AHEAD_BYTES, AHEAD_SECONDS = 32, 2**20, 0.02  # of one request for items
MARK = "_judges_function"  # of what stands for a function of the judge's
REPLY = "\0"  # begins a reply that comes as a question, and no prompt of `input`
DTYPE = re.compile(r"[<>|=](?:b1|[iu][1248]|f(?:2|4|8|16)|c(?:8|16|32)|[SU]\d{1,8})")
# The modules and names of the classes of tensors that have values.
TENSORS = (
    ("tensorflow.python.framework.ops", "EagerTensor"),
    ("tensorflow.python.ops.variables", "Variable"),
    ("keras.src.backend.common.variables", "Variable"),
)


class MalformedValue(ValueError):
    """A message that breaks the format."""


class ObjectGraph:
    """One end of an object graph that two processes share.

    `keep` turns what is not data into a tagged list, and `restore` does the reverse.
    `tensor` turns an array into this end's kind of tensor, and `is_tensor` recognises
    one. `first` is 0 on one end and 1 on the other, so that their numbers never clash.
    """

    def __init__(
        self,
        first: int,
        keep: Callable[[object], list],
        restore: Callable[[list], object],
        tensor: Callable[[np.ndarray], object],
        is_tensor: Callable[[object], bool],
    ) -> None:
        self._next = first
        self._keep = keep
        self._restore = restore
        self._tensor = tensor
        self._is_tensor = is_tensor
        self._objects: dict[int, Any] = {}
        self._numbers: dict[tuple, int] = {}
        self._seen: dict[int, object] = {}  # the mark of each, as the other end has it
        self._atoms: dict[int, list] = {}  # what the other end has of lists of atoms

    @property
    def objects(self) -> list[Any]:
        """All objects that both ends share."""
        return list(self._objects.values())

    def numbered(self, number: str) -> Any:
        """Return the object that messages refer to by this number."""
        return self._objects[int(number)]

    def pack(self, value: object) -> dict:
        """Return a message with `value` and every object that is new or has changed."""
        packed = self._value(value)
        changed: dict[str, object] = {}
        looked_at: set[int] = set()
        # Looking into an object can add others, so repeat until nothing is new.
        while waiting := self._objects.keys() - looked_at:
            for number in sorted(waiting):
                looked_at.add(number)
                if (content := self._news(number)) is not None:
                    changed[str(number)] = content
        return {"value": packed, "objects": changed}

    def unpack(self, message: dict) -> Any:
        """Return the value of a message; update the objects known here in place."""
        if not isinstance(message, dict) or not isinstance(
            message.get("objects"), dict
        ):
            raise MalformedValue("not a message")
        if len(message["objects"]) > MAX_OBJECTS:
            raise MalformedValue("too many objects")
        fresh = {}
        for key, content in message["objects"].items():
            number = int(key)
            fresh[number] = content
            if not (isinstance(content, list) and len(content) in (2, 4)):
                raise MalformedValue("an object without a kind")
            if number not in self._objects:
                self._register(number, self._blank(content))
        for number, content in fresh.items():
            self._seen[number] = self._fill(self._objects[number], content)
            self._atoms.pop(number, None)
        return self._read(message.get("value"))

    def _blank(self, content: list) -> Any:
        """Return an empty object of the kind that `content` will fill."""
        kind = content[0]
        if kind == "array":
            return np.empty_like(_read_array(*content[1:]))
        if kind == "generator":
            return np.random.default_rng()
        kinds = {"list": list, "dict": dict, "set": set}
        if kind not in kinds:
            raise MalformedValue("an object of an unknown kind")
        return kinds[kind]()

    def _register(self, number: int, thing: Any) -> None:
        self._objects[number] = thing  # and keep it alive, so that its key stays unique
        self._numbers[_identity(thing)] = number

    def _reference(self, thing: Any) -> list:
        number = self._numbers.get(_identity(thing), -1)
        if number < 0:
            number, self._next = self._next, self._next + 2
            self._register(number, thing)
        return ["ref", number]

    def _news(self, number: int) -> list | None:
        """Return the content of an object unless the other end has it already."""
        thing = self._objects[number]
        atoms = self._atoms.get(number)
        # The same atoms cannot have changed. To compare them is faster than a mark.
        if atoms is not None and _same_items(atoms, thing):
            return None
        if isinstance(thing, np.ndarray):
            array = _array_mark(np.asarray(thing))
            if array == self._seen.get(number):
                return None
            self._seen[number] = array
            return ["array", *_array_message(*array)]
        content = self._content(thing)
        if type(thing) is list and ATOMS.issuperset(map(type, content[1])):
            self._atoms[number] = content[1]
        mark = _mark(content)
        if mark == self._seen.get(number):
            return None
        self._seen[number] = mark
        return content

    def _value(self, value: Any) -> object:
        kind = type(value)  # the commonest kinds first: this is called very often
        if kind in AS_THEY_ARE or (kind is int and value.bit_length() <= MAX_BITS):
            return value
        if kind is tuple:
            return ["tuple", [self._value(item) for item in value]]
        if kind is list or kind is dict or (kind is np.ndarray and _is_shared(value)):
            return self._reference(value)
        if isinstance(value, np.generic):
            array = np.asarray(value)
            if DTYPE.fullmatch(array.dtype.str):
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
        if self._is_tensor(value):
            array = np.asarray(value)
            if array.dtype.kind == "O":  # TensorFlow's strings
                array = array.astype("S")
            return ["tensor", *_array_message(*_array_mark(array))]
        if isinstance(value, list | dict | set) or _is_shared(value):
            return self._reference(value)
        return self._keep(value)

    def _content(self, thing: Any) -> list:
        if isinstance(thing, dict):
            pairs = [[self._value(k), self._value(v)] for k, v in dict.items(thing)]
            return ["dict", pairs]
        if isinstance(thing, list):
            items = [*list.__iter__(thing)]
            if AS_THEY_ARE.issuperset(map(type, items)):  # a shortcut: this takes long
                return ["list", items]
            return ["list", [self._value(item) for item in items]]
        if isinstance(thing, set):
            return ["set", sorted((self._value(item) for item in thing), key=repr)]
        return ["generator", thing.bit_generator.state]

    def _fill(self, thing: Any, content: list) -> object:
        """Give an object the content that came for it; return the mark of that."""
        kind = content[0]
        if kind == "dict" and isinstance(thing, dict):
            pairs = [(self._read(k), self._read(v)) for k, v in content[1]]
            _refuse_collisions([k for k, _ in pairs])
            thing.clear()
            thing.update(pairs)
        elif kind == "list" and isinstance(thing, list):
            items = content[1]
            if not AS_THEY_ARE.issuperset(map(type, items)):
                items = _without_collisions([self._read(item) for item in items])
            thing[:] = items
        elif kind == "set" and isinstance(thing, set):
            items = [self._read(item) for item in content[1]]
            _refuse_collisions(items)
            thing.clear()
            thing.update(items)
        elif kind == "generator" and isinstance(thing, np.random.Generator):
            thing.bit_generator.state = content[1]  # NumPy validates it
        elif kind == "array" and isinstance(thing, np.ndarray):
            array = _read_array(*content[1:])
            if (array.shape, array.dtype) == (thing.shape, thing.dtype):
                np.copyto(thing, array)
            return _array_mark(array)
        else:
            raise MalformedValue("an object that changed its kind")
        return _mark(content)

    def _read(self, value: Any) -> Any:
        if type(value) in AS_THEY_ARE:
            return value
        if isinstance(value, int):
            if value.bit_length() > MAX_BITS:
                raise MalformedValue("an integer that is too long")
            return value
        if not isinstance(value, list) or not value or not isinstance(value[0], str):
            raise MalformedValue("a value without a kind")
        kind, *rest = value
        if kind == "ref" and isinstance(rest[0], int) and rest[0] in self._objects:
            return self._objects[rest[0]]
        if kind == "scalar":
            return _read_array(rest[0], [], rest[1], MAX_ARRAY)[()]
        if kind == "bytes":
            return base64.b64decode(rest[0], validate=True)
        if kind == "complex":
            return complex(rest[0], rest[1])
        if kind == "tuple":
            return tuple(_without_collisions([self._read(item) for item in rest[0]]))
        if kind == "frozenset":
            items = [self._read(item) for item in rest[0]]
            _refuse_collisions(items)
            return frozenset(items)
        if kind == "tensor":
            return self._tensor(_read_array(*rest))
        return self._restore(value)


class Guest:
    """Carries out the judge's requests on the names of one notebook.

    `ask` sends a message to the judge from within a call and returns its reply. This is
    how an answer calls a function that the judge passed as an argument. `is_tensor`
    says what to send as a tensor besides those of TensorFlow and Keras. `explain` puts
    an error into words, given the names and what was called.
    """

    def __init__(
        self,
        names: dict[str, Any],
        ask: Callable[[str], str],
        is_tensor: Callable[[object], bool] = lambda value: False,
        explain: Callable[..., str] | None = None,
    ) -> None:
        self._names = names
        self._ask = ask
        self._explain = explain or _kind_and_message
        self._asked: object = None
        self._is_tensor_too = is_tensor
        # A handle from an earlier process must not mean something else here.
        self._next_handle = time.time_ns()
        self._handles: dict[int, object] = {}
        self._replaced: dict[str, object] = {}
        self._graph = self._new_graph()

    def serve(self, request: str) -> str:
        """Carry out one request; reply whatever happens."""
        message = json.loads(request)
        prints, start = _Prints(), time.process_time()
        self._asked = None
        try:
            with _limited(message.get("seconds")):
                for step in message.get("first", []):
                    self._graph = self._new_graph()
                    getattr(self, "_do_" + step["do"])(step)
                self._graph = self._new_graph()
                with contextlib.redirect_stdout(prints):
                    result = getattr(self, "_do_" + message["do"])(message)
                reply = {"status": "ok", **self._graph.pack(result)}
        except _TimeUp:
            reply = {"status": "late"}
        except KeyboardInterrupt:
            reply = {"status": "limit"}
        except StopIteration:
            reply = {"status": "end"}
        except BaseException as error:
            told = self._explain(error, self._names, self._asked)
            reply = {"status": "error", "error": told, **self._more_on(error)}
        reply["printed"] = prints.getvalue()
        if "seconds" in message:
            reply["spent"] = time.process_time() - start
        return json.dumps(reply)

    def _more_on(self, error: BaseException) -> dict[str, Any]:
        """Return what a reply says of an error besides its text."""
        return {}

    def _do_nothing(self, message: dict) -> None:
        pass

    def _do_call(self, message: dict) -> object:
        args, named = self._graph.unpack(message)
        return self._call(message, args, dict(named))

    def _do_calls(self, message: dict) -> object:
        return [self._call(message, args, {}) for args in self._graph.unpack(message)]

    def _call(self, message: dict, args: Any, kwargs: Any) -> object:
        return self._target(message)(*args, **kwargs)

    def _do_bind(self, message: dict) -> object:
        given = self._graph.unpack(message)
        return functools.partial(self._target(message), *given)

    def _do_get(self, message: dict) -> object:
        return self._target(message)

    def _do_next(self, message: dict) -> tuple:
        """Return the next item; of a dataset's items several, if they are quick.

        A dataset may read ahead by itself. A generator must not run on unasked.
        """
        iterator = self._target(message)
        items = [next(iterator)]
        if not type(iterator).__module__.startswith(DATASETS):
            return tuple(items)
        end, size = time.perf_counter() + AHEAD_SECONDS, _bytes_of(items[0])
        while len(items) < AHEAD_ITEMS and size < AHEAD_BYTES:
            if time.perf_counter() > end:
                break
            try:
                items.append(next(iterator))
            except StopIteration:
                break
            except Exception as error:  # for the request that comes to it
                self._handles[message["handle"]] = _raising(error)
                break
            size += _bytes_of(items[-1])
        return tuple(items)

    def _do_iter(self, message: dict) -> object:
        return iter(self._target(message))

    def _do_replace(self, message: dict) -> None:
        name = message["name"]
        self._replaced.setdefault(name, self._names.get(name, _MISSING))
        self._names[name] = self._graph.unpack(message)

    def _do_restore(self, message: dict) -> None:
        name = message["name"]
        if name not in self._replaced:  # it was replaced in a process that has ended
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
        self._asked = thing
        for attribute in message.get("path", []):
            thing = getattr(thing, attribute)
        return thing

    def _new_graph(self) -> ObjectGraph:
        def is_tensor(value: object) -> bool:
            return _is_tensor(value) or self._is_tensor_too(value)

        return ObjectGraph(1, self._keep, self._restore, _as_tensor, is_tensor)

    def _keep(self, thing: object) -> list:
        # Nothing of the answer's own is asked: its __getattr__ may raise, or change it.
        mark = vars(thing).get(MARK) if type(thing) is FunctionType else None
        if isinstance(mark, tuple) and mark[1] is thing:  # functools.wraps copies it
            return ["function", mark[0]]
        number, self._next_handle = self._next_handle, self._next_handle + 1
        self._handles[number] = thing
        return ["handle", number, type(thing).__name__]

    def _error_of(self, reply: dict) -> Exception:
        """Return what a function of the judge raises here, given its failed reply."""
        return RuntimeError("the check ended here")

    def _restore(self, value: list) -> object:
        if value[0] == "theirs":
            return self._target(value[1])
        number = value[1]

        def call_the_judge(*args: object, **kwargs: object) -> object:
            # Tuples, since every later message would look into a list or dictionary.
            named = tuple((name, _readable(value)) for name, value in kwargs.items())
            packed = self._graph.pack((tuple(map(_readable, args)), named))
            reply = json.loads(self._ask(json.dumps({"function": number, **packed})))
            if reply.get("status") != "ok":
                raise self._error_of(reply)
            return self._graph.unpack(reply)

        if len(value) > 2:
            call_the_judge.__name__ = str(value[2])
        setattr(call_the_judge, MARK, (number, call_the_judge))
        return call_the_judge


_MISSING = object()


def _bytes_of(item: object) -> int:
    """Return the size of the tensors in an item of a dataset."""
    if isinstance(item, tuple | list):
        return sum(map(_bytes_of, item))
    if isinstance(item, dict):
        return sum(map(_bytes_of, item.values()))
    return np.asarray(item).nbytes if _is_tensor(item) else AHEAD_BYTES


def _raising(error: Exception) -> Iterator[Any]:
    raise error
    yield


class _TimeUp(BaseException):
    """A request took more processor time than it may."""


@contextlib.contextmanager
def _limited(seconds: float | None) -> Iterator[None]:
    """Raise _TimeUp in a block that takes more processor time, if that is possible."""
    in_main = threading.current_thread() is threading.main_thread()
    if seconds is None or not in_main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise _TimeUp

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds / 3 + 0.01)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class _Prints(io.StringIO):
    """What an answer prints, up to MAX_PRINTED characters; the rest is dropped."""

    def write(self, text: str) -> int:
        room = MAX_PRINTED - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


def _mark(content: list) -> object:
    """Return a mark that only equal content shares; 1, 1.0 and True are different."""
    return content if content[0] == "generator" else repr(content)


def _array_mark(array: np.ndarray) -> tuple[str, tuple, bytes]:
    if array.nbytes > MAX_ARRAY:  # a broadcast array may take less memory than this
        raise MalformedValue("an array that is too big to send")
    return array.dtype.str, array.shape, array.tobytes()


def _same_items(one: list, other: list) -> bool:
    """Return whether two lists hold the same objects, not only equal ones."""
    return len(one) == len(other) and all(map(operator.is_, one, other))


def _kind_and_message(
    error: BaseException, names: dict[str, Any], answer: object
) -> str:
    message = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return message[:300]


def _as_tensor(array: np.ndarray) -> object:
    tensorflow = sys.modules.get("tensorflow")
    return tensorflow.constant(array) if tensorflow else array


def _is_tensor(value: object) -> bool:
    """Return whether this is a tensor of TensorFlow or Keras that has values.

    This asks for no attribute, since a student's class can have any attribute. Still it
    proves nothing: code in this process can replace these classes, or this function.
    So a value that is sent as a tensor is data like any other.
    """
    kind = type(value)
    if kind.__module__ in ("builtins", "numpy"):
        return False  # true of most values, and of no framework's class
    return issubclass(kind, _tensor_classes())


_found_first: dict[tuple[str, str], type] = {}


def _tensor_classes() -> tuple[type, ...]:
    """Return the classes of tensors as this process first saw them.

    In a kernel that has imported TensorFlow, that is before any student's code runs.
    """
    for place in TENSORS:
        if place not in _found_first:
            found = getattr(sys.modules.get(place[0]), place[1], None)
            if isinstance(found, type):
                _found_first[place] = found
    return tuple(_found_first.values())


def _is_shared(value: object) -> bool:
    """Return whether this is an array of plain data or a PCG64 generator."""
    if isinstance(value, np.random.Generator):
        return isinstance(value.bit_generator, np.random.PCG64)
    return isinstance(value, np.ndarray) and bool(DTYPE.fullmatch(value.dtype.str))


def _readable(argument: object) -> object:
    """Turn other sequences into lists: the judge cannot ask for their items now."""
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


def _array_message(dtype: str, shape: tuple, raw: bytes) -> list:
    return [dtype, list(shape), _base64(raw)]


def _read_array(
    dtype: Any, shape: Any, data: Any, max_item: int = MAX_ITEM
) -> np.ndarray:
    # Only the bytes of plain data mean the same everywhere; "<f8,O" is not plain.
    if not isinstance(dtype, str) or not DTYPE.fullmatch(dtype):
        raise MalformedValue("an array of something that is not plain data")
    plain = np.dtype(dtype)
    if plain.itemsize > max_item:
        raise MalformedValue("an array of texts that are too long")
    if not isinstance(shape, list) or len(shape) > MAX_AXES:
        raise MalformedValue("an array without a shape")
    if any(type(length) is not int or length < 0 for length in shape):
        raise MalformedValue("an array without a shape")
    raw = base64.b64decode(data, validate=True)
    if plain.kind == "U":
        _refuse_no_text(raw, plain.byteorder)
    return np.frombuffer(raw, plain).reshape(shape).copy()


def _refuse_no_text(raw: bytes, order: str) -> None:
    """Raise MalformedValue for characters that no file or terminal can show."""
    codes = np.frombuffer(raw, f"{order}u4" if order in "<>" else "u4")
    if np.any((codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000))):
        raise MalformedValue("an array of texts that are none")


def _without_collisions(items: list) -> list:
    """Return the items of a list; refuse collisions in case they become keys."""
    if len(items) <= MAX_ALIKE:
        return items
    kinds = (tuple, complex, frozenset)
    compound = [item for item in items if isinstance(item, kinds)]
    with contextlib.suppress(TypeError):  # items that hold lists cannot become keys
        _refuse_collisions(compound)
    return items


def _refuse_collisions(things: list) -> None:
    """Raise MalformedValue if many different things have one hash.

    The time to put them into a dictionary grows with the square of their number. Nobody
    outside can predict the hashes of texts, but anybody can predict those of numbers
    and of what consists of numbers.
    """
    if len(things) <= MAX_ALIKE:
        return
    by_hash = sorted((hash(thing), n) for n, thing in enumerate(things))
    alike = 0
    for (before, m), (after, n) in itertools.pairwise(by_hash):
        if before != after:
            alike = 0
        elif things[m] != things[n]:
            alike += 1
        if alike > MAX_ALIKE:
            raise MalformedValue("keys that are made to collide")


def enter_kernel(explain: Callable[..., str]) -> None:
    """Let this module serve the IPython kernel that it was loaded into.

    `explain` puts errors into words.
    """
    from IPython import get_ipython

    _tensor_classes()  # before a student's code can replace them
    shell = get_ipython()
    names = shell.user_ns
    kernel = shell.kernel
    # A cell that ends or restarts its kernel would end every new kernel as well.
    shell.ask_exit = lambda: None
    kernel.do_shutdown = lambda restart=False: {"status": "ok", "restart": restart}
    # Nor must a `%check` that a learner has left in a cell end that cell.
    shell.register_magic_function(lambda line: None, magic_name="check")
    guest = Guest(names, lambda text: kernel.raw_input(text), explain=explain)
    globals()["serve"] = guest.serve
    globals()["ask"] = kernel.raw_input


def serve_on(request: str) -> str:
    """Carry out a request and all that the judge sends after it, without a new cell.

    A reply goes out as a question, and the answer to it is the next request. The judge
    ends this with an empty one. If it cannot be asked, return the reply.
    """
    while request:
        reply = globals()["serve"](request)
        try:
            request = globals()["ask"](REPLY + reply)
        except KeyboardInterrupt:
            return json.dumps({"status": "limit"})
        except Exception:
            return reply
    return ""
