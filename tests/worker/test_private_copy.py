"""A submission is read once, through no link, and within bounds."""

import itertools
import os
import threading
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from course.worker import private_copy
from course.worker.private_copy import NotCopied, copy_privately

STUDENT, ASSIGNMENT = "ada", "00-sums"


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    folder = tmp_path / "submitted" / STUDENT / ASSIGNMENT
    folder.mkdir(parents=True)
    (folder / "sums.ipynb").write_text("{}", encoding="utf-8")
    return tmp_path / "submitted"


@pytest.fixture
def folder(submitted: Path) -> Path:
    return submitted / STUDENT / ASSIGNMENT


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text("of somebody else", encoding="utf-8")
    return path


def copied(submitted: Path, name: str = "copy") -> private_copy.PrivateCopy:
    return copy_privately(submitted, STUDENT, ASSIGNMENT, submitted.parent / name)


def names(submitted: Path, name: str = "copy") -> set[str]:
    copy = submitted.parent / name
    return {path.relative_to(copy).as_posix() for path in copy.rglob("*")}


def test_files_and_folders_are_copied_byte_for_byte(submitted, folder):
    (folder / "data").mkdir()
    (folder / "data" / "a b.csv").write_bytes(b"1,2\r\n\x00")
    assert copied(submitted).left_out == {}
    assert names(submitted) == {"sums.ipynb", "data", "data/a b.csv"}
    copy = submitted.parent / "copy"
    assert (copy / "data" / "a b.csv").read_bytes() == b"1,2\r\n\x00"


def test_the_digest_is_of_names_and_contents(submitted, folder):
    before = copied(submitted, "1").digest
    assert copied(submitted, "2").digest == before
    (folder / "more.txt").write_text("", encoding="utf-8")
    after = copied(submitted, "3").digest
    (folder / "more.txt").write_text("x", encoding="utf-8")
    assert len({before, after, copied(submitted, "4").digest}) == 3


@pytest.mark.parametrize("place", ["notes.txt", "sums.ipynb", "data/notes.txt"])
def test_a_link_to_a_file_is_left_out(submitted, folder, secret, place):
    path = folder / place
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(secret)
    assert "symbolic link" in copied(submitted).left_out[place]
    assert place not in names(submitted)


def test_a_link_to_a_folder_is_left_out(submitted, folder, secret):
    (folder / "data").symlink_to(secret.parent)
    assert "symbolic link" in copied(submitted).left_out["data"]


@pytest.mark.parametrize("which", ["student", "assignment"])
def test_no_folder_on_the_way_may_be_a_link(submitted, folder, which, tmp_path):
    place = folder if which == "assignment" else folder.parent
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotCopied, match="symbolic link"):
        copied(submitted)


def test_a_file_where_the_folder_should_be_is_told(submitted, folder):
    (folder / "sums.ipynb").unlink()
    folder.rmdir()
    folder.write_text("", encoding="utf-8")
    with pytest.raises(NotCopied, match="not a folder"):
        copied(submitted)


def test_a_pipe_is_left_out_and_not_waited_for(submitted, folder):
    os.mkfifo(folder / "pipe")
    assert "not a file" in copied(submitted).left_out["pipe"]


def test_what_is_too_big_is_left_out(submitted, folder, monkeypatch):
    monkeypatch.setattr(private_copy, "MAX_NOTEBOOK", 100)
    (folder / "big.ipynb").write_bytes(bytes(101))
    (folder / "big.txt").write_bytes(bytes(101))
    assert set(copied(submitted).left_out) == {"big.ipynb"}


def test_sparse_files_count_with_their_size(submitted, folder, monkeypatch):
    monkeypatch.setattr(private_copy, "MAX_TOTAL", 1 << 20)
    for number in range(5):
        with (folder / f"{number}.bin").open("wb") as file:
            file.truncate(1 << 19)
    assert len(copied(submitted).left_out) >= 3


def test_the_notebook_is_copied_whatever_else_is_too_big(
    submitted, folder, monkeypatch
):
    monkeypatch.setattr(private_copy, "MAX_TOTAL", 100)
    (folder / "a.bin").write_bytes(bytes(90))
    (folder / "sums.ipynb").write_bytes(b"x" * 20)
    assert [*copied(submitted).left_out] == ["a.bin"]


def test_notebooks_are_taken_however_many_other_files_there_are(
    submitted, folder, monkeypatch
):
    monkeypatch.setattr(private_copy, "MAX_NAMES", 5)
    for number in range(20):
        (folder / f"{number:02}.txt").touch()
    copied(submitted)
    assert "sums.ipynb" in names(submitted)


def test_only_so_many_entries_are_looked_at(submitted, folder, monkeypatch):
    monkeypatch.setattr(private_copy, "MAX_ENTRIES", 10)
    for number in range(20):
        (folder / f"{number:02}.txt").touch()
    assert any("too many" in why for why in copied(submitted).left_out.values())
    assert len(names(submitted)) <= 10


def test_a_folder_that_is_filled_without_end_is_not_listed_to_its_end(
    submitted, monkeypatch
):
    """Somebody may add files for as long as they are listed."""
    asked = []

    def listed(folder):
        for number in itertools.count():
            asked.append(number)
            yield SimpleNamespace(name=f"{number:09}.txt")

    monkeypatch.setattr(private_copy, "MAX_LISTED", 5_000)
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", lambda folder: nullcontext(listed(folder)))
        assert "too many files" in copied(submitted).left_out.values()
    assert len(asked) == 5_000


def test_folders_within_folders_end_somewhere(submitted, folder, monkeypatch):
    monkeypatch.setattr(private_copy, "MAX_DEPTH", 3)
    deep = folder.joinpath(*"abcdef")
    deep.mkdir(parents=True)
    assert "too many folders" in copied(submitted).left_out["a/b/c/d"]


def test_a_name_that_is_no_utf8_is_copied_and_has_a_digest(submitted, folder):
    path = os.fsencode(folder) + b"/\xff.txt"
    with open(path, "wb") as file:
        file.write(b"x")
    assert copied(submitted).digest
    assert os.listdir(os.fsencode(submitted.parent / "copy")) != []


def test_a_file_that_is_swapped_for_a_link_all_the_time_gives_nothing_away(
    submitted, folder, secret
):
    """Whenever the copy looks, it has the file or says that there is a link."""
    file, stop = folder / "notes.txt", threading.Event()
    file.write_text("mine", encoding="utf-8")

    def swap() -> None:
        while not stop.is_set():
            for make in (
                lambda p: p.symlink_to(secret),
                lambda p: p.write_text("mine", encoding="utf-8"),
            ):
                draft = folder.parent / "draft"
                draft.unlink(missing_ok=True)
                make(draft)
                draft.rename(file)

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        seen = set()
        for number in range(100):
            copied(submitted, f"copy-{number}")
            path = submitted.parent / f"copy-{number}" / "notes.txt"
            if path.exists():
                seen.add(path.read_text(encoding="utf-8"))
    finally:
        stop.set()
        swapping.join()
    assert seen <= {"mine", ""}
