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

import pytest

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


def prose(path: Path) -> Iterator[str]:
    """Yield the docstrings and comments of a module, or a page as it is."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield text
        return
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


def is_file(words: str) -> bool:
    return any((ROOT / start / words).exists() for start in ("", *FOLDERS)) or any(
        path.name == words for path in MODULES
    )


@pytest.mark.parametrize("path", sorted((ROOT / "course").rglob("*.py")), ids=shown)
def test_a_name_in_backticks_is_there(path: Path):
    there = defined() | known_in(path) | PYTHON
    words = {word for text in prose(path) for word in NAME.findall(text)}
    ours = {word for word in words if word.split(".")[0] not in ELSEWHERE}
    assert [w for w in ours if not {*w.split(".")} <= there and not is_file(w)] == []


@pytest.mark.parametrize("path", [*MODULES, *PAGES], ids=shown)
def test_a_path_in_backticks_is_there(path: Path):
    paths = {found for text in prose(path) for found in PATH.findall(text)}
    as_pattern = {found: re.sub(r"<\w+>", "*", found) for found in paths}
    assert [p for p, pattern in as_pattern.items() if not any(ROOT.glob(pattern))] == []
