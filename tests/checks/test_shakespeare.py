"""The oracle of lesson 2 is right, and what its criteria draw exposes wrong answers."""

from pathlib import Path

import numpy as np
import pytest

from course.judging.load_checks import load_module
from utils.recurrent import GRU

lesson = load_module(Path(__file__).parents[2] / "checks" / "shakespeare")
oracle, grulm = lesson.oracle, lesson.grulm
log_perplexity, datasets = lesson.log_perplexity, lesson.create_batch_dataset
Weights = oracle.Weights

VOCABULARY = [
    *("[UNK]", ""),
    *"\t\n !$&'(),-.0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]",
    *"abcdefghijklmnopqrstuvwxyz|",
]


def draw_weights(vocab=7, embedding=5, units=4):
    rng = np.random.default_rng(0)
    shapes = oracle.shapes(vocab, embedding, units)
    return Weights(*(rng.normal(size=shape) for shape in shapes))


def test_the_oracle_encodes_as_the_original_lesson():
    ids = oracle.encode("Hello world!", VOCABULARY)
    assert ids == [34, 59, 66, 66, 69, 4, 77, 69, 72, 66, 58, 5]


def test_the_oracle_cuts_as_the_original_lesson():
    ids = oracle.encode("Hello world!\nGenerative AI", VOCABULARY)
    assert oracle.windows(ids, 10) == [
        (34, 59, 66, 66, 69, 4, 77, 69, 72, 66, 58),
        (5, 3, 33, 59, 68, 59, 72, 55, 74, 63, 76),
    ]


@pytest.mark.parametrize(
    ("sizes", "counts"),
    [
        ((82, 256, 512), (20992, 1182720, 42066)),
        ((4, 16, 32), (64, 4800, 132)),
        ((52, 400, 101), (20800, 152409, 5304)),
    ],
)
def test_the_weights_are_as_many_as_in_the_original_lesson(sizes, counts):
    embedding, *gru, dense, dense_bias = map(np.prod, oracle.shapes(*sizes))
    assert (embedding, sum(gru), dense + dense_bias) == counts


def test_the_oracle_has_the_loss_of_the_original_lesson():
    logits = np.array([[0.05, 0.95, 0], [0.1, 0.8, 0.1]])
    loss = oracle.cross_entropy(np.array([1, 2]), logits)
    assert loss == pytest.approx(0.9868951)


def test_the_oracle_takes_the_same_steps_as_the_stepper():
    weights, ids = draw_weights(), np.array([[1, 2, 6, 0]])
    b, c = weights.bias
    cell = GRU(weights.kernel, b, weights.recurrent, c, before=False, units=4)
    state = np.zeros((1, 4))
    for number in ids[0]:
        x = weights.embedding[[number]] @ cell.kernel + cell.bias
        state, _ = cell.step(x, state)
    assert np.allclose(oracle.predict(ids, weights)[1], state)


def test_two_halves_with_the_state_between_are_one_whole():
    weights, ids = draw_weights(), np.array([[1, 2, 6, 0], [3, 3, 1, 4]])
    whole, _ = oracle.predict(ids, weights)
    _, state = oracle.predict(ids[:, :2], weights)
    assert np.allclose(oracle.predict(ids[:, 2:], weights, state)[0], whole[:, 2:])


@pytest.mark.parametrize("seed", range(20))
def test_the_weights_of_a_drawn_model_differ_in_shape(seed):
    sizes = grulm.draw_sizes(np.random.default_rng(seed))
    assert len(set(oracle.shapes(*sizes))) == 6


@pytest.mark.parametrize("seed", range(20))
def test_a_newline_at_the_end_of_a_drawn_text_makes_no_further_window(seed):
    case = datasets.draw_case(np.random.default_rng(seed), batches=2, rest=1)
    ids = oracle.encode("\n".join(case.lines) + "\n", case.vocab)
    assert len(oracle.windows(ids, case.seq_length)) == len(case.windows)
    assert len(case.windows) == 2 * case.batch_size + 1


def test_rows_of_padding_do_not_count():
    rng = np.random.default_rng(0)
    preds, target = log_perplexity.draw_preds(rng), np.ones((3, 8), int)
    assert oracle.log_perplexity(preds, target) == 0
    target[1, :3] = 4
    expected = -preds[1, :3, 4].mean()
    assert oracle.log_perplexity(preds, target) == pytest.approx(expected)
