"""Take the outputs out of a big notebook file, without ever reading it whole.

A notebook may be 250 MB of pictures around a few pages of code. Grading clears outputs
anyway, so a copy without them is what is graded. The file is read in pieces, as bytes
of JSON; all but the values of `cells[*].outputs` is copied as it is, malformed or not.
It runs in a worker under limits, before anything else looks at the file.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import BinaryIO

from course.worker.submissions.files import MAX_BYTES

PIECE = 1 << 20
MAX_KEY = 16  # bytes of a key that matters
SPECIAL = re.compile(rb'["{}\[\],:]')
IN_STRING = re.compile(rb'["\\]')
# All up to the next bracket, or to a string that ends in another piece.
NO_BRACKET = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
OPEN, CLOSE = b"{[", b"}]"
CELLS, OUTPUTS = b"cells", b"outputs"
OF_NOTEBOOK, OF_CELL = 1, 3  # the depths at which their keys stand
TOO_BIG = (
    f"is more than {MAX_BYTES / 2**20:.0f} MB without its outputs: take out pictures "
    f"in texts, save it and hand it in again"
)


def without_outputs(report: object, path: str) -> str:
    """Replace a file by one without outputs; return why that cannot be, or "".

    A file that is not UTF-8 stays as it is.
    """
    place = Path(path)
    draft = place.with_name(f".{place.name}.part")
    why = strip(place, draft)
    if draft.exists():
        os.replace(draft, place)
    return why


def strip(source: Path, target: Path) -> str:
    """Write a file without its outputs; return why that cannot be, or "".

    Of a file that is not UTF-8 nothing is written, nor of one that is too big.
    """
    with source.open("rb") as file:
        encoding = json.detect_encoding(file.read(4))
        if encoding not in ("utf-8", "utf-8-sig"):
            return ""
        file.seek(0)
        with target.open("xb") as draft:
            fits = _Stripper(draft).copy(file)
    if not fits:
        target.unlink()
    return "" if fits else TOO_BIG


class _Stripper:
    """Copies JSON, and knows at every byte where in the notebook it is."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._written = 0
        self._depth = 0
        self._in_string = False
        self._escaped = False  # the piece before ended with a backslash
        self._key: bytearray | None = None  # the string that may be a key
        self._keys: dict[int, bytes] = {}  # the present key at the depths that matter
        self._skipping = False

    def copy(self, source: BinaryIO) -> bool:
        """Copy everything but the outputs; return False if that is too big."""
        while piece := source.read(PIECE):
            self._copied(piece)
            if self._written > MAX_BYTES:
                return False
        return True

    def _copied(self, piece: bytes) -> None:
        begin = place = 0  # what is to be written begins at `begin`
        while place < len(piece):
            if self._in_string:
                place = self._through_string(piece, place)
                continue
            if self._depth not in (OF_NOTEBOOK, OF_CELL):  # no key matters here
                passed = NO_BRACKET.match(piece, place)
                place = passed.end() if passed else place
            found = SPECIAL.search(piece, place)
            if found is None:
                break
            place = found.end()
            was_skipping = self._skipping
            self._see(found[0])
            if self._skipping and not was_skipping:
                self._write(piece[begin:place])
                self._write(b"[]")
            elif was_skipping and not self._skipping:
                begin = found.start()  # the comma or bracket behind the value
        if not self._skipping:
            self._write(piece[begin:])

    def _see(self, sign: bytes) -> None:
        """Take note of a sign outside of strings."""
        if sign == b'"':
            self._in_string = True
            matters = self._depth in (OF_NOTEBOOK, OF_CELL) and not self._skipping
            self._key = bytearray() if matters else None
        elif sign in OPEN:
            self._depth += 1
            self._keys.pop(self._depth, None)
        elif sign in CLOSE:
            self._depth -= 1
            if self._depth < OF_CELL:
                self._skipping = False
        elif sign == b":" and self._key is not None:
            self._keys[self._depth] = bytes(self._key)
            self._key = None
            self._skipping |= self._depth == OF_CELL and (
                self._keys.get(OF_NOTEBOOK) == CELLS and self._keys[OF_CELL] == OUTPUTS
            )
        elif sign == b"," and self._depth == OF_CELL:
            self._skipping = False

    def _through_string(self, piece: bytes, place: int) -> int:
        """Return where a string ends, or the piece does."""
        if self._escaped:
            self._escaped = False
            place += 1
        while found := IN_STRING.search(piece, place):
            self._remember(piece[place : found.start()])
            if found[0] == b'"':
                self._in_string = False
                return found.end()
            self._remember(b"\\")
            place = found.end() + 1
            if place > len(piece):
                self._escaped = True
                return len(piece)
        self._remember(piece[place : place + MAX_KEY])
        return len(piece)

    def _remember(self, part: bytes) -> None:
        if self._key is not None and len(self._key) <= MAX_KEY:
            self._key += part[: MAX_KEY + 1]

    def _write(self, data: bytes) -> None:
        self._written += len(data)
        if self._written <= MAX_BYTES:
            self._target.write(data)
