"""The record of releases: complete, compact, and the same whoever builds."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from support import old_release, small_release

from course.authoring.build import build, drift
from course.authoring.releases import (
    Release,
    ReleasedCell,
    digest_of_text,
    read_releases,
    release_of,
    write_releases,
)
from course.errors import BuildError

RECORD = "releases.json"
NAME = "01-tiny/tiny"


@pytest.fixture
def course(tiny, tmp_path) -> Path:
    """Return a built course whose record is still empty."""
    course = tiny.copy(tmp_path / "a cöurse")
    course.configure(f"c.CourseContent.releases = {RECORD!r}\n")
    (course.root / RECORD).write_text("{}", encoding="utf-8")
    return course.root


def git(course: Path, *words: str) -> None:
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *author, *words], cwd=course, check=True, timeout=60)


def committed(course: Path, date: str) -> None:
    git(course, "add", "-A")
    dated = ["env", f"GIT_COMMITTER_DATE={date}", f"GIT_AUTHOR_DATE={date}"]
    words = [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.org",
        "commit",
        "-qm",
        "a",
    ]
    subprocess.run([*dated, "git", *words], cwd=course, check=True, timeout=60)


def renew(course: Path, old: str, new: str) -> None:
    """Change the text of the lesson, and build it."""
    path = course / "source" / "01-tiny" / "tiny.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    build(course)


def recorded(course: Path) -> list[str]:
    """Return the days of the releases that are recorded, the oldest first."""
    return [one.date[:10] for one in read_releases(course / RECORD)[NAME]]


def test_the_record_of_this_course_has_what_was_released_first():
    found = read_releases(old_release.RECORD)
    for lesson, path in old_release.LESSONS.items():
        oldest = found[f"{path.parent.name}/{lesson}"][0]
        assert oldest.date[:10] == old_release.DATE
        assert oldest.is_like(release_of(old_release.old(lesson), ""))


def test_what_is_written_is_read_again(tmp_path):
    cells = [ReleasedCell("a"), ReleasedCell("b", "n", "m"), ReleasedCell("c")]
    releases = [
        release_of(small_release.release(), "2026-01-01T00:00:00Z"),
        release_of(small_release.answered(), "2026-01-02T00:00:00Z"),
    ]
    releases.append(Release("2026-01-03T00:00:00Z", ("n",), frozenset(cells)))
    write_releases(tmp_path / RECORD, {NAME: releases})
    assert read_releases(tmp_path / RECORD) == {NAME: releases}


def test_a_digest_depends_on_type_and_text_alone():
    cell = new_code_cell("x = 1\n", id="a", metadata={"tags": ["b"]})
    assert digest_of_text(cell) == digest_of_text(new_code_cell("x = 1"))
    assert digest_of_text(cell) != digest_of_text(new_markdown_cell("x = 1"))


def test_a_course_without_a_record_gets_none(course):
    (course / RECORD).unlink()
    build(course)
    assert not (course / RECORD).exists()


def test_every_build_without_git_is_recorded_once(course):
    build(course)
    before = (course / RECORD).read_bytes()
    build(course)
    assert (course / RECORD).read_bytes() == before
    renew(course, "The size", "A size")
    assert len(recorded(course)) == 2


def test_a_build_after_a_clock_was_put_back_is_the_newest(course):
    build(course)
    path = course / RECORD
    ahead = {
        name: [replace(one, date="2099-01-01T00:00:00Z") for one in releases]
        for name, releases in read_releases(path).items()
    }
    write_releases(path, ahead)
    renew(course, "The size", "A size")
    now = nbformat.read(course / "release" / f"{NAME}.ipynb", as_version=4)
    assert read_releases(path)[NAME][-1].is_like(release_of(now, ""))


def test_a_release_that_is_not_recorded_has_drifted(course):
    assert f"{RECORD}: lacks {NAME}" in drift(course)
    build(course)
    assert drift(course) == []


def test_what_was_committed_is_recorded_with_its_day(course):
    git(course, "init", "-q")
    committed(course, "2026-02-01T12:00:00Z")
    renew(course, "The size", "A size")
    committed(course, "2026-03-01T12:00:00Z")
    (course / RECORD).write_text("{}", encoding="utf-8")
    build(course)
    assert recorded(course) == ["2026-02-01", "2026-03-01"]


def test_a_build_that_was_replaced_before_it_was_committed_is_forgotten(course):
    git(course, "init", "-q")
    committed(course, "2026-02-01T12:00:00Z")
    renew(course, "The size", "A size")
    renew(course, "A size", "Any size")
    assert recorded(course)[0] == "2026-02-01"
    assert len(recorded(course)) == 2


def test_a_clone_without_its_whole_history_keeps_what_is_recorded(course, tmp_path):
    git(course, "init", "-q")
    build(course)
    committed(course, "2026-02-01T12:00:00Z")
    renew(course, "The size", "A size")
    committed(course, "2099-02-01T12:00:00Z")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", course.as_uri(), str(clone))
    shutil.copytree(course / "source", clone / "source", dirs_exist_ok=True)
    build(clone)
    assert len(recorded(clone)) == 2


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', json.dumps({NAME: {}})])
def test_a_broken_record_is_told_in_one_line(course, text):
    (course / RECORD).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match="not a record of releases") as told:
        build(course)
    assert "\n" not in str(told.value)
