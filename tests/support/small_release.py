"""A small released notebook for tests, answered and then broken in named ways."""

import copy
from collections.abc import Callable

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

STUB = 'def {0}(x):\n    """Do {0}."""\n    raise NotImplementedError'
TEST = 'from utils.checking import Checks\n\nchecks = Checks("{0}")\nchecks.run({0})'
PYTHON = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}
ANSWERS = {
    "clip": "def clip(x):\n    return min(x, 10)",
    "sample": "def sample(x):\n    return x[0]",
}
Change = Callable[[NotebookNode], object]


def release() -> NotebookNode:
    """Return two exercises with tests, a locked set-up, text, and a tagged demo."""
    cells = [
        new_markdown_cell("# A lesson", id="markdown-001"),
        _marked("imports", "import numpy as np", locked=True),
        new_markdown_cell("## Exercise 1", id="markdown-003"),
        _marked("clip", STUB.format("clip"), solution=True),
        _marked("test_clip", TEST.format("clip"), locked=True, grade=True, points=40),
        new_markdown_cell("## Exercise 2", id="markdown-006"),
        _marked("sample", STUB.format("sample"), solution=True),
        _marked(
            "test_sample", TEST.format("sample"), locked=True, grade=True, points=60
        ),
        new_code_cell(
            "print(sample([1]))",
            id="code-009",
            metadata={"tags": ["skip-when-grading"]},
        ),
    ]
    return new_notebook(cells=cells, metadata=copy.deepcopy(PYTHON))


def answered(*changes: Change, answers: dict[str, str] = ANSWERS) -> NotebookNode:
    """Return the release with answers, handed in after some changes."""
    nb = release()
    for name, text in answers.items():
        cell_of(nb, name).source = text
    for change in changes:
        change(nb)
    return nb


def cell_of(nb: NotebookNode, name: str) -> NotebookNode:
    [cell] = [c for c in nb.cells if name_of(c) == name]
    return cell


def name_of(cell: NotebookNode) -> str:
    marks = cell.metadata.get("nbgrader")
    return marks.get("grade_id", "") if isinstance(marks, dict) else ""


def names(nb: NotebookNode) -> list[str]:
    """Return the grade_ids in order."""
    return [name_of(cell) for cell in nb.cells if name_of(cell)]


def place(nb: NotebookNode, text: str) -> int:
    """Return the index of the only cell that contains a text."""
    [index] = [i for i, cell in enumerate(nb.cells) if text in cell.source]
    return index


def own(text: str) -> NotebookNode:
    """Return a code cell of the student's own."""
    return new_code_cell(text, id=f"own-{abs(hash(text)) % 10**8}")


def delete(name: str) -> Change:
    return lambda nb: nb.cells.remove(cell_of(nb, name))


def move(name: str, to: int) -> Change:
    def change(nb: NotebookNode) -> None:
        cell = cell_of(nb, name)
        nb.cells.remove(cell)
        nb.cells.insert(to, cell)

    return change


def set_source(name: str, text: str) -> Change:
    return lambda nb: cell_of(nb, name).update(source=text)


def set_marks(name: str, **marks: object) -> Change:
    return lambda nb: cell_of(nb, name).metadata.nbgrader.update(marks)


def set_all_marks(name: str, marks: object) -> Change:
    return lambda nb: cell_of(nb, name).metadata.update(nbgrader=marks)


def lose_marks(*which: str) -> Change:
    """Remove nbgrader's metadata, and change the cell id."""

    def change(nb: NotebookNode) -> None:
        for name in which or names(nb):
            cell = cell_of(nb, name)
            cell.metadata = NotebookNode()
            cell.id = f"lost-{name}"

    return change


def lose_metadata_everywhere(nb: NotebookNode) -> None:
    """Do what a tool does that knows neither nbgrader nor cell ids nor tags."""
    for number, cell in enumerate(nb.cells):
        cell.metadata, cell.id = NotebookNode(), f"new-{number}"


def duplicate(name: str, at: int, text: str | None = None) -> Change:
    def change(nb: NotebookNode) -> None:
        twin = copy.deepcopy(cell_of(nb, name))
        twin.id = "twin"
        twin.source = twin.source if text is None else text
        nb.cells.insert(at, twin)

    return change


def insert(at: int, cell: NotebookNode) -> Change:
    return lambda nb: nb.cells.insert(at, copy.deepcopy(cell))


def retype(name: str, cell_type: str) -> Change:
    def change(nb: NotebookNode) -> None:
        cell = cell_of(nb, name)
        cell.cell_type = cell_type
        for part in ("outputs", "execution_count"):
            cell.pop(part, None)
        if cell_type == "code":
            cell.update(outputs=[], execution_count=None)

    return change


def _marked(name: str, source: str, **marks: object) -> NotebookNode:
    flags = {"grade": False, "locked": False, "solution": False, "task": False}
    cell = new_code_cell(source, id=name, metadata={"deletable": False})
    cell.metadata["nbgrader"] = NotebookNode(
        flags | marks, grade_id=name, schema_version=3, cell_type="code"
    )
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    if marks.get("grade"):
        cell.metadata.tags = ["raises-exception"]
    return cell
