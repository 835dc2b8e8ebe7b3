"""A Sphinx extension: mathematics as MathML, without a script or a font.

docutils translates LaTeX; what it does not know, or sets badly, is mended here.
"""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

ACCENTS = ("ˆ", "~")
ROWS = ("math", "mrow", "mstyle", "mtd")  # whose children stand side by side
SPACE = ElementTree.fromstring('<mspace width="0.17em" />')


def setup(app: Sphinx) -> None:
    """Tell Sphinx what writes its mathematics."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))


def mathml(latex: str, block: bool) -> str:
    """Mathematics as MathML, which a browser shows without a script or a font."""
    # Brackets grow by themselves in MathML, and these commands are not known.
    latex = re.sub(r"\\[bB]ig(?![a-zA-Z])", "", latex)
    latex = latex.replace(r"\operatorname*{arg\,max}", r"\operatorname{arg max}")
    math = tex2mathml(latex, as_block=block).replace("&ApplyFunction;", "\u2061")
    root = ElementTree.fromstring(math.replace(' xmlns="', ' data-xmlns="'))
    for parent in list(root.iter()):
        put_right(parent)
        space_functions(parent)
    math = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    return math.replace(' data-xmlns="', ' xmlns="')


def put_right(parent: ElementTree.Element) -> None:
    """Put what is said of a brace below it, and an index beside an accented letter.

    A line stands for the brace, which few fonts can stretch.
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
    """Set ln apart from its argument, where no bracket does, and from a factor."""
    if parent.tag not in ROWS:
        return
    for child, after in pairwise(list(parent)):
        called = child.text == "\u2061" or named(child) == "log"
        if (called and after.text != "(") or (child.tag == "mi" and named(after)):
            parent.insert(list(parent).index(after), SPACE)


def named(child: ElementTree.Element) -> str | None:
    """Which logarithm something is the name of, with an index or without."""
    text = child[0].text if child.tag == "msub" else child.text
    return text if text in ("ln", "log") else None


def element(
    tag: str, *children: ElementTree.Element, **attributes: str
) -> ElementTree.Element:
    """A new element with these children."""
    new = ElementTree.Element(tag, attributes)
    new.extend(children)
    return new


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write mathematics within a line."""
    translator.body.append(mathml(node.astext(), block=False))
    raise nodes.SkipNode


def visit_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write an equation of its own; on a phone it can be scrolled."""
    shown = mathml(node.astext(), block=True)
    translator.body.append(f'<div class="equation" tabindex="0">{shown}</div>')
    raise nodes.SkipNode
