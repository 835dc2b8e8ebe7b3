"""A submission that ran out of time beside busy neighbours is judged again, alone."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from course.authoring.build import build
from course.distributed.dask_pool import TaskResult
from course.distributed.workers import WorkersLost
from course.grading import scheduling, second_tries
from course.grading.grade import Grading
from course.grading.scheduling import SubmissionScheduler
from course.grading.second_tries import SecondTries
from course.judging.session import Session
from course.judging.task import Task
from course.worker.submissions import Submission

MAIN = Path(__file__).parents[2]
LESSON = Path(__file__).parents[1] / "support" / "lesson"
ASSIGNMENT, NOTEBOOK = "00-sums", "sums.ipynb"
CONFIG = """
c.CourseContent.checks = {checks!r}
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "g.db")
c.SealedExecute.sandboxed = False
"""
RIGHT = {
    "double": "def double(x):\n    return 2 * x\n",
    "total": "def total(values):\n    return sum(values)\n",
}


class FakePool:
    """Judges one task at a time; those of `unlucky` are late in the first try."""

    has_room = True

    def __init__(self, unlucky: set[str], breaks_in_second: bool = False) -> None:
        self.submitted: list[str] = []
        self._unlucky = set(unlucky)
        self._breaks = breaks_in_second
        self._running: list[FakeTask] = []

    def submit(self, task) -> None:
        self.submitted.append(task.key)
        self._running.append(task)

    def results(self) -> Iterator[tuple]:
        running, self._running = self._running, []
        for task in running:
            if self._breaks and self.submitted.count(task.key) == 2:
                raise WorkersLost("gone")
            late = task.key in self._unlucky
            self._unlucky.discard(task.key)
            yield task, TaskResult("late" if late else "good", 1.0)


class FakeTask:
    notebook = "sums"

    def __init__(self, key: str) -> None:
        self.key = key


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the verdicts that were cached, by task."""
    kept: dict[str, str] = {}
    monkeypatch.setattr(
        scheduling, "met_in_company", lambda _, verdict: verdict == "late"
    )
    monkeypatch.setattr(scheduling, "find", lambda *_: None)
    monkeypatch.setattr(
        scheduling, "keep", lambda task, verdict, _: kept.update({task.key: verdict})
    )
    return kept


def judged_by(pool: FakePool, root: Path) -> list:
    @contextmanager
    def open_workers():
        yield pool

    students = [
        Submission(name, root / "submitted" / name) for name in ("ann", "bob", "cid")
    ]
    scheduler = SubmissionScheduler(
        root,
        open_workers,
        lambda submission: {submission.student: FakeTask(submission.student)},
    )
    return list(scheduler.judged(students))


def test_a_pool_tries_the_unlucky_again_when_all_others_are_done(tmp_path, kept):
    pool = FakePool({"ann"})
    judged = judged_by(pool, tmp_path)
    assert [one.submission.student for one in judged] == ["bob", "cid", "ann"]
    assert pool.submitted == ["ann", "bob", "cid", "ann"]
    assert judged[-1].verdicts == {"ann": "good"}
    assert judged[-1].tried_again


def test_the_lucky_are_judged_once(tmp_path, kept):
    pool = FakePool(set())
    judged_by(pool, tmp_path)
    assert pool.submitted == ["ann", "bob", "cid"]


def test_a_pool_that_is_lost_meanwhile_costs_nobody_a_verdict(tmp_path, kept):
    judged = judged_by(FakePool({"ann"}, breaks_in_second=True), tmp_path)
    assert sorted(one.submission.student for one in judged) == ["ann", "bob", "cid"]
    assert not judged[-1].tried_again  # so it is tried here


def test_all_second_tries_share_one_budget():
    tries: SecondTries[str] = SecondTries(seconds=-1)
    tries.hold("ann")
    tries.hold("bob")
    assert list(tries.take()) == [("ann", False), ("bob", False)]


# --- with a course -------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "course"
    shutil.copytree(LESSON / "source", root / "source")
    text = (MAIN / "nbgrader_config.py").read_text(encoding="utf-8")
    text += CONFIG.format(checks=str(LESSON / "checks"))
    (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    build(root)
    for student in ("ann", "bob"):
        nb = nbformat.read(root / "release" / ASSIGNMENT / NOTEBOOK, as_version=4)
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            cell.source = RIGHT.get(name, cell.source)
        path = root / "submitted" / student / ASSIGNMENT / NOTEBOOK
        path.parent.mkdir(parents=True)
        nbformat.write(nb, path)
    return root


@pytest.fixture
def unlucky(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list to fill: whether each notebook, in turn, is late; then none is."""
    luck: list[bool] = []
    tried: list[bool] = []

    def met(_: Session) -> bool:
        tried.append(luck.pop(0) if luck else False)
        return tried[-1]

    monkeypatch.setattr(Session, "met_in_company", property(met))
    for module in ("judging.task", "grading.up_to_date"):
        monkeypatch.setattr(f"course.{module}.changed_since_start", lambda *_: False)
    return luck


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    judged: list[str] = []
    grade = Task.grade
    monkeypatch.setattr(
        Task, "grade", lambda task: judged.append(task.notebook) or grade(task)
    )
    return judged


def test_without_a_pool_the_unlucky_comes_last_and_is_judged_twice(
    root, unlucky, judged
):
    unlucky += [True, False, False]
    rows = list(Grading(root, ASSIGNMENT).rows())
    assert [(row.student, row.total) for row in rows] == [("bob", 100), ("ann", 100)]
    assert len(judged) == 3
    assert all(row.unchanged for row in Grading(root, ASSIGNMENT).rows())


def test_who_meets_it_again_is_looked_at_anew_in_the_next_run(root, unlucky, judged):
    unlucky += [True, False, True]
    assert len(list(Grading(root, ASSIGNMENT).rows())) == 2
    rows = {row.student: row.unchanged for row in Grading(root, ASSIGNMENT).rows()}
    assert rows == {"ann": False, "bob": True}
    assert len(judged) == 4


def test_when_the_budget_is_used_up_the_first_verdict_stays(
    root, unlucky, judged, monkeypatch
):
    monkeypatch.setattr(second_tries.SecondTries.__init__, "__defaults__", (-1.0,))
    unlucky += [True, False]
    rows = list(Grading(root, ASSIGNMENT).rows())
    assert [row.total for row in rows] == [100, 100] and len(judged) == 2
