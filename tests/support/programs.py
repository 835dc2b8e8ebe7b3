"""Programs in processes of their own, where a test is about them: nbgrader, Jupyter."""

import os
import subprocess
import sys
from pathlib import Path

from support.mini_course import MAIN

QUICK = Path(__file__).parent / "quick"


def environment(**more: str) -> dict[str, str]:
    """Return the variables of a program that finds the course and soon starts."""
    path = os.pathsep.join(map(str, (MAIN, QUICK)))
    return {**os.environ, "PYTHONPATH": path, **more}


def nbgrader(root: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of nbgrader in a course, with more variables; return how it ended.

    It starts in a process of its own, as at a terminal.
    """
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=root,
        env=environment(**more),
        capture_output=True,
        text=True,
    )
