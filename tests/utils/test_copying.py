"""What was copied is found, in full and exactly."""

from hypothesis import given
from hypothesis import strategies as st

from utils.copying import copied, longest_copy, recitations

letters = st.text(alphabet="ab", max_size=30)


def test_the_longest_stretch_of_several_is_found():
    assert longest_copy("xx the cat yy the cats zz", "all the cats") == " the cats"


def test_of_equals_the_first_is_given():
    assert longest_copy("ab-cd", "cdab") == "ab"


def test_a_text_that_stands_in_the_source_is_all_copied():
    assert list(copied("romeo", "o romeo, romeo")) == [1, 2, 3, 4, 5]


def test_strange_characters_are_copied_from_nowhere():
    assert list(copied("aßb", "ab")) == [1, 0, 1]


def test_nothing_is_copied_into_an_empty_text():
    assert longest_copy("", "source") == ""


def test_nothing_is_copied_out_of_an_empty_source():
    assert longest_copy("text", "") == ""


@given(letters, letters)
def test_what_ends_at_a_character_is_in_the_source_and_could_not_be_longer(
    text, source
):
    for end, length in enumerate(copied(text, source), start=1):
        assert text[end - length : end] in source
        longer = end - length - 1
        assert longer < 0 or text[longer:end] not in source


def test_recitations_are_all_characters_in_copies_that_are_long_enough():
    found = recitations("now to bed", "to be or not to be", 4)
    assert found.tolist() == [False] * 3 + [True] * 6 + [False]
    assert not recitations("", "abc", 4).size
