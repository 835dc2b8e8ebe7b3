"""What is folded in a notebook checks an answer, draws a figure, or gets `utils`."""

import ast
from pathlib import Path

import pytest
from reader import REPO

from course.authoring.lesson import Cell, read_lesson
from course.authoring.on_colab import is_filled

SOURCES = sorted((REPO / "source").glob("*/*.py"))
each_lesson = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
DEFINES = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


def is_folded(cell: Cell) -> bool:
    return bool(cell.options.get("jupyter", {}).get("source_hidden"))


def draws(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and ast.unparse(node).startswith(
        ("plots.", "diagrams")
    )


@each_lesson
def test_every_check_is_folded(source: Path):
    lesson = read_lesson(source, REPO)
    assert all(is_folded(cell) for cell in lesson.tests.values())


@each_lesson
def test_nothing_that_a_reader_writes_is_folded(source: Path):
    lesson = read_lesson(source, REPO)
    assert not any(is_folded(cell) for cell in lesson.exercises.values())


@each_lesson
def test_what_is_folded_besides_checks_draws_and_defines_nothing(source: Path):
    lesson = read_lesson(source, REPO)
    for cell in lesson.cells:
        if (
            is_folded(cell)
            and cell not in lesson.practice.values()
            and not cell.is_test
            and not is_filled(cell.source)
        ):
            statements = ast.parse(cell.source).body
            assert any(map(draws, statements)), cell.name
            assert not any(isinstance(one, DEFINES) for one in statements), cell.name
