"""What grading reads of a notebook's cells: which code there is, under which names."""

from __future__ import annotations

from nbformat import NotebookNode

METADATA_KEY = "charlm"  # of what grading itself writes into notebooks


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """The cells of a notebook that can be run."""
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def grade_id(cell: NotebookNode) -> str:
    """What nbgrader knows a cell by; nothing where it does not know it."""
    marks = cell.metadata.get("nbgrader")
    return str(marks.get("grade_id", "")) if isinstance(marks, dict) else ""
