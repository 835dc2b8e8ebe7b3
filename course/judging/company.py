"""Mark verdicts whose time limit was reached while others kept the processors busy.

A session's clock leaves out the time for which a kernel waited, but a busy machine is
still a slow one. So such a verdict is marked in the test cells. It is never cached, and
the coordinator has the task graded again when the machine is quiet.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from nbformat import NotebookNode

from course.judging.cells import METADATA_KEY, grade_id

MARK = "met_in_company"


def mark(nb: NotebookNode, tests: Container[str]) -> None:
    """Mark the verdicts in the test cells with the grade_ids `tests`."""
    for cell in _judged(nb.cells, tests):
        cell.outputs[-1].metadata[METADATA_KEY][MARK] = True


def is_marked(cells: Iterable[NotebookNode], tests: Container[str]) -> bool:
    """Return whether a verdict in a test cell is marked; ignore all other outputs."""
    marks = (
        output.get("metadata", {}).get(METADATA_KEY, {}).get(MARK)
        for cell in _judged(cells, tests)
        for output in cell.outputs[-1:]
    )
    return any(mark is True for mark in marks)


def _judged(
    cells: Iterable[NotebookNode], tests: Container[str]
) -> Iterable[NotebookNode]:
    """Yield the test cells that hold a verdict."""
    for cell in cells:
        if cell.cell_type == "code" and grade_id(cell) in tests and cell.outputs:
            yield cell
