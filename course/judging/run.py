"""One sanitized notebook, run and judged: its cells in a kernel, its tests out here.

The student's cells run in a kernel of their own; the test cells never do. They run
here, in the judge, and what they find is written into the notebook as the score and
the table that nbgrader's SaveAutoGrades and feedback already understand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets.config import Config

from course.content import Content
from course.judging.cells import METADATA_KEY, grade_id
from course.judging.exercises import Exercise
from course.judging.judge import Verdict, examine
from course.judging.remote_answer import Answer
from course.judging.session import DEFAULT_LIMITS, Session, TimeLimits
from course.sandbox import HAS_ZYGOTES, OrdinaryKernelManager, SealedKernelManager
from utils.checking import Checks, InfrastructureError, Outcome

_STOP = re.compile(r"^[ \t]*#[ \t]*grade-up-to-here[ \t]*$", re.MULTILINE)


def grade_notebook(
    nb: NotebookNode,
    exercises: Mapping[str, Exercise],
    hidden: Mapping[str, Checks],
    seed: int,
    new_manager: Callable[[], AsyncKernelManager],
    limits: TimeLimits = DEFAULT_LIMITS,
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
    nb: NotebookNode, content: Content, *, sandboxed: bool, config: Config | None = None
) -> Callable[[], AsyncKernelManager]:
    """What makes the kernels for a notebook; they have imported what it mentions.

    Their limits are those of SealedKernelManager in `config`. Without a sandbox and
    without Linux they are ordinary ones.
    """
    if not sandboxed and not HAS_ZYGOTES:
        folders = {name: str(path) for name, path in content.data_folders.items()}
        variables = dict(content.environment) | folders
        return lambda: OrdinaryKernelManager(variables)
    code = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "code")
    modules = list(content.preloaded(code))
    config = config or Config()
    return lambda: SealedKernelManager(
        modules=modules, content=content, sandboxed=sandboxed, config=config
    )


def _grade(
    nb: NotebookNode,
    exercises: Mapping[str, Exercise],
    hidden: Mapping[str, Checks],
    seed: int,
    new_manager: Callable[[], AsyncKernelManager],
    limits: TimeLimits,
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
