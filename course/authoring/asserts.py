"""Split a test cell in nbgrader's style into drafts of criteria.

Each thing that the cell asserts becomes a draft of its own, with those statements
before it that have to do with the same variables. Where that cannot work, `whole` makes one
draft of the whole cell. What stands between the marks of hidden tests, or depends on
it, is hidden.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from course.authoring.lint import ALWAYS_DEFINED, free_names, top_level_names
from course.errors import CourseError

MAX_CLAIM = 60  # characters of the line that says what is asserted
TESTS = ("assert", "check", "test", "verify")  # what helper functions are called
HIDDEN = "HIDDEN TESTS"
AUTOTEST = "AUTOTEST"  # nbgrader writes such tests itself


class CannotTurn(CourseError):
    """A cell stays as it was; the message says why."""


@dataclass(frozen=True)
class Draft:
    """What becomes a criterion: the body of its function, and what it asserts."""

    body: str
    claim: str
    hidden: bool
    free: frozenset[str]  # names that it uses and does not bind


@dataclass(frozen=True)
class Statement:
    """A statement at the top of a cell, and whether students are not shown it."""

    node: ast.stmt
    text: str
    hidden: bool = False

    @property
    def bound(self) -> set[str]:
        """The names that it binds."""
        return top_level_names(self.text)

    @property
    def names(self) -> set[str]:
        """All names that it binds or uses, but for builtins."""
        return (self.bound | free_names(self.text)) - ALWAYS_DEFINED

    @property
    def is_import(self) -> bool:
        """Whether it imports something."""
        return isinstance(self.node, ast.Import | ast.ImportFrom)

    @property
    def is_definition(self) -> bool:
        """Whether it defines a function or a class."""
        return isinstance(
            self.node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        )


def statements(source: str) -> list[Statement]:
    """Return the statements of a cell; raise CannotTurn if it is not plain Python."""
    try:
        tree = ast.parse(source)
        compile(source, "<cell>", "exec")
    except (SyntaxError, ValueError):
        raise CannotTurn("it is not plain Python") from None
    lines = source.split("\n")
    secret = set(_secret_lines(lines))
    found = []
    for node in tree.body:
        first = min([node.lineno, *_decorators(node)])
        text = "\n".join(lines[first - 1 : node.end_lineno])
        if not _same(text, node):  # several statements in one line
            text = ast.unparse(node)
        found.append(Statement(node, text, first in secret))
    return found


def drafts(source: str, given: Collection[str], whole: bool = False) -> list[Draft]:
    """Return the drafts of a test cell; raise CannotTurn if there can be none.

    `given` are names that exist around the cell, such as functions of the notebook.
    """
    if AUTOTEST in source:
        raise CannotTurn("nbgrader makes its tests (AUTOTEST)")
    found = [one for one in statements(source) if not _shows_only(one)]
    tests = [one for one in found if not one.is_import]
    if not tests:
        raise CannotTurn("it asserts nothing")
    if _is_number(tests[-1].node):
        raise CannotTurn("it ends with a number of points")
    imported = {name for one in found if one.is_import for name in one.bound}
    shared = ALWAYS_DEFINED | imported | set(given)
    return list(_whole(tests) if whole else _split(tests, shared))


def indented(statement: Statement) -> str:
    """Return a statement for the body of a function; its strings stay as they are."""
    text = textwrap.indent(statement.text, "    ")
    try:
        moved = ast.parse(f"def f():\n{text}").body[0]
        assert isinstance(moved, ast.FunctionDef)
        if ast.dump(moved.body[0]) == ast.dump(statement.node):
            return text
    except SyntaxError:
        pass
    return textwrap.indent(ast.unparse(statement.node), "    ")


def _split(tests: list[Statement], shared: Collection[str]) -> Iterator[Draft]:
    """Yield a draft for each statement that asserts; all others prepare for them."""
    helpers = {
        name
        for one in tests
        if one.is_definition and _raises(one)
        for name in one.bound
    }
    asserting = [n for n, one in enumerate(tests) if _asserts(one, helpers)]
    used: set[int] = set()
    for number in asserting:
        row = _slice(tests, number, shared, asserting)
        used.update(row)
        yield _draft([tests[n] for n in row], tests[number])
    left = [n for n in range(len(tests)) if n not in used]
    if any(free_names(tests[n].text) & set(shared) - ALWAYS_DEFINED for n in left):
        # It calls something, which may raise an error, and so it tests, too.
        rows = (_slice(tests, end, shared, asserting) for end in left)
        row = sorted({n for row in rows for n in row})
        yield _draft([tests[n] for n in row], tests[row[-1]])


def _slice(
    tests: list[Statement], last: int, shared: Collection[str], asserting: list[int]
) -> list[int]:
    """Return a statement and those before it that it may depend on, by number.

    These have variables in common with it, or none of their own, like a seed.
    """
    row, wanted = [last], tests[last].names - set(shared)
    for n in range(last - 1, -1, -1):
        variables = tests[n].names - set(shared)
        if n in asserting:  # a test of its own
            needed = bool(tests[n].bound & wanted)
        else:
            needed = bool(variables & wanted) or not variables
        if needed:
            row.append(n)
            wanted |= variables
    return row[::-1]


def _whole(tests: list[Statement]) -> Iterator[Draft]:
    """Yield one draft of what is shown, and one of everything if some is hidden."""
    shown = [one for one in tests if not one.hidden]
    if shown:
        yield _draft(shown, shown[-1])
    if len(shown) < len(tests):
        yield _draft(tests, tests[-1])


def _draft(row: list[Statement], last: Statement) -> Draft:
    text = "\n".join(one.text for one in row)
    return Draft(
        body="\n".join(map(indented, row)),
        claim=_claim(last.node),
        hidden=any(one.hidden for one in row),
        free=frozenset(free_names(text) - ALWAYS_DEFINED),
    )


def _claim(node: ast.stmt) -> str:
    told = ast.unparse(node.test if isinstance(node, ast.Assert) else node)
    return textwrap.shorten(told.split("\n")[0], MAX_CLAIM, placeholder=" …")


def _asserts(one: Statement, helpers: Collection[str]) -> bool:
    """Return whether a statement is there to find mistakes."""
    if one.is_definition:
        return False
    return _raises(one) or any(
        _called(node).lower().startswith(TESTS) or _called(node) in helpers
        for node in ast.walk(one.node)
        if isinstance(node, ast.Call)
    )


def _raises(one: Statement) -> bool:
    return any(isinstance(n, ast.Assert | ast.Raise) for n in ast.walk(one.node))


def _called(node: ast.Call) -> str:
    """Return the last name of what is called."""
    what = node.func
    if isinstance(what, ast.Attribute):
        return what.attr
    return what.id if isinstance(what, ast.Name) else ""


def _shows_only(one: Statement) -> bool:
    """Return whether a statement is a string, or prints what needs no call."""
    node = one.node
    if isinstance(node, ast.Pass):
        return True
    if not isinstance(node, ast.Expr):
        return False
    if isinstance(node.value, ast.Constant):
        return isinstance(node.value.value, str)
    calls = [n for n in ast.walk(node) if isinstance(n, ast.Call)]
    return [_called(call) for call in calls] == ["print"]


def _is_number(node: ast.stmt) -> bool:
    """Return whether the last statement of a cell may be partial credit."""
    return isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call)


def _secret_lines(lines: Iterable[str]) -> Iterator[int]:
    inside = False
    for number, line in enumerate(lines, start=1):
        inside = (inside or f"BEGIN {HIDDEN}" in line) and f"END {HIDDEN}" not in line
        if inside:
            yield number


def _decorators(node: ast.stmt) -> list[int]:
    return [one.lineno for one in getattr(node, "decorator_list", [])]


def _same(text: str, node: ast.stmt) -> bool:
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return False
    return [ast.dump(one) for one in tree.body] == [ast.dump(node)]
