"""All that happens to one submission, in a process of its own.

The process works in a folder that holds a private copy of the submission, the release,
and the part of the gradebook that it needs. It takes the submission in, and repairs,
judges and converts it with nbgrader's own steps. It leaves the graded notebooks and the
feedback in that folder, and returns plain data, which the coordinator checks.
"""

from __future__ import annotations

import logging
import resource
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import nbformat
from nbformat import NotebookNode
from nbgrader.converters.base import BaseConverter
from nbgrader.utils import is_grade, is_solution

from course.judging.cells import grade_id
from course.judging.exercises import test_cells_of
from course.judging.judge import EXERCISE_SECONDS
from course.judging.progress import Place, Progress
from course.judging.task import Task, met_in_company, seconds_kept
from course.log import LogFile
from course.worker.context import GradingContext
from course.worker.conversion import (
    AutogradeOne,
    FeedbackOfOne,
    Interrupted,
    NotGraded,
    convert,
)
from course.worker.gradebook_copy import read_grades
from course.worker.gradebook_dialect import url_of
from course.worker.order import (
    AUTOGRADED,
    FEEDBACK,
    GRADEBOOK,
    STAGED,
    SUBMITTED,
    VERDICTS,
    Order,
)
from course.worker.recorded import (
    NO_ANSWER,
    flags_in,
    older_release_in,
    repairs_in,
    verdicts_in,
)
from course.worker.submissions import Submission, look_at, stage
from course.worker.submissions.helpers import helpers_imported
from utils.errors import NOTHING_YET

GRADED = "graded.db"  # the copy that is graded into
TAKING_IN, JUDGING, PAGES = "taking in", "judging", "pages"
PHASE_SECONDS = {TAKING_IN: 60, JUDGING: 300, PAGES: 60}  # of processor time
FLAG = "passed beside the student's code and not outside of it: look at it"
Report = Callable[[object], None]  # sends the progress to the coordinator


def grade_submission(report: Report, order: Order) -> dict[str, Any]:
    """Grade one submission; return the result as data, with a `problem` if any."""
    # An earlier process may have written to its copy.
    shutil.copyfile(order.place / GRADEBOOK, order.place / GRADED)
    with _logging(order.log, order.student):
        try:
            return grade_with(_Judge(order, report), report, order)
        except Exception:
            logging.getLogger("traitlets").exception("the worker failed")
            raise


class Judge(Protocol):
    """Gives the verdicts on the tasks of one submission."""

    judged: list[str]  # keys of the tasks to cache
    met_in_company: bool
    kept: float  # seconds of judging that earlier results have saved

    def judge(self, task: Task) -> str:
        """Return the result of a task, as `Task.grade` does."""


def grade_with(judge: Judge, report: Report, order: Order) -> dict[str, Any]:
    """Grade one submission with the verdicts of a judge."""
    if order.only_page:
        return {"problem": "", "no_page": _make_page(report, order)}
    _begin(report, TAKING_IN)
    folder = order.folder(SUBMITTED)
    look = look_at(order.student, folder, order.released, order.left_out)
    if look.problem:
        return {"problem": look.problem, "notes": look.notes}
    look.notes.extend(_not_there(order, look))
    submitted = stage(look, order.place / STAGED)
    receipts = {
        name: order.sums.get(path.relative_to(folder).as_posix(), "")
        for name, path in look.notebooks.items()
    }
    context = GradingContext(
        tuple(look.notes), judge.judge, order.content, look.other_names, receipts
    )
    try:
        _convert(partial(AutogradeOne, context), order, SUBMITTED, submitted)
    except _Wanted as wanted:
        return {"wants": wanted.keys}
    except NotGraded as error:
        return {"problem": str(error), "notes": look.notes}
    grades = read_grades(order.place / GRADED, order.assignment, order.student)
    return {
        "problem": "",
        "grades": grades,
        "judged": judge.judged,
        "met_in_company": judge.met_in_company,
        "kept": judge.kept,
        **_summary(order, look.notes),
        "receipts": receipts,
        "no_page": order.no_page or _make_page(report, order),
    }


def _not_there(order: Order, look: Submission) -> list[str]:
    """Return what to say of modules beside notebooks that are judged from outside."""
    found = helpers_imported(look, order.released)
    of = (order.content, url_of(order.place / GRADEBOOK), order.assignment)
    if found and any(test_cells_of(*of, name).run for name in look.notebooks):
        return []  # their cells run in a copy of their folder
    return found


def _make_page(report: Report, order: Order) -> str:
    """Make the page that a student gets; return why that failed, or ""."""
    _begin(report, PAGES)
    try:
        _convert(partial(FeedbackOfOne, order.before), order, AUTOGRADED)
    except NotGraded as error:
        return str(error)
    return ""


