"""What is said of a submission, and what nbgrader sees of it."""

import json
import os
import unicodedata
from pathlib import Path

import nbformat
import pytest
from nbformat import v3
from nbformat.v4 import new_markdown_cell, new_notebook
from support.intake import survey
from support.small_release import answered, delete, release

from course.worker import private_copy
from course.worker.submissions import Submission, folder, stage
from course.worker.submissions import misplaced as misplaced_module
from course.worker.submissions.files import MAX_BYTES, read_notebook
from course.worker.submissions.misplaced import misplaced

LESSON = "01-tiny"
GOOD = nbformat.writes(answered())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "a cöurse" / "release" / LESSON
    folder.mkdir(parents=True)
    nbformat.write(release(), folder / "clips.ipynb")
    return folder.parents[1]


def handed_in(root: Path, student: str = "ada", name: str = "clips.ipynb") -> Path:
    path = root / "submitted" / student / LESSON / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def submit(root: Path, text: str | bytes = GOOD, **where: str) -> Path:
    path = handed_in(root, **where)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def only(root: Path) -> Submission:
    [submission] = survey(root, LESSON)
    return submission


def staged(root: Path) -> Path:
    """Return the folder of the assignment that nbgrader gets."""
    submission = only(root)
    assert submission.problem is None and submission.needs_copy
    return stage(submission, root / ".course" / "work") / "ada" / LESSON


def old_notebook(**cell: object) -> str:
    code = {"cell_type": "code", "language": "python", "input": "x = 1", "outputs": []}
    sheet = {"cells": [code | {"metadata": {}, "collapsed": False} | cell]}
    whole = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [sheet]}
    return json.dumps(whole)


# --- what is fine ---------------------------------------------------------------------


def test_an_ordinary_submission_is_fine_and_graded_as_it_was_copied(root):
    submit(root)
    submission = only(root)
    assert (submission.problem, submission.notes) == (None, [])
    assert stage(submission, root / "elsewhere") == submission.folder.parents[1]
    assert not (root / "elsewhere").exists()


def test_submissions_come_by_student(root):
    for student in ("zoe", "ada", "ünï çode", "-rf"):
        submit(root, student=student)
    assert [s.student for s in survey(root, LESSON)] == [
        "-rf",
        "ada",
        "zoe",
        "ünï çode",
    ]


def test_who_handed_in_nothing_or_something_else_is_not_a_submission(root):
    (root / "submitted" / "ada").mkdir(parents=True)
    (root / "submitted" / "bob" / "02-other").mkdir(parents=True)
    (root / "submitted" / "a file").touch()
    assert survey(root, LESSON) == []


@pytest.mark.parametrize("name", ["01-Tiny", "01-TINY"])
def test_a_folder_in_other_case_is_named_and_not_passed_over(root, name):
    (root / "submitted" / "ada" / name).mkdir(parents=True)
    told = f"submitted/ada/{name} is not graded: rename it to 01-tiny"
    assert [s.problem for s in survey(root, LESSON)] == [told]


def test_a_class_without_a_folder_has_no_submissions(root):
    assert survey(root, LESSON) == []


# --- what cannot be graded ------------------------------------------------------------

REFUSED = {
    "empty": (b"", "is empty"),
    "only_spaces": (b" \n ", "is empty"),
    "not_json": (b"def clip(x): ...", "is not JSON (line 1"),
    "cut_off": (GOOD[:-300].encode(), "is not JSON"),
    "not_a_notebook": (b'{"name": "ada"}', "not a notebook"),
    "a_list": (b"[1, 2]", "not a notebook"),
    "a_web_page": (b"<!DOCTYPE html>", "is a web page"),
    "two_versions_in_it": (
        b'{"cells": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> x\n]}',
        "holds two versions that git could not merge",
    ),
    "two_versions_of_it": (
        b"<<<<<<< HEAD\n{}\n=======\n[]\n>>>>>>> x\n",
        "holds two versions that git could not merge",
    ),
    "a_zip_archive": (b"PK\x03\x04", "is a zip archive"),
    "utf_16_cut_off": (GOOD.encode("utf-16")[:-1], "is not UTF-16"),
    "latin_1": ('{"cells": ["é"]}'.encode("latin-1"), "is not UTF-8"),
    "no_cells": (nbformat.writes(new_notebook()).encode(), "has no cells"),
    "cells_a_number": (b'{"nbformat": 4, "cells": 3}', "has no cells"),
    "of_the_future": (b'{"nbformat": 5, "cells": []}', "is of nbformat 5"),
    "of_a_version_of_many_digits": (
        b'{"nbformat": ' + b"9" * 4000 + b', "cells": []}',
        "is of a version of nbformat that does not exist",
    ),
    "without_a_format": (b'{"worksheets": []}', "which format"),
    "malformed_nbformat_3": (b'{"nbformat": 3, "worksheets": 7}', "malformed"),
    "nested_too_deep": (b'{"cells": ' + b"[" * 100_000, "is not JSON"),
    "endless_brackets": (b'{"cells": [' + b"[]," * 2_100_000, "too many parts"),
    "endless_number": (b'{"cells": ' + b"1" * 9999 + b"}", "is not JSON"),
    "endless_cells": (
        json.dumps({"nbformat": 4, "cells": [{}] * 6000}).encode(),
        "6,000 cells",
    ),
}


