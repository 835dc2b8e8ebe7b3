"""The page "Your own assignments" of the instructor's guide, followed line by line."""

import re
import shlex
from dataclasses import replace

import pytest
from support.mini_course import MAIN, MiniCourse
from support.programs import nbgrader
from support.squares import SMOOTHING, SOLVED, notebook_at

from course.cli import COMMANDS, NAMES
from course.sandbox import bubblewrap

ANY_WAY = ["--unsandboxed"] if bubblewrap.available() else []
GUIDE = (MAIN / "docs" / "instructor.md").read_text(encoding="utf-8")
IN_PS1 = {
    "cell-1": SOLVED["square"],
    "cell-2": SOLVED["total"],
    "cell-3": SOLVED["cell-3"],
}


def commands_of_the_page() -> list[list[str]]:
    """Return the commands in the page, in their order, without comments."""
    page = GUIDE.split("\n## Your own assignments\n")[1].split("\n## ")[0]
    lines = re.findall(r"^    ((?:course|nbgrader) .*)$", page, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def test_the_page_names_commands_that_there_are():
    known = {NAMES.get(one.__name__, one.__name__) for one in COMMANDS}
    named = {words[1] for words in commands_of_the_page() if words[0] == "course"}
    assert {"new", "build", "check", "grade", "qualify"} <= named <= known


@pytest.mark.slow  # kernels for three assignments; its sibling is test_new_lesson.py
def test_whoever_follows_the_page_has_three_assignments_graded(tmp_path, monkeypatch):
    root = tmp_path / "a course"
    root.mkdir()
    (root / "source" / "05-as-here").mkdir(parents=True)  # new ones are numbered on
    course = MiniCourse(root, "06-smoothing", "smoothing")
    course.configure()
    notebook_at(root / "source" / "ps1" / "one.ipynb")
    monkeypatch.chdir(root)
    ps1 = replace(course, assignment="ps1", notebook="one")
    squares = replace(course, assignment="07-squares", notebook="squares")
    answers = {"ps1": (ps1, IN_PS1), "07-squares": (squares, SOLVED)}
    for program, command, *words in commands_of_the_page():
        if program == "nbgrader":
            done = nbgrader(root, command, *words)
            assert done.returncode == 0, done.stderr
            continue
        if command == "grade":
            lesson, solved = answers[words[0]]
            hand_in(lesson, solved)
            words += ANY_WAY
        done = course.run(command, *words)
        assert done.exit_code == 0, (command, words, done.output)
    hand_in(course, SMOOTHING)
    assert course.run("grade", "06-smoothing", *ANY_WAY).exit_code == 0

    assert course.scores() == {
        "solved": {"moving_average": 100},
        "blank": {"moving_average": 0},
    }
    for lesson, worth in ((ps1, 1), (squares, 10)):
        scores = lesson.scores()
        assert scores["solved"]["variable"] == worth
        assert scores["blank"]["variable"] == 0
    assert scores["solved"] == {**scores["solved"], "square": 40, "total": 40}
    assert scores["blank"] == {**scores["blank"], "square": 0, "total": 0}


def hand_in(lesson: MiniCourse, solved: dict[str, str]) -> None:
    lesson.hand_in("solved", solved)
    lesson.hand_in("blank")
