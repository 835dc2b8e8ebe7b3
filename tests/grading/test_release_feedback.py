"""Feedback through nbgrader's exchange reaches everybody who can get it."""

from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory
from nbgrader.utils import notebook_hash
from support.mini_course import MiniCourse
from support.sums import RIGHT, sums
from traitlets.config import Config

from course.folder import course_config
from course.grading.grade import Grading
from course.grading.release_feedback import ReleaseFeedback

SECRETS = {"ann": "ann's own", "bob": "bob's own", "eve": "eve's own"}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the exchange's folder with the pages of a class of four.

    bob renamed his notebook, eve's timestamp is none, and zoe's folder was copied.
    """
    course = sums(tmp_path_factory.mktemp("feedback") / "course").build()
    for student in (*SECRETS, "zoe"):
        path = course.hand_in(student, RIGHT)
        if student in SECRETS:
            secret = path.with_name("submission_secret.txt")
            secret.write_text(SECRETS[student], encoding="utf-8")
            time = "on Sunday" if student == "eve" else "2026-11-01 10:00:00 UTC"
            path.with_name("timestamp.txt").write_text(time, encoding="utf-8")
    course.path("submitted", "bob").rename(
        course.path("submitted", "bob").with_name("sums-Copy1.ipynb")
    )
    assert not [row for row in Grading(course.root, "00-sums").rows() if row.problem]
    return release(course)


def release(course: MiniCourse) -> Path:
    exchange = course.root / "exchange"
    exchange.mkdir()
    config = course_config(course.root)
    config.merge(Config({"Exchange": {"root": str(exchange)}}))
    config.CourseDirectory.assignment_id = course.assignment
    factory = ExchangeFactory(config=config)
    ours = factory.ReleaseFeedback(coursedir=CourseDirectory(config=config))
    assert type(ours) is ReleaseFeedback
    ours.start()
    return exchange / "charlm" / "feedback"


def page(released: Path, student: str, name: str) -> Path:
    """Return the page that nbgrader fetches for a notebook in a student's folder."""
    return released / f"{notebook_hash(secret=SECRETS[student], notebook_id=name)}.html"


def test_a_page_is_where_nbgrader_looks_for_it(released):
    assert page(released, "ann", "sums").is_file()


def test_a_renamed_notebook_has_its_page_under_the_students_name(released):
    text = page(released, "bob", "sums-Copy1").read_text(encoding="utf-8")
    assert text == page(released, "bob", "sums").read_text(encoding="utf-8")


def test_a_submission_without_a_time_has_its_page(released):
    assert page(released, "eve", "sums").is_file()


def test_who_did_not_use_the_exchange_stops_nobody(released):
    assert len(list(released.iterdir())) == 4