@pytest.mark.parametrize("broken", REFUSED)
def test_a_broken_file_gets_one_line_with_student_file_and_reason(root, broken):
    data, reason = REFUSED[broken]
    submit(root, data)
    line = only(root).problem
    assert line.startswith(f"submitted/ada/{LESSON}/clips.ipynb: ") and reason in line
    assert len(line.splitlines()) == 1 and len(line) < 300


@pytest.mark.parametrize("broken", REFUSED)
def test_a_broken_file_costs_nobody_else_anything(root, broken):
    submit(root, REFUSED[broken][0])
    submit(root, student="bob")
    assert [s.problem for s in survey(root, LESSON)][1] is None


def test_a_file_that_is_too_big_is_not_read(root):
    with submit(root).open("wb") as file:
        file.truncate(2**40)  # a terabyte of nothing
    assert "more than 250" in only(root).problem


def test_a_big_notebook_is_told_what_to_do(root, monkeypatch):
    monkeypatch.setattr(private_copy, "MAX_NOTEBOOK", 100)
    submit(root)
    assert "clear its outputs" in only(root).problem


def test_a_linked_notebook_is_refused(root, tmp_path):
    (tmp_path / "secret.ipynb").write_text(GOOD, encoding="utf-8")
    handed_in(root).symlink_to(tmp_path / "secret.ipynb")
    assert "symbolic link" in only(root).problem


def test_a_linked_folder_is_refused(root):
    submit(root, student="bob")
    (root / "submitted" / "ada").mkdir()
    (root / "submitted" / "ada" / LESSON).symlink_to(
        root / "submitted" / "bob" / LESSON
    )
    assert "symbolic link" in survey(root, LESSON)[0].problem


def test_a_folder_with_the_name_of_the_notebook_is_refused(root):
    handed_in(root).mkdir()
    assert "is a folder" in only(root).problem


def test_a_pipe_with_the_name_of_the_notebook_is_refused_and_not_waited_for(root):
    os.mkfifo(handed_in(root))
    assert "is not a file" in only(root).problem


def test_a_file_in_the_place_of_the_folder_is_refused(root):
    (root / "submitted" / "ada").mkdir(parents=True)
    (root / "submitted" / "ada" / LESSON).write_text(GOOD, encoding="utf-8")
    assert "is not a folder" in only(root).problem


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(root):
    submit(root).chmod(0)
    assert "permission" in only(root).problem


@pytest.mark.parametrize("student", ["a*", "b[1]", "new\nline", "\x1b[2Jx", "\udce9"])
def test_a_student_whose_name_nbgrader_cannot_take_is_refused_in_one_line(
    root, student
):
    submit(root, student=student)
    line = only(root).problem
    assert "name" in line and line.isprintable()


def test_an_empty_folder_is_refused_and_nothing_is_said_to_count(root):
    handed_in(root)
    assert (
        only(root).problem
        == f"submitted/ada/{LESSON}: no clips.ipynb in it: ask for it"
    )
    assert only(root).notes == []


# --- names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Clips.ipynb",
        "clips (1).ipynb",
        "my answers.ipynb",
        "clips.ipynb.ipynb",
        "-clips.IPYNB",
        f"{LESSON}/clips.ipynb",
        "new\nline.ipynb",
        "x" * 200 + ".ipynb",
    ],
)
def test_a_notebook_under_another_name_is_graded_under_its_own(root, name):
    path = submit(root, name=name)
    assert "renamed notebook" in only(root).notes[0]
    assert all(note.isprintable() and len(note) < 200 for note in only(root).notes)
    assert [p.name for p in staged(root).iterdir()] == ["clips.ipynb"]
    assert path.read_text(encoding="utf-8") == GOOD  # in its place, and unchanged


