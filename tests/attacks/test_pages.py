"""Pages made from submissions show what students wrote, and run none of it."""

from html.parser import HTMLParser
from pathlib import Path

import nbformat.v4 as v4
import nbgrader
import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from course.judging.exercises import Exercise
from course.judging.judge import Verdict
from course.judging.run import _outputs
from course.worker.sanitize_html import clean_html, sanitize_notebook
from utils.checking import Checks

TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions/formgrader/templates"
EVIL_HTML = [
    "<script>EVIL()</script>",
    "<img src=x onerror='EVIL()'>",
    "<img src='https://EVIL.invalid/who-looks'>",
    "<iframe srcdoc='<script>EVIL()</script>'></iframe>",
    "<a href='javascript:EVIL()'>x</a>",
    "<a href=' jav&#x61;script:EVIL()'>x</a>",
    "<a href='data:text/html,<script>EVIL()</script>'>x</a>",
    "<svg onload='EVIL()'></svg>",
    "<svg><script>EVIL()</script></svg>",
    "<math><mtext></p><script>EVIL()</script></math>",
    "<style>@import 'https://EVIL.invalid/'</style>",
    "<td style=\"background:url('https://EVIL.invalid/')\">x</td>",
    "<form action='https://EVIL.invalid'><input name=x></form>",
    "<base href='https://EVIL.invalid'>",
    "<meta http-equiv=refresh content='0;url=https://EVIL.invalid'>",
    "<link rel=stylesheet href='https://EVIL.invalid'>",
    "<object data='https://EVIL.invalid'></object><embed src='https://EVIL.invalid'>",
    "<b id=notebook class=score onclick='EVIL()'>10</b>",
    "<!--[if true]><script>EVIL()</script><![endif]-->",
    "<scr<script>ipt>EVIL()</scr</script>ipt>",
    "$\\href{javascript:EVIL()}{x}$",
    "$&#92;href{javascript:EVIL()}{x}$",
    "$\\style{background:url(https://EVIL.invalid)}{x}$",
    "[x](javascript:EVIL())",
    "[x][1]\n\n[1]: javascript:EVIL()",
    "[x](<javascript:EVIL()>) [x](\njavascript:EVIL()) [x](java&#115;cript:EVIL())",
    "<javascript:EVIL()>",
    "![x](https://EVIL.invalid/picture)",
    "!![x](https://EVIL.invalid/picture)",
    "$\\\\href{javascript:EVIL()}{x}$",
    "$\\h&#114;ef{javascript:EVIL()}{x}$ $&bsol;&#x00068r&#101f{javascript:EVIL()}{x}$",
    "x <\\style onload='EVIL()'>y <&#92;data onclick='EVIL()'>z",
]


