"""Find the text of all classes that a configuration names.

A policy for late hand-ins, say: what it takes is part of the grade. So are modules that
lie beside the policy's and that it imports.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from traitlets.config import Config


def texts_of_plugins(config: Config) -> list[str]:
    """Return the digests of all modules from which a configuration names a class."""
    files: set[Path] = set()
    waiting = [
        path
        for module in _modules_named(config)
        if (path := _file_of(module)) is not None
    ]
    while waiting:
        path = waiting.pop()
        if path not in files:
            files.add(path)
            if "site-packages" not in path.parts:  # those change with their version
                waiting += _imported_beside(path)
    return sorted(
        f"{path.stem}\0{hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in files
    )


def _modules_named(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, str):
        if all(part.isidentifier() for part in value.split(".")):
            yield value.rpartition(".")[0]
    elif isinstance(value, type):
        yield from (kind.__module__ for kind in value.__mro__)
    elif isinstance(value, Iterable):
        for one in value:
            yield from _modules_named(one)


def _file_of(module: str) -> Path | None:
    """Return the file of a module that can be changed by hand; import nothing new."""
    try:
        found = find_spec(module) if module else None
    except (ImportError, AttributeError, ValueError):
        return None
    path = Path(found.origin) if found and found.has_location and found.origin else None
    return path if path and path.is_file() else None


def _imported_beside(path: Path) -> Iterator[Path]:
    """Yield the modules in the same folder that a module imports."""
    try:
        nodes = list(ast.walk(ast.parse(path.read_bytes())))
    except (SyntaxError, ValueError):  # no Python
        return
    for node in nodes:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(alias.name for alias in node.names)]
        else:
            continue
        for name in names:
            beside = path.parent / f"{name.partition('.')[0]}.py"
            if beside.is_file():
                yield beside
