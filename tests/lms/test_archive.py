"""A class zip is read within bounds, and an odd entry costs nobody else anything."""

import os
import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from course.lms import archive
from course.lms.archive import LmsError, open_archive


def opened(path: Path) -> archive.Archive:
    with open_archive(path) as found:
        return found


def written(path: Path, *entries: tuple[ZipInfo | str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for info, data in entries:
            file.writestr(info, data)
    return path


def link(name: str) -> ZipInfo:
    info = ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("../up.ipynb", "leads out of its folder"),
        ("a/../../up.ipynb", "leads out of its folder"),
        ("..\\up.ipynb", "leads out of its folder"),
        ("/etc/passwd", "has an absolute name"),
        ("C:\\up.ipynb", "has an absolute name"),
        (link("jane.ipynb"), "is a link or no file"),
        ("a\nb.ipynb", "has a name that cannot be used"),
        ("x" * 300, "has too long a name"),
    ],
)
def test_an_entry_that_cannot_be_taken_is_named_and_the_others_are_read(
    tmp_path, entry, why
):
    path = written(tmp_path / "class.zip", (entry, b"bad"), ("good.ipynb", b"good"))
    found = opened(path)
    assert [one.path for one in found.entries] == [("good.ipynb",)]
    assert list(found.refused.values()) == [why]


def test_an_encrypted_entry_is_named(tmp_path):
    path = written(tmp_path / "class.zip", ("secret.ipynb", b"x"), ("good.ipynb", b"y"))
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")  # the first entry of the directory
    data[at + 8] |= 1
    path.write_bytes(data)
    found = opened(path)
    assert [one.path[0] for one in found.entries] == ["good.ipynb"]
    assert "is encrypted" in found.refused["secret.ipynb"]


def test_what_desktops_add_is_passed_over_without_a_word(tmp_path):
    names = ("__MACOSX/a/._jane.ipynb", "a/._jane.ipynb", ".DS_Store", "jane.ipynb")
    found = opened(written(tmp_path / "class.zip", *((name, b"") for name in names)))
    assert [one.path for one in found.entries] == [("jane.ipynb",)]
    assert found.refused == {}


@pytest.mark.parametrize("encoding", ["utf-8", "cp437", "cp850"])
def test_a_name_without_the_flag_for_unicode_is_read_as_it_was_meant(
    tmp_path, encoding
):
    wanted = "Jörg Ölçer.ipynb" if encoding != "cp850" else "João Ölçer.ipynb"
    path = written(tmp_path / "class.zip", ("@" * len(wanted.encode(encoding)), b""))
    data = path.read_bytes()
    path.write_bytes(
        data.replace(b"@" * len(wanted.encode(encoding)), wanted.encode(encoding))
    )
    assert opened(path).entries[0].path == (wanted,)


def test_a_file_that_unpacks_to_much_more_is_refused(tmp_path):
    path = written(tmp_path / "class.zip", ("bomb.ipynb", bytes(2**25)), ("a", b"a"))
    assert "no honest file" in opened(path).refused["bomb.ipynb"]


def test_a_file_that_is_more_than_the_zip_says_is_damaged(tmp_path):
    path = written(tmp_path / "class.zip", ("a.ipynb", bytes(5000)))
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(data)
    with open_archive(path) as found, pytest.raises(LmsError):
        list(found.entries[0].pieces())


def test_too_many_entries_are_refused_before_anything_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    path = written(tmp_path / "class.zip", *((str(n), b"") for n in range(4)))
    with pytest.raises(LmsError, match="has 4 files, more than 3"):
        opened(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", b"%PDF-1.4"])
def test_what_is_no_zip_is_one_line(tmp_path, data):
    path = tmp_path / "class.zip"
    path.write_bytes(data)
    with pytest.raises(LmsError, match="is no zip file that can be read"):
        opened(path)


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(LmsError, match="there is no such file or folder"):
        opened(tmp_path / "class.zip")


def test_a_folder_is_read_as_its_zip_was_and_no_link_followed(tmp_path):
    (tmp_path / "class" / "a").mkdir(parents=True)
    (tmp_path / "class" / "a" / "x.ipynb").write_bytes(b"one")
    (tmp_path / "class" / "link.ipynb").symlink_to("/etc/passwd")
    found = opened(tmp_path / "class")
    assert [(one.path, b"".join(one.pieces())) for one in found.entries] == [
        (("a", "x.ipynb"), b"one")
    ]
    assert found.refused == {"link.ipynb": "is a link or no file"}
    zipped = opened(written(tmp_path / "class.zip", ("a/x.ipynb", b"one")))
    assert zipped.entries[0].mark == found.entries[0].mark


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "class.zip")
    words = pytest.raises(LmsError, match="neither a file nor a folder")
    with words, open_archive(tmp_path / "class.zip"):
        pass


def test_a_file_that_is_packed_in_an_unusual_way_is_named_so(tmp_path):
    path = tmp_path / "class.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("a.ipynb", b"{}")
    deflate64 = bytes([9, 0])
    data = bytearray(path.read_bytes())
    data[8:10] = deflate64
    at = data.index(b"PK\x01\x02") + 10
    data[at : at + 2] = deflate64
    path.write_bytes(data)
    with open_archive(path) as archive:
        assert "unusual way" in archive.refused["a.ipynb"]
