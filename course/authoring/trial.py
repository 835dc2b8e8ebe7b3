"""Try drafted criteria on an instructor's own notebook, before they are written.

The solution must meet all of them, and a blank answer none. The notebook is the
instructor's own, so it runs as it is, in a process of its own that has nothing else to
do: its cells once, and then the judge over the same wire as in grading.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from course.authoring.asserts import SHELL
from course.errors import BuildError, first_line, kind_and_line
from course.judging.judge import Verdict, examine
from course.judging.remote_answer import local_answer
from course.time_limit import limited
from utils.checking import Checks, Outcome

SECONDS = 60  # for a criterion
NOT_MET = "the solution does not meet them as criteria"
BLANK_MEETS = "a blank answer would meet some of them"


@dataclass(frozen=True)
class Attempt:
    """An exercise to be tried: its test cell, its module of hidden criteria, answers.

    `blank` is the answer cell as students get it, `empty` an answer that does nothing.
    """

    name: str
    calls: tuple[str, ...]
    test_cell: str
    hidden: str
    blank: str
    empty: str


@dataclass(frozen=True)
class Found:
    """What was found: why the criteria cannot be used, or which catch nothing done."""

    problem: str = ""
    caught_by: int = 0  # the number of a hidden criterion, from 1


def tried(cells: list[str], folder: Path, attempts: list[Attempt]) -> list[Found]:
    """Run the cells of a notebook in `folder`, and return what each attempt shows."""
    new = get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=new) as pool:
        try:
            return pool.submit(_tried, cells, folder, attempts).result()
        except BrokenProcessPool:
            raise BuildError(
                "the process that runs the notebook has ended: does a cell exit, or "
                "need more memory than there is?"
            ) from None


def _tried(cells: list[str], folder: Path, attempts: list[Attempt]) -> list[Found]:
    os.environ["MPLBACKEND"] = "Agg"
    quiet = contextlib.redirect_stdout(io.StringIO())
    with quiet, warnings.catch_warnings(action="ignore"):
        with contextlib.chdir(folder):
            names, failed = _run(cells, folder)
        # Criteria find no file of the notebook where they are judged, so not here.
        with tempfile.TemporaryDirectory() as nowhere, contextlib.chdir(nowhere):
            return [_found(one, names, failed) for one in attempts]


def _run(cells: list[str], folder: Path) -> tuple[dict[str, Any], str]:
    """Run cells; return what they define, and the first error."""
    names: dict[str, Any] = {"__name__": "__main__", "display": print}
    failed = ""
    sys.path.insert(0, str(folder))
    for number, source in enumerate(cells, start=1):
        try:
            exec(compile(SHELL.sub("", source), f"<cell {number}>", "exec"), names)
        except (Exception, SystemExit) as error:
            failed = failed or kind_and_line(error)
    return names, failed


def _found(attempt: Attempt, names: Mapping[str, Any], failed: str) -> Found:
    try:
        solved = _verdict(attempt, dict(names))
        blank = _verdict(attempt, _with(names, attempt, attempt.blank))
        empty = _verdict(attempt, _with(names, attempt, attempt.empty))
    except (Exception, SystemExit) as error:
        return Found(kind_and_line(error))
    misses = [r for r in solved.report.results if r.outcome is not Outcome.PASSED]
    if misses:
        why = first_line(failed or misses[0].hint)
        return Found(f"{NOT_MET}: {why}" if why else NOT_MET)
    if any(result.outcome is Outcome.PASSED for result in blank.report.results):
        return Found(BLANK_MEETS)
    return Found(caught_by=next(_missed_hidden(empty), 0))


def _verdict(attempt: Attempt, names: dict[str, Any]) -> Verdict:
    hidden = None
    if attempt.hidden:
        module: dict[str, Any] = {"__name__": "hidden"}
        exec(compile(attempt.hidden, "<hidden>", "exec"), module)
        hidden = module["checks"]
        assert isinstance(hidden, Checks)
    answer = local_answer(names)
    cell = attempt.test_cell
    with limited(SECONDS, signal.ITIMER_REAL):  # a criterion may wait for ever
        return examine(attempt.name, cell, hidden, answer, attempt.calls, seed=0)


def _with(names: Mapping[str, Any], attempt: Attempt, answer: str) -> dict[str, Any]:
    """Return the names with another answer; one that fails leaves none."""
    changed = {name: value for name, value in names.items() if name != attempt.name}
    with contextlib.suppress(Exception):
        exec(compile(answer, "<answer>", "exec"), changed)
    return changed


def _missed_hidden(verdict: Verdict) -> Iterator[int]:
    results = verdict.report.results
    hidden = results[len(results) - verdict.hidden :]
    for number, result in enumerate(hidden, start=1):
        if result.outcome is not Outcome.PASSED:
            yield number
