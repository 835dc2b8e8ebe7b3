"""Graded notebooks, kept by what they were graded from.

An entry is found by its key alone, which names everything that its contents depend on
(`task.py` makes the keys), so nothing in here ever becomes stale; it only grows, and
what was not used for longest goes first.

What is kept is believed: whoever can write here can write grades. So the folder
belongs to the user who grades and is closed to all others, and one that is not like
that is not used at all. Workers never come near it: they return what they graded to
the coordinator, which keeps it. Entries appear whole or not at all, and a damaged one
is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
import zlib
from pathlib import Path

from course.atomic import PRIVATE, write_whole

MAX_BYTES = 2 * 2**30  # of all entries together
MAX_ENTRY = 64 * 2**20  # characters, before compression
SWEEP_EVERY = 256  # entries that are kept between two looks at the size
DIGEST = hashlib.sha256().digest_size
_KEY = re.compile(r"[0-9a-f]{64}")


class Cache:
    """Texts by key in a folder, which is made when the first one is kept."""

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._kept = 0

    def get(self, key: str) -> str | None:
        """What was kept under `key`; None where there is nothing whole."""
        path = self._path(key)
        if not self._is_ours():
            return None
        try:
            data = path.read_bytes()
            text = _unpacked(data)
        except OSError:
            return None
        except (ValueError, zlib.error):
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # it was of use just now
        return text

    def keys(self, most: int) -> frozenset[str]:
        """The keys of what is kept, up to a number."""
        if not self._is_ours():
            return frozenset()
        paths = itertools.islice(self._folder.glob("*/*"), most)
        names = (path.parent.name + path.name for path in paths)
        return frozenset(name for name in names if _KEY.fullmatch(name))

    def put(self, key: str, text: str) -> bool:
        """Keep `text` under `key`; False where it cannot be kept."""
        path = self._path(key)
        if len(text) > MAX_ENTRY:
            return False
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self._is_ours():
                return False
            path.parent.mkdir(exist_ok=True, mode=0o700)
            write_whole(path, _packed(text), PRIVATE)
        except OSError:
            return False
        if self._kept % SWEEP_EVERY == 0:
            self._sweep()
        self._kept += 1
        return True

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a key: {key!r}")
        return self._folder / key[:2] / key[2:]

    def _is_ours(self) -> bool:
        """Whether nobody else can have written what lies in the folder."""
        try:
            state = self._folder.lstat()
        except OSError:
            return False
        if os.name != "posix":
            return self._folder.is_dir()
        ours = state.st_uid == os.geteuid() and not state.st_mode & 0o022
        return ours and not self._folder.is_symlink()

    def _sweep(self) -> None:
        """Remove what was not used for longest, until the rest fits."""
        entries = []
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                state = path.stat()
                entries.append((state.st_mtime, state.st_size, path))
        excess = sum(size for _, size, _ in entries) - self._max_bytes
        for _, size, path in sorted(entries):
            if excess <= 0:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                excess -= size


def _packed(text: str) -> bytes:
    data = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
    return hashlib.sha256(data).digest() + data


def _unpacked(entry: bytes) -> str:
    """The text of an entry; ValueError or zlib.error where it is damaged."""
    data = entry[DIGEST:]
    if hashlib.sha256(data).digest() != entry[:DIGEST]:
        raise ValueError("damaged")
    return zlib.decompress(data).decode("utf-8", "surrogatepass")
