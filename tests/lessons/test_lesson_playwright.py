"""Lesson 5 as a reader runs it, and as it is graded: answered and blank.

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
    outputs,
    pages,
    printed,
    without_display,
)

LESSON = Lesson("05-playwright", "playwright")
STEPS = 150  # of training
QUICK = ("full.summary()", 'print(f"{name:8s} weights')  # of the cells that show


def bits_of(notebook):
    """Return what the lesson says of held-out text, by the name of the model."""
    found = re.findall(r"^(\S.*?) +([\d.]+) bits, perplexity", printed(notebook), re.M)
    return {name: float(bits) for name, bits in found}


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return the lesson on the original text, untrained, and its held-out figure."""
    texts = corpora("tinyshakespeare.txt")
    ask = (
        "x, y = next(iter(stateful_batches(held_ids, 64, 300)))\n"
        "nats = np.asarray(loss(y, playwright(64)(x)))[:, 20:].mean()\n"
        "print(f'{nats / np.log(2):.3f} bits held out')\n"
    )
    notebook = without_display(LESSON.with_answers(ask), QUICK)
    return executed(notebook, tmp_path_factory.mktemp("original"), texts)


class TestPlaywright(GradedLesson):
    lesson = LESSON
    figures = 9


def test_a_lost_or_wrong_memory_costs_what_the_lesson_says(answered):
    found = re.findall(r"^(\S.*?) +([\d.]+) bits per char", printed(answered), re.M)
    bits = {name: float(value) for name, value in found}
    assert bits["carried"] + 0.2 < min(bits["emptied"], bits["a neighbour's"])


def test_a_short_training_learns_more_than_pairs(answered):
    bits = bits_of(answered)
    assert bits["small, 400 steps"] < bits["pairs counted"] < bits["guessing"]


def test_the_large_network_is_better_on_the_pastiche_that_it_was_made_for(answered):
    bits = bits_of(answered)
    assert "weights script: trained on this text" in printed(answered)
    assert bits["large, loaded"] < bits["small, 400 steps"]


def test_the_argmax_goes_round_in_circles(answered):
    (told,) = re.findall(
        r"repeated: 0 ([\d.]+), 0.4 [\d.]+, 0.8 ([\d.]+)",
        " ".join(o.data["text/plain"] for o in outputs(answered, "execute_result")),
    )
    assert float(told[0]) > 30 > float(told[1])


def test_the_original_text_runs_without_an_error(original):
    assert errors(original) == []


@pytest.mark.parametrize(
    "figure", ["1,115,394 characters, 65 different", "weights 5,330,241, states [(64"]
)
def test_the_original_text_gives_the_known_figures(original, figure):
    assert figure in printed(original)


@pytest.mark.parametrize("count", ["16,640", "5,246,976", "66,625"])
def test_the_layers_have_the_known_numbers_of_weights(original, count):
    assert count in " ".join(pages(original))


def test_the_trained_weights_are_good_on_text_they_have_not_seen(original):
    bits = re.search(r"([\d.]+) bits held out", printed(original))
    assert 1.9 < float(bits[1]) < 2.2  # 19,000 characters of the 111,540
