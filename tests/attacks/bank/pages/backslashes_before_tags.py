"""Show Markdown whose tags are only there once a backslash has been taken out of them.

Grading takes it out of words that make links in mathematics, and "style" is one.

earns: 0
"""

# %%
from IPython.display import HTML, Markdown, display

for text in (
    "x <\\style onload='EVIL()'>y",
    "x <&#92;data onclick='EVIL()'>y",
    "<\\style>.score::after { content: '50 / 50' }",
    r"$\h&#114;ef{javascript:EVIL()}{10 of 10}$",
):
    display(Markdown(text), HTML(text))
