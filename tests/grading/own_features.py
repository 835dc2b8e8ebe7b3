"""Features of nbgrader's own style: a test cell, and answers of four kinds.

Each is one exercise of a notebook: its cells have the feature's name, and no two
features share a name in the notebook's namespace.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Feature:
    """One exercise: what students get, its test cell, and their answers."""

    name: str
    test: str
    right: str
    wrong: str
    half: str = ""  # as `wrong` if there is nothing between
    stub: str = ""
    points: float = 2
    more: dict[str, str] = field(default_factory=dict)  # test cells after it, by suffix


FEATURES = [
    Feature(
        "square",
        "assert square(3) == 9\nassert square(-2) == 4, 'negative numbers, too'",
        "def square(x):\n    return x * x",
        "def square(x):\n    return x + x",
        "def square(x):\n    return x * abs(x)",
    ),
    Feature(
        "cube",
        "assert cube(1) == 1\n### BEGIN HIDDEN TESTS\n"
        "assert cube(3) == 27, 'the hidden test of cube'\n### END HIDDEN TESTS",
        "def cube(x):\n    return x**3",
        "def cube(x):\n    return None",
        "def cube(x):\n    return 1",
    ),
    Feature(
        "partial",
        "score = 0\nif partial(1) == 2:\n    score += 1\nif partial(5) == 6:\n"
        "    score += 3\nscore",
        "def partial(x):\n    return x + 1",
        "def partial(x):\n    return 0",
        "def partial(x):\n    return 2",
        points=4,
    ),
    Feature(
        "half_points",
        "1.5 if half_points() == 'some' else 3.0 if half_points() else 0.0",
        "def half_points():\n    return 'all'",
        "def half_points():\n    return ''",
        "def half_points():\n    return 'some'",
        points=3,
    ),
    Feature(
        "other_value",
        "'some text' if other_value() else 1 / 0",
        "def other_value():\n    return True",
        "def other_value():\n    return False",
    ),
    Feature(
        "boolean",
        "boolean() == 1",
        "def boolean():\n    return 1",
        "def boolean():\n    return 0",
    ),
    Feature(
        "raises",
        "try:\n    raises(-1)\nexcept ValueError:\n    pass\nelse:\n"
        "    raise AssertionError('no ValueError')",
        "def raises(x):\n    if x < 0:\n        raise ValueError(x)",
        "def raises(x):\n    return x",
        "def raises(x):\n    raise TypeError(x)",
    ),
    Feature(
        "own_error",
        "try:\n    own_error()\nexcept OwnError as error:\n"
        "    assert error.args == ('why',)\nelse:\n    assert False",
        "class OwnError(Exception):\n    pass\ndef own_error():\n"
        "    raise OwnError('why')",
        "def own_error():\n    pass",
        "class OwnError(Exception):\n    pass\ndef own_error():\n    raise OwnError",
    ),
    Feature(
        "variable",
        "assert variable == 42\nassert isinstance(variable, int)",
        "variable = 42",
        "variable = 'x'",
        "variable = 42.0",
        stub="variable = None",
    ),
    Feature(
        "Stack",
        "s = Stack()\ns.push(1)\ns.push(2)\nassert s.pop() == 2\nassert len(s) == 1",
        "class Stack:\n    def __init__(self):\n        self.x = []\n"
        "    def push(self, v):\n        self.x.append(v)\n"
        "    def pop(self):\n        return self.x.pop()\n"
        "    def __len__(self):\n        return len(self.x)",
        "Stack = list",
        "class Stack(list):\n    push = list.append\n    pop = list.pop\n"
        "    __len__ = None",
    ),
    Feature(
        "counter",
        "c = counter()\nassert [c(), c(), c()] == [1, 2, 3]\nassert counter()() == 1",
        "def counter():\n    n = 0\n    def count():\n        nonlocal n\n"
        "        n += 1\n        return n\n    return count",
        "def counter():\n    return lambda: 1",
        "N = [0]\ndef counter():\n    def count():\n        N[0] += 1\n"
        "        return N[0]\n    return count",
    ),
    Feature(
        "in_place",
        "import numpy as np\na = np.arange(3.0)\nin_place(a)\n"
        "np.testing.assert_allclose(a, [0, 2, 4])",
        "def in_place(a):\n    a *= 2",
        "def in_place(a):\n    a = a * 2",
    ),
    Feature(
        "draws",
        "import numpy as np\nx = draws(1000)\nassert len(x) == 1000\n"
        "assert abs(np.mean(x)) < 0.5",
        "import numpy as np\ndef draws(n):\n    return np.random.normal(size=n)",
        "def draws(n):\n    return [1.0] * n",
    ),
    Feature(
        "printed",
        "import io, contextlib\nout = io.StringIO()\n"
        "with contextlib.redirect_stdout(out):\n    printed()\n"
        "assert out.getvalue() == 'hello\\n'",
        "def printed():\n    print('hello')",
        "def printed():\n    return 'hello'",
        "def printed():\n    print('hello', end='')",
    ),
    Feature(
        "mocked",
        "from unittest.mock import patch\n"
        "with patch('builtins.input', return_value='7'):\n    assert mocked() == 7",
        "def mocked():\n    return int(input('n? '))",
        "def mocked():\n    return input('n? ')",
    ),
    Feature(
        "unittested",
        "import unittest\ncase = unittest.TestCase()\n"
        "case.assertAlmostEqual(unittested(2), 0.5)\n"
        "with case.assertRaises(ZeroDivisionError):\n    unittested(0)",
        "def unittested(x):\n    return 1 / x",
        "def unittested(x):\n    return x",
        "def unittested(x):\n    return 1 / x if x else 0",
    ),
    Feature(
        "plotted",
        "ax = plotted()\nassert ax.get_xlabel() == 'x'\nassert len(ax.lines) == 1",
        "import matplotlib.pyplot as plt\ndef plotted():\n"
        "    _, ax = plt.subplots()\n    ax.plot([1, 2])\n    ax.set_xlabel('x')\n"
        "    return ax",
        "def plotted():\n    return None",
        "import matplotlib.pyplot as plt\ndef plotted():\n"
        "    _, ax = plt.subplots()\n    ax.plot([1, 2])\n    return ax",
    ),
    Feature(
        "timed",
        "%time x = timed()\nassert x == 1",
        "def timed():\n    return 1",
        "def timed():\n    return 2",
    ),
    Feature(
        "shared",
        "def helper_of_tests(f):\n    return f(2)\nassert helper_of_tests(shared) == 4",
        "def shared(x):\n    return 2 * x",
        "def shared(x):\n    return x",
        "def shared(x):\n    return 4",
        more={"again": "assert helper_of_tests(shared) == 4 and shared(5) == 10"},
    ),
    Feature(
        "inspected",
        "import inspect\nassert 'sum(' not in inspect.getsource(inspected)\n"
        "assert inspected([1, 2]) == 3\nassert 'inspected' in dir()",
        "def inspected(x):\n    s = 0\n    for v in x:\n        s += v\n    return s",
        "def inspected(x):\n    return 0",
        "def inspected(x):\n    return sum(x)",
    ),
    Feature(
        "uses_global",
        "factor = 3\nassert uses_global(2) == 6",
        "def uses_global(x):\n    return factor * x",
        "def uses_global(x):\n    return x",
    ),
    Feature(
        "deleted",
        "assert deleted() == 1\ndel deleted",
        "def deleted():\n    return 1",
        "def deleted():\n    return 2",
    ),
    Feature(
        "hashed",
        "from hashlib import sha1\nassert sha1(str(type(hashed)).encode()).hexdigest() "
        "== sha1(b\"<class 'int'>\").hexdigest()\nassert hashed == 5",
        "hashed = 5",
        "hashed = 'five'",
        "hashed = 6",
        stub="hashed = None",
    ),
    Feature(
        "raised_only",
        "if raised_only() != 3:\n    raise Exception('not three')",
        "def raised_only():\n    return 3",
        "def raised_only():\n    return 4",
    ),
    Feature(
        "zero_points",
        "assert zero_points",
        "zero_points = True",
        "zero_points = False",
        stub="zero_points = 0",
        points=0,
    ),
    Feature(
        "loud",
        "print('x' * 300_000)\nassert loud() == 1",
        "def loud():\n    return 1",
        "def loud():\n    return 2",
    ),
    Feature(
        "bad_syntax",
        "assert bad_syntax( == 1",
        "def bad_syntax():\n    return 1",
        "def bad_syntax():\n    return 2",
    ),
    Feature(
        "lacks_package",
        "import a_package_that_nobody_has\nassert lacks_package()",
        "def lacks_package():\n    return 1",
        "def lacks_package():\n    return 2",
    ),
    Feature(
        "test_named",
        "assert named(1) == 2",
        "def named(x):\n    return x + 1",
        "def named(x):\n    return x",
    ),
]
