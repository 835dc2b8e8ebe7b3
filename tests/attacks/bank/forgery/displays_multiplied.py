"""Shows one small display two thousand times, and then makes all of them big at once.

earns: 0
"""

# %%
from IPython.display import display, update_display

for _ in range(2000):
    display("", display_id="one")
update_display("x" * 100_000, display_id="one")
