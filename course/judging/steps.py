"""The steps of grading a notebook: which cells run, and when each exercise is judged.

Only this module decides that. The runner follows these steps, and the seed of hidden
inputs is made from the same steps. So whatever changes the course of grading (a tag,
a mark, the place of a test) changes the seed as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from course.judging.cells import grade_id
from utils.left_out import SKIP_TAG, definitions, left_out, stops

T = TypeVar("T")


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
        source = _read(definitions, cell) if is_skipped(cell) else cell.source
        if not stopped and source.strip():
            steps.append(Step(index, source=source))
        stopped = stopped or stops(cell.source)
    return steps


def is_skipped(cell: NotebookNode) -> bool:
    """Return whether a cell's tags keep grading from running it."""
    return SKIP_TAG in cell.metadata.get("tags", [])


@contextmanager
def definitions_alone(nb: NotebookNode, steps: list[Step]) -> Iterator[None]:
    """Put cells that hold nothing but what runs of them in the place of skipped ones.

    After the block the skipped cells are back, without outputs.
    """
    skipped = {
        step.index: nb.cells[step.index]
        for step in steps
        if not step.test and step.points is None and is_skipped(nb.cells[step.index])
    }
    for step in steps:
        if step.index in skipped:
            nb.cells[step.index] = new_code_cell(step.source)
    try:
        yield
    finally:
        for index, cell in skipped.items():
            cell.update(outputs=[], execution_count=None)
            nb.cells[index] = cell


def names_left_out(nb: NotebookNode) -> frozenset[str]:
    """Return the names that skipped cells would bind, and that grading lacks."""
    names: set[str] = set()
    for cell in nb.cells:
        if cell.cell_type == "code" and is_skipped(cell):
            names |= _read(left_out, cell)
    return frozenset(names)


def _read(find: Callable[[str], T], cell: NotebookNode) -> T:
    """Return what is found in a cell; nothing if it is nested beyond reading.

    A student may have answered a practice cell, which is skipped.
    """
    try:
        return find(cell.source)
    except (RecursionError, MemoryError):
        return find("")


def as_text(steps: list[Step]) -> str:
    """Return a text that differs for different steps, whatever they contain."""
    entries = [["judge", s.test] if s.test else ["run", s.source] for s in steps]
    return json.dumps(entries)
