"""How long a family of processes had to wait, and what a kernel reports of it."""

import pytest
from support.kernels import needs_bubblewrap, running

from course.sandbox.zygote import processor_time
from course.sandbox.zygote.processor_time import Lost, Sessions, Waiting
from course.sandbox.zygote.resource_monitor import Process

SECOND = 10**9


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> dict[int, dict[str, int]]:
    """Return how long each thread of each process has waited, in nanoseconds."""
    waited: dict[int, dict[str, int]] = {}
    monkeypatch.setattr(processor_time, "_threads", lambda n: waited[n].items())
    return waited


def test_threads_that_wait_side_by_side_count_once(threads):
    threads |= {1: {"1": 0, "2": 0}, 7: {"7": 0}}
    waiting = Waiting()
    waiting.look([1, 7])
    threads |= {1: {"1": 2 * SECOND, "2": 3 * SECOND}, 7: {"7": SECOND}}
    assert waiting.look([1, 7]) == pytest.approx(3)


def test_threads_that_wait_in_turns_are_added_up(threads):
    threads |= {1: {"1": 0, "2": 0}}
    waiting = Waiting()
    waiting.look([1])
    threads[1] = {"1": SECOND, "2": 0}
    waiting.look([1])
    threads[1] = {"1": SECOND, "2": SECOND}
    assert waiting.look([1]) == pytest.approx(2)


def test_a_thread_that_has_ended_takes_nothing_back(threads):
    threads |= {1: {"1": 0, "2": 5 * SECOND}}
    waiting = Waiting()
    before = waiting.look([1])
    threads[1] = {"1": 0}
    assert waiting.look([1]) == before


def looked(*samples: dict[int, Process]) -> float:
    """Return what is lost by the end of samples, one every tenth of a second."""
    lost = Lost()
    return [lost.look(s, number / 10) for number, s in enumerate(samples)][-1]


def process(seconds: float, inherited: float = 0.0, runs: bool = False) -> Process:
    return Process(1, seconds=seconds, inherited=inherited, runs=runs)


def test_the_time_of_a_child_that_nobody_waits_for_is_lost():
    parent, child = process(1.0), process(5.0)
    assert looked({1: parent, 2: child}, {1: parent}, {1: parent}) == 5.0


def test_a_child_that_was_running_may_have_run_until_the_next_sample():
    parent, child = process(1.0), process(0.0, runs=True)
    assert looked({1: parent, 2: child}, {1: parent}, {1: parent}) == pytest.approx(0.1)


@pytest.mark.parametrize("late", [False, True], ids=["at once", "read too early"])
def test_the_time_that_a_parent_inherits_is_not_lost(late: bool):
    before, after = process(1.0), process(6.2, inherited=5.2)
    child = process(5.0, runs=True)
    then = before if late else after
    assert looked({1: before, 2: child}, {1: then}, {1: after}, {1: after}) == 0


def test_what_is_not_counted_is_no_waiting(tmp_path):
    assert processor_time._waited(str(tmp_path / "schedstat")) == 0


def test_a_session_is_lowered_once(tmp_path, monkeypatch):
    written = []

    class Recorder:
        def __init__(self, path: str) -> None:
            self._path = path

        def write_text(self, text: str, encoding: str) -> None:
            written.append((self._path, text))

    monkeypatch.setattr(processor_time, "Path", Recorder)
    sessions = Sessions()
    sessions.lower([(30, 31), (30, 32)])
    sessions.lower([(30, 32), (40, 41)])
    assert written == [("/proc/31/autogroup", "19"), ("/proc/41/autogroup", "19")]


@needs_bubblewrap
@pytest.mark.parametrize("sandboxed", [True, False])
def test_a_kernel_tells_what_it_has_spent(sandboxed: bool):
    with running(sandboxed=sandboxed) as kernel:
        before = kernel.manager.usage()
        kernel.run("""
        import os, time
        if os.fork() == 0:
            while time.thread_time() < 0.5: pass
            os._exit(0)
        os.wait()
        """)
        after = kernel.manager.usage()
        assert 0.4 < after.spent - before.spent < 5
        assert after.waited >= before.waited
    assert kernel.manager.usage().spent >= after.spent  # known after its end, too
