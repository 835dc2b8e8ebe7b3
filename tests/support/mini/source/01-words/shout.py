# %% [markdown]
# # Shouting

# %%
import os

# %% nbgrader={"grade_id": "shout", "solution": true}
def shout(text):
    """Return a text in capitals, with the mark of the course."""
    ### BEGIN SOLUTION
    return text.upper() + os.environ["MINI_MARK"]
    ### END SOLUTION

# %% tags=["raises-exception"] nbgrader={"grade_id": "test_shout", "grade": true, "locked": true, "points": 100}
from utils.checking import Checks

checks = Checks("shout")


@checks.criterion("a word is shouted", points=40, hint="capitals, and the mark")
def word(shout):
    assert shout("hey") == "HEY!"


checks.run(shout)
