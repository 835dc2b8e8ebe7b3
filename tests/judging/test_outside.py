"""A second opinion on a test cell: what it gets from the answers, and refuses."""

import io
import json
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from queue import Queue
from threading import Thread

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import is_solution
from support.kernels import needs_bubblewrap
from support.own_course import checked_by, solution

from course.content import default_content
from course.judging.outside import Outside, OutsidePlan, opinion, opinions, plan_of
from course.judging.outside.answers import AnswerGuest
from course.judging.outside.data import WiderGraph
from course.judging.outside.lent import Lent
from course.judging.outside.names import Names, Pyplot
from course.judging.outside.wire import Void, Wire
from course.judging.run import kernels
from course.judging.session import TimeLimits
from course.judging.steps import steps_of

SHAPES = """
class Shape:
    def __init__(self, side):
        self._side = side
    def area(self):
        return self._side ** 2
    def __len__(self):
        return 4
    def __eq__(self, other):
        return True
    def __getitem__(self, key):
        return [self._side, key]
    def __add__(self, other):
        return Shape(self._side + other)
class Square(Shape):
    pass
class Coin:
    def __init__(self, value):
        self.value = value
    def __eq__(self, other):
        return self.value == other.value
    def __hash__(self):
        return hash(self.value)
class Pair(tuple):
    def __add__(self, other):
        return Pair(a + b for a, b in zip(self, other))
from collections import namedtuple
from typing import NamedTuple
Point = namedtuple('Point', 'x y')
class Place(NamedTuple):
    x: int
    y: int = 0
class Far(Point):
    def far(self):
        return self.x + self.y
class OwnError(ValueError):
    pass
class Swallows:
    def __enter__(self):
        return self
    def __exit__(self, kind, error, trace):
        self.seen = kind is not None and str(error)
        return kind is not None
from contextlib import contextmanager
@contextmanager
def swallowing():
    with Swallows():
        yield 3
import functools
def wrapped(f):
    @functools.wraps(f)
    def inner(x):
        return f(x) + f(x)
    return inner
def fails():
    raise OwnError('why', 3)
def exits():
    raise SystemExit
def ends(x):
    raise StopIteration
def skips():
    import unittest
    raise unittest.SkipTest
def assumes():
    import hypothesis
    hypothesis.reject()
def method(kind=bool):
    return namedtuple('Text', 'startswith')(kind)
def priced(x: int, /, *more, by: float = 2.5) -> str:
    pass
def numbers(n):
    yield from range(n)
def sum(values):
    return 'mine'
def prints():
    print('hello')
def draws():
    import random
    return random.random()
table = [1, 2]
def grow():
    table.append(3)
def ordered(values):
    values.sort()
    return values
def taken(n, items):
    return [item for _, item in zip(range(n), items)]
def writes(file):
    print('hello', file=file)
def reads(file):
    return file.read().split() if file.seek(0) == 0 else None
def tried(f):
    try:
        return f()
    except ValueError as error:
        return str(error)
def same(thing):
    return thing
class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code
    def __str__(self):
        return f'refused: {self.code}'
def refuses():
    raise Refused(4)
def hinted(x: list[int], y: 'float | None' = None) -> dict[str, int]:
    pass
def height(node):
    return 1 + height(node.below) if node else 0
def raised(node):
    return Node(9, below=node)
def scaled(x):
    return x * FACTOR
"""


class Both:
    """A test and answers in this process, and the wire between them."""

    def __init__(self, allowed: list[str] | None = None) -> None:
        self.names: dict = {"__name__": "__main__"}
        exec(SHAPES, self.names)
        guest = AnswerGuest(self.names, self._asked)
        self.serve: Callable[[str], str] = guest.serve
        self._said: Queue[dict] = Queue()
        self._answers: Queue[str] = Queue()
        self.wire = Wire(self._relayed)
        self.wire.begin(allowed)
        self.wire.theirs = {"sum"}
        self.wire.open = True

    def run(self, test: str) -> None:
        exec(test, {"__builtins__": Names(self.wire), "__name__": "test"})

    def _relayed(self, text: str) -> str:
        message = json.loads(text)
        if "answer" in message:
            self._answers.put(message["answer"])
        else:
            Thread(target=self._reply, args=[message["request"]]).start()
        return json.dumps(self._said.get(timeout=20))

    def _reply(self, request: str) -> None:
        self._said.put({"reply": self.serve(request)})

    def _asked(self, question: str) -> str:
        self._said.put({"question": question})
        return self._answers.get(timeout=20)


