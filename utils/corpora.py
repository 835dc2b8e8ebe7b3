"""Find the text of a lesson: on this machine, on the network, or in the package.

`load(name)` looks in this order and says in one printed line what it found:

1. the folder that the environment variable COURSE_DATA names. A file there that is
   missing or not the expected one is an error, never silently replaced;
2. the cache, where an earlier download was kept;
3. the public address, whose bytes must have the recorded SHA-256. There is no attempt
   where CHARLM_OFFLINE is set, nor while a notebook is graded. The text is fetched
   for the reader's own use and never passed on, so a list without a stated licence may
   be read this way, too. What is copyrighted is fetched only on `download=True`;
4. the embedded default, which ships with the project and is named as such: a list of
   names, or a pastiche of the same shape and characters (`utils.grammar`).

`load(name, path=...)` reads the reader's own text instead, whatever it is. Nothing is
parsed or lowercased here: a lesson gets the text as it is in the file. Which corpora
there are is in `utils.catalogue`.
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

PATIENCE = 1.5  # seconds until a host that does not answer counts as no network
READ_TIMEOUT = 10.0  # seconds between two pieces of a download that has begun

Source = Literal["file", "COURSE_DATA", "cache", "download", "embedded"]


class CorpusError(Exception):
    """A corpus that was asked for cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Corpus:
    """A text and where it came from; printed, it is one line."""

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

    `path` is a text file of the reader's own, used in place of the corpus. `download`
    says whether the network may be asked; by default it may, unless the text is
    copyrighted. Raises ValueError for a name that is not in `CORPORA`, and CorpusError
    when `path` cannot be used, or COURSE_DATA is set but lacks the expected file.
    """
    if name not in CORPORA:
        raise ValueError(f"no corpus {name!r}; there are: {', '.join(CORPORA)}")
    corpus = find(CORPORA[name], download) if path is None else own(name, path)
    print(corpus)
    return corpus


def load_dinosaurs() -> Corpus:
    """Load the dinosaur names, one a line, as they are in the file."""
    return load("dinosaurs")


def own(name: str, path: str | Path) -> Corpus:
    """Read the reader's own file: any UTF-8 text that is not empty."""
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
    return Corpus(name, "file", text, f"{path}, so figures may differ")


def find(entry: Entry, download: bool | None = None) -> Corpus:
    """Find the text of an entry: COURSE_DATA, cache, download, embedded default."""
    folder = os.environ.get("COURSE_DATA", "").strip()
    if folder:
        text = _from_course_data(entry, Path(folder).expanduser())
        return Corpus(entry.name, "COURSE_DATA", text, entry.standing)
    cached = cache_folder() / entry.filename
    with suppress(OSError, CorpusError):
        text = _verified(entry, cached.read_bytes())
        return Corpus(entry.name, "cache", text, entry.standing)
    try:
        text = _downloaded(entry, cached, download)
    except (OSError, CorpusError) as reason:
        note = f"not {entry.filename}, so figures differ; {reason}"
        return Corpus(entry.name, "embedded", entry.default(), note)
    return Corpus(entry.name, "download", text, entry.standing)


def cache_folder() -> Path:
    """Return the folder of this user's cache in which downloads are kept."""
    import pooch  # only where it is needed: a graded lesson starts without it

    return Path(pooch.os_cache("charlm-course"))


def _from_course_data(entry: Entry, folder: Path) -> str:
    way_out = f"Put {entry.filename} there, or unset COURSE_DATA."
    if not folder.is_dir():
        raise CorpusError(f"COURSE_DATA names {folder}, which is no folder. {way_out}")
    path = folder / entry.filename
    try:
        return _verified(entry, path.read_bytes())
    except FileNotFoundError:
        raise CorpusError(
            f"COURSE_DATA has no {entry.filename} in {folder}. {way_out}"
        ) from None
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be read ({error.strerror}). {way_out}"
        ) from None
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}. {way_out}") from None


def _verified(entry: Entry, content: bytes) -> str:
    """Decode the bytes of the expected file; of any other, say what is wrong."""
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
    """Fetch and verify an entry and keep it at `path`; in any trouble say why not."""
    if allowed is None and entry.on_request:
        raise CorpusError(
            f"it is {entry.standing}, so it is fetched only on load({entry.name!r}, "
            f"download=True); or give your own copy: load({entry.name!r}, path=...)"
        )
    if allowed is False:
        raise CorpusError("no download was wanted")
    if _is_set("CHARLM_OFFLINE"):
        raise CorpusError("downloads are off because CHARLM_OFFLINE is set")
    if os.environ.get("NBGRADER_EXECUTION"):
        raise CorpusError("nothing is downloaded while a notebook is graded")
    for host, address in {urlsplit(a).hostname: a for a in entry.addresses}.items():
        if not _answers(address):
            raise CorpusError(f"no connection to {host}")
    content = b"".join(map(_fetch, entry.addresses))
    try:
        text = _verified(entry, content)
    except CorpusError:
        raise CorpusError("the download is not the expected file") from None
    with suppress(OSError):  # a cache that cannot be written costs a download, no more
        _keep(content, path)
    return text


def _fetch(address: str) -> bytes:
    host = urlsplit(address).hostname
    content = io.BytesIO()
    try:
        with warnings.catch_warnings(action="ignore"):
            import pooch

            # Straight to the downloader: pooch.retrieve would log to stderr.
            get = pooch.HTTPDownloader(timeout=(PATIENCE, READ_TIMEOUT))
            get(address, content, None)
    except Exception:
        raise CorpusError(f"the download from {host} failed") from None
    return content.getvalue()


def _answers(address: str) -> bool:
    """Whether the host, or the proxy before it, takes a connection within PATIENCE.

    In a thread, because looking up a name has no limit of time of its own.
    """
    target = urlsplit(address)
    proxy = getproxies().get(target.scheme)
    if proxy and not proxy_bypass(target.hostname or ""):
        target = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    answered = []

    def knock() -> None:
        with suppress(OSError, ValueError):
            port = target.port or {"https": 443}.get(target.scheme, 80)
            socket.create_connection((target.hostname, port), PATIENCE).close()
            answered.append(True)

    thread = Thread(target=knock, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return bool(answered)


def _keep(content: bytes, path: Path) -> None:
    """Write a file so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    try:
        os.replace(file.name, path)
    except OSError:
        os.unlink(file.name)
        raise
