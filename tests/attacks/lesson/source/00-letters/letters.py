# %% [markdown]
# # A lesson to attack: two small exercises
#
# One returns an array, the other calls a function that it is given.

# %%
import numpy as np

# %% nbgrader={"grade_id": "softmax", "solution": true}
def softmax(scores):
    """Probabilities that are proportional to exp(scores)."""
    ### BEGIN SOLUTION
    weights = np.exp(scores - np.max(scores))  # CANARY-SOLUTION
    return weights / weights.sum()
    ### END SOLUTION

# %% tags=["raises-exception"] nbgrader={"grade_id": "test_softmax", "grade": true, "locked": true, "points": 50}
import numpy as np

from utils.checking import Checks

checks = Checks("softmax")


@checks.criterion(
    "equal scores share evenly",
    points=10,
    hint="equal scores have equal probabilities, which sum to one",
)
def even(softmax):
    assert np.allclose(softmax(np.zeros(4)), np.full(4, 0.25))


checks.run(softmax)

# %% nbgrader={"grade_id": "generate", "solution": true}
def generate(step, start, length):
    """`length` states, the first after `start`, each `step` of the one before."""
    ### BEGIN SOLUTION
    states = []
    for _ in range(length):
        start = step(start)
        states.append(start)
    return states
    ### END SOLUTION

# %% tags=["raises-exception"] nbgrader={"grade_id": "test_generate", "grade": true, "locked": true, "points": 50}
from utils.checking import Checks

checks = Checks("generate")


@checks.criterion(
    "three steps up from zero",
    points=10,
    hint="each step starts from the result of the one before",
)
def three(generate):
    assert generate(lambda state: state + 1, 0, 3) == [1, 2, 3]


checks.run(generate)
