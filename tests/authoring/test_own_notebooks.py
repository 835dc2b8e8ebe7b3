"""Notebooks that an instructor made by hand are left alone by build and pack."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course.authoring.build import build, drift
from course.authoring.lesson import is_made_from_text
from course.errors import BuildError


@pytest.fixture
def course(tiny, tmp_path) -> Path:
    """Return a built course with ps1, an instructor's own assignment, released."""
    root: Path = tiny.copy(tmp_path / "a course").root
    for step in ("source", "release"):
        own = root / step / "ps1" / "one.ipynb"
        own.parent.mkdir()
        nbformat.write(new_notebook(cells=[new_code_cell("print(1)")]), own)
        (own.parent / "helper.py").write_text("X = 1\n", encoding="utf-8")
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for step in ("source", "release")
        for path in (root / step / "ps1").rglob("*")
        if path.is_file()
    }


def test_building_everything_leaves_them_alone(course):
    before = contents(course)
    built = build(course)
    assert contents(course) == before
    assert built.removed == []
    assert drift(course) == []


def test_a_build_of_them_names_the_command_that_makes_them(course):
    with pytest.raises(BuildError, match="run nbgrader generate_assignment ps1"):
        build(course, ["ps1"])


def test_one_beside_a_lesson_is_released_with_it(course):
    own = course / "source" / "01-tiny" / "own.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("print(2)")]), own)
    (own.parent / "helper.py").write_text("X = 2\n", encoding="utf-8")
    build(course)
    released = course / "release" / "01-tiny"
    assert (released / "own.ipynb").is_file()
    assert (released / "helper.py").read_text(encoding="utf-8") == "X = 2\n"
    assert not (released / "tiny.py").exists()
    assert own.is_file()


def test_a_notebook_without_cell_ids_is_not_made_from_a_text(course):
    nb = nbformat.read(course / "release" / "01-tiny" / "tiny.ipynb", as_version=4)
    assert is_made_from_text(nb)
    for cell in nb.cells:
        cell.pop("id")
    assert not is_made_from_text(nb)
