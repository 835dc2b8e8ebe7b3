"""From the exchange come only submissions that their student owns, and no links."""

import getpass
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from support.mini_course import MiniCourse
from support.sums import sums
from traitlets.config import Config

from course.folder import course_config
from course.grading.collect_owned import Collect
from course.lock import locked

US = getpass.getuser()  # a student who owns what the test writes
EARLY, LATE = "2026-11-01 10:00:00 UTC", "2026-11-02 10:00:00 UTC"
Collected = Callable[..., dict[str, dict[str, str]]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    return sums(tmp_path_factory.mktemp("owned") / "a course").build()


@pytest.fixture
def inbound(tmp_path: Path) -> Path:
    folder = tmp_path / "exchange" / "charlm" / "inbound"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def course(built: MiniCourse) -> MiniCourse:
    return built.copy(built.root.with_name("copy"))


@pytest.fixture
def collect(course: MiniCourse, inbound: Path) -> Collected:
    """Collect as the configuration says; return what each student has then."""

    def collected(**more: object) -> dict[str, dict[str, str]]:
        config = course_config(course.root)
        config.merge(Config({"Exchange": {"root": str(inbound.parents[1])}}))
        config.merge(Config({"ExchangeCollect": more}))
        config.CourseDirectory.assignment_id = course.assignment
        ours = ExchangeFactory(config=config).Collect(
            coursedir=CourseDirectory(config=config), config=config
        )
        assert type(ours) is Collect
        ours.start()
        return {
            path.parent.name: {
                file.name: file.read_text(encoding="utf-8")
                for file in path.iterdir()
                if file.is_file()
            }
            for path in course.root.glob(f"submitted/*/{course.assignment}")
        }

    return collected


def submit(inbound: Path, student: str, text: str = "answers", when=EARLY) -> Path:
    """Put a submission into the exchange, as nbgrader names it."""
    folder = inbound / f"{student}+00-sums+{when}+r4nd0m"
    folder.mkdir()
    (folder / "sums.ipynb").write_text(text, encoding="utf-8")
    return folder


def test_what_a_student_owns_is_collected_with_its_time(collect, inbound):
    os.utime(submit(inbound, US) / "sums.ipynb", (1e9, 1e9))
    assert collect() == {US: {"sums.ipynb": "answers"}}


def test_a_submission_in_anothers_name_is_named_and_left_out(collect, inbound, caplog):
    submit(inbound, US)
    submit(inbound, "ben")
    assert collect().keys() == {US}
    assert "is in the name of ben, who does not own it" in caplog.text


def test_a_later_one_of_somebody_else_does_not_hide_a_students_own(collect, inbound):
    submit(inbound, US, "mine")
    forged = inbound / f"{US}+00-sums+{LATE}+x"
    os.symlink("/nowhere", forged)
    if os.geteuid():
        pytest.skip("only root can give a file away")
    os.lchown(forged, 65534, 65534)
    assert collect() == {US: {"sums.ipynb": "mine"}}


def test_a_link_is_left_out_and_the_rest_is_taken(collect, inbound, tmp_path, caplog):
    secret = tmp_path / "of-the-instructor.ipynb"
    secret.write_text("all answers", encoding="utf-8")
    folder = submit(inbound, US)
    (folder / "other.ipynb").symlink_to(secret)
    os.mkfifo(folder / "pipe")
    assert collect() == {US: {"sums.ipynb": "answers"}}
    assert caplog.text.count("is a link or no file: left out") == 2


def test_folders_without_end_stop_nobody(collect, inbound, monkeypatch, caplog):
    monkeypatch.chdir(submit(inbound, US))
    for _ in range(600):  # more than Python calls within each other
        os.mkdir("d")
        os.chdir("d")
    assert collect().keys() == {US}
    assert caplog.text.count("is too deep: left out") == 1


def test_a_link_in_the_place_of_a_submission_brings_nothing(collect, inbound, tmp_path):
    folder = submit(inbound, US)
    elsewhere = folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(elsewhere)
    if os.geteuid():
        pytest.skip("only root can give a file away")
    os.chown(elsewhere / "sums.ipynb", 65534, 65534)
    assert collect() == {}


def test_a_submission_that_is_too_big_stops_nobody_elses(collect, inbound, caplog):
    other = submit(inbound, "nobody")
    if os.geteuid():
        pytest.skip("only root can give a file away")
    for path in (other, other / "sums.ipynb"):
        os.chown(path, 65534, 65534)
    with (submit(inbound, US) / "big.bin").open("wb") as file:
        file.truncate(301_000_000)
    assert collect().keys() == {"nobody"}
    assert "has 301 MB, more than 300" in caplog.text


@pytest.mark.parametrize("when", ["whenever", "99999999999999", "2026-11-09+1+2+3"])
def test_a_name_without_a_time_stops_nobody(collect, inbound, when):
    submit(inbound, US, "mine")
    submit(inbound, US, "odd", when=when)
    submit(inbound, "ben", when=when)
    assert collect() == {US: {"sums.ipynb": "mine"}}


def test_where_all_students_are_one_user_everybody_is_collected(collect, inbound):
    submit(inbound, US)
    submit(inbound, "ben")
    assert collect(check_owner=False).keys() == {US, "ben"}


def test_what_cannot_be_collected_leaves_what_was_collected_before(
    collect, inbound, caplog
):
    submit(inbound, US, "first")
    collect()
    with (submit(inbound, US, "second", when=LATE) / "big.bin").open("wb") as file:
        file.truncate(301_000_000)
    assert collect(update=True) == {US: {"sums.ipynb": "first"}}
    assert "not collected: has 301 MB" in caplog.text


def test_a_newer_one_takes_the_place_of_the_older_only_where_that_is_asked(
    collect, inbound
):
    submit(inbound, US, "first")
    collect()
    submit(inbound, US, "second", when=LATE)
    assert collect() == {US: {"sums.ipynb": "first"}}
    assert collect(update=True) == {US: {"sums.ipynb": "second"}}


def test_a_folder_that_only_its_owner_could_move_is_collected(collect, inbound):
    submit(inbound, US).chmod(0o555)
    assert collect() == {US: {"sums.ipynb": "answers"}}


@pytest.mark.parametrize("student", ["\udce9va", "eve\nada", "\x1b[2Jeve"])
def test_a_name_that_is_no_text_is_one_line_in_letters(
    collect, inbound, caplog, student
):
    submit(inbound, student)
    submit(inbound, US)
    assert collect().keys() == {US}
    [line] = [one for one in caplog.messages if "who does not own it" in one]
    assert line.isprintable() and line.encode()


def test_nobody_collects_while_somebody_grades(collect, course, inbound):
    submit(inbound, US)
    with locked(course.root, course.assignment), pytest.raises(ExchangeError):
        collect()
    assert collect().keys() == {US}
