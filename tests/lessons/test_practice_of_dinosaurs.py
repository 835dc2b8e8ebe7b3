"""Lesson 1 goes on with the reader's own practice answers, or with ours."""

import re

import numpy as np
import pytest
from reader import OFFLINE, Lesson, errors, executed, printed

from utils import numpy_rnn, practice

LESSON = Lesson("01-dinosaurs", "dinosaurs")
PRACTICE = ("rnn_step_forward", "rnn_step_backward", "clip_by_norm")
LAST = "def gradients_by_steps"
SLIP = """\
def rnn_step_forward(parameters, a_prev, x):
    a = np.tanh(parameters["Wax"] @ x + parameters["Waa"] @ a_prev)
    return a + parameters["b"] + 1, softmax(parameters["Wya"] @ a)
"""


def run(notebook, folder):
    """Run the lesson up to where the gradients of the steps are compared."""
    last = next(i for i, cell in enumerate(notebook.cells) if LAST in cell.source)
    notebook.cells = notebook.cells[: last + 1]
    return executed(notebook, folder, OFFLINE)


def named(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def tables(done):
    cells = {named(cell): cell for cell in done.cells}
    return {
        name: cells[f"practice_{name}"].outputs[-1].data["text/plain"]
        for name in PRACTICE[:2]
    }


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """Return the lesson after a wrong answer to the first, and none to the second."""
    notebook = LESSON.blank()
    for cell in notebook.cells:
        if named(cell) == "rnn_step_forward":
            cell.source = SLIP
    return run(notebook, tmp_path_factory.mktemp("without"))


def test_the_lesson_goes_on_with_ours_and_says_so(without):
    assert errors(without) == []
    for name, table in tables(without).items():
        assert "the lesson goes on with ours" in table, name


def test_with_ours_the_step_agrees_with_the_whole(without):
    shown = re.search(r"step by step (\S+) nats, at once (\S+)\n", printed(without))
    assert shown[1] == shown[2]
    differences = re.findall(r"differs by (\S+)", printed(without))
    assert len(differences) == 5 and max(map(float, differences)) < 1e-12


def test_our_own_step_back_is_the_gradient_of_our_step_forward():
    rng = np.random.default_rng(0)
    shapes = {"Wax": (4, 6), "Waa": (4, 4), "Wya": (6, 4), "b": (4, 1), "by": (6, 1)}
    parameters = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    x, target, a_prev = np.eye(6)[:, [2]], 3, rng.normal(size=(4, 1))
    later = rng.normal(size=(4, 1))

    def loss():
        a, p = practice.rnn_step_forward(parameters, a_prev, x)
        return float(-np.log(p[target, 0]) + (later * a).sum())

    a, p = practice.rnn_step_forward(parameters, a_prev, x)
    gradients = {f"d{name}": np.zeros(shape) for name, shape in shapes.items()}
    found = practice.rnn_step_backward(
        p - np.eye(6)[:, [target]],
        gradients | {"da_next": later},
        parameters,
        x,
        a,
        a_prev,
    )
    for name, wanted in numpy_rnn.numerical_gradients(loss, parameters).items():
        assert np.allclose(found[name], wanted, atol=1e-7), name


def test_ours_shortens_to_the_norm_and_no_further():
    given = {"a": np.array([3.0]), "b": np.array([[4.0]])}
    cut = practice.clip_by_norm(given, 1.0)
    assert np.allclose([cut["a"][0], cut["b"][0, 0]], [0.6, 0.8])
    assert practice.clip_by_norm(given, 5.0)["b"][0, 0] == 4.0
