"""Make mutants: reference answers with one small mistake each, for criteria to catch.

A mutant that passes every criterion shows what is not checked, unless it is equivalent
to the reference. Run `python -m course.selftest.mutants FOLDER [EXERCISE ...]` with the
checks of a lesson; answers/equivalents.txt lists the equivalent ones, with reasons.
Mutants run in this process, so make them of our own references only.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from course.judging.load_checks import ANSWERS
from course.selftest import zoo
from course.time_limit import limited
from utils.checking import Outcome

SEED = 0
SECONDS = 10.0  # of processor time; after that a mutant counts as caught

SWAPPED: dict[type, type] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


@dataclass(frozen=True)
class Mutant:
    """A reference with one mistake, and the changed line before and after."""

    exercise: str
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        return f"{self.exercise}: {self.before}  =>  {self.after}"


def mutants(exercise: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of `source`; each has one change."""
    plain = ast.unparse(ast.parse(source))
    for number in range(len(_changes(ast.parse(plain)))):
        tree = ast.parse(plain)
        _changes(tree)[number]()
        mutated = ast.unparse(ast.fix_missing_locations(tree))
        if mutated != plain:
            yield Mutant(exercise, *_difference(plain, mutated), mutated)


def survivors(lesson: Path, exercise: str) -> list[Mutant]:
    """Return the mutants of a reference that pass every criterion."""
    reference = zoo.references(lesson)[exercise]
    zoo.judge(lesson, exercise, reference, SEED)  # imports all before the clock runs
    return [m for m in mutants(exercise, reference) if not _caught(lesson, m)]


def unexplained(lesson: Path, found: list[Mutant]) -> list[Mutant]:
    """Return the mutants that equivalents.txt does not name.

    The file names a mutant, or a line for all its mutants, and then the reason.
    """
    path = lesson / ANSWERS / "equivalents.txt"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    named = [line for line in lines if not line.startswith(" ")]
    return [
        mutant
        for mutant in found
        if not {str(mutant), f"{mutant.exercise}: {mutant.before}"}.intersection(named)
    ]


def _changes(tree: ast.Module) -> list[Callable[[], None]]:
    """Return all changes to a tree, in the same order for equal trees."""
    names = _local_names(tree)
    return [change for node in ast.walk(tree) for change in _changes_at(node, names)]


def _changes_at(node: ast.AST, names: list[str]) -> Iterator[Callable[[], None]]:
    number: Any = getattr(node, "value", None)
    if isinstance(node, ast.Constant) and type(number) in (int, float):
        yield partial(setattr, node, "value", number + 1)
        yield partial(setattr, node, "value", number - 1)
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in SWAPPED:
        yield partial(setattr, node, "op", SWAPPED[type(node.op)]())
    if isinstance(node, ast.BoolOp):
        yield partial(setattr, node, "op", SWAPPED[type(node.op)]())
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        yield partial(setattr, node, "ops", [SWAPPED[type(node.ops[0])]()])
    if isinstance(node, ast.UnaryOp):
        yield partial(setattr, node, "op", ast.UAdd())
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        yield partial(setattr, node, "test", ast.Constant(True))
        yield partial(setattr, node, "test", ast.Constant(False))
    if isinstance(node, ast.Call) and len(node.args) > 1:
        yield partial(setattr, node, "args", [*node.args[1::-1], *node.args[2:]])
    name = node.id if isinstance(node, ast.Name) else None
    if name in names and isinstance(getattr(node, "ctx", None), ast.Load):
        other = names[(names.index(name) + 1) % len(names)]
        yield partial(setattr, node, "id", other)
    body = getattr(node, "body", None)
    if isinstance(body, list) and not isinstance(node, ast.Module):
        for place in range(len(body)):
            yield partial(body.__setitem__, place, ast.Pass())


def _local_names(tree: ast.Module) -> list[str]:
    """Return arguments and assigned names in alphabetical order."""
    found = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return sorted(found)


def _difference(before: str, after: str) -> tuple[str, str]:
    """Return the first line that differs, in both versions."""
    for old, new in zip(before.splitlines(), after.splitlines(), strict=False):
        if old != new:
            return old.strip(), new.strip()
    raise ValueError("a mutant must differ from its reference")


def _caught(lesson: Path, mutant: Mutant) -> bool:
    with limited(SECONDS):
        try:
            results = zoo.verdicts(lesson, mutant.exercise, mutant.source, SEED)
            return any(r.outcome is not Outcome.PASSED for r in results)
        except Exception:
            return True  # it cannot even be defined, or runs too long


def main(folder: str, *exercises: str) -> int:
    """Print the survivors that are not explained, of some exercises or of all."""
    lesson, missing = Path(folder), 0
    references = zoo.references(lesson)
    for exercise in exercises or references:
        if exercise not in references:
            sys.exit(f"no exercise {exercise}; there are {', '.join(references)}")
        alive = survivors(lesson, exercise)
        unknown = unexplained(lesson, alive)
        missing += len(unknown)
        total = sum(1 for _ in mutants(exercise, references[exercise]))
        print(f"{exercise}: {total} mutants, {len(alive)} survive,", end=" ")
        print(f"{len(unknown)} of them unexplained")
        print(*(f"  {mutant}\n" for mutant in unknown), sep="", end="")
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
