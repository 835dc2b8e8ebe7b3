"""Honest answers get the same points on a busy machine as on a quiet one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from arena import Arena, Attack, bank, honest
from attacked import LETTERS, TENSORS, Lesson
from test_bank import place_for_a_class

from course.sandbox import bubblewrap

HOGS = ("crowds_out_the_others", "keeps_itself_waiting", "waits_on_purpose")
BUSY = 4 * (os.cpu_count() or 1)  # processes that have nothing to do with grading
# The limits are tight, as for attacks, and these answers use a good part of them.
SLOW_BUT_RIGHT = """
import time

def softmax(scores):
    import numpy as np
    end = time.thread_time() + 0.4
    while time.thread_time() < end:
        pass
    weights = np.exp(scores - np.max(scores))
    return weights / weights.sum()
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bubblewrap.available() is not None,
        reason=f"attacks never run without a sandbox: {bubblewrap.available()}",
    ),
]


@contextmanager
def busy(count: int) -> Iterator[None]:
    command = [sys.executable, "-c", "while True: pass"]
    running = [subprocess.Popen(command, start_new_session=True) for _ in range(count)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def students(lesson: Lesson) -> list[Attack]:
    """Return honest students, fast and slow, and those who hog the processors."""
    found = honest(2, lesson)
    if lesson is LETTERS:
        slow = tuple({**lesson.right, "softmax": SLOW_BUT_RIGHT}.items())
        found += [Attack("zz-honest", "slow", "", 100.0, slow)]
        found += [attack for attack in bank(lesson) if attack.name in HOGS]
    return found


def grade(arena: Arena) -> None:
    words = ("grade", arena.lesson.assignment, "--workers", "2")
    with arena.started("course.cli", *words) as grader:
        try:
            assert grader.wait(900) == 0, arena.log.read_text(encoding="utf-8")[-2000:]
        finally:
            grader.kill()


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("lesson", [LETTERS, TENSORS], ids=["letters", "tensors"])
def test_honest_answers_lose_nothing_on_a_busy_machine(lesson: Lesson, attempt: int):
    with place_for_a_class(lesson) as (_, _, arena), busy(BUSY):
        handed_in = students(lesson)
        for student in handed_in:
            arena.hand_in(student)
        grade(arena)
        grades = arena.grades()
    found = {one.student: grades[one.student].total for one in handed_in}
    assert found == {one.student: one.earns for one in handed_in}
