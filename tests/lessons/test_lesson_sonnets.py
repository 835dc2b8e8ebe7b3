"""The Sonnets as a reader runs them; they never cost anybody a grade."""

import re
import shutil

import pytest
from reader import (
    REPO,
    AnsweredLesson,
    Lesson,
    corpora,
    errors,
    executed,
    printed,
)
from support.mini_course import MiniCourse

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


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return what the notebook prints on the Sonnets, without the epoch of training."""
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
    """Return lesson 1's scores with the Sonnets, without, and with a broken file."""
    texts = {
        f"{FOLDER.name}/{path.stem}": path.read_text(encoding="utf-8")
        for path in sorted(FOLDER.glob("*.py"))  # dinosaurs is the first
    }
    root = tmp_path_factory.mktemp("a course")
    course = MiniCourse.write(root, texts, REPO / "checks").build()
    for student, beside in (("with", "sonnets"), ("without", ""), ("broken", "{")):
        place = course.handed_in(student)
        shutil.copy(course.path("source"), place)
        if beside == "sonnets":
            shutil.copy(course.path("release").with_name("sonnets.ipynb"), place.parent)
        elif beside:
            place.with_name("sonnets.ipynb").write_text(beside, encoding="utf-8")
    arguments = ["grade", FOLDER.name, "--workers", "1"]
    if bubblewrap.available() is not None:
        arguments.append("--unsandboxed")
    told = course.run(*arguments)
    assert told.exit_code == 0, told.output
    return {
        student: sum(scores.values()) for student, scores in course.scores().items()
    }


class TestSonnets(AnsweredLesson):
    lesson = LESSON
    figures = 3


def test_a_line_it_cannot_read_is_refused_by_its_characters(answered):
    assert "It has never seen ï σ: leave that out." in printed(answered)


def test_the_weights_are_those_of_the_text_at_hand(answered):
    assert "weights rhymes: trained on this text" in printed(answered)
    loaded = re.search(r"loaded: ([\d.]+) bits", printed(answered))
    assert float(loaded[1]) < 0.88  # the best count model of the pastiche


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
