"""The Sonnets as a reader runs them, and that they never cost anybody a grade."""

import re
import shutil

import pytest
from nbgrader.api import Gradebook
from reader import (
    REPO,
    AnsweredLesson,
    Lesson,
    corpora,
    errors,
    executed,
    printed,
)
from typer.testing import CliRunner

from course.authoring.build import build
from course.cli import app
from course.sandbox import bubblewrap

LESSON = Lesson("01-dinosaurs", "sonnets")
STEPS = 100  # of training
FOLDER = LESSON.source.parent
EXTRA = [
    """
try:
    generate_output("naïve Σ")
except ValueError as error:
    print(error)
"""
]
LONG = ("model.fit(", "afterwards")
CONFIG = """
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "g.db")
c.SealedExecute.sandboxed = {sandboxed}
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """What the notebook prints on the Sonnets, but for the epoch of training."""
    texts = corpora("sonnets.txt")
    notebook = LESSON.with_answers()
    notebook.cells = [
        cell for cell in notebook.cells if not all(line in cell.source for line in LONG)
    ]
    done = executed(notebook, tmp_path_factory.mktemp("original"), texts)
    assert errors(done) == []
    return printed(done)


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    """Lesson 1 handed in with the Sonnets, without, and with a broken file."""
    root = tmp_path_factory.mktemp("a course")
    ignored = shutil.ignore_patterns("*.ipynb", "__pycache__")
    shutil.copytree(FOLDER, root / "source" / FOLDER.name, ignore=ignored)
    text = (REPO / "nbgrader_config.py").read_text(encoding="utf-8")
    text += CONFIG.format(sandboxed=bubblewrap.available() is None)
    (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    build(root)
    for student, beside in (("with", "sonnets"), ("without", ""), ("broken", "{")):
        place = root / "submitted" / student / FOLDER.name
        place.mkdir(parents=True)
        shutil.copy(root / "source" / FOLDER.name / "dinosaurs.ipynb", place)
        if beside == "sonnets":
            shutil.copy(root / "release" / FOLDER.name / "sonnets.ipynb", place)
        elif beside:
            (place / "sonnets.ipynb").write_text(beside, encoding="utf-8")
    arguments = ["grade", FOLDER.name, "--course-dir", str(root)]
    if bubblewrap.available() is not None:
        arguments.append("--unsandboxed")
    told = CliRunner().invoke(app, arguments)
    assert told.exit_code == 0, told.output
    with Gradebook(f"sqlite:///{root / 'g.db'}") as gradebook:
        handed_in = gradebook.assignment_submissions(FOLDER.name)
        return {each.student.id: each.score for each in handed_in}


class TestSonnets(AnsweredLesson):
    lesson = LESSON
    figures = 3


def test_a_line_it_cannot_read_is_refused_by_its_characters(answered):
    told = printed(answered)
    assert "'ï'" in told and "'σ'" in told


def test_one_more_epoch_teaches_the_pastiche(answered):
    found = re.findall(r"(loaded|afterwards): ([\d.]+) bits", printed(answered))
    bits = {when: float(value) for when, value in found}
    assert bits["afterwards"] < bits["loaded"] - 0.5


def test_the_poem_begins_with_the_readers_line(answered):
    assert "the keyboard is a garden in the night" in printed(answered)


def test_nobody_is_asked_to_type_anything():
    code = [cell.source for cell in LESSON.with_answers().cells]
    assert not [source for source in code if re.search(r"\binput\(", source)]


@pytest.mark.parametrize(
    "figure", ["94,275 characters, 38 different", "31,412 windows", "480,422"]
)
def test_the_original_text_gives_the_known_figures(original, figure):
    assert figure in original


def test_the_trained_weights_are_good_on_sonnets_they_have_not_seen(original):
    bits = re.search(r"loaded: ([\d.]+) bits per character", original)
    assert float(bits[1]) < 2.31


@pytest.mark.parametrize("student", ["with", "without", "broken"])
def test_lesson_1_gets_full_marks_whatever_lies_beside_it(scores, student):
    assert scores[student] == 100
