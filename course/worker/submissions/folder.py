"""What is in a submission's folder: no link is followed, and every size has a limit."""

from __future__ import annotations

import filecmp
import heapq
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from nbgrader.utils import parse_utc

from course.worker.submissions.files import Refused, read_bytes
from course.worker.submissions.wellformed import shown

MAX_TIMESTAMP = 200  # bytes
MAX_ENTRIES = 2_000  # files and folders of one submission
MAX_LISTED = 200_000  # names in one folder that are looked at
MAX_EXTRA = 200 * 2**20  # bytes of everything that is no notebook
MAX_FILE = 60 * 2**20  # bytes of one such file: a worker writes no bigger ones
MAX_PATH = 600  # bytes of a path in a submission: longer ones fit nowhere else
YEARS = range(1900, 2200)  # other years cannot be written in every time zone
AHEAD = timedelta(hours=1)  # by which clocks may differ
# A browser shows these files as text or as a picture, or not at all. Any other file may
# be a page that runs scripts wherever it is opened, so it stays in submitted/.
PASSIVE = (
    *(".txt", ".csv", ".tsv", ".md", ".json", ".py", ".log", ".pdf", ".pkl"),
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".npy", ".npz", ".zip", ".gz"),
    *(".h5", ".keras", ".weights"),
    *(".jsonl", ".geojson", ".yml", ".yaml", ".toml", ".ini", ".cfg", ".dat", ".data"),
    *(".db", ".sqlite", ".sqlite3", ".sql", ".xlsx", ".xls", ".ods", ".docx", ".odt"),
    *(".parquet", ".feather", ".hdf5", ".mat", ".pickle", ".joblib", ".pt", ".bin"),
    *(".wav", ".mp3", ".mp4", ".bmp", ".tif", ".tiff", ".bz2", ".xz", ".tar", ".tgz"),
    *(".c", ".h", ".cpp", ".java", ".jl", ".r", ".sh", ".tex", ".bib", ".rst"),
)
CLUTTER = (".DS_Store", "Thumbs.db", "desktop.ini")  # left by desktops, no note
# A notebook's name, and what browsers and editors make of it.
NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")
PASSED_OVER = (".ipynb_checkpoints", "__pycache__")  # nbgrader skips them, too


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """Return the first entries of a folder by name, however many there are."""
    with os.scandir(folder) as found:
        some = islice(found, MAX_LISTED)
        return heapq.nsmallest(MAX_ENTRIES + 1, some, key=lambda entry: entry.name)


def notebooks_in(folder: Path) -> list[Path]:
    """Return the files named as notebooks, those at the top of the folder first."""
    return [
        Path(entry.path)
        for entry in islice(_walk(folder), MAX_ENTRIES)
        if entry.name.lower().endswith(NOTEBOOKS)
        and not entry.name.startswith("._")  # what a Mac adds to an archive
        and entry.is_file(follow_symlinks=False)
    ]


def extras_in(
    folder: Path, release: Path | None = None
) -> tuple[list[Path], list[str]]:
    """Return the other files that may be copied, and the names of the rest.

    Those that are as they were released, in the folder `release`, may have any name.
    """
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
            or info.st_size > MAX_FILE
            or total > MAX_EXTRA
            or not (
                is_harmless(path.relative_to(folder))
                or (release and _is_released(path, release / path.relative_to(folder)))
            )
        ):
            total -= info.st_size
            left_out.append(name)
        else:
            copied.append(path)
    return copied, left_out


def is_harmless(path: Path) -> bool:
    """Return whether a file of this name may be in autograded/ and feedback/.

    `path` is relative to the submission. A name that UTF-8 cannot encode, that moves a
    terminal's cursor or that is too long for other folders is not harmless either.
    """
    name = path.as_posix()
    if not name.isprintable() or len(os.fsencode(path)) > MAX_PATH:
        return False  # half a character is not printable either
    return path.suffix.lower() in PASSIVE or path.name in CLUTTER


def links_in(folder: Path) -> list[Path]:
    """Return the symbolic links among the folder, its parent and everything in it."""
    found = [path for path in (folder.parent, folder) if path.is_symlink()]
    entries = islice(_walk(folder), MAX_ENTRIES)
    return found + [Path(entry.path) for entry in entries if entry.is_symlink()]


def timestamp_trouble(path: Path) -> str:
    """Return why nbgrader cannot read the time of a submission; empty if it can."""
    if path.is_symlink() or not path.exists():
        return ""  # a link is left out with all other links
    try:
        time_in(path)
    except Refused as refused:
        return str(refused)
    return ""


def time_to_come(path: Path) -> str:
    """Return a sentence on a time that is not reached yet; "" if it is."""
    if path.is_symlink() or not path.exists() or timestamp_trouble(path):
        return ""
    when, now = time_in(path), datetime.now(UTC).replace(tzinfo=None)
    if when <= now + AHEAD:
        return ""
    return f"says {when:%Y-%m-%d %H:%M:%S} in UTC, which is still to come: whose clock?"


def time_in(path: Path) -> datetime:
    """Return the time in a student's timestamp.txt, as nbgrader reads it.

    Raises Refused if it is no time, or one that nbgrader's tools cannot read: they read
    the times of a whole class, so a single bad one stops them for everybody.
    """
    try:
        text = read_bytes(path, MAX_TIMESTAMP).decode("utf-8").strip()
        found = parse_utc(text)
        if found.year in YEARS and text.isprintable():  # the file is copied as it is
            return found
    except Refused as refused:
        raise Refused("cannot be read") from refused
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):
        pass
    raise Refused("does not hold a time")


def _is_released(path: Path, released: Path) -> bool:
    return os.path.isfile(released) and filecmp.cmp(path, released, shallow=False)


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield everything in a folder, from the top down, without following links."""
    waiting = [folder]
    for place in waiting:
        try:
            listed = entries_of(place)
        except OSError:
            continue
        for entry in listed:
            if entry.name not in PASSED_OVER:
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
