"""What runs outside of a notebook in nbgrader's own style: its tests, and what is ours.

It is made from the instructor's notebook and the release, never from a submission. A
name is the answer's if a solution cell binds it, but for what stands there in the
release as well and needs nothing of an answer. All other names that the instructor
binds, such as modules, helpers and data, are made anew beside the tests.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbgrader.utils import is_solution

from course.judging.cells import code_cells, grade_id
from utils.left_out import assigned

CLOCKS = {"perf_counter", "perf_counter_ns", "process_time", "monotonic", "timeit"}


@dataclass(frozen=True)
class Before:
    """What comes before one test: the instructor's own cells, and names to forget."""

    own: list[str] = field(default_factory=list)
    forget: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class OutsidePlan:
    """How the tests of a notebook run outside.

    `sealable` has the tests whose opinion counts, with what the solution's own code
    decided in each. Without it, every test is tried. `skipped` are never run: they take
    too long there, or measure time.
    """

    steps: dict[str, Before]  # by the grade_id of the test, in their order
    theirs: list[str] = field(default_factory=list)  # names that a solution binds
    read: list[str] = field(default_factory=list)  # that it reads, and a test binds
    modules: dict[str, str] = field(default_factory=dict)  # that one imports, by name
    sealable: dict[str, list[str]] | None = None
    skipped: list[str] = field(default_factory=list)

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> OutsidePlan:
        """Return the plan of these values, as read from JSON."""
        steps = {name: Before(**step) for name, step in values["steps"].items()}
        return cls(**{**values, "steps": steps})

    def values(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def plan_of(
    source: NotebookNode, release: NotebookNode, tests: Collection[str]
) -> OutsidePlan:
    """Return the plan for the `tests` of a notebook, by grade_id."""
    solved = {
        grade_id(cell): cell.source
        for cell in source.cells
        if is_solution(cell) and cell.cell_type == "code"
    }
    given, others = _given_with(solved, release)
    theirs = {name for text in others.values() for name in bound(text)}
    timed = [grade_id(cell) for cell in source.cells if _measures_time(cell)]
    steps: dict[str, Before] = {}
    step = Before()
    for cell in code_cells(release):
        name = grade_id(cell)
        if name in tests:
            steps[name] = step
            step = Before()
        elif is_solution(cell):
            step.own.extend(text for text in [given.get(name, "")] if text)
            step.forget.extend(bound(others.get(name, "")))
        else:
            step.own.append(cell.source)
            step.forget.extend(n for n in bound(cell.source) if n in theirs)
    checks = [c.source for c in source.cells if grade_id(c) in tests]
    tested = {name for text in checks for name in bound(text)}
    read = tested & {name for text in solved.values() for name in _read_later(text)}
    modules = dict(pair for text in solved.values() for pair in _modules(text))
    skipped = [name for name in timed if name in tests]
    return OutsidePlan(steps, sorted(theirs), sorted(read), modules, skipped=skipped)


def _given_with(
    solved: Mapping[str, str], release: NotebookNode
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what students got of each solution cell, and what they did not get.

    What uses a name of the second part, such as a call of an answer, belongs to it.
    """
    released = {
        grade_id(cell): {ast.dump(node) for node in _body(cell.source)}
        for cell in code_cells(release)
    }
    theirs: set[str] = set()
    while True:
        given: dict[str, str] = {}
        others: dict[str, str] = {}
        for name, source in solved.items():
            parts: dict[bool, list[ast.stmt]] = {True: [], False: []}
            for node in _body(source):
                is_given = ast.dump(node) in released.get(name, ())
                parts[is_given and not _used(node) & theirs].append(node)
            given[name] = ast.unparse(ast.Module(parts[True], []))
            others[name] = ast.unparse(ast.Module(parts[False], []))
        now = {name for text in others.values() for name in bound(text)}
        if now <= theirs:
            return given, others
        theirs |= now


def _used(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def bound(source: str) -> list[str]:
    """Return the names that a cell binds at its top level, sorted."""
    names = assigned(_plain(source))
    for node in _body(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {a.asname or a.name.partition(".")[0] for a in node.names}
    return sorted(names)


def _read_later(source: str) -> Iterator[str]:
    """Yield the global names that the functions of a cell read when they are called."""
    try:
        tables = [symtable.symtable(_plain(source), "<cell>", "exec")]
    except (SyntaxError, ValueError):
        return
    while tables:
        table = tables.pop()
        tables.extend(table.get_children())
        if table.get_type() == "function":
            for one in table.get_symbols():
                if one.is_global() and one.is_referenced():
                    yield one.get_name()


def _modules(source: str) -> Iterator[tuple[str, str]]:
    """Yield the modules that a cell imports, by the name that it gives them."""
    for node in _body(source):
        for alias in node.names if isinstance(node, ast.Import) else ():
            whole = alias.name if alias.asname else alias.name.partition(".")[0]
            yield alias.asname or whole, whole


def is_answered(source: str) -> bool:
    """Return whether a cell for an answer holds code other than a stub."""
    return any(not isinstance(node, ast.Pass | ast.Raise) for node in _body(source))


def _measures_time(cell: NotebookNode) -> bool:
    """Return whether a cell reads a clock: outside, every call takes much longer."""
    tree = ast.Module(_body(cell.source) if cell.cell_type == "code" else [], [])
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name("time"), attr="time"):
                return True
            case ast.Call(func=ast.Name("time")):
                return True
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in CLOCKS:
                return True
    return False


def _body(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(_plain(source)).body
    except (SyntaxError, ValueError):
        return []


def _plain(source: str) -> str:
    """Return a cell as Python, with its magics as calls."""
    return TransformerManager().transform_cell(source)
