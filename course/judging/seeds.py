"""The seed of the inputs that a submission is judged on, from a secret of this course.

The same code gets the same inputs, so that a regrade repeats; nobody who writes it can
know them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from nbformat import NotebookNode

from course.atomic import PRIVATE, write_whole

SECRET_FILE = Path(".course", "secret")


def seed_of(nb: NotebookNode, *words: str, secret: bytes) -> int:
    """The seed of a submission's inputs: the same for the same code, known to no one.

    `words` say whose it is and of which lesson. Only code counts: remarks that were
    added on the way here change nothing.
    """
    code = (cell.source for cell in nb.cells if cell.cell_type == "code")
    message = "\0".join([*words, *code])
    digest = hmac.new(secret, message.encode("utf-8", "replace"), hashlib.sha256)
    return int.from_bytes(digest.digest()[:16], "big")


def instance_secret(root: Path = Path()) -> bytes:
    """The secret of the course in `root`, made once; readable by its owner only."""
    path = root / SECRET_FILE
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        write_whole(path, secrets.token_bytes(32), PRIVATE, only_new=True)
    return path.read_bytes()
