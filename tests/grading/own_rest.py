"""Small exercises of kinds that neither `own_breadth` nor `own_more` has.

Answers that are text (a regular expression, SQL, JSON), tests that look at IPython's
own names or run magics, properties and operators, coroutines, and what a test changes
in the process that the answer runs in.
"""

from __future__ import annotations

from own_breadth import Answers, exercises

ADD: Answers = (
    "def F(x):\n    return x + 1",
    "F = lambda x: 1 + x",
    "def F(x):\n    def inner(y):\n        return y + 1\n    return inner(x)",
    "def F(x):\n    return x",
)
REGEX: Answers = (
    "F = r'\\d{3}-\\d{4}'",
    "F = '[0-9][0-9][0-9]-[0-9]{4}'",
    "F = r'(\\d\\d\\d)-(\\d+)'",
    "F = r'\\d+'",
)
SQL: Answers = (
    "F = 'SELECT name FROM t WHERE n > 1 ORDER BY name'",
    "F = '''\n    select name\n    from t\n    where n >= 2\n    order by 1\n'''",
    "F = ' '.join(['SELECT t.name', 'FROM t', 'WHERE NOT n <= 1', 'ORDER BY name'])",
    "F = 'SELECT name FROM t'",
)
CELSIUS: Answers = (
    "class F:\n    def __init__(self, c): self._c = c\n    @property\n"
    "    def f(self): return self._c * 9 / 5 + 32\n    @f.setter\n"
    "    def f(self, v): self._c = (v - 32) * 5 / 9\n    @property\n"
    "    def c(self): return self._c",
    "class F:\n    def __init__(self, c):\n        self.c = c\n"
    "    f = property(lambda s: s.c * 9 / 5 + 32,\n"
    "                 lambda s, v: setattr(s, 'c', (v - 32) * 5 / 9))",
    "class F:\n    def __init__(self, c): self.c = c\n"
    "    def __getattr__(self, name):\n        if name == 'f':\n"
    "            return self.c * 1.8 + 32\n        raise AttributeError(name)\n"
    "    def __setattr__(self, name, v):\n        if name == 'f':\n"
    "            name, v = 'c', (v - 32) / 1.8\n"
    "        object.__setattr__(self, name, v)",
    "class F:\n    def __init__(self, c): self.c = c\n    f = 32",
)
MONEY: Answers = (
    "from functools import total_ordering\n@total_ordering\nclass F:\n"
    "    def __init__(s, v): s.v = v\n    def __eq__(s, o): return s.v == o.v\n"
    "    def __lt__(s, o): return s.v < o.v\n    def __hash__(s): return hash(s.v)\n"
    "    def __add__(s, o): return F(s.v + o.v)\n"
    "    def __mul__(s, n): return F(s.v * n)\n    __rmul__ = __mul__\n"
    "    def __neg__(s): return F(-s.v)\n    def __bool__(s): return s.v != 0\n"
    "    def __str__(s): return f'{s.v:.2f}'",
    "from dataclasses import dataclass\n@dataclass(frozen=True, order=True)\nclass F:\n"
    "    v: float\n    def __add__(self, o):\n        return F(self.v + o.v)\n"
    "    def __mul__(self, n):\n        return F(n * self.v)\n"
    "    def __rmul__(self, n):\n        return self * n\n"
    "    def __neg__(self):\n        return F(-self.v)\n"
    "    def __bool__(self):\n        return bool(self.v)\n"
    "    def __str__(self):\n        return format(self.v, '.2f')",
    "class F(float):\n    v = property(float)\n"
    "    def __add__(s, o): return F(float(s) + float(o))\n"
    "    def __mul__(s, n): return F(float(s) * n)\n    __rmul__ = __mul__\n"
    "    def __neg__(s): return F(-float(s))\n    def __str__(s): return '%.2f' % s",
    "class F:\n    def __init__(s, v): s.v = v",
)
SPEAKER: Answers = (
    "from abc import ABC, abstractmethod\nclass F(ABC):\n    @abstractmethod\n"
    "    def say(self): ...\n    def twice(self): return self.say() * 2",
    "import abc\nclass F(metaclass=abc.ABCMeta):\n    @abc.abstractmethod\n"
    "    def say(self):\n        pass\n"
    "    def twice(self):\n        said = self.say()\n"
    "        return said + said",
    "from abc import ABC, abstractmethod\nclass F(ABC):\n"
    "    def twice(self):\n        return ''.join([self.say(), self.say()])\n"
    "    @abstractmethod\n    def say(self):\n        raise NotImplementedError",
    "class F:\n    def say(self): return ''\n    def twice(self): return ''",
)
MEAN: Answers = (
    "def F():\n    total, n = 0, 0\n    mean = None\n    while True:\n"
    "        x = yield mean\n        total += x\n        n += 1\n"
    "        mean = total / n",
    "def F():\n    seen = []\n    x = yield\n    while True:\n"
    "        seen.append(x)\n        x = yield sum(seen) / len(seen)",
    "class F:\n    def __init__(self): self.seen = []\n"
    "    def __iter__(self): return self\n"
    "    def __next__(self): return self.send(None)\n    def send(self, x):\n"
    "        if x is None: return None\n        self.seen.append(x)\n"
    "        return sum(self.seen) / len(self.seen)\n    def close(self): pass",
    "def F():\n    while True:\n        x = yield 0",
)
TICKS: Answers = (
    "async def F(n):\n    for i in range(n):\n        yield i",
    "import asyncio\nasync def F(n):\n    i = 0\n    while i < n:\n"
    "        await asyncio.sleep(0)\n        yield i\n        i += 1",
    "class F:\n    def __init__(self, n): self.it = iter(range(n))\n"
    "    def __aiter__(self): return self\n    async def __anext__(self):\n"
    "        for i in self.it:\n            return i\n        raise StopAsyncIteration",
    "async def F(n):\n    yield n",
)
GROW: Answers = (
    "def F(x, to=[]):\n    to.append(x)\n    return to",
    "kept_F = []\ndef F(x):\n    kept_F.append(x)\n    return kept_F",
    "class Grow_F:\n    def __init__(self): self.kept = []\n"
    "    def __call__(self, x):\n        self.kept += [x]\n        return self.kept\n"
    "F = Grow_F()",
    "def F(x):\n    return [x]",
)
SCALED: Answers = (
    "def F(x):\n    return x * FACTOR_F",
    "def F(x):\n    return FACTOR_F * x",
    "def F(x):\n    return globals()['FACTOR_F'] * x",
    "def F(x):\n    return x",
)
TRACED: Answers = (
    "import functools\ndef F(f):\n    @functools.wraps(f)\n    def g(*a, **k):\n"
    "        g.calls += 1\n        return f(*a, **k)\n    g.calls = 0\n    return g",
    "from functools import update_wrapper\ndef F(f):\n    def g(*args, **kwargs):\n"
    "        g.calls = g.calls + 1\n        return f(*args, **kwargs)\n"
    "    g.calls = 0\n    return update_wrapper(g, f)",
    "import functools\nclass F:\n    def __init__(self, f):\n        self.f = f\n"
    "        self.calls = 0\n        functools.update_wrapper(self, f)\n"
    "    def __call__(self, *a):\n        self.calls += 1\n        return self.f(*a)",
    "def F(f):\n    return f",
)
SHUFFLED: Answers = (
    "import random\ndef F(v):\n    return random.sample(v, len(v))",
    "import random\ndef F(v):\n    w = [*v]\n    random.shuffle(w)\n    return w",
    "def F(v):\n    return [v[i] for i in np.random.permutation(len(v))]",
    "def F(v):\n    return v",
)
LOGGED: Answers = (
    "import logging\ndef F(x):\n    logging.getLogger('F').warning('got %s', x)",
    "import logging\nlog_F = logging.getLogger('F')\ndef F(x):\n"
    "    log_F.warning(f'got {x}')",
    "from logging import getLogger, WARNING\ndef F(x):\n"
    "    getLogger('F').log(WARNING, 'got ' + str(x))",
    "def F(x):\n    pass",
)
TYPED: Answers = (
    'def F(x: int, *, by: int = 2) -> int:\n    """Return x times by."""\n'
    "    return x * by",
    "def F(x: int, *, by: int = 2) -> int:\n    '''Multiply.'''\n    return by * x",
    "def F(x: 'int', *, by: 'int' = 2) -> 'int':\n    \"Twice, or more.\"\n"
    "    return sum([x] * by)",
    "def F(x):\n    return x",
)
LABELLED: Answers = (
    "def F(ax):\n    ax.plot([0, 1], [0, 1], label='a')\n    ax.set_xlabel('x')\n"
    "    ax.legend()",
    "def F(ax):\n    line, = ax.plot(np.arange(2), np.arange(2))\n"
    "    line.set_label('a')\n    ax.set(xlabel='x')\n    ax.legend()",
    "def F(ax):\n    plt.sca(ax)\n    plt.plot([0, 1], [0, 1], label='a')\n"
    "    plt.xlabel('x')\n    plt.legend()",
    "def F(ax):\n    ax.plot([1, 2])",
)
NUMBERS: Answers = (
    "from fractions import Fraction\nF = {'z': 3 + 4j, 'q': Fraction(1, 3), "
    "'s': frozenset({1, 2})}",
    "import fractions\nF = dict(z=complex(3, 4), q=fractions.Fraction('1/3'), "
    "s=frozenset([2, 1]))",
    "from fractions import Fraction as Q\nF = {}\nF['s'] = frozenset(range(1, 3))\n"
    "F['z'] = 4j + 3\nF['q'] = Q(2, 6)",
    "F = {'z': 3, 'q': 0.33, 's': {1}}",
)
NAMED: Answers = (
    "def größe_F(länge):\n    return 2 * länge\nF = größe_F",
    "größe_F = lambda länge: länge + länge\nF = größe_F",
    "def größe_F(π):\n    return sum((π, π))\ndef F(λ):\n    return größe_F(λ)",
    "def größe_F(x):\n    return x\nF = größe_F",
)

