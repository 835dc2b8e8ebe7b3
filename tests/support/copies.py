"""Copies of an answer as somebody makes them who hides where it comes from."""

from __future__ import annotations

import ast
import builtins
import random
from collections.abc import Iterator

Copy = tuple[str, str, list[str]]  # how, the cell, and more cells


def copies(source: str, name: str, seed: int = 0) -> Iterator[Copy]:
    """Yield copies that do the same: renamed, reordered, recommented, split, all."""
    rng = random.Random(seed)
    yield "renamed", renamed(source, name, rng), []
    yield "reordered", reordered(source, rng), []
    yield "recommented", recommented(source), []
    cell, helpers = split(source, name)
    yield "split", cell, helpers
    cell, helpers = split(reordered(renamed(source, name, rng), rng), name)
    yield "all", recommented(cell), helpers


def renamed(source: str, name: str, rng: random.Random) -> str:
    """Give new names to everything that the answer makes, but for itself."""
    tree = ast.parse(source)
    made = sorted(_made(tree) - {name, "self", "call"} - set(dir(builtins)))
    keywords = {n.arg for n in ast.walk(tree) if isinstance(n, ast.keyword)}
    methods = {
        f.name
        for c in ast.walk(tree)
        if isinstance(c, ast.ClassDef)
        for f in c.body
        if isinstance(f, ast.FunctionDef)
    }
    new = {
        old: f"v{rng.randrange(10**6)}" for old in made if old not in keywords | methods
    }
    for node in ast.walk(tree):
        for part in ("id", "arg", "name"):
            old = getattr(node, part, None)
            if (
                isinstance(old, str)
                and old in new
                and not isinstance(node, ast.keyword)
            ):
                setattr(node, part, new[old])
    return ast.unparse(tree)


def reordered(source: str, rng: random.Random) -> str:
    """Swap neighbouring assignments that do not need each other, and functions."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for k in range(len(body) - 1):
            first, second = body[k : k + 2]
            simple = isinstance(first, ast.Assign) and isinstance(second, ast.Assign)
            if simple and not _names(first) & _stored(second) | (
                _stored(first) & _names(second)
            ):
                body[k], body[k + 1] = second, first
    return ast.unparse(tree)


def recommented(source: str) -> str:
    """Take comments, docstrings and layout away, and put others there."""
    lines = []
    for line in ast.unparse(ast.parse(source)).splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        if not line.lstrip().startswith(("elif", "else", "except", "finally")):
            lines.append(f"{indent}# here we go on: {len(lines)}")
        lines.append(line)
    return "\n".join(lines)


def split(source: str, name: str) -> tuple[str, list[str]]:
    """Move the biggest expression of an assignment into a helper of its own cell."""
    tree = ast.parse(source)
    best: ast.Assign | ast.Return | None = None
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Assign | ast.Return) and node.value is not None:
                kinds = (ast.Lambda, ast.Yield, ast.YieldFrom, ast.NamedExpr)
                if any(isinstance(part, kinds) for part in ast.walk(node.value)):
                    continue
                if best is None or _size(node.value) > _size(best.value):
                    best = node
    if best is None or best.value is None:
        return source, []
    local = sorted(_made(tree) & _loaded(best.value) - _stored(best.value))
    helper = ast.parse(f"def part_of_{name}({', '.join(local)}):\n    return 0")
    helper.body[0].body[0].value = best.value  # type: ignore[attr-defined]
    best.value = ast.parse(f"part_of_{name}({', '.join(local)})").body[0].value  # type: ignore[attr-defined]
    return ast.unparse(tree), [ast.unparse(helper)]


def _made(tree: ast.AST) -> set[str]:
    arguments = {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    functions = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    return _stored(tree) | arguments | functions


def _names(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _loaded(node: ast.AST) -> set[str]:
    return {
        n.id
        for n in ast.walk(node)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
    }


def _stored(node: ast.AST) -> set[str]:
    return {
        n.id
        for n in ast.walk(node)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }


def _size(node: ast.AST | None) -> int:
    return sum(1 for _ in ast.walk(node)) if node is not None else 0
