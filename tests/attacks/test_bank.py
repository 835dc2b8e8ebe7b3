"""The bank of attacks, graded by nbgrader in sealed kernels, several classes at once.

Every attack gets exactly what its header says, and honest students get all points.
Nothing outside a kernel's scratch folder is read, written, reached or left running.
"""

import json
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from arena import Arena, Attack, Grade, bank, honest
from attacked import LETTERS, TENSORS, Lesson
from canaries import Ears, adopting_orphans, children, fingerprint

from course.sandbox import bubblewrap

ATTACKS = [*bank(LETTERS), *bank(TENSORS)]
FEW = list({attack.topic: attack for attack in reversed(ATTACKS)}.values())
SOME, OTHERS = "one of each topic", "all others"


def of(group: str, lesson: Lesson) -> list[Attack]:
    """Return the attacks on a lesson in one of the two groups."""
    return [a for a in bank(lesson) if (a in FEW) == (group == SOME)]


# Most attacks wait for their time to run out, so a few classes are graded at once; for
# one of each topic the start of another grader would take longer.
CLASSES = {
    group: [
        *([*of(group, LETTERS)[k::count], *honest(2)] for k in range(count)),
        [*of(group, TENSORS), *honest(1, TENSORS)],
    ]
    for group, count in ((SOME, 1), (OTHERS, 2))
}
each_group = pytest.mark.parametrize(
    "graded", [SOME, pytest.param(OTHERS, marks=pytest.mark.slow)], indirect=True
)
OF_FOLDERS = ("files_", "links_", "timestamp_")  # how the names of such attacks begin
FOLDERS = [a for a in ATTACKS if not a.graded or a.name.startswith(OF_FOLDERS)]
KINDS = {a.name.partition("_")[0]: a for a in reversed(FOLDERS) if a.graded}
FEW_FOLDERS = [a for a in FOLDERS if not a.graded or a in KINDS.values()]
OWN_FOLDERS = ("autograded", "feedback", "gradebook.db", ".course", "__pycache__")

pytestmark = [
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        bubblewrap.available() is not None,
        reason=f"attacks never run without a sandbox: {bubblewrap.available()}",
    ),
]


def each(
    fixture: str, attacks: list[Attack], few: list[Attack]
) -> pytest.MarkDecorator:
    """Return each attack as a parameter, and its group for the fixture."""
    return pytest.mark.parametrize(
        (fixture, "attack"),
        [
            pytest.param(
                *(SOME if attack in few else OTHERS, attack),
                id=attack.student,
                marks=() if attack in few else pytest.mark.slow,
            )
            for attack in attacks
        ],
        indirect=[fixture],
        scope="module",  # else every test would grade its class again
    )


class GradedClass:
    """A class that attacks a lesson, among honest students, and what grading left."""

    def __init__(
        self, students: list[Attack], place: Path, ears: Ears, arena: Arena
    ) -> None:
        self.students = students
        self.place, self.ears, self.arena = place, ears, arena
        self.grades: dict[str, Grade] = {}
        self.megabytes = 0  # the most that the grader itself had in memory

    def grade(self) -> None:
        """Grade the whole class, and compare what must not change."""
        before = fingerprint(self.place)
        self.megabytes = autograde_watched(self.arena)
        after = fingerprint(self.place)
        self.changed = {
            name: (before.get(name), after.get(name))
            for name in before.keys() | after.keys()
            if before.get(name) != after.get(name) and not written_by_grading(name)
        }
        self.grades = self.arena.grades()


@dataclass
class Graded:
    """The classes of a group, graded, and the processes that were left then."""

    classes: list[GradedClass]
    left_running: dict[int, str]

    def of(self, attack: Attack) -> GradedClass:
        """Return the class in which this attack was handed in."""
        return next(c for c in self.classes if attack in c.students)


@pytest.fixture(scope="module")
def graded(request: pytest.FixtureRequest) -> Iterator[Graded]:
    """Return the classes of a group, graded by nbgrader."""
    with ExitStack() as stack:
        classes = []
        for students in CLASSES[request.param]:
            place = stack.enter_context(place_for_a_class(students[0].lesson))
            classes.append(GradedClass(students, *place))
            for student in students:
                classes[-1].arena.hand_in(student)
        running = children()
        with adopting_orphans(), ThreadPoolExecutor() as side_by_side:
            list(side_by_side.map(GradedClass.grade, classes))
            left = {pid: told for pid, told in children().items() if pid not in running}
        yield Graded(classes, left)


@pytest.fixture(scope="module")
def graded_by_course(request: pytest.FixtureRequest) -> Iterator[dict[str, Grade]]:
    """Return those whose folders are attacks, graded by `course grade`."""
    few = request.param == SOME
    with place_for_a_class() as (_, _, arena):
        for attack in [*honest(1), *(a for a in FOLDERS if (a in FEW_FOLDERS) == few)]:
            arena.hand_in(attack)
        arena.course.run("grade", arena.lesson.assignment)
        yield arena.grades()


