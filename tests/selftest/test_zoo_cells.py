"""The zoo reads its cells, and reports those that it cannot read."""

import shutil
from pathlib import Path

import pytest

from course.content import default_content
from course.errors import CourseError
from course.selftest import zoo, zoo_report

COURSE = Path(__file__).parents[2]
CONTENT = default_content()
LESSON = COURSE / "checks" / "dinosaurs"


@pytest.fixture
def lesson(tmp_path):
    copied = tmp_path / "my zoo" / "dinosaurs"
    shutil.copytree(LESSON, copied)
    return copied


def test_changes_are_made_in_the_reference_line_by_line():
    reference = "def f(x):\n    y = x\n    return y"
    changes = "# - y = x\n# + y = 2\n# + y = y * x"
    expected = "def f(x):\n    y = 2\n    y = y * x\n    return y"
    assert zoo.changed(reference, changes) == expected


@pytest.mark.parametrize("line", ["return z", "y = 1"])
def test_a_change_must_mean_exactly_one_line(line):
    with pytest.raises(ValueError, match="the reference has"):
        zoo.changed("y = 1\ny = 1\nreturn y", f"# - {line}")


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("# %% right: a title -> upper_side", "name a criterion"),
        ("# %% wrong: a title", "name a criterion"),
        ("# %% rihgt: a title", "neither right nor wrong"),
        ("# %% wrong: a title -> uper_side", "a title: no criterion uper_side"),
        ("# %% wrong: a title -> upper_side\n# - nothing", "has 0 lines 'nothing'"),
    ],
)
def test_a_malformed_cell_is_named_with_its_line(lesson, cell, complaint):
    path = lesson / "answers" / "clip.py"
    line = path.read_text(encoding="utf-8").count("\n") + 1
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{cell}\ndef clip(gradients, maxValue):\n    pass\n")
    with pytest.raises(CourseError) as raised:
        zoo.specimens(lesson)
    assert str(raised.value).startswith(f"{path}:{line}: ")
    assert complaint in str(raised.value)


def test_a_missing_file_of_answers_is_named(lesson):
    (lesson / "answers" / "clip.py").unlink()
    with pytest.raises(CourseError, match=r"clip\.py:1: there is no such file"):
        zoo.specimens(lesson)


def test_a_wrong_answer_that_passes_is_told(lesson):
    (lesson / "answers" / "clip.py").write_text(
        "# %% right: a comprehension\n"
        "def clip(gradients, maxValue):\n"
        "    return {k: v.clip(-maxValue, maxValue) for k, v in gradients.items()}\n"
        "# %% wrong: not wrong at all -> upper_side\n"
        "def clip(gradients, maxValue):\n"
        "    return {k: g.clip(-maxValue, maxValue) for k, g in gradients.items()}\n",
        encoding="utf-8",
    )
    summary = zoo_report.summarise(lesson, "clip")
    assert summary.misjudged == ["clip: not wrong at all: accepted"]


@pytest.mark.parametrize("name", ["dinosaurs", "01-dinosaurs"])
def test_a_lesson_is_found_by_its_notebook_and_by_its_assignment(name):
    assert zoo.folder_of(CONTENT, name) == LESSON


def test_a_lesson_without_a_zoo_is_told_which_have_one():
    with pytest.raises(CourseError, match="nosuch has no zoo; these have one: dino"):
        zoo.folder_of(CONTENT, "nosuch")


def test_a_lesson_without_hidden_criteria_is_told_so():
    with pytest.raises(CourseError, match="sonnets has no hidden criteria"):
        zoo.folder_of(CONTENT, "sonnets")


def test_each_criterion_is_told_with_what_it_catches():
    answers = [a for a in zoo.specimens(LESSON) if a.exercise == "clip"]
    reports = {a: zoo.judge(LESSON, "clip", a.source, seed=0) for a in answers}
    told = zoo_report.catches(LESSON, "clip", reports)
    lower = told.split("clip.lower_side catches")[1].split("clip.")[0]
    assert "only the upper side" in lower and "only the lower side" not in lower


def test_the_matrix_counts_what_was_judged_as_it_should():
    table = zoo_report.matrix(
        [zoo_report.row("clip", [(True, True), (False, True), (False, False)])]
    )
    assert [line.split() for line in table.splitlines()] == [
        ["exercise", "caught", "wrong", "accepted", "right"],
        ["clip", "1", "of", "2", "1", "of", "1"],
    ]
