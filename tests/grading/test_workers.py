"""A worker that ends costs what it was at, and nobody else anything."""

import pytest
from support.faults import CONFIG
from support.jobs_seen import judged_students
from support.mini_course import UNSANDBOXED, MiniCourse
from support.sums import RIGHT, TEXT
from typer.testing import Result

CHECKS = '''
"""Criteria of which one reads what an answer returned, and does what it says."""

from support.faults import harm

from utils.checking import Checks

double, total = Checks("double"), Checks("total")
EXERCISES = {"double": double, "total": total}


@double.criterion("it doubles", points=15, hint="it holds for every number")
def doubles(answer, rng):
    assert answer.double(21) == 42


@double.criterion("it is read", points=15, hint="it cannot be read")
def is_read(answer, rng):
    value = answer.double("")
    harm(value)
    assert value == ""


@total.criterion("the sum", points=40, hint="values may be many")
def many(answer, rng):
    assert answer.total([1, 2, 3]) == 6
'''


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    folder = tmp_path_factory.mktemp("faults")
    (folder / "checks").mkdir()
    (folder / "checks" / "sums.py").write_text(CHECKS, encoding="utf-8")
    lessons = {"00-sums/sums": TEXT}
    config = UNSANDBOXED + CONFIG
    root, checks = folder / "a course", folder / "checks"
    return MiniCourse.write(root, lessons, checks, config).build()


@pytest.fixture
def course(built: MiniCourse) -> MiniCourse:
    """Return the course with one right submission besides what a test hands in."""
    course = built.copy(built.root.with_name("copy"))
    course.hand_in("zoe", RIGHT)
    return course


def returning(text: str) -> dict[str, str]:
    code = f"def double(x):\n    return {text!r} if x == '' else 2 * x\n"
    return RIGHT | {"double": code}


def grade(course: MiniCourse, workers: int = 1) -> Result:
    return course.run("grade", "--workers", str(workers))


@pytest.mark.parametrize("fault", ["KILL", "HOARD"])
def test_an_end_while_a_submission_is_taken_in_is_one_row_and_leaves_nothing(
    course, fault
):
    course.hand_in("ada", RIGHT | {"double": f"# TAKING IN: {fault}\n"})
    graded = grade(course)
    assert graded.exit_code == 1 and len(graded.stderr.splitlines()) == 1
    assert graded.stderr.startswith("ada: submitted/ada/00-sums: it could not be read")
    assert "1 of 2 graded" in graded.stdout
    assert course.scores()["zoe"] == {"double": 40, "total": 60}
    assert not [*(course.root / ".course").glob("grading-*")]


@pytest.mark.parametrize("fault", ["KILL", "HOARD"])
def test_an_end_at_a_criterion_is_a_limit_on_the_page_and_the_rest_is_judged(
    course, fault
):
    course.hand_in("ada", returning(fault))
    graded = grade(course)
    assert graded.exit_code == 0 and "1 × limit" in graded.stdout
    scores = course.scores()
    assert 0 < scores["ada"]["double"] < scores["zoe"]["double"] == 40
    assert scores["ada"]["total"] == 60
    assert "limit" in course.path("feedback", "ada", ".html").read_text("utf-8")


def test_an_end_while_the_page_is_made_leaves_the_grade(course, monkeypatch):
    judged = judged_students(monkeypatch)
    course.hand_in("ada", {**RIGHT, "double": RIGHT["double"] + "# PAGE: KILL\n"})
    graded = grade(course)
    assert graded.exit_code == 1
    assert "ada: graded, but without a feedback page: " in graded.stderr
    assert course.scores()["ada"] == {"double": 40, "total": 60}
    assert sorted(judged) == ["ada", "zoe"]  # once
    assert not course.path("feedback", "ada", ".html").exists()


def test_an_earlier_grade_stays_and_the_row_says_so(course):
    course.hand_in("ada", RIGHT)
    grade(course)
    course.hand_in("ada", {"double": "# TAKING IN: KILL\n"})
    graded = grade(course)
    assert graded.exit_code == 1
    assert "the earlier grade stays: 100" in graded.stdout
    assert course.scores()["ada"] == {"double": 40, "total": 60}


def test_a_pool_does_the_same(course):
    course.hand_in("ada", returning("KILL"))
    course.hand_in("bob", RIGHT | {"double": "# TAKING IN: KILL\n"})
    graded = grade(course, workers=2)
    assert graded.exit_code == 1 and "2 of 3 graded" in graded.stdout
    assert graded.stderr.startswith("bob: submitted/bob/00-sums: it could not be read")
    assert course.scores()["ada"]["total"] == 60
