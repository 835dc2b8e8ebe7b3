"""The exercises of a lesson, as the course defines them, never as a submission does.

The test cells and their points come from the gradebook, where generate_assignment
put them. Nothing here looks at a student's code.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from nbgrader.api import Gradebook

from course.content import Content
from course.judging.load_checks import hidden_checks

TEST_PREFIX = "test_"
MAX_CELLS = 5  # named in one line


@dataclass(frozen=True)
class Exercise:
    """A graded exercise as the course defines it: its test cell and its points."""

    name: str
    test_cell: str
    points: float


def exercises_of(db_url: str, assignment: str, notebook: str) -> dict[str, Exercise]:
    """Return the graded exercises of a lesson, by the grade_id of their test cells."""
    with Gradebook(db_url) as gradebook:
        stored = gradebook.find_notebook(notebook, assignment)
        sources = {cell.name: cell.source for cell in stored.source_cells}
        return {
            cell.name: Exercise(
                cell.name.removeprefix(TEST_PREFIX),
                sources[cell.name],
                float(cell.max_score),
            )
            for cell in stored.grade_cells
            if cell.name.startswith(TEST_PREFIX) and cell.cell_type == "code"
        }


def unjudged(content: Content, db_url: str, assignment: str) -> list[str]:
    """Return the automatically graded cells of an assignment that no criteria judge.

    nbgrader counts a test cell as passed unless something says otherwise, so an
    assignment with such a cell must not be graded. Each is given as notebook.grade_id.
    """
    found = []
    with Gradebook(db_url) as gradebook:
        for notebook in gradebook.find_assignment(assignment).notebooks:
            sources = {cell.name: cell.source for cell in notebook.source_cells}
            by_hand = {cell.name for cell in notebook.solution_cells}
            hidden = hidden_checks(content, notebook.name)
            for cell in notebook.grade_cells:
                name = cell.name
                exercise = name.removeprefix(TEST_PREFIX)
                is_judged = name.startswith(TEST_PREFIX) and (
                    exercise in hidden or _uses_checks(sources.get(name, ""))
                )
                if cell.cell_type == "code" and name not in by_hand and not is_judged:
                    found.append(f"{notebook.name}.{name}")
    return sorted(found)


def refusal_of(assignment: str, cells: list[str]) -> str:
    """Return the line that says why an assignment with unjudged cells is not graded."""
    names = ", ".join(cells[:MAX_CELLS]) + (", …" if len(cells) > MAX_CELLS else "")
    return (
        f"{assignment} was not graded: no criteria judge {names}, and such a cell "
        "would count as passed; grade it with plain nbgrader, in a course folder of "
        "its own"
    )


def _uses_checks(test_cell: str) -> bool:
    """Return whether a test cell imports `utils.checking`, which makes criteria."""
    try:
        tree = ast.parse(test_cell)
    except SyntaxError:
        return False
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(node.module == "utils.checking" for node in imports)
