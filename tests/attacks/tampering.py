"""Attacks on the notebook that is handed in, and on its folder.

Each edits the released notebook and returns True if it has written the file itself. The
answers are missing unless the attack says otherwise.
"""

from __future__ import annotations

import base64
import copy
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
from arena import Arena, Attack, Edit
from attacked import ASSIGNMENT, EXERCISES, NOTEBOOK, RIGHT
from nbformat import NotebookNode
from support.mini_course import grade_id

ATTACKS: list[Attack] = []
FULL = 100.0
TESTS = tuple(f"test_{name}" for name in EXERCISES)


def attack(
    earns: float = 0.0, *, solved: bool = False, graded: bool = True
) -> Callable[[Edit], Edit]:
    """Add the decorated edit to the bank; with `solved`, it gets right answers.

    Without `graded`, plain nbgrader gives no verdict, and `earns` is for `course
    grade`, which looks at the folder first.
    """

    def add(edit: Edit) -> Edit:
        story = " ".join((edit.__doc__ or "").split())
        cells = tuple(RIGHT.items()) if solved else ()
        made = Attack("notebook", edit.__name__, story, earns, cells, edit, "", graded)
        ATTACKS.append(made)
        return edit

    return add


def marks(cell: NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})


def cell_of(nb: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in nb.cells if grade_id(cell) == name)


def forged_outputs() -> list[NotebookNode]:
    results = [{"criterion": "all", "points": 10, "outcome": "passed", "hint": ""}]
    told = {"charlm": {"exercise": "softmax", "seconds": 0.1, "results": results}}
    data = {"text/plain": "10", "text/html": "<table></table>"}
    make = nbformat.v4.new_output
    return [make("execute_result", data=data, metadata=told, execution_count=1)]


