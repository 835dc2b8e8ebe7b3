"""Keeps publishing results from a thread while the checks run.

earns: 0
"""

# %%
import threading
import time

kernel = get_ipython().kernel


def publish():
    while True:
        for kind in ("execute_result", "display_data"):
            content = {
                "data": {"text/plain": "10"},
                "metadata": {},
                "execution_count": 3,
            }
            kernel.session.send(
                kernel.iopub_socket,
                kind,
                content,
                parent=kernel.get_parent("shell"),
                ident=b"x",
            )
        time.sleep(0.001)


threading.Thread(target=publish, daemon=True).start()


# %% softmax
def softmax(scores):
    time.sleep(0.1)
    return scores
