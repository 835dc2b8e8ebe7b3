"""Find work in submitted/ that no assignment claims, so that nobody is passed over."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from course.worker.submissions.folder import NOTEBOOKS, entries_of, notebooks_in
from course.worker.submissions.survey import SUBMITTED
from course.worker.submissions.wellformed import shown

MAX_NAMED = 5  # lines on one student's folder


def misplaced(root: Path, assignments: Collection[str]) -> list[str]:
    """Return a line for every notebook, or folder with one, in the wrong place.

    Folders of students that cannot be opened are named as well.
    """
    lines = []
    for place in _entries(root / SUBMITTED):
        if _is_notebook(place):
            there = f"{SUBMITTED}/<student>/<assignment>/"
            lines.append(
                f"{_shown(place)}: is in no student's folder: move it to {there}"
            )
        elif place.is_dir(follow_symlinks=False):
            try:
                listed = entries_of(Path(place.path))
            except OSError:
                lines.append(
                    f"{_shown(place)}: cannot be opened: see to its permissions"
                )
                continue
            found = _of_student(Path(place.path), listed, assignments)
            lines += islice(found, MAX_NAMED)
            if next(found, None):
                lines.append(f"{_shown(place)}: has more notebooks in wrong places")
        elif place.is_symlink() and not os.path.exists(place):
            lines.append(f"{_shown(place)}: is a symbolic link that leads nowhere")
    return lines


def _of_student(
    folder: Path, listed: list[os.DirEntry[str]], assignments: Collection[str]
) -> Iterator[str]:
    same = {name.casefold() for name in assignments}
    for entry in _visible(listed):
        place = f"{SUBMITTED}/{shown(folder.name)[1:-1]}/{_name(entry)}"
        if _is_notebook(entry):
            there = f"{place.rpartition('/')[0]}/<assignment>/"
            yield f"{place}: is in no assignment's folder: move it to {there}"
        elif (
            entry.name.casefold() not in same  # in another case it is told elsewhere
            and entry.is_dir(follow_symlinks=False)
            and notebooks_in(Path(entry.path))
        ):
            alike = get_close_matches(entry.name, assignments, 1)
            to = f"rename it {alike[0]}" if alike else "rename it"
            yield f"{place}: has notebooks, but no assignment is called that: {to}"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(_visible(found), key=lambda entry: entry.name)
    except OSError:
        return []


def _visible(entries: Iterable[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    return (entry for entry in entries if not entry.name.startswith("."))


def _is_notebook(entry: os.DirEntry[str]) -> bool:
    is_file = entry.is_file(follow_symlinks=False)
    return is_file and entry.name.lower().endswith(NOTEBOOKS)


def _name(entry: os.DirEntry[str]) -> str:
    return shown(entry.name)[1:-1]


def _shown(entry: os.DirEntry[str]) -> str:
    return f"{SUBMITTED}/{_name(entry)}"