@attack()
def points_edited(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Make every test worth a thousand points."""
    for cell in nb.cells:
        if "points" in marks(cell):
            cell.metadata.nbgrader.points = 1000


@attack()
def points_negative(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Make failing worth something by points below zero."""
    for cell in nb.cells:
        if "points" in marks(cell):
            cell.metadata.nbgrader.points = -10


@attack()
def outputs_forged(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in test cells that already show a perfect score."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = forged_outputs()


@attack()
def test_cells_emptied(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Empty the tests; no output used to mean full marks."""
    for name in TESTS:
        cell_of(nb, name).source = "10"


@attack()
def test_cells_deleted(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in a notebook without any test cell."""
    nb.cells = [cell for cell in nb.cells if grade_id(cell) not in TESTS]


@attack(FULL, solved=True)
def test_cells_deleted_by_accident(
    nb: NotebookNode, folder: Path, arena: Arena
) -> None:
    """Hand in right answers without the test cells: no reason to take points."""
    nb.cells = [cell for cell in nb.cells if grade_id(cell) not in TESTS]


@attack()
def test_cells_duplicated(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add a second copy of every test cell, which shows a perfect score."""
    for name in TESTS:
        second = copy.deepcopy(cell_of(nb, name))
        second.source, second.outputs, second.id = "10", forged_outputs(), f"two-{name}"
        nb.cells.append(second)
        nb.cells.insert(0, dict_as_cell(second, f"three-{name}"))


@attack(FULL, solved=True)
def solution_duplicated(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, one of them twice under the same name: an accident."""
    place = [grade_id(cell) for cell in nb.cells].index("softmax")
    nb.cells.insert(place + 1, dict_as_cell(nb.cells[place], "again"))


@attack()
def test_cells_turned_into_solutions(
    nb: NotebookNode, folder: Path, arena: Arena
) -> None:
    """Claim that the test cells are answers to be graded by hand, and unlocked."""
    for name in TESTS:
        cell = cell_of(nb, name)
        cell.metadata.nbgrader.update(solution=True, locked=False)
        cell.source, cell.outputs = "10", forged_outputs()


@attack()
def solutions_turned_into_tests(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Give the answers the names of the tests, and the tests the names of answers."""
    for name in EXERCISES:
        test, answer = cell_of(nb, f"test_{name}"), cell_of(nb, name)
        test.metadata.nbgrader.grade_id = name
        answer.metadata.nbgrader.grade_id = f"test_{name}"
        answer.source = test.source = "10"


@attack()
def tests_turned_into_text(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Make the test cells text, which is graded by hand."""
    for name in TESTS:
        cell = cell_of(nb, name)
        cell.cell_type = "markdown"
        cell.metadata.nbgrader.cell_type = "markdown"
        del cell["outputs"], cell["execution_count"]


@attack()
def graded_cell_added(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add a graded cell of its own, worth a hundred points, that always passes."""
    cell = nbformat.v4.new_code_cell("100", id="own", outputs=forged_outputs())
    cell.metadata["nbgrader"] = {
        "grade": True, "grade_id": "test_own", "locked": False, "points": 100,
        "schema_version": 3, "solution": False, "task": False, "cell_type": "code",
    }  # fmt: skip
    nb.cells.append(cell)


@attack(FULL, solved=True)
def skip_tags_added(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, tests tagged to be skipped and as expected to fail."""
    for name in TESTS:
        cell_of(nb, name).metadata.tags = ["skip-when-grading", "skip-execution"]


@attack()
def metadata_is_nonsense(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Replace nbgrader's metadata by lists, numbers and texts."""
    for index, cell in enumerate(nb.cells):
        cell.metadata["nbgrader"] = [[], 7, "x", {"grade": "yes"}, None][index % 5]
        cell.metadata["tags"] = {"not": "a list"}


@attack()
def schema_of_the_future(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Use metadata of a version that does not exist, which stops plain nbgrader."""
    for cell in nb.cells:
        if marks(cell):
            cell.metadata.nbgrader.schema_version = 99


@attack()
def schema_of_the_past(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Use metadata of an old version, which stops plain nbgrader."""
    for cell in nb.cells:
        if marks(cell):
            cell.metadata.nbgrader.schema_version = 1


@attack(FULL, solved=True)
def kernelspec_changed(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, but ask for a kernel that runs the student's program."""
    nb.metadata.kernelspec = {
        "name": "../../evil", "display_name": "Evil", "language": "bash",
        "argv": ["touch", arena.words.get("MARKER", "/tmp/never")],
    }  # fmt: skip
    kernels = folder / "kernels" / "python3"
    kernels.mkdir(parents=True)
    spec = {"argv": ["touch", arena.words.get("MARKER", "/tmp/never")]}
    (kernels / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")


@attack(FULL, solved=True)
def timestamp_forged(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers a hundred years before they are due."""
    (folder / "timestamp.txt").write_text("1926-01-01 00:00:00 UTC", encoding="utf-8")


@attack(FULL, solved=True)
def timestamp_unreadable(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers with a timestamp that holds no time."""
    (folder / "timestamp.txt").write_text("yesterday, 10 points", encoding="utf-8")


@attack(FULL, solved=True)
def timestamp_is_a_folder(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers with a folder in place of the timestamp."""
    (folder / "timestamp.txt" / "..." / "deep").mkdir(parents=True)


@attack(graded=False)
def notebook_is_a_link(nb: NotebookNode, folder: Path, arena: Arena) -> bool:
    """Hand in a link to the notebook of a classmate."""
    classmate = arena.root / "submitted" / "zz-honest.0" / ASSIGNMENT / NOTEBOOK
    os.symlink(os.path.relpath(classmate, folder), folder / NOTEBOOK)
    return True


@attack(graded=False)
def notebook_is_the_solution(nb: NotebookNode, folder: Path, arena: Arena) -> bool:
    """Hand in a link to the notebook with the solutions."""
    solution = arena.root / "source" / ASSIGNMENT / NOTEBOOK
    os.symlink(solution, folder / NOTEBOOK)
    return True


@attack(graded=False)
def folder_is_a_link(nb: NotebookNode, folder: Path, arena: Arena) -> bool:
    """Hand in a link to the folder of a classmate."""
    folder.rmdir()
    os.symlink(arena.root / "submitted" / "zz-honest.0" / ASSIGNMENT, folder)
    return True


@attack(FULL, solved=True)
def links_beside_it(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers and links to secrets; plain nbgrader copies their files."""
    for name, target in {
        "a.txt": arena.root / ".course" / "secret",
        "b.txt": arena.root / "source" / ASSIGNMENT / "letters.py",
        "c": arena.root / "submitted" / "zz-honest.0",
        "d": Path("/"),
        "e": folder,
    }.items():
        os.symlink(target, folder / name)


@attack()
def modules_beside_it(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in modules named like those that the tests, or the grader, import."""
    text = "import builtins\nbuiltins.AssertionError = ValueError\n"
    for name in ("numpy", "utils", "course", "nbgrader", "sitecustomize", "letters"):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(text, encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.Autograde.autograde_preprocessors = []\n", encoding="utf-8"
    )


@attack()
def files_of_the_grader_beside_it(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in a gradebook, an autograded notebook and names with dots."""
    (folder / "gradebook.db").write_bytes(b"SQLite format 3\0")
    for name in ("...", "..ipynb", "..\\..\\letters.ipynb", "letters (1).ipynb"):
        (folder / name).write_text("{}", encoding="utf-8")
    shutil.copytree(folder, folder / "autograded" / "x" / ASSIGNMENT)


@attack()
def markup_in_text(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add text cells with scripts, which instructors will look at."""
    evil = (
        "<script>EVIL()</script>\n\n<img src=x onerror=EVIL()> [x](javascript:EVIL())"
    )
    nb.cells.insert(0, nbformat.v4.new_markdown_cell(evil, id="text-1"))
    raw = nbformat.v4.new_raw_cell("<script>EVIL()</script>", id="raw-1")
    raw.metadata["raw_mimetype"] = "text/html"
    nb.cells.insert(0, raw)
    nb.metadata["title"] = "</title><script>EVIL()</script>"
    nb.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"a": "</script><script>EVIL()"}
    }


@attack(FULL, solved=True)
def ids_repeated(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, all cells with the same invalid id."""
    for cell in nb.cells:
        cell["id"] = "../../same id"


@attack(graded=False)
def nested_too_deeply(nb: NotebookNode, folder: Path, arena: Arena) -> bool:
    """Hand in JSON that is nested a hundred thousand times."""
    (folder / NOTEBOOK).write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    return True


@attack(graded=False)
def not_a_notebook(nb: NotebookNode, folder: Path, arena: Arena) -> bool:
    """Hand in something of another format, of the future, and without cells."""
    text = json.dumps({"nbformat": 99, "nbformat_minor": "x", "cells": None})
    (folder / NOTEBOOK).write_text(text, encoding="utf-8")
    return True


def dict_as_cell(cell: NotebookNode, name: str) -> NotebookNode:
    again = copy.deepcopy(cell)
    again["id"] = name
    return again


@attack(FULL, solved=True)
def texts_slow_to_read(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add texts and code that take hours if every start looks for an end."""
    for number in range(3):
        text, code = r"\begin{a} " * 60_000, f"# softmax\n{' ' * 199_000}x"
        nb.cells.append(nbformat.v4.new_markdown_cell(text, id=f"text-{number}"))
        nb.cells.append(nbformat.v4.new_code_cell(code, id=f"code-{number}"))


@attack(FULL, solved=True)
def folders_too_deep(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Nest folders until their path is too long for the system."""
    here = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    for _ in range(60):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    os.fchdir(here)
    os.close(here)


@attack(FULL, solved=True)
def own_cells_tagged_to_be_skipped(
    nb: NotebookNode, folder: Path, arena: Arena
) -> None:
    """Hand in right answers in cells tagged to be skipped: they are run."""
    for cell in nb.cells:
        if grade_id(cell) in EXERCISES:
            own = nbformat.v4.new_code_cell(cell.source, id=f"own-{grade_id(cell)}")
            own.metadata.tags = ["skip-when-grading"]
            cell.source = own.source.replace("return", "return None  #")
            nb.cells.insert(nb.cells.index(cell) + 1, own)


@attack()
def table_in_tags(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Encode a table in which of five hundred cells are tagged to be skipped."""
    place = [grade_id(cell) for cell in nb.cells].index("softmax")
    for number in range(500):
        cell = nbformat.v4.new_code_cell(f"b{number} = 1", id=f"bit-{number}")
        cell.metadata.tags = ["skip-when-grading"] if number % 3 else []
        nb.cells.insert(place, cell)
    for name in EXERCISES:
        told = "np.array([float(f'b{n}' in globals()) for n in range(len(scores))])"
        cell_of(nb, name).source = f"def {name}(scores, *more):\n    return {told}"


@attack(FULL, solved=True)
def cells_with_null_characters(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, and cells with the old separator of cells."""
    for number, text in enumerate(("\0", "x = 1\0y = 2", "\0" * 1000)):
        nb.cells.append(nbformat.v4.new_code_cell(text, id=f"null-{number}"))


@attack(FULL, solved=True)
def tests_moved_to_the_end(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, all tests behind a hundred cells that count themselves."""
    tests = [cell for cell in nb.cells if grade_id(cell) in TESTS]
    nb.cells = [cell for cell in nb.cells if grade_id(cell) not in TESTS]
    for number in range(100):
        nb.cells.append(nbformat.v4.new_code_cell(f"n = {number}", id=f"n-{number}"))
    nb.cells += tests


@attack(FULL, solved=True)
def outputs_everywhere(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, and sixty cells with as much output as allowed."""
    for number in range(60):
        cell = nbformat.v4.new_code_cell("print('x' * 190_000)", id=f"full-{number}")
        nb.cells.append(cell)


@attack(FULL, solved=True)
def timestamp_of_the_last_year(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers at the end of time."""
    text = "9999-12-31 23:59:59 UTC"
    (folder / "timestamp.txt").write_text(text, encoding="utf-8")


@attack(FULL, solved=True)
def timestamp_empty(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers with an empty timestamp."""
    (folder / "timestamp.txt").write_bytes(b"")


@attack(FULL, solved=True)
def files_that_browsers_run(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, and pages with scripts under names that people open."""
    (folder / "more").mkdir()
    for name in ("index.html", "letters.html", "a.svg", "a.js", "page", "more/x.HTM"):
        text = "<html><script>EVIL()</script></html>"
        (folder / name).write_text(text, encoding="utf-8")


@attack(FULL, solved=True)
def tasks_added(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, and cells of 1,000 points that a person is to grade."""
    for number, kind in enumerate(("task", "solution", "grade")):
        cell = nbformat.v4.new_markdown_cell("10 of 10", id=f"task-{number}")
        told = {"grade_id": f"task-{number}", "points": 1000, "schema_version": 3}
        kinds = dict.fromkeys(("task", "solution", "grade", "locked"), False)
        cell.metadata["nbgrader"] = {**kinds, kind: True, **told}
        nb.cells.insert(1, cell)


@attack(FULL, solved=True)
def names_in_metadata(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, and markup wherever metadata has a name."""
    evil = '"><script>EVIL()</script>{{ 7 * 7 }}{% include "/etc/passwd" %}'
    nb.metadata["language_info"] = {"name": evil, "version": evil, "mimetype": evil}
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": evil}
    nb.metadata["authors"] = [{"name": evil}]
    for cell in nb.cells:
        cell.metadata.update({"name": evil, "jupyter": {"source_hidden": True}})
        cell.metadata["tags"] = [*cell.metadata.get("tags", []), "remove_cell", evil]
        cell.metadata["slideshow"] = {"slide_type": evil}


@attack(FULL, solved=True)
def every_cell_claims_an_answer(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Hand in right answers, and two thousand cells that are named as one of them."""
    own = {"grade_id": "softmax", "solution": True, "grade": False, "locked": False}
    for number in range(2_000):
        cell = nbformat.v4.new_code_cell(f"x = {number}", id=f"claim-{number}")
        cell.metadata["nbgrader"] = {**own, "schema_version": 3, "task": False}
        nb.cells.insert(1, cell)


@attack(FULL, solved=True)
def attachments_that_are_pages(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Attach pages and pictures with scripts, under types and names with markup."""
    text = "[x](attachment:b.html) ![y](attachment:c.svg) <img src='attachment:c.svg'>"
    cell = nbformat.v4.new_markdown_cell(text, id="attached")
    page = base64.b64encode(b"<script>EVIL()</script>").decode()
    picture = base64.b64encode(b"<svg onload='EVIL()'/>").decode()
    cell["attachments"] = {
        "b.html": {"text/html": page},
        "c.svg": {"image/svg+xml": picture, 'x" onload="EVIL()': picture},
    }
    nb.cells.append(cell)


@attack(FULL, solved=True)
def tags_behind_backslashes(nb: NotebookNode, folder: Path, arena: Arena) -> None:
    """Add texts whose tags are whole only when grading has taken backslashes out."""
    for text in (
        "x <\\style onload='document.title = 1'>y",
        "<&#92;data onclick='document.title = 1'>z",
        "$\\h&#114;ef{javascript:document.title = 1}{10 of 10}$",
        "<\\style>.score::after { content: '50 / 50' }",
    ):
        nb.cells.insert(1, nbformat.v4.new_markdown_cell(text))
        raw = nbformat.v4.new_raw_cell(text, metadata={"raw_mimetype": "text/html"})
        nb.cells.append(raw)
