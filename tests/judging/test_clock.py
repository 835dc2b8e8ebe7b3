"""Time that counts for a time limit: not the time that a kernel waits for others."""

import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager

import nbformat.v4 as v4
import pytest
from nbformat import NotebookNode

from course.content import default_content
from course.judging.remote_answer import Answer
from course.judging.run import kernels
from course.judging.session import Session, TimeLimits, clock
from course.judging.session.clock import Clock, processors
from course.sandbox import Usage, bubblewrap
from utils.checking import LimitReached

SANDBOXED = bubblewrap.available() is None
QUICK = TimeLimits(cell_seconds=2, call_seconds=1, grace_seconds=1, patience=60)
LAST_RESORT = QUICK.patience * QUICK.call_seconds  # seconds of real time
HOG = "while True: pass"
ANSWERS = """
import time

def work(seconds):
    "Compute until so much processor time of this thread is spent."
    end = time.thread_time() + seconds
    while time.thread_time() < end: pass
    return "done"

def sleep(seconds):
    time.sleep(seconds)

def loop():
    while True: pass
"""


class FakeTime:
    """A machine with four processors, on which time passes as a test says."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.usage = Usage()

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    fake = FakeTime()
    monkeypatch.setattr(clock, "time", fake)
    monkeypatch.setattr(clock, "own_wait", lambda: 0.0)
    monkeypatch.setattr(clock, "processors", lambda: 4)
    return fake


def after(
    machine: FakeTime, seconds: float, spent: float, waited: float
) -> tuple[bool, bool]:
    """Return whether a limit of 10 seconds has passed, and whether others were busy."""
    kept = Clock(patience=5)
    kept.follow(lambda: machine.usage)
    kept.look()
    deadline = kept.deadline(10)
    machine.now += seconds
    machine.usage = Usage(spent, waited)
    return deadline.passed(), kept.met_in_company


def test_time_that_passes_counts(machine: FakeTime):
    assert after(machine, 9, spent=0, waited=0) == (False, False)
    assert after(machine, 11, spent=0, waited=0) == (True, False)


def test_time_that_was_waited_does_not_count(machine: FakeTime):
    assert after(machine, 40, spent=9, waited=31) == (False, False)


def test_a_limit_met_while_others_are_busy_is_met_in_company(machine: FakeTime):
    assert after(machine, 30, spent=11, waited=15) == (True, True)


def test_who_waits_for_itself_alone_is_ended_by_its_processor_time(machine: FakeTime):
    assert after(machine, 10.5, spent=41, waited=9) == (True, False)


def test_the_wall_is_the_last_resort(machine: FakeTime):
    assert after(machine, 51, spent=2, waited=49) == (True, True)


def test_kernels_of_a_notebook_are_added_up(machine: FakeTime):
    kept = Clock(patience=5)
    kept.follow(lambda: Usage(1.0, 2.0))
    kept.look()
    kept.follow(lambda: Usage(10.0, 20.0))
    sample = kept.look(now=True)
    assert (sample.spent, sample.waited) == (11.0, 22.0)


# --- with real kernels ---------------------------------------------------------


@contextmanager
def hogs(count: int) -> Iterator[None]:
    """Start processes that are always busy, each in its own session."""
    running = [
        subprocess.Popen([sys.executable, "-c", HOG], start_new_session=True)
        for _ in range(count)
    ]
    try:
        time.sleep(0.5)
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def notebook(*cells: str) -> NotebookNode:
    sources = [textwrap.dedent(cell) for cell in cells]
    return v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources])


@contextmanager
def answering(nb: NotebookNode) -> Iterator[tuple[Session, Answer]]:
    new_manager = kernels(nb, default_content(), sandboxed=SANDBOXED)
    with Session(nb, new_manager, QUICK) as session:
        session.run(0)
        yield session, Answer(session)


def test_a_call_costs_what_it_computes_however_busy_the_machine():
    with (
        answering(notebook(ANSWERS)) as (session, answer),
        hogs(4 * processors()),
    ):
        start = time.monotonic()
        assert answer.work(0.5) == "done"
        assert time.monotonic() - start > QUICK.call_seconds, "nobody was busy"
        assert not session.met_in_company


def test_a_cell_costs_what_it_computes_however_busy_the_machine():
    nb = notebook(ANSWERS, "print(work(1.0))")
    with answering(nb) as (session, _), hogs(4 * processors()):
        start = time.monotonic()
        session.run(1)
        assert time.monotonic() - start > QUICK.cell_seconds, "nobody was busy"
    assert nb.cells[1].outputs[0].text == "done\n"


def test_a_sleeper_comes_to_its_end_however_busy_the_machine():
    with (
        answering(notebook(ANSWERS)) as (_, answer),
        hogs(4 * processors()),
    ):
        start = time.monotonic()
        with pytest.raises(LimitReached):
            answer.sleep(60)
        assert time.monotonic() - start < LAST_RESORT / 4


def test_a_loop_comes_to_its_end():
    with answering(notebook(ANSWERS)) as (_, answer):
        start = time.monotonic()
        with pytest.raises(LimitReached):
            answer.loop()
        assert time.monotonic() - start < LAST_RESORT / 2


def test_a_loop_beside_others_comes_to_its_end_and_is_known_to_have_had_company():
    with (
        answering(notebook(ANSWERS)) as (session, answer),
        hogs(2 * processors()),
    ):
        start = time.monotonic()
        with pytest.raises(LimitReached):
            answer.loop()
        assert time.monotonic() - start < LAST_RESORT / 2
        assert session.met_in_company


def test_one_that_keeps_itself_waiting_comes_to_its_end():
    """Its threads take the processors from each other, and from nobody else."""
    crowd = ANSWERS + textwrap.dedent("""
        import os

        def crowd(count):
            pids = []
            for _ in range(count):
                pid = os.fork()
                if pid == 0:
                    while True: pass
                pids.append(pid)
            while True: pass
        """)
    with answering(notebook(crowd)) as (_, answer):
        start = time.monotonic()
        with pytest.raises(LimitReached):
            answer.crowd(8)
        assert time.monotonic() - start < LAST_RESORT / 2
