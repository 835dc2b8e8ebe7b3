"""All that happens to one submission, in a process of its own.

The process works in a folder that holds a private copy of the submission, the release,
and the part of the gradebook that it needs. It takes the submission in, repairs, judges
and converts it with nbgrader's own steps, and leaves the graded notebooks and the
feedback in that folder. What it returns is plain data, which the coordinator checks.
"""

from __future__ import annotations

import copy
import logging
import resource
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets import default
from traitlets.config import Config

from course.content import Content
from course.judging.cells import METADATA_KEY
from course.judging.task import Task
from course.log import LogFile
from course.worker.feedback import FeedbackExporter
from course.worker.gradebook_copy import read_grades
from course.worker.submissions.survey import look_at, stage
from utils.checking import InfrastructureError

SUBMITTED, AUTOGRADED, FEEDBACK = "submitted", "autograded", "feedback"
STAGED = "staged"
GRADEBOOK = "gradebook.db"  # what the coordinator wrote
GRADED = "graded.db"  # the copy that is graded into
TAKING_IN, JUDGING, PAGES = "taking in", "judging", "pages"
PHASE_SECONDS = {TAKING_IN: 60, JUDGING: 600, PAGES: 60}  # of processor time
VERDICTS = "verdicts"  # folder with what was judged, a file for each task's key
MAX_REASON = 300  # characters
Tell = Callable[[object], None]


@dataclass(frozen=True)
class Order:
    """What to do with the submission in the folder `place`."""

    place: Path
    config: Config  # of the course
    content: Content
    assignment: str
    student: str
    log: Path | None = None
    left_out: dict[str, str] = field(default_factory=dict)  # of the private copy
    verdicts: dict[str, str] = field(default_factory=dict)  # judged before, by key
    known: frozenset[str] = frozenset()  # keys whose verdicts the coordinator has
    limits_met: tuple[tuple[str, str], ...] = ()  # criteria at which a process ended
    no_page: str = ""  # why no page can be made
    only_page: bool = False  # of what is in `autograded` already


def grade_submission(tell: Tell, order: Order) -> dict[str, Any]:
    """Grade one submission; what came of it, as data, with a `problem` or without."""
    # What a process before this one has written there does not count.
    shutil.copyfile(order.place / GRADEBOOK, order.place / GRADED)
    with _logging(order.log, order.student):
        if order.only_page:
            return {"problem": "", "no_page": _make_page(tell, order)}
        _begin(tell, TAKING_IN)
        released = order.place / "release" / order.assignment
        folder = order.place / SUBMITTED / order.student / order.assignment
        look = look_at(order.student, folder, released, order.left_out)
        if look.problem:
            return {"problem": look.problem, "notes": look.notes}
        submitted = stage(look, order.place / STAGED)
        judge = _Judge(order, tell, look.notes)
        try:
            _convert(judge.autograde, order, {SUBMITTED: submitted, AUTOGRADED: None})
        except _Wanted as wanted:
            return {"wants": wanted.keys}
        except NotGraded as error:
            return {"problem": str(error), "notes": look.notes}
        grades = read_grades(order.place / GRADED, order.assignment, order.student)
        made = {"problem": "", "grades": grades, "judged": judge.judged}
        made |= _told(order, look.notes)
        return {**made, "no_page": order.no_page or _make_page(tell, order)}


def _make_page(tell: Tell, order: Order) -> str:
    """Make the page that a student gets; why it cannot be made, if so."""
    _begin(tell, PAGES)
    try:
        _convert(_Feedback, order, {AUTOGRADED: None, FEEDBACK: None})
    except NotGraded as error:
        return str(error)
    return ""


def _begin(tell: Tell, phase: str) -> None:
    """Tell which phase begins, and give it its processor time."""
    tell({"phase": phase})
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used) + PHASE_SECONDS[phase]
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


class NotGraded(Exception):
    """Why a submission has no verdict, in one line that starts with its file."""


