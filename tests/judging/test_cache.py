"""A verdict is found again by everything that it depends on, and by nothing less."""

import dataclasses
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.content import default_content
from course.judging import version
from course.judging.cache import Cache
from course.judging.exercises import Exercise
from course.judging.outside.plan import Before, OutsidePlan
from course.judging.session import TimeLimits
from course.judging.task import Task, bare, met_in_company
from course.sandbox import FilesBeside

KEY, OTHER = "a" * 64, "b" * 64
CONTENT = default_content()
TASK = Task(
    content=CONTENT,
    notebook="products",
    code='{"cells": []}',
    exercises={"test_double": Exercise("double", "checks.run(double)", 40)},
    seed=1,
    sandboxed=True,
    limits=TimeLimits(),
    kernel={},
)
OTHERS = {
    "content": replace(CONTENT, library=("utils", "course")),
    "notebook": "differences",
    "code": '{"cells": [1]}',
    "exercises": {"test_double": Exercise("double", "checks.run(double)", 41)},
    "seed": 2,
    "sandboxed": False,
    "limits": TimeLimits(cell_seconds=1),
    "kernel": {"memory_bytes": 1},
    "run": {"square_test": 2.0},
    "beside": FilesBeside(Path("here"), {"helper.py": "a digest"}),
    "plan": OutsidePlan({"square_test": Before(["x = 1"])}),
    "released": FilesBeside(Path("here"), {"helper.py": "a digest"}),
}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def entry(tmp_path: Path, key: str = KEY) -> Path:
    return tmp_path / "cache" / key[:2] / key[2:]


@given(text=st.text(st.characters()))
def test_what_is_kept_is_found(tmp_path_factory, text):
    cache = Cache(tmp_path_factory.mktemp("kept"))
    assert cache.put(KEY, text) and cache.get(KEY) == text


def test_half_a_character_is_kept_too(cache):
    cache.put(KEY, "\ud800")
    assert cache.get(KEY) == "\ud800"


def test_what_was_never_kept_is_not_found(cache):
    cache.put(KEY, "text")
    assert cache.get(OTHER) is None


def test_a_later_entry_replaces_an_earlier_one(cache):
    cache.put(KEY, "old")
    cache.put(KEY, "new")
    assert cache.get(KEY) == "new"


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 40])
def test_a_damaged_entry_is_as_good_as_none(tmp_path, cache, damage):
    cache.put(KEY, "text")
    entry(tmp_path).write_bytes(damage)
    assert cache.get(KEY) is None and not entry(tmp_path).exists()


def test_a_truncated_entry_is_as_good_as_none(tmp_path, cache):
    cache.put(KEY, "text" * 100)
    data = entry(tmp_path).read_bytes()
    entry(tmp_path).write_bytes(data[:-1])
    assert cache.get(KEY) is None


def test_nothing_but_the_entries_is_left_in_the_folder(tmp_path, cache):
    cache.put(KEY, "text")
    files = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert files == [entry(tmp_path)]


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_the_folder_is_closed_to_others(tmp_path, cache):
    cache.put(KEY, "text")
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_folder_that_others_can_write_to_is_not_believed(tmp_path, cache):
    cache.put(KEY, "text")
    (tmp_path / "cache").chmod(0o770)
    assert cache.get(KEY) is None and not cache.put(OTHER, "text")


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path):
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file" / "cache")
    assert not cache.put(KEY, "text") and cache.get(KEY) is None


def test_what_was_not_used_for_longest_goes_first(tmp_path, monkeypatch):
    monkeypatch.setattr("course.judging.cache.SWEEP_EVERY", 1)
    cache = Cache(tmp_path / "cache", max_bytes=2 * len(os.urandom(400).hex()))
    keys = [digit * 64 for digit in "123"]
    for age, key in zip((30, 20, 10), keys, strict=True):
        cache.put(key, os.urandom(400).hex())
        os.utime(entry(tmp_path, key), times=(time.time() - age,) * 2)
    cache.get(keys[0])
    cache.put(KEY, os.urandom(400).hex())
    assert [cache.get(key) is not None for key in keys] == [True, False, True]


def test_an_entry_of_the_future_goes_before_what_was_used_now(tmp_path, monkeypatch):
    monkeypatch.setattr("course.judging.cache.SWEEP_EVERY", 1)
    cache = Cache(tmp_path / "cache", max_bytes=2 * len(os.urandom(400).hex()))
    keys = [digit * 64 for digit in "123"]
    for ahead, key in zip((1000, 0, 0), keys, strict=True):
        cache.put(key, os.urandom(400).hex())
        os.utime(entry(tmp_path, key), times=(time.time() + ahead,) * 2)
    cache.put(KEY, os.urandom(400).hex())
    assert cache.get(keys[0]) is None and cache.get(KEY) is not None


@pytest.mark.parametrize("name", ["../escape", "A" * 64, "", "a" * 63])
def test_a_key_is_a_digest(cache, name):
    with pytest.raises(ValueError, match="not a key"):
        cache.put(name, "text")


