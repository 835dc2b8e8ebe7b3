"""The exporter of the feedback pages: nbconvert's, made faster.

nbconvert compiles its templates for every page. Then it parses and rewrites the page,
pictures included, to mark pictures without a description. Here the templates are
compiled once per process, and such pictures are found in the text. Most cells are the
same on every page of a class, so their HTML is made once. Hidden tests, which nbgrader
shows in the source of a test cell, are left out. The list at the top names exercises,
and what folds looks like it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.utils import is_grade, is_solution

from course.worker.changes import changes_since
from course.worker.late_policies import late_in_gradebook, late_rule
from course.worker.recorded import receipt_in
from course.worker.repair import handed_out
from course.worker.submissions.wellformed import visible

NO_ALT = re.compile(r"<img(?![^>]*\salt=)")
ALT = '<img alt="a picture that the code showed, without a description"'
RECEIPT = (
    "Graded from the file with this SHA-256: the receipt of "
    "`python -m utils.submit_check` shows the same for what you handed in.\n\n`{}`"
)
# Accents and the like, of which browsers draw many over the lines above and below.
MARKS = ("Mn", "Me")
MAX_MARKS = 6  # in a row: no script has as many on one letter
# Seven characters, told in any way, that are not of the commonest.
UNUSUAL = re.compile(r"(?:[^\x00-\u02ff]|&#?\w{1,32};){7,}")
CHARACTER = re.compile(r"&#?\w{1,32};|.")
# Links from lesson to lesson and to docs/, neither of which is beside this page.
ELSEWHERE = re.compile(r'<a href="(?!https?:|mailto:|#)[^"]*">(.*?)</a>', re.S)
# An exercise in the list at the top, where nbgrader has the same words for all.
LISTED = re.compile(r'<a href="#test_(\w+)">Test cell</a>')
# nbgrader's page waits for MathJax before it shows anything, and without a network says
# nothing of why formulas look as they do.
MATHJAX = re.compile(r'<script src="(https?://[^"]*mathjax[^"]*)">', re.I)
LOADED_LATER = (
    r'<script defer src="\1" '
    r"""onerror="document.documentElement.classList.add('no-mathjax')">"""
)
# nbgrader's style hides the triangle of what folds, always shows the sign of a link to
# a heading, sets tables without gaps, and lets wide tables and long words widen a page
# beyond a phone's screen. There it also lets the score fall out of its blue bar, onto
# the code, and spends a third of the width on three frames.
STYLE = """<style>
summary { display: list-item; cursor: pointer; }
.anchor-link { visibility: hidden; }
:hover > .anchor-link { visibility: visible; }
.rendered_html table { margin-bottom: 1em; display: block; overflow-x: auto; }
.output_html tr + tr { border-top: 1px solid #ddd; }
.rendered_html img { max-width: 100%; }
.text_cell_render td, .text_cell_render th { padding: 0.2em 0.7em; }
code { overflow-wrap: break-word; }
a { color: #23527c; text-decoration: underline; }
caption { color: #595959; }
div.input_area, .input_area pre { background: white; }
details { margin-bottom: 0.5em; }
div.nbgrader_cell .panel-heading { height: auto; overflow: auto; }
div.nbgrader_cell .panel-heading a { color: inherit; text-decoration: underline; }
.no-mathjax body::before {
  content: "MathJax, which draws the formulas, could not be loaded from the network: "
    "they stand here as they are written, in LaTeX.";
  display: block; max-width: 60em; margin: 0 auto; padding: 0.5em 1em; }
@media (min-width: 46em) { .output_area pre { white-space: pre-wrap; } }
@media (max-width: 46em) {
  .container, #notebook, #notebook-container { margin: 0; padding: 0; border: 0; }
  .container { box-shadow: none; }
  .text_cell_render { padding: 0.5em 0; }
  .panel-body { padding: 0.4em; }
  .rendered_html h1 { font-size: 2em; }
  .highlight pre, .output_area pre { font-size: 0.85em; }
}
</style>
</head>"""
MAX_KEPT = 16 * 2**20  # characters of HTML


class _Compiled(BytecodeCache):
    """Compiled templates in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


class Pieces:
    """A least-recently-used cache of HTML, of at most `most` characters."""

    def __init__(self, most: int = MAX_KEPT) -> None:
        self._kept: OrderedDict[Hashable, str] = OrderedDict()
        self._most = most
        self._size = 0

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """Return the HTML for `key`; make it if it is not cached."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = self._kept[key] = make()
        self._size += len(made)
        while self._size > self._most:
            self._size -= len(self._kept.popitem(last=False)[1])
        return made


_pieces = Pieces()


class _Highlight(Highlight2HTML):
    """Highlight each piece of code once."""

    def __call__(
        self,
        source: str,
        language: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> str:
        named = (self.pygments_lexer, language, (metadata or {}).get("magics_language"))
        key = ("code", source, repr(named), repr(self.extra_formatter_options))
        make = super().__call__
        return _pieces.get(key, lambda: str(make(source, language, metadata)))


class _Rendered(TemplateExporter):
    """Keep the page back, so that HTMLExporter has nothing to parse."""

    page = ""

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        self.page, resources = super().from_notebook_node(nb, resources, **kw)
        return "", resources


class FeedbackExporter(HTMLExporter, _Rendered):
    """Make the page of a graded notebook."""

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page as text, and nbconvert's resources."""
        nb = self._with_notes(self._without_hidden_tests(nb), resources or {})
        if receipt := receipt_in(nb):
            note = new_markdown_cell(RECEIPT.format(receipt))
            nb = NotebookNode(nb, cells=[*nb.cells, note])
        known = nb.metadata.get("language_info", {})
        lexer = known.get("pygments_lexer", known.get("name"))
        self.filters["highlight_code"] = _Highlight(pygments_lexer=lexer, parent=self)
        _, resources = super().from_notebook_node(nb, resources, **kw)
        page = self.page.replace("</head>", STYLE, 1)
        page = ELSEWHERE.sub(r"\1", page.replace("<html>", '<html lang="en">', 1))
        page = MATHJAX.sub(LOADED_LATER, page, count=1)
        page = LISTED.sub(r'<a href="#test_\1">\1</a>', page)
        page = UNUSUAL.sub(_with_few_marks, NO_ALT.sub(ALT, page))
        return visible(page), resources

    def _with_notes(
        self, nb: NotebookNode, resources: Mapping[str, Any]
    ) -> NotebookNode:
        """Return the notebook with what is to be said first.

        That is how late it is, and what has changed since an earlier hand-in.
        """
        where = resources.get("nbgrader", {})
        late = late_in_gradebook(where, late_rule(self.config)) if where else ""
        notes = [note for note in (late, changes_since(nb, resources)) if note]
        cells = [*map(new_markdown_cell, notes), *nb.cells]
        return NotebookNode(nb, cells=cells)

    def _without_hidden_tests(self, nb: NotebookNode) -> NotebookNode:
        """Return the notebook with the text of test cells as students got it."""
        shown = NotebookNode(nb)
        shown.cells = [
            NotebookNode(cell, source=handed_out(cell.source, self.config))
            if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)
            else cell
            for cell in nb.cells
        ]
        return shown

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """Return the HTML of a text; cache it if it depends on the text alone."""
        make = super().markdown2html
        if context.get("cell", {}).get("attachments") or self.embed_images:
            return str(make(context, source))
        key = ("text", source, self.anchor_link_text, repr(self.exclude_anchor_links))
        return _pieces.get(key, lambda: str(make(context, source)))

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.bytecode_cache = _compiled
        return environment


def _with_few_marks(found: re.Match[str]) -> str:
    """Return a run of characters with at most MAX_MARKS accents in a row."""
    kept, marks = [], 0
    for told in CHARACTER.findall(found[0]):
        is_mark = unicodedata.category(html.unescape(told)[:1] or " ") in MARKS
        marks = marks + 1 if is_mark else 0
        if marks <= MAX_MARKS:
            kept.append(told)
    return "".join(kept)
