"""Turn a notebook in nbgrader's style into the text of a lesson with criteria.

The asserts of a function's test cells become its first criteria: open ones in one test
cell, hidden tests in a module of checks. Both are tried on the notebook's own solution
first. What cannot be turned stays as it was, with a tag that says so and a remark.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from course.authoring.asserts import (
    SHELL,
    CannotTurn,
    Statement,
    drafts,
    statements,
)
from course.authoring.criteria import DraftedExercise, hidden_name, joined
from course.authoring.found_exercise import (
    REGION,
    FoundExercise,
    attempt_at,
    checks_of,
    needed,
)
from course.authoring.lesson import OWN_STYLE, without_marks
from course.authoring.names import ALWAYS_DEFINED, free_names
from course.authoring.nbgrader_notebook import (
    add_tag,
    as_text,
    functions_in,
    is_cell,
    is_marked,
    marks,
    number,
    pictures,
    read,
    rescaled,
)
from course.authoring.trial import Found, tried
from course.judging.cells import code_cells, grade_id


@dataclass(frozen=True)
class Turned:
    """A lesson made from a notebook: its text, its checks, and what to know of it."""

    text: str
    checks: dict[str, str]
    remarks: list[str]
    exercises: list[str]


class _Converter:
    """Converts one notebook; `kept` has the reason for each cell that stays."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.nb = read(path)
        self.remarks = [*rescaled(self.nb), *pictures(self.nb)]
        self.kept: dict[str, str] = {}
        self.answers = [c for c in code_cells(self.nb) if is_cell(c, grade=False)]
        plain = [c for c in code_cells(self.nb) if not is_marked(c)]
        self.given = _statements(plain)  # what no student writes

    def convert(self, name: str) -> Turned:
        found = [self._drafted(one) for one in self._exercises()]
        exercises = self._chosen([one for one in found if one.ways])
        for one in exercises:
            self.remarks += _merged(one)
        checks = self._checks(name, [one for one in exercises if one.turned.has_hidden])
        self._rewrite(exercises)
        self.remarks += [
            f"{cell}: kept as it was: {why}" for cell, why in self.kept.items()
        ]
        return Turned(
            as_text(self.nb), checks, self.remarks, [e.name for e in exercises]
        )

    def _exercises(self) -> list[FoundExercise]:
        """Find the function that each test cell is about."""
        found: dict[int, FoundExercise] = {}
        seen: list[NotebookNode] = []
        for cell in code_cells(self.nb):
            if cell in self.answers:
                seen.append(cell)
            if not is_cell(cell, grade=True):
                continue
            try:
                used = {n for one in statements(cell.source) for n in one.names}
                for answer in reversed(seen):
                    if names := sorted(used & functions_in(answer)):
                        break
                else:
                    raise CannotTurn("it calls no function of an answer cell before it")
                one = found.setdefault(id(answer), FoundExercise(names[0], answer))
                if names != [one.name]:
                    several = " and ".join(sorted({one.name, *names}))
                    raise CannotTurn(f"its answer cell is tested for {several}")
                one.tests.append(cell)
            except CannotTurn as why:
                self.kept[grade_id(cell)] = str(why)
        return [one for one in found.values() if one.tests]

    def _drafted(self, one: FoundExercise) -> FoundExercise:
        """Draft the criteria of an exercise, both ways; keep cells that have none."""
        functions = {n for cell in self.answers for n in functions_in(cell)}
        tests, one.tests = one.tests, []
        for cell in tests:
            try:
                if not REGION.search(one.answer.source):
                    raise CannotTurn("its answer cell has no ### BEGIN SOLUTION")
                one.ways.append(self._ways(one.name, cell, functions))
                one.tests.append(cell)
            except CannotTurn as why:
                self.kept[grade_id(cell)] = str(why)
        if sum(one.name in functions_in(cell) for cell in self.answers) > 1:
            self._keep(one, f"several cells define {one.name}")
            one.tests, one.ways = [], []
        return one

    def _ways(
        self, name: str, cell: NotebookNode, functions: Collection[str]
    ) -> list[DraftedExercise]:
        """Return what a test cell may become: a criterion for each assert, or one."""
        imports = [one for one in statements(cell.source) if one.is_import]
        pool = [*self.given, *imports]
        known = {name for one in pool for name in one.bound} | set(functions)
        ways = []
        for whole in (False, True):
            found = drafts(cell.source, known, whole)
            free = {name for draft in found for name in draft.free}
            preamble = needed(free - set(functions), pool)
            self._check_preamble(preamble, free, functions)
            calls = (name, *sorted(free & set(functions) - {name}))
            ways.append(DraftedExercise(name, (tuple(found),), tuple(preamble), calls))
        return ways

    def _check_preamble(
        self,
        preamble: list[Statement],
        free: Collection[str],
        functions: Collection[str],
    ) -> None:
        """Raise CannotTurn if a test needs what only a notebook has."""
        bound = {name for one in preamble for name in one.bound}
        needed = {name for one in preamble for name in free_names(one.text)}
        if called := sorted(needed & set(functions)):
            raise CannotTurn(f"what it uses calls {called[0]}, an answer")
        if missing := sorted(
            (set(free) | needed) - bound - set(functions) - ALWAYS_DEFINED
        ):
            raise CannotTurn(f"it uses {missing[0]}, which it does not make itself")
        for module in (name for one in preamble for name in _modules(one)):
            beside = self.path.parent / module
            if beside.is_dir() or beside.with_suffix(".py").is_file():
                raise CannotTurn(f"it imports {module}, which lies beside the notebook")

    def _chosen(self, exercises: list[FoundExercise]) -> list[FoundExercise]:
        """Try the drafts; return the exercises with those that hold."""
        attempts = [
            attempt_at(one, cell, way, self.path.name)
            for one in exercises
            for cell, ways in zip(one.tests, one.ways, strict=True)
            for way in ways
        ]
        if not attempts:
            return []
        cells = [c.source for c in code_cells(self.nb) if not is_cell(c, grade=True)]
        found = iter(tried(cells, self.path.parent.resolve(), attempts))
        for one in exercises:
            results = [[(way, next(found)) for way in ways] for ways in one.ways]
            self._settle(one, results)
            own = {id(cell) for cell in (one.answer, *one.tests)}
            others = {grade_id(cell) for cell in self.nb.cells if id(cell) not in own}
            if taken := sorted(others & {one.name, f"test_{one.name}"}):
                self._keep(one, f"another cell is called {taken[0]}")
                one.way = None
        chosen = [one for one in exercises if one.way]
        while lost := [
            e for e in chosen if set(e.turned.calls) - {c.name for c in chosen}
        ]:
            for one in lost:
                also = sorted(set(one.turned.calls) - {c.name for c in chosen})
                self._keep(one, f"it calls {also[0]}, too, which has no criteria")
            chosen = [one for one in chosen if one not in lost]
        return chosen

    def _settle(
        self, one: FoundExercise, results: list[list[tuple[DraftedExercise, Found]]]
    ) -> None:
        """Take the first way that holds for each test cell; keep cells without one."""
        tests, one.tests, hidden = one.tests, [], 0
        ways: list[DraftedExercise] = []
        for cell, tries in zip(tests, results, strict=True):
            good = [(way, found) for way, found in tries if not found.problem]
            if not good:
                self.kept[grade_id(cell)] = tries[-1][1].problem
                continue
            way, found = good[0]
            if found.caught_by and not one.caught_by:
                one.caught_by = hidden_name(hidden + found.caught_by)
            hidden += sum(draft.hidden for draft in way.cells[0])
            one.tests.append(cell)
            ways.append(way)
        one.way = joined(ways) if ways else None

    def _keep(self, one: FoundExercise, reason: str) -> None:
        self.kept |= {grade_id(cell): reason for cell in one.tests}

    def _rewrite(self, exercises: list[FoundExercise]) -> None:
        """Put the criteria into the notebook, and tag what stays as it was."""
        gone: set[int] = set()
        tests = {id(cell) for one in exercises for cell in one.tests}
        answers = {id(one.answer) for one in exercises}
        for cell in self.nb.cells:
            stays = id(cell) not in tests | answers
            if stays and (is_cell(cell, grade=True) or cell in self.answers):
                add_tag(cell, OWN_STYLE)
        for one in exercises:
            points = one.points
            first, *others = one.tests
            gone |= {id(cell) for cell in others}
            marks(one.answer)["grade_id"] = one.name
            marks(first).update(grade_id=f"test_{one.name}", points=number(sum(points)))
            add_tag(first, "raises-exception")
            first.source = one.turned.test_cell(points)
        self.nb.cells = [cell for cell in self.nb.cells if id(cell) not in gone]

    def _checks(self, name: str, exercises: list[FoundExercise]) -> dict[str, str]:
        """Return the files of checks/, by path; none without hidden tests."""
        if not exercises:
            return {}
        own = {id(one.answer) for one in exercises}
        other = [cell for cell in self.answers if id(cell) not in own]
        pool = [*self.given, *_statements(other)]
        return checks_of(name, exercises, pool, self.path.name)


def turned(path: Path, name: str) -> Turned:
    """Turn a notebook into a lesson called `name`; write nothing.

    Raise BuildError, with one line, if it cannot be read or is not in Python.
    """
    return _Converter(path).convert(name)


def _merged(one: FoundExercise) -> Iterable[str]:
    """Yield a line if several test cells become one, or if nothing is hidden."""
    cells = [grade_id(cell) for cell in one.tests]
    if len(cells) > 1:
        yield f"{', '.join(cells)}: one test cell now, test_{one.name}"
    if not one.turned.has_hidden:
        yield f"{one.name}: nothing is hidden: students see all that is tested"


def _statements(cells: list[NotebookNode]) -> list[Statement]:
    """Return the statements of cells; those that are not plain Python have none."""
    found: list[Statement] = []
    for cell in cells:
        try:
            found += statements(SHELL.sub("", without_marks(cell.source)))
        except CannotTurn:
            continue
    return found


def _modules(one: Statement) -> list[str]:
    if isinstance(one.node, ast.Import):
        return [alias.name.partition(".")[0] for alias in one.node.names]
    if isinstance(one.node, ast.ImportFrom):
        return [(one.node.module or "").partition(".")[0]]
    return []
