"""Practice in every lesson: the reader's own is used if it is right, and else ours.

A check cell of practice needs no other cell, so most of this runs an answer and its
check in a namespace, without a kernel.
"""

import re
from functools import cache

import nbformat
import numpy as np
import pytest
from reader import OFFLINE, REPO, Lesson, errors, executed, printed, without_display

from course.authoring.lesson import read_lesson, without_marks
from course.content import default_content
from course.judging.cells import grade_id
from course.judging.remote_answer import local_answer
from course.selftest import zoo
from utils import practice
from utils.numpy_rnn import softmax

LESSONS = {
    text.stem: Lesson(text.parent.name, text.stem)
    for text in sorted((REPO / "source").glob("*/*.py"))
}
PRACTICE = [
    (name, exercise)
    for name, lesson in LESSONS.items()
    for exercise in re.findall(r'"practice_(\w+)"', lesson.source.read_text("utf-8"))
]
# Words in the cells that grading leaves out, but practice needs, or that need it.
USES = {
    "shakespeare": ("pretrained.load", "gru_step", "GenerativeModel", "Writer("),
    "nietzsche": (
        *("pretrained.load", "import Stepper", "network = ", "import distribution"),
        *("size = len(", "lstm_step", "your_step", "def side_by_side", "after_prompt"),
        *("top_p", "cut_off", "prompt = ", "class Batches", "def short_training"),
    ),
}


def marked(lesson: str, name: str):
    """Return one practice exercise; what writes with TensorFlow is slow."""
    marks = pytest.mark.slow if name == "GenerativeModel" else ()
    return pytest.param(lesson, name, id=name, marks=marks)


each_practice = pytest.mark.parametrize(("lesson", "name"), PRACTICE)
each_answer = pytest.mark.parametrize(
    ("lesson", "name"), [marked(*one) for one in PRACTICE]
)


@cache
def lesson_text(lesson: str):
    return read_lesson(LESSONS[lesson].source, REPO)


def folder(lesson: str):
    """Return the folder of a lesson's checks."""
    return default_content().checks_folder / lesson


def names_for(lesson: str, name: str) -> dict:
    """Return what an answer finds in its notebook."""
    if name == "GenerativeModel":
        return zoo.notebook(folder(lesson), name, "")
    return {"np": np, "softmax": softmax, "__name__": "__main__"}


def used(lesson: str, name: str, answer: str, names: dict) -> object:
    """Run an answer and its check; return what the lesson goes on with."""
    check = lesson_text(lesson).practice[f"practice_{name}"].source
    for source in (answer, check):
        exec(compile(source, f"<{name}>", "exec"), names)
    [goes_on_with] = re.findall(r"^(\w+) = checks\.practise\(", check, re.MULTILINE)
    return names[goes_on_with]


@each_practice
def test_after_a_blank_one_the_lesson_goes_on_with_ours(lesson, name, capsys):
    blank = LESSONS[lesson].blank()
    [stub] = [cell.source for cell in blank.cells if grade_id(cell) == name]
    names = {"np": np}
    assert used(lesson, name, stub, names) is getattr(practice, name)
    assert "the lesson goes on with ours" in capsys.readouterr().out


@each_answer
def test_after_a_wrong_one_it_does_too_and_says_what_is_wrong(
    lesson, name, capsys, monkeypatch
):
    # On a slow or busy machine, a diagnosis may meet its limit and is silent then.
    monkeypatch.setattr("utils.diagnosis.here.SECONDS", 10.0)
    answers = zoo.specimens(folder(lesson))
    wrong = next(a for a in answers if a.exercise == name and not a.right)
    names = names_for(lesson, name)
    assert used(lesson, name, wrong.source, names) is getattr(practice, name)
    shown = capsys.readouterr().out
    assert "the lesson goes on with ours" in shown
    assert wrong.say in shown


@each_answer
def test_after_a_right_one_it_goes_on_with_the_readers_own(lesson, name, capsys):
    right = without_marks(lesson_text(lesson).exercises[name].source)
    names = names_for(lesson, name)
    assert used(lesson, name, right, names) is names[name]
    assert "This is practice, without points." in capsys.readouterr().out


@each_practice
def test_ours_meets_every_hidden_criterion(lesson, name):
    answer = local_answer({name: getattr(practice, name), "np": np})
    for criterion in zoo.exercises(folder(lesson))[name].criteria:
        result = criterion.judge(answer, np.random.default_rng(11), show_errors=True)
        assert result.points == criterion.points, (criterion.name, result.message())


@each_practice
def test_grading_knows_none_of_its_cells(lesson, name):
    release = LESSONS[lesson].blank()
    cells = [c for c in release.cells if grade_id(c) in (name, f"practice_{name}")]
    assert len(cells) == 2
    for cell in cells:
        assert not cell.metadata.nbgrader.grade and "points" not in cell.metadata
        assert "skip-when-grading" in cell.metadata.tags
    assert name not in LESSONS[lesson].points


@pytest.mark.slow
@pytest.mark.parametrize("lesson", USES)
def test_a_lesson_without_any_practice_goes_on_to_its_end(lesson, tmp_path):
    stubs = {grade_id(cell): cell.source for cell in LESSONS[lesson].blank().cells}
    notebook = LESSONS[lesson].with_answers(steps=2)
    for cell in notebook.cells:
        if (lesson, grade_id(cell)) in PRACTICE:
            cell.source = stubs[grade_id(cell)]
    done = executed(without_display(notebook, USES[lesson]), tmp_path, OFFLINE)
    assert errors(done) == []
    shown = nbformat.writes(done)
    assert shown.count("the lesson goes on with ours") >= 2
    [differs] = re.findall(r"differ by (\S+) at most", printed(done))
    assert float(differs) < 1e-4
