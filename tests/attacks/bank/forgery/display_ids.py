"""Updates displays of other cells, and of cells that a fresh kernel never ran.

earns: 0
"""

# %%
from IPython.display import display, update_display

handle = display("nothing", display_id="mine")
display("nothing", display_id="mine")


# %% softmax
def softmax(scores):
    update_display(10, display_id="mine")
    return scores


# %% end
import os

for name in ("mine", "1", "test_softmax"):
    update_display(10, display_id=name)
if not os.path.exists("/tmp/once"):
    open("/tmp/once", "w").close()
    os._exit(0)
