"""Ask for a line of text in a notebook, and show what a function prints for it.

Where nobody can type, in an exported page, while a notebook is graded or validated, and
without ipywidgets, a line says which call does the same.
"""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

from utils.graded import is_graded


@dataclass(frozen=True)
class TextBox:
    """A field for one line, a button, and what `write(line)` prints."""

    write: Callable[[str], None]
    label: str
    instead: str  # the call that does the same

    def printed(self, line: str) -> str:
        """Return what the function prints for a line; of an error, its message."""
        out = io.StringIO()
        try:
            with redirect_stdout(out):
                self.write(line)
        except ValueError as error:
            print(error, file=out)
        return out.getvalue()

    def controls(self) -> Any:
        """Return the field, the button and the answer.

        Raises ImportError without ipywidgets.
        """
        import ipywidgets as widgets

        field = widgets.Text(
            description=self.label,
            continuous_update=False,
            layout={"width": "40em"},
            style={"description_width": "initial"},
        )
        button = widgets.Button(description="Write")
        answer = widgets.HTML()

        def show(_: object) -> None:
            said = html.escape(self.printed(field.value))
            answer.value = f"<pre style='white-space:pre-wrap'>{said}</pre>"

        field.observe(show, "value")  # the Enter key
        button.on_click(show)
        return widgets.VBox([widgets.HBox([field, button]), answer])

    def __repr__(self) -> str:
        return f"Nothing can be typed here: run {self.instead} in a cell of your own."

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Return both: a notebook shows the field, an exported page the line."""
        bundle = {"text/plain": repr(self)}
        if is_graded():
            return bundle
        try:
            return self.controls()._repr_mimebundle_() | bundle
        except ImportError:
            return bundle
