"""How Sphinx makes the site of these pages; `tools/website.py` calls it."""

import re

from numpy.typing import ArrayLike
from sphinx.application import Sphinx
from sphinx.util.typing import stringify_annotation

project = "Character-level language models"
html_title = project
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc", "mathml"]  # the last is in tools/
exclude_patterns = ["_templates", "notebooks"]
default_role = "code"  # what docstrings put in single backticks is code

html_theme = "furo"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["site.css"]
html_copy_source = False
html_use_index = False  # nothing leads to it, and it has no heading
html_domain_indices = False
html_show_copyright = False
html_show_sphinx = False
html_math_renderer = "mathml"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

myst_enable_extensions = ["amsmath", "colon_fence", "dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # the lessons come with their outputs
nb_merge_streams = True  # what one cell prints is one block, however it came
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # which would come from elsewhere

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}


ARRAY_LIKE = stringify_annotation(ArrayLike, "smart")
SCROLLS = re.compile(r'<(pre|div class="(?:table-wrapper|output text_html)[^"]*")>')
NDARRAY = re.compile(r"~numpy\.ndarray\[~?tuple\[.*?\], ~numpy\.dtype\[[^]]*\]\]")


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
    """Let the keyboard reach what may be wider than the page, and scrolls by itself."""
    if "body" in context:
        context["body"] = SCROLLS.sub(r'<\1 tabindex="0">', context["body"])


def setup(app: Sphinx) -> None:
    """Tell Sphinx what is ours."""
    app.connect("html-page-context", make_scrollable_by_key)
    app.connect("autodoc-process-docstring", keep_lines)
    app.connect("autodoc-process-signature", shorten)
