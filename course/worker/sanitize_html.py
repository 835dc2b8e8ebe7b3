"""SanitizeHtml: makes a student's texts and outputs safe to look at.

nbgrader copies cells and outputs unchanged into the pages of the formgrader and of the
feedback. The formgrader's pages run with the rights of an instructor. So everything
that a browser would run, load or send is removed from the autograded notebook. The
files in submitted/ stay as they are, and no score depends on this.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from course.judging.cells import METADATA_KEY
from course.worker.repair import NOTE
from course.worker.repair.released import released_notebook

AS_THEY_ARE = ("text/plain", "image/png", "image/jpeg", "image/svg+xml")
LEXERS = ("python", "python3", "ipython", "ipython3")
TAGS = (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em h1 h2"
    " h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub"
    " summary sup table tbody td tfoot th thead tr tt u ul var"
)
PLAIN_ATTRIBUTES = ("alt", "align", "colspan", "rowspan", "scope", "style", "title")
# In an <img>, a browser runs and loads nothing of an SVG.
PICTURE = re.compile(r"data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=\s]*\Z")
STYLES = (
    "background-color border border-bottom border-collapse border-top color font-family"
    " font-size font-style font-weight margin padding text-align text-decoration"
    " vertical-align white-space width"
)
# No element may cover its neighbours: each stays in its place (no negative or computed
# lengths), and none is lower than its content (no height).
MAX_LENGTH = 2_000  # of each unit
LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:px|r?em|ex|ch|pt|%)?", re.I)
PLACED = ("margin", "padding", "width", "border", "font-size")  # set by lengths
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|#[0-9a-f]{3,8}", re.I)
START_OF_TAG = re.compile(r"<(?=[A-Za-z/!?])")
OTHER_LINK = re.compile(r"\]\((?!https?://|#)")
# MathJax turns these into links, and into elements with any attribute.
BACKSLASHES = re.compile(r"(?:\\|&(?:#0*+92|#x0*+5c|bsol);?)++", re.I)
LINK_IN_MATH = re.compile(
    r"href|url|style|class|cssId|data|require|mmlToken|bbox", re.I
)
# A page shows an entity as a letter before MathJax reads it.
WORD_IN_MATH = re.compile(r"(?:[A-Za-z]|&#?\w++;?){1,8}")
PICTURE_IN_TEXT = re.compile(r"!+\[")
# A parser that looks for an end after each of many starts is slow, and not all of these
# parsers are ours. No learner writes texts as long as these.
MAX_TEXT = 20_000  # characters of a cell
MAX_TEXTS = 200_000  # of all cells together
CUT = "\n\n(The rest is in the notebook that was handed in.)"
OPENING = re.compile(r"\\(?=begin\{|\\[(\[])")
MAX_OPENINGS = 100
# Browsers reopen these in every block, and so does the cleaner.
REOPENED = re.compile(
    r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.I
)
MAX_REOPENED = 200_000  # times the number of tags
MAX_TAGS = 20_000
TOO_MUCH = "(HTML with too many elements is not shown here)"


class SanitizeHtml(NbGraderPreprocessor):
    """Remove from a graded notebook what a browser would run, load or send."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        where = resources["nbgrader"]
        course = CourseDirectory(config=self.config)
        folder = course.format_path(course.release_directory, ".", where["assignment"])
        release = released_notebook(
            where["db_url"], where["assignment"], where["notebook"], Path(folder)
        )
        sanitize_notebook(nb, {cell.source for cell in release.cells})
        return nb, resources


def sanitize_notebook(nb: NotebookNode, our_texts: set[str]) -> None:
    """Make the texts and outputs of `nb` safe to show; `our_texts` already are."""
    for name in ("widgets", "title"):
        nb.metadata.pop(name, None)
    language = nb.metadata.get("language_info", {})
    if language.get("pygments_lexer") not in LEXERS:
        language.pop("pygments_lexer", None)  # some are slow, and it becomes a class
    left = MAX_TEXTS

    def shown(text: str) -> str:
        nonlocal left
        kept = text[: min(left, MAX_TEXT)]
        left -= len(kept)
        return _text(kept) + (CUT if len(kept) < len(text) else "")

    for cell in nb.cells:
        cell.metadata.pop("magics_language", None)
        if cell.cell_type == "code":
            cell.outputs = [_output(output, shown) for output in cell.outputs]
        elif cell.source not in our_texts and not _is_log(cell):
            cell.source = shown(cell.source)
            cell.pop("attachments", None)


