"""Measure how a class zip of 3,000 hand-ins is collected: seconds, and peak memory.

Every hand-in is a notebook of 200 kB with pictures, which do not compress. The second
call finds nothing new. The course is a folder of its own.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

HAND_INS = 3000
BYTES = 200_000
MAIN = Path(__file__).parents[1]


def write_class(path: Path) -> None:
    """Write the zip as Canvas does."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for number in range(HAND_INS):
            name = f"doejane{number}_{10_000 + number}_{90_000 + number}_sums.ipynb"
            archive.writestr(name, os.urandom(BYTES))


def write_course(root: Path) -> None:
    """Write a course of one small assignment, and make its gradebook."""
    sys.path.insert(0, str(MAIN / "tests"))
    from support.sums import sums

    sums(root).build()


def collected(root: Path, path: Path) -> tuple[str, float]:
    """Collect in a process of its own; return its first line and the seconds."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "course.cli", "collect", "00-sums", str(path)]
    done = subprocess.run(
        [*command, "--course-dir", str(root)],
        cwd=MAIN,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[0], time.perf_counter() - start


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        root, path = Path(folder, "course"), Path(folder, "submissions.zip")
        write_course(root)
        write_class(path)
        print(f"{HAND_INS} hand-ins, {path.stat().st_size / 1e6:.0f} MB")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        for call in ("first", "second"):
            said, seconds = collected(root, path)
            print(f"{call} call: {seconds:.1f} s; {said}")
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        note = "" if most > before else " at most"
        print(f"peak memory:{note} {most / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
