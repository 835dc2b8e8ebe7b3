"""What a verdict depends on besides the submission: code, packages, corpora.

A version is a few digests by name, so that two machines can say in what they differ.
A changed criterion concerns its lesson alone; of `course` itself only what carries out
a task counts, `judging` and `sandbox`.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
import os
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path

import utils
from course import STARTED
from utils.catalogue import CORPORA

COURSE = Path(__file__).resolve().parents[1]
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
    """The file or folder of a lesson's hidden checks; none where it has none."""
    name = f"course.checks.{notebook}"
    spec = importlib.util.find_spec(name) if notebook.isidentifier() else None
    if spec is None or spec.origin is None:
        return []
    origin = Path(spec.origin).resolve()
    return [origin.parent if origin.name == "__init__.py" else origin]


def _grading() -> list[Path]:
    """What carries out a task: the judge, and the kernels that it asks."""
    return [COURSE / "judging", COURSE / "sandbox"]


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
