"""Attacks by what two programs read differently: names, times, numbers, JSON, cells.

Whoever looks first must see what the one behind it will see. Each hands in right
answers, in a form that an accident could have, and gets its points; or none.
"""

from __future__ import annotations

import copy
import json
import os
import socket
from pathlib import Path

import nbformat
from arena import Arena
from attacked import EXERCISES, NOTEBOOK
from nbformat import NotebookNode
from support.mini_course import grade_id
from tampering import FULL, attack, marks

ESCAPES = "\x1b[2J\x1b[31m"
BACKWARDS = "\u202e"


def blank(nb: NotebookNode) -> NotebookNode:
    """Return the notebook without its answers."""
    found = copy.deepcopy(nb)
    for cell in found.cells:
        if grade_id(cell) in EXERCISES:
            cell.source = "..."
    return found


def written_twice(first: NotebookNode, second: NotebookNode) -> str:
    """Return JSON that has every key of a notebook twice."""
    return f"{json.dumps(first)[:-1]}, {json.dumps(second)[1:]}"


@attack(FULL, solved=True)
def keys_told_twice(nb: NotebookNode, folder: Path, arena: Arena) -> bool:
    """Write every key twice, first for a blank notebook; readers take the last one."""
    text = written_twice(blank(nb), nb)
    (folder / NOTEBOOK).write_text(text, encoding="utf-8")
    return True


@attack(FULL, solved=True)
def keys_told_twice_in_many_megabytes(
    nb: NotebookNode, folder: Path, arena: Arena
) -> bool:
    """Write every key twice in a file that is read in pieces, for its outputs."""
    first = blank(nb)
    first.cells[1].outputs = [nbformat.v4.new_output("stream", text="x" * 6_000_000)]
    text = written_twice(first, nb)
    (folder / NOTEBOOK).write_text(text, encoding="utf-8")
    return True


@attack(FULL, solved=True)
def numbers_that_are_none(nb: NotebookNode, folder: Path, arena: Arena) -> bool:
    """Use numbers that Python writes and no browser reads, and one of 4,000 digits."""
    nb.metadata["numbers"] = [float("nan"), float("inf"), 10**300]
    text = json.dumps(nb).replace(str(10**300), f"1e999, {'9' * 4_000}")
    (folder / NOTEBOOK).write_text(text, encoding="utf-8")
    return True


