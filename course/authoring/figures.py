"""Number the figures of a lesson, and check what its prose says of them.

In a lesson's text a figure has a name. The Markdown below the cell that draws it begins
with its caption, and prose refers to it:

    **Figure {follows}.** Which letter follows which. Each row sums to 1.

    In Figure {follows}, most cells are dark.

The build puts numbers for the names, in the order of the captions. A lesson without
captions is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

NAME = r"\{[a-z][a-z0-9-]*\}"
CAPTION = re.compile(rf"\*\*Figure ({NAME})\.\*\*\s+\S")
REFERENCE = re.compile(
    rf"\b[Ff]igures?\s+{NAME}(?:(?:,|,?\s+and|\s+to|\s+or)\s+{NAME})*"
)
# A line that shows a figure; one that only keeps it does not.
DRAWS = re.compile(
    r"^ *(?:display\(|figure = )?"
    r"(?:plots\.(?!running_mean)|diagrams\w*\.|plt\.show\b)\w*\(",
    re.MULTILINE,
)

# Kind and source of each cell of a lesson.
Cells = Sequence[tuple[str, str]]


def numbered(cells: Cells) -> list[str]:
    """Return the sources of cells, with numbers for the names of figures."""
    numbers = {name: str(k) for k, name in enumerate(_captions(cells), start=1)}

    def with_numbers(found: re.Match[str]) -> str:
        return re.sub(NAME, lambda name: numbers.get(name[0], name[0]), found[0])

    return [
        REFERENCE.sub(with_numbers, source) if kind == "markdown" else source
        for kind, source in cells
    ]


def problems(cells: Cells) -> Iterator[tuple[int, int, str]]:
    """Yield what is wrong with figures: index of the cell, line in it, message."""
    captions = _captions(cells)
    named = [(index, *one) for index, cell in enumerate(cells) for one in _named(cell)]
    if not captions and not named:
        return
    told = set()
    for index, line, name, is_caption in named:
        if not is_caption:
            told.add(name)
            if name not in captions:
                yield index, line, f"no figure has the name {name}"
        elif captions[name] != index:
            yield index, line, f"another figure has the name {name}"
        elif line > 1 or not (index and _drawing(cells[index - 1])):
            yield index, line, f"the caption of {name} is not right below its figure"
    for index, cell in enumerate(cells):
        below = cells[index + 1 : index + 2]
        if (line := _drawing(cell)) and not (below and CAPTION.match(below[0][1])):
            yield index, line, "a figure without a caption in the cell below it"
    for name in captions.keys() - told:
        yield captions[name], 1, f"no sentence refers to the figure {name}"


def _captions(cells: Cells) -> dict[str, int]:
    """Return the names of figures in their order, and the cells with their captions."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        for _, name, is_caption in _named(cell):
            if is_caption:
                found.setdefault(name, index)
    return found


def _named(cell: tuple[str, str]) -> Iterator[tuple[int, str, bool]]:
    """Yield the names of figures in prose: line, name, whether it is a caption."""
    kind, source = cell
    for found in REFERENCE.finditer(source if kind == "markdown" else ""):
        is_caption = bool(CAPTION.match(source, max(0, found.start() - 2)))
        for name in re.finditer(NAME, found[0]):
            place = found.start() + name.start()
            yield source.count("\n", 0, place) + 1, name[0], is_caption


def _drawing(cell: tuple[str, str]) -> int:
    """Return the line in which a cell shows a figure, or 0."""
    kind, source = cell
    found = DRAWS.search(source) if kind == "code" else None
    return source.count("\n", 0, found.end()) + 1 if found else 0
