"""Submissions broken in every way we know, and their state when they are graded."""

import copy
import math

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbconvert.filters import markdown2html
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_raw_cell
from support.small_release import (
    ANSWERS,
    STUB,
    TEST,
    answered,
    cell_of,
    delete,
    duplicate,
    insert,
    lose_marks,
    lose_metadata_everywhere,
    move,
    name_of,
    names,
    own,
    place,
    release,
    retype,
    set_all_marks,
    set_marks,
    set_source,
)

from course.judging.cells import METADATA_KEY
from course.worker.repair import repair, tell
from course.worker.repair.names import bound_names

ALL = ["imports", "clip", "test_clip", "sample", "test_sample"]
CLIP = ANSWERS["clip"]


def repaired(*changes, answers=ANSWERS) -> NotebookNode:
    nb, log = repair(answered(*changes, answers=answers), release())
    assert log, "what was repaired is told"
    return nb


def state_at(nb: NotebookNode, name: str) -> dict:
    """Return the value of an exercise at its test: the cells above it, run."""
    state: dict = {}
    for cell in nb.cells:
        if name_of(cell) == f"test_{name}":
            break
        if cell.cell_type == "code" and not name_of(cell).startswith("test_"):
            try:
                exec(compile(cell.source, "cell", "exec"), state)
            except Exception:  # a notebook goes on after an error
                continue
    return state


def clip_of(nb: NotebookNode) -> int:
    return state_at(nb, "clip")["clip"](99)


# --- what is left alone ---------------------------------------------------------------


@pytest.mark.parametrize(
    "nb",
    [
        release(),
        answered(),
        answered(insert(4, own("clip(3)"))),
        answered(insert(4, own("def helper(x):\n    return x"))),
        answered(insert(4, own("def clip(x):\n    return 'tried first'"))),
        answered(insert(0, new_raw_cell("a raw cell", id="raw"))),
        answered(set_source("clip", "def clip(x) return")),
        answered(set_source("clip", "def Clip(x):\n    return x")),
        answered(set_source("clip", "")),
        answered(lambda nb: nb.cells.pop(0)),
        answered(lambda nb: nb.cells[0].update(source="# My notes")),
        answered(lambda nb: nb.metadata.kernelspec.update(name="my-env")),
        answered(lambda nb: nb.metadata.update(widgets={"state": {}})),
        answered(lambda nb: cell_of(nb, "clip").update(execution_count=3)),
        answered(lambda nb: cell_of(nb, "clip").metadata.update(collapsed=True)),
    ],
    ids=[
        "the release",
        "answered",
        "a cell to try the answer",
        "a helper beside the answer",
        "an earlier try above the answer",
        "a raw cell",
        "an answer that does not parse",
        "an answer under another name",
        "an empty answer",
        "an ordinary cell deleted",
        "an ordinary cell edited",
        "a kernel of another name",
        "state of widgets",
        "a cell that was run",
        "a cell that was folded",
    ],
)
def test_an_ordinary_submission_is_left_unchanged_without_a_word(nb):
    assert repair(nb, release()) == (nb, [])


def test_the_submission_itself_is_not_changed():
    nb = answered(delete("test_clip"), set_marks("clip", points=5))
    before = copy.deepcopy(nb)
    repair(nb, release())
    assert nb == before


# --- whatever was broken --------------------------------------------------------------

