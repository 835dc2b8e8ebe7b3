# %% [markdown]
# # A lesson for tests: two exercises
#
# Enough to grade a class with.

# %%
import numpy as np

# %% nbgrader={"grade_id": "double", "solution": true}
def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    return x + x  # SECRET-SOLUTION
    ### END SOLUTION

# %% tags=["raises-exception"] nbgrader={"grade_id": "test_double", "grade": true, "locked": true, "points": 40}
from utils.checking import Checks

checks = Checks("double")


@checks.criterion(
    "twice a number",
    points=10,
    hint="double adds a number to itself",
)
def twice(double):
    assert double(4) == 8


checks.run(double)

# %% nbgrader={"grade_id": "total", "solution": true}
def total(values):
    """Return the sum of all values."""
    ### BEGIN SOLUTION
    return float(np.sum(values))
    ### END SOLUTION

# %% tags=["raises-exception"] nbgrader={"grade_id": "test_total", "grade": true, "locked": true, "points": 60}
import numpy as np

from utils.checking import Checks

checks = Checks("total")


@checks.criterion(
    "the sum of three values",
    points=20,
    hint="total adds all values",
)
def three(total):
    assert total(np.array([1.0, 2.0, 3.0])) == 6.0


checks.run(total)
