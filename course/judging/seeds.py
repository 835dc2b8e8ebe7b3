"""The seed of the inputs that a submission is judged on, from a secret of this course.

What runs in the same way gets the same inputs, so that a regrade repeats; nobody who
writes it can know them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from pathlib import Path

from course.atomic import PRIVATE, write_whole
from course.judging.steps import Step, as_text

SECRET_FILE = Path(".course", "secret")


def seed_of(steps: list[Step], *words: str, secret: bytes) -> int:
    """The seed of a submission's inputs: the same for the same steps, known to no one.

    `words` say whose it is and of which lesson. The seed is a function of exactly what
    is executed: text beside it changes nothing, and whatever changes what runs, when
    an exercise is judged included, changes the seed.
    """
    message = json.dumps([*words, as_text(steps)])
    digest = hmac.new(secret, message.encode("ascii"), hashlib.sha256)
    return int.from_bytes(digest.digest()[:16], "big")


def instance_secret(root: Path = Path()) -> bytes:
    """The secret of the course in `root`, made once; readable by its owner only."""
    path = root / SECRET_FILE
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        write_whole(path, secrets.token_bytes(32), PRIVATE, only_new=True)
    return path.read_bytes()
