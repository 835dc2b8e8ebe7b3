"""What keeps nbgrader from releasing a notebook, each in one line that names the cell.

nbgrader itself says it in a traceback that names neither the notebook nor the cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from course.authoring.nbgrader_notebook import marks, read
from course.errors import BuildError
from course.judging.cells import grade_id

NAME = re.compile(r"[a-zA-Z0-9_\-]+")
AUTOTESTS = "autotests.yml"  # where nbgrader looks for how to write such tests
REGIONS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")


def wrong_marks(folder: Path) -> Iterator[str]:
    """Yield what is wrong in the notebooks of a folder of source/."""
    for path in sorted(folder.glob("*.ipynb")):
        shown = f"source/{folder.name}/{path.name}"
        try:
            nb = read(path)
        except BuildError:  # in another language, or no notebook: nbgrader decides
            continue
        for line in (*_in_notebook(nb), *_in_autotests(nb, folder)):
            yield f"{shown}: {line}"


def _in_notebook(nb: NotebookNode) -> Iterator[str]:
    marked = [c for c in nb.cells if is_grade(c) or is_solution(c) or is_task(c)]
    counts = Counter(map(grade_id, marked))
    for number, cell in enumerate(nb.cells, start=1):
        name = grade_id(cell) or f"number {number}"
        for what in _in_cell(cell, cell in marked):
            yield f"cell {name}: {what}"
    for name, count in counts.items():
        if name and count > 1:
            yield f"cell {name}: {count} cells have this grade_id; each needs its own"


def _in_autotests(nb: NotebookNode, folder: Path) -> Iterator[str]:
    """Yield what keeps nbgrader from writing the tests of AUTOTEST lines itself."""
    places = (folder, folder.parent.parent)
    are_there = any((place / AUTOTESTS).is_file() for place in places)
    for number, cell in enumerate(nb.cells, start=1):
        if cell.cell_type != "code" or "AUTOTEST" not in cell.source:
            continue
        name = grade_id(cell) or f"number {number}"
        if not is_grade(cell):
            yield f"cell {name}: it has AUTOTEST and is not graded"
        if not are_there:
            yield (
                f"cell {name}: AUTOTEST needs {AUTOTESTS}, beside the notebook or in "
                "the course folder"
            )


def _in_cell(cell: NotebookNode, is_marked: bool) -> Iterator[str]:
    if is_marked and not grade_id(cell):
        yield "it is graded and has no grade_id"
    elif is_marked and not NAME.fullmatch(grade_id(cell)):
        yield "a grade_id has letters, digits, _ and - only"
    if float(marks(cell).get("points") or 0) < 0:
        yield f"it has {marks(cell)['points']} points"
    for region in REGIONS:
        yield from _in_region(cell, region)
    if "### BEGIN SOLUTION" in cell.source and not is_solution(cell):
        yield "it has a solution and is not marked as an answer"


def _in_region(cell: NotebookNode, region: str) -> Iterator[str]:
    """Yield what is wrong with the lines that begin and end a part of a cell."""
    is_open = False
    for word in re.findall(rf"### (BEGIN|END) {region}\b", cell.source):
        if (word == "BEGIN") == is_open:
            lacking = "an END" if is_open else "a BEGIN"
            yield f"{word} {region} comes without {lacking} before it"
            return
        is_open = word == "BEGIN"
    if is_open:
        yield f"BEGIN {region} has no END {region} after it"
