"""A student's rows are found without reading those of the whole class."""

import sqlite3
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from course.grading.indexes import WANTED, add_indexes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a course.db"
    Gradebook(f"sqlite:///{path}").close()
    return path


def plan(path: Path, table: str, column: str) -> str:
    """Return how the database would find the rows of a notebook or submission."""
    query = f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = ?"
    with sqlite3.connect(path) as database:
        return database.execute(query, ["x"]).fetchone()[-1]


@pytest.mark.parametrize(("kind", "column"), WANTED)
def test_rows_are_found_by_an_index(path, kind, column):
    table = kind.__table__.name
    assert plan(path, table, column).startswith("SCAN")
    add_indexes(f"sqlite:///{path}")
    assert plan(path, table, column).startswith("SEARCH")


def test_indexes_that_are_there_stay(path):
    add_indexes(f"sqlite:///{path}")
    before = path.read_bytes()
    add_indexes(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_database_that_allows_no_index_is_left_alone(path):
    add_indexes(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert plan(path, "grade", "notebook_id").startswith("SCAN")
