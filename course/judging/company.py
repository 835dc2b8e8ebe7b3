"""Mark verdicts whose time limit was reached while others kept the processors busy.

A session's clock leaves out the time for which a kernel waited, but a busy machine is
still a slow one. So such a verdict is marked in the test cells. It is never cached, and
the coordinator has the task graded again when the machine is quiet.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from nbformat import NotebookNode

from course.judging.cells import METADATA_KEY, code_cells, grade_id

MARK = "met_in_company"


def mark(nb: NotebookNode, tests: Container[str]) -> None:
    """Mark the verdicts in the test cells with the grade_ids `tests`."""
    for cell in code_cells(nb):
        if grade_id(cell) in tests and cell.outputs:
            cell.outputs[-1].metadata[METADATA_KEY][MARK] = True


def is_marked(verdict: Mapping[str, Any]) -> bool:
    """Return whether a verdict is marked, given what it wrote into the test cell."""
    return verdict.get(MARK) is True