BROKEN = {
    "test_cell_deleted": [delete("test_clip")],
    "all_tests_deleted": [delete("test_clip"), delete("test_sample")],
    "setup_deleted": [delete("imports")],
    "solution_deleted": [delete("clip")],
    "everything_deleted": [lambda nb: nb.cells.clear()],
    "test_cell_duplicated": [duplicate("test_clip", 9)],
    "test_cell_duplicated_and_edited": [duplicate("test_clip", 9, "print('mine')")],
    "solution_duplicated": [duplicate("clip", 4)],
    "test_above_its_solution": [move("test_clip", 2)],
    "tests_first": [move("test_clip", 0), move("test_sample", 0)],
    "setup_last": [move("imports", 8)],
    "cells_reversed": [lambda nb: nb.cells.reverse()],
    "solution_duplicated_and_cells_reversed": [
        duplicate("sample", 9),
        lambda nb: nb.cells.reverse(),
    ],
    "test_retyped_to_markdown": [retype("test_clip", "markdown")],
    "test_retyped_to_raw": [retype("test_clip", "raw")],
    "solution_retyped_to_markdown": [retype("clip", "markdown")],
    "solution_retyped_to_raw": [retype("clip", "raw")],
    "test_edited": [set_source("test_clip", "assert True")],
    "setup_edited": [set_source("imports", "import numpy as np\nimport math")],
    "points_changed": [set_marks("test_clip", points=1000)],
    "points_negative": [set_marks("test_clip", points=-1)],
    "points_nan": [set_marks("test_clip", points=math.nan)],
    "points_a_word": [set_marks("test_clip", points="many")],
    "test_turned_into_solution": [set_marks("test_clip", solution=True, locked=False)],
    "solution_with_grade_true": [set_marks("clip", grade=True, points=100)],
    "schema_of_the_future": [set_marks("clip", schema_version=99)],
    "schema_a_word": [set_marks("clip", schema_version="three")],
    "marks_a_string": [set_all_marks("clip", "solution")],
    "marks_a_list": [set_all_marks("test_clip", ["grade"])],
    "grade_id_a_number": [set_marks("clip", grade_id=7)],
    "marks_lost": [lose_marks("clip", "test_clip")],
    "all_metadata_lost": [lose_metadata_everywhere],
    "labels_swapped": [
        set_marks("clip", grade_id="tmp"),
        set_marks("sample", grade_id="clip"),
        set_marks("tmp", grade_id="sample"),
    ],
    "solution_relabelled": [set_marks("clip", grade_id="my_clip")],
    "unknown_grade_id": [
        insert(3, own("bonus = 1")),
        lambda nb: nb.cells[3].metadata.update(
            nbgrader={"grade_id": "bonus", "grade": True, "points": 50}
        ),
    ],
    "checksum_changed": [set_marks("test_clip", checksum="0" * 32)],
    "tags_lost": [lambda nb: [c.metadata.pop("tags", 0) for c in nb.cells]],
    "test_tagged_to_be_skipped": [
        lambda nb: cell_of(nb, "test_clip").metadata.update(tags=["skip-when-grading"])
    ],
    "another_language": [lambda nb: nb.metadata.language_info.update(name="R")],
    "kernelspec_a_string": [lambda nb: nb.metadata.update(kernelspec="ir")],
    "source_a_number": [lambda nb: cell_of(nb, "clip").update(source=3)],
    "source_a_list_of_numbers": [lambda nb: cell_of(nb, "clip").update(source=[1])],
    "source_far_too_long": [set_source("clip", "x = 1\n" * 200_000)],
    "metadata_a_list": [lambda nb: cell_of(nb, "clip").update(metadata=[1])],
    "foreign_attachments": [lambda nb: nb.cells[0].update(attachments=[1, 2])],
    "cell_type_unknown": [lambda nb: cell_of(nb, "clip").update(cell_type="drawing")],
    "a_cell_that_is_a_number": [lambda nb: nb.cells.append(3)],
    "outputs_a_string": [lambda nb: cell_of(nb, "clip").update(outputs="forged")],
    "tags_a_number": [lambda nb: cell_of(nb, "clip").metadata.update(tags=7)],
    "lone_surrogates": [set_source("clip", "x = '\ud800'")],
    "nested_without_end": [lambda nb: nb.metadata.update(deep=nested(200))],
}
QUIET = {
    "cell_ids_lost": [lambda nb: [cell.pop("id") for cell in nb.cells]],
    "cell_ids_all_the_same": [lambda nb: [c.update(id="same") for c in nb.cells]],
    "outputs_and_count_missing": [
        lambda nb: [cell.pop("outputs", 0) for cell in nb.cells],
        lambda nb: [cell.pop("execution_count", 0) for cell in nb.cells],
    ],
    "source_a_list_of_lines": [
        lambda nb: cell_of(nb, "clip").update(source=CLIP.splitlines(keepends=True))
    ],
}


def nested(depth: int) -> dict:
    return {"in": nested(depth - 1)} if depth else {}


@pytest.mark.parametrize("changes", [*BROKEN.values()], ids=[*BROKEN])
def test_what_was_broken_is_told(changes):
    assert repair(answered(*changes), release())[1]


@pytest.mark.parametrize("changes", [*QUIET.values()], ids=[*QUIET])
def test_what_costs_nobody_anything_is_mended_without_a_word(changes):
    assert not repair(answered(*changes), release())[1]


@pytest.mark.parametrize("changes", (BROKEN | QUIET).values(), ids=[*BROKEN, *QUIET])
def test_a_repaired_notebook_has_every_released_cell_once_and_as_released(changes):
    nb, _ = repair(answered(*changes), release())
    assert sorted(names(nb)) == sorted(ALL)
    for name in ALL:
        cell, given = cell_of(nb, name), cell_of(release(), name)
        assert cell.cell_type == given.cell_type
        assert cell.metadata.nbgrader == given.metadata.nbgrader
        assert cell.metadata.get("tags") == given.metadata.get("tags")
        if given.metadata.nbgrader.locked:
            assert cell.source == given.source


