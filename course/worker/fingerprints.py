"""Fingerprints of answers: what is left without names, layout, comments and order.

A fingerprint is a digest of one expression or statement, and an answer is the set of
all of its fingerprints. Names that the answer makes itself are all the same; names of
libraries, methods and numbers stay, since renaming variables does not change them. So a
copy keeps its fingerprints when it is renamed, commented and laid out anew, most of
them when lines change places, and those inside of what moves to a helper. With each
comes what is within it: what is rare only because a part of it is rare tells little.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

from course.atomic import read_json
from course.judging.cells import grade_id

MIN_NODES = 3  # of an expression: smaller ones are everybody's
MAX_NODES = 60  # of a statement: bigger ones change with every small thing
MAX_SOURCE = 100_000  # characters of one answer
MAX_FINGERPRINTS = 3_000
DIGITS = 16
# Neither types nor what follows from the kind of a statement belongs to an idea.
LEFT_OUT = ("annotation", "returns", "ctx", "type_comment", "kind", "simple")
DEFINED = (ast.FunctionDef, ast.ClassDef)
Prints = dict[str, list[str]]  # each fingerprint, and the biggest ones within it
TROUBLE = (SyntaxError, ValueError, RecursionError, MemoryError)


def fingerprints(source: str, name: str, others: Iterable[str] = ()) -> Prints:
    """Return the fingerprints of the answer `name` in a cell.

    `others` are more cells with helpers; of these, what the answer calls belongs to it.
    Return nothing for what is not Python.
    """
    return _fingerprints(source, name, others) or {}


def _fingerprints(source: str, name: str, others: Iterable[str] = ()) -> Prints | None:
    """Return the fingerprints of an answer, or None if it cannot be read."""
    own = _parsed(source)
    if own is None:
        return None
    helpers = {
        part.name: part
        for other in others
        for part in (_parsed(other) or ast.Module([], [])).body
        if isinstance(part, ast.FunctionDef | ast.ClassDef) and part.name != name
    }
    parts: list[ast.stmt] = list(own.body)
    waiting = [*parts]
    while waiting:
        for node in ast.walk(waiting.pop()):
            called = node.id if isinstance(node, ast.Name) else ""
            if helper := helpers.pop(called, None):
                parts.append(helper)
                waiting.append(helper)
    try:
        found = _Dump(parts).fingerprints()
    except TROUBLE:
        return None
    return dict(sorted(found.items())[:MAX_FINGERPRINTS])


def of_notebooks(
    report: object,
    paths: Mapping[str, str],
    names: Collection[str],
    released: Collection[str],
) -> dict[str, dict[str, Prints | None]]:
    """Return the fingerprints of graded notebooks, by student and by name of a cell.

    This runs in a worker: only there is a student's code parsed. `paths` are by
    student, and `released` has the texts that everybody has. An answer that cannot be
    read has None, so that it can be named.
    """
    found = {}
    for student, path in paths.items():
        cells = code_in(Path(path))
        others = [s for name, s in cells if not name and s.strip() not in released]
        found[student] = {
            name: _fingerprints(source, name, others)
            for name, source in cells
            if name in names and source.strip() not in released
        }
    return found


def code_in(path: Path) -> list[tuple[str, str]]:
    """Return the grade_id and the text of each code cell; none of a broken file."""
    try:
        cells = read_json(path)["cells"]
        return [
            (grade_id(cell), "".join(cell["source"]))
            for cell in cells
            if cell["cell_type"] == "code"
        ]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def of_cells(cells: Iterable[str]) -> set[str]:
    """Return the fingerprints of cells, and of pieces of code, that everybody has seen.

    What a piece takes for given may be what an answer makes, so both ways of reading a
    name count, but for names that a cell imports.
    """
    parsed = [tree for tree in map(_parsed, cells) if tree is not None]
    nodes = [node for tree in parsed for node in ast.walk(tree)]
    given = {
        alias.asname or alias.name.partition(".")[0]
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    found: set[str] = set()
    for tree in parsed:
        for own in (set[str](), names - given - set(dir(builtins))):
            found |= _Dump(tree.body, own).fingerprints().keys()
    return found


def _parsed(source: str) -> ast.Module | None:
    """Return a cell as a tree without docstrings; None for what is not Python."""
    lines = [x for x in source.splitlines() if not x.lstrip().startswith(("%", "!"))]
    text = "\n".join(lines)
    if len(text) > MAX_SOURCE:
        return None
    try:
        tree = _tree(text)
        for node in ast.walk(tree):
            body = getattr(node, "body", None)
            if isinstance(body, list):
                node.body = [part for part in body if not _is_text(part)]  # type: ignore[attr-defined]
    except TROUBLE:
        return None
    return tree


def _tree(text: str) -> ast.Module:
    """Return a cell as a tree; lines such as `files = !ls` are IPython's, no Python."""
    try:
        return ast.parse(text)
    except SyntaxError:
        return ast.parse(TransformerManager().transform_cell(text))


def _is_text(part: ast.AST) -> bool:
    """Return whether a statement is a docstring, `...` or another bare constant."""
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)


class _Dump:
    """Writes trees without the names that they make themselves."""

    def __init__(self, parts: Iterable[ast.stmt], own: Collection[str] = ()) -> None:
        self._parts = list(parts)
        self._own = {*own, *_made(self._parts)}
        self._found: Prints = {}

    def fingerprints(self) -> Prints:
        for part in self._parts:
            self._written(part)
        return self._found

    def _written(self, node: ast.AST) -> tuple[str, int, list[str]]:
        """Return a node as text, its size, and the biggest fingerprints within it."""
        if isinstance(node, ast.Name):
            return ("_" if node.id in self._own else node.id), 1, []
        if isinstance(node, ast.arg):
            return "_", 0, []
        if isinstance(node, ast.Constant):
            is_text = isinstance(node.value, str | bytes)
            return ("''" if is_text else repr(node.value)), 1, []
        words, size, within = [type(node).__name__], 1, list[str]()
        for field, value in ast.iter_fields(node):
            if field in LEFT_OUT or (field == "name" and isinstance(node, DEFINED)):
                continue
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, ast.AST):
                    text, inner, prints = self._written(one)
                    words.append(text)
                    size += inner
                    within += prints
                elif one is not None:
                    words.append(str(one))
        if isinstance(node, ast.AnnAssign):
            words[0] = "Assign"
        text = f"({' '.join(words)})"
        is_whole = isinstance(node, ast.expr | ast.stmt | ast.comprehension)
        if is_whole and MIN_NODES <= size <= MAX_NODES:
            digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
            self._found[digest[:DIGITS]] = sorted(set(within))
            within = [digest[:DIGITS]]
        return text, size, within


def _made(parts: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the names that an answer makes: variables, arguments, its functions."""
    for part in parts:
        for node in ast.walk(part):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            elif isinstance(node, ast.arg):
                yield node.arg
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield node.name
