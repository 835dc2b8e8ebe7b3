"""Lesson 3 as a reader runs it, and as it is graded: answered and blank.

Each run is a fresh kernel on the embedded text, so that nothing is downloaded. The
numbers of the original text need it in COURSE_DATA.
"""

import re

import pytest
from reader import (
    GradedLesson,
    Lesson,
    corpora,
    errors,
    executed,
    pages,
    printed,
    without_display,
)

from utils.grammar import write

LESSON = Lesson("03-nietzsche", "nietzsche")
STEPS = 40  # of training


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return what the lesson prints on the original text, without the long cells."""
    texts = corpora("nietzsche.txt")
    quick = ("x, y = extract_windows", "trained = pretrained.load", "import lzma")
    notebook = without_display(LESSON.with_answers(), quick)
    return printed(executed(notebook, tmp_path_factory.mktemp("original"), texts))


class TestNietzsche(GradedLesson):
    lesson = LESSON
    figures = 10


def test_a_short_training_learns_more_than_frequencies(answered):
    held_out = re.findall(r"([\d.]+) held out", printed(answered))
    frequencies = re.search(r"frequencies +([\d.]+)", printed(answered))
    assert float(held_out[-1]) < float(frequencies[1])


def test_four_temperatures_stand_side_by_side(answered):
    (table,) = (page for page in pages(answered) if "τ = 1.2</th>" in page)
    assert re.findall(r"τ = ([\d.]+)</th>", table) == ["0.2", "0.5", "1.0", "1.2"]
    assert table.count("<td") == 4


@pytest.mark.parametrize(
    "figure",
    ["600,893 characters, 57 different", "200,278 windows of 60", "685.0 MB"],
)
def test_the_original_text_gives_the_known_figures(original, figure):
    assert figure in original


def test_the_trained_model_beats_a_compressor_on_original_text_held_out(original):
    trained = re.search(r"trained for longer +([\d.]+)", original)
    compressor = re.search(r"xz +([\d.]+)", original)
    assert float(trained[1]) < 2.1 < float(compressor[1])


@pytest.mark.slow
def test_a_text_of_other_characters_goes_on_with_a_line(tmp_path):
    greek = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβγδεζηθικλμνξοπρστυφχψωϊϋ")
    text = write("aphorisms", 40_000).lower().translate(greek)
    (tmp_path / "own.txt").write_text(text, encoding="utf-8")
    notebook = LESSON.with_answers()
    for cell in notebook.cells:
        cell.source = cell.source.replace(
            'load("nietzsche")', 'load("nietzsche", path="own.txt")'
        )
    notebook = executed(notebook, tmp_path, {"CHARLM_OFFLINE": "1"})
    assert errors(notebook) == []
    assert "has other characters" in printed(notebook)
