"""The bank of attacks as one class, graded once by nbgrader in sealed kernels.

Every attack gets exactly what its header says, the honest get all, and nothing
outside a kernel's scratch is read, written, reached or left running.
"""

import json
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from arena import ASSIGNMENT, NOTEBOOK, Arena, Attack, Grade, bank, honest
from canaries import Ears, adopting_orphans, children, fingerprint

from course.grading.kernel import sandbox

ATTACKS = bank()
HONEST = honest(3)
FOLDERS = [a for a in ATTACKS if not a.graded or a.name.startswith("files_")]
OWN_FOLDERS = ("autograded", "feedback", "g.db", ".course", "__pycache__")

pytestmark = pytest.mark.skipif(
    sandbox.available() is not None,
    reason=f"attacks never run without a sandbox: {sandbox.available()}",
)


@dataclass
class Graded:
    """What is left when all of the class was graded."""

    arena: Arena
    grades: dict[str, Grade]
    heard: list[str]
    left_running: dict[int, str]
    changed: dict[str, object]
    marker: Path
    megabytes: int  # the most that the grader itself had in memory


@pytest.fixture(scope="module")
def graded() -> Iterator[Graded]:
    """All of the class, graded by nbgrader."""
    with place_for_a_class() as (place, ears, arena):
        for attack in [*HONEST, *ATTACKS]:
            arena.hand_in(attack)
        before, running = fingerprint(place), children()
        with adopting_orphans():
            megabytes = autograde_watched(arena)
            left = {pid: told for pid, told in children().items() if pid not in running}
        after = fingerprint(place)
        changed = {
            name: (before.get(name), after.get(name))
            for name in before.keys() | after.keys()
            if before.get(name) != after.get(name) and not written_by_grading(name)
        }
        marker = Path(arena.words["MARKER"])
        grades = arena.grades()
        yield Graded(arena, grades, ears.heard, left, changed, marker, megabytes)


@pytest.fixture(scope="module")
def graded_by_course() -> Iterator[dict[str, Grade]]:
    """Those whose folders are attacks, graded by `course grade`."""
    with place_for_a_class() as (_, _, arena):
        for attack in [*HONEST, *FOLDERS]:
            arena.hand_in(attack)
        arena.started("course.cli", "grade", ASSIGNMENT).wait(300)
        yield arena.grades()


@contextmanager
def place_for_a_class() -> Iterator[tuple[Path, Ears, Arena]]:
    """A built course, with canaries around it."""
    place = Path(tempfile.mkdtemp(prefix="att-"))
    home = place / "home"
    home.mkdir()
    (home / ".bashrc").write_text("# CANARY-HOME\n", encoding="utf-8")
    ears = Ears(place)
    words = {"TCP": str(ears.port("tcp")), "UDP": str(ears.port("udp"))}
    words |= {"UNIX": ears.unix, "MARKER": str(place / "marker"), "HOME": str(home)}
    arena = Arena(place / "my course", words)
    arena.root.mkdir()
    arena.build()
    try:
        yield place, ears, arena
    finally:
        ears.close()
        shutil.rmtree(place, ignore_errors=True)


def autograde_watched(arena: Arena) -> int:
    """Grade the class; the most megabytes that the grader had in memory."""
    most = 0
    with arena.started("nbgrader", "autograde", ASSIGNMENT) as grader:
        end = time.monotonic() + 600
        while grader.poll() is None and time.monotonic() < end:
            status = Path(f"/proc/{grader.pid}/status").read_text("utf-8")
            if found := re.search(r"VmHWM:\s*(\d+) kB", status):
                most = max(most, int(found[1]) // 1024)
            time.sleep(0.2)
        grader.kill()
    return most


def written_by_grading(name: str) -> bool:
    parts = Path(name).parts
    if parts[0] != "my course":
        return name in ("log", "canary.sock")
    return len(parts) == 1 or parts[1] in OWN_FOLDERS


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.student)
def test_an_attack_gets_what_it_deserves(graded: Graded, attack: Attack):
    total = graded.grades[attack.student].total
    if attack.graded:
        assert total == attack.earns, attack.story
    else:
        assert not total, attack.story


@pytest.mark.parametrize("attack", FOLDERS, ids=lambda attack: attack.student)
def test_course_grade_looks_at_folders_first(
    graded_by_course: dict[str, Grade], attack: Attack
):
    found = graded_by_course.get(attack.student, Grade())
    assert (found.total or 0) == attack.earns, attack.story


@pytest.mark.parametrize("student", HONEST, ids=lambda student: student.student)
def test_an_honest_answer_gets_all_points(graded: Graded, student: Attack):
    assert graded.grades[student.student].total == student.earns


def test_the_batch_goes_on_to_the_last_submission(graded: Graded):
    refused = {attack.student for attack in ATTACKS if not attack.graded}
    missing = [
        attack.student
        for attack in [*ATTACKS, *HONEST]
        if not graded.arena.graded_notebook(attack.student).exists()
    ]
    assert set(missing) <= refused


def test_the_gradebook_is_whole(graded: Graded):
    assert graded.arena.integrity() == "ok"


def test_no_file_outside_of_a_scratch_folder_was_touched(graded: Graded):
    assert graded.changed == {}
    assert not graded.marker.exists()


def test_no_socket_was_reached(graded: Graded):
    assert graded.heard == []


def test_the_grader_keeps_little_of_what_it_is_sent(graded: Graded):
    assert graded.megabytes < 1000


def test_no_process_is_left(graded: Graded):
    assert graded.left_running == {}


def test_nothing_that_is_kept_from_students_is_in_what_they_get_back(graded: Graded):
    words = ("LOOT", "CANARY-SOLUTION", "CANARY-CHECK", "CANARY-ENV", "CANARY-SECRET")
    words += ("CANARY-CLASS", "CANARY-HOME")
    found = {}
    for attack in ATTACKS:
        folder = graded.arena.root / "autograded" / attack.student / ASSIGNMENT
        for path in folder.rglob("*"):
            if path.is_file() and (told := _told(path, words)):
                found[f"{attack.student}/{path.name}"] = told
    assert found == {}


def _told(path: Path, words: tuple[str, ...]) -> list[str]:
    """Which of the words an output shows, or a file that is no notebook of ours."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.name == NOTEBOOK:
        cells = json.loads(text)["cells"]
        text = "".join(str(cell.get("outputs", "")) for cell in cells)
    return [word for word in words if word in text]
