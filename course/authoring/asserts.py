"""Split a test cell in nbgrader's style into drafts of criteria.

Each thing that the cell asserts becomes a draft of its own, with those statements
before it that have to do with the same variables. Where that cannot work, `whole` makes
one draft of the whole cell. What stands between the marks of hidden tests, or depends
on it, is hidden. An error of an answer reaches a criterion as an AnswerError, so tests
that expect an error are rewritten for that.
"""

from __future__ import annotations

import ast
import builtins
import re
import textwrap
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from course.authoring.names import ALWAYS_DEFINED, free_names, parsed, top_level_names
from course.errors import CourseError

MAX_CLAIM = 60  # characters of the line that says what is asserted
TESTS = ("assert", "check", "test", "verify")  # what helper functions are called
HIDDEN = "HIDDEN TESTS"
ANSWER_ERROR = "AnswerError"
SHELL = re.compile(r"^\s*[%!].*$", re.MULTILINE)  # for IPython and not for Python
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
    node = _ErrorsOfAnswers().visit(ast.parse(statement.text)).body[0]
    text = textwrap.indent(statement.text, "    ")
    if moved := parsed(f"def f():\n{text}"):
        [function] = moved.body
        assert isinstance(function, ast.FunctionDef)
        if ast.dump(function.body[0]) == ast.dump(node):
            return text
    return textwrap.indent(ast.unparse(ast.fix_missing_locations(node)), "    ")


class _ErrorsOfAnswers(ast.NodeTransformer):
    """Makes tests that expect an error expect an AnswerError which names it."""

    def visit_Try(self, node: ast.Try) -> ast.AST:
        self.generic_visit(node)
        if names := _expected(node):
            (handler,) = node.handlers
            caught = handler.name or "error"
            start = names if len(names) > 1 else names[0]
            test = f"assert str({caught}).startswith({start!r})"
            handler.type, handler.name = ast.Name(ANSWER_ERROR), caught
            rest = [one for one in handler.body if not isinstance(one, ast.Pass)]
            handler.body = [*ast.parse(test).body, *rest]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        names = _error_names(node.args[0]) if len(node.args) == 1 else ()
        if names and _called(node) == "raises" and not node.keywords:
            node.args = [ast.Name(ANSWER_ERROR)]
            match = "^(" + "|".join(names) + ")"
            node.keywords = [ast.keyword("match", ast.Constant(match))]
        return node


def _expected(node: ast.Try) -> tuple[str, ...]:
    """Return the errors that a test expects by its only `except`."""
    return _error_names(node.handlers[0].type) if len(node.handlers) == 1 else ()


def _error_names(given: ast.expr | None) -> tuple[str, ...]:
    """Return the names of errors that an answer raises; () if there are others."""
    parts = given.elts if isinstance(given, ast.Tuple) else [given]
    names = tuple(part.id if isinstance(part, ast.Name) else "" for part in parts)
    return names if all(map(_is_error, names)) else ()


def _is_error(name: str) -> bool:
    kind = getattr(builtins, name, None)
    is_error = isinstance(kind, type) and issubclass(kind, Exception)
    return is_error and name not in ("Exception", "AssertionError")


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
    """Return what a statement asserts, in one line of code."""
    told = ast.unparse(node).split("\n")[0]
    inner = next((one for one in ast.walk(node) if isinstance(one, ast.Assert)), None)
    if isinstance(node, ast.Try) and (names := _expected(node)):
        told = f"{ast.unparse(node.body[0])} raises {' or '.join(names)}"
    elif isinstance(node, ast.Assert):
        told = ast.unparse(node.test)
    elif inner is not None and told.endswith(":"):
        told += f" {ast.unparse(inner.test)}"
    return textwrap.shorten(told, MAX_CLAIM, placeholder=" …")


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
    tree = parsed(text)
    return tree is not None and list(map(ast.dump, tree.body)) == [ast.dump(node)]
