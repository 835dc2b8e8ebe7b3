"""Search the released notebooks for what students must not see.

nbgrader cuts the solutions out; this checks the result, and also finds a solution that
the author repeats in the prose or in another cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode

from course.authoring.lesson import Cell, Lesson
from course.authoring.lint import IMPORTS_COURSE, SECRETS, secret_regions
from course.authoring.names import parsed
from course.authoring.problems import Problem

# So many consecutive lines give a solution away, from so many characters on: shorter
# text, such as `return x`, occurs in any notebook.
ROW = 3
TELLING_ROW = 40
TELLING_REGION = 9


@dataclass(frozen=True)
class Secret:
    """A part of a lesson that students must not see, and what gives it away."""

    lesson: Lesson
    cell: Cell
    line: int
    parts: list[str]

    def is_in(self, bare: str) -> bool:
        """Return whether a text without spaces and comments gives it away."""
        return any(part in bare for part in self.parts)

    def problem(self, place: str) -> Problem:
        """Return the problem that it leaks into a place."""
        message = f"the solution leaks into {place}"
        return self.lesson.problem(self.cell, message, self.line)


def leaks(lesson: Lesson, released: NotebookNode) -> list[Problem]:
    """Return one problem for every secret of the lesson that its release leaks."""
    return sorted({*_copies(lesson, released), *_left_over(lesson, released)})


def leaks_in_text(secrets: Collection[Secret], text: str, name: str) -> list[Problem]:
    """Return one problem for every secret that a text gives away."""
    bare = "".join(_bare_lines(text))
    return [secret.problem(name) for secret in secrets if secret.is_in(bare)]


def secrets_of(lesson: Lesson) -> list[Secret]:
    """Return all parts of a lesson that students must not see."""
    return [
        Secret(lesson, cell, line, telling_parts(text))
        for cell in lesson.cells
        for line, text in secret_regions(cell)
    ]


def telling_parts(text: str) -> list[str]:
    """Return the pieces of a text, without spaces and comments, that give it away."""
    lines = _bare_lines(text)
    if len(lines) <= ROW:
        whole = "".join(lines)
        return [whole] if len(whole) >= TELLING_REGION and not _trivial(text) else []
    rows = ("".join(lines[i : i + ROW]) for i in range(len(lines) - ROW + 1))
    return [row for row in rows if len(row) >= TELLING_ROW]


def bare_cells(released: NotebookNode) -> dict[str, str]:
    """Return the text of each released cell without spaces and comments, by its id."""
    return {cell.id: "".join(_bare_lines(cell.source)) for cell in released.cells}


def _copies(lesson: Lesson, released: NotebookNode) -> Iterator[Problem]:
    cells = bare_cells(released)
    for secret in secrets_of(lesson):
        for name, text in cells.items():
            if secret.is_in(text):
                yield secret.problem(f"the release, cell {name}")


def _left_over(lesson: Lesson, released: NotebookNode) -> Iterator[Problem]:
    sources = {cell.name: cell for cell in lesson.cells}
    for cell in released.cells:
        source = sources.get(cell.id)
        if source is None:
            yield Problem(
                lesson.path, 1, cell.id, "released, but not a cell of the lesson"
            )
            continue
        for kind in SECRETS:
            for marker in (f"BEGIN {kind}", f"END {kind}"):
                if marker in cell.source:
                    yield lesson.problem(source, f"{marker} is left in the release")
        if cell.cell_type != "code":
            continue
        if IMPORTS_COURSE.search(cell.source):
            yield lesson.problem(source, "the release imports course or checks")
        if cell.get("outputs") or cell.get("execution_count"):
            yield lesson.problem(source, "the release has outputs")
        if source.is_exercise and parsed(cell.source) is None:
            yield lesson.problem(source, "not valid Python without the solution")


def _bare_lines(text: str) -> list[str]:
    lines = ("".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line and not line.startswith("#")]


def _trivial(text: str) -> bool:
    """Return whether a solution computes nothing, like `return gradients`."""
    lines = [line.strip() for line in text.split("\n") if _bare_lines(line)]
    if len(lines) != 1:
        return False
    words = lines[0].split()
    return words[0] in {"return", "pass"} and all(w.isidentifier() for w in words)
