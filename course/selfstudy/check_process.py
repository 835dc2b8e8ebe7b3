"""Check a learner's copy in a process of its own, as grading does.

Where processes cannot be limited, as on Windows, it is checked in this process, which
ends when the time is up.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from course.errors import CourseError
from course.judging.judge import Verdict
from course.sandbox import HAS_ZYGOTES
from course.selfstudy.check import CheckedCopy, NotChecked, check, read
from course.selfstudy.lessons import Course
from course.selfstudy.page import page_of
from course.worker.process import ProcessLimits, WorkerEnded, worker_server
from utils.checking import Criterion, InfrastructureError, Outcome, Report, Result

WALL_SECONDS = 3600.0
LIMITS = ProcessLimits(wall_seconds=WALL_SECONDS, result_bytes=64 << 20)


def check_file(
    path: Path, course: Course, only: str | None = None, wants_page: bool = False
) -> tuple[CheckedCopy, str]:
    """Return the result of a file and its feedback page, if it is wanted.

    `only` is an exercise. Raises NotChecked, NotFound, and InfrastructureError if the
    checks themselves fail.
    """
    if not path.exists():
        raise NotChecked(f"{path}: there is no such file (you are in {Path.cwd()})")
    # Absolute, since workers are in a folder of their own.
    order = (str(path.absolute()), str(course.root.absolute()), only, wants_page)
    if HAS_ZYGOTES:
        try:
            found = worker_server().run(checked_as_data, *order, limits=LIMITS)
        except WorkerEnded as error:
            raise InfrastructureError(str(error)) from error
    else:
        with _ended_after(WALL_SECONDS):
            found = checked_as_data(lambda _: None, *order)
    if found.get("refused"):
        raise NotChecked(found["refused"])
    if found.get("broken"):
        raise InfrastructureError(found["broken"])
    handout = course.handouts[found["lesson"]]
    verdicts = {name: _verdict(name, data) for name, data in found["verdicts"].items()}
    copy = CheckedCopy(
        handout, handout.notebook, verdicts, found["repairs"], found["older"]
    )
    return copy, found["page"]


def checked_as_data(
    _: object, path: str, folder: str, only: str | None, wants_page: bool
) -> dict[str, Any]:
    """Check a file of the course in `folder`; return the result as plain data."""
    course = Course(Path(folder))
    try:
        nb, handout = read(Path(path), course)
        if only:
            only = course.exercise(only, handout.name)[1]
        checked = check(nb, handout, only)
    except InfrastructureError as error:
        return {"broken": str(error)}
    except CourseError as error:
        return {"refused": str(error)}
    return {
        "lesson": handout.name,
        "verdicts": {name: _data(v) for name, v in checked.verdicts.items()},
        "repairs": checked.repairs,
        "older": checked.older,
        "page": page_of(checked) if wants_page else "",
    }


def _data(verdict: Verdict) -> dict[str, Any]:
    results = [
        [r.criterion.name, r.criterion.points, str(r.outcome), r.hint]
        for r in verdict.report.results
    ]
    return {
        "results": results,
        "note": verdict.report.note,
        "mistake": verdict.report.mistake,
        "printed": verdict.printed,
        "seconds": verdict.seconds,
        "hidden": verdict.hidden,
    }


def _verdict(exercise: str, data: dict[str, Any]) -> Verdict:
    results = [
        Result(Criterion(name, points, "", _judged_already), Outcome(outcome), hint)
        for name, points, outcome, hint in data["results"]
    ]
    report = Report(exercise, results, data["note"], data["mistake"])
    return Verdict(report, data["printed"], data["seconds"], data["hidden"])


def _judged_already(*_: object) -> None:
    raise NotImplementedError


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """End this process if the block takes longer."""

    def end() -> None:
        print(f"it took more than {seconds:g} seconds", file=sys.stderr, flush=True)
        os._exit(1)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
