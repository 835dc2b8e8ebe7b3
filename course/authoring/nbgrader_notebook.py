"""Read a notebook of nbgrader, and write it as the text of a lesson."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.reader import NotJSONError
from nbgrader.nbgraderformat import MetadataValidator

from course.authoring.criteria import shared_out
from course.authoring.lesson import PERCENT
from course.authoring.lint import FULL_MARKS
from course.authoring.names import parsed
from course.errors import BuildError, first_line

KEPT = ("nbgrader", "tags")


def read(path: Path) -> NotebookNode:
    """Return a notebook with the newest metadata; raise BuildError in one line."""
    try:
        nb = nbformat.read(path, as_version=4)
        nb = MetadataValidator().upgrade_notebook_metadata(nb)
    except (OSError, ValueError, NotJSONError, AttributeError, KeyError) as error:
        if isinstance(error, OSError):
            raise
        reason = first_line(error)[:80]
        raise BuildError(f"{path}: not a notebook that can be read: {reason}") from None
    kernel = nb.metadata.get("kernelspec", {})
    language = kernel.get("language") or nb.metadata.get("language_info", {}).get(
        "name"
    )
    if language not in (None, "", "python"):
        raise BuildError(f"{path}: a notebook in {language}; lessons are in Python")
    return nb


def rescaled(nb: NotebookNode) -> Iterator[str]:
    """Make the points of a notebook sum to 100; yield a line if they did not."""
    worth = [cell for cell in nb.cells if "points" in marks(cell)]
    graded = [cell for cell in worth if marks(cell).get("grade")]
    total = sum(float(marks(cell)["points"]) for cell in graded)
    if not total or total == FULL_MARKS:
        return
    points = [float(marks(cell)["points"]) for cell in graded]
    for cell, share in zip(graded, shared_out(FULL_MARKS, points), strict=True):
        marks(cell)["points"] = number(share)
    for cell in worth:
        if cell not in graded:
            scaled = float(marks(cell)["points"]) * FULL_MARKS / total
            marks(cell)["points"] = round(scaled, 2)
    yield f"all points: {total:g} became {FULL_MARKS}, which every lesson has"


def pictures(nb: NotebookNode) -> Iterator[str]:
    """Yield a line for each cell with attachments, which no text can hold."""
    for number, cell in enumerate(nb.cells, start=1):
        if names := sorted(cell.get("attachments", {})):
            yield f"cell {number}: attached, and lost in a text: {', '.join(names)}"


def functions_in(cell: NotebookNode) -> set[str]:
    """Return the functions that a cell defines at its top."""
    body = (parsed(cell.source) or ast.Module([], [])).body
    return {node.name for node in body if isinstance(node, ast.FunctionDef)}


def marks(cell: NotebookNode) -> dict:
    """Return nbgrader's metadata of a cell; empty if it has none."""
    found = cell.metadata.get("nbgrader")
    return found if isinstance(found, dict) else {}


def is_marked(cell: NotebookNode) -> bool:
    """Return whether a student answers here, or is graded."""
    return any(marks(cell).get(kind) for kind in ("grade", "solution", "task"))


def is_cell(cell: NotebookNode, grade: bool) -> bool:
    """Return whether a cell is a test cell or, without `grade`, an answer to one."""
    found = marks(cell)
    is_test = bool(found.get("grade")) and not found.get("solution")
    is_answer = bool(found.get("solution")) and not found.get("grade")
    code = cell.cell_type == "code" and not found.get("task")
    return code and (is_test if grade else is_answer)


def number(points: float) -> float:
    """Return points as they are written: whole ones without a fraction."""
    return int(points) if points == int(points) else round(points, 2)


def add_tag(cell: NotebookNode, tag: str) -> None:
    """Add a tag to a cell that lacks it."""
    tags = list(cell.metadata.get("tags", []))
    cell.metadata["tags"] = [*tags, tag] if tag not in tags else tags


def as_text(nb: NotebookNode) -> str:
    """Return a notebook as the text of a lesson, with what a lesson keeps of it."""
    for cell in nb.cells:
        cell.metadata = nbformat.from_dict(
            {key: cell.metadata[key] for key in KEPT if cell.metadata.get(key)}
        )
        for lost in ("checksum", "cell_type"):
            marks(cell).pop(lost, None)
    nb.metadata = nbformat.from_dict({"jupytext": {"notebook_metadata_filter": "-all"}})
    return jupytext.writes(nb, fmt=PERCENT)
