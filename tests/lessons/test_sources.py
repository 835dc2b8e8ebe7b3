"""The rules for the text of every lesson."""

import jupytext
import pytest
from reader import REPO

SOURCES = sorted((REPO / "source").glob("*/*.py"))
OF_KERAS_2 = (
    "batch_input_shape",
    "input_shape=",
    "lr=",
    "keras.backend",
    ".predict(",
    "model.reset_",
    "fit_generator",
)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_lines_fit_a_notebook_on_a_laptop(source):
    cells = jupytext.read(source).cells
    lines = [line for cell in cells for line in cell.source.split("\n")]
    assert [line for line in lines if len(line) > 79] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_idiom_of_keras_2_is_left(source):
    code = "\n".join(cell.source for cell in jupytext.read(source).cells)
    assert [idiom for idiom in OF_KERAS_2 if idiom in code] == []
