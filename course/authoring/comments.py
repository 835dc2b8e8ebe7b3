"""Read code without its comments, for digests that follow the code alone."""

from __future__ import annotations

import io
import tokenize


def without_comments(code: str) -> str:
    """Return code without comments and blank lines.

    It is the same text under every version of Python, unlike that of a syntax tree.
    """
    lines = code.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    return "\n".join(line.rstrip() for line in lines if line.strip())
