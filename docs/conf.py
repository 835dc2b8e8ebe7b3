"""How Sphinx makes the site of these pages; `tools/website.py` calls it."""

import re

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
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
nb_code_prompt_show = "Show the check"  # what is folded checks an answer
nb_code_prompt_hide = "Hide the check"
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # which would come from elsewhere

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}


def mathml(latex: str, block: bool) -> str:
    """Mathematics as MathML, which a browser shows without a script or a font."""
    # Brackets grow by themselves in MathML, and these commands are not known.
    return tex2mathml(re.sub(r"\\[bB]ig(?![a-zA-Z])", "", latex), as_block=block)


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
    """Show a docstring line by line: ours are plain text, whose bars are bars."""
    lines[:] = [line.replace("|", r"\|") for line in lines]
    lines[2:] = [f"| {line}" if line else "" for line in lines[2:]] + [""]


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
