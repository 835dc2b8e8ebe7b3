"""Hundreds of small exercises get stock nbgrader's scores, and honest work no flags."""

import re

import pytest
from nbformat.v4 import new_code_cell
from own_breadth import ROWS, SMALL, Small
from own_more import MORE
from own_rest import REST
from support.kernels import needs_bubblewrap
from support.own_course import OwnCourse, checked_by, differing, flagged, solution

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000), needs_bubblewrap]

SET_UP = "import numpy as np\nimport matplotlib.pyplot as plt"
FILES = {
    "data.csv": "1\n2\n",
    "helper.py": "def double(x):\n    return 2 * x\n"
    "def check(f):\n    assert f(3) == 4\n",
}
RIGHTS = ("right", "right_too", "right_again")
ALL = [*SMALL, *MORE, *REST]
KINDS = (*RIGHTS, "half", "wrong", "blank", "broken")
ALONE = 0.87  # the share of test cells that can be sealed, as of real ones
ALONE_OF_MORE = 0.6  # these use more of what lives in one process only


def answers(kind: str) -> dict[str, str]:
    """Return the answers of one kind, by grade_id."""
    found = {}
    for place, one in enumerate(ALL):
        if kind in RIGHTS:
            text = one.rights[RIGHTS.index(kind)]
        elif kind == "half":
            text = one.rights[0] if place % 2 else one.wrong
        else:
            text = one.wrong if kind == "wrong" else f"def {one.name}(:\n"
        found[f"{one.name}_answer"] = text
    return {} if kind == "blank" else found


def cells_of(exercises: list[Small]) -> list:
    """Return the cells of a notebook with these exercises."""
    cells = [new_code_cell(SET_UP)]
    for one in exercises:
        text = f"### BEGIN SOLUTION\n{one.rights[0]}\n### END SOLUTION"
        cells.append(solution(f"{one.name}_answer", text))
        cells.append(checked_by(f"{one.name}_test", one.test))
    return cells


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Return what stock and we have given, what the class was told, and the share."""
    place = tmp_path_factory.mktemp("own")
    notebooks = {"one": cells_of(SMALL), "more": cells_of(MORE), "rest": cells_of(REST)}
    course = OwnCourse(place, notebooks, FILES).make()
    return course.graded_with(answers, KINDS)


def test_there_are_a_hundred_and_five_of_each_feature():
    assert len(SMALL) >= 100
    assert min(len(tests) for _, tests in ROWS.values()) >= 5


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_has_the_score_of_stock_nbgrader(graded, kind):
    here, stock, _ = graded
    assert differing(here, stock, kind) == {}


def test_honest_work_is_hardly_ever_flagged(graded):
    here, _, _ = graded
    found = flagged(here, RIGHTS)
    assert len(found) <= 0.01 * len(RIGHTS) * len(ALL), found


def test_most_cells_can_be_sealed(graded):
    _, _, said = graded
    not_sealable = re.findall(r"^  not one\.", said, re.MULTILINE)
    assert 1 - len(not_sealable) / len(SMALL) >= ALONE, said
    not_sealable = re.findall(r"^  not more\.", said, re.MULTILINE)
    assert 1 - len(not_sealable) / len(MORE) >= ALONE_OF_MORE, said
