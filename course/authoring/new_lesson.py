"""Make a new lesson from the template: its text, its checks and their answers.

The template is in a folder beside this file, each file with `.txt` behind its name, so
that no tool takes it for a lesson or a module of ours.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from course.content import Content
from course.errors import BuildError
from course.wording import listed

TEMPLATE = Path(__file__).with_name("template")
SUFFIX = ".txt"
MAX_NAMED = 5  # files in one line


@dataclass(frozen=True)
class NewLesson:
    """Where the files of a lesson go that does not exist yet."""

    content: Content
    assignment: str
    name: str

    @property
    def text(self) -> Path:
        """The text of the lesson."""
        return self.content.root / "source" / self.assignment / f"{self.name}.py"

    @property
    def checks(self) -> Path:
        """The folder of its hidden criteria and answers."""
        return self.content.checks_folder / self.name

    def write(self, text: str, checks: Mapping[str, str]) -> list[Path]:
        """Write the text, and the files in the folder of checks; return all paths."""
        files = {self.text: text}
        files |= {self.checks / path: source for path, source in checks.items()}
        for path, source in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8", newline="\n")
        return list(files)


def planned(content: Content, name: str, assignment: str = "") -> NewLesson:
    """Return the place of a new lesson; raise BuildError if it cannot have this name.

    Without an assignment it gets one of its own, numbered after those that exist.
    """
    if not name.isidentifier() or keyword.iskeyword(name):
        raise BuildError(f"{name!r} is no Python identifier: use letters, digits and _")
    if not re.fullmatch(r"(?:\w[\w.-]*)?", assignment):
        raise BuildError(f"{assignment!r} is no name of a folder in source/")
    source = content.root / "source"
    taken = [*source.glob(f"*/{name}.py"), *source.glob(f"*/{name}.ipynb")]
    checks = content.checks_folder
    taken += [path for path in (checks / name, checks / f"{name}.py") if path.exists()]
    if taken:
        place = taken[0]
        shown = place.relative_to(content.root) if _inside(place, content) else place
        raise BuildError(f"{shown} exists: choose another name than {name}")
    return NewLesson(content, assignment or _next_assignment(source, name), name)


def from_template(lesson: NewLesson) -> list[Path]:
    """Write a small lesson that is complete; return the paths of its files."""
    words = {"name": lesson.name, "title": lesson.name.replace("_", " ").capitalize()}
    files = {
        path.relative_to(TEMPLATE).as_posix().removesuffix(SUFFIX): Template(
            path.read_text(encoding="utf-8")
        ).substitute(words)
        for path in sorted(TEMPLATE.rglob(f"*{SUFFIX}"))
    }
    text = files.pop("lesson.py")
    return lesson.write(
        text, {path.removeprefix("checks/"): source for path, source in files.items()}
    )


def left_beside(notebook: Path, lesson: NewLesson) -> list[str]:
    """Return a line on the files beside a notebook that its lesson may need."""
    names = sorted(
        path.name
        for path in notebook.resolve().parent.iterdir()
        if not path.name.startswith((".", "__")) and path.suffix != ".ipynb"
    )
    shown = f"source/{lesson.assignment}/"
    told = listed(names, MAX_NAMED)
    return [f"copy what it needs to {shown}: {told}"] if names else []


def _next_assignment(source: Path, name: str) -> str:
    numbers = [re.match(r"\d+", path.name) for path in source.glob("*/")]
    last = max((int(found[0]) for found in numbers if found), default=0)
    return f"{last + 1:02}-{name}"


def _inside(path: Path, content: Content) -> bool:
    return path.is_relative_to(content.root)
