"""Hidden criteria of the lesson to attack."""

import numpy as np

from utils.checking import Checks

softmax, generate = Checks("softmax"), Checks("generate")
EXERCISES = {"softmax": softmax, "generate": generate}
CANARY = "CANARY-CHECK"


@softmax.criterion("the probabilities of any scores", points=30, hint="exp and sum")
def any_scores(answer, rng):
    scores = rng.normal(size=7, scale=2)
    expected = np.exp(scores) / np.exp(scores).sum()
    found = np.asarray(answer.softmax(scores))
    assert found.shape == expected.shape  # or an empty array would be close to it
    assert np.allclose(found, expected)


@softmax.criterion("large scores", points=10, hint="exp of a large score is infinite")
def large_scores(answer, rng):
    scores = rng.normal(size=5) + 1000
    expected = np.exp(scores - 1000) / np.exp(scores - 1000).sum()
    found = np.asarray(answer.softmax(scores))
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() < 1e-9


@generate.criterion("a walk over any table", points=40, hint="keep what step returns")
def any_walk(answer, rng):
    table = [int(state) for state in rng.permutation(1000)]
    length = int(rng.integers(5, 9))
    seen = []

    def step(state):
        seen.append(state)
        return table[state]

    expected = [3]
    for _ in range(length):
        expected.append(table[expected[-1]])
    found = answer.generate(step, 3, length)
    assert found == expected[1:]
    assert seen == expected[:-1]
