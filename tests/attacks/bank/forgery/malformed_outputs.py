"""Publishes outputs, counts and states that no kernel would ever send.

earns: 0
"""

# %%
kernel = get_ipython().kernel
messages = [
    ("display_data", {"data": "<b>", "metadata": []}),
    ("display_data", {"data": {"text/plain": {"a": [1]}}, "metadata": {"a": None}}),
    (
        "execute_result",
        {"data": {"text/plain": 7}, "metadata": {}, "execution_count": "x"},
    ),
    ("execute_input", {"execution_count": {"not": "a number"}, "code": 1}),
    ("execute_input", {}),
    ("stream", {"name": 7, "text": None}),
    ("stream", {}),
    ("error", {"traceback": "text"}),
    ("clear_output", {}),
    ("status", {}),
    ("comm_open", {}),
    ("comm_msg", {"comm_id": [], "data": 7}),
    ("nonsense", {"a": 1}),
]
for kind, content in messages:
    kernel.session.send(
        kernel.iopub_socket,
        kind,
        content,
        parent=kernel.get_parent("shell"),
        ident=b"x",
    )
