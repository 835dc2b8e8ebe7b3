"""A class graded by several workers of this machine, on one server."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from support.mini_course import MiniCourse
from support.sums import RIGHT, sums
from typer.testing import CliRunner

from course.cli import app
from course.distributed.local_pool import open_local_pool
from course.distributed.workers import Workers
from course.errors import GradeError
from course.grading.grade import Grading
from course.worker.process import WorkerEnded, WorkerServer

ANSWERS = {
    "ann": RIGHT,
    "bob": {},
    "cid": RIGHT | {"double": "def double(x):\n    return 8\n"},
}
DESERVED = {"ann": 100, "bob": 0, "cid": 60}
STOPPED = "stopped; the same command continues from here\n"
SLOW = "open({there!r}, 'w').close()\nimport time\ntime.sleep(600)\n"


class Submission:
    """A job whose order is a number."""

    def __init__(self, order: int) -> None:
        self.order = order
        self.outcome: dict = {}
        self.seconds = 0.0


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    built = sums(tmp_path_factory.mktemp("built") / "a course").build()
    for student, answers in ANSWERS.items():
        built.hand_in(student, answers)
    return built


@pytest.fixture
def small(built: MiniCourse) -> MiniCourse:
    return built.copy(built.root.with_name("small"))


def test_everybody_gets_what_they_deserve_and_one_server_serves_all(small, monkeypatch):
    started = []
    start = WorkerServer._started

    def counted(server: WorkerServer):
        control = start(server)
        started.append(id(control))
        return control

    monkeypatch.setattr(WorkerServer, "_started", counted)
    grading = Grading(small.root, small.assignment, workers=Workers(2))
    assert {row.student: row.total for row in grading.rows()} == DESERVED
    assert len(set(started)) == 1


def test_jobs_are_done_beside_each_other_and_there_is_room_for_one_more():
    def slow(server, order):
        time.sleep(0.2)
        return {"order": order}

    with open_local_pool(2, slow) as pool:
        jobs = [Submission(number) for number in range(3)]
        for job in jobs:
            assert pool.has_room
            pool.submit(job)
        assert not pool.has_room
        done = []
        while len(done) < 3:
            done += pool.results()
    assert sorted(job.outcome["order"] for job in done) == [0, 1, 2]
    assert all(0 < job.seconds < 10 for job in done)


def test_what_still_runs_at_the_end_is_ended_and_starts_no_server():
    refused = []

    def waits_for_the_end(server, order):
        while True:
            try:
                with suppress(WorkerEnded):
                    server.warm_up("nothing", time.sleep, 0)
            except RuntimeError as error:
                refused.append(str(error))
                raise
            time.sleep(0.01)

    with open_local_pool(1, waits_for_the_end) as pool:
        pool.submit(Submission(1))
    assert refused == ["the pool is closed"]


def test_without_a_number_there_is_a_worker_for_each_core(small, monkeypatch):
    def told(workers: int) -> None:
        raise GradeError(f"{workers} workers")

    monkeypatch.setattr("course.distributed.workers.cores", lambda: 3)
    monkeypatch.setattr("course.grading.grade.open_local_pool", told)
    command = ["grade", "--course-dir", str(small.root)]
    assert CliRunner().invoke(app, command).stderr == "3 workers\n"


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
@pytest.mark.slow
def test_it_is_quiet_and_ends_on_ctrl_c(small: MiniCourse, tmp_path: Path):
    """One submission never ends: the others are graded, then the command is stopped."""
    there = tmp_path / "there"
    small.hand_in("zoe", RIGHT | {"double": SLOW.format(there=str(there))})
    command = [sys.executable, "-m", "course.cli", "grade", "--workers", "2"]
    with subprocess.Popen(
        [*command, "--course-dir", str(small.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        graded = small.root / "feedback" / "cid"
        wait_for(lambda: there.exists() and graded.exists(), process)
        family = psutil.Process(process.pid).children(recursive=True)
        os.killpg(process.pid, signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (stdout, stderr) == ("", STOPPED)
    assert len(family) >= 3 and psutil.wait_procs(family, timeout=30)[1] == []
    assert not list((small.root / ".course").glob("grading-*"))
    shutil.rmtree(small.root / "submitted" / "zoe")
    again = small.run("grade", "--workers", "1")
    assert (again.exit_code, again.stderr) == (0, "")
    assert "3 of 3 graded" in again.stdout


def wait_for(condition, process: subprocess.Popen) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.05)
