"""What lies in the folder of a submission, links never followed, nothing endless."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from nbgrader.utils import parse_utc

from course.worker.submissions.files import Refused, read_bytes
from course.worker.submissions.wellformed import shown

MAX_TIMESTAMP = 200  # bytes
MAX_ENTRIES = 2_000  # files and folders of one submission
MAX_EXTRA = 200 * 2**20  # bytes of everything that is no notebook
MAX_PATH = 600  # bytes of a path in a submission: longer ones fit nowhere else
YEARS = range(1900, 2200)  # others cannot be told in every time zone
# What a browser shows as text or as a picture, or does not show at all. Anything else
# that lies beside a notebook might be a page that runs scripts, on whatever machine it
# is opened, so it stays where it was handed in.
PASSIVE = (
    *(".txt", ".csv", ".tsv", ".md", ".json", ".py", ".log", ".pdf", ".pkl"),
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".npy", ".npz", ".zip", ".gz"),
    *(".h5", ".keras", ".weights"),
)
CLUTTER = (".DS_Store", "Thumbs.db", "desktop.ini")  # of desktops, worth no word
# A notebook's name, and what browsers and editors make of it.
NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")
PASSED_OVER = (".ipynb_checkpoints", "__pycache__")  # nbgrader does, too


def notebooks_in(folder: Path) -> list[Path]:
    """The files that are called notebooks, at the top of the folder first."""
    return [
        Path(entry.path)
        for entry in islice(_walk(folder), MAX_ENTRIES)
        if entry.name.lower().endswith(NOTEBOOKS)
        and not entry.name.startswith("._")  # what a Mac adds to an archive
        and entry.is_file(follow_symlinks=False)
    ]


def extras_in(folder: Path) -> tuple[list[Path], list[str]]:
    """The files beside the notebooks that may be copied, and what may not."""
    copied: list[Path] = []
    left_out: list[str] = []
    total = 0
    for number, entry in enumerate(_walk(folder)):
        path = Path(entry.path)
        name = shown(path.relative_to(folder).as_posix())
        if number >= MAX_ENTRIES:
            left_out.insert(0, f"all after {name}")
            break
        if entry.name.lower().endswith(NOTEBOOKS) or entry.is_dir(
            follow_symlinks=False
        ):
            continue
        info = entry.stat(follow_symlinks=False)
        total += info.st_size
        if (
            not stat.S_ISREG(info.st_mode)
            or not os.access(path, os.R_OK)
            or total > MAX_EXTRA
            or not is_harmless(path.relative_to(folder))
        ):
            total -= info.st_size
            left_out.append(name)
        else:
            copied.append(path)
    return copied, left_out


def is_harmless(path: Path) -> bool:
    """Whether a file of this name may lie in autograded/ and feedback/.

    `path` is as in the submission. What cannot be told in UTF-8, moves a terminal's
    cursor or is longer than other folders have room for is not harmless either.
    """
    told = path.as_posix()
    if not told.isprintable() or len(os.fsencode(path)) > MAX_PATH:
        return False  # half a character is not printable either
    return path.suffix.lower() in PASSIVE or path.name in CLUTTER


def links_in(folder: Path) -> list[Path]:
    """The symbolic links among the folder, its parent and all that is in it."""
    found = [path for path in (folder.parent, folder) if path.is_symlink()]
    entries = islice(_walk(folder), MAX_ENTRIES)
    return found + [Path(entry.path) for entry in entries if entry.is_symlink()]


def timestamp_trouble(path: Path) -> str:
    """What keeps nbgrader from reading the time of a submission; empty if nothing."""
    if path.is_symlink() or not path.exists():
        return ""  # a link is left out with all other links
    try:
        time_in(path)
    except Refused as refused:
        return str(refused)
    return ""


def time_in(path: Path) -> datetime:
    """The time in a student's `timestamp.txt`, as nbgrader reads it.

    Raises Refused for what is no time, or one that nbgrader's tools stumble over: they
    read the times of a whole class, so one that they cannot read stops them for all.
    """
    try:
        found = parse_utc(read_bytes(path, MAX_TIMESTAMP).decode("utf-8").strip())
        if found.year in YEARS:
            return found
    except Refused as refused:
        raise Refused("cannot be read") from refused
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):
        pass
    raise Refused("does not hold a time")


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """All that is in a folder, from the top down, links not followed."""
    waiting = [folder]
    for place in waiting:
        try:
            with os.scandir(place) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in listed:
            if entry.name not in PASSED_OVER:
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
