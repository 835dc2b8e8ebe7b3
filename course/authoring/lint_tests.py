"""Check the test cells of a lesson, and the criteria that they and its checks have.

A test cell is run only to collect its criteria, without judging.
"""

from __future__ import annotations

import ast
import contextlib
import io
import math
from collections.abc import Iterator
from pathlib import Path

from course.authoring.lesson import Cell, Lesson
from course.authoring.names import ALWAYS_DEFINED, free_names, parsed
from course.authoring.problems import Problem
from course.content import Content
from course.errors import kind_and_line
from course.judging.exercises import PRACTICE_PREFIX
from course.judging.load_checks import ChecksError, hidden_checks, where_defined
from utils.checking import Checks, collecting


def lint_tests(lesson: Lesson, content: Content) -> Iterator[Problem]:
    """Yield the problems with test cells, check cells and hidden criteria."""
    hidden, problems = _hidden_checks(lesson, content)
    yield from problems
    for name, cell in lesson.tests.items():
        if cell.kind == "code":
            if "raises-exception" not in cell.tags:
                message = 'test cell without the tag "raises-exception"'
                yield lesson.problem(cell, message)
            yield from _self_contained(lesson, cell, hidden.get(exercise_of(name)))
    for cell in lesson.practice.values():
        if cell.kind == "code":
            yield from _self_contained(lesson, cell, None)


def _self_contained(
    lesson: Lesson, cell: Cell, hidden: Checks | None
) -> Iterator[Problem]:
    """Check that a cell needs only exercises, and that its criteria can be read."""
    tree = parsed(cell.source)
    if tree is None:
        yield lesson.problem(cell, "a test cell must be plain Python")
        return
    undefined = free_names(cell.source) - ALWAYS_DEFINED - set(lesson.exercises)
    for name in sorted(undefined):
        message = f"not self-contained: {name} is not defined or imported here"
        yield lesson.problem(cell, message, _first_use(tree, name))
    has_exercise = exercise_of(cell.grade_id) in lesson.exercises
    has_criteria = "points" in cell.grading or cell.is_practice
    if has_exercise and has_criteria and not undefined:
        yield from _criteria(lesson, cell, hidden)


def _criteria(lesson: Lesson, cell: Cell, hidden: Checks | None) -> Iterator[Problem]:
    """Check that visible and hidden criteria sum to the points of the cell, if any."""
    exercise = exercise_of(cell.grade_id)
    names = {"__name__": "__main__", **{name: object() for name in lesson.exercises}}
    try:
        with collecting() as collected, contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.source, f"<{cell.name}>", "exec"), names)
    except (Exception, SystemExit) as error:
        reason = kind_and_line(error)
        message = f"its criteria cannot be read without an answer: {reason}"
        yield lesson.problem(cell, message)
        return
    if [checks.exercise for checks, _ in collected] != [exercise]:
        message = f'must run Checks("{exercise}") once, and no other checks'
        yield lesson.problem(cell, message)
        return
    if cell.is_practice:
        return
    visible = collected[0][0].points
    secret = hidden.points if hidden else 0
    if not math.isclose(visible + secret, cell.points):
        message = (
            f"criteria are worth {visible + secret:g} points ({visible:g} visible, "
            f"{secret:g} hidden), the cell {cell.points:g}"
        )
        yield lesson.problem(cell, message)


def _hidden_checks(
    lesson: Lesson, content: Content
) -> tuple[dict[str, Checks], list[Problem]]:
    """Return the hidden criteria by exercise, and the problems with them."""
    try:
        hidden = hidden_checks(content, lesson.name)
    except ChecksError as error:
        place = _shown(content, error.path)
        return {}, [Problem(place, error.line, "", error.message)]
    problems = []
    for name in sorted(set(hidden) - set(lesson.exercises)):
        path, line = where_defined(content, lesson.name, name)
        message = f"checks {name}, which is not an exercise of {lesson.path}"
        problems.append(Problem(_shown(content, path), line, "", message))
    return hidden, problems


def _shown(content: Content, path: Path) -> str:
    """Return a path for messages: relative to the course if inside it."""
    root = content.root.resolve()
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def exercise_of(test: str) -> str:
    """Return the exercise that a test cell or a check cell is about."""
    return test.removeprefix("test_").removeprefix(PRACTICE_PREFIX)


def _first_use(tree: ast.Module, name: str) -> int:
    uses = [
        n.lineno for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == name
    ]
    return min(uses, default=0)
