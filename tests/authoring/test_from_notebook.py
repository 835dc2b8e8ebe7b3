"""Cells that cannot become criteria stay as they were, each with its reason."""

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from support.own_course import checked_by, solution

from course.authoring.from_notebook import Turned, turned


def answer(name: str, code: str) -> NotebookNode:
    return solution(name, f"### BEGIN SOLUTION\n{code}\n### END SOLUTION")


CELLS = [
    new_markdown_cell("# Kept", attachments={"plot.png": {"image/png": "aGk="}}),
    new_code_cell("import helper\nfrom math import *\nDATA = scale(2)"),
    answer("class", "class Stack:\n    pass"),
    checked_by("object", "assert Stack()"),
    answer("two", "def scale(x):\n    return x\ndef shift(x):\n    return x"),
    checked_by("first", "assert helper.ok(scale(1))"),
    checked_by("both", "assert shift(1) == 1 and scale(1) == 1"),
    solution("bare", "def bare(x):\n    return x"),
    checked_by("unmarked", "assert bare(1) == 1"),
    answer("load", "def load(x):\n    return x"),
    checked_by("data", "assert load(2) == DATA"),
    checked_by("star", "assert load(2) == sqrt(4)"),
    checked_by("magic", "%timeit load(1)"),
    checked_by("partial", "score = load(1)\nscore"),
    answer("cell-5", "def taken(x):\n    return x"),
    checked_by("load_too", "assert taken(1) == 1"),
    answer("taken", "value = 1"),
    answer("again", "def twice(x):\n    return x"),
    answer("again-2", "def twice(x):\n    return 2 * x"),
    checked_by("redefined", "assert twice(1) == 2"),
    answer("cell-6", "def steady(x):\n    return x"),
    checked_by("good", "assert steady(1) == 1"),
    checked_by("looks", "assert steady.__name__ == 'steady'"),
]
REASONS = {
    "object": "it calls no function of an answer cell before it",
    "first": "it imports helper, which lies beside the notebook",
    "both": "its answer cell is tested for scale and shift",
    "unmarked": "its answer cell has no ### BEGIN SOLUTION",
    "data": "what it uses calls scale, an answer",
    "star": "it uses sqrt, which it does not make itself",
    "magic": "it is not plain Python",
    "partial": "it ends with a number of points",
    "load_too": "another cell is called taken",
    "redefined": "several cells define twice",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Turned:
    """Return what becomes of a notebook of which one test cell can be turned."""
    folder: Path = tmp_path_factory.mktemp("beside")
    (folder / "helper.py").write_text("", encoding="utf-8")
    nb = new_notebook(cells=[nbformat.from_dict(cell) for cell in CELLS])
    nbformat.write(nb, folder / "kept.ipynb")
    return turned(folder / "kept.ipynb", "kept")


@pytest.mark.parametrize("cell", REASONS)
def test_a_cell_that_stays_is_named_with_the_reason(kept, cell):
    assert f"{cell}: kept as it was: {REASONS[cell]}" in kept.remarks


def test_its_text_is_as_it_was_but_for_the_tag(kept):
    assert "assert shift(1) == 1 and scale(1) == 1\n" in kept.text
    assert kept.text.count('tags=["nbgrader-style"]') == len(CELLS) - 4


def test_a_cell_that_fails_the_trial_keeps_no_other_of_its_exercise(kept):
    trial = "looks: kept as it was: the solution does not meet them as criteria"
    assert [line for line in kept.remarks if line.startswith(trial)]
    assert kept.exercises == ["steady"] and kept.checks == {}
    assert "def example_1(steady):\n    assert steady(1) == 1\n" in kept.text


def test_a_picture_that_gets_lost_is_named(kept):
    assert "cell 1: attached, and lost in a text: plot.png" in kept.remarks
