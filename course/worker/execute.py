"""SealedExecute: takes the place of nbgrader's Execute, and judges what it runs.

The student's cells run in a kernel of their own; the test cells never do. They run
here, in the judge, and what they find is written into the notebook as the score and
the table that nbgrader's SaveAutoGrades and feedback already understand.

All that a verdict depends on is in a `Task` (`task`): it can be graded elsewhere, and
what was graded before is found by its key.
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
        """What there is to grade."""
        where = resources["nbgrader"]
        lesson = (where["assignment"], where["notebook"])
        secret = instance_secret(self._root())
        return Task(
            content=self._content(),
            notebook=where["notebook"],
            code=bare(nb),
            exercises=exercises_of(where["db_url"], *lesson),
            seed=seed_of(nb, where["student"], *lesson, secret=secret),
            sandboxed=self.sandboxed,
            limits=TimeLimits(
                cell_seconds=self.cell_seconds,
                call_seconds=self.call_seconds,
                submission_seconds=self.submission_seconds,
            ),
            kernel=dict(self.config.get("SealedKernelManager", {})),
        )

    def _refuse_unjudged(self, resources: dict[str, Any]) -> None:
        """Raise Unjudged, and say so, where a cell would count as passed unseen."""
        where = resources["nbgrader"]
        if cells := unjudged(self._content(), where["db_url"], where["assignment"]):
            told = refusal_of(where["assignment"], cells)
            self.log.error(told)
            raise Unjudged(told)

    def _content(self) -> Content:
        return content_of(self._root(), self.config)

    def _root(self) -> Path:
        """The course's folder, wherever nbgrader was started."""
        return Path(CourseDirectory(config=self.config).root)


def _mark_verdicts(
    nb: NotebookNode, exercises: Mapping[str, Exercise], sandboxed: bool
) -> None:
    """Note with each verdict whether it was reached in the sandbox; tell if not."""
    for cell in nb.cells:
        if grade_id(cell) in exercises:
            verdict = cell.outputs[-1]
            verdict.metadata[METADATA_KEY]["sandboxed"] = sandboxed
            if not sandboxed:
                verdict.data["text/html"] += f"<p>{html.escape(UNSANDBOXED)}</p>"
