"""Broken submissions through nbgrader's own Autograde, until it would run cells."""

import copy
import json
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode, v3
from nbgrader.converters.autograde import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.converters.generate_feedback import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum
from support.intake import survey
from support.mini_course import MiniCourse
from support.small_release import (
    cell_of,
    delete,
    duplicate,
    insert,
    lose_metadata_everywhere,
    move,
    name_of,
    names,
    own,
    retype,
    set_all_marks,
    set_marks,
    set_source,
)
from traitlets.config import Config

from course.folder import course_config
from course.worker.sanitize_html import clean_html
from course.worker.submissions import stage

ALL = ["double", "test_double", "halve", "test_halve"]
ANSWERS = {
    "double": "def double(x):\n    return x * 2",
    "halve": "def halve(x):\n    return x / 2",
}
BROKEN = {
    "ordinary": [],
    "test_deleted": [delete("test_double")],
    "everything_deleted": [lambda nb: nb.cells.__delitem__(slice(1, None))],
    "test_duplicated": [duplicate("test_double", 0)],
    "solution_duplicated": [duplicate("double", 4)],
    "tests_first": [move("test_double", 0), move("test_halve", 0)],
    "test_retyped": [retype("test_double", "raw")],
    "solution_retyped": [retype("double", "markdown")],
    "test_edited": [set_source("test_double", "100")],
    "points_nan": [set_marks("test_double", points=float("nan"))],
    "points_a_word": [set_marks("test_double", points="all")],
    "test_turned_into_solution": [set_marks("test_double", solution=True)],
    "solution_graded": [set_marks("double", grade=True, points=50)],
    "schema_of_the_future": [set_marks("double", schema_version=99)],
    "schema_of_the_past": [set_marks("double", schema_version=0)],
    "marks_a_string": [set_all_marks("double", "mine")],
    "marks_a_list": [set_all_marks("test_double", [1])],
    "marks_empty": [set_all_marks("test_double", {})],
    "metadata_lost": [lose_metadata_everywhere],
    "foreign_cell": [
        insert(0, own("1")),
        lambda nb: nb.cells[0].metadata.update(nbgrader={"grade_id": "x", "grade": 1}),
    ],
    "another_language": [
        lambda nb: nb.metadata.update(
            kernelspec={"name": "ir", "display_name": "R", "language": "R"}
        )
    ],
}


@pytest.fixture
def course(tiny: MiniCourse, tmp_path: Path) -> MiniCourse:
    return tiny.copy(tmp_path / "course")


def hand_in(course: MiniCourse, *changes) -> Path:
    """Submit a notebook as JSON, valid or not."""
    return course.handed_in("ada", json.dumps(course.answered(ANSWERS, *changes)))


def converter(course: MiniCourse, kind: type, config: Config) -> None:
    """Run one of nbgrader's converters on Ada's submission."""
    config.CourseDirectory.assignment_id = course.assignment
    config.CourseDirectory.student_id = "ada"
    coursedir = CourseDirectory(config=config)
    kind(coursedir=coursedir, config=config, force=True).start()


def sanitized(course: MiniCourse, submitted: Path | None = None) -> NotebookNode:
    """Return what nbgrader's Autograde makes of the submission before it runs it."""
    config = course_config(course.root)
    if submitted:
        folder = str(submitted.relative_to(course.root))
        config.CourseDirectory.submitted_directory = folder
    config.Autograde.autograde_preprocessors = [
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    config.SaveAutoGrades.enabled = False  # nothing has run
    converter(course, Autograde, config)
    return course.read("autograded", "ada")


def feedback(course: MiniCourse) -> str:
    converter(course, GenerateFeedback, course_config(course.root))
    return course.path("feedback", "ada", ".html").read_text(encoding="utf-8")


@pytest.mark.parametrize("broken", BROKEN)
def test_nbgrader_accepts_what_was_repaired(course, broken):
    hand_in(course, *BROKEN[broken])
    nb = sanitized(course)
    assert names(nb) == ALL
    for name in ALL:
        cell = cell_of(nb, name)
        if cell.metadata.nbgrader.locked:
            assert compute_checksum(cell) == cell.metadata.nbgrader.checksum
    assert nb.metadata.kernelspec.language == "python"


def test_an_ordinary_submission_has_no_note(course):
    hand_in(course)
    assert sanitized(course) == course.answered(ANSWERS)


def test_the_gradebook_is_right_where_release_is_not(course):
    nb = course.read()
    set_marks("test_double", points=1)(nb)
    set_source("test_double", "pass")(nb)
    delete("test_halve")(nb)
    nbformat.write(nb, course.path("release"))
    hand_in(course)
    graded = sanitized(course)
    assert cell_of(graded, "test_double").metadata.nbgrader.points == 40
    assert cell_of(graded, "test_halve").metadata.nbgrader.points == 60


def test_the_log_survives_into_the_autograded_notebook_and_its_feedback(course):
    hand_in(course, delete("test_double"))
    nb = sanitized(course)
    [told] = nb.metadata.charlm.repairs
    assert "test_double" in told and "was missing" in told
    assert "was missing and was put back" in feedback(course)


def test_a_regrade_tells_it_once(course):
    hand_in(course, delete("test_double"))
    once = sanitized(course)
    assert sanitized(course) == once


def test_a_graded_notebook_that_is_handed_in_again_is_an_ordinary_one(course):
    hand_in(course, delete("test_double"))
    course.handed_in("ada", nbformat.writes(sanitized(course)))
    again = sanitized(course)
    assert names(again) == ALL and "charlm" not in again.metadata


@pytest.mark.parametrize(
    "text",
    [
        lambda nb: v3.writes_json(nbformat.convert(nb, 3)),
        lambda nb: "\ufeff" + json.dumps(nb),
        lambda nb: json.dumps({**nb, "nbformat": "4"}),
        lambda nb: json.dumps({**nb, "metadata": None}),
        lambda nb: json.dumps({**nb, "cells": [3, *nb.cells]}),
        lambda nb: json.dumps({**nb, "cells": [{"outputs": 3}, *nb.cells]}),
    ],
    ids=["nbformat_3", "bom", "format_a_word", "no_metadata", "number", "bad_outputs"],
)
def test_nbgrader_accepts_what_intake_staged(course, text):
    right = course.answered(ANSWERS)
    course.handed_in("ada", text(copy.deepcopy(right)))
    [submission] = survey(course.root, course.assignment)
    staged = stage(submission, course.root / ".course" / "submitted")
    nb = sanitized(course, staged)
    assert [c.source for c in nb.cells if name_of(c)] == [
        c.source for c in right.cells if name_of(c)
    ]


def test_what_intake_refuses_nbgrader_would_not_have_graded(course):
    course.handed_in("ada", "no json")
    [submission] = survey(course.root, course.assignment)
    assert submission.problem
    with pytest.raises(NbGraderException):
        sanitized(course)


@pytest.mark.parametrize(
    "style",
    [
        "margin: -300px",
        "margin: 0 0 -20em 0",
        "margin: calc(0px - 9px)",
        "margin: var(--x)",
        "margin: -\\35 0px",
        "vertical-align: -300px",
        "height: 0",
        "width: 1e9px",
        "padding: 99999px",
        "position: absolute; top: 0",
    ],
)
def test_nothing_is_drawn_over_what_stands_beside_it(style):
    assert clean_html(f'<img style="{style}">') == '<img style="">'


@pytest.mark.parametrize("style", ["margin: 1px auto;", "width: 50%;", "color: red;"])
def test_other_styles_stay(style):
    assert style in clean_html(f'<p style="{style}">so</p>')
