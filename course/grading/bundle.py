"""Gather what all jobs of an assignment need: release, source and gradebook."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from course.folder import course_config, is_lesson_text
from course.worker.gradebook_copy import copy_assignment
from course.worker.order import GRADEBOOK


def make_bundle(root: Path, assignment: str, db_url: str, into: Path) -> None:
    """Write what all jobs of an assignment of the course in `root` need."""
    ignored = course_config(root).CourseDirectory.get("ignore", [])
    left_out = {
        "release": _left_out(*ignored),
        "source": _left_out(*ignored, "*.ipynb"),
    }
    for name, ignore in left_out.items():
        (into / name).mkdir(parents=True)
        found = root / name / assignment
        if found.is_dir():
            shutil.copytree(found, into / name / assignment, ignore=ignore)
    copy_assignment(db_url, assignment, into / GRADEBOOK)


def _left_out(*patterns: str) -> Callable[[str, list[str]], set[str]]:
    """Return what copytree must not copy: these names, and the texts of lessons."""
    by_name = shutil.ignore_patterns(*patterns)

    def left_out(folder: str, names: list[str]) -> set[str]:
        texts = {name for name in names if is_lesson_text(Path(folder, name))}
        return by_name(folder, names) | texts

    return left_out


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())
