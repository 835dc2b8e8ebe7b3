"""The oracle of lesson 1 is right, and its criteria draw values that compare safely."""

from pathlib import Path

import numpy as np
import pytest

from course.judging.load_checks import load_module

lesson = load_module(Path(__file__).parents[2] / "checks" / "dinosaurs")
model, oracle, recorder = lesson.model, lesson.oracle, lesson.fakes
optimize_checks, sample_checks = lesson.optimize, lesson.sample


def draw_network(n_a, vocab_size):
    return {
        "Wax": np.random.randn(n_a, vocab_size),
        "Waa": np.random.randn(n_a, n_a),
        "Wya": np.random.randn(vocab_size, n_a),
        "b": np.random.randn(n_a, 1),
        "by": np.random.randn(vocab_size, 1),
    }


def test_the_oracle_draws_the_indices_of_the_original_lesson():
    np.random.seed(24)
    indices, _ = oracle.drawn(draw_network(100, 27), newline=0, seed=0)
    assert indices == [
        *(23, 16, 26, 26, 24, 3, 21, 1, 7, 24, 15),
        *(3, 25, 20, 6, 13, 10, 8, 20, 12, 2, 0),
    ]


def test_the_oracle_takes_the_step_of_the_original_lesson():
    np.random.seed(1)
    state, network = np.random.randn(100, 1), draw_network(100, 27)
    X, Y = [12, 3, 5, 11, 22, 3], [4, 14, 11, 22, 25, 26]
    loss, gradients, last = oracle.optimize(X, Y, state, network)
    assert loss == pytest.approx(126.50397572165389)
    assert gradients["dWaa"][1, 2] == pytest.approx(0.19470931534713587)
    assert gradients["dWya"][1, 2] == pytest.approx(-0.007773876032002162)
    assert gradients["db"][4, 0] == pytest.approx(-0.06809825)
    assert np.argmax(gradients["dWax"]) == 93 and last[4, 0] == pytest.approx(-1)


@pytest.mark.parametrize("name", ["Wax", "Waa", "Wya", "b", "by"])
def test_the_gradients_of_the_oracle_are_slopes_of_its_loss(name):
    case = optimize_checks.draw_case(np.random.default_rng(5))
    weights, h = case.parameters[name], 1e-6

    def loss():
        return oracle.loss_and_gradients(case.X, case.Y, case.state, case.parameters)[0]

    for place in np.ndindex(weights.shape):
        middle = weights[place]
        weights[place] = middle + h
        above = loss()
        weights[place] = middle - h
        below = loss()
        weights[place] = middle
        slope = (above - below) / (2 * h)
        assert case.gradients[f"d{name}"][place] == pytest.approx(slope, abs=1e-7)


def test_steep_gradients_pass_the_bound_on_both_sides():
    case = optimize_checks.draw_case(np.random.default_rng(6), steep=True)
    entries = np.concatenate([g.ravel() for g in case.gradients.values()])
    assert entries.max() > 5.5 and entries.min() < -5.5


@pytest.mark.parametrize("seed", range(20))
def test_no_draw_of_a_case_is_near_another_character(seed):
    case = sample_checks.draw_case(np.random.default_rng(seed))
    indices, margin = oracle.drawn(case.parameters, case.newline, case.seed)
    assert indices == case.expected and margin >= sample_checks.SAFE_MARGIN


def test_a_draw_that_rounding_could_change_is_not_used():
    alphabet = {char: index for index, char in enumerate("\nab")}
    network = {name: 0 * w for name, w in draw_network(2, 3).items()}
    uniform = np.random.RandomState(0).random_sample()
    # The first draw falls exactly on the edge between a and b.
    network["by"][:, 0] = np.log([uniform / 2, uniform / 2, 1 - uniform])
    assert sample_checks.solved(network, alphabet, 0, (1, 51)) is None


def test_names_of_the_regular_corpus_are_held_out():
    corpus, held_out = recorder.draw_regular_corpus(np.random.default_rng(0))
    assert not set(corpus.encoded) & set(map(tuple, held_out)) and len(held_out) == 8


def test_unigrams_of_one_character_cost_almost_nothing():
    cost = oracle.unigram_nats_per_character([[0] * 9_999], [[0, 0]], 0, 2)
    assert cost == pytest.approx(0, abs=1e-3)


def test_a_network_of_zeros_costs_the_logarithm_of_its_vocabulary():
    network = {name: 0 * w for name, w in draw_network(3, 5).items()}
    assert oracle.nats_per_character([[1, 2], [3]], 0, network) == pytest.approx(
        np.log(5)
    )


def test_the_recorder_returns_states_that_cannot_be_guessed():
    watch = recorder.Recorder(np.random.default_rng(1))
    network, state = draw_network(watch.n_a, 5), np.zeros((watch.n_a, 1))
    first = watch.optimize([None], [0], state, network)[2]
    second = watch.optimize([None], [0], first, network)[2]
    assert not np.array_equal(first, second)
    assert np.array_equal(watch.steps[1].a_prev, watch.steps[0].returned)


def test_the_criteria_of_the_model_stay_short():
    assert recorder.LEARNING_STEPS <= 40 and len(model.checks.criteria) <= 12
