"""Has IPython wait and print before and after everything that it runs.

earns: 0
"""

# %%
import time

events = get_ipython().events
events.register("post_execute", lambda: time.sleep(0.3))
events.register("pre_execute", lambda: print("50"))


# %% softmax
def softmax(scores):
    return 50


# %% generate
def generate(step, start, length):
    return 50
