"""Exercises on text, algorithms and classes, as public courses set and test them.

Each has three right answers, a wrong one and a half one, and several test cells in one
namespace. A course's own cells (a class of nodes, a table) stand before the answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Exercise:
    """One exercise: the instructor's own cell, answers to it, and its test cells.

    `answers` are parted by lines of dashes: three right ones, a half and a wrong one.
    """

    name: str
    answers: str
    tests: list[str]
    given: str = ""
    stub: str = ""
    points: float = 2
    rights: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rights", self.parts[:3])
        assert len(self.parts) == 5, self.name

    @property
    def parts(self) -> list[str]:
        """The answers: right, right, right, half, wrong."""
        return [part.strip("\n") for part in self.answers.split("\n----\n")]


TEXT = [
    Exercise(
        "word_counts",
        """
from collections import Counter
import re
def word_counts(text):
    return Counter(re.findall(r"[a-z']+", text.lower()))
----
import string
def word_counts(text):
    counts = {}
    for word in text.lower().split():
        word = word.strip(string.punctuation)
        if word:
            counts[word] = counts.get(word, 0) + 1
    return counts
----
from collections import defaultdict
def word_counts(text):
    found = defaultdict(int)
    table = str.maketrans(dict.fromkeys('.,;:!?', ' '))
    for word in text.translate(table).casefold().split():
        found[word] += 1
    return found
----
def word_counts(text):
    words = text.split()
    return {w: words.count(w) for w in words}
----
def word_counts(text):
    return len(text.split())
""",
        [
            """
sample = "The cat sat. The cat ran!"
counts = word_counts(sample)
assert counts["cat"] == 2, f"expected 2 cats, got {counts['cat']}"
assert counts["the"] == 2, "words should be compared without case"
""",
            """
points = 0
checks = [("a a b", {"a": 2, "b": 1}), ("A a", {"a": 2}), ("", {}), ("x, x.", {"x": 2})]
for text, expected in checks:
    try:
        if word_counts(text) == expected:
            points += 0.5
    except Exception as e:
        print(f"word_counts({text!r}) raised {type(e).__name__}")
points
""",
            """
# the most common words, as on the slide
top = sorted(word_counts("b a a c c c").items(), key=lambda kv: -kv[1])
assert top[:2] == [("c", 3), ("a", 2)]
### BEGIN HIDDEN TESTS
import random
random.seed(0)
words = [random.choice(["alpha", "beta", "gamma"]) for _ in range(50)]
assert sum(word_counts(" ".join(words)).values()) == 50
### END HIDDEN TESTS
""",
        ],
    ),
    Exercise(
        "find_dates",
        """
import re
from datetime import date
def find_dates(text):
    return [date(*map(int, m)) for m in re.findall(r"(\\d{4})-(\\d\\d)-(\\d\\d)", text)]
----
import re, datetime
def find_dates(text):
    out = []
    for m in re.finditer(r"\\b\\d{4}-\\d{2}-\\d{2}\\b", text):
        out.append(datetime.datetime.strptime(m.group(), "%Y-%m-%d").date())
    return out
----
import re
from datetime import date
def find_dates(text):
    pattern = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})")
    return [date(int(m["y"]), int(m["m"]), int(m["d"])) for m in pattern.finditer(text)]
----
import re
def find_dates(text):
    return re.findall(r"\\d{4}-\\d\\d-\\d\\d", text)
----
def find_dates(text):
    return None
""",
        [
            """
import datetime
found = find_dates("born 1815-12-10, died 1852-11-27")
assert isinstance(found, list), "return a list"
assert len(found) == 2
assert all(isinstance(d, datetime.date) for d in found)
assert (found[1] - found[0]).days == 13502
""",
            """
assert [d.strftime("%d %b %Y") for d in find_dates("on 2024-02-29!")] == ["29 Feb 2024"]
assert find_dates("nothing here") == []
""",
            """
from calendar import monthrange
from datetime import timedelta
day = find_dates("x 2023-12-31 y")[0]
assert day + timedelta(days=1) == datetime.date(2024, 1, 1)
assert monthrange(day.year, day.month)[1] == day.day
assert day.isocalendar().week == 52 and day.weekday() == 6
""",
        ],
    ),
    Exercise(
        "hanoi",
        """
def hanoi(n, a="A", b="B", c="C"):
    if n == 0:
        return []
    return hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)
----
def hanoi(n, start="A", spare="B", end="C"):
    moves = []
    def move(k, x, y, z):
        if k:
            move(k - 1, x, z, y)
            moves.append((x, z))
            move(k - 1, y, x, z)
    move(n, start, spare, end)
    return moves
----
def hanoi(n, a="A", b="B", c="C"):
    def steps(n, a, b, c):
        if n > 0:
            yield from steps(n - 1, a, c, b)
            yield a, c
            yield from steps(n - 1, b, a, c)
    return list(steps(n, a, b, c))
----
def hanoi(n, a="A", b="B", c="C"):
    return [(a, c)] if n == 1 else []
----
def hanoi(n, a="A", b="B", c="C"):
    return 2 ** n - 1
""",
        [
            """
def play(n, moves):
    pegs = {"A": list(range(n, 0, -1)), "B": [], "C": []}
    for src, dst in moves:
        disk = pegs[src].pop()
        assert not pegs[dst] or pegs[dst][-1] > disk, "a larger disk on a smaller one"
        pegs[dst].append(disk)
    return pegs

assert hanoi(1) == [("A", "C")]
""",
            """
for n in range(7):
    moves = hanoi(n)
    assert len(moves) == 2 ** n - 1, f"{n} disks take {2 ** n - 1} moves"
    assert play(n, moves)["C"] == list(range(n, 0, -1))
""",
        ],
    ),
    Exercise(
        "flatten",
        """
def flatten(items):
    out = []
    for item in items:
        if isinstance(item, (list, tuple)):
            out.extend(flatten(item))
        else:
            out.append(item)
    return out
----
def flatten(items):
    if not isinstance(items, (list, tuple)):
        return [items]
    return [x for item in items for x in flatten(item)]
----
def flatten(items):
    stack, out = [*items][::-1], []
    while stack:
        top = stack.pop()
        if type(top) in (list, tuple):
            stack.extend(reversed(top))
        else:
            out += [top]
    return out
----
def flatten(items):
    return [x for item in items for x in item]
----
def flatten(items):
    return items
""",
        [
            """
import unittest

class TestFlatten(unittest.TestCase):
    def setUp(self):
        self.nested = [1, [2, [3, (4, [5])]], [], [[6]]]

    def test_depth(self):
        self.assertListEqual(flatten(self.nested), [1, 2, 3, 4, 5, 6])

    def test_empty(self):
        self.assertEqual(flatten([]), [])

    def test_strings_stay_whole(self):
        self.assertEqual(flatten(["ab", ["cd"]]), ["ab", "cd"])

    def test_argument_is_not_changed(self):
        before = repr(self.nested)
        flatten(self.nested)
        self.assertEqual(repr(self.nested), before)

