"""The epilogue as a reader runs it: what it says of attention is what it prints."""

import re

import pytest
from reader import AnsweredLesson, Lesson, corpora, errors, executed, pages, printed

LESSON = Lesson("05-playwright", "attention")


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return what the notebook prints on the real text."""
    texts = corpora("tinyshakespeare.txt")
    done = executed(LESSON.with_answers(), tmp_path_factory.mktemp("original"), texts)
    assert errors(done) == []
    return printed(done)


class TestAttention(AnsweredLesson):
    lesson = LESSON
    figures = 6


def test_forty_lines_compute_what_keras_computes(answered):
    differ = re.findall(r"(?:outputs|weights) differ by (\S+)", printed(answered))
    assert len(differ) == 2 and max(map(float, differ)) < 1e-4


def test_attention_alone_knows_no_order(answered):
    assert float(re.search(r"shuffled: differs by (\S+)", printed(answered))[1]) < 1e-4


def test_it_says_of_what_text_the_weights_are(answered):
    assert "NOT ON THIS TEXT" in printed(answered)


def test_what_heads_look_at_can_be_hovered_over(answered):
    page = next(page for page in pages(answered) if "<title>block 1, head 1" in page)
    assert page.count("<title>block") >= 8 * 30


def test_the_longer_tokens_are_the_more_each_of_them_costs(answered):
    told = printed(answered)
    per_token = [float(p) for p in re.findall(r"perplexity +([\d.]+) per token", told)]
    assert len(per_token) == 5 and per_token == sorted(per_token)


def test_the_original_text_gives_the_known_figures(original):
    assert "trained on this text, Tiny Shakespeare" in original
    assert re.search(r"^transformer +100,009$", original, re.M)


def test_nothing_of_it_is_graded():
    assert not any("nbgrader" in cell.metadata for cell in LESSON.blank().cells)
