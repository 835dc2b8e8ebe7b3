"""Rules on imports that import-linter's contracts in pyproject.toml cannot express."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COURSE = sorted((ROOT / "course").rglob("*.py"))
CHECKS = sorted((ROOT / "checks").rglob("*.py"))
LESSONS = {path.stem for path in ROOT.glob("source/*/*.py")}
ASSIGNMENTS = {path.name.partition("-")[2] for path in ROOT.glob("source/*/")}


ENTER = "enter_kernel"  # the only function of the guest that knows IPython


def shown(path):
    return path.relative_to(ROOT).as_posix()


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree):
    """Return the packages that code imports; "." for a relative import."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." if node.level else node.module.partition(".")[0])
    return found


def foreign(tree):
    """Return the packages from neither this folder nor the standard library."""
    return imported(tree) - {"."} - sys.stdlib_module_names


def test_checks_import_nothing_of_ours_but_utils():
    ours = {"course", "checks", "tests", "tools"}
    assert [shown(p) for p in CHECKS if imported(tree_of(p)) & ours] == []


def test_the_guest_imports_numpy_and_only_to_enter_a_kernel_ipython():
    tree = tree_of(ROOT / "course/judging/guest.py")
    enter = next(node for node in tree.body if getattr(node, "name", "") == ENTER)
    assert foreign(enter) == {"IPython"}
    tree.body.remove(enter)
    assert foreign(tree) == {"numpy"}
    assert "." not in imported(tree)


LOADED = (
    "answers",
    "data",
    "errors",
    "lent",
    "names",
    "proxies",
    "proxy_graph",
    "state",
    "tables",
    "wire",
)  # into kernels, outside
KNOWN_THERE = {"course.judging.guest"} | {f"course.judging.outside.{n}" for n in LOADED}


@pytest.mark.parametrize("name", LOADED)
def test_what_is_loaded_for_a_second_opinion_needs_nothing_else_of_the_course(name):
    tree = tree_of(ROOT / f"course/judging/outside/{name}.py")
    assert foreign(tree) <= {"numpy", "pandas", "IPython", "course"}
    ours = {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module.startswith("course")
    }
    assert ours <= KNOWN_THERE


@pytest.mark.parametrize(
    "path", sorted((ROOT / "course/sandbox/zygote").glob("*.py")), ids=shown
)
def test_what_runs_in_the_sandbox_needs_nothing_of_the_course(path):
    assert foreign(tree_of(path)) <= {"numpy", "ipykernel"}


def test_the_sandbox_opens_no_file_of_judging():
    texts = [
        (shown(path), node.value)
        for path in (ROOT / "course/sandbox").rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [found for found in texts if re.search(r"judging|guest", found[1])] == []


def test_the_machinery_names_no_lesson():
    names = "|".join(sorted(LESSONS | ASSIGNMENTS))
    lesson = re.compile(rf"\b(?:\d\d-)?(?:{names})\b", re.IGNORECASE)
    texts = {shown(path): path.read_text(encoding="utf-8") for path in COURSE}
    assert [path for path, text in texts.items() if lesson.search(text)] == []
