"""Find the lesson that a notebook is a copy of, by its cells or else by its name.

`course check` does this for every file, `course grade` only for files without the name
of their lesson. A file with the right name in the right place needs no other proof.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_task

from course.judging.cells import code_cells, grade_id

ALIKE = 0.5  # share of a lesson's cells that says which lesson a notebook is


class Likeness:
    """How similar a notebook is to the released one.

    The cells that nbgrader knows are looked up by grade_id, cell id or text. If there
    are none, the texts of all code cells are.
    """

    def __init__(self, released: NotebookNode) -> None:
        self.code = {cell.source.strip() for cell in code_cells(released)} - {""}
        self._marked = {
            grade_id(cell): cell.source.strip()
            for cell in released.cells
            if grade_id(cell)
        }
        # Practice is marked, too, but has no grade.
        self.has_graded_cells = any(is_grade(c) or is_task(c) for c in released.cells)

    @property
    def has_marked_cells(self) -> bool:
        """Whether nbgrader knows any cell of it."""
        return bool(self._marked)

    def of(self, nb: NotebookNode) -> float:
        """Return the share of the cells that are found in `nb`, from 0 to 1."""
        texts = {cell.source.strip() for cell in nb.cells} - {""}
        if not self._marked:
            return len(self.code & texts) / max(len(self.code), 1)
        # A cell whose metadata are lost may still have its id.
        ids = {grade_id(cell) or str(cell.get("id", "")) for cell in nb.cells}
        found = [name in ids or text in texts for name, text in self._marked.items()]
        return sum(found) / len(found)


def recognised(
    nb: NotebookNode, name: str, lessons: Mapping[str, Likeness]
) -> str | None:
    """Return the lesson that the notebook `name` is a copy of; None if of none."""

    def likeness(lesson: str) -> tuple[float, bool]:
        return lessons[lesson].of(nb), _is_name_of(name, lesson)

    best = max(lessons, key=likeness, default=None)
    if best is None or likeness(best)[0] >= ALIKE:
        return best
    named = [lesson for lesson in lessons if _is_name_of(name, lesson)]
    # For a lesson without cells that nbgrader knows, the name is enough.
    alike = [n for n in named if likeness(n)[0] or not lessons[n].has_marked_cells]
    return max(alike, key=likeness, default=None)


def _is_name_of(name: str, lesson: str) -> bool:
    """Return whether a name has that of the lesson in it, as whole words in a row.

    As in "Copy of clips", "clips (1)", "clips-Copy1" and "ada_clips_final".
    """
    words, wanted = _words(name), _words(lesson)
    starts = range(len(words) - len(wanted) + 1)
    return any(words[start : start + len(wanted)] == wanted for start in starts)


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c if c.isalnum() else " " for c in text).split()
