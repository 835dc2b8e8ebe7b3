"""Search a folder that is to be published, a web site, for the solutions of lessons.

Pages are searched as they are read, without tags; notebooks with their outputs; all
other files as text. What is no text, such as an image, has nothing to find.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from course.authoring.leaks import leaks_in_text, secrets_of
from course.authoring.lesson import Lesson
from course.authoring.lint import SECRETS
from course.authoring.problems import Problem

MARKERS = tuple(f"BEGIN {kind}" for kind in SECRETS)


def leaks_in_folder(lessons: list[Lesson], folder: Path) -> list[Problem]:
    """Return one problem for each solution in a file of the folder, and each marker."""
    secrets = [secret for lesson in lessons for secret in secrets_of(lesson)]
    problems = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        text = "\n".join(texts_of(path))
        problems += leaks_in_text(secrets, text, name)
        if path.suffix == ".ipynb" or name.startswith("lessons/"):
            problems += [
                Problem(name, 1, "", f"{marker} is left")
                for marker in MARKERS
                if marker in text
            ]
    return problems


def texts_of(path: Path) -> Iterator[str]:
    """Yield the texts of a file: of a page what is read, of a notebook all strings."""
    try:
        content = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    if path.suffix == ".html":
        yield from _Page(content).texts
    elif path.suffix in {".ipynb", ".json"}:
        yield from _strings(json.loads(content))
    else:
        yield content


class _Page(HTMLParser):
    """The texts of a page, and of what stands for its pictures."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self._data: list[str] = []
        self._told: list[str] = []
        self.feed(content)
        self.close()

    @property
    def texts(self) -> list[str]:
        # Colours cut code into many pieces, so the pieces belong together.
        return ["".join(self._data), *self._told]

    def handle_data(self, data: str) -> None:
        self._data.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = (value for _, value in attrs if value)
        self._told += [value for value in values if not value.startswith("data:")]


def _strings(node: Any) -> Iterator[str]:
    """Yield the strings of a notebook; a list of lines is one."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        if node and all(isinstance(item, str) for item in node):
            yield "".join(node)
        else:
            for value in node:
                yield from _strings(value)