result = unittest.main(argv=["ignored"], exit=False, verbosity=0,
                       defaultTest="TestFlatten",
                       testRunner=unittest.TextTestRunner(stream=__import__("io").StringIO()))
assert result.result.wasSuccessful(), result.result.failures
""",
            """
loader = unittest.TestLoader()
ran = unittest.TestResult()
loader.loadTestsFromTestCase(TestFlatten).run(ran)
2 * (ran.testsRun - len(ran.failures) - len(ran.errors)) / ran.testsRun
""",
            """
def depth(x):
    return 1 + max(map(depth, x), default=0) if isinstance(x, list) else 0
deep = []
for i in range(40):
    deep = [i, deep]
assert depth(flatten(deep)) == 1 and flatten(deep) == list(range(39, -1, -1))
""",
        ],
    ),
    Exercise(
        "caesar",
        """
def caesar(text, shift):
    out = ""
    for ch in text:
        if ch.isalpha():
            base = ord("A") if ch.isupper() else ord("a")
            ch = chr((ord(ch) - base + shift) % 26 + base)
        out += ch
    return out
----
import string
def caesar(text, shift):
    k = shift % 26
    low, up = string.ascii_lowercase, string.ascii_uppercase
    return text.translate(str.maketrans(low + up, low[k:] + low[:k] + up[k:] + up[:k]))
----
def caesar(text, shift):
    def turn(c):
        if "a" <= c <= "z":
            return chr((ord(c) - 97 + shift) % 26 + 97)
        if "A" <= c <= "Z":
            return chr((ord(c) - 65 + shift) % 26 + 65)
        return c
    return "".join(map(turn, text))
----
def caesar(text, shift):
    return "".join(chr(ord(c) + shift) for c in text)
----
def caesar(text, shift):
    return text
""",
        [
            """
assert caesar("abc", 1) == "bcd"
""",
            """
cases = [
    # text, shift, expected
    ("xyz", 3, "abc"),
    ("Hello, World!", 13, "Uryyb, Jbeyq!"),
    ("abc", -1, "zab"),
    ("abc", 26, "abc"),
]
failed = [(t, s, caesar(t, s)) for t, s, e in cases if caesar(t, s) != e]
assert not failed, "\\n".join(f"caesar({t!r}, {s}) gave {g!r}" for t, s, g in failed)
""",
            """
import random, string
rng = random.Random(42)
for _ in range(20):
    word = "".join(rng.choices(string.ascii_letters + " .", k=12))
    k = rng.randint(-60, 60)
    assert caesar(caesar(word, k), -k) == word
assert caesar(string.ascii_lowercase, 5) != string.ascii_lowercase
""",
        ],
    ),
    Exercise(
        "fizzbuzz",
        """
def fizzbuzz(n):
    for i in range(1, n + 1):
        if i % 15 == 0:
            print("FizzBuzz")
        elif i % 3 == 0:
            print("Fizz")
        elif i % 5 == 0:
            print("Buzz")
        else:
            print(i)
----
def fizzbuzz(n):
    for i in range(1, n + 1):
        print("Fizz" * (i % 3 == 0) + "Buzz" * (i % 5 == 0) or i)
----
import sys
def fizzbuzz(n):
    lines = []
    for i in range(n):
        j = i + 1
        word = ("Fizz" if not j % 3 else "") + ("Buzz" if not j % 5 else "")
        lines.append(word if word else str(j))
    sys.stdout.write("".join(line + "\\n" for line in lines))
----
def fizzbuzz(n):
    for i in range(1, n + 1):
        print("Fizz" if i % 3 == 0 else "Buzz" if i % 5 == 0 else i)
----
def fizzbuzz(n):
    return n
""",
        [
            """
from io import StringIO
from contextlib import redirect_stdout

def captured(f, *args):
    buffer = StringIO()
    with redirect_stdout(buffer):
        f(*args)
    return buffer.getvalue().splitlines()

assert captured(fizzbuzz, 5) == ["1", "2", "Fizz", "4", "Buzz"]
""",
            """
lines = captured(fizzbuzz, 30)
score = 0
if len(lines) == 30: score += 0.5
if lines[2:3] == ["Fizz"] and lines[4:5] == ["Buzz"]: score += 0.5
if [i + 1 for i, line in enumerate(lines) if line == "FizzBuzz"] == [15, 30]: score += 1
score
""",
        ],
    ),
    Exercise(
        "guess",
        """
def guess(secret):
    tries = 0
    while True:
        n = int(input("Your guess: "))
        tries += 1
        if n == secret:
            print("Correct!")
            return tries
        print("Too low" if n < secret else "Too high")
----
def guess(secret):
    for tries, n in enumerate(iter(lambda: int(input()), None), 1):
        if n < secret:
            print("Too low")
        elif n > secret:
            print("Too high")
        else:
            print("Correct!")
            break
    return tries
----
def guess(secret, tries=1):
    n = int(input("? "))
    if n == secret:
        print("Correct!")
        return tries
    print(["Too high", "Too low"][n < secret])
    return guess(secret, tries + 1)
----
def guess(secret):
    n = int(input())
    print("Correct!" if n == secret else "Too low")
    return 1
----
def guess(secret):
    pass
""",
        [
            """
import builtins
from unittest import mock
with mock.patch.object(builtins, "input", side_effect=["5", "9", "7"]):
    assert guess(7) == 3
""",
            """
class Typed:
    def __init__(self, *lines):
        self.lines = list(lines)
        self.prompts = []
    def __call__(self, prompt=""):
        self.prompts.append(prompt)
        return self.lines.pop(0)

typed = Typed("3")
saved_input = builtins.input
builtins.input = typed
try:
    out = captured(guess, 3)
finally:
    builtins.input = saved_input
assert out == ["Correct!"] and len(typed.prompts) == 1
""",
            """
import io, sys
stdin, stdout = sys.stdin, sys.stdout
try:
    sys.stdout = io.StringIO()
    builtins.input = lambda prompt="": next(replies)
    replies = iter(["1", "10", "4"])
    n = guess(4)
    text = sys.stdout.getvalue()
finally:
    sys.stdout, builtins.input = stdout, saved_input
assert n == 3
assert text.index("Too low") < text.index("Too high") < text.index("Correct!")
""",
        ],
    ),
    Exercise(
        "collatz",
        """
from functools import lru_cache
@lru_cache(maxsize=None)
def collatz(n):
    if n < 1:
        raise ValueError(f"{n} is not positive")
    return 0 if n == 1 else 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
