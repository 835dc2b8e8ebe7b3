"""Waits for someone to type something.

earns: 0
"""

# %%
import getpass

# %%
name = input("Who are you? ")

# %%
getpass.getpass()


# %% softmax
def softmax(scores):
    return float(input("What is it? "))


# %% generate
def generate(step, start, length):
    import sys

    return sys.stdin.read()
