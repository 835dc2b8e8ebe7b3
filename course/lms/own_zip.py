"""Unpack the zip that somebody handed in instead of a notebook, in a worker.

A few bytes of a zip can stand for gigabytes, or for a million names that are read
before anything else. So the process that collects a class never opens such a file.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from course.lms.archive import MAX_FILE, Entry, LmsError, within
from course.worker.process import ProcessLimits, WorkerEnded, worker_server
from course.worker.submissions.folder import NOTEBOOKS

MAX_UNPACKED = 50  # notebooks
MAX_TOLD = 3  # files that were left out
LIMITS = ProcessLimits(
    memory_bytes=1 << 30, cpu_seconds=60, wall_seconds=600, file_bytes=MAX_FILE
)


def unpack_if_alone(folder: Path) -> dict[str, str]:
    """Unpack the only zip in a folder without notebooks; return what is left out.

    The folder has to be one that nobody else writes to.
    """
    files = [path for path in folder.rglob("*") if path.is_file()]
    zips = [path for path in files if path.suffix.lower() == ".zip"]
    if len(zips) != 1 or any(p.name.lower().endswith(NOTEBOOKS) for p in files):
        return {}
    if not hasattr(os, "fork"):  # Windows: nothing can be limited there
        return unpacked(None, zips[0], folder)
    try:
        told = worker_server().run(unpacked, zips[0], folder, limits=LIMITS)
    except WorkerEnded as ended:
        for path in set(folder.rglob("*")) - {*files}:
            if path.is_file():
                path.unlink()
        return {zips[0].name: f"cannot be unpacked ({ended}): ask for the notebook"}
    return {str(name): str(why) for name, why in told.items()}


def unpacked(report: object, path: Path, folder: Path) -> dict[str, str]:
    """Write the notebooks in a zip into a folder; return what is left out.

    This runs in a worker. What is no zip stays: grading says what is wrong with it.
    """
    with path.open("rb") as file:
        try:
            archive = within(file)
        except LmsError:
            return {}
        notebooks = [
            e for e in archive.entries if e.path[-1].lower().endswith(NOTEBOOKS)
        ]
        size = sum(entry.size for entry in notebooks)
        if len(notebooks) > MAX_UNPACKED or size > MAX_FILE:
            many = f"{len(notebooks)} notebooks, {size / 2**20:,.0f} MB"
            return {path.name: f"has {many}: not unpacked"}
        left_out = {f"{path.name}/{name}": why for name, why in archive.refused.items()}
        for entry in notebooks:
            name = PurePosixPath(*entry.path).name
            if not (folder / name).exists():
                try:
                    write_entry(entry, folder / name)
                except LmsError as error:
                    (folder / name).unlink()
                    left_out[f"{path.name}/{name}"] = str(error)
    return _shortened(left_out, path.name)


def write_entry(entry: Entry, path: Path) -> None:
    """Write a file of an archive to where nothing is yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for data in entry.pieces():
            file.write(data)


def _shortened(left_out: dict[str, str], name: str) -> dict[str, str]:
    """Return the first reasons, and how many more there are."""
    first = dict(list(left_out.items())[:MAX_TOLD])
    if more := len(left_out) - len(first):
        first[name] = f"{more:,} more files in it cannot be taken"
    return first
