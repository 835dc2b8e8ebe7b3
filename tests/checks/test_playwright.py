"""The oracle of lesson 5 is right, and its criteria draw values that compare safely."""

from pathlib import Path

import numpy as np
import pytest

from course.judging.load_checks import load_module

lesson = load_module(Path(__file__).parents[2] / "checks" / "playwright")
EXERCISES, oracle = lesson.EXERCISES, lesson.oracle
generate_text, batches = lesson.generate_text, lesson.stateful_batches
Writer = oracle.Writer

POINTS = {
    "stateful_batches": 17,
    "build_model": 14,
    "loss": 10,
    "sample_next": 13,
    "generate_text": 14,
}
SIZES = (7, 5, 6)


def draw_weights(seed=0):
    return oracle.draw_weights(np.random.default_rng(seed), *SIZES)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_hidden_points_leave_the_rest_to_the_visible_ones(exercise):
    assert EXERCISES[exercise].points == POINTS[exercise]


def test_the_network_is_that_of_keras():
    from utils.quiet import keras

    V, E, U = SIZES
    model = keras.Sequential(
        [
            keras.Input(batch_shape=(2, None)),
            keras.layers.Embedding(V, E),
            keras.layers.LSTM(U, return_sequences=True, stateful=True),
            keras.layers.Dense(V),
        ]
    )
    assert [w.shape for w in model.get_weights()] == oracle.shapes(*SIZES)
    weights, ids = draw_weights(), np.array([[1, 2, 6, 0], [3, 3, 1, 4]])
    model.set_weights(weights)
    first, state = oracle.read(ids, weights)
    second, _ = oracle.read(ids, weights, state)
    assert np.allclose(np.asarray(model(ids)), first, atol=1e-4)
    assert np.allclose(np.asarray(model(ids)), second, atol=1e-4)


def test_two_halves_with_the_state_between_are_one_whole():
    weights, ids = draw_weights(), np.array([[1, 2, 6, 0], [3, 3, 1, 4]])
    whole, _ = oracle.read(ids, weights)
    _, state = oracle.read(ids[:, :2], weights)
    assert np.allclose(oracle.read(ids[:, 2:], weights, state)[0], whole[:, 2:])


def test_a_writer_reads_as_the_network_does():
    weights, text = draw_weights(), [1, 2, 6, 0]
    writer = Writer.after(weights, text[:1], text[1:])
    logits, _ = oracle.read(np.array([text]), weights)
    assert np.allclose(writer.logits, logits[0, -1])
    assert writer.best() == logits[0, -1].argmax()


def test_the_chances_of_a_writer_sum_to_one():
    writer = Writer.after(draw_weights(), [1, 2])
    chances = [np.exp(writer.log_chance(number)) for number in range(SIZES[0])]
    assert sum(chances) == pytest.approx(1)


def test_log_softmax_is_safe_for_logits_of_any_size():
    logs = oracle.log_softmax(np.array([[1e4, 0.0], [-1e4, -1e4]]))
    assert np.allclose(logs, [[0, -1e4], [-np.log(2), -np.log(2)]])


def test_draws_at_temperature_0_are_the_best():
    logits = np.array([[1.0, 3.0, 2.0], [5.0, 4.0, 0.0]])
    drawn = oracle.draw(logits, 0, np.random.default_rng(0))
    assert drawn.tolist() == [1, 0]


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_draws_follow_the_softmax_at_their_temperature(temperature):
    logits = np.array([0.0, 1.0, -1.0])
    rows = np.tile(logits, (5000, 1))
    drawn = oracle.draw(rows, temperature, np.random.default_rng(0))
    p = np.exp(oracle.log_softmax(logits / temperature))
    assert oracle.follows(drawn, p)
    assert not oracle.follows(drawn, p[::-1])


def test_right_draws_are_accepted():
    p, rng = np.array([0.7, 0.2, 0.1]), np.random.default_rng(0)
    runs = (rng.choice(3, size=2000, p=p) for _ in range(500))
    assert all(oracle.follows(run, p) for run in runs)


def test_an_id_out_of_range_is_found():
    assert not oracle.follows(np.array([0, 1, 3]), np.array([0.5, 0.5, 0.0]))


def test_a_false_alarm_is_as_rare_as_promised():
    # For two kinds the chance of every count is known, so it can be summed.
    from math import comb

    n, p = 60, np.array([0.7, 0.3])
    alarm = sum(
        comb(n, ones) * p[1] ** ones * p[0] ** (n - ones)
        for ones in range(n + 1)
        if not oracle.follows(np.repeat([0, 1], [n - ones, ones]), p)
    )
    assert alarm < oracle.FALSE_ALARM


@pytest.mark.parametrize("seed", range(5))
def test_a_script_is_written_surely(seed):
    rng = np.random.default_rng(seed)
    script = generate_text.draw_script(rng, [(3, 4)], lambda *_: iter(()))
    ((start, written),) = script.texts
    ids = [script.alphabet.index(char) for char in start]
    found = generate_text.surely_written(script.weights, ids, len(written))
    assert "".join(script.alphabet[i] for i in found) == written


@pytest.mark.parametrize("seed", range(20))
def test_a_drawn_text_has_three_or_four_windows_a_row_and_some_ids_more(seed):
    rows, window, length = batches.draw_sizes(np.random.default_rng(seed))
    stream = (length - 1) // rows
    assert stream // window in (3, 4) and stream % window and (length - 1) % rows
