"""Copies of an answer as somebody makes them who hides where it comes from."""

from __future__ import annotations

import ast
import builtins
import random
from collections.abc import Iterator

Copy = tuple[str, str, list[str]]  # how, the cell, and more cells


def copies(source: str, name: str, seed: int = 0) -> Iterator[Copy]:
    """Yield copies that do the same: renamed, reordered, split, padded, and so on."""
    rng = random.Random(seed)
    yield "renamed", renamed(source, name, rng), []
    yield "reordered", reordered(source, rng), []
    yield "recommented", recommented(source), []
    cell, helpers = split(source, name)
    yield "split", cell, helpers
    cell, helpers = split(reordered(renamed(source, name, rng), rng), name)
    yield "all", recommented(cell), helpers
    for how in (padded, annotated, looped, comprehended, stepwise):
        copy = how(source)
        if copy != ast.unparse(ast.parse(source)):
            yield how.__name__, copy, []


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


def padded(source: str) -> str:
    """Add code that changes nothing."""
    tree = ast.parse(source)
    for number, body in enumerate(_bodies(tree)):
        for place in range(len(body) - 1, -1, -1):
            unused = f"spare_{number} = [k * {place + 2} for k in range({number + 3})]"
            body[place:place] = ast.parse(
                f"{unused}\nif len(spare_{number}) < {place}: spare_{number} = None"
            ).body
    return ast.unparse(tree)


def annotated(source: str) -> str:
    """Give arguments, results and variables types."""

    class Annotate(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
            node.returns = ast.Name("object", ast.Load())
            for arg in node.args.args:
                arg.annotation = ast.Name("object", ast.Load())
            return self.generic_visit(node)

        def visit_Assign(self, node: ast.Assign) -> ast.AST:
            if len(node.targets) > 1 or not isinstance(node.targets[0], ast.Name):
                return node
            kind = ast.Name("object", ast.Load())
            return ast.AnnAssign(node.targets[0], kind, node.value, simple=1)

    return ast.unparse(ast.fix_missing_locations(Annotate().visit(ast.parse(source))))


def looped(source: str) -> str:
    """Make loops of lists, and of what is passed as `f(... for ...)`."""
    tree, number = ast.parse(source), 0
    for body in _bodies(tree):
        for place in range(len(body) - 1, -1, -1):
            statement = body[place]
            if not isinstance(statement, ast.Assign | ast.Return | ast.Expr):
                continue
            while found := _comprehension(statement):
                number += 1
                name, one = f"items_{number}", found.generators[0]
                add = ast.parse(f"{name}.append(0)").body[0]
                add.value.args[0] = found.elt  # type: ignore[attr-defined]
                inner: list[ast.stmt] = [add]
                for test in reversed(one.ifs):
                    inner = [ast.If(test, inner, [])]
                loop = ast.For(one.target, one.iter, inner, [])
                _replace(statement, found, ast.Name(name, ast.Load()))
                body[place:place] = [ast.parse(f"{name} = []").body[0], loop]
    return ast.unparse(ast.fix_missing_locations(tree))


def comprehended(source: str) -> str:
    """Make comprehensions of loops that do nothing but append to a list."""
    tree = ast.parse(source)
    for body in _bodies(tree):
        for loop in [one for one in body if isinstance(one, ast.For)]:
            inner, tests = loop.body, []
            while len(inner) == 1 and isinstance(inner[0], ast.If):
                if inner[0].orelse:
                    break
                tests.append(inner[0].test)
                inner = inner[0].body
            match inner:
                case [ast.Expr(ast.Call(ast.Attribute(target, "append"), [value]))]:
                    one = ast.comprehension(loop.target, loop.iter, tests, 0)
                    call = ast.Attribute(target, "extend", ast.Load())
                    made = ast.Call(call, [ast.ListComp(value, [one])], [])
                    body[body.index(loop)] = ast.Expr(made)
    return ast.unparse(ast.fix_missing_locations(tree))


def stepwise(source: str) -> str:
    """Give parts of long expressions names of their own, on lines before."""
    tree, number = ast.parse(source), 0
    for body in _bodies(tree):
        for place in range(len(body) - 1, -1, -1):
            statement = body[place]
            value = getattr(statement, "value", None)
            if not isinstance(statement, ast.Assign | ast.Return):
                continue
            if not isinstance(value, ast.BinOp | ast.Call) or _size(value) < 12:
                continue
            parts = (
                [value.left, value.right]
                if isinstance(value, ast.BinOp)
                else list(value.args)
            )
            for part in parts:
                kinds = (ast.Lambda, ast.GeneratorExp, ast.Starred, ast.NamedExpr)
                if _size(part) < 6 or any(isinstance(n, kinds) for n in ast.walk(part)):
                    continue
                number += 1
                name = f"step_{number}"
                _replace(statement, part, ast.Name(name, ast.Load()))
                body.insert(place, ast.Assign([ast.Name(name, ast.Store())], part))
                place += 1
    return ast.unparse(ast.fix_missing_locations(tree))


def _bodies(tree: ast.AST) -> list[list[ast.stmt]]:
    """Return the statements of each function and loop."""
    kinds = (ast.FunctionDef, ast.For, ast.While, ast.If)
    return [node.body for node in ast.walk(tree) if isinstance(node, kinds)]


def _comprehension(statement: ast.stmt) -> ast.ListComp | ast.GeneratorExp | None:
    """Return a comprehension that can move before the statement."""
    waiting: list[ast.AST] = [statement]
    for node in waiting:
        if isinstance(node, ast.ListComp | ast.GeneratorExp):
            if len(node.generators) == 1:
                return node
        elif not isinstance(node, ast.Lambda | ast.DictComp | ast.SetComp | ast.IfExp):
            waiting += ast.iter_child_nodes(node)
    return None


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if value is old:
                setattr(node, field, new)
            elif isinstance(value, list):
                value[:] = [new if one is old else one for one in value]


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
