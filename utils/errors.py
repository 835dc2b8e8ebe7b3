"""Say in words what an error of an answer is about: its message and its line.

A notebook uses this for its own checks, and a kernel gets the text of this file while a
notebook is graded. So the same answer is told the same in both. It imports nothing but
the standard library, since a kernel may have nothing else.
"""

from __future__ import annotations

import ast
import builtins
import functools
import linecache
import re
import traceback
from collections.abc import Iterator
from types import FunctionType
from typing import Any, NamedTuple

MAX_MESSAGE = 300  # characters of an error's own message
MAX_LINE = 90  # characters of the line that raised it
MAX_EXPLAINED = 500  # characters of all that is said of an error
MAX_READ = 20_000  # characters of a message that are looked at
NOTHING_YET = "there is no answer here yet"
LEFT_OVER = (
    "`raise NotImplementedError` is still in your answer, line {line}: delete it"
)
NEEDED = "{what} needs your `{name}`, which has no answer yet"
NOT_SO_CALLED = "your answer has to have this name"
NO_CODE = re.compile(
    rf"which has no answer yet$|: its cell ended with |: {NOT_SO_CALLED}$"
)
STUB = "raise NotImplementedError"

ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
INTERNALS = (
    (re.compile(r"\{\{[^{}]*\}\}\s*"), ""),  # a node of TensorFlow
    (re.compile(r"\s*\[Op:\w+\](?: name:)?"), ""),
    (re.compile(r"^Exception encountered when calling [^\n]*\n\s*"), ""),
    (re.compile(r"\n+Arguments received by .*", re.DOTALL), ""),
    (re.compile(r"^in user code:.*\n\s+\w+: ", re.DOTALL), ""),
    (re.compile(r"(?<!\[)\[\[[-+.,\de\s\[\]]{40,}\]"), "[[…]]"),  # a table's values
    (re.compile(r"\s+"), " "),
)


class Place(NamedTuple):
    """A line of a cell: its file, its number in the cell, and its function."""

    file: str
    line: int
    function: str

    @property
    def exercise(self) -> str:
        """The name of the function, or of the class whose method it is."""
        return self.function.partition(".")[0]

    @property
    def code(self) -> str:
        """The text of the line, or "" if it is not known."""
        return linecache.getline(self.file, self.line).strip()


def explain(
    error: BaseException, names: dict[str, Any] | None = None, answer: object = None
) -> str:
    """Return what the author of an answer is told about an error that it raised.

    `names` is the namespace of the notebook. The line that is told is that of the
    answer's own cell, or else the last one in any cell.
    """
    places, file = list(_places(error, names)), file_of(answer)
    if told := _without_answer(error, places, file):
        return told
    message = _cut(without_internals(error), MAX_MESSAGE)
    own = [place for place in places if place.file == file] or places
    if own and own[-1].code:
        code = _cut(own[-1].code, MAX_LINE)
        return f"{message} (line {own[-1].line}: {code})"
    return message


def without_internals(error: BaseException) -> str:
    """Return an error's kind and message on one line, without colours and internals."""
    kind = type(error).__name__
    try:
        message = ANSI.sub("", str(error)[:MAX_READ])
    except Exception:
        return kind  # an error of the answer's own kind, which cannot say what it is
    for pattern, instead in INTERNALS:
        message = pattern.sub(instead, message)
    message = message.strip().rstrip(".")
    return f"{kind}: {message}" if message else kind


def is_no_answer(told: str) -> bool:
    """Return whether this was told of code that is not there; then nothing failed."""
    return told == NOTHING_YET or NO_CODE.search(told) is not None


def missing_answer(error: NotImplementedError, names: dict[str, Any]) -> str:
    """Return the exercise whose stub raised an error when another cell ran, or "".

    The error's first place is the cell that ran, its last the cell of the stub.
    """
    places = list(_places(error, names))
    is_bare = type(error) is NotImplementedError and not error.args
    if not is_bare or not places or places[0].file == places[-1].file:
        return ""
    return places[-1].exercise if places[-1].code.startswith(STUB) else ""


