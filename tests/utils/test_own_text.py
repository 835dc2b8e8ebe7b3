"""Whatever a reader gives as a text is read, or refused with a line on what to do."""

import numpy as np
import pytest

from utils import own_text
from utils.corpora import CorpusError
from utils.own_text import OwnText

GERMAN = "Ein Bär fährt über Österreich, öfter als man denkt: für immer.\n" * 60


def written(folder, data, name="mine.txt"):
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "read as utf-16"),
        ("utf-16-le", "read as utf-16-le"),
        ("utf-16-be", "read as utf-16-be"),
        ("utf-32", "read as utf-32"),
        ("cp1252", "read as Windows-1252"),
    ],
)
def test_usual_encodings_are_told_from_the_bytes(tmp_path, encoding, told):
    own = own_text.read(written(tmp_path, GERMAN.encode(encoding)))
    assert own.text == GERMAN
    assert told in " ".join(own.remarks)


def test_another_encoding_can_be_named(tmp_path):
    russian = "Всё смешалось в доме Облонских.\n" * 99
    path = written(tmp_path, russian.encode("koi8-r"))
    assert own_text.read(path, encoding="koi8-r").text == russian


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_all_systems_become_one(tmp_path, ends):
    path = written(tmp_path, GERMAN.replace("\n", ends).encode())
    assert own_text.read(path).text == GERMAN


REFUSED = {
    "one character": (b"a", "too few"),
    "empty": (b"", "is empty"),
    "only spaces": (b" \n" * 5000, "is empty"),
    "one letter": (b"a" * 5000, "too few"),
    "binary": (np.random.default_rng(0).bytes(9000), "not a text"),
    "control characters": (bytes(range(1, 32)) * 300, "not a text"),
    "a PDF": (b"%PDF-1.7 " + b"x" * 5000, "is a PDF. Save it as plain text"),
    "a Word file": (b"PK\x03\x04" + b"x" * 5000, ".docx"),
}


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_text_is_refused_with_a_reason(tmp_path, data, why):
    with pytest.raises(CorpusError, match=why):
        own_text.read(written(tmp_path, data))


@pytest.mark.parametrize(
    ("encoding", "why"),
    [
        ("klingon", "no encoding is called 'klingon'"),
        ("base64", "no encoding is called 'base64'"),
        ("ascii", "cannot be read as"),
    ],
)
def test_a_wrong_encoding_is_named(tmp_path, encoding, why):
    path = written(tmp_path, GERMAN.encode())
    with pytest.raises(CorpusError, match=why):
        own_text.read(path, encoding=encoding)


def test_a_path_that_leads_nowhere_is_named(tmp_path):
    with pytest.raises(CorpusError, match="Is the path right"):
        own_text.read(tmp_path / "none.txt")


def test_a_huge_file_is_read_only_at_its_beginning(tmp_path, monkeypatch):
    monkeypatch.setattr(own_text, "MOST", 3_000)
    monkeypatch.setattr(own_text, "BYTES", 9_001)  # which ends within a letter
    own = own_text.read(written(tmp_path, b"abcdefgh" + "äöü".encode() * 9_000))
    assert len(own.text) == 3_000
    assert "the beginning is read" in " ".join(own.remarks)


def test_text_from_right_to_left_is_used_and_named(tmp_path):
    path = written(tmp_path, ("בראשית ברא אלהים את השמים ואת הארץ\n" * 99).encode())
    assert "right to left" in " ".join(own_text.read(path).remarks)


def test_text_without_line_ends_is_used_and_named(tmp_path):
    path = written(tmp_path, GERMAN.replace("\n", " ").encode())
    assert "no line ends" in " ".join(own_text.read(path).remarks)


def test_a_folder_is_read_file_by_file_and_what_is_no_text_is_left_out(tmp_path):
    written(tmp_path, GERMAN.encode(), "b.txt")
    written(tmp_path, GERMAN[::-1].encode(), "a.md")
    written(tmp_path, np.random.default_rng(0).bytes(900), "c.txt")
    written(tmp_path, b"x", "picture.png")
    own = own_text.read(tmp_path)
    assert own.files == (GERMAN[::-1], GERMAN)
    assert [r for r in own.remarks if r.startswith("left out: c.txt")]


def test_a_folder_without_texts_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="has no text file"):
        own_text.read(tmp_path)


def test_the_frame_of_project_gutenberg_is_left_out(tmp_path):
    frame = "*** {} OF THE PROJECT GUTENBERG EBOOK FAUST ***\n"
    text = f"licence\n{frame.format('START')}{GERMAN}{frame.format('END')}licence"
    own = own_text.read(written(tmp_path, text.encode()))
    assert own.text == GERMAN


def test_pasted_text_is_used():
    assert own_text.read(None, pasted=GERMAN).text == GERMAN


def test_nothing_given_means_the_default_text(monkeypatch, capsys):
    monkeypatch.setenv("CHARLM_OFFLINE", "1")
    monkeypatch.setenv("COURSE_DATA", "")
    own = own_text.load("", default="dinosaurs")
    assert "YOUR TEXT" not in capsys.readouterr().out
    assert "aachenosaurus" in own.text.lower()


def test_a_text_that_cannot_be_used_is_named_and_the_default_takes_its_place(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("COURSE_DATA", "")
    own = own_text.load(tmp_path / "none.txt", default="dinosaurs")
    assert "YOUR TEXT IS NOT USED" in capsys.readouterr().out
    assert len(own.text) > 10_000


def test_two_texts_have_two_digests():
    assert OwnText("a", ("one",)).digest != OwnText("a", ("two",)).digest
