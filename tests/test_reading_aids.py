"""Contents, glossary, cheat sheet and addresses agree with the lessons they lead to."""

import re
from functools import cache
from pathlib import Path

import jupytext
import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SOURCES = sorted((ROOT / "source").glob("*/*.py"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
MATH = re.compile(r"\$([^$]+)\$")
# Shown there in parts or in words, or said of one lesson only.
NOT_TO_REMEMBER = {
    r"s\leftarrow": "the average that lesson 1 warns of",
    r"\frac{\partial\mathcalL}{\partiala": "its two terms stand in two rows",
    r"u_k\text{uniform": "words",
    r"H=\ln\,\text{perplexity}": "nats per character, spelled out",
    r"\text{bitspercharacter}=-": "bits, spelled out",
    r"\mathrm{recited}": "in words: a table has no room for its bars",
    r"\Gamma_f,\\Gamma_i,\\Gamma_o=\sigma(W_{\cdote}": "with embeddings for inputs",
    r"\tildec=\tanh(W_{ce}": "with embeddings for inputs",
}
each_lesson = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)


@cache
def prose(source: Path) -> str:
    """Return the markdown of a lesson."""
    cells = jupytext.read(source).cells
    return "\n\n".join(c.source for c in cells if c.cell_type == "markdown")


def anchors(source: Path) -> set[str]:
    """Return the anchors that Jupyter gives to a lesson's headings."""
    titles = re.findall(r"^#+ (.*)$", prose(source), re.MULTILINE)
    return {title.replace("`", "").replace(" ", "-") for title in titles}


def words() -> set[str]:
    """Return the anchors of the glossary's headings."""
    titles = re.findall(r"^#+ (.*)$", read("glossary"), re.MULTILINE)
    return {title.lower().replace(" ", "-") for title in titles}


def read(page: str) -> str:
    return (DOCS / f"{page}.md").read_text(encoding="utf-8")


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


@each_lesson
def test_the_contents_list_every_section(source):
    sections = re.findall(r"^## \d+\. (.*)$", prose(source), re.MULTILINE)
    listed = re.findall(r"^\d+\. \[(.*)\]\(#", prose(source), re.MULTILINE)
    assert listed == sections


@each_lesson
def test_links_within_a_lesson_lead_to_a_heading(source):
    own = [link[1:] for link in LINK.findall(prose(source)) if link.startswith("#")]
    assert own
    assert not set(own) - anchors(source)


@each_lesson
def test_words_of_a_lesson_are_in_the_glossary(source):
    used = re.findall(r"glossary\.md#([^)]*)\)", prose(source))
    assert used
    assert not set(used) - words()


def test_the_glossary_leads_to_sections_that_exist():
    links = [link for link in LINK.findall(read("glossary")) if ".ipynb#" in link]
    assert links
    for link in links:
        path, _, anchor = link.removeprefix("../release/").partition("#")
        source = (ROOT / "source" / path).with_suffix(".py")
        assert anchor in anchors(source), link


def test_formulas_of_the_cheat_sheet_stand_in_the_lessons():
    lessons = without_spaces("".join(map(prose, SOURCES)))
    formulas = MATH.findall(read("cheat_sheet"))
    assert len(formulas) > 60
    stripped = [without_spaces(one).rstrip(",") for one in formulas]
    assert [one for one in stripped if one not in lessons] == []


@each_lesson
def test_formulas_of_a_lesson_stand_on_the_cheat_sheet(source):
    sheet = without_spaces(read("cheat_sheet"))
    assert [one for one in displayed(source) if one not in sheet] == []


def displayed(source: Path) -> list[str]:
    """Return the formulas that a lesson sets off, without numbers and remarks."""
    found = re.findall(r"\$\$(.+?)\$\$", prose(source), re.DOTALL)
    parts = [part for one in found for part in re.split(r"\\qq?uad", one)]
    formulas = [without_spaces(part).rstrip(",") for part in parts]
    remarks = re.compile(r"\(\d\)|\\text\{each.*")
    return [
        one
        for one in formulas
        if not remarks.fullmatch(one) and not one.startswith(tuple(NOT_TO_REMEMBER))
    ]


@each_lesson
def test_addresses_of_a_lesson_are_among_the_papers(source):
    used = set(re.findall(r"https?://[^)\s]+", prose(source)))
    known = set(re.findall(r"<(https://[^>]+)>", read("papers")))
    assert used
    assert not used - known


def test_every_paper_is_named_in_a_lesson():
    lessons = "".join(map(prose, SOURCES))
    papers = re.findall(r"<(https://[^>]+)>", read("papers"))
    assert papers
    assert [address for address in papers if address not in lessons] == []


@each_lesson
def test_every_question_has_an_answer(source):
    asked = prose(source).split("### Questions to think about", 1)[1]
    asked = re.split(r"^### ", asked, flags=re.MULTILINE)[0]
    questions = re.split(r"^\d+\. ", asked, flags=re.MULTILINE)[1:]
    assert questions
    assert all("<summary>Answer</summary>" in question for question in questions)


@each_lesson
def test_a_quick_question_has_one_right_choice_and_a_reason_for_each(source):
    asked = prose(source).split("### Quick questions", 1)[1].split("\n### ", 1)[0]
    questions = re.split(r"^\*\*\([a-f]\)\*\* ", asked, flags=re.MULTILINE)[1:]
    assert 3 <= len(questions) <= 5
    for question in questions:
        reasons = re.findall(r"</summary>\n\n\*(Right|No)\.\* \S", question)
        assert len(reasons) == question.count("<details>") >= 3
        assert reasons.count("Right") == 1


@each_lesson
def test_what_is_folded_is_closed(source):
    assert prose(source).count("<details>") == prose(source).count("</details>")
