"""The seed of the inputs that a submission is judged on, from the course's secret.

A submission that runs the same code again gets the same inputs, so a regrade gives the
same verdict. Nobody who writes a submission can know its inputs.
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
    """Return the seed of a submission's inputs; without the secret nobody can know it.

    `words` name the student, the lesson, and the files that the code can read, if there
    are any. The seed depends on exactly what is executed: text beside it changes
    nothing. Any change of what runs, or of when an exercise is judged, changes it.
    """
    message = json.dumps([*words, as_text(steps)])
    digest = hmac.new(secret, message.encode("ascii"), hashlib.sha256)
    return int.from_bytes(digest.digest()[:16], "big")


def instance_secret(root: Path) -> bytes:
    """Return the secret of the course in `root`; create it once, for its owner only."""
    path = root / SECRET_FILE
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        write_whole(path, secrets.token_bytes(32), PRIVATE, only_new=True)
    return path.read_bytes()
