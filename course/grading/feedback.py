"""The exporter of the feedback pages: nbconvert's, in a third of its time.

nbconvert compiles its templates anew for every page, and reads and writes each page
once more, with all of its pictures, to mark what has no description. Here the templates
are compiled once a process, and what has no description is found in the text.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode

NO_ALT = re.compile(r"<img(?![^>]*\salt=)")
ALT = '<img alt="a picture that the code showed, without a description"'


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
        _, resources = super().from_notebook_node(nb, resources, **kw)
        return NO_ALT.sub(ALT, self.page), resources

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.bytecode_cache = _compiled
        return environment