----
seen_by_collatz = {1: 0}
def collatz(n):
    if n <= 0:
        raise ValueError("n must be positive")
    if n not in seen_by_collatz:
        seen_by_collatz[n] = 1 + collatz(3 * n + 1 if n % 2 else n // 2)
    return seen_by_collatz[n]
----
def collatz(n):
    if not n > 0:
        raise ValueError("positive")
    steps = 0
    while n != 1:
        n, steps = (n // 2, steps + 1) if n % 2 == 0 else (3 * n + 1, steps + 1)
    return steps
----
def collatz(n):
    steps = 0
    while n > 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps
----
def collatz(n):
    return n
""",
        [
            """
assert [collatz(n) for n in (1, 2, 3, 6, 7, 27)] == [0, 1, 7, 8, 16, 111]
""",
            """
from numpy.testing import assert_raises, assert_equal
assert_raises(ValueError, collatz, 0)
with assert_raises(ValueError):
    collatz(-5)
assert_equal(collatz(97), 118)
""",
            """
import signal
def too_slow(signum, frame):
    raise TimeoutError("collatz is too slow")
old = signal.signal(signal.SIGALRM, too_slow)
signal.alarm(20)
try:
    longest = max(range(1, 200), key=collatz)
finally:
    signal.alarm(0)
    signal.signal(signal.SIGALRM, old)
assert longest == 171
""",
            """
from threading import Thread
answer = []
worker = Thread(target=lambda: answer.append(collatz(77031)), daemon=True)
worker.start()
worker.join(timeout=30)
assert not worker.is_alive(), "longer than 30 seconds"
assert answer == [350]
""",
        ],
    ),
    Exercise(
        "parse_log",
        """
from collections import namedtuple
Entry = namedtuple("Entry", ["level", "code", "message"])
def parse_log(lines):
    for line in lines:
        level, code, message = line.strip().split(" ", 2)
        yield Entry(level, int(code), message)
----
import re
from typing import NamedTuple
class Entry(NamedTuple):
    level: str
    code: int
    message: str
def parse_log(lines):
    pattern = re.compile(r"(\\w+) (\\d+) (.*)")
    return [Entry(m[1], int(m[2]), m[3]) for m in map(pattern.match, lines)]
----
from dataclasses import dataclass
@dataclass
class Entry:
    level: str
    code: int
    message: str
def parse_log(lines):
    out = []
    for line in lines:
        first, second, *rest = line.split(" ")
        out.append(Entry(first, int(second), " ".join(rest)))
    return out
----
def parse_log(lines):
    return [tuple(line.split(" ", 2)) for line in lines]
----
def parse_log(lines):
    return []
""",
        [
            """
entries = list(parse_log(LOG))
assert len(entries) == 4
assert entries[0].level == "INFO" and entries[1].code == 404
assert entries[3].message == "disk is full again"
""",
            """
from itertools import groupby
levels = {k: len(list(g)) for k, g in
          groupby(sorted(parse_log(LOG), key=lambda e: e.level), key=lambda e: e.level)}
assert levels == {"ERROR": 2, "INFO": 1, "WARN": 1}
assert max(parse_log(LOG), key=lambda e: e.code).code == 507
""",
        ],
        given='LOG = ["INFO 200 started", "WARN 404 no such page", '
        '"ERROR 500 disk is full", "ERROR 507 disk is full again"]',
    ),
    Exercise(
        "evens_squared",
        """
def evens_squared(numbers):
    return [n * n for n in numbers if n % 2 == 0]
----
def evens_squared(numbers):
    '''Return the squares of the even numbers.'''
    return [n ** 2 for n in numbers if not n % 2]
----
def evens_squared(values):
    squares = [v * v for v in values if v & 1 == 0]
    return squares
----
def evens_squared(numbers):
    out = []
    for n in numbers:
        if n % 2 == 0:
            out.append(n * n)
    return out
----
def evens_squared(numbers):
    return [n for n in numbers]
""",
        [
            """
assert evens_squared([1, 2, 3, 4]) == [4, 16]
assert evens_squared(range(0)) == []
""",
            """
import ast, inspect
tree = ast.parse(inspect.getsource(evens_squared))
comprehensions = sum(isinstance(node, ast.ListComp) for node in ast.walk(tree))
loops = sum(isinstance(node, (ast.For, ast.While)) for node in ast.walk(tree))
assert comprehensions == 1 and loops == 0, "use one list comprehension and no loop"
assert evens_squared([2]) == [4]
""",
            """
source_lines = inspect.getsourcelines(evens_squared)[0]
assert source_lines[0].startswith("def evens_squared")
assert len(source_lines) <= 10 and evens_squared((-2, 5)) == [4]
""",
            """
assert callable(evens_squared)
assert inspect.isfunction(evens_squared)
assert len(inspect.getfullargspec(evens_squared).args) == 1
assert evens_squared.__code__.co_argcount == 1 and evens_squared([6]) == [36]
""",
        ],
    ),
    Exercise(
        "roman",
        '''
def roman(n):
    """Return n as a Roman numeral.

    >>> roman(4)
    'IV'
    >>> roman(1994)
    'MCMXCIV'
    """
    out = ""
    for value, letters in NUMERALS:
        while n >= value:
            out += letters
            n -= value
    return out
----
def roman(n):
    """
    >>> [roman(i) for i in (1, 5, 9)]
    ['I', 'V', 'IX']
    """
    if n == 0:
        return ""
    value, letters = next(pair for pair in NUMERALS if pair[0] <= n)
    return letters + roman(n - value)
----
def roman(n):
    """Roman numerals.

    >>> roman(10)
    'X'
    """
    parts = []
    for value, letters in NUMERALS:
        times, n = divmod(n, value)
        parts.append(letters * times)
    return "".join(parts)
----
def roman(n):
    """
    >>> roman(3)
    'III'
    """
    return "I" * n
----
def roman(n):
    """
    >>> roman(1)
    'II'
    """
    return str(n)
''',
        [
            """
import doctest
results = doctest.testmod(m=__import__("__main__"), verbose=False)
import contextlib, io
said = io.StringIO()
with contextlib.redirect_stdout(said):
    doctest.run_docstring_examples(roman, {"roman": roman}, name="roman")
assert said.getvalue() == "", said.getvalue()
assert ">>>" in roman.__doc__
""",
            """
table = {1: "I", 4: "IV", 9: "IX", 40: "XL", 90: "XC", 1994: "MCMXCIV", 2024: "MMXXIV"}
got = {n: roman(n) for n in table}
2 * sum(got[n] == table[n] for n in table) / len(table)
""",
            """
values = dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000)))
def arabic(text):
    total = 0
    for a, b in zip(text, text[1:] + " "):
        v = values[a]
        total += -v if values.get(b, 0) > v else v
    return total
assert all(arabic(roman(n)) == n for n in range(1, 120))
""",
        ],
        given='NUMERALS = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"),\n'
        '            (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),\n'
        '            (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]',
    ),
    Exercise(
        "tree_height",
        """
def tree_height(root):
    if root is None:
        return 0
    return 1 + max(tree_height(root.left), tree_height(root.right))
