"""Copies of a gradebook share the statements that were compiled for another one."""

from pathlib import Path

import pytest
from nbgrader.api import Base, Gradebook, MissingEntry
from sqlalchemy import create_engine
from sqlalchemy.sql.compiler import SQLCompiler

from course.worker.gradebook_copy import copy_assignment
from course.worker.gradebook_dialect import url_of


@pytest.fixture
def copies(tmp_path: Path) -> list[Path]:
    """Return two copies of a gradebook with one assignment."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    Base.metadata.create_all(create_engine(url))  # then nbgrader starts no alembic
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("ps1")
    paths = [tmp_path / "one copy.db", tmp_path / "another.db"]
    for path in paths:
        copy_assignment(url, "ps1", path)
    return paths


def add_student(path: Path, name: str) -> list[str]:
    with Gradebook(url_of(path)) as gradebook:
        gradebook.add_student(name)
        gradebook.add_submission("ps1", name)
        return [found.student_id for found in gradebook.assignment_submissions("ps1")]


def test_each_copy_has_its_own_rows(copies):
    one, another = copies
    assert add_student(one, "ada") == ["ada"]
    assert add_student(another, "bob") == ["bob"]
    with Gradebook(url_of(one)) as gradebook, pytest.raises(MissingEntry):
        gradebook.find_student("bob")


def test_what_one_has_compiled_another_does_not(copies, monkeypatch):
    one, another = copies
    add_student(one, "ada")
    made = []
    begin = SQLCompiler.__init__

    def counted(self, *args, **kwargs):
        made.append(self)
        begin(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "__init__", counted)
    add_student(another, "bob")
    assert not made