@pytest.mark.parametrize("changes", (BROKEN | QUIET).values(), ids=[*BROKEN, *QUIET])
def test_a_repaired_notebook_is_a_valid_one(changes):
    nb, _ = repair(answered(*changes), release())
    nbformat.validate(nb)
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)


@pytest.mark.parametrize("changes", (BROKEN | QUIET).values(), ids=[*BROKEN, *QUIET])
def test_a_repaired_notebook_is_repaired_no_further(changes):
    once, _ = repair(answered(*changes), release())
    assert repair(once, release()) == (once, [])


@pytest.mark.parametrize("changes", (BROKEN | QUIET).values(), ids=[*BROKEN, *QUIET])
def test_no_test_comes_before_its_answer_and_no_answer_before_the_setup(changes):
    found = names(repair(answered(*changes), release())[0])
    for earlier, later in [
        ("imports", "clip"),
        ("imports", "sample"),
        ("clip", "test_clip"),
        ("clip", "test_sample"),
        ("sample", "test_sample"),
    ]:
        assert found.index(earlier) < found.index(later)


ANSWER_IS_THERE = set(BROKEN) - {
    "solution_deleted",
    "everything_deleted",
    "source_a_number",
    "source_a_list_of_numbers",
    "source_far_too_long",
    "lone_surrogates",
}


@pytest.mark.parametrize("broken", sorted(ANSWER_IS_THERE))
def test_an_answer_that_is_there_counts(broken):
    nb, _ = repair(answered(*BROKEN[broken]), release())
    assert clip_of(nb) == 10
    assert state_at(nb, "sample")["sample"]([4, 5]) == 4


# --- answers in unusual places --------------------------------------------------------


def test_the_second_half_of_a_split_solution_runs_before_the_test():
    nb = repaired(
        set_source("clip", "def bound(x):\n    return min(x, 10)"),
        insert(4, own("def clip(x):\n    return bound(x)")),
        delete("test_clip"),
    )
    assert clip_of(nb) == 10


def test_a_solution_merged_with_its_test_counts_though_it_carries_the_tests_mark():
    nb = repaired(
        delete("clip"), set_source("test_clip", f"{CLIP}\n\n" + TEST.format("clip"))
    )
    assert clip_of(nb) == 10
    assert cell_of(nb, "clip").source.startswith(CLIP)


def test_two_solutions_merged_into_one_cell_both_count():
    both = CLIP + "\n\n" + ANSWERS["sample"]
    nb = repaired(set_source("clip", both), delete("sample"))
    assert state_at(nb, "sample")["sample"]([4, 5]) == 4


def test_an_untouched_stub_does_not_undo_an_answer_given_in_another_exercise():
    both = CLIP + "\n\n" + ANSWERS["sample"]
    nb = repaired(answers={"clip": both})
    assert state_at(nb, "sample")["sample"]([4, 5]) == 4


@pytest.mark.parametrize("at", [2, 8], ids=["above the stub", "below the test"])
def test_an_answer_in_a_cell_of_the_students_own_counts(at):
    nb = repaired(insert(at, own(CLIP)), answers={})
    assert clip_of(nb) == 10
    assert cell_of(nb, "clip").source == CLIP


@pytest.mark.parametrize("at", [2, 4, 9], ids=["above", "between", "below"])
def test_an_unanswered_copy_of_a_solution_is_removed(at):
    nb = repaired(duplicate("clip", at, STUB.format("clip")))
    assert clip_of(nb) == 10
    assert not any("Do clip" in cell.source for cell in nb.cells)


def test_of_two_answers_the_last_above_the_test_is_the_solution():
    nb = repaired(duplicate("clip", 3, "def clip(x):\n    return 'a first try'"))
    assert cell_of(nb, "clip").source == CLIP


def test_the_other_answer_is_kept_as_an_ordinary_cell_where_it_was():
    nb = repaired(duplicate("clip", 9, "def clip(x):\n    return 'later'"))
    assert place(nb, "later") == 9
    assert name_of(nb.cells[9]) == ""


def test_a_copy_that_does_not_define_the_exercise_is_not_the_solution():
    nb = repaired(duplicate("clip", 4, "clip(3)"))
    assert cell_of(nb, "clip").source == CLIP


