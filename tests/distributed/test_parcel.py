"""Folders travel as bytes, and a worker cannot write where it should not."""

import io
import os
from zipfile import ZipFile

import pytest

from course.distributed.parcel import pack, unpack
from course.errors import GradeError


def zipped(**files: str) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w") as parcel:
        for name, text in files.items():
            parcel.writestr(name, text)
    return data.getvalue()


def test_files_arrive_as_they_were_sent(tmp_path):
    (tmp_path / "from" / "a" / "b c").mkdir(parents=True)
    (tmp_path / "from" / "a" / "b c" / "d").write_bytes(b"\x00\xff")
    (tmp_path / "from" / "alone").write_text("1", encoding="utf-8")
    unpack(pack(tmp_path / "from", ["a", "alone", "missing"]), tmp_path / "to", 100)
    assert (tmp_path / "to" / "a" / "b c" / "d").read_bytes() == b"\x00\xff"
    assert (tmp_path / "to" / "alone").read_text(encoding="utf-8") == "1"


def test_a_folder_may_be_a_link_and_no_link_in_it_is_followed(tmp_path):
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "x").write_text("x", encoding="utf-8")
    (tmp_path / "release" / "y").symlink_to("/etc/hostname")
    (tmp_path / "job").mkdir()
    (tmp_path / "job" / "release").symlink_to(tmp_path / "release")
    unpack(pack(tmp_path / "job", ["release"]), tmp_path / "to", 100)
    assert [path.name for path in (tmp_path / "to" / "release").iterdir()] == ["x"]


def test_a_name_that_is_no_utf8_stays_behind(tmp_path):
    (tmp_path / "a").mkdir()
    with open(os.fsencode(tmp_path) + b"/a/\xff", "wb") as file:
        file.write(b"x")
    unpack(pack(tmp_path, ["a"]), tmp_path / "to", 100)
    assert not (tmp_path / "to" / "a").exists()


@pytest.mark.parametrize("name", ["/tmp/x", "../x", "a/../../x"])
def test_a_file_for_another_place_is_refused(tmp_path, name):
    with pytest.raises(GradeError, match="a worker sent a file to"):
        unpack(zipped(**{name: "1"}), tmp_path / "to", 100)


def test_too_much_is_refused_before_it_is_written(tmp_path):
    with pytest.raises(GradeError, match="too much"):
        unpack(zipped(a="1" * 101), tmp_path / "to", 100)
    assert not (tmp_path / "to").exists()


def test_what_is_no_parcel_is_refused(tmp_path):
    with pytest.raises(GradeError, match="no parcel"):
        unpack(b"no zip", tmp_path, 100)
