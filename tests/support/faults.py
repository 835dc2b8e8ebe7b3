"""Steps for a configuration that end a worker where a notebook's code says so."""

import os
import signal
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

KILL, HOARD, PONDER = "KILL", "HOARD", "PONDER"
CONFIG = """
c.Autograde.sanitize_preprocessors.append("support.faults.TakingIn")
c.FeedbackExporter.preprocessors = ["support.faults.Page"]
"""


def harm(text: str) -> None:
    """End this process, or try to use too much, if the text says so."""
    if KILL in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if HOARD in text:
        bytearray(1 << 40)
    if PONDER in text:
        pow(3, 10**10)


class TakingIn(Preprocessor):
    """Does harm before a notebook is judged."""

    enabled = True

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        for cell in nb.cells:
            harm(cell.source if "TAKING IN" in cell.source else "")
        return nb, resources


class Page(Preprocessor):
    """Does harm while the page is made."""

    enabled = True

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        for cell in nb.cells:
            harm(cell.source if "PAGE" in cell.source else "")
        return nb, resources
