"""The oracle of lesson 4 is right, and what its criteria draw exposes wrong answers."""

from pathlib import Path

import numpy as np
import pytest

from course.judging.load_checks import load_module
from course.judging.remote_answer import local_answer

lesson = load_module(Path(__file__).parents[2] / "checks" / "simpsons")
EXERCISES, oracle, fakes = lesson.EXERCISES, lesson.oracle, lesson.fakes

POINTS = {
    "script_stats": 17,
    "split_scenes": 17,
    "bits_per_char": 13,
    "generate_line": 20,
}
EXAMPLE = (
    "[a note]\n\n\nada: what will it be?\nbo: tea. black tea.\nada: (sighs) tea.\n\n\n"
    "ada: closing time!\n\nbo: it rains."
)


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_hidden_points_leave_the_rest_to_the_visible_ones(exercise):
    assert EXERCISES[exercise].points == POINTS[exercise]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_oracle_meets_every_criterion(exercise):
    answer = local_answer({exercise: getattr(oracle, exercise)})
    report = EXERCISES[exercise].judge(answer, rng())
    assert report.passed, report


def test_the_oracle_counts_the_example_of_the_lesson():
    assert oracle.script_stats(EXAMPLE) == {
        "unique_words": 14,
        "scenes": 4,
        "sentences_per_scene": 1.0,
        "lines": 8,
        "words_per_line": 2.5,
    }


@pytest.mark.parametrize("seed", range(20))
def test_a_drawn_script_is_cut_into_the_scenes_it_was_made_of(seed):
    script = fakes.draw_script(rng(seed))
    assert script.text.split("\n\n") == script.pieces
    stats = oracle.script_stats(script.text)
    words = [word for line in script.lines for word in line]
    assert stats["lines"] == len(script.lines)
    assert stats["unique_words"] == len(set(words))
    assert stats["words_per_line"] == len(words) / len(script.lines)


@pytest.mark.parametrize(
    ("scenes", "fraction", "expected"),
    [(9, 0.125, 2), (13, 0.02, 1), (30, 0.1, 3), (10, 0.625, 7), (6, 0, 0), (6, 1, 6)],
)
def test_a_part_of_a_scene_counts_as_a_whole_one(scenes, fraction, expected):
    assert oracle.held_out(scenes, fraction) == expected


def test_the_oracle_holds_out_the_last_scenes():
    assert oracle.split_scenes("a\n\nb\n\n\nc\n\n", 0.5) == ("a\n\nb", "\nc\n\n")


def test_bits_of_the_example_of_the_lesson():
    probs = np.array([[0.375, 0.5, 0.125], [0.125, 0.375, 0.5]])
    bits = oracle.bits_per_char(np.log(probs), np.array([1, 0]))
    assert bits == pytest.approx(2.0)


def test_the_oracle_reads_the_prompt_and_then_what_it_writes():
    vocab = fakes.draw_vocab(rng())
    network = fakes.Network(rng(), fakes.chain(vocab, "ad: ", "tea!\n"), limit=50)
    line = oracle.generate_line(network, vocab, "ad", 1.0, 20, rng())
    assert line == "ad: tea!"
    assert "".join(vocab[index] for index in network.read) == line
    assert network.given == [None, *network.handed[:-1]]


@pytest.mark.parametrize("temperature", [1e-5, 1.0, 10.0])
def test_the_first_of_a_crowd_is_drawn_every_other_time(temperature):
    logs = np.log(list(oracle.crowd("abcdefgh", temperature).values()))
    p = oracle.softmax(logs, temperature)
    assert p[0] == pytest.approx(0.5) and np.ptp(p[1:]) == pytest.approx(0)


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_at_another_temperature_the_balance_of_a_crowd_is_lost(factor):
    logs = np.log(list(oracle.crowd(fakes.SPOKEN, 1.0).values()))
    assert abs(oracle.softmax(logs, factor)[0] - 0.5) > 0.3


def test_only_one_half_does_not_diverge_from_one_half():
    assert oracle.divergence_from_half(0.5) == 0
    assert oracle.divergence_from_half(1.0) == pytest.approx(np.log(2))
    few, many = map(oracle.divergence_from_half, (0.2, 0.8))
    assert few == pytest.approx(many) and few > 0


@pytest.mark.parametrize("seed", range(20))
def test_networks_write_with_no_letter_of_a_speaker(seed):
    speaker = fakes.draw_speaker(rng(seed), 5)
    assert not set(speaker) & set(fakes.SPOKEN + fakes.LOST)


def test_the_states_of_a_network_cannot_be_guessed():
    network = fakes.Network(rng(), lambda read: np.zeros(3), limit=20)
    for _ in range(20):
        network(0)
    assert len(set(network.handed)) == 20


def test_a_network_that_is_asked_on_and_on_says_so():
    network = fakes.Network(rng(), lambda read: np.zeros(3), limit=1)
    network(0)
    with pytest.raises(AssertionError, match="more often than there are"):
        network(0)