class Danger(HTMLParser):
    """Collects what a page would run, load or send, if it is evil."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "style", "pre"):
            self._inside.append(tag)
        for name, value in attributes:
            text = value or ""
            link = (tag, name) == ("a", "href") and text.startswith("http")
            shown = link or name in ("alt", "title", "id")
            if "EVIL" in text and not shown and not text.startswith("data:image/"):
                self.found.append(f"{tag} {name}={text}")

    def handle_endtag(self, tag):
        if tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data):
        if "EVIL" in data and {"script", "style"} & set(self._inside):
            self.found.append(f"{self._inside}: {data}")
        if "pre" not in self._inside and ("\\href" in data or "\\style" in data):
            self.found.append(f"mathematics: {data}")


def submission(evil: str):
    """Return a notebook with evil content wherever a student can put it."""
    data = dict.fromkeys(
        ("application/javascript", "application/vnd.jupyter.widget-view+json"), evil
    )
    outputs = [
        v4.new_output("display_data", data={"text/html": evil}),
        v4.new_output("display_data", data={"text/markdown": evil}),
        v4.new_output("display_data", data={"text/latex": evil}),
        v4.new_output("display_data", data={"image/svg+xml": evil}),
        v4.new_output("display_data", data=data),
        v4.new_output(
            "display_data",
            data={"image/png": f'">{evil}'},
            metadata={"image/png": {"width": f"1 {evil} onload=EVIL()"}},
        ),
        v4.new_output("stream", text=evil),
        v4.new_output("error", ename=evil, evalue=evil, traceback=[evil]),
    ]
    cells = [
        v4.new_markdown_cell(evil),
        v4.new_raw_cell(evil, metadata={"raw_mimetype": "text/html"}),
        v4.new_code_cell(evil, outputs=outputs),
    ]
    nb = v4.new_notebook(cells=cells)
    nb.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"a": evil}}
    nb.metadata.title = evil
    return nb


def page(nb, template: str) -> str:
    c = Config()
    c.HTMLExporter.template_name = template
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
    css = TEMPLATES.parent / "static/node_modules/bootstrap/dist/css"
    c.HTMLExporter.extra_template_paths = [str(css)]
    told = {"notebook": "letters", "score": 0, "max_score": 0, "late_penalty": 0}
    resources = {"nbgrader": told, "base_url": "", "total": 1, "index": 0}
    return HTMLExporter(config=c).from_notebook_node(nb, resources=resources)[0]


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_a_page_of_a_submission_runs_and_loads_nothing_of_it(template: str):
    found = {}
    for evil in EVIL_HTML:
        nb = submission(evil)
        sanitize_notebook(nb, set())
        if danger := Danger(page(nb, template)).found:
            found[evil] = danger
    assert found == {}


def test_a_notebook_does_not_choose_who_highlights_its_code():
    nb = v4.new_notebook(cells=[v4.new_code_cell("(" * 9)])
    nb.metadata.language_info = {"name": "python", "pygments_lexer": "perl6"}
    nb.cells[0].metadata["magics_language"] = "perl6"
    sanitize_notebook(nb, set())
    assert nb.metadata.language_info == {"name": "python"}
    assert "magics_language" not in nb.cells[0].metadata


def test_without_it_a_page_does_so_that_these_tests_see_something():
    nb = v4.new_notebook(cells=[v4.new_markdown_cell("<script>EVIL()</script>")])
    assert Danger(page(nb, "feedback")).found


def test_the_table_of_a_verdict_stays_as_it_is():
    checks = Checks("one")
    checks.criterion("is < 2 & so on", points=1, hint="a <b> hint")(lambda: 1 / 0)
    verdict = Verdict(checks.judge(), "", 0.1)
    (output,) = _outputs(verdict, Exercise("one", "", 1.0))
    table = output.data["text/html"]
    assert clean_html(table).replace('"', "'").replace(";'", "'") == table


def test_a_page_is_soon_made_of_what_is_endless_to_read():
    anew = "".join(f"<b title={i}><p>x" for i in range(11_000))
    nb = v4.new_notebook(
        cells=[
            v4.new_markdown_cell("\\begin{a} " * 60_000),
            v4.new_markdown_cell("\\\\[ \\\\( " * 60_000),
            v4.new_markdown_cell("[" * 600_000),
            v4.new_code_cell(
                outputs=[v4.new_output("display_data", data={"text/html": anew})]
            ),
        ]
    )
    sanitize_notebook(nb, set())
    assert len(page(nb, "feedback")) < 10_000_000
    assert "too many elements" in nb.cells[-1].outputs[0].data["text/html"]
    assert "The rest is in the notebook" in nb.cells[0].source


def test_a_large_table_of_a_student_is_shown():
    row = "<tr>" + "<td><b>1</b></td>" * 10 + "</tr>"
    table = f"<table><tbody>{row * 10}</tbody></table>"
    assert clean_html(table) == table


def test_the_texts_of_the_lesson_stay_as_they_are():
    text = "<details><summary>a < b</summary>$\\href{x}{y}$</details>"
    nb = v4.new_notebook(cells=[v4.new_markdown_cell(text)])
    sanitize_notebook(nb, {text})
    assert nb.cells[0].source == text


def test_pictures_and_plain_tables_of_a_student_are_shown():
    for kind in ("png", "svg+xml"):
        picture = f'<img src="data:image/{kind};base64,AAAA" alt="loss">'
        assert clean_html(picture) == picture
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    assert clean_html(table) == table
