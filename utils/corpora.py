"""Find the text of a lesson: on this machine, on the network, or in the package.

`load(name)` searches in this order and prints one line on what it found:

1. the folder that the environment variable COURSE_DATA names. A missing or unexpected
   file there is an error, never silently replaced;
2. the cache with earlier downloads;
3. the public address, whose bytes must have the recorded SHA-256. Nothing is downloaded
   if CHARLM_OFFLINE is set or while a notebook is graded. The text is fetched for the
   reader's own use and never passed on, so a list without a stated licence may be read
   this way, too. Copyrighted text is fetched only with `download=True`;
4. the embedded default, which ships with the project and is named as such: a list of
   names, or a pastiche of the same shape and characters (`utils.grammar`).

`load(name, path=...)` reads the reader's own text instead. Nothing is parsed or
lowercased here: a lesson gets the text as it is in the file. `utils.catalogue` lists
the corpora.
"""

from __future__ import annotations

import hashlib
import io
import os
import socket
import tempfile
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Literal
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from utils.catalogue import CORPORA, Entry

CONNECT_TIMEOUT = 1.5  # seconds to wait for a host before falling back
READ_TIMEOUT = 10.0  # seconds between two chunks of a download

# Of the reader's own text, in characters: a sonnet or two teach nothing, and more than
# this would not be read in an hour.
LEAST, MOST = 2_000, 10_000_000
KINDS = 10

Source = Literal["file", "COURSE_DATA", "cache", "download", "embedded"]


class CorpusError(Exception):
    """A corpus cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Corpus:
    """A text and where it came from; `str` gives one line."""

    name: str
    source: Source
    text: str = field(repr=False)
    note: str = ""

    def __str__(self) -> str:
        lines = len(self.text.splitlines())
        size = f"{lines:,} lines, {len(self.text):,} characters"
        if self.source == "embedded":
            return f"{self.name}: EMBEDDED DEFAULT, {size} ({self.note})"
        return f"{self.name}: {size}, from {self.source} ({self.note})"


def load(
    name: str, path: str | Path | None = None, *, download: bool | None = None
) -> Corpus:
    """Find a corpus, print one line on where it was found, and return it.

    `path` is the reader's own text file, used instead of the corpus; if it cannot be
    used, a line says why, and the corpus takes its place. `download` allows or forbids
    the network; by default it is used, unless the text is copyrighted. Raises
    ValueError for a name that is not in `CORPORA`, and CorpusError when COURSE_DATA is
    set but lacks the expected file.
    """
    if name not in CORPORA:
        raise ValueError(f"no corpus {name!r}; there are: {', '.join(CORPORA)}")
    try:
        corpus = own(name, path) if path is not None else None
    except CorpusError as error:
        print(f"YOUR TEXT IS NOT USED: {error}")
        corpus = None
    corpus = corpus or find(CORPORA[name], download)
    print(corpus)
    return corpus


def load_dinosaurs() -> Corpus:
    """Load the dinosaur names, one a line, as they are in the file."""
    return load("dinosaurs")


def own(name: str, path: str | Path) -> Corpus:
    """Read the reader's own file: UTF-8 text that the lesson can learn from.

    Only the first `MOST` characters of a huge one are used. Raises CorpusError.
    """
    path = Path(path).expanduser()
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be read ({error.strerror}); is the path right?"
        ) from None
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}. Give a text file in UTF-8.") from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise CorpusError(f"{path}: it is not a text. Give a text file in UTF-8.")
    if len(text) < LEAST or len(set(text)) < KINDS:
        raise CorpusError(
            f"{path}: {len(text):,} characters, {len(set(text))} different ones, are "
            f"too few to learn from. Give {LEAST:,} or more, {KINDS} different ones."
        )
    if lacking := CORPORA[name].needs.lacking(text):
        raise CorpusError(f"{path}: {lacking}")
    note = f"{path}, so figures may differ"
    if len(text) > MOST:
        note = f"the first {MOST:,} characters of {note}"
    return Corpus(name, "file", text[:MOST], note)


def find(entry: Entry, download: bool | None = None) -> Corpus:
    """Find the text of an entry: COURSE_DATA, cache, download, embedded default."""
    folder = os.environ.get("COURSE_DATA", "").strip()
    if folder:
        text = _from_course_data(entry, Path(folder).expanduser())
        return Corpus(entry.name, "COURSE_DATA", text, entry.terms)
    cached = cache_folder() / entry.filename
    with suppress(OSError, CorpusError):
        text = _verified(entry, cached.read_bytes())
        return Corpus(entry.name, "cache", text, entry.terms)
    try:
        text = _downloaded(entry, cached, download)
    except (OSError, CorpusError) as reason:
        note = f"not {entry.filename}, so figures differ; {reason}"
        return Corpus(entry.name, "embedded", entry.default(), note)
    return Corpus(entry.name, "download", text, entry.terms)


def cache_folder() -> Path:
    """Return the folder in the user's cache for downloads."""
    import pooch  # imported late, so that a graded lesson starts without it

    return Path(pooch.os_cache("charlm-course"))


