"""How Sphinx makes the site of these pages; `tools/website.py` calls it."""

import re
from itertools import pairwise
from xml.etree import ElementTree

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from numpy.typing import ArrayLike
from sphinx.application import Sphinx
from sphinx.util.typing import stringify_annotation
from sphinx.writers.html5 import HTML5Translator

project = "Character-level language models"
html_title = project
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc"]
exclude_patterns = ["notebooks"]
default_role = "code"  # what docstrings put in single backticks is code

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_math_renderer = "mathml"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # the lessons come with their outputs
nb_merge_streams = True  # what one cell prints is one block, however it came
nb_code_prompt_show = "Show the check"  # what is folded checks an answer
nb_code_prompt_hide = "Hide the check"
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # which would come from elsewhere

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}


ARRAY_LIKE = stringify_annotation(ArrayLike, "smart")
NDARRAY = re.compile(r"~numpy\.ndarray\[~?tuple\[.*?\], ~numpy\.dtype\[[^]]*\]\]")

ACCENTS = ("ˆ", "~")
ROWS = ("math", "mrow", "mstyle", "mtd")  # whose children stand side by side
SPACE = ElementTree.fromstring('<mspace width="0.17em" />')


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


def keep_lines(
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Show a docstring line by line: ours are plain text, whose bars are bars.

    What is indented, and what is typed at a prompt, is shown as it stands.
    """
    shown, paragraphs = lines[:2], "\n".join(lines[2:]).split("\n\n")
    shown[:1] = [line.replace("|", r"\|") for line in shown[:1]]
    for paragraph in paragraphs:
        own = paragraph.splitlines()
        if own and all(line.startswith("    ") for line in own):
            shown += [".. code-block:: text", "", *own, ""]
        elif own and own[0].startswith(">>>"):
            shown += [*own, ""]
        else:
            escaped = (line.replace("|", r"\|") for line in own)
            shown += [f"| {line}" if line else "" for line in escaped] + [""]
    lines[:] = [*shown, ""]


def shorten(
    app: Sphinx,
    what: str,
    name: str,
    obj: object,
    options: object,
    arguments: str | None,
    result: str | None,
) -> tuple[str | None, str | None]:
    """Name NumPy's types as one writes them; what they stand for fills lines."""

    def short(text: str | None) -> str | None:
        named = text and text.replace(ARRAY_LIKE, "ArrayLike")
        return named and NDARRAY.sub("ndarray", named)

    return short(arguments), short(result)


def make_scrollable_by_key(
    app: Sphinx, page: str, template: str, context: dict, doctree: object
) -> None:
    """Let the keyboard reach code and outputs that are wider than the page."""
    if "body" in context:
        context["body"] = context["body"].replace("<pre>", '<pre tabindex="0">')


def setup(app: Sphinx) -> None:
    """Tell Sphinx what is ours."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    app.connect("html-page-context", make_scrollable_by_key)
    app.connect("autodoc-process-docstring", keep_lines)
    app.connect("autodoc-process-signature", shorten)