ROWS: dict[str, tuple[Answers, list[str]]] = {
    "regex": (REGEX, [
        "import re\nassert re.fullmatch(F, '555-1234')\n"
        "assert not re.fullmatch(F, '5555-1234')",
        "import re\nassert re.sub(F, '#', 'a 123-4567 b') == 'a # b'\n"
        "assert len(re.findall(F, '123-4567 12 333-4444')) == 2"]),
    "sql": (SQL, [
        "import sqlite3\ndb_F = sqlite3.connect(':memory:')\n"
        "db_F.execute('CREATE TABLE t (name, n)')\n"
        "db_F.executemany('INSERT INTO t VALUES (?, ?)', "
        "[('b', 2), ('a', 3), ('c', 1)])\n"
        "assert db_F.execute(F).fetchall() == [('a',), ('b',)]",
        "assert F.lower().split()[0] == 'select' and 'order by' in F.lower()\n"
        "import hashlib\nassert len(hashlib.md5(F.encode()).hexdigest()) == 32\n"
        "assert '1' in F and 'n' in F and 'where' in F.lower()"]),
    "celsius": (CELSIUS, [
        "t_F = F(100)\nassert t_F.f == 212\nt_F.f = 32\nassert abs(t_F.c) < 1e-9",
        "t_F = F(0)\nt_F.f += 18\nassert np.isclose(t_F.c, 10) and hasattr(t_F, 'f')",
        "t_F = [F(c) for c in (0, 10)]\nassert [round(t.f) for t in t_F] == [32, 50]"]),
    "money": (MONEY, [
        "assert F(1) + F(2) == F(3) and F(1) < F(2) and F(2) >= F(2)",
        "assert 3 * F(2) == F(6) and (F(2) * 3).v == 6 and (-F(1)).v == -1",
        "assert sorted([F(3), F(1)])[0] == F(1) and max(F(1), F(5)).v == 5",
        "assert len({F(1), F(1), F(2)}) == 2 and {F(1): 'a'}[F(1)] == 'a'",
        "assert f'{str(F(2.5))} {F(1)!s}' == '2.50 1.00'\nassert not F(0) and F(1)"]),
    "speaker": (SPEAKER, [
        "class Dog_F(F):\n    def say(self): return 'wuff'\n"
        "assert Dog_F().twice() == 'wuffwuff' and isinstance(Dog_F(), F)",
        "try:\n    F()\nexcept TypeError as e:\n    assert 'abstract' in str(e)\n"
        "else:\n    raise AssertionError('it is abstract')"]),
    "mean": (MEAN, [
        "m_F = F()\nnext(m_F)\nassert [m_F.send(x) for x in (2, 4)] == [2, 3]",
        "m_F = F()\nm_F.send(None)\nassert m_F.send(10) == 10\nm_F.close()"]),
    "ticks": (TICKS, [
        "assert [i async for i in F(3)] == [0, 1, 2]",
        "import asyncio\nasync def all_F():\n    out = []\n    async for i in F(2):\n"
        "        out.append(i)\n    return out\nassert await all_F() == [0, 1]"]),
    "grow": (GROW, ["assert F(1) == [1]\nassert F(2) == [1, 2]",
        "F('a')\nassert F('b')[-2:] == ['a', 'b']"]),
    "scaled": (SCALED, ["FACTOR_F = 3\nassert F(2) == 6",
        "for FACTOR_F in (2, 5):\n    assert F(3) == 3 * FACTOR_F",
        "from unittest import mock\nimport __main__\n"
        "with mock.patch.object(__main__, 'FACTOR_F', 4, create=True):\n"
        "    assert F(2) == 8"]),
    "traced": (TRACED, [
        "@F\ndef double_F(x):\n    'Twice.'\n    return 2 * x\n"
        "assert [double_F(1), double_F(2)] == [2, 4] and double_F.calls == 2",
        "def triple_F(x):\n    'Thrice.'\n    return 3 * x\ng_F = F(triple_F)\n"
        "assert g_F.__name__ == 'triple_F' and g_F.__doc__ == 'Thrice.'\n"
        "g_F(1)\nassert g_F.calls == 1 and g_F.__wrapped__ is triple_F"]),
    "shuffled": (SHUFFLED, [
        "import random\nrandom.seed(3)\nnp.random.seed(3)\nv_F = list(range(20))\n"
        "w_F = F(v_F)\nassert sorted(w_F) == v_F and w_F != v_F",
        "v_F = list('abcdefghij')\nassert len({tuple(F(v_F)) for _ in range(9)}) > 2"]),
    "logged": (LOGGED, [
        "import unittest\nwith unittest.TestCase().assertLogs('F', 'WARNING') as l_F:\n"
        "    F(3)\nassert l_F.records[0].getMessage() == 'got 3'",
        "import logging\nclass Kept_F(logging.Handler):\n    said = []\n"
        "    def emit(self, record):\n        self.said.append(record.getMessage())\n"
        "logging.getLogger('F').addHandler(Kept_F())\nF('a')\n"
        "assert Kept_F.said == ['got a']"]),
    "typed": (TYPED, [
        "import inspect\ns_F = inspect.signature(F)\nassert list(s_F.parameters) == "
        "['x', 'by'] and s_F.parameters['by'].default == 2\nassert F(2) == 4",
        "from typing import get_type_hints\nassert get_type_hints(F) == "
        "{'x': int, 'by': int, 'return': int}\nassert F(2, by=3) == 6",
        "assert F.__doc__ and F(1) == 2\nwith np.testing.assert_raises(TypeError):\n"
        "    F(1, 2)"]),
    "labelled": (LABELLED, [
        "fig_F, ax_F = plt.subplots()\nF(ax_F)\nassert ax_F.get_xlabel() == 'x'\n"
        "x_F, y_F = ax_F.lines[0].get_data()\nassert list(y_F) == [0, 1]",
        "F(plt.figure().gca())\nassert [t.get_text() for t in "
        "plt.gca().get_legend().get_texts()] == ['a']"]),
    "numbers": (NUMBERS, [
        "from fractions import Fraction\nassert abs(F['z']) == 5 and F['z'].imag == 4\n"
        "assert F['q'] * 3 == 1 and isinstance(F['q'], Fraction)",
        "assert F['s'] == {1, 2} and F['s'] | {3} == {1, 2, 3}\n"
        "assert F['q'].denominator == 3 and F['z'].conjugate() == 3 - 4j"]),
    "named": (NAMED, ["assert größe_F(3) == 6", "länge_F = F(länge := 2)\n"
        "assert länge_F == 2 * länge"]),
    "ipython": (ADD, [
        "assert 'F' in ''.join(_ih) and F(1) == 2",
        "assert any('F' in cell for cell in In) and F(1) == 2",
        "assert isinstance(Out, dict) and F(2) == 3",
        "get_ipython().run_cell('x_F = F(4)')\nassert x_F == 5",
        "%%capture said_F\nprint(F(1))\nassert F(1) == 2",
        "!echo hello > said_F.txt\nassert open('said_F.txt').read() == 'hello\\n'\n"
        "assert F(1) == 2",
        "out_F = !echo a b\nassert out_F == ['a b'] and F(1) == 2",
        "%run helper.py\nassert double(F(1)) == 4",
        "%%timeit -n1 -r1\nassert F(1) == 2",
        "%matplotlib inline\nassert F(0) == 1"]),
    "process": (ADD, [
        "import signal\ndef late_F(*_):\n    raise TimeoutError\n"
        "signal.signal(signal.SIGALRM, late_F)\nsignal.alarm(20)\ntry:\n"
        "    assert F(1) == 2\nfinally:\n    signal.alarm(0)",
        "import os, tempfile\nwith tempfile.TemporaryDirectory() as d_F:\n"
        "    here_F = os.getcwd()\n    os.chdir(d_F)\n    assert F(1) == 2\n"
        "    os.chdir(here_F)\nassert os.path.exists('data.csv')",
        "with open('data.csv') as f_F:\n    rows_F = [int(r) for r in f_F]\n"
        "assert [F(r) for r in rows_F] == [r + 1 for r in rows_F]",
        "try:\n    import sympy_of_another_world as s_F\nexcept ImportError:\n"
        "    s_F = None\nassert s_F is None and F(1) == 2",
        "import ast, inspect, textwrap\n"
        "t_F = ast.parse(textwrap.dedent(inspect.getsource(F)))\n"
        "assert not [n for n in ast.walk(t_F) if isinstance(n, ast.While)]\n"
        "assert F(1) == 2",
        "ns_F = {'f': F}\nexec('y = f(1)', ns_F)\nassert ns_F['y'] == 2\n"
        "assert eval('F(2)') == 3",
        "import copy\nassert copy.deepcopy(F)(1) == 2 and callable(copy.copy(F))",
        "class Capture_F:\n    def __enter__(self):\n        import io, sys\n"
        "        self.old, sys.stdout = sys.stdout, io.StringIO()\n"
        "        return sys.stdout\n    def __exit__(self, *_):\n"
        "        import sys\n        sys.stdout = self.old\n"
        "with Capture_F() as said_F:\n    print(F(1))\n"
        "assert said_F.getvalue() == '2\\n'"]),
    "points": (ADD, [
        "points_F = 2\nif F(1) != 2: points_F -= 1\nif F(5) != 6: points_F -= 1\n"
        "max(0, points_F)",
        "sum(F(i) == i + 1 for i in range(4)) / 2",
        "{True: 2, False: 0}[F(1) == 2]",
        "ok_F = F(1) == 2\n2 if ok_F else 0.5",
        "import numpy as np\nint(np.sum([F(1) == 2, F(2) == 3]))"]),
    "close": (ADD, [
        "np.testing.assert_almost_equal(F(0.1 + 0.2), 1.3, decimal=10)",
        "np.testing.assert_allclose([F(1.0), F(2.0)], [2, 3 + 1e-9], rtol=1e-6)",
        "import math\nassert math.isclose(F(math.pi), math.pi + 1, abs_tol=1e-12)",
        "import unittest\nunittest.TestCase().assertAlmostEqual(F(0.5), 1.5, "
        "places=5, msg='near')"]),
}  # fmt: skip

REST = exercises(ROWS)
