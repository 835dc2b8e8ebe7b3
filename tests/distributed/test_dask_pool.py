"""A class graded by a pool of workers: same verdicts, whatever happens to the workers.

One cluster of two workers serves most tests. In its workers, an answer with KILL-ALWAYS
ends the process that grades it; one with KILL-ONCE ends only the first such process.
"""

import shutil
import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import LocalCluster
from support.mini_course import MiniCourse
from support.sums import RIGHT, sums
from support.waiting import wait_until
from typer.testing import Result

from course.content import content_of
from course.distributed import dask_cluster as cluster
from course.distributed import dask_pool as pool
from course.distributed.dask_pool import DaskPool
from course.distributed.workers import Workers
from course.errors import GradeError
from course.folder import course_config
from course.grading import scheduling
from course.grading.grade import Grading
from course.grading.job import Job
from course.grading.results import Row
from course.worker.order import Order
from course.worker.process import WorkerServer

PRELOAD = """
import os

import course.distributed.dask_pool as pool
from course.worker.order import SUBMITTED

carry_out = getattr(pool, "harmless", pool.carry_out)
pool.harmless = carry_out  # this may run twice

def deadly(server, order):
    folder = order.place / SUBMITTED / order.student / order.assignment
    code = (folder / "sums.ipynb").read_text(encoding="utf-8")
    once = {once!r}
    if "KILL-ONCE" in code and not os.path.exists(once):
        open(once, "w").close()
        os._exit(1)
    if "KILL-ALWAYS" in code:
        os._exit(1)
    return carry_out(server, order)

pool.carry_out = deadly
"""
ANSWERS = {
    "ann": RIGHT,
    "bob": {},
    "cid": RIGHT | {"double": "def double(x):\n    return 8\n"},
    "eve": RIGHT | {"double": "# KILL-ALWAYS\n"},
}
DESERVED = {"ann": 100, "bob": 0, "cid": 60, "eve": None}
HARMLESS = ("ann", "bob", "cid")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder where Dask's workers keep what they work on."""
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory, scratch: Path) -> Iterator[str]:
    """Start a cluster, as somebody else would; yield its address."""
    folder = tmp_path_factory.mktemp("preload")
    path = folder / "preload.py"
    text = PRELOAD.format(once=str(folder / "once"))
    path.write_text(text, encoding="utf-8")
    options = {
        "distributed.worker.preload": [str(path)],
        "distributed.scheduler.allowed-failures": 0,
    }
    with (
        dask.config.set(options),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            local_directory=str(scratch),
        ) as running,
    ):
        yield running.scheduler_address


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    return sums(tmp_path_factory.mktemp("built") / "a course").build()


@pytest.fixture(scope="module")
def graded_here() -> Iterator[list[str]]:
    """Yield the list of students who are graded outside the pool."""
    graded: list[str] = []
    carry_out = scheduling.carry_out

    def counted(server: WorkerServer, order: Order, **how: bool) -> dict[str, Any]:
        graded.append(order.student)
        return carry_out(server, order, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scheduling, "carry_out", counted)
        yield graded


@pytest.fixture(scope="module")
def graded(built: MiniCourse, scheduler: str, graded_here: list[str]) -> dict[str, Row]:
    """Grade the class on the cluster; none outside of it."""
    for student, answers in ANSWERS.items():
        built.hand_in(student, answers)
    rows = rows_of(built, Workers(scheduler=scheduler))
    assert graded_here == []
    return rows


@pytest.fixture
def small(built: MiniCourse) -> MiniCourse:
    """Return the course with three harmless submissions, not graded."""
    made = ("submitted", "autograded", "feedback", ".course")
    small = built.copy(built.root.with_name("small"), *made)
    for student in HARMLESS:
        small.hand_in(student, ANSWERS[student])
    small.forget_students()
    return small


def rows_of(course: MiniCourse, workers: Workers) -> dict[str, Row]:
    grading = Grading(course.root, course.assignment, workers=workers)
    return {row.student: row for row in grading.rows()}


def totals(rows: dict[str, Row]) -> dict[str, float | None]:
    return {student: row.total for student, row in rows.items()}


def grade(course: MiniCourse, *options: str) -> Result:
    return course.run("grade", *options)


def forbidden(*_: object) -> str:
    raise AssertionError("this was to be done elsewhere, or not at all")


@pytest.mark.parametrize("student", DESERVED)
def test_everybody_gets_what_they_deserve(graded, student):
    assert graded[student].total == DESERVED[student]


def test_a_submission_that_kills_its_worker_twice_is_set_aside(graded):
    problem = graded["eve"].problem
    assert problem.startswith("submitted/eve/00-sums: the grading broke")
    assert "its worker died, twice" in problem


def test_a_worker_that_died_leaves_no_submission_behind(graded, scratch):
    assert list(scratch.rglob("worker-*")), "this is where workers work"
    # Dask removes it when it has noticed the end, maybe after the class is graded.
    wait_until(lambda: not list(scratch.rglob("gradebook.db")))


def test_who_was_set_aside_has_no_grade(graded, built):
    with built.gradebook() as gradebook:
        students = {
            s.student.id for s in gradebook.assignment_submissions(built.assignment)
        }
    assert students == {"ann", "bob", "cid"}