@contextmanager
def place_for_a_class(
    lesson: Lesson = LETTERS,
) -> Iterator[tuple[Path, Ears, Arena]]:
    """Return a built course, with canaries around it."""
    place = Path(tempfile.mkdtemp(prefix="att-"))
    home = place / "home"
    home.mkdir()
    (home / ".bashrc").write_text("# CANARY-HOME\n", encoding="utf-8")
    ears = Ears(place)
    words = {"TCP": str(ears.port("tcp")), "UDP": str(ears.port("udp"))}
    words |= {"UNIX": ears.unix, "MARKER": str(place / "marker"), "HOME": str(home)}
    arena = Arena(place / "my course", words, lesson)
    arena.build()
    try:
        yield place, ears, arena
    finally:
        ears.close()
        shutil.rmtree(place, ignore_errors=True)


def autograde_watched(arena: Arena) -> int:
    """Grade the class; return the grader's peak memory in megabytes."""
    most = 0
    with arena.started("nbgrader", "autograde", arena.lesson.assignment) as grader:
        end = time.monotonic() + 600
        while grader.poll() is None and time.monotonic() < end:
            status = Path(f"/proc/{grader.pid}/status").read_text("utf-8")
            if found := re.search(r"VmHWM:\s*(\d+) kB", status):
                most = max(most, int(found[1]) // 1024)
            time.sleep(0.2)
        grader.kill()
    return most


def size_below(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def written_by_grading(name: str) -> bool:
    parts = Path(name).parts
    if parts[0] != "my course":
        return name in ("log", "canary.sock")
    return len(parts) == 1 or parts[1] in OWN_FOLDERS


@each("graded", ATTACKS, FEW)
def test_an_attack_gets_what_it_deserves(graded: Graded, attack: Attack):
    total = graded.of(attack).grades.get(attack.student, Grade()).total
    if attack.graded:
        assert total == attack.earns, attack.story
    else:
        assert not total, attack.story


@each("graded_by_course", FOLDERS, FEW_FOLDERS)
def test_course_grade_looks_at_folders_first(
    graded_by_course: dict[str, Grade], attack: Attack
):
    found = graded_by_course.get(attack.student, Grade())
    assert (found.total or 0) == attack.earns, attack.story


@each_group
def test_honest_answers_get_all_points(graded: Graded):
    for own in graded.classes:
        for student in own.students:
            if student.topic == "zz-honest":
                assert own.grades[student.student].total == student.earns


@each_group
def test_the_batch_goes_on_to_the_last_submission(graded: Graded):
    for own in graded.classes:
        missing = [
            s for s in own.students if not own.arena.graded_notebook(s.student).exists()
        ]
        assert [student.student for student in missing if student.graded] == []


@each_group
def test_the_gradebook_is_whole(graded: Graded):
    assert {own.arena.integrity() for own in graded.classes} == {"ok"}


@each_group
def test_no_file_outside_of_a_scratch_folder_was_touched(graded: Graded):
    for own in graded.classes:
        assert own.changed == {}
        assert not Path(own.arena.words["MARKER"]).exists()


@each_group
def test_no_socket_was_reached(graded: Graded):
    assert [own.ears.heard for own in graded.classes if own.ears.heard] == []


@each_group
def test_the_grader_keeps_little_of_what_it_is_sent(graded: Graded):
    assert max(own.megabytes for own in graded.classes) < 300


@each_group
def test_a_submission_takes_little_of_the_disk(graded: Graded):
    """What grading writes of one student, beyond what was handed in."""
    sizes = {
        attack.student: sum(
            size_below(own.arena.root / step / attack.student)
            for step in ("autograded", "feedback")
        )
        for own in graded.classes
        for attack in own.students
    }
    assert {student: size for student, size in sizes.items() if size > 5 << 20} == {}


@each_group
def test_no_process_is_left(graded: Graded):
    assert graded.left_running == {}


@each_group
def test_nothing_that_is_kept_from_students_is_in_what_they_get_back(graded: Graded):
    words = ("LOOT", "CANARY-SOLUTION", "CANARY-CHECK", "CANARY-ENV", "CANARY-SECRET")
    words += ("CANARY-CLASS", "CANARY-HOME")
    found = {}
    for own in graded.classes:
        for attack in own.students:
            for path in own.arena.graded_notebook(attack.student).parent.rglob("*"):
                if path.is_file() and (words_found := _leaked(path, words)):
                    found[f"{attack.student}/{path.name}"] = words_found
    assert found == {}


def _leaked(path: Path, words: tuple[str, ...]) -> list[str]:
    """Return the words that an output shows, or a file other than our notebooks."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.name in (LETTERS.notebook, TENSORS.notebook):
        cells = json.loads(text)["cells"]
        text = "".join(str(cell.get("outputs", "")) for cell in cells)
    return [word for word in words if word in text]
