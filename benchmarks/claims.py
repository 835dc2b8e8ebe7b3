"""Tell whether what the lessons claim holds on the original texts and on the defaults.

A claim is that of two numbers that a lesson prints one is the smaller.
`benchmarks/lessons.py` records the numbers, writes `docs/claims.md`, and refuses a
claim that does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from prose_numbers import Claim, printed_for

ORIGINAL, DEFAULT = "original", "default"

HEAD = """# Claims by text

What the lessons claim, on the original texts and on those that come with the course:
the numbers as a run printed them, and whether the claim holds. Written by
`python benchmarks/lessons.py`, from `benchmarks/lessons.json`; `make lint` compares.

| lesson | claim | original | default |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Row:
    """A claim: the number beside `less` is smaller than the one beside `more`."""

    lesson: str
    says: str
    less: str  # words of a line that is printed, as in `prose_numbers.py`
    more: str
    by: float = 0.0  # the least difference
    texts: tuple[str, ...] = (ORIGINAL, DEFAULT)

    @property
    def words(self) -> tuple[str, str]:
        return self.less, self.more

    def holds(self, less: float, more: float) -> bool:
        """Return whether the claim is true of the two numbers."""
        return more - less > self.by


RANDOM, WHOLE = (
    f"{split} held out: from…at 0 to" for split in ("random windows", "whole scenes")
)
COUNTING, LONGER = "best counting  ", "trained for longer:"
SHORT = "bits per character on the test scenes"
ROWS = (
    Row(
        "dinosaurs", "a falling rate beats a steady one (bits)",
        "held out, falling rate…at 0 to", "held out, steady rate…at 0 to",
    ),
    Row(
        "sonnets", "one more epoch makes it worse (bits)",
        "loaded:", "afterwards:",
    ),
    Row(
        "shakespeare", "the GRU beats counting five back (perplexity)",
        "perplexity of one sequence", "   5          ",
    ),
    Row(
        "shakespeare", "the GRU beats counting eight back (perplexity)",
        "perplexity of one sequence", "   8          ",
    ),
    Row(
        "nietzsche", "the trained LSTM beats xz (bits)",
        "trained for longer  ", "xz ",
    ),
    Row("simpsons", "random windows leak a bit or more", RANDOM, WHOLE, by=1.0),
    Row(
        "simpsons", "the right name saves bits",
        "with the right name", "with another name", texts=(DEFAULT,),
    ),
    Row(
        "simpsons", "after 8 epochs, counting is ahead of the network (bits)",
        COUNTING, SHORT,
    ),
    Row(
        "simpsons", "trained for longer, the network beats counting (bits)",
        LONGER, COUNTING, texts=(DEFAULT,),
    ),
    Row(
        "simpsons", "trained for longer, the network beats xz (bits)",
        LONGER, "xz  ", texts=(DEFAULT,),
    ),
    Row(
        "playwright", "training in order beats shuffled batches (bits)",
        "every batch. in order", "every batch. in order…shuffled",
    ),
    Row(
        "playwright", "training in order beats emptied memories (bits)",
        "every batch. in order", "every batch. in order…emptied",
    ),
    Row(
        "playwright", "the large network beats the small one (bits)",
        "large, loaded ", "small, 400 steps ",
    ),
)  # fmt: skip


def printed(lesson: str, text: str, notebook: NotebookNode) -> dict[str, float]:
    """Return the numbers that the claims about a lesson need, by their words."""
    found = {}
    for row in _rows(lesson, text):
        for words in row.words:
            last = Claim(len(notebook.cells), "", words)
            if numbers := printed_for(last, notebook):
                found[words] = numbers[0]
    return found


def not_true(lesson: str, text: str, entry: dict[str, Any]) -> Iterator[str]:
    """Yield each claim that is not true of what was recorded on a text."""
    for row in _rows(lesson, text):
        pair = _pair(row, entry)
        if pair is None:
            yield f"{row.says}: nothing is recorded"
        elif not row.holds(*pair):
            yield f"{row.says}: not so, {pair[0]:g} against {pair[1]:g}"


def page(record: dict[str, Any]) -> str:
    """Return the page with the table of all claims."""
    lines = []
    for row in ROWS:
        recorded = record.get(row.lesson, {})
        cells = [_cell(row, text, recorded.get(text)) for text in (ORIGINAL, DEFAULT)]
        lines.append(f"| {row.lesson} | {row.says} | {' | '.join(cells)} |")
    return HEAD + "\n".join(lines) + "\n"


def _cell(row: Row, text: str, entry: dict[str, Any] | None) -> str:
    if text not in row.texts:
        return "not claimed"
    pair = _pair(row, entry or {})
    if pair is None:
        return "not recorded"
    told = "yes" if row.holds(*pair) else "**not so**"
    return f"{pair[0]:g} against {pair[1]:g}: {told}"


def _rows(lesson: str, text: str) -> list[Row]:
    return [row for row in ROWS if row.lesson == lesson and text in row.texts]


def _pair(row: Row, entry: dict[str, Any]) -> tuple[float, float] | None:
    numbers = entry.get("claims", {})
    if not all(words in numbers for words in row.words):
        return None
    return numbers[row.less], numbers[row.more]
