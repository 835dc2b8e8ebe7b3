"""The text of a cell as students got it: without hidden tests and mark schemes."""

from __future__ import annotations

from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from traitlets.config import Config


def handed_out(source: str, config: Config | None = None) -> str:
    """Return the text of a cell in the release, from its text in the gradebook.

    nbgrader removes hidden tests and mark schemes, by the marks that `config` sets.
    """
    cell = new_code_cell(source)
    for kind, remove in (
        (ClearHiddenTests, "_remove_hidden_test_region"),
        (ClearMarkScheme, "_remove_mark_scheme_region"),
    ):
        try:
            getattr(kind(config=config or Config()), remove)(cell)
        except RuntimeError:  # a region without an end: nbgrader releases no such cell
            return source
    return str(cell.source)
