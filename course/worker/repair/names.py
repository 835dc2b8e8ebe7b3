"""Find the names that a code cell binds, from its text alone; nothing is run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

MAX_PARSED = 200_000  # characters; no honest cell comes near
# Lines for IPython alone; without backtracking, so that long lines are fast.
MAGIC = re.compile(r"^([ \t]*+)(?:[%!?].*|.*\?)$", re.MULTILINE)


def bound_names(source: str) -> set[str]:
    """Return the names that a cell binds at its top level; none if it does not parse.

    Loops, conditions and `with` blocks count as top level; functions do not.
    """
    if len(source) > MAX_PARSED:
        return set()
    for text in (source, MAGIC.sub(r"\1pass", source)):
        try:
            return set(_bound(ast.parse(text).body))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return set()


def _bound(statements: list[ast.stmt]) -> Iterator[str]:
    for statement in statements:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield statement.name
            case ast.Assign(targets=targets):
                yield from (t.id for t in targets if isinstance(t, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=value) if value:
                yield name
            case ast.Import(names=imported) | ast.ImportFrom(names=imported):
                yield from (alias.asname or alias.name for alias in imported)
            case _:
                for block in ("body", "orelse", "finalbody", "handlers", "cases"):
                    yield from _bound(getattr(statement, block, []))
