"""Files that are there whole or not at all, whoever reads and whatever stops us."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

PRIVATE = 0o600  # for the owner alone


def write_whole(
    path: Path, data: bytes, mode: int = 0o666, *, only_new: bool = False
) -> None:
    """Write a file so that nobody ever sees a part of it; OSError where that fails.

    `mode` is what the umask leaves of it. With `only_new` a file that is there already
    stays, even where it has come about meanwhile.
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
