"""The scripts and networks that lesson 4 makes up are as they claim."""

from pathlib import Path

import numpy as np
import pytest

from course.judging.load_checks import load_module

fakes = load_module(Path(__file__).parents[2] / "checks" / "simpsons").fakes
SEEDS = range(5)


def draw(seed):
    return np.random.default_rng(seed)


def write(network, vocab, prompt, length):
    """Return what a network writes after a prompt: always the likeliest character."""
    log_probs, state = None, None
    for char in prompt:
        log_probs, state = network(vocab.index(char), state)
    text = ""
    for _ in range(length):
        text += vocab[int(np.argmax(log_probs))]
        log_probs, state = network(vocab.index(text[-1]), state)
    return text


@pytest.mark.parametrize("seed", SEEDS)
def test_no_line_of_a_drawn_script_is_said_twice(seed):
    lines = [" ".join(line) for line in fakes.draw_script(draw(seed)).lines if line]
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("scenes", [5, 12])
def test_a_script_has_as_many_scenes_as_are_asked_for(scenes):
    assert len(fakes.draw_script(draw(0), scenes).scenes) == scenes


class TestNetwork:
    vocab = ("a", "b", "\n")

    @pytest.fixture
    def network(self):
        return fakes.Network(draw(0), fakes.fixed(list(self.vocab), {"a": 1.0}), 3)

    def test_it_keeps_what_it_has_read_and_the_states(self, network):
        _, state = network(0)
        network(1, state)
        assert network.read == [0, 1]
        assert network.given == [None, state] and network.handed[0] == state

    @pytest.mark.parametrize("index", ["a", 1.0, True, None])
    def test_it_reads_nothing_but_whole_numbers(self, network, index):
        with pytest.raises(AssertionError, match="the index of a character"):
            network(index)

    def test_it_reads_no_more_than_its_limit(self, network):
        for _ in range(3):
            network(0)
        with pytest.raises(AssertionError, match="more often than there are"):
            network(0)

    def test_what_an_answer_does_to_one_prediction_is_undone(self):
        network = fakes.Network(draw(0), fakes.fixed(list(self.vocab), {"a": 1.0}), 99)
        for _ in range(2 * fakes.ARRAYS):
            log_probs, _ = network(0)
            assert log_probs.tolist() == [0.0, fakes.FAINT, fakes.FAINT]
            log_probs[:] = 7


def test_a_chain_writes_its_text_after_the_prompt_and_then_is_lost():
    vocab = fakes.draw_vocab(draw(3))
    network = fakes.Network(draw(0), fakes.chain(vocab, "Bo: ", "now"), 99)
    assert write(network, vocab, "Bo: ", 4) == f"now{fakes.LOST}"


def test_a_line_begins_after_a_space_as_it_is_told():
    vocab = fakes.draw_vocab(draw(3))
    then = fakes.fixed(vocab, {"n": 1.0})
    network = fakes.Network(draw(0), fakes.begins(vocab, "Q", then), 99)
    assert write(network, vocab, "a: ", 3) == "Qnn"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_alphabet_has_each_character_once(seed):
    vocab = fakes.draw_vocab(draw(seed))
    assert len(set(vocab)) == len(vocab)
    assert set(f"{fakes.LETTERS}{fakes.SPOKEN}{fakes.LOST}\n :_") < set(vocab)


@pytest.mark.parametrize("size", [1, 2, 6])
def test_a_speaker_is_written_with_letters_that_no_line_has(size):
    name = fakes.draw_speaker(draw(0), size)
    letters = [char for char in name.lower() if char not in " _"]
    assert len(set(letters)) == size and not set(letters) & set(fakes.SPOKEN)
