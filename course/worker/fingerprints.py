"""Fingerprints of answers: what is left without names, layout, comments and order.

A fingerprint is a digest of one expression or statement, and an answer is the set of
all of its fingerprints. Names that the answer makes itself are all the same; names of
libraries, methods and numbers stay, since renaming variables does not change them. So a
copy keeps its fingerprints when it is renamed, commented and laid out anew, most of
them when lines change places, and those inside of what moves to a helper. With each
comes what is within it: what is rare only because a part of it is rare tells little.
An answer has two such sets, one of what is written and one of its normal form: the
first finds what was moved about, the second what was written in another way.
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
from course.worker.normal_form import normal

MIN_NODES = 3  # of an expression: smaller ones are everybody's
MAX_NODES = 60  # of a statement: bigger ones change with every small thing
MAX_SOURCE = 100_000  # characters of one answer
MAX_FINGERPRINTS = 3_000
DIGITS = 16
# Neither types nor what follows from the kind of a statement belongs to an idea.
LEFT_OUT = ("annotation", "returns", "ctx", "type_comment", "kind", "simple")
DEFINED = (ast.FunctionDef, ast.ClassDef)
COMMUTE = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)
MIRRORED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {ast.Gt: ast.Lt, ast.GtE: ast.LtE}
Operands = tuple[str, list[ast.expr], bool]  # whether their order means nothing
Prints = dict[str, list[str]]  # each fingerprint, and the biggest ones within it
Forms = tuple[Prints, Prints]  # of what is written, and of its normal form
TROUBLE = (SyntaxError, ValueError, RecursionError, MemoryError)


def fingerprints(source: str, name: str, others: Iterable[str] = ()) -> Forms:
    """Return the fingerprints of the answer `name` in a cell, in each form.

    `others` are more cells with helpers; of these, what the answer calls belongs to it.
    Return nothing for what is not Python.
    """
    return _fingerprints(source, name, others) or ({}, {})


def _fingerprints(source: str, name: str, others: Iterable[str] = ()) -> Forms | None:
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
        written, seen_through = (
            _Dump(parts, in_normal_form=form).fingerprints() for form in (False, True)
        )
    except TROUBLE:
        return None
    return _first(written), _first(seen_through)


def _first(found: Prints) -> Prints:
    return dict(sorted(found.items())[:MAX_FINGERPRINTS])


def of_notebooks(
    report: object,
    paths: Mapping[str, str],
    names: Collection[str],
    released: Collection[str],
) -> dict[str, dict[str, Forms | None]]:
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
            for form in (False, True):
                found |= _Dump(tree.body, own, form).fingerprints().keys()
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

    def __init__(
        self,
        parts: Iterable[ast.stmt],
        own: Collection[str] = (),
        in_normal_form: bool = False,
    ) -> None:
        written = list(parts)
        self._is_normal = in_normal_form
        self._parts = normal(written) if in_normal_form else written
        self._own = {*own, *_made(written)}
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
        operands = _operands(node) if self._is_normal else None
        if operands is not None:
            return self._in_one_order(operands)
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
        if isinstance(node, ast.expr | ast.stmt | ast.comprehension):
            within = self._kept(text, size, within)
        return text, size, within

    def _in_one_order(self, operands: Operands) -> tuple[str, int, list[str]]:
        """Return operands as text, sorted where their order means nothing."""
        word, nodes, commute = operands
        written = [self._written(node) for node in nodes]
        texts = [text for text, _, _ in written]
        text = f"({word} {' '.join(sorted(texts) if commute else texts)})"
        size = 1 + sum(inner for _, inner, _ in written)
        within = [one for _, _, prints in written for one in prints]
        return text, size, self._kept(text, size, within)

    def _kept(self, text: str, size: int, within: list[str]) -> list[str]:
        """Keep a text of a good size; return what its surroundings have within."""
        if not MIN_NODES <= size <= MAX_NODES:
            return within
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        self._found[digest[:DIGITS]] = sorted(set(within))
        return [digest[:DIGITS]]


def _operands(node: ast.AST) -> Operands | None:
    """Return the operands of a sum, a comparison and the like; None of other nodes."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, COMMUTE):
        kind = type(node.op)
        found: list[ast.expr] = []
        waiting: list[ast.expr] = [node]
        while waiting:
            one = waiting.pop()
            if isinstance(one, ast.BinOp) and isinstance(one.op, kind):
                waiting += [one.right, one.left]
            else:
                found.append(one)
        return kind.__name__, found, True
    if isinstance(node, ast.BoolOp):
        return type(node.op).__name__, node.values, True
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        kind_of, both = type(node.ops[0]), [node.left, *node.comparators]
        if kind_of in MIRRORED:
            return MIRRORED[kind_of].__name__, both[::-1], False
        return kind_of.__name__, both, kind_of in (ast.Eq, ast.NotEq)
    return None


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
