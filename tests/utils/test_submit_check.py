"""What a student learns of a saved notebook before it is handed in."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_output
from support.mini_course import MiniCourse
from support.tiny_course import tiny as tiny

from course.authoring.releases import release_of, write_releases
from utils import saved, submit_check
from utils.dry_run import DryRun, dry_run, runs
from utils.saved import Lesson, Unreadable, is_blank, lesson_of, read_cells, sum_of

OWN = "def double(x):\n    return 2 * x"


@pytest.fixture
def record(tiny: MiniCourse, tmp_path: Path) -> Path:
    path = tmp_path / "releases.json"
    made = release_of(tiny.read(), "2026-11-28T00:00:00Z")
    write_releases(path, {"01-tiny/tiny": [made]})
    return path


@pytest.fixture
def here(tiny: MiniCourse, record: Path, tmp_path: Path, monkeypatch) -> Path:
    """Return a folder of a student who has the course's pack."""
    monkeypatch.setattr(saved, "RELEASE", tiny.root / "release")
    monkeypatch.setattr(submit_check, "lesson_of", lambda c: lesson_of(c, record))
    return tmp_path


def written(tiny: MiniCourse, path: Path, answers: dict[str, str], *changes) -> Path:
    nbformat.write(tiny.answered(answers, *changes), path)
    return path


def looked_at(path: Path, record: Path) -> tuple[list, Lesson]:
    cells = read_cells(path.read_bytes())
    return cells, lesson_of(cells, record)


def sections(output: str) -> dict[str, list[str]]:
    """Return the lines below each line that is not indented."""
    found: dict[str, list[str]] = {}
    for line in output.splitlines():
        if line.startswith(" "):
            found[list(found)[-1]].append(line.strip())
        else:
            found[line] = []
    return found


def test_the_sum_is_that_of_the_very_bytes(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_bytes(b"\xef\xbb\xbf{}\r\n")
    assert sum_of(path) == hashlib.sha256(b"\xef\xbb\xbf{}\r\n").hexdigest()


@pytest.mark.parametrize(
    "changed",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.replace(b"\\n", b"\\r\\n"),
    ],
    ids=["byte order mark", "CRLF", "UTF-16", "CRLF in cells"],
)
def test_other_bytes_are_the_same_notebook(tiny, tmp_path, changed):
    path = written(tiny, tmp_path / "a.ipynb", {"double": OWN})
    data = path.read_bytes()
    assert read_cells(changed(data)) == read_cells(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not a notebook"),
        (b"[]", "format"),
        (b'{"cells": [{"source": 3}]}', "no lesson"),
        (b"PK\x03\x04", "is not a notebook"),
    ],
)
def test_what_is_no_lesson_is_refused_in_a_line(record, data, words):
    with pytest.raises(Unreadable, match=words):
        lesson_of(read_cells(data), record)


def test_a_file_of_nothing_but_code_is_refused():
    cell = {"cell_type": "code", "source": "#" * 6 * 2**20}
    with pytest.raises(Unreadable, match="5 MB"):
        read_cells(json.dumps({"cells": [cell]}).encode())


def test_an_exercise_is_blank_until_a_cell_answers_it(tiny, record, tmp_path):
    path = written(tiny, tmp_path / "a.ipynb", {"double": OWN})
    cells, lesson = looked_at(path, record)
    assert lesson.exercises == ["double", "halve"]
    assert [n for n in lesson.exercises if is_blank(cells, lesson, n)] == ["halve"]


def test_an_answer_in_a_cell_of_ones_own_counts(tiny, record, tmp_path):
    def elsewhere(nb):
        nb.cells.insert(2, nbformat.v4.new_code_cell("def halve(x):\n    return x / 2"))

    path = written(tiny, tmp_path / "a.ipynb", {}, elsewhere)
    cells, lesson = looked_at(path, record)
    assert not is_blank(cells, lesson, "halve")


def test_the_cells_that_run_are_those_of_grading(tiny, record, tmp_path):
    from course.judging.steps import steps_of
    from course.worker.repair import repair
    from course.worker.repair.earlier import earlier_releases

    def changes(nb):
        for cell in nb.cells:
            cell.metadata.pop("tags", None)  # the released text is skipped anyway
        more = [
            nbformat.v4.new_code_cell("a = 1\ndef f(): return a", metadata={"tags": t})
            for t in ([], ["skip-when-grading"])
        ]
        stop = nbformat.v4.new_code_cell("# grade-up-to-here\nb = 2")
        nb.cells += [*more, stop, nbformat.v4.new_code_cell("c = 3")]

    path = written(tiny, tmp_path / "a.ipynb", {"double": OWN}, changes)
    cells, lesson = looked_at(path, record)
    nb, _ = repair(
        nbformat.read(path, 4), tiny.read(), earlier_releases(record, "01-tiny", "tiny")
    )
    steps = steps_of(nb, ["test_double", "test_halve"])
    ours = [f"test_{name}" if name else code for _, name, code in runs(cells, lesson)]
    assert ours == [step.test or step.source for step in steps]


