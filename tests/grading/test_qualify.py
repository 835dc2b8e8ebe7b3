"""An assignment is qualified by the instructor's own solution, before any student's."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from support.own_course import PS1, OwnCourse, checked_by, solution

from course.report.gather import gather

pytestmark = pytest.mark.timeout(1200)

ANSWER = "### BEGIN SOLUTION\ndef f(x):\n    return x + 1\n### END SOLUTION"
RIGHT = "def f(x):\n    return 1 + x"
ODD = """class Odd:
    def __eq__(self, other):
        return True
    __hash__ = None
def f(x):
    return Odd()"""
GOOD = {
    "plain": "assert f(1) == 2",
    "looks": "import inspect\nassert 'def' in inspect.getsource(f)",
    "free": "assert True",
}
# Tests that the solution itself cannot pass, and what the one line says of each.
BAD = {
    "syntax": ("assert f( == 2", "SyntaxError"),
    "package": ("import no_such_package", "No module named 'no_such_package'"),
    "file": ("open('no_such_file.csv')", "No such file or directory"),
    "endless": (
        "import time\nwhile True: time.sleep(1)",
        "the test took too long and was stopped",
    ),
    "wrong": ("assert f(1) == 3, 'should be 3'", "should be 3"),
    "too_much": ("7", "the test gave 7 of 2 points"),
}


def course(place, tests: dict[str, str], answer: str = ANSWER, **more) -> OwnCourse:
    cells = [solution("f", answer), *(checked_by(n, text) for n, text in tests.items())]
    return OwnCourse(place, {"one": cells}, **more).make(stock=False)


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """Return a course whose solution passes, with one submission that deceives."""
    made = course(tmp_path_factory.mktemp("good"), GOOD)
    made.hand_in("ada", {"f": ODD})
    return made


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """Return a course with tests that the solution cannot pass, and the refusal."""
    made = course(
        tmp_path_factory.mktemp("bad"),
        {name: text for name, (text, _) in BAD.items()},
        config="c.Execute.timeout = 3\n",
    )
    made.hand_in("ada", {"f": RIGHT})
    return made, made.course.run("grade", PS1)


@pytest.fixture(scope="module")
def accepted(bad) -> list[str]:
    """Accept what is missing; return the lines that say so."""
    return bad[0].course.run("qualify", PS1, "--accept").stdout.splitlines()


def test_the_share_of_sealable_tests_is_printed(good):
    done = good.course.run("qualify", PS1)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [
        "the untouched release gets points: one.free (2)",
        "sealable: 2 of 3 test cells (67%)",
        "  not one.looks: it gives the solution less outside than inside",
    ]


def test_a_verdict_that_could_be_sealed_and_is_not_waits_for_somebody(good):
    scores = good.graded_here()["ada"]
    assert scores == {
        "one.plain": (2, True),
        "one.looks": (2, False),
        "one.free": (2, False),
    }
    said = good.course.run("grade", PS1).stdout
    assert "plain: passed beside the student's code and not outside of it" in said
    assert "not sealed: one.looks:" in said
    page = good.page("ada", "one")
    assert "Somebody will look at it." in page and "Sealed: the same test" in page


def test_the_report_says_what_waits_and_what_is_sealed(good):
    good.graded_here()
    [found] = gather(good.course.root)
    [ada] = found.submissions
    assert ada.waiting == ["plain"]
    assert ada.not_sealed == ["plain", "looks"]


def test_a_flag_stays_when_the_submission_is_graded_again(good):
    good.course.run("grade", PS1, "--force")
    assert good.scores(good.course.root)["ada"]["one.plain"] == (2, True)


def test_a_solution_below_its_maximum_stops_grading_in_one_line(bad):
    made, done = bad
    assert done.exit_code == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("ps1: your own solution gets less than the maximum: one.")
    assert "and 1 more" in line and "course qualify ps1 --accept" in line
    assert not (made.course.root / "autograded").exists()


def test_every_cell_is_named_with_what_is_missing(accepted):
    for name, (_, why) in BAD.items():
        [line] = [
            one
            for one in accepted
            if one.startswith("accepted: ") and one.endswith(f" from one.{name}")
        ]
        assert why in line


def test_what_was_accepted_is_graded_until_something_else_is_missing(bad, accepted):
    made, _ = bad
    assert set(made.graded_here()["ada"]) == {f"one.{name}" for name in BAD}
    [path] = (made.course.root / ".course" / "qualified").iterdir()
    stored = json.loads(path.read_text())
    stored["accepted"].remove("one.wrong")
    path.write_text(json.dumps(stored))
    assert made.course.run("grade", PS1).exit_code == 1


def refused_to_qualify(made: OwnCourse) -> str:
    made.hand_in("ada", {"f": ODD})
    done = made.course.run("grade", PS1)
    assert done.exit_code == 0, done.stderr
    assert made.scores(made.course.root)["ada"] == {"one.plain": (2, False)}
    [line] = [one for one in done.stdout.splitlines() if "not qualified" in one]
    return line


def test_without_a_solution_nothing_is_sealed_and_nothing_flagged(tmp_path):
    made = course(tmp_path, {"plain": GOOD["plain"]}, answer="# write f here")
    line = "not qualified: source/ps1 has no solution: scored as nbgrader does"
    assert line in refused_to_qualify(made)


def test_a_source_unlike_the_release_is_not_qualified(tmp_path):
    made = course(tmp_path, {"plain": GOOD["plain"]})
    path = made.course.root / "source" / PS1 / "one.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells[-1].source = "assert f(2) == 3"
    nbformat.write(nb, path)
    assert "one.ipynb is not what was released" in refused_to_qualify(made)


def test_a_course_without_the_source_is_not_qualified(tmp_path):
    made = course(tmp_path, {"plain": GOOD["plain"]})
    (made.course.root / "source" / PS1 / "one.ipynb").unlink()
    assert "there is no source/ps1/one.ipynb" in refused_to_qualify(made)


def test_a_loop_of_many_calls_costs_a_student_nothing_outside(tmp_path):
    many = "for i in range(5_000):\n    assert f(i) == i + 1\nlast = i"
    made = course(tmp_path, {"many": many, "after": "assert f(last) == 5_000"})
    said = made.course.run("qualify", PS1).stdout
    assert "sealable: 0 of 2" in said
    assert "not one.many: it takes too long outside" in said


def test_a_notebook_in_another_language_is_named_and_stops_nobody(tmp_path):
    answer = "### BEGIN SOLUTION\nx = 3;\n### END SOLUTION"
    cells = [solution("x", answer), checked_by("t", "assert(x == 3)")]
    made = OwnCourse(tmp_path, {"one": cells}, languages={"one": "octave"})
    made.make(stock=False)
    made.hand_in("ada", {"x": "x = 3;"})
    done = made.course.run("grade", PS1)
    assert done.exit_code == 0, done.stderr
    assert "one is in octave, not run here: its tests wait for you" in done.stdout
    assert "not sealed" not in done.stdout
    assert made.scores(made.course.root)["ada"] == {"one.t": (None, True)}
    assert "was repaired" not in made.page("ada", "one")


def test_an_assignment_with_criteria_alone_needs_no_qualification(tmp_path):
    cells = [new_code_cell("1")]
    made = OwnCourse(tmp_path, {"one": cells}).make(stock=False)
    done = made.course.run("qualify", PS1)
    assert done.exit_code == 1
    assert done.stderr == "ps1 has no test cells but those with criteria\n"
