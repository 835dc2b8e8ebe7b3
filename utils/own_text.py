"""Read the reader's own text: a file, a folder of files, or what was pasted.

`load` never stops a notebook: it prints what was found and, where a text cannot be
used, a line that says what to do; the default text takes its place. The encoding is
told from the bytes: UTF-8, UTF-16 and UTF-32 surely, Windows-1252 by default for the
rest. No more than `MOST` characters are used, however large the file is.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from utils import corpora
from utils.corpora import KINDS, LEAST, CorpusError

MOST = 5_000_000  # characters: training reads no more in an hour
BYTES = 4 * MOST  # of a file, at most
ENDINGS = (".txt", ".md", ".text", ".rst", ".csv", ".srt", ".tex")  # of a folder
LOOKED_AT = 200_000  # characters that are enough to tell what a text is
RIGHT_TO_LEFT = {"R", "AL"}
MAX_CONTROL = 0.01  # the share of control characters in a text

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KNOWN = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip file, as .docx, .odt and .epub are",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x7fELF": "a program",
}
GUTENBERG = re.compile(
    r"\*\*\* ?(?P<what>START|END) OF TH(?:E|IS) PROJECT GUTENBERG[^\n]*\n?"
)


@dataclass(frozen=True)
class OwnText:
    """A text in one or more files, and what was noticed when it was read."""

    name: str
    files: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The files, one after the other, an empty line between them."""
        return "\n\n".join(self.files)

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, which tells whether weights were made from it."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def __str__(self) -> str:
        count = f" in {len(self.files)} files" if len(self.files) > 1 else ""
        kinds = len(set(self.text))
        return f"{self.name}: {len(self.text):,} characters{count}, {kinds} different"


def load(
    source: str | Path | None = None,
    *,
    pasted: str = "",
    encoding: str | None = None,
    default: str = "tinyshakespeare",
) -> OwnText:
    """Read a file, a folder or pasted text, print lines on it, and return it.

    `encoding` is used in the place of the one that is told from the bytes. Without
    `source` and `pasted`, or if they cannot be used, the corpus `default` is read.
    """
    try:
        own = read(source, pasted=pasted, encoding=encoding)
    except CorpusError as error:
        print(f"YOUR TEXT IS NOT USED: {error}")
        own = None
    if own is None:
        corpus = corpora.load(default)
        own = OwnText(corpus.name, (corpus.text,))
    print(own)
    for remark in own.remarks:
        print(f"- {remark}")
    return own


def read(
    source: str | Path | None, *, pasted: str = "", encoding: str | None = None
) -> OwnText | None:
    """Return the reader's text, None if there is none; raise CorpusError."""
    if pasted:
        name, texts, remarks = "pasted text", [pasted], list[str]()
    elif source is None or not str(source).strip():
        return None
    else:
        path = Path(source).expanduser()
        name, remarks = path.name, []
        if path.is_dir():
            texts = list(_folder(path, encoding, remarks))
        else:
            texts = [_file(path, encoding, remarks)]
    texts = [_tidied(text, remarks) for text in texts]
    left, kept = MOST, []
    for text in texts:
        kept.append(text[:left])
        left -= len(kept[-1])
    if sum(map(len, texts)) > MOST:
        remarks.append(f"only its first {MOST:,} characters are used")
    own = OwnText(name, tuple(text for text in kept if text.strip()), tuple(remarks))
    _check(own)
    return OwnText(own.name, own.files, (*own.remarks, *_oddities(own.text)))


def _check(own: OwnText) -> None:
    """Raise CorpusError for a text that nothing can be learned from."""
    text = own.text
    if not text.strip():
        raise CorpusError(f"{own.name} is empty. Give a file with some text in it.")
    looked_at = text[:LOOKED_AT]
    control = sum(
        unicodedata.category(c) == "Cc" and c not in "\n\t" for c in looked_at
    )
    if control > MAX_CONTROL * len(looked_at):
        raise CorpusError(
            f"{own.name} is not a text: {control:,} of its first {len(looked_at):,} "
            "characters are control characters. Give a plain text file."
        )
    if len(text) < LEAST or len(set(text)) < KINDS:
        raise CorpusError(
            f"{own.name} has too few characters to learn from ({len(text):,}, "
            f"{len(set(text))} different). Give {LEAST:,} or more, {KINDS} different."
        )


