"""Run a saved notebook as grading does: in a fresh kernel, and with nothing beside it.

Grading leaves out the same cells, by the same rule (`utils.left_out`). What it does
besides is not done here: repair what is damaged, shut the code in, and try hidden
inputs. So only the open checks run, and whatever they miss, grading misses, too.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async, run_sync
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from utils.errors import NOTHING_YET
from utils.left_out import definitions, left_out, stops
from utils.saved import PRACTICE, TEST, Cell, Lesson, is_blank

PROGRAM = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
CELL_SECONDS = 60  # as in grading
MAX_STUCK = 2  # cells in a row
UNDEFINED = re.compile(r"name '(\w+)' is not defined")
NO_MODULE = re.compile(r"No module named '(\w+)")
NO_FILE = re.compile(r"No such file or directory: '([^'\n]+)'")
Progress = Callable[[str], object]


@dataclass
class CheckedExercise:
    """What the open checks say of one exercise."""

    name: str
    blank: bool = False
    passed: bool = False
    told: list[str] = field(default_factory=list)  # the summary first


@dataclass
class DryRun:
    """What a dry run found."""

    exercises: list[CheckedExercise] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # what grading will not have
    remarks: list[str] = field(default_factory=list)

    @property
    def blank(self) -> list[str]:
        """The exercises without an answer."""
        return [one.name for one in self.exercises if one.blank]


class _Kernels(AsyncKernelManager):
    """Starts this Python in an empty folder, whatever kernels are installed."""

    folder = ""

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=PROGRAM, display_name="Python", language="python")

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        above = str(Path(__file__).parents[1])  # so that `utils` is found
        path = os.pathsep.join(filter(None, [above, os.environ.get("PYTHONPATH")]))
        variables = {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": ""}
        kw.update(cwd=self.folder, env=variables)
        kw.update(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return await super()._async_pre_start_kernel(**kw)

    pre_start_kernel = _async_pre_start_kernel


def dry_run(
    cells: list[Cell],
    lesson: Lesson,
    beside: Path,
    progress: Progress = lambda text: None,
    cell_seconds: int = CELL_SECONDS,
) -> DryRun:
    """Run a notebook that was saved in the folder `beside`, and its open checks."""
    found = DryRun(missing=list(_lost(cells, lesson)))
    checked = {
        name: CheckedExercise(name, is_blank(cells, lesson, name))
        for name in lesson.exercises
    }
    found.exercises = list(checked.values())
    with tempfile.TemporaryDirectory(prefix="submit-check-") as folder:
        manager = _Kernels()
        manager.folder = folder
        client = NotebookClient(
            new_notebook(),
            km=manager,
            timeout=cell_seconds,
            allow_errors=True,
            startup_timeout=120,
        )
        client.log = _silent()  # what it logs is told in our words
        with client.setup_kernel():
            _run(client, cells, lesson, checked, found, beside, progress)
    for name, one in checked.items():
        if not one.told and not one.blank:
            found.missing.append(f"the open checks of {name} did not run")
    return found


def runs(cells: list[Cell], lesson: Lesson) -> Iterator[tuple[Cell, str, str]]:
    """Yield each cell that runs, the exercise it tests if any, and the code to run."""
    stopped = False
    tests = {TEST + name: name for name in lesson.exercises}
    names = {cell.name for cell in cells}
    by_text = {d: n for n in tests for d in lesson.named[n] if n not in names}
    seen = set()
    for cell in cells:
        if cell.cell_type != "code":
            continue
        name = cell.name if cell.name in tests else by_text.get(cell.digest, "")
        if name:
            if name not in seen:
                yield cell, tests[name], _test(cell, name, lesson)
            seen.add(name)
            continue
        skipped = cell.digest in lesson.skipped or cell.name in lesson.practice
        source = definitions(cell.source) if skipped else cell.source
        if not stopped and source.strip():
            yield cell, "", source
        stopped = stopped or stops(cell.source)
    for name in tests:
        text = lesson.released(name) if name not in seen else None
        if text is not None:  # grading puts it back
            yield Cell(len(cells) + 1, "code", text, name), tests[name], text


def _test(cell: Cell, name: str, lesson: Lesson) -> str:
    """Return the test that grading runs: the released one if this one was changed."""
    if cell.digest in lesson.named[name]:
        return cell.source
    return lesson.released(name) or cell.source


def _lost(cells: list[Cell], lesson: Lesson) -> Iterator[str]:
    """Yield what the notebook has lost, or has where grading does not look."""
    names = {cell.name for cell in cells} - {""}
    texts = {cell.digest for cell in cells}
    practice = {*lesson.practice, *(PRACTICE + name for name in lesson.practice)}
    solutions = {*lesson.exercises, *practice}  # what happens to practice is no loss
    for name in lesson.names:
        known = name in names or name in solutions
        if not known and not texts & lesson.named.get(name, frozenset()):
            yield f"the locked cell {name} was deleted: grading puts it back"
    for cell in cells:
        given = lesson.named.get(cell.name)
        if given and cell.name not in solutions and cell.digest not in given:
            yield f"{cell} is locked and was changed: grading uses the released text"
    stopped = [c for c in cells if c.cell_type == "code" and stops(c.source)]
    after = [
        cell
        for cell in cells
        if stopped and cell.number > stopped[0].number and cell.cell_type == "code"
        if cell.digest not in lesson.texts and cell.source.strip()
    ]
    for cell in after:
        yield f"{cell} stands below `# grade-up-to-here` and does not run"
    for cell in cells:
        if cell.cell_type != "code" and cell.name in solutions:
            yield f"{cell} is no code cell any more: its text is no answer"


def _run(
    client: NotebookClient,
    cells: list[Cell],
    lesson: Lesson,
    checked: dict[str, CheckedExercise],
    found: DryRun,
    beside: Path,
    progress: Progress,
) -> None:
    practice = lesson.practice
    skipped = [c for c in cells if c.digest in lesson.skipped or c.name in practice]
    only_skipped = set().union(*(left_out(c.source) for c in skipped))
    reasons = _Reasons(only_skipped, beside, found)
    stuck = 0
    for cell, exercise, source in runs(cells, lesson):
        progress(str(cell))
        client.nb.cells.append(new_code_cell(source))
        node = client.nb.cells[-1]
        try:
            client.execute_cell(node, len(client.nb.cells) - 1)
            stuck = 0
        except CellTimeoutError:
            found.missing.append(f"{cell} takes too long: grading stops it, too")
            stuck += 1
            if stuck == MAX_STUCK or client.km is None:
                return
            run_sync(ensure_async)(client.km.interrupt_kernel())
            continue
        except DeadKernelError:
            found.missing.append(f"{cell} ended the kernel: nothing below it ran")
            return
        if exercise:
            _read_checks(node, checked[exercise])
        reasons.explain(cell, exercise, node)


def _silent() -> logging.Logger:
    log = logging.getLogger("submit_check")
    log.propagate = False
    log.addHandler(logging.NullHandler())
    return log


class _Reasons:
    """Finds out why a cell fails here that worked where it was written."""

    def __init__(self, only_skipped: set[str], beside: Path, found: DryRun) -> None:
        self._only_skipped = only_skipped
        self._beside = beside
        self._found = found

    def explain(self, cell: Cell, exercise: str, node: NotebookNode) -> None:
        """Add what a cell lacks, or else its error, if it has raised one."""
        for output in node.outputs:
            if output.output_type != "error":
                continue
            of = exercise or str(cell)
            lacks = list(self._lacks(of, output.evalue))
            self._found.missing += [x for x in lacks if x not in self._found.missing]
            if lacks or exercise or output.ename == "NotImplementedError":
                continue
            first = (output.evalue.splitlines() or [""])[0]
            self._found.remarks.append(f"{cell} raises {output.ename}: {first}")

    def _lacks(self, of: str, message: str) -> Iterator[str]:
        for name in dict.fromkeys(UNDEFINED.findall(message)):
            if name in self._only_skipped:
                yield (
                    f"{of} uses `{name}`, which only cells make that grading leaves "
                    f"out: make it where you use it"
                )
        for name in dict.fromkeys(NO_MODULE.findall(message)):
            own = (self._beside / f"{name}.py", self._beside / name)
            if any(path.exists() for path in own):
                yield (
                    f"{of} imports `{name}`, a file of yours: only the notebook is "
                    f"graded, so put its code into a cell"
                )
        for name in dict.fromkeys(NO_FILE.findall(message)):
            if (self._beside / name).exists():
                yield f"{of} reads {name}, which is not there in grading"


def _read_checks(node: NotebookNode, exercise: CheckedExercise) -> None:
    """Read what a test cell has shown into the result of its exercise."""
    failed = [out for out in node.outputs if out.output_type == "error"]
    if failed:
        error = failed[0]
        is_ours = error.ename == "ChecksFailed"
        text = error.evalue if is_ours else f"{error.ename}: {error.evalue}"
        exercise.told = [line.strip(" -") for line in text.splitlines() if line.strip()]
        exercise.blank = exercise.blank or NOTHING_YET in exercise.told
        return
    exercise.passed = True
    shown = [out.data.get("text/plain", "") for out in node.outputs if "data" in out]
    lines = [line for text in shown for line in text.splitlines()]
    exercise.told = lines[:1] or [f"{exercise.name}: its open checks passed"]
