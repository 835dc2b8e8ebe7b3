"""What makes a grade late is part of what makes it up to date.

Every test starts from its own copy of a class that is graded once: ann handed in a day
after the due date, bob in time. A policy of the course's own takes 10 points a day.
"""

import pytest
from support.mini_course import UNSANDBOXED, MiniCourse
from support.quiet_source import quiet_source  # noqa: F401  # used by pytest
from support.sums import RIGHT, sums

from course.grading.grade import Grading
from course.grading.results import Row

POLICY = """
from nbgrader.plugins import LateSubmissionPlugin

class Daily(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 10 * total_seconds_late / 86400

class Half(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 2
"""
CONFIG = f"""
import sys
sys.path.insert(0, c.CourseDirectory.root)
c.AssignLatePenalties.plugin_class = "late_rule_of_ours.Daily"
{UNSANDBOXED}
"""
DUE = "2026-11-02 12:00:00"
A_DAY_LATE = "2026-11-03 12:00:00 UTC"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    course = sums(tmp_path_factory.mktemp("late") / "course", CONFIG)
    (course.root / "late_rule_of_ours.py").write_text(POLICY, encoding="utf-8")
    course.build()
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(course.assignment, duedate=DUE)
    for student, time in (("ann", A_DAY_LATE), ("bob", "2026-11-02 12:00:00 UTC")):
        course.hand_in(student, RIGHT)
        set_time(course, student, time)
    regrade(course)
    return course


@pytest.fixture
def course(graded: MiniCourse) -> MiniCourse:
    return graded.copy(graded.root.with_name("copy"))


def set_time(course: MiniCourse, student: str, text: str) -> None:
    path = course.path("submitted", student).with_name("timestamp.txt")
    path.write_text(text, encoding="utf-8")


def regrade(course: MiniCourse) -> dict[str, Row]:
    grading = Grading(course.root, course.assignment)
    rows = {row.student: row for row in grading.rows()}
    assert not any(row.problem for row in rows.values())
    return rows


def totals(course: MiniCourse) -> dict[str, float | None]:
    return {student: row.total for student, row in regrade(course).items()}


def test_who_is_late_loses_what_the_policy_says_and_nobody_else(course):
    assert totals(course) == {"ann": 90, "bob": 100}


def test_an_extension_counts_at_once(course):
    with course.gradebook() as gradebook:
        gradebook.grant_extension(course.assignment, "ann", days=3)
    assert totals(course)["ann"] == 100


def test_an_extension_that_is_taken_back_counts_no_more(course):
    with course.gradebook() as gradebook:
        gradebook.grant_extension(course.assignment, "ann", days=3)
    regrade(course)
    with course.gradebook() as gradebook:
        gradebook.grant_extension(course.assignment, "ann")
    assert totals(course)["ann"] == 90


def test_another_due_date_counts_at_once(course):
    with course.gradebook() as gradebook:
        later = "2026-11-02 00:00:00"
        gradebook.update_or_create_assignment(course.assignment, duedate=later)
    assert totals(course) == {"ann": 85, "bob": 95}


def test_a_changed_module_of_the_policy_is_noticed(course):
    path = course.root / "late_rule_of_ours.py"
    path.write_text(POLICY + "\n# once more\n", encoding="utf-8")
    assert not any(row.unchanged for row in regrade(course).values())


def test_a_changed_module_that_the_policy_imports_is_noticed(course):
    path = course.root / "late_rule_of_ours.py"
    path.write_text(f"import rates_of_ours\n{POLICY}", encoding="utf-8")
    rates = course.root / "rates_of_ours.py"
    rates.write_text("RATE = 10\n", encoding="utf-8")
    regrade(course)
    rates.write_text("RATE = 20\n", encoding="utf-8")
    assert not any(row.unchanged for row in regrade(course).values())


def test_a_penalty_follows_a_score_that_was_given_by_hand(course):
    course.configure('c.AssignLatePenalties.plugin_class = "late_rule_of_ours.Half"')
    assert totals(course)["ann"] == 50
    with course.gradebook() as gradebook:
        cell = ("test_double", "sums", course.assignment, "ann")
        gradebook.find_grade(*cell).manual_score = 20
        gradebook.db.commit()
    assert totals(course)["ann"] == 40


@pytest.mark.parametrize("text", [None, "Sonntag, 1. November 2026"])
def test_a_time_that_is_gone_is_gone_with_its_penalty(course, text):
    if text:
        set_time(course, "ann", text)
    else:
        course.path("submitted", "ann").with_name("timestamp.txt").unlink()
    assert totals(course)["ann"] == 100
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(course.assignment, "ann").timestamp is None


def test_an_extension_without_a_due_date_stops_nobody(course):
    with course.gradebook() as gradebook:
        gradebook.grant_extension(course.assignment, "ann", days=3)
        gradebook.find_assignment(course.assignment).duedate = None
        gradebook.db.commit()
    assert totals(course) == {"ann": 100, "bob": 100}


@pytest.mark.parametrize(
    "junk", [".ipynb_checkpoints/a.ipynb", ".DS_Store", "sums.py~", ".sums.py.swp"]
)
@pytest.mark.parametrize("step", ["source", "release"])
def test_what_an_editor_leaves_beside_a_lesson_changes_no_grade(course, step, junk):
    path = course.root / step / course.assignment / junk
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}", encoding="utf-8")
    assert all(row.unchanged for row in regrade(course).values())


def test_an_extension_given_before_anything_was_handed_in_counts(course):
    said = course.run("extend", course.assignment, "cid", "2d")
    assert said.exit_code == 0, said.output
    with course.gradebook() as gradebook:
        assert "cid" not in [one.id for one in gradebook.students]  # and no zero
    course.hand_in("cid", RIGHT)
    set_time(course, "cid", A_DAY_LATE)
    assert totals(course)["cid"] == 100
    with course.gradebook() as gradebook:
        gradebook.grant_extension(course.assignment, "cid")
    assert totals(course)["cid"] == 90


def test_the_row_says_how_late_and_what_it_cost(course):
    assert regrade(course)["ann"].notes == ["late by 1 d: 10 points taken"]
    course.run("extend", course.assignment, "ann", "23h")
    assert regrade(course)["ann"].notes == ["late by 1 h: 0.4167 points taken"]


def test_the_page_and_the_report_say_so_too(course):
    page = course.path("feedback", "ann", ".html").read_text(encoding="utf-8")
    assert "late by 1 d: 10 points taken" in page
    assert "due 2026-11-02 12:00:00, handed in 2026-11-03 12:00:00, in UTC" in page
    assert "late by" not in course.path("feedback", "bob", ".html").read_text("utf-8")
    course.run("report")
    report = (course.root / "report" / "report.html").read_text(encoding="utf-8")
    assert "late by 1 d: 10 points taken" in report


def test_another_due_date_by_the_command_counts_at_once(course):
    said = course.run("due", course.assignment, "2026-11-03 13:00 Europe/Berlin")
    assert "due on 2026-11-03 13:00 Europe/Berlin (12:00 UTC)" in said.stdout
    assert totals(course)["ann"] == 100
