"""Make the gradebook's cells those of a new release, with the grades that there are.

nbgrader refuses to add or remove cells and notebooks once something was handed in. So
the difference is made up first: a new cell gets an empty grade and comment in every
submission, and a cell that is gone is removed, if no grade or comment goes with it.
nbgrader's own generate_assignment then finds nothing to add, and updates the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.utils import is_grade, is_locked, is_solution, is_task

from course.errors import BuildError
from course.judging.cells import grade_id

GRADED: dict[type[BaseCell], Callable[[NotebookNode], bool]] = {
    GradeCell: is_grade,
    SolutionCell: is_solution,
    TaskCell: is_task,
}


def adapt_gradebook(url: str, assignment: str, source: Path) -> None:
    """Make room in the gradebook for the notebooks in `source`.

    Raises BuildError if grades or comments would be lost; then nothing has changed.
    """
    released = {
        path.stem: nbformat.read(path, as_version=4)
        for path in sorted(source.glob("*.ipynb"))
    }
    with Gradebook(url) as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            return
        if not found.submissions:
            return  # nbgrader makes all entries anew
        _refuse_losses(found, released)
        for name in sorted(released.keys() - {one.name for one in found.notebooks}):
            kernel = json.dumps(released[name].metadata.get("kernelspec", {}))
            notebook = Notebook(name=name, assignment=found, kernelspec=kernel)
            gradebook.db.add(notebook)
            for submission in found.submissions:
                gradebook.db.add(
                    SubmittedNotebook(notebook=notebook, assignment=submission)
                )
            gradebook.db.flush()
        for notebook in list(found.notebooks):
            if notebook.name in released:
                _adapt(gradebook, notebook, released[notebook.name])
        gone = [one.name for one in found.notebooks if one.name not in released]
        gradebook.db.commit()
        for name in gone:
            gradebook.remove_notebook(name, assignment)


def _refuse_losses(found: Assignment, released: dict[str, NotebookNode]) -> None:
    for notebook in found.notebooks:
        nb = released.get(notebook.name)
        for cell in _gone(notebook, nb):
            entries = [*cell.grades, *cell.comments]
            if any(map(_is_filled, entries)):
                where = notebook.name if nb else f"{notebook.name}, which is gone"
                raise BuildError(
                    f"source/{found.name}: {where}: the cell {cell.name} has grades or "
                    f"comments in the gradebook: put it back, or give the assignment "
                    f"another name"
                )


def _gone(notebook: Notebook, nb: NotebookNode | None) -> Iterator[BaseCell]:
    """Yield the graded cells of a notebook that its new release does not have."""
    for kind in GRADED:
        names = _names(nb, kind) if nb else set()
        yield from (cell for cell in _cells(notebook, kind) if cell.name not in names)


def _adapt(gradebook: Gradebook, notebook: Notebook, nb: NotebookNode) -> None:
    """Make the cells of a notebook those of `nb`, in all submissions."""
    db = gradebook.db
    for cell in list(_gone(notebook, nb)):
        for entry in (*cell.grades, *cell.comments, cell):
            db.delete(entry)
    released = {grade_id(cell): cell for cell in nb.cells if _is_recorded(cell)}
    recorded = {source.name: source for source in notebook.source_cells}
    for name in recorded.keys() - released.keys():
        db.delete(recorded[name])
    for name, cell in released.items():
        if name not in recorded:
            facts = {"cell_type": cell.cell_type, "locked": is_locked(cell)}
            db.add(SourceCell(name=name, notebook=notebook, **facts))
    for kind in GRADED:
        there = {cell.name for cell in _cells(notebook, kind)}
        for name in sorted(_names(nb, kind) - there):
            _add(gradebook, notebook, kind, released[name])


def _add(
    gradebook: Gradebook, notebook: Notebook, kind: type[BaseCell], cell: NotebookNode
) -> None:
    """Add a graded cell, and an empty grade and comment in every submission."""
    has_points = kind is not SolutionCell
    facts = {"cell_type": cell.cell_type} if has_points else {}
    if has_points:
        facts["max_score"] = float(cell.metadata.nbgrader["points"])
    new = kind(name=grade_id(cell), notebook=notebook, **facts)
    gradebook.db.add(new)
    gradebook.db.flush()  # gives it an id
    for submission in notebook.submissions:
        if has_points:
            gradebook.db.add(Grade(cell_id=new.id, notebook=submission))
        if kind is not GradeCell:
            gradebook.db.add(Comment(cell_id=new.id, notebook=submission))


def _cells(notebook: Notebook, kind: type[BaseCell]) -> list[BaseCell]:
    return {
        GradeCell: notebook.grade_cells,
        SolutionCell: notebook.solution_cells,
        TaskCell: notebook.task_cells,
    }[kind]


def _names(nb: NotebookNode, kind: type[BaseCell]) -> set[str]:
    return {grade_id(cell) for cell in nb.cells if GRADED[kind](cell)}


def _is_recorded(cell: NotebookNode) -> bool:
    """Return whether nbgrader stores the text of a cell."""
    return is_locked(cell) or any(is_of(cell) for is_of in GRADED.values())


def _is_filled(entry: Grade | Comment) -> bool:
    """Return whether there is more in an entry than what grading writes anew."""
    if isinstance(entry, Comment):
        return bool(entry.manual_comment)
    scores = (entry.auto_score, entry.manual_score, entry.extra_credit)
    return any(score is not None for score in scores)
