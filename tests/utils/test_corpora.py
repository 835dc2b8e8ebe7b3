"""Where a corpus comes from, what is printed about it, and what stays off stderr."""

import hashlib
import os
import time
import warnings
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import ascii_lowercase
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils import corpora

TEXT = "aardonyx\nzuul"
CONTENT = TEXT.encode()
SWITCHES = ("CHARLM_OFFLINE", "NBGRADER_EXECUTION")
ENTRY = corpora.Entry(
    name="toy",
    filename="toy.txt",
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    addresses=("http://127.0.0.1:9/toy.txt",),
    terms="made up",
    default=lambda: "embedded names",
)


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """Set up an empty cache, no settings, no proxy, and warnings as errors."""
    for name in ("COURSE_DATA", *SWITCHES):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    folder = tmp_path / "a cache"
    monkeypatch.setattr(corpora, "cache_folder", lambda: folder)
    monkeypatch.setitem(corpora.CORPORA, "toy", ENTRY)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield folder


@pytest.fixture
def course_data(tmp_path, monkeypatch):
    folder = tmp_path / "course data"
    folder.mkdir()
    monkeypatch.setenv("COURSE_DATA", str(folder))
    return folder


@pytest.fixture
def serve(monkeypatch):
    """Serve bytes by path on this machine; return a function that gives the entry."""
    pages, asked = {}, []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            body = pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def entry(*bodies):
        paths = [f"/part{k}" for k in range(len(bodies))]
        pages.update(zip(paths, bodies, strict=True))
        host = f"http://127.0.0.1:{server.server_port}"
        served = replace(ENTRY, addresses=tuple(host + path for path in paths))
        monkeypatch.setitem(corpora.CORPORA, "toy", served)
        return served

    entry.asked = asked
    yield entry
    server.shutdown()
    server.server_close()


# The order


def test_course_data_comes_first(course_data, cache):
    keep(cache)
    (course_data / "toy.txt").write_bytes(CONTENT)
    corpus = corpora.load("toy")
    assert (corpus.source, corpus.text) == ("COURSE_DATA", TEXT)


def test_the_cache_comes_before_the_network(cache, serve):
    serve(CONTENT)
    keep(cache)
    assert corpora.load("toy").source == "cache"
    assert serve.asked == []


def test_a_download_is_verified_and_used(serve):
    serve(CONTENT)
    corpus = corpora.load("toy")
    assert (corpus.source, corpus.text) == ("download", TEXT)


def test_a_download_is_kept_for_the_next_time(serve, cache):
    serve(CONTENT)
    corpora.load("toy")
    assert corpora.load("toy").source == "cache"
    assert [path.name for path in cache.iterdir()] == ["toy.txt"]


def test_a_corpus_in_parts_is_put_together(serve):
    serve(TEXT[:4].encode(), TEXT[4:].encode())
    assert corpora.load("toy").text == TEXT


def test_a_spoilt_cache_is_replaced(serve, cache):
    serve(CONTENT)
    keep(cache, b"spoilt")
    assert corpora.load("toy").source == "download"
    assert (cache / "toy.txt").read_bytes() == CONTENT


def test_a_cache_that_cannot_be_written_costs_nothing(serve, cache):
    serve(CONTENT)
    cache.write_text("a file where the folder should be", encoding="utf-8")
    assert corpora.load("toy").source == "download"


# The embedded default


def test_a_wrong_download_is_not_used_and_not_kept(serve, cache):
    serve(b"something else")
    corpus = corpora.load("toy")
    assert (corpus.source, corpus.text) == ("embedded", "embedded names")
    assert "not the expected file" in corpus.note
    assert not (cache / "toy.txt").exists()


def test_a_missing_page_leads_to_the_default(serve):
    entry = serve(CONTENT)
    gone = replace(entry, addresses=(entry.addresses[0] + "/gone",))
    corpus = corpora.find(gone)
    assert corpus.source == "embedded"
    assert "download from 127.0.0.1 failed" in corpus.note


def test_without_a_network_the_default_comes_fast_and_says_so():
    start = time.monotonic()
    corpus = corpora.load("toy")
    assert time.monotonic() - start < corpora.CONNECT_TIMEOUT + 1
    assert corpus.source == "embedded"
    assert "no connection to 127.0.0.1" in corpus.note


def test_a_name_service_that_hangs_is_not_waited_for(monkeypatch):
    answer = Event()

    def hang(*_):
        answer.wait(10)
        raise OSError

    monkeypatch.setattr(corpora, "CONNECT_TIMEOUT", 0.1)
    monkeypatch.setattr(corpora.socket, "create_connection", hang)
    start = time.monotonic()
    assert corpora.load("toy").source == "embedded"
    assert time.monotonic() - start < 5
    answer.set()


@pytest.mark.parametrize("setting", SWITCHES)
def test_downloads_are_off_when_asked_and_while_grading(setting, serve, monkeypatch):
    serve(CONTENT)
    monkeypatch.setenv(setting, "1")
    assert corpora.load("toy").source == "embedded"
    assert serve.asked == []