def test_a_deleted_solution_is_not_replaced_by_a_stub_that_could_undo_an_answer():
    nb = repaired(delete("clip"), insert(2, own("exec('clip = len')")))
    assert state_at(nb, "clip")["clip"] is len


def test_an_answer_typed_into_the_test_cell_counts():
    nb = repaired(set_source("test_clip", CLIP), answers={})
    assert clip_of(nb) == 10


def test_an_import_added_to_the_locked_setup_still_runs_and_then_the_released_one():
    nb = repaired(BROKEN["setup_edited"][0])
    assert place(nb, "import math") == names_place(nb, "imports") - 1


def test_notes_between_the_cells_stay_between_them():
    note = new_markdown_cell("my thoughts", id="note")
    nb = repaired(insert(4, note), delete("test_clip"))
    assert names_place(nb, "clip") < place(nb, "my thoughts")
    assert place(nb, "my thoughts") < names_place(nb, "test_clip")


def test_a_missing_test_comes_back_before_the_next_released_text():
    nb = repaired(delete("test_clip"))
    assert names_place(nb, "test_clip") == place(nb, "## Exercise 2") - 1


def test_the_tags_of_an_ordinary_released_cell_come_back():
    nb = repaired(lose_metadata_everywhere)
    demo = nb.cells[place(nb, "print(sample")]
    assert demo.metadata.tags == ["skip-when-grading"]


def test_old_notebooks_without_cell_ids_stay_without():
    def old(nb: NotebookNode) -> None:
        nb.nbformat_minor = 4
        for cell in nb.cells:
            del cell["id"]

    nb = repaired(old, delete("test_clip"))
    assert nb.nbformat_minor == 4 and not any("id" in cell for cell in nb.cells)
    nbformat.validate(nb)


def names_place(nb: NotebookNode, name: str) -> int:
    [index] = [i for i, cell in enumerate(nb.cells) if name_of(cell) == name]
    return index


# --- what people read -----------------------------------------------------------------


def test_the_log_is_on_top_of_the_notebook_and_in_its_metadata():
    nb, log = repair(answered(delete("test_clip")), release())
    tell(nb, log)
    assert nb.metadata[METADATA_KEY]["repairs"] == log
    assert "missing" in nb.cells[0].source
    nbformat.validate(nb)


def test_nothing_is_told_where_nothing_was_repaired():
    nb = answered()
    tell(nb, [])
    assert nb == answered()


def test_a_graded_notebook_handed_in_again_loses_the_old_note():
    nb, log = repair(answered(delete("test_clip")), release())
    graded = copy.deepcopy(nb)
    tell(graded, log)
    assert repair(graded, release()) == (nb, [])


def test_a_forged_log_is_not_kept():
    nb = answered(lambda nb: nb.metadata.update({METADATA_KEY: {"repairs": ["+100"]}}))
    assert repair(nb, release()) == (answered(), [])


def test_what_a_student_wrote_is_shown_short_and_without_markup():
    evil = "<script>\u202e" + "x" * 1000
    nb, log = repair(answered(set_marks("clip", grade_id=evil)), release())
    cell_of(nb, "clip").metadata.nbgrader.grade_id = evil
    nb.cells.append(own("1"))
    nb.cells[-1].metadata.nbgrader = {"grade_id": evil}
    nb, log = repair(nb, release())
    tell(nb, log)
    assert all(len(sentence) < 300 and "\u202e" not in sentence for sentence in log)
    assert "<script" not in markdown2html(nb.cells[0].source)


def test_a_long_log_is_cut():
    nb = answered()
    tell(nb, [f"sentence {number}" for number in range(1000)])
    assert len(nb.metadata[METADATA_KEY]["repairs"]) < 50


# --- names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "bound"),
    [
        ("def f(): pass", {"f"}),
        ("class C:\n    def m(self): pass", {"C"}),
        ("async def f(): pass", {"f"}),
        ("f = lambda: 1", {"f"}),
        ("f: int = 1\ng: int", {"f"}),
        ("if 1:\n    def f(): pass\nelse:\n    g = 1", {"f", "g"}),
        ("try:\n    import f\nexcept E:\n    from x import y as g", {"f", "g"}),
        ("%matplotlib inline\n!ls\ndef f(): pass\nf?", {"f"}),
        ("%%time\ndef f(): pass", {"f"}),
        ("def f(): pass\ng = (3\n% 2)", {"f", "g"}),
        ("def f() pass", set()),
        ("\0", set()),
        ("(" * 5000, set()),
        ("-" * 40_000 + "1", set()),
    ],
)
def test_names_that_a_cell_binds(source, bound):
    assert bound_names(source) == bound


