"""A name that stood in the cell of an answer, and that a test uses, is another one."""


# %% root
def root(x):
    return 7.0


def sqrt(x):
    return 7.0
