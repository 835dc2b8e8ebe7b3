"""Read a class zip, or the folder that somebody unpacked it to, within bounds.

Nothing is written here, and no link is followed. An entry that cannot be taken is
named with the reason; an archive that cannot be a class's is refused as a whole. How
much one person's files may unpack to is bounded where they are written (`place`).
"""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from course.errors import CourseError
from course.worker.submissions.wellformed import printable

MAX_ENTRIES = 50_000
MAX_FILE = 250 * 2**20  # bytes of one file
MAX_RATIO = 100  # of a big file
PIECE = 2**20
UTF8 = 0x800  # the flag for names in UTF-8
ENCRYPTED = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # unpacked in small pieces
CLUTTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


class LmsError(CourseError):
    """A file of an LMS cannot be used; the message says why in one line."""


@dataclass(frozen=True)
class Entry:
    """A file in an archive; `mark` changes with its content."""

    path: tuple[str, ...]
    size: int
    mark: str
    changed: str  # when, as text that sorts
    open: Callable[[], IO[bytes]]

    def pieces(self) -> Iterator[bytes]:
        """Yield the content; raise LmsError if it is not what the archive says."""
        left = self.size
        try:
            with self.open() as file:
                while data := file.read(PIECE):
                    left -= len(data)
                    if left < 0:
                        raise LmsError("is bigger than the archive says")
                    yield data
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise LmsError(f"is damaged in the archive ({error})") from error


@dataclass(frozen=True)
class Archive:
    """The files of a class, and why others cannot be taken, by their names."""

    entries: list[Entry]
    refused: dict[str, str]


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a zip file or a folder; raise LmsError if nothing in it can be used."""
    if path.is_dir():
        yield _folder(path)
        return
    if not path.exists():
        raise LmsError(f"{path}: there is no such file or folder")
    if not path.is_file():
        raise LmsError(f"{path}: is neither a file nor a folder")
    try:
        with zipfile.ZipFile(path) as archive:
            yield _zip(path, archive)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise LmsError(
            f"{path}: is no zip file that can be read ({error}): download it again"
        ) from error


def within(file: IO[bytes]) -> Archive:
    """Return the files of a zip that a student handed in; `file` must stay open."""
    try:
        return _zip(Path("the zip"), zipfile.ZipFile(file))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise LmsError(f"is no zip file that can be read ({error})") from error


def trouble_with(path: tuple[str, ...]) -> str:
    """Return why a file cannot be written under this path; "" if it can."""
    if not path or ".." in path or "." in path:
        return "leads out of its folder"
    if any(not part.isprintable() or not part.strip() for part in path):
        return "has a name that cannot be used"
    if any(len(part.encode()) > 200 for part in path) or len(path) > 12:
        return "has too long a name"
    return ""


def _zip(path: Path, archive: zipfile.ZipFile) -> Archive:
    listed = [one for one in archive.infolist() if not one.is_dir()]
    if len(listed) > MAX_ENTRIES:
        found = f"{len(listed):,} files, more than {MAX_ENTRIES:,}"
        raise LmsError(f"{path}: has {found}: is it of one assignment?")
    entries: dict[tuple[str, ...], Entry] = {}
    refused: dict[str, str] = {}
    for one in listed:
        name = _name(one)
        parts = _parts(name)
        if _is_clutter(parts):
            continue
        if why := _trouble(one, name, parts):
            refused[printable(name)] = why
        elif parts in entries:
            refused[printable(name)] = "is in the archive twice: the first one is taken"
        else:
            when = "{:04}{:02}{:02}{:02}{:02}{:02}".format(*one.date_time)
            mark = f"{one.CRC:08x}-{one.file_size}"
            entries[parts] = Entry(
                parts, one.file_size, mark, when, partial(archive.open, one)
            )
    return Archive(list(entries.values()), refused)


def _trouble(one: zipfile.ZipInfo, name: str, parts: tuple[str, ...]) -> str:
    mode = one.external_attr >> 16
    if name.startswith("/") or name[1:2] == ":":
        return "has an absolute name"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "is a link or no file"
    if one.flag_bits & ENCRYPTED:
        return "is encrypted: ask for it without a password"
    if one.compress_type not in METHODS:
        return "is packed in an unusual way: ask for an ordinary zip"
    if one.file_size > MAX_FILE:
        return f"is {one.file_size / 2**20:,.0f} MB, more than {MAX_FILE / 2**20:,.0f}"
    if one.file_size > 2**24 and one.file_size > MAX_RATIO * (one.compress_size or 1):
        return "unpacks to a hundred times its size: it is no honest file"
    return trouble_with(parts)


def _name(one: zipfile.ZipInfo) -> str:
    """Return a name in Unicode, also where an old program did not say how it is coded.

    zipfile reads such names as cp437. What has box-drawing characters then is cp850.
    """
    name = one.filename
    if not one.flag_bits & UTF8:
        try:
            data = name.encode("cp437")
            name = data.decode("utf-8")
        except UnicodeEncodeError:
            pass
        except UnicodeDecodeError:
            if any("\u2500" <= character <= "\u257f" for character in name):
                name = data.decode("cp850")
    return _plain(name)


def _plain(name: str) -> str:
    """Return a name as people read it: plain spaces, and no invisible characters."""
    kinds = {"Zs": " ", "Cf": ""}
    kept = (kinds.get(unicodedata.category(one), one) for one in name)
    return unicodedata.normalize("NFC", "".join(kept))


def _folder(root: Path) -> Archive:
    entries: list[Entry] = []
    refused: dict[str, str] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        parts = _parts(_plain(name))
        if _is_clutter(parts) or (path.is_dir() and not path.is_symlink()):
            continue
        if len(entries) >= MAX_ENTRIES:
            raise LmsError(f"{root}: has more than {MAX_ENTRIES:,} files")
        if path.is_symlink() or not path.is_file():
            refused[printable(name)] = "is a link or no file"
            continue
        size = path.stat().st_size
        if size > MAX_FILE:
            refused[printable(name)] = f"is more than {MAX_FILE / 2**20:,.0f} MB"
        elif why := trouble_with(parts):
            refused[printable(name)] = why
        else:
            mark = f"{_crc(path):08x}-{size}"
            when = f"{datetime.fromtimestamp(path.stat().st_mtime):%Y%m%d%H%M%S}"
            entries.append(Entry(parts, size, mark, when, partial(_read, path)))
    return Archive(entries, refused)


def _read(path: Path) -> IO[bytes]:
    return path.open("rb")


def _crc(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while data := file.read(PIECE):
            found = zlib.crc32(data, found)
    return found


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in name.replace("\\", "/").split("/") if part)


def _is_clutter(parts: tuple[str, ...]) -> bool:
    return any(part in CLUTTER or part.startswith("._") for part in parts)
