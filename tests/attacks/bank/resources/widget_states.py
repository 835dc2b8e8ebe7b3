"""Fills the notebook's metadata with the states of widgets that nobody sees.

earns: 0
harmful: memory
"""

# %%
kernel = get_ipython().kernel
for number in range(300):
    content = {
        "comm_id": str(number),
        "target_name": "jupyter.widget",
        "metadata": {},
        "data": {
            "state": {"_model_module": "m", "_model_name": "n", "a": "x" * 100_000}
        },
    }
    kernel.session.send(
        kernel.iopub_socket,
        "comm_open",
        content,
        parent=kernel.get_parent("shell"),
        ident=b"x",
    )