# --- anything at all ------------------------------------------------------------------

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**6)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["clip", "test_clip", "code", "markdown", CLIP]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6) | st.just("grade_id"), inner, max_size=3)
    ),
    max_leaves=6,
)
MARKS = st.fixed_dictionaries(
    {"grade_id": st.sampled_from([*ALL, "bonus", ""])},
    optional={
        "grade": st.booleans() | JSON,
        "solution": st.booleans(),
        "locked": st.booleans(),
        "points": JSON,
        "schema_version": JSON,
    },
)
TEXTS = st.sampled_from(
    [
        *ANSWERS.values(),
        *(cell.source for cell in release().cells),
        "x = (",
        "",
        "def clip(x):\n    return 'other'",
        CLIP + "\n" + ANSWERS["sample"],
    ]
)
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw"]) | JSON,
        "source": TEXTS | JSON,
        "id": st.sampled_from([*ALL, "code-009", "x", "x"]) | JSON,
        "metadata": st.fixed_dictionaries(
            {}, optional={"nbgrader": MARKS | JSON, "tags": JSON, "name": JSON}
        )
        | JSON,
        "outputs": JSON,
        "execution_count": JSON,
        "attachments": JSON,
    },
)
RELEASED = st.sampled_from([dict(cell) for cell in answered().cells])
NOTEBOOKS = st.fixed_dictionaries(
    {"cells": st.lists(CELLS | RELEASED | RELEASED | JSON, max_size=14)},
    optional={
        "metadata": st.dictionaries(
            st.sampled_from(["kernelspec", "language_info", "title", "charlm"]), JSON
        )
        | JSON,
        "nbformat_minor": st.integers(0, 7) | JSON,
    },
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(NOTEBOOKS)
def test_anything_at_all_becomes_a_notebook_in_the_shape_of_the_release(raw):
    once, _ = repair(raw, release())
    nbformat.validate(copy.deepcopy(once), relax_add_props=True)
    assert sorted(names(once)) == sorted(ALL)
    found = names(once)
    assert found.index("clip") < found.index("test_clip") < len(found)
    twice, log = repair(once, release())
    assert (twice, log) == (once, [])


# Without its type and every mark, a cell looks like a text about code.
TWICE_HIT = {
    "solution_retyped_to_markdown",
    "solution_retyped_to_raw",
    "cell_type_unknown",
}
SINGLE_TURNS = [c for name in sorted(ANSWER_IS_THERE - TWICE_HIT) for c in BROKEN[name]]
TURNS = st.one_of(
    st.sampled_from(SINGLE_TURNS),
    st.builds(move, st.sampled_from(ALL), st.integers(0, 9)),
    st.builds(
        duplicate,
        st.sampled_from(ALL),
        st.integers(0, 9),
        st.sampled_from([None, "x = 1", "x = (", STUB.format("clip")]),
    ),
    st.builds(insert, st.integers(0, 9), st.sampled_from([own("a = 1"), own("b = 2")])),
    st.builds(lose_marks, st.sampled_from(ALL)),
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(TURNS, max_size=6))
def test_whatever_happens_to_the_cells_an_answer_still_counts(changes):
    nb = answered()
    for change in changes:
        try:
            change(nb)
        except (ValueError, AttributeError, TypeError, KeyError):
            continue  # what it would change is already gone
    had = [c.source for c in nb.cells if isinstance(c, dict)]
    nb, _ = repair(nb, release())
    assert clip_of(nb) == 10
    assert state_at(nb, "sample")["sample"]([4, 5]) == 4
    for text in ("a = 1", "b = 2"):
        assert had.count(text) == [c.source for c in nb.cells].count(text)
    assert repair(nb, release()) == (nb, [])


class TestSkipTags:
    def tagged(self, source, **more):
        def change(nb: NotebookNode) -> None:
            cell = own(source)
            cell.metadata.tags = ["mine", "skip-when-grading"]
            nb.cells.insert(2, cell)

        return repaired(change, **more)

    def test_a_cell_of_the_students_own_is_run(self):
        nb = self.tagged("secret = 1")
        assert nb.cells[place(nb, "secret = 1")].metadata.tags == ["mine"]

    def test_a_released_cell_is_run_where_its_text_was_changed(self):
        def change(nb: NotebookNode) -> None:
            nb.cells[place(nb, "print(sample")].source += "\nx = 1"

        nb = repaired(change)
        assert nb.cells[place(nb, "x = 1")].metadata.tags == []

    def test_a_mended_notebook_is_mended_no_further(self):
        nb = self.tagged("secret = 1")
        assert repair(nb, release())[1] == []
