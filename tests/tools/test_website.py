"""What a lesson's page shows of a notebook that was run with answers."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

from course.authoring.lesson import Cell, Lesson

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "website.py"
LESSON = "01-dinosaurs/dinosaurs.ipynb"
ADDRESS = "https://github.com/somebody/course"
CELLS = [
    "print('shown')",
    "print('half'); raise NotImplementedError",
    "import sys; print('noise', file=sys.stderr)",
    "from IPython.display import display\n"
    "display({'text/html': '<b>still</b>',"
    " 'application/vnd.jupyter.widget-view+json': {'model_id': 'x'}}, raw=True)",
]


def loaded(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def website():
    return loaded(TOOL)


@pytest.fixture(scope="module")
def mathml():
    """Return a function for mathematics as on the pages, without white space."""
    module = loaded(ROOT / "tools" / "mathml.py")
    return lambda latex: "".join(module.mathml(latex, block=True).split())


@pytest.fixture(scope="module")
def outputs(website):
    """Return the outputs of the cells, after a run."""
    cells = [Cell("code", source, {}, 1, k) for k, source in enumerate(CELLS)]
    lesson = Lesson("source/01-a/a.py", "01-a", "a", cells)
    return list(website.outputs_of(lesson).values())


def test_what_a_cell_prints_is_shown(outputs):
    assert outputs[0][0].text == "shown\n"


def test_a_cell_that_fails_shows_nothing(outputs):
    assert outputs[1] == []


def test_a_cell_that_fails_is_told(website, capfd):
    failing = Cell("code", "1 / 0", {}, 1, 7)
    website.outputs_of(Lesson("source/01-a/a.py", "01-a", "a", [failing]))
    told = "source/01-a/a.py: cell code-007 fails, and shows nothing"
    assert told in capfd.readouterr().out


def test_noise_is_not_shown(outputs):
    assert outputs[2] == []


def test_a_widget_is_shown_by_its_still_picture(outputs):
    assert outputs[3][0].data == {"text/html": "<b>still</b>"}


def test_what_is_printed_around_noise_is_one_piece(website):
    told = [("stdout", "once, "), ("stderr", "noise"), ("stdout", "twice")]
    given = [nbformat.v4.new_output("stream", name=n, text=text) for n, text in told]
    assert [output.text for output in website.shown(given)] == ["once, twice"]


def test_the_home_page_has_the_leaderboard(website):
    page = (website.ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert page.count(website.BOARD) == 1
    assert ">transformer</th><td>2.40</td>" in website.leaderboard()


def test_a_coloured_table_gets_the_colour_of_the_page(website):
    html = '<span style="color: #00d7ff; text-decoration-color: #00d7ff">None</span>'
    (output,) = website.shown(
        [nbformat.v4.new_output("display_data", {"text/html": html})]
    )
    assert output.data["text/html"] == '<span style="">None</span>'


def released_cell(source: str, **marks: object):
    return nbformat.v4.new_code_cell(source, metadata={"nbgrader": marks})


def test_an_answer_is_shown_as_released_without_its_output(website):
    answer = released_cell("def clip(): ...", solution=True, grade_id="clip")
    later = nbformat.v4.new_code_cell("plots.lines({})")
    page = nbformat.v4.new_notebook(cells=[answer, later])
    said = [nbformat.v4.new_output("stream", text="said")]
    website.take_outputs(page, {answer.id: said, later.id: said})
    assert (answer.source, answer.outputs) == ("def clip(): ...", [])
    assert later.outputs == said


@pytest.mark.parametrize(
    "marks", [{"grade": True}, {"grade": False, "grade_id": "practice_clip"}]
)
def test_a_check_shows_no_verdict_since_no_answer_is_shown(website, marks):
    check = released_cell("checks.run(clip)", **marks)
    check.outputs = [nbformat.v4.new_output("stream", text="clip: 3 of 3 checks")]
    website.fold_code(nbformat.v4.new_notebook(cells=[check]))
    assert check.outputs == []


def test_code_that_jupyter_folds_is_folded_and_keeps_its_figure(website):
    hidden = {"jupyter": {"source_hidden": True}}
    cell = nbformat.v4.new_code_cell("plots.lines({})", metadata=hidden)
    cell.outputs = [nbformat.v4.new_output("stream", text="a figure")]
    website.fold_code(nbformat.v4.new_notebook(cells=[cell]))
    assert cell.metadata.tags == ["hide-input"]
    assert cell.outputs


@pytest.mark.parametrize(
    ("link", "on_the_site"),
    [
        ("[x](#1.3-Surprise:-nats)", "[x](#13-surprise-nats)"),
        (
            "[x](../release/01-dinosaurs/dinosaurs.ipynb#1.1-The-data)",
            "[x](lessons/01-dinosaurs/dinosaurs.ipynb#11-the-data)",
        ),
        (
            "[x](../../docs/glossary.md#held-out-text)",
            "[x](../../glossary.md#held-out-text)",
        ),
        ("[x](../02-shakespeare/shakespeare.ipynb)",) * 2,
        ("[x](https://doi.org/10.1109/72.279181)",) * 2,
    ],
)
def test_a_link_leads_to_where_its_target_is_on_the_site(website, link, on_the_site):
    assert website.relinked(link) == on_the_site


@pytest.mark.parametrize(
    "link",
    [
        "https://colab.research.google.com/github/somebody/course/blob/HEAD/release/",
        "https://mybinder.org/v2/gh/somebody/course/HEAD?labpath=release/",
    ],
)
def test_a_public_course_can_be_launched_from_a_lesson(website, link):
    assert f"({link}{LESSON})" in website.introduction(LESSON, ADDRESS).source


def test_where_no_address_is_known_nothing_is_launched(website):
    assert "https://" not in website.introduction(LESSON, "").source


class TestMathematics:
    def test_an_index_stands_beside_a_letter_with_an_accent(self, mathml):
        assert "</mover><mi>k</mi></msub>" in mathml(r"\hat y_k")

    @pytest.mark.parametrize("latex", [r"\Big[\bigcup_k x_k\Big]", r"\Big|x\Big|"])
    def test_a_large_bracket_is_larger_than_a_letter(self, mathml, latex):
        assert mathml(latex).count('minsize="1.623em"') == 2

    def test_what_is_said_of_a_brace_stands_below_its_line(self, mathml):
        shown = mathml(r"\underbrace{a + b}_{\text{own}}")
        assert 'class="braced"' in shown and "<mtext>own</mtext></munder>" in shown

    def test_a_logarithm_is_set_apart_from_its_argument(self, mathml):
        assert "mspace" in mathml(r"\ln V") and "mspace" in mathml(r"\log_2 V")
        assert "mspace" not in mathml(r"\ln (V)")

    def test_the_arg_max_has_no_star(self, mathml):
        assert "*" not in mathml(r"\operatorname*{arg\,max}_k x")
