"""Say which names the code of a cell binds, and which it needs from elsewhere."""

from __future__ import annotations

import ast
import builtins
import symtable

ALWAYS_DEFINED = frozenset(dir(builtins)) | {"__name__"}


def parsed(source: str) -> ast.Module | None:
    """Return a cell as a tree; None for what is not plain Python."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


def top_level_names(source: str) -> set[str]:
    """Return the names that a cell assigns, defines or imports."""
    table = symtable.symtable(source, "cell", "exec")
    return {s.get_name() for s in table.get_symbols() if _is_bound(s)}


def free_names(source: str) -> set[str]:
    """Return the names that a cell uses but does not bind."""
    top = symtable.symtable(source, "cell", "exec")
    bound: set[str] = set()
    used: set[str] = set()
    tables = [top]
    while tables:
        table = tables.pop()
        tables.extend(table.get_children())
        for symbol in table.get_symbols():
            if table is not top and not symbol.is_global():
                continue
            (bound if _is_bound(symbol) else used).add(symbol.get_name())
    return used - bound


def _is_bound(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported()
