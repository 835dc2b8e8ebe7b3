"""Prints markup and names an error so that a page might take it for its own.

earns: 0
"""

# %%
print(
    "<script>EVIL()</script>\x1b]8;;javascript:EVIL()\x07link\x1b]8;;\x07\x1b[31m<img onerror=EVIL()>"
)
raise type("<script>EVIL()</script>", (Exception,), {})("<img src=x onerror=EVIL()>")


# %% softmax
def softmax(scores):
    print("<script>EVIL()</script>")
    raise ValueError("<script>EVIL()</script>")
