"""The temporary folder in which a class is graded."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKSHOP = "grading-"


@contextmanager
def workshop_in(root: Path) -> Iterator[Path]:
    """Make a temporary folder, inside the course so that moving out is a rename."""
    parent = root / ".course"
    parent.mkdir(exist_ok=True)
    _sweep(parent)
    prefix = f"{WORKSHOP}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=parent) as folder:
        yield Path(folder)


def _sweep(parent: Path) -> None:
    """Remove the workshops of gradings that were killed."""
    for left in parent.glob(f"{WORKSHOP}*-*"):
        try:
            os.kill(int(left.name.split("-")[1]), 0)
        except ProcessLookupError:
            shutil.rmtree(left, ignore_errors=True)
        except (ValueError, OSError):
            continue  # somebody else's