@pytest.mark.parametrize("name", ["clips.ipynb.txt", "clips (1).ipynb.json"])
def test_a_notebook_with_an_ending_that_a_browser_added_is_graded(root, name):
    submit(root, name=name)
    assert (staged(root) / "clips.ipynb").read_text(encoding="utf-8") == GOOD
    assert only(root).notes == [
        f"renamed notebook: found '{name}', graded as clips.ipynb"
    ]


def test_a_renamed_notebook_that_lost_some_cells_is_still_known(root):
    submit(root, nbformat.writes(answered(delete("clip"))), name="x.ipynb")
    assert only(root).problem is None


def test_two_notebooks_that_could_be_meant_are_refused(root):
    submit(root, name="a.ipynb")
    submit(root, name="b.ipynb")
    assert "'a.ipynb' and 'b.ipynb' could both be" in only(root).problem


def test_a_notebook_of_another_lesson_is_refused(root):
    other = new_notebook(cells=[new_markdown_cell("hello")])
    submit(root, nbformat.writes(other), name="essay.ipynb")
    assert "found 'essay.ipynb', expected clips.ipynb" in only(root).problem


def test_a_broken_notebook_under_another_name_is_told_by_its_own_name(root):
    submit(root, b"", name="essay.ipynb")
    assert "essay.ipynb: is empty" in only(root).problem


def test_the_right_name_wins_and_the_others_are_told(root):
    submit(root)
    submit(root, name="clips-Copy1.ipynb")
    submission = only(root)
    assert not submission.needs_copy
    assert submission.notes == ["other notebooks, not graded: 'clips-Copy1.ipynb'"]


def test_checkpoints_and_what_a_mac_leaves_are_passed_over(root):
    submit(root)
    submit(root, name=".ipynb_checkpoints/clips-checkpoint.ipynb")
    submit(root, b"\0\5\26\7", name="._clips.ipynb")
    assert only(root).notes == []


def test_an_ungraded_notebook_that_is_missing_is_not_worth_a_word(root):
    extra = new_notebook(cells=[new_markdown_cell("only to read")])
    nbformat.write(extra, root / "release" / LESSON / "reading.ipynb")
    submit(root)
    assert (only(root).problem, only(root).notes) == (None, [])


def test_a_notebook_with_practice_alone_that_is_missing_is_not_worth_a_word(root):
    extra = release()
    for cell in extra.cells:
        if marks := cell.metadata.get("nbgrader"):
            marks["grade"] = False
    nbformat.write(extra, root / "release" / LESSON / "practice.ipynb")
    submit(root)
    assert (only(root).problem, only(root).notes) == (None, [])


def test_an_ungraded_notebook_that_is_broken_does_not_cost_the_graded_one(root):
    extra = new_notebook(cells=[new_markdown_cell("only to read")])
    nbformat.write(extra, root / "release" / LESSON / "reading.ipynb")
    submit(root)
    submit(root, b"", name="reading.ipynb")
    assert [p.name for p in staged(root).iterdir()] == ["clips.ipynb"]


def test_of_two_graded_notebooks_the_missing_one_is_told(root):
    nbformat.write(release(), root / "release" / LESSON / "more.ipynb")
    submit(root)
    assert only(root).notes == ["more.ipynb is missing: its exercises count as blank"]


# --- formats --------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_text_in_another_unicode_is_converted_and_that_is_told(root, encoding):
    submit(root, GOOD.encode(encoding))
    assert len(only(root).notes) == 1
    assert nbformat.read(staged(root) / "clips.ipynb", as_version=4) == answered()


def test_line_ends_of_another_system_are_no_change_of_a_cell(root):
    submit(root, GOOD.replace("\\n", "\\r\\n"))
    read, notes = read_notebook(handed_in(root), MAX_BYTES)
    assert (read, notes) == (answered(), [])


def test_an_old_notebook_is_upgraded(root):
    submit(root, old_notebook())
    nb = nbformat.read(staged(root) / "clips.ipynb", as_version=4)
    nbformat.validate(nb)
    assert [cell.source for cell in nb.cells] == ["x = 1"]
    assert "nbformat 3" in only(root).notes[0]