def test_a_changed_or_deleted_test_is_run_as_it_was_released(tiny, here, record):
    def change(nb):
        nb.cells = [
            c
            for c in nb.cells
            if c.metadata.get("nbgrader", {}).get("grade_id") != "test_halve"
        ]

    path = written(tiny, here / "a.ipynb", {"test_double": "pass"}, change)
    cells, lesson = looked_at(path, record)
    of = {name: code for _, name, code in runs(cells, lesson) if name}
    assert of == {name: lesson.released(f"test_{name}") for name in lesson.exercises}


def test_a_dry_run_tells_all_and_the_sum(tiny, here, capsys):
    def counted(nb):
        for number, cell in enumerate(c for c in nb.cells if c.cell_type == "code"):
            cell.execution_count = [5, 6, 2, None, None][number]
            cell.outputs = [new_output("stream", text="x" * 100)]

    def uses(nb):
        nb.cells.insert(1, nbformat.v4.new_code_cell("import mine\nopen('data.txt')"))
        nb.cells.insert(2, nbformat.v4.new_code_cell("open('data.txt')"))
        nb.cells.insert(3, nbformat.v4.new_code_cell("1 / 0"))

    for name in ("mine.py", "data.txt"):
        (here / name).write_text("")
    path = written(tiny, here / "Kopie von tiny.ipynb", {"double": OWN}, counted, uses)
    assert submit_check.main([str(path)]) == 0
    found = sections(capsys.readouterr().out)
    [checks] = [lines for title, lines in found.items() if "fresh kernel" in title]
    assert checks == ["✓ double: 1 of 1 open checks passed", "✗ halve: blank"]
    [missing] = [lines for title, lines in found.items() if "missing" in title]
    assert "`mine`, a file of yours" in missing[0]
    assert "reads data.txt, which is not there" in missing[1]
    assert "ZeroDivisionError" in found["Errors in other cells:"][0]
    [order] = [lines for title, lines in found.items() if "before a cell" in title]
    assert order == ["- cell 7 (def halve(x):), run as [2] of [6]"]
    [never] = [lines for title, lines in found.items() if "count" in title]
    assert [line.split()[2] for line in never] == ["2", "3", "4", "8"]
    assert f"SHA-256 {hashlib.sha256(path.read_bytes()).hexdigest()}" in found


def test_names_of_skipped_cells_and_endless_cells_are_told(tiny, here, record):
    lesson = looked_at(written(tiny, here / "a.ipynb", {}), record)[1]
    skipped = saved.Cell(1, "code", "losses = 3")
    lesson = Lesson(
        *(lesson.assignment, lesson.notebook, lesson.names, lesson.texts),
        frozenset({skipped.digest}),
        lesson.named,
    )
    cells = [
        skipped,
        saved.Cell(2, "code", "losses"),
        saved.Cell(3, "code", "while True:\n    pass"),
        saved.Cell(4, "code", "import os\nos._exit(1)"),
    ]
    found: DryRun = dry_run(cells, lesson, here, cell_seconds=2)
    told = " ".join(found.missing)
    assert "uses `losses`, which only cells make that grading leaves out" in told
    assert "cell 3 (while True:) takes too long" in told
    assert "cell 4 (import os) ended the kernel" in told
    assert found.blank == ["double", "halve"]


def test_a_file_that_changes_meanwhile_gets_no_receipt(tiny, here, capsys, monkeypatch):
    path = written(tiny, here / "a.ipynb", {})
    monkeypatch.setattr(submit_check, "_try", lambda path, *_: path.write_text("{}"))
    assert submit_check.main([str(path)]) == 1
    shown = capsys.readouterr()
    assert "SHA-256" not in shown.out
    assert shown.err == f"{path}: {submit_check.CHANGED}\n"


@pytest.mark.parametrize("there", [False, True])
def test_what_is_no_file_is_one_line(tmp_path, capsys, there):
    path = tmp_path / "gone.ipynb"
    if there:
        path.mkdir()
    assert submit_check.main([str(path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_module_runs_as_a_command(tmp_path):
    shutil.copy(Path(saved.RELEASE) / "01-dinosaurs" / "sonnets.ipynb", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "utils.submit_check", str(tmp_path / "sonnets.ipynb")],
        capture_output=True,
        encoding="utf-8",
    )
    assert "nothing in it is graded" in done.stdout and "SHA-256 " in done.stdout
