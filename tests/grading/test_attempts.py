"""Who hands in again keeps the earlier page, and is told what has changed."""

import pytest
from support.mini_course import MiniCourse
from support.sums import RIGHT, sums

from course.grading.attempts import keep_pages, read_attempts
from course.grading.grade import Grading

HALF = {"double": RIGHT["double"]}


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """Return a course whose only student has handed in half, and then all."""
    course = sums(tmp_path_factory.mktemp("again") / "course").build()
    for answers in (HALF, RIGHT):
        course.hand_in("ann", answers)
        grade(course)
    return course


@pytest.fixture
def course(again: MiniCourse) -> MiniCourse:
    return again.copy(again.root.with_name("copy"))


def grade(course: MiniCourse, force: bool = False) -> None:
    rows = list(Grading(course.root, course.assignment, force=force).rows())
    assert not any(row.problem for row in rows)


def page(course: MiniCourse) -> str:
    return course.path("feedback", "ann", ".html").read_text(encoding="utf-8")


def earlier(course: MiniCourse) -> list[str]:
    """Return the earlier pages."""
    folder = course.path("feedback", "ann").parent / "earlier"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))]


def _text(cell: str) -> str:
    """Return the text of a table's cell, whose end is cut off."""
    return cell.replace("</code>", "").rpartition(">")[2]


def test_the_page_says_what_has_changed_exercise_by_exercise(course):
    rows = page(course).split("Since you last handed in")[1].split("</table>")[0]
    cells = [row.split("</td>") for row in rows.split("<tr>")[2:]]
    told = [[_text(cell) for cell in row[:4]] for row in cells]
    assert told == [
        ["double", "40", "40", "the same"],
        ["total", "0", "60", "+60"],
    ]


def test_the_earlier_page_is_kept(course):
    [first] = earlier(course)
    assert "Since you last handed in" not in first and first != page(course)


@pytest.mark.parametrize("force", [True, False])
def test_grading_the_same_again_is_no_other_attempt(course, force):
    course.configure("\n")
    grade(course, force)
    assert len(earlier(course)) == 1 and "+60" in page(course)


def test_another_time_is_no_other_attempt(course):
    path = course.path("submitted", "ann").with_name("timestamp.txt")
    path.write_text("2026-11-27 10:00:00 UTC", encoding="utf-8")
    grade(course)
    assert len(earlier(course)) == 1 and "+60" in page(course)


def test_a_page_that_is_made_again_says_the_same(course):
    course.path("feedback", "ann", ".html").unlink()
    grade(course)
    assert "+60" in page(course) and len(earlier(course)) == 1


def test_a_score_by_hand_is_what_was_earned_before(course):
    with course.gradebook() as gradebook:
        cell = ("test_total", "sums", course.assignment, "ann")
        gradebook.find_grade(*cell).manual_score = 50
        gradebook.db.commit()
    course.hand_in("ann", HALF)
    grade(course)
    assert read_attempts(course.root, course.assignment, "ann").earlier[-1] == {
        "sums/test_double": 40,
        "sums/test_total": 50,
    }
    assert len(earlier(course)) == 2


def test_only_so_many_earlier_pages_are_kept(tmp_path):
    old = tmp_path / "0"
    old.mkdir()
    for number in range(1, 26):
        (old / "sums.html").write_text(str(number), encoding="utf-8")
        new = tmp_path / str(number)
        new.mkdir()
        keep_pages(old, new, is_new=True)
        old = new
    kept = sorted(int(path.name) for path in (old / "earlier").iterdir())
    assert kept == list(range(6, 26))
