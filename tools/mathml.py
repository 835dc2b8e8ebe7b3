"""Render mathematics as MathML in Sphinx, without a script or a font.

docutils translates LaTeX; this extension fixes what it gets wrong or does not know.
"""

from __future__ import annotations

import re
from itertools import cycle, pairwise
from xml.etree import ElementTree

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

ACCENTS = ("ˆ", "~")
ROWS = ("math", "mrow", "mstyle", "mtd")  # elements with their children side by side
SPACE = ElementTree.fromstring('<mspace width="0.17em" />')


def setup(app: Sphinx) -> None:
    """Register the renderer with Sphinx."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))


def mathml(latex: str, block: bool) -> str:
    """Translate LaTeX to MathML, which browsers show without a script or a font."""
    latex = tell_sides(latex)
    latex = latex.replace(r"\operatorname*{arg\,max}", r"\operatorname{arg max}")
    math = tex2mathml(latex, as_block=block).replace("&ApplyFunction;", "\u2061")
    root = ElementTree.fromstring(math.replace(' xmlns="', ' data-xmlns="'))
    for parent in list(root.iter()):
        fix_position(parent)
        space_functions(parent)
    math = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    return math.replace(' data-xmlns="', ' xmlns="')


def tell_sides(latex: str) -> str:
    """Write a large bracket as one of the left or right, as docutils wants it.

    Of upright lines, every other one is on the left.
    """
    lines = cycle("lr")

    def told(found: re.Match[str]) -> str:
        size, bracket = found.groups()
        side = next(lines) if bracket == "|" else "l" if bracket in "([" else "r"
        return f"\\{size}{side}{bracket}"

    return re.sub(r"\\([bB]ig)([][()|])", told, latex)


def fix_position(parent: ElementTree.Element) -> None:
    """Put the label of a brace below it, and an index beside an accented letter.

    The brace becomes a line, because few fonts can stretch it.
    """
    for place, child in enumerate(parent):
        braced = child.find("munder")
        if child.tag == "msub" and braced is not None and braced[1].text == "⏟":
            parent[place] = element("munder", braced[0], child[1])
            parent[place].set("class", "braced")
        elif child.tag == "munderover" and child[2].text in ACCENTS:
            accented = element("mover", child[0], child[2], accent="true")
            parent[place] = element("msub", accented, child[1])


def space_functions(parent: ElementTree.Element) -> None:
    """Add space between ln and its argument, unless bracketed, and before it."""
    if parent.tag not in ROWS:
        return
    for child, after in pairwise(list(parent)):
        called = child.text == "\u2061" or named(child) == "log"
        if (called and after.text != "(") or (child.tag == "mi" and named(after)):
            parent.insert(list(parent).index(after), SPACE)


def named(child: ElementTree.Element) -> str | None:
    """Return "ln" or "log" if an element names it, with an index or without."""
    text = child[0].text if child.tag == "msub" else child.text
    return text if text in ("ln", "log") else None


def element(
    tag: str, *children: ElementTree.Element, **attributes: str
) -> ElementTree.Element:
    """Return a new element with these children."""
    new = ElementTree.Element(tag, attributes)
    new.extend(children)
    return new


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write mathematics within a line."""
    translator.body.append(mathml(node.astext(), block=False))
    raise nodes.SkipNode


def visit_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a displayed equation, which can be scrolled on a phone."""
    shown = mathml(node.astext(), block=True)
    translator.body.append(f'<div class="equation" tabindex="0">{shown}</div>')
    raise nodes.SkipNode
