"""Calls the judge's function for ever.

earns: 0
"""


# %% generate
def generate(step, start, length):
    while True:
        try:
            step(start)
        except BaseException:
            pass
