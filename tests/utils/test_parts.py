"""Whole parts are held out, the last ones, whatever a text is made of."""

import pytest

from utils.parts import parts_of, split

LINES = [f"line {k} of some words" for k in range(200)]
TEXTS = {
    "chapters": "\n\n\n".join(["\n\n".join(LINES[:3])] * 40),
    "paragraphs": "\n\n".join(["\n".join(LINES[k : k + 2]) for k in range(90)]),
    "lines": "\n".join(LINES),
    "sentences": ". ".join(LINES),
    "pieces": " ".join(LINES),
}


@pytest.mark.parametrize(("kind", "text"), TEXTS.items(), ids=TEXTS)
def test_the_largest_parts_of_which_there_are_enough_are_taken(kind, text):
    assert parts_of([text])[0] == kind


@pytest.mark.parametrize("text", [*TEXTS.values(), "x" * 3_000], ids=[*TEXTS, "x"])
def test_the_parts_join_to_the_text(text):
    assert "".join(parts_of([text])[1]) == text


def test_many_files_are_parts_themselves():
    kind, parts = parts_of(LINES)
    assert kind == "files" and "".join(parts) == "\n\n".join(LINES)


def test_a_few_files_are_parted_further():
    assert parts_of([TEXTS["lines"], TEXTS["lines"]])[0] == "lines"


def test_the_last_parts_are_held_out_and_all_is_in_its_order():
    found = split([TEXTS["lines"]])
    assert found.train + found.valid + found.test == TEXTS["lines"]
    assert len(found.test) >= len(TEXTS["lines"]) / 10
    assert found.test.startswith("line ")
    assert sum(found.counts) == 200


def test_a_held_out_part_that_was_learned_is_left_out():
    long = "this line is so long that nobody writes it twice by chance"
    text = "\n".join([long, *LINES[:180], long, *LINES[180:]])
    found = split([text])
    assert long in found.train and long not in found.valid + found.test
    assert found.copies == len(long) + 1
    assert f"left out: {found.copies} characters" in str(found)


def test_a_text_that_only_repeats_itself_is_split_all_the_same():
    text = "\n".join(["the very same line of more than forty characters"] * 60)
    assert min(map(len, (split([text]).valid, split([text]).test))) > 200


@pytest.mark.parametrize("share", [0, 0.5, -1])
def test_a_share_that_leaves_nothing_is_refused(share):
    with pytest.raises(ValueError, match="above 0 and below"):
        split([TEXTS["lines"]], share)
