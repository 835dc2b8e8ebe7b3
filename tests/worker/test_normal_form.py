"""Two ways to write the same have one normal form, and other programs have another."""

import ast

import pytest

from course.worker.fingerprints import fingerprints
from course.worker.normal_form import normal

WRITTEN = "def f(x, w):\n    return max(x @ w + 1, 0) / (x @ w + 2)\n"


def prints(source: str) -> dict[str, list[str]]:
    return fingerprints(source, "f")[1]


@pytest.mark.parametrize(
    "other",
    [
        "def f(x, w):\n    z = x @ w\n    return max(z + 1, 0) / (z + 2)\n",
        "def f(x, w):\n    z = x @ w\n    a, b = z + 1, z + 2\n    return max(a, 0)/b",
        "def f(x, w):\n    return max(1 + x @ w, 0) / (2 + x @ w)\n",
        "def f(x, w):\n    z = lambda n: x @ w + n\n    return max(z(1), 0) / z(2)\n",
        "def z(a, b, n):\n    return a @ b + n\n\n\n"
        "def f(x, w):\n    return max(z(x, w, 1), 0) / z(x, w, 2)\n",
    ],
    ids=["a name", "two names", "operands", "a lambda", "a helper"],
)
def test_names_helpers_and_the_order_of_operands_leave_no_trace(other):
    assert prints(other) == prints(WRITTEN)


@pytest.mark.parametrize(
    "other",
    [WRITTEN.replace("+ 2", "- 2"), WRITTEN.replace("x @ w", "w * x")],
)
def test_another_program_has_another_form(other):
    assert prints(other) != prints(WRITTEN)


@pytest.mark.parametrize(
    "source",
    [
        "".join(f"x{n} = x{n + 1} + x{n + 1}\n" for n in range(300)),
        "".join(f"def g{n}(v): return g{n + 1}(v) + g{n + 1}(v)\n" for n in range(300)),
        "def g(v): return h(v)\ndef h(v): return g(v)\ng(1)\n",
    ],
    ids=["names", "helpers", "a circle"],
)
def test_what_would_double_again_and_again_stays_small(source):
    parts = normal(ast.parse(source).body)
    assert sum(1 for part in parts for _ in ast.walk(part)) < 60_000
