"""Kills at random moments, and a full disk: no grade is lost, and a rerun finishes."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from arena import Arena, Attack
from attacked import ASSIGNMENT, RIGHT

from course.sandbox import bubblewrap

pytestmark = pytest.mark.skipif(
    bubblewrap.available() is not None,
    reason=f"no sandbox here: {bubblewrap.available()}",
)

SLOWLY = ("", "import time\n\ntime.sleep(0.3)\n")
CLASS = [
    Attack("class", "all", "", 100, (SLOWLY, *RIGHT.items())),
    Attack("class", "softmax", "", 50, (SLOWLY, ("softmax", RIGHT["softmax"]))),
    Attack("class", "generate", "", 50, (SLOWLY, ("generate", RIGHT["generate"]))),
    Attack("class", "nothing", "", 0, (SLOWLY,)),
]
DESERVED = {student.student: student.earns for student in CLASS}
SECONDS = 9.0  # about as long as grading this class takes
KILLS = 10


@pytest.fixture
def arena() -> Iterator[Arena]:
    place = Path(tempfile.mkdtemp(prefix="rob-"))
    made = arena_in(place)
    yield made
    shutil.rmtree(place, ignore_errors=True)


def arena_in(place: Path) -> Arena:
    arena = Arena(place / "course")
    arena.build()
    for student in CLASS:
        arena.hand_in(student)
    return arena


def grade(arena: Arena) -> int:
    return arena.started("course.cli", "grade", ASSIGNMENT).wait(120)


def totals(arena: Arena) -> dict[str, float | None]:
    return {student: found.total for student, found in arena.grades().items()}


def below(pid: int) -> list[psutil.Process]:
    """Return the sandbox, the zygote and the kernels of a grader."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def hit_below(
    grader: subprocess.Popen[bytes], moments: random.Random, most: int
) -> int:
    """Kill what a grader has started, now and then; return how many were killed."""
    killed = 0
    while grader.poll() is None:
        time.sleep(moments.uniform(0.1, 0.8))
        victims = below(grader.pid)
        if victims and killed < most:
            with contextlib.suppress(psutil.NoSuchProcess):
                moments.choice(victims).kill()
                killed += 1
    return killed


@pytest.mark.slow
def test_the_grader_may_be_killed_at_any_moment(arena: Arena):
    moments = random.Random(7)
    for _ in range(10):
        grader = arena.started("course.cli", "grade", ASSIGNMENT)
        time.sleep(moments.uniform(0.5, 0.6 * SECONDS))
        before = totals(arena)
        grader.send_signal(signal.SIGKILL)
        grader.wait()
        assert arena.integrity() == "ok"
        after = totals(arena)
        assert all(after[s] == t for s, t in before.items() if t is not None)
        assert all(t in (None, DESERVED[s]) for s, t in after.items())
    assert grade(arena) == 0
    assert totals(arena) == DESERVED


@pytest.mark.slow
def test_kernels_and_zygotes_may_be_killed_at_any_moment(arena: Arena):
    moments = random.Random(8)
    killed = 0
    for _ in range(3 * KILLS):  # that many are killed, however fast the machine
        if killed == KILLS:
            break
        grader = arena.started("course.cli", "grade", "--force", ASSIGNMENT)
        killed += hit_below(grader, moments, KILLS - killed)
        assert grader.wait(120) in (0, 1)
        assert arena.integrity() == "ok"
        found = totals(arena)
        assert all(found.get(s) in (None, points) for s, points in DESERVED.items())
    assert killed == KILLS
    assert grade(arena) == 0
    assert totals(arena) == DESERVED


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_costs_no_grade():
    place = Path(tempfile.mkdtemp(prefix="rob-"))
    disk = place / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        arena = arena_in(disk)
        assert grade(arena) == 0
        for student in CLASS:  # else there would be nothing new to grade
            shutil.rmtree(arena.root / "submitted" / student.student)
            arena.hand_in(replace(student, cells=(*student.cells, ("end", "'new'\n"))))
        filler = disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(bytes(4096))
                file.flush()
        assert grade(arena) != 0
        assert arena.integrity() == "ok"
        assert totals(arena) == DESERVED
        filler.unlink()
        assert grade(arena) == 0
        assert totals(arena) == DESERVED
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)
        shutil.rmtree(place, ignore_errors=True)
