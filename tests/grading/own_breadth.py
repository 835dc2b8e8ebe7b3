"""A hundred small exercises in nbgrader's own style, five or more of each feature.

Each has a test, three right answers written differently, and a wrong one. `F` stands
for the name of the exercise, which is different in each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Answers = tuple[str, str, str, str]  # right, right, right, wrong


@dataclass(frozen=True)
class Small:
    """One exercise: its test cell, and answers to it."""

    name: str
    test: str
    rights: tuple[str, str, str]
    wrong: str


X = ("lambda x: x + 1", "lambda y: 1 + y", "lambda x: x - -1", "lambda x: x")  # add one
L = (
    "lambda v: v[::-1]",
    "lambda v: [*reversed(v)]",
    "lambda v: [v[-i] for i in range(1, len(v) + 1)]",
    "lambda v: v",
)  # reverse a list
R = (
    "def F(x):\n    if x < 0: raise ValueError('neg')\n    return x ** 0.5",
    "import math\ndef F(x):\n    return math.sqrt(x)",
    "class E_F(ValueError): pass\ndef F(x):\n    if x < 0:\n        raise E_F(x)\n"
    "    return pow(x, 0.5)",
    "def F(x):\n    return abs(x) ** 0.5",
)  # a root, and an error
A = (
    "lambda a: a * 2",
    "lambda a: a + a",
    "lambda a: np.array([2 * v for v in a])",
    "lambda a: a",
)  # twice an array
C = (
    "class F:\n    def __init__(s, v=0): s.v = v\n    def up(s): s.v += 1",
    "from dataclasses import dataclass\n@dataclass\nclass F:\n    v: int = 0\n"
    "    def up(self):\n        self.v = self.v + 1",
    "class Base_F:\n    v = 0\n    def up(self):\n        self.v += 1\n"
    "class F(Base_F):\n    def __init__(self, v=0):\n        self.v = v",
    "class F:\n    def __init__(s, v=0): s.v = v\n    def up(s): pass",
)  # a counter
V = ("F = 6", "F = 2 * 3", "F = sum([1, 2, 3])", "F = 7")  # a variable
G = (
    "def F(n):\n    def add(x):\n        return x + n\n    return add",
    "def F(n):\n    return lambda x: n + x",
    "from functools import partial\nfrom operator import add\n"
    "def F(n):\n    return partial(add, n)",
    "def F(n):\n    return lambda x: n",
)  # a closure
P = (
    "def F():\n    print('a', 'b')",
    "def F():\n    print('a b')",
    "import sys\ndef F():\n    sys.stdout.write('a b\\n')",
    "def F():\n    return 'a b'",
)  # what is printed
S = (
    "def F(v):\n    v.sort()",
    "def F(v):\n    v[:] = sorted(v)",
    "def F(v):\n    v += sorted(v)\n    del v[: len(v) // 2]",
    "def F(v):\n    v = sorted(v)",
)  # sort in place
N = (
    "def F(n):\n    return np.random.rand(n)",
    "def F(n):\n    return np.random.random(n)",
    "def F(n):\n    return np.array([np.random.rand() for _ in range(n)])",
    "def F(n):\n    return np.zeros(n)",
)  # draws
D = (
    "lambda w: {c: w.count(c) for c in w}",
    "def F(w):\n    d = {}\n    for c in w:\n        d[c] = d.get(c, 0) + 1\n"
    "    return d",
    "from collections import Counter\ndef F(w):\n    return Counter(w)",
    "lambda w: {c: 1 for c in w}",
)  # a count of letters
Y = (
    "def F(n):\n    for i in range(n):\n        yield i * i",
    "def F(n):\n    return [i * i for i in range(n)]",
    "def F(n):\n    return (i ** 2 for i in range(n))",
    "def F(n):\n    return range(n)",
)  # squares, one after the other
B = (
    "def F():\n    _, ax = plt.subplots()\n    ax.plot([1, 2])\n"
    "    ax.set_title('t')\n    return ax",
    "def F():\n    plt.figure()\n    plt.title('t')\n    plt.plot([0, 1], [1, 2])\n"
    "    return plt.gca()",
    "def F():\n    ax = plt.figure().add_subplot(title='t')\n    ax.plot([1, 2])\n"
    "    return ax",
    "def F():\n    return plt.figure().add_subplot()",
)  # a figure
K = (
    "class F:\n    def __init__(s, x): s.x = x\n    def __enter__(s): return s.x\n"
    "    def __exit__(s, *e): return True",
    "from contextlib import contextmanager\n@contextmanager\ndef F(x):\n"
    "    try:\n        yield x\n    except Exception:\n        pass",
    "class F:\n    def __init__(self, x):\n        self.x = x\n"
    "    def __enter__(self):\n        return self.x\n"
    "    def __exit__(self, kind, value, trace):\n        return kind is not None",
    "class F:\n    def __init__(s, x): s.x = x\n    def __enter__(s): return -s.x\n"
    "    def __exit__(s, *e): pass",
)  # a context manager that swallows errors
W = (
    "def F(f):\n    def g(x):\n        return f(x) + f(x)\n    return g",
    "import functools\ndef F(f):\n    @functools.wraps(f)\n    def inner(x):\n"
    "        y = f(x)\n        return y + f(x)\n    return inner",
    "def F(f):\n    return lambda x: sum(f(x) for _ in 'ab')",
    "def F(f):\n    return f",
)  # a decorator: twice the sum
M = (
    "class F:\n    def __init__(s, v): s.v = [*v]\n    def first(s): return s.v[0]\n"
    "    def __len__(s): return len(s.v)\n    def __getitem__(s, i): return s.v[i]\n"
    "    def __add__(s, o): return F(s.v + o.v)",
    "class F(list):\n    def first(self): return self[0]\n"
    "    def __add__(self, other): return F([*self, *other])",
    "class F(tuple):\n    def first(self):\n        return self[0]\n"
    "    def __add__(self, other):\n        return F((*self, *other))",
    "class F(list):\n    def first(self): pass\n    def __add__(s, o): return s",
)  # a sequence of one's own

ROWS: dict[str, tuple[Answers, list[str]]] = {
    "plain": (X, [
        "assert F(1) == 2", "assert F(-1) == 0, 'below zero'",
        "assert F(0) == 1 and F(10) == 11", "assert [F(i) for i in range(9)] == "
        "list(range(1, 10))", "assert isinstance(F(1), int) and F(1.5) == 2.5",
        "assert F(10 ** 30) == 10 ** 30 + 1"]),
    "hidden": (L, [
        f"assert F([1]) == [1]\n### BEGIN HIDDEN TESTS\nassert F({v}) == {v[::-1]}\n"
        "### END HIDDEN TESTS"
        for v in ([1, 2], [3, 1, 2], ["a", "b"], [[1], [2]], [None, 0])]),
    "partial": (X, [
        "2 * F(0) if F(1) == 2 else 0.5", "score = 0\nfor i in range(2):\n"
        "    score += F(i) == i + 1\nscore", "0 if F(3) == 3 else 4 * (F(3) == 4) / 2",
        "(F(1) == 2) + int(F(2) == 3)", "0.5 + 1.5 * (F(1) == 2)",
        "float(np.sqrt(4.0)) if F(1) == 2 else 0.25"]),
    "raises": (R, [
        "try:\n    F(-1)\nexcept ValueError:\n    pass\nelse:\n    assert False",
        "import pytest\nwith pytest.raises(ValueError):\n    F(-4)",
        "import unittest\nunittest.TestCase().assertRaises(ValueError, F, -1)",
        "from contextlib import suppress\nwith suppress(ValueError):\n    F(-1)\n"
        "    raise AssertionError('no error')",
        "assert F(4) == 2\ntry:\n    F(-1)\n    raised = False\n"
        "except Exception as e:\n    raised = isinstance(e, ValueError)\nassert raised",
    ]),
    "raise_only": (X, [
        "if F(1) != 2:\n    raise Exception('no')", "if F(2) != 3: raise ValueError",
        "for i in range(3):\n    if F(i) <= i:\n        raise RuntimeError(i)",
        "2 / (F(1) == 2)", "{True: 2}[F(5) == 6]"]),
    "numpy": (A, [
        "np.testing.assert_allclose(F(np.ones(3)), 2 * np.ones(3))",
        "np.testing.assert_array_equal(F(np.arange(4)), [0, 2, 4, 6])",
        "assert np.allclose(F(np.array([0.5])), 1)",
        "np.testing.assert_almost_equal(F(np.array([1.0, 2.0])).sum(), 6)",
        "a = np.arange(3.0)\nb = F(a)\nassert b.shape == (3,)\n"
        "assert (a == [0, 1, 2]).all() and b[2] == 4"]),
    "unittest": (D, [
        "import unittest\nt = unittest.TestCase()\nt.assertEqual(F('aab')['a'], 2)",
        "import unittest\nt = unittest.TestCase()\nt.assertDictEqual(dict(F('oo')), "
        "{'o': 2})", "import unittest\nt = unittest.TestCase()\n"
        "t.assertAlmostEqual(F('xxx')['x'], 3.0)",
        "import unittest\nclass T_F(unittest.TestCase):\n    def test(self):\n"
        "        self.assertEqual(sum(F('hello').values()), 5)\n"
        "r = unittest.TextTestRunner(stream=open('/dev/null', 'w')).run("
        "unittest.defaultTestLoader.loadTestsFromTestCase(T_F))\n"
        "assert r.wasSuccessful()",
        "import unittest\nunittest.TestCase().assertCountEqual(F('abca').items(), "
        "[('a', 2), ('b', 1), ('c', 1)])"]),
    "classes": (C, [
        "c = F()\nc.up()\nassert c.v == 1", "c = F(5)\nc.up(); c.up()\nassert c.v == 7",
        "cs = [F(i) for i in range(3)]\nfor c in cs: c.up()\n"
        "assert [c.v for c in cs] == [1, 2, 3]",
        "a, b = F(), F()\na.up()\nassert (a.v, b.v) == (1, 0)",
        "c = F(1)\nc.v = 10\nc.up()\nassert c.v == 11 and hasattr(c, 'up')"]),
    "variables": (V, [
        "assert F == 6", "assert isinstance(F, int) and F > 0 and F % 3 == 0",
        "assert abs(F - 6) < 1e-9", "from hashlib import sha1\n"
        "assert sha1(str(F).encode()).hexdigest() == sha1(b'6').hexdigest()",
        "assert type(F) == int\nassert F in (5, 6)"]),
    "closures": (G, [
        "assert F(1)(2) == 3", "f = F(10)\nassert [f(i) for i in (1, 2)] == [11, 12]",
        "assert list(map(F(1), [1, 2])) == [2, 3]", "a, b = F(1), F(2)\n"
        "assert a(1) + b(1) == 5", "assert callable(F(0)) and F(0)(7) == 7"]),
    "printed": (P, [
        "import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()) as o:\n"
        "    F()\nassert o.getvalue() == 'a b\\n'",
        "import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()) as o:\n"
        "    F(); F()\nassert o.getvalue().split() == ['a', 'b'] * 2",
        "import io, contextlib\no = io.StringIO()\n"
        "with contextlib.redirect_stdout(o):\n    F()\nassert 'a' in o.getvalue()",
        "import io, sys\nold, sys.stdout = sys.stdout, io.StringIO()\ntry:\n    F()\n"
        "    said = sys.stdout.getvalue()\nfinally:\n    sys.stdout = old\n"
        "assert said.strip() == 'a b'",
        "%%capture said_F\nF()"]),
    "in_place": (S, [
        "v = [3, 1, 2]\nF(v)\nassert v == [1, 2, 3]", "v = []\nF(v)\nw = ['b', 'a']\n"
        "F(w)\nassert v == [] and w[0] == 'a'", "v = [2, 1]\nw = v\nF(v)\n"
        "assert w == [1, 2]", "v = list('hello')\nassert F(v) is None\n"
        "assert v == sorted('hello')", "d = {'k': [5, 4]}\nF(d['k'])\n"
        "assert d == {'k': [4, 5]}"]),
    "random": (N, [
        "x = F(1000)\nassert 0.4 < x.mean() < 0.6", "assert len(set(F(5))) == 5",
        "np.random.seed(3)\na = F(4)\nnp.random.seed(3)\n"
        "assert np.allclose(a, np.random.rand(4))",
        "np.random.seed(1)\na, b = F(2), F(2)\nassert not np.allclose(a, b)",
        "x = F(50)\nassert x.min() >= 0 and x.max() < 1 and x.std() > 0.1"]),
    "magics": (X, [
        "%time y = F(1)\nassert y == 2", "%timeit -n1 -r1 F(1)\nassert F(2) == 3",
        "%%time\nassert F(1) == 2", "x = %sx echo 4\nassert F(int(x[0])) == 5",
        "%precision 3\nassert F(1) == 2"]),
    "iterators": (Y, [
        "assert list(F(3)) == [0, 1, 4]", "assert sum(F(4)) == 14",
        "assert max(F(5)) == 16", "assert sorted(F(3), reverse=True) == [4, 1, 0]",
        "for i, s in enumerate(F(4)):\n    assert s == i * i"]),
    "figures": (B, [
        "assert F().get_title() == 't'", "assert len(F().lines) == 1",
        "ax = F()\nassert list(ax.lines[0].get_ydata()) == [1, 2]",
        "assert isinstance(F(), plt.Axes) and F().get_title() == 't'",
        "f = F().figure\nassert len(f.axes) == 1 and f.axes[0].get_title() == 't'"]),
    "shared": (X, [
        "def twice(f, x):\n    return f(f(x))\nassert twice(F, 1) == 3",
        "assert twice(F, 2) == 4", "seen = [F(1)]\nassert seen == [2]",
        "seen.append(F(2))\nassert seen == [2, 3]",
        "assert len(seen) == 2 and F(3) == 4",
    ]),
    "beside": (X, [
        "from helper import double\nassert double(F(1)) == 4",
        "import helper\nhelper.check(F)", "rows = open('data.csv').read().split()\n"
        "assert [F(int(r)) for r in rows] == [2, 3]",
        "np.testing.assert_array_equal(np.loadtxt('data.csv') + 1, [F(1), F(2)])",
        "from pathlib import Path\nassert F(len(Path('data.csv').read_text())) == 5"]),
    "stderr": (X, [
        f"import sys\nprint('{n}', file=sys.stdout)\nassert F({n}) == {n + 1}"
        for n in range(5)]),
    "other_values": (X, [
        "'fine' if F(1) == 2 else 1 / 0", "[1, 2][F(0):] or 1 / 0 if F(0) == 1 else 0",
        "None if F(1) == 2 else 1 / 0", "F(1) == 2 or 1 / 0",
        "assert F(1) == 2; 'x';"]),
    "contexts": (K, [
        "with F(3) as x:\n    assert x == 3", "with F(2) as x:\n    raise KeyError(x)",
        "class Own_F(ValueError): pass\nwith F(1):\n    raise Own_F",
        "with F(1) as a, F(2) as b:\n    c = a + b\nassert c == 3",
        "with F(5) as x:\n    y = x\nassert y == 5"]),
    "decorators": (W, [
        "@F\ndef two_F(x):\n    return x\nassert two_F(3) == 6",
        "assert F(abs)(-2) == 4", "assert F(F(lambda x: x))(1) == 4",
        "g = F(lambda x: x * x)\nassert [g(i) for i in (1, 2)] == [2, 8]",
        "seen_F = []\nF(lambda x: seen_F.append(x) or 1)(7)\nassert seen_F == [7, 7]"]),
    "sequences": (M, [
        "assert F([3, 4]).first() == 3", "assert len(F([1]) + F([2, 3])) == 3",
        "assert (F([1, 2]) + F([5])).first() == 1",
        "assert F('ab')[1] == 'b' and F('ab').first() == 'a'",
        "both = F([1]) + F([2])\nassert [both[0], both[1]] == [1, 2]"]),
    "inspected": (X, [
        "import inspect\nassert 'import' not in inspect.getsource(F)\nassert F(1) == 2",
        "assert F.__name__ and F(1) == 2", "assert 'F' in dir() and F(1) == 2",
        "assert 'F' in globals() and F(1) == 2", "assert F.__code__.co_argcount == 1\n"
        "assert F(1) == 2"]),
}  # fmt: skip


def exercises(rows: dict[str, tuple[Answers, list[str]]]) -> list[Small]:
    """Return the exercises of some rows, each with a name of its own."""
    return [
        _named(row, number, test, answers)
        for row, (answers, tests) in rows.items()
        for number, test in enumerate(tests)
    ]


def _named(row: str, number: int, test: str, answers: Answers) -> Small:
    name = f"{row}{number}"

    def own(text: str) -> str:
        text = f"F = {text}" if text.startswith("lambda") else text
        return re.sub(r"(?<![a-zA-Z])F\b", name, text)

    one, two, three, wrong = map(own, answers)
    return Small(name, own(test), (one, two, three), wrong)


SMALL = exercises(ROWS)