----
def tree_height(root):
    level, height = [root] if root else [], 0
    while level:
        height += 1
        level = [c for node in level for c in (node.left, node.right) if c]
    return height
----
def tree_height(root):
    return 0 if not root else max(tree_height(c) for c in (root.left, root.right)) + 1
----
def tree_height(root):
    return 0 if root is None else 1 + tree_height(root.left)
----
def tree_height(root):
    return 0
""",
        [
            """
assert tree_height(None) == 0
leaf = Tree(1)
assert tree_height(leaf) == 1
""",
            """
t = Tree(5, Tree(3, Tree(1)), Tree(8, Tree(7, Tree(6)), Tree(9)))
assert tree_height(t) == 4, "the height of the tree on the slide is 4"
""",
        ],
        given="class Tree:\n    def __init__(self, value, left=None, right=None):\n"
        "        self.value, self.left, self.right = value, left, right\n"
        "    def __repr__(self):\n"
        "        return f'Tree({self.value}, {self.left}, {self.right})'",
    ),
    Exercise(
        "insert",
        """
def insert(root, value):
    if root is None:
        return Tree(value)
    if value < root.value:
        root.left = insert(root.left, value)
    else:
        root.right = insert(root.right, value)
    return root
----
def insert(root, value):
    new = Tree(value)
    if not root:
        return new
    node = root
    while True:
        side = "left" if value < node.value else "right"
        if getattr(node, side) is None:
            setattr(node, side, new)
            return root
        node = getattr(node, side)
----
def insert(root, value):
    if root is None:
        root = Tree(value)
    elif value < root.value:
        root.left = insert(root.left, value)
    elif value >= root.value:
        root.right = insert(root.right, value)
    return root
----
def insert(root, value):
    return Tree(value) if root is None else root
----
def insert(root, value):
    pass
""",
        [
            """
root = insert(None, 5)
assert isinstance(root, Tree) and root.value == 5
""",
            """
for v in (2, 8, 1, 9):
    root = insert(root, v)
def in_order(node):
    return in_order(node.left) + [node.value] + in_order(node.right) if node else []
assert in_order(root) == [1, 2, 5, 8, 9]
""",
            """
before = root
assert insert(root, 6) is before, "insert changes the tree in place"
assert root.right.left.value == 6
""",
        ],
    ),
    Exercise(
        "reverse_list",
        """
def reverse_list(head):
    previous = None
    while head:
        head.next, previous, head = previous, head, head.next
    return previous
----
def reverse_list(head):
    if head is None or head.next is None:
        return head
    rest = reverse_list(head.next)
    head.next.next = head
    head.next = None
    return rest
----
def reverse_list(head):
    nodes = []
    while head is not None:
        nodes.append(head)
        head = head.next
    for one, other in zip(nodes[1:], nodes):
        one.next = other
    if nodes:
        nodes[0].next = None
    return nodes[-1] if nodes else None
----
def reverse_list(head):
    if head.next:
        head.value, head.next.value = head.next.value, head.value
    return head
----
def reverse_list(head):
    return head
""",
        [
            """
assert to_list(reverse_list(from_list([1, 2, 3]))) == [3, 2, 1]
""",
            """
assert reverse_list(None) is None
one = Node(1)
assert reverse_list(one) is one
assert to_list(reverse_list(from_list("ab"))) == ["b", "a"]
""",
        ],
        given="from dataclasses import dataclass\nfrom typing import Optional\n"
        "@dataclass\nclass Node:\n    value: object\n"
        "    next: Optional['Node'] = None\n"
        "def from_list(values):\n    head = None\n    for v in reversed(values):\n"
        "        head = Node(v, head)\n    return head\n"
        "def to_list(head):\n    out = []\n    while head:\n"
        "        out.append(head.value)\n        head = head.next\n    return out",
    ),
    Exercise(
        "shortest_path",
        """
from collections import deque
def shortest_path(graph, start, goal):
    queue, seen = deque([[start]]), {start}
    while queue:
        path = queue.popleft()
        if path[-1] == goal:
            return path
        for n in sorted(graph[path[-1]]):
            if n not in seen:
                seen.add(n)
                queue.append(path + [n])
    return None
----
import heapq
def shortest_path(graph, start, goal):
    heap, done = [(0, [start])], set()
    while heap:
        length, path = heapq.heappop(heap)
        if path[-1] == goal:
            return path
        if path[-1] in done:
            continue
        done.add(path[-1])
        for n in graph[path[-1]]:
            heapq.heappush(heap, (length + 1, path + [n]))
----
def shortest_path(graph, start, goal):
    level = {start: [start]}
    seen = dict(level)
    while level:
        if goal in level:
            return level[goal]
        found = ((n, p + [n]) for v, p in level.items() for n in graph[v])
        level = {n: path for n, path in found if n not in seen}
        seen.update(level)
----
def shortest_path(graph, start, goal):
    return [start, goal] if goal in graph[start] else None
----
def shortest_path(graph, start, goal):
    return []
""",
        [
            """
assert shortest_path(CITIES, "A", "B") == ["A", "B"]
""",
            """
path = shortest_path(CITIES, "A", "E")
assert path[0] == "A" and path[-1] == "E" and len(path) == 4
assert all(b in CITIES[a] for a, b in zip(path, path[1:])), "not a path"
""",
            """
assert shortest_path(CITIES, "A", "Z") is None
assert CITIES["A"] == {"B", "C"}, "do not change the graph"
""",
        ],
        given="CITIES = {'A': {'B', 'C'}, 'B': {'A', 'D'}, 'C': {'A', 'D'},\n"
        "          'D': {'B', 'C', 'E'}, 'E': {'D'}, 'Z': set()}",
    ),
]

CLASSES = [
    Exercise(
        "Account",
        """
class InsufficientFunds(Exception):
    def __init__(self, missing):
        super().__init__(f"{missing} missing")
        self.missing = missing
class Account:
    rate = 0.02
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        self.history.append(("deposit", amount))
    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(amount - self.balance)
        self.balance -= amount
        self.history.append(("withdraw", amount))
    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance})"
class Savings(Account):
    def add_interest(self):
        self.deposit(self.balance * self.rate)
----
from dataclasses import dataclass, field
class InsufficientFunds(ValueError):
    missing = 0
@dataclass(repr=False)
class Account:
    owner: str
    balance: float = 0
    history: list = field(default_factory=list)
    rate = 0.02
    def deposit(self, amount):
        if not amount > 0:
            raise ValueError(amount)
        self.balance = self.balance + amount
        self.history += [("deposit", amount)]
    def withdraw(self, amount):
        if self.balance < amount:
            error = InsufficientFunds()
            error.missing = amount - self.balance
            raise error
        self.balance = self.balance - amount
        self.history += [("withdraw", amount)]
    def __repr__(self):
        return "Account(%r, %s)" % (self.owner, self.balance)
