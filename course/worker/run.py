"""Have an order carried out in a process of its own, again where that ends early.

A process that ends while it reads what an answer sent to a criterion has met a limit at
that criterion: the rest is judged anew. One that ends while it makes the page leaves a
grade without a page. Any other end is tried once more, and is then the reason why there
is no verdict.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import Any

from course.worker.process import ProcessLimits, WorkerEnded, WorkerServer
from course.worker.submission import (
    AUTOGRADED,
    FEEDBACK,
    JUDGING,
    PAGES,
    STAGED,
    SUBMITTED,
    TAKING_IN,
    Order,
    grade_submission,
)

TRIES = 2
SPARE_SECONDS = 300.0  # beyond two tries at all that a submission may take
MAX_LIMITS = 10  # criteria of a submission that may end a process
DEFAULT_LIMITS = ProcessLimits()


def carry_out(
    server: WorkerServer, order: Order, limits: ProcessLimits = DEFAULT_LIMITS
) -> dict[str, Any]:
    """Return what came of an order, as `grade_submission` does."""
    execute = order.config.get("SealedExecute", {})
    seconds = 2 * execute.get("submission_seconds", 900.0) + SPARE_SECONDS
    limits = replace(limits, wall_seconds=seconds)
    ends = 0
    while True:
        _clear(order)
        try:
            return dict(server.run(grade_submission, order, limits=limits))
        except WorkerEnded as ended:
            told = ended.progress if isinstance(ended.progress, dict) else {}
            phase, criterion = told.get("phase"), told.get("criterion")
            reason = str(ended)
        except (TypeError, ValueError) as error:
            phase, criterion, reason = None, None, f"its result is no result: {error}"
        if phase == JUDGING and criterion and len(order.limits_met) < MAX_LIMITS:
            met = (str(criterion[0]), str(criterion[1]))
            order = replace(order, limits_met=(*order.limits_met, met))
            continue
        if phase == PAGES and not order.no_page:
            order = replace(order, no_page=reason)
            continue
        ends += 1
        if ends == TRIES:
            return {"problem": _problem(order, phase, reason), "notes": []}


def _problem(order: Order, phase: str | None, reason: str) -> str:
    shown = f"{SUBMITTED}/{order.student}/{order.assignment}"
    if phase == TAKING_IN:
        return f"{shown}: could not be taken in: {reason}; look at what was handed in"
    return f"{shown}: the grading broke, twice: {reason}"


def _clear(order: Order) -> None:
    """Remove what an earlier process has left."""
    for name in (AUTOGRADED, FEEDBACK, STAGED):
        shutil.rmtree(order.place / name, ignore_errors=True)
