"""Run and judge one sanitized notebook: its cells in a kernel, its tests out here.

A kernel runs the student's cells, but never the test cells. Those run here, in the
judge, and their results are written into the notebook as the score and the table that
nbgrader's SaveAutoGrades and feedback understand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from traitlets.config import Config

from course.content import Content
from course.judging import company
from course.judging.cells import METADATA_KEY, grade_id
from course.judging.exercises import Exercise
from course.judging.guest import MAX_PRINTED
from course.judging.judge import EXERCISE_SECONDS, Verdict, examine
from course.judging.progress import NO_REPORT, Progress
from course.judging.remote_answer import Answer
from course.judging.session import DEFAULT_LIMITS, Session, TimeLimits
from course.judging.session.outputs import LET_GO, keep_within
from course.judging.steps import Step, is_skipped, names_left_out, steps_of
from course.sandbox import HAS_ZYGOTES, OrdinaryKernelManager, SealedKernelManager
from utils.checking import Checks, InfrastructureError, Outcome


def grade_notebook(
    nb: NotebookNode,
    exercises: Mapping[str, Exercise],
    hidden: Mapping[str, Checks],
    seed: int,
    new_manager: Callable[[], AsyncKernelManager],
    limits: TimeLimits = DEFAULT_LIMITS,
    progress: Progress = NO_REPORT,
) -> list[Verdict]:
    """Run a sanitized notebook and write a verdict into every test cell.

    The verdicts depend only on the notebook, the exercises with their hidden criteria,
    and the seed. If something breaks on our side, the notebook is graded once more. If
    it breaks again, raise InfrastructureError: better no verdict than a wrong one.

    A student's cell with the line `# grade-up-to-here` is the last one to run. Every
    exercise still gets its verdict, so those defined further down earn nothing.
    """
    if not exercises:
        return []  # without exercises, its outputs are not worth a kernel
    for attempt in (1, 2):
        try:
            return _grade(nb, exercises, hidden, seed, new_manager, limits, progress)
        except InfrastructureError:
            if attempt == 2:
                raise
    raise AssertionError("unreachable")


def kernels(
    nb: NotebookNode,
    content: Content,
    *,
    tests: Collection[str] = (),
    sandboxed: bool,
    config: Config | None = None,
) -> Callable[[], AsyncKernelManager]:
    """Return a factory of kernels that have already imported what a notebook needs.

    `tests` are the grade_ids of test cells. The limits are those of SealedKernelManager
    in `config`. Unsandboxed and without Linux, the kernels are ordinary ones.
    """
    if not sandboxed and not HAS_ZYGOTES:
        folders = {name: str(path) for name, path in content.data_folders.items()}
        variables = dict(content.environment) | folders
        return lambda: OrdinaryKernelManager(variables)
    code = "\n".join(step.source for step in steps_of(nb, tests))
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
    progress: Progress,
) -> list[Verdict]:
    names = [exercise.name for exercise in exercises.values()]
    errors: dict[str, str] = {}  # of the cells that should define an exercise
    verdicts = []
    steps = steps_of(nb, exercises)
    run_or_judged = {step.index for step in steps}
    for index, cell in enumerate(nb.cells):
        if cell.cell_type == "code" and index not in run_or_judged:
            cell.outputs = []
    left_out = names_left_out(nb)
    with _definitions_alone(nb, steps), Session(nb, new_manager, limits) as session:
        for step in steps:
            cell = nb.cells[step.index]
            if not step.test:
                session.run(step.index)
                errors[grade_id(cell)] = _error_of(cell)
                continue
            exercise = exercises[step.test]
            verdict = examine(
                exercise.name,
                exercise.test_cell,
                hidden.get(exercise.name),
                Answer(session, errors, left_out),
                names,
                seed,
                session.deadline(EXERCISE_SECONDS),
                progress,
            )
            _raise_if_broken(verdict)
            cell.outputs = _outputs(verdict, exercise)
            verdicts.append(verdict)
    own = [nb.cells[step.index] for step in steps if not step.test]
    keep_within(own, limits.notebook_output)
    if session.met_in_company:
        company.mark(nb, exercises)
    return verdicts


@contextmanager
def _definitions_alone(nb: NotebookNode, steps: list[Step]) -> Iterator[None]:
    """Put cells that hold nothing but what runs of them in the place of skipped ones.

    After the block the skipped cells are back, without outputs.
    """
    skipped = {
        step.index: nb.cells[step.index]
        for step in steps
        if not step.test and is_skipped(nb.cells[step.index])
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


def _error_of(cell: NotebookNode) -> str:
    """Return the error that a cell ended with, or ""."""
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
        printed = verdict.printed
        if len(printed) > MAX_PRINTED:
            printed = f"{printed[:MAX_PRINTED]}\n{LET_GO.strip()}"
        text = f"What your code printed while it was checked:\n{printed}\n"
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
            # nbgrader reads the text as the partial credit; students see the table.
            data={
                "text/plain": f"{exercise.points * verdict.share:.10g}",
                "text/html": verdict.report._repr_html_(),
            },
            metadata={
                METADATA_KEY: {
                    "exercise": exercise.name,
                    "seconds": round(verdict.seconds, 3),
                    "share": verdict.share,
                    "remark": verdict.remark,
                    "results": results,
                }
            },
        )
    )
    return outputs
