"""The real release: the text of source/, without answers and hidden checks."""

import ast
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode

from course.authoring.build import drift
from course.authoring.leaks import bare_cells, leaks, telling_parts
from course.authoring.lesson import Lesson, read_lesson

ROOT = Path(__file__).parents[2]
TEXTS = sorted((ROOT / "source").glob("*/*.py"))


@pytest.fixture(scope="module", params=TEXTS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest) -> Lesson:
    return read_lesson(request.param, ROOT)


@pytest.fixture
def released(lesson: Lesson) -> NotebookNode:
    path = ROOT / "release" / lesson.assignment / f"{lesson.name}.ipynb"
    return nbformat.read(path, as_version=4)


@cache
def hidden_parts() -> list[str]:
    """Return what gives the body of any function of the hidden checks away.

    Their names and points are no secret: the feedback shows them. And every test cell
    has the same imports.
    """
    texts = []
    for path in (ROOT / "checks").glob("*/*.py"):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                body = lines[node.body[0].lineno - 1 : node.end_lineno]
                texts.append("\n".join(body))
    assert len(texts) > 100
    return [part for text in texts for part in telling_parts(text)]


def test_the_release_is_what_the_source_says():
    assert drift(ROOT) == []


def test_no_answer_is_in_the_release(lesson, released):
    assert leaks(lesson, released) == []


def test_no_hidden_check_is_in_the_release(released):
    cells = bare_cells(released)
    for part in hidden_parts():
        assert [name for name, text in cells.items() if part in text] == []


def test_no_lesson_text_is_in_the_release():
    assert list((ROOT / "release").rglob("*.py")) == []
