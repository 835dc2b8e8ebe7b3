"""What docstrings, comments and pages name in backticks exists.

A word in backticks of `course/` is a module, a class, a function or a parameter of the
course, something of the same file, or Python's own. A path that begins with one of the
course's folders exists, in whatever file it is named. Anything but a single name is not
checked.
"""

import ast
import builtins
import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("course", "utils")
FOLDERS = (*PACKAGES, "checks", "tests", "tools", "benchmarks", "docs")
PYTHON = {*dir(builtins), *keyword.kwlist}
ELSEWHERE = {"np", "c", "In", "answer", "clip"}  # NumPy, a configuration, a notebook
NAME = re.compile(r"`([A-Za-z_][\w.]*)(?:\([^`\n]*\))?`")
PATH = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./<>*-]+)`")
MODULES = sorted(path for name in FOLDERS[:-1] for path in (ROOT / name).rglob("*.py"))
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def cited(pattern: re.Pattern[str], path: Path) -> set[str]:
    """Return what is found in the docstrings and comments of a module, or in a page."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py" or not pattern.search(text):
        return set(pattern.findall(text))
    return {found for part in prose(text) for found in pattern.findall(part)}


def prose(text: str) -> Iterator[str]:
    """Yield the docstrings and comments of a module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(
            node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        ):
            yield ast.get_docstring(node) or ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def defined_in(path: Path) -> Iterator[str]:
    """Yield the functions and classes of a module, and the names in its path."""
    yield from path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name


@cache
def defined() -> set[str]:
    of_ours = [p for name in PACKAGES for p in (ROOT / name).rglob("*.py")]
    return {name for path in of_ours for name in defined_in(path)}


def known_in(path: Path) -> set[str]:
    """Return what only this module knows: parameters, imports, attributes and so on."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.arg():
                found.add(node.arg)
            case ast.alias():
                found |= {*node.name.split("."), node.asname or ""}
            case ast.Attribute(value=ast.Name(id="self")):
                found.add(node.attr)
            case ast.Module() | ast.ClassDef():
                found |= {
                    target.id
                    for line in node.body
                    for target in ast.walk(line)
                    if isinstance(line, (ast.Assign, ast.AnnAssign))
                    and isinstance(target, ast.Name)
                }
    return found


def is_course(path: Path) -> bool:
    return path.is_relative_to(ROOT / "course")


def is_file(words: str) -> bool:
    return any((ROOT / start / words).exists() for start in ("", *FOLDERS)) or any(
        path.name == words for path in MODULES
    )


def unknown_names(path: Path) -> list[str]:
    ours = {word for word in cited(NAME, path) if word.split(".")[0] not in ELSEWHERE}
    there = defined() | PYTHON
    new = [w for w in ours if not {*w.split(".")} <= there and not is_file(w)]
    return new and [w for w in new if not {*w.split(".")} <= there | known_in(path)]


@cache
def is_there(path: str) -> bool:
    return any(ROOT.glob(re.sub(r"<\w+>", "*", path)))


# One test for all files: a test each took longer than to look.
def test_names_in_backticks_are_there():
    found = {shown(path): unknown_names(path) for path in MODULES if is_course(path)}
    assert {path: words for path, words in found.items() if words} == {}


def test_paths_in_backticks_are_there():
    missing = {
        f"{shown(path)}: {found}"
        for path in [*MODULES, *PAGES]
        for found in cited(PATH, path)
        if not is_there(found)
    }
    assert missing == set()
