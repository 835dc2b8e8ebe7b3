"""A clock that jumps changes no grade, and hides none of a student's work.

All that a class has was written when the clock was years ahead, or years behind; then
it was set right. That is what file times say to whatever comes later.
"""

import hashlib
import os
import time

import pytest
from support.mini_course import MiniCourse
from support.quiet_source import quiet_source  # noqa: F401  # used by pytest
from support.sums import RIGHT, sums

from course.grading import backup
from course.grading.grade import Grading
from course.grading.results import Row
from course.report.gather import gather
from course.report.problems import keep_problems

YEARS = 10 * 365 * 86_400  # seconds
HALF = {"double": RIGHT["double"]}
DUE = "2026-11-02 12:00 UTC"
LATE_BY_A_DAY = "2026-11-03 12:00:00 UTC"
POLICY = (
    "c.SealedExecute.sandboxed = False\n"
    "c.LatePolicy.policy = 'per day'\nc.LatePolicy.percent = 10\n"
)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """Return a class whose ann is a day late and has half, and bob has all in time."""
    course = sums(tmp_path_factory.mktemp("clock") / "course", POLICY).build()
    assert course.run("due", course.assignment, DUE).exit_code == 0
    course.hand_in("ann", HALF)
    course.hand_in("bob", RIGHT)
    for student, when in (("ann", LATE_BY_A_DAY), ("bob", "2026-11-02 12:00:00 UTC")):
        path = course.path("submitted", student).with_name("timestamp.txt")
        path.write_text(when, encoding="utf-8")
    regrade(course)
    return course


# That files are from long ago is what all tests have that copy a class, but for years.
@pytest.fixture(
    params=[
        pytest.param(YEARS, id="was ahead"),
        pytest.param(-YEARS, id="was behind", marks=pytest.mark.slow),
    ]
)
def course(graded: MiniCourse, request: pytest.FixtureRequest) -> MiniCourse:
    copy = graded.copy(graded.root.with_name("copy"))
    then = time.time() + request.param
    for path in copy.root.rglob("*"):
        os.utime(path, (then, then))
    return copy


def regrade(course: MiniCourse) -> dict[str, Row]:
    """Grade as `course grade` does, and keep the problems."""
    rows = {row.student: row for row in Grading(course.root, course.assignment).rows()}
    problems = {name: row.problem for name, row in rows.items() if row.problem}
    keep_problems(course.root, course.assignment, problems)
    return rows


def to_look_at(course: MiniCourse) -> dict[str, tuple[bool, str]]:
    """Return who has handed in again since, and why somebody has no verdict."""
    [results] = gather(course.root)
    return {one.student: (one.newer, one.problem) for one in results.submissions}


def test_nothing_is_graded_again_and_every_grade_stays(course):
    rows = regrade(course)
    assert all(row.unchanged for row in rows.values())
    assert {name: row.total for name, row in rows.items()} == {"ann": 36, "bob": 100}


def test_who_hands_in_again_is_graded_and_keeps_the_earlier_page(course):
    course.hand_in("ann", RIGHT)
    rows = regrade(course)
    assert rows["ann"].total == 90 and rows["bob"].unchanged
    page = course.path("feedback", "ann", ".html")
    assert "+60" in page.read_text(encoding="utf-8")
    assert len(list((page.parent / "earlier").rglob("*.html"))) == 1


def test_the_report_names_who_has_handed_in_again_and_nobody_else(course):
    assert to_look_at(course) == {"ann": (False, ""), "bob": (False, "")}
    course.hand_in("ann", RIGHT)
    assert to_look_at(course) == {"ann": (True, ""), "bob": (False, "")}


def test_the_report_says_why_there_is_no_verdict_until_there_is_one(course):
    course.handed_in("ann", "no notebook")
    regrade(course)
    _, problem = to_look_at(course)["ann"]
    assert "is not JSON" in problem
    course.hand_in("ann", RIGHT)
    list(Grading(course.root, course.assignment).rows())  # and no problems are kept
    assert to_look_at(course)["ann"] == (False, "")


def test_a_due_date_and_an_extension_count_at_once(course):
    assert course.run("extend", course.assignment, "ann", "1d").exit_code == 0
    assert regrade(course)["ann"].total == 40
    course.run("due", course.assignment, "2026-11-01 12:00 UTC")
    assert regrade(course)["bob"].total == 90


def test_a_receipt_is_that_of_the_file(course):
    data = course.path("submitted", "ann").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert regrade(course)["ann"].receipts == {"sums": digest}


def test_a_backup_is_the_class_and_replaces_it(course, tmp_path):
    saved = tmp_path / "class.zip"
    assert course.run("backup", str(saved)).exit_code == 0
    course.hand_in("ann", RIGHT)
    assert course.run("restore", str(saved), "--replace").exit_code == 0
    assert all(row.unchanged for row in regrade(course).values())


def test_two_backups_of_one_moment_are_both_kept(course, tmp_path, monkeypatch):
    class Stopped(backup.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 11, 28)

    saved = tmp_path / "class.zip"
    course.run("backup", str(saved))
    monkeypatch.setattr(backup, "datetime", Stopped)
    for _ in range(2):
        assert course.run("restore", str(saved), "--replace").exit_code == 0
    assert len(list((course.root / ".course").glob("replaced-*.zip"))) == 2