@pytest.mark.slow
def test_a_submission_that_kills_its_worker_once_is_graded(small, scheduler):
    deadly = "# KILL-ONCE\ndef double(x):\n    return x + x\n"
    small.hand_in("dan", RIGHT | {"double": deadly})
    assert rows_of(small, Workers(scheduler=scheduler))["dan"].total == 100


def test_one_process_without_a_cluster_gives_the_same_scores(graded, small):
    serial = rows_of(small, Workers())
    assert {s: serial[s].scores for s in HARMLESS} == {
        s: graded[s].scores for s in HARMLESS
    }


def test_a_rerun_judges_nobody_again(graded, built, tmp_path, scheduler, monkeypatch):
    again = built.copy(tmp_path / "again")
    shutil.rmtree(again.root / "submitted" / "eve")
    monkeypatch.setattr(DaskPool, "submit", forbidden)
    rows = rows_of(again, Workers(scheduler=scheduler))
    assert len(rows) == 3 and all(row.unchanged for row in rows.values())


def test_files_that_change_meanwhile_stop_nobody(
    small, scheduler, graded_here, monkeypatch
):
    monkeypatch.setattr("course.grading.jobs.changed_since_start", lambda *_: True)
    before = len(graded_here)
    rows = rows_of(small, Workers(scheduler=scheduler))
    assert totals(rows) == {s: DESERVED[s] for s in HARMLESS}
    assert (
        len(graded_here) == before and not (small.root / ".course" / "cache").exists()
    )


def test_a_submission_that_changes_while_it_is_graded_is_graded_as_it_was(
    small, scheduler, monkeypatch
):
    submit = DaskPool.submit

    def submit_late(own: DaskPool, job: Job) -> None:
        if job.student == "bob":
            small.hand_in("bob", RIGHT)
        submit(own, job)

    with monkeypatch.context() as patch:
        patch.setattr(DaskPool, "submit", submit_late)
        rows = rows_of(small, Workers(scheduler=scheduler))
    assert totals(rows) == {"ann": 100, "bob": 0, "cid": 60}
    again = rows_of(small, Workers(scheduler=scheduler))
    assert again["bob"].total == 100 and again["ann"].unchanged


def test_the_time_of_a_submission_is_recorded(small, scheduler):
    path = small.path("submitted", "ann")
    path.with_name("timestamp.txt").write_text("2026-01-02 03:04:05 UTC\n", "utf-8")
    rows_of(small, Workers(scheduler=scheduler))
    with small.gradebook() as gradebook:
        submission = gradebook.find_submission(small.assignment, "ann")
        assert submission.timestamp.isoformat() == "2026-01-02T03:04:05"


def test_workers_of_another_version_are_refused_by_name(small, scheduler, monkeypatch):
    here = cluster.version(content_of(small.root, course_config(small.root)), "sums")
    monkeypatch.setattr(cluster, "version", lambda *_: here | {"checks": "other"})
    with pytest.raises(GradeError) as refused:
        rows_of(small, Workers(scheduler=scheduler))
    assert "tcp://127.0.0.1" in str(refused.value)
    assert "another version of checks" in str(refused.value)


def test_an_unreachable_scheduler_is_one_line(small, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{unused.getsockname()[1]}"
        refused = grade(small, "--scheduler", address)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"no scheduler at {address}: ")
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize("address", ["nonsense", "http://127.0.0.1:1", "tls://x:1"])
def test_an_address_that_is_none_is_one_line(small, monkeypatch, address):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    refused = grade(small, "--scheduler", address)
    assert refused.exit_code == 1 and len(refused.stderr.splitlines()) == 1


def test_a_scheduler_without_workers_is_one_line(small, monkeypatch):
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 0.1)
    with LocalCluster(n_workers=0, dashboard_address=None) as empty:
        refused = grade(small, "--scheduler", empty.scheduler_address)
    told = f"the scheduler at {empty.scheduler_address} has no workers\n"
    assert (refused.exit_code, refused.stderr) == (1, told)


def test_a_scheduler_that_goes_away_leaves_the_rest_to_this_process(small, monkeypatch):
    lost = LocalCluster(n_workers=1, processes=False, dashboard_address=None)
    submit = DaskPool.submit

    def submit_and_lose(self: DaskPool, job: Job) -> None:
        submit(self, job)
        lost.loop.add_callback(lost.scheduler.close)

    monkeypatch.setattr(DaskPool, "submit", submit_and_lose)
    graded = grade(small, "--scheduler", lost.scheduler_address)
    with suppress(TimeoutError):
        lost.close(timeout=0.1)
    assert graded.exit_code == 0 and "3 of 3 graded" in graded.stdout
    assert "the rest was graded on this machine alone: " in graded.stdout


def test_nothing_of_the_secret_goes_to_a_worker(small, scheduler, monkeypatch):
    sent: list[bytes] = []
    packed = pool.pack

    def seen(folder: Path, names: Iterable[str]) -> bytes:
        sent.extend(p.read_bytes() for p in folder.rglob("*") if p.is_file())
        return packed(folder, names)

    monkeypatch.setattr(pool, "pack", seen)
    rows_of(small, Workers(scheduler=scheduler))
    secret = (small.root / ".course" / "secret").read_bytes()
    assert sent and not any(secret in data for data in sent)
