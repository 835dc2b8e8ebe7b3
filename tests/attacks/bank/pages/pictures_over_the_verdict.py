"""Shows a picture that is to lie over the verdict, by margins, places and sizes.

earns: 0
"""

# %%
from IPython.display import HTML, display

dot = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
for style in (
    "margin: 0 0 -900px 0; width: 900px",
    "vertical-align: -900px; font-size: 900px",
    "position: absolute; top: 0; left: 0; width: 100%; height: 100%",
    "margin: calc(0px - 900px) 0; padding: 900px",
):
    display(HTML(f'<img src="{dot}" style="{style}">'))
    display(HTML(f'<div style="height: 0; {style}"><img src="{dot}"></div>'))
