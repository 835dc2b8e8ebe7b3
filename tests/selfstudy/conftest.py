"""A course of two small lessons, and a learner with their own home folder.

Both lessons have an exercise `double`; in sums it is worth 40 points and `total` 60.
"""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from support.sums import sums as sums_course
from typer.testing import CliRunner, Result

from course.authoring.lesson import as_notebook
from course.cli import app
from course.selfstudy.lessons import Course, Handout

OTHER = '''\
# %% nbgrader={"grade_id": "double", "solution": true}
def double(text):
    """Say it twice."""
    ### BEGIN SOLUTION
    return 2 * text
    ### END SOLUTION

# %% tags=["raises-exception"] nbgrader={"grade_id": "test_double", "grade": true, "locked": true, "points": 100}
from utils.checking import Checks

checks = Checks("double")


@checks.criterion("a word is said twice", points=100, hint="words can be added")
def word(double):
    assert double("so") == "soso"


checks.run(double)
'''  # noqa: E501


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the course's folder."""
    root = tmp_path_factory.mktemp("home") / "my cöurse"
    return sums_course(root, "", **{"01-words/words": OTHER}).root


@pytest.fixture(scope="session")
def lessons(folder: Path) -> Course:
    return Course(folder)


@pytest.fixture(scope="session")
def sums(lessons: Course) -> Handout:
    return lessons.handouts["sums"]


@pytest.fixture
def answered(sums: Handout) -> NotebookNode:
    """Return a copy of sums with the right answers."""
    nb = sums.notebook.copy()
    solved = {cell.id: cell.source for cell in as_notebook(sums.lesson).cells}
    nb.cells = [nbformat.from_dict({**c, "source": solved[c.id]}) for c in nb.cells]
    return nb


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that saves a notebook outside the course."""

    def write(nb: NotebookNode, name: str = "sums.ipynb") -> Path:
        path = tmp_path / "my work" / name
        path.parent.mkdir(exist_ok=True)
        nbformat.write(nb, path)
        return path

    return write


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the learner's progress."""
    place = tmp_path / "learner"
    monkeypatch.setenv("CHARLM_HOME", str(place))
    return place


@pytest.fixture
def say(folder: Path) -> Callable[..., Result]:
    """Return a function that runs a command of `course` as typed, in this course."""

    def run(*words: object, typed: str = "") -> Result:
        line = [*map(str, words), "--course-dir", str(folder)]
        return CliRunner().invoke(app, line, input=typed, env={"COLUMNS": "200"})

    return run
