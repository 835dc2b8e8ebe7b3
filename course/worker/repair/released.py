"""The notebook that was handed out, as far as it can be trusted.

The gradebook has the text, points and flags of every cell that nbgrader knows, and
OverwriteCells uses them. The file in release/ has their order, and the other cells.
If the two differ, the gradebook is right.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook, Notebook, SourceCell
from nbgrader.utils import is_locked

from course.judging.cells import grade_id
from course.worker.submissions.wellformed import well_formed

SCHEMA = 3  # of nbgrader's cell metadata


def released_notebook(
    db_url: str, assignment: str, notebook: str, release: Path
) -> NotebookNode:
    """Return the notebook in the folder `release`, with the gradebook's cells in it.

    A cell that only the gradebook has comes last. If release/ has no such notebook,
    that holds for all cells.
    """
    path = release / f"{notebook}.ipynb"
    nb = nbformat.read(path, as_version=4) if path.is_file() else new_notebook()
    with Gradebook(db_url) as gradebook:
        stored = gradebook.find_notebook(notebook, assignment)
        cells = {cell.name: cell for cell in stored.source_cells}
        for cell in nb.cells:
            name = grade_id(cell)
            if name in cells:
                _put_right(cell, cells.pop(name), stored)
            else:
                cell.metadata.pop("nbgrader", None)
        for source in cells.values():
            new = new_code_cell if source.cell_type == "code" else new_markdown_cell
            nb.cells.append(cell := new())
            cell.id = source.name
            _put_right(cell, source, stored)
    return well_formed(nb)[0]


def _put_right(cell: NotebookNode, source: SourceCell, stored: Notebook) -> None:
    """Make `cell` match its entry in the gradebook."""
    name = source.name
    worth = {c.name: c.max_score for c in (*stored.grade_cells, *stored.task_cells)}
    flags = {
        "grade": name in {c.name for c in stored.grade_cells},
        "solution": name in {c.name for c in stored.solution_cells},
        "task": name in {c.name for c in stored.task_cells},
    }
    marks = cell.metadata.setdefault("nbgrader", NotebookNode(locked=source.locked))
    marks.update(flags, grade_id=name, schema_version=SCHEMA, checksum=source.checksum)
    marks.setdefault("cell_type", source.cell_type)
    if name in worth:
        if marks.get("points") != worth[name]:
            marks.points = worth[name]
    else:
        marks.pop("points", None)
    if is_locked(cell) != source.locked:
        marks.locked = source.locked
    if cell.cell_type != source.cell_type:
        cell.cell_type = source.cell_type
    cell.source = source.source
