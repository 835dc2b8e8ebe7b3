"""Read a notebook's cells: which of them hold code, and their grade_ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

METADATA_KEY = "charlm"  # for what grading itself writes into notebooks
HANDED_IN_AS = "handed_in_as"  # in a notebook's metadata: its name, if it had another
RECEIPT = "receipt"  # in a notebook's metadata: the SHA-256 of the file handed in
SCORE = "charlm_score"  # in the metadata of a graded test cell, while it is graded


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """Return the code cells of a notebook."""
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def grade_id(cell: Mapping[str, Any]) -> str:
    """Return a cell's grade_id, or "" if its metadata holds none."""
    marks = cell.get("metadata", {}).get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else ""
