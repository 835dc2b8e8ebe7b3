"""Publishes outputs faster than they can be read, and never says that it is done.

earns: 0
"""

# %%
import threading

kernel = get_ipython().kernel
session = kernel.session


def flood(parent):
    states = [
        session.serialize(
            session.msg("status", {"execution_state": "busy"}, parent=parent), b"status"
        )
        for _ in range(30_000)
    ]
    while True:
        for state in states:
            kernel.iopub_socket.send_multipart(state)


for _ in range(2):
    threading.Thread(
        target=flood, args=(kernel.get_parent("shell"),), daemon=True
    ).start()
flood(kernel.get_parent("shell"))