@pytest.mark.parametrize("value", ["", "0"])
def test_offline_zero_means_online(value, serve, monkeypatch):
    serve(CONTENT)
    monkeypatch.setenv("CHARLM_OFFLINE", value)
    assert corpora.load("toy").source == "download"


def test_a_proxy_stands_for_the_network(serve, monkeypatch):
    port = int(serve(CONTENT).addresses[0].split(":")[2].split("/")[0])
    monkeypatch.setattr(
        corpora, "getproxies", lambda: {"https": f"http://127.0.0.1:{port}"}
    )
    monkeypatch.setattr(corpora, "proxy_bypass", lambda host: False)
    assert corpora._accepts_connections("https://no.such.host.invalid/")


def test_a_part_that_fails_leads_to_the_default(serve):
    entry = serve(TEXT[:4].encode(), TEXT[4:].encode())
    gone = replace(entry, addresses=(entry.addresses[0], entry.addresses[1] + "/gone"))
    assert corpora.find(gone).source == "embedded"


def test_no_download_is_tried_when_none_is_wanted(serve):
    serve(CONTENT)
    assert corpora.load("toy", download=False).source == "embedded"
    assert serve.asked == []


# What is copyrighted


@pytest.fixture
def copyrighted(serve, monkeypatch):
    entry = replace(serve(CONTENT), on_request=True, terms="a copyrighted script")
    monkeypatch.setitem(corpora.CORPORA, "toy", entry)
    return serve


def test_a_copyrighted_text_is_never_fetched_silently(copyrighted):
    corpus = corpora.load("toy")
    assert (corpus.source, copyrighted.asked) == ("embedded", [])
    assert "download=True" in corpus.note and "path=" in corpus.note


def test_a_copyrighted_text_is_fetched_for_who_asks(copyrighted):
    assert corpora.load("toy", download=True).source == "download"


def test_a_copyrighted_text_that_was_asked_for_once_is_in_the_cache(copyrighted):
    corpora.load("toy", download=True)
    assert corpora.load("toy").source == "cache"


def test_the_only_copyrighted_corpus_is_the_script():
    asked = [entry.name for entry in corpora.CORPORA.values() if entry.on_request]
    assert asked == ["moes_tavern"]


# The reader's own text


def test_an_own_file_takes_the_place_of_the_corpus(tmp_path, course_data):
    path = tmp_path / "my text.txt"
    path.write_bytes(("\ufeffein Käse\r\nдва\n" * 200).encode())
    corpus = corpora.load("toy", path)
    assert corpus.source == "file"
    assert corpus.text.startswith("ein Käse\nдва\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" \n", "is empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a text and then\0" * 1_000, "it is not a text"),
        (b"a short text", "12 characters, 9 different ones, are too few"),
        (b"a" * 5_000, "5,000 characters, 1 different ones, are too few"),
    ],
)
def test_an_own_file_that_cannot_be_used_is_named_and_the_lesson_goes_on(
    content, said, tmp_path, capfd
):
    path = tmp_path / "mine.txt"
    path.write_bytes(content)
    assert corpora.load("toy", path).source == "embedded"
    told = capfd.readouterr().out.splitlines()[0]
    assert told.startswith(f"YOUR TEXT IS NOT USED: {path}: ")
    assert said in told and "Give " in told


def test_an_own_file_that_is_not_there_is_named_and_the_lesson_goes_on(tmp_path, capfd):
    assert corpora.load("toy", tmp_path / "nothing.txt").source == "embedded"
    assert "nothing.txt cannot be read" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("lesson", "text", "said"),
    [
        ("dinosaurs", ascii_lowercase * 100, "0 lines, too few for this lesson"),
        ("dinosaurs", "Zoë\nabcdefghi\n" * 200, "need 'j' 'k' 'l' 'm'"),
        ("shakespeare", "abcdefghi\n" * 300, "3,000 characters, too few"),
        ("moes_tavern", "moe: abcdefghi!\n" * 300, "0 empty lines between its parts"),
        ("tinyshakespeare", "romeo: abcdefghi\n\n" * 9_000, "need ',' 'E' 'G'"),
    ],
)
def test_an_own_text_that_lacks_what_a_lesson_relies_on_is_named(
    lesson, text, said, tmp_path
):
    path = tmp_path / "mine.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(corpora.CorpusError, match=f"{said}.* Give "):
        corpora.own(lesson, path)


@pytest.mark.parametrize("entry", corpora.CORPORA.values(), ids=lambda e: e.name)
def test_the_embedded_default_has_what_its_lesson_relies_on(entry):
    assert entry.needs.lacking(entry.default()) == ""


def test_of_a_huge_own_file_the_beginning_is_used(tmp_path, monkeypatch):
    monkeypatch.setattr(corpora, "MOST", 3_000)
    path = tmp_path / "mine.txt"
    path.write_text("What is this? A text.\n" * 1_000, encoding="utf-8")
    corpus = corpora.load("toy", path)
    assert len(corpus.text) == 3_000
    assert "the first 3,000 characters of" in corpus.note


