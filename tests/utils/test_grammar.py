"""The pastiche has the shape of what it stands for, always the same, of any length."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils import grammar, phrases, tavern_words

kinds = st.sampled_from(sorted(grammar.KINDS))


@given(kinds, st.integers(1, 5_000), st.integers(0, 99))
def test_a_text_has_the_length_asked(kind, length, seed):
    assert len(grammar.write(kind, length, seed)) == length


@given(kinds, st.integers(1, 3_000), st.integers(0, 99))
def test_a_longer_text_begins_with_the_shorter_one(kind, length, seed):
    longer = grammar.write(kind, length + 500, seed)
    assert longer.startswith(grammar.write(kind, length, seed))


@pytest.mark.parametrize("kind", grammar.KINDS)
def test_another_seed_gives_another_text(kind):
    assert grammar.write(kind, 2_000, 0) != grammar.write(kind, 2_000, 1)


def test_every_machine_and_python_writes_the_same():
    end = "!\nO wild river, why dost thou follow the daughter?\nNo"
    assert grammar.write("script", 1_000).endswith(end)


def test_every_symbol_has_a_rule():
    used = {
        symbol
        for alternatives in phrases.RULES.values()
        for alternative in alternatives
        for symbol in grammar.SYMBOL.findall(alternative)
    }
    assert used <= phrases.RULES.keys()


@pytest.mark.parametrize("kind", grammar.KINDS)
def test_an_comes_before_a_vowel(kind):
    assert not re.search(r"\b[Aa] [aeio]", grammar.write(kind, 50_000))


def test_a_sonnet_has_14_rhymed_lines():
    for sonnet in grammar.write("sonnets", 20_000).split("\n\n")[2:-1]:
        ends = [line.rstrip(",.;:?").split()[-1] for line in sonnet.split("\n")]
        assert len(ends) == 14
        assert rhyme(ends[0]) == rhyme(ends[2]) and ends[0] != ends[2]
        assert rhyme(ends[12]) == rhyme(ends[13])


def test_a_folio_has_acts_stage_directions_and_speakers_with_a_tab():
    text = grammar.write("folio", 20_000)
    assert "\nACT I\n" in text
    assert re.search(r"^\t\[Enter [A-Z, ]+ and [A-Z ]+\]$", text, re.M)
    assert re.search(r"^[A-Z ]+\t[A-Z'].*$", text, re.M)


def test_a_script_has_a_speaker_with_a_colon_before_every_speech():
    speeches = grammar.write("script", 20_000).split("\n\n")[:-1]
    assert all(re.match(r"[A-Z][A-Za-z ]+:\n.", speech) for speech in speeches)


def test_aphorisms_are_numbered_and_fit_their_lines():
    text = grammar.write("aphorisms", 20_000)
    assert re.findall(r"^\d+(?=\. )", text, re.M)[:3] == ["1", "2", "3"]
    assert max(map(len, text.split("\n"))) <= 80


def test_a_tavern_scene_is_lines_of_a_speaker_and_words():
    scenes = grammar.write("tavern", 20_000).split("\n\n\n")[1:-1]
    for line in "\n".join(scenes).split("\n"):
        assert re.match(r"[A-Z][A-Za-z_]+: .", line)


@pytest.fixture(scope="module")
def spoken() -> list[list[tuple[str, str]]]:
    """Return the scenes of a tavern, as pairs of a speaker and what is said."""
    scenes = grammar.write("tavern", 300_000).split("\n\n\n")[1:-1]
    return [[line.split(": ", 1) for line in scene.split("\n")] for scene in scenes]


def test_two_regulars_of_the_tavern_speak_half_of_its_lines(spoken):
    talk = Counter(speaker for scene in spoken for speaker, _ in scene)
    most = sum(number for _, number in talk.most_common(2))
    assert 0.45 < most / talk.total() < 0.6
    assert sum(number < 20 for number in talk.values()) > 300


@pytest.mark.parametrize("regular", tavern_words.REGULARS, ids=lambda who: who.name)
def test_a_regular_has_an_ending_that_nobody_else_uses(spoken, regular):
    ending = f"{regular.ends[0]}."
    using = {who for scene in spoken for who, said in scene if said.endswith(ending)}
    assert using == {regular.name}


def test_what_is_in_the_box_comes_back_at_the_end_of_the_scene(spoken):
    for scene in spoken:
        (_, asked), (who, answer), (_, end) = scene[-3:]
        assert "box" in asked and who == "Odo_Tapp"
        assert answer.rstrip(".").split()[-1] in end


def test_a_scene_keeps_to_its_topic(spoken):
    for scene in spoken:
        words = set(re.findall(r"[\w-]+", " ".join(said for _, said in scene)))
        told = [len(words & set(topic.nouns)) for topic in tavern_words.TOPICS]
        assert max(told) >= 2 or len(scene) < 12


def test_names_are_invented_for_one_scene(spoken):
    strangers = [
        {who for who, _ in scene} - {one.name for one in tavern_words.REGULARS}
        for scene in spoken
    ]
    everybody = Counter(name for scene in strangers for name in scene)
    assert sum(number > 1 for number in everybody.values()) < 5


def test_a_kind_that_is_not_known_names_those_that_are():
    with pytest.raises(ValueError, match="no kind of text 'novel'; there are: folio"):
        grammar.write("novel", 10)


def test_a_text_of_no_length_is_refused():
    with pytest.raises(ValueError, match="length must be at least 1, not 0"):
        grammar.write("folio", 0)


def rhyme(word):
    return next(number for number, group in enumerate(phrases.RHYMES) if word in group)
