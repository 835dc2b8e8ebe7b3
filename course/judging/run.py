"""Run and judge one sanitized notebook: its cells in a kernel, its tests out here.

A kernel runs the student's cells, but never a test cell that has criteria. Those run
here, in the judge, and their results are written into the notebook as the score and the
table that a feedback page shows. Test cells in nbgrader's own style run in the kernel,
in their place among the student's (`run_tests`); `outside` has a second opinion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets.config import Config

from course.content import Content
from course.judging import company
from course.judging.cells import METADATA_KEY, SCORE, grade_id
from course.judging.exercises import Exercise
from course.judging.guest import MAX_PRINTED
from course.judging.judge import EXERCISE_SECONDS, Verdict, examine
from course.judging.outside import Outside
from course.judging.progress import NO_REPORT, Progress
from course.judging.remote_answer import Answer
from course.judging.run_tests import Score, outputs_of, score_of
from course.judging.seals import Seals
from course.judging.session import DEFAULT_LIMITS, Ending, Session, TimeLimits
from course.judging.session.outputs import LET_GO, keep_within
from course.judging.steps import Step, definitions_alone, names_left_out, steps_of
from course.sandbox import (
    HAS_ZYGOTES,
    FilesBeside,
    OrdinaryKernelManager,
    SealedKernelManager,
)
from utils.checking import Checks, InfrastructureError, Outcome

# A kernel's own name for a cell, in what Python says of a syntax error.
CELL_FILE = re.compile(r" \((?:\d+\.py|<[^<>]+>), line (\d+)\)")


def grade_notebook(
    nb: NotebookNode,
    exercises: Mapping[str, Exercise],
    hidden: Mapping[str, Checks],
    seed: int,
    new_manager: Callable[[], AsyncKernelManager],
    limits: TimeLimits = DEFAULT_LIMITS,
    progress: Progress = NO_REPORT,
    run: Mapping[str, float] = MappingProxyType({}),
    outside: Outside | None = None,
    only: Collection[str] | None = None,
) -> list[Verdict]:
    """Run a sanitized notebook and write a verdict into every test cell.

    `exercises` are judged, and cells in `run` are run for so many points; both are by
    grade_id. The scores are in the cells' metadata. They depend only on the notebook,
    the exercises with their hidden criteria, and the seed. If something breaks on our
    side, the notebook is graded once more. If it breaks again, raise
    InfrastructureError: better no verdict than a wrong one.

    A student's cell with the line `# grade-up-to-here` is the last one to run. Every
    exercise still gets its verdict, so those defined further down earn nothing.

    With `outside`, the verdicts on cells in `run` are sealed, or flagged, by a second
    opinion. It changes no score.

    With `only`, exercises of other test cells are not judged, and no cell runs after
    the last of these.
    """
    if not exercises and not run:
        return []  # without exercises, its outputs are not worth a kernel
    steps = steps_of(nb, exercises, run)
    if only is not None:
        steps = _steps_for(only, steps)
    seals = Seals(nb, steps, outside, limits)
    for attempt in (1, 2):
        try:
            return _grade(
                nb,
                steps,
                exercises,
                hidden,
                seed,
                new_manager,
                limits,
                progress,
                run,
                seals,
            )
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
    beside: FilesBeside | None = None,
) -> Callable[[], AsyncKernelManager]:
    """Return a factory of kernels that have already imported what a notebook needs.

    `tests` are the grade_ids of test cells. The limits are those of SealedKernelManager
    in `config`. The kernels have a copy of the files in `beside`. Unsandboxed and
    without Linux, the kernels are ordinary ones.
    """
    if not sandboxed and not HAS_ZYGOTES:
        folders = {name: str(path) for name, path in content.data_folders.items()}
        variables = dict(content.environment) | folders
        return lambda: OrdinaryKernelManager(variables)
    code = "\n".join(step.source for step in steps_of(nb, tests))
    modules = list(content.preloaded(code))
    config = config or Config()
    return lambda: SealedKernelManager(
        modules=modules,
        content=content,
        sandboxed=sandboxed,
        config=config,
        beside=beside,
    )


def _steps_for(only: Collection[str], steps: list[Step]) -> list[Step]:
    """Return the steps that judging some test cells takes."""
    last = max((n for n, step in enumerate(steps) if step.test in only), default=-1)
    return [s for s in steps[: last + 1] if not s.test or s.test in only]


def _grade(
    nb: NotebookNode,
    steps: list[Step],
    exercises: Mapping[str, Exercise],
    hidden: Mapping[str, Checks],
    seed: int,
    new_manager: Callable[[], AsyncKernelManager],
    limits: TimeLimits,
    progress: Progress,
    run: Mapping[str, float],
    seals: Seals,
) -> list[Verdict]:
    names = [exercise.name for exercise in exercises.values()]
    errors: dict[str, str] = {}  # of the cells that should define an exercise
    verdicts = []
    ran: list[tuple[Step, Ending | None, Score]] = []  # tests beside the code
    run_or_judged = {step.index for step in steps}
    for index, cell in enumerate(nb.cells):
        if cell.cell_type == "code" and index not in run_or_judged:
            cell.outputs = []
    left_out = names_left_out(nb)
    with definitions_alone(nb, steps), Session(nb, new_manager, limits) as session:
        for step in steps:
            cell = nb.cells[step.index]
            if step.points is not None:
                cell.metadata.tags = []  # none of them keeps a test from running
                ending = session.run(step.index)
                score = score_of(ending, step.points)
                cell.metadata[SCORE] = score.points
                ran.append((step, ending, score))
                continue
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
            if not exercise.points:
                verdict = replace(verdict, report=verdict.report.without_points())
            cell.outputs = _outputs(verdict, exercise)
            cell.metadata[SCORE] = _score(verdict, exercise)
            verdicts.append(verdict)
    found = seals.of([(step, score) for step, _, score in ran])
    for (step, ending, score), seal in zip(ran, found, strict=True):
        cell = nb.cells[step.index]
        cell.outputs = outputs_of(ending, score, run[grade_id(cell)], cell.source, seal)
    own = [nb.cells[s.index] for s in steps if not s.test and s.points is None]
    keep_within(own, limits.notebook_output)
    if session.met_in_company or seals.met_in_company:
        company.mark(nb, [*exercises, *run])
    return verdicts


def _error_of(cell: NotebookNode) -> str:
    """Return the error that a cell ended with, or ""."""
    for output in cell.outputs:
        if output.output_type == "error":
            said = CELL_FILE.sub(r" (line \1)", output.evalue)
            return f"{output.ename}: {said}"
    return ""


def _raise_if_broken(verdict: Verdict) -> None:
    for result in verdict.report.results:
        if result.outcome is Outcome.INFRASTRUCTURE:
            raise InfrastructureError(result.hint)


def _score(verdict: Verdict, exercise: Exercise) -> float | None:
    """Return the points of an exercise; None if no criterion has judged it."""
    if not verdict.report.results:
        return None
    return float(f"{exercise.points * verdict.share:.10g}")


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
                    "mistake": verdict.report.mistake,
                    "results": results,
                }
            },
        )
    )
    return outputs
