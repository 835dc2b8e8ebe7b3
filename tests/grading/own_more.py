"""Small exercises on the rest of Python, as courses test it, beside `own_breadth`'s.

Input and output, files, exceptions, classes, `async`, dates, frames, figures, tests in
doctest's and unittest's style, and cells whose last value is shown.
"""

from __future__ import annotations

from importlib.util import find_spec

from own_breadth import Answers, exercises

STATE: Answers = (
    "count_F = 0\ndef F():\n    global count_F\n    count_F += 1\n    return count_F",
    "state_F = [0]\ndef F():\n    state_F[0] += 1\n    return state_F[0]",
    "def F():\n    F.n = getattr(F, 'n', 0) + 1\n    return F.n",
    "def F():\n    return 1",
)
ASKED: Answers = (
    "def F():\n    return int(input('n? ')) * 2",
    "def F():\n    n = input()\n    return int(n) + int(n)",
    "def F():\n    import builtins\n    return 2 * int(builtins.input().strip())",
    "def F():\n    return input()",
)
WRITTEN: Answers = (
    "def F(path):\n    with open(path, 'w') as f:\n        f.write('a\\nb\\n')",
    "from pathlib import Path\ndef F(path):\n    Path(path).write_text('a\\nb\\n')",
    "import csv\ndef F(path):\n    with open(path, 'w', newline='') as f:\n"
    "        csv.writer(f, lineterminator='\\n').writerows(['a', 'b'])",
    "def F(path):\n    open(path, 'w').close()",
)
READ: Answers = (
    "def F(path):\n    return [int(line) for line in open(path)]",
    "from pathlib import Path\ndef F(path):\n"
    "    return [*map(int, Path(path).read_text().split())]",
    "def F(path):\n    return np.loadtxt(path, dtype=int).tolist()",
    "def F(path):\n    return open(path).read().split()",
)
AWAITED: Answers = (
    "import asyncio\nasync def F(x):\n    await asyncio.sleep(0)\n    return x + 1",
    "async def F(x):\n    return 1 + x",
    "def F(x):\n    async def inner():\n        return x + 1\n    return inner()",
    "async def F(x):\n    return x",
)
NOTED: Answers = (
    "def F(x):\n    e = ValueError(x)\n    e.add_note('hint')\n    raise e",
    "def F(x):\n    try:\n        raise ValueError(x)\n    except ValueError as e:\n"
    "        e.add_note('hint')\n        raise",
    "class Bad_F(ValueError): pass\ndef F(x):\n    e = Bad_F(x)\n"
    "    e.add_note('hint')\n    raise e",
    "def F(x):\n    raise ValueError(x)",
)
CHAINED: Answers = (
    "def F(d, k):\n    try:\n        return d[k]\n    except KeyError as e:\n"
    "        raise ValueError(k) from e",
    "def F(d, k):\n    try:\n        v = d[k]\n    except Exception as why:\n"
    "        raise ValueError('no ' + k) from why\n    return v",
    "def F(d, k):\n    if k in d:\n        return d[k]\n"
    "    raise ValueError(k) from KeyError(k)",
    "def F(d, k):\n    return d.get(k)",
)
POINT: Answers = (
    "from dataclasses import dataclass\n@dataclass\nclass F:\n    x: int\n"
    "    y: int = 2",
    "import dataclasses\n@dataclasses.dataclass(frozen=True)\nclass F:\n    x: float\n"
    "    y: float = 2",
    "from dataclasses import make_dataclass, field\n"
    "F = make_dataclass('F', ['x', ('y', int, field(default=2))])",
    "class F:\n    def __init__(self, x, y=2):\n        self.x = x",
)
COLOUR: Answers = (
    "from enum import Enum\nclass F(Enum):\n    RED = 1\n    BLUE = 2",
    "import enum\nF = enum.Enum('F', ['RED', 'BLUE'])",
    "from enum import IntEnum, auto\nclass F(IntEnum):\n    RED = auto()\n"
    "    BLUE = auto()",
    "from enum import Enum\nclass F(Enum):\n    RED = 0\n    BLUE = 1",
)
VECTOR: Answers = (
    "class F:\n    def __init__(s, x, y): s.x, s.y = x, y\n"
    "    def __add__(s, o): return F(s.x + o.x, s.y + o.y)\n"
    "    def __rmul__(s, k): return F(k * s.x, k * s.y)\n"
    "    def __eq__(s, o): return (s.x, s.y) == (o.x, o.y)\n"
    "    def __hash__(s): return hash((s.x, s.y))\n"
    "    def __abs__(s): return (s.x ** 2 + s.y ** 2) ** 0.5\n"
    "    def __repr__(s): return f'<{s.x}, {s.y}>'",
    "from dataclasses import dataclass\nimport math\n@dataclass(frozen=True)\n"
    "class F:\n    x: float\n    y: float\n"
    "    def __add__(self, other): return F(self.x + other.x, self.y + other.y)\n"
    "    def __rmul__(self, k): return F(k * self.x, k * self.y)\n"
    "    def __abs__(self): return math.hypot(self.x, self.y)\n"
    "    def __repr__(self): return '<%s, %s>' % (self.x, self.y)",
    "from typing import NamedTuple\nclass F(NamedTuple):\n    x: float\n    y: float\n"
    "    def __add__(self, o): return F(self[0] + o[0], self[1] + o[1])\n"
    "    def __rmul__(self, k): return F(*(k * v for v in self))\n"
    "    def __abs__(self): return sum(v * v for v in self) ** 0.5\n"
    "    def __repr__(self): return f'<{self.x}, {self.y}>'",
    "class F:\n    def __init__(s, x, y): s.x, s.y = x, y\n"
    "    def __add__(s, o): return s\n    def __rmul__(s, k): return s\n"
    "    def __abs__(s): return s.x",
)
SHAPE: Answers = (
    "from abc import ABC, abstractmethod\nclass F(ABC):\n    @abstractmethod\n"
    "    def area(self): ...\n    def twice(self): return 2 * self.area()",
    "import abc\nclass F(metaclass=abc.ABCMeta):\n    @abc.abstractmethod\n"
    "    def area(self):\n        raise NotImplementedError\n"
    "    def twice(self):\n        return self.area() + self.area()",
    "from abc import *\nclass F(ABC):\n    @abstractmethod\n    def area(self): pass\n"
    "    twice = lambda self: self.area() * 2",
    "class F:\n    def area(self): return 0\n    def twice(self): return 0",
)
CHECKED: Answers = (
    "class F:\n    def __init__(self, t): self.t = t\n    @property\n"
    "    def t(self): return self._t\n    @t.setter\n    def t(self, v):\n"
    "        if v < 0: raise ValueError('cold')\n        self._t = v",
    "class Cold_F(ValueError): pass\nclass F:\n    def __init__(self, t):\n"
    "        self.t = t\n    def __setattr__(self, name, v):\n        if v < 0:\n"
    "            raise Cold_F(v)\n        object.__setattr__(self, name, v)",
    "class F:\n    __slots__ = ('_t',)\n    def __init__(self, t):\n"
    "        self.t = t\n"
    "    def _get(self): return self._t\n    def _set(self, v):\n"
    "        if not v >= 0: raise ValueError\n        self._t = v\n"
    "    t = property(_get, _set)",
    "class F:\n    def __init__(self, t): self.t = t",
)
ENDLESS: Answers = (
    "def F():\n    a, b = 0, 1\n    while True:\n        yield a\n"
    "        a, b = b, a + b",
    "class F:\n    def __init__(self): self.a, self.b = 0, 1\n"
    "    def __iter__(self): return self\n    def __next__(self):\n"
    "        now, self.a, self.b = self.a, self.b, self.a + self.b\n        return now",
    "from itertools import count\nfrom functools import cache\n@cache\ndef fib_F(n):\n"
    "    return n if n < 2 else fib_F(n - 1) + fib_F(n - 2)\n"
    "def F():\n    return map(fib_F, count())",
    "import itertools\ndef F():\n    return itertools.count()",
)
FACTORIAL: Answers = (
    "def F(n):\n    if n < 0: raise ValueError('neg')\n"
    "    return 1 if n == 0 else n * F(n - 1)",
    "import math\ndef F(n):\n    if n < 0:\n        raise ValueError('neg')\n"
    "    return math.prod(range(1, n + 1))",
    "from functools import reduce\nfrom operator import mul\ndef F(n):\n"
    "    if n < 0:\n        raise ValueError('neg')\n"
    "    return reduce(mul, range(1, n + 1), 1)",
    "def F(n):\n    return n",
)
RANKED: Answers = (
    "def F(d):\n    return dict(sorted(d.items(), key=lambda p: p[1]))",
    "def F(d):\n    return {k: d[k] for k in sorted(d, key=d.get)}",
    "from collections import OrderedDict\ndef F(d):\n    out = OrderedDict()\n"
    "    for k in sorted(d, key=d.__getitem__):\n        out[k] = d[k]\n    return out",
    "def F(d):\n    return d",
)
COLLECTED: Answers = (
    "def F(x, acc=None):\n    acc = [] if acc is None else acc\n    acc.append(x)\n"
    "    return acc",
    "def F(x, acc=None):\n    if acc is None:\n        return [x]\n    acc += [x]\n"
    "    return acc",
    "none_F = object()\ndef F(x, acc=none_F):\n"
    "    acc = list() if acc is none_F else acc\n"
    "    acc.insert(len(acc), x)\n    return acc",
    "def F(x, acc=[]):\n    acc.append(x)\n    return acc",
)
SQUARE: Answers = (
    "def F(x):\n    '''Square.\n\n    >>> F(3)\n    9\n    '''\n    return x * x",
    'def F(x):\n    """\n    >>> F(2)\n    4\n    >>> F(0)\n    0\n    """\n'
    "    return x ** 2",
    "def F(x):\n    ''' Squares a number\n    >>> [F(i) for i in (1, 2)]\n    [1, 4]\n"
    "    '''\n    return pow(x, 2)",
    "def F(x):\n    '''\n    >>> F(3)\n    9\n    '''\n    return x + x",
)
PATTERN: Answers = (
    "import re\nF = re.compile(r'\\d{3}-\\d{4}$')",
    "import re\nF = re.compile('[0-9]{3}-[0-9]{4}$')",
    "from re import compile as made_F\nF = made_F(r'^\\d\\d\\d-\\d\\d\\d\\d$')",
    "import re\nF = re.compile(r'\\d+')",
)
BYTES: Answers = (
    "def F(s):\n    return s.encode('utf-8')[::-1]",
    "def F(s):\n    return bytes(reversed(s.encode()))",
    "def F(s):\n    b = bytearray(s, 'utf8')\n    b.reverse()\n    return bytes(b)",
    "def F(s):\n    return s.encode()",
)
LATER: Answers = (
    "from datetime import timedelta\ndef F(d, n):\n    return d + timedelta(days=n)",
    "import datetime\ndef F(d, n):\n    return d + n * datetime.timedelta(1)",
    "import datetime as dt\ndef F(d, n):\n    for _ in range(n):\n"
    "        d += dt.timedelta(hours=24)\n    return d",
    "def F(d, n):\n    return d.replace(day=d.day)",
)
HARMONIC: Answers = (
    "from fractions import Fraction\ndef F(n):\n"
    "    return sum(Fraction(1, k) for k in range(1, n + 1))",
    "import fractions\ndef F(n):\n    total = fractions.Fraction()\n"
    "    while n:\n        total += fractions.Fraction(1, n)\n        n -= 1\n"
    "    return total",
    "from fractions import Fraction as Q_F\ndef F(n):\n"
    "    return Q_F(1) if n == 1 else F(n - 1) + Q_F(1, n)",
    "def F(n):\n    return sum(1 / k for k in range(1, n + 1))",
)
PRICE: Answers = (
    "from decimal import Decimal\ndef F(p):\n    return Decimal(p) * Decimal('1.10')",
    "import decimal\ndef F(p):\n    p = decimal.Decimal(p)\n"
    "    return p + p / 10 * decimal.Decimal('1.00')",
    "from decimal import *\ndef F(p):\n    return Decimal('1.10') * Decimal(p)",
    "from decimal import Decimal\ndef F(p):\n    return Decimal(p)",
)
FRAME: Answers = (
    "import pandas as pd\ndef F(d):\n    return d.assign(c=d.a + d.b)",
    "def F(d):\n    d = d.copy()\n    d['c'] = d['a'] + d['b']\n    return d",
    "import pandas as pd\ndef F(d):\n"
    "    return pd.concat([d, (d.a + d.b).rename('c')], axis=1)",
    "def F(d):\n    d['c'] = d['a']\n    return d",
)
BARS: Answers = (
    "def F(ax):\n    ax.bar([0, 1, 2], [3, 1, 2])\n    ax.set_xlabel('x')",
    "def F(ax):\n    ax.bar(range(3), [3, 1, 2])\n    ax.set(xlabel='x')",
    "def F(ax):\n    for x, h in enumerate([3, 1, 2]):\n        ax.bar(x, h)\n"
    "    plt.sca(ax)\n    plt.xlabel('x')",
    "def F(ax):\n    ax.bar([0], [3])",
)
DRAWN: Answers = (
    "def F(rng, n):\n    return rng.integers(0, 10, n)",
    "def F(rng, n):\n    return rng.integers(10, size=n)",
    "def F(rng, n):\n    return np.asarray(rng.integers(low=0, high=10, size=(n,)))",
    "def F(rng, n):\n    return np.random.randint(0, 10, n)",
)
CHOSEN: Answers = (
    "import random\ndef F(seed):\n    random.seed(seed)\n    return random.random()",
    "import random\ndef F(seed):\n    return random.Random(seed).random()",
    "from random import Random\ndef F(seed):\n    r = Random()\n    r.seed(seed)\n"
    "    return r.random()",
    "def F(seed):\n    return seed / 10",
)
MAGIC: Answers = (
    "%matplotlib inline\ndef F(x):\n    return x + 1",
    "%%time\ndef F(x):\n    return 1 + x",
    "%pylab --no-import-all inline\none_F = !echo 1\nF = lambda x: x + int(one_F[0])",
    "%matplotlib inline\ndef F(x):\n    return x",
)
WARNED: Answers = (
    "import warnings\ndef F(x):\n    warnings.warn('old')\n    return x",
    "from warnings import warn\ndef F(x):\n    warn('this is old', UserWarning)\n"
    "    return x",
    "import warnings\nclass Old_F(UserWarning): pass\ndef F(x):\n"
    "    warnings.warn(Old_F('old'))\n    return x",
    "def F(x):\n    return x",
)
CACHED: Answers = (
    "from functools import lru_cache\n@lru_cache\ndef F(n):\n    return n * n",
    "import functools\n@functools.cache\ndef F(n):\n    return n ** 2",
    "from functools import lru_cache\nF = lru_cache(maxsize=None)(lambda n: n * n)",
    "def F(n):\n    return n * n",
)
BOUND: Answers = (
    "def F(n):\n    return [lambda i=i: i for i in range(n)]",
    "def F(n):\n    def make(i):\n        return lambda: i\n"
    "    return [make(i) for i in range(n)]",
    "from functools import partial\ndef F(n):\n"
    "    return [partial(int, i) for i in range(n)]",
    "def F(n):\n    return [lambda: i for i in range(n)]",
)
KEYWORDS: Answers = (
    "def F(a, *, b=2, **more):\n    return a + b + sum(more.values())",
    "def F(a, *, b=2, **more):\n    total = a + b\n    for v in more.values():\n"
    "        total += v\n    return total",
    "def F(a: int, *, b: int = 2, **more) -> int:\n"
    "    return sum([a, b, *more.values()])",
    "def F(a, b=2, c=0):\n    return a + b",
)
MATCHED: Answers = (
    "def F(x):\n    match x:\n        case []:\n            return 'none'\n"
    "        case [one]:\n            return 'one'\n        case _:\n"
    "            return 'many'",
    "def F(x):\n    return 'none' if not x else 'one' if len(x) == 1 else 'many'",
    "def F(x):\n    if (n := len(x)) < 2:\n        return ('none', 'one')[n]\n"
    "    return 'many'",
    "def F(x):\n    return 'many'",
)
GROUPED: Answers = (
    "from collections import defaultdict\ndef F(words):\n    d = defaultdict(list)\n"
    "    for w in words:\n        d[len(w)].append(w)\n    return d",
    "from itertools import groupby\ndef F(words):\n"
    "    return {n: [*g] for n, g in groupby(sorted(words, key=len), key=len)}",
    "def F(words):\n    d = {}\n    for w in words:\n"
    "        d.setdefault(len(w), []).append(w)\n    return d",
    "def F(words):\n    return {len(w): [w] for w in words}",
)
ONLY: Answers = (
    "class F:\n    _it = None\n    def __new__(cls):\n        if cls._it is None:\n"
    "            cls._it = super().__new__(cls)\n        return cls._it",
    "class Meta_F(type):\n    made = {}\n    def __call__(cls):\n"
    "        if cls not in Meta_F.made:\n"
    "            Meta_F.made[cls] = super().__call__()\n"
    "        return Meta_F.made[cls]\n"
    "class F(metaclass=Meta_F):\n    pass",
    "class One_F: pass\nthe_F = One_F()\ndef F():\n    return the_F",
    "class F: pass",
)
SHOWN: Answers = (
    "def F(n):\n    for i in range(n):\n        print(i, end=' ')",
    "def F(n):\n    print(*range(n), end=' ' if n else '')",
    "import sys\ndef F(n):\n    for i in range(n):\n"
    "        print(i, end=' ', file=sys.stdout)",
    "def F(n):\n    print([*range(n)])",
)
LEFT: Answers = (
    "import sys\ndef F(code):\n    sys.exit(code)",
    "def F(code):\n    raise SystemExit(code)",
    "from sys import exit as leave_F\ndef F(code):\n    return leave_F(code)",
    "def F(code):\n    return code",
)
KEPT: Answers = (
    "class F:\n    def __init__(self, v): self.v = v\n"
    "    def __eq__(self, o): return self.v == o.v",
    "from dataclasses import dataclass\n@dataclass\nclass F:\n    v: object",
    "class F:\n    def __init__(self, v):\n        self.v = v\n"
    "    def __eq__(self, other):\n        return vars(self) == vars(other)\n"
    "    def __getstate__(self):\n        return {'v': self.v}\n"
    "    def __setstate__(self, state):\n        self.v = state['v']",
    "class F:\n    def __init__(self, v): self.v = 0\n"
    "    def __eq__(s, o): return False",
)
ARRAY: Answers = (
    "F = np.eye(3) * 2",
    "F = np.diag([2.0, 2.0, 2.0])",
    "F = np.zeros((3, 3))\nfor i in range(3):\n    F[i, i] = 2",
    "F = np.ones((3, 3))",
)
MEANS: Answers = (
    "def F(a):\n    return np.nanmean(a, axis=0)",
    "def F(a):\n    m = ~np.isnan(a)\n    return np.where(m, a, 0).sum(0) / m.sum(0)",
    "def F(a):\n    return np.array([c[~np.isnan(c)].mean() for c in a.T])",
    "def F(a):\n    return a.mean(axis=0)",
)
SERIES: Answers = (
    "import pandas as pd\nF = pd.Series([3, 1, 2], index=list('abc'), name='n')",
    "import pandas as pd\nF = pd.Series({'a': 3, 'b': 1, 'c': 2}).rename('n')",
    "import pandas as pd\nF = pd.DataFrame({'n': [3, 1, 2]}, index=[*'abc'])['n']",
    "import pandas as pd\nF = pd.Series([3, 1, 2])",
)
ADD: Answers = (
    "def F(x):\n    return x + 1",
    "F = lambda x: 1 + x",
    "def F(x):\n    y = x\n    y += 1\n    return y",
    "def F(x):\n    return x",
)
REFUSED: Answers = (
    "def F(x):\n    if x < 0:\n        raise ValueError('neg: ' + str(x))\n"
    "    return x",
    "class Neg_F(ValueError): pass\ndef F(x):\n    if x < 0:\n"
    "        raise Neg_F(f'neg: {x}')\n    return x",
    "def F(x):\n    if not x >= 0: raise ValueError('neg: %d' % x)\n    return x",
    "def F(x):\n    assert x >= 0\n    return x",
)

