"""A configuration that names something missing is one error line, with its place."""

import pytest
from support.mini_course import CONFIG, MiniCourse
from support.tiny_course import edited
from typer.testing import CliRunner

from course.cli import app
from course.content import content_of
from course.errors import CourseError
from course.folder import course_config

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
