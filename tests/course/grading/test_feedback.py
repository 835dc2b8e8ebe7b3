"""The pages are nbconvert's, made faster."""

import base64

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course.grading.feedback import ALT, FeedbackExporter

PNG = base64.b64encode(b"not really a picture").decode()


@pytest.fixture
def notebook() -> NotebookNode:
    picture = new_output("display_data", {"image/png": PNG})
    text = new_markdown_cell("Größe: <img alt='described' src='x'> & *more*")
    return new_notebook(cells=[text, new_code_cell("1 < 2", outputs=[picture])])


def test_a_page_says_what_that_of_nbconvert_says(notebook):
    ours, theirs = (
        BeautifulSoup(exporter().from_notebook_node(notebook)[0], "html.parser")
        for exporter in (FeedbackExporter, HTMLExporter)
    )
    assert ours.body.get_text() == theirs.body.get_text()


def test_a_picture_without_a_description_gets_one(notebook):
    page = FeedbackExporter().from_notebook_node(notebook)[0]
    assert page.count(ALT) == 1 and page.count("described") == 1


def test_templates_are_compiled_once(notebook, monkeypatch):
    FeedbackExporter().from_notebook_node(notebook)
    monkeypatch.delattr("jinja2.environment.Environment._compile")
    FeedbackExporter().from_notebook_node(notebook)
