"""What grading reads of a notebook's cells: which code there is, under which names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

METADATA_KEY = "charlm"  # of what grading itself writes into notebooks


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """The cells of a notebook that can be run."""
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def grade_id(cell: Mapping[str, Any]) -> str:
    """Return what nbgrader knows a cell by, whatever its metadata; or nothing."""
    marks = cell.get("metadata", {}).get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else ""
