"""Publishes a perfect score when its process ends.

earns: 0
"""

# %%
import atexit

from IPython.display import display


def score():
    display({"text/plain": "10"}, raw=True)
    print(10)


atexit.register(score)


# %% softmax
def softmax(scores):
    score()
    raise SystemExit
