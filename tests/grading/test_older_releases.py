"""A class that works in an older release gets what it deserves, whatever came since."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from support import old_release
from support.mini_course import MAIN, MiniCourse

from course.authoring.nbgrader_release import generate_release
from course.folder import course_config
from course.grading.grade import Grading
from course.grading.results import Row

LESSONS = [
    pytest.param(name, marks=[] if name == "dinosaurs" else pytest.mark.slow)
    for name in old_release.LESSONS
]
LINE = f"made from an older release ({old_release.DATE}); the newest has "


@dataclass(frozen=True)
class OldClass:
    """What a class got, before and after the lesson changed, and in a new gradebook."""

    before: dict[str, Row]
    after: dict[str, Row]
    anew: dict[str, Row]
    manual: tuple[float, str]  # a score and a comment by hand, after the lesson changed


@pytest.fixture(scope="module", params=LESSONS)
def graded(request, tmp_path_factory) -> OldClass:
    """Grade two who have the old release; renew the lesson; grade two more with them.

    Both pairs have the same answers: all, and those to half of the exercises.
    """
    lesson = request.param
    course = course_with_old_release(tmp_path_factory.mktemp("older") / "a", lesson)
    names = old_release.exercises(lesson)
    which = {"right": names, "half": names[: len(names) // 2]}
    for student, answers in which.items():
        hand_in(course, f"old.{student}", old_release.old(lesson), answers)
    before = rows(course)
    entry = (lesson, course.assignment, "old.half")
    with course.gradebook() as gradebook:
        gradebook.find_grade(f"test_{names[-1]}", *entry).manual_score = 3.5
        gradebook.find_comment(names[-1], *entry).manual_comment = "a good start"
        gradebook.db.commit()
    renew(course)
    for student, answers in which.items():
        hand_in(course, f"new.{student}", old_release.present(lesson), answers)
    after = rows(course)
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(f"test_{names[-1]}", *entry)
        comment = gradebook.find_comment(names[-1], *entry)
        manual = (grade.score, comment.comment)
        grade.manual_score = None
        gradebook.db.commit()
    course.forget_students()
    return OldClass(before, after, rows(course), manual)


def course_with_old_release(root: Path, lesson: str) -> MiniCourse:
    """Return a course with one lesson in the old release, and the present criteria."""
    assignment = old_release.LESSONS[lesson].parent.name
    course = MiniCourse(root, assignment, lesson)
    source = root / "source" / assignment
    source.mkdir(parents=True)
    shutil.copy(old_release.RECORD, root / "releases.json")
    course.configure(
        f"c.CourseContent.checks = {str(MAIN / 'checks')!r}\n"
        "c.CourseContent.releases = 'releases.json'\n"
    )
    nbformat.write(old_release.old(lesson), source / f"{lesson}.ipynb")
    generate_release(course_config(root), assignment, root, course.gradebook_url)
    return course


def renew(course: MiniCourse) -> None:
    """Build the present text of the lesson in the place of the old release."""
    source = course.root / "source" / course.assignment
    (source / f"{course.notebook}.ipynb").unlink()
    shutil.copytree(
        MAIN / "source" / course.assignment,
        source,
        ignore=shutil.ignore_patterns("*.ipynb"),
        dirs_exist_ok=True,
    )
    course.build()


def hand_in(course: MiniCourse, student: str, nb: NotebookNode, answers: list) -> None:
    nb = old_release.answered(nb, course.notebook, answers)
    nbformat.write(nb, course.handed_in(student))


def rows(course: MiniCourse) -> dict[str, Row]:
    grading = Grading(course.root, course.assignment)
    return {row.student: row for row in grading.rows()}


@pytest.mark.parametrize("kind", ["right", "half"])
def test_the_same_answers_earn_the_same(graded, kind):
    new = graded.after[f"new.{kind}"]
    assert new.problem == ""
    assert graded.before[f"old.{kind}"].scores == new.scores
    assert graded.anew[f"old.{kind}"].scores == new.scores
    assert graded.anew[f"new.{kind}"].scores == new.scores


def test_right_answers_earn_everything(graded):
    assert graded.after["old.right"].total == 100


@pytest.mark.parametrize("when", ["after", "anew"])
@pytest.mark.parametrize("student", ["old.right", "old.half"])
def test_one_line_tells_the_older_release_and_nothing_else(graded, when, student):
    [note] = getattr(graded, when)[student].notes
    assert LINE in note


@pytest.mark.parametrize("student", ["new.right", "new.half"])
def test_a_present_notebook_has_no_such_line(graded, student):
    assert graded.after[student].notes == []


def test_scores_and_comments_by_hand_stay(graded):
    assert graded.manual == (3.5, "a good start")