PASS = [
    "assert Shape(3).area() == 9",
    "assert len(Shape(3)) == 4 and Shape(3)._side == 3 and Shape(3)[1] == [3, 1]",
    "assert (Shape(3) + 1).area() == 16",
    "s = Shape(1)\ns._side = 5\nassert s.area() == 25",
    "assert list(numbers(3)) == [0, 1, 2] and next(numbers(1)) == 0",
    "try:\n    fails()\nexcept OwnError as error:\n    assert error.args == ('why', 3)",
    "try:\n    fails()\nexcept ValueError:\n    pass\nelse:\n    assert False",
    "try:\n    missing\nexcept NameError:\n    pass\nelse:\n    assert False",
    "assert sum([1]) == 'mine' and max([1, 2]) == 2",
    "def inner():\n    return Shape(2).area()\nassert inner() == 4",
    "grow()\nassert table == [1, 2, 3]",
    "from io import StringIO\nfrom contextlib import redirect_stdout\n"
    "with redirect_stdout(StringIO()) as out:\n    prints()\n"
    "assert out.getvalue() == 'hello\\n'",
    "assert issubclass(Square, Shape) and not issubclass(int, Shape)",
    "assert Point(1, 2).x == 1 and Point(1, 2) == (1, 2)",
    "assert Place(3)._replace(y=1) == (3, 1) and Place._fields == ('x', 'y')",
    "assert Far(1, 2).far() == 3 and Far(1, 2)[1] == 2",
    "assert (Pair([1, 2]) + Pair([3, 4]))[1] == 6 and len(Pair([1])) == 1",
    "with Swallows() as s:\n    raise KeyError('x')\nassert s.seen == \"'x'\"",
    "with Swallows() as s:\n    pass\nassert s.seen is False",
    "with Swallows() as s:\n    raise OwnError\nassert s.seen == 'None'",
    "with swallowing() as three:\n    assert three == 4",
    "class Mine(ValueError):\n    pass\nwith swallowing():\n    raise Mine",
    "def f(x): return x\ng = wrapped(f)\nassert g is not f and g.__name__ == 'f'",
    "assert len({Coin(1), Coin(1), Coin(2)}) == 2 and {Coin(1): 'a'}[Coin(1)] == 'a'",
    "import inspect\nfound = inspect.signature(priced)\n"
    "assert str(found) == '(x: int, /, *more, by: float = 2.5) -> str'",
    "import inspect\ntry:\n    inspect.signature(Coin(1))\nexcept TypeError:\n"
    "    pass\nelse:\n    assert False",
    "import random\nrandom.seed(3)\nassert draws() == random.Random(3).random()",
    "from itertools import count\nassert taken(3, count(5)) == [5, 6, 7]",
    "import io\nout = io.StringIO()\nwrites(out)\nassert out.getvalue() == 'hello\\n'\n"
    "assert reads(out) == ['hello']",
    "def bad(): raise ValueError('why')\nassert tried(bad) == 'why'",
    "def bad(): raise KeyError('k')\ntry:\n    tried(bad)\nexcept KeyError:\n    pass\n"
    "else:\n    assert False",
    "try:\n    refuses()\nexcept Refused as error:\n"
    "    assert error.code == 4 and str(error) == 'refused: 4'",
    "s = Shape(1)\nassert same(s) is s and same(Shape) is Shape and Shape(1) is not s",
    "assert Square.__mro__[1] is Shape and vars(Coin(2)) == {'value': 2}",
    "import types\nassert isinstance(numbers(3), types.GeneratorType)",
    "import typing\nhints = typing.get_type_hints(hinted)\n"
    "assert hints['x'] == list[int] and hints['return'] == dict[str, int]",
    "assert 'table' in globals() and 'gone' not in globals() and 3 not in globals()\n"
    "assert globals()['Shape'](2).area() == 4 and globals().get('gone', 7) == 7",
    "assert 'Shape' in dir() and 'Shape' in locals() and 'Shape' in globals().keys()\n"
    "assert 'gone' not in dir() and 'upper' in dir('x')",
    "x = 1\nglobals()['y'] = 2\nassert x + y == 3 and 'x' in vars()\n"
    "del globals()['y']\nassert 'y' not in locals()",
    "def f(a):\n    b = 1\n    return sorted(locals()), dir()\n"
    "assert f(0) == (['a', 'b'], ['a', 'b'])",
    "assert eval('Shape(2).area()', globals()) == 4\nexec('z = 5', globals())\n"
    "assert z == 5",
    "try:\n    same(open)('gone.txt')\nexcept FileNotFoundError as error:\n"
    "    assert 'gone.txt' in str(error)",
]


