"""SealedExecute: replaces nbgrader's Execute, and judges what it runs.

The student's cells run in a sealed kernel. Test cells never run there: the judge runs
them here. It writes their results into the notebook as the score and the table that
nbgrader's SaveAutoGrades and feedback already understand.

A `Task` (`task`) holds everything that a verdict depends on. So it can be graded
elsewhere, and its key finds an earlier verdict in the cache.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float

from course.content import Content, content_of
from course.errors import CourseError
from course.judging.cells import METADATA_KEY, code_cells, grade_id
from course.judging.exercises import Exercise, exercises_of, refusal_of, unjudged
from course.judging.seeds import instance_secret, seed_of
from course.judging.session import TimeLimits
from course.judging.steps import steps_of
from course.judging.task import Task, bare
from course.worker.context import context_in

UNSANDBOXED = "Graded without a sandbox: its verdict can be forged."


class Unjudged(CourseError):
    """An assignment has automatically graded cells that no criteria judge."""


class SealedExecute(NbGraderPreprocessor):
    """Run a submission's cells in a sealed kernel and judge its exercises outside."""

    sandboxed = Bool(
        True, help="Refuse to run students' code where there is no sandbox."
    ).tag(config=True)
    cell_seconds = Float(60.0, help="Time limit of one of the student's cells.").tag(
        config=True
    )
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

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        self._refuse_unjudged(resources)
        task = self.task(nb, resources)
        graded = context_in(resources).judge(task)
        for cell, ran in zip(code_cells(nb), json.loads(graded), strict=True):
            cell.update(nbformat.from_dict(ran))
        _mark_verdicts(nb, task.exercises, self.sandboxed)
        return nb, resources

    def task(self, nb: NotebookNode, resources: dict[str, Any]) -> Task:
        """Return the task to grade."""
        where = resources["nbgrader"]
        lesson = (where["assignment"], where["notebook"])
        exercises = exercises_of(where["db_url"], *lesson)
        steps = steps_of(nb, exercises)
        secret = instance_secret(self._root())
        return Task(
            content=self._content(resources),
            notebook=where["notebook"],
            code=bare(nb),
            exercises=exercises,
            seed=seed_of(steps, where["student"], *lesson, secret=secret),
            sandboxed=self.sandboxed,
            limits=TimeLimits(
                cell_seconds=self.cell_seconds,
                call_seconds=self.call_seconds,
                submission_seconds=self.submission_seconds,
                patience=self.patience,
            ),
            kernel=dict(self.config.get("SealedKernelManager", {})),
        )

    def _refuse_unjudged(self, resources: dict[str, Any]) -> None:
        """Log and raise Unjudged if a cell would pass without being judged."""
        where = resources["nbgrader"]
        if cells := unjudged(
            self._content(resources), where["db_url"], where["assignment"]
        ):
            message = refusal_of(where["assignment"], cells)
            self.log.error(message)
            raise Unjudged(message)

    def _content(self, resources: dict[str, Any]) -> Content:
        known = context_in(resources).content
        return known or content_of(self._root(), self.config)

    def _root(self) -> Path:
        """Return the course's folder, wherever nbgrader was started."""
        return Path(CourseDirectory(config=self.config).root)


def _mark_verdicts(
    nb: NotebookNode, exercises: Mapping[str, Exercise], sandboxed: bool
) -> None:
    """Record whether each verdict was sandboxed, and say so on the page if not."""
    for cell in nb.cells:
        if grade_id(cell) in exercises:
            verdict = cell.outputs[-1]
            verdict.metadata[METADATA_KEY]["sandboxed"] = sandboxed
            if not sandboxed:
                verdict.data["text/html"] += f"<p>{html.escape(UNSANDBOXED)}</p>"
