"""The numbers in a lesson's prose: what keeps each of them true.

A number in prose is one of these:

- a *setting*: the lesson's code has the same number as a literal, or as points. So are
  the numbers of lessons, sections and figures, the years of works, 0 and 1;
- *checked*: a cell prints it, on any text;
- *of the original*: a cell prints it on the original text; its paragraph says so;
- a *time* that a cell takes, as in "about **5 seconds**";
- a *constant*: a size, a date, a definition.

All but settings and times are declared at the end of the cell, in a comment that the
build removes:

    <!-- numbers
    4.70 ±0.1 "no clipping"
    original 2.64 3.95 ±0.05 "last 500"
    constant 26 1951
    -->

The words in quotes stand on a line that a cell prints, or in the text of a figure, and
the number is the first one behind them or the last one before them; `…` in them is
anything. The cell is the nearest one before the prose that has such a line, or else the
nearest one after it. The tolerance is absolute, and 0 where it is left out.
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nbformat import NotebookNode

from course.authoring.lesson import Cell, Lesson
from course.authoring.names import parsed
from course.authoring.problems import Problem

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
CLAIM = re.compile(
    r"(?P<original>original )?(?P<numbers>[\d.,]+(?: [\d.,]+)*)"
    r'(?: ±(?P<tolerance>[\d.]+))? "(?P<words>[^"]+)"'
)
CONSTANT = re.compile(r"constant (?P<numbers>[\d.,]+(?: [\d.,]+)*)")
# What holds no number that could become untrue: mathematics, code, links, headings.
NOT_PROSE = re.compile(
    r"```.*?```|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|\]\([^)]*\)|<[^>]*>|^#.*?$",
    re.DOTALL | re.MULTILINE,
)
NUMBERING = re.compile(
    r"\b(?:[Ll]essons?|[Ss]ections?|[Ee]xercises?|[Ff]igures?|[Ee]quations?)\s+"
    r"\(?\d[\d.]*\)?(?:(?:,|,? and| to| or)\s+\(?\d[\d.]*\)?)*|^\s*\d+\.\s|\(\d\)",
    re.MULTILINE,
)
YEAR = re.compile(r"(?<=[(\s])(?:19|20)\d\d(?=\))")
TIME = re.compile(r"\*\*\d+ (?:seconds|minutes)\*\*")
FREE = {0.0, 1.0}


@dataclass(frozen=True)
class Claim:
    """A number that a cell prints, on a line with these words."""

    cell: int  # the index of the prose
    text: str
    words: str
    tolerance: float = 0.0
    original: bool = False  # on the original text only

    def holds_for(self, printed: list[float]) -> bool:
        """Return whether one of these numbers is the claimed one."""
        slack = self.tolerance + 1e-9
        return any(abs(number - value(self.text)) <= slack for number in printed)


@dataclass
class Declared:
    """What is declared of the numbers in one lesson."""

    claims: list[Claim] = field(default_factory=list)
    constants: dict[int, set[str]] = field(default_factory=dict)  # by cell
    problems: list[Problem] = field(default_factory=list)


def declared_in(lesson: Lesson) -> Declared:
    """Return the declarations of a lesson, and what cannot be read."""
    found = Declared()
    for index, cell in enumerate(lesson.cells):
        for line in cell.numbers.splitlines():
            if match := CLAIM.fullmatch(line.strip()):
                slack = float(match["tolerance"] or 0)
                more = (match["words"], slack, bool(match["original"]))
                found.claims += [
                    Claim(index, text, *more) for text in match["numbers"].split()
                ]
            elif match := CONSTANT.fullmatch(line.strip()):
                found.constants.setdefault(index, set()).update(
                    match["numbers"].split()
                )
            elif line.strip():
                message = f"cannot read this about numbers: {line.strip()}"
                found.problems.append(lesson.problem(cell, message))
    return found


def lint_numbers(lesson: Lesson) -> list[Problem]:
    """Return a problem for each number that nothing keeps true."""
    declared = declared_in(lesson)
    settings = FREE | set(_settings(lesson))
    problems = list(declared.problems)
    words: dict[str, int] = {}
    for index, cell in enumerate(lesson.cells):
        if cell.kind != "markdown":
            continue
        prose = numbers_in(cell.source)
        claims = [claim for claim in declared.claims if claim.cell == index]
        known = declared.constants.get(index, set()) | {one.text for one in claims}
        for text in dict.fromkeys(prose):
            if text not in known and value(text) not in settings:
                message = f"nothing keeps the number {text} true: declare it"
                problems.append(lesson.problem(cell, message))
        for claim in claims:
            if words.setdefault(claim.words, index) != index:
                message = f"another cell has the words {claim.words!r}: take others"
                problems.append(lesson.problem(cell, message))
        for text in sorted(known - set(prose)):
            message = f"the prose does not have the declared number {text}"
            problems.append(lesson.problem(cell, message))
        for claim in claims:
            if claim.original and not _is_said_to_be_original(cell, claim.text):
                message = f"{claim.text} holds on the original: its paragraph says so"
                problems.append(lesson.problem(cell, message))
    return problems


def counts(lesson: Lesson) -> dict[str, int]:
    """Return how many numbers in the prose are of each kind."""
    declared = declared_in(lesson)
    kinds = {"setting": 0, "checked": 0, "original": 0, "time": 0, "constant": 0}
    for index, cell in enumerate(lesson.cells):
        if cell.kind == "markdown":
            claims = {c.text: c for c in declared.claims if c.cell == index}
            kinds["time"] += len(TIME.findall(cell.source))
            for text in numbers_in(cell.source):
                if text in claims:
                    kinds["original" if claims[text].original else "checked"] += 1
                elif text in declared.constants.get(index, set()):
                    kinds["constant"] += 1
                else:
                    kinds["setting"] += 1
    return kinds


def numbers_in(prose: str) -> list[str]:
    """Return the numbers in prose, as they are written, without numbering."""
    text = NOT_PROSE.sub(" ", prose)
    for other in (NUMBERING, YEAR, TIME):
        text = other.sub(" ", text)
    return [number.rstrip(",") for number in NUMBER.findall(text)]


def value(text: str) -> float:
    """Return the value of a number in prose, as in 22,001."""
    return float(text.replace(",", ""))


def printed_for(claim: Claim, notebook: NotebookNode) -> list[float]:
    """Return the numbers beside the words of a claim in a notebook that has run.

    The cells before the prose are looked through first, from the nearest on, then those
    after it. Returns [] if none has printed such a line.
    """
    words = re.compile(".*?".join(map(re.escape, claim.words.split("…"))))
    before = range(claim.cell - 1, -1, -1)
    after = range(claim.cell + 1, len(notebook.cells))
    for index in (*before, *after):
        for line in _printed(notebook.cells[index]):
            if place := words.search(line):
                before_it = NUMBER.findall(line[: place.start()])[-1:]
                after_it = NUMBER.findall(line[place.end() :])[:1]
                return [value(text.rstrip(",")) for text in after_it + before_it]
    return []


def _settings(lesson: Lesson) -> Iterator[float]:
    """Yield the numbers in a lesson's code, and its points."""
    for cell in lesson.cells:
        yield cell.points
        tree = parsed(cell.source) if cell.kind == "code" else None
        if tree is not None:  # magic is no Python
            for node in ast.walk(tree):
                match node:
                    case ast.Constant(value=bool()):
                        pass
                    case ast.Constant(value=int() | float() as number):
                        yield float(number)


def _is_said_to_be_original(cell: Cell, text: str) -> bool:
    """Return whether each paragraph with a number, or the one before it, says so."""
    paragraphs = re.split(r"\n\s*\n", cell.source)
    return all(
        "original" in before + part
        for before, part in zip(["", *paragraphs], paragraphs, strict=False)
        if text in numbers_in(part)
    )


def _printed(cell: NotebookNode) -> Iterator[str]:
    """Yield the lines that a cell has printed, those of tables and figures too."""
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        text = output.get("text") or data.get("text/html") or data.get("text/plain", "")
        if "text/html" in data and not output.get("text"):
            rows = re.sub(r"</(?:tr|p|div|text|title|desc)>", "\n", text)
            told = re.findall(r'(?:alt|aria-label)="([^"]*)"', text)
            text = "\n".join([*told, re.sub(r"<[^>]*>", " ", rows)])
            text = html.unescape(text)
        yield from text.splitlines()
