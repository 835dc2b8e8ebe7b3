"""Publishes thousands of long messages of kinds that do not exist.

Each used to be told in the grader's log, with all that was in it.

earns: 0
"""

# %%
kernel = get_ipython().kernel
for number in range(3000):
    kernel.session.send(
        kernel.iopub_socket,
        f"kind_{number}" + "x" * 1000,
        {"text": "x" * 10_000, "comm_id": number},
        parent=kernel.get_parent("shell"),
        ident=b"x",
    )