def _from_course_data(entry: Entry, folder: Path) -> str:
    advice = f"Put {entry.filename} there, or unset COURSE_DATA."
    if not folder.is_dir():
        raise CorpusError(
            f"COURSE_DATA names {folder}, which is not a folder. {advice}"
        )
    path = folder / entry.filename
    try:
        return _verified(entry, path.read_bytes())
    except FileNotFoundError:
        raise CorpusError(
            f"COURSE_DATA has no {entry.filename} in {folder}. {advice}"
        ) from None
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be read ({error.strerror}). {advice}"
        ) from None
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}. {advice}") from None


def _verified(entry: Entry, content: bytes) -> str:
    """Decode the bytes of the expected file; raise CorpusError for any other."""
    text = _decoded(content)
    found = hashlib.sha256(content).hexdigest()
    if found != entry.sha256:
        raise CorpusError(
            f"the file is not the expected one (SHA-256 {found[:12]}…, expected "
            f"{entry.sha256[:12]}…); was it edited, or its line ends converted?"
        )
    return text


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise CorpusError("the file is empty")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise CorpusError("the file is not UTF-8 text") from None


def _is_set(variable: str) -> bool:
    return os.environ.get(variable, "0") not in ("", "0")


def _downloaded(entry: Entry, path: Path, allowed: bool | None = None) -> str:
    """Fetch, verify and cache an entry at `path`; raise CorpusError on failure."""
    if allowed is None and entry.on_request:
        raise CorpusError(
            f"it is {entry.terms}, so it is fetched only on load({entry.name!r}, "
            f"download=True); or give your own copy: load({entry.name!r}, path=...)"
        )
    if allowed is False:
        raise CorpusError("download=False forbids a download")
    if _is_set("CHARLM_OFFLINE"):
        raise CorpusError("downloads are off because CHARLM_OFFLINE is set")
    if os.environ.get("NBGRADER_EXECUTION"):
        raise CorpusError("nothing is downloaded while a notebook is graded")
    for host, address in {urlsplit(a).hostname: a for a in entry.addresses}.items():
        if not _accepts_connections(address):
            raise CorpusError(f"no connection to {host}")
    content = b"".join(map(_fetch, entry.addresses))
    try:
        text = _verified(entry, content)
    except CorpusError:
        raise CorpusError("the download is not the expected file") from None
    with suppress(OSError):  # without a cache it is downloaded again next time
        _keep(content, path)
    return text


def _fetch(address: str) -> bytes:
    host = urlsplit(address).hostname
    content = io.BytesIO()
    try:
        with warnings.catch_warnings(action="ignore"):
            import pooch

            # Straight to the downloader: pooch.retrieve would log to stderr.
            get = pooch.HTTPDownloader(timeout=(CONNECT_TIMEOUT, READ_TIMEOUT))
            get(address, content, None)
    except Exception:
        raise CorpusError(f"the download from {host} failed") from None
    return content.getvalue()


def _accepts_connections(address: str) -> bool:
    """Return whether the host, or its proxy, accepts a connection within PATIENCE.

    A thread tries it, because a name lookup has no time limit of its own.
    """
    target = urlsplit(address)
    proxy = getproxies().get(target.scheme)
    if proxy and not proxy_bypass(target.hostname or ""):
        target = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    answered = []

    def connect() -> None:
        with suppress(OSError, ValueError):
            port = target.port or {"https": 443}.get(target.scheme, 80)
            socket.create_connection((target.hostname, port), CONNECT_TIMEOUT).close()
            answered.append(True)

    thread = Thread(target=connect, daemon=True)
    thread.start()
    thread.join(CONNECT_TIMEOUT)
    return bool(answered)


def _keep(content: bytes, path: Path) -> None:
    """Write a file atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    try:
        os.replace(file.name, path)
    except OSError:
        os.unlink(file.name)
        raise
