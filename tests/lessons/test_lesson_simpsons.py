"""Lesson 4 as a reader runs it: answered, blank, and graded.

Each run is a fresh kernel on the embedded pastiche, so that nothing is downloaded. The
numbers of the original script need it in COURSE_DATA, and nothing of those runs is
kept.
"""

import re
from itertools import pairwise

import pytest
from reader import (
    GradedLesson,
    Lesson,
    alternatives,
    corpora,
    executed,
    printed,
)

LESSON = Lesson("04-simpsons", "simpsons")
STEPS = 3  # of training, in epochs

STATS = {
    "unique_words": "10,353",
    "scenes": "263",
    "sentences_per_scene": "15.190114068441064",
    "lines": "4,258",
    "words_per_line": "11.504462188821043",
    "characters": "305,270",
    "different ones": "65",
}


def measured(notebook, title):
    """Return what the alternative text of a figure says after these words."""
    (told,) = [alt for alt in alternatives(notebook) if title in alt]
    return told.partition(title)[2]


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return what the lesson finds in the original script, up to the network."""
    texts = corpora("moes_tavern_lines.txt")
    notebook = LESSON.with_answers()
    last = next(
        number
        for number, cell in enumerate(notebook.cells)
        if cell.source.startswith("## 4. ")
    )
    notebook.cells = notebook.cells[:last]
    return executed(notebook, tmp_path_factory.mktemp("original"), texts)


class TestSimpsons(GradedLesson):
    lesson = LESSON
    figures = 8
    of_the_blank = GradedLesson.of_the_blank | {"NameError"}  # no scenes, no network


def test_the_network_beats_looking_back_one_character_on_new_scenes(answered):
    told = measured(answered, "Bars: bits per character on the test scenes")
    one_back = re.search(r"one character ([\d.]+),", told)
    network = re.search(r"network ([\d.]+)\.", told)
    assert 0 < float(network[1]) < 0.8 * float(one_back[1])


def test_an_untrained_network_needs_the_bits_of_guessing(answered):
    (bits,) = re.findall(r"untrained: ([\d.]+) bits", printed(answered))
    assert float(bits) == pytest.approx(6.02, abs=0.05)  # log2 of 65


def test_a_speaker_says_a_line(answered):
    lines = re.findall(r"(?m)^odo_tapp: (.*)$", printed(answered))
    assert len(lines) >= 2 and all(lines)


@pytest.mark.parametrize("name", STATS)
def test_the_original_script_gives_the_known_numbers(original, name):
    (found,) = re.findall(rf"(?m)^{name} +([\d.,]+)$", printed(original))
    expected = float(STATS[name].replace(",", ""))
    assert float(found.replace(",", "")) == expected


def test_the_original_script_is_split_by_scenes(original):
    found = re.findall(r"(?m)^\w+: +(\d+) scenes", printed(original))
    assert list(map(int, found)) == [212, 24, 27]


def test_a_random_split_of_the_original_script_leaks(original):
    told = measured(original, "Two lines over how far a counting model looks back")
    leaky, honest = re.findall(r" at 0 to ([\d.]+) at 20", told)
    assert float(leaky) < 1 < 2 < float(honest)


def test_a_random_split_of_the_pastiche_leaks_a_bit(answered):
    told = measured(answered, "Two lines over how far a counting model looks back")
    leaky, honest = re.findall(r" at 0 to ([\d.]+) at 20", told)
    assert float(honest) - float(leaky) >= 1.0


def test_long_training_cells_say_in_the_text_before_what_they_cost():
    cells = LESSON.with_answers().cells
    for before, cell in pairwise(cells):
        if "model.fit(" in cell.source:
            assert "seconds" in before.source.replace("\n", " ")
