"""The pages are the same as nbconvert's, made faster."""

import base64
import re

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course.worker.feedback import ALT, FeedbackExporter, Pieces

PNG = base64.b64encode(b"not really a picture").decode()


@pytest.fixture
def notebook() -> NotebookNode:
    picture = new_output("display_data", {"image/png": PNG})
    text = new_markdown_cell("Größe: <img alt='described' src='x'> & *more*")
    code = new_code_cell("1 < 2", outputs=[picture])
    other = new_code_cell("1 < 2", metadata={"magics_language": "html"})
    return new_notebook(cells=[text, code, other])


def test_a_page_says_what_that_of_nbconvert_says(notebook):
    ours, theirs = (
        BeautifulSoup(exporter().from_notebook_node(notebook)[0], "html.parser")
        for exporter in (FeedbackExporter, HTMLExporter)
    )
    assert ours.body.get_text() == theirs.body.get_text()


def test_what_folds_has_a_triangle_whatever_the_style_of_the_page(notebook):
    page = FeedbackExporter().from_notebook_node(notebook)[0]
    assert "summary { display: list-item;" in page.partition("</head>")[0]


def test_the_list_at_the_top_names_exercises():
    listed = '<a href="#test_clip">Test cell</a>'
    page = FeedbackExporter().from_notebook_node(
        new_notebook(cells=[new_markdown_cell(listed)])
    )[0]
    assert '<a href="#test_clip">clip</a>' in page


def test_a_link_to_what_is_not_beside_the_page_is_its_words():
    text = "a [gate](../../docs/glossary.md#gate), [below](#below), [a](https://b.c/d)"
    page = FeedbackExporter().from_notebook_node(
        new_notebook(cells=[new_markdown_cell(text)])
    )[0]
    assert "a gate, " in page
    assert '<a href="#below">' in page and '<a href="https://b.c/d">' in page


def test_a_page_says_in_which_language_it_is(notebook):
    assert '<html lang="en">' in FeedbackExporter().from_notebook_node(notebook)[0]


def test_a_page_without_a_network_says_why_formulas_are_latex(notebook):
    page = FeedbackExporter().from_notebook_node(notebook)[0]
    script = BeautifulSoup(page, "html.parser").find(
        "script", src=re.compile("mathjax")
    )
    assert script.has_attr("defer")  # or a slow network holds up the page
    assert "classList.add('no-mathjax')" in script["onerror"]
    assert ".no-mathjax body::before" in page and "written, in LaTeX" in page


def test_a_picture_without_a_description_gets_one(notebook):
    page = FeedbackExporter().from_notebook_node(notebook)[0]
    assert page.count(ALT) == 1 and page.count("described") == 1


@pytest.mark.parametrize("mark", ["\u202e", "\u2067", "\x1b[2J", "\0", "\x08"])
def test_no_character_of_a_student_is_obeyed_by_who_reads_a_page(mark):
    code = new_code_cell(f"pay({mark}x)", outputs=[new_output("stream", text=mark)])
    page = FeedbackExporter().from_notebook_node(new_notebook(cells=[code]))[0]
    assert mark[0] not in page and "pay" in page


@pytest.mark.parametrize("accent", ["\u0301", "&#769;", "&#x301;", "&DownBreve;"])
def test_accents_do_not_pile_up_over_other_lines(accent):
    shown = new_output("display_data", {"text/html": f"x{accent * 500}y"})
    cells = [new_markdown_cell(f"x{accent * 500}y"), new_code_cell("", outputs=[shown])]
    page = FeedbackExporter().from_notebook_node(new_notebook(cells=cells))[0]
    assert page.count(accent) + page.count("\u0301") + page.count("\u0311") <= 4 * 6


def test_letters_with_accents_and_other_scripts_stay_as_they_are():
    text = "Größe Đẹp u\u0308 ไม่ได้ที่นี่ हिन्दी 中文中文中文中文 😀😀😀😀😀😀😀😀"
    cells = [new_markdown_cell(text)]
    assert text in FeedbackExporter().from_notebook_node(new_notebook(cells=cells))[0]


def test_templates_are_compiled_once(notebook, monkeypatch):
    FeedbackExporter().from_notebook_node(notebook)
    monkeypatch.delattr("jinja2.environment.Environment._compile")
    FeedbackExporter().from_notebook_node(notebook)


def test_a_page_is_the_same_when_its_cells_are_known(notebook):
    first, second = (
        FeedbackExporter().from_notebook_node(notebook)[0] for _ in range(2)
    )
    theirs = HTMLExporter().from_notebook_node(notebook)[0]
    assert first == second
    marked = [
        [str(tag) for tag in BeautifulSoup(page, "html.parser").select(".highlight")]
        for page in (first, theirs)
    ]
    assert marked[0] == marked[1] and len(marked[0]) == 2


def test_a_text_with_attachments_is_made_anew():
    def page(picture: str) -> str:
        text = new_markdown_cell("![x](attachment:x.png)")
        text.attachments = {"x.png": {"image/png": picture}}
        nb = new_notebook(cells=[text])
        return FeedbackExporter().from_notebook_node(nb)[0]

    assert "QUJD" in page("QUJD")
    assert "WFla" in page("WFla")


def test_pieces_are_made_once_and_let_go_when_they_are_too_many():
    pieces, made = Pieces(most=10), []

    def make(text: str) -> str:
        made.append(text)
        return text

    for text in ("aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"):
        assert pieces.get(text, lambda text=text: make(text)) == text
    assert made == ["aaaa", "bbbb", "cccc", "bbbb"]