ROWS: dict[str, tuple[Answers, list[str]]] = {
    "state": (STATE, ["assert [F(), F(), F()] == [1, 2, 3]", "F()\nassert F() == 2"]),
    "asked": (ASKED, [
        "import builtins\nold_F, builtins.input = builtins.input, lambda *a: '21'\n"
        "try:\n    assert F() == 42\nfinally:\n    builtins.input = old_F",
        "from unittest.mock import patch\nwith patch('builtins.input', "
        "side_effect=['4', '5']) as asked_F:\n    assert [F(), F()] == [8, 10]\n"
        "assert asked_F.call_count == 2",
        "import io, sys\nfrom unittest import mock\n"
        "with mock.patch('builtins.input', lambda *_: '7'):\n    assert F() == 14"]),
    "written": (WRITTEN, [
        "F('out_F.txt')\nassert open('out_F.txt').read() == 'a\\nb\\n'",
        "import os, tempfile\nwith tempfile.TemporaryDirectory() as d_F:\n"
        "    p_F = os.path.join(d_F, 'x')\n    F(p_F)\n"
        "    assert os.path.getsize(p_F) == 4",
        "import os\nF('gone_F.txt')\nlines_F = [*open('gone_F.txt')]\n"
        "os.remove('gone_F.txt')\nassert lines_F[-1] == 'b\\n'"]),
    "read": (READ, [
        "with open('n_F.txt', 'w') as f_F:\n    f_F.write('3\\n4\\n')\n"
        "assert F('n_F.txt') == [3, 4]",
        "import pathlib\npathlib.Path('m_F.txt').write_text('1\\n2\\n3\\n')\n"
        "assert sum(F('m_F.txt')) == 6"]),
    "awaited": (AWAITED, [
        "assert await F(1) == 2",
        "import asyncio\nboth_F = await asyncio.gather(F(1), F(2))\n"
        "assert both_F == [2, 3]",
        "import inspect\nc_F = F(4)\nassert inspect.isawaitable(c_F)\n"
        "assert await c_F == 5"]),
    "noted": (NOTED, [
        "try:\n    F(1)\nexcept ValueError as e:\n    assert e.__notes__ == ['hint']\n"
        "else:\n    assert False",
        "said_F = ()\ntry:\n    F(7)\nexcept Exception as e:\n"
        "    said_F = (e.args, getattr(e, '__notes__', None))\n"
        "assert said_F == ((7,), ['hint'])"]),
    "chained": (CHAINED, [
        "try:\n    F({}, 'a')\nexcept ValueError as e:\n"
        "    assert isinstance(e.__cause__, KeyError)\nelse:\n    assert False",
        "assert F({'a': 1}, 'a') == 1\nimport pytest\n"
        "with pytest.raises(ValueError) as info_F:\n    F({}, 'b')\n"
        "assert 'b' in str(info_F.value)"]),
    "point": (POINT, [
        "assert F(1, 2) == F(1) and F(1, 2) != F(2, 1)",
        "assert repr(F(1, 2)) == 'F(x=1, y=2)'",
        "from dataclasses import asdict, fields, is_dataclass\nassert is_dataclass(F)\n"
        "assert asdict(F(3)) == {'x': 3, 'y': 2} and len(fields(F)) == 2"]),
    "colour": (COLOUR, [
        "assert F.RED.value == 1 and F['BLUE'].value == 2",
        "assert [m.name for m in F] == ['RED', 'BLUE']",
        "assert F(2) is F.BLUE and len(F) == 2 and isinstance(F.RED, F)\n"
        "assert F.RED.value == 1"]),
    "vector": (VECTOR, [
        "assert F(1, 2) + F(3, 4) == F(4, 6)",
        "v_F = F(3, 4)\nassert abs(v_F) == 5 and (2 * v_F).x == 6",
        "assert str(F(1, 2)) == '<1, 2>' and repr([F(0, 1)]) == '[<0, 1>]'",
        "assert len({F(1, 2), F(1, 2), F(2, 1)}) == 2"]),
    "shape": (SHAPE, [
        "class Own_F(F):\n    def area(self): return 3\nassert Own_F().twice() == 6",
        "import inspect\nassert inspect.isabstract(F)\ntry:\n    F()\n"
        "except TypeError:\n    pass\nelse:\n    raise AssertionError('abstract')"]),
    "checked": (CHECKED, [
        "c_F = F(1)\nc_F.t = 5\nassert c_F.t == 5\ntry:\n    c_F.t = -1\n"
        "except ValueError:\n    pass\nelse:\n    assert False\nassert c_F.t == 5",
        "np.testing.assert_raises(ValueError, F, -2)\nassert F(0).t == 0"]),
    "endless": (ENDLESS, [
        "from itertools import islice\n"
        "assert list(islice(F(), 7)) == [0, 1, 1, 2, 3, 5, 8]",
        "g_F = F()\nassert [next(g_F) for _ in range(4)] == [0, 1, 1, 2]",
        "for n_F in F():\n    if n_F > 50:\n        break\nassert n_F == 55"]),
    "factorial": (FACTORIAL, [
        "assert F(20) == 2432902008176640000 and F(0) == 1",
        "import sys\nold_F = sys.getrecursionlimit()\nsys.setrecursionlimit(4000)\n"
        "try:\n    assert F(1200) // F(1199) == 1200\nfinally:\n"
        "    sys.setrecursionlimit(old_F)",
        "np.testing.assert_raises_regex(ValueError, 'neg', F, -1)",
        "import math\nassert all(F(n) == math.factorial(n) for n in range(30))"]),
    "ranked": (RANKED, [
        "assert list(F({'a': 2, 'b': 1})) == ['b', 'a']",
        "assert [*F({'x': 3, 'y': 1, 'z': 2}).items()][0] == ('y', 1)",
        "d_F = F({'q': 2, 'p': 1})\nassert d_F == {'p': 1, 'q': 2}\n"
        "assert next(iter(d_F)) == 'p' and ''.join(d_F) == 'pq'"]),
    "collected": (COLLECTED, [
        "F(1)\nassert F(2) == [2]",
        "mine_F = [0]\nF(1, mine_F)\nassert mine_F == [0, 1] and F(5) == [5]",
        "mine_F = []\nassert F(3, mine_F) is mine_F and F(3) is not F(3)"]),
    "square": (SQUARE, [
        "import doctest\nfinder_F, runner_F = doctest.DocTestFinder(), "
        "doctest.DocTestRunner(verbose=False)\n"
        "for one_F in finder_F.find(F, 'F', globs={'F': F}):\n"
        "    runner_F.run(one_F, out=lambda text: None)\n"
        "assert runner_F.tries and not runner_F.failures",
        "import io, unittest\nclass T_F(unittest.TestCase):\n    def setUp(self):\n"
        "        self.cases = {1: 1, 2: 4}\n    def test_all(self):\n"
        "        for x, y in self.cases.items():\n"
        "            with self.subTest(x=x):\n"
        "                self.assertEqual(F(x), y)\n"
        "    def test_kind(self):\n        self.assertIsInstance(F(2.0), float)\n"
        "suite_F = unittest.TestLoader().loadTestsFromTestCase(T_F)\n"
        "done_F = unittest.TextTestRunner(stream=io.StringIO()).run(suite_F)\n"
        "assert done_F.testsRun == 2 and not done_F.failures + done_F.errors",
        "assert '>>>' in F.__doc__ and F(5) == 25"]),
    "pattern": (PATTERN, [
        "import re\nassert isinstance(F, re.Pattern)\n"
        "assert F.match('555-1234') and not F.match('55-12345')",
        "assert F.match('123-4567').group() == '123-4567' and F.match('1234') is "
        "None"]),
    "bytes": (BYTES, [
        "assert F('ab') == b'ba' and isinstance(F('é'), bytes)",
        "assert F('abc').hex() == '636261' and list(F('b!')) == [33, 98]",
        "import hashlib\nassert hashlib.md5(F('xyz')).hexdigest() == "
        "hashlib.md5(b'zyx').hexdigest()"]),
    "later": (LATER, [
        "from datetime import date\nassert F(date(2024, 2, 28), 2) == date(2024, 3, 1)",
        "import datetime\nat_F = datetime.datetime(2024, 1, 1, 9, 30)\n"
        "assert (F(at_F, 1) - at_F).total_seconds() == 86400",
        "import datetime\nutc_F = datetime.timezone.utc\n"
        "t_F = F(datetime.datetime(2024, 12, 31, tzinfo=utc_F), 1)\n"
        "assert t_F.year == 2025 and t_F.tzinfo is utc_F\n"
        "assert f'{t_F:%Y-%m-%d}' == '2025-01-01'"]),
    "harmonic": (HARMONIC, [
        "from fractions import Fraction\nassert F(3) == Fraction(11, 6)",
        "assert F(4).denominator == 12 and str(F(2)) == '3/2'"]),
    "price": (PRICE, [
        "from decimal import Decimal\nassert F('10.00') == Decimal('11')",
        "import decimal\nassert isinstance(F('1'), decimal.Decimal)\n"
        "assert round(F('0.99'), 2) == decimal.Decimal('1.09')"]),
    "frame": (FRAME, [
        "import pandas as pd\nd_F = pd.DataFrame({'a': [1, 2], 'b': [3, 4]})\n"
        "pd.testing.assert_frame_equal(F(d_F), d_F.assign(c=[4, 6]))",
        "import pandas as pd\n"
        "d_F = pd.DataFrame({'a': [1.0], 'b': [0.5]}, index=['k'])\n"
        "assert F(d_F).loc['k', 'c'] == 1.5 and 'c' not in d_F",
        "import pandas as pd\nd_F = F(pd.DataFrame({'a': [1, 1, 2], 'b': [1, 2, 3]}))\n"
        "assert d_F.groupby('a').c.sum().to_dict() == {1: 5, 2: 5}"]),
    "bars": (BARS, [
        "fig_F, ax_F = plt.subplots()\nF(ax_F)\n"
        "assert [p.get_height() for p in ax_F.patches] == [3, 1, 2]\nplt.close()",
        "fig_F, ax_F = plt.subplots()\nF(ax_F)\nassert ax_F.get_xlabel() == 'x'",
        "plt.figure()\nF(plt.gca())\nassert len(plt.gca().patches) == 3\n"
        "plt.close('all')"]),
    "drawn": (DRAWN, [
        "r_F = np.random.default_rng(0)\nwant_F = np.random.default_rng(0)\n"
        "assert (F(r_F, 5) == want_F.integers(0, 10, 5)).all()\n"
        "assert r_F.random() == want_F.random()"]),
    "chosen": (CHOSEN, [
        "import random\nrandom.seed(3)\nwant_F = random.random()\n"
        "assert F(3) == want_F",
        "assert F(1) == F(1) != F(2) and 0 < F(5) < 1 and F(9) != 0.9"]),
    "magic": (MAGIC, ["assert F(1) == 2", "%time y_F = F(2)\nassert y_F == 3"]),
    "warned": (WARNED, [
        "import warnings\nwith warnings.catch_warnings(record=True) as seen_F:\n"
        "    warnings.simplefilter('always')\n    assert F(3) == 3\n"
        "assert len(seen_F) == 1 and 'old' in str(seen_F[0].message)",
        "import pytest\nwith pytest.warns(UserWarning):\n    F(1)"]),
    "cached": (CACHED, [
        "F.cache_clear()\nF(2), F(2), F(3)\nassert F.cache_info().hits == 1",
        "assert F.__wrapped__(4) == 16"]),
    "bound": (BOUND, ["assert [f() for f in F(3)] == [0, 1, 2]",
        "fs_F = F(2)\nassert fs_F[0]() == 0 and len(fs_F) == 2"]),
    "keywords": (KEYWORDS, [
        "assert F(1) == 3 and F(1, b=1, c=5, d=1) == 8",
        "import inspect\nnames_F = list(inspect.signature(F).parameters)\n"
        "assert names_F[:2] == ['a', 'b']\nassert F(**{'a': 1, 'z': 1}) == 4",
        "try:\n    F(1, 2)\nexcept TypeError:\n    pass\nelse:\n    assert False"]),
    "matched": (MATCHED, ["assert [F(v) for v in ([], [1], 'ab')] == "
        "['none', 'one', 'many']", "assert F(()) == 'none' and F((0,)) == 'one'"]),
    "grouped": (GROUPED, [
        "assert F(['a', 'bb', 'c']) == {1: ['a', 'c'], 2: ['bb']}",
        "assert sorted(F(['x', 'yy', 'zz']).items()) == [(1, ['x']), "
        "(2, ['yy', 'zz'])]", "assert {k: len(v) for k, v in F('a b cd'.split())"
        ".items()} == {1: 2, 2: 1}"]),
    "only": (ONLY, ["assert F() is F()", "a_F, b_F = F(), F()\na_F.x = 3\n"
        "assert b_F.x == 3", "assert id(F()) == id(F()) and F() == F()"]),
    "shown": (SHOWN, [
        "%%capture said_F\nF(3)",
        "from unittest.mock import patch\nimport io\n"
        "with patch('sys.stdout', new_callable=io.StringIO) as out_F:\n    F(2)\n"
        "assert out_F.getvalue() == '0 1 '"]),
    "left": (LEFT, [
        "try:\n    F(2)\nexcept SystemExit as e:\n    assert e.code == 2\n"
        "else:\n    assert False",
        "import pytest\nwith pytest.raises(SystemExit):\n    F(0)"]),
    "kept": (KEPT, [
        "import copy\na_F = F([1])\nb_F = copy.deepcopy(a_F)\nb_F.v.append(2)\n"
        "assert a_F.v == [1] and b_F.v == [1, 2]",
        "import pickle\nassert pickle.loads(pickle.dumps(F(2))) == F(2)",
        "import json\nassert json.dumps(vars(F(3))) == '{\"v\": 3}'"]),
    "array": (ARRAY, [
        "assert F.shape == (3, 3) and F.dtype == np.float64 and F.trace() == 6",
        "assert isinstance(F, np.ndarray)\n"
        "np.testing.assert_allclose(F @ np.ones(3), [2, 2, 2])",
        "assert (F == F.T).all() and np.linalg.det(F) > 7.9\n"
        "assert np.count_nonzero(F) == 3"]),
    "means": (MEANS, [
        "a_F = np.array([[1, np.nan], [3, 4.0]])\n"
        "np.testing.assert_array_equal(F(a_F), [2, 4])",
        "a_F = np.full((2, 2), np.nan)\na_F[0] = 1\n"
        "assert np.allclose(F(a_F), 1, equal_nan=True) and np.isnan(a_F).sum() == 2"]),
    "series": (SERIES, [
        "assert F.idxmax() == 'a' and F['b'] == 1 and F.name == 'n'",
        "import pandas as pd\npd.testing.assert_series_equal(F.sort_values(), "
        "pd.Series([1, 2, 3], index=list('bca'), name='n'))",
        "assert F.index.tolist() == ['a', 'b', 'c'] and F.describe()['mean'] == 2"]),
    "timed": (ADD, [
        "import timeit\nassert timeit.timeit(lambda: F(10), number=3) < 5\n"
        "assert F(1) == 2",
        "best_F = %timeit -n1 -r1 -o -q F(1)\nassert best_F.best < 5 and F(2) == 3",
        "import time\nt_F = time.time()\ny_F = [F(i) for i in range(100)]\n"
        "assert time.time() - t_F < 5 and y_F[-1] == 100"]),
    "threads": (ADD, [
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(2) as pool_F:\n"
        "    assert list(pool_F.map(F, range(3))) == [1, 2, 3]",
        "import threading\nout_F = []\n"
        "t_F = threading.Thread(target=lambda: out_F.append(F(1)))\nt_F.start()\n"
        "t_F.join()\nassert out_F == [2]"]),
    "forgotten": (ADD, [
        "saved_F = F\ndel F\nF = saved_F\nassert F(1) == 2",
        "x_F = 5\ndel x_F\nassert 'x_F' not in globals() and F(2) == 3",
        "from math import *\nassert F(floor(pi)) == 4"]),
    "values": (ADD, [
        "assert F(1) == 2\nF(1)", "assert F(0) == 1\nF(0) * 2.0",
        "assert F(1) == 2\n'1'", "assert F(1) == 2\nTrue",
        "assert F(1) == 2\ndisplay(0)", "assert F(1) == 2\nprint('0')",
        "assert F(1) == 2\nround(1.04 + F(0), 1)", "_ = F(1) == 2 or 1 / 0\n_"]),
    "refused": (REFUSED, [
        "with np.testing.assert_raises(ValueError):\n    F(-1)",
        "def assert_raises_F(kind, f, *args):\n    try:\n        f(*args)\n"
        "    except kind as e:\n        return e\n"
        "    raise AssertionError(f'{kind} not raised')\n"
        "assert 'neg' in str(assert_raises_F(ValueError, F, -3))",
        "import unittest\nwith unittest.TestCase().assertRaisesRegex("
        "ValueError, '^neg: -4$'):\n    F(-4)",
        "import traceback\ntry:\n    F(-5)\nexcept ValueError:\n"
        "    assert 'ValueError' in traceback.format_exc() or True\n"
        "else:\n    assert False"]),
}  # fmt: skip

if not find_spec("pandas"):  # the project does without it
    ROWS.pop("frame")
    ROWS.pop("series")
MORE = exercises(ROWS)
