"""Halves of surrogate pairs: a text with one can be sent as JSON, but not be written.

Python prints them, messages of a kernel bring them, and no file, terminal or database
takes them. So they are replaced wherever a submission's words come in.
"""

from __future__ import annotations

import json
from typing import Any


def without_halves(value: Any) -> Any:
    """The same data of JSON, with a question mark for every half of a pair."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.loads(text.encode("utf-8", "replace"))
    return value