def _begin(report: Report, phase: str) -> None:
    """Report which phase begins, and set its limit of processor time."""
    report({"phase": phase})
    _limit_processor_time(PHASE_SECONDS[phase])


def _limit_processor_time(seconds: float) -> None:
    """Let this process end when it has used so much more processor time."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used + seconds) + 1
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


class _Wanted(Interrupted):
    """The coordinator has cached verdicts for these keys, and has to be asked."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(*keys)
        self.keys = keys


class _Judge:
    """Judges the tasks of one submission, or uses the verdicts in its order."""

    def __init__(self, order: Order, report: Report) -> None:
        self._order = order
        self._report = report
        self.judged: list[str] = []  # keys of tasks to cache
        self.met_in_company = False
        self.kept = 0.0  # seconds of judging that an earlier result has saved

    def judge(self, task: Task) -> str:
        """Return the verdict on a task; leave a new one in the order's folder.

        Verdicts that met a limit which a quiet machine might not are not left there.
        """
        key = task.key
        judged = self._order.place / VERDICTS / key
        before = None
        if judged.is_file():  # by a process that ended later
            before = task.stored(judged.read_text(encoding="utf-8"))
            if before is not None:
                self.judged.append(key)
        elif key in self._order.verdicts:
            before = task.stored(self._order.verdicts[key])
        elif key in self._order.known:
            raise _Wanted([key])
        if before is not None and not before.changed:
            return before.text
        _begin(self._report, JUDGING)
        progress = Progress(self._begin, frozenset(self._order.limits_met))
        if before is None:
            verdict = task.grade(progress)
        else:
            self.kept += seconds_kept(task, before)
            verdict = task.grade_again(before, progress)
        _begin(self._report, TAKING_IN)
        if met_in_company(task, verdict):
            self.met_in_company = True
        elif not self._order.limits_met:
            judged.parent.mkdir(exist_ok=True)
            judged.write_text(task.to_store(verdict), encoding="utf-8")
            self.judged.append(key)
        return verdict

    def _begin(self, place: Place | None) -> None:
        """Report a criterion, and set its limit of processor time."""
        self._report({"phase": JUDGING, "criterion": place})
        _limit_processor_time(EXERCISE_SECONDS if place else PHASE_SECONDS[JUDGING])


def _convert(
    kind: Callable[..., BaseConverter],
    order: Order,
    step: str,
    read: Path | None = None,
) -> None:
    """Run a converter that reads a step, from the folder `read` if it is given."""
    place = order.place
    write = {SUBMITTED: AUTOGRADED, AUTOGRADED: FEEDBACK}[step]
    folders = {step: read or place / step, write: place / write}
    who = (order.assignment, order.student)
    convert(kind, order.config, place, place / GRADED, folders, *who)


def _summary(order: Order, notes: list[str]) -> dict[str, Any]:
    """Return flags, repairs and the outcomes of criteria in the graded notebooks."""
    notes, flagged = list(notes), []
    outcomes: Counter[str] = Counter()
    for released in sorted(order.released.glob("*.ipynb")):
        path = order.folder(AUTOGRADED) / released.name
        if not path.exists():
            continue
        nb = nbformat.read(path, as_version=4)
        if older := older_release_in(nb):
            notes.append(f"{released.name}: {older}")
        tests = {grade_id(c) for c in nb.cells if is_grade(c) and not is_solution(c)}
        flagged += [f"{name}: {FLAG}" for name in flags_in(nb, tests)]
        notes += repairs_in(nb)
        outcomes += _outcomes(nb, tests)
    notes = list(dict.fromkeys([*flagged, *notes]))
    return {"notes": notes, "outcomes": dict(outcomes)}


def _outcomes(nb: NotebookNode, tests: Collection[str]) -> Counter[str]:
    """Count the outcomes of a notebook's criteria; only the judge writes test cells.

    Count an exercise without an answer once, and not once for each criterion.
    """
    found: Counter[str] = Counter()
    for verdict in verdicts_in(nb, tests).values():
        if verdict.checked and all(c.hint == NOTHING_YET for c in verdict.checked):
            found[NO_ANSWER] += 1
        else:
            found += Counter(str(c.outcome) for c in verdict.checked)
    return found


@contextmanager
def _logging(path: Path | None, student: str) -> Iterator[None]:
    """Send what nbgrader logs to a file, if one is given."""
    log = logging.getLogger("traitlets")
    log.handlers.clear()
    log.propagate = False
    log.setLevel(logging.INFO)
    if path is None:
        yield
        return
    handler = LogFile(path, "a", f"%(asctime)s {student} %(levelname)s %(message)s")
    logging.captureWarnings(True)
    log.addHandler(handler)
    logging.getLogger("py.warnings").addHandler(handler)
    try:
        yield
    finally:
        handler.close()
