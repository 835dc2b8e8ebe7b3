"""An image for a notebook, with its alternative text."""

from __future__ import annotations

import base64
import html
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Picture:
    """An image with its alternative text."""

    image: bytes = field(repr=False)
    alt: str
    kind: str = "image/png"
    width: float = 740.0  # in pixels of the page

    def __repr__(self) -> str:
        return f"[{self.alt}]"

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.image).decode("ascii")
        return (
            f'<img alt="{html.escape(self.alt)}" src="data:{self.kind};base64,{data}" '
            f'style="max-width:100%;width:{self.width:g}px;background:white">'
        )
