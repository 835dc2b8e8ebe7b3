"""Feedback goes back under the names that each system takes."""

from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest
from support.lms import (
    PEOPLE,
    blackboard_name,
    canvas_name,
    canvas_takes_feedback,
    ilias_name,
    moodle_name,
    moodle_takes_feedback,
    zipped,
)
from support.mini_course import MiniCourse
from support.sums import RIGHT, sums

STAMP = "2026-11-27-10-11-12"
CLASS = PEOPLE[:4]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    return sums(tmp_path_factory.mktemp("return") / "a course").build()


@pytest.fixture
def course(built: MiniCourse) -> MiniCourse:
    return built.copy(built.root.with_name("copy"))


def collected(course: MiniCourse, path: Path, name) -> Path:
    """Collect a class, and write a page for everybody but the last one."""
    answer = nbformat.writes(course.answered(RIGHT)).encode()
    zipped(path, {name(student): answer for student in CLASS})
    assert course.run("collect", "00-sums", str(path)).exit_code == 0
    for folder in sorted(course.root.glob("submitted/*"))[:-1]:
        page = course.path("feedback", folder.name, ".html")
        page.parent.mkdir(parents=True)
        page.write_text(f"for {folder.name}", encoding="utf-8")
    return path


def test_canvas_attaches_every_page_to_the_submission_of_its_student(course, tmp_path):
    zip_ = collected(course, tmp_path / "c.zip", lambda s: canvas_name(s, "sums.ipynb"))
    said = course.run("return", "00-sums")
    taken = canvas_takes_feedback(course.root / "returned" / "00-sums-canvas.zip", zip_)
    assert set(taken) == {"1001", "1002", "1003"}
    assert all(name.endswith("_sums.html") for name in taken.values())
    assert "no feedback: 1004: has no feedback page" in said.stderr


@pytest.mark.parametrize("folder", [True, False])
def test_moodle_takes_every_page(course, tmp_path, folder):
    collected(
        course, tmp_path / "m.zip", lambda s: moodle_name(s, "sums.ipynb", folder)
    )
    course.run("return", "00-sums", "--to", str(tmp_path / "back.zip"))
    taken = moodle_takes_feedback(tmp_path / "back.zip")
    assert taken == dict.fromkeys(("1001", "1002", "1003"), "sums.html")


def test_ilias_gets_its_own_folders(course, tmp_path):
    collected(course, tmp_path / "i.zip", lambda s: ilias_name(s, "sums.ipynb"))
    structure = zipped(
        tmp_path / "empty.zip",
        {f"Feedback/{ilias_name(s, '').split('/')[-2]}/": b"" for s in CLASS},
    )
    to = tmp_path / "back.zip"
    said = course.run(
        "return", "00-sums", "--structure", str(structure), "--to", str(to)
    )
    assert said.exit_code == 0, said.output
    with ZipFile(to) as archive:
        assert archive.namelist()[0] == "Feedback/Doe_Jane_jdoe_1001/sums.html"
        assert len(archive.namelist()) == 3


def test_ilias_a_folder_that_is_not_there_is_named(course, tmp_path):
    collected(course, tmp_path / "i.zip", lambda s: ilias_name(s, "sums.ipynb"))
    structure = zipped(tmp_path / "empty.zip", {"Doe_Jane_jdoe_1001/": b""})
    said = course.run("return", "00-sums", "--structure", str(structure))
    assert "1002:" in said.stderr and "has no folder Mueller_" in said.stderr
    assert "the feedback of 1, for ilias" in said.stdout


def test_blackboard_gets_a_folder_for_each_username_and_that_is_said(course, tmp_path):
    collected(
        course, tmp_path / "b.zip", lambda s: blackboard_name(s, "a.ipynb", STAMP)
    )
    said = course.run("return", "00-sums")
    place = course.root / "returned" / "00-sums-blackboard"
    assert (place / "jdoe" / "sums.html").read_text(encoding="utf-8") == "for jdoe"
    assert "Blackboard takes no feedback in bulk" in said.stdout


def test_what_was_not_collected_cannot_be_returned(course):
    said = course.run("return", "00-sums")
    assert said.stderr.startswith("00-sums was not collected from an LMS")


def test_without_a_page_there_is_nothing_to_return(course, tmp_path):
    collected(course, tmp_path / "c.zip", lambda s: canvas_name(s, "sums.ipynb"))
    for page in course.root.glob("feedback/*/*/*.html"):
        page.unlink()
    said = course.run("return", "00-sums")
    assert "there are no feedback pages: run course grade" in said.stderr
    assert not (course.root / "returned").exists()
