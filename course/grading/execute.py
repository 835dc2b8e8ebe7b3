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
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Dict, Float
from traitlets.config import Config

from course.grading.answer import Answer
from course.grading.judge import Verdict, examine
from course.grading.kernel import SealedKernelManager
from course.grading.session import DEFAULT_LIMITS, Limits, Session
from course.grading.task import Task, bare, code_cells, find, grade_id, keep
from course.grading.trusted import (
    Exercise,
    exercises_of,
    instance_secret,
    refusal_of,
    seed_of,
    unjudged,
)
from utils.checking import Checks, InfrastructureError, Outcome

METADATA_KEY = "charlm"
_TENSORFLOW = re.compile(r"\b(tensorflow|keras)\b")
_STOP = re.compile(r"^[ \t]*#[ \t]*grade-up-to-here[ \t]*$", re.MULTILINE)


class Unjudged(Exception):
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

    fresh = Bool(False, help="Grade anew also what was graded before.").tag(config=True)
    graded = Dict(help="What was graded elsewhere, by the key of its task.").tag(
        config=True
    )

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        self._refuse_unjudged(resources)
        task, root = self.task(nb, resources), self._root()
        graded = self.graded.get(task.key)
        if graded is None and not self.fresh:
            graded = find(task, root)
        if graded is None:
            graded = task.grade()
            keep(task, graded, root)
        for cell, ran in zip(code_cells(nb), json.loads(graded), strict=True):
            cell.update(nbformat.from_dict(ran))
        if not self.sandboxed:
            _say_unsandboxed(nb, task.exercises)
        return nb, resources

    def task(self, nb: NotebookNode, resources: dict[str, Any]) -> Task:
        """What there is to grade."""
        where = resources["nbgrader"]
        lesson = (where["assignment"], where["notebook"])
        secret = instance_secret(self._root())
        return Task(
            notebook=where["notebook"],
            code=bare(nb),
            exercises=exercises_of(where["db_url"], *lesson),
            seed=seed_of(nb, where["student"], *lesson, secret=secret),
            sandboxed=self.sandboxed,
            limits=Limits(
                cell_seconds=self.cell_seconds,
                call_seconds=self.call_seconds,
                submission_seconds=self.submission_seconds,
            ),
            kernel=dict(self.config.get("SealedKernelManager", {})),
        )

    def _refuse_unjudged(self, resources: dict[str, Any]) -> None:
        """Raise Unjudged, and say so, where a cell would count as passed unseen."""
        where = resources["nbgrader"]
        if cells := unjudged(where["db_url"], where["assignment"]):
            told = refusal_of(where["assignment"], cells)
            self.log.error(told)
            raise Unjudged(told)

    def _root(self) -> Path:
        """The course's folder, wherever nbgrader was started."""
        return Path(CourseDirectory(config=self.config).root)


def grade_notebook(
    nb: NotebookNode,
    exercises: Mapping[str, Exercise],
    hidden: Mapping[str, Checks],
    seed: int,
    new_manager: Callable[[], AsyncKernelManager],
    limits: Limits = DEFAULT_LIMITS,
) -> list[Verdict]:
    """Run a sanitized notebook and write a verdict into every test cell.

    The verdicts depend on the notebook, the exercises with their hidden criteria and
    the seed alone. What breaks on our side is tried once more; then it raises
    InfrastructureError, and the submission has no verdict rather than a wrong one.

    A cell of the student's with the line `# grade-up-to-here` is the last one to run.
    Every exercise still gets its verdict, so those defined further down earn nothing.
    """
    if not exercises:
        return []  # nothing that its cells could show is worth a kernel
    for attempt in (1, 2):
        try:
            return _grade(nb, exercises, hidden, seed, new_manager, limits)
        except InfrastructureError:
            if attempt == 2:
                raise
    raise AssertionError("unreachable")


def kernels(
    nb: NotebookNode, *, sandboxed: bool, config: Config | None = None
) -> Callable[[], AsyncKernelManager]:
    """What makes the kernels for a notebook; TensorFlow only where it is mentioned.

    Their limits are those of SealedKernelManager in `config`.
    """
    code = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "code")
    flavour = "tensorflow" if _TENSORFLOW.search(code) else "numpy"
    config = config or Config()
    return lambda: SealedKernelManager(
        flavour=flavour, sandboxed=sandboxed, config=config
    )


def _grade(
    nb: NotebookNode,
    exercises: Mapping[str, Exercise],
    hidden: Mapping[str, Checks],
    seed: int,
    new_manager: Callable[[], AsyncKernelManager],
    limits: Limits,
) -> list[Verdict]:
    names = [exercise.name for exercise in exercises.values()]
    errors: dict[str, str] = {}  # of the cells that should define an exercise
    verdicts = []
    stopped = False
    with Session(nb, new_manager, limits) as session:
        for index, cell in enumerate(nb.cells):
            if cell.cell_type != "code":
                continue
            exercise = exercises.get(grade_id(cell))
            if exercise is None:
                if stopped:
                    cell.outputs = []
                else:
                    session.run(index)
                    errors[grade_id(cell)] = _error_of(cell)
                    stopped = _STOP.search(cell.source) is not None
                continue
            verdict = examine(
                exercise.name,
                exercise.test_cell,
                hidden.get(exercise.name),
                Answer(session, errors),
                names,
                seed,
            )
            _raise_if_broken(verdict)
            cell.outputs = _outputs(verdict, exercise)
            verdicts.append(verdict)
    return verdicts


def _error_of(cell: NotebookNode) -> str:
    """The error that a cell ended with, or nothing."""
    for output in cell.outputs:
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}"
    return ""


def _raise_if_broken(verdict: Verdict) -> None:
    for result in verdict.report.results:
        if result.outcome is Outcome.INFRASTRUCTURE:
            raise InfrastructureError(result.hint)


def _outputs(verdict: Verdict, exercise: Exercise) -> list[NotebookNode]:
    outputs = []
    if verdict.printed:
        text = f"What your code printed while it was checked:\n{verdict.printed}\n"
        outputs.append(new_output("stream", name="stdout", text=text))
    results = [
        {
            "criterion": result.criterion.name,
            "points": result.criterion.points,
            "outcome": str(result.outcome),
            "hint": result.hint,
        }
        for result in verdict.report.results
    ]
    outputs.append(
        new_output(
            "execute_result",
            # nbgrader reads the text as the partial credit; people see the table.
            data={
                "text/plain": f"{exercise.points * verdict.share:.10g}",
                "text/html": _table(verdict),
            },
            metadata={
                METADATA_KEY: {
                    "exercise": exercise.name,
                    "seconds": round(verdict.seconds, 3),
                    "share": verdict.share,
                    "results": results,
                }
            },
        )
    )
    return outputs


def _table(verdict: Verdict) -> str:
    table = verdict.report._repr_html_()
    if not verdict.fits_examples_alone:
        return table
    told = "The answer fits the examples in the notebook and no other input: no points."
    return f"{table}<p>{told}</p>"


def _say_unsandboxed(nb: NotebookNode, exercises: Mapping[str, Exercise]) -> None:
    for cell in nb.cells:
        if grade_id(cell) in exercises:
            note = "Graded without a sandbox: its verdict can be forged."
            cell.outputs[-1]["data"]["text/html"] += f"<p>{html.escape(note)}</p>"