class Savings(Account):
    def add_interest(self):
        interest = self.rate * self.balance
        self.deposit(interest)
----
class InsufficientFunds(Exception):
    @property
    def missing(self):
        return self.args[0]
class Account:
    def __init__(self, owner, balance=0):
        self.owner, self._balance, self.history = owner, balance, []
    @property
    def balance(self):
        return self._balance
    def _move(self, kind, amount):
        self._balance += amount if kind == "deposit" else -amount
        self.history.append((kind, amount))
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError
        self._move("deposit", amount)
    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(amount - self._balance)
        self._move("withdraw", amount)
    def __str__(self):
        return f"Account('{self.owner}', {self.balance})"
    __repr__ = __str__
class Savings(Account):
    rate = 0.02
    def add_interest(self):
        self.deposit(self.rate * self.balance)
----
class InsufficientFunds(Exception):
    pass
class Account:
    def __init__(self, owner, balance=0):
        self.owner, self.balance, self.history = owner, balance, []
    def deposit(self, amount):
        self.balance += amount
    def withdraw(self, amount):
        self.balance -= amount
class Savings(Account):
    pass
----
class Account:
    def __init__(self, *args):
        self.balance = None
""",
        [
            """
acc = Account("Ada", 100)
acc.deposit(50)
assert acc.balance == 150
assert acc.owner == "Ada"
""",
            """
try:
    acc.withdraw(1000)
except InsufficientFunds as e:
    assert e.missing == 850, f"e.missing is {e.missing}"
else:
    raise AssertionError("withdraw should raise InsufficientFunds")
assert acc.balance == 150, "a refused withdrawal must not change the balance"
""",
            """
import pytest
with pytest.raises(ValueError):
    acc.deposit(-1)
assert acc.history == [("deposit", 50)]
assert repr(acc) == "Account('Ada', 150)"
""",
            """
s = Savings("Bob", 200)
assert isinstance(s, Account) and issubclass(Savings, Account)
s.add_interest()
assert abs(s.balance - 204) < 1e-9
assert hasattr(s, "withdraw") and not hasattr(acc, "add_interest")
""",
            """
points = 0
points += 0.5 * (Account("x").balance == 0)
try:
    Account("x").withdraw(1)
except Exception as e:
    points += 0.5 * (type(e).__name__ == "InsufficientFunds")
try:
    Account("x").deposit(0)
except ValueError:
    points += 0.5
points += 0.5 * (Savings.__mro__[1] is Account)
points
""",
        ],
    ),
    Exercise(
        "Matrix",
        """
class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])
    def __getitem__(self, key):
        i, j = key
        return self.rows[i][j]
    def __setitem__(self, key, value):
        i, j = key
        self.rows[i][j] = value
    def __add__(self, o):
        if self.shape != o.shape:
            raise ValueError("shapes differ")
        pairs = zip(self.rows, o.rows)
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in pairs])
    def __matmul__(self, o):
        cols = list(zip(*o.rows))
        dot = lambda r, c: sum(a * b for a, b in zip(r, c))
        return Matrix([[dot(r, c) for c in cols] for r in self.rows])
    def __mul__(self, k):
        return Matrix([[a * k for a in r] for r in self.rows])
    __rmul__ = __mul__
    def __eq__(self, o):
        return isinstance(o, Matrix) and self.rows == o.rows
    @property
    def T(self):
        return Matrix(zip(*self.rows))
    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])
    def __iter__(self):
        return iter(self.rows)
    def __str__(self):
        return "\\n".join(" ".join(map(str, r)) for r in self.rows)
----
import numpy as np
class Matrix:
    def __init__(self, rows):
        self.a = np.array(list(rows))
    @property
    def shape(self):
        return self.a.shape
    def __getitem__(self, key):
        return self.a[key]
    def __setitem__(self, key, value):
        self.a[key] = value
    def __add__(self, o):
        if self.a.shape != o.a.shape:
            raise ValueError
        return Matrix(self.a + o.a)
    def __matmul__(self, o):
        return Matrix(self.a @ o.a)
    def __mul__(self, k):
        return Matrix(k * self.a)
    def __rmul__(self, k):
        return self * k
    def __eq__(self, o):
        return np.array_equal(self.a, o.a)
    T = property(lambda self: Matrix(self.a.T))
    @staticmethod
    def identity(n):
        return Matrix(np.eye(n, dtype=int))
    def __iter__(self):
        return iter(self.a.tolist())
    def __str__(self):
        return "\\n".join(" ".join(f"{x}" for x in r) for r in self.a)
----
class Matrix(list):
    def __init__(self, rows):
        super().__init__(list(r) for r in rows)
    shape = property(lambda self: (len(self), len(list.__getitem__(self, 0))))
    def __getitem__(self, key):
        return list.__getitem__(self, key[0])[key[1]]
    def __setitem__(self, key, value):
        list.__getitem__(self, key[0])[key[1]] = value
    def _make(self, f):
        n, m = self.shape
        return Matrix([[f(i, j) for j in range(m)] for i in range(n)])
    def __add__(self, o):
        if self.shape != o.shape:
            raise ValueError("different shapes")
        return self._make(lambda i, j: self[i, j] + o[i, j])
    def __mul__(self, k):
        return self._make(lambda i, j: self[i, j] * k)
    def __rmul__(self, k):
        return self.__mul__(k)
    @property
    def T(self):
        return Matrix([list(c) for c in zip(*self)])
    def __matmul__(self, o):
        return Matrix([[sum(x * y for x, y in zip(r, c)) for c in o.T] for r in self])
    @classmethod
    def identity(cls, n):
        return cls([[1 if i == j else 0 for j in range(n)] for i in range(n)])
    def __str__(self):
        return "\\n".join(" ".join(str(x) for x in r) for r in self)
----
class Matrix:
    def __init__(self, rows):
        self.rows = rows
        self.shape = (len(rows), len(rows[0]))
    def __getitem__(self, key):
        return self.rows[key[0]][key[1]]
    def __add__(self, o):
        pairs = zip(self.rows, o.rows)
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in pairs])
    def __str__(self):
        return str(self.rows)
----
Matrix = tuple
""",
        [
            """
A = Matrix([[1, 2], [3, 4]])
assert A.shape == (2, 2)
assert A[0, 1] == 2 and A[1, 0] == 3
""",
            """
B = Matrix([[0, 1], [1, 0]])
C = A + B
assert [[C[i, j] for j in range(2)] for i in range(2)] == [[1, 3], [4, 4]]
assert A[0, 1] == 2, "the operands stay as they are"
""",
            """
assert A @ Matrix.identity(2) == A
assert (A @ B)[0, 0] == 2 and (A @ B) == Matrix([[2, 1], [4, 3]])
assert not (A == B)
""",
            """
assert 2 * A == A * 2 == A + A
assert (A.T).T == A and A.T[0, 1] == 3
""",
            """
with pytest.raises(ValueError):
    A + Matrix([[1]])