@pytest.mark.parametrize("test", PASS)
def test_a_test_gets_what_it_asks_for(test):
    first = Both()
    first.run(test)
    Both(allowed=[*first.wire.decided]).run(test)


FREE = [
    "assert len(Shape(3)) == 4 and str(Shape(3))",
    "assert list(numbers(3)) == [0, 1, 2] and next(numbers(1)) == 0",
    "assert max(numbers(4)) == 3 and sorted(numbers(2)) == [0, 1]",
]


@pytest.mark.parametrize("test", FREE)
def test_an_object_may_always_be_turned_into_data(test):
    Both(allowed=[]).run(test)


GIVEN_UP = {
    "class Own(Shape):\n    pass": "inherits from one of the answer",
    "import asyncio\nasync def f():\n    await Shape(1)\nasyncio.run(f())": "awaits",
    "with swallowing():\n    Shape(open)(object())": "cannot send",
}


@pytest.mark.parametrize("test", GIVEN_UP)
def test_what_cannot_be_done_outside_ends_a_test(test):
    both = Both()
    with pytest.raises(Void):
        both.run(test)
    assert GIVEN_UP[test] in both.wire.failed


DECIDED = {
    "assert Shape(3) == 9": "eq(theirs, data)",
    "assert Shape(3) != 9": "ne(theirs, data)",
    "assert 9 == Shape(3)": "eq(theirs, data)",
    "assert Shape(3)": "bool(theirs)",
    "assert 9 in Shape(3)": "contains(theirs, data)",
    "assert isinstance(9, Shape)": "isinstance(data, theirs)",
    "assert Shape(3) == Shape(4)": "eq(theirs, theirs)",
    "assert Shape(3) + 1": "add(theirs, data)",
    "assert 1 - Shape(3)": "sub(data, theirs)",
    "assert Shape(3).startswith('x')": "get startswith",
    "assert Shape(3)()": "call",
    "assert Shape(3)[0]": "getitem(theirs, data)",
    "assert all(map(ends, [1]))": "raise StopIteration",
    "try:\n    skips()\nexcept Exception:\n    pass": "raise SkipTest",
    "try:\n    assumes()\nexcept Exception:\n    pass": "raise UnsatisfiedAssumption",
    "try:\n    exits()\nexcept SystemExit:\n    pass": "raise SystemExit",
    "assert method().startswith('x')": "class as data",
    "assert method(OwnError).startswith('x')": "error as data",
    "assert method(lambda x: x).startswith('x')": "function as data",
    "assert Coin(3) in {3}": "hash(theirs)",
    "import inspect\nassert inspect.signature(priced)": "get __wrapped__",
}


@pytest.mark.parametrize("test", DECIDED)
def test_what_the_answer_would_decide_about_itself_is_refused(test):
    both = Both(allowed=[])
    with pytest.raises(Void):
        both.run(test)
    assert DECIDED[test] in both.wire.failed


