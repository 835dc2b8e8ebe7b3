"""The oldest release that a class may still have, and hand-ins made from it."""

from __future__ import annotations

import copy
import tarfile
from collections.abc import Collection
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from support.mini_course import MAIN, grade_id

from course.authoring.lesson import read_lesson, without_marks

DATE = "2026-11-26"  # of commit 0d98a62
PACKED = MAIN / "tests" / "releases" / f"{DATE}.tar.xz"  # git archive's release/
RECORD = MAIN / "utils" / "releases.json"
LESSONS = {  # the graded ones
    path.stem: path
    for path in sorted((MAIN / "source").glob("*/*.py"))
    if '"grade": true' in path.read_text(encoding="utf-8")
}


@cache
def _notebooks() -> dict[str, NotebookNode]:
    with tarfile.open(PACKED) as packed:
        return {
            Path(member.name).stem: nbformat.reads(
                packed.extractfile(member).read().decode("utf-8"), as_version=4
            )
            for member in packed
            if member.name.endswith(".ipynb")
        }


def old(lesson: str) -> NotebookNode:
    """Return a notebook of the old release."""
    return copy.deepcopy(_notebooks()[lesson])


def present(lesson: str) -> NotebookNode:
    """Return a notebook of the present release."""
    path = MAIN / "release" / LESSONS[lesson].parent.name / f"{lesson}.ipynb"
    return nbformat.read(path, as_version=4)


def exercises(lesson: str) -> list[str]:
    """Return the names of a lesson's graded exercises."""
    return [name.removeprefix("test_") for name in _lesson(lesson).tests]


def answered(nb: NotebookNode, lesson: str, which: Collection[str]) -> NotebookNode:
    """Return a notebook with the lesson's own answers to some exercises."""
    cells = _lesson(lesson).exercises
    for cell in nb.cells:
        if grade_id(cell) in which:
            cell.source = without_marks(cells[grade_id(cell)].source)
    return nb


@cache
def _lesson(lesson: str):
    return read_lesson(LESSONS[lesson], MAIN)
