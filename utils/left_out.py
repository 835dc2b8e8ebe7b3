"""Decide by its text what grading leaves out of a notebook.

Graders and students use the same rules: `course` when it grades, and
`utils.submit_check` before anything is handed in. It imports the standard library only.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

SKIP_TAG = "skip-when-grading"
MAX_NOTEBOOK = 250 * 2**20  # bytes of a file that is graded, its outputs included
MAX_SOURCE = 5 * 2**20  # bytes of a file without its outputs
DIGITS = 16  # of a digest: nobody finds another text with the digest of a given one
DEFINITIONS = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_STOP = re.compile(r"^[ \t]*#[ \t]*grade-up-to-here[ \t]*$", re.MULTILINE)


def digest(*parts: Any) -> str:
    """Return a short digest of data, the same everywhere."""
    text = json.dumps(parts, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def digest_of_text(cell: Mapping[str, Any]) -> str:
    """Return a digest of a cell's type and text, without the space around it."""
    return digest(cell["cell_type"], cell["source"].strip())


def stops(source: str) -> bool:
    """Return whether a cell says `# grade-up-to-here`: no cell after it runs."""
    return _STOP.search(source) is not None


def definitions(source: str) -> str:
    """Return only the imports, functions and classes at the top level of a cell.

    An answer further down may use their names. They cost next to nothing, while the
    rest of such a cell may train for minutes. Of the check of a practice exercise also
    the name is left with which the lesson goes on: it stands for ours. Its criteria are
    not. Return "" for what is not plain Python.
    """
    body = _statements(source)
    practised = [part for part in map(_practised, body) if part]
    kept = [
        part
        for part in body
        if isinstance(part, DEFINITIONS)
        and not (practised and getattr(part, "decorator_list", []))
    ]
    try:
        return ast.unparse(ast.Module([*kept, *practised], []))
    except RecursionError:
        return ""


def _statements(source: str) -> list[ast.stmt]:
    """Return the statements of a cell; none of what is not plain Python or too deep."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _practised(part: ast.stmt) -> ast.stmt | None:
    """Return `name = ours` for `name = checks.practise(answer, ours)`, else None."""
    match part:
        case ast.Assign(
            targets=[ast.Name() as name],
            value=ast.Call(
                func=ast.Attribute(attr="practise"),
                args=[_, (ast.Name() | ast.Attribute()) as ours],
            ),
        ):
            return ast.copy_location(ast.Assign([name], ours), part)
    return None


def defined(source: str) -> set[str]:
    """Return the functions and classes at the top level of a cell."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {part.name for part in _statements(source) if isinstance(part, kinds)}


def left_out(source: str) -> set[str]:
    """Return the names that a skipped cell would bind, and that grading lacks.

    So do imports, functions and classes in its blocks: `definitions` are not there.
    """
    body = _statements(source)
    names = assigned(source)
    waiting: list[ast.AST] = [one for one in body if not isinstance(one, DEFINITIONS)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            bound = (alias.asname or alias.name for alias in node.names)
            names |= {name.partition(".")[0] for name in bound}
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        else:
            waiting.extend(ast.iter_child_nodes(node))
    return names


def assigned(source: str) -> set[str]:
    """Return the names that the statements of a cell assign outside of functions."""
    waiting: list[ast.AST] = list(_statements(source))
    names = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if not isinstance(node, (*DEFINITIONS, ast.Lambda, *COMPREHENSIONS)):
            waiting.extend(ast.iter_child_nodes(node))
    return names