def test_what_the_solution_decided_too_is_allowed():
    both = Both()
    both.run("assert Shape(3) == Shape(4)")
    assert both.wire.decided == {"eq(theirs, theirs)"}
    Both(allowed=[*both.wire.decided]).run("assert Shape(3) == Shape(4)")


def test_an_error_of_the_test_is_passed_over_only_where_the_solution_did_that():
    both = Both()
    both.run("with Swallows():\n    pass")
    with pytest.raises(Void):
        Both(allowed=[*both.wire.decided]).run("with Swallows():\n    assert False")


def test_the_data_of_a_test_is_changed_only_where_the_solution_did_that():
    both = Both()
    both.run("given = [3, 1]\nassert ordered(given) == [1, 3] == given")
    assert both.wire.decided == {"change list"}
    Both(allowed=["change list"]).run("x = [3, 1]\nordered(x)\nassert x == [1, 3]")
    copied = "given = [3, 1]\nassert ordered(given) == [1, 3]\nassert given == [3, 1]"
    Both(allowed=[]).run(copied)


def test_two_objects_are_one_only_where_the_solutions_were():
    test = "s = Shape(1)\nassert same(s) is s"
    with pytest.raises(AssertionError):
        Both(allowed=["get side"]).run(test)


def test_an_answer_passes_over_an_error_of_the_test_only_where_the_solution_did():
    test = "def bad(): raise ValueError('why')\nassert tried(bad) == 'why'"
    with pytest.raises(Void):
        Both(allowed=[]).run(test)


def test_no_answer_passes_over_a_failure_of_the_test():
    both = Both()
    exec(
        "def tried(f):\n    try:\n        f()\n    except BaseException:\n        pass",
        both.names,
    )
    with pytest.raises(AssertionError):
        both.run("def bad(): assert False, 'no'\ntried(bad)")


def test_of_a_file_only_what_reads_and_writes_is_lent():
    lent = Lent()
    kind, number = lent.keep(io.StringIO("text"))
    assert kind == "file" and lent.get(number)("read") == "text"
    for name in ("__reduce_ex__", "__class__", "detach", "buffer"):
        with pytest.raises(AttributeError):
            lent.get(number)(name)


def with_own_cells(own: str, read: set[str] = frozenset()) -> tuple[Both, dict]:
    """Return both ends after a cell of the instructor's, and the test's names."""
    both = Both()
    both.names["__name__"] = "__main__"
    names = {"__builtins__": Names(both.wire), "__name__": "__main__"}
    exec(own, both.names)
    exec(own, names)
    both.wire.state.names, both.wire.state.read = names, read
    both.wire.state.note_own(names)
    return both, names


NODE = (
    "class Node:\n    def __init__(self, v, below=None):\n"
    "        self.v, self.below = v, below\n"
    "    def depth(self):\n        return 1 + (self.below.depth() if self.below else 0)"
)


def test_objects_of_the_instructors_classes_are_data():
    _, names = with_own_cells(NODE)
    test = "n = Node(1, Node(2))\nassert height(n) == 2\nm = raised(n)\n"
    exec(f"{test}assert type(m) is Node and m.below is n and m.depth() == 3", names)


def test_an_object_of_the_instructors_class_is_no_data_where_the_solution_has_none():
    own = "class Near:\n    far = 9\n    def __eq__(self, other):\n"
    own += "        return abs(other) < self.far"
    both, names = with_own_cells(own)
    exec(
        "def seven():\n    near = Near()\n    near.far = 1e9\n    return near",
        both.names,
    )
    both.wire.begin([])
    with pytest.raises(Void):
        exec("assert seven() == 7", names)


def test_an_answer_reads_the_names_that_a_test_binds():
    _, names = with_own_cells("FACTOR = 2", {"FACTOR"})
    exec("assert scaled(7) == 14\nFACTOR = 3\nassert scaled(7) == 21", names)


