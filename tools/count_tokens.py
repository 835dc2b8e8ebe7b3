"""Count the tokens of Python code, without comments and docstrings.

    python tools/count_tokens.py course tests
    python tools/count_tokens.py course --without checks   # nor folders of that name

Tokens say how much there is to read, however the lines are broken.
"""

from __future__ import annotations

import argparse
import ast
import io
import tokenize
from pathlib import Path

SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


def count(source: str) -> int:
    """Return the number of tokens in a module's text."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        (node.body[0].lineno, node.body[0].col_offset)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, documented) and ast.get_docstring(node) is not None
    }
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return sum(t.type not in SILENT and t.start not in docstrings for t in tokens)


def main() -> None:
    """Print one line a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME")
    asked = parser.parse_args()
    for folder in asked.folders:
        paths = [
            path
            for path in sorted(folder.rglob("*.py"))
            if not {*path.relative_to(folder).parts} & {*asked.without}
        ]
        tokens = sum(count(path.read_text(encoding="utf-8")) for path in paths)
        print(f"{folder}: {tokens} tokens in {len(paths)} files")


if __name__ == "__main__":
    main()
