"""A function in a process of its own: its result comes back, its faults stay there."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support import jobs

from course.worker.process import ProcessLimits, WorkerEnded, WorkerServer

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="processes are limited on Linux only"
)


TESTS = str(Path(jobs.__file__).parents[1])


@pytest.fixture(scope="module", autouse=True)
def path() -> Iterator[None]:
    """The functions of these tests can be imported by a server, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", TESTS, prepend=os.pathsep)
        yield


@pytest.fixture(scope="module")
def server(path: None) -> Iterator[WorkerServer]:
    with WorkerServer() as running:
        running.begin()
        yield running


def test_what_a_function_returns_comes_back(server):
    assert server.run(jobs.add, 2, 3) == 5


def test_a_server_that_was_begun_is_the_one_that_works(server):
    begun = server._process
    server.begin()
    assert server.run(jobs.parent) == begun.pid


def test_a_server_starts_its_zygotes_before_it_imports_nbgrader():
    code = "import sys, course.worker.process.server; print('nbgrader' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_each_call_has_a_process_of_its_own(server):
    here = {os.getpid(), server.run(jobs.number), server.run(jobs.number)}
    assert len(here) == 3


def test_threads_run_functions_at_the_same_time(server, tmp_path):
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    with ThreadPoolExecutor(2) as threads:
        found = threads.map(
            lambda names: server.run(jobs.meet, *names), [(one, two), (two, one)]
        )
        assert [*found] == [one, two]


def test_a_thread_whose_process_is_killed_costs_no_other_thread_anything(server):
    def ended(number: int) -> int | str:
        try:
            return (
                server.run(jobs.add, number, 1) if number % 2 else server.run(jobs.kill)
            )
        except WorkerEnded as why:
            return str(why)

    with ThreadPoolExecutor(4) as threads:
        found = [*threads.map(ended, range(8))]
    assert found[1::2] == [2, 4, 6, 8] and all("-9" in str(why) for why in found[::2])


def test_an_error_of_the_function_is_told_in_a_line(server):
    with pytest.raises(WorkerEnded, match=r"^ValueError: no luck$"):
        server.run(jobs.fail, "no luck\nat all")


def test_a_process_that_ends_is_told_with_its_last_progress(server):
    with pytest.raises(WorkerEnded, match="status 7") as ended:
        server.run(jobs.end, 7)
    assert ended.value.progress == {"at": "the end"}


def test_a_process_that_is_killed_costs_nobody_else_anything(server):
    with pytest.raises(WorkerEnded, match="-9"):
        server.run(jobs.kill)
    assert server.run(jobs.add, 1, 1) == 2


def test_memory_is_limited(server):
    limits = ProcessLimits(memory_bytes=1 << 30)
    with pytest.raises(WorkerEnded, match="too much memory"):
        server.run(jobs.hoard, 2 << 30, limits=limits)


def test_processor_time_is_limited_also_in_one_call_of_c(server):
    limits = ProcessLimits(cpu_seconds=1)
    with pytest.raises(WorkerEnded, match="too much processor time"):
        server.run(jobs.compute, limits=limits)


def test_a_sleeper_ends_when_its_time_is_up(server):
    start = time.monotonic()
    with pytest.raises(WorkerEnded, match=r"more than 0\.3 seconds"):
        server.run(jobs.sleep, 60, limits=ProcessLimits(wall_seconds=0.3))
    assert time.monotonic() - start < 20


def test_a_result_that_is_too_big_is_refused(server):
    with pytest.raises(WorkerEnded, match="too big"):
        server.run(jobs.much, 10_000, limits=ProcessLimits(result_bytes=1000))


def test_a_file_cannot_grow_beyond_its_limit(server, tmp_path):
    limits = ProcessLimits(file_bytes=1000)
    with pytest.raises(WorkerEnded):
        server.run(jobs.write, str(tmp_path / "big"), 10_000, limits=limits)
    assert (tmp_path / "big").stat().st_size <= 1000


def test_a_child_of_a_process_ends_with_it(server):
    child = server.run(jobs.leave_a_child)
    end = time.monotonic() + 10
    while Path(f"/proc/{child}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()


def test_a_server_that_was_killed_is_started_anew():
    with WorkerServer() as server:
        first = server.run(jobs.parent)
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
        assert server.run(jobs.parent) != first


def test_a_server_ends_with_the_process_that_started_it():
    code = (
        "from course.worker.process import WorkerServer\n"
        "from support import jobs\n"
        "server = WorkerServer()\n"
        "print(server.run(jobs.parent), flush=True)\n"
        "input()\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as starter:
        number = int(starter.stdout.readline())
        starter.kill()
    end = time.monotonic() + 10
    while Path(f"/proc/{number}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{number}").exists()
