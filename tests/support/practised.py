"""The small course with a practice exercise, `triple`, between its graded ones."""

from pathlib import Path

from .mini_course import UNSANDBOXED, MiniCourse
from .sums import LESSON, TEXT

PRACTICE = '''\
# %% tags=["skip-when-grading"] nbgrader={"grade_id": "triple", "solution": true}
def triple(x):
    """Return three times x."""
    ### BEGIN SOLUTION
    return x + x + x
    ### END SOLUTION

# %% tags=["skip-when-grading"] nbgrader={"grade_id": "practice_triple", "locked": true}
import operator

from utils.checking import Checks

checks = Checks("triple")


@checks.criterion("two becomes six", points=1, hint="triple adds it twice")
def two(triple):
    assert triple(2) == 6


our_triple = checks.practise(triple, operator.pos)

'''
TOTAL = '# %% nbgrader={"grade_id": "total", "solution": true}\n'
HIDDEN = """

triple = Checks("triple")


@triple.criterion("three times any number", points=1, hint="for every number")
def any_number(answer, rng):
    number = int(rng.integers(10, 100))
    assert answer.triple(number) == 3 * number


EXERCISES["triple"] = triple
"""
PRACTISED = TEXT.replace(TOTAL, PRACTICE + TOTAL)


def practised(root: Path, config: str = UNSANDBOXED) -> MiniCourse:
    """Write the course."""
    checks = root / "criteria"
    checks.mkdir(parents=True)
    own = (LESSON / "checks" / "sums.py").read_text(encoding="utf-8")
    (checks / "sums.py").write_text(own + HIDDEN, encoding="utf-8")
    return MiniCourse.write(root, {"00-sums/sums": PRACTISED}, checks, config)
