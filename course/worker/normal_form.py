"""The normal form of an answer: what it computes, in whatever way it is written down.

Names for parts, helpers, and how an assignment is written are the first that change in
a copy. So a name that is given once stands for what it names, a call of a helper that
is one expression stands for that, and every assignment gives one name. The result is
compared and never run: it need not be a program.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterable, Iterator

MAX_NODES = 60  # of what a name or a call may stand for
MAX_DEPTH = 20  # names within what names stand for
MAX_PUT = 20_000  # nodes that are put in place of names, in all
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
ONCE = (ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr)  # what happens only there


def normal(parts: Iterable[ast.stmt]) -> list[ast.stmt]:
    """Return statements in their normal form; the given ones stay as they are."""
    tree = _Plain().visit(ast.Module(copy.deepcopy(list(parts)), []))
    return _SeenThrough().visit(tree).body


class _Plain(ast.NodeTransformer):
    """Writes all assignments in one way, and functions with `def`."""

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.stmt]:
        self.generic_visit(node)
        return [one for target in node.targets for one in _assigned(target, node.value)]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        self.generic_visit(node)
        return ast.Assign([node.target], node.value) if node.value else None

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        before = copy.deepcopy(node.target)
        before.ctx = ast.Load()
        return ast.Assign([node.target], ast.BinOp(before, node.op, node.value))


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[ast.stmt]:
    """Yield an assignment for each name, where it is clear what each one gets."""
    kinds = (ast.Tuple, ast.List)
    if isinstance(target, kinds) and isinstance(value, kinds):
        parts = [*target.elts, *value.elts]
        if len(target.elts) == len(value.elts) and not any(
            isinstance(part, ast.Starred) for part in parts
        ):
            for one, of in zip(target.elts, value.elts, strict=True):
                yield from _assigned(one, of)
            return
    if isinstance(target, ast.Name) and isinstance(value, ast.Lambda):
        body: list[ast.stmt] = [ast.Return(value.body)]
        yield ast.FunctionDef(target.id, value.args, body, [])
    else:
        yield ast.Assign([target], value)


class _Scope:
    """The names that a function gives itself, and what each one stands for."""

    def __init__(self, node: ast.AST, around: _Scope | None) -> None:
        self.around = around
        self.values: dict[str, ast.expr] = {}
        self.functions: dict[str, ast.FunctionDef] = {}
        self.meant: dict[str, ast.expr | None] = {}
        self.given: Counter[str] = Counter()
        if isinstance(node, FUNCTIONS):
            self.given.update(_arguments(node.args))
        for one in _within(node):
            if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load):
                self.given[one.id] += 1
            elif isinstance(one, ast.FunctionDef):
                self.given[one.name] += 1
                self.functions[one.name] = one
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                self.values[one.targets[0].id] = one.value
        self.values = {
            name: value
            for name, value in self.values.items()
            if self.given[name] == 1
            and not any(isinstance(part, ONCE) for part in ast.walk(value))
        }
        self.functions = {k: f for k, f in self.functions.items() if self.given[k] == 1}

    def of(self, name: str) -> _Scope | None:
        """Return the scope that gives a name, as seen from this one."""
        if name in self.given or self.around is None:
            return self if name in self.given else None
        return self.around.of(name)


class _SeenThrough(ast.NodeTransformer):
    """Puts what a name stands for in its place, and takes its assignment away."""

    def __init__(self) -> None:
        self._scope: _Scope | None = None
        self._scopes: dict[int, _Scope] = {}
        self._busy: set[tuple[int, str]] = set()
        self._called: set[int] = set()
        self._left = MAX_PUT

    def visit_Module(self, node: ast.Module) -> ast.AST:
        return self._inside(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._inside(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        scope = self._scope.of(node.id) if self._scope else None
        if not isinstance(node.ctx, ast.Load) or scope is None:
            return node
        return self._put(self._meant(scope, node.id)) or node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.func, ast.Name) or node.keywords or self._scope is None:
            return node
        scope = self._scope.of(node.func.id)
        called = scope.functions.get(node.func.id) if scope else None
        if scope is None or called is None:
            return node
        names = [one.arg for one in called.args.args]
        if not len(_arguments(called.args)) == len(names) == len(node.args):
            return node
        value = self._result(scope, called)
        if value is None:
            return node
        given = dict(zip(names, node.args, strict=True))
        value = self._put(_Arguments(given).visit(copy.deepcopy(value)))
        if value is None:
            return node
        self._called.add(id(called))
        return value

    def _inside(self, node: ast.Module | ast.FunctionDef) -> ast.AST:
        around, self._scope = self._scope, self._of(node, self._scope)
        self.generic_visit(node)
        node.body = [part for part in node.body if not self._is_told(part)]
        self._scope = around
        return node

    def _of(self, node: ast.AST, around: _Scope | None) -> _Scope:
        if id(node) not in self._scopes:
            self._scopes[id(node)] = _Scope(node, around)
        return self._scopes[id(node)]

    def _meant(self, scope: _Scope, name: str) -> ast.expr | None:
        """Return what a name stands for, None if it is to stay."""
        key = (id(scope), name)
        if name not in scope.values or not self._may(key):
            return None
        if name not in scope.meant:
            scope.meant[name] = self._visited(scope, key, scope.values[name])
        return scope.meant[name]

    def _result(self, scope: _Scope, function: ast.FunctionDef) -> ast.expr | None:
        """Return the expression that a function is, None if it is more than that."""
        inner, key = self._of(function, scope), (id(function), function.name)
        if function.name in scope.meant or not self._may(key):
            return scope.meant.get(function.name)
        around, self._scope = self._scope, inner
        body = [part for part in function.body if not self._is_told(part)]
        self._scope = around
        scope.meant[function.name] = None
        if len(body) == 1 and isinstance(body[0], ast.Return) and body[0].value:
            scope.meant[function.name] = self._visited(inner, key, body[0].value)
        return scope.meant[function.name]

    def _may(self, key: tuple[int, str]) -> bool:
        """Return whether to look behind a name: not in circles, nor too deep."""
        return key not in self._busy and len(self._busy) < MAX_DEPTH

    def _visited(
        self, scope: _Scope, key: tuple[int, str], value: ast.expr
    ) -> ast.expr | None:
        around, self._scope = self._scope, scope
        self._busy.add(key)
        found: ast.expr = self.visit(copy.deepcopy(value))
        self._busy.discard(key)
        self._scope = around
        return found if _size(found) <= MAX_NODES else None

    def _put(self, value: ast.expr | None) -> ast.expr | None:
        """Return a copy of a value, as long as there are not too many of them."""
        size = _size(value) if value is not None else 0
        if value is None or size > MAX_NODES or size > self._left:
            return None
        self._left -= size
        return copy.deepcopy(value)

    def _is_told(self, part: ast.stmt) -> bool:
        """Return whether a statement is told wherever its name is used."""
        if isinstance(part, ast.FunctionDef):
            return id(part) in self._called
        if not isinstance(part, ast.Assign) or self._scope is None:
            return False
        [name] = part.targets
        return (
            isinstance(name, ast.Name) and self._meant(self._scope, name.id) is not None
        )


class _Arguments(ast.NodeTransformer):
    """Puts the arguments of a call in the place of their names."""

    def __init__(self, given: dict[str, ast.expr]) -> None:
        self._given = given

    def visit_Name(self, node: ast.Name) -> ast.AST:
        value = self._given.get(node.id)
        is_read = isinstance(node.ctx, ast.Load)
        return copy.deepcopy(value) if value is not None and is_read else node


def _within(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function, and not those of functions in it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, FUNCTIONS):
            yield from _within(child)


def _arguments(node: ast.arguments) -> list[str]:
    return [one.arg for one in ast.walk(node) if isinstance(one, ast.arg)]


def _size(node: ast.AST) -> int:
    return sum(1 for _ in ast.walk(node))
