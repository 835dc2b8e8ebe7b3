"""Lesson 1 as a reader runs it: answered, blank, and only the cells that grading runs.

Each run is a fresh kernel on the embedded names, so that nothing is downloaded. The
numbers of the original list need it in COURSE_DATA.
"""

import re
from itertools import pairwise

import nbformat
import pytest
from reader import (
    OFFLINE,
    GradedLesson,
    Lesson,
    corpora,
    errors,
    executed,
    printed,
    without_display,
)

LESSON = Lesson("01-dinosaurs", "dinosaurs")
SHORTER = (
    ("watched(names, 22001,", "watched(names, 4001,"),
    ("4000, 8000, 16000, 22000)", "4000)"),  # where other cells look into that run
    ("1000, 4000, 22000)", "1000, 4000)"),
    ("watched(kept, 22001", "watched(kept, 2001"),
    ("watched(names, 8000,", "watched(names, 1000,"),
)
EXTRA = ["import sys\nprint('TensorFlow:', 'tensorflow' in sys.modules)"]

LOSSES = {  # of dinos.txt
    0: 23.087336,
    2000: 27.884160,
    4000: 25.901815,
    6000: 24.608779,
    8000: 24.070350,
    10000: 23.844446,
    12000: 23.291971,
    14000: 23.382338,
}
NAMES = {
    0: (
        "Nkzxwtdmfqoeyhsqwasjkjvu Kneb Kzxwtdmfqoeyhsqwasjkjvu Neb "
        "Zxwtdmfqoeyhsqwasjkjvu Eb Xwtdmfqoeyhsqwasjkjvu"
    ),
    2000: (
        "Liusskeomnolxeros Hmdaairus Hytroligoraurus Lecalosapaus "
        "Xusicikoraurus Abalpsamantisaurus Tpraneronxeros"
    ),
}


def up_to_the_long_run(notebook):
    cells = notebook.cells
    last = next(i for i, cell in enumerate(cells) if "long_run();" in cell.source)
    notebook.cells = cells[: last + 1]
    return notebook


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return what the lesson prints on the original list, up to the long run."""
    texts = corpora("dinos.txt")
    notebook = up_to_the_long_run(LESSON.with_answers())
    return printed(executed(notebook, tmp_path_factory.mktemp("original"), texts))


class TestDinosaurs(GradedLesson):
    lesson = LESSON
    figures = 11


def test_tensorflow_is_never_imported(answered):
    assert "TensorFlow: False" in printed(answered)


@pytest.mark.parametrize("iteration", LOSSES)
def test_the_original_list_gives_the_known_loss(original, iteration):
    loss = re.search(rf"Iteration: {iteration}, Loss: (\S+)", original)
    assert loss and float(loss[1]) == pytest.approx(LOSSES[iteration], abs=1e-6)


@pytest.mark.parametrize("iteration", NAMES)
def test_the_original_list_gives_the_known_names(original, iteration):
    block = original.split(f"Iteration: {iteration}, Loss: ")[1].split("Iteration")[0]
    assert block.split()[1:] == NAMES[iteration].split()


def test_what_grading_runs_needs_nothing_of_what_it_skips(tmp_path):
    notebook = without_display(LESSON.with_answers())
    done = executed(notebook, tmp_path, OFFLINE)
    assert errors(done) == []


def test_a_reader_without_the_package_is_told_what_to_do(tmp_path):
    notebook = LESSON.with_answers()
    first = next(cell for cell in notebook.cells if "from utils" in cell.source)
    hide = nbformat.v4.new_code_cell("import sys\nsys.modules['utils'] = None")
    notebook.cells = [hide, first]
    (told,) = errors(executed(notebook, tmp_path, {}))
    assert "pip install -e ." in told


def test_long_training_cells_say_in_the_text_before_what_they_cost():
    cells = LESSON.with_answers().cells
    for before, cell in pairwise(cells):
        if re.search(r"watched\((names|kept)", cell.source):
            assert "seconds" in before.source.replace("\n", " ")
