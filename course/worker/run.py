"""Carry out an order in a process of its own, and again if the process ends early.

A process that ends while it reads what an answer sent for a criterion has met a limit
at that criterion: the rest is judged anew. If it was killed, somebody else may be to
blame, so the criterion gets a second try first. A process that ends while it makes the
page leaves a grade without a page. Any other end is tried once more; then it is the
reason why there is no verdict.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import Any

from course.judging.progress import Place
from course.worker.order import AUTOGRADED, FEEDBACK, STAGED, Order
from course.worker.process import ProcessLimits, WorkerEnded, WorkerServer
from course.worker.process.messages import OUT_OF_MEMORY, OUT_OF_TIME
from course.worker.submission import JUDGING, PAGES, TAKING_IN, grade_submission
from course.worker.warm_up import warm_up

TRIES = 2
SPARE_SECONDS = 300.0  # on top of two tries at the limit of a whole submission
MAX_LIMITS = 10  # criteria of a submission that may end a process
OWN_LIMITS = (OUT_OF_MEMORY, OUT_OF_TIME)  # nobody else is to blame
DEFAULT_LIMITS = ProcessLimits()


def carry_out(
    server: WorkerServer,
    order: Order,
    limits: ProcessLimits = DEFAULT_LIMITS,
    alone: bool = True,
) -> dict[str, Any]:
    """Return the result of an order, as `grade_submission` does.

    Warm the server up first if this is not its first order, or not `alone`.
    """
    limits = replace(limits, wall_seconds=_wall_seconds(order))
    killed_at: list[Place] = []
    ends = 0
    if not alone or server.runs:  # with a single submission, it would save nothing
        server.warm_up((order.content.root, order.assignment), warm_up, order)
    while True:
        _clear(order)
        try:
            return dict(server.run(grade_submission, order, limits=limits))
        except WorkerEnded as ended:
            progress = ended.progress if isinstance(ended.progress, dict) else {}
            phase, place, reason = progress.get("phase"), _place(progress), str(ended)
        except (TypeError, ValueError) as error:
            phase, place, reason = None, None, f"its result cannot be read: {error}"
        if phase == JUDGING and place and len(order.limits_met) < MAX_LIMITS:
            if reason in OWN_LIMITS or place in killed_at:
                order = replace(order, limits_met=(*order.limits_met, place))
            killed_at.append(place)
            continue
        if phase == PAGES and not order.no_page and not order.only_page:
            order = replace(order, no_page=reason)
            continue
        ends += 1
        if ends == TRIES:
            return {"problem": _problem(order, phase, reason), "notes": []}


def _wall_seconds(order: Order) -> float:
    """Return a limit that a submission does not reach, however busy the machine is."""
    execute = order.config.get("SealedExecute", {})
    seconds = 2 * execute.get("submission_seconds", 900.0)
    return float(seconds * execute.get("patience", 10.0) + SPARE_SECONDS)


def _place(progress: dict[str, Any]) -> Place | None:
    """Return the criterion that a process was judging, if it was."""
    criterion = progress.get("criterion")
    return (str(criterion[0]), str(criterion[1])) if criterion else None


def _problem(order: Order, phase: str | None, reason: str) -> str:
    if phase == TAKING_IN:
        return f"{order.shown}: it could not be read: {reason}: ask for it again"
    return f"{order.shown}: the grading broke, twice: {reason}: run course grade again"


def _clear(order: Order) -> None:
    """Remove what an earlier process has made."""
    made = (FEEDBACK, STAGED) if order.only_page else (AUTOGRADED, FEEDBACK, STAGED)
    for name in made:
        shutil.rmtree(order.place / name, ignore_errors=True)
