"""A course with one small lesson, and ways to write it wrongly."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .mini_course import MiniCourse

LESSON = '''\
# %% [markdown]
# # Twice and half
#
# The size of *Größe*.

# %% nbgrader={"grade_id": "double", "solution": true}
def double(x):
    """Twice `x`."""
    ### BEGIN SOLUTION
    return x + x + 0
    ### END SOLUTION

# %% nbgrader={"grade_id": "test_double", "grade": true, "locked": true, "points": 40} tags=["raises-exception"]
import numpy as np

from utils.checking import Checks

checks = Checks("double")


@checks.criterion("two becomes four", points=40, hint="twice, not squared")
def two(double):
    assert np.all(double(2) == 4)


checks.run(double)

# %% nbgrader={"grade_id": "halve", "solution": true}
def halve(x):
    ### BEGIN SOLUTION
    half_of_it = x * 0.5
    return half_of_it
    ### END SOLUTION

# %% nbgrader={"grade_id": "test_halve", "grade": true, "locked": true, "points": 60} tags=["raises-exception"]
from utils.checking import Checks

checks = Checks("halve")


@checks.criterion("six becomes three", points=60, hint="divide by two")
def six(halve):
    assert halve(6) == 3


checks.run(halve)

# %% tags=["skip-when-grading"]
print(double(halve(1)))
'''  # noqa: E501


def edited(*edits: tuple[str, str]) -> str:
    """Return the good lesson with some text replaced; fail if a text is not found."""
    text = LESSON
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def write_course(tmp_path: Path) -> Callable[..., Path]:
    """Write a course of one lesson, the good one with edits; return its folder."""

    def write(*edits: tuple[str, str], text: str = "") -> Path:
        lesson = {"01-tiny/tiny": text or edited(*edits)}
        return MiniCourse.write(tmp_path / "my cöurse", lesson).root

    return write


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """Build once the good lesson, an ungraded one, and a picture beside them."""
    lessons = {"01-tiny/tiny": LESSON, "01-tiny/more": "# %%\nprint(1)\n"}
    course = MiniCourse.write(tmp_path_factory.mktemp("tiny") / "my cöurse", lessons)
    picture = course.root / "source" / "01-tiny" / "img" / "plot.svg"
    picture.parent.mkdir()
    picture.write_text("<svg/>", encoding="utf-8")
    return course.build()
