"""What grading reads from the course, wherever it is started."""

from pathlib import Path

import nbformat.v4 as v4
import pytest
from traitlets.config import Config

from course.judging.exercises import TestCells
from course.judging.seeds import instance_secret
from course.worker import execute
from course.worker.execute import SealedExecute


@pytest.fixture(autouse=True)
def no_gradebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execute, "test_cells_of", lambda *where: TestCells())


def seed_from(place: Path, course: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return the seed of a submission when nbgrader is started in `place`."""
    place.mkdir(exist_ok=True)
    monkeypatch.chdir(place)
    config = Config({"CourseDirectory": {"root": str(course)}})
    where = {"assignment": "a", "notebook": "n", "student": "ada", "db_url": ""}
    graded = SealedExecute(config=config)
    return graded.task(v4.new_notebook(), {"nbgrader": where}).seed


def test_a_submission_has_the_same_seed_wherever_grading_is_started(
    tmp_path, monkeypatch
):
    course = tmp_path / "course"
    course.mkdir()
    here = seed_from(course, course, monkeypatch)
    assert seed_from(tmp_path / "elsewhere", course, monkeypatch) == here
    assert not (tmp_path / "elsewhere" / ".course").exists()


def test_the_secret_of_a_course_is_made_once_and_for_its_owner(tmp_path):
    secret = instance_secret(tmp_path)
    assert instance_secret(tmp_path) == secret
    assert (tmp_path / ".course" / "secret").stat().st_mode & 0o077 == 0


def test_every_course_has_a_secret_of_its_own(tmp_path):
    (tmp_path / "other").mkdir()
    assert instance_secret(tmp_path) != instance_secret(tmp_path / "other")
