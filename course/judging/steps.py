"""The steps of grading a notebook: which cells run, and when each exercise is judged.

Only this module decides that. The runner follows these steps, and the seed of hidden
inputs is made from the same steps. So whatever changes the course of grading (a tag,
a mark, the place of a test) changes the seed as well.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nbformat import NotebookNode

from course.judging.cells import grade_id

SKIP_TAG = "skip-when-grading"
DEFINITIONS = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_STOP = re.compile(r"^[ \t]*#[ \t]*grade-up-to-here[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A cell to be run or an exercise to be judged."""

    index: int  # of the cell in the notebook
    source: str = ""  # the code to run; empty if an exercise is judged
    test: str = ""  # the grade_id of the test cell if an exercise is judged
    points: float | None = None  # of a test cell that is run like a student's


def steps_of(
    nb: NotebookNode,
    tests: Collection[str],
    run: Mapping[str, float] = MappingProxyType({}),
) -> list[Step]:
    """Return the steps of a sanitized notebook.

    `tests` are the grade_ids of test cells that are judged, and `run` those of test
    cells that are run, with their points.

    Empty cells do not run, nor do any after `# grade-up-to-here`. Of those with the tag
    SKIP_TAG (which Repair leaves only on cells with their released text) just the
    `definitions` run. Every test cell is judged or run, whichever others run.
    """
    steps = []
    stopped = False
    for index, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        name = grade_id(cell)
        if name in tests:
            steps.append(Step(index, test=name))
            continue
        if name in run:
            steps.append(Step(index, source=cell.source, points=run[name]))
            continue
        source = definitions(cell.source) if is_skipped(cell) else cell.source
        if not stopped and source.strip():
            steps.append(Step(index, source=source))
        stopped = stopped or _STOP.search(cell.source) is not None
    return steps


def is_skipped(cell: NotebookNode) -> bool:
    """Return whether a cell's tags keep grading from running it."""
    return SKIP_TAG in cell.metadata.get("tags", [])


def definitions(source: str) -> str:
    """Return only the imports, functions and classes at the top level of a cell.

    An answer further down may use their names. They cost next to nothing, while the
    rest of such a cell may train for minutes. Return "" for what is not plain Python.
    """
    try:
        cell = ast.parse(source)
    except (SyntaxError, ValueError):
        return ""
    cell.body = [part for part in cell.body if isinstance(part, DEFINITIONS)]
    return ast.unparse(cell)


def names_left_out(nb: NotebookNode) -> frozenset[str]:
    """Return the names that skipped cells would assign, and that grading lacks."""
    names: set[str] = set()
    for cell in nb.cells:
        if cell.cell_type == "code" and is_skipped(cell):
            names |= assigned(cell.source)
    return frozenset(names)


def assigned(source: str) -> set[str]:
    """Return the names that the statements of a cell assign outside of functions."""
    try:
        waiting: list[ast.AST] = list(ast.parse(source).body)
    except (SyntaxError, ValueError):
        return set()
    names = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if not isinstance(node, (*DEFINITIONS, ast.Lambda, *COMPREHENSIONS)):
            waiting.extend(ast.iter_child_nodes(node))
    return names


def as_text(steps: list[Step]) -> str:
    """Return a text that differs for different steps, whatever they contain."""
    entries = [["judge", s.test] if s.test else ["run", s.source] for s in steps]
    return json.dumps(entries)
