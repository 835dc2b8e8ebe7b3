"""A test cell's names, in a kernel where the student's code never ran.

A name that the kernel does not have is asked for on the wire.
"""

from __future__ import annotations

import ast
import builtins
import json
import sys
from collections.abc import Callable, KeysView
from types import FrameType, FunctionType, ModuleType
from typing import Any

from course.judging.outside.proxies import Proxy
from course.judging.outside.wire import MAX_MESSAGE, Wire

PYPLOT = "matplotlib.pyplot"


class Names(dict):
    """Python's builtins, and behind them the names of the other kernel."""

    def __init__(self, wire: Wire) -> None:
        # These two are looked up without asking for what is missing.
        build = builtins.__build_class__
        super().__init__({"__import__": self._imported, "__build_class__": build})
        self.update(scopes(wire))
        self._wire = wire
        self._pyplot = wire.instead[PYPLOT] = Pyplot(wire)

    def __missing__(self, name: str) -> object:
        if name in vars(builtins) and not self._wire.has(name):
            return vars(builtins)[name]
        if name.startswith("__"):
            raise KeyError(name)
        return self._wire.name(name)

    def _imported(self, name: str, *where: Any, **more: Any) -> ModuleType:
        """Import a module for a cell: figures are made where the answers are."""
        found = __import__(name, *where, **more)
        if PYPLOT not in sys.modules or found.__name__ not in (PYPLOT, "matplotlib"):
            return found
        return self._pyplot if found.__name__ == PYPLOT else Matplotlib(self._pyplot)


class Scope(dict):
    """What `globals()` gives a test: its own names, and behind them the answers'.

    Of the answers it has what it is asked for by name, and nothing when it is listed.
    """

    def __init__(self, own: dict[str, Any], wire: Wire) -> None:
        super().__init__(own)
        self._own = own
        self._wire = wire

    def __missing__(self, name: str) -> object:
        if not isinstance(name, str) or name.startswith("__"):
            raise KeyError(name)
        return self._wire.name(name)

    def __contains__(self, name: object) -> bool:
        return self.get(name, self) is not self

    def get(self, name: Any, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def keys(self) -> KeysView:  # type: ignore[override]
        return KeysView(self)

    def __setitem__(self, name: str, value: object) -> None:
        super().__setitem__(name, value)
        self._own[name] = value

    def __delitem__(self, name: str) -> None:
        super().__delitem__(name)
        del self._own[name]


class ScopeNames(list):
    """What `dir()` gives a test."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(sorted(scope))
        self._scope = scope

    def __contains__(self, name: object) -> bool:
        return name in self._scope


def scopes(wire: Wire) -> dict[str, Callable]:
    """Return `globals`, `locals`, `vars` and `dir` for tests."""

    def global_scope() -> dict:
        return Scope(sys._getframe(1).f_globals, wire)

    def scope_of(frame: FrameType) -> dict:
        if frame.f_locals is not frame.f_globals:  # a function's, or a class's
            return dict(frame.f_locals)
        return Scope(frame.f_globals, wire)

    def local_scope() -> dict:
        return scope_of(sys._getframe(1))

    def scope_or_vars(*things: object) -> Any:
        return vars(*things) if things else scope_of(sys._getframe(1))

    def scope_or_dir(*things: object) -> list[str]:
        if things:
            return dir(*things)
        scope = scope_of(sys._getframe(1))
        return ScopeNames(scope) if isinstance(scope, Scope) else sorted(scope)

    asked = (global_scope, local_scope, scope_or_vars, scope_or_dir)
    return dict(zip(("globals", "locals", "vars", "dir"), asked, strict=True))


class Matplotlib(ModuleType):
    """Matplotlib, but for its module of figures."""

    def __init__(self, pyplot: ModuleType) -> None:
        super().__init__("matplotlib")
        self.pyplot = pyplot

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.modules["matplotlib"], name)


class Pyplot(ModuleType):
    """Matplotlib's figures: while a test runs, its functions are called beside answers.

    So a test sees the figures that an answer has drawn, and hands it its own.
    """

    def __init__(self, wire: Wire) -> None:
        super().__init__(PYPLOT)
        self._wire = wire

    def __getattr__(self, name: str) -> Any:
        found = getattr(sys.modules[PYPLOT], name)
        if self._wire.open and isinstance(found, FunctionType):
            return Proxy(self._wire, {"module": PYPLOT, "path": [name]})
        return found


class TestRunner:
    """Runs test cells, and the instructor's own cells before them."""

    def __init__(self, shell: Any, wire: Wire) -> None:
        self._shell = shell
        self._wire = wire
        self._names = Names(wire)

    def serve(self, request: str) -> str:
        """Carry out one request; return the result of a test as JSON."""
        message = json.loads(request)
        names, wire = self._shell.user_ns, self._wire
        names["__builtins__"] = self._names  # %run puts Python's back
        wire.modules, wire.theirs = message["modules"], {*message["theirs"]}
        wire.state.names, wire.state.read = names, {*message["read"]}
        before = dict(names)
        for source in message["own"]:
            self._run_own(source)
        for name in message["forget"]:
            names.pop(name, None)
        own = {n: v for n, v in names.items() if before.get(n, self) is not v}
        wire.state.note_own(own)
        wire.begin(message["allowed"])
        self._wire.open = True
        try:
            result = self._shell.run_cell(message["test"], store_history=False)
        finally:
            self._wire.open = False
        error = result.error_before_exec or result.error_in_exec
        value = None if error is not None else self._shown(result.result)
        told = "" if error is None else type(error).__name__
        return json.dumps(
            {
                "error": told,
                "value": value,
                "failed": self._wire.failed,
                "decided": sorted(self._wire.decided),
            }
        )

    def _run_own(self, source: str) -> None:
        """Run those statements of a cell that need nothing of the answers."""
        try:
            body = ast.parse(self._shell.transform_cell(source)).body
        except SyntaxError:
            return
        for statement in body:
            code = compile(ast.Module([statement], []), "<own>", "exec")
            try:
                exec(code, self._shell.user_ns)
            except Exception:
                continue

    def _shown(self, value: object) -> str | None:
        """Return the text of a value that a cell ends with."""
        if value is None:
            return None
        text = self._shell.display_formatter.format(value)[0].get("text/plain", "")
        return str(text)[:MAX_MESSAGE]


def enter(guest: ModuleType) -> None:
    """Let the kernel that this was loaded into run test cells."""
    from IPython import get_ipython

    shell = get_ipython()
    kernel = shell.kernel
    tests = TestRunner(shell, Wire(lambda text: kernel.raw_input(text)))
    guest.serve = tests.serve  # type: ignore[attr-defined]
