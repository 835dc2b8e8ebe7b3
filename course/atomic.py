"""Write files atomically: a reader sees the whole file or none. Read JSON."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from pathlib import Path
from typing import Any

PRIVATE = 0o600  # for the owner only


def write_whole(
    path: Path, data: bytes, mode: int = 0o666, *, only_new: bool = False
) -> None:
    """Write a file atomically; raise OSError on failure.

    The umask applies to `mode`. With `only_new` an existing file is left as it is, even
    if it was created a moment ago.
    """
    draft = path.with_name(f"draft-{secrets.token_hex(8)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(draft, flags, mode), "wb") as file:
            file.write(data)
        if only_new:
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
        else:
            os.replace(draft, path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def read_json(path: Path) -> Any:
    """Return the data in a file of JSON; raise OSError or ValueError."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path: Path, data: object) -> None:
    """Write data as JSON, atomically; make the folder if it does not exist."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(data).encode())


def exchange(place: Path, new: Path, old: Path) -> None:
    """Move `new` to a place, and what is there to `old`; change nothing on failure."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.rename(old)
    try:
        new.rename(place)
    except BaseException:  # even Ctrl-C
        if old.exists():
            old.rename(place)
        raise


def unused(path: Path) -> Path:
    """Return the path, or one with a number in its name if something is there.

    A name that is a time may be taken: clocks are put back.
    """
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
