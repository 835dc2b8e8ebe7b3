"""Pack folders into bytes, for a worker on another machine, and unpack its reply."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from course.errors import GradeError

MAX_FILES = 5_000
AGAIN = "run course grade again"


def pack(folder: Path, names: Iterable[str]) -> bytes:
    """Return some files and folders of `folder` as bytes.

    Each of them may be a link; no link inside is followed.
    """
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED, compresslevel=1) as parcel:
        for name in names:
            place = folder / name
            paths = [place] if place.is_file() else sorted(_files(place.resolve()))
            for path in paths:
                inside = Path(name, path.relative_to(place.resolve()))
                parcel.write(path, inside.as_posix() if paths != [place] else name)
    return data.getvalue()


def unpack(data: bytes, into: Path, most: int) -> None:
    """Write the files of a parcel, at most `most` bytes; raise GradeError."""
    try:
        with ZipFile(io.BytesIO(data)) as parcel:
            entries = parcel.infolist()
            if len(entries) > MAX_FILES or sum(e.file_size for e in entries) > most:
                raise GradeError(f"a worker sent too much: {AGAIN}")
            for entry in entries:
                path = PurePosixPath(entry.filename)
                if path.is_absolute() or ".." in path.parts:
                    raise GradeError(f"a worker sent a file to {path}: {AGAIN}")
                target = into / path
                target.parent.mkdir(parents=True, exist_ok=True)
                with parcel.open(entry) as source:
                    target.write_bytes(source.read(entry.file_size))
    except (BadZipFile, OSError, EOFError) as error:
        raise GradeError(f"a worker sent no parcel ({error}): {AGAIN}") from error


def _files(folder: Path) -> Iterable[Path]:
    found = (p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    return (path for path in found if _has_utf8_name(path))  # as archives need


def _has_utf8_name(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True
