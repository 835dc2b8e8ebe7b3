"""The real release: what source/ says, without answers and without hidden checks."""

import importlib.util
import pkgutil
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode

import course.checks
from course.build import drift
from course.leaks import cells_telling, leaks, telling_parts
from course.lesson import Lesson, read_lesson

ROOT = Path(__file__).parents[2]
TEXTS = sorted((ROOT / "source").glob("*/*.py"))


@pytest.fixture(params=TEXTS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest) -> Lesson:
    return read_lesson(request.param, ROOT)


@pytest.fixture
def released(lesson: Lesson) -> NotebookNode:
    path = ROOT / "release" / lesson.assignment / f"{lesson.name}.ipynb"
    return nbformat.read(path, as_version=4)


def hidden_texts() -> list[str]:
    """The text of every module of hidden checks."""
    found = pkgutil.walk_packages(course.checks.__path__, "course.checks.")
    paths = [importlib.util.find_spec(module.name).origin for module in found]
    return [Path(path).read_text(encoding="utf-8") for path in paths]


def test_the_release_is_what_the_source_says():
    assert drift(ROOT) == []


def test_no_answer_is_in_the_release(lesson, released):
    assert leaks(lesson, released) == []


def test_no_hidden_check_is_in_the_release(released):
    for text in hidden_texts():
        for part in telling_parts(text):
            assert cells_telling(part, released) == []


def test_no_lesson_text_is_in_the_release():
    assert list((ROOT / "release").rglob("*.py")) == []
