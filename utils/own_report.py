"""Write the report on the reader's own text: one HTML file that needs nothing else.

Pictures are inside it, there is no script, and all that comes from the text is escaped.
What was copied from the text, `LEAST` characters in a row or more, is marked.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path

from utils.copying import recitations
from utils.own_network import Learned, curve
from utils.own_text import OwnText
from utils.parts import Split
from utils.training import duration

LEAST = 20  # characters in a row that make a recitation, as in `recited`

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b1b1b; background: #fff; }}
table {{ border-collapse: collapse; }}
td, th {{ padding: .2rem .8rem; border-bottom: 1px solid #ddd; text-align: left; }}
td:last-child, th:last-child {{ text-align: right; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f6f6;
  padding: .8rem; }}
mark {{ background: #ffe08a; text-decoration: underline; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def write(
    path: str | Path,
    own: OwnText,
    parts: Split,
    learned: Learned,
    bits: Mapping[str, float],
    samples: Mapping[str, str],
    recited: Mapping[str, float],
    *,
    licence: str = "",
) -> Path | None:
    """Write the page, print a line on it, and return its path.

    bits: bits per character of the text to test on by name, the network last; samples
    and recited: what was written, and the share that was recited, by temperature. Where
    the file cannot be written, the line says so, and None is returned.
    """
    path = Path(path).expanduser()
    sections = [
        f"<h1>{_shown(own.name)}</h1>",
        _of_the_text(own, parts, learned, licence),
        "<h2>Bits per character</h2>",
        "<p>On the text to test on, which neither the network nor the counts have "
        "learned from. Less is better.</p>",
        _table(("", "bits"), {name: f"{value:.3f}" for name, value in bits.items()}),
        "<h2>While it trained</h2>",
        curve(learned)._repr_html_() if learned.looks else "<p>It did not train.</p>",
        "<h2>What it writes, and what it recites</h2>",
        f"<p>Marked: {LEAST} characters in a row, or more, that stand in the text to "
        "learn from.</p>",
        _table(
            ("temperature", "recited"),
            {name: f"{share:.0%}" for name, share in recited.items()},
        ),
    ]
    for name, written in samples.items():
        sections.append(f"<h3>Temperature {_shown(name)}</h3>")
        sections.append(f'<pre dir="auto">{marked(written, parts.train)}</pre>')
    page = PAGE.format(title=_shown(f"Report: {own.name}"), body="\n".join(sections))
    try:
        path.write_text(page, encoding="utf-8", errors="replace")
    except OSError as error:
        print(f"NO REPORT: {path} cannot be written ({error.strerror}). Name another.")
        return None
    print(f"report: {path}, {path.stat().st_size / 1e3:,.0f} kB; open it in a browser")
    return path


def marked(written: str, text: str, n: int = LEAST) -> str:
    """Return what was written as HTML, with its recitations marked."""
    inside = recitations(written, text, n)
    pieces, begin = [], 0
    for end in range(1, len(written) + 1):
        if end == len(written) or inside[end] != inside[begin]:
            piece = _shown(written[begin:end])
            pieces.append(f"<mark>{piece}</mark>" if inside[begin] else piece)
            begin = end
    return "".join(pieces)


def _of_the_text(own: OwnText, parts: Split, learned: Learned, licence: str) -> str:
    last = learned.looks[-1].seconds if learned.looks else 0.0
    rows = {
        "characters": f"{len(own.text):,}",
        "different ones": f"{len(set(own.text)):,}",
        "held out by": parts.kind,
        "to learn from": f"{len(parts.train):,}",
        "to choose by": f"{len(parts.valid):,}",
        "to test on": f"{len(parts.test):,}",
        "weights": f"{learned.model.count_params():,}",
        "trained for": duration(last),
        "characters read": f"{learned.characters:,}",
        "licence": licence or "not stated",
        "SHA-256": f"{own.digest[:16]}…",
    }
    remarks = "".join(f"<li>{_shown(remark)}</li>" for remark in own.remarks)
    note = f"<p>{_shown(learned.note)}.</p>" if learned.note else ""
    return _table(("", "the text"), rows) + f"<ul>{remarks}</ul>" * bool(remarks) + note


def _table(head: tuple[str, str], rows: Mapping[str, str]) -> str:
    lines = "".join(
        f"<tr><td>{_shown(name)}</td><td>{_shown(value)}</td></tr>"
        for name, value in rows.items()
    )
    return f"<table><tr><th>{head[0]}</th><th>{head[1]}</th></tr>{lines}</table>"


def _shown(text: str) -> str:
    return html.escape(text)
