"""Asks the judge from a thread of its own, and keeps asking after its answer.

earns: 0
"""

# %%
import threading

KEPT = []


# %% softmax
def softmax(scores):
    return 0


# %% generate
def generate(step, start, length):
    KEPT.append(step)
    states = []

    def work():
        state = start
        while True:
            state = KEPT[0](state)
            states.append(state)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(0.3)
    return [*states, *range(length)][:length]
