"""An instructor's own assignment, graded by workers and by the formgrader's button.

Also nbgrader's own example, which `nbgrader quickstart` gives to everybody.
"""

import os
import shutil
import subprocess
import sys

import pytest
from distributed import LocalCluster
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from support.kernels import needs_bubblewrap
from support.own_course import PROGRAMS, PS1, OwnCourse, checked_by, solution

from course.distributed.workers import Workers
from course.folder import course_config
from course.grading.grade import Grading

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800), needs_bubblewrap]

HELPER = {"helper.py": "def check(f):\n    assert f(1) == 2\n"}
ANSWER = "### BEGIN SOLUTION\ndef f(x):\n    return x + 1\n### END SOLUTION"
TESTS = {"helped": "import helper\nhelper.check(f)", "plain": "assert f(2) == 3"}
RIGHT, WRONG = "def f(x):\n    return 1 + x", "def f(x):\n    return 2 * x"
SQUARES = "def squares(n):\n    if n < 1:\n        raise ValueError(n)\n    return "
QUICKSTART = {
    "right": {
        "squares": SQUARES + "[i**2 for i in range(1, n + 1)]",
        "sum_of_squares": "def sum_of_squares(n):\n    return sum(squares(n))",
        "sum_of_squares_equation": "$n(n+1)(2n+1)/6$",
        "sum_of_squares_application": "pyramidal = sum_of_squares",
        "part-a": "It adds two earlier ones.",
        "part-b": "It does not end.",
    },
    "right_too": {
        "squares": SQUARES + "list(map(lambda i: i * i, range(1, n + 1)))",
        "sum_of_squares": "def sum_of_squares(n):\n    t = 0\n"
        "    for s in squares(n):\n        t += s\n    return t",
    },
    "right_again": {
        "squares": "import numpy as np\n" + SQUARES + "list(np.arange(1, n + 1) ** 2)",
        "sum_of_squares": "sum_of_squares = lambda n: int(np.sum(squares(n)))",
    },
    "half": {
        "squares": "def squares(n):\n    return [i * i for i in range(1, n + 1)]",
        "sum_of_squares": "def sum_of_squares(n):\n"
        "    return n * (n + 1) * (2 * n + 1) // 6",
    },
    "wrong": {
        "squares": "def squares(n):\n    return [n]",
        "sum_of_squares": "def sum_of_squares(n):\n    return n",
    },
    "broken": {"squares": "def squares(:\n", "sum_of_squares": "sum_of_squares ="},
    "blank": {},
}


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """Return what nbgrader's own example gets here, and from stock nbgrader."""
    place = tmp_path_factory.mktemp("quickstart")
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "quickstart", "example"],
        cwd=place,
        env={**os.environ, "PATH": f"{PROGRAMS}:{os.environ['PATH']}"},
        check=True,
        capture_output=True,
    )
    course = OwnCourse(place / "own", {"problem1": [], "problem2": []})
    for root in (course.course.root, course.stock):
        to = root / "source" / PS1
        shutil.copytree(place / "example" / "source" / PS1, to, dirs_exist_ok=True)
    course.make()
    for kind, answers in QUICKSTART.items():
        course.hand_in(kind, answers)
    return course.graded_here(), course.graded_by_stock()


@pytest.mark.parametrize("kind", QUICKSTART)
def test_the_example_of_quickstart_has_the_scores_of_stock_nbgrader(example, kind):
    here, stock = example
    assert len(here[kind]) == 9 and here[kind] == stock[kind]


def test_workers_of_a_scheduler_give_sealed_verdicts(tmp_path):
    cells = [solution("f", ANSWER), *(checked_by(n, t) for n, t in TESTS.items())]
    course = OwnCourse(tmp_path, {"one": cells}, HELPER).make(stock=False)
    course.hand_in("ada", {"f": RIGHT})
    course.hand_in("bob", {"f": WRONG})
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        workers = Workers(scheduler=cluster.scheduler_address)
        rows = [*Grading(course.course.root, PS1, workers=workers).rows()]
    assert [row.problem for row in rows] == ["", ""]
    assert course.scores(course.course.root) == {
        "ada": {"one.helped": (2, False), "one.plain": (2, False)},
        "bob": {"one.helped": (2, False), "one.plain": (0, False)},
    }
    assert course.page("ada", "one").count("Sealed: the same test") == 2


def test_the_formgraders_button_honours_what_was_accepted(tmp_path):
    tests = {**TESTS, "never": "assert f(1) == 3"}
    cells = [solution("f", ANSWER), *(checked_by(n, t) for n, t in tests.items())]
    course = OwnCourse(tmp_path, {"one": cells}, HELPER).make(stock=False)
    course.hand_in("ada", {"f": RIGHT})
    root = course.course.root
    config = course_config(root)
    button = NbGraderAPI(CourseDirectory(config=config), config=config)
    refused = button.autograde(PS1, "ada")
    assert not refused["success"]
    assert "your own solution gets less than the maximum: one.never" in str(refused)
    course.course.run("qualify", PS1, "--accept")
    assert button.autograde(PS1, "ada")["success"]
    assert course.scores(root)["ada"] == {
        "one.helped": (2, False),
        "one.plain": (2, False),
        "one.never": (0, False),
    }
