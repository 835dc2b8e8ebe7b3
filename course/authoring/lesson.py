"""Read the text of a lesson into cells that know their line numbers.

The text is jupytext's py:percent with nbgrader's cell metadata. Here it becomes a
`Lesson`, and a lesson becomes a notebook, the same bytes everywhere. The rules for
lessons are in `lint`; `build` makes the release.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import jupytext
import nbformat
from nbformat.notebooknode import NotebookNode

from course.authoring.figures import numbered
from course.authoring.on_colab import filled
from course.authoring.problems import AuthorErrors, Problem
from course.judging.cells import grade_id
from course.judging.exercises import PRACTICE_PREFIX

PERCENT = {"extension": ".py", "format_name": "percent"}
KEPT = {"nbgrader", "tags", "jupyter", "slideshow", "editable", "deletable"}
# The tag of cells that follow the rules of nbgrader alone, such as asserts.
OWN_STYLE = "nbgrader-style"
SOLUTION_MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")
DROPPED = {
    "title",
    "cell_marker",
    "lines_to_next_cell",
    "lines_to_end_of_cell_marker",
    "incorrectly_encoded_metadata",
}
# A notebook's own metadata must not depend on who built it, or where.
NOTEBOOK_METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}

_NUMBERS = re.compile(r"\s*<!-- numbers\n(.*?)-->\s*\Z", re.DOTALL)
_NAME = re.compile(r"(code|markdown|raw)-\d{3,}")  # of a cell without a grade_id


def is_made_from_text(nb: NotebookNode) -> bool:
    """Return whether a notebook was made from a lesson's text, and not by hand.

    Only such notebooks are the build's to replace or to remove. Their cells have ids
    that are never random: see `Cell.name`.
    """
    return bool(nb.cells) and all(
        cell.get("id") and (_NAME.fullmatch(cell.id) or cell.id == grade_id(cell))
        for cell in nb.cells
    )


@dataclass(frozen=True)
class Cell:
    """One cell: its kind, text and options, and the line of its `# %%`."""

    kind: str
    source: str
    options: dict
    line: int
    position: int
    numbers: str = ""  # what its author declares of the numbers in its prose

    @property
    def grading(self) -> dict:
        """The author's options for nbgrader, with nbgrader's defaults."""
        given = self.options.get("nbgrader")
        if not isinstance(given, dict):
            return {}
        return {
            "schema_version": 3,
            "grade": False,
            "locked": False,
            "solution": False,
            "task": False,
            **given,
        }

    @property
    def grade_id(self) -> str:
        """The cell's id in nbgrader, or an empty string."""
        return str(self.grading.get("grade_id", ""))

    @property
    def name(self) -> str:
        """The id of the cell: its grade_id, or its kind and position; never random."""
        return self.grade_id or f"{self.kind}-{self.position:03}"

    @property
    def is_exercise(self) -> bool:
        """Whether a student answers here and a test cell judges it."""
        return bool(self.grading.get("solution")) and not self.grading.get("grade")

    @property
    def is_test(self) -> bool:
        """Whether the cell judges an exercise."""
        return bool(self.grading.get("grade")) and not self.grading.get("solution")

    @property
    def is_practice(self) -> bool:
        """Whether the cell checks a practice exercise, which has no points."""
        marks = self.grading
        is_plain = not (marks.get("grade") or marks.get("solution"))
        return is_plain and self.grade_id.startswith(PRACTICE_PREFIX)

    @property
    def is_own_style(self) -> bool:
        """Whether the cell is graded as nbgrader does it, without criteria."""
        return OWN_STYLE in self.tags

    @property
    def points(self) -> float:
        """The points of the cell; 0 unless it is graded with a number of points."""
        points = self.grading.get("points", 0) if self.grading.get("grade") else 0
        return points if isinstance(points, int | float) else 0

    @property
    def tags(self) -> list[str]:
        """The tags, in the author's order."""
        return list(self.options.get("tags") or [])


@dataclass(frozen=True)
class Lesson:
    """One text: its path and its cells, in order."""

    path: str
    assignment: str
    name: str
    cells: list[Cell] = field(repr=False)

    @cached_property
    def exercises(self) -> dict[str, Cell]:
        """The exercise cells by name, graded ones and practice.

        Cells that are graded as nbgrader does it have no criteria: nothing judges them.
        """
        cells = (cell for cell in self.cells if cell.is_exercise)
        return {cell.grade_id: cell for cell in cells if not cell.is_own_style}

    @cached_property
    def tests(self) -> dict[str, Cell]:
        """The test cells with criteria by name."""
        cells = (cell for cell in self.cells if cell.is_test)
        return {cell.grade_id: cell for cell in cells if not cell.is_own_style}

    @cached_property
    def practice(self) -> dict[str, Cell]:
        """The check cells of practice exercises by name."""
        return {cell.grade_id: cell for cell in self.cells if cell.is_practice}

    @property
    def points(self) -> float:
        """The sum of the points of all graded cells."""
        return sum(cell.points for cell in self.cells)

    def problem(self, cell: Cell, message: str, line: int = 0) -> Problem:
        """Return a problem in `line` (from 1) of a cell, or at its marker."""
        return Problem(self.path, cell.line + line, cell.name, message)


