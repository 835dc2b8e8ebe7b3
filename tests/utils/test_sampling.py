"""Characters are drawn as the logits say; temperature 0 and NaN are defined."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils import sampling
from utils.vocabulary import UnknownCharacter, Vocabulary

logits = st.lists(st.integers(-500, 500).map(lambda n: n / 10), min_size=1, max_size=8)
temperatures = st.floats(0, 10)
LOGITS = np.log([0.5, 0.3, 0.15, 0.05])


@given(logits, temperatures)
def test_probabilities_sum_to_one_at_every_temperature(scores, temperature):
    chances = sampling.distribution(scores, temperature)
    assert chances.sum() == pytest.approx(1) and (chances >= 0).all()


@given(logits, temperatures, st.integers(1, 8), st.floats(0.01, 1))
def test_the_best_is_never_cut(scores, temperature, top_k, top_p):
    chances = sampling.distribution(scores, temperature, top_k=top_k, top_p=top_p)
    assert chances[np.argmax(scores)] > 0
    assert chances.sum() == pytest.approx(1)
    assert (chances > 0).sum() <= top_k


@given(logits, st.floats(0, 1e-6))
def test_towards_zero_the_best_is_drawn(scores, temperature):
    assert scores[int(sampling.draw(scores, temperature))] == max(scores)


def test_temperature_zero_is_the_first_of_the_best():
    assert sampling.distribution([1, 3, 3], 0).tolist() == [0, 1, 0]


def test_temperature_one_is_the_softmax():
    np.testing.assert_allclose(sampling.distribution(LOGITS), np.exp(LOGITS))


def test_a_temperature_raises_probabilities_to_its_inverse():
    expected = np.exp(LOGITS) ** 2 / (np.exp(LOGITS) ** 2).sum()
    np.testing.assert_allclose(sampling.distribution(LOGITS, 0.5), expected)


def test_top_k_keeps_the_best_and_their_ratio():
    chances = sampling.distribution(LOGITS, top_k=2)
    np.testing.assert_allclose(chances, [0.625, 0.375, 0, 0])


@pytest.mark.parametrize(("top_p", "kept"), [(0.01, 1), (0.5, 1), (0.54, 2), (1, 4)])
def test_the_nucleus_is_the_fewest_that_reach_its_probability(top_p, kept):
    exact = np.array([0.0, -1.0, -2.0, -3.0]) * np.log(2)  # 8 4 2 1 fifteenths
    chances = sampling.distribution(exact, top_p=top_p)
    assert (chances > 0).sum() == kept


def test_minus_infinity_is_never_drawn():
    rng = np.random.default_rng(0)
    rows = np.tile([0.0, -np.inf, 0.0, -np.inf], (2_000, 1))
    assert set(sampling.draw(rows, rng=rng)) == {0, 2}


def test_draws_are_as_frequent_as_the_probabilities():
    drawn = sampling.draw(np.tile(LOGITS, (40_000, 1)), rng=np.random.default_rng(1))
    found = np.bincount(drawn, minlength=4) / drawn.size
    np.testing.assert_allclose(found, np.exp(LOGITS), atol=0.01)


def test_a_batch_is_drawn_as_its_rows_are():
    rows = np.random.default_rng(2).normal(size=(3, 4, 9))
    together = sampling.draw(rows, rng=np.random.default_rng(3))
    rng = np.random.default_rng(3)
    alone = [sampling.draw(row, rng=rng) for row in rows.reshape(-1, 9)]
    assert together.ravel().tolist() == [int(number) for number in alone]


def test_the_same_seed_draws_the_same():
    def draws():
        rng = np.random.default_rng(5)
        return [int(sampling.draw(LOGITS, rng=rng)) for _ in range(20)]

    assert draws() == draws()


@pytest.mark.parametrize("temperature", [-0.1, float("nan"), float("inf"), -np.inf])
def test_an_impossible_temperature_says_what_to_do(temperature):
    with pytest.raises(ValueError, match=r"temperature is .*; use a number from 0"):
        sampling.draw(LOGITS, temperature)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"top_k": 0}, "top_k is 0; use a whole number from 1"),
        ({"top_k": 1.5}, "top_k is 1.5"),
        ({"top_p": 0}, "top_p is 0; use a number above 0"),
        ({"top_p": float("nan")}, "top_p is nan"),
        ({"top_p": 1.1}, "top_p is 1.1"),
    ],
)
def test_an_impossible_cut_says_what_to_do(options, said):
    with pytest.raises(ValueError, match=said):
        sampling.distribution(LOGITS, **options)


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ([0, np.nan], "the model has diverged"),
        ([0, np.inf], "the model has diverged"),
        ([-np.inf, -np.inf], "nothing to draw"),
        ([], "shape"),
        (1.0, "shape"),
    ],
)
def test_impossible_logits_say_what_to_do(scores, said):
    with pytest.raises(ValueError, match=said):
        sampling.distribution(scores)


def test_entropy_is_in_bits():
    np.testing.assert_allclose(sampling.entropy([[0.25] * 4, [1, 0, 0, 0]]), [2, 0])


@given(logits.filter(lambda scores: len(set(scores)) > 1))
def test_entropy_rises_with_the_temperature(scores):
    bits = [sampling.entropy(sampling.distribution(scores, t)) for t in (0, 0.3, 1, 3)]
    assert all(a <= b + 1e-9 for a, b in itertools.pairwise(bits))


# Streams


def follower(number, state):
    """Return logits that are sure of the next letter; count the steps in the state."""
    scores = np.full(5, -np.inf)
    scores[(number + 1) % 5] = 0.0
    return scores, (state or 0) + 1


VOCABULARY = Vocabulary.of("abcde")


def test_a_text_is_completed_after_the_prompt():
    assert sampling.complete(follower, VOCABULARY, "ab", 6) == "cdeabc"


def test_a_text_ends_before_the_character_it_is_to_end_at():
    assert sampling.complete(follower, VOCABULARY, "a", 9, until="e") == "bcd"


def test_each_character_costs_one_step():
    steps = []

    def counted(number, state):
        steps.append(state)
        return follower(number, state)

    list(itertools.islice(sampling.stream(counted, [0, 1, 2]), 4))
    assert steps == [None, 1, 2, 3, 4, 5]


def test_an_empty_prompt_is_refused_at_once():
    with pytest.raises(ValueError, match="prompt is empty"):
        sampling.stream(follower, [])


def test_an_impossible_temperature_is_refused_at_once():
    with pytest.raises(ValueError, match="temperature is nan"):
        sampling.stream(follower, [0], float("nan"))


def test_a_prompt_outside_the_vocabulary_is_refused():
    with pytest.raises(UnknownCharacter, match="'é'"):
        sampling.complete(follower, VOCABULARY, "é", 3)


def test_a_network_writes_a_line_at_each_temperature():
    vocabulary = Vocabulary("ab")

    def alternates(number, state):
        return np.where(np.arange(2) == number, -np.inf, 0.0), state

    told = sampling.at_temperatures(
        alternates, vocabulary, "a", 4, temperatures=(0, 1.0)
    )
    assert told.splitlines() == ["  τ = 0: 'baba'", "  τ = 1.0: 'baba'"]
