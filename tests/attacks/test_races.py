"""Files that are swapped for links while a class is graded, as fast as it goes.

Whoever swaps gets the points of what was read, or no grade; never those of a classmate,
and nothing of the course comes back.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.mini_course import MiniCourse
from support.sums import RIGHT, sums

SECRET = b"CANARY of the course, which is in no submission"
CLASSMATE = "# CANARY of a classmate\n"
BLANK = {"double": 0, "total": 0}
FORK = multiprocessing.get_context("fork")
Swap = Callable[[Path, MiniCourse], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    return sums(tmp_path_factory.mktemp("races") / "a course").build()


@pytest.fixture
def course(built: MiniCourse) -> MiniCourse:
    course = built.copy(built.root.with_name("copy"))
    (course.root / ".course").mkdir(exist_ok=True)
    (course.root / ".course" / "secret").write_bytes(SECRET)
    course.hand_in("bob", {**RIGHT, "double": CLASSMATE + RIGHT["double"]})
    return course


def put(path: Path, target: Path) -> None:
    """Replace a path by a link in one step."""
    draft = path.with_name("draft of a link")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(path)


def notebook(mine: Path, course: MiniCourse) -> None:
    """Swap the notebook for a link to a classmate's, and back."""
    blank = mine.read_bytes()
    put(mine, course.path("submitted", "bob"))
    draft = mine.with_name("draft of a file")
    draft.write_bytes(blank)
    draft.replace(mine)


def folder(mine: Path, course: MiniCourse) -> None:
    """Swap the folder for a link to a classmate's, and back."""
    aside = mine.parents[1] / "aside"
    mine.parent.rename(aside)
    mine.parent.symlink_to(course.path("submitted", "bob").parent)
    mine.parent.unlink()
    aside.rename(mine.parent)


def beside(mine: Path, course: MiniCourse) -> None:
    """Swap a file beside the notebook for a link to the course's secret, and back."""
    notes = mine.with_name("notes.txt")
    put(notes, course.root / ".course" / "secret")
    draft = mine.with_name("draft of a file")
    draft.write_text("notes\n", encoding="utf-8")
    draft.replace(notes)


@contextmanager
def swapping(course: MiniCourse, swaps: dict[str, Swap]) -> Iterator[None]:
    """Swap all the time, each student in a way of their own, in other processes."""
    racers = [
        FORK.Process(target=race, args=(student, course, swap))
        for student, swap in swaps.items()
    ]
    for racer in racers:
        racer.start()
    try:
        yield
        assert all(racer.is_alive() for racer in racers)
    finally:
        for racer in racers:
            racer.kill()
            racer.join()


def race(student: str, course: MiniCourse, swap: Swap) -> None:
    while True:
        swap(course.path("submitted", student), course)


def given_back(course: MiniCourse, student: str) -> bytes:
    """Return all that the student gets back."""
    files = [
        path
        for step in ("autograded", "feedback")
        for path in (course.root / step / student).rglob("*")
        if path.is_file()
    ]
    return b"".join(path.read_bytes() for path in files)


@pytest.mark.slow
def test_who_swaps_files_gets_nothing_of_others(course: MiniCourse):
    swaps = {"eve": notebook, "ida": folder, "joe": beside}
    for student in swaps:
        course.hand_in(student)
    with swapping(course, swaps):
        for _ in range(5):
            assert course.run("grade", "--force", "--workers", "1").exit_code in (0, 1)
            scores = course.scores()
            assert scores.pop("bob") == {"double": 40, "total": 60}
            assert all(found == BLANK for found in scores.values())
            for student in swaps:
                back = given_back(course, student)
                assert SECRET not in back and CLASSMATE.encode() not in back
