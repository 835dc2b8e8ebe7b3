"""A submission is left alone only if nothing at all has changed.

Every test starts from its own copy of the same class of two, graded once.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable

import pytest
from support.jobs_seen import judged_students
from support.mini_course import MiniCourse
from support.quiet_source import quiet_source  # noqa: F401  # used by pytest
from support.sums import CHECKS, RIGHT, sums

from course.grading.grade import Grading
from course.grading.jobs import Jobs
from course.grading.results import Row
from course.sandbox.zygote_process import Kind
from course.worker.process import WorkerServer

Edit = Callable[[MiniCourse], object]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    course = sums(tmp_path_factory.mktemp("graded") / "course").build()
    course.hand_in("ann", RIGHT)
    course.hand_in("bob")
    regrade(course)
    return course


@pytest.fixture
def course(graded: MiniCourse) -> MiniCourse:
    return graded.copy(graded.root.with_name("copy"))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of students whose notebooks are judged from now on."""
    return judged_students(monkeypatch)


def regrade(course: MiniCourse, **options: bool) -> dict[str, Row]:
    grading = Grading(course.root, course.assignment, **options)
    rows = {row.student: row for row in grading.rows()}
    assert not any(row.problem for row in rows.values())
    return rows


def unchanged(rows: dict[str, Row]) -> set[str]:
    return {student for student, row in rows.items() if row.unchanged}


def manual_grade(course: MiniCourse, student: str = "ann") -> None:
    with course.gradebook() as gradebook:
        cell = ("test_double", "sums", course.assignment, student)
        gradebook.find_grade(*cell).manual_score = 7
        gradebook.db.commit()


def forget_grades(course: MiniCourse) -> None:
    with course.gradebook() as gradebook:
        gradebook.remove_submission(course.assignment, "ann")


def move_deadline(course: MiniCourse) -> None:
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(course.assignment, duedate="2020-01-01")


def appended(*path: str) -> Edit:
    def append(course: MiniCourse) -> None:
        place = course.path(*path)
        place.chmod(0o644)
        with place.open("a", encoding="utf-8") as file:
            file.write("\n")

    return append


def removed(*path: str) -> Edit:
    return lambda course: course.path(*path).unlink()


CHANGES = {
    "the file": appended("submitted", "ann"),
    "a file beside it": lambda course: course.path(
        "submitted", "ann", ".txt"
    ).write_text("more", encoding="utf-8"),
    "the graded notebook": appended("autograded", "ann"),
    "no graded notebook": removed("autograded", "ann"),
    "the feedback": appended("feedback", "ann", ".html"),
    "no feedback": removed("feedback", "ann", ".html"),
    "a manual grade": manual_grade,
    "no grade": forget_grades,
}
OF_ALL = {
    "the configuration": lambda course: course.configure("\n"),
    "the release": appended("release"),
    "the deadline": move_deadline,
}


def test_zygotes_are_started_at_once_for_a_new_student_and_else_not(
    course, monkeypatch
):
    begun: list[tuple[str, ...]] = []

    def begin(_: WorkerServer, kinds: Iterable[Kind] = ()) -> None:
        begun.extend(kind.modules for kind in kinds)

    monkeypatch.setattr(WorkerServer, "begin", begin)
    regrade(course)
    assert not begun
    course.hand_in("eve", RIGHT)
    regrade(course)
    assert begun == [()]


def test_nothing_is_done_where_nothing_has_changed(course):
    assert unchanged(regrade(course)) == {"ann", "bob"}


def test_an_unchanged_row_tells_what_it_told_before(course):
    row = regrade(course)["ann"]
    assert (row.scores, row.total) == ({"double": 40, "total": 60}, 100)
    assert row.outcomes == {"passed": 4}


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_has_a_change_is_done_again_and_nobody_else(course, judged, change):
    CHANGES[change](course)
    assert unchanged(regrade(course)) == {"bob"}
    assert judged == []  # no cell has changed


@pytest.mark.parametrize("change", OF_ALL)
def test_all_are_done_again_where_the_course_has_changed(course, change):
    OF_ALL[change](course)
    assert unchanged(regrade(course)) == set()


@pytest.mark.parametrize("change", ["no grade", "a manual grade"])
def test_what_was_done_again_is_left_alone_then(course, change):
    CHANGES[change](course)
    regrade(course)
    assert unchanged(regrade(course)) == {"ann", "bob"}


def test_a_manual_grade_stays_and_is_in_the_row(course):
    manual_grade(course, "bob")
    assert regrade(course)["bob"].scores["double"] == 7


def test_a_new_answer_is_judged(course, judged):
    course.hand_in("ann")
    assert regrade(course)["ann"].total == 0 and judged == ["ann"]


def test_force_judges_everything_again(course, judged):
    assert unchanged(regrade(course, force=True)) == set()
    assert judged == ["ann", "bob"]


def test_who_was_interrupted_is_done_the_next_time(graded, tmp_path, monkeypatch):
    course = graded.copy(tmp_path / "copy")
    course.hand_in("ann")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Jobs, "move_page", interrupted)
        with pytest.raises(KeyboardInterrupt):
            regrade(course)
    rows = regrade(course)
    assert rows["ann"].total == 0 and unchanged(rows) == {"bob"}


@pytest.mark.slow
def test_only_a_lesson_whose_criteria_changed_is_judged_again(course, tmp_path):
    """Run in separate processes: a process judges with the checks that it imported."""
    own = shutil.copytree(CHECKS, tmp_path / "checks")
    course.configure(f"c.CourseContent.checks = {str(own)!r}\n")
    code = f"""
from course.grading.grade import Grading
from pathlib import Path
for row in Grading(Path({str(course.root)!r}), "00-sums").rows():
    print(row.student, row.total, row.unchanged)
"""

    def graded() -> list[str]:
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=60, check=True
        )
        return done.stdout.splitlines()

    rows = regrade(course)  # another configuration
    text = (own / "sums.py").read_text(encoding="utf-8")
    text = text.replace("== 246913578.5", "== 1")
    (own / "sums.py").write_text(text, encoding="utf-8")
    (own / "differences.py").write_text("EXERCISES = {}", encoding="utf-8")
    assert (rows["ann"].total, rows["bob"].total) == (100, 0)
    assert graded() == ["ann 60.0 False", "bob 0.0 False"]
    (own / "differences.py").write_text("EXERCISES = {} #", encoding="utf-8")
    assert graded() == ["ann 60.0 True", "bob 0.0 True"]
