"""Run lessons with their answers, and compare the numbers in their prose.

    python benchmarks/lessons.py [--text original|default] [LESSON ...]
    python benchmarks/lessons.py --check

Lessons run on the embedded texts and, with COURSE_DATA set, on the original ones. One
line a run says how long it took, and how many cells ended in an error or wrote to
stderr. Then each declared number (`prose_numbers.py`) is compared with
what the cells have printed. All of this is recorded in `benchmarks/lessons.json`, with
a digest of what the run depends on: code, `utils`, weights, texts. The table of claims
by text (`benchmarks/claims.py`) is written to `docs/claims.md`.

`--check` runs nothing. It fails if a number in a lesson's prose is not declared, if it
is not what was recorded, if a claim is not true of the record, or if the record is
older than what it was made from. A lesson that was never recorded is named, and nothing
is said of its numbers.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode

from course.authoring.comments import without_comments
from course.authoring.lesson import Lesson, as_notebook, read_lesson
from course.authoring.on_colab import is_filled

ROOT = Path(__file__).resolve().parent.parent
if (HERE := str(ROOT / "benchmarks")) not in sys.path:
    sys.path.insert(0, HERE)

# Beside this file:
import claims  # noqa: E402
from prose_numbers import (  # noqa: E402
    Claim,
    counts,
    declared_in,
    lint_numbers,
    printed_for,
)

PAGE = ROOT / "docs" / "claims.md"
RECORD = ROOT / "benchmarks" / "lessons.json"
ORIGINAL, DEFAULT = claims.ORIGINAL, claims.DEFAULT
SECONDS = 1200  # for one cell


def main() -> int:
    """Run or check; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="by default all")
    parser.add_argument("--text", choices=(ORIGINAL, DEFAULT), help="by default both")
    parser.add_argument("--check", action="store_true", help="run nothing")
    asked = parser.parse_args()
    lessons = {path.stem: read_lesson(path, ROOT) for path in _texts()}
    if unknown := sorted(set(asked.lessons) - lessons.keys()):
        parser.error(f"no lesson {unknown[0]}: there are {', '.join(lessons)}")
    wanted = [lessons[name] for name in asked.lessons or lessons]
    record = read_record()
    if not asked.check:
        if asked.text == ORIGINAL and not os.environ.get("COURSE_DATA"):
            parser.error("the original texts are in the folder that COURSE_DATA names")
        for lesson in wanted:
            for text in (asked.text,) if asked.text else (ORIGINAL, DEFAULT):
                if text == DEFAULT or os.environ.get("COURSE_DATA"):
                    record.setdefault(lesson.name, {})[text] = measured(lesson, text)
                    write_record(record)
    problems = [line for lesson in wanted for line in check(lesson, record)]
    if PAGE.read_text(encoding="utf-8") != claims.page(record):
        problems.append(f"{PAGE.relative_to(ROOT)} is not the record's: run this again")
    print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
    if asked.check:
        for lesson in wanted:
            _tell(lesson, record)
    return 1 if problems else 0


def measured(lesson: Lesson, text: str) -> dict[str, Any]:
    """Run a lesson on a text; return the entry for the record."""
    digest = made_from(lesson)
    seconds, notebook = run(lesson, text)
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    errors = sum(output.output_type == "error" for output in outputs)
    stderr = sum(output.get("name") == "stderr" for output in outputs)
    print(
        f"{lesson.name:12} {text:9} {seconds:6.1f} s  {errors} errors, "
        f"{stderr} outputs on stderr",
        flush=True,
    )
    declared = [one for one in declared_in(lesson).claims if _concerns(one, text)]
    return {
        "made from": digest,
        "seconds": round(seconds, 1),
        "errors": errors,
        "stderr": stderr,
        "printed": {one.words: printed_for(one, notebook) for one in declared},
        "claims": claims.printed(lesson.name, text, notebook),
    }