""",
            """
A[0, 0] = 10
assert A[0, 0] == 10 and str(A) == "10 2\\n3 4"
assert [list(row) for row in A] == [[10, 2], [3, 4]]
""",
        ],
    ),
    Exercise(
        "LinkedList",
        """
class LinkedList:
    class _Node:
        def __init__(self, value, next=None):
            self.value, self.next = value, next
    def __init__(self, items=()):
        self.head, self.size = None, 0
        for item in reversed(list(items)):
            self.push(item)
    def push(self, value):
        self.head = self._Node(value, self.head)
        self.size += 1
    def pop(self):
        if self.head is None:
            raise IndexError("pop from an empty list")
        value, self.head = self.head.value, self.head.next
        self.size -= 1
        return value
    def __len__(self):
        return self.size
    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next
    def __contains__(self, value):
        return any(v == value for v in self)
    def __getitem__(self, i):
        for n, v in enumerate(self):
            if n == i:
                return v
        raise IndexError(i)
    def __repr__(self):
        return " -> ".join(map(repr, self))
----
class LinkedList:
    def __init__(self, items=()):
        self._cell = None
        for item in [*items][::-1]:
            self.push(item)
    def push(self, value):
        self._cell = (value, self._cell)
    def pop(self):
        if not self._cell:
            raise IndexError
        value, self._cell = self._cell
        return value
    def __iter__(self):
        cell = self._cell
        while cell is not None:
            yield cell[0]
            cell = cell[1]
    def __len__(self):
        return sum(1 for _ in self)
    def __getitem__(self, i):
        return list(self)[i]
    def __repr__(self):
        return " -> ".join(repr(v) for v in self)
----
from collections import deque
class LinkedList(deque):
    def push(self, value):
        self.appendleft(value)
    def pop(self):
        return self.popleft()
    def __repr__(self):
        return " -> ".join(map(repr, self))
----
class LinkedList:
    def __init__(self, items=()):
        self.items = list(items)
    def push(self, value):
        self.items.insert(0, value)
    def __iter__(self):
        return iter(self.items)
----
class LinkedList:
    def push(self, value):
        pass
""",
        [
            """
ll = LinkedList()
ll.push(1)
ll.push("two")
assert list(ll) == ["two", 1]
""",
            """
assert len(ll) == 2
assert ll.pop() == "two" and len(ll) == 1
with pytest.raises(IndexError):
    ll.pop(), ll.pop()
""",
            """
abc = LinkedList("abc")
assert "b" in abc and "z" not in abc
assert abc[1] == "b"
assert [x for x in abc] == [y for y in abc], "a second loop starts anew"
""",
            """
assert repr(LinkedList([1, 2])) == "1 -> 2"
assert sorted(LinkedList([3, 1, 2])) == [1, 2, 3] and max(LinkedList([3, 9])) == 9
first, *rest = LinkedList([7, 8, 9])
assert first == 7 and rest == [8, 9]
""",
        ],
    ),
    Exercise(
        "shapes",
        """
from abc import ABC, abstractmethod
import math
class Shape(ABC):
    @abstractmethod
    def area(self):
        ...
    def describe(self):
        return f"{type(self).__name__} with area {self.area():.2f}"
class Circle(Shape):
    def __init__(self, radius):
        self.radius = radius
    def area(self):
        return math.pi * self.radius ** 2
class Rectangle(Shape):
    def __init__(self, width, height):
        self.width, self.height = width, height
    def area(self):
        return self.width * self.height
class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side)
----
import abc
from math import pi
class Shape(metaclass=abc.ABCMeta):
    @abc.abstractmethod
    def area(self):
        pass
    def describe(self):
        return "{} with area {:.2f}".format(self.__class__.__name__, self.area())
class Circle(Shape):
    def __init__(self, radius): self.radius = radius
    def area(self): return pi * self.radius * self.radius
class Rectangle(Shape):
    def __init__(self, width, height): self.width = width; self.height = height
    def area(self): return self.height * self.width
class Square(Rectangle):
    def __init__(self, side): Rectangle.__init__(self, side, side)
----
import numpy as np
from abc import ABC, abstractmethod
from dataclasses import dataclass
class Shape(ABC):
    @abstractmethod
    def area(self):
        raise NotImplementedError
    def describe(self):
        return self.__class__.__qualname__ + " with area %.2f" % self.area()
@dataclass
class Circle(Shape):
    radius: float
    def area(self):
        return np.pi * self.radius ** 2
@dataclass
class Rectangle(Shape):
    width: float
    height: float
    def area(self):
        return self.width * self.height
class Square(Rectangle):
    def __init__(self, side):
        super().__init__(width=side, height=side)
----
class Shape:
    pass
class Circle(Shape):
    def __init__(self, radius): self.radius = radius
    def area(self): return 3.14 * self.radius ** 2
class Rectangle(Shape):
    def __init__(self, width, height): self.width, self.height = width, height
    def area(self): return self.width * self.height
class Square(Rectangle):
    pass
----
Shape = Circle = Rectangle = Square = object
""",
        [
            """
assert Rectangle(2, 3).area() == 6
""",
            """
import math
assert math.isclose(Circle(2).area(), 4 * math.pi, rel_tol=1e-6)
assert Circle(1).describe() == "Circle with area 3.14"
""",
            """
assert issubclass(Circle, Shape) and issubclass(Square, Rectangle)
assert not issubclass(Circle, Rectangle)
sq = Square(4)
assert isinstance(sq, Shape) and sq.area() == 16 and (sq.width, sq.height) == (4, 4)
""",
            """
try:
    Shape()
    abstract = False
except TypeError:
    abstract = True
assert abstract, "Shape should be abstract"
""",
            """
class Triangle(Shape):
    def __init__(self, base, height):
        self.base, self.height = base, height
    def area(self):
        return self.base * self.height / 2
assert Triangle(3, 4).describe() == "Triangle with area 6.00"
""",
            """
total = sum(shape.area() for shape in [Circle(1), Rectangle(1, 2), Square(3)])
np.testing.assert_almost_equal(total, np.pi + 11, decimal=4)
assert sorted([Square(3), Square(1)], key=lambda s: s.area())[0].width == 1
""",
        ],
    ),
    Exercise(
        "decorators",
        """
