"""Attacks on whoever reads, cleans and shows what is handed in.

Each is a right submission with more in its notebook or folder than anybody wants to
look at. It gets its points, whatever becomes of its page, and holds up nobody.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import nbformat
from arena import Arena
from attacked import NOTEBOOK
from nbformat import NotebookNode
from tampering import FULL, attack


def add_text(nb: NotebookNode, name: str, text: str) -> None:
    nb.cells.append(nbformat.v4.new_markdown_cell(text, id=name))


def add_code(nb: NotebookNode, name: str, source: str) -> NotebookNode:
    cell = nbformat.v4.new_code_cell(source, id=name)
    nb.cells.append(cell)
    return cell


@attack(FULL, solved=True)
def lines_slow_to_highlight(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add blank lines, of which a highlighter looks at each from each."""
    blank = "\n" * 40_000
    add_code(nb, "blank-code", f"x = 1{blank}y = 2")
    add_text(nb, "blank-text", f"```python\nx = 1{blank}y = 2\n```")


@attack(FULL, solved=True)
def fences_name_a_lexer(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add fenced blocks that choose their highlighter, among the slowest there are."""
    for number, lexer in enumerate(("perl6", "dylan", "html+php", "bat", "tnt")):
        add_text(nb, f"fence-{number}", f"```{lexer}\n{'(' * 4_000}<?php '\n```")


@attack(FULL, solved=True)
def elements_never_closed(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add HTML that opens elements and never closes one, 95 KB of each."""
    for number, tag in enumerate(("<b>", "<table><tr>", "<p><a href=x>", "<!--", "&")):
        add_text(nb, f"open-{number}", tag * (95_000 // len(tag)))


@attack(FULL, solved=True)
def emphasis_within_emphasis(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add Markdown in which every mark could begin or end something."""
    for number, mark in enumerate(("*a ", "[", "![[", "`", "> ", "- ", "_*")):
        add_text(nb, f"mark-{number}", mark * (60_000 // len(mark)))


@attack(FULL, solved=True)
def metadata_larger_than_the_work(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add metadata that is malformed in ten thousand places, beside outputs."""
    nb.metadata["widgets"] = {str(n): {"state": [n]} for n in range(5_000)}
    for cell in nb.cells[:3]:
        cell.metadata["tags"] = [{"not": "a tag"}] * 3_000
        cell.metadata["collapsed"] = "perhaps"
    cell = add_code(nb, "many-outputs", "pass")
    stream = {"output_type": "stream", "name": "stdout", "text": "x\n"}
    cell.outputs = [nbformat.from_dict(stream)] * 3_000


@attack(FULL, solved=True)
def files_larger_than_they_are(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add a hundred sparse files of sixty megabytes, which take no place on disk."""
    for number in range(100):
        with (folder / f"data-{number}.bin").open("wb") as file:
            file.truncate(60 << 20)


@attack(FULL, solved=True)
def cells_without_end(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add three hundred cells that each print as much as a cell may."""
    for number in range(300):
        add_code(nb, f"loud-{number}", "print('y' * 60_000)")


@attack(FULL, solved=True)
def files_without_end(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add thirty thousand empty files with long names."""
    (folder / "all").mkdir()
    for place in (folder, folder / "all"):
        for number in range(15_000):
            (place / f"{number}-{'n' * 200}.txt").touch()


@attack(FULL, solved=True)
def files_with_hundreds_of_names(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add one file of five megabytes under three hundred names, by hard links."""
    (folder / "data.csv").write_bytes(b"x" * (5 << 20))
    for number in range(300):
        os.link(folder / "data.csv", folder / f"data-{number}.csv")


@attack(FULL, solved=True)
def files_too_big_for_a_worker(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add a text of a hundred megabytes, and a secret of thirty."""
    for name, size in (("data.txt", 100 << 20), ("submission_secret.txt", 30 << 20)):
        (folder / name).touch()
        os.truncate(folder / name, size)


@attack(FULL, solved=True)
def folders_beside_the_assignment(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add three hundred folders with notebooks, and many files, one level up."""
    for number in range(300):
        (folder.parent / f"other-{number}").mkdir()
        (folder.parent / f"other-{number}" / NOTEBOOK).write_text("{}", "utf-8")
    for number in range(5_000):
        (folder.parent / f"{number}-{'n' * 220}").touch()


@attack(FULL, solved=True)
def files_that_are_notebooks(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add three hundred copies of the notebook, and one of a million brackets."""
    for number in range(300):
        (folder / f"copy-{number}.ipynb").write_text(json.dumps(nb), "utf-8")
    (folder / "0.ipynb").write_text("[" * 1_000_000, "utf-8")


@attack(FULL, solved=True)
def attachments_without_end(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Show one picture of 700 KB in twenty thousand places."""
    add_text(nb, "often", "![x](attachment:a.png)\n" * 20_000)
    nb.cells[-1]["attachments"] = {"a.png": {"image/png": "eA==" * 175_000}}


@attack(FULL, solved=True)
def outputs_never_closed(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Show HTML and escapes that open elements and never close one."""
    show = "from IPython.display import HTML, Markdown\n"
    for number, tag in enumerate(("<div>", "<table><tr>", "<svg><g>", "<b ", "<math>")):
        code = f"{show}display(HTML({tag!r} * 20_000), Markdown({tag!r} * 9_000))"
        add_code(nb, f"never-{number}", code)
    add_code(nb, "colours", "print('\\x1b[31m\\x1b[48;5;7m' * 9_000)")
