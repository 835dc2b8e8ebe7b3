"""Counting gives probabilities, and is as good as the formula says."""

from collections import Counter

import numpy as np
import pytest

from utils import counting

RNG = np.random.default_rng(0)
LEARNED, PREDICTED = RNG.integers(0, 4, 300), RNG.integers(0, 5, 40)


def by_hand(learned, predicted, size, k):
    """Weigh contexts as Witten and Bell do, one character at a time."""
    found = []
    for place, came in enumerate(predicted):
        p = 1 / size
        for length in range(min(k, place) + 1):
            context = tuple(predicted[place - length : place])
            runs = [
                tuple(learned[i : i + length + 1]) for i in range(len(learned) - length)
            ]
            after = Counter(run[-1] for run in runs if run[:-1] == context)
            n, d = sum(after.values()), len(after)
            p = (after[came] + d * p) / (n + d) if n else p
        found.append(p)
    return found


@pytest.mark.parametrize("k", [0, 1, 3])
def test_it_is_the_formula_of_witten_and_bell(k):
    found = list(counting.count_models(LEARNED, PREDICTED, 5, longest=3))[k]
    np.testing.assert_allclose(found, by_hand(LEARNED, PREDICTED, 5, k))


def test_a_large_alphabet_and_a_long_context_do_not_overflow():
    ids = np.tile(np.arange(4_000), 3)
    *_, p = counting.count_models(ids[:8_000], ids[8_000:], 40_000, longest=9)
    assert (p > 0).all() and p[20:].min() > 0.3


def test_the_rivals_are_named_and_a_regular_text_is_easy():
    text = "the cat sat on the mat. " * 60
    ids = np.array([ord(c) for c in text])
    parts = (text[:1000], text[1000:1200], text[1200:])
    found = counting.baselines(parts, (ids[:1000], ids[1000:1200], ids[1200:]), 128)
    guessing, frequencies, counted, xz = found.values()
    assert guessing == 7.0 > frequencies > counted
    assert xz < frequencies
    assert list(found)[2].startswith("counting, ")


def test_the_context_is_not_chosen_on_the_text_to_test_on():
    learned = np.tile([0, 1, 2, 3], 50)
    random = np.random.default_rng(1).integers(0, 4, 200)
    texts = tuple("".join(map(str, ids)) for ids in (learned, random, learned))
    found = counting.baselines(texts, (learned, random, learned), 4)
    assert any(name == "counting, 0 back" for name in found)
