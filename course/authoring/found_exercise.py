"""One function of a notebook with its test cells, on the way to an exercise.

It is found with the cells that test it. Drafts of its criteria are tried, and those
that hold become files of checks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nbformat import NotebookNode

from course.authoring.asserts import Statement
from course.authoring.criteria import DraftedExercise
from course.authoring.lesson import without_marks
from course.authoring.names import free_names
from course.authoring.nbgrader_notebook import marks
from course.authoring.trial import Attempt

REGION = re.compile(
    r"^([ \t]*)#+ ?BEGIN SOLUTION.*?^[ \t]*#+ ?END SOLUTION[^\n]*",
    re.MULTILINE | re.DOTALL,
)


@dataclass
class FoundExercise:
    """A function of an answer cell, its test cells, and what they may become."""

    name: str
    answer: NotebookNode
    tests: list[NotebookNode] = field(default_factory=list)
    ways: list[list[DraftedExercise]] = field(default_factory=list)  # of each test
    way: DraftedExercise | None = None
    caught_by: str = ""

    @property
    def points(self) -> list[float]:
        return [float(marks(cell).get("points", 0)) for cell in self.tests]

    @property
    def turned(self) -> DraftedExercise:
        assert self.way is not None
        return self.way


def attempt_at(
    one: FoundExercise, cell: NotebookNode, way: DraftedExercise, origin: str
) -> Attempt:
    """Return what to try of a test cell of an exercise, turned in one way."""
    points = [float(marks(cell).get("points", 0))]
    return Attempt(
        name=one.name,
        calls=way.calls,
        test_cell=way.test_cell(points),
        hidden=way.hidden_module(points, origin) if way.has_hidden else "",
        blank=REGION.sub(r"\1raise NotImplementedError", one.answer.source),
        empty=empty_function(one),
    )


def checks_of(
    name: str, exercises: list[FoundExercise], pool: list[Statement], origin: str
) -> dict[str, str]:
    """Return the files of checks/ by path, for exercises with hidden tests.

    `pool` has what other cells may give to the answers; `origin` names the notebook.
    """
    names = ", ".join(one.name for one in exercises)
    answers = [without_marks(one.answer.source) for one in exercises]
    wanted = {n for one in exercises for n in one.turned.calls}
    wanted |= {n for source in answers for n in free_names(source)}
    provided = "\n".join(s.text for s in needed(wanted, pool))
    files = {
        "__init__.py": f'"""Hidden criteria of {name}, a module each."""\n\n'
        f"from utils.checking import Checks\n\nfrom . import {names}\n\n"
        "EXERCISES: dict[str, Checks] = {\n"
        f"    part.checks.exercise: part.checks for part in ({names},)\n}}\n",
        "answers/names.py": f'"""What cells of {name} give to answers."""\n'
        f"# ruff: noqa\n\n{provided}\n",
    }
    for one, source in zip(exercises, answers, strict=True):
        module = one.turned.hidden_module(one.points, origin)
        files[f"{one.name}.py"] = module
        text = f"# ruff: noqa\n\n# %% right: the notebook's solution\n{source}\n"
        if one.caught_by:
            text += f"\n\n# %% wrong: nothing -> {one.caught_by}\n"
            text += f"# unnamed: nothing is computed\n{empty_function(one)}\n"
        files[f"answers/{one.name}.py"] = text
    return files


def empty_function(one: FoundExercise) -> str:
    """Return the function of an exercise without anything in it."""
    for node in ast.parse(one.answer.source).body:
        if isinstance(node, ast.FunctionDef) and node.name == one.name:
            node.body, node.decorator_list = [ast.Return(ast.Constant(None))], []
            return ast.unparse(ast.fix_missing_locations(node))
    raise AssertionError(f"{one.name} is not defined in its cell")


def needed(wanted: Iterable[str], pool: list[Statement]) -> list[Statement]:
    """Return the statements that define names, and what they need themselves."""
    names, found = set(wanted), set[int]()
    while new := [
        n for n, one in enumerate(pool) if n not in found and one.bound & names
    ]:
        found.update(new)
        names |= {name for n in new for name in free_names(pool[n].text)}
    return [pool[n] for n in sorted(found)]
