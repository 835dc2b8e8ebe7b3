"""What a notebook comes to when it is graded: which cells run, and where it is judged.

This is decided here and nowhere else. The runner takes these steps, and the seed of
hidden inputs is drawn from the same steps, so that nothing that tells a notebook's
code which way it went (a tag, a mark, the place of a test) leaves the seed as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass

from nbformat import NotebookNode

from course.judging.cells import grade_id

SKIP_TAG = "skip-when-grading"
_STOP = re.compile(r"^[ \t]*#[ \t]*grade-up-to-here[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One cell that is sent to the kernel, or one exercise that is judged."""

    index: int  # of the cell in the notebook
    source: str = ""  # what the kernel is sent; nothing where an exercise is judged
    test: str = ""  # the grade_id of the test cell, where one is judged


def steps_of(nb: NotebookNode, tests: Collection[str]) -> list[Step]:
    """Return the steps of a sanitized notebook; `tests` are grade_ids of test cells.

    Not run are empty cells, those with the tag SKIP_TAG (which Repair leaves only on
    cells that have their released text) and all after `# grade-up-to-here`. Every
    exercise is judged, whatever is not run.
    """
    steps = []
    stopped = False
    for index, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        name = grade_id(cell)
        if name in tests:
            steps.append(Step(index, test=name))
            continue
        if not (stopped or is_skipped(cell) or not cell.source.strip()):
            steps.append(Step(index, source=cell.source))
        stopped = stopped or _STOP.search(cell.source) is not None
    return steps


def is_skipped(cell: NotebookNode) -> bool:
    """Whether grading does not run this cell, by its tags."""
    return SKIP_TAG in cell.metadata.get("tags", [])


def as_text(steps: list[Step]) -> str:
    """Return a text that is the same for the same steps only, whatever is in them."""
    told = [["judge", s.test] if s.test else ["run", s.source] for s in steps]
    return json.dumps(told)