def test_figures_of_a_test_are_made_where_the_answers_are():
    import matplotlib.pyplot

    both, names = with_own_cells("import matplotlib.pyplot as plt")
    exec("def drawn(ax): ax.plot([1, 2])", both.names)
    exec("f, ax = plt.subplots()\ndrawn(ax)\nassert len(ax.lines) == 1", names)
    exec("assert plt.gca() is ax and isinstance(f, plt.Figure)\nplt.close(f)", names)
    assert isinstance(names["plt"], Pyplot)
    assert not matplotlib.pyplot.get_fignums()


def test_the_threads_of_a_test_ask_one_after_the_other():
    both = Both()
    serve, under_way = both.serve, []

    def one_at_a_time(request):
        assert not under_way, "two at once"
        under_way.append(request)
        time.sleep(0.01)
        reply = serve(request)
        under_way.clear()
        return reply

    both.serve = one_at_a_time
    both.run(
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(4) as pool:\n"
        "    found = list(pool.map(lambda n: Shape(n).area(), range(6)))\n"
        "assert found == [0, 1, 4, 9, 16, 25]"
    )


MALFORMED = [
    "",
    "[]",
    "{}",
    '{"status": "ok", "printed": ""}',
    '{"status": "error", "error": "x", "printed": ""}',
    '{"status": "error", "lineage": 3, "value": null, "objects": {}, "printed": ""}',
    '{"status": "error", "lineage": [], "value": null, "objects": {}, "printed": ""}',
    '{"status": "error", "lineage": [["a"]], "value": 0, "objects": {}, "printed": ""}',
    '{"status": "ok", "value": ["long", "zz"], "objects": {}, "printed": ""}',
    '{"status": "ok", "value": ["handle"], "objects": {}, "printed": ""}',
    '{"status": "limit", "printed": ""}',
]


@pytest.mark.parametrize("reply", MALFORMED)
def test_no_failure_of_the_wire_is_taken_for_an_error_of_the_answer(reply):
    both = Both()
    both.serve = lambda request: reply
    caught = "try:\n    Shape(-1)\nexcept Exception:\n    pass\nelse:\n    assert False"
    with pytest.raises(Void):
        both.run(caught)
    assert both.wire.failed


def test_a_failure_that_is_caught_all_the_same_is_noted():
    both = Both()
    both.run("try:\n    Shape(open)(object())\nexcept BaseException:\n    pass")
    assert both.wire.failed == "cannot send a object to the answer"


@pytest.mark.parametrize("thing", ["object()", "np.zeros(10**7)"])
def test_what_cannot_be_sent_is_no_error_that_a_test_may_expect(thing):
    both = Both()
    test = f"try:\n    Shape({thing})\nexcept Exception:\n    pass"
    with pytest.raises(Void):
        both.run(f"import numpy as np\n{test}")
    assert "to the answer" in both.wire.failed


def test_a_name_that_should_be_a_module_is_never_an_answers_object():
    both = Both()
    both.wire.modules = {"Shape": "numpy"}
    with pytest.raises(Void):
        both.run("Shape.allclose(1, 2)")


def test_what_a_test_draws_is_its_own():
    both = Both()
    random.seed(5)
    before = random.getstate()
    both.run("draws()\ndraws()")
    assert random.Random(5).getstate() == before


VALUES = [
    2**100,
    -(2**100),
    range(2, 9, 3),
    int,
    Fraction(1, 3),
    Decimal("0.10"),
    date(2024, 2, 29),
    timedelta(days=1, seconds=2),
    {"a": (2**70, [Fraction(1, 2)])},
]


def sent(value: object) -> object:
    """Return a value as it arrives at the other end of a wire."""

    def refuse(thing: object) -> list:
        raise TypeError(thing)

    ends = [WiderGraph(n, refuse, refuse, np.asarray, lambda v: False) for n in (0, 1)]
    return ends[1].unpack(json.loads(json.dumps(ends[0].pack(value))))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_more_kinds_of_data_arrive_as_they_are(value):
    assert sent(value) == value and type(sent(value)) is type(value)


def test_arrays_of_objects_and_of_dates_arrive_as_they_are():
    words = np.array([["a", None], [1, 2.5]], dtype=object)
    days = np.array(["2024-02-29", "NaT"], dtype="datetime64[D]")
    np.testing.assert_array_equal(sent(words), words)
    np.testing.assert_array_equal(sent(days), days)
    assert sent(days).dtype == days.dtype


