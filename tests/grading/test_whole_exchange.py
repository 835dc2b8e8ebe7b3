"""Through the exchange goes all of an assignment, or nothing and one line."""

import getpass
import json
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from traitlets.config import Config

from course.grading.assignment_list import AssignmentList
from course.grading.whole_exchange import Submit

US = getpass.getuser()
NAME, FILES = (
    "00-sums",
    {"a.txt": b"first", "sums.ipynb": b"{}", "z.bin": b"0" * 50_000},
)
SMALL = 20_000  # bytes: less than one of the files
Go = Callable[..., None]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with an exchange in which an assignment is released."""
    released = tmp_path / "exchange" / "charlm" / "outbound" / NAME
    released.mkdir(parents=True)
    (tmp_path / "exchange" / "charlm" / "inbound").mkdir(mode=0o733)
    (tmp_path / "home").mkdir()
    for name, data in FILES.items():
        (released / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def go(place: Path) -> Go:
    """Return a function that does something, as nbgrader's commands do, and no more."""

    def done(what: str, **more: object) -> None:
        config = settings(place)
        config.CourseDirectory.assignment_id = NAME
        config.merge(Config(more))
        make = getattr(ExchangeFactory(config=config), what)
        where, who = CourseDirectory(config=config), Authenticator(config=config)
        make(coursedir=where, authenticator=who, config=config).start()

    return done


def settings(place: Path) -> Config:
    """Return what docs/jupyterhub.md sets for everybody, for this exchange."""
    classes = "course.grading.whole_exchange"
    config = Config()
    config.ExchangeFactory.submit = f"{classes}.Submit"
    config.ExchangeFactory.fetch_assignment = f"{classes}.FetchAssignment"
    config.Exchange.root = str(place / "exchange")
    config.Exchange.cache = str(place / "cache")
    config.Exchange.assignment_dir = str(place / "home")
    config.CourseDirectory.course_id = "charlm"
    return config


@pytest.fixture
def page(place: Path) -> AssignmentList:
    """Return what answers the buttons of JupyterLab's list of assignments."""
    text = json.dumps(settings(place))
    (place / "home" / "nbgrader_config.json").write_text(text, encoding="utf-8")
    answering = AssignmentList()
    answering.root_dir = str(place / "home")
    return answering


@pytest.fixture
def fetched(place: Path, go: Go) -> Path:
    go("FetchAssignment")
    return place / "home" / NAME


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow beyond a size: the system refuses it as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def submissions(place: Path) -> list[Path]:
    return sorted((place / "exchange" / "charlm" / "inbound").iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_was_released_is_fetched(fetched):
    assert contents(fetched) == FILES


def test_what_is_submitted_is_complete_and_has_its_name(place, go, fetched):
    go("Submit")
    [one] = submissions(place)
    assert one.name.startswith(f"{US}+{NAME}+")
    assert contents(one).keys() == {*FILES, "timestamp.txt", "submission_secret.txt"}
    [kept] = (place / "cache" / "charlm").iterdir()
    assert contents(kept) == contents(one)


def test_a_full_disk_hands_in_nothing_and_keeps_what_was_there(
    place, go, fetched, caplog
):
    go("Submit")
    [before] = submissions(place)
    with no_room(), pytest.raises(ExchangeError) as told:
        go("Submit")
    assert submissions(place) == [before]
    assert len(list((place / "cache" / "charlm").iterdir())) == 1
    line = str(told.value)
    assert "\n" not in line and "File too large" in line
    assert line.startswith(
        "00-sums: not handed in; what was handed in before still counts: "
    )


def test_a_cache_that_cannot_be_written_hands_in_nothing(place, go, fetched):
    (place / "cache").write_text("no folder", encoding="utf-8")
    with pytest.raises(ExchangeError, match="not handed in"):
        go("Submit")
    assert submissions(place) == []


def test_what_is_too_big_is_one_line(place, go, fetched):
    with pytest.raises(ExchangeError, match=r"00-sums: not handed in.*too big"):
        go("Submit", CourseDirectory={"max_dir_size": 1})
    assert submissions(place) == []


def test_a_full_disk_fetches_nothing_and_it_can_be_tried_again(place, go):
    with no_room(), pytest.raises(ExchangeError, match="00-sums: not fetched: "):
        go("FetchAssignment")
    assert list((place / "home").iterdir()) == []
    go("FetchAssignment")
    assert contents(place / "home" / NAME) == FILES


def test_a_file_that_is_missing_is_brought_back_and_no_other(go, fetched):
    (fetched / "a.txt").write_bytes(b"mine")
    (fetched / "sums.ipynb").unlink()
    go("FetchAssignment", ExchangeFetchAssignment={"replace_missing_files": True})
    assert contents(fetched) == {**FILES, "a.txt": b"mine"}


def test_without_a_place_to_hand_in_there_is_one_line(place, go, fetched, caplog):
    shutil.rmtree(place / "exchange" / "charlm" / "inbound")
    with pytest.raises(ExchangeError, match="Inbound directory doesn't exist"):
        go("Submit")


def test_the_button_hands_in_as_the_command_does(place, page, fetched):
    assert page.submit_assignment("charlm", NAME) == {"success": True}
    assert len(submissions(place)) == 1


def test_a_button_that_fails_shows_one_line_and_the_log_the_rest(
    place, page, fetched, caplog
):
    with no_room():
        answer = page.submit_assignment("charlm", NAME)
    line = "00-sums: not handed in; what was handed in before still counts: "
    assert not answer["success"]
    assert answer["value"].startswith(line) and "\n" not in answer["value"]
    assert "Traceback" in caplog.text


def test_a_button_that_fails_by_a_fault_in_the_program_shows_its_traceback(
    page, fetched, monkeypatch
):
    def broken(self: Submit) -> None:
        raise ValueError("a fault")

    monkeypatch.setattr(Submit, "copy_files", broken)
    answer = page.submit_assignment("charlm", NAME)
    assert answer["value"].startswith("Traceback")
    assert answer["value"].endswith("ValueError: a fault")
