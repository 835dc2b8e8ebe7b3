"""Keep little of what lies beside notebooks and pages: it is in submitted/ anyway.

nbgrader copies every file of a submission twice. A student can hand in one file of many
megabytes under hundreds of names (hard links), which takes no place where it is.
"""

from __future__ import annotations

from pathlib import Path

MAX_BESIDE = 2**20  # bytes that are kept, the smallest files first
OURS = (".ipynb", ".html")


def keep_little_beside(folder: Path) -> None:
    """Remove the biggest files from a graded submission, or from its pages."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.suffix not in OURS]
    left = MAX_BESIDE
    for path in sorted(files, key=lambda path: (path.lstat().st_size, path)):
        left -= path.lstat().st_size
        if left < 0:
            path.unlink()