def read_lesson(path: Path, root: Path) -> Lesson:
    """Read a lesson of the course in `root`; raise AuthorErrors if it is malformed."""
    shown = path.relative_to(root).as_posix()
    text = _decoded(path, shown)
    try:
        ast.parse(text)
        lines = list(_marker_lines(text))
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = getattr(error, "msg", None) or str(error)
        raise _unreadable(shown, line, f"not valid Python: {reason}") from error
    if not lines:
        raise _unreadable(shown, 1, "not a py:percent text: no cell starts with # %%")
    notebook = _read_percent(text, lines, shown)
    if len(notebook.cells) == len(lines) + 1:
        message = "text before the first # %%: every cell starts with a marker"
        raise _unreadable(shown, 1, message)
    if len(notebook.cells) != len(lines):
        counts = f"{len(lines)} lines start with # %%, but {len(notebook.cells)} cells"
        message = f"not a py:percent text: {counts} were read"
        raise _unreadable(shown, lines[0], message)
    return _lesson(path, root, notebook, lines)


def as_notebook(lesson: Lesson) -> NotebookNode:
    """Return the lesson as a notebook with its answers."""
    notebook = nbformat.v4.new_notebook(metadata=NOTEBOOK_METADATA)
    notebook.nbformat_minor = 5
    sources = numbered([(cell.kind, cell.source) for cell in lesson.cells])
    for cell, source in zip(lesson.cells, sources, strict=True):
        options = {k: v for k, v in cell.options.items() if k != "nbgrader"}
        if cell.grading:
            options["nbgrader"] = cell.grading
        new = getattr(nbformat.v4, f"new_{cell.kind}_cell")
        notebook.cells.append(new(source, id=cell.name, metadata=options))
    return notebook


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook; the bytes are the same on every machine."""
    text = nbformat.writes(notebook, version=4).rstrip("\n") + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def without_marks(source: str) -> str:
    """Return an answer without the author's marks around it."""
    lines = source.splitlines(keepends=True)
    return "".join(ln for ln in lines if not ln.strip().startswith(SOLUTION_MARKS))


def _lesson(path: Path, root: Path, notebook: NotebookNode, lines: list[int]) -> Lesson:
    shown = path.relative_to(root).as_posix()
    cells, problems = [], []
    for position, read in enumerate(notebook.cells, start=1):
        line = lines[position - 1]
        options = {key: read.metadata[key] for key in read.metadata if key in KEPT}
        source, numbers = read.source.strip("\n"), ""
        if read.cell_type == "markdown" and (found := _NUMBERS.search(source)):
            source, numbers = source[: found.start()], found[1]
        source = filled(source, root)
        cell = Cell(read.cell_type, source, options, line, position, numbers)
        cells.append(cell)
        for message in _marker_problems(read.metadata):
            problems.append(Problem(shown, line, cell.name, message))
    if problems:
        raise AuthorErrors(problems)
    return Lesson(shown, path.parent.name, path.stem, cells)


def _read_percent(text: str, lines: list[int], shown: str) -> NotebookNode:
    """Read the text by jupytext; if that fails, find the cell that it rejects."""
    try:
        return jupytext.reads(text, fmt=PERCENT)
    except Exception as error:
        message = f"not a py:percent text: {error}".split("\n")[0]
    all_lines = text.split("\n")
    for start, end in pairwise([*lines, len(all_lines) + 1]):
        try:
            jupytext.reads("\n".join(all_lines[start - 1 : end - 1]), fmt=PERCENT)
        except Exception:
            raise _unreadable(shown, start, message) from None
    raise _unreadable(shown, 1, message)


def _marker_problems(metadata: NotebookNode) -> Iterator[str]:
    """Yield a message for each problem with the options after a `# %%`."""
    title = str(metadata.get("title", ""))
    if "incorrectly_encoded_metadata" in metadata:
        reason = metadata["incorrectly_encoded_metadata"]
        yield f"the options of the cell are not valid JSON: {reason}"
    elif title.startswith("["):
        yield f"unknown kind of cell: {title}"
    else:
        for key in sorted(metadata.keys() - KEPT - DROPPED):
            known = ", ".join(sorted(KEPT))
            yield f"unknown option {key!r}; known are {known}"
        if not isinstance(metadata.get("nbgrader", {}), dict):
            yield "nbgrader must be an object of options"


def _marker_lines(text: str) -> Iterator[int]:
    """Yield the lines that start a cell; skip markers in strings and fences."""
    fenced = False
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT or token.line[: token.start[1]].strip():
            continue
        if re.match(r"#\s*(```|~~~)", token.string):
            fenced = not fenced
        elif re.match(r"#\s*%%(%*\s|$)", token.string) and not fenced:
            yield token.start[0]


def _decoded(path: Path, shown: str) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wrong = data[error.start]
        raise _unreadable(shown, line, f"not UTF-8: byte 0x{wrong:02x}") from error


def _unreadable(shown: str, line: int, message: str) -> AuthorErrors:
    return AuthorErrors([Problem(shown, line, "", message)])
