"""The exporter of the feedback pages: nbconvert's, in a fraction of its time.

nbconvert compiles its templates anew for every page, and reads and writes each page
once more, with all of its pictures, to mark what has no description. Here the templates
are compiled once a process, and what has no description is found in the text. And most
cells are the same on every page of a class: their HTML is made once.
"""

from __future__ import annotations

import re
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

NO_ALT = re.compile(r"<img(?![^>]*\salt=)")
ALT = '<img alt="a picture that the code showed, without a description"'
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
    """HTML by what it was made of, up to `most` characters; unused ones go first."""

    def __init__(self, most: int = MAX_KEPT) -> None:
        self._kept: OrderedDict[Hashable, str] = OrderedDict()
        self._most = most
        self._size = 0

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """What was made for `key`; made now where nothing is kept."""
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
    """Highlights a piece of code once."""

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
    """Keeps its page to itself, so that HTMLExporter has none to parse."""

    page = ""

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        self.page, resources = super().from_notebook_node(nb, resources, **kw)
        return "", resources


class FeedbackExporter(HTMLExporter, _Rendered):
    """Makes the page of a graded notebook."""

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page as text, and nbconvert's resources."""
        known = nb.metadata.get("language_info", {})
        lexer = known.get("pygments_lexer", known.get("name"))
        self.filters["highlight_code"] = _Highlight(pygments_lexer=lexer, parent=self)
        _, resources = super().from_notebook_node(nb, resources, **kw)
        return NO_ALT.sub(ALT, self.page), resources

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """The HTML of a text, made once where the text is all that it depends on."""
        make = super().markdown2html
        if context.get("cell", {}).get("attachments") or self.embed_images:
            return str(make(context, source))
        key = ("text", source, self.anchor_link_text, repr(self.exclude_anchor_links))
        return _pieces.get(key, lambda: str(make(context, source)))

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.bytecode_cache = _compiled
        return environment
