"""Shaded text and grids say where they are lightest, and work without colour."""

import numpy as np
import pytest

from utils import plots

GREY = np.array([0.2126, 0.7152, 0.0722])  # how bright the eye finds R, G and B


def text(**given):
    return {"title": "T", "x": "x", "y": "y", "alt": "What it shows."} | given


def passage(words, values, **given):
    kept = {"title": "T", "alt": "A text.", "scale": "bits", "limits": (0, 8)}
    return plots.passage(words, values, **kept | given)


def test_the_text_of_a_grid_tells_its_highest_cell():
    picture = plots.grid(
        [[0.1, 0.2], [0.9, 0.3]],
        rows=["q", "r"],
        columns=["u", "v"],
        scale="share",
        **text(),
    )
    assert picture.alt.endswith("The highest value is at r and u (0.9).")


def test_a_grid_needs_a_name_for_every_row_and_column():
    with pytest.raises(ValueError, match="names for"):
        plots.grid([[1, 2]], rows=["a"], columns=["b"], scale="s", **text())


def test_the_text_of_letters_tells_the_highest_three_of_every_word():
    picture = plots.letters(
        {"unit 3": ("zuul\n", [0.1, 0.9, 0.8, -1, 0.7])},
        title="T",
        alt="A word.",
        scale="activation",
        limits=(-1, 1),
    )
    assert picture.alt == "A word. unit 3, zuul⏎: highest for u at 2, u at 3, ⏎ at 5."


def test_letters_need_one_value_for_every_character():
    with pytest.raises(ValueError, match="one value per character"):
        plots.letters({"a": ("ab", [1])}, title="T", alt="A.", scale="s", limits=(0, 1))


def test_the_text_of_a_passage_tells_what_it_reads_and_where_it_is_lightest():
    values = np.linspace(0, 1, 7)
    picture = passage("to be\nor", [*values, 8.0])
    assert picture.alt.startswith("A text. Highest for b after “to␣” (0.5), ")
    assert picture.alt.endswith("r after “to␣be⏎o” (8). The text: to be / or")


def test_a_long_line_of_a_passage_is_wrapped():
    from struct import unpack

    heights = [
        unpack(">I", passage("a" * 120, [0] * 120, width=width).image[20:24])[0]
        for width in (60, 30)
    ]
    assert heights[1] > heights[0]


@pytest.mark.parametrize(("words", "values"), [("", []), ("ab", [1])])
def test_a_passage_needs_one_value_for_every_character(words, values):
    with pytest.raises(ValueError, match="one value per character"):
        passage(words, values)


def test_shades_of_cells_grow_lighter_all_the_way():
    from matplotlib import colormaps

    brightness = colormaps["cividis"](np.linspace(0, 1, 64))[:, :3] @ GREY
    assert (np.diff(brightness) > 0).all()
