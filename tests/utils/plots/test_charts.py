"""Lines and bars say what they show, and differ without colour."""

import re
import sys
from base64 import b64decode

import numpy as np
import pytest

from utils import plots
from utils.plots import canvas, charts


def text(**given):
    return {"title": "T", "x": "x", "y": "y", "alt": "What it shows."} | given


def test_the_image_is_a_png_inside_the_page():
    picture = plots.lines({"a": [1, 2, 3]}, **text())
    data = re.search(r'src="data:image/png;base64,([^"]+)"', picture._repr_html_())
    assert data and b64decode(data[1]).startswith(b"\x89PNG")


def test_the_same_figure_has_the_same_bytes():
    one, other = (plots.lines({"a": [1, 2, 3]}, **text()) for _ in range(2))
    assert one.image == other.image


def test_drawing_leaves_pyplot_alone():
    before = "matplotlib.pyplot" in sys.modules
    plots.lines({"a": [1, 2]}, **text())
    assert ("matplotlib.pyplot" in sys.modules) == before


def test_the_text_of_lines_tells_their_ends_and_their_lowest_point():
    picture = plots.lines({"loss": ([0, 10, 20], [4.5, 2.0, 3.0])}, **text())
    assert picture.alt == (
        "What it shows. loss: from 4.5 at 0 to 3 at 20, lowest 2 at 10."
    )


def test_the_text_of_lines_tells_the_levels_they_are_compared_with():
    picture = plots.lines({"a": [2, 1]}, levels={"guessing": 4.75}, **text())
    assert picture.alt.endswith("guessing: 4.75.")


def test_a_line_without_any_finite_value_is_told_as_such():
    picture = plots.lines({"lost": [np.nan, np.nan]}, **text())
    assert "lost: no finite value." in picture.alt


def test_infinite_values_are_left_out_of_what_is_told():
    picture = plots.lines({"a": [1.5, 2.5, np.inf]}, **text())
    assert "from 1.5 at 0 to 2.5 at 1" in picture.alt


def test_nothing_to_draw_is_an_error():
    with pytest.raises(ValueError, match="no series"):
        plots.lines({}, **text())


def test_the_text_of_bars_tells_every_value_when_they_are_few():
    picture = plots.bars({"share": {"new": 0.75, "copied": 0.25}}, **text())
    assert "share: new 0.75, copied 0.25." in picture.alt


def test_the_text_of_many_bars_tells_the_greatest():
    group = {letter: rank for rank, letter in enumerate("abcdefghijkl")}
    picture = plots.bars({"counts": group}, **text())
    assert "counts: l 11, k 10, j 9 come first." in picture.alt


def test_groups_of_bars_need_the_same_labels():
    with pytest.raises(ValueError, match="different labels"):
        plots.bars({"one": {"a": 1}, "two": {"b": 1}}, **text())


def test_series_differ_by_dash_and_by_marker():
    assert len(set(canvas.DASHES)) == len(set(canvas.MARKS)) == len(canvas.SHADES)


def test_names_stand_below_a_figure_whose_lines_leave_no_corner_free():
    assert named_below([np.arange(200) % 2, np.arange(200) % 3])


def test_names_stand_inside_a_figure_with_a_free_corner():
    assert not named_below([[3, 2, 1], [2, 1, 0]])


def test_labels_of_one_character_are_drawn_so_that_letters_differ():
    with canvas.axes_for("T") as (axes, _):
        axes.set_xticks(range(3), ["I", "l", "space"])
        canvas.tell_letters_apart(axes.get_xticklabels())
        families = [label.get_family()[0] for label in axes.get_xticklabels()]
    assert families == ["monospace", "monospace", "sans-serif"]


def named_below(series):
    with canvas.axes_for("T") as (axes, _):
        for place, values in enumerate(series):
            axes.plot(values, label=f"series {place}")
        canvas.name_series(axes)
    return bool(axes.figure.legends) and axes.get_legend() is None


def test_a_running_mean_averages_what_came_before():
    at, means = plots.running_mean([1.0, 2.0, 3.0, 4.0], 2)
    assert list(at) == [2, 3, 4]
    assert list(means) == [1.5, 2.5, 3.5]


def test_a_running_mean_keeps_at_most_200_points():
    at, means = plots.running_mean(np.ones(10_000), 100)
    assert len(at) == len(means) <= 200


def test_a_running_mean_of_too_little_is_empty():
    at, means = plots.running_mean([1.0], 2)
    assert len(at) == len(means) == 0


def test_a_short_logarithmic_range_is_told_in_numbers_and_not_in_powers():
    with canvas.axes_for("T") as (axes, _):
        axes.plot([0.5, 30])
        charts._make_logarithmic(axes)
        axes.figure.canvas.draw()
        told = [label.get_text() for label in axes.get_yticklabels(which="both")]
    assert {"1", "10", "20"} <= set(told)
    assert not any("^" in label for label in told)


def test_positions_that_double_have_the_powers_of_two_for_ticks():
    with canvas.axes_for("T") as (axes, _):
        axes.plot([1, 5, 9], [3, 2, 1])
        charts._count_in_doublings(axes, [np.array([1.0, 5.0]), np.array([9.0])])
        labels = [label.get_text() for label in axes.get_xticklabels()]
    assert labels == ["1", "2", "4", "8"]


def test_the_text_of_dots_tells_every_value():
    values = {"in order": 2.5, "shuffled": 2.53}
    drawn = plots.dots(values, title="", x="", alt="Dots.")
    assert drawn.alt == "Dots. in order 2.5, shuffled 2.53."


def test_no_dots_to_draw_are_an_error():
    with pytest.raises(ValueError, match="no dot"):
        plots.dots({}, title="", x="", alt="Dots.")
