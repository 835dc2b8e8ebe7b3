"""Sends single outputs of a hundred megabytes, in a cell and in a call.

earns: 0
harmful: memory
"""

# %%
kernel = get_ipython().kernel


def giant(kind, content):
    kernel.session.send(
        kernel.iopub_socket,
        kind,
        content,
        parent=kernel.get_parent("shell"),
        ident=b"x",
    )


for _ in range(3):
    giant("display_data", {"data": {"text/plain": "x" * 100_000_000}, "metadata": {}})
    giant(
        "comm_open",
        {
            "comm_id": "1",
            "target_name": "jupyter.widget",
            "metadata": {},
            "data": {"state": {"a": "x" * 100_000_000}},
        },
    )


# %% softmax
def softmax(scores):
    giant("stream", {"name": "stdout", "text": "x" * 100_000_000})
    return scores
