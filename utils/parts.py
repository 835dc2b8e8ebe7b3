"""Split a text into parts to learn from, to choose by and to test on.

Whole parts are held out, the last ones: files, chapters, paragraphs, lines, sentences,
whatever the text has enough of. What is cut at random places leaks: the sentence before
tells much of the one behind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

FEW = 20  # fewer parts than this cannot be held out by tenths
LARGEST = 0.1  # of the text; a larger part makes the tenths too uneven
PIECES = 50  # where a text has no parts at all
COPIED = 40  # a part that is shorter may well be there twice

KINDS = (
    ("chapters", re.compile(r".+?(?:\n{3,}|\Z)", re.DOTALL)),
    ("paragraphs", re.compile(r".+?(?:\n{2,}|\Z)", re.DOTALL)),
    ("lines", re.compile(r".+?(?:\n+|\Z)", re.DOTALL)),
    ("sentences", re.compile(r".+?(?:[.!?。！？؟]+[\s\"'”»)]*|\Z)", re.DOTALL)),
)


@dataclass(frozen=True)
class Split:
    """Three texts, and how many parts of which kind are in each."""

    kind: str
    train: str
    valid: str
    test: str
    counts: tuple[int, int, int]
    copies: int = 0  # characters left out of valid and test: train has them, too

    def __str__(self) -> str:
        texts = (self.train, self.valid, self.test)
        names = ("to learn from", "to choose by", "to test on")
        lines = [
            f"{name:14} {count:7,} {self.kind}, {len(text):10,} characters"
            for name, count, text in zip(names, self.counts, texts, strict=True)
        ]
        if self.copies:
            lines.append(
                f"left out: {self.copies:,} characters, in {self.kind} that the text "
                "to learn from has, too"
            )
        return "\n".join(lines)


def parts_of(files: Sequence[str]) -> tuple[str, list[str]]:
    """Return the kind of parts that a text has, and the parts, which join to it."""
    text = "\n\n".join(files)
    if len(files) >= FEW and max(map(len, files)) <= LARGEST * len(text):
        return "files", [*(f"{file}\n\n" for file in files[:-1]), files[-1]]
    for kind, pattern in KINDS:
        parts = pattern.findall(text)
        if len(parts) >= FEW and max(map(len, parts)) <= LARGEST * len(text):
            return kind, parts
    size = max(1, len(text) // PIECES)
    cuts = [0]
    while len(text) - cuts[-1] > size:
        space = text.find(" ", cuts[-1] + size, cuts[-1] + size + size // 2)
        cuts.append(space + 1 if space >= 0 else cuts[-1] + size)
    return "pieces", [text[a:b] for a, b in zip(cuts, [*cuts[1:], None], strict=True)]


def split(files: Sequence[str], held_out: float = 0.1) -> Split:
    """Hold out the last parts to test on, and those before them to choose by.

    Each has at least the share `held_out` of the characters. Held-out parts that the
    text to learn from has as well are left out.
    """
    if not 0 < held_out < 0.5:
        raise ValueError(f"held_out is {held_out}; use a share above 0 and below 0.5")
    kind, parts = parts_of(files)
    least = held_out * sum(map(len, parts))
    first_of_test = _start(parts, len(parts), least)
    first_of_valid = _start(parts, first_of_test, least)
    train = parts[:first_of_valid]
    known = {part.strip() for part in train if len(part.strip()) >= COPIED}
    held = [parts[first_of_valid:first_of_test], parts[first_of_test:]]
    fresh = [[part for part in each if part.strip() not in known] for each in held]
    if min(sum(map(len, each)) for each in fresh) < least / 2:
        fresh = held  # it repeats itself so much that nothing would be left
    texts = ["".join(each) for each in (train, *fresh)]
    copies = sum(len(part) for each in held for part in each) - len(texts[1] + texts[2])
    counts = (len(train), len(fresh[0]), len(fresh[1]))
    return Split(kind, texts[0], texts[1], texts[2], counts, copies)


def _start(parts: Sequence[str], end: int, least: float) -> int:
    """Return where to begin, so that the parts up to `end` have `least` characters."""
    size = 0
    while size < least and end > 1:
        end -= 1
        size += len(parts[end])
    return end
