"""Assignments in nbgrader's own style get the scores that stock nbgrader gives.

The class that is graded by both is slow; test_own_differences has one that is not.
"""

from datetime import datetime
from itertools import chain

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from own_features import FEATURES, Feature
from support.own_course import PS1, OwnCourse, checked_by, marked, solution
from support.programs import nbgrader

from course.report.gather import gather
from course.report.page import page
from course.report.tables import scores_csv

pytestmark = pytest.mark.timeout(1800)  # each notebook has three kernels, and stock's

KINDS = ("right", "half", "wrong", "blank")
ESSAY = marked("essay", "Why?", "markdown", grade=True, solution=True, points=3)
MANUAL = marked("test_by_hand", "# how?", grade=True, solution=True, points=4)
TASK = marked(
    "task",
    "Draw it.\n### BEGIN MARK SCHEME\nhalf for the axes\n### END MARK SCHEME",
    "markdown",
    task=True,
    locked=True,
    points=5,
)


def cells_of(feature: Feature) -> list:
    stub = f"{feature.stub}\n" if feature.stub else ""
    body = f"{stub}### BEGIN SOLUTION\n{feature.right}\n### END SOLUTION"
    tests = {f"{feature.name}_test": feature.test}
    tests |= {f"{feature.name}_{name}": text for name, text in feature.more.items()}
    if feature.name.startswith("test_"):
        tests = {feature.name: feature.test}
    return [
        new_markdown_cell(f"## {feature.name}"),
        solution(f"{feature.name}_answer", body),
        *(checked_by(name, text, feature.points) for name, text in tests.items()),
    ]


def answers(kind: str) -> dict[str, str]:
    return {
        f"{one.name}_answer": {
            "right": one.right,
            "wrong": one.wrong,
            "half": one.half or one.wrong,
        }[kind]
        for one in FEATURES
    }


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[OwnCourse, dict, dict]:
    """Return a class graded here and by stock nbgrader, with both gradebooks."""
    middle = len(FEATURES) // 2
    halves = {"one": FEATURES[:middle], "two": FEATURES[middle:]}
    notebooks = {
        name: [new_code_cell("import math"), *chain(*map(cells_of, features))]
        for name, features in halves.items()
    }
    notebooks["two"] += [ESSAY, MANUAL, TASK]
    course = OwnCourse(
        tmp_path_factory.mktemp("own"), notebooks, without_ids=True
    ).make()
    for kind in KINDS:
        course.hand_in(kind, {} if kind == "blank" else answers(kind))
    course.course.run("qualify", PS1, "--accept")  # some tests fail for everybody
    return course, course.graded_here(), course.graded_by_stock()


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_has_the_score_of_stock_nbgrader(graded, kind):
    _, here, stock = graded
    assert stock[kind] and here[kind] == stock[kind]


@pytest.mark.slow
def test_a_blank_notebook_earns_nothing(graded):
    _, here, _ = graded
    free = ("boolean", "other", "zero_points")  # passed by stubs, in stock as well
    earned = {n: s for n, (s, _) in here["blank"].items() if s}
    assert not {n for n in earned if not n.split(".")[1].startswith(free)}


@pytest.mark.slow
def test_honest_work_is_repaired_without_a_note(graded):
    course, _, _ = graded
    for kind in KINDS:
        assert "was repaired" not in course.page(kind, "one")
        assert "was repaired" not in course.page(kind, "two")


@pytest.mark.slow
def test_a_page_says_that_such_a_cell_is_not_sealed(graded):
    course, _, _ = graded
    assert "as nbgrader does: not sealed" in course.page("right", "two")


@pytest.mark.slow
def test_a_page_has_the_message_of_an_assertion_and_no_hidden_test(graded):
    course, _, _ = graded
    page = course.page("half", "one")
    assert "negative numbers, too" in page
    assert "HIDDEN TESTS" not in page and "cube(3)" not in page


@pytest.mark.slow
def test_the_table_has_every_cell_with_its_maximum(graded):
    course, _, _ = graded
    said = course.course.run("grade", PS1).stdout
    for column in ("square_test/2", "partial_test/4", "essay/3", "by_hand/4", "task/5"):
        assert column in said
    most = sum(one.points * (1 + len(one.more)) for one in FEATURES) + 3 + 4 + 5
    assert f"total/{most:g}" in said
    assert "waiting" in said  # for somebody to grade the task


@pytest.mark.slow
def test_the_report_says_what_is_not_sealed_and_what_waits(graded):
    course, _, _ = graded
    found = gather(course.course.root)
    shown = page(found, course.course.root, datetime.now())
    assert "Not sealed" in shown and "waits for a manual grade" in shown
    [header, first, *_] = scores_csv(found).splitlines()
    row = dict(zip(header.split(","), first.split(","), strict=True))
    assert row["ps1/task"] == "" and row["ps1/essay"] == "0"


@pytest.mark.slow
def test_nbgrader_autograde_gives_the_same(graded):
    course, here, _ = graded
    done = nbgrader(course.course.root, "autograde", PS1, "--student=half", "--force")
    assert done.returncode == 0, done.stderr
    assert course.scores(course.course.root)["half"] == here["half"]


def test_two_cells_of_one_name_in_two_notebooks_are_kept_apart(tmp_path):
    notebooks = {
        "one": [solution("answer", "x = 1"), checked_by("same", "assert x == 1", 3)],
        "two": [solution("answer", "x = 2"), checked_by("same", "assert x == 2", 5)],
    }
    course = OwnCourse(tmp_path, notebooks).make(stock=False)
    course.hand_in("ada", {"answer": "x = 1"})
    said = course.course.run("grade", PS1).stdout
    assert "one.same/3" in said and "two.same/5" in said and "total/8" in said
    assert scores_csv(gather(course.course.root)).splitlines() == [
        "student,ps1/one.same,ps1/two.same,ps1/total,total,max",
        "ada,3,0,3,3,8",
    ]


def test_where_everything_waits_for_a_human_the_table_and_the_report_say_so(tmp_path):
    essay = marked(
        "essay", "Your text", "markdown", solution=True, grade=True, points=3
    )
    course = OwnCourse(tmp_path, {"one": [essay]}).make(stock=False)
    course.hand_in("ada", {"essay": "It depends."})
    done = course.course.run("grade", PS1)
    assert done.exit_code == 0 and "1 of 1 graded" in done.stdout
    [row] = [line for line in done.stdout.splitlines() if line.startswith("ada")]
    assert row.split()[1:3] == ["waiting", "waiting"]
    found = gather(course.course.root)
    shown = page(found, course.course.root, datetime.now())
    assert "waits for a manual grade" in shown and "No verdict" not in shown
    assert "in proportion" not in shown  # there are no criteria
    assert scores_csv(found).splitlines()[1] == "ada,,,,3"
