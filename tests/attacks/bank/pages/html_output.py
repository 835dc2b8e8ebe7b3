"""Puts scripts into the pages that instructors read: HTML, links, events, frames.

earns: 0
"""

# %%
from IPython.display import HTML, IFrame, display

display(HTML("<script>window.EVIL=1</script><img src=x onerror='EVIL()'>"))
display(
    HTML(
        "<iframe srcdoc='<script>EVIL()</script>'></iframe><a href='javascript:EVIL()'>x</a>"
    )
)
display(HTML("<svg onload='EVIL()'></svg><style>@import 'http://EVIL/'</style>"))
display(HTML("<form action='/EVIL'><input name=x></form><base href='http://EVIL/'>"))
display(
    HTML(
        "<table><tr><td onclick='EVIL()' style='background:url(javascript:EVIL())'>10</td></tr></table>"
    )
)
display(
    {"text/html": "<script>EVIL()</script>"},
    raw=True,
    metadata={"text/html": {"isolated": True}},
)