def test_an_old_notebook_is_upgraded_to_the_same_bytes_every_time(root):
    submit(root, old_notebook())
    once = (staged(root) / "clips.ipynb").read_bytes()
    assert (staged(root) / "clips.ipynb").read_bytes() == once


def test_marks_of_nbgrader_survive_the_upgrade(root):
    nb = nbformat.convert(answered(), 3)
    submit(root, v3.writes_json(nb))
    upgraded = nbformat.read(staged(root) / "clips.ipynb", as_version=4)
    assert [c.metadata.get("nbgrader") for c in upgraded.cells] == [
        c.metadata.get("nbgrader") for c in answered().cells
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda nb: nb.update(nbformat="four"),
        lambda nb: nb.pop("nbformat"),
        lambda nb: nb.pop("nbformat_minor"),
        lambda nb: nb.pop("metadata"),
        lambda nb: nb.update(metadata={"language": 3}),
        lambda nb: nb.update(metadata={"kernelspec": "R"}),
        lambda nb: nb.cells.insert(0, 7),
        lambda nb: nb.cells[1].pop("source"),
        lambda nb: nb.cells[1].update(source=7),
        lambda nb: nb.cells[1].pop("metadata"),
        lambda nb: nb.cells[1].update(metadata=[]),
        lambda nb: nb.cells[1].pop("cell_type"),
        lambda nb: nb.cells[1].update(outputs=None),
        lambda nb: nb.cells[1].update(outputs="done"),
        lambda nb: nb.cells[1].update(outputs=[1]),
        lambda nb: nb.cells[1].update(attachments=[1]),
        lambda nb: nb.cells[1].update(id=["x"]),
        lambda nb: nb.cells[1].update(source="\ud800"),
    ],
)
def test_malformed_parts_are_mended_in_the_copy(root, change):
    nb = answered()
    change(nb)
    submit(root, json.dumps(nb))
    mended = nbformat.read(staged(root) / "clips.ipynb", as_version=4)
    nbformat.validate(mended)
    assert "def clip" in "".join(cell.source for cell in mended.cells)


def test_a_byte_order_mark_is_removed_in_the_copy(root):
    path = submit(root, b"\xef\xbb\xbf" + GOOD.encode())
    nbformat.read(staged(root) / "clips.ipynb", as_version=4)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_value_that_is_null_is_no_loss_and_worth_no_word(root):
    nb = answered()
    for cell in nb.cells:
        cell.metadata["tags"] = None
    submit(root, json.dumps(nb))
    assert only(root).notes == []


def test_the_same_fault_of_many_cells_is_one_sentence(root):
    nb = answered()
    for cell in nb.cells:
        cell.metadata["tags"] = "one, two"
    submit(root, json.dumps(nb))
    [note] = only(root).notes
    assert note == (
        "clips.ipynb: Each of the cells 1, 2, 3 and 6 more had malformed metadata, "
        "which were left out: 'tags'."
    )


def test_a_page_that_begins_with_blank_lines_is_a_page(root):
    submit(root, b"\n\n   \n<!DOCTYPE html>")
    assert "is a web page" in only(root).problem


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xef\xbb\xbf\n \n<html>", "is a web page"),
        (b"{\\rtf1\\ansi", "is a text of a word processor"),
    ],
)
def test_what_only_has_a_notebooks_name_is_named(root, data, kind):
    submit(root, data)
    assert kind in only(root).problem


@pytest.mark.parametrize(
    ("name", "todo"),
    [
        ("clips.zip", "unpack that"),
        ("clips.7z", "ask for the notebook"),
        ("clips.html", "ask for the notebook"),
    ],
)
def test_what_is_there_in_the_place_of_a_notebook_is_named(root, name, todo):
    submit(root, b"PK\x03\x04", name=name)
    told = f"no clips.ipynb in it, only '{name}': {todo}"
    assert only(root).problem == f"submitted/ada/{LESSON}: {told}"


def test_a_folder_full_of_misplaced_notebooks_is_told_in_a_few_lines(root):
    for number in range(20):
        submit(root, student="ada/02-other", name=f"{number}.ipynb")
        submit(root, student=f"bob/{number}")
    told = misplaced(root, {LESSON})
    assert [line.partition(": ")[0] for line in told] == [
        "submitted/ada/02-other",
        *(f"submitted/bob/{number}" for number in (0, 1, 10, 11, 12)),
        "submitted/bob",
    ]
    assert told[-1].endswith("has more notebooks in wrong places")


