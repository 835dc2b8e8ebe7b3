"""What a verdict depends on besides the submission: code, packages, corpora.

A version is a few digests by name, so that two machines can say in what they differ.
Of `course.checks` only what a lesson imports is in its version: a changed criterion
concerns one lesson; of `course.grading` only what carries out a task. Imports are read
from the text, wherever in a module they stand; checks that load their helpers by other
means are outside this.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib.util
import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path

import utils
from course import STARTED
from utils.catalogue import CORPORA

PACKAGES = ("numpy", "tensorflow", "keras", "ipykernel", "nbclient", "nbformat")


def version(notebook: str) -> dict[str, str]:
    """The version of everything that a verdict on `notebook` depends on.

    As this process found it first; it holds unless `changed_since_start`.
    """
    return _found_first(notebook)[0]


def changed_since_start(notebook: str) -> bool:
    """Whether this process may have something else in memory than is on disk now.

    That a file was written again does not matter where it says what it said when the
    version was found, and had not been written before that.
    """
    if not _written_since_start(notebook):
        return False
    found, doubtful = _found_first(notebook)
    try:
        return doubtful or found != _on_disk(notebook)
    except (OSError, SyntaxError):
        return True  # somebody is writing it right now


@functools.cache
def _found_first(notebook: str) -> tuple[dict[str, str], bool]:
    """The version, and whether a part of it may have been loaded before it changed."""
    return _on_disk(notebook), _written_since_start(notebook)


def _on_disk(notebook: str) -> dict[str, str]:
    return {
        "checks": digest(_checks_of(notebook)),
        "grading": digest(_grading()),
        "utils": digest([_utils()]),
        "corpora": _corpora(),
        "python": platform.python_version(),
        **{package: _installed(package) for package in PACKAGES},
    }


def _written_since_start(notebook: str) -> bool:
    places = [*_checks_of(notebook), *_grading(), _utils()]
    try:
        states = [path.stat() for path in _files(places)]
    except OSError:
        return True
    return any(max(state.st_mtime, state.st_ctime) > STARTED for state in states)


def one_line(version: dict[str, str]) -> str:
    """A version as one text, for keys."""
    return json.dumps(version, sort_keys=True)


def digest(places: Iterable[Path]) -> str:
    """A digest of files, and of all files in folders: their names and contents."""
    told = sorted(
        (path.relative_to(place.parent).as_posix(), _hex(path.read_bytes()))
        for place in set(places)
        for path in _files([place])
    )
    return _hex(repr(told).encode())


def _files(places: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and all in folders."""
    for place in places:
        if place.is_dir():
            for path in place.rglob("*"):
                if path.is_file() and "__pycache__" not in path.parts:
                    yield path
        else:
            yield place


def _hex(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _utils() -> Path:
    return Path(utils.__file__).resolve().parent


@functools.cache
def _checks_of(notebook: str) -> list[Path]:
    """The modules and packages of `course` that the hidden checks are made of."""
    roots = ["course.checks"]
    if notebook.isidentifier():
        roots.append(f"course.checks.{notebook}")
    return _made_of(roots, _unit_of_checks)


@functools.cache
def _grading() -> list[Path]:
    """The modules and packages that carry out a task, all of `course.grading`."""
    return _made_of(["course.grading.task"], _unit_of_grading)


def _made_of(roots: Iterable[str], unit: Callable[[str], str | None]) -> list[Path]:
    """Modules and packages, and all that they import: `unit` says what of a name."""
    found: dict[str, Path] = {}
    waiting = [*roots]
    while waiting:
        name = waiting.pop()
        place = None if name in found else _place(name)
        if place is None:
            continue
        found[name] = place
        for path in _files([place]):
            if path.suffix == ".py":
                package = name if place.is_dir() else name.rpartition(".")[0]
                waiting += filter(None, map(unit, _imported(path, package)))
    return sorted(found.values())


def _place(name: str) -> Path | None:
    """The file of a module, or the folder of a package with all that is in it."""
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        return None
    if spec is None or spec.origin is None:
        return None
    origin = Path(spec.origin).resolve()
    apart = name in ("course", "course.checks", "course.grading")
    whole = origin.name == "__init__.py" and not apart
    return origin.parent if whole else origin


def _unit_of_checks(name: str) -> str | None:
    """Of a dotted name the part that is hashed as a whole: course.checks.X, course.X.

    None of course.grading, which is hashed apart.
    """
    parts = name.split(".")
    if parts[0] != "course" or parts[:2] == ["course", "grading"]:
        return None
    return ".".join(parts[: 3 if parts[1:2] == ["checks"] else 2])


def _unit_of_grading(name: str) -> str | None:
    """Of a dotted name the part that is hashed as a whole: course.grading.X."""
    parts = name.split(".")
    return ".".join(parts[:3]) if parts[:2] == ["course", "grading"] else None


def _imported(path: Path, package: str) -> Iterator[str]:
    """The dotted names that a module imports, or may import."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")
            base = base[: len(base) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _corpora() -> str:
    """Which corpora kernels find on this machine; their contents are verified there."""
    folder = os.environ.get("COURSE_DATA", "").strip()
    if not folder:
        return "embedded"
    names = sorted(entry.filename for entry in CORPORA.values())
    paths = [Path(folder).expanduser() / name for name in names]
    there = [f"{path.name} {path.stat().st_size}" for path in paths if path.is_file()]
    return "COURSE_DATA: " + ", ".join(there)


def _installed(package: str) -> str:
    try:
        return installed(package)
    except PackageNotFoundError:
        return "none"
