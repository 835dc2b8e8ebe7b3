"""Shows little HTML of which every reader makes very much.

earns: 0
harmful: memory
"""

# %%
from IPython.display import HTML, display

display(HTML("".join(f"<b title={i}><p>x" for i in range(11000))))