def test_a_student_whose_folder_leads_nowhere_is_named(root):
    (root / "submitted").mkdir()
    (root / "submitted" / "ada").symlink_to("ada")
    told = "submitted/ada: is a symbolic link that leads nowhere"
    assert misplaced(root, {LESSON}) == [told]


def test_a_students_folder_that_cannot_be_opened_is_named(root, monkeypatch):
    submit(root)

    def refuse(folder):
        raise PermissionError

    monkeypatch.setattr(misplaced_module, "entries_of", refuse)
    told = "submitted/ada: cannot be opened: see to its permissions"
    assert misplaced(root, {LESSON}) == [told]


def test_of_a_folder_without_end_the_first_names_are_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MAX_ENTRIES", 2)
    for number in range(9):
        (tmp_path / str(number)).touch()
    listed = [entry.name for entry in folder.entries_of(tmp_path)]
    assert listed == ["0", "1", "2"]


def test_a_name_that_a_mac_spells_otherwise_is_one_line(root):
    submit(root, student=unicodedata.normalize("NFD", "Zoé"))
    assert only(root).problem.endswith("rename it Zoé")


@pytest.mark.parametrize("name", ["Copy of clips", "ada_clips_final", "clips - Kopie"])
def test_a_notebook_that_lost_most_cells_is_known_by_a_name_around_its_own(root, name):
    nb = answered(*(delete(cell) for cell in ("imports", "clip", "test_clip")))
    for cell in nb.cells:
        cell.metadata, cell.id = {}, f"x{hash(cell.source) % 10**6}"
    submit(root, nbformat.writes(nb), name=f"{name}.ipynb")
    assert only(root).problem is None
    assert list(only(root).notebooks) == ["clips"]


# --- work in the wrong place ----------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("ada/clips.ipynb", "is in no assignment's folder: move it to "),
        ("ada/01-tiny (1)/clips.ipynb", "called that: rename it 01-tiny"),
        ("ada/homework/deep/clips.ipynb", "called that: rename it"),
        ("clips.ipynb", "is in no student's folder: move it to "),
        ("class of 26/ada/01-tiny/clips.ipynb", "called that: rename it"),
    ],
)
def test_a_notebook_where_no_assignment_looks_is_named(root, place, line):
    path = root / "submitted" / place
    path.parent.mkdir(parents=True)
    path.write_text(GOOD, encoding="utf-8")
    [told] = misplaced(root, {LESSON})
    assert told.startswith(f"submitted/{place.split('/')[0]}") and line in told


@pytest.mark.parametrize(
    "place", ["ada/01-tiny/clips.ipynb", "ada/notes/a.txt", "ada/.git/a.ipynb", "a.txt"]
)
def test_what_is_in_its_place_or_no_notebook_is_not_worth_a_word(root, place):
    path = root / "submitted" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GOOD, encoding="utf-8")
    assert misplaced(root, {LESSON}) == []


# --- what lies beside it --------------------------------------------------------------


def test_other_files_are_left_where_they_are(root):
    submit(root)
    submit(root, b"1,2", name="data/values.csv")
    assert not only(root).needs_copy


def test_links_are_not_followed(root, tmp_path):
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    submit(root)
    handed_in(root, name="data.txt").symlink_to(tmp_path / "secret")
    handed_in(root, name="folder").symlink_to(tmp_path)
    assert [p.name for p in staged(root).iterdir()] == ["clips.ipynb"]
    assert "'data.txt'" in only(root).notes[0]


def test_a_copy_has_the_other_files_too(root):
    submit(root, name="Clips.ipynb")
    submit(root, b"1,2", name="data/values.csv")
    assert (staged(root) / "data" / "values.csv").read_bytes() == b"1,2"


def test_pipes_and_oversized_files_are_left_out(root):
    submit(root)
    os.mkfifo(handed_in(root, name="pipe"))
    with handed_in(root, name="big.bin").open("wb") as file:
        file.truncate(2**40)
    assert [p.name for p in staged(root).iterdir()] == ["clips.ipynb"]


def test_a_folder_of_very_many_files_is_cut(root):
    submit(root)
    for number in range(2100):
        submit(root, b"", name=f"many/{number}")
    assert "all after" in only(root).notes[0]


def test_folders_in_folders_without_end_are_cut(root):
    path = submit(root).parent
    for _ in range(900):
        path = path / "d"
    os.makedirs(path)
    assert only(root).problem is None


