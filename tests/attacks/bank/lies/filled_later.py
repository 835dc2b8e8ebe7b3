"""Returns lists and iterators that are filled when somebody reads them, by later calls.

earns: 0
"""

# %%
import threading

waiting = []


def fill(result, step, start, length):
    for _ in range(length):
        start = step(start)
        result.append(start)


# %% softmax
def softmax(scores):
    def later():
        for score in scores:
            yield float(np.exp(score))

    waiting.append(later())
    return waiting[0] if len(waiting) % 2 else np.fromiter(waiting[-2], float)


# %% generate
def generate(step, start, length):
    result = []
    thread = threading.Timer(0.05, fill, (result, step, start, length))
    thread.start()
    waiting.append(thread)
    return result


# %% end
for one in waiting:
    getattr(one, "join", list)()
