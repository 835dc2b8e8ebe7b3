"""Lesson 2 as a reader runs it, as it is graded, and its numbers on the real text.

The reader's run is on the embedded text, so that nothing is downloaded. The numbers of
the real text need it in COURSE_DATA. Cells that only train, time or write are left out
there: their output differs from run to run.
"""

import re

import pytest
from reader import (
    GradedLesson,
    Lesson,
    corpora,
    errors,
    executed,
    printed,
    skipped,
)

LESSON = Lesson("02-shakespeare", "shakespeare")
STEPS = 40  # of training
WITHOUT = (
    *("beginner.fit", "GenerativeModel", "Writer(", "seconds_per_char"),
    *("written(", "your_step", "plots."),
)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return what the lesson prints on the real text."""
    texts = corpora("shakespeare_data.txt")
    notebook = LESSON.with_answers()
    notebook.cells = [
        cell
        for cell in notebook.cells
        if not (skipped(cell) and any(word in cell.source for word in WITHOUT))
    ]
    done = executed(notebook, tmp_path_factory.mktemp("original"), texts)
    assert errors(done) == []
    return re.sub(r" +", " ", printed(done))


class TestShakespeare(GradedLesson):
    lesson = LESSON
    figures = 10


def test_the_weights_of_the_pastiche_are_better_than_counting(answered):
    told = re.sub(r" +", " ", printed(answered))
    assert "weights folio: trained on this text" in told
    perplexity = float(re.search(r"perplexity of one sequence ([\d.]+)", told)[1])
    assert perplexity < min(counted(told))


def test_the_real_text_has_the_known_size(original):
    assert "125,097 lines that are not empty, 5,149,010 characters" in original
    assert "82 symbols" in original
    assert "124,097 lines to learn from, 1,000 held out" in original


def test_the_real_text_gives_the_known_numbers(original):
    assert "[55, 59, 63, 69, 75, 4, 16, 17]" in original
    assert "[34 59 66 66 69 4 77 69 72 66 58 5]" in original


def test_an_epoch_of_the_real_text_has_790_batches(original):
    assert "790 batches an epoch" in original


def test_the_model_has_the_known_numbers_of_weights(original):
    for count in ("20,992", "1,182,720", "42,066", "1,245,778"):
        assert count in original


def test_the_pretrained_model_is_better_than_the_original_on_held_out_text(original):
    told = original.split("one sequence of 41,573 characters")[1]
    perplexity = float(re.search(r"perplexity of one sequence ([\d.]+)", told)[1])
    assert perplexity == pytest.approx(3.2533, abs=2e-3)
    assert perplexity < 3.4006


def test_the_pretrained_model_is_better_than_counting(original):
    perplexities = counted(original)
    assert len(perplexities) == 9
    assert min(perplexities) == pytest.approx(3.926, abs=1e-3)
    assert perplexities.index(min(perplexities)) == 5


def counted(told):
    """Return the perplexities of the count models, by how far they look back."""
    table = told.split("contexts never seen")[1]
    return [float(row[1]) for row in re.findall(r"\n (\d) ([\d.]+) ", table)]
