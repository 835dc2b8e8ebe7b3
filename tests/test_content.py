"""A configuration that names something missing is one error line, with its place."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from support.mini_course import CONFIG, MiniCourse
from support.tiny_course import edited
from traitlets.config import Config
from typer.testing import CliRunner

from course.cli import app
from course.content import Content, content_of
from course.errors import CourseError, GradeError
from course.folder import course_config
from course.grading.gradebook import RegisteredAssignment

NOT_THERE = {
    "checks": ("'no checks'", "there is no folder no checks"),
    "library": ("['utils', 'no_such']", "there is no package no_such"),
    "data": ("{'TEXTS': 'no texts'}", "TEXTS: there is no folder"),
    "preload": ("{r'\\bx\\b': ['no_such.module']}", "there is no package no_such"),
}


@pytest.fixture
def course(tmp_path) -> MiniCourse:
    return MiniCourse.write(tmp_path / "a course", {"01-tiny/tiny": edited()})


def line_of_the_end(course: MiniCourse) -> str:
    path = course.root / CONFIG
    return f"{path}:{len(path.read_text(encoding='utf-8').splitlines())}"


@pytest.mark.parametrize("option", NOT_THERE)
@pytest.mark.parametrize("command", ["build", "check"])
def test_the_line_that_names_it_is_told(course, option, command, tmp_path):
    value, problem = NOT_THERE[option]
    course.configure(f"c.CourseContent.{option} = {value}\n")
    copy = tmp_path / "x.ipynb"
    copy.touch()
    told = course.run(command, *([str(copy)] if command == "check" else []))
    assert told.exit_code == 1 and told.stderr.count("\n") == 1
    place = f"{line_of_the_end(course)}: CourseContent.{option}: "
    assert told.stderr.startswith(f"{place}{problem}")


def test_a_pattern_that_is_none_is_told_with_its_line(course):
    course.configure("c.CourseContent.preload = {'(': ['numpy']}\n")
    with pytest.raises(CourseError, match="is not a regular expression") as refused:
        content_of(course.root, course_config(course.root))
    assert str(refused.value).startswith(line_of_the_end(course))


def test_a_missing_class_of_the_demo_is_told_with_its_line(course, monkeypatch):
    course.configure("c.CourseContent.demo = 'no class.py'\n")
    monkeypatch.chdir(course.root)
    told = CliRunner().invoke(app, ["demo"])
    place = f"{line_of_the_end(course)}: CourseContent.demo: "
    assert told.exit_code == 1
    assert told.stderr == f"{place}there is no file no class.py\n"


WITHOUT = (r"\bheavy\b", ("no_such_package.layers", "json"))


def test_a_package_that_is_missing_is_left_to_the_code_that_names_it(tmp_path):
    content = Content(tmp_path, preload=(WITHOUT,))
    assert content.preloaded("# not heavy") == ("json",)
    assert content.not_installed("# not heavy") == ("no_such_package",)
    assert content.not_installed("light") == ()


def released(root, name, *, graded):
    marks = {"grade_id": "a", "grade": True} if graded else {}
    cells = [new_code_cell("heavy"), new_code_cell("", metadata={"nbgrader": marks})]
    folder = root / "release" / "01-mine"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells), folder / f"{name}.ipynb")


def test_a_graded_notebook_that_needs_a_missing_package_is_not_graded(tmp_path):
    content = Content(tmp_path, preload=(WITHOUT,))
    registered = RegisteredAssignment(tmp_path, "01-mine", "", Config(), content)
    released(tmp_path, "encore", graded=False)
    registered.refuse_not_installed()
    released(tmp_path, "lesson", graded=True)
    with pytest.raises(GradeError, match="lesson needs no_such_package, not installed"):
        registered.refuse_not_installed()