import functools
def count_calls(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return f(*args, **kwargs)
    wrapper.calls = 0
    return wrapper
def retry(times):
    def decorate(f):
        @functools.wraps(f)
        def wrapper(*args, **kwargs):
            for attempt in range(times):
                try:
                    return f(*args, **kwargs)
                except Exception:
                    if attempt == times - 1:
                        raise
        return wrapper
    return decorate
----
from functools import wraps, update_wrapper
class count_calls:
    def __init__(self, f):
        self.f, self.calls = f, 0
        update_wrapper(self, f)
    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.f(*args, **kwargs)
def retry(times):
    def outer(f):
        @wraps(f)
        def inner(*a, **k):
            last = None
            for _ in range(times):
                try:
                    return f(*a, **k)
                except Exception as error:
                    last = error
            raise last
        return inner
    return outer
----
import functools as ft
def count_calls(f):
    def g(*a, **k):
        g.calls = g.calls + 1
        return f(*a, **k)
    g.calls = 0
    return ft.update_wrapper(g, f)
class retry:
    def __init__(self, times):
        self.times = times
    def __call__(self, f):
        def g(*a, **k):
            left = self.times
            while True:
                left -= 1
                try:
                    return f(*a, **k)
                except Exception:
                    if left <= 0:
                        raise
        return ft.update_wrapper(g, f)
----
def count_calls(f):
    def wrapper(*args):
        wrapper.calls += 1
        return f(*args)
    wrapper.calls = 0
    return wrapper
def retry(times):
    return lambda f: f
----
def count_calls(f):
    return f
""",
        [
            """
@count_calls
def greet(name, punctuation="!"):
    '''Greet.'''
    return "Hello " + name + punctuation

assert greet("Ada") == "Hello Ada!"
greet("Bob")
assert greet.calls == 2
""",
            """
assert greet.__name__ == "greet" and greet.__doc__ == "Greet."
assert greet("Eve", punctuation="?") == "Hello Eve?"
""",
            """
attempts = []
@retry(3)
def flaky():
    attempts.append(1)
    if len(attempts) < 3:
        raise ConnectionError("try again")
    return "done"
assert flaky() == "done" and len(attempts) == 3
""",
            """
attempts.clear()
@retry(times=2)
def hopeless(x):
    attempts.append(x)
    raise KeyError(x)
with pytest.raises(KeyError):
    hopeless("k")
assert attempts == ["k", "k"]
""",
        ],
    ),
    Exercise(
        "Card",
        """
from dataclasses import dataclass
from enum import Enum
class Suit(Enum):
    CLUBS = 1
    HEARTS = 2
    @property
    def colour(self):
        return "red" if self is Suit.HEARTS else "black"
@dataclass(order=True, frozen=True)
class Card:
    rank: int
    suit: Suit = None
    def __post_init__(self):
        if not 1 <= self.rank <= 13:
            raise ValueError("no such rank")
----
import enum
from dataclasses import dataclass, field
class Suit(enum.Enum):
    CLUBS, HEARTS = 1, 2
    colour = property(lambda self: {1: "black", 2: "red"}[self.value])
@dataclass(order=True, unsafe_hash=True)
class Card:
    rank: int
    suit: Suit = field(default=None, compare=True)
    def __post_init__(self):
        if self.rank not in range(1, 14):
            raise ValueError(self.rank)
    def __setattr__(self, name, value):
        if name in self.__dict__:
            raise AttributeError(name)
        super().__setattr__(name, value)
----
from enum import IntEnum
from typing import NamedTuple
class Suit(IntEnum):
    CLUBS = 1
    HEARTS = 2
    @property
    def colour(self):
        return ["black", "red"][self - 1]
class _Card(NamedTuple):
    rank: int
    suit: Suit = None
class Card(_Card):
    def __new__(cls, rank, suit=None):
        if rank < 1 or rank > 13:
            raise ValueError("rank")
        return super().__new__(cls, rank, suit)
    def __repr__(self):
        return f"Card(rank={self.rank!r}, suit={self.suit!r})"
----
from enum import Enum
class Suit(Enum):
    CLUBS = 1
    HEARTS = 2
class Card:
    def __init__(self, rank, suit=None):
        self.rank, self.suit = rank, suit
----
Suit = dict
class Card:
    pass
""",
        [
            """
c = Card(5, Suit.HEARTS)
assert c.rank == 5 and c.suit.name == "HEARTS"
assert Suit["CLUBS"].value == 1 and Suit(2) is Suit.HEARTS
""",
            """
assert Suit.HEARTS.colour == "red" and Suit.CLUBS.colour == "black"
assert [s.colour for s in Suit] == ["black", "red"] and len(Suit) == 2
""",
            """
assert Card(3) == Card(3) and Card(3) != Card(4)
assert Card(2) < Card(10) and max(Card(7), Card(9)).rank == 9
assert repr(Card(1)) == "Card(rank=1, suit=None)"
""",
            """
hand = {Card(1), Card(1), Card(2)}
assert len(hand) == 2, "equal cards should have equal hashes"
""",
            """
for bad in (0, 14):
    with pytest.raises(ValueError):
        Card(bad)
with pytest.raises(AttributeError):
    Card(3).rank = 4
""",
            """
hands = [[Card(4), Card(2)], [Card(13), Card(1)]]
best = max(hands, key=lambda h: max(h))
assert best[0].rank == 13 and sorted(hands[0])[0].rank == 2
""",
        ],
    ),
    Exercise(
        "Indent",
        """
from contextlib import contextmanager
class Indent:
    level = 0
    def __enter__(self):
        self.level += 1
        return self
    def __exit__(self, *error):
        self.level -= 1
    def print(self, text):
        print("  " * self.level + text)
@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    finally:
        print(f"</{name}>")
----
import contextlib
class Indent:
    def __init__(self):
        self.stack = []
    def __enter__(self):
        self.stack.append("  ")
        return self
    def __exit__(self, kind, value, trace):
        self.stack.pop()
        return False
    def print(self, text):
        print("".join(self.stack), text, sep="")
@contextlib.contextmanager
def tag(name):
    print("<" + name + ">")
    try:
        yield name.upper()
    finally:
        print("</" + name + ">")
----
class Indent:
    def __init__(self, spaces=0):
        self.spaces = spaces
    def __enter__(self):
        self.spaces += 2
        return self
    def __exit__(self, exc_type, exc, tb):
        self.spaces -= 2
    def print(self, text):
        print(" " * self.spaces + str(text))
class tag:
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        print("<%s>" % self.name)
        return self.name.upper()
    def __exit__(self, *_):
        print("</%s>" % self.name)
----
class Indent:
    def __enter__(self):
        return self
    def __exit__(self, *error):
        pass
    def print(self, text):
        print("  " + text)
def tag(name):
    print(name)
----
class Indent:
    pass
""",
        [
            """
import io, contextlib
out = io.StringIO()
with contextlib.redirect_stdout(out):
    with Indent() as indent:
        indent.print("one")
        with indent:
            indent.print("two")
        indent.print("three")
assert out.getvalue() == "  one\\n    two\\n  three\\n"
""",
            """
out = io.StringIO()
with contextlib.redirect_stdout(out):
    with tag("b") as big:
        print(big)
assert out.getvalue().split() == ["<b>", "B", "</b>"]
""",
            """
out = io.StringIO()
with contextlib.redirect_stdout(out), contextlib.suppress(ZeroDivisionError):
    with tag("i"):
        1 / 0
assert out.getvalue() == "<i>\\n</i>\\n", "the tag is closed after an error, too"
""",
        ],
    ),
    Exercise(
        "Countdown",
        """
class Countdown:
    def __init__(self, start):
        self.start = start
    def __iter__(self):
        n = self.start
        while n > 0:
            yield n
            n -= 1
    def __len__(self):
        return self.start
    def __reversed__(self):
        return iter(range(1, self.start + 1))
def take(n, iterable):
    from itertools import islice
    return list(islice(iterable, n))
def chunks(items, size):
    for i in range(0, len(items), size):
        yield items[i:i + size]
----
class Countdown:
    def __init__(self, start):
        self.start = start
    def __iter__(self):
        return iter(range(self.start, 0, -1))
    def __reversed__(self):
        return reversed(range(self.start, 0, -1))
    def __len__(self):
        return len(range(self.start))
def take(n, iterable):
    return [x for _, x in zip(range(n), iterable)]
def chunks(items, size):
    items = list(items)
    while items:
        yield items[:size]
        del items[:size]
----
class _Down:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1
class Countdown:
    def __init__(self, start):
        self.start = start
    def __iter__(self):
        return _Down(self.start)
    def __len__(self):
        return max(self.start, 0)
    def __reversed__(self):
        yield from sorted(self)
def take(n, iterable):
    it, out = iter(iterable), []
    for _ in range(n):
        try:
            out.append(next(it))
        except StopIteration:
            break
    return out
def chunks(items, size):
    return (items[i:i + size] for i in range(0, len(items), size))
----
class Countdown:
    def __init__(self, start):
        self.items = list(range(start, 0, -1))
    def __iter__(self):
        return iter(self.items)
def take(n, iterable):
    return iterable[:n]
def chunks(items, size):
    return [items]
----
def Countdown(n):
    return n
""",
        [
            """
assert list(Countdown(3)) == [3, 2, 1]
c = Countdown(2)
assert [n for n in c] == [n for n in c] == [2, 1]
assert len(c) == 2 and list(reversed(c)) == [1, 2]
""",
            """
it = iter(Countdown(1))
assert next(it) == 1
with pytest.raises(StopIteration):
    next(it)
assert next(it, "over") == "over"
""",
            """
from itertools import count, cycle
assert take(3, count(10)) == [10, 11, 12]
assert take(5, cycle("ab")) == list("ababa") and take(3, []) == []
""",
            """
import types
parts = chunks([1, 2, 3, 4, 5], 2)
assert isinstance(parts, types.GeneratorType), "chunks should be a generator"
assert list(parts) == [[1, 2], [3, 4], [5]]
""",
            """
def naturals():
    n = 0
    while True:
        yield n
        n += 1
assert take(4, naturals()) == [0, 1, 2, 3]
assert take(2, (x * x for x in range(10))) == [0, 1]
""",
        ],
    ),
    Exercise(
        "typed",
        '''
from typing import Optional
def mean_or_none(values: list[float]) -> Optional[float]:
    """Return the mean, or None for an empty list."""
    return sum(values) / len(values) if values else None
class Temperature:
    def __init__(self, celsius: float) -> None:
        self.celsius = celsius
    @classmethod
    def from_fahrenheit(cls, f: float) -> "Temperature":
        return cls((f - 32) * 5 / 9)
    @staticmethod
    def is_valid(celsius: float) -> bool:
        return celsius >= -273.15
    @property
    def kelvin(self) -> float:
        return self.celsius + 273.15
----
from typing import Optional, List
import statistics
def mean_or_none(values: List[float]) -> Optional[float]:
    """The mean of the values."""
    if not values:
        return None
    return statistics.fmean(values)
class Temperature:
    def __init__(self, celsius: float):
        self.celsius: float = celsius
    def from_fahrenheit(f):
        return Temperature((f - 32) / 1.8)
    from_fahrenheit = staticmethod(from_fahrenheit)
    @staticmethod
    def is_valid(celsius):
        return not celsius < -273.15
    kelvin = property(lambda self: self.celsius + 273.15)
----
def mean_or_none(values: "list[float]") -> "float | None":
    "Mean."
    n = 0
    total = 0
    for v in values:
        n, total = n + 1, total + v
    return total / n if n else None
class Temperature:
    __slots__ = ("celsius",)
    def __init__(self, celsius: float) -> None:
        self.celsius = celsius
    @classmethod
    def from_fahrenheit(cls, f):
        made = cls(0)
        made.celsius = (f - 32) * 5 / 9
        return made
    @classmethod
    def is_valid(cls, celsius):
        return celsius >= -273.15
    @property
    def kelvin(self):
        return 273.15 + self.celsius
----
def mean_or_none(values):
    return sum(values) / len(values)
class Temperature:
    def __init__(self, celsius):
        self.celsius = celsius
----
def mean_or_none(values):
    return 0
''',
        [
            """
assert mean_or_none([1, 2, 6]) == 3
assert mean_or_none([]) is None
""",
            """
hints = mean_or_none.__annotations__
assert set(hints) == {"values", "return"}, "annotate the argument and the result"
assert mean_or_none.__doc__ is not None and len(mean_or_none.__doc__) >= 4
""",
            """
import typing
resolved = typing.get_type_hints(mean_or_none)
assert resolved["return"] in (typing.Optional[float], float | None)
""",
            """
t = Temperature.from_fahrenheit(212)
assert isinstance(t, Temperature) and round(t.celsius, 6) == 100
assert abs(t.kelvin - 373.15) < 1e-6
assert Temperature.is_valid(-300) is False and Temperature.is_valid(20)
""",
            """
with pytest.raises(AttributeError):
    Temperature(3).kelvin = 5
assert vars(Temperature)["kelvin"] and isinstance(Temperature.kelvin, property)
""",
        ],
    ),
    Exercise(
        "area_of",
        """
from functools import singledispatch
@singledispatch
def area_of(thing):
    raise TypeError(f"no area of {type(thing).__name__}")
@area_of.register(int)
@area_of.register(float)
def _(side):
    return side * side
@area_of.register(tuple)
def _(sides):
    return sides[0] * sides[1]
----
def area_of(thing):
    match thing:
        case int() | float():
            return thing ** 2
        case (width, height):
            return width * height
    raise TypeError(thing)
----
def area_of(thing):
    if isinstance(thing, tuple):
        w, h = thing
        return w * h
    if isinstance(thing, (int, float)):
        return thing * thing
    raise TypeError("neither a number nor a tuple")
----
def area_of(thing):
    return thing * thing
----
def area_of(thing):
    return None
""",
        [
            """
assert area_of(3) == 9 and area_of(1.5) == 2.25
""",
            """
assert area_of((2, 5)) == 10
for thing in ("text", None, [1, 2, 3]):
    try:
        area_of(thing)
        raise AssertionError(f"no TypeError for {thing!r}")
    except TypeError as e:
        assert str(e)
""",
        ],
    ),
]
