"""The bank of attacks as one class, graded once by nbgrader in sealed kernels.

Every attack gets exactly what its header says, the honest get all, and nothing
outside a kernel's scratch is read, written, reached or left running.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from arena import ASSIGNMENT, Arena, Attack, Grade, bank, honest
from canaries import Ears, adopting_orphans, children, fingerprint

from course.grading import sandbox

ATTACKS = bank()
HONEST = honest(3)
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
    log: str


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    place = Path(tempfile.mkdtemp(prefix="att-"))
    marker = place / "marker"
    home = place / "home"
    home.mkdir()
    (home / ".bashrc").write_text("# CANARY-HOME\n", encoding="utf-8")
    ears = Ears(place)
    words = {"TCP": str(ears.port("tcp")), "UDP": str(ears.port("udp"))}
    words |= {"UNIX": ears.unix, "MARKER": str(marker), "HOME": str(home)}
    arena = Arena(place / "my course", words)
    arena.root.mkdir()
    arena.build()
    for attack in [*HONEST, *ATTACKS]:
        arena.hand_in(attack)
    before = fingerprint(place, but=("canary.sock",))
    running = children()
    with adopting_orphans():
        done = arena.autograde(seconds=600)
        left = {pid: told for pid, told in children().items() if pid not in running}
    after = fingerprint(place, but=("canary.sock",))
    changed = {
        name: (before.get(name), after.get(name))
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name) and not _grading_wrote(name)
    }
    yield Graded(
        arena, arena.grades(), ears.heard, left, changed, marker,
        done.stdout + done.stderr,
    )  # fmt: skip
    ears.close()
    shutil.rmtree(place, ignore_errors=True)


def _grading_wrote(name: str) -> bool:
    parts = Path(name).parts
    return parts[0] == "my course" and (len(parts) == 1 or parts[1] in OWN_FOLDERS)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.student)
def test_an_attack_gets_what_it_deserves(graded: Graded, attack: Attack):
    total = graded.grades[attack.student].total
    if attack.graded:
        assert total == attack.earns, attack.story
    else:
        assert not total, attack.story


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


def test_no_process_is_left(graded: Graded):
    assert graded.left_running == {}


def test_nothing_that_is_kept_from_students_is_in_what_they_get_back(graded: Graded):
    words = ("LOOT", "CANARY-SOLUTION", "CANARY-CHECK", "CANARY-ENV", "CANARY-SECRET")
    found = {}
    for attack in ATTACKS:
        folder = graded.arena.root / "autograded" / attack.student / ASSIGNMENT
        for path in folder.rglob("*"):
            if path.is_file() and (told := _told(path, words, attack)):
                found[f"{attack.student}/{path.name}"] = told
    assert found == {}


def _told(path: Path, words: tuple[str, ...], attack: Attack) -> list[str]:
    """Which of the words an output shows, or a file that is no notebook of ours."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".ipynb":
        import nbformat

        cells = nbformat.from_dict(__import__("json").loads(text)).get("cells") or []
        text = "".join(str(cell.get("outputs", "")) for cell in cells)
    return [word for word in words if word in text]
