"""A grade file of an LMS: one field is changed, and all other bytes stay.

Encoding, separator, quotes and line ends are those of the file. A CSV library would
write all of them anew.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.lms.archive import LmsError

MAX_BYTES = 100 * 2**20
BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
QUOTE = '"'
WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")  # xlsx and xls


class Table:
    """The rows of a file, the first of which names the columns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.exists() and path.stat().st_size > MAX_BYTES:
            raise LmsError(f"{path}: is too big for a grade file: is it another file?")
        data = path.read_bytes()
        if data.startswith(WORKBOOKS):
            raise LmsError(
                f"{path}: is a spreadsheet (xlsx or xls): take the file as the LMS "
                "hands it out, or save it as CSV"
            )
        self._bom = next((bom for bom in BOMS if data.startswith(bom)), b"")
        self._encoding = BOMS.get(self._bom, "")
        text = self._decoded(data[len(self._bom) :])
        self.separator = _separator(text)
        self._rows: list[list[str]] = []  # fields as they are written
        self._ends: list[str] = []
        for fields, end in _split(text, self.separator):
            self._rows.append(fields)
            self._ends.append(end)
        if not text.strip() or self.as_bytes() != data:
            raise LmsError(f"{path}: is no table that can be read: save it as CSV")
        self.header = [self.value(0, column) for column in range(len(self._rows[0]))]

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self) -> Iterator[int]:
        """Yield the numbers of the rows below the header that are not empty."""
        for row in range(1, len(self._rows)):
            if any(field.strip() for field in self._rows[row]):
                yield row

    def column(self, *names: str) -> int | None:
        """Return the first column with one of these names, in any case."""
        for name in names:
            for number, title in enumerate(self.header):
                if title.strip().casefold() == name.casefold():
                    return number
        return None

    def value(self, row: int, column: int | None) -> str:
        """Return a field without its quotes; "" where the row has none."""
        if column is None or column >= len(self._rows[row]):
            return ""
        raw = self._rows[row][column]
        if raw.startswith(QUOTE) and raw.endswith(QUOTE) and len(raw) > 1:
            return raw[1:-1].replace(QUOTE * 2, QUOTE)
        return raw

    def filled(self, row: int, columns: Iterable[int | None]) -> list[str]:
        """Return the fields of some columns without blanks, and no empty ones."""
        values = (self.value(row, column).strip() for column in columns)
        return [value for value in values if value]

    def put(self, row: int, column: int, text: str) -> None:
        """Change a field; it keeps its quotes."""
        fields = self._rows[row]
        fields += [""] * (column + 1 - len(fields))
        special = any(one in text for one in (self.separator, QUOTE, "\n", "\r"))
        if fields[column].startswith(QUOTE) or special:
            text = QUOTE + text.replace(QUOTE, QUOTE * 2) + QUOTE
        fields[column] = text

    def as_bytes(self) -> bytes:
        """Return the file."""
        text = "".join(
            self.separator.join(fields) + end
            for fields, end in zip(self._rows, self._ends, strict=True)
        )
        return self._bom + text.encode(self._encoding)

    def _decoded(self, data: bytes) -> str:
        tried = [self._encoding] if self._encoding else ["utf-8", "cp1252", "latin-1"]
        for encoding in tried:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            self._encoding = encoding
            return text
        raise LmsError(f"{self.path}: is not {self._encoding} text: download it again")


def _separator(text: str) -> str:
    first = "".join(text.split(QUOTE)[::2]).partition("\n")[0]
    return max("\t;,", key=first.count)


def _split(text: str, separator: str) -> Iterator[tuple[list[str], str]]:
    """Yield the fields of each row as they are written, and the line end."""
    fields: list[str] = []
    begin, place, quoted = 0, 0, False
    while place < len(text):
        character = text[place]
        if character == QUOTE and (quoted or place == begin):
            quoted = not quoted or text[place + 1 : place + 2] == QUOTE
            if quoted and place != begin:
                place += 1  # a quote in quotes is doubled
        elif not quoted and character == separator:
            fields.append(text[begin:place])
            begin = place + 1
        elif not quoted and character in "\r\n":
            end = "\r\n" if text[place : place + 2] == "\r\n" else character
            yield [*fields, text[begin:place]], end
            fields, place = [], place + len(end) - 1
            begin = place + 1
        place += 1
    if begin < len(text) or fields:
        yield [*fields, text[begin:]], ""