# What is said


def test_one_line_on_stdout_and_none_on_stderr(serve, capfd):
    serve(CONTENT)
    corpus = corpora.load("toy")
    out, err = capfd.readouterr()
    assert (out, err) == (f"{corpus}\n", "")
    assert out.count("\n") == 1


def test_the_default_is_loud_on_stdout_only(capfd):
    corpora.load("toy")
    out, err = capfd.readouterr()
    assert "EMBEDDED DEFAULT" in out and "not toy.txt" in out
    assert out.count("\n") == 1
    assert err == ""


def test_a_corpus_is_described_by_size_and_source():
    corpus = corpora.Corpus("toy", "cache", "a\nb", "made up")
    assert str(corpus) == "toy: 2 lines, 3 characters, from cache (made up)"


def test_the_text_is_not_in_the_repr():
    assert "secret" not in repr(corpora.Corpus("toy", "cache", "secret"))


# A COURSE_DATA that is wrong


def test_a_folder_that_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "nowhere"))
    complaint(
        r"nowhere, which is not a folder\. Put toy\.txt there, or unset COURSE_DATA"
    )


def test_a_file_that_is_not_there(course_data):
    complaint(r"has no toy\.txt in .*course data\. Put toy\.txt there, or unset")


def test_a_folder_in_place_of_the_file(course_data):
    (course_data / "toy.txt").mkdir()
    complaint(r"cannot be read|permission|is a directory")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (TEXT.replace("\n", "\r\n").encode(), "line ends converted"),
        (b"other names", "not the expected one"),
    ],
)
def test_a_file_that_is_another(content, said, course_data):
    (course_data / "toy.txt").write_bytes(content)
    complaint(rf"toy\.txt: the file .*{said}.*Put toy\.txt there, or unset COURSE_DATA")


def test_a_wrong_course_data_is_not_replaced_in_silence(course_data, cache):
    keep(cache)
    complaint("has no toy")


def test_a_blank_course_data_counts_as_none(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", " ")
    assert corpora.load("toy").source == "embedded"


def test_a_home_folder_is_understood(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("COURSE_DATA", "~")
    (tmp_path / "toy.txt").write_bytes(CONTENT)
    assert corpora.load("toy").source == "COURSE_DATA"


def test_a_name_that_is_not_known_names_those_that_are():
    with pytest.raises(ValueError, match="no corpus 'poems'; there are: dinosaurs"):
        corpora.load("poems")


@given(st.binary(max_size=40).filter(lambda content: content != CONTENT))
def test_only_the_expected_bytes_are_accepted(content):
    with pytest.raises(corpora.CorpusError):
        corpora._verified(ENTRY, content)


# The entries


@pytest.mark.parametrize("entry", corpora.CORPORA.values(), ids=lambda e: e.name)
def test_an_entry_is_complete(entry):
    assert len(entry.sha256) == 64
    assert all(address.startswith("https://") for address in entry.addresses)
    assert entry.terms and entry.default().strip()


def test_the_embedded_names_are_shaped_like_the_file_they_stand_for():
    names = corpora.CORPORA["dinosaurs"].default().split("\n")
    assert len(names) == len(set(names)) == 1_374
    assert all(name.isascii() and name.isalpha() and name.islower() for name in names)


def test_the_embedded_names_use_all_27_characters():
    assert len(set(corpora.CORPORA["dinosaurs"].default())) == 27


REAL = os.environ.get("COURSE_DATA")


@pytest.mark.skipif(not REAL, reason="COURSE_DATA is not set: no real corpora here")
def test_the_real_names_are_the_expected_ones(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(Path(REAL).resolve()))
    text = corpora.load_dinosaurs().text.lower()
    assert (len(text), len(set(text)), len(text.split("\n"))) == (19_909, 27, 1_536)


# Characters, unique, lower-cased or not: the figures of the originals
FIGURES = {
    "sonnets": (str.lower, 94_275, 38),
    "shakespeare": (str, 5_283_795, 80),
    "nietzsche": (str.lower, 600_893, 57),
    "moes_tavern": (str.lower, 305_270, 65),
    "tinyshakespeare": (str, 1_115_394, 65),
}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.skipif(not REAL, reason="COURSE_DATA is not set: no real corpora here")
def test_the_real_texts_have_the_expected_figures(name, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(Path(REAL).resolve()))
    case, characters, unique = FIGURES[name]
    text = case(corpora.load(name).text)
    assert (len(text), len(set(text))) == (characters, unique)


@pytest.mark.parametrize("name", FIGURES)
def test_an_embedded_default_has_as_many_different_characters(name):
    case, _, unique = FIGURES[name]
    assert len(set(case(corpora.CORPORA[name].default()))) == unique


def test_the_works_are_42_files():
    assert len(set(corpora.CORPORA["shakespeare"].addresses)) == 42


def keep(folder, content=CONTENT):
    folder.mkdir()
    (folder / "toy.txt").write_bytes(content)


def complaint(pattern):
    with pytest.raises(corpora.CorpusError, match=pattern):
        corpora.load("toy")
