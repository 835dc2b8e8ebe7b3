"""Read a file that claims to be a notebook, or say in one line why that fails.

Links are never followed, files that are too big are never read whole, and no file is
changed. The line says what the file is and what to ask for.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
from codecs import BOM_UTF8
from io import BufferedReader
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from course.errors import CourseError
from course.worker.submissions.wellformed import MAX_CELLS, well_formed
from utils.left_out import MAX_SOURCE

SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # not on Windows
SAFELY |= getattr(os, "O_BINARY", 0)  # only on Windows
MAX_BYTES = 50 * 2**20  # without outputs, where a file is bigger than MAX_SOURCE
MAX_BRACKETS = 2_000_000  # of JSON: each costs a hundred bytes of memory
MAX_BLANK = 1000  # bytes before a web page begins
NEWEST = 4  # major version of nbformat
OTHER_KINDS = {
    b"PK": "is a zip archive, not a notebook",
    b"%PDF": "is a PDF, not a notebook",
    b"<": "is a web page, not a notebook",
    b"{\\rtf": "is a text of a word processor, not a notebook",
}
AGAIN = "open it in Jupyter, save it and hand it in again"
# The lines around two versions that git could not merge; in JSON no text has lines.
CONFLICT = (re.compile(rb"^<{7} ", re.MULTILINE), re.compile(rb"^>{7} ", re.MULTILINE))
UNMERGED = (
    "holds two versions that git could not merge, between <<<<<<< and >>>>>>>: keep "
    "one of them and hand it in again"
)
MAX_MAJOR = 99  # of versions that are told as they are


class Refused(CourseError):
    """Why a file or folder cannot be graded, in one line that says what to do."""


def read_notebook(path: Path, max_bytes: int) -> tuple[NotebookNode, list[str]]:
    """Return the notebook in a file as nbformat 4, and what had to be repaired.

    Without notes, nbgrader can read the file itself. Raises Refused.
    """
    notes: list[str] = []
    data = read_bytes(path, max_bytes)
    if not data.strip():
        raise Refused(f"is empty ({len(data)} bytes): ask for the file again")
    if all(mark.search(data) for mark in CONFLICT):
        raise Refused(UNMERGED)
    for start, kind in OTHER_KINDS.items():
        if data[:MAX_BLANK].removeprefix(BOM_UTF8).lstrip().startswith(start):
            raise Refused(f"{kind}: {AGAIN}")
    raw = _json(data, notes)
    if not isinstance(raw, dict) or not ("cells" in raw or "worksheets" in raw):
        raise Refused(f"is JSON, but not a notebook: {AGAIN}")
    nb, repairs = well_formed(_upgraded(raw, notes))
    if not nb.cells:
        raise Refused("has no cells: ask for the notebook with the answers")
    if sum(len(cell.source) for cell in nb.cells) > MAX_SOURCE:
        raise Refused(
            f"has more than {MAX_SOURCE / 2**20:.0f} MB of text and code: take out "
            f"what is no answer, save it and hand it in again"
        )
    return nb, notes + repairs


def open_safely(path: Path) -> BufferedReader:
    """Open a regular file that may be exchanged meanwhile; raise OSError for others."""
    file = open(os.open(path, os.O_RDONLY | SAFELY), "rb")  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "is not a file")
    return file


def sum_of_file(path: Path, max_bytes: int) -> str:
    """Return the SHA-256 of a file; "" for one that is bigger; raise OSError.

    A sparse file takes hours to read.
    """
    with open_safely(path) as file:
        if os.fstat(file.fileno()).st_size > max_bytes:
            return ""
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """Return the content of a regular file; raise Refused if that is not possible."""
    try:
        info = path.lstat()
        if stat.S_ISLNK(info.st_mode):
            raise Refused("is a symbolic link: ask for the file itself")
        if stat.S_ISDIR(info.st_mode):
            raise Refused("is a folder: put the notebook itself there")
        if not stat.S_ISREG(info.st_mode):
            raise Refused("is not a file: ask for the notebook itself")
        # The file may be replaced between the two checks.
        flags = os.O_RDONLY | SAFELY
        with open(os.open(path, flags), "rb") as file:
            size = max(info.st_size, os.fstat(file.fileno()).st_size)
            data = file.read(max_bytes + 1) if size <= max_bytes else b""
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise Refused(f"cannot be read ({reason}): see to its permissions") from error
    if max(size, len(data)) > max_bytes:
        raise Refused(
            f"is {size / 2**20:,.1f} MB, more than {max_bytes / 2**20:,.0f}: "
            f"clear its outputs in Jupyter, save it and hand it in again"
        )
    return data


def _json(data: bytes, notes: list[str]) -> Any:
    if data.count(b"[") + data.count(b"{") > MAX_BRACKETS:
        raise Refused(f"has far too many parts for a notebook: {AGAIN}")
    encoding = json.detect_encoding(data)
    kind = "-".join(encoding.upper().split("-")[:2])
    if encoding == "utf-8-sig":
        notes.append("a byte order mark was removed")
    elif kind != "UTF-8":
        notes.append(f"converted from {kind} to UTF-8")
    try:
        return json.loads(data.decode(encoding))
    except UnicodeDecodeError as error:
        message = f"is not {kind} text (byte {error.start + 1:,})"
        raise Refused(f"{message}: {AGAIN}") from error
    except json.JSONDecodeError as error:
        message = f"is not JSON (line {error.lineno}, {error.msg.lower()})"
        raise Refused(f"{message}: {AGAIN}") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"is not JSON that can be read: {AGAIN}") from error


def _upgraded(raw: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    """Return the notebook in the newest format known here."""
    major = raw.get("nbformat")
    if isinstance(major, bool) or not isinstance(major, int):
        if "cells" not in raw:
            raise Refused(f"does not say which format it has: {AGAIN}")
        notes.append("the notebook did not say its format")
        return raw
    if abs(major) > MAX_MAJOR:
        raise Refused(f"is of a version of nbformat that does not exist: {AGAIN}")
    if major > NEWEST:
        raise Refused(
            f"is of nbformat {major}, newer than {NEWEST}: "
            f"save it with an older Jupyter, or grade with a newer nbformat"
        )
    if major == NEWEST:
        if isinstance(raw.get("cells"), list) and len(raw["cells"]) > MAX_CELLS:
            raise Refused(f"has {len(raw['cells']):,} cells, more than {MAX_CELLS:,}")
        return raw
    try:
        old = nbformat.versions[major].to_notebook_json(raw)
        new = nbformat.convert(old, NEWEST)
    except Exception as error:  # nbformat does not check what it converts
        raise Refused(f"is of nbformat {major} and malformed: {AGAIN}") from error
    notes.append(f"upgraded from nbformat {major}")
    for cell in new.cells:
        cell.pop("id", None)  # random
    return new
