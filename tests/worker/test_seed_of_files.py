"""The inputs of hidden criteria change with the files that the code can read."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from course.judging import exercises
from course.worker import execute
from course.worker.execute import SealedExecute


@pytest.fixture
def seed_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return the seed of one notebook beside a table, in a lesson with such tests."""
    (tmp_path / "nbgrader_config.py").touch()
    config = Config({"CourseDirectory": {"root": str(tmp_path)}})
    nb = new_notebook(cells=[new_code_cell("answers = open('table.txt').read()")])
    where = {"student": "ada", "assignment": "ps1", "notebook": "one", "db_url": ""}

    def seed_with(table: str, own_tests: dict[str, float]) -> int:
        cells = exercises.TestCells({}, own_tests)
        monkeypatch.setattr(execute, "test_cells_of", lambda *_: cells)
        folder = tmp_path / "copy"
        folder.mkdir(exist_ok=True)
        (folder / "table.txt").write_text(table, encoding="utf-8")
        resources = {"nbgrader": where, "metadata": {"path": str(folder)}}
        return SealedExecute(config=config).task(nb, resources).seed

    return seed_with


def test_a_table_beside_a_notebook_holds_no_answers_to_later_inputs(seed_with):
    own = {"test_mean": 1.0}
    assert seed_with("", own) != seed_with("the answers to the inputs before", own)


def test_a_file_that_no_code_can_read_changes_nothing(seed_with):
    assert seed_with("", {}) == seed_with("a note", {})
