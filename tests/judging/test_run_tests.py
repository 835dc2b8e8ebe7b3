"""The score of a test cell that ran beside the student's code, from how it ended."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook

from course.content import default_content
from course.judging.cells import SCORE
from course.judging.run import grade_notebook, kernels
from course.judging.run_tests import (
    MAX_MESSAGE,
    NOT_RUN,
    WITHHELD,
    Score,
    outputs_of,
    score_of,
)
from course.judging.session import Ending, TimeLimits
from course.sandbox import bubblewrap, files_beside

SANDBOXED = bubblewrap.available() is None
HIDDEN = """assert f(1) == 2
### BEGIN HIDDEN TESTS
assert f(123456) == 123457
### END HIDDEN TESTS"""
AS_NBGRADER = {
    "3": 3.0,
    "0": 0.0,
    "2.5": 2.5,
    "'3'": 4.0,
    "True": 4.0,
    "[1]": 4.0,
    "np.float64(0.0)": 0.0,
    "np.int64(3)": 3.0,
    "np.float32(1.5)": 1.5,
    "np.longdouble('1.5')": 1.5,
    "np.str_('3')": 4.0,
    "np.True_": 4.0,
}


@pytest.mark.parametrize("value", AS_NBGRADER)
def test_a_number_is_partial_credit_and_all_else_full_marks(value):
    assert score_of(Ending(value=value), 4) == Score(AS_NBGRADER[value])


@pytest.mark.parametrize("value", ["nan", "-1", "4.5", "inf", "np.float64(nan)", ""])
def test_a_number_that_is_no_score_is_no_verdict(value):
    score = score_of(Ending(value=value), 4)
    assert score.points is None and score.reason


def test_a_cell_that_no_kernel_came_to_has_no_verdict():
    assert score_of(None, 4) == Score(None, NOT_RUN)


@given(st.text(), st.floats(0, 100))
def test_no_value_gives_less_than_nothing_or_more_than_all(value, most):
    points = score_of(Ending(value=value), most).points
    assert points is None or (0 <= points <= most and not math.isnan(points))


@given(st.text(), st.text(), st.one_of(st.none(), st.text()), st.booleans())
def test_an_error_is_never_a_point(name, message, value, interrupted):
    ending = Ending((name, message), value, interrupted)
    assert score_of(ending, 4) == Score(0.0)


def message_on_page(message: str) -> str:
    ending = Ending(error=("AssertionError", message))
    return outputs_of(ending, Score(0.0), 2, HIDDEN)[0].evalue


def test_the_page_has_a_message_but_no_hidden_test():
    assert message_on_page("negative numbers, too") == "negative numbers, too"
    assert message_on_page("In[3]: assert f(123456) == 123457") == WITHHELD
    assert len(message_on_page("x" * 10_000)) < MAX_MESSAGE + 5


def scores(*sources: str, tests: dict[str, float], **limits: float) -> dict:
    """Run cells; those of the names in `tests` are test cells, named by position."""
    nb = new_notebook(cells=[new_code_cell(source) for source in sources])
    for number, cell in enumerate(nb.cells):
        cell.metadata.nbgrader = {"grade_id": f"c{number}"}
    grade_notebook(
        nb,
        {},
        {},
        0,
        kernels(nb, default_content(), sandboxed=SANDBOXED),
        TimeLimits(**limits),
        run=tests,
    )
    return {name: nb.cells[int(name[1:])].metadata.get(SCORE) for name in tests}


def test_nothing_is_passed_once_the_time_of_the_submission_is_used_up():
    found = scores(
        "import time; time.sleep(5)",
        "assert True",
        tests={"c1": 2},
        **{"submission_seconds": 2},
    )
    assert found == {"c1": None}


def test_a_test_that_ends_its_kernel_costs_its_own_points_only():
    found = scores(
        "x = 1",
        "import os; os._exit(0)",
        "assert x == 1",
        "while True: pass",
        "print('a' * 10**6); assert x == 2",
        "print('a' * 10**6); 0.5",
        tests={f"c{number}": 2 for number in range(1, 6)},
        cell_seconds=2,
    )
    assert found == {"c1": 0.0, "c2": 2.0, "c3": 0.0, "c4": 0.0, "c5": 0.5}


def test_a_replay_does_not_bring_back_what_a_test_showed():
    nb = new_notebook(
        cells=[new_code_cell(s) for s in ("print('x')", "import os; os._exit(0)", "1")]
    )
    tests = {f"c{number}": 2.0 for number in range(3)}
    for number, cell in enumerate(nb.cells):
        cell.metadata.nbgrader = {"grade_id": f"c{number}"}
    new_kernel = kernels(nb, default_content(), sandboxed=SANDBOXED)
    grade_notebook(nb, {}, {}, 0, new_kernel, run=tests)
    shown = [output.output_type for output in nb.cells[0].outputs]
    assert shown == ["execute_result"]


@pytest.mark.parametrize("sandboxed", [SANDBOXED, False])
def test_a_kernel_works_among_the_files_of_the_assignment(tmp_path, sandboxed):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "data.txt").write_text("7", encoding="utf-8")
    (tmp_path / "utils.py").write_text("MINE = 1", encoding="utf-8")
    source = "import utils\nassert utils.MINE == int(open('deep/data.txt').read()) - 6"
    nb = new_notebook(cells=[new_code_cell(source)])
    nb.cells[0].metadata.nbgrader = {"grade_id": "c0"}
    content = default_content()
    new_kernel = kernels(
        nb, content, sandboxed=sandboxed, beside=files_beside(tmp_path, seed=1)
    )
    grade_notebook(nb, {}, {}, 0, new_kernel, run={"c0": 2.0})
    assert nb.cells[0].metadata[SCORE] == 2.0


def test_a_cell_of_an_assignment_without_such_a_module_finds_the_courses(tmp_path):
    nb = new_notebook(cells=[new_code_cell("from utils.checking import Checks")])
    nb.cells[0].metadata.nbgrader = {"grade_id": "c0"}
    beside = files_beside(tmp_path, seed=1)
    new_kernel = kernels(nb, default_content(), sandboxed=SANDBOXED, beside=beside)
    grade_notebook(nb, {}, {}, 0, new_kernel, run={"c0": 2.0})
    assert nb.cells[0].metadata[SCORE] == 2.0
