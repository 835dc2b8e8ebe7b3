"""Find modules of a student's own that their notebook imports.

Criteria judge the notebook alone, so such a module is not there, and its import fails
in grading only.
"""

from __future__ import annotations

from pathlib import Path

from course.judging.cells import code_cells
from course.worker.submissions.files import MAX_BYTES, read_notebook
from course.worker.submissions.folder import extras_in
from course.worker.submissions.survey import Submission
from course.worker.submissions.wellformed import shown


def helpers_imported(look: Submission, release: Path) -> list[str]:
    """Return a sentence for each module beside a notebook that a cell imports."""
    beside = {
        path.stem: path
        for path in extras_in(look.folder)[0]
        if path.suffix == ".py"
        and path.parent == look.folder
        and not (release / path.name).exists()
    }
    if not beside:
        return []
    imported = {
        name
        for path in look.notebooks.values()
        for cell in code_cells(read_notebook(path, MAX_BYTES)[0])
        for line in cell.source.splitlines()
        for name in _imported(line)
    }
    return [
        f"{shown(path.name)} is not there in grading: only the notebook is graded, so "
        f"put its code into a cell"
        for name, path in sorted(beside.items())
        if name in imported
    ]


def _imported(line: str) -> set[str]:
    """Return the modules that a line may import, and maybe other words of it."""
    first, *others = line.replace(",", " ").split() or [""]
    if first not in ("import", "from"):
        return set()
    return {word.partition(".")[0] for word in others}
