"""The files beside a notebook, for a kernel that works among them.

Each kernel gets a writable copy of its own: what one writes, no other one sees.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

INBOX = "files"  # in the folder of a kernel's sockets, where it takes the files from


@dataclass(frozen=True)
class FilesBeside:
    """The files of a submission for the working folder of its kernels.

    `digests` has every file by its path in `folder`. `seed` is that of the generators
    of NumPy and Python, so that a test which draws numbers repeats.
    """

    folder: Path
    digests: dict[str, str] = field(default_factory=dict)
    seed: int = 0

    def request(self, library: Iterable[str]) -> dict[str, Any]:
        """Return what a zygote has to know; `library` are the course's packages.

        The library comes last on the path, and is absent if the files have a module of
        its name: an assignment's module utils is the one that is imported.
        """
        parts = {
            PurePath(part).stem for path in self.digests for part in Path(path).parts
        }
        return {
            "files": INBOX,
            "library": not parts & set(library),
            "seed": self.seed % 2**32,
            "environment": {"NBGRADER_EXECUTION": "autograde"},
        }

    def copy(self, to: Path) -> None:
        """Copy the files to a folder from which a kernel can read them."""
        inbox = to / INBOX
        files = [inbox / path for path in self.digests]
        within = {part for file in files for part in file.parents} - {*inbox.parents}
        for folder in sorted({inbox, *within}):  # outer ones first
            folder.mkdir(exist_ok=True)
            folder.chmod(0o755)
        for path, target in zip(self.digests, files, strict=True):
            shutil.copyfile(self.folder / path, target)
            target.chmod(0o644)


def files_beside(folder: Path, seed: int = 0) -> FilesBeside:
    """Return the files in a folder, but no notebooks, links and hidden files."""
    digests = {
        path.relative_to(folder).as_posix(): _digest(path) for path in _files(folder)
    }
    return FilesBeside(folder, dict(sorted(digests.items())), seed)


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in names:
            path = Path(place, name)
            if path.suffix != ".ipynb" and path.is_file() and not path.is_symlink():
                yield path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
