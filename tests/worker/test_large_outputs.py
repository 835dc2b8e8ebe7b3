"""A big notebook loses its outputs, in pieces, and nothing else."""

import json
import random
import resource
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course.worker.process import ProcessLimits, WorkerServer
from course.worker.submissions import outputs
from course.worker.submissions.outputs import TOO_BIG, without_outputs

TRICKY = 'print("\\"outputs\\": [1]", \'{"cells": [{"outputs": [\', "\\\\")'


def notebook() -> dict:
    """Return a notebook whose texts look like the JSON around them."""
    pictures = [
        new_output("display_data", {"image/png": "iVBOR" * 50}),
        new_output("stream", text='"outputs": [] }] , \\" \\\\'),
        new_output("error", ename="E", evalue="]}", traceback=["{", '"']),
    ]
    cells = [
        new_markdown_cell("outputs", metadata={"outputs": [1, {"outputs": 2}]}),
        new_code_cell(TRICKY, outputs=pictures, execution_count=3),
        new_code_cell("b = {'outputs': []}", outputs=[], metadata={"a": [{"c": "]"}]}),
    ]
    nb = new_notebook(cells=cells, metadata={"outputs": ["kept"], "x": {"cells": []}})
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    return json.loads(nbformat.writes(nb))


def bare(nb: dict) -> dict:
    for cell in nb["cells"]:
        if "outputs" in cell:
            cell["outputs"] = []
    return nb


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1 << 20])
def test_only_outputs_are_lost_however_the_pieces_fall(
    tmp_path, monkeypatch, indent, size
):
    monkeypatch.setattr(outputs, "PIECE", size)
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook(), indent=indent), encoding="utf-8")
    assert without_outputs(None, str(path)) == ""
    assert json.loads(path.read_text(encoding="utf-8")) == bare(notebook())


@pytest.mark.parametrize(
    "value", ["3", '"text, with: a [comma"', "{}", "null", "[[1, {}], 2]", "[]"]
)
@pytest.mark.parametrize("rest", [', "source": "a"', ""])
def test_outputs_of_any_kind_are_replaced(tmp_path, value, rest):
    path = tmp_path / "a.ipynb"
    cell = f'{{"cell_type": "code", "outputs" : {value} {rest}}}'
    path.write_text(f'{{"cells": [{cell}, {cell}]}}', encoding="utf-8")
    without_outputs(None, str(path))
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [one["outputs"] for one in found] == [[], []]


@pytest.mark.parametrize("begin", [b"\xef\xbb\xbf", b"\r\n  "])
def test_marks_and_line_ends_stay(tmp_path, begin):
    path = tmp_path / "a.ipynb"
    data = json.dumps(notebook(), indent=1).replace("\n", "\r\n").encode()
    path.write_bytes(begin + data)
    without_outputs(None, str(path))
    found = path.read_bytes()
    assert found.startswith(begin) and b"\r\n" in found
    assert json.loads(found.decode("utf-8-sig")) == bare(notebook())


@pytest.mark.parametrize("seed", range(30))
def test_what_is_cut_off_or_no_json_ends_as_well(tmp_path, seed):
    rng = random.Random(seed)
    data = bytearray(json.dumps(notebook()).encode())
    for _ in range(5):
        data[rng.randrange(len(data))] = rng.randrange(32, 127)
    path = tmp_path / "a.ipynb"
    path.write_bytes(data[: rng.randrange(len(data))])
    before = path.read_bytes()
    assert without_outputs(None, str(path)) == ""
    assert len(path.read_bytes()) <= len(before) + 2 * before.count(b"outputs")


def test_another_encoding_stays_as_it_is(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook()), encoding="utf-16")
    before = path.read_bytes()
    assert without_outputs(None, str(path)) == "" and path.read_bytes() == before


def test_a_file_that_is_big_without_outputs_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(outputs, "MAX_BYTES", 1000)
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [{"source": "a" * 2000}]}), encoding="utf-8")
    assert without_outputs(None, str(path)) == TOO_BIG
    assert [one.name for one in tmp_path.iterdir()] == ["a.ipynb"]


@pytest.mark.slow
def test_a_quarter_of_a_gigabyte_takes_little_memory(tmp_path: Path):
    path = tmp_path / "a.ipynb"
    line = json.dumps("x" * 78 + "\n").encode()
    with path.open("wb") as file:
        file.write(b'{"cells": [{"cell_type": "code", "source": "1", "outputs": [')
        for part in range(12):
            text = b", ".join([line] * 250_000)
            file.write(b", " * bool(part) + b'{"text": [' + text + b"]}")
        file.write(b"]}]}")
    assert path.stat().st_size > 240 * 2**20
    limits = ProcessLimits(cpu_seconds=120)
    with WorkerServer() as server:
        most = server.run(stripped_and_measured, str(path), limits=limits)
    assert most < 300 * 2**10  # kilobytes
    assert json.loads(path.read_bytes())["cells"][0]["outputs"] == []


def stripped_and_measured(report: object, path: str) -> int:
    without_outputs(report, path)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
