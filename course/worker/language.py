"""Which language a notebook is in: no other than Python is run here."""

from __future__ import annotations

import re

from nbformat import NotebookNode

PYTHON = re.compile(r"(i?python|py|xpython|conda|tensorflow|pytorch)", re.IGNORECASE)
OTHERS = re.compile(
    r"(ir|julia|octave|matlab|sas|stata|bash|sagemath|scala|spark|java|ijava|c\+\+|xcpp"
    r"|clojure|haskell|ihaskell|rust|evcxr|go|gophernotes|kotlin|ruby|iruby|sos)\b",
    re.IGNORECASE,
)


def other_language(nb: NotebookNode) -> str:
    """Return the language of a notebook that is not in Python, or ""."""
    kernel = nb.metadata.get("kernelspec", {})
    info = nb.metadata.get("language_info", {})
    for said in (kernel.get("language"), info.get("name")):
        if said:
            return "" if PYTHON.match(str(said)) else str(said)
    name = str(kernel.get("name", ""))
    return name if OTHERS.match(name) and not PYTHON.match(name) else ""