@attack(FULL, solved=True)
def versions_that_are_no_numbers(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Call the format's version 4.0, and its minor version true."""
    nb["nbformat"], nb["nbformat_minor"] = 4.0, True


@attack(graded=False)
def more_cells_than_anybody_reads(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add a hundred thousand empty cells."""
    cell = nbformat.v4.new_code_cell("", id="empty")
    nb.cells += [cell] * 100_000


@attack(FULL, solved=True)
def metadata_nested_and_halved(nb: NotebookNode, folder: Path, arena: Arena) -> bool:
    """Nest metadata nine hundred times, around halves of characters."""
    nested: object = "HALF"
    for _ in range(900):
        nested = [nested]
    nb.cells[0].metadata["nested"] = nested
    nb.cells[0].metadata["half"] = "HALF"
    text = json.dumps(nb).replace("HALF", r"\ud800 \udc00\ud83d")
    (folder / NOTEBOOK).write_text(text, encoding="utf-8")
    return True


@attack(FULL, solved=True)
def files_that_differ_by_case(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add blank notebooks that some systems and people take for the same file."""
    text = json.dumps(blank(nb))
    for name in ("Letters.ipynb", "LETTERS.IPYNB", "letters.ipynb ", "letters.ipynb\n"):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "l\u0435tters.ipynb").write_text(text, encoding="utf-8")  # a Cyrillic e


@attack(FULL, solved=True)
def files_named_for_terminals(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add names with line feeds, escapes, markup, patterns, options and commands."""
    names = ("a\nb.txt", f"{ESCAPES}.txt", f"{BACKWARDS}gpj.exe", "-rf", "$(touch x)")
    names += ("<script>EVIL()<", "{student_id}", "*", "[a-z]*.ipynb", "%s%n", "a" * 250)
    for name in names:
        (folder / name).write_text("EVIL", encoding="utf-8")
    (folder / f"d{ESCAPES}\n").mkdir()
    (folder / f"d{ESCAPES}\n" / f"to{BACKWARDS}").symlink_to("/etc/passwd")


@attack(FULL, solved=True)
def files_of_odd_kinds(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add pipes, a socket, a file of 400 MB twice, and a closed folder."""
    os.mkfifo(folder / "pipe")
    os.mkfifo(folder / "helper.ipynb")
    here = os.open(".", os.O_RDONLY)
    os.chdir(folder)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
    os.fchdir(here)
    os.close(here)
    (folder / "data.bin").touch()
    os.truncate(folder / "data.bin", 400 << 20)
    os.link(folder / "data.bin", folder / "twice.bin")
    (folder / "closed").mkdir(mode=0)


@attack(FULL, solved=True)
def timestamp_with_escapes(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in a time that a terminal obeys."""
    text = f"2025-01-01 00:00:00 UTC+99:99{ESCAPES}"
    (folder / "timestamp.txt").write_text(text, encoding="utf-8")


@attack(FULL, solved=True)
def timestamp_of_many_megabytes(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in a timestamp that is a sparse file."""
    (folder / "timestamp.txt").touch()
    os.truncate(folder / "timestamp.txt", 200 << 20)


@attack(FULL, solved=True)
def text_that_reads_backwards(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add text and code that show otherwise than they are, and move the cursor."""
    text = f"{BACKWARDS} 001 :erocs {ESCAPES} \x08\x00"
    nb.cells.append(nbformat.v4.new_markdown_cell(text, id="backwards"))
    code = f"print('\\x1b]8;;javascript:EVIL()\\x07link\\x1b]8;;\\x07')  # {BACKWARDS}"
    nb.cells.append(nbformat.v4.new_code_cell(code, id="link"))


@attack(FULL, solved=True)
def highlighters_of_its_own(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Name other languages to highlight its code, one of them with markup in it."""
    evil = "\"><script>EVIL()</script><img src=x onerror='EVIL()'>"
    nb.metadata.language_info = {"name": "python", "pygments_lexer": evil}
    for cell in nb.cells:
        cell.metadata["magics_language"] = "perl6"
        cell.metadata["slideshow"] = {"slide_type": evil}
    code = nbformat.v4.new_code_cell("#" + "(" * 30_000, id="slow")
    code.metadata.update(magics_language="perl6", tags=[evil])
    nb.cells.append(code)


@attack()
def cells_named_like_others(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Unlock the tests, and add cells whose names differ by what nobody sees."""
    for cell in nb.cells:
        if "points" in marks(cell):
            cell.metadata.nbgrader.update(locked=False, grade=False, solution=True)
            cell.source = "50"
    for name in EXERCISES:
        cell = nbformat.v4.new_code_cell("50", id=f"own-{name}")
        cell.metadata["nbgrader"] = {
            "grade": True, "grade_id": f"test_{name}\u200b", "locked": False,
            "points": 50, "schema_version": 3, "solution": True, "task": False,
            "cell_type": "code",
        }  # fmt: skip
        nb.cells.append(cell)


@attack(FULL, solved=True)
def cells_of_odd_parts(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Tell texts as lists with numbers in them, and add cells that are none."""
    for cell in nb.cells:
        cell["source"] = [*cell.source.splitlines(True), 7, None, ["x"], {}]
        cell["metadata"] = {**cell.metadata, "collapsed": None, "": "", BACKWARDS: 1}
    odd = {"cell_type": "heading", "source": "x", "level": 10**400}
    nb.cells += [None, [], {"cell_type": ["code"]}, odd]


@attack(FULL, solved=True)
def cells_in_another_encoding(nb: NotebookNode, folder: Path, arena: Arena) -> bool:
    """Write the notebook in UTF-32, with a byte order mark."""
    (folder / NOTEBOOK).write_bytes(json.dumps(nb).encode("utf-32"))
    return True


@attack(FULL, solved=True)
def files_named_by_bytes(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add names that are no text, that systems reserve, or that programs expand."""
    place = os.fsencode(folder)
    names = (b"\xff.txt", b"\xed\xa0\x80.csv", b"con.txt", b"~", b"$HOME", b"=x.csv")
    for name in (*names, b"\xe2\x80\xae.txt", b"';--.txt", b"..txt", b".hidden"):
        Path(os.fsdecode(place + b"/" + name)).write_bytes(b"x")
    Path(os.fsdecode(place + b"/d\xff")).mkdir()
    Path(os.fsdecode(place + b"/d\xff/letters.ipynb")).write_bytes(b"{}")
