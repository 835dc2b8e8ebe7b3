"""Figures get their numbers by the build, and a slip in them is refused."""

import pytest

from course.authoring.figures import numbered, problems

DRAWN = ("code", "x = 1\nplots.lines(\n    x,\n)")
CAPTION = ("markdown", "**Figure {loss}.** The loss falls.\n\nSee Figure {loss}.")
OTHER = ("markdown", "**Figure {bits}.** Bits.\n\nAs in Figures {loss} and {bits}.")


def messages(*cells) -> list[str]:
    return [message for _, _, message in problems(cells)]


def test_names_become_numbers_in_the_order_of_the_captions():
    sources = numbered([("markdown", "Figure\n{bits}, later"), DRAWN, CAPTION, OTHER])
    assert sources[0] == "Figure\n2, later"
    assert sources[2].startswith("**Figure 1.** The loss")
    assert sources[3].endswith("Figures 1 and 2.")


def test_code_and_other_braces_stay():
    cells = [("code", "f'Figure {loss}'"), ("markdown", r"$W_{ax}$, {loss}")]
    assert numbered([*cells, CAPTION])[:2] == [source for _, source in cells]


def test_figures_with_captions_have_no_problem():
    assert messages(DRAWN, CAPTION, ("code", "diagrams.gru()"), OTHER) == []


def test_a_lesson_without_captions_is_left_alone():
    assert messages(DRAWN, ("markdown", "It falls.")) == []


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([DRAWN, CAPTION, DRAWN], "a figure without a caption in the cell below it"),
        ([DRAWN, CAPTION, DRAWN, ("markdown", "So.")], "a figure without a caption"),
        ([CAPTION], "the caption of {loss} is not right below its figure"),
        ([DRAWN, ("markdown", "So.\n\n" + CAPTION[1])], "not right below its figure"),
        ([DRAWN, CAPTION, DRAWN, CAPTION], "another figure has the name {loss}"),
        ([DRAWN, CAPTION, ("markdown", "Figure {x}")], "no figure has the name {x}"),
        ([DRAWN, (CAPTION[0], CAPTION[1][:34])], "no sentence refers to the figure"),
    ],
)
def test_a_slip_is_told(cells, message):
    assert any(message in told for told in messages(*cells))


def test_a_slip_is_told_with_its_place():
    prose = ("markdown", "One.\n\nSee Figure {gone}.")
    assert list(problems([prose])) == [(0, 3, "no figure has the name {gone}")]


@pytest.mark.parametrize(
    "source",
    ["plots.running_mean(x)", "picture = plots.bars(x)", "import plots", "x = 1"],
)
def test_what_shows_no_figure_needs_no_caption(source):
    assert messages(DRAWN, CAPTION, ("code", source)) == []
