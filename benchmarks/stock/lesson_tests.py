"""The test cells of the same lesson as plain nbgrader has them, with hidden tests."""

TESTS = {
    "test_softmax": """\
import numpy as np

assert np.allclose(softmax(np.zeros(4)), np.full(4, 0.25))
### BEGIN HIDDEN TESTS
hidden_scores = np.random.default_rng(7).normal(size=7, scale=2)
hidden_expected = np.exp(hidden_scores) / np.exp(hidden_scores).sum()
assert np.allclose(softmax(hidden_scores), hidden_expected)
hidden_result = softmax(hidden_scores + 1000)
assert np.abs(hidden_result - hidden_expected).max() < 1e-9
### END HIDDEN TESTS
""",
    "test_generate": """\
assert generate(lambda state: state + 1, 0, 3) == [1, 2, 3]
### BEGIN HIDDEN TESTS
hidden_seen = []


def hidden_step(state):
    hidden_seen.append(state)
    return (7 * state + 5) % 1000


assert generate(hidden_step, 3, 4) == [26, 187, 314, 203]
assert hidden_seen == [3, 26, 187, 314]
### END HIDDEN TESTS
""",
}