TABLES = [
    "pd.DataFrame({'n': [1, 2], 'x': [0.5, None], 's': ['a', None]}, index=['p', 'q'])",
    "pd.DataFrame({'t': pd.to_datetime(['2024-01-01', None]), 'n': [[1], {}]})",
    "pd.DataFrame({'c': list('aab'), 'v': [1, 2, 3]}).groupby('c').mean()",
    "pd.DataFrame({'v': [1, 2]}, pd.MultiIndex.from_tuples([('a', 1), ('b', 2)]))",
    "pd.DataFrame({'r': [1], 'c': [2], 'v': [3]}).pivot(index='r', columns='c')",
    "pd.DataFrame({'n': pd.array([1, None], dtype='Int64'), 'b': [True, False]})",
    "pd.DataFrame({'c': pd.Categorical(['lo', 'hi'], ['lo', 'hi'], ordered=True)})",
    "pd.DataFrame({'z': pd.to_datetime(['2024-01-01']).tz_localize('Europe/Oslo')})",
    "pd.DataFrame({'v': [1.5, 2]}, pd.date_range('2024-01-01', periods=2))",
    "pd.DataFrame()",
    "pd.DataFrame(index=['a'])",
]


@pytest.mark.parametrize("table", TABLES)
def test_tables_arrive_as_they_are(table):
    pandas = pytest.importorskip("pandas")
    frame = eval(table, {"pd": pandas})
    pandas.testing.assert_frame_equal(sent(frame), frame)
    [among_others] = sent([frame])  # which is filled when its arrays are not yet
    pandas.testing.assert_frame_equal(among_others, frame)
    pandas.testing.assert_index_equal(sent(frame.columns), frame.columns)
    pandas.testing.assert_index_equal(sent(frame.index), frame.index)
    for name in frame:
        pandas.testing.assert_series_equal(sent({"a": frame[name]})["a"], frame[name])


@pytest.mark.parametrize("value", ["Timestamp('2024-01-31 10:00')", "Timedelta('3h')"])
def test_times_of_tables_arrive_as_they_are(value):
    pandas = pytest.importorskip("pandas")
    made = eval(value, vars(pandas).copy())
    assert sent([made]) == [made] and type(sent(made)) is type(made)
    assert sent(pandas.NaT) is pandas.NaT and sent(pandas.NA) is pandas.NA


def test_dates_and_objects_in_a_list_are_whole_when_it_is_filled():
    days = np.array(["2024-02-29"], dtype="datetime64[D]")
    found = sent([[days], np.array([[1], None], dtype=object)])
    np.testing.assert_array_equal(found[0][0], days)
    assert found[1].tolist() == [[1], None]


def notebook(*cells):
    nb = new_notebook(cells=list(cells))
    for cell in nb.cells:
        cell.metadata.setdefault("nbgrader", {})
    return nb


TYPED = "from unittest import mock\nwith mock.patch('builtins.input', lambda *_: '7'):"
SET_UP = "import numpy as np\nLIMIT = 3\ndef check(x):\n    assert x < LIMIT"


def plan() -> OutsidePlan:
    nb = notebook(
        new_code_cell(SET_UP),
        new_code_cell("y = None"),
        solution("f", "import math\nfrom os import path\ny = 2\ndef f(x): return x"),
        checked_by("t", "check(f(1))"),
        solution("g", "z = 1"),
        checked_by("u", "assert z == 1"),
    )
    return plan_of(nb, released(nb), ["t", "u"])


def released(nb, **given: str):
    """Return a notebook without its answers; `given` is what stands in their place."""
    copy = nbformat.from_dict(nb)
    for cell in copy.cells:
        if is_solution(cell):
            cell.source = given.get(cell.metadata.nbgrader.grade_id, "raise ValueError")
    return copy


