"""Shows outputs that are programs: JavaScript, widgets, SVG, LaTeX, Markdown.

earns: 0
"""

# %%
from IPython.display import SVG, Javascript, Latex, Markdown, display

display(Javascript("EVIL()"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>EVIL()</script></svg>"))
display(Latex("$\\href{javascript:EVIL()}{x}$"))
display(Markdown("<script>EVIL()</script> [x](javascript:EVIL())"))
display(
    {
        "application/vnd.jupyter.widget-view+json": {
            "model_id": "</script><script>EVIL()"
        }
    },
    raw=True,
)
display({"text/html": ["<script>", "EVIL()", "</script>"], "text/plain": "x"}, raw=True)
display({"image/png": '"><script>EVIL()</script>', "text/plain": "x"}, raw=True)
display(
    {"text/plain": "x"}, raw=True, metadata={"image/png": {"width": '"><script>EVIL()'}}
)
