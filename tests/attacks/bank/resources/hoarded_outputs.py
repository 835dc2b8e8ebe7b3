"""Publishes a gigabyte of outputs in calls, when nobody reads them.

earns: 0
harmful: memory
"""

# %%
kernel = get_ipython().kernel
text = "x" * 10_000_000


def hoard():
    for _ in range(40):
        kernel.session.send(
            kernel.iopub_socket,
            "stream",
            {"name": "stdout", "text": text},
            parent=kernel.get_parent("shell"),
            ident=b"stream",
        )


# %% softmax
def softmax(scores):
    hoard()
    return scores


# %% generate
def generate(step, start, length):
    hoard()
    return []
