"""A submission that ran out of time beside busy neighbours is judged again, alone."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
from traitlets.config import Config

from course.authoring.build import build
from course.content import default_content
from course.distributed.workers import WorkersLost
from course.grading import scheduling, second_tries
from course.grading.grade import Grading
from course.grading.job import Job
from course.grading.scheduling import JobScheduler
from course.grading.second_tries import SecondTries
from course.worker.order import Order
from course.worker.process import WorkerServer

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
    """Does one job at a time; those of `unlucky` are late in the first try."""

    has_room = True

    def __init__(self, unlucky: set[str], breaks_in_second: bool = False) -> None:
        self.submitted: list[str] = []
        self._unlucky = set(unlucky)
        self._breaks = breaks_in_second
        self._running: list[Job] = []

    def submit(self, job: Job) -> None:
        self.submitted.append(job.student)
        self._running.append(job)

    def results(self) -> Iterator[Job]:
        running, self._running = self._running, []
        for job in running:
            if self._breaks and self.submitted.count(job.student) == 2:
                raise WorkersLost("gone")
            job.outcome = {"met_in_company": job.student in self._unlucky}
            self._unlucky.discard(job.student)
            yield job


class NoVerdicts:
    """Stands for the jobs of an assignment without a cache."""

    def add_verdicts(self, job: Job) -> bool:
        return False


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of students who are graded without the pool."""
    here: list[str] = []

    def carry_out(_: WorkerServer, order: Order, **how: bool) -> dict[str, Any]:
        here.append(order.student)
        return {}

    monkeypatch.setattr(scheduling, "carry_out", carry_out)
    return here


def done_by(pool: FakePool) -> list[Job]:
    @contextmanager
    def open_pool():
        yield pool

    content = default_content()
    orders = [
        Order(Path(), Config(), content, ASSIGNMENT, name)
        for name in ("ann", "bob", "cid")
    ]
    scheduler = JobScheduler(NoVerdicts(), open_pool)
    return list(scheduler.carried_out(Job(order, "") for order in orders))


def test_a_pool_tries_the_unlucky_again_when_all_others_are_done(here):
    pool = FakePool({"ann"})
    done = done_by(pool)
    assert [job.student for job in done] == ["bob", "cid", "ann"]
    assert pool.submitted == ["ann", "bob", "cid", "ann"]
    assert not done[-1].met_in_company and not here


def test_the_lucky_are_judged_once(here):
    pool = FakePool(set())
    done_by(pool)
    assert pool.submitted == ["ann", "bob", "cid"] and not here


def test_a_pool_that_is_lost_meanwhile_costs_nobody_a_verdict(here):
    done = done_by(FakePool({"ann"}, breaks_in_second=True))
    assert sorted(job.student for job in done) == ["ann", "bob", "cid"]
    assert here == ["ann"]


def test_all_second_tries_share_one_budget():
    tries = SecondTries[str](len, seconds=-1)
    tries.hold("ann")
    tries.hold("bob")
    assert list(tries.take()) == [("ann", False), ("bob", False)]


def test_who_was_hardly_late_is_tried_before_who_takes_long():
    tries = SecondTries[str](len)
    for name in ("endless", "ann", "slow"):
        tries.hold(name)
    assert [name for name, _ in tries.take()] == ["ann", "slow", "endless"]


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


@dataclass
class Luck:
    """Whether each notebook, in turn, meets a limit in company; then none does."""

    late: list[bool] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)


@pytest.fixture
def luck(monkeypatch: pytest.MonkeyPatch) -> Luck:
    luck = Luck()
    carry_out = scheduling.carry_out

    def carried_out(server: WorkerServer, order: Order, **how: bool) -> dict[str, Any]:
        outcome = carry_out(server, order, **how)
        if outcome.get("judged"):
            luck.judged.append(order.student)
            if luck.late and luck.late.pop(0):
                return {**outcome, "judged": [], "met_in_company": True}
        return outcome

    monkeypatch.setattr(scheduling, "carry_out", carried_out)
    for module in ("jobs", "up_to_date"):
        name = f"course.grading.{module}.changed_since_start"
        monkeypatch.setattr(name, lambda *_: False)
    return luck


def test_without_a_pool_the_unlucky_comes_last_and_is_judged_twice(root, luck):
    luck.late += [True, False, False]
    rows = list(Grading(root, ASSIGNMENT).rows())
    assert [(row.student, row.total) for row in rows] == [("bob", 100), ("ann", 100)]
    assert len(luck.judged) == 3
    assert all(row.unchanged for row in Grading(root, ASSIGNMENT).rows())


@pytest.mark.slow
def test_who_meets_it_again_is_looked_at_anew_in_the_next_run(root, luck):
    luck.late += [True, False, True]
    assert len(list(Grading(root, ASSIGNMENT).rows())) == 2
    rows = {row.student: row.unchanged for row in Grading(root, ASSIGNMENT).rows()}
    assert rows == {"ann": False, "bob": True}
    assert len(luck.judged) == 4


def test_when_the_budget_is_used_up_the_first_verdict_stays(root, luck, monkeypatch):
    monkeypatch.setattr(second_tries.SecondTries.__init__, "__defaults__", (-1.0,))
    luck.late += [True, False]
    rows = list(Grading(root, ASSIGNMENT).rows())
    assert [row.total for row in rows] == [100, 100] and len(luck.judged) == 2