def file_of(answer: object) -> str:
    """Return the file of the code of a function, class or object; "" if unknown.

    For what a notebook defines it stands for the cell.
    """
    if isinstance(answer, functools.partial):
        return file_of(answer.func)
    if isinstance(answer, FunctionType):
        return answer.__code__.co_filename
    kind = answer if isinstance(answer, type) else type(answer)
    methods = [part for part in vars(kind).values() if isinstance(part, FunctionType)]
    return methods[0].__code__.co_filename if methods else ""


def _places(error: BaseException, names: dict[str, Any] | None) -> Iterator[Place]:
    """Yield the places in a notebook's cells that an error went through."""
    if names is not None:
        for frame, line in traceback.walk_tb(error.__traceback__):
            code = frame.f_code
            if frame.f_globals is names:
                yield Place(code.co_filename, line, code.co_qualname)


def _without_answer(error: BaseException, places: list[Place], file: str) -> str:
    """Return what to say of a stub's own NotImplementedError, or "" for any other."""
    if type(error) is not NotImplementedError or error.args:
        return ""
    if not places or not places[-1].code:
        return NOTHING_YET  # the code cannot be looked at
    place = places[-1]
    if not place.code.startswith(STUB):
        return ""
    if file and place.file != file:
        return NEEDED.format(what="it", name=place.exercise)
    if _is_left("".join(linecache.getlines(place.file)), place.line):
        return LEFT_OVER.format(line=place.line)
    return NOTHING_YET


def _is_left(source: str, line: int) -> bool:
    """Return whether the stub in this line of a cell stands beside an answer.

    Code that the lesson gives may stand above and below a stub, but a comment or an
    empty line lies between; and what is given below needs names of the answer, or
    holds another stub.
    """
    try:
        cell = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    for node in ast.walk(cell):
        if isinstance(node, ast.ClassDef) and _has_finished_method(node, line):
            return True
        if isinstance(node, ast.FunctionDef) and _is_within(node, line):
            for block in _blocks(node):
                for k, statement in enumerate(block):
                    if statement.lineno == line:
                        return _has_code_beside(node, block, k)
    return False


def _has_code_beside(
    function: ast.FunctionDef, block: list[ast.stmt], place: int
) -> bool:
    above, below = block[:place], block[place + 1 :]
    if above and isinstance(above[0], ast.Expr) and above[0] is function.body[0]:
        above = above[1:]  # the docstring
    line = block[place].lineno
    if any(statement.end_lineno == line - 1 for statement in above[-1:]):
        return True
    if not below or below[0].lineno == line + 1:
        return bool(below)
    stubs = [node for node in ast.walk(function) if isinstance(node, ast.Raise)]
    return len(stubs) < 2 and not _needs_more(function, below)


def _needs_more(function: ast.FunctionDef, statements: list[ast.stmt]) -> bool:
    """Return whether statements use names that the whole function never binds.

    Names of the notebook are looked up by call, so those that are only called do not
    count.
    """
    bound = {a.arg for a in ast.walk(function) if isinstance(a, ast.arg)}
    used, called = set(), set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
    for node in (n for s in statements for n in ast.walk(s)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called.add(node.func.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            called.add(node.value.id)  # of a module, for example
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            used.add(node.id)
    return bool(used - bound - called - set(dir(builtins)))


def _has_finished_method(cell_class: ast.ClassDef, line: int) -> bool:
    """Return whether a method beside the one with the stub has none."""
    methods = [m for m in cell_class.body if isinstance(m, ast.FunctionDef)]
    if not any(_is_within(method, line) for method in methods):
        return False
    return not all(
        any(isinstance(node, ast.Raise) for node in ast.walk(method))
        for method in methods
    )


def _blocks(function: ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(function):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                yield block


def _is_within(node: ast.FunctionDef, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
