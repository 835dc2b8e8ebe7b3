"""A lesson from the template and one from a notebook with asserts, built and judged.

Answers are judged in this process. How both lessons are graded with kernels, the slow
test of the page "Your own assignments" shows.
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from support.mini_course import MiniCourse, grade_id
from support.squares import SMOOTHING, SOLVED, SQUARE, notebook_at
from typer.testing import Result

from course.authoring.criteria import shared_out
from course.content import content_of
from course.folder import course_config
from course.judging.judge import examine
from course.judging.load_checks import hidden_checks
from course.judging.remote_answer import local_answer
from course.selfstudy.lessons import Course
from course.selftest import zoo, zoo_report


@dataclass(frozen=True)
class Made:
    """The course, its two lessons, and what the second command said."""

    smoothing: MiniCourse
    squares: MiniCourse
    told: Result

    @property
    def lines(self) -> list[str]:
        return self.told.stdout.splitlines()

    def zoo(self, lesson: MiniCourse) -> Path:
        return zoo.folder_of(content_of_(lesson), lesson.notebook)

    def points(self, lesson: MiniCourse, exercise: str, answers: dict) -> float:
        """Return what the released notebook with some answers gets for an exercise."""
        names: dict[str, object] = {"__name__": "__main__"}
        test_cell = ""
        for cell in lesson.answered(answers).cells:
            name = grade_id(cell)
            if name == f"test_{exercise}":
                test_cell = cell.source
            elif cell.cell_type == "code" and not name.startswith("test_"):
                run(cell.source, names)
        hidden = hidden_checks(content_of_(lesson), lesson.notebook)
        answer = local_answer(names)
        own = hidden[exercise]
        return examine(exercise, test_cell, own, answer, hidden, seed=1).points


def content_of_(lesson: MiniCourse):
    return content_of(lesson.root, course_config(lesson.root))


def run(source: str, names: dict) -> None:
    """Run a cell as grading does: its error stops no other cell."""
    with contextlib.suppress(NotImplementedError, AssertionError, NameError):
        exec(source.replace("%matplotlib inline", ""), names)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a course with one lesson of each kind, built."""
    root = tmp_path_factory.mktemp("new") / "a course"
    root.mkdir()
    smoothing = MiniCourse(root, "01-smoothing", "smoothing")
    smoothing.configure()
    assert smoothing.run("new", "lesson", "smoothing").exit_code == 0
    own = notebook_at(root / "source" / "ps1" / "one.ipynb")
    before = own.read_bytes()
    told = smoothing.run("new", "lesson", "squares", "--from", str(own))
    assert told.exit_code == 0, told.output
    assert own.read_bytes() == before
    smoothing.build()
    return Made(smoothing, MiniCourse(root, "02-squares", "squares"), told)


def test_the_template_gives_a_solution_full_marks_and_a_blank_none(made):
    assert made.points(made.smoothing, "moving_average", SMOOTHING) == 100
    assert made.points(made.smoothing, "moving_average", {}) == 0


@pytest.mark.parametrize("name", ["smoothing", "squares"])
def test_every_answer_is_judged_as_it_says(made, name):
    folder = made.zoo(getattr(made, name))
    for exercise in zoo.exercises(folder):
        assert zoo_report.summarise(folder, exercise).misjudged == []


def test_the_template_has_a_sentence_for_each_wrong_answer(made):
    answers = zoo.specimens(made.zoo(made.smoothing))
    assert sum(answer.right for answer in answers) >= 4
    wrong = [answer for answer in answers if not answer.right]
    assert len(wrong) >= 8
    assert all(answer.say or answer.unnamed for answer in wrong)


@pytest.mark.parametrize("exercise", ["square", "total"])
def test_the_notebooks_solution_gets_full_marks_and_a_blank_none(made, exercise):
    assert made.points(made.squares, exercise, SOLVED) == 40
    assert made.points(made.squares, exercise, {}) == 0


@pytest.mark.parametrize(
    ("exercise", "wrong"),
    [
        ("square", SQUARE.replace("*", "+")),
        ("square", SQUARE.replace("x * x", "x * abs(x)")),
        ("square", "def square(x):\n    return {3: 9, -2: 4}.get(x, 0)\n"),
        ("total", "def total(values):\n    return sum(values)\n"),
        ("total", "def total(values):\n    return 3\n"),
    ],
)
def test_wrong_answers_that_the_asserts_caught_are_caught(made, exercise, wrong):
    assert made.points(made.squares, exercise, {**SOLVED, exercise: wrong}) < 40


def test_open_and_hidden_tests_become_open_and_hidden_criteria(made):
    nb = made.squares.read()
    (cell,) = [c for c in nb.cells if c.id == "test_square"]
    assert "square(3) == 9" in cell.source
    assert "range(5, 7)" not in nbformat.writes(nb)
    assert "range(5, 7)" in (made.zoo(made.squares) / "square.py").read_text()


def test_what_stays_is_named_in_one_line_and_tagged(made):
    assert "variable: kept as it was: it calls no function" in made.told.stdout
    (cell,) = [c for c in made.squares.read().cells if c.id == "variable"]
    assert cell.source == "assert answer == 42"
    assert cell.metadata.tags == ["nbgrader-style"]


def test_changes_to_points_and_cells_are_named(made):
    assert "all points: 10 became 100, which every lesson has" in made.lines
    assert "open, secret: one test cell now, test_square" in made.lines


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["2nd"], "'2nd' is no Python identifier: use letters, digits and _"),
        (["class"], "'class' is no Python identifier: use letters, digits and _"),
        (
            ["smoothing"],
            "source/01-smoothing/smoothing.py exists: "
            "choose another name than smoothing",
        ),
        (["one"], "source/ps1/one.ipynb exists: choose another name than one"),
        (
            ["new", "--assignment", "../elsewhere"],
            "'../elsewhere' is no name of a folder in source/",
        ),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_one_line(made, words, line):
    refused = made.smoothing.run("new", "lesson", *words)
    assert (refused.exit_code, refused.stderr) == (1, f"{line}\n")


def test_without_a_name_or_a_notebook_the_usage_is_told(made):
    refused = made.smoothing.run("new", "lesson")
    assert refused.exit_code == 2 and "course new lesson NAME" in refused.stderr


def test_a_notebook_of_another_language_or_none_is_refused(made, tmp_path):
    other = notebook_at(tmp_path / "stats.ipynb", language="R")
    refused = made.smoothing.run("new", "--from", str(other))
    assert refused.stderr == f"{other}: a notebook in R; lessons are in Python\n"
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{", encoding="utf-8")
    refused = made.smoothing.run("new", "--from", str(broken))
    assert refused.exit_code == 1 and len(refused.stderr.splitlines()) == 1
    assert not list(made.smoothing.root.glob("source/*/broken.py"))


def test_points_are_shared_out_whole_where_they_can_be():
    assert shared_out(100, [1, 1, 1]) == [34, 33, 33]
    assert shared_out(1, [1, 1]) == [0.5, 0.5]
    assert sum(shared_out(1, [1, 1, 1])) == pytest.approx(1)
    assert shared_out(0, [1, 1]) == [0, 0]


def test_who_learns_alone_meets_only_what_criteria_judge(made, tmp_path, monkeypatch):
    handout = Course(made.squares.root).handouts["squares"]
    assert [*handout.lesson.exercises] == ["square", "total"]
    assert [*handout.judged] == ["test_square", "test_total"]
    monkeypatch.setenv("CHARLM_HOME", str(tmp_path))
    done = made.squares.run("progress")
    assert done.exit_code == 0 and "cell-3" not in done.stdout
