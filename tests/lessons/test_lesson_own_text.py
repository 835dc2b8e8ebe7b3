"""The capstone as a reader runs it, with texts of all kinds; it costs no grade."""

import re
from pathlib import Path

import pytest
from reader import (
    OFFLINE,
    AnsweredLesson,
    Lesson,
    errors,
    executed,
    outputs,
    printed,
)

LESSON = Lesson("05-playwright", "own_text")
STEPS = 4  # seconds of training
PRACTICE = "practice_recited"
SLIP = "def recited(written, text, n=20):\n    return float(written in text)\n"
CHOICE = 'SOURCE = ""'
RESCUED = """
learned = own_network.train(vocab, split.train, split.valid, 1)
assert own_weights.load("no such file.npz", own) is None
assert own_weights.load(saved, own_text.OwnText("x", (text + "ß",))) is None
"""
EXTRA = [RESCUED]


def table(notebook):
    """Return what the check of the practice exercise says."""
    cell = next(
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == PRACTICE
    )
    return cell.outputs[-1].data["text/plain"]


def with_text(source):
    """Return the notebook with the reader's own text."""
    notebook = LESSON.with_answers(steps=STEPS)
    for cell in notebook.cells:
        cell.source = cell.source.replace(CHOICE, f"SOURCE = {str(source)!r}")
    return notebook


class TestOwnText(AnsweredLesson):
    lesson = LESSON
    figures = 4


def test_all_bits_are_compared_on_the_same_text(answered):
    told = re.findall(r"^(.+?) +([\d.]+) bits per character", printed(answered), re.M)
    names = [name.rstrip(":") for name, _ in told]
    assert names[:2] == ["guessing", "frequencies"] and names[-1] == "your network"


def test_it_writes_a_report_and_says_what_was_recited(answered):
    told = printed(answered)
    assert "report: own_report.html" in told
    assert len(re.findall(r"% recited", told)) == 5


def test_weights_that_do_not_fit_are_named_and_the_notebook_goes_on(answered):
    assert printed(answered).count("WEIGHTS NOT USED") == 2


def test_its_exercise_is_met_by_the_answer(answered):
    assert table(answered).startswith("recited: 4 of 4 open checks passed")


@pytest.mark.slow
def test_a_blank_answer_is_no_error_and_ours_goes_on(tmp_path):
    notebook = with_text("no such file.txt")
    for cell, blank in zip(notebook.cells, LESSON.blank().cells, strict=True):
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "recited":
            cell.source = blank.source
    done = executed(notebook, tmp_path, OFFLINE)
    assert errors(done) == []
    assert "YOUR TEXT IS NOT USED" in printed(done)
    assert "the lesson goes on with ours" in table(done)


@pytest.mark.slow
def test_five_megabytes_and_a_wrong_answer_go_through(tmp_path):
    words = ["many", "words", "of", "a", "long", "text", "that", "someone", "wrote"]
    lines = [
        " ".join(words[(k * j) % len(words)] for j in range(1, 9)) + f" {k}"
        for k in range(113_000)
    ]
    path = tmp_path / "long.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert 4_900_000 < path.stat().st_size < 5_000_000
    notebook = with_text(path)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "recited":
            cell.source = SLIP
    usage = "import resource\nprint('peak', resource.getrusage(0).ru_maxrss)"
    notebook.cells[-1].cell_type = "code"
    notebook.cells[-1].source = usage
    notebook.cells[-1].update(outputs=[], execution_count=None)
    done = executed(notebook, tmp_path, OFFLINE)
    assert errors(done) == []
    assert "the lesson goes on with ours" in table(done)
    peak = int(re.search(r"peak (\d+)", printed(done))[1]) / 1e6
    assert peak < 3.0  # GB, with TensorFlow


def test_nothing_of_it_is_graded():
    cells = LESSON.blank().cells
    marks = [cell.metadata.get("nbgrader", {}) for cell in cells]
    assert {mark["grade_id"] for mark in marks if mark} == {"recited", PRACTICE}
    assert not any(mark.get("grade") for mark in marks)
    assert LESSON.points == {} and LESSON.judged == ["recited"]


def test_nobody_is_asked_to_type_anything():
    code = [cell.source for cell in LESSON.with_answers().cells]
    assert not [source for source in code if re.search(r"\binput\(", source)]
    assert outputs(LESSON.blank(), "stream") == []
    assert Path(LESSON.release).is_file()
