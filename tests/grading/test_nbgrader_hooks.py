"""nbgrader's own commands and its formgrader grade what was handed in, and no link."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from support.mini_course import MiniCourse
from support.programs import environment, nbgrader
from support.sums import RIGHT, sums

from course.errors import CourseError
from course.grading import nbgrader_hooks

STRANGE = "0123 a classmate's answer 4567"
HEADERS = {"Authorization": "token of-the-tests"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    return sums(tmp_path_factory.mktemp("hooks") / "a course").build()


@pytest.fixture
def course(built: MiniCourse) -> MiniCourse:
    """Return a class of four: right, a linked notebook, a linked file, a linked folder.

    The links lead to a right notebook and to text that nobody may see.
    """
    course = built.copy(built.root.with_name("copy"))
    for student in ("ann", "cid"):
        course.hand_in(student, RIGHT)
    place = course.root.parent / "elsewhere"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    (place / "data.txt").write_text(STRANGE, encoding="utf-8")
    (place / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC", encoding="utf-8")
    notebook = shutil.copy(course.path("submitted", "ann"), place)
    linked = course.path("submitted", "bob")
    linked.parent.mkdir(parents=True)
    linked.symlink_to(notebook)
    for name in ("data.txt", "timestamp.txt"):
        course.path("submitted", "cid").with_name(name).symlink_to(place / name)
    folder = course.path("submitted", "dan").parent
    folder.parent.mkdir()
    folder.symlink_to(place)
    return course


def contents(course: MiniCourse) -> str:
    """Return all that is in autograded/ and feedback/, no link followed."""
    files = [*course.root.glob("autograded/**/*"), *course.root.glob("feedback/**/*")]
    assert not any(path.is_symlink() for path in files)
    return "".join(path.read_text(encoding="utf-8") for path in files if path.is_file())


def assert_only_files_are_graded(course: MiniCourse) -> None:
    right = {"double": 40, "total": 60}
    assert course.scores() == {"ann": right, "cid": right}
    assert STRANGE not in contents(course)
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(course.assignment, "cid").timestamp is None


def test_the_console_command_grades_files_and_names_links(course):
    graded = nbgrader(course.root, "autograde", course.assignment)
    assert graded.returncode != 0
    assert "submitted/bob/00-sums/sums.ipynb: is a symbolic link" in graded.stderr
    assert "submitted/dan/00-sums: is a symbolic link" in graded.stderr
    assert "Traceback" not in graded.stderr
    assert_only_files_are_graded(course)


@pytest.mark.slow
def test_the_console_command_makes_the_pages_again(course):
    nbgrader(course.root, "autograde", course.assignment, "--student=ann")
    page = course.path("feedback", "ann", ".html")
    page.unlink()
    made = nbgrader(course.root, "generate_feedback", course.assignment)
    assert made.returncode == 0, made.stderr
    assert page.is_file() and not course.path("feedback", "cid", ".html").exists()


@pytest.mark.slow
def test_one_student_alone_is_graded_by_name(course):
    graded = nbgrader(course.root, "autograde", course.assignment, "--student=cid")
    assert graded.returncode == 0, graded.stderr
    assert set(course.scores()) == {"cid"}


@pytest.fixture
def server(course: MiniCourse) -> Iterator[str]:
    """Start a Jupyter server in the course; yield the formgrader's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        f"JUPYTER_{kind}_DIR": str(course.root.parent / kind.lower())
        for kind in ("CONFIG", "DATA", "RUNTIME")
    }
    command = [sys.executable, "-m", "jupyter", "server", "--no-browser"]
    command += ["--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--IdentityProvider.token=of-the-tests"]
    extensions = "{'nbgrader.server_extensions.formgrader': True}"
    command += [f"--ServerApp.jpserver_extensions={extensions}"]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        command,
        cwd=course.root,
        env=environment(**own),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        try:
            wait_for(f"{address}/api", running)
            yield f"{address}/formgrader/api"
        finally:
            running.terminate()
            running.wait(60)


def wait_for(address: str, running: subprocess.Popen) -> None:
    end = time.monotonic() + 120
    while True:
        try:
            urlopen(address, timeout=5).close()
            return
        except (URLError, OSError):
            assert running.poll() is None and time.monotonic() < end
            time.sleep(0.1)


def ask(address: str, data: bytes | None = None) -> object:
    request = Request(address, data, HEADERS)
    with urlopen(request, timeout=300) as answer:
        return json.load(answer)


def test_the_formgraders_buttons_grade_files_and_name_links(course, server):
    listed = ask(f"{server}/submissions/{course.assignment}")
    assert {one["student"] for one in listed} >= {"ann", "bob", "cid"}
    replies = {
        student: ask(
            f"{server}/submission/{course.assignment}/{student}/autograde", b""
        )
        for student in ("ann", "bob", "cid", "dan")
    }
    well = {student: reply["success"] for student, reply in replies.items()}
    assert well == {"ann": True, "bob": False, "cid": True, "dan": False}
    assert "is a symbolic link" in replies["bob"]["log"]
    assert_only_files_are_graded(course)
    page = course.path("feedback", "ann", ".html")
    page.unlink()
    reply = ask(f"{server}/assignment/{course.assignment}/generate_feedback", b"")
    assert reply["success"], reply
    assert page.is_file()


def test_other_versions_of_nbgrader_are_refused(monkeypatch):
    monkeypatch.setattr(nbgrader_hooks, "version", lambda _: "0.10.0")
    with pytest.raises(CourseError, match=r"nbgrader 0\.10\.0 is not one of those"):
        nbgrader_hooks.install()


def test_a_time_behind_a_link_is_no_time(course):
    from nbgrader.coursedir import CourseDirectory

    nbgrader_hooks.install()
    folder = course.path("submitted", "cid").parent
    assert CourseDirectory().get_existing_timestamp(str(folder)) is None
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").write_text("2026-01-02 03:04:05 UTC", encoding="utf-8")
    assert CourseDirectory().get_existing_timestamp(str(folder)).year == 2026
    assert Path(folder).is_dir()
