"""The errors of the answers, as a test cell catches them.

An error of Python is one of the same class. One of a class that the answers made is of
a class made for it here, whose objects ask there for their text and attributes.
"""

from __future__ import annotations

import builtins
import sys
from typing import Any

from course.judging.outside.proxies import Asked, Proxy


class Errors:
    """The classes of errors that have come on a wire, and their objects."""

    def __init__(self, wire: Asked) -> None:
        self._wire = wire
        self._classes: dict[tuple[str, str], type[BaseException]] = {}

    def class_of(self, lineage: Any) -> type[BaseException]:
        """Return the class of an error: one that is known here, or one made for it."""
        names = [(str(module), str(name)) for module, name in lineage]
        for place, (module, name) in enumerate(names):
            known = self._classes.get((module, name)) or known_error(module, name)
            if known is None:
                continue
            for below in reversed(names[:place]):
                known = self._new_class(below[1].rpartition(".")[2], known)
                self._classes[below] = known
            return known
        raise ValueError("an error of no known class")

    def made(
        self, lineage: Any, handle: Any, args: Any, notes: tuple, cause: object
    ) -> BaseException:
        """Return an error of a class with what it had there."""
        kind = self.class_of(lineage)
        args = args if isinstance(args, tuple) else ()
        try:
            made = kind(*args)
        except Exception:
            made = kind.__new__(kind)
            made.args = args
        for note in notes:
            made.add_note(str(note))
        if isinstance(cause, Exception) and type(cause) in vars(builtins).values():
            made.__cause__ = cause
        if "_theirs" in vars(kind) and isinstance(handle, int):
            vars(made)["_handle"] = handle
        return made

    def _new_class(self, name: str, above: Any) -> type[BaseException]:
        wire = self._wire

        def attribute(error: Any, name: str) -> Any:
            if name.startswith("_") or "_handle" not in vars(error):
                raise AttributeError(name)
            return getattr(Proxy(wire, {"handle": error._handle}), name)

        def text(error: Any) -> str:
            if "_handle" not in vars(error):  # the test has raised it itself
                return str(above.__str__(error))
            return str(wire.apply("str", Proxy(wire, {"handle": error._handle})))

        own = {"_theirs": {}, "__getattr__": attribute, "__str__": text}
        return type(name, (above,), own)


def known_error(module: str, name: str) -> type[BaseException] | None:
    """Return the class of an error that this process has."""
    found = getattr(sys.modules.get(module), name, None)
    is_error = isinstance(found, type) and issubclass(found, BaseException)
    return found if is_error and not module.startswith("course.") else None