def run(lesson: Lesson, text: str) -> tuple[float, NotebookNode]:
    """Run a lesson in a folder of its own; return the seconds and the notebook."""
    environment = {"CHARLM_OFFLINE": "1"}
    if text == DEFAULT:
        environment["COURSE_DATA"] = ""
    with tempfile.TemporaryDirectory() as folder:
        notebook = as_notebook(lesson)
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=SECONDS,
            allow_errors=True,
            resources={"metadata": {"path": folder}},
        )
        paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        own = {"XDG_CACHE_HOME": folder, "PYTHONPATH": paths.rstrip(os.pathsep)}
        start = time.perf_counter()
        client.execute(env={**os.environ, **own, **environment})
        return time.perf_counter() - start, notebook


def check(lesson: Lesson, record: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the numbers of a lesson, and with its record."""
    yield from map(str, lint_numbers(lesson))
    for text, entry in record.get(lesson.name, {}).items():
        name = f"{lesson.path}: on the {text} text"
        if entry["made from"] != made_from(lesson):
            again = f"python benchmarks/lessons.py --text {text} {lesson.name}"
            yield f"{name}: the record is older than what it was made from: run {again}"
            continue
        yield from (
            f"{name}: {told}" for told in claims.not_true(lesson.name, text, entry)
        )
        for what in ("errors", "stderr"):
            if entry[what]:
                yield f"{name}: cells with {what}: {entry[what]}"
        for claim in declared_in(lesson).claims:
            if not _concerns(claim, text):
                continue
            printed = entry["printed"].get(claim.words, [])
            if not claim.holds_for(printed):
                where = lesson.cells[claim.cell].line
                shown = ", ".join(f"{number:g}" for number in printed) or "nothing"
                yield (
                    f"{lesson.path}:{where}: on the {text} text, {claim.text} is "
                    f"{shown} (the line with {claim.words!r})"
                )


def made_from(lesson: Lesson) -> str:
    """Return a digest of all that the numbers of a lesson are made from."""
    code = [c.source for c in lesson.cells if c.kind == "code" and not c.is_test]
    code = [source for source in code if not is_filled(source)]
    modules = _modules("\n".join(code))
    files = {path for path in (ROOT / "utils" / "data").iterdir() if path.is_file()}
    files |= {_path(module) for module in modules}
    files |= {
        path
        for path in (ROOT / "utils" / "weights").glob("*.npz")
        if f'"{path.stem}"' in "\n".join(code)
    }
    found = hashlib.sha256(json.dumps(code).encode())
    for path in sorted(files):
        found.update(f"{path.relative_to(ROOT).as_posix()} {_digest(path)}".encode())
    return found.hexdigest()[:16]


def read_record() -> dict[str, Any]:
    """Return what was recorded, by lesson and text; nothing if the file is missing."""
    if not RECORD.is_file():
        return {}
    found: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return found


def write_record(record: dict[str, Any]) -> None:
    """Write the record, with a line for each entry."""
    lines = json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)
    RECORD.write_text(lines + "\n", encoding="utf-8")
    PAGE.write_text(claims.page(record), encoding="utf-8")


def _tell(lesson: Lesson, record: dict[str, Any]) -> None:
    kinds = ", ".join(f"{number} {kind}" for kind, number in counts(lesson).items())
    texts = ", ".join(record.get(lesson.name, {})) or "never"
    print(f"{lesson.name:12} numbers: {kinds}; recorded: {texts}")


def _concerns(claim: Claim, text: str) -> bool:
    return text == ORIGINAL or not claim.original


def _texts() -> list[Path]:
    return sorted((ROOT / "source").glob("*/*.py"))


def _modules(code: str) -> set[str]:
    """Return the modules of `utils` that code imports, and that those import."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        for name in _imported(waiting.pop()):
            if name not in found and _path(name).is_file():
                found.add(name)
                waiting.append(_path(name).read_text(encoding="utf-8"))
    return found


def _imported(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "utils")


def _path(module: str) -> Path:
    place = ROOT.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


@cache
def _digest(path: Path) -> str:
    """Return the digest of a file; of a module, without its comments."""
    content = path.read_bytes()
    if path.suffix == ".py":
        content = without_comments(content.decode("utf-8")).encode("utf-8")
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
