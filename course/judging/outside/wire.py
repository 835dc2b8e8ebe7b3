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
import sys
import threading
import types
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NoReturn

from course.judging.guest import ATOMS, HANDLE_GONE, _as_tensor, _is_tensor
from course.judging.outside.errors import Errors
from course.judging.outside.lent import Lent
from course.judging.outside.proxies import Proxy, is_proxy, reached_by_name, where_of
from course.judging.outside.proxy_graph import ProxyGraph
from course.judging.outside.state import State

MAX_MESSAGE = 300  # characters
PASSED_OVER = "pass over an error"  # perhaps that of the test itself
RUNNERS = ("unittest", "_pytest", "doctest", "hypothesis")
# Classes of Python that have no name in builtins.
HIDDEN = {t.__name__: t for t in vars(types).values() if isinstance(t, type)}


class Void(BaseException):
    """The test cannot go on outside; this is no finding about the answer."""


class Wire:
    """Asks for the names of the other kernel; `ask` carries one message and a reply.

    `decided` has what the answers' own code decided in this test. If `allowed` is not
    None, all else is refused. `failed` is why the test has no result, if it has none.
    """

    def __init__(self, ask: Callable[[str], str]) -> None:
        self._ask = ask
        self._one_at_a_time = threading.RLock()  # what it asks back may ask again
        self._lent = Lent()
        self._failure: BaseException | None = None
        self._errors = Errors(self)
        self._found: dict[str, object] = {}  # until something is called
        self._proxies: dict[int, Proxy] = {}  # by the number of the object
        self.state = State()
        self.modules: dict[str, str] = {}  # by the name that the solution gives them
        self.instead: dict[str, ModuleType] = {}  # of modules, by name
        self.theirs: set[str] = set()  # names that the solution binds
        self.open = False  # whether names are asked for
        self.begin(None)

    def begin(self, allowed: list[str] | None) -> None:
        """Begin a test."""
        self.allowed = allowed
        self.decided: set[str] = set()
        self.failed = ""
        self._found.clear()
        self.state.begin()

    def has(self, name: str) -> bool:
        """Return whether a name of Python is one of the answers' as well."""
        return self.open and name in self.theirs

    def name(self, name: str) -> object:
        """Return what the answers call `name`; raise KeyError if they do not."""
        if not self.open:
            raise KeyError(name)
        if name not in self._found:
            compared = "is" in self.decided
            found = self.request({"do": "get", "name": name})
            if not compared:  # to ask for a name again compares nothing
                self.decided.discard("is")
            if name in self.modules and not _is_module(found, self.modules[name]):
                self.give_up(f"{name} is not the module {self.modules[name]}")
            if is_proxy(found):
                reached_by_name(found)
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
        graph = self._new_graph()
        graph.callable_came, graph.may_change = self.note, self.may_change
        message = self._with_state(message)
        self._failure = None
        before = len(self._lent.raised)
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
        if any(found is not one for one in self._lent.raised[before:]):
            self.note(PASSED_OVER)
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
            if status == "error" and "tests_error" in reply:
                return status, self._lent.raised[reply["tests_error"]]
            if status == "error" and not is_gone:
                told = graph.unpack(reply)
                return status, self._errors.made(
                    reply["lineage"], reply.get("handle"), *told
                )
        except Exception as error:
            self.give_up(f"the reply cannot be read: {type(error).__name__}")
        self.give_up("the answer reached a limit or has ended")

    def _answered(self, graph: ProxyGraph, question: str) -> str:
        """Call a function of ours that the answer has called; return the reply."""
        try:
            message = json.loads(question)
            args, kwargs = graph.unpack(message)
            function = self._lent.get(message["function"])
            result = function(*args, **dict(kwargs))
            return json.dumps({"status": "ok", **self._packed(graph, result)})
        except BaseException as failure:
            if isinstance(failure, AssertionError) or _is_signal(failure):
                self._failure = failure  # which the answer cannot pass over
                return json.dumps({"status": "failed"})
            return json.dumps(self._raised(graph, failure))  # type: ignore[arg-type]

    def _raised(self, graph: ProxyGraph, error: Exception) -> dict:
        """Return the reply on an error of our function, which the answer may handle."""
        self._lent.raised.append(error)
        number = len(self._lent.raised) - 1
        lineage = [[kind.__module__, kind.__qualname__] for kind in type(error).__mro__]
        args = (a if type(a) in ATOMS else type(a).__name__ for a in error.args)
        packed = graph.pack(tuple(args))
        return {"status": "raised", "number": number, "lineage": lineage, **packed}

    def _with_state(self, message: dict) -> dict:
        """Add what the answers do first: a test has changed what they depend on."""
        steps = [
            {"do": what, **self._packed(self._new_graph(), value)}
            for what, value in self.state.changes()
        ]
        return {"first": steps, **message} if steps else message

    def _new_graph(self) -> ProxyGraph:
        graph = ProxyGraph(0, self._keep, self._restore, _as_tensor, _is_tensor)
        graph.shared = self.state.shared
        return graph

    def _keep(self, thing: object) -> list:
        if is_proxy(thing):
            return ["theirs", where_of(thing)]
        if isinstance(thing, type) and "_theirs" in vars(thing):
            return ["theirs", vars(thing)["_theirs"]]  # type: ignore[attr-defined]
        kept = self._lent.keep(thing)
        if kept is None:
            self.give_up(f"cannot send a {type(thing).__name__} to the answer")
        return kept

    def _restore(self, value: list) -> object:
        kind, number = value[0], value[1]
        if kind == "handle" and isinstance(number, int):
            return self._proxy(number, value[2])
        if kind == "error" and isinstance(number, int):
            found = self._errors.class_of(value[2])
            if "_theirs" in vars(found):
                found._theirs = {"handle": number}  # type: ignore[attr-defined]
            return found
        if kind == "module" and number in self.modules.values():
            return self.instead.get(number) or importlib.import_module(number)
        if kind == "function" and number in self._lent:
            return self._lent.get(number)
        raise ValueError(f"something of the kind {kind}")

    def _proxy(self, number: int, lineage: Sequence) -> Proxy:
        """Return the proxy of an object: the one that is known, if it has one.

        That two objects are one is the answers' word, as what they decide is.
        """
        if number in self._proxies and self._may("is"):
            return self._proxies[number]
        made = Proxy(self, {"handle": number}, lineage)
        self._proxies.setdefault(number, made)
        return made

    def class_said(self, lineage: Sequence) -> type:
        """Return the class that the answers say an object has, if it is known here.

        This is decided there, too; where the solution did not need it, nobody is asked.
        """
        if not self._may("class"):
            return Proxy
        known = (_class_named(module, name) for module, name in lineage[:-1])
        return next((one for one in known if isinstance(one, type)), Proxy)

    def _may(self, decided: str) -> bool:
        """Return whether the answers may decide this; note it if they may."""
        if self.allowed is not None and decided not in self.allowed:
            return False
        self.decided.add(decided)
        return True


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


def _class_named(module: str, name: str) -> object:
    """Return a class that this process has, such as that of all generators."""
    found = getattr(sys.modules.get(module), name, None)
    return HIDDEN.get(name, found) if module == "builtins" else found
