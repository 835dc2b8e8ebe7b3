"""A test's end of the wire to the answers, in a kernel where none of their code runs.

Data comes as data, and anything else as a proxy, whose calls and attributes are asked
for in turn. A wire, a limit or a value that fails ends the test with `Void`, which no
`except Exception` catches; and if it is caught all the same, the test has failed.

What an object's own code would decide (whether it equals a number, how far it is from
it, what its methods say) is refused, unless the objects of the instructor's solution
were asked the same. An object in the place of data gains nothing by that. The same
holds for errors that no test takes for a failure, such as those that skip it.
"""

from __future__ import annotations

import importlib
import json
import random
import sys
import threading
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NoReturn

import numpy as np

from course.judging.guest import HANDLE_GONE, _as_tensor, _is_tensor
from course.judging.outside.data import WiderGraph
from course.judging.outside.proxies import Proxy, is_proxy, lineage_of, where_of

MAX_MESSAGE = 300  # characters
CALLABLE = ("class", "error", "function")  # kinds of data
RUNNERS = ("unittest", "_pytest", "doctest", "hypothesis")


class Void(BaseException):
    """The test cannot go on outside; this is no finding about the answer."""


class ProxyGraph(WiderGraph):
    """The end of an object graph where proxies are.

    Of what comes as data, `callable_came` is told the kinds that can be called.
    `may_change` says of which kinds an answer may change the test's own data. What it
    may not change stays as it is for the test, and comes back as a copy.
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

    def _value(self, value: Any) -> object:
        # A proxy says that it is of another class, so nothing else may look at it.
        return self._keep(value) if is_proxy(value) else super()._value(value)


class Wire:
    """Asks for the names of the other kernel; `ask` carries one message and a reply.

    `decided` has what the answers' own code decided in this test. If `allowed` is not
    None, all else is refused. `failed` is why the test has no result, if it has none.
    """

    def __init__(self, ask: Callable[[str], str]) -> None:
        self._ask = ask
        self._one_at_a_time = threading.RLock()  # what it asks back may ask again
        self._lent: dict[int, Callable] = {}
        self._last = 0
        self._failure: BaseException | None = None
        self._classes: dict[tuple[str, str], type[BaseException]] = {}
        self._found: dict[str, object] = {}  # until something is called
        self._generators = _generators()[1]  # as every kernel has them at first
        self.modules: dict[str, str] = {}  # by the name that the solution gives them
        self.theirs: set[str] = set()  # names that the solution binds
        self.open = False  # whether names are asked for
        self.begin(None)

    def begin(self, allowed: list[str] | None) -> None:
        """Begin a test."""
        self.allowed = allowed
        self.decided: set[str] = set()
        self.failed = ""
        self._lent.clear()
        self._found.clear()

    def has(self, name: str) -> bool:
        """Return whether a name of Python is one of the answers' as well."""
        return self.open and name in self.theirs

    def name(self, name: str) -> object:
        """Return what the answers call `name`; raise KeyError if they do not."""
        if not self.open:
            raise KeyError(name)
        if name not in self._found:
            found = self.request({"do": "get", "name": name})
            if name in self.modules and not _is_module(found, self.modules[name]):
                self.give_up(f"{name} is not the module {self.modules[name]}")
            if is_proxy(found):
                found = Proxy(self, {"name": name}, lineage_of(found))
            self._found[name] = found
        return self._found[name]

    def decide(self, what: str, *args: object) -> object:
        """Have the answers' own code decide, if the solution needed that as well."""
        kinds = ", ".join("theirs" if is_proxy(a) else "data" for a in args)
        self.note(f"{what}({kinds})")
        return self.apply(what, *args)

    def note(self, asked: str) -> None:
        """Note that the answers' own code is asked; go on only if that is allowed."""
        self.decided.add(asked)
        if self.allowed is not None and asked not in self.allowed:
            self.give_up(f"the answer itself would decide {asked}")

    def may_change(self, kind: str) -> bool:
        """Return whether the solution changed data of this kind that a test gave it."""
        changed = f"change {kind}"
        self.decided.add(changed)
        return self.allowed is None or changed in self.allowed

    def apply(self, what: str, *args: object) -> Any:
        """Have a function of Python called on objects of the answers."""
        return self.request({"do": "apply", "what": what}, args)

    def request(self, message: dict, value: object = None) -> Any:
        """Have the other kernel do `message` with `value`; return the result.

        The threads of a test wait for each other: there is one wire.
        """
        with self._one_at_a_time:
            return self._requested(message, value)

    def _requested(self, message: dict, value: object) -> Any:
        graph = ProxyGraph(0, self._keep, self._restore, _as_tensor, _is_tensor)
        graph.callable_came, graph.may_change = self.note, self.may_change
        message = self._with_generators(message)
        self._failure = None
        packed = self._packed(graph, value)
        reply = self._sent({"request": json.dumps({**message, **packed})})
        while "question" in reply:
            reply = self._sent({"answer": self._answered(graph, reply["question"])})
        if "reply" not in reply:
            self.give_up(str(reply.get("void", "the wire broke")))
        if message["do"] != "get":  # data may be another one now
            kept = self._found.items()
            self._found = {n: one for n, one in kept if is_proxy(one)}
        status, found = self._read(graph, reply["reply"])
        if self._failure is not None:
            raise self._failure
        if status == "ok":
            return found
        is_name = message["do"] == "get" and "path" not in message
        if is_name and isinstance(found, NameError):
            raise KeyError(message["name"])
        is_end = message.get("what") == "next" and isinstance(found, StopIteration)
        if _is_signal(found) and not is_end:
            self.note(f"raise {type(found).__name__}")
        raise found

    def give_up(self, reason: str) -> NoReturn:
        """End the test without a result."""
        self.failed = self.failed or reason[:MAX_MESSAGE]
        raise Void(reason)

    def _packed(self, graph: ProxyGraph, value: object) -> dict:
        """Return a value for the wire; give up if it cannot be sent."""
        try:
            return graph.pack(value)
        except Exception as error:
            self.give_up(f"it cannot be sent to the answer: {error}")

    def _sent(self, message: dict) -> dict:
        return json.loads(self._ask(json.dumps(message)))

    def _read(self, graph: ProxyGraph, text: str) -> tuple[str, Any]:
        """Return "ok" and a value, or "error" and an error; else give up.

        Whatever is wrong with a reply, no test may take it for an error of the answer.
        """
        try:
            reply = json.loads(text)
            status, told = reply["status"], reply.get("error")
            sys.stdout.write(reply["printed"])
            if status == "end":
                return "error", StopIteration()
            is_gone = told == f"LookupError: {HANDLE_GONE}"
            if status == "ok":
                return status, graph.unpack(reply)
            if status == "error" and not is_gone:
                kind = self._class_of(reply["lineage"])
                return status, _made(kind, graph.unpack(reply))
        except Exception as error:
            self.give_up(f"the reply cannot be read: {type(error).__name__}")
        self.give_up("the answer reached a limit or has ended")

    def _answered(self, graph: ProxyGraph, question: str) -> str:
        """Call a function of ours that the answer has called; return the reply."""
        try:
            message = json.loads(question)
            args, kwargs = graph.unpack(message)
            result = self._lent[message["function"]](*args, **dict(kwargs))
            return json.dumps({"status": "ok", **self._packed(graph, result)})
        except BaseException as failure:
            self._failure = failure
            return json.dumps({"status": "failed"})

    def _with_generators(self, message: dict) -> dict:
        """Add the state of the global generators if a test has set or used them."""
        states, known = _generators()
        if known == self._generators:
            return message
        self._generators = known
        graph = ProxyGraph(0, self._keep, self._restore, _as_tensor, _is_tensor)
        return {"first": [{"do": "generators", **graph.pack(states)}], **message}

    def _keep(self, thing: object) -> list:
        if is_proxy(thing):
            return ["theirs", where_of(thing)]
        if isinstance(thing, type) and "_theirs" in vars(thing):
            return ["theirs", vars(thing)["_theirs"]]  # type: ignore[attr-defined]
        if not callable(thing):
            self.give_up(f"cannot send a {type(thing).__name__} to the answer")
        self._last += 1
        self._lent[self._last] = thing
        return ["function", self._last, getattr(thing, "__name__", "function")]

    def _restore(self, value: list) -> object:
        kind, number = value[0], value[1]
        if kind == "handle" and isinstance(number, int):
            return Proxy(self, {"handle": number}, value[2])
        if kind == "error" and isinstance(number, int):
            found = self._class_of(value[2])
            if "_theirs" in vars(found):
                found._theirs = {"handle": number}  # type: ignore[attr-defined]
            return found
        if kind == "module" and number in self.modules.values():
            return importlib.import_module(number)
        if kind == "function" and number in self._lent:
            return self._lent[number]
        raise ValueError(f"something of the kind {kind}")

    def _class_of(self, lineage: Any) -> type[BaseException]:
        """Return the class of an error: one that is known here, or one made for it."""
        names = [(str(module), str(name)) for module, name in lineage]
        for place, (module, name) in enumerate(names):
            known = self._classes.get((module, name)) or known_error(module, name)
            if known is None:
                continue
            for below in reversed(names[:place]):
                known = type(below[1].rpartition(".")[2], (known,), {"_theirs": {}})
                self._classes[below] = known
            return known
        raise ValueError("an error of no known class")

    def class_said(self, lineage: Sequence) -> type:
        """Return the class that the answers say an object has, if it is known here.

        This is decided there, too; where the solution did not need it, nobody is asked.
        """
        if self.allowed is not None and "class" not in self.allowed:
            return Proxy
        self.decided.add("class")
        known = (getattr(sys.modules.get(m), n, None) for m, n in lineage[:-1])
        return next((one for one in known if isinstance(one, type)), Proxy)


