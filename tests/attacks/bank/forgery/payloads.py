"""Asks the reader of its replies to replace cells, in each way that a shell has.

earns: 0
"""

# %%
from IPython import get_ipython
from IPython.core.getipython import get_ipython as shell_of

shell = get_ipython()
for text in ("def softmax(scores): return 1", "%load /etc/passwd", "10"):
    shell.set_next_input(text, replace=True)
    shell.payload_manager.write_payload(
        {"source": "edit_magic", "filename": "/etc/passwd", "line_number": 1}
    )
    shell.payload_manager.write_payload({"source": "ask_exit", "keepkernel": False})
    shell.payload_manager.write_payload(
        {"source": "page", "data": {"text/plain": "10", "text/html": "<script>"}}
    )
