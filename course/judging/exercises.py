"""The test cells of a notebook, as the course defines them, never as a submission does.

Cells and points come from the gradebook, where generate_assignment put them. Nothing
here looks at a student's code. A test cell is *judged*, outside the student's process,
if it makes criteria with `utils.checking` or hidden criteria exist for it. Any other
one is *run* beside the student's code, as nbgrader does. Cells that are graded by hand
are neither.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from nbgrader.api import Gradebook

from course.content import Content
from course.judging.load_checks import hidden_checks

TEST_PREFIX = "test_"
PRACTICE_PREFIX = "practice_"  # of a check cell without points


@dataclass(frozen=True)
class Exercise:
    """An exercise as the course defines it: its test cell and its points.

    A practice exercise has no points and no grade, and is judged for its author alone.
    """

    name: str
    test_cell: str
    points: float


@dataclass(frozen=True)
class TestCells:
    """The automatically graded cells of a notebook, by grade_id."""

    judged: dict[str, Exercise] = field(default_factory=dict)
    run: dict[str, float] = field(default_factory=dict)  # with their points

    @property
    def names(self) -> list[str]:
        """The grade_ids of all of them."""
        return [*self.judged, *self.run]


def test_cells_of(
    content: Content, db_url: str, assignment: str, notebook: str
) -> TestCells:
    """Return the automatically graded cells of a notebook."""
    found = TestCells()
    hidden = hidden_checks(content, notebook)
    with Gradebook(db_url) as gradebook:
        stored = gradebook.find_notebook(notebook, assignment)
        sources = {cell.name: cell.source for cell in stored.source_cells}
        by_hand = {cell.name for cell in stored.solution_cells}
        for cell in stored.grade_cells:
            if cell.cell_type != "code" or cell.name in by_hand:
                continue
            source, points = sources.get(cell.name, ""), float(cell.max_score)
            exercise = cell.name.removeprefix(TEST_PREFIX)
            if exercise in hidden or _uses_checks(source):
                found.judged[cell.name] = Exercise(exercise, source, points)
            else:
                found.run[cell.name] = points
    return found


def _uses_checks(test_cell: str) -> bool:
    """Return whether a test cell imports `utils.checking`, which makes criteria."""
    try:
        tree = ast.parse(test_cell)
    except SyntaxError:
        return False
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(node.module == "utils.checking" for node in imports)
