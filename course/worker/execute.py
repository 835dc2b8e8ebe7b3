"""SealedExecute: replaces nbgrader's Execute, and judges what it runs.

The student's cells run in a sealed kernel. Test cells with criteria never run there:
the judge runs them here, and writes their results into the notebook as the table that a
feedback page shows. Test cells in nbgrader's own style run in the kernel, as they do in
nbgrader. The scores of both go to `SaveVerdicts` in nbconvert's resources, beside the
notebook.

A `Task` (`task`) holds everything that a verdict depends on. So it can be graded
elsewhere, and its key finds an earlier verdict in the cache.
"""

from __future__ import annotations

import html
import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, default

from course.atomic import read_json
from course.content import Content, content_of
from course.judging.cells import (
    HANDED_IN_AS,
    METADATA_KEY,
    RECEIPT,
    code_cells,
    grade_id,
)
from course.judging.exercises import test_cells_of
from course.judging.outside import OutsidePlan
from course.judging.run_tests import Score, outputs_of
from course.judging.seeds import instance_secret, seed_of
from course.judging.session import TimeLimits
from course.judging.steps import steps_of
from course.judging.task import Task, bare, scores_in
from course.sandbox import files_beside
from course.worker.context import context_in
from course.worker.language import other_language
from course.worker.recorded import flags_in
from course.worker.save_verdicts import FLAGGED, SCORES

PLANS = Path(".course", "outside.json")  # by notebook, for a second opinion
CELL_SECONDS = 60.0
RAN = ("execution_count", "outputs")
UNSANDBOXED = "Graded without a sandbox: its verdict can be forged."


class SealedExecute(NbGraderPreprocessor):
    """Run a submission's cells in a sealed kernel and judge its exercises outside."""

    sandboxed = Bool(
        True, help="Refuse to run students' code where there is no sandbox."
    ).tag(config=True)
    cell_seconds = Float(
        help="Time limit of a cell; by default that of nbgrader's Execute, or 60 s."
    ).tag(config=True)
    call_seconds = Float(20.0, help="Time limit of one call by a criterion.").tag(
        config=True
    )
    submission_seconds = Float(900.0, help="Time limit of a whole notebook.").tag(
        config=True
    )

    patience = Float(
        10.0,
        help="How many times its limit anything may take in real time, however busy "
        "the machine is.",
    ).tag(config=True)

    @default("cell_seconds")
    def _default_cell_seconds(self) -> float:
        seconds = self.config.get("Execute", {}).get("timeout", CELL_SECONDS)
        unlimited = seconds is None or seconds <= 0
        return float(self.submission_seconds if unlimited else seconds)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        task = self.task(nb, resources)
        resources[SCORES] = {}
        context = context_in(resources)
        if name := context.handed_in_as.get(task.notebook):
            nb.metadata.setdefault(METADATA_KEY, NotebookNode())[HANDED_IN_AS] = name
        if receipt := context.receipts.get(task.notebook):
            nb.metadata.setdefault(METADATA_KEY, NotebookNode())[RECEIPT] = receipt
        if task.run and (language := other_language(nb)):
            _show_no_verdict(nb, task.run, f"a notebook in {language} is not run here")
            return nb, resources
        graded = context_in(resources).judge(task)
        for cell, ran in zip(code_cells(nb), json.loads(graded), strict=True):
            cell.update(nbformat.from_dict({name: ran[name] for name in RAN}))
        resources[SCORES] = scores_in(task, graded)
        _mark_verdicts(nb, [*task.exercises, *task.run], self.sandboxed)
        resources[FLAGGED] = set(flags_in(nb, task.run))
        return nb, resources

    def task(self, nb: NotebookNode, resources: dict[str, Any]) -> Task:
        """Return the task to grade."""
        where = resources["nbgrader"]
        lesson = (where["assignment"], where["notebook"])
        content = self._content(resources)
        tests = test_cells_of(content, where["db_url"], *lesson)
        steps = steps_of(nb, tests.judged, tests.run)
        secret = instance_secret(self._root())
        folder = Path(resources.get("metadata", {}).get("path") or ".").absolute()
        beside = files_beside(folder) if tests.run else None
        # The code can read these files, so they are part of what runs.
        read = [json.dumps(beside.digests)] if beside and beside.digests else []
        seed = seed_of(steps, where["student"], *lesson, *read, secret=secret)
        return Task(
            content=content,
            notebook=where["notebook"],
            code=bare(nb),
            exercises=tests.judged,
            seed=seed,
            sandboxed=self.sandboxed,
            limits=TimeLimits(
                cell_seconds=self.cell_seconds,
                call_seconds=self.call_seconds,
                submission_seconds=self.submission_seconds,
                patience=self.patience,
            ),
            kernel=dict(self.config.get("SealedKernelManager", {})),
            run=tests.run,
            beside=replace(beside, seed=seed) if beside else None,
            **(self._second_opinion(*lesson, seed) if tests.run else {}),
        )

    def _second_opinion(
        self, assignment: str, notebook: str, seed: int
    ) -> dict[str, Any]:
        """Return what a task needs for one, if the coordinator has a plan for it."""
        try:
            plans = read_json(self._root() / PLANS)
        except FileNotFoundError:
            return {}
        if notebook not in plans:
            return {}
        released = files_beside(self._root() / "release" / assignment)
        return {
            "plan": OutsidePlan.from_values(plans[notebook]),
            "released": replace(released, seed=seed),
        }

    def _content(self, resources: dict[str, Any]) -> Content:
        known = context_in(resources).content
        return known or content_of(self._root(), self.config)

    def _root(self) -> Path:
        """Return the course's folder, wherever nbgrader was started."""
        return Path(CourseDirectory(config=self.config).root)


def _show_no_verdict(nb: NotebookNode, tests: Mapping[str, float], why: str) -> None:
    """Say in the test cells why they have no verdict."""
    for cell in code_cells(nb):
        if grade_id(cell) in tests:
            score, most = Score(None, why), tests[grade_id(cell)]
            cell.outputs = outputs_of(None, score, most, cell.source)


def _mark_verdicts(nb: NotebookNode, tests: Collection[str], sandboxed: bool) -> None:
    """Record whether each verdict was sandboxed, and say so on the page if not."""
    for cell in nb.cells:
        if grade_id(cell) in tests and cell.outputs:
            verdict = cell.outputs[-1]
            verdict.metadata[METADATA_KEY]["sandboxed"] = sandboxed
            if not sandboxed:
                verdict.data["text/html"] += f"<p>{html.escape(UNSANDBOXED)}</p>"