@pytest.mark.parametrize(
    "text", ["yesterday", "2026-99-99", "\udcff", "x" * 999, "9" * 99]
)
def test_a_timestamp_that_is_none_counts_as_missing(root, text):
    submit(root)
    submit(root, text.encode("utf-8", "surrogateescape"), name="timestamp.txt")
    assert "treated as missing" in only(root).notes[0]
    assert not (staged(root) / "timestamp.txt").exists()


def test_a_folder_for_a_timestamp_counts_as_missing(root):
    submit(root)
    submit(root, b"", name="timestamp.txt/x")
    assert not (staged(root) / "timestamp.txt").exists()


@pytest.mark.parametrize("text", ["2026-03-01 10:00:00 UTC", "2026-03-01T10:00:00"])
def test_a_good_timestamp_is_fine(root, text):
    submit(root)
    submit(root, text, name="timestamp.txt")
    assert not only(root).needs_copy


def test_a_time_that_is_still_to_come_is_told_and_stays(root):
    path = submit(root).with_name("timestamp.txt")
    path.write_text("2199-01-01 10:00:00 UTC", encoding="utf-8")
    [found] = survey(root, LESSON)
    assert found.notes == [
        "timestamp.txt says 2199-01-01 10:00:00 in UTC, which is still to come: "
        "whose clock?"
    ]
    assert not found.needs_copy


def test_a_copy_that_has_changed_since_it_was_looked_at_is_an_error_of_the_system(root):
    submit(root, name="Clips.ipynb")
    submission = only(root)
    (submission.folder / "Clips.ipynb").write_text("no more", encoding="utf-8")
    with pytest.raises(OSError, match="not JSON"):
        stage(submission, root / "work")


@pytest.mark.parametrize("text", ["", " \n", "9999-12-31 23:59:59 UTC", "0001-01-01"])
def test_a_time_that_nbgraders_tools_cannot_read_counts_as_missing(root, text):
    submit(root)
    submit(root, text, name="timestamp.txt")
    assert "timestamp.txt does not hold a time" in only(root).notes[0]
    assert not (staged(root) / "timestamp.txt").exists()


def test_a_timestamp_that_cannot_be_opened_counts_as_missing(root, monkeypatch):
    submit(root)
    os.mkfifo(handed_in(root, name="timestamp.txt"))
    assert "timestamp.txt cannot be read: treated as missing" in only(root).notes[-1]


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "clips.HTML",
        "data/run.js",
        "x.svg",
        "page",
        "a.csv.xhtml",
        "\x1b[2J.txt",
    ],
)
def test_what_a_browser_or_a_terminal_would_run_stays_in_submitted(root, name):
    submit(root)
    submit(root, b"<script>", name=name)
    submit(root, b"1,2", name="data/values.csv")
    files = [path.name for path in staged(root).rglob("*") if path.is_file()]
    assert sorted(files) == ["clips.ipynb", "values.csv"]
    assert only(root).notes[0].isprintable() and "not used: " in only(root).notes[0]


def test_a_released_file_of_any_kind_is_worth_no_word_unless_it_was_changed(root):
    submit(root)
    submit(root, b"<p>", name="page.html")
    (root / "release" / LESSON / "page.html").write_bytes(b"<p>")
    assert not only(root).notes and not only(root).needs_copy
    submit(root, b"<script>", name="page.html")
    assert "not used: 'page.html'" in only(root).notes[0]
    assert not (staged(root) / "page.html").exists()


def test_what_desktops_leave_behind_is_worth_no_word(root):
    submit(root)
    submit(root, b"", name=".DS_Store")
    assert not only(root).notes and not only(root).needs_copy


@pytest.mark.parametrize(
    "student", [b"b\xffb", b"\x1b[2J", b"a\nb", b"<b>", b" bob", b"x" * 200, b"a\\b"]
)
def test_an_odd_id_is_one_line_and_the_class_goes_on(root, student):
    submit(root)
    submit(root, student=os.fsdecode(student))
    found = {one.student: one for one in survey(root, LESSON)}
    assert found.pop("ada").problem is None
    [odd] = found.values()
    assert odd.problem and "rename it" in odd.problem
    assert (odd.student + odd.problem).isprintable()
    (odd.student + odd.problem).encode("utf-8")


def test_a_folder_that_breaks_while_it_is_looked_at_is_one_line(root, monkeypatch):
    submit(root)
    broken = OSError(5, "Input/output error")
    monkeypatch.setattr(os, "access", lambda *_: (_ for _ in ()).throw(broken))
    assert "cannot be read (input/output error)" in only(root).problem
