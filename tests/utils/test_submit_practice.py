"""Before handing in, nothing is said of practice, answered or blank."""

import nbformat
import pytest
from support.practised import practised
from support.sums import RIGHT

from course.authoring.releases import release_of, write_releases
from utils import saved
from utils.dry_run import dry_run, runs
from utils.saved import lesson_of, read_cells
from utils.submit_check import never_run

TRIPLE = "OFFSET = 1 / 0\ndef triple(x):\n    return 3 * x"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return practised(tmp_path_factory.mktemp("submit") / "course").build()


@pytest.fixture
def saved_as(course, tmp_path, monkeypatch):
    """Return a function that saves answers, and returns the cells and the lesson."""
    monkeypatch.setattr(saved, "RELEASE", course.root / "release")
    record = tmp_path / "releases.json"
    made = release_of(course.read(), "2026-11-28T00:00:00Z")
    write_releases(record, {"00-sums/sums": [made]})

    def save(answers, *changes):
        path = tmp_path / "sums.ipynb"
        nbformat.write(course.answered(answers, *changes), path)
        cells = read_cells(path.read_bytes())
        return cells, lesson_of(cells, record)

    return save


def test_it_is_none_of_the_graded_exercises(saved_as):
    _, lesson = saved_as({})
    assert lesson.exercises == ["double", "total"]
    assert lesson.practice == ["triple"]


def test_a_dry_run_says_nothing_of_an_answer_to_it(saved_as, tmp_path):
    cells, lesson = saved_as(RIGHT | {"triple": TRIPLE})
    found = dry_run(cells, lesson, tmp_path)
    assert [one.name for one in found.exercises if one.passed] == ["double", "total"]
    assert found.missing == [] and found.remarks == []


def test_only_its_definitions_run_as_in_grading(saved_as):
    cells, lesson = saved_as(RIGHT | {"triple": TRIPLE})
    [ran] = [code for cell, _, code in runs(cells, lesson) if cell.name == "triple"]
    assert ran.startswith("def triple")


def test_a_blank_one_that_was_never_run_is_not_named(saved_as):
    cells, lesson = saved_as({"triple": TRIPLE})
    assert not [told for told in never_run(cells, lesson) if "OFFSET" in told]