@pytest.mark.parametrize("by_us", [True, False])
def test_a_limit_met_in_company_counts_if_we_say_so(by_us):
    marks = {"charlm": {"met_in_company": True}}
    output = {"output_type": "display_data", "data": {}, "metadata": marks}
    name = "test_double" if by_us else "double"
    cell = new_code_cell(metadata={"nbgrader": {"grade_id": name}})
    task = dataclasses.replace(TASK, code=json.dumps(new_notebook(cells=[cell])))
    graded = json.dumps([{"execution_count": None, "outputs": [output]}])
    assert met_in_company(task, graded) == by_us


def test_an_equal_task_has_an_equal_key():
    assert dataclasses.replace(TASK).key == TASK.key


def test_the_keys_are_those_of_what_is_kept(cache):
    cache.put(KEY, "text")
    cache.put(OTHER, "text")
    assert cache.keys(10) == {KEY, OTHER} and len(cache.keys(1)) == 1


@pytest.mark.parametrize("part", OTHERS)
def test_every_part_of_a_task_is_in_its_key(part):
    assert dataclasses.replace(TASK, **{part: OTHERS[part]}).key != TASK.key


def test_no_part_of_a_task_was_forgotten_above():
    assert set(OTHERS) == {field.name for field in dataclasses.fields(Task)}


def notebook(**cell: object) -> NotebookNode:
    marks = {"nbgrader": {"grade_id": "f", "points": 1}, "tags": ["a"]}
    given = {"source": "f = 1", "metadata": marks, **cell}
    return new_notebook(cells=[new_code_cell(**given)])


SAME = {
    "another id": notebook(id="other"),
    "another count": notebook(execution_count=3),
    "another note": notebook(
        metadata={"nbgrader": {"grade_id": "f"}, "tags": ["a"], "x": 1}
    ),
    "a text": new_notebook(cells=[new_markdown_cell("#"), *notebook().cells]),
}
DIFFERENT = {
    "code": notebook(source="f = 2"),
    "a grade_id": notebook(metadata={"nbgrader": {"grade_id": "g"}, "tags": ["a"]}),
    "a tag": notebook(metadata={"nbgrader": {"grade_id": "f"}, "tags": ["b"]}),
    "a cell": new_notebook(cells=notebook().cells * 2),
}


@pytest.mark.parametrize("what", SAME)
def test_what_cannot_change_a_verdict_is_not_looked_at(what):
    assert bare(SAME[what]) == bare(notebook())


@pytest.mark.parametrize("what", DIFFERENT)
def test_what_can_change_a_verdict_is_looked_at(what):
    assert bare(DIFFERENT[what]) != bare(notebook())


def test_a_file_that_is_written_again_as_it_was_is_no_change(monkeypatch):
    version.version(CONTENT, "products")
    monkeypatch.setattr(version, "_states", lambda *_: frozenset())
    assert not version.changed_since_start(CONTENT, "products")


def test_a_file_that_is_written_otherwise_is_a_change(monkeypatch):
    version.version(CONTENT, "products")
    monkeypatch.setattr(version, "_states", lambda *_: frozenset())
    monkeypatch.setattr(version, "_on_disk", lambda *_: {"checks": "new"})
    assert version.changed_since_start(CONTENT, "products")


def test_a_process_older_than_its_files_has_changed(monkeypatch):
    monkeypatch.setattr(version, "STARTED", 0.0)
    assert version.changed_since_start(CONTENT, "unseen")


def test_files_from_before_a_clock_was_put_back_are_no_change(monkeypatch):
    monkeypatch.setattr(version, "STARTED", 0.0)
    monkeypatch.setattr(version, "time", SimpleNamespace(time=lambda: 1.0))
    assert not version.changed_since_start(CONTENT, "never seen")


def test_a_file_that_is_written_when_a_clock_was_put_back_is_a_change(
    tmp_path, monkeypatch
):
    path = tmp_path / "ours" / "helper.py"
    path.parent.mkdir()
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(version, "STARTED", time.time() + 60)
    content = replace(CONTENT, root=tmp_path, library=("ours",))
    assert not version.changed_since_start(content, "products")
    path.write_text("new", encoding="utf-8")
    os.utime(path, (1e9, 1e9))
    assert version.changed_since_start(content, "products")


def test_the_version_covers_the_checks_of_its_lesson_only():
    places = version._checks_of(CONTENT, "dinosaurs")
    names = {path.name for path in places}
    assert "dinosaurs" in names and not names & {"shakespeare", "nietzsche"}


def test_the_version_covers_all_that_grading_a_task_loads():
    code = "import sys, course.judging.task; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    loaded = set(re.findall(r"\bcourse\.(\w+)", told.stdout))
    covered = {path.stem for path in version._grading()}
    assert loaded == covered - {"__init__"}


def test_a_lesson_without_checks_has_a_version():
    assert version.version(CONTENT, "no such lesson")["checks"]


def test_the_name_of_a_file_is_part_of_a_digest(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_text("same", encoding="utf-8")
    assert version.digest([tmp_path / "a"]) != version.digest([tmp_path / "b"])