def test_what_stands_in_the_cell_of_an_answer_in_the_release_is_the_instructors():
    given = "from math import exp\nx = [1]\n"
    own = "def f(x):\n    return exp(x)\n"
    nb = notebook(
        solution("f", given + own + "y = f(x[0])\nx = x\n"),
        checked_by("t", "assert f(2) == exp(2)"),
    )
    made = plan_of(nb, released(nb, f=given + "y = f(x[0])"), ["t"])
    assert made.theirs == ["f", "x", "y"]  # x is bound once more
    assert made.steps["t"].own == ["from math import exp"]
    assert made.steps["t"].forget == ["f", "x", "y"]


def test_a_plan_has_the_instructors_own_cells_and_what_a_solution_binds():
    made = plan()
    assert made.steps["t"].own == [SET_UP, "y = None"]
    assert made.steps["u"].own == [] and made.steps["u"].forget == ["z"]
    assert {"y", "f", "path", "math"} <= {*made.steps["t"].forget}
    assert made.theirs == ["f", "math", "path", "y", "z"]
    assert made.modules == {"math": "math"}


@pytest.mark.parametrize(
    ("test", "skipped"),
    [
        ("import time\nt = time.time()\nf(1)\nassert time.time() - t < 1", ["t"]),
        ("from time import time\nt = time()\nassert f(1)", ["t"]),
        ("import timeit\nassert timeit.timeit(f, number=9) < 1", ["t"]),
        ("%time f(1)\nassert f(2) == 2", []),
        ("time = f(3)\nassert time == 3", []),
    ],
)
def test_what_measures_time_is_not_run_outside(test, skipped):
    cells = solution("f", "def f(x=1): return x"), checked_by("t", test)
    nb = notebook(*cells)
    assert plan_of(nb, released(nb), ["t"]).skipped == skipped


def test_a_plan_has_the_names_that_a_test_binds_for_an_answer_to_read():
    answer = "x = 2\ndef f(n):\n    own = n * FACTOR\n    return own + len(str(x))"
    nb = notebook(solution("f", answer), checked_by("t", "FACTOR = n = own = 3"))
    assert plan_of(nb, nb, ["t"]).read == ["FACTOR"]


def test_a_plan_is_plain_data():
    values = json.loads(json.dumps(plan().values()))
    assert OutsidePlan.from_values(values) == plan()


@needs_bubblewrap
def test_tests_run_in_a_kernel_of_their_own(monkeypatch):
    monkeypatch.setattr(opinion, "MAX_REQUESTS", 30)
    cells = [
        new_code_cell(SET_UP),
        solution(
            "f",
            "import numpy as np\nLIMIT = 9\ndef f(x):\n"
            "    return input() if x is None else x",
        ),
        checked_by("data", "check(f(1))\nassert np.allclose(f(np.ones(2)), 1)"),
        checked_by("limit", "check(f(5))"),
        checked_by("called", "assert f(lambda x: x + 1)(2) == 3"),
        checked_by("points", "1.5"),
        checked_by("file", "open('it.py', 'w').close()\n%run it.py"),
        checked_by("loop", "while True:\n    f(1)"),
        checked_by("typed", f"{TYPED}\n    assert f(None) == '7'"),
        checked_by("after", "%time y = f(2)\nassert y == 2"),
        checked_by("apart", "assert 'charlm' in open('secret').read()"),
    ]
    nb = notebook(*cells)
    source = notebook(*(c.copy() for c in cells))
    source.cells[1].source = "def f(x):\n    return x"
    tests = {c.metadata.nbgrader["grade_id"]: 2.0 for c in nb.cells[2:]}
    made = plan_of(source, released(source), tests)
    new_kernel = kernels(nb, default_content(), sandboxed=True)
    outside = Outside(made, new_kernel, new_kernel)
    found, _ = opinions(nb, steps_of(nb, (), tests), outside, TimeLimits())
    assert {name: one.points for name, one in found.items()} == {
        "data": 2.0,
        "limit": 0.0,
        "called": 2.0,
        "points": 1.5,
        "file": 2.0,
        "loop": None,
        "typed": 2.0,
        "after": 2.0,
        "apart": 0.0,
    }
    assert found["loop"].reason == opinion.NOT_TRIED
