"""Grading tasks as plain data, and the cache of their results.

A task can be graded wherever the course is installed, with the same verdict everywhere.
Only the coordinator makes tasks and has the cache of their results.
"""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from course.content import Content
from course.judging import company
from course.judging.cache import Cache
from course.judging.cells import code_cells, grade_id
from course.judging.exercises import Exercise
from course.judging.load_checks import hidden_checks
from course.judging.run import grade_notebook, kernels
from course.judging.session import TimeLimits
from course.judging.version import changed_since_start, one_line, version

CACHE = Path(".course", "cache")  # inside the course's folder


@dataclass(frozen=True)
class Task:
    """One notebook's code and all else that its verdict depends on but the version."""

    content: Content  # of its course
    notebook: str  # its name
    code: str  # what `bare` returns for it
    exercises: dict[str, Exercise]
    seed: int
    sandboxed: bool
    limits: TimeLimits
    kernel: dict[str, Any]  # configuration of SealedKernelManager

    @property
    def key(self) -> str:
        """The key of its result in the cache: equal keys mean equal verdicts."""
        fields = {**asdict(self), "content": self.content.without_root()}
        values = json.dumps(fields, sort_keys=True, default=repr)
        text = f"{one_line(version(self.content, self.notebook))}\0{values}"
        return hashlib.sha256(text.encode()).hexdigest()

    def grade(self) -> str:
        """Return the outputs of its code cells as JSON; raise InfrastructureError."""
        nb = nbformat.from_dict(json.loads(self.code))
        config = Config({"SealedKernelManager": self.kernel})
        content = self.content.here()
        new_manager = kernels(
            nb,
            content,
            tests=self.exercises,
            sandboxed=self.sandboxed,
            config=config,
        )
        hidden = hidden_checks(content, self.notebook)
        grade_notebook(nb, self.exercises, hidden, self.seed, new_manager, self.limits)
        ran = ("execution_count", "outputs")
        return json.dumps([{name: cell[name] for name in ran} for cell in nb.cells])


def bare(nb: NotebookNode) -> str:
    """Return a notebook as JSON, without texts, ids and all else no verdict needs."""
    cells = []
    for number, cell in enumerate(code_cells(nb)):
        marks = {"nbgrader": {"grade_id": grade_id(cell)}}
        metadata = {**marks, "tags": cell.metadata.get("tags", [])}
        cells.append(new_code_cell(cell.source, id=f"cell-{number}", metadata=metadata))
    return json.dumps(new_notebook(cells=cells))


def find(task: Task, root: Path = Path()) -> str | None:
    """Return the cached result of this task in the course `root`, if there is one."""
    if changed_since_start(task.content, task.notebook):
        return None
    return _cache_in(root.resolve()).get(task.key)


def keep(task: Task, graded: str, root: Path = Path()) -> bool:
    """Cache the result of a task; return False if that is not possible.

    A result is not cached if a time limit was reached on a busy machine: on a quiet one
    the answer may be fast enough.
    """
    if met_in_company(task, graded):
        return False
    if changed_since_start(task.content, task.notebook):
        return False
    return _cache_in(root.resolve()).put(task.key, graded)


def met_in_company(task: Task, graded: str) -> bool:
    """Return whether a result holds a time limit that was reached on a busy machine."""
    cells = nbformat.from_dict(json.loads(task.code)).cells
    for cell, ran in zip(cells, json.loads(graded), strict=True):
        cell.update(nbformat.from_dict(ran))
    return company.is_marked(cells, task.exercises)


@functools.cache
def _cache_in(root: Path) -> Cache:
    return Cache(root / CACHE)
