"""Attacks on test cells in nbgrader's own style, which run beside the student's code.

They gain there what they gain in stock nbgrader. On a cell that can be sealed somebody
is told of it, every time; on any other one the page says that it is not sealed.
"""

import ast
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell
from support.kernels import needs_bubblewrap
from support.own_course import PS1, OwnCourse, checked_by, solution

pytestmark = [needs_bubblewrap, pytest.mark.timeout(1200)]

ATTACKS = sorted((Path(__file__).parent / "own").glob("*.py"))
FEW = ("ast_transformers", "equal_to_everything", "helpers_of_tests")
HELPER = "def check_mean(mean):\n    assert mean([1, 2, 6]) == 3, 'mean of 1, 2, 6'\n"
SET_UP = """import numpy as np
import helper
from helper import check_mean
TOLERANCE = 1e-9
def assert_close(a, b):
    assert abs(a - b) < TOLERANCE, (a, b)"""
GIVEN = {"root": "from math import sqrt\n"}  # in the cell of an answer
RIGHT = {
    "square": "def square(x):\n    return x * x",
    "softmax": "def softmax(x):\n    e = np.exp(x - np.max(x))\n    return e / e.sum()",
    "mean": "def mean(values):\n    return sum(values) / len(values)",
    "root": (
        "def root(x):\n    if x < 0:\n        raise ValueError(x)\n    return x**0.5"
    ),
    "name": "def name():\n    return 'Ada Lovelace'",
    "Account": (
        "class Account:\n    def __init__(self):\n        self.balance = 0\n"
        "    def deposit(self, amount):\n        self.balance += amount"
    ),
}
WRONG = {
    "square": "def square(x):\n    return x + x",
    "softmax": "def softmax(x):\n    return x * 0",
    "mean": "def mean(values):\n    return 0",
    "root": "def root(x):\n    return x",
    "name": "def name():\n    return ''",
    "Account": "class Account:\n    balance = 0\n    def deposit(self, amount): pass",
}
TESTS = {
    "square": "assert square(3) == 9\nassert square(-2) == 4",
    "softmax": (
        "assert np.allclose(softmax(np.array([0.0, 0.0])), [0.5, 0.5])\n"
        "np.testing.assert_allclose(softmax(np.array([1.0])), [1.0])"
    ),
    "drawn": (
        "np.random.seed(1)\nx = np.random.normal(size=3)\n"
        "assert np.allclose(softmax(x) * 0 + mean(x) * 3, np.sum(x))"
    ),
    "mean": "check_mean(mean)\nassert_close(mean([1, 2]), 1.5)",
    "distance": "assert abs(mean([2, 4]) - 3) < 1e-9",
    "name": "assert name().startswith('Ada')",
    "checked": "helper.check_mean(mean)",
    "root": (
        "try:\n    root(-1)\nexcept ValueError:\n    pass\nelse:\n    assert False\n"
        "assert abs(root(4) - 2) < 1e-9"
    ),
    "sqrt": "assert abs(root(5) - sqrt(5)) < 1e-9",
    "Account": "a = Account()\na.deposit(5)\nassert a.balance == 5",
    "runner": (
        "import unittest\nclass Squares(unittest.TestCase):\n"
        "    def test_five(self):\n        self.assertEqual(square(5), 25)\n"
        "tests = unittest.defaultTestLoader.loadTestsFromTestCase(Squares)\n"
        "assert unittest.TextTestRunner().run(tests).wasSuccessful()"
    ),
    "mapped": "assert all(map(lambda v: mean([v, v]) == v, [3, 5]))",
    # Nothing outside has the text of an answer.
    "open": "import inspect\nassert '*' in inspect.getsource(square), 'no product'",
}
SEALABLE = {f"one.{name}_test" for name in TESTS} - {"one.open_test"}


def attack_cells(path: Path) -> dict[str, str]:
    """Return the cells of an attack: those before all others, and answers by name."""
    _, *parts = path.read_text(encoding="utf-8").split("\n# %% ")
    named = (part.partition("\n") for part in parts)
    return {label.strip(): source for label, _, source in named}


def whole(answers: dict[str, str]) -> dict[str, str]:
    """Return the answers with what stood in their cells."""
    return {name: GIVEN.get(name, "") + text for name, text in answers.items()}


def story(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


@pytest.fixture(scope="module")
def graded(request, tmp_path_factory):
    """Return a graded class of attackers and one honest student, and its rows."""
    cells = [new_code_cell(SET_UP), solution("before", "# your imports")]
    for name, right in RIGHT.items():
        text = f"### BEGIN SOLUTION\n{right}\n### END SOLUTION"
        cells.append(solution(name, GIVEN.get(name, "") + text))
    cells += [checked_by(f"{name}_test", text) for name, text in TESTS.items()]
    course = OwnCourse(
        tmp_path_factory.mktemp("own"),
        {"one": cells},
        {"helper.py": HELPER},
        config="c.SealedExecute.call_seconds = 5\n",
    ).make(stock=False)
    for path in request.param:
        course.hand_in(path.stem, {**whole(WRONG), **attack_cells(path)})
    course.hand_in("zz-honest", whole(RIGHT))
    return course, course.graded_here(), course.course.run("grade", PS1).stdout


of_few = [path for path in ATTACKS if path.stem in FEW]
each = pytest.mark.parametrize(
    ("graded", "attack"),
    [
        pytest.param(
            of_few if path in of_few else [p for p in ATTACKS if p not in of_few],
            path,
            id=path.stem,
            marks=() if path in of_few else pytest.mark.slow,
        )
        for path in ATTACKS
    ],
    indirect=["graded"],
    scope="module",
)


@each
def test_what_an_attack_gains_on_a_sealable_cell_is_flagged(graded, attack):
    _, scores, said = graded
    found = scores[attack.stem]
    gained = {name for name, (score, _) in found.items() if score}
    assert gained & SEALABLE, f"{story(attack)} It gained nothing: mend the attack."
    flagged = {name for name, (_, to_look_at) in found.items() if to_look_at}
    assert flagged == gained & SEALABLE, story(attack)
    [row] = [line for line in said.splitlines() if line.startswith(attack.stem)]
    assert "not outside of it: look at it" in row


@each
def test_a_cell_that_cannot_be_sealed_says_so(graded, attack):
    course, _, said = graded
    assert "not sealed: one.open_test" in said
    assert "as nbgrader does: not sealed" in course.page(attack.stem, "one")


@pytest.mark.parametrize("graded", [of_few], indirect=True, scope="module")
def test_honest_work_is_sealed_and_nobody_has_to_look(graded):
    course, scores, _ = graded
    assert scores["zz-honest"] == dict.fromkeys(
        [*SEALABLE, "one.open_test"], (2, False)
    )
    assert course.page("zz-honest", "one").count("Sealed: the same test") == len(
        SEALABLE
    )
