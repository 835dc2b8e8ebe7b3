"""Due dates and extensions, in any zone, and what students are told of them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.mini_course import MiniCourse
from support.sums import sums

from course.authoring.build import build, drift
from course.authoring.handout import _due
from course.errors import CourseError, GradeError
from course.grading.deadlines import moment_of, shown, span_of

DUE = "2026-12-01 23:59 Europe/Berlin"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    return sums(tmp_path_factory.mktemp("due") / "a course").build()


@pytest.fixture
def course(built: MiniCourse) -> MiniCourse:
    return built.copy(built.root.with_name("copy"))


def due_in_gradebook(course: MiniCourse) -> datetime | None:
    with course.gradebook() as gradebook:
        return gradebook.find_assignment(course.assignment).duedate


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        (DUE, "2026-12-01 22:59"),
        ("2026-07-01 23:59 Europe/Berlin", "2026-07-01 21:59"),  # summer
        ("2026-12-01 23:59 America/New_York", "2026-12-02 04:59"),
        ("2026-12-01 23:59", "2026-12-01 14:59"),  # in the zone of the course
        ("2026-10-25 02:30 Europe/Berlin", "2026-10-25 01:30"),  # shown twice: later
    ],
)
def test_a_time_is_that_of_its_zone(text, utc):
    assert f"{moment_of(text, 'Asia/Tokyo'):%Y-%m-%d %H:%M}" == utc


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-03-29 02:30 Europe/Berlin", "does not exist: clocks are put forward"),
        ("2026-12-01 23:59 Berlin", "there is no time zone Berlin"),
        ("2026-12-01", "is no time: write it as in"),
        ("1.12.2026 23:59", "is no time: write it as in"),
        ("2026-02-30 23:59", "is no time: write it as in"),
        ("2026-12-01 23:59 Europe/Berlin sharp", "is no time: write it as in"),
    ],
)
def test_what_is_no_time_is_one_line(text, why):
    with pytest.raises(CourseError, match=why):
        moment_of(text, "UTC")


def test_a_time_is_shown_in_its_zone_and_in_utc():
    assert shown(moment_of(DUE, "UTC"), "Europe/Berlin") == (
        "2026-12-01 23:59 Europe/Berlin (22:59 UTC)"
    )
    assert shown(datetime(2026, 1, 1, 0, 0, 5, tzinfo=UTC), "UTC") == (
        "2026-01-01 00:00:05 UTC"
    )


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("3d", timedelta(days=3)),
        ("12H", timedelta(hours=12)),
        ("2w", timedelta(weeks=2)),
        ("30m", timedelta(minutes=30)),
        ("0", timedelta()),
    ],
)
def test_a_span_is_a_number_and_a_unit(text, span):
    assert span_of(text) == span


@pytest.mark.parametrize("text", ["", "3", "d", "-3d", "3 days", "1.5d", "99999d"])
def test_what_is_no_span_is_one_line(text):
    with pytest.raises(GradeError, match="is no extension: write 3d"):
        span_of(text)


def test_students_are_told_beside_the_notebook_and_in_the_pack(course):
    course.configure("c.LatePolicy.policy = 'per day'\n")
    assert course.run("due", course.assignment, DUE).exit_code == 0
    told = course.path("release").with_name("DUE.txt").read_text(encoding="utf-8")
    assert told == (
        "00-sums is due on 2026-12-01 23:59 Europe/Berlin (22:59 UTC).\n"
        "Later: 10 % of the points for every day begun.\n"
    )
    assert told in _due(course.root).decode()


def test_the_release_has_not_drifted_and_a_build_keeps_what_was_told(course):
    course.run("due", course.assignment, DUE)
    assert drift(course.root) == []
    build(course.root)
    assert course.path("release").with_name("DUE.txt").is_file()
    assert due_in_gradebook(course) == datetime(2026, 12, 1, 22, 59)


def test_a_span_ends_at_a_time_in_the_zone_that_students_were_told(course):
    course.run("due", course.assignment, DUE)
    said = course.run("extend", course.assignment, "ann", "3d")
    assert "due for ann on 2026-12-04 23:59 Europe/Berlin (22:59 UTC)" in said.stdout


def test_a_due_date_that_was_told_in_no_zone_is_shown_in_that_of_the_course(course):
    course.run("due", course.assignment, DUE)
    course.path("release").with_name("DUE.txt").write_text("ask", encoding="utf-8")
    said = course.run("due", course.assignment)
    assert said.stdout.startswith("00-sums is due on 2026-12-01 22:59 UTC\n")


def test_a_due_date_can_be_shown_and_removed(course):
    course.run("due", course.assignment, DUE)
    said = course.run("due", course.assignment)
    assert said.stdout.startswith(
        "00-sums is due on 2026-12-01 23:59 Europe/Berlin (22:59 UTC)\n"
    )
    assert course.run("due", course.assignment, "never").stdout == (
        "00-sums has no due date\n"
    )
    assert due_in_gradebook(course) is None
    assert not course.path("release").with_name("DUE.txt").exists()


def test_a_student_in_another_zone_gets_a_time_of_theirs(course):
    course.run("due", course.assignment, DUE)
    words = ("extend", course.assignment, "ann", "2026-12-01 23:59 America/New_York")
    said = course.run(*words)
    assert "due for ann on 2026-12-01 23:59 America/New_York (04:59 UTC)" in said.stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("ann", "3d"), "00-sums has no due date: run course due first"),
        (("ann", "soon"), "00-sums has no due date: run course due first"),
        (("an?", "3d"), "nbgrader cannot work with this name of a student"),
    ],
)
def test_an_extension_that_cannot_be_is_one_line(course, words, why):
    said = course.run("extend", course.assignment, *words)
    assert why in said.stderr and said.stderr.count("\n") == 1


def test_an_extension_to_an_earlier_time_is_one_line(course):
    course.run("due", course.assignment, DUE)
    words = ("extend", course.assignment, "ann", "2026-11-01 10:00")
    assert "is before the due date" in course.run(*words).stderr


def test_extensions_that_cannot_be_read_are_one_line(course):
    course.run("due", course.assignment, DUE)
    path = course.root / ".course" / "extensions" / "00-sums.json"
    path.parent.mkdir()
    Path(path).write_text("no", encoding="utf-8")
    said = course.run("extend", course.assignment, "ann", "3d")
    assert "cannot be read: write the extensions anew" in said.stderr