def clean_html(text: str) -> str:
    """Return HTML with only those elements, attributes and styles that are harmless."""
    tags = text.count("<")
    if tags > MAX_TAGS or tags * len(REOPENED.findall(text)) > MAX_REOPENED:
        return TOO_MUCH
    cleaner = Cleaner(
        tags=frozenset(TAGS.split()),
        attributes=_is_plain,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        css_sanitizer=InPlace(allowed_css_properties=STYLES.split()),
    )
    return _without_links_in_math(cleaner.clean(text))


class InPlace(CSSSanitizer):
    """Keep only styles that leave an element in its place on the page."""

    def sanitize_css(self, style: str) -> str:
        parts = [part.strip() for part in super().sanitize_css(style).split(";")]
        return " ".join(f"{part};" for part in parts if _stays_in_place(part))


def _stays_in_place(declaration: str) -> bool:
    name, _, value = (part.strip().lower() for part in declaration.partition(":"))
    words = value.removesuffix("!important").split()
    if name == "vertical-align":
        return all(map(WORD.fullmatch, words))  # a length moves it up or down
    if name.startswith(PLACED):
        return all(WORD.fullmatch(word) or _is_length(word) for word in words)
    return bool(name)


def _is_length(word: str) -> bool:
    """Return whether this is a length that takes room, but not too much."""
    found = LENGTH.fullmatch(word)
    return found is not None and float(found[1]) <= MAX_LENGTH


def _output(output: NotebookNode, shown: Callable[[str], str]) -> NotebookNode:
    if "data" not in output:
        return output
    data = {}
    for kind, value in output.data.items():
        if not isinstance(value, str):
            continue
        if kind in AS_THEY_ARE:
            data[kind] = value
        elif kind == "text/html":
            data[kind] = clean_html(value)
        elif kind == "text/markdown":
            data[kind] = shown(value)
    output.data = NotebookNode(data or {"text/plain": "(not shown here)"})
    kept = {kind: _measures(output.metadata.get(kind)) for kind in data}
    if METADATA_KEY in output.metadata:
        kept[METADATA_KEY] = output.metadata[METADATA_KEY]
    output.metadata = NotebookNode(kept)
    return output


def _measures(given: object) -> dict[str, object]:
    """Return a picture's size and description; nbconvert does not quote sizes."""
    if not isinstance(given, dict):
        return {}
    numbers = {
        name: given[name]
        for name in ("width", "height")
        if type(given.get(name)) is int and 0 < given[name] <= 2 * MAX_LENGTH
    }
    return numbers | (
        {"alt": given["alt"]} if isinstance(given.get("alt"), str) else {}
    )


def _text(source: str) -> str:
    """Return Markdown without HTML and pictures, and with plain web links only.

    Backslashes go first: what is taken out must not bring anything else together.
    """
    text = _without_links_in_math(source)
    text = PICTURE_IN_TEXT.sub("[", START_OF_TAG.sub("&lt;", text))
    text = text.replace("]:", "] :")
    if len(OPENING.findall(text)) > MAX_OPENINGS:
        text = OPENING.sub(r"\\ ", text)
    return OTHER_LINK.sub("] (", text)


def _without_links_in_math(text: str) -> str:
    """Remove the backslash from every word that makes a link in mathematics."""

    def kept(found: re.Match[str]) -> str:
        word = WORD_IN_MATH.match(text, found.end())
        is_link = word and LINK_IN_MATH.match(html.unescape(word[0]))
        return "" if is_link else found[0]

    return BACKSLASHES.sub(kept, text)


def _is_plain(tag: str, name: str, value: str) -> bool:
    if (tag, name) == ("img", "src"):
        return bool(PICTURE.match(value))  # a picture elsewhere reports who looks at it
    if (tag, name) == ("a", "href"):
        return value.startswith(("https://", "http://", "#"))
    return name in PLAIN_ATTRIBUTES


def _is_log(cell: NotebookNode) -> bool:
    return cell.metadata.get(METADATA_KEY) == NOTE