def _generators() -> tuple[tuple, list]:
    """Return the states of NumPy's and Python's generators, and what to compare."""
    numpys: Any = np.random.get_state()
    pythons = random.getstate()
    return (numpys, pythons), [numpys[1].tobytes(), *numpys[2:], pythons]


def _is_module(found: object, name: str) -> bool:
    return isinstance(found, ModuleType) and found.__name__ == name


def _is_signal(error: BaseException) -> bool:
    """Return whether an error ends, skips or interrupts what runs, and fails nothing.

    What all() looks at has no wrong case if the first one ends the iteration, and a
    runner of tests that are skipped has had a success.
    """
    kinds = [kind.__module__.partition(".")[0] for kind in type(error).__mro__]
    ends = isinstance(error, StopIteration | StopAsyncIteration)
    return ends or not isinstance(error, Exception) or any(k in RUNNERS for k in kinds)


def known_error(module: str, name: str) -> type[BaseException] | None:
    """Return the class of an error that this process has."""
    found = getattr(sys.modules.get(module), name, None)
    is_error = isinstance(found, type) and issubclass(found, BaseException)
    return found if is_error and module != __name__ else None


def _made(kind: type[BaseException], args: object) -> BaseException:
    """Return an error of a class with the arguments that it had there."""
    args = args if isinstance(args, tuple) else ()
    try:
        made = kind(*args)
    except Exception:
        made = kind.__new__(kind)
        made.args = args
    return made
