"""Characters become numbers and back again; an unknown one is named in the error."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.vocabulary import PADDING, UNKNOWN, UnknownCharacter, Vocabulary

texts = st.text(min_size=1, max_size=50)


@given(texts)
def test_a_text_comes_back_as_it_was(text):
    vocabulary = Vocabulary.of(text)
    assert vocabulary.decode(vocabulary.encode(text)) == text


@given(texts, texts)
def test_only_characters_of_the_text_are_known(text, other):
    vocabulary = Vocabulary.of(text, unknown=True)
    known = [number != 0 for number in vocabulary.encode(other)]
    assert known == [character in text for character in other]


@given(texts)
def test_numbers_are_places_in_sorted_order(text):
    vocabulary = Vocabulary.of(text)
    assert list(vocabulary) == sorted(set(text))
    assert vocabulary.encode("".join(vocabulary)).tolist() == list(
        range(len(vocabulary))
    )


def test_the_vocabulary_of_lesson_2_has_unknown_first_and_padding_second():
    vocabulary = Vocabulary.of("ab", unknown=True, padding=True)
    assert list(vocabulary) == [UNKNOWN, PADDING, "a", "b"]
    assert vocabulary.encode("bar").tolist() == [3, 2, 0]


def test_numbers_are_int64_and_one_to_a_character():
    ids = Vocabulary.of("añ🦕").encode("🦕a")
    assert ids.dtype == np.int64 and ids.tolist() == [2, 0]


def test_an_empty_text_has_no_numbers():
    assert Vocabulary.of("a").encode("").shape == (0,)
    assert Vocabulary.of("a").decode([]) == ""


def test_numbers_of_any_shape_are_read_row_by_row():
    assert Vocabulary.of("abc").decode([[0, 1], [2, 0]]) == "abca"


def test_padding_is_nothing_and_unknown_is_visible():
    vocabulary = Vocabulary.of("a", unknown=True, padding=True)
    assert vocabulary.decode([2, 1, 0]) == "a[UNK]"


def test_a_vocabulary_is_taken_from_a_file_of_weights_as_it_stands():
    vocabulary = Vocabulary(np.array(["b", "a"]))
    assert vocabulary.encode("ab").tolist() == [1, 0]
    assert vocabulary == Vocabulary(["b", "a"]) != Vocabulary.of("ab")


def test_characters_that_are_not_known_are_named():
    with pytest.raises(UnknownCharacter, match=r"vocabulary of 2: 'д' '字'\. Leave"):
        Vocabulary.of("ab").encode("a字дb")


def test_only_the_first_of_many_unknown_characters_are_named():
    with pytest.raises(UnknownCharacter, match=r"'j' …\. Leave"):
        Vocabulary.of("z").encode("abcdefgh" + "ijklmn")


@pytest.mark.parametrize("ids", [[2], [-1], [0, 7]])
def test_a_number_outside_the_vocabulary_is_refused(ids):
    with pytest.raises(ValueError, match="vocabulary of 2: use 0 to 1"):
        Vocabulary.of("ab").decode(ids)


def test_half_a_character_is_refused():
    with pytest.raises(ValueError, match="integers, not float64"):
        Vocabulary.of("ab").decode([0.5])


@pytest.mark.parametrize("make", [lambda: Vocabulary.of(""), lambda: Vocabulary([])])
def test_an_empty_vocabulary_is_refused(make):
    with pytest.raises(ValueError, match="a text with at least one character"):
        make()


@pytest.mark.parametrize("symbols", [["a", "a"], ["ab"]])
def test_symbols_are_single_characters_and_different(symbols):
    with pytest.raises(ValueError, match=r"each symbol only once|not one char"):
        Vocabulary(symbols)
