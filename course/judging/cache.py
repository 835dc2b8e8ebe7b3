"""A cache of graded notebooks.

An entry's key covers everything that its content depends on (`task.py` makes the keys),
or else the entry says itself what it was made with. So none is stale unnoticed. When
the cache is full, the entries that were unused for longest are removed.

Grading trusts the entries: whoever can write here can write grades. So the folder
belongs to the user who grades, nobody else can write to it, and a folder with other
permissions is not used. Workers never touch it: they return results to the
coordinator, which stores them. Entries are written atomically, and a damaged entry
counts as missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
import time
import zlib
from pathlib import Path

from course.atomic import PRIVATE, write_whole

MAX_BYTES = 2 * 2**30  # of all entries together
MAX_ENTRY = 64 * 2**20  # characters, before compression
SWEEP_EVERY = 256  # entries stored between two checks of the size
DIGEST = hashlib.sha256().digest_size
_KEY = re.compile(r"[0-9a-f]{64}")


class Cache:
    """Texts by key, in a folder that is created for the first of them."""

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._kept = 0

    def get(self, key: str) -> str | None:
        """Return the entry for `key`, or None if it is missing or damaged."""
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
            os.utime(path)  # used just now
        return text

    def keys(self, most: int) -> frozenset[str]:
        """Return the keys of at most so many entries."""
        if not self._is_ours():
            return frozenset()
        paths = itertools.islice(self._folder.glob("*/*"), most)
        names = (path.parent.name + path.name for path in paths)
        return frozenset(name for name in names if _KEY.fullmatch(name))

    def put(self, key: str, text: str) -> bool:
        """Store `text` under `key`; return False if it cannot be stored."""
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
        """Return whether nobody else can have written to the folder."""
        try:
            state = self._folder.lstat()
        except OSError:
            return False
        if os.name != "posix":
            return self._folder.is_dir()
        ours = state.st_uid == os.geteuid() and not state.st_mode & 0o022
        return ours and not self._folder.is_symlink()

    def _sweep(self) -> None:
        """Remove the least recently used entries until the rest fits.

        What is of the future comes first: a clock was ahead, nobody knows since when.
        """
        entries, now = [], time.time()
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                state = path.stat()
                used = state.st_mtime if state.st_mtime <= now else 0.0
                entries.append((used, state.st_size, path))
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
    """Return the text of an entry; raise ValueError or zlib.error if it is damaged."""
    data = entry[DIGEST:]
    if hashlib.sha256(data).digest() != entry[:DIGEST]:
        raise ValueError("damaged")
    return zlib.decompress(data).decode("utf-8", "surrogatepass")
