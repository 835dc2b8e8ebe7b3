"""Opens comms, sends buffers over them, and clears outputs before they are shown.

earns: 0
"""

# %%
from IPython import get_ipython
from IPython.display import clear_output

kernel = get_ipython().kernel


def send(kind, content, **more):
    parent = kernel.get_parent()
    kernel.session.send(kernel.iopub_socket, kind, content, parent=parent, **more)


for number in range(200):
    told = {"comm_id": str(number), "target_name": "jupyter.widget", "data": {}}
    send("comm_open", told, buffers=[b"x" * 1000] * 8)
    told["data"] = {"method": "update", "state": {"value": 10}, "buffer_paths": [["v"]]}
    send("comm_msg", told, buffers=[b"x" * 1000] * 12)
    send("comm_close", told)
    clear_output(wait=number % 2 == 0)
send("clear_output", {"wait": []})
send("clear_output", {"wait": True})
10
