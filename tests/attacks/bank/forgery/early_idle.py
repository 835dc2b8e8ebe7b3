"""Says it is idle while it still works, and works on when it said so.

earns: 0
"""

# %%
import threading
import time

kernel = get_ipython().kernel


def say(state, parent=None):
    parent = parent or kernel.get_parent("shell")
    kernel.session.send(
        kernel.iopub_socket,
        "status",
        {"execution_state": state},
        parent=parent,
        ident=b"status",
    )


for _ in range(20):
    say("idle")
    say("starting")


def go_on(parent):
    while True:
        say("busy", parent)
        time.sleep(0.01)


threading.Thread(target=go_on, args=(kernel.get_parent("shell"),), daemon=True).start()
