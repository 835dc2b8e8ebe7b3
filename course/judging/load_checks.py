"""Load the hidden criteria of a lesson from the course's folder of checks.

A lesson's checks are a folder or a file named like its notebook. Each is loaded under
a module name made from its path, so that one process can use two courses. Inside a
folder, modules import each other relatively.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

from course.content import Content
from course.errors import CourseError, kind_and_line
from utils.checking import Checks

ANSWERS = "answers"  # folder of right and wrong answers in a lesson's checks


class ChecksError(CourseError):
    """Checks that cannot be used: the file, the line and what is wrong there."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(path, line, message)  # so that it can be pickled
        self.path, self.line, self.message = path, line, message

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class _Finder(MetaPathFinder):
    """Finds the checks under the module names that `load_module` gives them."""

    def __init__(self) -> None:
        self.places: dict[str, Path] = {}

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        place = self.places.get(fullname)
        if place is None:
            return None
        inside = [str(place.parent)] if place.name == "__init__.py" else None
        return spec_from_file_location(
            fullname, place, submodule_search_locations=inside
        )


_finder = _Finder()
sys.meta_path.append(_finder)


def checks_place(content: Content, notebook: str) -> Path | None:
    """Return the folder or file with the hidden checks of a lesson, if it has any."""
    for name in (f"{notebook}/__init__.py", f"{notebook}.py"):
        place = content.checks_folder / name
        if place.is_file():
            place = place.resolve()
            return place.parent if place.name == "__init__.py" else place
    return None


def hidden_checks(content: Content, notebook: str) -> dict[str, Checks]:
    """Return the hidden criteria of a lesson by exercise; empty if it has none.

    Raise ChecksError if they cannot be loaded.
    """
    place = checks_place(content, notebook)
    if place is None:
        return {}
    found = getattr(load_module(place), "EXERCISES", None)
    if not isinstance(found, dict):
        file = place / "__init__.py" if place.is_dir() else place
        raise ChecksError(file, 1, "defines no EXERCISES, the Checks by exercise")
    return found


def load_module(place: Path) -> ModuleType:
    """Return the module of checks in a folder or a file; raise ChecksError."""
    file = place / "__init__.py" if place.is_dir() else place
    digest = hashlib.sha256(str(file.resolve()).encode()).hexdigest()
    name = f"checks_{digest[:16]}"
    _finder.places[name] = file.resolve()
    try:
        return importlib.import_module(name)
    except Exception as error:
        raise _checks_error(error, file.resolve()) from error


def where_defined(content: Content, notebook: str, exercise: str) -> tuple[Path, int]:
    """Return the file and line where the checks of an exercise are defined."""
    place = checks_place(content, notebook)
    assert place is not None
    made = re.compile(rf"""\bChecks\(\s*['"]{re.escape(exercise)}['"]""")
    for path in sorted(place.glob("*.py")) if place.is_dir() else [place]:
        text = path.read_text(encoding="utf-8")
        if found := made.search(text):
            return path, text.count("\n", 0, found.start()) + 1
    return (place / "__init__.py" if place.is_dir() else place), 1


def _checks_error(error: Exception, file: Path) -> ChecksError:
    """Return an error's message, with its last place in the folder of `file`."""
    if isinstance(error, SyntaxError) and error.filename:
        message = f"{type(error).__name__}: {error.msg}"
        return ChecksError(Path(error.filename), error.lineno or 1, message)
    message = kind_and_line(error)
    path, line = file, 1
    trace = error.__traceback__
    while trace is not None:
        place = Path(trace.tb_frame.f_code.co_filename)
        if place.is_relative_to(file.parent):
            path, line = place, trace.tb_lineno
        trace = trace.tb_next
    return ChecksError(path, line, message)
