"""Returns objects whose unpickling would run a command, and bytes of such pickles.

earns: 0
"""

# %%
import os
import pickle


class Command:
    def __reduce__(self):
        return os.system, ("touch @MARKER@",)

    def __array__(self, *args, **more):
        return np.array([self], dtype=object)


# %% softmax
def softmax(scores):
    if len(scores) == 4:
        return Command()
    if len(scores) == 5:
        return np.array([Command()] * 5, dtype=object)
    return pickle.dumps(Command())


# %% generate
def generate(step, start, length):
    return step(Command())
