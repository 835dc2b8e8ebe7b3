# %% [markdown]
# # Names in a file

# %%
import os

# %% nbgrader={"grade_id": "count", "solution": true}
def count(letter):
    """Return how many names begin with a letter."""
    ### BEGIN SOLUTION
    with open(os.path.join(os.environ["MINI_TEXTS"], "names.txt")) as file:
        return sum(name.startswith(letter) for name in file)
    ### END SOLUTION

# %% tags=["raises-exception"] nbgrader={"grade_id": "test_count", "grade": true, "locked": true, "points": 100}
from utils.checking import Checks

checks = Checks("count")


@checks.criterion("two begin with a", points=40, hint="read the file")
def two(count):
    assert count("a") == 2


checks.run(count)
