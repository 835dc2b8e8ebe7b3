"""Practice for a learner: judged like all exercises, but without points."""

import nbformat
import pytest
from support.mini_course import grade_id
from support.practised import practised
from support.sums import RIGHT
from typer.testing import CliRunner

from course.authoring.lesson import as_notebook
from course.cli import app
from course.selfstudy import live, progress
from course.selfstudy.lessons import Course
from utils.checking import Checks

TRIPLE = "THREE = 3\ndef triple(x):\n    return THREE * x\n"
SLIP = "def triple(x):\n    return x + 4\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return practised(tmp_path_factory.mktemp("practice") / "course", "").root


@pytest.fixture(scope="module")
def sums(root):
    return Course(root).handouts["sums"]


@pytest.fixture
def told(root, sums, tmp_path):
    """Return what `course check` says of a copy with answers, and its exit code."""

    def told(answers, *more):
        nb = sums.notebook.copy()
        nb.cells = [
            nbformat.from_dict({**c, "source": answers.get(grade_id(c), c.source)})
            for c in nb.cells
        ]
        nbformat.write(nb, tmp_path / "sums.ipynb")
        return say(root, "check", tmp_path / "sums.ipynb", *more)

    return told


def say(root, *words):
    line = [*map(str, words), "--course-dir", str(root)]
    return CliRunner().invoke(app, line, env={"COLUMNS": "200"})


@pytest.fixture
def check(root, sums, capsys):
    """Check answers by `%check`; return what is printed."""

    def check(exercise="triple", **names):
        names = {"In": list(sums.likeness.code), **names}
        live.check(exercise, names, Course(root))
        return capsys.readouterr().out

    return check


def test_a_copy_with_blank_practice_has_full_marks(told):
    found = told(RIGHT)
    assert "sums: 100 of 100 points" in found.output
    assert "triple: practice, no answer yet" in found.output
    assert found.exit_code == 0


def test_a_wrong_answer_is_told_and_costs_nothing(told):
    found = told(RIGHT | {"triple": SLIP})
    assert "triple: 1 of 2 checks passed (practice, no points)" in found.output
    assert "for every number" in found.output
    assert "sums: 100 of 100 points" in found.output
    assert found.exit_code == 0


def test_practice_alone_is_right_or_not(told):
    right = told({"triple": TRIPLE}, "--exercise", "triple")
    assert "triple: 2 of 2 checks passed" in right.output
    wrong = told({"triple": SLIP}, "--exercise", "triple")
    assert (right.exit_code, wrong.exit_code) == (0, 1)
    assert "points" not in wrong.output.replace("no points", "")


def test_a_page_shows_practice_without_points(root, sums, tmp_path, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda url: None)
    nbformat.write(as_notebook(sums.lesson), tmp_path / "sums.ipynb")
    page = tmp_path / "page.html"
    say(root, "check", tmp_path / "sums.ipynb", "--html", page)
    text = page.read_text(encoding="utf-8")
    assert "three times any number" in text and "(Score: 100.0 / 100.0)" in text


def test_the_magic_shows_practice_without_points(check):
    found = check(triple=lambda x: 3 * x)
    assert "triple: 2 of 2 checks passed (practice, no points)" in found
    assert progress.load().of("sums", "triple").best == 1


def test_the_magic_names_blank_practice_in_a_line(check):
    names: dict = {}
    stub = "def triple(x):\n    raise NotImplementedError\n"
    exec(compile(stub, "<triple>", "exec"), names)
    assert check(triple=names["triple"]) == "triple: practice, no answer yet\n"


def test_there_are_hints_and_a_solution(root):
    assert "two becomes six" in say(root, "hint", "triple").output
    assert "x + x + x" in say(root, "solution", "triple", "--yes").output


def test_progress_shows_a_share_and_adds_no_points(root, check):
    check(triple=lambda x: x + 4)
    found = say(root, "progress").output
    row = next(line for line in found.splitlines() if " triple " in line)
    assert "0%" in row and "practice" in row
    total = next(line for line in found.splitlines() if " all " in line)
    assert "100" in total


class TestInTheNotebook:
    @pytest.fixture
    def checks(self):
        checks = Checks("triple")

        @checks.criterion("two becomes six", points=1, hint="add it twice")
        def two(triple):
            assert triple(2) == 6

        return checks

    def test_a_right_answer_is_the_one_that_is_used(self, checks, capsys):
        def triple(x):
            return 3 * x

        assert checks.practise(triple, abs) is triple
        assert "without points" in capsys.readouterr().out

    def test_a_wrong_one_is_told_and_ours_is_used(self, checks, capsys):
        assert checks.practise(lambda x: x, abs) is abs
        told = capsys.readouterr().out
        assert "add it twice" in told and "the lesson goes on with ours" in told

    def test_one_that_raises_stops_nothing(self, checks, capsys):
        assert checks.practise(lambda x: x.nothing, abs) is abs
        assert "AttributeError" in capsys.readouterr().out
