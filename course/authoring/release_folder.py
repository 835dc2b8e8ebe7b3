"""The folder release/: what in it is the build's, and how a new one takes its place."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat.reader import NotJSONError

from course.authoring.lesson import Lesson, is_made_from_text
from course.folder import DUE_FILE, is_lesson_text


def is_notebook_of_text(path: Path) -> bool:
    """Return whether a file is a notebook that was made from a lesson's text."""
    if path.suffix != ".ipynb":
        return False
    if is_lesson_text(path.with_suffix(".py")):
        return True
    try:
        return is_made_from_text(nbformat.read(path, as_version=4))
    except (OSError, ValueError, NotJSONError):
        return False


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder, sorted; skip hidden files and caches."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not _is_junk(path, folder):
            yield path


def contents(release: Path, assignment: str) -> dict[str, bytes]:
    """Return the released files of an assignment, by their paths in `release`."""
    return {
        path.relative_to(release).as_posix(): path.read_bytes()
        for path in files_in(release / assignment)
        if path.name != DUE_FILE
    }


def released_without_source(root: Path, lessons: dict[str, list[Lesson]]) -> list[str]:
    """Return the lessons' folders in release/ that source/ no longer has.

    A folder with a notebook that was not made from a text is left alone.
    """
    release = root / "release"
    folders = [path for path in release.glob("*") if path.is_dir()]
    names = [
        path.name
        for path in folders
        if not _is_junk(path, release)
        and all(map(is_notebook_of_text, path.glob("*.ipynb")))
    ]
    return sorted(set(names) - set(lessons))


def move_in(
    root: Path, lessons: dict[str, list[Lesson]], gone: list[str], workshop: Path
) -> None:
    """Replace the old folders by the new; restore the old ones on failure."""
    release, old = root / "release", workshop / "old"
    release.mkdir(exist_ok=True)
    old.mkdir()
    moved = []
    try:
        for name in [*gone, *lessons]:
            if (release / name).exists():
                (release / name).rename(old / name)
                moved.append(name)
        for name in lessons:
            told = old / name / DUE_FILE
            if told.is_file():
                shutil.copy(told, workshop / "release" / name)
            (workshop / "release" / name).rename(release / name)
    except BaseException:
        for name in moved:
            shutil.rmtree(release / name, ignore_errors=True)
            (old / name).rename(release / name)
        raise
    for name, its_lessons in lessons.items():
        for lesson in its_lessons:
            built = workshop / "source" / name / f"{lesson.name}.ipynb"
            built.replace(root / "source" / name / built.name)


def keep(root: Path, old: Path) -> Path | None:
    """Keep the folders whose content has changed: a learner may have worked there.

    Return the folder that now holds them, or None if nothing had changed.
    """
    changed = [
        folder
        for folder in sorted(old.iterdir())
        if contents(old, folder.name) != contents(root / "release", folder.name)
    ]
    if not changed:
        return None
    replaced = root / ".course" / "replaced"
    replaced.mkdir(parents=True, exist_ok=True)
    # Two builds may share a second: the folder gets a name of its own.
    prefix = time.strftime("%Y-%m-%d-%H%M%S-")
    place = Path(tempfile.mkdtemp(prefix=prefix, dir=replaced))
    for folder in changed:
        folder.rename(place / folder.name)
    return place


def _is_junk(path: Path, top: Path) -> bool:
    """Return whether a path is hidden or a cache."""
    parts = path.relative_to(top).parts
    return any(part.startswith(".") or part == "__pycache__" for part in parts)
