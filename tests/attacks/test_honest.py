"""Honest work scores the same in the sandbox, without it, and by nbgrader's command.

Tested with a small lesson, one of the course and one with TensorFlow: right, partly
right, wrong and blank.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import jupytext
import pytest
from arena import MAIN, Arena, Attack, Grade
from attacked import LETTERS, TENSORS, Lesson
from support.mini_course import grade_id
from support.programs import nbgrader

from course.sandbox import bubblewrap

pytestmark = pytest.mark.skipif(
    bubblewrap.available() is not None,
    reason=f"no sandbox here: {bubblewrap.available()}",
)

SOURCE = jupytext.read(MAIN / "source" / "01-dinosaurs" / "dinosaurs.py")
ANSWERS = {
    grade_id(cell): cell.source
    for cell in SOURCE.cells
    if cell.metadata.get("nbgrader", {}).get("solution")
}
DINOSAURS = Lesson("01-dinosaurs", "dinosaurs.ipynb", ANSWERS, home=MAIN)
WRONG = {
    LETTERS: ("softmax", LETTERS.right["softmax"].replace("np.max(scores)", "5")),
    DINOSAURS: ("clip", ANSWERS["clip"].replace("-maxValue", "0")),
    TENSORS: ("halve", "def halve(x):\n    return x // 2\n"),
}
WAYS = {
    "sealed": ("grade", "--force"),
    "unsandboxed": ("grade", "--force", "--unsandboxed"),
    "nbgrader": ("autograde", "--force"),
}
Scores = dict[str, dict[str, Grade]]  # by way and student


def students(lesson: Lesson) -> list[Attack]:
    """Return those who did everything, half of it, one thing wrong, or nothing."""
    right = list(lesson.right.items())
    wrong = dict([*right, WRONG[lesson]])
    answers = {
        "right": right,
        "partial": right[: (len(right) + 1) // 2],
        "wrong": wrong.items(),
        "blank": (),
    }
    return [
        Attack("honest", name, name, 0, tuple(cells), lesson=lesson)
        for name, cells in answers.items()
    ]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(LETTERS, id="small"),
        pytest.param(DINOSAURS, id="NumPy", marks=pytest.mark.slow),
        pytest.param(TENSORS, id="TensorFlow", marks=pytest.mark.slow),
    ],
)
def scores(request: pytest.FixtureRequest) -> Iterator[Scores]:
    """Return what every student of a lesson gets, by every way of grading."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="hon-") as place:
        arena = Arena(Path(place, "course"), lesson=request.param)
        arena.build(config="")
        for student in students(request.param):
            arena.hand_in(student)
        for way, words in WAYS.items():
            assignment = request.param.assignment
            # No way may use the verdicts of another.
            shutil.rmtree(arena.root / ".course" / "cache", ignore_errors=True)
            if way == "nbgrader":
                done = nbgrader(arena.root, *words, assignment)
                assert done.returncode == 0, done.stderr
            else:
                done = arena.course.run(*words, assignment)
                assert done.exit_code == 0, done.output
            found[way] = arena.grades()
        yield found


@pytest.mark.parametrize("way", list(WAYS)[1:])
def test_every_way_of_grading_gives_the_same_scores(scores: Scores, way: str):
    assert scores[way] == scores["sealed"]


def test_right_answers_earn_everything(scores: Scores):
    assert scores["sealed"]["honest.right"].total == 100


def test_a_blank_notebook_earns_nothing(scores: Scores):
    assert scores["sealed"]["honest.blank"].total == 0


@pytest.mark.parametrize("student", ["honest.partial", "honest.wrong"])
def test_what_is_partly_right_earns_a_part(scores: Scores, student: str):
    assert 0 < scores["sealed"][student].total < 100