class _Wanted(Exception):
    """The coordinator has the verdicts of these tasks: it is to be asked for them."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(*keys)
        self.keys = keys


class _Watched(BaseConverter):
    """Keeps the error that nbgrader only logs, and the file that it is about."""

    failure: Exception | None = None
    failed_file: str = ""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        with self._watching(""):
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        with self._watching(Path(notebook_filename).name):
            super().convert_single_notebook(notebook_filename)

    @contextmanager
    def _watching(self, file: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.failure, self.failed_file = error, file
            raise


class _Judge:
    """What judging one submission is told, and what was judged: by task's key."""

    def __init__(self, order: Order, tell: Tell, notes: list[str]) -> None:
        self.order = order
        self.tell = tell
        self.notes = notes
        self.judged: list[str] = []  # keys of tasks

    def __deepcopy__(self, memo: object) -> _Judge:
        return self  # nbconvert copies resources, and there is only one of this

    def autograde(self, **kwargs: Any) -> BaseConverter:
        """nbgrader's converter, which hands this on to `SealedExecute`."""
        converter = _Autograde(**kwargs)
        converter.judge = self
        return converter

    def judge(self, task: Task) -> str:
        """The verdict on a task: one of before, or a new one, which is kept."""
        key = task.key
        if key in self.order.verdicts:
            return self.order.verdicts[key]
        if key in self.order.known:
            raise _Wanted([key])
        _begin(self.tell, JUDGING)
        verdict = task.grade()
        _begin(self.tell, TAKING_IN)
        folder = self.order.place / VERDICTS
        folder.mkdir(exist_ok=True)
        (folder / key).write_text(verdict, encoding="utf-8")
        self.judged.append(key)
        return verdict


class _Autograde(_Watched, Autograde):
    judge: _Judge

    def init_single_notebook_resources(self, notebook_filename: str) -> Any:
        resources = super().init_single_notebook_resources(notebook_filename)
        resources["charlm"] = self.judge
        return resources


class _Feedback(_Watched, GenerateFeedback):
    @default("exporter_class")
    def _exporter_class_default(self) -> type:
        return FeedbackExporter


def _convert(
    kind: Callable[..., Any], order: Order, folders: dict[str, Path | None]
) -> None:
    """Run a converter of nbgrader's; `folders` are the steps that it reads and writes.

    They lie in the order's place, under their own names where nothing else is said.
    """
    step = next(iter(folders))
    own = copy.deepcopy(order.config)
    own.CourseDirectory.root = str(order.place)
    own.CourseDirectory.db_url = f"sqlite:///{order.place / GRADED}"
    own.CourseDirectory.assignment_id = order.assignment
    own.CourseDirectory.student_id = order.student
    for name, folder in folders.items():
        place = folder or order.place / name
        own.CourseDirectory[f"{name}_directory"] = str(place.relative_to(order.place))
    converter = kind(coursedir=CourseDirectory(config=own), config=own, force=True)
    try:
        converter.start()
    except Exception as error:
        failure = converter.failure or error
        if isinstance(failure, _Wanted):
            raise failure from None
        file = f"/{converter.failed_file}" if converter.failed_file else ""
        shown = f"{step}/{order.student}/{order.assignment}"
        raise NotGraded(f"{shown}{file}: {_reason(failure)}") from failure


def _reason(failure: Exception) -> str:
    """What happened, in one line for an instructor."""
    told = (str(failure).strip().splitlines() or [""])[0][:MAX_REASON]
    if isinstance(failure, InfrastructureError):
        return f"the grading broke, twice: {told}"
    if isinstance(failure, SQLAlchemyError):
        return f"the gradebook could not be used: {told}"
    if isinstance(failure, NbGraderException):
        return told
    return f"{type(failure).__name__}: {told}"


def _told(order: Order, notes: list[str]) -> dict[str, Any]:
    """What the graded notebooks tell of repairs and of how the criteria ended."""
    notes = list(notes)
    outcomes: Counter[str] = Counter()
    folder = order.place / AUTOGRADED / order.student / order.assignment
    for released in sorted(
        (order.place / "release" / order.assignment).glob("*.ipynb")
    ):
        path = folder / released.name
        if not path.exists():
            continue
        nb = nbformat.read(path, as_version=4)
        notes += nb.metadata.get(METADATA_KEY, {}).get("repairs", [])
        outcomes += _outcomes(nb)
    return {"notes": list(dict.fromkeys(notes)), "outcomes": dict(outcomes)}


def _outcomes(nb: NotebookNode) -> Counter[str]:
    """How the criteria of a notebook ended; only the judge writes test cells."""
    outcomes: Counter[str] = Counter()
    for cell in nb.cells:
        marks = cell.metadata.get("nbgrader", {})
        if not (marks.get("grade") and not marks.get("solution")):
            continue
        for output in cell.get("outputs", []):
            verdict = output.get("metadata", {}).get(METADATA_KEY, {})
            outcomes.update(r["outcome"] for r in verdict.get("results", []))
    return outcomes


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
