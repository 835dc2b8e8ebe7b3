"""A notebook from an earlier release is no changed notebook."""

import copy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from support import old_release, small_release
from support.small_release import cell_of, delete, move, names, place

from course.authoring.releases import release_of
from course.judging.cells import grade_id
from course.judging.steps import SKIP_TAG, is_skipped
from course.worker.repair import earlier_releases, repair, told_release
from course.worker.repair.earlier import EarlierReleases

OLD = "2026-01-01T00:00:00Z"
LESSONS = [*old_release.LESSONS]


def renewed():
    """Return the small release with other texts, an exercise more and one moved."""
    nb = small_release.release()
    cell_of(nb, "test_clip").source += "\n# clearer"
    cell_of(nb, "imports").source += "\nimport math"
    cell_of(nb, "clip").source += "  # your answer"
    cell_of(nb, "clip").metadata.tags = ["new"]
    cell_of(nb, "test_sample").metadata.nbgrader.points = 50
    nb.cells[-1].source = "print(sample([2]))"
    nb.cells[0].source = "# The lesson"
    nb.cells.insert(1, new_markdown_cell("More to read.", id="markdown-002"))
    more = [copy.deepcopy(cell_of(nb, name)) for name in ("clip", "test_clip")]
    for cell, name in zip(more, ("norm", "test_norm"), strict=True):
        cell.id = cell.metadata.nbgrader.grade_id = name
        cell.source = cell.source.replace("clip", "norm")
    nb.cells += more
    return nb


def record(*notebooks) -> EarlierReleases:
    return EarlierReleases([release_of(nb, OLD) for nb in notebooks])


def brought_up(*changes, release=None):
    release = release or renewed()
    earlier = record(small_release.release(), release)
    return repair(small_release.answered(*changes), release, earlier)


def test_an_older_notebook_is_brought_up_to_date_without_a_word():
    nb, log = brought_up()
    assert log == []
    assert set(names(nb)) == set(names(renewed()))
    assert cell_of(nb, "test_clip").source == cell_of(renewed(), "test_clip").source
    assert cell_of(nb, "clip").source == small_release.ANSWERS["clip"]


def test_without_a_record_the_same_notebook_was_changed():
    assert repair(small_release.answered(), renewed())[1]


def test_what_older_imports_had_is_still_there_and_then_comes_what_is_new():
    nb, _ = brought_up()
    texts = [cell.source for cell in nb.cells]
    assert texts.index("import numpy as np") < texts.index(
        "import numpy as np\nimport math"
    )


def test_an_older_stub_is_no_answer():
    stub = cell_of(small_release.release(), "clip").source
    answer = new_code_cell(small_release.ANSWERS["clip"], id="own")
    nb, _ = brought_up(
        small_release.set_source("clip", stub), small_release.insert(3, answer)
    )
    assert "NotImplementedError" not in cell_of(nb, "clip").source


def test_an_older_text_keeps_its_skip_tag_and_gets_it_back():
    for change in (lambda nb: None, lambda nb: nb.cells[-1].metadata.clear()):
        nb, _ = brought_up(change)
        assert is_skipped(nb.cells[place(nb, "print(sample([1]))")])


def test_a_text_of_no_release_loses_the_skip_tag():
    own = new_code_cell("print('mine')", id="own", metadata={"tags": [SKIP_TAG]})
    nb, log = brought_up(small_release.insert(3, own))
    assert not is_skipped(nb.cells[place(nb, "mine")])
    assert len(log) == 1


@pytest.mark.parametrize(
    "change",
    [
        delete("test_clip"),
        move("test_clip", 0),
        small_release.set_source("test_clip", "pass"),
        small_release.set_marks("test_clip", points=100),
    ],
)
def test_what_a_student_changed_in_an_older_notebook_is_told(change):
    assert brought_up(change)[1]


def test_cells_that_have_moved_since_are_not_out_of_order():
    release = renewed()
    for name in ("sample", "test_sample"):
        small_release.move(name, 2)(release)
    assert brought_up(release=release)[1] == []


def test_a_cell_that_is_gone_since_means_nothing_and_is_no_change():
    release = renewed()
    for name in ("clip", "test_clip"):
        delete(name)(release)
    assert brought_up(release=release)[1] == []


def test_the_line_says_how_old_the_release_is_and_what_is_new():
    earlier = record(small_release.release(), renewed())
    assert told_release(small_release.answered(), renewed(), earlier) == (
        "made from an older release (2026-01-01); the newest has 8 new or changed "
        "cells ('imports', 'clip', 'test_clip', 'norm' and 1 more)"
    )


def test_a_present_notebook_has_no_line_whatever_is_changed_in_it():
    earlier = record(small_release.release(), renewed())
    nb = renewed()
    cell_of(nb, "test_clip").source = "pass"
    assert told_release(nb, renewed(), earlier) == ""


@pytest.mark.parametrize(
    "change",
    [
        small_release.retype("clip", "markdown"),
        small_release.retype("test_clip", "raw"),
        small_release.lose_marks("clip"),
        small_release.lose_marks(),
        small_release.lose_metadata_everywhere,
        small_release.set_marks("test_clip", points=100),
        small_release.set_source("imports", "import os"),
        small_release.duplicate("clip", 0),
        small_release.duplicate("imports", 5),
        small_release.insert(4, new_code_cell(small_release.STUB.format("clip"))),
        delete("clip"),
        delete("test_sample"),
        move("imports", 5),
        lambda nb: cell_of(nb, "test_clip").metadata.update(tags=["other"]),
    ],
)
def test_a_present_notebook_is_repaired_as_without_a_record(change):
    nb, release = small_release.answered(change), small_release.release()
    with_record = repair(nb, release, record(renewed(), release))
    assert with_record == repair(nb, release)


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("right", [0, 1, None], ids=["blank", "half", "right"])
def test_the_oldest_release_of_a_lesson_needs_no_repair(lesson, right):
    which = old_release.exercises(lesson)[:right]
    nb = old_release.answered(old_release.old(lesson), lesson, which)
    release = old_release.present(lesson)
    assignment = old_release.LESSONS[lesson].parent.name
    earlier = earlier_releases(old_release.RECORD, assignment, lesson)
    line = told_release(nb, release, earlier)
    assert line.startswith(f"made from an older release ({old_release.DATE}); ")
    repaired, log = repair(nb, release, earlier)
    assert log == []
    skipped = [cell.source for cell in nb.cells if is_skipped(cell)]
    had = {grade_id(cell) for cell in nb.cells}  # practice that is new is skipped, too
    known = [cell for cell in repaired.cells if grade_id(cell) in had]
    assert [cell.source for cell in known if is_skipped(cell)] == skipped