def _oddities(text: str) -> Iterator[str]:
    """Yield what is unusual about a text that can be used."""
    looked_at = [c for c in text[:LOOKED_AT] if c.isalpha()]
    if "\n" not in text:
        yield "it has no line ends: it is parted into sentences, or into pieces"
    backwards = sum(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in looked_at)
    if backwards > len(looked_at) / 3:
        yield (
            "it is written from right to left: the network reads its characters in the "
            "order in which you do; figures show them from left to right"
        )
    if len(set(text)) > 500:
        yield (
            f"{len(set(text)):,} different characters, most of them rare: give it more "
            "text and more time than an alphabet would need"
        )


def _folder(path: Path, encoding: str | None, remarks: list[str]) -> Iterator[str]:
    """Yield the texts of all files in a folder that can be read, by name."""
    found = sorted(
        each
        for each in path.rglob("*")
        if each.suffix.lower() in ENDINGS and each.is_file()
    )
    if not found:
        raise CorpusError(
            f"{path} has no text file. Put files there that end with "
            f"{', '.join(ENDINGS[:2])} or {ENDINGS[2]}."
        )
    left = MOST
    for each in found:
        try:
            text = _file(each, encoding, remarks)
        except CorpusError as error:
            remarks.append(f"left out: {error}")
            continue
        yield text
        left -= len(text)
        if left < 0:
            return


def _file(path: Path, encoding: str | None, remarks: list[str]) -> str:
    """Return the text of a file, or its beginning if it is huge."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            data = file.read(BYTES)
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be read ({error.strerror}). Is the path right? Here is "
            f"{os.getcwd()}."
        ) from None
    if size > BYTES:
        remarks.append(f"of {path.name}, {size / 1e6:,.0f} MB, the beginning is read")
    for begin, what in KNOWN.items():
        if data.startswith(begin):
            raise CorpusError(f"{path.name} is {what}. Save it as plain text first.")
    told = encoding or _encoding(data, path.name)
    try:
        "".encode(told)  # refuses codecs of Python that give no text, like base64
        decoder = codecs.getincrementaldecoder(told)()
        text = decoder.decode(data, final=size <= BYTES)
    except LookupError:
        raise CorpusError(
            f"no encoding is called {encoding!r}. Try 'utf-8', 'cp1252' or 'koi8-r'."
        ) from None
    except UnicodeError:
        raise CorpusError(
            f"{path.name} cannot be read as {told}. Pass encoding=..., or save it as "
            "UTF-8 in an editor."
        ) from None
    if told == "cp1252" and not encoding:
        remarks.append(
            f"{path.name} is not UTF-8, and was read as Windows-1252: if letters look "
            "wrong below, pass encoding=..."
        )
    elif told not in ("utf-8", "utf-8-sig"):
        remarks.append(f"{path.name} was read as {told}")
    return text


def _encoding(data: bytes, name: str) -> str:
    """Tell the encoding of a file; raise CorpusError if it holds no text."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return encoding
    head = data[:LOOKED_AT]
    if b"\0" in head:  # Latin letters in UTF-16 have a zero in every second byte
        for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            zeros, letters = head[place::2], head[1 - place :: 2]
            if zeros.count(0) > len(zeros) / 2 and letters.count(0) < len(letters) / 9:
                return encoding
        raise CorpusError(f"{name} is not a text. Give a plain text file.")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _tidied(text: str, remarks: list[str]) -> str:
    """Return a text with plain line ends, and without Project Gutenberg's frame."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    marks = {found["what"]: found for found in GUTENBERG.finditer(text)}
    if "START" in marks:
        end = marks["END"].start() if "END" in marks else len(text)
        text = text[marks["START"].end() : end]
        remarks.append("Project Gutenberg's notes before and after it were left out")
    return text
