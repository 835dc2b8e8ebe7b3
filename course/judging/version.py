"""The version of what a verdict depends on besides the submission.

A version is a few digests by name, so that two machines can say in what they differ.
A changed criterion affects only its exercise, if its file is called after the exercise
and no other file of the lesson's checks uses it; or else its lesson. Of `course` itself
only the code that grades a task counts: `judging`, `sandbox` and what they import.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import json
import os
import platform
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distributions
from importlib.metadata import version as installed
from pathlib import Path

from course import STARTED
from course.content import Content
from course.judging.load_checks import ANSWERS, checks_place

States = frozenset[tuple[str, float, int]]  # path, time of the last change, size
COURSE = Path(__file__).resolve().parents[1]
PACKAGES = ("numpy", "tensorflow", "keras", "ipykernel", "nbclient", "nbformat")
# The same TensorFlow without what only graphics cards need: kernels see none.
BUILDS = {"tensorflow-cpu": "tensorflow"}


def version(content: Content, notebook: str) -> dict[str, str]:
    """Return the version of everything that a verdict on `notebook` depends on.

    It is the version that this process first found, valid unless `changed_since_start`.
    """
    return _found_first(content, notebook).version


def changed_since_start(content: Content, notebook: str) -> bool:
    """Return whether this process may hold other code in memory than is on disk now.

    A file written since then does not matter if its content is still what it was when
    the version was found, and no file had been written before that.
    """
    found = _found_first(content, notebook)
    if found.is_doubtful:
        return True
    try:
        return (
            _states(content, notebook) != found.states
            and _on_disk(content, notebook) != found.version
        )
    except (OSError, SyntaxError):
        return True  # somebody is writing a file right now


@functools.cache
def checks_apart(content: Content, notebook: str) -> tuple[dict[str, str], str]:
    """Return digests of the files of checks for one exercise, and of all other files.

    The files for one exercise are by its name. As in `version`, they are what this
    process first found.
    """
    place = checks_place(content, notebook)
    alone = _files_of_one_exercise(place) if place and place.is_dir() else {}
    rest = [(p, place or p) for p in _files(_checks_of(content, notebook), ANSWERS)]
    names = sorted(
        (path.relative_to(folder).as_posix(), _hex(path.read_bytes()))
        for path, folder in rest
        if path not in alone.values()
    )
    digests = {name: _hex(path.read_bytes()) for name, path in alone.items()}
    return digests, _hex(repr(names).encode())


def _files_of_one_exercise(folder: Path) -> dict[str, Path]:
    """Return the files that make criteria of one exercise, which no other imports."""
    found, used = {}, {"__init__"}
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        named = {*re.findall(r"""\bChecks\(\s*['"]([^'"]*)""", text)}
        if [*map(_bare, named)] == [_bare(path.stem)]:
            found[named.pop()] = path
        if path.stem != "__init__":
            used |= _imported_beside(text)
    return {name: path for name, path in found.items() if path.stem not in used}


def _bare(name: str) -> str:
    """Return a name as GenerativeModel and generative_model both have it."""
    return name.casefold().replace("_", "")


def _imported_beside(text: str) -> set[str]:
    """Return the modules that a module of checks imports from its folder."""
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.level:
            module = (node.module or "").partition(".")[0]
            names |= {module} if module else {alias.name for alias in node.names}
    return names


@dataclass(frozen=True)
class _Found:
    """What was found when a version was first asked for."""

    version: dict[str, str]
    states: States
    is_doubtful: bool  # a file was written when code may have been loaded already


@functools.cache
def _found_first(content: Content, notebook: str) -> _Found:
    states = _states(content, notebook)
    now = time.time()  # what is of the future was written before a clock was put back
    doubtful = any(STARTED < changed <= now for _, changed, _ in states)
    return _Found(_on_disk(content, notebook), states, doubtful)


def _on_disk(content: Content, notebook: str) -> dict[str, str]:
    return {
        "checks": digest(_checks_of(content, notebook), without=ANSWERS),
        "grading": digest(_grading()),
        "library": digest(_library(content)),
        "data": _data(content),
        "python": platform.python_version(),
        **{package: _installed(package) for package in PACKAGES},
    }


def _states(content: Content, notebook: str) -> States:
    """Return what changes when a file of the version is written.

    It is asked three times for each submission, so it is not `_files` that finds them.
    """
    places = [*_checks_of(content, notebook), *_grading(), *_library(content)]
    return frozenset(state for place in places for state in _states_in(place))


def _states_in(place: str | Path) -> Iterator[tuple[str, float, int]]:
    """Yield the state of a file, or those of the files that `digest` would read."""
    if not os.path.isdir(place):
        state = os.stat(place)
        yield str(place), max(state.st_mtime, state.st_ctime), state.st_size
        return
    with os.scandir(place) as entries:
        inside = [e for e in entries if e.name not in ("__pycache__", ANSWERS)]
    for entry in inside:
        if entry.is_dir(follow_symlinks=False) or entry.is_file():
            yield from _states_in(entry.path)


def one_line(version: dict[str, str]) -> str:
    """Return a version as one line of text, for keys."""
    return json.dumps(version, sort_keys=True)


def builds(package: str) -> list[str]:
    """Return the names under which a package may be installed, its own first."""
    return [package, *(build for build, of in BUILDS.items() if of == package)]


def all_installed() -> list[str]:
    """Return all installed packages with their versions, whatever their build."""
    found = ((d.name.lower().replace("_", "-"), d.version) for d in distributions())
    return sorted({f"{BUILDS.get(name, name)} {number}" for name, number in found})


def digest(places: Iterable[Path], without: str = "") -> str:
    """Return a digest of files, and of all files in folders: their names and contents.

    Leave out folders within them that are named `without`.
    """
    entries = sorted(
        (path.relative_to(place.parent).as_posix(), _hex(path.read_bytes()))
        for place in set(places)
        for path in _files([place], without)
    )
    return _hex(repr(entries).encode())


def _files(places: Iterable[Path], without: str = "") -> Iterator[Path]:
    """Yield the files themselves, and all files in the folders."""
    for place in places:
        if place.is_dir():
            for path in place.rglob("*"):
                inside = path.relative_to(place).parts
                if path.is_file() and not {"__pycache__", without} & {*inside}:
                    yield path
        else:
            yield place


def _hex(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _checks_of(content: Content, notebook: str) -> list[Path]:
    """Return the file or folder of a lesson's hidden checks, if it has any."""
    place = checks_place(content, notebook)
    return [place] if place else []


def _library(content: Content) -> list[Path]:
    return list(content.library_folders.values())


def _grading() -> list[Path]:
    """Return what grades a task: the judge, the kernels, and what both import."""
    basis = ("__init__.py", "content.py", "errors.py", "folder.py")
    return [COURSE / name for name in ("judging", "sandbox", *basis)]


def _data(content: Content) -> str:
    """Return the names and sizes of the data files that kernels find here."""
    entries = []
    for name, folder in content.data_folders.items():
        files = sorted(path for path in folder.glob("*") if path.is_file())
        sizes = ", ".join(f"{path.name} {path.stat().st_size}" for path in files)
        entries.append(f"{name}: {sizes}")
    return "; ".join(entries) or "embedded"


def _installed(package: str) -> str:
    for name in builds(package):
        with suppress(PackageNotFoundError):
            return installed(name)
    return "none"
