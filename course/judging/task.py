"""Grading tasks as plain data.

A task can be graded wherever the course is installed, with the same verdict everywhere.
Its key finds its result in the coordinator's cache. The result says which criteria each
exercise was judged by. Where only those of some exercises have changed since, these are
judged again, and the rest is kept: exercises are judged one after the other, each with
inputs of its own, and what a criterion replaces in the notebook it puts back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from course.content import Content
from course.judging import company
from course.judging.cells import METADATA_KEY, SCORE, code_cells, grade_id
from course.judging.exercises import Exercise
from course.judging.load_checks import hidden_checks
from course.judging.outside import Outside, OutsidePlan
from course.judging.progress import NO_REPORT, Progress
from course.judging.run import grade_notebook, kernels
from course.judging.session import TimeLimits
from course.judging.version import checks_apart, one_line, version
from course.sandbox import FilesBeside

CACHE = Path(".course", "cache")  # inside the course's folder


class Stored(NamedTuple):
    """A result that was stored for a task, and what is to be judged again."""

    cells: list[dict[str, Any]]
    changed: frozenset[str]  # test cells, by grade_id

    @property
    def text(self) -> str:
        """The result as `Task.grade` returns it."""
        return json.dumps(self.cells)


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
    run: dict[str, float] = field(default_factory=dict)  # test cells to run: points
    beside: FilesBeside | None = None  # files for the kernel's working folder
    plan: OutsidePlan | None = None  # for a second opinion on test cells to run
    released: FilesBeside | None = None  # files for the kernel of those tests

    @property
    def key(self) -> str:
        """The key of its result in the cache.

        Equal keys mean equal verdicts, but for exercises whose own criteria changed.
        """
        fields = {**asdict(self), "content": self.content.without_root()}
        for name in ("beside", "released"):  # the digests count, not the folders
            if fields[name] is not None:
                del fields[name]["folder"]
        values = json.dumps(fields, sort_keys=True, default=repr)
        apart, rest = checks_apart(self.content, self.notebook)
        mine = {exercise.name for exercise in self.exercises.values()}
        checks = [rest, {n: apart[n] for n in sorted(apart.keys() - mine)}]
        found = {**version(self.content, self.notebook), "checks": json.dumps(checks)}
        text = f"{one_line(found)}\0{values}"
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def names(self) -> list[str]:
        """The grade_id of every code cell, or ""."""
        return [grade_id(cell) for cell in json.loads(self.code)["cells"]]

    def to_store(self, graded: str) -> str:
        """Return a result with the criteria that its exercises were judged by."""
        return json.dumps({"criteria": self._criteria(), "cells": json.loads(graded)})

    def stored(self, text: str) -> Stored | None:
        """Return a result that was stored for this task; None if it is none."""
        try:
            found = json.loads(text)
            judged_by = dict(found["criteria"])
            cells = [dict(cell) for cell in found["cells"]]
        except (ValueError, TypeError, LookupError):
            return None
        if len(cells) != len(self.names):
            return None
        now = self._criteria()
        changed = {name for name in now if judged_by.get(name) != now[name]}
        return Stored(cells, frozenset(changed))

    def grade_again(self, before: Stored, progress: Progress = NO_REPORT) -> str:
        """Return a result with only the changed exercises judged again.

        Where tests run beside a student's code, all of them run again.
        """
        if self.run or before.changed >= self.exercises.keys():
            return self.grade(progress)
        again = json.loads(self.grade(progress, before.changed))
        return json.dumps(
            [
                new if name in before.changed else old
                for name, old, new in zip(self.names, before.cells, again, strict=True)
            ]
        )

    def grade(
        self, progress: Progress = NO_REPORT, only: Collection[str] | None = None
    ) -> str:
        """Return its graded code cells as JSON; raise InfrastructureError.

        They have their outputs, and test cells with a verdict a score. With `only`,
        just these test cells have, and nothing runs after the last of them.
        """
        nb = nbformat.from_dict(json.loads(self.code))
        content = self.content.here()
        new_manager = self._kernels(nb, content, self.beside)
        outside = None
        if self.plan is not None and self.sandboxed:
            new_tests = self._kernels(nb, content, self.released)
            outside = Outside(self.plan, new_manager, new_tests)
        hidden = hidden_checks(content, self.notebook)
        grade_notebook(
            nb,
            self.exercises,
            hidden,
            self.seed,
            new_manager,
            self.limits,
            progress,
            self.run,
            outside,
            only,
        )
        return json.dumps([_graded(cell) for cell in nb.cells])

    def _criteria(self) -> dict[str, str]:
        """Return digests of the criteria that concern one exercise, by test cell."""
        apart, _ = checks_apart(self.content, self.notebook)
        return {cell: apart.get(one.name, "") for cell, one in self.exercises.items()}

    def _kernels(
        self, nb: NotebookNode, content: Content, beside: FilesBeside | None
    ) -> Callable[[], AsyncKernelManager]:
        return kernels(
            nb,
            content,
            tests=self.exercises,
            sandboxed=self.sandboxed,
            config=Config({"SealedKernelManager": self.kernel}),
            beside=beside,
        )


def bare(nb: NotebookNode) -> str:
    """Return a notebook as JSON, without texts, ids and all else no verdict needs."""
    cells = []
    for number, cell in enumerate(code_cells(nb)):
        marks = {"nbgrader": {"grade_id": grade_id(cell)}}
        metadata = {**marks, "tags": cell.metadata.get("tags", [])}
        cells.append(new_code_cell(cell.source, id=f"cell-{number}", metadata=metadata))
    return json.dumps(new_notebook(cells=cells))


def met_in_company(task: Task, graded: str) -> bool:
    """Return whether a result holds a time limit that was reached on a busy machine."""
    verdicts = _verdicts(task, json.loads(graded), {*task.exercises, *task.run})
    return any(map(company.is_marked, verdicts))


def seconds_kept(task: Task, before: Stored) -> float:
    """Return for how long the exercises were judged that are not judged again."""
    if task.run:
        return 0.0  # all are judged again
    verdicts = _verdicts(task, before.cells, task.exercises.keys() - before.changed)
    return sum(float(verdict.get("seconds", 0)) for verdict in verdicts)


def scores_in(task: Task, graded: str) -> dict[str, float]:
    """Return the scores in a result by grade_id; cells without a verdict have none."""
    return {
        name: float(ran[SCORE])
        for name, ran in zip(task.names, json.loads(graded), strict=True)
        if ran.get(SCORE) is not None
    }


def _verdicts(
    task: Task, cells: list[dict[str, Any]], tests: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Yield what verdicts wrote into test cells, whose last output is the judge's."""
    for name, ran in zip(task.names, cells, strict=True):
        for output in ran["outputs"][-1:] if name in tests else ():
            yield output.get("metadata", {}).get(METADATA_KEY, {})


def _graded(cell: NotebookNode) -> dict[str, Any]:
    ran = {name: cell[name] for name in ("execution_count", "outputs")}
    return ran | {SCORE: cell.metadata.get(SCORE)}
