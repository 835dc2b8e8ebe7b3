"""Assignments as public courses set them get stock nbgrader's scores, and no flags.

Every exercise has several test cells, which share names with each other and with those
of the exercises before it.
"""

import re
from collections.abc import Iterator

import pytest
from nbformat.v4 import new_code_cell
from own_classes import CLASSES, TEXT, Exercise
from own_data import ARRAYS, FIGURES, FILES, PANDAS, STORED
from support.kernels import needs_bubblewrap
from support.own_course import OwnCourse, checked_by, differing, flagged, solution

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000), needs_bubblewrap]

SET_UP = "import numpy as np\nimport matplotlib.pyplot as plt\nimport pytest"
NOTEBOOKS = {
    "text": TEXT,
    "classes": CLASSES,
    "arrays": [*ARRAYS, *PANDAS],
    "figures": FIGURES,
    "stored": STORED,
}
ALL = [one for exercises in NOTEBOOKS.values() for one in exercises]
RIGHTS = ("right", "right_too", "right_again")
KINDS = (*RIGHTS, "half", "wrong", "blank", "broken")
FLAGGED = 0.01  # of the cells of right answers, at most
SEALABLE = 0.87  # of the test cells, at least


def answers(kind: str) -> dict[str, str]:
    """Return the answers of one kind, by grade_id."""
    if kind == "blank":
        return {}
    if kind == "broken":
        return {f"{one.name}_answer": f"def {one.name}(:\n" for one in ALL}
    return {f"{one.name}_answer": one.parts[KINDS.index(kind)] for one in ALL}


def cells_of(exercise: Exercise) -> Iterator:
    """Yield the cells of an exercise."""
    if exercise.given:
        yield new_code_cell(exercise.given)
    stub = f"{exercise.stub}\n" if exercise.stub else ""
    right = f"{stub}### BEGIN SOLUTION\n{exercise.rights[0]}\n### END SOLUTION"
    yield solution(f"{exercise.name}_answer", right)
    for number, text in enumerate(exercise.tests, 1):
        yield checked_by(f"{exercise.name}_{number}", text.strip("\n"))


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Return what we and stock have given, and what `course qualify` says."""
    notebooks = {
        name: [
            new_code_cell(SET_UP),
            *(cell for exercise in exercises for cell in cells_of(exercise)),
        ]
        for name, exercises in NOTEBOOKS.items()
    }
    course = OwnCourse(tmp_path_factory.mktemp("own"), notebooks, FILES).make()
    return course.graded_with(answers, KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_has_the_score_of_stock_nbgrader(graded, kind):
    here, stock, _ = graded
    assert differing(here, stock, kind) == {}


def test_right_answers_are_hardly_ever_flagged(graded):
    here, _, _ = graded
    found = flagged(here, RIGHTS)
    cells = sum(len(one.tests) for one in ALL)
    assert len(found) <= FLAGGED * len(RIGHTS) * cells, found


def test_most_cells_can_be_sealed(graded):
    _, _, said = graded
    not_sealable = re.findall(r"^  not \w+\.", said, re.MULTILINE)
    cells = sum(len(one.tests) for one in ALL)
    assert 1 - len(not_sealable) / cells >= SEALABLE, said
