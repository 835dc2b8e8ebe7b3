"""Files are written whole or not at all."""

import json
import os

import pytest

from course.atomic import PRIVATE, unused, write_json, write_whole


def test_a_file_is_exchanged_for_the_new_one(tmp_path):
    path = tmp_path / "a file"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_what_cannot_be_written_leaves_the_old_file_and_no_draft(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space left"):
        write_whole(path, b"new")
    assert list(tmp_path.iterdir()) == [path] and path.read_bytes() == b"old"


def test_a_file_that_is_there_stays_where_only_a_new_one_is_wanted(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    write_whole(path, b"new", only_new=True)
    assert list(tmp_path.iterdir()) == [path] and path.read_bytes() == b"old"


@pytest.mark.skipif(os.name == "nt", reason="modes are others there")
@pytest.mark.parametrize(("mode", "expected"), [(0o666, 0o644), (PRIVATE, 0o600)])
def test_the_umask_counts_and_private_files_are_private(tmp_path, mode, expected):
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "file", b"", mode)
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == expected


def test_data_of_any_name_is_written_as_json_into_a_new_folder(tmp_path):
    data = {"José": 1, "half a character \udce9": 2}
    write_json(tmp_path / "a folder" / "data.json", data)
    assert json.loads((tmp_path / "a folder" / "data.json").read_bytes()) == data


def test_a_name_that_is_taken_gets_a_number(tmp_path):
    path = tmp_path / "2026-11-28.zip"
    for name in ("2026-11-28.zip", "2026-11-28 (2).zip", "2026-11-28 (3).zip"):
        assert unused(path).name == name
        unused(path).touch()
