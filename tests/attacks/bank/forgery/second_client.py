"""Connects to its own kernel as a second client, and has it run and shut down.

earns: 0
"""

# %%
import threading
import time

from jupyter_client import BlockingKernelClient

client = BlockingKernelClient()
client.load_connection_file("/run/kernel/kernel.json")
client.start_channels()


def disturb():
    for number in range(50):
        client.execute("print(50)", silent=False, store_history=True)
        client.complete("softmax") if number % 2 else client.history()
        if number == 40:
            client.shutdown()
        time.sleep(0.02)


threading.Thread(target=disturb, daemon=True).start()


# %% generate
def generate(step, start, length):
    return list(range(1, length + 1))
